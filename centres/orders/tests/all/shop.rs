//! A shop that places orders, and what tests ask of them.

use kernel::{CountryCode, CurrencyCode, Money, Timestamp, UnitPrice};
use orders::commands::*;
use orders::{BuyerKind, LineKind, MIGRATIONS, NewLine, NewOrder, Order, OrderId, ShipmentLine, TaxStatus, queries};
use testkit::{TestStore, on_both};

pub const WAREHOUSE: i64 = 77;

/// A line of goods: pieces, net and tax in cents.
pub fn goods(sku: &str, quantity: i64, net: i64, tax: i64) -> NewLine {
    let variant = Some(sku.bytes().map(i64::from).sum());
    NewLine {
        kind: LineKind::Goods,
        sku: sku.to_owned(),
        variant,
        name: format!("Goods {sku}"),
        quantity,
        unit_price: UnitPrice::from_money(eur(net / quantity)).unwrap(),
        price_includes_tax: false,
        net,
        tax,
        gross: net + tax,
        warehouse: Some(WAREHOUSE),
        category: Some("toys".to_owned()),
        tax_class: "standard".to_owned(),
        tax_status: TaxStatus::Determined,
    }
}

pub fn carriage(net: i64, tax: i64) -> NewLine {
    NewLine { kind: LineKind::Carriage, variant: None, warehouse: None, ..goods("carriage", 1, net, tax) }
}

/// An order of these lines; `rounding` is what document rounding adds to the net.
pub fn order(lines: Vec<NewLine>, rounding: i64) -> NewOrder {
    let net = lines.iter().map(|line| line.net).sum::<i64>() + rounding;
    let tax = lines.iter().map(|line| line.tax).sum::<i64>();
    NewOrder {
        id: kernel::Id::from_number(0),
        channel: "web".parse().unwrap(),
        shop: "eu-web".parse().unwrap(),
        external_number: None,
        market: "de".parse().unwrap(),
        entity: "hanse-de".parse().unwrap(),
        currency: CurrencyCode::EUR,
        buyer_kind: BuyerKind::Consumer,
        person: None,
        customer: None,
        country: CountryCode::DE,
        held_because: None,
        net,
        tax,
        rounding,
        gross: net + tax,
        tax_status: TaxStatus::Determined,
        placed_at: Timestamp::from_ms(1_790_000_000_000),
        reasons: orders::Reasons::default(),
        lines,
        find_words: Vec::new(),
    }
}

/// Three mugs for 100.00 net and 19.00 tax, one book for 9.35 and 0.65, carriage 4.20 and 0.80; one cent of document rounding.
pub fn basket() -> NewOrder {
    order(vec![goods("MUG-RED", 3, 10_000, 1_900), goods("BOOK", 1, 935, 65), carriage(420, 80)], 1)
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::EUR)
}

/// Runs `test` on both engines with the centre's tables.
pub fn on_each(test: impl Fn(&TestStore)) {
    on_both(&[MIGRATIONS], test);
}

pub fn place_all(t: &TestStore, wanted: Vec<NewOrder>) -> Vec<OrderId> {
    let ids = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&ids);
    t.must(move |tx| {
        let context = tx.context().clone();
        let mut group = wanted.clone();
        for order in &mut group {
            order.id = context.new_id();
        }
        let plans: Vec<_> = group.iter().map(|order| (context.clone(), order)).collect();
        place_orders(tx, &plans)?;
        *seen.lock().unwrap() = group.iter().map(|order| order.id).collect();
        Ok(store::Nothing)
    });
    let ids = ids.lock().unwrap();
    ids.clone()
}

pub fn place(t: &TestStore, wanted: NewOrder) -> OrderId {
    place_all(t, vec![wanted])[0]
}

pub fn look(t: &TestStore, id: OrderId) -> Order {
    t.store.read_blocking(|read| queries::order_by_id(read, id)).unwrap().unwrap()
}

pub fn reasons(t: &TestStore, order: &Order) -> orders::OrderReasons {
    t.store.read_blocking(|read| queries::order_reasons(read, order)).unwrap()
}

/// Status, payment, fulfilment, as words.
pub fn axes(t: &TestStore, id: OrderId) -> (&'static str, &'static str, &'static str) {
    let order = look(t, id);
    (order.status.word(), order.payment.word(), order.fulfilment.word())
}

pub fn pieces(lines: &[(i64, i64)]) -> Vec<ShipmentLine> {
    lines.iter().map(|(line, quantity)| ShipmentLine { line: *line, quantity: *quantity }).collect()
}

pub fn shipping(order: OrderId, lines: &[(i64, i64)]) -> ShipLines {
    ShipLines { order, seen_version: None, lines: pieces(lines), carrier: Some("dhl".into()), tracking: None, at: None }
}

pub fn ship(t: &TestStore, order: OrderId, lines: &[(i64, i64)]) -> Shipped {
    let input = shipping(order, lines);
    t.must(move |tx| ship_lines(tx, &input))
}

/// Everything that is under way arrives.
pub fn arrive(t: &TestStore, order: OrderId) -> Delivered {
    t.must(move |tx| deliver_shipment(tx, &DeliverShipment { order, shipment: None, at: None }))
}

pub fn cancelling(order: OrderId, line: i64, quantity: Option<i64>) -> CancelLine {
    CancelLine { order, seen_version: None, line, quantity }
}

pub fn cancel(t: &TestStore, order: OrderId, line: i64, quantity: Option<i64>) -> LineCancelled {
    t.must(move |tx| cancel_line(tx, &cancelling(order, line, quantity)))
}

pub fn payment(order: OrderId, amount: i64, reference: &str) -> RecordPayment {
    RecordPayment { order, amount: eur(amount), method: "card".into(), reference: reference.into(), at: None }
}

pub fn pay(t: &TestStore, order: OrderId, amount: i64, reference: &str) -> orders::PaymentId {
    let input = payment(order, amount, reference);
    t.must(move |tx| record_payment(tx, &input)).id
}

pub fn refund(order: OrderId, amount: i64, reference: &str) -> RecordRefund {
    let (method, reference) = ("card".into(), reference.into());
    RecordRefund { order, return_id: None, amount: eur(amount), method, reference, lines: Vec::new() }
}

pub fn asked_back(order: OrderId, lines: &[(i64, i64)]) -> RequestReturn {
    RequestReturn { order, reason_code: "withdrawal".into(), lines: pieces(lines) }
}

/// A return of these pieces that came back, all fit to be sold again.
pub fn came_back(t: &TestStore, order: OrderId, lines: &[(i64, i64)]) -> orders::ReturnId {
    let input = asked_back(order, lines);
    let id = t.must(move |tx| request_return(tx, &input));
    let lines: Vec<_> =
        lines.iter().map(|(line, n)| ReceivedLine { line: *line, received: *n, restocked: *n }).collect();
    t.must(move |tx| {
        receive_return(tx, &ReceiveReturn { id, lines: lines.clone() })?;
        Ok(store::Nothing)
    });
    id
}

pub fn crediting(order: OrderId, lines: &[(i64, i64)]) -> CreditLines {
    CreditLines { order, seen_version: None, return_id: None, lines: pieces(lines) }
}

pub fn holding(order: OrderId, seen_version: Option<i64>, because: &str) -> HoldOrder {
    HoldOrder { order, seen_version, because: because.to_owned(), until: None }
}
