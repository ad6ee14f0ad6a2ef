//! What customers tells. Who and why stand in the event itself (actor, reason).

use serde::Serialize;
use vault::PersonId;

use crate::{CustomerGroup, CustomerId, CustomerKind, LinkReason};

/// `customers.customer_first_seen.v1`
#[derive(Debug, Serialize)]
pub struct CustomerFirstSeen {
    pub customer: CustomerId,
    pub kind: CustomerKind,
    pub reason: LinkReason,
}

/// `customers.customers_merged.v1`, told of the one that was merged.
#[derive(Debug, Serialize)]
pub struct CustomersMerged {
    pub customer: CustomerId,
    pub into: CustomerId,
}

/// `customers.merge_undone.v1`
#[derive(Debug, Serialize)]
pub struct MergeUndone {
    pub customer: CustomerId,
    pub from: CustomerId,
}

/// `customers.business_facts_set.v1`
#[derive(Debug, Serialize)]
pub struct BusinessFactsSet {
    pub customer: CustomerId,
    pub has_vat_id: bool,
}

/// `customers.put_in_group.v1`
#[derive(Debug, Serialize)]
pub struct PutInGroup {
    pub customer: CustomerId,
    pub group: Option<CustomerGroup>,
}

/// `customers.person_separated.v1`, told of the customer the person was taken from.
#[derive(Debug, Serialize)]
pub struct PersonSeparated {
    pub customer: CustomerId,
    pub person: PersonId,
    pub into: CustomerId,
}
