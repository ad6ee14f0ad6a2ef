//! Somebody is erased: the uploads in which they stand are let go of (docs/decisions/0010-erased-in-uploads.md).
//!
//! What was taken over of a file is sealed under its persons. The file itself lies sealed as a whole while rows of it wait, and would
//! bring them back when a row is put right.

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use cell::Cell;
use customers::{customers_of_persons, get_customer};
use jobs::{UploadHash, Uploads};
use kernel::{Actor, Id};
use order_file::{Limits, Profile, SourceRow, any_row};
use orders::OrderId;
use store::{CommandError, Read, StoreError, Value};
use vault::{ErasureList, KeepsTexts, Leaving, LetGo, PersonId, Vault};

use crate::input::ImportInput;
use crate::source::{SEALED, unpacked};

/// The uploads of a cell.
struct KeptUploads(Weak<Cell>);

/// From now on uploads of the cell go with whoever is erased; and none that the list knows opens again, from whatever backup it came back.
pub fn let_uploads_go_with_persons(cell: &Arc<Cell>, list: &ErasureList) -> Result<(), CommandError> {
    cell.part::<Vault>().tell_before_erasing(Arc::new(KeptUploads(Arc::downgrade(cell))));
    let (uploads, actor) = (cell.part::<Uploads>(), Actor::new("replay_erasures"));
    let there: HashSet<UploadHash> = uploads.all()?.into_iter().collect();
    for gone in list.files()? {
        let Ok(upload) = gone.file.parse::<UploadHash>() else { continue };
        if there.contains(&upload) {
            uploads.end(&actor, upload, gone.at)?;
        }
    }
    Ok(())
}

impl KeepsTexts for KeptUploads {
    fn let_go(&self, leaving: &mut Leaving, list: &ErasureList, actor: &Actor) -> Result<(), CommandError> {
        let Some(cell) = self.0.upgrade() else { return Ok(()) };
        let uploads = cell.part::<Uploads>();
        let kept = uploads.all()?;
        if kept.is_empty() {
            return Ok(());
        }
        let known = cell.store.read_blocking(|read| Known::of(read, leaving))?;
        for upload in kept {
            if stands_in(&cell, upload, leaving, &known)? {
                let at = cell.keys.context(actor).now;
                list.append_files(&[LetGo { file: upload.to_string(), at }])?;
                uploads.end(actor, upload, at)?;
            }
        }
        Ok(())
    }
}

/// Whether one of them may stand in an upload. One that nobody can read through is taken to name them.
fn stands_in(cell: &Arc<Cell>, upload: UploadHash, leaving: &Leaving, known: &Known) -> Result<bool, CommandError> {
    let jobs = cell.store.read_blocking(|read| jobs::jobs_of_upload(read, upload))?;
    let mut looked_with: HashSet<String> = HashSet::new();
    for job in jobs {
        let input: ImportInput = serde_json::from_str(&job.input)
            .map_err(|error| StoreError::misuse(format!("the job's input: {error}")))?;
        let Ok(profile) = Profile::from_toml(&input.profile_text) else { return Ok(true) };
        if !looked_with.insert(input.profile_text) {
            continue;
        }
        let bytes = match cell.part::<Uploads>().open(upload) {
            Ok(bytes) => bytes,
            // Its key is gone: noise.
            Err(CommandError::Refused(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        let found = any_row(bytes, &profile, &Limits::default(), &mut |row| {
            known.orders.contains(row.invoice)
                || known.customers.contains(row.customer)
                || leaving.stands_in(row.texts())
        });
        if found.unwrap_or(true) {
            return Ok(true);
        }
    }
    Ok(looked_with.is_empty())
}

/// What their orders and they themselves are called in files.
#[derive(Default)]
struct Known {
    orders: HashSet<String>,
    customers: HashSet<String>,
}

impl Known {
    fn of(read: &mut dyn Read, leaving: &mut Leaving) -> Result<Self, CommandError> {
        let persons: Vec<PersonId> = leaving.persons().to_vec();
        let numbers: Vec<i64> = persons.iter().map(|person| person.number()).collect();
        let mut orders = orders::queries::orders_of_persons(read, &numbers, None, usize::MAX)?;
        let list: Vec<Value> = numbers.into_iter().map(Value::Int).collect();
        let sql =
            "SELECT id, of_order, person, sealed FROM imported_rows WHERE person IS NOT NULL AND person IN {list}";
        for row in read.query_in(sql, &[], &list)? {
            orders.push(OrderId::from_number(row.opt_int(1)?.unwrap_or(row.int(0)?)));
            if let Some(sealed) = row.opt_blob(3)? {
                let (purpose, column) = SEALED;
                leaving.learn_from((row.id(2)?, purpose, column), sealed, |text| {
                    let rows: Vec<SourceRow> = unpacked(text)?;
                    Ok(rows
                        .into_iter()
                        .flat_map(|SourceRow(_, cells, rest)| cells.into_iter().chain(rest.into_values()))
                        .collect())
                })?;
            }
        }
        let mut known = Self::default();
        for order in orders::queries::orders_without_lines(read, &orders)? {
            known.orders.extend(order.external_number);
        }
        let customers: HashSet<_> = customers_of_persons(read, &persons)?.into_values().collect();
        for customer in customers {
            let identities = get_customer(read, customer)?.identities;
            known.customers.extend(identities.into_iter().map(|identity| identity.external_ref));
        }
        Ok(known)
    }
}
