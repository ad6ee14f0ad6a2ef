//! Ties an order to the customer that identity resolution found.

use serde_json::json;
use store::{CommandError, Tx};

use super::{load, note};
use crate::model::OrderId;

/// Sets the customer of an order; doing it again with the same customer changes nothing.
pub fn identify_customer(tx: &mut Tx<'_>, id: OrderId, customer: i64) -> Result<OrderId, CommandError> {
    let mut order = load(tx, id)?;
    if order.customer == Some(customer) {
        return Ok(id);
    }
    let before = order.customer.replace(customer);
    note(tx, order, &[], "orders.customer_identified.v1", &json!({ "customer": customer, "before": before }))?;
    Ok(id)
}
