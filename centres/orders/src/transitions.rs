//! What may be done with an order in which state, as data: the console asks the same table that the commands obey.

use serde::Serialize;

use crate::model::{Fulfilment, Order, Payment, Status};
use kernel::Refusal;

/// Something one may want to do with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Hold,
    Release,
    Pay,
    Ship,
    Deliver,
    CancelLine,
    Invoice,
    RequestReturn,
    Refund,
}

/// One row: an action, the states it is allowed in, and the code of the refusal elsewhere.
struct Rule {
    action: Action,
    status: &'static [Status],
    payment: &'static [Payment],
    fulfilment: &'static [Fulfilment],
    otherwise: &'static str,
}

const ANY_STATUS: &[Status] = Status::ALL;
const ANY_PAYMENT: &[Payment] = Payment::ALL;
const ANY_FULFILMENT: &[Fulfilment] = Fulfilment::ALL;
const NOT_DONE: &[Fulfilment] =
    &[Fulfilment::Unfulfilled, Fulfilment::PartlyShipped, Fulfilment::PartlyDelivered];
const SOMETHING_LEFT: &[Fulfilment] = &[
    Fulfilment::PartlyShipped,
    Fulfilment::Shipped,
    Fulfilment::PartlyDelivered,
    Fulfilment::Delivered,
    Fulfilment::PartlyReturned,
];

/// The table. An action may stand in several rows; each must hold.
const RULES: &[Rule] = &[
    Rule {
        action: Action::Hold,
        status: &[Status::Open],
        payment: ANY_PAYMENT,
        fulfilment: &[Fulfilment::Unfulfilled, Fulfilment::PartlyShipped],
        otherwise: "order_cannot_be_held",
    },
    Rule {
        action: Action::Release,
        status: &[Status::Held],
        payment: ANY_PAYMENT,
        fulfilment: ANY_FULFILMENT,
        otherwise: "order_is_not_held",
    },
    Rule {
        action: Action::Pay,
        status: &[Status::Open, Status::Held, Status::Completed],
        payment: &[Payment::Unpaid, Payment::PartlyPaid],
        fulfilment: ANY_FULFILMENT,
        otherwise: "order_takes_no_payment",
    },
    Rule {
        action: Action::Ship,
        status: &[Status::Open, Status::Cancelled, Status::Completed],
        payment: ANY_PAYMENT,
        fulfilment: ANY_FULFILMENT,
        otherwise: "order_is_held",
    },
    Rule {
        action: Action::Ship,
        status: &[Status::Open],
        payment: ANY_PAYMENT,
        fulfilment: NOT_DONE,
        otherwise: "nothing_to_ship",
    },
    Rule {
        action: Action::Deliver,
        status: ANY_STATUS,
        payment: ANY_PAYMENT,
        fulfilment: &[
            Fulfilment::PartlyShipped,
            Fulfilment::Shipped,
            Fulfilment::PartlyDelivered,
            Fulfilment::PartlyReturned,
            Fulfilment::Returned,
        ],
        otherwise: "nothing_to_deliver",
    },
    Rule {
        action: Action::CancelLine,
        status: &[Status::Open, Status::Held],
        payment: ANY_PAYMENT,
        fulfilment: NOT_DONE,
        otherwise: "order_cannot_be_cancelled",
    },
    Rule {
        action: Action::Invoice,
        status: &[Status::Open, Status::Completed],
        payment: ANY_PAYMENT,
        fulfilment: &[
            Fulfilment::PartlyShipped,
            Fulfilment::Shipped,
            Fulfilment::PartlyDelivered,
            Fulfilment::Delivered,
        ],
        otherwise: "order_not_ready_for_invoice",
    },
    Rule {
        action: Action::RequestReturn,
        status: ANY_STATUS,
        payment: ANY_PAYMENT,
        fulfilment: SOMETHING_LEFT,
        otherwise: "nothing_to_return",
    },
    Rule {
        action: Action::Refund,
        status: ANY_STATUS,
        payment: &[Payment::PartlyPaid, Payment::Paid, Payment::PartlyRefunded],
        fulfilment: ANY_FULFILMENT,
        otherwise: "nothing_to_refund",
    },
];

/// Every action, for [`offered`].
pub const ACTIONS: &[Action] = &[
    Action::Hold,
    Action::Release,
    Action::Pay,
    Action::Ship,
    Action::Deliver,
    Action::CancelLine,
    Action::Invoice,
    Action::RequestReturn,
    Action::Refund,
];

/// Whether `action` is allowed for the order as it stands.
pub fn check(order: &Order, action: Action) -> Result<(), Refusal> {
    let broken = RULES.iter().find(|rule| {
        rule.action == action
            && !(rule.status.contains(&order.status)
                && rule.payment.contains(&order.payment)
                && rule.fulfilment.contains(&order.fulfilment))
    });
    match broken {
        None => Ok(()),
        Some(rule) => Err(Refusal::conflict(rule.otherwise)
            .with("status", order.status)
            .with("payment", order.payment)
            .with("fulfilment", order.fulfilment)),
    }
}

/// What can be done now, and why the rest cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    pub action: Action,
    /// The refusal's code when it is not allowed.
    pub refused: Option<&'static str>,
}

/// All actions with their answer for this order.
pub fn offered(order: &Order) -> Vec<Offer> {
    ACTIONS
        .iter()
        .map(|action| Offer { action: *action, refused: check(order, *action).err().map(|refusal| refusal.code) })
        .collect()
}

/// The axis of goods, from the lines.
pub fn fulfilment_of(order: &Order) -> Fulfilment {
    let goods = || order.lines.iter().filter(|line| line.kind == crate::model::LineKind::Goods && line.quantity > 0);
    let sum = |of: fn(&crate::model::OrderLine) -> i64| goods().map(of).fold(0i64, i64::saturating_add);
    let wanted = sum(|l| l.quantity.saturating_sub(l.cancelled));
    let (shipped, delivered, returned) = (sum(|l| l.shipped), sum(|l| l.delivered), sum(|l| l.returned));
    match () {
        () if returned > 0 && returned >= wanted => Fulfilment::Returned,
        () if returned > 0 => Fulfilment::PartlyReturned,
        () if delivered > 0 && delivered >= wanted => Fulfilment::Delivered,
        () if delivered > 0 => Fulfilment::PartlyDelivered,
        () if shipped > 0 && shipped >= wanted => Fulfilment::Shipped,
        () if shipped > 0 => Fulfilment::PartlyShipped,
        () => Fulfilment::Unfulfilled,
    }
}

/// The axis of money, from the amounts.
pub fn payment_of(order: &Order) -> Payment {
    match () {
        () if order.refunded > 0 && order.refunded >= order.paid => Payment::Refunded,
        () if order.refunded > 0 => Payment::PartlyRefunded,
        () if order.paid > 0 && order.paid >= order.gross => Payment::Paid,
        () if order.paid > 0 => Payment::PartlyPaid,
        () if order.gross == 0 => Payment::Paid,
        () => Payment::Unpaid,
    }
}

/// The order's own axis, from the other two: completed when all goods are delivered (or nothing is left to deliver) and paid.
pub fn status_of(order: &Order) -> Status {
    if order.status == Status::Held {
        return Status::Held;
    }
    let goods: Vec<_> = order.lines.iter().filter(|l| l.kind == crate::model::LineKind::Goods && l.quantity > 0).collect();
    let nothing_left = !goods.is_empty() && goods.iter().all(|line| line.cancelled >= line.quantity);
    let delivered =
        matches!(order.fulfilment, Fulfilment::Delivered | Fulfilment::PartlyReturned | Fulfilment::Returned);
    let settled = matches!(order.payment, Payment::Paid | Payment::PartlyRefunded | Payment::Refunded);
    match () {
        () if nothing_left => Status::Cancelled,
        () if delivered && settled => Status::Completed,
        () => Status::Open,
    }
}
