//! An invoice as an order: its head, its lines, and why their tax and prices are as they are.

use kernel::{CountryCode, Id, UnitPrice};
use order_file::{FileOrder, LineKind};
use orders::commands::{AdoptOrder, PaidAs};
use orders::{BuyerKind, Fulfilment, LineReasons, NewLine, NewOrder, OrderId, Payment, Reasons, Status, TaxStatus};
use serde_json::json;
use store::StoreError;

use super::Stood;
use crate::accounts::{on_order, stands_on_order};
use crate::credit::Piece;
use crate::ground::Who;
use crate::shape::Shape;
use crate::taxing::Taxed;

/// The order that an invoice with trade in it becomes, as it stood when the file was written.
pub(super) fn adopt(
    shape: &Shape,
    order: &FileOrder<'_>,
    id: OrderId,
    pieces: &[Piece<'_>],
    taxed: &[Taxed],
    stood: &Stood,
) -> Result<AdoptOrder, StoreError> {
    let ground = &shape.ground;
    let on_it = || pieces.iter().zip(taxed).filter(|(piece, _)| stands_on_order(piece.line.kind));
    let sum = |of: fn(&Taxed) -> i64| on_it().fold(0i64, |sum, (_, taxed)| sum.saturating_add(of(taxed)));
    let (net, tax) = (sum(|t| t.net.minor()), sum(|t| t.tax.minor()));
    let gross = net.saturating_add(tax);
    let mut find_words: Vec<String> =
        on_it().filter_map(|(piece, _)| Some(shape.known(piece.line.product)?.product_token.clone())).collect();
    find_words.sort_unstable();
    find_words.dedup();
    let worst = on_it().map(|(_, taxed)| taxed.status).max_by_key(|status| weight(*status));
    let tax_status = worst.unwrap_or(TaxStatus::Determined);
    // What nobody could tax waits for a person before it leaves, as when it is placed here.
    let is_held = stood.waits_to_leave() && tax_status == TaxStatus::NotDetermined;
    let answered: Vec<LineReasons> =
        on_it().map(|(piece, taxed)| LineReasons { tax: taxed.answer.clone(), price: price_answer(piece) }).collect();
    let new = NewOrder {
        id,
        channel: ground.source.channel,
        shop: ground.source.shop,
        external_number: Some(order.external_number.to_owned()),
        market: ground.market,
        entity: ground.entity.code,
        currency: order.currency,
        buyer_kind: if ground.buyer == Who::Businesses { BuyerKind::Business } else { BuyerKind::Consumer },
        // Sealed with the chunk.
        person: None,
        customer: order.customer_ref.and_then(|text| shape.customers.get(text)).map(|id| id.number()),
        country: order.country_code.unwrap_or(CountryCode::UNKNOWN),
        held_because: is_held.then_some("tax_not_determined"),
        net,
        tax,
        rounding: 0,
        gross,
        tax_status,
        placed_at: order.placed_at,
        reasons: Reasons::pack(&shape.decisions(order), &answered)?,
        lines: on_it().map(|(piece, taxed)| line(shape, piece, taxed)).collect(),
        find_words,
    };
    // What was written off nobody paid.
    let lost = pieces.iter().zip(taxed).filter(|(piece, _)| piece.line.kind == LineKind::BadDebt);
    let lost = lost.fold(0i64, |sum, (_, taxed)| sum.saturating_add(taxed.net.minor()));
    let paid = if stood.payment == Payment::Paid { gross.saturating_add(lost).clamp(0, gross.max(0)) } else { 0 };
    let payment = match stood.payment {
        _ if gross == 0 && stood.status != Status::Cancelled => Payment::Paid,
        Payment::Paid if gross > 0 && paid == 0 => Payment::Unpaid,
        Payment::Paid if paid < gross => Payment::PartlyPaid,
        told => told,
    };
    Ok(AdoptOrder {
        numbers: on_it().map(|(piece, _)| piece.number).collect(),
        status: if is_held { Status::Held } else { stood.status },
        payment,
        fulfilment: if new.units() == 0 && stood.left_stock { Fulfilment::Delivered } else { stood.fulfilment },
        paid,
        // How and when it was paid and when it left the file does not say: on the day of the order at the earliest.
        paid_as: Some(PaidAs { method: PAID_AS.to_owned(), reference: payment_of(shape, order), at: order.placed_at }),
        left_at: (stood.fulfilment == Fulfilment::Shipped).then_some(order.placed_at),
        order: new,
    })
}

/// The method of payments that a file tells of.
const PAID_AS: &str = "told_by_file";

/// One payment an order of the shop.
fn payment_of(shape: &Shape, order: &FileOrder<'_>) -> String {
    let source = shape.ground.source;
    format!("{}/{}/{}", source.channel, source.shop, order.external_number)
}

const fn weight(status: TaxStatus) -> u8 {
    match status {
        TaxStatus::Determined => 0,
        TaxStatus::Provisional => 1,
        TaxStatus::NotDetermined => 2,
    }
}

fn line(shape: &Shape, piece: &Piece<'_>, taxed: &Taxed) -> NewLine {
    let known = shape.known(piece.line.product);
    let goods = piece.line.kind.moves_stock();
    let kind = on_order(piece.line.kind);
    let name = piece.line.description.or_else(|| known.map(|known| known.name.as_str())).unwrap_or(piece.line.sku);
    NewLine {
        kind,
        sku: piece.line.sku.to_owned(),
        variant: known.filter(|_| goods).map(|known| known.variant),
        name: name.to_owned(),
        quantity: piece.quantity,
        unit_price: UnitPrice::new(piece.line.unit_price.micros(), piece.line.unit_price.currency()),
        price_includes_tax: shape.ground.price_includes_tax.unwrap_or(false),
        net: taxed.net.minor(),
        tax: taxed.tax.minor(),
        gross: taxed.net.minor().saturating_add(taxed.tax.minor()),
        warehouse: goods.then(|| shape.ground.warehouse_id().number()),
        category: known.map(|known| known.category.clone()),
        tax_class: known.map_or("standard", |known| known.class.as_str()).to_owned(),
        tax_status: taxed.status,
    }
}

/// Where the price comes from, as the file said it; on a credit also what it takes back and how sure that is.
fn price_answer(piece: &Piece<'_>) -> String {
    let mut told = json!({ "given": piece.line.unit_price.to_decimal_text(), "kind": piece.line.kind.as_str() });
    let mut add = |name: &str, value: serde_json::Value| {
        if let Some(map) = told.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if piece.line.sku_as_spelled != piece.line.sku {
        add("spelled", json!(piece.line.sku_as_spelled));
    }
    if let Some(back) = piece.takes_back {
        add("takes_back", json!({ "invoice": back.number, "line": back.occurrence }));
    }
    if let Some((outcome, candidates)) = piece.matched {
        add("matched", json!({ "outcome": outcome, "candidates": candidates }));
    }
    told.to_string()
}
