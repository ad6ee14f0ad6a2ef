//! The phase of the invoices: a chunk after the other, each prepared while the one before is written. A chunk that is refused is tried in
//! smaller ones, until the invoice to blame stands alone and goes to quarantine.

use std::sync::Arc;

use jobs::Running;
use kernel::{Actor, Refusal};
use order_file::{FileError, Limits};
use store::{CommandError, StoreError};
use vault::Vault;

use super::{Import, Phase, ROWS};
use crate::chunk::{LINES, prepare};
use crate::shape::Shape;
use crate::source::file_row;
use crate::write::Effects;
use crate::{invoice, quarantine, taken};

impl Import {
    pub(super) fn take_invoices(&mut self, running: &mut Running) -> Result<(), CommandError> {
        let shape = self.take_shape(running)?;
        let before = self.position.clone();
        let Err(error) = self.take_chunk(running, &shape) else {
            self.at_most = self.at_most.saturating_mul(2).min(LINES);
            return Ok(());
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
        let limit = Limits::default().unusable;
        if usize::try_from(self.position.tally.refused.lines).unwrap_or(usize::MAX) > limit {
            let line = lines.first().map_or(0, |line| line.file_line);
            return Err(Refusal::from(FileError::Unusable { limit, line, code: refusal.code }).into());
        }
        let rows = quarantine::refused(&order, &lines, &quarantine::problem_of(refusal));
        self.pass(order.lines().len());
        let job = running.job().id;
        running.commit(self.written()?, self.progress(), move |tx| {
            rows.chunks(ROWS).try_for_each(|rows| jobs::put_back(tx, job, rows))?;
            Ok(())
        })
    }

    /// Goes past the invoice whose turn it is.
    fn pass(&mut self, lines: usize) {
        self.position.at = self.position.at.saturating_add(1);
        self.position.lines = self.position.lines.saturating_add(i64::try_from(lines).unwrap_or(i64::MAX));
        if self.shape.as_ref().is_none_or(|shape| self.position.at >= shape.file.len()) {
            self.go_on(Phase::Report, 0);
        }
    }

    fn take_chunk(&mut self, running: &mut Running, shape: &Arc<Shape>) -> Result<(), CommandError> {
        let actor = running.actor();
        let chunk = match self.ahead.take() {
            Some(ahead) => ahead.join().map_err(|_| StoreError::misuse("preparing a chunk panicked"))??,
            None => prepare(running.cell(), shape, &actor, self.position.at, self.at_most)?,
        };
        if chunk.next < shape.file.len() {
            self.prepare_ahead(running, shape, actor, chunk.next)?;
        }
        let resolved = self.waiting_in(shape, self.position.at, chunk.next);
        self.position.at = chunk.next;
        self.position.lines = self.position.lines.saturating_add(chunk.lines);
        let mut chunk = chunk;
        self.position.tally.add(std::mem::take(&mut chunk.tally));
        let keys = std::mem::take(&mut chunk.kept.keys);
        if !keys.is_empty() && !self.input.dry_run {
            // Before the data, as always; of a chunk that is never written they are swept.
            running.cell().part::<Vault>().keep_keys_blocking(&running.actor(), keys)?;
        }
        let file = file_row(&shape.file, shape.job)?;
        let effects = Effects::of(chunk, &shape.ground, running.job().id, resolved, file);
        if self.position.at >= shape.file.len() {
            self.go_on(Phase::Report, 0);
        }
        // Where nothing is written the position is, for whoever watches.
        let nothing = effects.is_empty() || self.input.dry_run;
        running.commit(self.written()?, self.progress(), move |tx| if nothing { Ok(()) } else { effects.write(tx) })
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
