//! The steps, each one transaction over inventory and ledger. Named, so that a drawn flow can call them later.

use inventory::{
    AdjustStock, CostTold, CountStock, MovementKind, ReceiveStock, ReceiveTransfer, Received, TellCosts, ValueChange,
    VariantId, WarehouseId, Worth, WriteOff,
};
use kernel::{EntityCode, Money, Refusal, RoundingMode, Timestamp, UnitPrice};
use ledger::{Entity, Exchange};
use pricing::booking_rate;
use store::{CommandError, Nothing, Read, Tx, args};

use crate::books::{Bought, book};

fn happened(tx: &Tx<'_>, at: Option<Timestamp>) -> Timestamp {
    at.unwrap_or(tx.context().now).min(tx.context().now)
}

/// Who owns what lies in a warehouse.
fn owner(read: &mut dyn Read, warehouse: WarehouseId) -> Result<Option<EntityCode>, CommandError> {
    let row = read.query_one("SELECT entity FROM warehouses WHERE id = $1", &args![kernel::Id::number(warehouse)])?;
    Ok(row.map(|row| row.parsed(0)).transpose()?)
}

/// An owner's books. Refused where it keeps none: stock of known cost belongs into somebody's books.
fn books_of(read: &mut dyn Read, owner: EntityCode) -> Result<Entity, CommandError> {
    let found = ledger::entities_by_code(read, &[owner])?.remove(&owner);
    Ok(found.ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", owner))?)
}

/// An amount in the currency of an owner's books, at the booking rate of a day, and that rate. Refuses `fx_rate_missing`.
fn in_books(
    read: &mut dyn Read,
    books: &Entity,
    amount: Money,
    at: Timestamp,
) -> Result<(Money, Option<Exchange>), CommandError> {
    if amount.currency() == books.base_currency {
        return Ok((amount, None));
    }
    let (rate, source) = booking_rate(read, amount.currency(), books.base_currency, books.day_of(at))?;
    let base = rate.convert(amount, books.base_currency, RoundingMode::HalfUp)?;
    Ok((base, Some(Exchange { rate, source: source.into() })))
}

/// What the lines cost: in the owner's books a line, nothing where no unit cost is given; and what was bought in another currency.
#[derive(Default)]
struct Costs {
    of_lines: Vec<Option<Money>>,
    bought: Vec<Bought>,
}

fn costs<'l>(
    tx: &mut Tx<'_>,
    warehouse: WarehouseId,
    lines: impl Iterator<Item = (VariantId, i64, Option<&'l UnitPrice>)>,
    at: Timestamp,
) -> Result<Costs, CommandError> {
    let lines: Vec<_> = lines.collect();
    if lines.iter().all(|(_, _, cost)| cost.is_none()) {
        return Ok(Costs::default());
    }
    let Some(owner) = owner(tx, warehouse)? else { return Ok(Costs::default()) };
    let books = books_of(tx, owner)?;
    let mut costs = Costs::default();
    for (variant, quantity, unit_cost) in lines {
        let Some(cost) = unit_cost else {
            costs.of_lines.push(None);
            continue;
        };
        let amount = cost.times(quantity, RoundingMode::HalfUp).map_err(Refusal::from)?;
        let (base, exchange) = in_books(tx, &books, amount, at)?;
        costs.of_lines.push(Some(base));
        costs.bought.extend(exchange.map(|exchange| Bought { variant, amount, base, exchange }));
    }
    Ok(costs)
}

/// Receives stock: Dr inventory, Cr goods received not invoiced, in the currency the goods were bought in and, at the booking rate of
/// the day, in that of the owner's books; a line without one is of unknown cost.
pub fn receive(tx: &mut Tx<'_>, input: &ReceiveStock) -> Result<Nothing, CommandError> {
    let at = happened(tx, input.at);
    let lines = input.lines.iter().map(|line: &Received| (line.variant, line.quantity, line.unit_cost.as_ref()));
    let costs = costs(tx, input.warehouse, lines, at)?;
    let worth = inventory::receive_stock_costing(tx, input, &costs.of_lines)?;
    book(tx, &worth, costs.bought, input.warehouse, at)?;
    Ok(Nothing)
}

/// What pieces cost that came without a cost.
#[derive(Debug, Clone)]
pub struct UnitCostTold {
    pub variant: VariantId,
    pub quantity: i64,
    pub unit_cost: UnitPrice,
}

/// Tells what pieces cost that are there already: booked like a receipt of this moment. Pieces whose cost is known stay as they are.
pub fn tell_costs(tx: &mut Tx<'_>, warehouse: WarehouseId, told: &[UnitCostTold]) -> Result<Nothing, CommandError> {
    let at = tx.context().now;
    let costs = costs(tx, warehouse, told.iter().map(|line| (line.variant, line.quantity, Some(&line.unit_cost))), at)?;
    let line = |(line, cost): (&UnitCostTold, Option<Money>)| {
        cost.map(|cost| CostTold { variant: line.variant, quantity: line.quantity, cost })
    };
    let lines = told.iter().zip(costs.of_lines).filter_map(line).collect();
    let worth = inventory::tell_costs(tx, &TellCosts { warehouse, lines, kind: MovementKind::Received })?;
    book(tx, &worth, costs.bought, warehouse, at)?;
    Ok(Nothing)
}

/// Adjusts stock: what is more or less stands against stock differences, at the average cost.
pub fn adjust(tx: &mut Tx<'_>, input: &AdjustStock) -> Result<Nothing, CommandError> {
    let worth = inventory::adjust_stock(tx, input)?;
    let at = happened(tx, input.at);
    book(tx, &worth, Vec::new(), input.warehouse, at)?;
    Ok(Nothing)
}

/// Counts stock: what was found too few or too many stands against stock differences, at the average cost.
pub fn count(tx: &mut Tx<'_>, input: &CountStock) -> Result<Nothing, CommandError> {
    let worth = inventory::count_stock(tx, input)?;
    let at = happened(tx, input.at);
    book(tx, &worth, Vec::new(), input.warehouse, at)?;
    Ok(Nothing)
}

/// Writes stock off: Dr stock written off, Cr inventory, at the average cost.
pub fn write_off(tx: &mut Tx<'_>, input: &WriteOff) -> Result<Nothing, CommandError> {
    let worth = inventory::write_off(tx, input)?;
    let at = happened(tx, input.at);
    book(tx, &worth, Vec::new(), input.warehouse, at)?;
    Ok(Nothing)
}

/// Receives a transfer. Between warehouses of one owner nothing is booked; what is lost on the way is written off. Between owners the
/// pieces leave the one at its average and come to the other at the same cost, both against the account between own companies at the
/// same amount in the giver's currency. Refused `fx_rate_missing` where no rate leads into the taker's currency, and `unknown_entity`
/// where the taker keeps no books.
pub fn arrive(tx: &mut Tx<'_>, input: &ReceiveTransfer) -> Result<Nothing, CommandError> {
    let at = tx.context().now;
    let first = inventory::transfer(tx, input.transfer)?.into_iter().next();
    let worth = inventory::receive_transfer(tx, input)?;
    let Some(transfer) = first else { return Ok(Nothing) };
    book(tx, &worth, Vec::new(), transfer.from, at)?;
    let given: Vec<&ValueChange> = worth.0.iter().filter(|one| one.kind == MovementKind::TransferOut).collect();
    if given.is_empty() {
        return Ok(Nothing);
    }
    let Some(taker) = owner(tx, transfer.to)? else { return Ok(Nothing) };
    let books = books_of(tx, taker)?;
    let (mut lines, mut given_for) = (Vec::with_capacity(given.len()), Vec::new());
    for change in given.into_iter().filter(|change| change.pieces > 0) {
        let variant = change.variant;
        let amount = change.value.checked_neg().map_err(Refusal::from)?;
        let (base, exchange) = in_books(tx, &books, amount, at)?;
        lines.push(CostTold { variant, quantity: change.pieces, cost: base });
        given_for.extend(exchange.map(|exchange| Bought { variant, amount, base, exchange }));
    }
    if !lines.is_empty() {
        let told = TellCosts { warehouse: transfer.to, lines, kind: MovementKind::TransferIn };
        let worth: Worth = inventory::tell_costs(tx, &told)?;
        book(tx, &worth, given_for, transfer.to, at)?;
    }
    Ok(Nothing)
}
