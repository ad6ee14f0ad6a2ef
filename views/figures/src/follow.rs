//! Counting events: a chunk of them is read together, counted in order on a reader, and written with one statement a table.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use kernel::{Id, Timestamp};
use orders::OrderId;
use store::{CommandError, Effect, Read, Store, StoreError, StoredEvent, Subscriber, Value};

use crate::places::Places;
use crate::store_rows::{
    FIGURE_LINES, KnownLine, KnownOrder, OrderRows, Write, clear, known_lines, known_orders, waits, write_state,
};
use crate::told::{Arrival, Change, Placed, PlacedLine, State, Told};

/// Feeds the figures from the event log.
pub const SUBSCRIBER: Subscriber = Subscriber { name: "figures", take: count };

/// Throws the figures away and counts all events anew; ends where counting as they happened would have ended. Whoever follows the
/// log meanwhile may go on: chunks are counted once, by whichever comes first.
pub fn rebuild(store: &Store) -> Result<(), CommandError> {
    SUBSCRIBER.start_over(store, |tx| Ok(clear(tx)?))?;
    while SUBSCRIBER.catch_up(store)? {}
    Ok(())
}

fn count(read: &mut dyn Read, events: &[StoredEvent]) -> Result<Effect, CommandError> {
    let told: Vec<(&StoredEvent, Told<'_>)> =
        events.iter().map(|event| Ok((event, Told::of(event)?))).collect::<Result<_, StoreError>>()?;
    let mut count = Count::start(read, &told)?;
    for (event, told) in told {
        match told {
            Told::Placed(arrival, placed) => count.placed(event.position, arrival, placed)?,
            Told::Changed(order, state, change) => count.changed(event, order, &state, &change)?,
            Told::Other => {}
        }
    }
    let Count { places, rows, orders, .. } = count;
    let orders = OrderRows::of(orders);
    let last = events.last().map(|last| (last.position, last.at));
    Ok(Box::new(move |tx| {
        places.write(tx)?;
        tx.insert(&FIGURE_LINES, rows.clone())?;
        orders.write(tx)?;
        if let Some((position, at)) = last {
            write_state(tx, position, at)?;
        }
        Ok(())
    }))
}

/// A chunk being counted.
struct Count {
    places: Places,
    orders: HashMap<OrderId, KnownOrder>,
    lines: HashMap<(OrderId, i64), KnownLine>,
    /// Orders whose lines a later event of this chunk needs.
    needed: std::collections::HashSet<OrderId>,
    rows: Vec<Vec<Value>>,
}

/// What the lines of a placed order have in common.
struct Lines {
    order: OrderId,
    at: Timestamp,
    position: i64,
    cancelled: bool,
    credit: bool,
}

/// What a row counts; what is not named counts nothing.
#[derive(Default)]
struct Amounts {
    quantity: i64,
    net: i64,
    tax: i64,
    orders: i64,
    units: i64,
    sales: i64,
    returns: i64,
    refunds: i64,
    credits: i64,
    tax_owed: i64,
    tax_not_determined: i64,
}

/// Where a row stands.
struct Place<'p> {
    at: Timestamp,
    order: OrderId,
    line: i64,
    position: i64,
    happened: &'static str,
    kind: Cow<'p, str>,
    sku: Cow<'p, str>,
    category: Cow<'p, str>,
    tax_status: Cow<'p, str>,
}

/// Goods, carriage and discounts are sales; vouchers are owed, adjustments are bookkeeping.
fn is_sale(kind: &str) -> bool {
    matches!(kind, "goods" | "carriage" | "discount")
}

impl Amounts {
    /// A line's pieces and amounts, counted up (placed) or down (cancelled).
    fn traded(kind: &str, tax_status: &str, quantity: i64, net: i64, tax: i64) -> Self {
        let sale = is_sale(kind);
        let determined = tax_status != "not_determined";
        Self {
            quantity,
            net,
            tax,
            units: if kind == "goods" { quantity } else { 0 },
            sales: if sale { net } else { 0 },
            tax_owed: if determined { tax } else { 0 },
            tax_not_determined: if sale && !determined { net } else { 0 },
            ..Self::default()
        }
    }
}

impl Count {
    /// Reads what is known of the orders that the chunk is about, as far as the chunk does not tell it itself: a query a table.
    fn start(read: &mut dyn Read, told: &[(&StoredEvent, Told<'_>)]) -> Result<Self, StoreError> {
        let mut placed = std::collections::HashSet::new();
        let mut orders = Vec::new();
        let mut needed = std::collections::HashSet::new();
        for (_, told) in told {
            match told {
                Told::Placed(Arrival::Whole, facts) => {
                    placed.insert(facts.order);
                }
                Told::Placed(Arrival::MoreLines, facts) => orders.push(facts.order),
                Told::Changed(order, _, change) => {
                    orders.push(*order);
                    if matches!(
                        change,
                        Change::Cancelled(_) | Change::Returned(_) | Change::Credited(_) | Change::Refunded(_)
                    ) {
                        needed.insert(*order);
                    }
                }
                Told::Other => {}
            }
        }
        orders.retain(|order| !placed.contains(order));
        orders.sort_unstable();
        orders.dedup();
        let with_lines: Vec<OrderId> = orders.iter().copied().filter(|order| needed.contains(order)).collect();
        let lines = if with_lines.is_empty() { HashMap::new() } else { known_lines(read, &with_lines)? };
        let known = if orders.is_empty() { HashMap::new() } else { known_orders(read, &orders)? };
        let places = Places::of(read, told)?;
        Ok(Self { places, orders: known, lines, needed, rows: Vec::with_capacity(told.len().saturating_mul(2)) })
    }

    fn placed(&mut self, position: i64, arrival: Arrival, placed: Placed<'_>) -> Result<(), StoreError> {
        let of = Lines {
            order: placed.order,
            at: placed.placed_at,
            position,
            cancelled: placed.status == "cancelled",
            credit: placed.gross < 0,
        };
        let place = self.places.number(&placed);
        let order = KnownOrder {
            quarter_hour: placed.placed_at.quarter_hour(),
            place: place.ok_or_else(|| StoreError::misuse("a place without a number"))?,
            waiting: waits(&placed.status, &placed.fulfilment),
            status: placed.status.into_owned(),
            write: Write::All,
        };
        for (count, line) in placed.lines.into_iter().enumerate() {
            // A credit under a number of its own is no order that somebody placed.
            let orders = i64::from(count == 0 && arrival == Arrival::Whole && !of.credit);
            self.placed_line(&order, &of, line, orders);
        }
        if arrival == Arrival::Whole {
            self.orders.insert(placed.order, order);
        }
        Ok(())
    }

    fn placed_line(&mut self, order: &KnownOrder, of: &Lines, line: PlacedLine<'_>, orders: i64) {
        let category = line.category.unwrap_or_default();
        if self.needed.contains(&of.order) {
            let known = KnownLine {
                kind: line.kind.clone().into_owned(),
                sku: line.sku.clone().into_owned(),
                category: category.clone().into_owned(),
                tax_status: line.tax_status.clone().into_owned(),
                quantity: line.quantity,
                net: line.net,
                tax: line.tax,
            };
            self.lines.insert((of.order, line.line), known);
        }
        let back = of.credit || line.quantity < 0;
        let mut amounts = if of.cancelled {
            // Taken over as cancelled: it was an order, nothing of it was a sale.
            Amounts { quantity: line.quantity, net: line.net, tax: line.tax, ..Amounts::default() }
        } else {
            Amounts::traded(&line.kind, &line.tax_status, line.quantity, line.net, line.tax)
        };
        if back {
            // Taken over as a credit: what counts down is what came back, not a sale below zero.
            amounts.returns = minus(std::mem::take(&mut amounts.sales));
            amounts.credits = amounts.returns;
            (amounts.units, amounts.tax_not_determined) = (0, 0);
        }
        amounts.orders = orders;
        let place = Place {
            at: of.at,
            order: of.order,
            line: line.line,
            position: of.position,
            happened: if back { "returned" } else { "placed" },
            kind: line.kind,
            sku: line.sku,
            category,
            tax_status: line.tax_status,
        };
        self.rows.push(row(order, place, &amounts));
    }

    fn changed(
        &mut self,
        event: &StoredEvent,
        id: OrderId,
        state: &State<'_>,
        change: &Change,
    ) -> Result<(), StoreError> {
        let unknown = || StoreError::misuse(format!("{} is not in the figures", event.subject));
        let Entry::Occupied(mut known) = self.orders.entry(id) else { return Err(unknown()) };
        let order = known.get_mut();
        let waiting = waits(&state.status, &state.fulfilment);
        if order.status != state.status || order.waiting != waiting {
            order.status.clear();
            order.status.push_str(&state.status);
            order.waiting = waiting;
            if order.write == Write::Nothing {
                order.write = Write::State;
            }
        }
        let lines = &self.lines;
        let mut push = |line: i64, happened: &'static str, amounts: &dyn Fn(&KnownLine) -> Amounts| {
            let known = lines.get(&(id, line)).ok_or_else(unknown)?;
            let place = Place {
                at: event.at,
                order: id,
                line,
                position: event.position,
                happened,
                kind: Cow::Borrowed(&known.kind),
                sku: Cow::Borrowed(&known.sku),
                category: Cow::Borrowed(&known.category),
                tax_status: Cow::Borrowed(&known.tax_status),
            };
            self.rows.push(row(order, place, &amounts(known)));
            Ok::<(), StoreError>(())
        };
        let mut on_no_line = 0i64;
        match change {
            Change::Cancelled(gone) => {
                push(gone.line, "cancelled", &|known| {
                    let (quantity, net, tax) = (minus(gone.quantity), minus(gone.piece_net), minus(gone.piece_tax));
                    Amounts::traded(&known.kind, &known.tax_status, quantity, net, tax)
                })?;
                let mut others: Vec<i64> = Vec::new();
                if gone.all {
                    let of_order = lines.iter().filter(|((order, _), line)| *order == id && line.kind != "goods");
                    others.extend(of_order.map(|((_, line), _)| *line));
                    others.sort_unstable();
                }
                for line in others {
                    push(line, "cancelled", &|known| {
                        let (quantity, net, tax) = (minus(known.quantity), minus(known.net), minus(known.tax));
                        Amounts::traded(&known.kind, &known.tax_status, quantity, net, tax)
                    })?;
                }
            }
            Change::Returned(back) => {
                for line in back.iter().filter(|line| line.received > 0) {
                    push(line.line, "returned", &|_| Amounts {
                        quantity: line.received,
                        net: line.net,
                        returns: line.net,
                        ..Amounts::default()
                    })?;
                }
            }
            Change::Credited(credit) => {
                // The tax is owed until the price is taken back, whenever the goods come.
                for line in &credit.lines {
                    let refunded = credit.refunded.iter().find(|part| part.line == line.line);
                    push(line.line, "credited", &|known| Amounts {
                        refunds: refunded.map_or(0, |part| part.gross),
                        quantity: line.quantity,
                        net: line.net,
                        tax: line.tax,
                        credits: if is_sale(&known.kind) { line.net } else { 0 },
                        tax_owed: if known.tax_status == "not_determined" { 0 } else { minus(line.tax) },
                        ..Amounts::default()
                    })?;
                }
                for part in &credit.refunded {
                    on_no_line = on_no_line.saturating_sub(part.gross);
                    if !credit.lines.iter().any(|line| line.line == part.line) {
                        push(part.line, "refunded", &|_| Amounts { refunds: part.gross, ..Amounts::default() })?;
                    }
                }
            }
            Change::Refunded(refund) => {
                on_no_line = refund.amount;
                for line in &refund.lines {
                    on_no_line = on_no_line.saturating_sub(line.gross);
                    push(line.line, "refunded", &|_| Amounts { refunds: line.gross, ..Amounts::default() })?;
                }
            }
            Change::StateOnly => {}
        }
        if on_no_line != 0 {
            // Money that belongs to no line, or not yet, stands on line 0.
            let place = Place {
                at: event.at,
                order: id,
                line: 0,
                position: event.position,
                happened: "refunded",
                kind: Cow::Borrowed("adjustment"),
                sku: Cow::Borrowed(""),
                category: Cow::Borrowed(""),
                tax_status: Cow::Borrowed("determined"),
            };
            self.rows.push(row(order, place, &Amounts { refunds: on_no_line, ..Amounts::default() }));
        }
        Ok(())
    }
}

fn minus(amount: i64) -> i64 {
    amount.saturating_neg()
}

fn row(order: &KnownOrder, place: Place<'_>, amounts: &Amounts) -> Vec<Value> {
    vec![
        Value::Int(place.at.quarter_hour()),
        Value::Int(place.order.number()),
        Value::Int(place.line),
        Value::Int(place.position),
        Value::Int(order.place),
        Value::word(place.happened),
        Value::from(place.kind.into_owned()),
        Value::from(place.sku.into_owned()),
        Value::from(place.category.into_owned()),
        Value::from(place.tax_status.into_owned()),
        Value::Int(amounts.quantity),
        Value::Int(amounts.net),
        Value::Int(amounts.tax),
        Value::Int(amounts.orders),
        Value::Int(amounts.units),
        Value::Int(amounts.sales),
        Value::Int(amounts.returns),
        Value::Int(amounts.refunds),
        Value::Int(amounts.credits),
        Value::Int(amounts.tax_owed),
        Value::Int(amounts.tax_not_determined),
    ]
}
