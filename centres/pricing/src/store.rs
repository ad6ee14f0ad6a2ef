//! The tables of pricing as the store reads and writes them.

use kernel::{CurrencyCode, UnitPrice};
use store::{Kind, Row, StoreError, Table, Value};

use crate::model::{Market, PriceEntry, PriceList};

pub(crate) const MARKETS: Table = Table {
    name: "markets",
    columns: &[
        ("code", Kind::Text),
        ("names", Kind::Text),
        ("currency", Kind::Text),
        ("seller", Kind::Text),
        ("tax_inclusive", Kind::Int),
        ("rounding", Kind::Text),
        ("parent", Kind::Text),
        ("default_list", Kind::Int),
        ("version", Kind::Int),
        ("created_at", Kind::Int),
    ],
    key: &["code"],
};

pub(crate) const MARKET_COUNTRIES: Table = Table {
    name: "market_countries",
    columns: &[("market", Kind::Text), ("country", Kind::Text)],
    key: &["market", "country"],
};

pub(crate) const PRICE_LISTS: Table = Table {
    name: "price_lists",
    columns: &[
        ("id", Kind::Int),
        ("names", Kind::Text),
        ("market", Kind::Text),
        ("channel", Kind::Text),
        ("customer_group", Kind::Text),
        ("currency", Kind::Text),
        ("tax_inclusive", Kind::Int),
        ("rounding", Kind::Text),
        ("priority", Kind::Int),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("version", Kind::Int),
        ("created_at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const PRICE_ENTRIES: Table = Table {
    name: "price_entries",
    columns: &[
        ("id", Kind::Int),
        ("list", Kind::Int),
        ("variant", Kind::Int),
        ("min_quantity", Kind::Int),
        ("unit_price_micros", Kind::Int),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("created_at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const FX_RATES: Table = Table {
    name: "fx_rates",
    columns: &[
        ("purpose", Kind::Text),
        ("currency", Kind::Text),
        ("day", Kind::Text),
        ("rate", Kind::Text),
        ("source", Kind::Text),
        ("recorded_at", Kind::Int),
    ],
    key: &["purpose", "currency", "day"],
};

/// The purpose of rates whose source names none.
pub(crate) const ANY_PURPOSE: &str = "any";

pub(crate) const MARKET_COLUMNS: &str =
    "code, names, currency, seller, tax_inclusive, rounding, parent, default_list, version";

/// A row of [`MARKET_COLUMNS`]; the countries come apart.
pub(crate) fn read_market(row: &Row) -> Result<Market, StoreError> {
    Ok(Market {
        code: row.parsed(0)?,
        names: row.json(1)?,
        countries: Vec::new(),
        currency: row.parsed(2)?,
        seller: row.parsed(3)?,
        tax_inclusive: row.flag(4)?,
        rounding: row.parsed(5)?,
        parent: row.opt_parsed(6)?,
        default_list: row.opt_id(7)?,
        version: row.int(8)?,
    })
}

pub(crate) const LIST_COLUMNS: &str = "id, names, market, channel, customer_group, currency, tax_inclusive, rounding, \
     priority, valid_from, valid_to, version";

/// A row of [`LIST_COLUMNS`].
pub(crate) fn read_list(row: &Row) -> Result<PriceList, StoreError> {
    Ok(PriceList {
        id: row.id(0)?,
        names: row.json(1)?,
        market: row.parsed(2)?,
        channel: row.opt_parsed(3)?,
        customer_group: row.opt_parsed(4)?,
        currency: row.parsed(5)?,
        tax_inclusive: row.flag(6)?,
        rounding: row.parsed(7)?,
        priority: row.int(8)?,
        valid_from: row.at(9)?,
        valid_to: row.opt_at(10)?,
        version: row.int(11)?,
    })
}

pub(crate) const ENTRY_COLUMNS: &str = "id, list, variant, min_quantity, unit_price_micros, valid_from, valid_to";

/// A row of [`ENTRY_COLUMNS`]; a price has its list's currency.
pub(crate) fn read_entry(row: &Row, currency: CurrencyCode) -> Result<PriceEntry, StoreError> {
    Ok(PriceEntry {
        id: row.id(0)?,
        list: row.id(1)?,
        variant: row.id(2)?,
        min_quantity: row.int(3)?,
        unit_price: UnitPrice::new(row.int(4)?, currency),
        valid_from: row.at(5)?,
        valid_to: row.opt_at(6)?,
    })
}

/// A price as a row of [`PRICE_ENTRIES`].
pub(crate) fn entry_row(entry: &PriceEntry, created_at: kernel::Timestamp) -> Vec<Value> {
    vec![
        Value::id(entry.id),
        Value::id(entry.list),
        Value::id(entry.variant),
        Value::Int(entry.min_quantity),
        Value::Int(entry.unit_price.micros()),
        Value::from(entry.valid_from),
        Value::from(entry.valid_to),
        Value::from(created_at),
    ]
}
