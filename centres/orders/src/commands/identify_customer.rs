//! Ties orders to the customers that identity resolution found.

use serde_json::json;
use store::{CommandError, Nothing, Tx, Value};

use crate::model::{Order, OrderId};
use crate::store_rows::{ORDERS, orders_of};

/// Sets the customers of orders, many at once: a read and a write, and an event for each that changed. An order that is not there
/// is passed over. Nobody edited the order: its version stays, so that who placed it can go on with the one they know.
pub fn identify_customers(tx: &mut Tx<'_>, found: &[(OrderId, i64)]) -> Result<Nothing, CommandError> {
    let list: Vec<Value> = found.iter().map(|(order, _)| Value::id(*order)).collect();
    let orders = orders_of(tx, &list, &[], &[])?;
    let mut rows = Vec::with_capacity(orders.len());
    let mut told: Vec<(Order, serde_json::Value)> = Vec::with_capacity(orders.len());
    for order in orders {
        let customer = found.iter().find(|(id, _)| *id == order.id).map(|(_, customer)| *customer);
        if order.customer == customer {
            continue;
        }
        let before = order.customer;
        rows.push(vec![Value::id(order.id), customer.into()]);
        told.push((order, json!({ "customer": customer, "before": before })));
    }
    tx.update(&ORDERS, &["customer"], rows)?;
    for (order, facts) in &told {
        super::tell(tx, order, "orders.customer_identified.v1", facts)?;
    }
    Ok(Nothing)
}
