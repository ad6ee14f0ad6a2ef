//! How the pieces of an invoice move stock.

use inventory::{Movement, MovementKind, Shelf};
use kernel::{Context, Id};
use order_file::{FileOrder, LineKind};

use super::stood;
use crate::accounts::on_order;
use crate::credit::{Piece, pieces};
use crate::shape::Shape;
use crate::tally::Tally;
use crate::taxing::Taxed;

/// How a piece moves stock: as what, and by how many pieces. Sales stand above nothing and go out; what corrects stock stands
/// as it moves it: below nothing out, above nothing in.
fn stock_change(shape: &Shape, piece: &Piece<'_>) -> Option<(MovementKind, i64)> {
    let back =
        || shape.ground.assumptions.get("cancelled_goods").is_none_or(|assumed| assumed.value == "back_in_stock");
    let had_left = || piece.takes_back.is_none_or(|back| back.had_left);
    Some(match piece.line.kind {
        LineKind::Goods | LineKind::FreeGoods => (MovementKind::Sold, piece.quantity.saturating_neg()),
        LineKind::GoodsCancelled if back() && had_left() => (MovementKind::Returned, piece.quantity.saturating_neg()),
        LineKind::StockWriteOff => (MovementKind::WrittenOff, piece.quantity),
        LineKind::StockFound => (MovementKind::Received, piece.quantity),
        _ => return None,
    })
}

/// Every change of stock the file tells, in the order of time: product's place and pieces.
pub(crate) fn stock_changes(shape: &Shape) -> impl Iterator<Item = (usize, i64)> {
    let moves = |order: &FileOrder<'_>| order.is_stock_correction() || stood(shape, order).left_stock;
    let moving = shape.file.orders().filter(move |order| moves(order) && shape.waits(order).is_none());
    moving.flat_map(|order| {
        let pieces = pieces(shape, &order).into_iter();
        pieces.filter_map(|piece| Some((piece.line.product, stock_change(shape, &piece)?.1)))
    })
}

/// The movements of an invoice's new rows.
pub(super) fn movements(
    shape: &Shape,
    context: &Context,
    order: &FileOrder<'_>,
    fresh: &[(&Piece<'_>, &Taxed)],
    tally: &mut Tally,
) -> Vec<Movement> {
    let mut made = Vec::with_capacity(fresh.len());
    for (piece, _) in fresh {
        let Some((kind, quantity)) = stock_change(shape, piece) else { continue };
        count_movement(tally, kind, quantity);
        // In a dry run the catalogue does not know what would be new.
        let Some(variant) = shape.known(piece.line.product).map(|known| known.variant) else { continue };
        made.push(Movement {
            shelf: Shelf::new(inventory::VariantId::from_number(variant), shape.ground.warehouse_id()),
            kind,
            quantity,
            unit_cost: None,
            document: Some(order.external_number.to_owned()),
            reason: piece.line.kind.is_stock_correction().then(|| piece.line.description.unwrap_or("-").to_owned()),
            at: order.placed_at.min(context.now),
        });
    }
    made
}

/// The pieces of an order's new rows that stay promised to its buyer.
pub(super) fn promised(
    shape: &Shape,
    order: orders::OrderId,
    fresh: &[(&Piece<'_>, &Taxed)],
) -> Vec<(inventory::OrderId, inventory::Pieces)> {
    let goods = fresh.iter().filter(|(piece, _)| piece.line.kind.moves_stock() && piece.quantity > 0);
    let goods = goods.filter(|(piece, _)| on_order(piece.line.kind) == orders::LineKind::Goods);
    let shelf = |piece: &Piece<'_>| {
        let variant = shape.known(piece.line.product)?.variant;
        Some(Shelf::new(inventory::VariantId::from_number(variant), shape.ground.warehouse_id()))
    };
    let order = inventory::OrderId::from_number(order.number());
    goods
        .filter_map(|(piece, _)| Some((order, inventory::Pieces { shelf: shelf(piece)?, quantity: piece.quantity })))
        .collect()
}

fn count_movement(tally: &mut Tally, kind: MovementKind, quantity: i64) {
    let count = tally.movements.entry(kind.as_str().to_owned()).or_default();
    count.count += 1;
    count.pieces = count.pieces.saturating_add(quantity);
}
