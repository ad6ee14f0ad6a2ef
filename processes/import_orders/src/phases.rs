//! The steps of an import: ground, quarantine, products, opening stock, invoices, report. Each chunk commits with the job's position.

mod invoices;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::thread::JoinHandle;

use cell::Cell;
use customers::{AdoptCustomer, CustomerKind};
use jobs::{Job, Progress, QuarantinedRow, RowState, Running, Step, UploadHash, Uploads, Work};
use kernel::{Refusal, Sku};
use order_file::{Assumption, Corrections, Limits, Opening, Profile, ReadFile};
use serde::{Deserialize, Serialize};
use store::{CommandError, StoreError, Value};
use tax::TaxEngine;

use crate::chunk::{Chunk, LINES};
use crate::elsewhere::{Elsewhere, Fate};
use crate::ground::{Ground, Who};
use crate::input::ImportInput;
use crate::invoice::stock_changes;
use crate::quarantine;
use crate::rates::Rates;
use crate::report;
use crate::shape::Shape;
use crate::stored_sales::StoredSales;
use crate::taken::{self, OPENINGS};
use crate::tally::{Books, Tally};
use crate::taxing;

/// Most rows of a list handled in one command.
const ROWS: usize = 1_000;
/// How many rows of the quarantine the report tells.
const ROWS_TOLD: i64 = 10;

/// Where an import stands: written with every chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    phase: Phase,
    /// Within the phase.
    at: usize,
    lines: i64,
    tally: Tally,
    /// As they were when the ground was found: what was made from them is found later as if it had always been there.
    assumptions: BTreeMap<String, Assumption>,
    /// What earlier passes of the job booked: rows were put right, and it went through the file again.
    #[serde(default)]
    booked: Books,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    Ground,
    Quarantine,
    Products,
    Customers,
    Openings,
    Invoices,
    Report,
}

/// An import that was taken up.
pub(crate) struct Import {
    input: ImportInput,
    profile: Profile,
    upload: UploadHash,
    position: Position,
    file: Option<ReadFile>,
    /// Those the file was read with.
    corrections: Corrections,
    ground: Ground,
    shape: Option<Arc<Shape>>,
    ahead: Option<JoinHandle<Result<Chunk, CommandError>>>,
    total: i64,
    /// Lines that stand in quarantine and can be used.
    waiting: HashSet<u64>,
    /// About how many lines the next chunk has at most: fewer after a chunk was refused, until the invoice to blame stands alone.
    at_most: usize,
    /// Rows that wait in earlier imports.
    elsewhere: Elsewhere,
    /// While they are written.
    openings: Option<Vec<Opening<usize>>>,
}

impl Drop for Import {
    fn drop(&mut self) {
        if let Some(ahead) = self.ahead.take() {
            // It only read; what it found is not needed any more.
            let _ = ahead.join();
        }
    }
}

impl Import {
    pub fn begin(cell: &Arc<Cell>, job: &Job, input: ImportInput, upload: UploadHash) -> Result<Self, CommandError> {
        let profile = input.read_profile()?;
        let corrections = cell.store.read_blocking(|read| quarantine::corrections(read, job.id, upload, &input))?;
        let bytes = cell.part::<Uploads>().open(upload)?;
        let file = order_file::read_with(bytes, &profile, &corrections, &Limits::default())
            .map_err(|error| CommandError::Refused(error.into()))?;
        let mut ground = cell.store.read_blocking(|read| Ground::find(read, &input, &profile, &file))?;
        let waiting = cell.store.read_blocking(|read| quarantine::usable_rows(read, job.id, &file))?;
        let is_kept = |other| cell.part::<Uploads>().is_there(other);
        let elsewhere = cell.store.read_blocking(|read| Elsewhere::find(read, job.id, upload, &input, &is_kept))?;
        let position: Position = match job.position.as_str() {
            "" => Position {
                phase: Phase::Ground,
                at: 0,
                lines: 0,
                tally: Tally::default(),
                assumptions: ground.assumptions.clone(),
                booked: job.report.as_deref().map(report::books_told).unwrap_or_default(),
            },
            text => serde_json::from_str(text).map_err(|e| StoreError::misuse(format!("a job's position: {e}")))?,
        };
        ground.assumptions.clone_from(&position.assumptions);
        let total = i64::try_from(file.report().rows_in_orders).unwrap_or(i64::MAX);
        Ok(Self {
            input,
            profile,
            upload,
            position,
            file: Some(file),
            corrections,
            ground,
            shape: None,
            ahead: None,
            total,
            waiting,
            at_most: LINES,
            elsewhere,
            openings: None,
        })
    }

    fn progress(&self) -> Progress {
        Progress { done: self.position.lines, total: self.total }
    }

    fn written(&self) -> Result<String, StoreError> {
        serde_json::to_string(&self.position).map_err(|e| StoreError::misuse(format!("a job's position: {e}")))
    }

    fn file(&self) -> Result<&ReadFile, CommandError> {
        let shared = self.shape.as_ref().map(|shape| &shape.file);
        Ok(self.file.as_ref().or(shared).ok_or_else(|| StoreError::misuse("an import without its file"))?)
    }

    /// The goods of the file, in its order: place among its products, and what they are.
    fn goods(&self) -> Result<Vec<usize>, CommandError> {
        let products = self.file()?.products().iter().enumerate();
        Ok(products.filter(|(_, product)| product.is_goods).map(|(place, _)| place).collect())
    }

    fn make_ground(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let (input, profile) = (self.input.clone(), self.profile.clone());
        if !self.input.dry_run && !self.ground.is_whole() {
            self.go_on(Phase::Quarantine, 0);
            let ground = self.ground.clone();
            running.commit(self.written()?, self.progress(), move |tx| ground.make(tx))?;
            let file = self.file()?;
            let mut found = running.cell().store.read_blocking(|read| Ground::find(read, &input, &profile, file))?;
            found.assumptions.clone_from(&self.position.assumptions);
            self.ground = found;
            return Ok(());
        }
        self.go_on(Phase::Quarantine, 0);
        Ok(())
    }

    fn go_on(&mut self, phase: Phase, at: usize) {
        self.position.phase = phase;
        self.position.at = at;
    }

    /// All rows that cannot be used, in a few commands: what is there already is left as it is.
    fn keep_quarantine(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let job = running.job().id;
        let file = self.file()?;
        let corrections = &self.corrections;
        let found = running.cell().store.read_blocking(|read| quarantine::outcome(read, job, file, corrections))?;
        self.position.tally.left_out_before = found.left_out;
        let new = self.not_waiting_elsewhere(running, found.rows)?;
        for rows in new.chunks(ROWS) {
            let rows = rows.to_vec();
            running.commit(self.written()?, self.progress(), move |tx| Ok(jobs::quarantine(tx, job, &rows)?))?;
        }
        for rows in found.reopened.chunks(ROWS) {
            let rows = rows.to_vec();
            running.commit(self.written()?, self.progress(), move |tx| Ok(jobs::reopen_rows(tx, job, &rows)?))?;
        }
        // A dry run has nothing to write that would resolve them.
        let usable = if self.input.dry_run { found.usable } else { Vec::new() };
        for lines in usable.chunks(ROWS) {
            let lines = lines.to_vec();
            running.commit(self.written()?, self.progress(), move |tx| Ok(jobs::resolve_rows(tx, job, &lines)?))?;
        }
        self.go_on(Phase::Products, 0);
        Ok(())
    }

    /// Of rows for quarantine, those that do not wait in an earlier import already; the others are counted.
    fn not_waiting_elsewhere(
        &mut self,
        running: &Running,
        rows: Vec<QuarantinedRow>,
    ) -> Result<Vec<QuarantinedRow>, CommandError> {
        let mut here = Vec::with_capacity(rows.len());
        for row in rows {
            let (upload, profile) = (self.upload, &self.profile);
            let cells = || {
                let bytes = running.cell().part::<Uploads>().open(upload)?;
                let lines = u64::try_from(row.line).into_iter().collect();
                let cells = order_file::cells_of(bytes, profile, &lines, &Limits::default()).map_err(Refusal::from)?;
                Ok(cells.values().next().map(|cells| quarantine::by_name(cells)).unwrap_or_default())
            };
            match self.elsewhere.fate_of(&row, cells)? {
                Some(Fate::LeftOut) => self.position.tally.left_out_before += 1,
                Some(Fate::Waits(job)) => {
                    *self.position.tally.waiting_elsewhere.entry(job.to_string()).or_default() += 1
                }
                None => here.push(row),
            }
        }
        Ok(here)
    }

    fn adopt_products(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let goods = self.goods()?;
        let part: Vec<usize> = goods.iter().skip(self.position.at).take(ROWS).copied().collect();
        if part.is_empty() {
            self.go_on(Phase::Customers, 0);
            return Ok(());
        }
        let products = self.file()?.products();
        let named: Vec<_> = part.iter().filter_map(|place| products.get(*place)).collect();
        let skus: Vec<Sku> = named.iter().map(|product| product.sku.clone()).collect();
        let found = running.cell().store.read_blocking(|read| catalogue::variants_by_sku(read, &skus))?;
        let new: Vec<catalogue::Adopted> = named
            .iter()
            .zip(&found)
            .filter(|(_, facts)| facts.is_none())
            .map(|(product, _)| {
                Ok(catalogue::Adopted {
                    sku: product.sku.clone(),
                    name: product.name.clone().unwrap_or_default(),
                    locale: kernel::Locale::EN,
                    facts: catalogue::ProductFacts {
                        tax_class: "standard".parse().map_err(Refusal::from)?,
                        category: catalogue::Category::default(),
                        hs_code: None,
                        origin: None,
                    },
                    weight_grams: None,
                })
            })
            .collect::<Result<_, CommandError>>()?;
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.position.tally.products_new += count(new.len());
        self.position.tally.products_known += count(part.len().saturating_sub(new.len()));
        self.position.at = self.position.at.saturating_add(part.len());
        if new.is_empty() || self.input.dry_run {
            return Ok(());
        }
        running.commit(self.written()?, self.progress(), move |tx| catalogue::adopt_products(tx, &new).map(|_| ()))
    }

    fn adopt_customers(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let source = (self.ground.source.channel, self.ground.source.shop);
        let kind = match self.ground.buyer {
            Who::Businesses => CustomerKind::Business,
            Who::Consumers => CustomerKind::Consumer,
            // As for tax: nothing is known, so taken as consumers.
            Who::Unknown => CustomerKind::Consumer,
        };
        let part: Vec<String> =
            references(self.file()?).into_iter().skip(self.position.at).take(ROWS).map(str::to_owned).collect();
        if part.is_empty() {
            self.go_on(Phase::Openings, 0);
            return Ok(());
        }
        let asked: Vec<&str> = part.iter().map(String::as_str).collect();
        let known =
            running.cell().store.read_blocking(|read| customers::customers_of_references(read, source, &asked))?;
        let new: Vec<AdoptCustomer> = part
            .iter()
            .filter(|reference| !known.contains_key(*reference))
            .map(|reference| AdoptCustomer { external_ref: reference.clone(), kind })
            .collect();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.position.tally.customers_new += count(new.len());
        self.position.tally.customers_known += count(part.len().saturating_sub(new.len()));
        self.position.at = self.position.at.saturating_add(part.len());
        if new.is_empty() || self.input.dry_run {
            return Ok(());
        }
        let region = running.cell().region.clone();
        running.commit(self.written()?, self.progress(), move |tx| {
            customers::adopt_customers(tx, source, &region, &new).map(|_| ())
        })
    }

    /// Looks the products and customers up once, for all that follows.
    fn take_shape(&mut self, running: &Running) -> Result<Arc<Shape>, CommandError> {
        if let Some(shape) = &self.shape {
            return Ok(Arc::clone(shape));
        }
        let goods = self.goods()?;
        let file = self.file.take().ok_or_else(|| StoreError::misuse("an import without its file"))?;
        let skus: Vec<Sku> =
            goods.iter().filter_map(|place| file.products().get(*place)).map(|product| product.sku.clone()).collect();
        let found = running.cell().store.read_blocking(|read| catalogue::variants_by_sku(read, &skus))?;
        let variants = Shape::variants_by_place(&file, goods.into_iter().zip(found).collect());
        let source = (self.ground.source.channel, self.ground.source.shop);
        let asked = references(&file);
        let customers =
            running.cell().store.read_blocking(|read| customers::customers_of_references(read, source, &asked))?;
        let rates = running.cell().store.read_blocking(|read| Rates::find(read, &file, &self.ground.entity))?;
        let (job, origin) = (kernel::Id::number(running.job().id), self.ground.source);
        let stored =
            running.cell().store.read_blocking(|read| StoredSales::find(read, origin, &file, &customers, job))?;
        let engine = TaxEngine::load().map_err(|fault| StoreError::misuse(fault.to_string()))?;
        let shape = Arc::new(Shape {
            rests_on: taxing::decisions(&self.ground),
            file,
            ground: self.ground.clone(),
            engine,
            variants,
            customers,
            rates,
            stored,
            now: running.cell().store.context(&running.actor()).now,
            job,
        });
        self.shape = Some(Arc::clone(&shape));
        Ok(shape)
    }

    fn derive_openings(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let shape = self.take_shape(running)?;
        let source = shape.ground.source;
        let known = running.cell().store.read_blocking(|read| taken::openings(read, source))?;
        let all = self.openings.get_or_insert_with(|| order_file::opening_stock(stock_changes(&shape)));
        let part: Vec<_> = all.iter().skip(self.position.at).take(ROWS).copied().collect();
        if part.is_empty() {
            self.openings = None;
            self.go_on(Phase::Invoices, 0);
            return Ok(());
        }
        self.position.at = self.position.at.saturating_add(part.len());
        let first = shape.file.order(0).map(|order| order.placed_at);
        let (mut movements, mut rows) = (Vec::new(), Vec::new());
        let now = running.cell().store.context(&running.actor()).now;
        for opening in part.into_iter().filter(|opening| opening.quantity > 0) {
            let variant = shape.known(opening.product).map(|known| known.variant);
            if variant.is_some_and(|variant| known.contains(&variant)) {
                continue;
            }
            self.position.tally.openings += 1;
            self.position.tally.opening_pieces += opening.quantity;
            let Some(variant) = variant else { continue };
            movements.push(inventory::Movement {
                shelf: inventory::Shelf::new(kernel::Id::from_number(variant), shape.ground.warehouse_id()),
                kind: inventory::MovementKind::OpeningDerived,
                quantity: opening.quantity,
                unit_cost: None,
                document: Some(format!("{}", running.job().id)),
                reason: Some("derived from the file's sales".to_owned()),
                // Just before the first of them.
                at: first.map_or(now, |first| first.plus_ms(-1)).min(now),
            });
            rows.push(vec![
                Value::text(source.channel),
                Value::text(source.shop),
                variant.into(),
                opening.quantity.into(),
                shape.job.into(),
            ]);
        }
        if movements.is_empty() || self.input.dry_run {
            return Ok(());
        }
        running.commit(self.written()?, self.progress(), move |tx| {
            inventory::record_history(tx, &movements)?;
            Ok(tx.insert(&OPENINGS, rows.clone())?)
        })
    }

    /// Rows that turned out unusable after their cells were gone: the file is read once more for them.
    fn tell_cells(&self, running: &mut Running) -> Result<(), CommandError> {
        let job = running.job().id;
        let lines = running.cell().store.read_blocking(|read| quarantine::without_cells(read, job))?;
        if lines.is_empty() {
            return Ok(());
        }
        let bytes = running.cell().part::<Uploads>().open(self.upload)?;
        let cells = order_file::cells_of(bytes, &self.profile, &lines, &Limits::default()).map_err(Refusal::from)?;
        let told: Vec<_> = cells
            .iter()
            .filter_map(|(line, cells)| Some((i64::try_from(*line).ok()?, quarantine::by_name(cells))))
            .collect();
        for told in told.chunks(ROWS) {
            let told = told.to_vec();
            running.commit(self.written()?, self.progress(), move |tx| Ok(jobs::tell_cells(tx, job, &told)?))?;
        }
        Ok(())
    }

    fn report(&mut self, running: &mut Running) -> Result<Step, CommandError> {
        let job = running.job().id;
        self.tell_cells(running)?;
        let upload = self.upload;
        let (waiting, earlier, first_open) = running.cell().store.read_blocking(|read| -> Result<_, CommandError> {
            let earlier = jobs::jobs_of_upload(read, upload)?;
            Ok((
                quarantine::waiting(read, job)?,
                earlier.into_iter().any(|other| other.id < job && other.report.is_some()),
                jobs::quarantined(read, job, Some(RowState::Open), -1, ROWS_TOLD)?,
            ))
        })?;
        let (open, retried, _) = waiting;
        let facts = report::Facts {
            input: &self.input,
            ground: &self.ground,
            tally: &self.position.tally,
            booked: &self.booked(),
            first_open: &first_open,
        };
        let report = report::write(self.file()?, &facts, waiting, earlier)?;
        running.passed(Progress { done: self.total, total: self.total });
        if retried > 0 {
            // Somebody put rows right meanwhile: once more, with them.
            self.go_on(Phase::Report, 0);
            *self = self.again(running)?;
            return Ok(Step::More);
        }
        // What a dry run found waits for nobody.
        let waits = open > 0 && !self.input.dry_run;
        Ok(if waits { Step::Waiting { report } } else { Step::Done { report } })
    }

    fn again(&mut self, running: &Running) -> Result<Self, CommandError> {
        let fresh = Job { position: String::new(), ..running.job().clone() };
        let mut again = Self::begin(running.cell(), &fresh, self.input.clone(), self.upload)?;
        again.position.booked = self.booked();
        Ok(again)
    }

    /// What all passes of the job booked.
    fn booked(&self) -> Books {
        let mut all = self.position.booked.clone();
        all.add(&self.position.tally.books);
        all
    }
}

impl Work for Import {
    fn step(&mut self, running: &mut Running) -> Result<Step, CommandError> {
        match self.position.phase {
            Phase::Ground => self.make_ground(running)?,
            Phase::Quarantine => self.keep_quarantine(running)?,
            Phase::Products => self.adopt_products(running)?,
            Phase::Customers => self.adopt_customers(running)?,
            Phase::Openings => self.derive_openings(running)?,
            Phase::Invoices => self.take_invoices(running)?,
            Phase::Report => return self.report(running),
        }
        Ok(Step::More)
    }
}

/// The shop's references of its customers, in the order of their first orders.
fn references(file: &ReadFile) -> Vec<&str> {
    let mut seen = HashSet::new();
    file.orders().filter_map(|order| order.customer_ref).filter(|text| seen.insert(*text)).collect()
}
