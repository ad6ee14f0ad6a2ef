//! Find out which customer a person is: the one who has exactly the same e-mail address, else exactly the same phone number and name,
//! else a new one: a phone alone is shared by families, offices and made-up numbers. Where several have the address the name decides; where
//! that decides nothing nobody is guessed, since a wrong merge shows one person another's orders, but what nobody could tell apart stays
//! together.

use std::collections::{BTreeSet, HashMap};

use access::RegionCode;
use kernel::Id;
use store::{Answer, CommandError, Event, StoreError, Tx, Value};
use vault::PersonId;

use crate::events::CustomerFirstSeen;
use crate::store::{insert_customers, insert_links, standing_of_persons};
use crate::{Customer, CustomerId, CustomerKind, LinkReason};

/// A person and who else has their e-mail and phone, as the vault told ([`vault::Vault::same_persons`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveIdentity {
    pub person: PersonId,
    pub by_email: Vec<PersonId>,
    pub by_email_and_name: Vec<PersonId>,
    pub by_phone: Vec<PersonId>,
    /// What a new customer would be.
    pub kind: CustomerKind,
    pub home_region: RegionCode,
}

/// Which customer, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    pub customer: CustomerId,
    pub reason: LinkReason,
}

impl Answer for Resolved {
    fn reference(&self) -> String {
        self.customer.to_string()
    }
}

/// One person; see [`resolve_identities`].
pub fn resolve_identity(tx: &mut Tx<'_>, input: &ResolveIdentity) -> Result<Resolved, CommandError> {
    let resolved = resolve_identities(tx, std::slice::from_ref(input))?.pop();
    resolved.ok_or_else(|| StoreError::misuse("a person was not resolved").into())
}

/// Resolves persons in order, each seeing the ones before it. A person who belongs to somebody already stays there.
pub fn resolve_identities(tx: &mut Tx<'_>, inputs: &[ResolveIdentity]) -> Result<Vec<Resolved>, CommandError> {
    let named = inputs.iter().flat_map(|input| {
        let others = input.by_email.iter().chain(&input.by_email_and_name).chain(&input.by_phone);
        std::iter::once(&input.person).chain(others).map(|person| person.number())
    });
    let named: BTreeSet<i64> = named.collect();
    let list: Vec<Value> = named.into_iter().map(Value::Int).collect();
    let known = standing_of_persons(tx, &list)?;
    let mut known: HashMap<PersonId, Resolved> =
        known.into_iter().map(|(person, customer, reason)| (person, Resolved { customer, reason })).collect();

    let context = tx.context().clone();
    let mut customers = Vec::new();
    let mut links = Vec::new();
    let mut answers = Vec::with_capacity(inputs.len());
    for input in inputs {
        if let Some(already) = known.get(&input.person) {
            answers.push(*already);
            continue;
        }
        let (same, reason) = decide(&known, input);
        let customer = same.unwrap_or_else(|| context.new_id());
        if same.is_none() {
            customers.push(Customer {
                id: customer,
                kind: input.kind,
                home_region: input.home_region.clone(),
                created_at: context.now,
                merged_into: None,
                stands_for_it: customer,
                legal_name: None,
                vat_id: None,
                group: None,
                version: 1,
            });
            let told = CustomerFirstSeen { customer, kind: input.kind, reason };
            tx.publish(Event::new("customers.customer_first_seen.v1", customer, &told)?);
        }
        let resolved = Resolved { customer, reason };
        known.insert(input.person, resolved);
        links.push((input.person, customer, reason));
        answers.push(resolved);
    }
    insert_customers(tx, &customers)?;
    insert_links(tx, &links, context.now)?;
    Ok(answers)
}

/// The one customer with the same e-mail, else with the same phone; `None` for a new one; and why.
fn decide(known: &HashMap<PersonId, Resolved>, input: &ResolveIdentity) -> (Option<CustomerId>, LinkReason) {
    let customers = |persons: &[PersonId]| -> BTreeSet<CustomerId> {
        persons.iter().filter_map(|person| known.get(person)).map(|resolved| resolved.customer).collect()
    };
    let by_email = customers(&input.by_email);
    let by_phone = customers(&input.by_phone);
    match (by_email.first(), by_email.len(), by_phone.first(), by_phone.len()) {
        (Some(one), 1, ..) => (Some(*one), LinkReason::SameEmail),
        (Some(_), ..) => several(known, input),
        (None, _, Some(one), 1) => (Some(*one), LinkReason::SamePhone),
        (None, _, Some(_), _) => (None, LinkReason::SeveralSamePhone),
        (None, _, None, _) => (None, LinkReason::FirstSeen),
    }
}

/// Of several customers with the e-mail address: the one who has the name, too. Else the one who took up those nobody could tell, if there
/// is one of the name.
fn several(known: &HashMap<PersonId, Resolved>, input: &ResolveIdentity) -> (Option<CustomerId>, LinkReason) {
    let named: Vec<&Resolved> = input.by_email_and_name.iter().filter_map(|person| known.get(person)).collect();
    let customers: BTreeSet<CustomerId> = named.iter().map(|resolved| resolved.customer).collect();
    if let (Some(one), 1) = (customers.first(), customers.len()) {
        return (Some(*one), LinkReason::SameEmail);
    }
    let untold = named.iter().find(|resolved| resolved.reason == LinkReason::SeveralSameEmail);
    (untold.map(|resolved| resolved.customer), LinkReason::SeveralSameEmail)
}
