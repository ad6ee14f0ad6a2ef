//! The SQL of registrations, profiles and proofs.

use kernel::{EntityCode, Id, Money};
use store::{Kind, Read, Row, StoreError, Table, Value, args};

use crate::model::{EntityRegistration, Evidence, OrderId, RegistrationId, TaxChannel, TaxProfile};
use crate::question::{EvidenceKind, Registration, RegistrationScheme, Turnover, TurnoverLimit};

pub(crate) const REGISTRATIONS: Table = Table {
    name: "tax_registrations",
    columns: &[
        ("id", Kind::Int),
        ("entity", Kind::Text),
        ("territory", Kind::Text),
        ("scheme", Kind::Text),
        ("number", Kind::Text),
        ("valid_from", Kind::Text),
        ("valid_to", Kind::Text),
        ("recorded_at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const PROFILES: Table = Table {
    name: "tax_profiles",
    columns: &[("entity", Kind::Text), ("stock_only_at_home", Kind::Int), ("version", Kind::Int)],
    key: &["entity"],
};

pub(crate) const TURNOVERS: Table = Table {
    name: "tax_turnovers",
    columns: &[
        ("entity", Kind::Text),
        ("turnover_limit", Kind::Text),
        ("amount_minor", Kind::Int),
        ("currency", Kind::Text),
        ("as_of", Kind::Text),
    ],
    key: &["entity", "turnover_limit"],
};

pub(crate) const EVIDENCE: Table = Table {
    name: "tax_evidence",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("line_no", Kind::Int),
        ("kind", Kind::Text),
        ("reference", Kind::Text),
        ("observed_on", Kind::Text),
        ("about", Kind::Text),
        ("recorded_at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const CHANNELS: Table =
    Table { name: "tax_channels", columns: &[("channel", Kind::Text), ("marketplace", Kind::Int)], key: &["channel"] };

fn unknown(what: &str, text: &str) -> StoreError {
    StoreError::misuse(format!("not {what}: {text}"))
}

fn registration(row: &Row) -> Result<EntityRegistration, StoreError> {
    let scheme = row.text(3)?;
    Ok(EntityRegistration {
        id: row.id(0)?,
        entity: row.parsed(1)?,
        registration: Registration {
            territory: row.parsed(2)?,
            scheme: RegistrationScheme::named(scheme).ok_or_else(|| unknown("a scheme", scheme))?,
            number: row.text(4)?.to_owned(),
            from: row.parsed(5)?,
            to: row.opt_parsed(6)?,
        },
    })
}

const REGISTRATION: &str = "SELECT id, entity, territory, scheme, number, valid_from, valid_to FROM tax_registrations";

/// Registrations of one entity, or of all, in a stable order.
pub(crate) fn registrations(
    read: &mut dyn Read,
    entity: Option<EntityCode>,
) -> Result<Vec<EntityRegistration>, StoreError> {
    const ORDER: &str = "ORDER BY entity, territory, scheme, valid_from";
    let rows = match entity {
        Some(entity) => read.query(&format!("{REGISTRATION} WHERE entity = $1 {ORDER}"), &[Value::text(entity)])?,
        None => read.query(&format!("{REGISTRATION} {ORDER}"), &[])?,
    };
    rows.iter().map(registration).collect()
}

pub(crate) fn registration_by_id(
    read: &mut dyn Read,
    id: RegistrationId,
) -> Result<Option<EntityRegistration>, StoreError> {
    read.query_one(&format!("{REGISTRATION} WHERE id = $1"), &args![id.number()])?
        .as_ref()
        .map(registration)
        .transpose()
}

pub(crate) fn profile(read: &mut dyn Read, entity: EntityCode) -> Result<TaxProfile, StoreError> {
    let row = read
        .query_one("SELECT stock_only_at_home, version FROM tax_profiles WHERE entity = $1", &[Value::text(entity)])?;
    let (stock_only_at_home, version) = match &row {
        Some(row) => (row.opt_int(0)?.map(|flag| flag == 1), row.int(1)?),
        None => (None, 0),
    };
    let rows = read.query(
        "SELECT turnover_limit, amount_minor, currency, as_of FROM tax_turnovers WHERE entity = $1 ORDER BY turnover_limit",
        &[Value::text(entity)],
    )?;
    let turnover = |row: &Row| {
        let limit = row.text(0)?;
        let of = TurnoverLimit::named(limit).ok_or_else(|| unknown("a limit of turnover", limit))?;
        let amount = Money::new(row.int(1)?, row.parsed(2)?);
        Ok(Turnover { of, amount, as_of: row.parsed(3)? })
    };
    let turnovers = rows.iter().map(turnover).collect::<Result<_, StoreError>>()?;
    Ok(TaxProfile { stock_only_at_home, turnovers, version })
}

/// The channels that somebody told about, by code.
pub(crate) fn channels(read: &mut dyn Read) -> Result<Vec<TaxChannel>, StoreError> {
    let rows = read.query("SELECT channel, marketplace FROM tax_channels ORDER BY channel", &[])?;
    rows.iter().map(|row| Ok(TaxChannel { channel: row.parsed(0)?, marketplace: row.flag(1)? })).collect()
}

/// The proofs of an order, in the order they were recorded.
pub(crate) fn evidence(read: &mut dyn Read, order: OrderId) -> Result<Vec<Evidence>, StoreError> {
    let rows = read.query(
        "SELECT id, line_no, kind, reference, observed_on, about, recorded_at FROM tax_evidence WHERE order_id = $1 ORDER BY id",
        &args![order.number()],
    )?;
    let one = |row: &Row| {
        let kind = row.text(2)?;
        Ok(Evidence {
            id: row.id(0)?,
            order,
            line: row.opt_int(1)?,
            kind: EvidenceKind::named(kind).ok_or_else(|| unknown("a kind of proof", kind))?,
            reference: row.text(3)?.to_owned(),
            observed_on: row.parsed(4)?,
            about: row.opt_text(5)?.map(str::to_owned),
            recorded_at: row.at(6)?,
        })
    };
    rows.iter().map(one).collect()
}
