//! The laws of stock, checked from what is new since the last step: on hand is the sum of the movements, held the sum of the open
//! holds, and no decision enlarges a shortfall.

use std::collections::BTreeSet;

use inventory::{HoldState, Shelf};
use kernel::Id;
use orders::OrderId;
use store::{Read, Value, args};

use crate::law::{Violated, must};
use crate::memory::{Memory, Seen, stock_order};

/// Reads the movements since the last step.
pub(crate) fn read_movements(read: &mut dyn Read, seen: &mut Seen, variants: &[Value]) -> Result<(), Violated> {
    let rows = read.query_in(
        "SELECT variant, warehouse, id, quantity, document FROM stock_movements WHERE id > $1 AND variant IN {list}",
        &args![seen.movement],
        variants,
    )?;
    for row in &rows {
        let shelf = Shelf { variant: row.id(0)?, warehouse: row.id(1)? };
        let (id, quantity) = (row.int(2)?, row.int(3)?);
        seen.movement = seen.movement.max(id);
        *seen.on_hand.entry(shelf).or_default() += quantity;
        if let Some(document) = row.opt_text(4)? {
            *seen.moved.entry((document.to_owned(), shelf)).or_default() += quantity;
            *seen.movements.entry(document.to_owned()).or_default() += 1;
        }
    }
    Ok(())
}

/// Reads how the holds of these orders stand now.
pub(crate) fn read_holds(read: &mut dyn Read, seen: &mut Seen, orders: &BTreeSet<OrderId>) -> Result<(), Violated> {
    let list: Vec<_> = orders.iter().chain(&seen.timed).copied().collect::<BTreeSet<_>>().into_iter().collect();
    for id in &list {
        let number = id.number();
        let least = Shelf { variant: Id::from_number(i64::MIN), warehouse: Id::from_number(i64::MIN) };
        let most = Shelf { variant: Id::from_number(i64::MAX), warehouse: Id::from_number(i64::MAX) };
        let known: Vec<_> = seen.held.range((number, least)..=(number, most)).map(|(key, _)| *key).collect();
        for key in known {
            seen.held.remove(&key);
        }
        seen.timed.remove(id);
    }
    let stock: Vec<_> = list.iter().map(|id| stock_order(*id)).collect();
    for hold in inventory::holds_of(read, &stock)? {
        if hold.open > 0 {
            *seen.held.entry((hold.order.number(), hold.shelf)).or_default() += hold.open;
        }
        if hold.state == HoldState::Held && hold.expires_at.is_some() {
            seen.timed.insert(OrderId::from_number(hold.order.number()));
        }
    }
    Ok(())
}

/// Checks every shelf's numbers against what was read; `facts` are the shelves that facts were told about in this step.
pub(crate) fn check_shelves(read: &mut dyn Read, memory: &mut Memory, facts: &BTreeSet<Shelf>) -> Result<(), Violated> {
    let mut held = std::collections::BTreeMap::<Shelf, i64>::new();
    for ((_, shelf), open) in &memory.seen.held {
        *held.entry(*shelf).or_default() += open;
    }
    let rows = read.query("SELECT variant, warehouse, on_hand, held, shortfall FROM stock_balances", &[])?;
    for row in &rows {
        let shelf = Shelf { variant: row.id(0)?, warehouse: row.id(1)? };
        let (on_hand, held_here, short) = (row.int(2)?, row.int(3)?, row.int(4)?);
        let moved = memory.seen.on_hand.get(&shelf).copied().unwrap_or_default();
        must(on_hand == moved, "on hand is the sum of the movements", || {
            format!("{shelf:?}: {on_hand} against {moved}")
        })?;
        let holds = held.get(&shelf).copied().unwrap_or_default();
        must(held_here == holds, "held is the sum of the open holds", || {
            format!("{shelf:?}: {held_here} against {holds}")
        })?;
        must(held_here <= on_hand + short, "held does not exceed on hand and shortfall", || {
            format!("{shelf:?}: {held_here} held, {on_hand} on hand, {short} short")
        })?;
        let before = memory.seen.shortfall.insert(shelf, short).unwrap_or_default();
        let told = facts.contains(&shelf) || memory.unsure_shelves.values().flatten().any(|one| *one == shelf);
        must(short <= before || told, "no decision creates or enlarges a shortfall", || {
            format!("{shelf:?}: {before}, now {short}")
        })?;
    }
    Ok(())
}

/// Checks, variant by variant, that stock is worth what the inventory accounts were told: every transfer is tagged with its variant, so
/// the accounts' balance is the sum of these; and that what own companies owe each other cancels out, currency by currency.
pub(crate) fn check_worth(read: &mut dyn Read, seen: &mut Seen) -> Result<(), Violated> {
    let rows = read.query(
        "SELECT entry, debit, base_amount, tag, credit, amount, currency FROM ledger_transfers \
         WHERE entry > $1 AND state = 'posted' \
         AND (debit IN ('inventory', 'intercompany') OR credit IN ('inventory', 'intercompany'))",
        &args![seen.entry],
    )?;
    for row in &rows {
        seen.entry = seen.entry.max(row.int(0)?);
        let (debit, credit) = (row.text(1)?, row.text(4)?);
        let signed = |account: &str, amount: i64| match account {
            _ if debit == account => amount,
            _ if credit == account => -amount,
            _ => 0,
        };
        let tag = row.opt_text(3)?.unwrap_or_default().to_owned();
        *seen.booked.entry(tag).or_default() += signed("inventory", row.int(2)?);
        *seen.between.entry(row.text(6)?.to_owned()).or_default() += signed("intercompany", row.int(5)?);
    }
    for (currency, left) in &seen.between {
        must(*left == 0, "what own companies owe each other cancels out", || format!("{left} {currency}"))?;
    }
    let costs = read.query("SELECT variant, value FROM stock_costs", &[])?;
    let mut worth = std::collections::BTreeMap::<String, i64>::new();
    for row in &costs {
        *worth.entry(row.id::<inventory::VariantId>(0)?.to_string()).or_default() += row.int(1)?;
    }
    for tag in worth.keys().chain(seen.booked.keys()) {
        let (worth, booked) = (worth.get(tag).copied(), seen.booked.get(tag).copied());
        must(
            worth.unwrap_or_default() == booked.unwrap_or_default(),
            "stock is worth what its inventory account says",
            || format!("{tag}: {worth:?} against {booked:?}"),
        )?;
    }
    Ok(())
}

/// Checks that every paper has the movements it was acknowledged with, once.
pub(crate) fn check_papers<'a>(
    memory: &Memory,
    papers: impl Iterator<Item = (&'a String, &'a i64)>,
) -> Result<(), Violated> {
    for (paper, wanted) in papers {
        let found = memory.seen.movements.get(paper).copied().unwrap_or_default();
        // An arrival moves under the paper of its transfer, too.
        let open_ended = paper.starts_with("trf_");
        must(found == *wanted || (open_ended && found > *wanted), "what was acknowledged moved once", || {
            format!("{paper}: {found} movements, {wanted} acknowledged")
        })?;
    }
    Ok(())
}
