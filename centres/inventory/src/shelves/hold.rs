//! Promising pieces, and ending promises.

use kernel::{Context, Timestamp};
use store::{StoreError, Tx, Value};

use super::{Expired, Shelves, summed, variants_of};
use crate::commands::consume_holds::NotHeld;
use crate::commands::hold_stock::{HoldRequest, OutOfStock};
use crate::events::HoldEnded;
use crate::model::{Available, HoldId, HoldState, OrderId, Pieces, Shelf};
use crate::store::{OpenHold, expired_holds_of};

/// Expired holds are read once for a group, whose commands lie far less apart than this.
const GROUP_MS: i64 = 10_000;

impl Shelves {
    /// Promises all pieces of a request or none: one hold a line, in the lines' order. A shelf that is short lets go of its
    /// expired holds first. Once refused, the same order may be held elsewhere at once: any shelf of the variants asked for
    /// will do.
    pub fn hold(
        &mut self,
        tx: &mut Tx<'_>,
        context: &Context,
        request: &HoldRequest,
    ) -> Result<Result<Vec<HoldId>, OutOfStock>, StoreError> {
        if request.lines.iter().any(|line| line.quantity <= 0) {
            return Err(StoreError::misuse("a hold of no pieces"));
        }
        let demand = summed(&request.lines);
        for wanted in &demand {
            if self.balance(wanted.shelf).available() >= wanted.quantity {
                continue;
            }
            self.widen(tx)?;
            self.let_go_expired(tx, wanted.shelf, context.now)?;
            if self.balance(wanted.shelf).available() < wanted.quantity {
                return Ok(Err(self.out_of_stock(request, *wanted)));
            }
        }
        for wanted in &demand {
            self.change(wanted.shelf).held += wanted.quantity;
        }
        Ok(Ok(request.lines.iter().map(|line| self.new_hold(context, request, line)).collect()))
    }

    /// Promises pieces that were promised elsewhere already, until they are shipped or released: a fact, so what is not there is a
    /// shortfall. A shelf that is short lets go of its expired holds first.
    pub(crate) fn hold_promised(
        &mut self,
        tx: &mut Tx<'_>,
        context: &Context,
        order: OrderId,
        lines: &[Pieces],
    ) -> Result<(), StoreError> {
        let request = HoldRequest { for_order: order, lines: lines.to_vec(), expires_at: None };
        for wanted in summed(lines) {
            if self.balance(wanted.shelf).available() < wanted.quantity {
                self.let_go_expired(tx, wanted.shelf, context.now)?;
                self.causes.insert(wanted.shelf, ("hold", Some(order.to_string()), context.now));
            }
            self.change(wanted.shelf).held += wanted.quantity;
        }
        for line in lines {
            self.new_hold(context, &request, line);
        }
        Ok(())
    }

    fn new_hold(&mut self, context: &Context, request: &HoldRequest, line: &Pieces) -> HoldId {
        let id: HoldId = context.new_id();
        self.new_holds.push(vec![
            Value::id(request.for_order),
            Value::id(id),
            Value::id(line.shelf.variant),
            Value::id(line.shelf.warehouse),
            Value::Int(line.quantity),
            Value::Int(line.quantity),
            Value::word(HoldState::Held.as_str()),
            request.expires_at.into(),
            context.now.into(),
            Value::Null,
        ]);
        id
    }

    fn out_of_stock(&self, request: &HoldRequest, wanted: Pieces) -> OutOfStock {
        let variants = variants_of(request.lines.iter().map(|line| &line.shelf));
        let elsewhere: Vec<Available> = variants.into_iter().flat_map(|variant| self.available(variant)).collect();
        OutOfStock {
            line: request.lines.iter().position(|line| line.shelf == wanted.shelf).unwrap_or_default(),
            variant: wanted.shelf.variant,
            warehouse: wanted.shelf.warehouse,
            wanted: wanted.quantity,
            available: self.balance(wanted.shelf).available(),
            elsewhere,
        }
    }

    fn let_go_expired(&mut self, tx: &mut Tx<'_>, shelf: Shelf, now: Timestamp) -> Result<(), StoreError> {
        let expired = match self.expired.take() {
            Some(known) if known.until >= now => known,
            _ => {
                let until = now.plus_ms(GROUP_MS);
                let mut known = Expired { until, by_shelf: Default::default() };
                for hold in expired_holds_of(tx, &self.asked, until)? {
                    known.by_shelf.entry(hold.shelf).or_default().push(hold);
                }
                known
            }
        };
        let expired = self.expired.insert(expired);
        let Some(of_shelf) = expired.by_shelf.get_mut(&shelf) else { return Ok(()) };
        let over = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        let ended: Vec<_> = of_shelf.extract_if(.., |hold| over(hold.expires_at)).collect();
        for hold in ended {
            self.end_expired(&hold, now);
        }
        Ok(())
    }

    /// Ends a hold whose time is up.
    pub(crate) fn end_expired(&mut self, hold: &OpenHold, now: Timestamp) {
        if self.ended.contains_key(&hold.id) {
            return;
        }
        let ended = HoldEnded { order: hold.order, shelf: hold.shelf, quantity: hold.open };
        self.ended.insert(hold.id, ended);
        self.change(hold.shelf).held -= hold.open;
        self.changed_holds.push(vec![
            Value::id(hold.order),
            Value::id(hold.id),
            Value::Int(0),
            Value::word(HoldState::Expired.as_str()),
            hold.expires_at.into(),
            now.into(),
        ]);
    }

    /// Takes the time limit off an order's open holds; how many pieces they keep, by shelf.
    pub(crate) fn confirm(&mut self, order: OrderId) -> Vec<Pieces> {
        let mut kept = Vec::new();
        for held in self.holds.get_mut(&order).into_iter().flatten() {
            held.changed |= held.hold.expires_at.take().is_some();
            kept.push(Pieces { shelf: held.hold.shelf, quantity: held.hold.open });
        }
        summed(&kept)
    }

    /// What an order's open holds keep, by shelf.
    pub(crate) fn kept_for(&self, order: OrderId) -> Vec<Pieces> {
        let held = self.holds.get(&order).into_iter().flatten().filter(|held| held.hold.open > 0);
        summed(&held.map(|held| Pieces { shelf: held.hold.shelf, quantity: held.hold.open }).collect::<Vec<_>>())
    }

    /// Takes pieces out of an order's open holds, oldest first: all of them or none.
    pub(crate) fn take(
        &mut self,
        order: OrderId,
        lines: &[Pieces],
        as_what: HoldState,
        at: Timestamp,
    ) -> Result<(), NotHeld> {
        let demand = summed(lines);
        let holds = self.holds.get_mut(&order).map_or(&mut [][..], Vec::as_mut_slice);
        for wanted in &demand {
            let held: i64 = holds.iter().filter(|h| h.hold.shelf == wanted.shelf).map(|h| h.hold.open).sum();
            if held < wanted.quantity || lines.iter().any(|line| line.quantity <= 0) {
                return Err(NotHeld { order, variant: wanted.shelf.variant, wanted: wanted.quantity, held });
            }
        }
        for wanted in &demand {
            let mut rest = wanted.quantity;
            for held in holds.iter_mut().filter(|h| h.hold.shelf == wanted.shelf && h.hold.open > 0) {
                let taken = rest.min(held.hold.open);
                rest -= taken;
                held.hold.open -= taken;
                held.changed = true;
                if held.hold.open == 0 {
                    held.state = as_what;
                    held.ended_at = Some(at);
                }
                if rest == 0 {
                    break;
                }
            }
        }
        for wanted in &demand {
            self.change(wanted.shelf).held -= wanted.quantity;
        }
        Ok(())
    }
}
