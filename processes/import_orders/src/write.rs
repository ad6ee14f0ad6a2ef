//! Writing a chunk: each centre once, in the transaction of the job's position.

use std::collections::BTreeMap;

use jobs::JobId;
use kernel::{Context, EntityCode, Id, Refusal, Timestamp};
use ledger::NewEntry;
use orders::commands::{AdoptLines, AdoptOrder, AdoptReturn, adopt_lines, adopt_orders, adopt_returns};
use orders::{OrderId, ShipmentLine};
use store::{CommandError, Tx, Value};

use crate::accounts::history_cost;
use crate::chunk::Chunk;
use crate::ground::Ground;
use crate::invoice::Invoice;
use crate::source::{FILES, Kept, ROWS};
use crate::taken::{INVOICES, Source, invoice_row, orders_of};

/// A chunk's effects, one list a centre. Kept whole, because the writer may have to run it again.
pub(crate) struct Effects {
    source: Source,
    /// Who sold what the file tells.
    seller: EntityCode,
    invoices: Vec<Vec<Value>>,
    orders: Vec<AdoptOrder>,
    lines: Vec<AdoptLines>,
    backs: Vec<Back>,
    movements: Vec<inventory::Movement>,
    promised: Vec<(inventory::OrderId, inventory::Pieces)>,
    entries: Vec<NewEntry>,
    /// Lines of the job's quarantine that are in this chunk.
    resolved: Vec<i64>,
    job: JobId,
    /// The columns of the file, and what was sent.
    file: Vec<Value>,
    kept: Kept,
}

/// Pieces that a credit takes back from a sale.
struct Back {
    sale: String,
    credit: OrderId,
    at: Timestamp,
    line: ShipmentLine,
}

impl Effects {
    pub fn of(chunk: Chunk, ground: &Ground, job: JobId, resolved: Vec<i64>, file: Vec<Value>) -> Self {
        let mut all = Self {
            source: ground.source,
            seller: ground.entity.code,
            invoices: Vec::with_capacity(chunk.invoices.len()),
            orders: Vec::with_capacity(chunk.invoices.len()),
            lines: Vec::new(),
            backs: Vec::new(),
            movements: Vec::new(),
            promised: Vec::new(),
            entries: Vec::with_capacity(chunk.invoices.len()),
            resolved,
            job,
            file,
            kept: chunk.kept,
        };
        for invoice in chunk.invoices {
            all.add(invoice);
        }
        all
    }

    fn add(&mut self, invoice: Invoice) {
        if let Some(taken) = &invoice.taken {
            self.invoices.push(invoice_row(self.source, &invoice.number, taken, invoice.exact, self.job.number()));
        }
        if let (Some(credit), Some(at)) = (invoice.credit, invoice.at) {
            let backs = invoice.takes_back.into_iter();
            self.backs.extend(backs.map(|(sale, line)| Back { sale, credit, at, line }));
        }
        self.orders.extend(invoice.new_order);
        self.lines.extend(invoice.more_lines);
        self.movements.extend(invoice.movements);
        self.promised.extend(invoice.promised);
        self.entries.extend(invoice.entry);
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.invoices.is_empty() && self.resolved.is_empty()
    }

    pub fn write(&self, tx: &mut Tx<'_>) -> Result<(), CommandError> {
        tx.upsert(&INVOICES, self.invoices.clone())?;
        adopt_orders(tx, &self.orders)?;
        adopt_lines(tx, &self.lines)?;
        if !self.kept.rows.is_empty() {
            tx.insert_new(&FILES, vec![self.file.clone()])?;
            vault::insert_persons(tx, self.kept.persons.clone())?;
            customers::link_persons(tx, &self.kept.links, customers::LinkReason::SameReference)?;
            tx.insert(&ROWS, self.kept.rows.clone())?;
        }
        self.take_back(tx)?;
        for movements in self.movements.chunks(inventory::MOST_LINES) {
            let worth = inventory::record_history(tx, movements)?;
            let cost = history_cost(self.seller, &worth, tx.context().now);
            ledger::post_cost(tx, &cost, pricing::booking_rate)?;
        }
        self.promised.chunks(inventory::MOST_LINES).try_for_each(|lines| inventory::hold_promised(tx, lines))?;
        let context = tx.context().clone();
        let entries: Vec<(Context, NewEntry)> =
            self.entries.iter().map(|entry| (context.clone(), entry.clone())).collect();
        ledger::post_batch(tx, &entries)?;
        jobs::resolve_rows(tx, self.job, &self.resolved)?;
        Ok(())
    }

    fn take_back(&self, tx: &mut Tx<'_>) -> Result<(), CommandError> {
        if self.backs.is_empty() {
            return Ok(());
        }
        let mut numbers: Vec<&str> = self.backs.iter().map(|back| back.sale.as_str()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let sales = orders_of(tx, self.source, &numbers)?;
        // One return a sale and credit; pieces of one line together.
        let mut returns: BTreeMap<(OrderId, OrderId), (Timestamp, BTreeMap<i64, i64>)> = BTreeMap::new();
        for back in &self.backs {
            let missing = || Refusal::conflict("import_sale_missing").with("invoice", &back.sale);
            let sale = sales.get(&back.sale).ok_or_else(missing)?;
            let (sale, numbers) = sale;
            let line = numbers.get(&back.line.line).copied().unwrap_or(back.line.line);
            let (_, lines) = returns.entry((*sale, back.credit)).or_insert((back.at, BTreeMap::new()));
            *lines.entry(line).or_default() += back.line.quantity;
        }
        let returns: Vec<AdoptReturn> = returns
            .into_iter()
            .map(|((order, credited_in), (at, lines))| AdoptReturn {
                order,
                credited_in,
                at,
                lines: lines.into_iter().map(|(line, quantity)| ShipmentLine { line, quantity }).collect(),
            })
            .collect();
        adopt_returns(tx, &returns)
    }
}
