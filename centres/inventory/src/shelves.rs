//! The shelves a group of commands works on: read once, changed in memory command by command, written once.
//!
//! Whatever changes stock goes through here, so the laws live in one place: on hand moves only with a movement, held only with
//! a hold, and a row of the shortfall queue stands exactly where there is a shortfall.

use std::collections::BTreeMap;

use kernel::{Context, Money, Timestamp};
use store::{StoreError, Tx, Value};

use crate::events::HoldEnded;
use crate::model::{
    Available, Balance, HoldId, HoldState, Movement, MovementId, OrderId, Pieces, Shelf, VariantId, WarehouseId,
};
use crate::store::{OpenHold, balances_in, balances_of, open_holds_of};
use crate::worth::Effect;

mod hold;
mod worth;
mod write;

pub(crate) use worth::{Came, Moved};

/// Up to so many warehouses are asked one by one for exactly the shelves wanted: that reads least.
const FEW_WAREHOUSES: usize = 4;

/// Some shelves' balances, and what became of them. Only shelves that were asked for may be worked on; holding also works on
/// the other shelves of the same variants.
#[derive(Debug, Default)]
pub struct Shelves {
    balances: BTreeMap<Shelf, Entry>,
    /// The variants asked for, and whether their shelves of all warehouses were read.
    asked: Vec<VariantId>,
    wide: bool,
    /// Open holds of orders that were asked for.
    holds: BTreeMap<OrderId, Vec<Held>>,
    /// Open holds whose time is up, by shelf; read on the first shortage.
    expired: Option<Expired>,
    /// Holds that were let go because their time was up.
    ended: BTreeMap<HoldId, HoldEnded>,
    /// Rows to write: holds made, holds changed (key, then open, state, expires_at, ended_at), movements.
    new_holds: Vec<Vec<Value>>,
    changed_holds: Vec<Vec<Value>>,
    movements: Vec<Vec<Value>>,
    /// What the movements do to the worth of stock, in their order; and what arrived from another warehouse.
    moved: Vec<Moved>,
    came: Vec<Came>,
    /// What last moved a shelf: the cause told when it falls short.
    causes: BTreeMap<Shelf, (&'static str, Option<String>, Timestamp)>,
}

#[derive(Debug)]
struct Entry {
    now: Balance,
    before: Balance,
    stored: bool,
}

impl Entry {
    fn stored(balance: Balance) -> (Shelf, Self) {
        (balance.shelf, Self { now: balance, before: balance, stored: true })
    }
}

#[derive(Debug)]
struct Held {
    hold: OpenHold,
    state: HoldState,
    ended_at: Option<Timestamp>,
    changed: bool,
}

#[derive(Debug)]
struct Expired {
    until: Timestamp,
    by_shelf: BTreeMap<Shelf, Vec<OpenHold>>,
}

impl Shelves {
    /// Some shelves: one query a warehouse, or one for all when they lie in many.
    pub fn of(tx: &mut Tx<'_>, shelves: impl IntoIterator<Item = Shelf>) -> Result<Self, StoreError> {
        let mut all = Self::default();
        all.fetch(tx, shelves.into_iter().collect())?;
        Ok(all)
    }

    /// The open holds of orders and the shelves they are on.
    pub fn with_holds_of(tx: &mut Tx<'_>, orders: &[OrderId]) -> Result<Self, StoreError> {
        let mut shelves = Self::default();
        let holds = open_holds_of(tx, orders)?;
        shelves.fetch(tx, holds.iter().map(|hold| hold.shelf).collect())?;
        for hold in holds {
            let held = Held { hold, state: HoldState::Held, ended_at: None, changed: false };
            shelves.holds.entry(held.hold.order).or_default().push(held);
        }
        Ok(shelves)
    }

    fn fetch(&mut self, tx: &mut Tx<'_>, mut shelves: Vec<Shelf>) -> Result<(), StoreError> {
        shelves.sort_unstable_by_key(|shelf| (shelf.warehouse, shelf.variant));
        shelves.dedup();
        let by_warehouse: Vec<&[Shelf]> = shelves.chunk_by(|one, other| one.warehouse == other.warehouse).collect();
        let mut found = Vec::with_capacity(shelves.len());
        if by_warehouse.len() <= FEW_WAREHOUSES {
            for of_one in by_warehouse {
                found.extend(balances_in(tx, of_one)?);
            }
        } else {
            found = balances_of(tx, &variants_of(shelves.iter()))?;
        }
        self.balances = found.into_iter().map(Entry::stored).collect();
        self.asked = variants_of(shelves.iter());
        Ok(())
    }

    /// Reads the other warehouses' shelves of the variants too: once, when something is short.
    fn widen(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if std::mem::replace(&mut self.wide, true) {
            return Ok(());
        }
        for balance in balances_of(tx, &self.asked)? {
            let (shelf, entry) = Entry::stored(balance);
            self.balances.entry(shelf).or_insert(entry);
        }
        Ok(())
    }

    /// A shelf's numbers as they are now; empty when nothing ever was on it.
    pub fn balance(&self, shelf: Shelf) -> Balance {
        self.balances.get(&shelf).map_or(Balance::empty(shelf), |entry| entry.now)
    }

    /// What a variant's shelves can promise, those with something, by warehouse.
    fn available(&self, variant: VariantId) -> impl Iterator<Item = Available> {
        use kernel::Id as _;
        let first = Shelf { variant, warehouse: WarehouseId::from_number(i64::MIN) };
        let last = Shelf { variant, warehouse: WarehouseId::from_number(i64::MAX) };
        self.balances.range(first..=last).filter_map(|(shelf, entry)| {
            let available = entry.now.available();
            (available > 0).then_some(Available { shelf: *shelf, available })
        })
    }

    fn change(&mut self, shelf: Shelf) -> &mut Balance {
        let empty = Balance::empty(shelf);
        let entry = self.balances.entry(shelf).or_insert(Entry { now: empty, before: empty, stored: false });
        &mut entry.now
    }

    /// Sets how many pieces a shelf keeps back from sale.
    pub fn set_buffer(&mut self, shelf: Shelf, buffer: i64) {
        self.change(shelf).buffer = buffer.max(0);
    }

    /// Appends a movement and moves on hand by it. A fact: what it breaks shows as a shortfall. Decisions look at
    /// [`Shelves::balance`] first.
    pub fn record(&mut self, context: &Context, movement: Movement) {
        self.moves_worth(movement.shelf, movement.kind, movement.quantity);
        self.append(context, movement);
    }

    /// The same for pieces that came and cost so much together.
    pub(crate) fn record_costing(&mut self, context: &Context, movement: Movement, cost: Money) {
        let Movement { shelf, kind, quantity: pieces, .. } = movement;
        self.worth_moves(Moved { shelf, kind, pieces, effect: Effect::Costing(cost) });
        self.append(context, movement);
    }

    /// The same for pieces that came and cost nobody knows what.
    pub(crate) fn record_unknown(&mut self, context: &Context, movement: Movement) {
        let Movement { shelf, kind, quantity: pieces, .. } = movement;
        self.worth_moves(Moved { shelf, kind, pieces, effect: Effect::Unknown });
        self.append(context, movement);
    }

    fn append(&mut self, context: &Context, movement: Movement) {
        if movement.quantity == 0 {
            return;
        }
        let Movement { shelf, kind, quantity, unit_cost, document, reason, at } = movement;
        let balance = self.change(shelf);
        balance.on_hand = balance.on_hand.saturating_add(quantity);
        if quantity < 0 {
            self.causes.insert(shelf, (kind.as_str(), document.clone(), at));
        }
        self.movements.push(vec![
            Value::id(shelf.variant),
            Value::id(context.new_id::<MovementId>()),
            Value::id(shelf.warehouse),
            Value::word(kind.as_str()),
            Value::Int(quantity),
            unit_cost.map(|cost| cost.micros()).into(),
            unit_cost.map_or(Value::Null, |cost| Value::text(cost.currency())),
            document.into(),
            reason.into(),
            at.into(),
            context.now.into(),
            Value::from(context.actor.as_str()),
        ]);
    }
}

fn variants_of<'a>(shelves: impl Iterator<Item = &'a Shelf>) -> Vec<VariantId> {
    let mut variants: Vec<VariantId> = shelves.map(|shelf| shelf.variant).collect();
    variants.sort_unstable();
    variants.dedup();
    variants
}

/// Pieces wanted, summed by shelf: the same variant twice in a basket is one demand.
pub(crate) fn summed(lines: &[Pieces]) -> Vec<Pieces> {
    let mut demand = lines.to_vec();
    demand.sort_unstable_by_key(|line| line.shelf);
    demand.dedup_by(|line, kept| {
        let same = line.shelf == kept.shelf;
        if same {
            kept.quantity = kept.quantity.saturating_add(line.quantity);
        }
        same
    });
    demand
}
