//! A chunk: some invoices of the file, prepared on a reader while the chunk before is being written.

use std::sync::Arc;

use cell::Cell;
use kernel::Actor;
use store::CommandError;
use vault::Vault;

use crate::invoice::{Invoice, decide};
use crate::shape::Shape;
use crate::source::{Kept, keep};
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
    let context = store.context(actor);
    let mut chunk = Chunk {
        next: first.saturating_add(orders.len()),
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
        ..Chunk::default()
    };
    let mut rows = shape.file.source_rows();
    for order in &orders {
        let before = known.get(order.external_number);
        chunk.invoices.extend(decide(shape, &context, order, before, &mut rows, &mut chunk.tally)?);
    }
    let sources = chunk.invoices.iter_mut().filter_map(|invoice| invoice.source.take()).collect();
    chunk.kept = keep((store, &cell.part::<Vault>()), (actor, &context), shape.job, sources)?;
    Ok(chunk)
}
