//! Say that a customer is a business, and what it is called by law. Only for legal persons: a sole trader's name and VAT id are
//! personal and stand in the vault.

use kernel::Refusal;
use store::{CommandError, Event, Tx};

use crate::CustomerId;
use crate::commands::merge_customers::at_version;
use crate::events::BusinessFactsSet;
use crate::store::set_facts;

/// A legal person's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetBusinessFacts {
    pub customer: CustomerId,
    pub version: i64,
    pub legal_name: String,
    /// As written, without blanks, with its country's letters: `DE123456789`. Whether it is valid is asked elsewhere.
    pub vat_id: Option<String>,
}

/// Refuses `customer_not_found`, `stale_version`, `invalid_legal_name`, `invalid_vat_id`.
pub fn set_business_facts(tx: &mut Tx<'_>, input: &SetBusinessFacts) -> Result<CustomerId, CommandError> {
    let legal_name = input.legal_name.trim();
    if legal_name.is_empty() || legal_name.len() > 300 || legal_name.chars().any(char::is_control) {
        return Err(Refusal::invalid("invalid_legal_name").at("/legal_name").into());
    }
    if let Some(vat_id) = &input.vat_id {
        let letters = vat_id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let country = vat_id.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
        if !(letters && country && (4..=17).contains(&vat_id.len())) {
            return Err(Refusal::invalid("invalid_vat_id").at("/vat_id").into());
        }
    }
    let customer = at_version(tx, input.customer, input.version)?;
    set_facts(tx, &customer, legal_name, input.vat_id.as_deref())?;
    let told = BusinessFactsSet { customer: customer.id, has_vat_id: input.vat_id.is_some() };
    tx.publish(Event::new("customers.business_facts_set.v1", customer.id, &told)?);
    Ok(customer.id)
}
