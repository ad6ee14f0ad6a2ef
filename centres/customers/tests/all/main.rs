//! Customers on both engines, as the order process, an import and a service desk meet them.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod adopting;
mod identity;
mod merging;
mod over_http;

use customers::{CustomerId, CustomerKind, ResolveIdentity, Resolved, resolve_identity};
use kernel::Id;
use testkit::TestStore;
use vault::PersonId;

pub fn per(number: i64) -> PersonId {
    PersonId::from_number(number)
}

pub fn seen(person: i64, by_email: &[i64], by_phone: &[i64]) -> ResolveIdentity {
    ResolveIdentity {
        person: per(person),
        by_email: by_email.iter().map(|number| per(*number)).collect(),
        by_email_and_name: Vec::new(),
        by_phone: by_phone.iter().map(|number| per(*number)).collect(),
        kind: CustomerKind::Consumer,
        home_region: "eu".parse().unwrap(),
    }
}

pub fn resolve(t: &TestStore, input: ResolveIdentity) -> Resolved {
    t.must(move |tx| resolve_identity(tx, &input))
}

/// A customer nobody was seen with before.
pub fn newcomer(t: &TestStore, person: i64) -> CustomerId {
    resolve(t, seen(person, &[], &[])).customer
}

pub fn version(t: &TestStore, id: CustomerId) -> i64 {
    t.store.read_blocking(|read| customers::get_customer(read, id)).unwrap().customer.version
}

pub fn merge(t: &TestStore, customer: CustomerId, into: CustomerId) -> CustomerId {
    let version = version(t, customer);
    t.must(move |tx| customers::merge_customers(tx, &customers::MergeCustomers { customer, into, version }))
}
