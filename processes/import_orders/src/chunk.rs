//! A chunk: some invoices of the file, prepared on a reader while the chunk before is being written.

use std::collections::BTreeSet;
use std::sync::Arc;

use cell::Cell;
use jobs::QuarantinedRow;
use kernel::{Actor, Id as _};
use store::CommandError;
use vault::Vault;

use crate::invoice::{Invoice, decide, has_new_rows, is_new, refused};
use crate::quarantine;
use crate::rates::MISSING_RATE;
use crate::shape::Shape;
use crate::source::{Kept, keep};
use crate::states::{says_another, stands_here};
use crate::taken::taken;
use crate::tally::Tally;

/// About how many lines a chunk has.
pub(crate) const LINES: usize = 1_000;
/// And beside people's work, which does not wait long behind so few.
const LINES_BESIDE_PEOPLE: usize = 120;

/// Invoices ready to be written, and what they add to the report.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The place of the first order behind it.
    pub next: usize,
    pub lines: i64,
    pub invoices: Vec<Invoice>,
    /// Rows of invoices of which nothing can come yet, for quarantine.
    pub waiting: Vec<QuarantinedRow>,
    /// The first of their lines, and what it waits for.
    pub waits: Option<(u64, &'static str)>,
    /// Lines of the file of which something was written.
    pub written: Vec<i64>,
    /// Invoices of which rows were taken over before: their place in the file, and those rows.
    pub known: Vec<(usize, BTreeSet<i64>)>,
    pub tally: Tally,
    /// What was sent, sealed and packed.
    pub kept: Kept,
}

/// Prepares the invoices from place `first` on.
///
/// A chunk has about `at_most` lines and at least one invoice.
pub(crate) fn prepare(
    cell: &Arc<Cell>,
    shape: &Shape,
    actor: &Actor,
    first: usize,
    at_most: usize,
) -> Result<Chunk, CommandError> {
    let store = &cell.store;
    let most = at_most.min(if store.people_are_here() { LINES_BESIDE_PEOPLE } else { LINES });
    let mut orders = Vec::new();
    let mut lines = 0usize;
    for order in shape.file.orders_from(first) {
        if lines > 0 && lines.saturating_add(order.lines().len()) > most {
            break;
        }
        lines = lines.saturating_add(order.lines().len());
        orders.push(order);
    }
    let numbers: Vec<&str> = orders.iter().map(|order| order.external_number).collect();
    let known = store.read_blocking(|read| taken(read, shape.ground.source, &numbers))?;
    let here = store.read_blocking(|read| stands_here(read, &orders, &known))?;
    let context = store.context(actor);
    let mut chunk = Chunk {
        next: first.saturating_add(orders.len()),
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
        ..Chunk::default()
    };
    let mut rows = shape.file.source_rows();
    for (order, place) in orders.iter().zip(first..) {
        let before = known.get(order.external_number);
        if let Some(here) = before.and_then(|taken| here.get(&taken.order?)) {
            chunk.tally.states.compare(order, here);
        }
        let waits = shape.waits(order).or_else(|| says_another(order, before));
        if let Some(why) = waits.filter(|_| has_new_rows(order, before)) {
            let lines = refused(order, before, &mut chunk.tally);
            chunk.waits = chunk.waits.or(lines.first().map(|line| (line.file_line, why.code)));
            chunk.tally.unbooked += u64::from(why.code == MISSING_RATE);
            chunk.waiting.extend(quarantine::refused(order, &lines, &quarantine::problem_of(&why)));
            continue;
        }
        let decided = decide(shape, &context, order, before, &mut rows, &mut chunk.tally)?;
        if decided.is_some() {
            let new = order.lines().filter(|line| is_new(before, line));
            chunk.written.extend(new.filter_map(|line| i64::try_from(line.file_line).ok()));
        }
        chunk.known.extend(before.map(|taken| (place, taken.rows.clone())));
        chunk.invoices.extend(decided);
    }
    let sources = chunk.invoices.iter_mut().filter_map(|invoice| invoice.source.take()).collect();
    chunk.kept = keep((store, &cell.part::<Vault>()), (actor, &context), shape.job, sources)?;
    for order in chunk.invoices.iter_mut().filter_map(|invoice| invoice.new_order.as_mut()) {
        order.order.person = chunk.kept.recipients.get(&order.order.id).map(|person| person.number());
    }
    Ok(chunk)
}
