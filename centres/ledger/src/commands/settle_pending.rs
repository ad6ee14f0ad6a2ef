//! Posting and voiding what is pending, whole or in parts. A pending transfer stays as it was written; what becomes of it is
//! appended as transfers that name it.

use std::collections::HashMap;

use kernel::{Context, CurrencyCode, EntityCode, Money, Refusal, Timestamp, share_to_date};
use store::{CommandError, Read, StoreError, Tx, Value};

use crate::account::Account;
use crate::commands::post_entries::{NewRows, books_of};
use crate::model::{Cause, EntryId, Reference, State, Transfer};
use crate::new_entry::{NewEntry, NewTransfer, PostRefusal, check_transfers};
use crate::store_rows::{TRANSFER, transfer};

/// What becomes of the pending transfers of one thing (an order).
#[derive(Debug, Clone)]
pub struct Settlement {
    pub entity: EntityCode,
    pub reference: Reference,
    pub cause: Cause,
    pub at: Timestamp,
    pub step: Step,
    /// Further transfers of the same step, in the same entry: deferred revenue that becomes revenue, the cost of the goods.
    pub also: Vec<NewTransfer>,
}

#[derive(Debug, Clone)]
pub enum Step {
    Post(Parts),
    Void(Parts),
}

/// How much of what is pending.
#[derive(Debug, Clone)]
pub enum Parts {
    /// All that is left.
    Rest,
    /// Of each pending transfer so much that `part / whole` of it is done with (by this step's kind, posting or voiding)
    /// after it; never more than is left. Steps never drift: after the last one it is the amount to the cent.
    ToDate { part: i64, whole: i64 },
    /// These amounts, each from the matching pending transfers, oldest first. Refused when they do not hold as much.
    Amounts(Vec<PartOf>),
}

/// An amount to take from the pending transfers between two accounts.
#[derive(Debug, Clone)]
pub struct PartOf {
    pub debit: Account,
    pub credit: Account,
    /// Only from transfers with this tag; `None`: whatever their tag.
    pub tag: Option<String>,
    pub amount: Money,
}

/// Posts pending transfers of one thing. `None`: nothing was pending, so there was nothing to write.
pub fn post_pending(
    tx: &mut Tx<'_>,
    entity: EntityCode,
    reference: &Reference,
    cause: Cause,
    parts: Parts,
) -> Result<Option<EntryId>, CommandError> {
    settle_one(tx, entity, reference, cause, Step::Post(parts))
}

/// Gives up pending transfers of one thing. `None`: nothing was pending.
pub fn void_pending(
    tx: &mut Tx<'_>,
    entity: EntityCode,
    reference: &Reference,
    cause: Cause,
    parts: Parts,
) -> Result<Option<EntryId>, CommandError> {
    settle_one(tx, entity, reference, cause, Step::Void(parts))
}

fn settle_one(
    tx: &mut Tx<'_>,
    entity: EntityCode,
    reference: &Reference,
    cause: Cause,
    step: Step,
) -> Result<Option<EntryId>, CommandError> {
    let at = tx.context().now;
    settle(tx, Settlement { entity, reference: reference.clone(), cause, at, step, also: Vec::new() })
}

/// One settlement: with an instant of its own, or with further transfers of the same step.
pub fn settle(tx: &mut Tx<'_>, settlement: Settlement) -> Result<Option<EntryId>, CommandError> {
    let context = tx.context().clone();
    let ends = settle_batch(tx, &[(context, settlement)])?;
    let end = ends.into_iter().next().ok_or_else(|| StoreError::misuse("a settlement without an end"))?;
    Ok(end?)
}

/// Settles for a whole group: one read, one insert a table. One result a settlement, `None` where there was nothing to
/// write; a refused one leaves nothing and its neighbours stay. Facts, like [`post_batch`](crate::post_batch): those of a
/// closed day are booked on the first open one.
pub fn settle_batch(
    tx: &mut Tx<'_>,
    settlements: &[(Context, Settlement)],
) -> Result<Vec<Result<Option<EntryId>, Refusal>>, StoreError> {
    if settlements.is_empty() {
        return Ok(Vec::new());
    }
    let books = books_of(tx, settlements.iter().map(|(_, s)| s.entity))?;
    let mut open = open_pending(tx, settlements.iter().map(|(_, s)| s.reference.number))?;
    let mut rows = NewRows::with_room(settlements.len());
    let mut ends = Vec::with_capacity(settlements.len());
    for (context, settlement) in settlements {
        let Some(entity) = books.get(&settlement.entity) else {
            ends.push(Err(PostRefusal::UnknownEntity { entity: settlement.entity }.into()));
            continue;
        };
        if let Err(refusal) = check_transfers(&settlement.also, entity.base_currency) {
            ends.push(Err(refusal.into()));
            continue;
        }
        let pending = open.entry((settlement.entity, settlement.reference.number)).or_default();
        let (state, parts) = match &settlement.step {
            Step::Post(parts) => (State::Posted, parts),
            Step::Void(parts) => (State::Void, parts),
        };
        let takes = match takes(pending, state, parts) {
            Ok(takes) => takes,
            Err(refusal) => {
                ends.push(Err(refusal));
                continue;
            }
        };
        if takes.is_empty() && settlement.also.is_empty() {
            ends.push(Ok(None));
            continue;
        }
        let entry = NewEntry {
            entity: settlement.entity,
            reference: Some(settlement.reference.clone()),
            cause: settlement.cause,
            at: settlement.at,
            transfers: settlement.also.clone(),
        };
        let id = rows.add(context, entity, entity.booking_day(settlement.at), &entry);
        let first = i64::try_from(settlement.also.len()).unwrap_or(i64::MAX).saturating_add(1);
        for (take, place) in takes.into_iter().zip(first..) {
            if let Some(pending) = pending.get_mut(take.index) {
                pending.take(state, &take);
                rows.add_settling(id, place, &pending.part(&take), state, (pending.whole.entry, pending.whole.place));
            }
        }
        ends.push(Ok(Some(id)));
    }
    rows.write(tx)?;
    Ok(ends)
}

/// A pending transfer and what has become of it so far, in minor units.
struct Pending {
    whole: Transfer,
    posted: i64,
    voided: i64,
    base_settled: i64,
}

/// So much of the pending transfer at `index`.
struct Take {
    index: usize,
    amount: i64,
    base: Money,
}

impl Pending {
    fn left(&self) -> i64 {
        self.whole.amount.minor().saturating_sub(self.posted).saturating_sub(self.voided)
    }

    /// The base amount that goes with `amount` more: so that the whole ends at the whole's base amount.
    fn base_of(&self, amount: i64) -> Result<Money, Refusal> {
        let whole = self.whole.amount.minor();
        let to_date = whole.saturating_sub(self.left()).saturating_add(amount);
        let already = Money::new(self.base_settled, self.whole.base.currency());
        Ok(share_to_date(self.whole.base, to_date, whole, already)?)
    }

    fn take(&mut self, state: State, take: &Take) {
        let counter = if state == State::Posted { &mut self.posted } else { &mut self.voided };
        *counter = counter.saturating_add(take.amount);
        self.base_settled = self.base_settled.saturating_add(take.base.minor());
    }

    fn part(&self, take: &Take) -> NewTransfer {
        NewTransfer {
            debit: self.whole.debit,
            credit: self.whole.credit,
            amount: Money::new(take.amount, self.whole.amount.currency()),
            base: take.base,
            exchange: self.whole.exchange.clone(),
            pending: false,
            tag: self.whole.tag.clone().map(Into::into),
        }
    }
}

/// What a step takes of each pending transfer; at most one take of each, none of zero.
fn takes(pending: &[Pending], state: State, parts: &Parts) -> Result<Vec<Take>, Refusal> {
    let mut wanted: Vec<i64> = vec![0; pending.len()];
    match parts {
        Parts::Rest => {
            for (wanted, pending) in wanted.iter_mut().zip(pending) {
                *wanted = pending.left();
            }
        }
        Parts::ToDate { part, whole } => {
            for (wanted, pending) in wanted.iter_mut().zip(pending) {
                let done = if state == State::Posted { pending.posted } else { pending.voided };
                let already = Money::new(done, pending.whole.amount.currency());
                let due = share_to_date(pending.whole.amount, *part, *whole, already)?;
                *wanted = due.minor().clamp(0, pending.left());
            }
        }
        Parts::Amounts(amounts) => amounts.iter().try_for_each(|part| spread(pending, &mut wanted, part))?,
    }
    let taken = pending.iter().zip(wanted).enumerate().filter(|(_, (_, amount))| *amount > 0);
    taken.map(|(index, (pending, amount))| Ok(Take { index, amount, base: pending.base_of(amount)? })).collect()
}

/// Spreads one amount over the pending transfers it may be taken from, oldest first.
fn spread(pending: &[Pending], wanted: &mut [i64], part: &PartOf) -> Result<(), Refusal> {
    if part.amount.is_negative() {
        return Err(PostRefusal::AmountNotPositive { place: 0, amount: part.amount }.into());
    }
    let mut left = part.amount.minor();
    for (pending, wanted) in pending.iter().zip(wanted.iter_mut()) {
        let whole = &pending.whole;
        let matches = whole.debit == part.debit
            && whole.credit == part.credit
            && whole.amount.currency() == part.amount.currency()
            && (part.tag.is_none() || whole.tag == part.tag);
        if matches {
            let more = left.min(pending.left().saturating_sub(*wanted));
            *wanted = wanted.saturating_add(more);
            left = left.saturating_sub(more);
        }
    }
    if left > 0 {
        let held = Money::new(part.amount.minor().saturating_sub(left), part.amount.currency());
        return Err(PostRefusal::MoreThanPending { wanted: part.amount, pending: held }.into());
    }
    Ok(())
}

type OpenPending = HashMap<(EntityCode, i64), Vec<Pending>>;

/// The pending transfers of these references, oldest first, with what has become of them. Two reads by key: a join of the
/// two tables is planned badly as long as the database has not counted their rows.
fn open_pending(tx: &mut Tx<'_>, references: impl Iterator<Item = i64>) -> Result<OpenPending, StoreError> {
    let mut list: Vec<Value> = references.map(Value::Int).collect();
    list.sort_unstable();
    list.dedup();
    let sql = "SELECT id, entity, base_currency, reference FROM ledger_entries WHERE reference IN {list}";
    let mut heads: HashMap<EntryId, (CurrencyCode, (EntityCode, i64))> = HashMap::new();
    for row in tx.query_in(sql, &[], &list)? {
        heads.insert(row.id(0)?, (row.parsed(2)?, (row.parsed(1)?, row.int(3)?)));
    }
    let mut entries: Vec<Value> = heads.keys().copied().map(Value::id).collect();
    entries.sort_unstable();
    let sql = format!(
        "SELECT {TRANSFER} FROM ledger_transfers t WHERE t.entry IN {{list}} \
         AND (t.state = 'pending' OR t.of_entry IS NOT NULL) ORDER BY t.entry, t.place"
    );
    let mut open = OpenPending::new();
    let mut settling = Vec::new();
    for row in tx.query_in(&sql, &[], &entries)? {
        let Some((base_currency, key)) = heads.get(&row.id(0)?) else { continue };
        let found = transfer(&row, *base_currency)?;
        if found.state == State::Pending {
            open.entry(*key).or_default().push(Pending { whole: found, posted: 0, voided: 0, base_settled: 0 });
        } else {
            settling.push((*key, found));
        }
    }
    for (key, part) in settling {
        let of = open.get_mut(&key).and_then(|pending| {
            pending.iter_mut().find(|pending| part.settles == Some((pending.whole.entry, pending.whole.place)))
        });
        if let Some(pending) = of {
            pending.take(part.state, &Take { index: 0, amount: part.amount.minor(), base: part.base });
        }
    }
    Ok(open)
}
