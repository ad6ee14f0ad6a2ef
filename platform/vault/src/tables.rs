//! The vault's tables and their SQL words.

use std::collections::HashSet;

use kernel::Id;
use store::{Kind, Read, StoreError, Table, Tx, Value};

use crate::PersonId;

/// Data store: a person's sealed columns.
pub const PERSONS: Table = Table {
    name: "persons",
    columns: &[
        ("person", Kind::Int),
        ("sealed_contact", Kind::Blob),
        ("sealed_fulfilment", Kind::Blob),
        ("created_at", Kind::Int),
        ("erased_at", Kind::Int),
    ],
    key: &["person"],
};

/// Data store: what stays of a person by law.
pub(crate) const KEPT_BY_LAW: Table =
    Table { name: "persons", columns: &[("person", Kind::Int), ("sealed_statutory", Kind::Blob)], key: &["person"] };

/// Key store: wrapped keys.
pub(crate) const PERSON_KEYS: Table = Table {
    name: "person_keys",
    columns: &[
        ("person", Kind::Int),
        ("purpose", Kind::Text),
        ("wrapped", Kind::Blob),
        ("master", Kind::Int),
        ("ends_at", Kind::Int),
        ("restricted_at", Kind::Int),
    ],
    key: &["person", "purpose"],
};

/// Key store: the word index of tokens.
pub(crate) const PERSON_TOKENS: &str = "person_tokens";

/// Key store: who was erased.
pub(crate) const ERASURES: Table =
    Table { name: "erasures", columns: &[("person", Kind::Int), ("at", Kind::Int)], key: &["person"] };

/// Key store: how far chores have come.
pub(crate) const VAULT_MARKS: Table =
    Table { name: "vault_marks", columns: &[("name", Kind::Text), ("person", Kind::Int)], key: &["name"] };

/// Adds sealed persons ([`crate::Sealed::row`]) in the transaction of what refers to them. Their keys must be kept before.
pub fn insert_persons(tx: &mut Tx<'_>, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    tx.insert(&PERSONS, rows)
}

/// Which of these persons have a row, erased or not.
pub fn persons_known(read: &mut dyn Read, persons: &[PersonId]) -> Result<HashSet<PersonId>, StoreError> {
    let list: Vec<Value> = persons.iter().map(|person| Value::id(*person)).collect();
    let rows = read.query_in("SELECT person FROM persons WHERE person IN {list}", &[], &list)?;
    rows.iter().map(|row| row.int(0).map(PersonId::from_number)).collect()
}
