//! All SQL of the ledger: its tables' shapes and how rows become what they mean.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Context, CurrencyCode, EntityCode, Money, Texts};
use store::{Kind, Read, Row, StoreError, Table, Value, args};

use crate::account::{Account, ChartAccount};
use crate::address::PostalAddress;
use crate::model::{Entity, Entry, EntryId, Exchange, Reference, State, Transfer};
use crate::new_entry::{NewEntry, NewTransfer};

pub(crate) const ENTITIES: Table = Table {
    name: "entities",
    columns: &[
        ("code", Kind::Text),
        ("name", Kind::Text),
        ("country", Kind::Text),
        ("base_currency", Kind::Text),
        ("zone", Kind::Text),
        ("address", Kind::Text),
        ("closed_until", Kind::Text),
        ("created_at", Kind::Int),
        ("version", Kind::Int),
    ],
    key: &["code"],
};

pub(crate) const ACCOUNTS: Table = Table {
    name: "ledger_accounts",
    columns: &[
        ("code", Kind::Text),
        ("entity", Kind::Text),
        ("kind", Kind::Text),
        ("names", Kind::Text),
        ("created_at", Kind::Int),
    ],
    key: &["code"],
};

pub(crate) const ENTRIES: Table = Table {
    name: "ledger_entries",
    columns: &[
        ("id", Kind::Int),
        ("entity", Kind::Text),
        ("base_currency", Kind::Text),
        ("reference_kind", Kind::Text),
        ("reference", Kind::Int),
        ("cause", Kind::Text),
        ("at", Kind::Int),
        ("booked_on", Kind::Text),
        ("recorded_at", Kind::Int),
        ("actor", Kind::Text),
        ("reason", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) const TRANSFERS: Table = Table {
    name: "ledger_transfers",
    columns: &[
        ("entry", Kind::Int),
        ("place", Kind::Int),
        ("debit", Kind::Text),
        ("credit", Kind::Text),
        ("amount", Kind::Int),
        ("currency", Kind::Text),
        ("base_amount", Kind::Int),
        ("rate", Kind::Text),
        ("rate_source", Kind::Text),
        ("state", Kind::Text),
        ("of_entry", Kind::Int),
        ("of_place", Kind::Int),
        ("tag", Kind::Text),
    ],
    key: &["entry", "place"],
};

pub(crate) const CLOSINGS: Table = Table {
    name: "period_closings",
    columns: &[
        ("entity", Kind::Text),
        ("until", Kind::Text),
        ("closed_at", Kind::Int),
        ("actor", Kind::Text),
        ("reason", Kind::Text),
    ],
    key: &["entity", "until"],
};

pub(crate) const NUMBER_SERIES: Table = Table {
    name: "number_series",
    columns: &[
        ("entity", Kind::Text),
        ("region", Kind::Text),
        ("kind", Kind::Text),
        ("year", Kind::Int),
        ("prefix", Kind::Text),
        ("digits", Kind::Int),
        ("next", Kind::Int),
    ],
    key: &["entity", "region", "kind", "year"],
};

const ENTITY: &str = "SELECT code, name, country, base_currency, zone, closed_until, version, address FROM entities";

fn entity(row: &Row) -> Result<Entity, StoreError> {
    Ok(Entity {
        code: row.parsed(0)?,
        name: row.text(1)?.to_owned(),
        country: row.parsed(2)?,
        base_currency: row.parsed(3)?,
        zone: row.parsed(4)?,
        closed_until: row.opt_parsed(5)?,
        version: row.int(6)?,
        address: row.opt_text(7)?.map(|_| row.json(7)).transpose()?,
    })
}

/// An address as it is stored.
pub(crate) fn address_value(address: Option<&PostalAddress>) -> Result<Value, StoreError> {
    address.map_or(Ok(Value::Null), Value::json)
}

/// The entities of these codes that exist.
pub(crate) fn entities_of(
    read: &mut dyn Read,
    codes: &[EntityCode],
) -> Result<HashMap<EntityCode, Entity>, StoreError> {
    let list: Vec<Value> = codes.iter().map(Value::text).collect();
    let rows = read.query_in(&format!("{ENTITY} WHERE code IN {{list}}"), &[], &list)?;
    rows.iter().map(|row| entity(row).map(|entity| (entity.code, entity))).collect()
}

pub(crate) fn all_entities(read: &mut dyn Read) -> Result<Vec<Entity>, StoreError> {
    read.query(&format!("{ENTITY} ORDER BY code"), &[])?.iter().map(entity).collect()
}

/// The chart: everybody's accounts, and those of `entity` where one is given (else of all).
pub(crate) fn accounts(read: &mut dyn Read, of_entity: Option<EntityCode>) -> Result<Vec<ChartAccount>, StoreError> {
    let select = "SELECT code, entity, kind, names FROM ledger_accounts";
    let rows = match of_entity {
        Some(code) => {
            read.query(&format!("{select} WHERE entity IS NULL OR entity = $1 ORDER BY code"), &args![code.as_str()])?
        }
        None => read.query(&format!("{select} ORDER BY code"), &[])?,
    };
    rows.iter()
        .map(|row| {
            Ok(ChartAccount {
                account: row.parsed(0)?,
                entity: row.opt_parsed(1)?,
                kind: row.parsed(2)?,
                names: row.json::<Texts>(3)?,
            })
        })
        .collect()
}

pub(crate) fn entry_row(
    id: EntryId,
    context: &Context,
    entity: &Entity,
    booked_on: Date,
    new: &NewEntry,
) -> Vec<Value> {
    let (kind, number) = match &new.reference {
        Some(reference) => (Value::Text(reference.kind.clone()), Value::Int(reference.number)),
        None => (Value::Null, Value::Null),
    };
    vec![
        Value::id(id),
        Value::text(new.entity),
        Value::text(entity.base_currency),
        kind,
        number,
        new.cause.into(),
        new.at.into(),
        Value::text(booked_on),
        context.now.into(),
        context.actor.as_str().into(),
        context.reason.as_deref().into(),
    ]
}

pub(crate) fn transfer_row(
    entry: EntryId,
    place: i64,
    transfer: &NewTransfer,
    state: State,
    settles: Option<(EntryId, i64)>,
) -> Vec<Value> {
    let (rate, source) = match &transfer.exchange {
        Some(exchange) => (Value::text(exchange.rate), Value::Text(exchange.source.clone())),
        None => (Value::Null, Value::Null),
    };
    vec![
        Value::id(entry),
        Value::Int(place),
        transfer.debit.into(),
        transfer.credit.into(),
        Value::Int(transfer.amount.minor()),
        Value::text(transfer.amount.currency()),
        Value::Int(transfer.base.minor()),
        rate,
        source,
        state.into(),
        Value::opt_id(settles.map(|(entry, _)| entry)),
        settles.map(|(_, place)| place).into(),
        transfer.tag.clone().map_or(Value::Null, Value::Text),
    ]
}

/// The columns [`transfer`] reads; `t` is `ledger_transfers`.
pub(crate) const TRANSFER: &str = "t.entry, t.place, t.debit, t.credit, t.amount, t.currency, t.base_amount, t.rate, \
     t.rate_source, t.state, t.of_entry, t.of_place, t.tag";
/// How many columns [`TRANSFER`] has.
pub(crate) const TRANSFER_WIDTH: usize = 13;

pub(crate) fn transfer(row: &Row, base_currency: CurrencyCode) -> Result<Transfer, StoreError> {
    let exchange = match (row.opt_parsed(7)?, row.opt_text(8)?) {
        (Some(rate), Some(source)) => Some(Exchange { rate, source: source.to_owned().into() }),
        _ => None,
    };
    Ok(Transfer {
        entry: row.id(0)?,
        place: row.int(1)?,
        debit: row.parsed::<Account>(2)?,
        credit: row.parsed::<Account>(3)?,
        amount: Money::new(row.int(4)?, row.parsed(5)?),
        base: Money::new(row.int(6)?, base_currency),
        exchange,
        state: row.parsed(9)?,
        settles: row.opt_id(10)?.zip(row.opt_int(11)?),
        tag: row.opt_text(12)?.map(str::to_owned),
    })
}

/// The columns [`entry`] reads; `e` is `ledger_entries`.
pub(crate) const ENTRY: &str = "e.id, e.entity, e.base_currency, e.reference_kind, e.reference, e.cause, e.at, \
     e.booked_on, e.recorded_at, e.actor, e.reason";

/// An entry without its transfers, whose columns begin at `from`.
pub(crate) fn entry(row: &Row, from: usize) -> Result<Entry, StoreError> {
    let at = |place: usize| from.saturating_add(place);
    let reference = match (row.opt_text(at(3))?, row.opt_int(at(4))?) {
        (Some(kind), Some(number)) => Some(Reference { kind: kind.to_owned().into(), number }),
        _ => None,
    };
    Ok(Entry {
        id: row.id(at(0))?,
        entity: row.parsed(at(1))?,
        base_currency: row.parsed(at(2))?,
        reference,
        cause: row.parsed(at(5))?,
        at: row.at(at(6))?,
        booked_on: row.parsed(at(7))?,
        recorded_at: row.at(at(8))?,
        actor: row.text(at(9))?.to_owned(),
        reason: row.opt_text(at(10))?.map(str::to_owned),
        transfers: Vec::new(),
    })
}
