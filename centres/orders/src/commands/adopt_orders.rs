//! Take over orders that already happened elsewhere: facts, many at once. Nothing is refused for their content.

use std::collections::BTreeMap;

use kernel::{Context, Refusal, Timestamp};
use store::{CommandError, Event, StoreError, Tx, Value};

use super::load;
use crate::model::{
    DocumentKind, Fulfilment, LineKind, Order, OrderId, Payment, PaymentId, PaymentKind, ShipmentId, Status,
};
use crate::new_order::{NewOrder, PlacedFacts};
use crate::store_rows::{
    ORDER_LINES, ORDER_PAYMENTS, ORDER_REASONS, ORDERS, SHIPMENT_LINES, SHIPMENTS, documents_of, line_rows, order_row,
    reasons_row, save_order,
};
use crate::transitions::{fulfilment_of, payment_of, status_of};
use crate::words;

/// The most rows a command writes.
pub(super) const MOST_ROWS: usize = 2_000;

/// An order as it stood when it was taken over. Amounts may be below zero: a credit under a number of its own is such an order.
#[derive(Debug, Clone)]
pub struct AdoptOrder {
    pub order: NewOrder,
    /// The number of each line, rising: an order keeps the numbers its lines had where it came from.
    pub numbers: Vec<i64>,
    pub status: Status,
    pub payment: Payment,
    pub fulfilment: Fulfilment,
    /// What was paid, as far as it is known, in minor units.
    pub paid: i64,
    /// As what it stands among the order's payments. None: only the sum is known.
    pub paid_as: Option<PaidAs>,
    /// When what was shipped left: it stands in parcels that can be delivered, one a warehouse. None: no parcels are known.
    pub left_at: Option<Timestamp>,
}

/// A payment that another system recorded.
#[derive(Debug, Clone)]
pub struct PaidAs {
    pub method: String,
    /// Unique per method.
    pub reference: String,
    pub at: Timestamp,
}

impl AdoptOrder {
    /// The facts its event tells.
    pub(super) fn facts(&self) -> PlacedFacts<'_> {
        let mut facts = self.order.facts();
        facts.status = self.status.word();
        facts.payment = self.payment;
        facts.fulfilment = self.fulfilment;
        (facts.units, facts.net, facts.tax, facts.gross) = self.costs();
        for (line, number) in facts.lines.iter_mut().zip(&self.numbers) {
            line.line = *number;
        }
        facts
    }

    /// Its pieces and what they cost: net, tax, gross. A cancelled order costs nothing any more, as when it is cancelled here; its
    /// lines keep the amounts they were placed with.
    fn costs(&self) -> (i64, i64, i64, i64) {
        match self.status {
            Status::Cancelled => (0, 0, 0, 0),
            _ => (self.order.units(), self.order.net, self.order.tax, self.order.gross),
        }
    }

    /// The payment, where one is known, as a row.
    fn payment_row(&self, context: &Context) -> Option<Vec<Value>> {
        let paid = self.paid_as.as_ref().filter(|_| self.paid > 0)?;
        Some(vec![
            Value::id(context.new_id::<PaymentId>()),
            Value::id(self.order.id),
            Value::word(PaymentKind::Payment.word()),
            Value::from(paid.method.as_str()),
            Value::from(paid.reference.as_str()),
            Value::Int(self.paid),
            Value::Null,
            Value::from(paid.at),
        ])
    }

    /// The parcels under way with these of its lines, and what is in them.
    fn parcels(&self, context: &Context, is_in: impl Fn(i64) -> bool) -> (Vec<Vec<Value>>, Vec<Vec<Value>>) {
        let (mut parcels, mut contents) = (Vec::new(), Vec::new());
        let Some(left_at) = self.left_at else { return (parcels, contents) };
        let mut of_warehouse: BTreeMap<i64, ShipmentId> = BTreeMap::new();
        for (line, number) in self.order.lines.iter().zip(&self.numbers).filter(|(_, number)| is_in(**number)) {
            let pieces = Pieces::taken_over(line.kind, line.quantity, self.status, self.fulfilment);
            let under_way = pieces.shipped.saturating_sub(pieces.delivered);
            let Some(warehouse) = line.warehouse.filter(|_| under_way > 0) else { continue };
            let parcel = *of_warehouse.entry(warehouse).or_insert_with(|| {
                let id: ShipmentId = context.new_id();
                let (order, from) = (Value::id(self.order.id), Value::Int(warehouse));
                let head = [Value::id(id), order, from, Value::Null, Value::Null, left_at.into()];
                parcels.push(head.into_iter().chain([Value::Null, Value::Null, Value::Null]).collect());
                id
            });
            contents.push(vec![Value::id(parcel), Value::Int(*number), Value::Int(under_way)]);
        }
        (parcels, contents)
    }

    /// Its lines as rows: what was shipped and delivered follows from where the order stood.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<Value>> {
        let lines = self.order.lines.iter().zip(&self.numbers);
        line_rows(&self.order).zip(lines).map(move |(mut row, (line, number))| {
            set(&mut row, "line", Value::Int(*number));
            let pieces = Pieces::taken_over(line.kind, line.quantity, self.status, self.fulfilment);
            set(&mut row, "cancelled", Value::Int(pieces.cancelled));
            set(&mut row, "shipped", Value::Int(pieces.shipped));
            set(&mut row, "delivered", Value::Int(pieces.delivered));
            row
        })
    }
}

/// How far the pieces of a line that is taken over had come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pieces {
    pub(crate) shipped: i64,
    pub(crate) delivered: i64,
    pub(crate) cancelled: i64,
}

impl Pieces {
    /// Follows from where the order stood.
    pub(crate) fn taken_over(kind: LineKind, quantity: i64, status: Status, fulfilment: Fulfilment) -> Self {
        if kind != LineKind::Goods || quantity <= 0 {
            return Self::default();
        }
        match (status, fulfilment) {
            (Status::Cancelled, _) => Self { cancelled: quantity, ..Self::default() },
            (_, Fulfilment::Shipped) => Self { shipped: quantity, ..Self::default() },
            (_, Fulfilment::Delivered) => Self { shipped: quantity, delivered: quantity, cancelled: 0 },
            _ => Self::default(),
        }
    }
}

fn set_in(table: &store::Table, row: &mut [Value], column: &str, value: Value) {
    let place = table.columns.iter().position(|(name, _)| *name == column);
    if let Some(slot) = place.and_then(|place| row.get_mut(place)) {
        *slot = value;
    }
}

fn set(row: &mut [Value], column: &str, value: Value) {
    set_in(&ORDER_LINES, row, column, value);
}

/// Writes orders as they stood, their lines and find words: one statement a table; tells `orders.order_imported.v1` for each
/// with the facts of placing. An external number that is taken fails the whole command (the caller knows what it took over
/// before). At most 2,000 lines together unless it is one order; refuses `adopted_too_many`.
pub fn adopt_orders(tx: &mut Tx<'_>, orders: &[AdoptOrder]) -> Result<(), CommandError> {
    let lines: usize = orders.iter().map(|order| order.order.lines.len()).sum();
    if lines > MOST_ROWS && orders.len() > 1 {
        return Err(Refusal::invalid("adopted_too_many").with("rows", lines).with("most", MOST_ROWS).into());
    }
    if orders.iter().any(|order| order.numbers.len() != order.order.lines.len()) {
        return Err(StoreError::misuse("an adopted order whose lines have no numbers").into());
    }
    let context = tx.context().clone();
    let row = |adopted: &AdoptOrder| {
        let mut row = order_row(&adopted.order, &context);
        set_in(&ORDERS, &mut row, "status", Value::word(adopted.status.word()));
        set_in(&ORDERS, &mut row, "payment", Value::word(adopted.payment.word()));
        set_in(&ORDERS, &mut row, "fulfilment", Value::word(adopted.fulfilment.word()));
        set_in(&ORDERS, &mut row, "paid", Value::Int(adopted.paid));
        let (units, net, tax, gross) = adopted.costs();
        for (column, value) in [("units", units), ("net", net), ("tax", tax), ("gross", gross)] {
            set_in(&ORDERS, &mut row, column, Value::Int(value));
        }
        row
    };
    tx.insert(&ORDERS, orders.iter().map(row).collect())?;
    tx.insert(&ORDER_LINES, orders.iter().flat_map(AdoptOrder::rows).collect())?;
    tx.insert(
        &ORDER_REASONS,
        orders.iter().map(|adopted| reasons_row(adopted.order.id, &adopted.order.reasons)).collect(),
    )?;
    tx.index_words(words::INDEX, orders.iter().map(|adopted| words::words_of(&adopted.order)).collect())?;
    tx.insert(&ORDER_PAYMENTS, orders.iter().filter_map(|adopted| adopted.payment_row(&context)).collect())?;
    let (mut parcels, mut contents) = (Vec::new(), Vec::new());
    for adopted in orders {
        let (more, in_them) = adopted.parcels(&context, |_| true);
        parcels.extend(more);
        contents.extend(in_them);
    }
    tx.insert(&SHIPMENTS, parcels)?;
    tx.insert(&SHIPMENT_LINES, contents)?;
    for adopted in orders {
        tx.publish(Event::new("orders.order_imported.v1", adopted.order.id, &adopted.facts())?);
    }
    Ok(())
}

/// Lines that came later to an order that was taken over before.
#[derive(Debug, Clone)]
pub struct AdoptLines {
    /// The whole order as it is known now, its id the one it has here.
    pub whole: AdoptOrder,
    /// The numbers of the lines that are new.
    pub new: Vec<i64>,
}

/// Adds lines to orders taken over before, and their amounts to the orders'; tells `orders.order_lines_imported.v1` with the
/// facts of the new lines, and where the order stands with them: what was paid in full before may be paid in part now.
pub fn adopt_lines(tx: &mut Tx<'_>, orders: &[AdoptLines]) -> Result<(), CommandError> {
    for adopted in orders {
        let AdoptLines { whole, new } = adopted;
        let id = whole.order.id;
        let before = load(tx, id)?;
        can_grow(tx, &before, whole)?;
        let is_new = |number: &i64| new.contains(number);
        let rows = whole.rows().zip(&whole.numbers).filter(|(_, number)| is_new(number)).map(|(row, _)| row);
        tx.insert(&ORDER_LINES, rows.collect())?;
        tx.upsert(&ORDER_REASONS, vec![reasons_row(id, &whole.order.reasons)])?;
        let (parcels, contents) = whole.parcels(&tx.context().clone(), |number| is_new(&number));
        tx.insert(&SHIPMENTS, parcels)?;
        tx.insert(&SHIPMENT_LINES, contents)?;
        let mut facts = whole.facts();
        facts.lines.retain(|line| is_new(&line.line));
        let added = whole.order.lines.iter().zip(&whole.numbers).filter(|(_, number)| is_new(number));
        let sum =
            |of: fn(&crate::NewLine) -> i64| added.clone().fold(0i64, |sum, (line, _)| sum.saturating_add(of(line)));
        if whole.status != Status::Cancelled {
            facts.net = sum(|line| line.net);
            facts.tax = sum(|line| line.tax);
            facts.gross = sum(|line| line.gross);
            facts.units = sum(|line| if line.kind == LineKind::Goods { line.quantity } else { 0 });
        }
        let mut order = load(tx, id)?;
        order.net = order.net.saturating_add(facts.net);
        order.tax = order.tax.saturating_add(facts.tax);
        order.gross = order.gross.saturating_add(facts.gross);
        order.units = order.units.saturating_add(facts.units);
        order.tax_status = whole.order.tax_status;
        // More is owed now, and more may be left to send. Where there are no goods the axes stay as they were told.
        order.payment = payment_of(&order);
        if order.lines.iter().any(|line| line.kind == LineKind::Goods && line.quantity > 0) {
            order.fulfilment = fulfilment_of(&order);
            order.status = status_of(&order);
        }
        order.version = order.version.saturating_add(1);
        order.changed_at = tx.context().now;
        save_order(tx, &order)?;
        (facts.status, facts.payment, facts.fulfilment) = (order.status.word(), order.payment, order.fulfilment);
        let (entry, text) = words::words_of(&whole.order);
        tx.unindex_words(words::INDEX, &[entry])?;
        tx.index_words(words::INDEX, vec![(entry, text)])?;
        tx.publish(Event::new("orders.order_lines_imported.v1", id, &facts)?);
    }
    Ok(())
}

/// What is invoiced or was cancelled here does not grow unseen: refused `lines_after_invoice`, `lines_after_cancellation`.
fn can_grow(tx: &mut Tx<'_>, order: &Order, whole: &AdoptOrder) -> Result<(), CommandError> {
    if order.status == Status::Cancelled && whole.status != Status::Cancelled {
        return Err(Refusal::conflict("lines_after_cancellation").with("order", order.id).into());
    }
    let issued = documents_of(tx, order.id)?;
    if issued.iter().any(|document| document.kind == DocumentKind::Invoice) {
        return Err(Refusal::conflict("lines_after_invoice").with("order", order.id).into());
    }
    Ok(())
}

pub(super) fn order_not_found(id: OrderId) -> Refusal {
    Refusal::not_found("order_not_found").with("order", id)
}
