//! Shipping and delivering with the centres' commands, booked as order taking books them.

use inventory::{ConsumeHolds, Pieces, Shelf, VariantId, WarehouseId};
use kernel::Id;
use ledger::{Account, Cause, CostChange, CostStep, PartOf, Parts, Reference};
use orders::commands::*;
use orders::{OrderId, ShipmentLine};
use store::{CommandError, Nothing, Tx};

use crate::trade::eur;

pub fn ship(tx: &mut Tx<'_>, id: OrderId, lines: Vec<ShipmentLine>) -> Result<Nothing, CommandError> {
    let input = ShipLines { order: id, seen_version: None, lines, carrier: None, tracking: None, at: None };
    let shipped = ship_lines(tx, &input)?;
    let taken = shipped.pieces.iter().map(|(_, variant, warehouse, quantity)| Pieces {
        shelf: Shelf::new(VariantId::from_number(*variant), WarehouseId::from_number(*warehouse)),
        quantity: *quantity,
    });
    let order = inventory::OrderId::from_number(id.number());
    let worth =
        inventory::consume_holds(tx, &ConsumeHolds { order, lines: taken.collect(), at: None, document: None })?;
    let order = orders::queries::order_by_id(tx, id)?.unwrap();
    let cost = |change: &inventory::ValueChange| CostChange {
        owner: change.entity,
        value: change.value,
        against: Account::CostOfGoods,
        in_base: None,
        tag: change.variant.to_string(),
    };
    let (seller, reference, at) = (order.entity, Some(Reference::of(id)), tx.context().now);
    let changes = worth.0.iter().map(cost).collect();
    ledger::post_cost(tx, &CostStep { seller, reference, cause: Cause::Shipped, at, changes }, pricing::booking_rate)?;
    Ok(Nothing)
}

pub fn deliver(tx: &mut Tx<'_>, id: OrderId, lines: Vec<ShipmentLine>) -> Result<Nothing, CommandError> {
    ship(tx, id, lines)?;
    let delivered = deliver_shipment(tx, &DeliverShipment { order: id, shipment: None, at: None })?;
    let order = orders::queries::order_by_id(tx, id)?.unwrap();
    let mut parts = Vec::new();
    for piece in &delivered.pieces {
        let line = order.line(piece.line).unwrap();
        let part = line_share(line, piece.before, piece.quantity, order.currency)?;
        for (credit, tag, minor) in
            [(Account::RevenueGoods, None, part.net), (Account::TaxPayable, Some("FR/oss".to_owned()), part.tax)]
        {
            parts.push(PartOf { debit: Account::Receivable, credit, tag, amount: eur(minor) });
        }
    }
    let parts = if delivered.complete { Parts::Rest } else { Parts::Amounts(parts) };
    ledger::post_pending(tx, order.entity, &Reference::of(id), Cause::Delivered, parts)?;
    Ok(Nothing)
}
