//! Writing what changed, one statement a table.

use store::{StoreError, Tx, Value};

use super::{Entry, Shelves};
use crate::events::{ShortfallChange, ShortfallsRose};
use crate::model::Shelf;
use crate::queries::availability::MORE;
use crate::store::{BALANCES, HOLDS, MOVEMENTS, SHORTFALLS};
use crate::worth::Worth;

impl Shelves {
    /// Writes everything that changed, and answers what it did to the worth of stock. Shortfalls that arose or grew are told in
    /// one event.
    pub fn write(mut self, tx: &mut Tx<'_>) -> Result<Worth, StoreError> {
        let worth = self.write_worth(tx)?;
        let mut written = Written::default();
        let mut rose = Vec::new();
        for (shelf, entry) in &self.balances {
            if entry.now == entry.before {
                continue;
            }
            written.balance(*shelf, entry);
            if entry.now.available() > entry.before.available() {
                tx.touch(MORE);
            }
            let (before, now) = (entry.before.shortfall(), entry.now.shortfall());
            if now == before {
                continue;
            }
            let (cause, document, since) = self
                .causes
                .get(shelf)
                .map_or(("hold", None, tx.context().now), |(word, document, at)| (*word, document.clone(), *at));
            match (before, now) {
                (0, _) => written.new_shortfalls.push(vec![
                    Value::id(shelf.variant),
                    Value::id(shelf.warehouse),
                    Value::Int(now),
                    Value::word(cause),
                    document.into(),
                    Value::Null,
                    since.into(),
                ]),
                (_, 0) => written.ended_shortfalls.push(key(*shelf)),
                _ => written.shortfalls.push(with_key(*shelf, [Value::Int(now)])),
            }
            if now > before {
                rose.push(ShortfallChange { variant: shelf.variant, warehouse: shelf.warehouse, before, now, cause });
            }
        }
        tx.update(&BALANCES, &["held", "shortfall"], written.held)?;
        tx.upsert(&BALANCES, written.balances)?;
        tx.insert(&MOVEMENTS, self.movements)?;
        tx.insert(&HOLDS, self.new_holds)?;
        let mut changed = self.changed_holds;
        for held in self.holds.into_values().flatten().filter(|held| held.changed) {
            changed.push(vec![
                Value::id(held.hold.order),
                Value::id(held.hold.id),
                Value::Int(held.hold.open),
                Value::word(held.state.as_str()),
                held.hold.expires_at.into(),
                held.ended_at.into(),
            ]);
        }
        tx.update(&HOLDS, &["open", "state", "expires_at", "ended_at"], changed)?;
        for ended in self.ended.into_values() {
            ended.publish(tx)?;
        }
        tx.insert(&SHORTFALLS, written.new_shortfalls)?;
        tx.update(&SHORTFALLS, &["quantity"], written.shortfalls)?;
        tx.delete(&SHORTFALLS, written.ended_shortfalls)?;
        ShortfallsRose::publish(tx, rose)?;
        Ok(worth)
    }
}

#[derive(Default)]
struct Written {
    /// Shelves of which only the promises changed: the hot path.
    held: Vec<Vec<Value>>,
    balances: Vec<Vec<Value>>,
    new_shortfalls: Vec<Vec<Value>>,
    shortfalls: Vec<Vec<Value>>,
    ended_shortfalls: Vec<Vec<Value>>,
}

impl Written {
    fn balance(&mut self, shelf: Shelf, entry: &Entry) {
        let (now, before) = (&entry.now, &entry.before);
        let shortfall = Value::Int(now.shortfall());
        if entry.stored && now.on_hand == before.on_hand && now.buffer == before.buffer {
            self.held.push(with_key(shelf, [Value::Int(now.held), shortfall]));
        } else {
            let numbers = [Value::Int(now.on_hand), Value::Int(now.held), Value::Int(now.buffer), shortfall];
            self.balances.push(with_key(shelf, numbers));
        }
    }
}

fn key(shelf: Shelf) -> Vec<Value> {
    vec![Value::id(shelf.variant), Value::id(shelf.warehouse)]
}

fn with_key<const N: usize>(shelf: Shelf, values: [Value; N]) -> Vec<Value> {
    let mut row = Vec::with_capacity(N + 2);
    row.extend([Value::id(shelf.variant), Value::id(shelf.warehouse)]);
    row.extend(values);
    row
}
