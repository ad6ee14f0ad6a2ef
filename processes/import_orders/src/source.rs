//! What the channel sent: an order's rows as they came, kept with it after the upload is gone.
//!
//! The cells of columns that the profile names are kept packed, as the order itself tells them too. Whom the order goes to and whatever
//! else a row holds is or may be personal: it is sealed in the vault under the order's recipient, else under a person of its own, linked to
//! the order's customer, and goes when that person is erased.

use std::collections::{BTreeMap, HashMap};
use std::io;

use customers::CustomerId;
use kernel::{Actor, Context, CountryCode, Id};
use order_file::{Field, FileOrder, ReadFile, SourceRow, SourceRows, Whom};
use orders::OrderId;
use serde::{Deserialize, Serialize};
use store::{CommandError, Kind, Read, Store, StoreError, Table, Value, args};
use vault::{Address, NewKeys, PersonData, PersonId, Purpose, Term, Vault};

pub(crate) const FILES: Table =
    Table { name: "imported_files", columns: &[("job", Kind::Int), ("columns", Kind::Text)], key: &["job"] };

pub(crate) const ROWS: Table = Table {
    name: "imported_rows",
    columns: &[
        ("id", Kind::Int),
        ("of_order", Kind::Int),
        ("job", Kind::Int),
        ("packed", Kind::Blob),
        ("person", Kind::Int),
        ("sealed", Kind::Blob),
    ],
    key: &["id"],
};

/// What the rows are sealed for and where: an order's message tells whom and whither.
pub(crate) const SEALED: (Purpose, &str) = (Purpose::Fulfilment, "imported_rows.sealed");

const LEVEL: i32 = 3;

/// A column of a file: its name, and whether its cells are sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column(pub String, pub bool);

pub(crate) fn columns(file: &ReadFile) -> Vec<Column> {
    file.source_columns()
        .iter()
        .map(|column| Column(column.name.clone(), column.field.is_none_or(Field::is_personal)))
        .collect()
}

pub(crate) fn file_row(file: &ReadFile, job: i64) -> Result<Vec<Value>, StoreError> {
    let columns = serde_json::to_string(&columns(file)).map_err(|e| StoreError::misuse(e.to_string()))?;
    Ok(vec![job.into(), columns.into()])
}

/// The rows of one invoice, cut into what may stand open and what is sealed.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    open: Vec<(u64, Vec<String>)>,
    personal: Vec<SourceRow>,
}

/// Cuts a row: cells of named columns are open, the recipient's and all others personal, by their column's place. A cell that may say
/// who somebody is where a fact should stand, or does say `whom` the order goes to, is personal, too, and stands among what is told by name.
fn cut(file: &ReadFile, whom: &mut Vec<Whom>, SourceRow(line, cells, mut rest): SourceRow, into: &mut Cut) {
    let (others, own) = (whom.len(), file.whom(&cells));
    whom.extend(own);
    let (mut open, mut personal) = (Vec::with_capacity(cells.len()), Vec::new());
    for (column, cell) in file.source_columns().iter().zip(cells) {
        match column.field {
            None => personal.push(cell),
            Some(field) if field.is_personal() => personal.push(cell),
            Some(field) if !file.may_stand_open(field, &cell, whom) => {
                rest.insert(column.name.clone(), cell);
                open.push(String::new());
            }
            Some(_) => open.push(cell),
        }
    }
    whom.truncate(others);
    if !rest.is_empty() || personal.iter().any(|cell| !cell.is_empty()) {
        into.personal.push(SourceRow(line, personal, rest));
    }
    into.open.push((line, open));
}

fn unreadable(error: io::Error) -> StoreError {
    StoreError::misuse(format!("the rows of an import: {error}"))
}

fn packed(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    let text = serde_json::to_vec(value).map_err(|e| unreadable(e.into()))?;
    let length = u32::try_from(text.len()).map_err(|_| StoreError::misuse("an invoice of more than 4 GiB"))?;
    let mut out = length.to_le_bytes().to_vec();
    out.extend(zstd::bulk::compress(&text, LEVEL).map_err(unreadable)?);
    Ok(out)
}

pub(crate) fn unpacked<T: serde::de::DeserializeOwned>(packed: &[u8]) -> Result<T, StoreError> {
    let (length, packed) =
        packed.split_first_chunk().ok_or_else(|| StoreError::misuse("rows of an import are cut off"))?;
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let text = zstd::bulk::decompress(packed, length).map_err(unreadable)?;
    serde_json::from_slice(&text).map_err(|e| unreadable(e.into()))
}

/// An invoice's rows, ready to be written.
#[derive(Debug)]
pub(crate) struct Source {
    order: OrderId,
    /// The order is there already.
    later: bool,
    customer: Option<CustomerId>,
    /// Of a new order.
    recipient: Option<PersonData>,
    cut: Cut,
}

/// Whom an order goes to, as the vault keeps it. As with every order that was really sold nobody asks whether it is complete.
fn recipient_of(order: &FileOrder<'_>) -> Option<PersonData> {
    let recipient = order.recipient?;
    let told = |field| recipient.told(field).map(str::to_owned);
    let lines = [Field::RecipientStreet, Field::RecipientStreet2].into_iter().filter_map(told).collect::<Vec<_>>();
    let (city, region, postcode) =
        (told(Field::RecipientCity), told(Field::RecipientRegion), told(Field::RecipientPostcode));
    let somewhere = !lines.is_empty() || city.is_some() || region.is_some() || postcode.is_some();
    let country = order.country_code.unwrap_or(CountryCode::UNKNOWN);
    Some(PersonData {
        name: told(Field::RecipientName).unwrap_or_default(),
        company: told(Field::RecipientCompany),
        email: told(Field::RecipientEmail),
        phone: told(Field::RecipientPhone),
        vat_id: None,
        address: somewhere.then(|| Address { lines, city: city.unwrap_or_default(), region, postcode, country }),
    })
}

impl Source {
    pub fn of(
        file: &ReadFile,
        rows: &mut SourceRows<'_>,
        told: &FileOrder<'_>,
        (order, later): (OrderId, bool),
        customer: Option<CustomerId>,
        lines: impl Iterator<Item = u64>,
    ) -> Result<Self, StoreError> {
        let mut all = Cut::default();
        let mut whom: Vec<Whom> = told.whom().into_iter().collect();
        for line in lines {
            if let Some(row) = rows.row(line).map_err(unreadable)? {
                cut(file, &mut whom, row, &mut all);
            }
        }
        let recipient = if later { None } else { recipient_of(told) };
        Ok(Self { order, later, customer, recipient, cut: all })
    }
}

/// What a chunk keeps of what was sent.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub rows: Vec<Vec<Value>>,
    /// New persons; their keys are made durable before.
    pub persons: Vec<Vec<Value>>,
    pub keys: Vec<NewKeys>,
    pub links: Vec<(PersonId, CustomerId)>,
    /// Whom the chunk's new orders go to.
    pub recipients: HashMap<OrderId, PersonId>,
}

/// Seals and packs what a chunk's invoices are made of. Writes nothing.
pub(crate) fn keep(
    (store, vault): (&Store, &Vault),
    (actor, context): (&Actor, &Context),
    job: i64,
    sources: Vec<Source>,
) -> Result<Kept, CommandError> {
    let later: Vec<Value> = sources.iter().filter(|one| one.later).map(|one| Value::id(one.order)).collect();
    let known = if later.is_empty() { HashMap::new() } else { store.read_blocking(|read| persons_of(read, &later))? };
    let mut kept = Kept::default();
    for source in sources {
        if source.cut.open.is_empty() {
            continue;
        }
        let (purpose, column) = SEALED;
        let (mut person, mut sealed) = (None, None);
        if !source.cut.personal.is_empty() {
            let text = packed(&source.cut.personal)?;
            if let Some(of) = known.get(&source.order) {
                // Erased before: then these cells are not kept either.
                sealed = vault.seal_more_blocking(actor, (*of, purpose), column, &text)?;
                person = Some(*of);
            } else {
                let (new, blob) = match &source.recipient {
                    Some(recipient) => {
                        vault.seal_new_with(context, recipient, Purpose::RECIPIENT, (purpose, column, &text))?
                    }
                    None => vault.seal_new_under(context, (purpose, Term::Open), column, &text)?,
                };
                kept.recipients.extend(source.recipient.as_ref().map(|_| (source.order, new.person)));
                (person, sealed) = (Some(new.person), Some(blob));
                kept.persons.push(new.row);
                kept.keys.push(new.keys);
                kept.links.extend(source.customer.map(|customer| (new.person, customer)));
            }
        }
        let own = if source.later { context.new_id::<OrderId>() } else { source.order };
        kept.rows.push(vec![
            Value::id(own),
            Value::from(source.later.then(|| source.order.number())),
            job.into(),
            Value::Blob(packed(&source.cut.open)?),
            Value::from(person.map(|person| person.number())),
            Value::from(sealed),
        ]);
    }
    Ok(kept)
}

/// Under whom the personal cells of these orders are sealed.
fn persons_of(read: &mut dyn Read, orders: &[Value]) -> Result<HashMap<OrderId, PersonId>, StoreError> {
    let own = "SELECT id, person FROM imported_rows WHERE person IS NOT NULL AND id IN {list}";
    let later =
        "SELECT of_order, person FROM imported_rows WHERE person IS NOT NULL AND of_order IN {list} ORDER BY id DESC";
    let mut found = HashMap::new();
    for sql in [later, own] {
        for row in read.query_in(sql, &[], orders)? {
            found.insert(row.id(0)?, row.id(1)?);
        }
    }
    Ok(found)
}

/// Rows of an order that came together.
#[derive(Debug)]
pub(crate) struct Part {
    pub job: i64,
    pub columns: Vec<Column>,
    pub open: Vec<(u64, Vec<String>)>,
    pub person: Option<PersonId>,
    pub sealed: Option<Vec<u8>>,
}

/// What was kept of an order, in the order it came. Empty: it came from no file.
pub(crate) fn parts(read: &mut dyn Read, order: OrderId) -> Result<Vec<Part>, StoreError> {
    let sql = "SELECT r.job, f.columns, r.packed, r.person, r.sealed FROM imported_rows r \
               JOIN imported_files f ON f.job = r.job WHERE r.id = $1 OR r.of_order = $1 ORDER BY r.id";
    let part = |row: &store::Row| {
        let columns = serde_json::from_str(row.text(1)?).map_err(|e| unreadable(e.into()))?;
        Ok(Part {
            job: row.int(0)?,
            columns,
            open: unpacked(row.blob(2)?)?,
            person: row.opt_id(3)?,
            sealed: row.opt_blob(4)?.map(<[u8]>::to_vec),
        })
    };
    read.query(sql, &args![order.number()])?.iter().map(part).collect()
}

/// A row's line and its cells; `None` is a cell that stays closed.
pub(crate) type LaidOut = (u64, Vec<Option<String>>);

/// The columns and rows of a part, with the personal cells laid in where they were opened.
pub(crate) fn laid_out(part: Part, personal: Option<Vec<SourceRow>>) -> (Vec<Column>, Vec<LaidOut>) {
    let mut columns = part.columns;
    let opened = personal.is_some();
    let mut by_line: BTreeMap<u64, SourceRow> = personal.into_iter().flatten().map(|row| (row.0, row)).collect();
    let named = columns.len();
    let further: std::collections::BTreeSet<String> = by_line
        .values()
        .flat_map(|row| row.2.keys())
        .filter(|name| !columns.iter().any(|column| column.0 == **name))
        .cloned()
        .collect();
    columns.extend(further.into_iter().map(|name| Column(name, true)));
    let rows = part.open.into_iter().map(|(line, open)| {
        let (mut closed, mut rest) = by_line.remove(&line).map(|row| (row.1.into_iter(), row.2)).unwrap_or_default();
        let mut open = open.into_iter();
        let cells = columns.iter().enumerate().map(|(place, Column(name, personal))| match (personal, place < named) {
            (false, _) => {
                let own = open.next();
                rest.remove(name).or(own)
            }
            (true, true) => opened.then(|| closed.next().unwrap_or_default()),
            (true, false) => opened.then(|| rest.remove(name).unwrap_or_default()),
        });
        (line, cells.collect())
    });
    let rows = rows.collect();
    (columns, rows)
}
