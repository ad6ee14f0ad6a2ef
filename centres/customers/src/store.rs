//! All SQL of customers.

use kernel::Timestamp;
use store::{Kind, Read, Row, StoreError, Table, Tx, Value, Way, args};
use vault::PersonId;

use crate::{ChannelIdentity, Customer, CustomerGroup, CustomerId, LinkReason, LinkedPerson};

const CUSTOMERS: Table = Table {
    name: "customers",
    columns: &[
        ("customer", Kind::Int),
        ("kind", Kind::Text),
        ("home_region", Kind::Text),
        ("created_at", Kind::Int),
        ("merged_into", Kind::Int),
        ("stands_for_it", Kind::Int),
        ("legal_name", Kind::Text),
        ("vat_id", Kind::Text),
        ("price_group", Kind::Text),
        ("version", Kind::Int),
    ],
    key: &["customer"],
};

const CUSTOMER_PERSONS: Table = Table {
    name: "customer_persons",
    columns: &[("person", Kind::Int), ("customer", Kind::Int), ("reason", Kind::Text), ("at", Kind::Int)],
    key: &["person"],
};

const CHANNEL_IDENTITIES: Table = Table {
    name: "channel_identities",
    columns: &[
        ("channel", Kind::Text),
        ("shop", Kind::Text),
        ("external_ref", Kind::Text),
        ("customer", Kind::Int),
        ("at", Kind::Int),
    ],
    key: &["channel", "shop", "external_ref"],
};

const COLUMNS: &str =
    "customer, kind, home_region, created_at, merged_into, stands_for_it, legal_name, vat_id, price_group, version";

fn customer(row: &Row) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: row.id(0)?,
        kind: row.parsed(1)?,
        home_region: row.parsed(2)?,
        created_at: row.at(3)?,
        merged_into: row.opt_id(4)?,
        stands_for_it: row.id(5)?,
        legal_name: row.opt_text(6)?.map(str::to_owned),
        vat_id: row.opt_text(7)?.map(str::to_owned),
        group: row.opt_parsed(8)?,
        version: row.int(9)?,
    })
}

pub(crate) fn insert_customers(tx: &mut Tx<'_>, customers: &[Customer]) -> Result<(), StoreError> {
    let row = |customer: &Customer| {
        vec![
            Value::id(customer.id),
            Value::word(customer.kind.as_str()),
            Value::from(customer.home_region.as_str()),
            Value::from(customer.created_at),
            Value::opt_id(customer.merged_into),
            Value::id(customer.stands_for_it),
            Value::from(customer.legal_name.clone()),
            Value::from(customer.vat_id.clone()),
            Value::from(customer.group.map(|group| group.to_string())),
            Value::Int(customer.version),
        ]
    };
    tx.insert(&CUSTOMERS, customers.iter().map(row).collect())
}

pub(crate) fn insert_links(
    tx: &mut Tx<'_>,
    links: &[(PersonId, CustomerId, LinkReason)],
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.insert(&CUSTOMER_PERSONS, link_rows(links, at))
}

/// Those of persons who belong to somebody already are left as they are.
pub(crate) fn insert_new_links(
    tx: &mut Tx<'_>,
    links: &[(PersonId, CustomerId, LinkReason)],
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.insert_new(&CUSTOMER_PERSONS, link_rows(links, at)).map(|_| ())
}

fn link_rows(links: &[(PersonId, CustomerId, LinkReason)], at: Timestamp) -> Vec<Vec<Value>> {
    let row = |(person, customer, reason): &(PersonId, CustomerId, LinkReason)| {
        vec![Value::id(*person), Value::id(*customer), Value::word(reason.as_str()), Value::from(at)]
    };
    links.iter().map(row).collect()
}

pub(crate) fn insert_identities(
    tx: &mut Tx<'_>,
    identities: &[(ChannelIdentity, CustomerId)],
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = |(identity, customer): &(ChannelIdentity, CustomerId)| {
        vec![
            Value::from(identity.channel.as_str()),
            Value::from(identity.shop.as_str()),
            Value::from(identity.external_ref.as_str()),
            Value::id(*customer),
            Value::from(at),
        ]
    };
    tx.insert(&CHANNEL_IDENTITIES, identities.iter().map(row).collect())
}

pub(crate) fn one(read: &mut dyn Read, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM customers WHERE customer = $1");
    read.query_one(&sql, &[Value::id(id)])?.as_ref().map(customer).transpose()
}

/// The standing customers before `before`, newest first.
pub(crate) fn standing(
    read: &mut dyn Read,
    way: Way,
    after: Option<i64>,
    kind: Option<&str>,
    limit: i64,
) -> Result<Vec<Customer>, StoreError> {
    let (follows, order) = (way.follows(), way.order());
    let sql = format!(
        "SELECT {COLUMNS} FROM customers WHERE customer {follows} $1 AND merged_into IS NULL AND ($2 = '' OR kind = $2) \
         ORDER BY customer {order} LIMIT $3"
    );
    read.query(&sql, &args![after.unwrap_or(way.start()), kind.unwrap_or_default(), limit])?
        .iter()
        .map(customer)
        .collect()
}

/// The customers that `root` stands for, itself too, with what each was merged into.
pub(crate) fn family(
    read: &mut dyn Read,
    root: CustomerId,
) -> Result<Vec<(CustomerId, Option<CustomerId>)>, StoreError> {
    let sql = "SELECT customer, merged_into FROM customers WHERE stands_for_it = $1 ORDER BY customer";
    read.query(sql, &[Value::id(root)])?.iter().map(|row| Ok((row.id(0)?, row.opt_id(1)?))).collect()
}

/// The customer that stands for this one.
pub(crate) fn standing_for(read: &mut dyn Read, id: CustomerId) -> Result<Option<CustomerId>, StoreError> {
    let row = read.query_one("SELECT stands_for_it FROM customers WHERE customer = $1", &[Value::id(id)])?;
    row.map(|row| row.id(0)).transpose()
}

/// Lets `root` stand for these customers.
pub(crate) fn set_standing(tx: &mut Tx<'_>, root: CustomerId, family: &[CustomerId]) -> Result<(), StoreError> {
    let rows = family.iter().map(|customer| vec![Value::id(*customer), Value::id(root)]).collect();
    tx.update(&CUSTOMERS, &["stands_for_it"], rows)
}

pub(crate) fn set_merged(
    tx: &mut Tx<'_>,
    customer: &Customer,
    into: Option<CustomerId>,
    root: CustomerId,
) -> Result<(), StoreError> {
    let version = customer.version.saturating_add(1);
    let row = vec![Value::id(customer.id), Value::opt_id(into), Value::id(root), Value::Int(version)];
    tx.update(&CUSTOMERS, &["merged_into", "stands_for_it", "version"], vec![row])
}

pub(crate) fn set_facts(
    tx: &mut Tx<'_>,
    customer: &Customer,
    legal_name: &str,
    vat_id: Option<&str>,
) -> Result<i64, StoreError> {
    let version = customer.version.saturating_add(1);
    let row = vec![
        Value::id(customer.id),
        Value::word("business"),
        Value::from(legal_name),
        Value::from(vat_id),
        Value::Int(version),
    ];
    tx.update(&CUSTOMERS, &["kind", "legal_name", "vat_id", "version"], vec![row])?;
    Ok(version)
}

pub(crate) fn set_group(tx: &mut Tx<'_>, customer: &Customer, group: Option<CustomerGroup>) -> Result<(), StoreError> {
    let version = customer.version.saturating_add(1);
    let group = Value::from(group.map(|group| group.to_string()));
    tx.update(&CUSTOMERS, &["price_group", "version"], vec![vec![Value::id(customer.id), group, Value::Int(version)]])
}

/// The group of the customer that stands for this one.
pub(crate) fn group_of(read: &mut dyn Read, id: CustomerId) -> Result<Option<CustomerGroup>, StoreError> {
    let sql =
        "SELECT s.price_group FROM customers c JOIN customers s ON s.customer = c.stands_for_it WHERE c.customer = $1";
    read.query_one(sql, &[Value::id(id)])?.map_or(Ok(None), |row| row.opt_parsed(0))
}

/// Lets a person belong to another customer, by hand; the one they belonged to has a new version.
pub(crate) fn move_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    from: &Customer,
    into: CustomerId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = vec![Value::id(person), Value::id(into), Value::word(LinkReason::ByHand.as_str()), Value::from(at)];
    tx.update(&CUSTOMER_PERSONS, &["customer", "reason", "at"], vec![row])?;
    tx.update(&CUSTOMERS, &["version"], vec![vec![Value::id(from.id), Value::Int(from.version.saturating_add(1))]])
}

/// Persons linked to any of these customers, oldest first.
pub(crate) fn persons_of(read: &mut dyn Read, customers: &[Value]) -> Result<Vec<LinkedPerson>, StoreError> {
    let sql = "SELECT person, reason, at FROM customer_persons WHERE customer IN {list} ORDER BY person";
    let rows = read.query_in(sql, &[], customers)?;
    rows.iter().map(|row| Ok(LinkedPerson { person: row.id(0)?, reason: row.parsed(1)?, at: row.at(2)? })).collect()
}

pub(crate) fn identities_of(read: &mut dyn Read, customers: &[Value]) -> Result<Vec<ChannelIdentity>, StoreError> {
    let sql = "SELECT channel, shop, external_ref FROM channel_identities WHERE customer IN {list} \
               ORDER BY channel, shop, external_ref";
    let rows = read.query_in(sql, &[], customers)?;
    let identity = |row: &Row| {
        Ok(ChannelIdentity { channel: row.parsed(0)?, shop: row.parsed(1)?, external_ref: row.text(2)?.to_owned() })
    };
    rows.iter().map(identity).collect()
}

/// The standing customer of each of these persons that has one.
pub(crate) fn standing_of_persons(
    read: &mut dyn Read,
    persons: &[Value],
) -> Result<Vec<(PersonId, CustomerId, LinkReason)>, StoreError> {
    let sql = "SELECT p.person, c.stands_for_it, p.reason FROM customer_persons p \
               JOIN customers c ON c.customer = p.customer WHERE p.person IN {list}";
    let rows = read.query_in(sql, &[], persons)?;
    rows.iter().map(|row| Ok((row.id(0)?, row.id(1)?, row.parsed(2)?))).collect()
}

/// The standing customer of each of these references that has one.
pub(crate) fn standing_of_references(
    read: &mut dyn Read,
    channel: &str,
    shop: &str,
    references: &[Value],
) -> Result<Vec<(String, CustomerId)>, StoreError> {
    let sql = "SELECT i.external_ref, c.stands_for_it FROM channel_identities i JOIN customers c ON c.customer = i.customer \
               WHERE i.channel = $1 AND i.shop = $2 AND i.external_ref IN {list}";
    let rows = read.query_in(sql, &args![channel, shop], references)?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.id(1)?))).collect()
}
