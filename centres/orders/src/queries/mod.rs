//! What one can ask about orders: one question a file.

mod find;
mod list;
mod one;
mod sold;
mod sums;
mod to_ship;
mod versions;

pub use find::{find_entries, find_orders, orders_of_persons, orders_without_lines, resolve_found};
pub use list::{OrderFilter, OrderPlace, OrderQueues, OrderSort, list_orders, order_queues};
pub use one::{
    OrderAxes, document_by_number, external_numbers_taken, holds_are_over, list_returns, order_axes, order_by_id,
    order_credits, order_documents, order_numbers, order_payments, order_reasons, order_returns, order_shipments,
    order_standing, orders_with_lines, return_arrivals, return_by_id,
};
pub use sold::{SoldBefore, SoldLine, sold_before};
pub use sums::{OrderSums, order_sums};
pub use to_ship::orders_to_ship;
pub use versions::{OrderVersion, one_version, order_versions};
