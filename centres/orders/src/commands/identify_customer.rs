//! Ties orders to the customers that identity resolution found.

use serde_json::json;
use store::{CommandError, Nothing, Tx, Value};

use crate::model::{Order, OrderId};
use crate::store_rows::{ORDERS, orders_in};

/// Sets the customers of orders, many at once: a read and a write, and an event for each that changed. An order that is not there
/// is passed over.
pub fn identify_customers(tx: &mut Tx<'_>, found: &[(OrderId, i64)]) -> Result<Nothing, CommandError> {
    let list: Vec<Value> = found.iter().map(|(order, _)| Value::id(*order)).collect();
    let orders = orders_in(tx, "id IN {list}", &[], &list)?;
    let now = tx.context().now;
    let mut rows = Vec::with_capacity(orders.len());
    let mut told: Vec<(Order, serde_json::Value)> = Vec::with_capacity(orders.len());
    for mut order in orders {
        let customer = found.iter().find(|(id, _)| *id == order.id).map(|(_, customer)| *customer);
        if order.customer == customer {
            continue;
        }
        let before = order.customer;
        order.version = order.version.saturating_add(1);
        rows.push(vec![Value::id(order.id), customer.into(), now.into(), order.version.into()]);
        told.push((order, json!({ "customer": customer, "before": before })));
    }
    tx.update(&ORDERS, &["customer", "changed_at", "version"], rows)?;
    for (order, facts) in &told {
        super::tell(tx, order, "orders.customer_identified.v1", facts)?;
    }
    Ok(Nothing)
}
