//! Writes placed orders: one statement a table for the whole group. Everything was decided before; nothing is refused here.

use kernel::Context;
use store::{Event, StoreError, Tx};

use crate::new_order::NewOrder;
use crate::store_rows::{ORDER_LINES, ORDER_REASONS, ORDERS, line_rows, order_row, reasons_row};
use crate::words;

/// Writes the orders, their lines and their find words, and tells `orders.order_placed.v1` for each.
pub fn place_orders(tx: &mut Tx<'_>, orders: &[(Context, &NewOrder)]) -> Result<(), StoreError> {
    tx.insert(&ORDERS, orders.iter().map(|(context, order)| order_row(order, context)).collect())?;
    tx.insert(&ORDER_LINES, orders.iter().flat_map(|(_, order)| line_rows(order)).collect())?;
    tx.insert(&ORDER_REASONS, orders.iter().map(|(_, order)| reasons_row(order.id, &order.reasons)).collect())?;
    tx.index_words(words::INDEX, orders.iter().map(|(_, order)| words::words_of(order)).collect())?;
    for (context, order) in orders {
        tx.enter(context.clone());
        tx.publish(Event::new("orders.order_placed.v1", order.id, &order.facts())?);
    }
    Ok(())
}
