//! A German and a British company with books, and entries to write into them.

use kernel::{CurrencyCode, EntityCode, Money, Timestamp};
use ledger::{Account, AddEntity, Cause, Exchange, NewEntry, NewTransfer, Reference, add_entity};
use testkit::TestStore;

kernel::typed_id!(OrderId, "ord");

pub const EUR: CurrencyCode = CurrencyCode::EUR;

pub fn de() -> EntityCode {
    "de".parse().unwrap()
}

pub fn gb() -> EntityCode {
    "gb".parse().unwrap()
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, EUR)
}

pub fn gbp(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::GBP)
}

pub fn usd(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::USD)
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn order(number: i64) -> Reference {
    Reference::new("ord", number)
}

pub fn companies(t: &TestStore) {
    for (code, country, currency, zone) in [("de", "DE", "EUR", "Europe/Berlin"), ("gb", "GB", "GBP", "Europe/London")]
    {
        let input = AddEntity {
            code: code.parse().unwrap(),
            name: format!("Hanse {country}"),
            country: country.parse().unwrap(),
            base_currency: currency.parse().unwrap(),
            zone: zone.parse().unwrap(),
            address: None,
        };
        t.must(move |tx| add_entity(tx, &input));
    }
}

/// An order placed for 100.00 net and 19.00 tax: nothing is earned yet.
pub fn placed(number: i64) -> NewEntry {
    NewEntry {
        entity: de(),
        reference: Some(order(number)),
        cause: Cause::Placed,
        at: at("2026-11-21T10:00:00Z"),
        transfers: vec![
            NewTransfer::new(Account::Receivable, Account::DeferredRevenue, eur(10_000)).pending(),
            NewTransfer::new(Account::Receivable, Account::TaxPayable, eur(1_900)).pending().tagged("de/standard"),
        ],
    }
}

/// The same sold in dollars: 100.00 USD are 92.33 EUR.
pub fn placed_in_dollars(number: i64) -> NewEntry {
    let exchange = Exchange { rate: "0.92325".parse().unwrap(), source: "ecb 2026-11-20".into() };
    let transfer = NewTransfer::new(Account::Receivable, Account::DeferredRevenue, usd(10_000));
    NewEntry { transfers: vec![transfer.in_base(eur(9_233), exchange).pending()], ..placed(number) }
}

pub fn one(entry: NewEntry, transfer: NewTransfer) -> NewEntry {
    NewEntry { transfers: vec![transfer], ..entry }
}
