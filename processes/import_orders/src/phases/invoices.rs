//! The phase of the invoices: a chunk after the other, each prepared while the one before is written. A chunk that is refused is tried in
//! smaller ones, until the invoice to blame stands alone and goes to quarantine.

use std::sync::Arc;

use jobs::{QuarantinedRow, Running};
use kernel::{Actor, Refusal};
use order_file::{Correction, FileError, FileLine, Limits};
use store::{CommandError, StoreError};
use vault::Vault;

use super::{Import, Phase, ROWS};
use crate::chunk::{Chunk, LINES, prepare};
use crate::rates::MISSING_RATE;
use crate::shape::Shape;
use crate::source::file_row;
use crate::write::Effects;
use crate::{invoice, quarantine, taken};

impl Import {
    pub(super) fn take_invoices(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let shape = self.take_shape(running)?;
        let before = self.position.clone();
        let error = match self.take_chunk(running, &shape) {
            Ok(waits) => {
                self.at_most = self.at_most.saturating_mul(2).min(LINES);
                return waits.map_or(Ok(()), |(line, code)| Ok(self.not_too_many(line, code)?));
            }
            Err(error) => error,
        };
        let invoice = shape.file.order(before.at).map_or("", |order| order.external_number);
        let Some(refusal) = quarantine::refusal_of_rows(&error, invoice) else { return Err(error) };
        // Nothing of the chunk was kept. Smaller ones, until the invoice to blame stands alone: only that one goes to quarantine.
        self.position = before;
        if let Some(ahead) = self.ahead.take() {
            let _ = ahead.join();
        }
        if self.at_most > 1 {
            self.at_most /= 2;
            return Ok(());
        }
        self.refuse_invoice(running, &shape, &refusal)
    }

    /// Puts the invoice whose turn it is into quarantine.
    fn refuse_invoice(&mut self, running: &mut Running, shape: &Shape, refusal: &Refusal) -> Result<(), CommandError> {
        let order =
            shape.file.order(self.position.at).ok_or_else(|| StoreError::misuse("an invoice beyond the file"))?;
        let known = running
            .cell()
            .store
            .read_blocking(|read| taken::taken(read, shape.ground.source, &[order.external_number]))?;
        let lines = invoice::refused(&order, known.get(order.external_number), &mut self.position.tally);
        self.position.tally.unbooked += u64::from(refusal.code == MISSING_RATE);
        self.not_too_many(lines.first().map_or(0, |line| line.file_line), refusal.code)?;
        let rows = quarantine::refused(&order, &lines, &quarantine::problem_of(refusal));
        let rows = self.not_waiting_elsewhere(running, rows)?;
        self.pass(order.lines().len());
        let job = running.job().id;
        running.commit(self.written()?, self.progress(), move |tx| {
            rows.chunks(ROWS).try_for_each(|rows| jobs::put_back(tx, job, rows))?;
            Ok(())
        })
    }

    /// A file of which too much waits is the wrong file, or has the wrong profile.
    fn not_too_many(&self, line: u64, code: &'static str) -> Result<(), Refusal> {
        let limit = Limits::default().unusable;
        match usize::try_from(self.position.tally.refused.lines).unwrap_or(usize::MAX) > limit {
            true => Err(Refusal::from(FileError::Unusable { limit, line, code })),
            false => Ok(()),
        }
    }

    /// Goes past the invoice whose turn it is.
    fn pass(&mut self, lines: usize) {
        self.position.at = self.position.at.saturating_add(1);
        self.position.lines = self.position.lines.saturating_add(i64::try_from(lines).unwrap_or(i64::MAX));
        if self.shape.as_ref().is_none_or(|shape| self.position.at >= shape.file.len()) {
            self.go_on(Phase::Report, 0);
        }
    }

    /// Takes the next chunk. Answers what of it waits for the world: a line, and why.
    fn take_chunk(
        &mut self,
        running: &mut Running,
        shape: &Arc<Shape>,
    ) -> Result<Option<(u64, &'static str)>, CommandError> {
        let actor = running.actor();
        let chunk = match self.ahead.take() {
            Some(ahead) => ahead.join().map_err(|_| StoreError::misuse("preparing a chunk panicked"))??,
            None => prepare(running.cell(), shape, &actor, self.position.at, self.at_most)?,
        };
        if chunk.next < shape.file.len() {
            self.prepare_ahead(running, shape, actor, chunk.next)?;
        }
        let mut resolved = self.waiting_in(shape, self.position.at, chunk.next);
        resolved.retain(|line| !chunk.waiting.iter().any(|row| row.line == *line));
        let not_applied = self.not_applied(shape, &chunk, &resolved);
        resolved.retain(|line| !not_applied.iter().any(|row| row.line == *line));
        let elsewhere = self.elsewhere.of_lines(chunk.written.iter().copied());
        self.position.at = chunk.next;
        self.position.lines = self.position.lines.saturating_add(chunk.lines);
        let mut chunk = chunk;
        self.position.tally.add(std::mem::take(&mut chunk.tally));
        let (job, waits) = (running.job().id, chunk.waits);
        let mut waiting = self.not_waiting_elsewhere(running, std::mem::take(&mut chunk.waiting))?;
        waiting.extend(not_applied);
        let keys = std::mem::take(&mut chunk.kept.keys);
        if !keys.is_empty() && !self.input.dry_run {
            // Before the data, as always; of a chunk that is never written they are swept.
            running.cell().part::<Vault>().keep_keys_blocking(&running.actor(), keys)?;
        }
        let file = file_row(&shape.file, shape.job)?;
        let effects = Effects::of(chunk, &shape.ground, job, resolved, file);
        if self.position.at >= shape.file.len() {
            self.go_on(Phase::Report, 0);
        }
        // Where nothing is written the position is, for whoever watches.
        let nothing = effects.is_empty() || self.input.dry_run;
        running.commit(self.written()?, self.progress(), move |tx| {
            waiting.chunks(ROWS).try_for_each(|rows| jobs::put_back(tx, job, rows))?;
            if nothing {
                return Ok(());
            }
            elsewhere.iter().try_for_each(|(job, lines)| jobs::resolve_elsewhere(tx, *job, lines))?;
            effects.write(tx)
        })?;
        Ok(waits)
    }

    /// Corrected rows whose place in their invoice was taken before, by another row or with other words: nothing comes of the
    /// correction, so its row waits on.
    fn not_applied(&self, shape: &Shape, chunk: &Chunk, waiting: &[i64]) -> Vec<QuarantinedRow> {
        let mut rows = Vec::new();
        for (place, occurrences) in &chunk.known {
            let Some(order) = shape.file.order(*place) else { continue };
            let corrected = |line: &FileLine<'_>| {
                let by_hand = self.corrections.get(&line.file_line).is_some_and(|one| *one != Correction::default());
                by_hand && i64::try_from(line.file_line).is_ok_and(|line| waiting.contains(&line))
            };
            let lines = order.lines().filter(|line| occurrences.contains(&i64::from(line.occurrence)));
            for line in lines.filter(corrected) {
                let taken = Refusal::conflict("import_row_taken").with("invoice", order.external_number);
                let taken = taken.with("row", line.occurrence);
                rows.extend(quarantine::refused(&order, &[line], &quarantine::problem_of(&taken)));
            }
        }
        rows
    }

    /// The lines in quarantine that the orders from place `first` up to `next` use.
    fn waiting_in(&self, shape: &Shape, first: usize, next: usize) -> Vec<i64> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let orders = shape.file.orders_from(first).take(next.saturating_sub(first));
        let lines = orders.flat_map(|order| order.lines()).map(|line| line.file_line);
        lines.filter(|line| self.waiting.contains(line)).filter_map(|line| i64::try_from(line).ok()).collect()
    }

    /// The next chunk is prepared while this one is written. Its invoices are others, so it reads nothing that this one writes.
    fn prepare_ahead(
        &mut self,
        running: &Running,
        shape: &Arc<Shape>,
        actor: Actor,
        from: usize,
    ) -> Result<(), CommandError> {
        let (cell, shape) = (Arc::clone(running.cell()), Arc::clone(shape));
        let at_most = self.at_most;
        let work = move || prepare(&cell, &shape, &actor, from, at_most);
        let thread = std::thread::Builder::new().name("import".to_owned()).spawn(work);
        self.ahead = Some(thread.map_err(|e| StoreError::Unavailable(format!("no thread for an import: {e}")))?);
        Ok(())
    }
}
