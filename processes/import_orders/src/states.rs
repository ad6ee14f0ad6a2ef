//! The state an order has in a file against the one it has here: a file that comes later may know more, or less.

use std::collections::HashMap;

use kernel::Refusal;
use order_file::{FileOrder, OrderStatus};
use orders::queries::OrderAxes;
use orders::{Fulfilment, OrderId, Payment, Status};
use serde::{Deserialize, Serialize};
use store::{Read, StoreError};

use crate::accounts::{Became, stands_on_order};
use crate::invoice::is_new;
use crate::taken::Taken;

/// How many orders are named.
const NAMED: usize = 20;

/// Orders taken over before whose state in the file is another than the one they have here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct States {
    pub different: u64,
    /// The first of them.
    pub first: Vec<State>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub invoice: String,
    pub in_file: String,
    pub here: String,
}

impl States {
    /// Counts the order if its state in the file is another.
    pub fn compare(&mut self, order: &FileOrder<'_>, here: &OrderAxes) {
        let Some(said) = order.status else { return };
        let stage = stage(here, said);
        if stage == said {
            return;
        }
        let invoice = order.external_number.to_owned();
        let (in_file, here) = (state_word(said).to_owned(), state_word(stage).to_owned());
        self.add(Self { different: 1, first: vec![State { invoice, in_file, here }] });
    }

    /// Adds those of another chunk.
    pub fn add(&mut self, other: Self) {
        self.different = self.different.saturating_add(other.different);
        self.first.extend(other.first);
        self.first.truncate(NAMED);
    }
}

/// A state in a word, as profiles write it.
pub(crate) const fn state_word(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Placed => "placed",
        OrderStatus::Paid => "paid",
        OrderStatus::Shipped => "shipped",
        OrderStatus::Delivered => "delivered",
        OrderStatus::Cancelled => "cancelled",
    }
}

/// Which of a file's states an order here is in. What costs nothing is paid or not, as the file has it.
fn stage(here: &OrderAxes, said: OrderStatus) -> OrderStatus {
    let unpaid = matches!(here.payment, Payment::Unpaid | Payment::PartlyPaid | Payment::Unknown);
    match (here.status, here.fulfilment) {
        (Status::Cancelled, _) => OrderStatus::Cancelled,
        (_, Fulfilment::Delivered | Fulfilment::PartlyReturned | Fulfilment::Returned) => OrderStatus::Delivered,
        (_, Fulfilment::PartlyShipped | Fulfilment::Shipped | Fulfilment::PartlyDelivered) => OrderStatus::Shipped,
        (_, Fulfilment::Unfulfilled) if here.gross == 0 && said == OrderStatus::Placed => said,
        (_, Fulfilment::Unfulfilled) if unpaid => OrderStatus::Placed,
        (_, Fulfilment::Unfulfilled) => OrderStatus::Paid,
    }
}

/// Where the orders stand that were taken over before and whose state the file tells. One query.
pub(crate) fn stands_here(
    read: &mut dyn Read,
    orders: &[FileOrder<'_>],
    known: &HashMap<String, Taken>,
) -> Result<HashMap<OrderId, OrderAxes>, StoreError> {
    let told =
        orders.iter().filter(|order| order.status.is_some()).filter_map(|order| known.get(order.external_number));
    let ids: Vec<OrderId> =
        told.filter(|taken| taken.became == Became::Order).filter_map(|taken| taken.order).collect();
    orders::queries::order_axes(read, &ids)
}

/// New rows of an order that came in another state than they tell: what they would do to it only a person knows.
pub(crate) fn says_another(order: &FileOrder<'_>, before: Option<&Taken>) -> Option<Refusal> {
    let taken = before.filter(|taken| taken.became == Became::Order && taken.order.is_some())?;
    let said = state_word(order.status?);
    let came = taken.state.as_deref().filter(|came| *came != said)?;
    let joins = order.lines().any(|line| stands_on_order(line.kind) && is_new(before, &line));
    let refusal = || Refusal::conflict("import_state_differs").with("invoice", order.external_number);
    joins.then(|| refusal().with("state", said).with("came", came))
}
