//! Say that a customer is a business, and what it is called by law. Only for legal persons: a sole trader's name and VAT id are
//! personal and stand in the vault.

use countries::VatId;
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
    /// Whether it exists is asked elsewhere.
    pub vat_id: Option<VatId>,
}

/// Refuses `customer_not_found`, `stale_version`, `invalid_legal_name`.
pub fn set_business_facts(tx: &mut Tx<'_>, input: &SetBusinessFacts) -> Result<CustomerId, CommandError> {
    let legal_name = input.legal_name.trim();
    if legal_name.is_empty() || legal_name.len() > 300 || legal_name.chars().any(char::is_control) {
        return Err(Refusal::invalid("invalid_legal_name").at("/legal_name").into());
    }
    let customer = at_version(tx, input.customer, input.version)?;
    set_facts(tx, &customer, legal_name, input.vat_id.as_ref().map(VatId::as_str))?;
    let told = BusinessFactsSet { customer: customer.id, has_vat_id: input.vat_id.is_some() };
    tx.publish(Event::new("customers.business_facts_set.v1", customer.id, &told)?);
    Ok(customer.id)
}
