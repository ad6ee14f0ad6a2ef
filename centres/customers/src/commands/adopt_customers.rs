//! Take over customers a channel or a file names by its own references. The same reference again is the same customer.

use std::collections::HashMap;

use access::RegionCode;
use kernel::{
    ChannelCode, CustomerReferenceError, LONGEST_CUSTOMER_REFERENCE, Refusal, ShopCode, check_customer_reference,
};
use store::{Answer, CommandError, Event, Tx, Value};

use crate::events::CustomerFirstSeen;
use crate::store::{insert_customers, insert_identities, standing_of_references};
use crate::{ChannelIdentity, Customer, CustomerId, CustomerKind, LinkReason};

/// A customer as a channel names it. A reference is a number or code of the channel's; an e-mail address or a name is refused
/// (`customer_reference_is_personal`): those belong in the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptCustomer {
    pub external_ref: String,
    pub kind: CustomerKind,
}

/// The customers, in the order of the input, and how many were new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    pub customers: Vec<CustomerId>,
    pub new: usize,
}

impl Answer for Adopted {
    fn reference(&self) -> String {
        self.new.to_string()
    }
}

/// The most customers one call takes.
const MOST: usize = 2_000;

/// Adopts up to 2,000 customers of one shop. Refuses `too_many_customers`, `invalid_customer_reference`,
/// `customer_reference_is_personal`.
pub fn adopt_customers(
    tx: &mut Tx<'_>,
    (channel, shop): (ChannelCode, ShopCode),
    home_region: &RegionCode,
    wanted: &[AdoptCustomer],
) -> Result<Adopted, CommandError> {
    if wanted.len() > MOST {
        return Err(Refusal::invalid("too_many_customers").with("given", wanted.len()).with("most", MOST).into());
    }
    for (place, adopt) in wanted.iter().enumerate() {
        check(&adopt.external_ref).map_err(|refusal| refusal.at(format!("/customers/{place}/external_ref")))?;
    }
    let list: Vec<Value> = wanted.iter().map(|adopt| Value::from(adopt.external_ref.as_str())).collect();
    let known = standing_of_references(tx, channel.as_str(), shop.as_str(), &list)?;
    let mut known: HashMap<String, CustomerId> = known.into_iter().collect();
    let context = tx.context().clone();
    let mut customers = Vec::new();
    let mut identities = Vec::new();
    let mut answer = Vec::with_capacity(wanted.len());
    for adopt in wanted {
        if let Some(customer) = known.get(&adopt.external_ref) {
            answer.push(*customer);
            continue;
        }
        let id: CustomerId = context.new_id();
        customers.push(Customer {
            id,
            kind: adopt.kind,
            home_region: home_region.clone(),
            created_at: context.now,
            merged_into: None,
            stands_for_it: id,
            legal_name: None,
            vat_id: None,
            group: None,
            version: 1,
        });
        identities.push((ChannelIdentity { channel, shop, external_ref: adopt.external_ref.clone() }, id));
        let told = CustomerFirstSeen { customer: id, kind: adopt.kind, reason: LinkReason::SameReference };
        tx.publish(Event::new("customers.customer_first_seen.v1", id, &told)?);
        known.insert(adopt.external_ref.clone(), id);
        answer.push(id);
    }
    insert_customers(tx, &customers)?;
    insert_identities(tx, &identities, context.now)?;
    Ok(Adopted { customers: answer, new: customers.len() })
}

fn check(reference: &str) -> Result<(), Refusal> {
    check_customer_reference(reference).map_err(|error| match error {
        CustomerReferenceError::Unusable => {
            Refusal::invalid("invalid_customer_reference").with("longest", LONGEST_CUSTOMER_REFERENCE)
        }
        CustomerReferenceError::Personal => Refusal::invalid("customer_reference_is_personal"),
    })
}
