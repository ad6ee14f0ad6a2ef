//! What may be done with an order in which state, as data: the console asks the same table that the commands obey.

use serde::Serialize;

use crate::model::{Fulfilment, LineKind, Order, OrderLine, Payment, Shipment, Status, TaxStatus};
use crate::standing::Standing;
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
    FailShipment,
    CancelLine,
    Invoice,
    RequestReturn,
    Credit,
    Refund,
}

/// What must be there for an action, beyond the states: asked of the lines and amounts, since an axis is only their summary (an
/// order that is partly returned may still have pieces to ship).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// Pieces that neither left nor were cancelled.
    PiecesToShip,
    /// Some of them are goods in a warehouse of ours.
    PiecesInAWarehouse,
    /// A parcel that has not arrived.
    ParcelUnderWay,
    /// Such a parcel of which nothing came back as a return.
    ParcelThatCanFail,
    /// Not a credit taken over under a number of its own: such an order is below zero, and its buyer owes nothing.
    NoCredit,
    /// No invoice yet.
    NoInvoice,
    /// Nothing that was given back under a number of another system.
    NothingCreditedElsewhere,
    /// Delivered pieces, with a price, that were not credited.
    PiecesToCredit,
    /// Pieces that arrived, and neither came back nor are waited for by an open return.
    PiecesToReturn,
    /// Money that was paid and not given back.
    MoneyToGiveBack,
}

impl Needs {
    fn met(self, standing: &Standing) -> bool {
        let order = &standing.order;
        let any =
            |holds: fn(&OrderLine) -> bool| order.lines.iter().any(|line| line.kind == LineKind::Goods && holds(line));
        match self {
            Self::Nothing => true,
            Self::PiecesToShip => any(|line| line.to_ship() > 0),
            Self::PiecesInAWarehouse => any(|line| line.to_ship() > 0 && line.place().is_some()),
            Self::ParcelUnderWay => standing.shipments.iter().any(Shipment::is_under_way),
            Self::ParcelThatCanFail => standing.shipments.iter().any(|shipment| standing.can_fail(shipment)),
            Self::NoCredit => order.gross >= 0,
            Self::NoInvoice => !standing.is_invoiced(),
            Self::NothingCreditedElsewhere => !standing.is_credited_elsewhere(),
            Self::PiecesToCredit => standing.left_to_credit() > 0,
            Self::PiecesToReturn => order.lines.iter().any(|line| standing.left_to_return(line) > 0),
            Self::MoneyToGiveBack => order.paid > order.refunded,
        }
    }
}

/// One row: an action, the states it is allowed in, what it needs beyond, and the code of the refusal elsewhere.
struct Rule {
    action: Action,
    status: &'static [Status],
    fulfilment: &'static [Fulfilment],
    needs: Needs,
    otherwise: &'static str,
}

impl Rule {
    /// A rule that asks nothing yet.
    const fn of(action: Action, otherwise: &'static str) -> Self {
        Self { action, status: Status::ALL, fulfilment: Fulfilment::ALL, needs: Needs::Nothing, otherwise }
    }
    const fn in_status(mut self, status: &'static [Status]) -> Self {
        self.status = status;
        self
    }
    const fn in_fulfilment(mut self, fulfilment: &'static [Fulfilment]) -> Self {
        self.fulfilment = fulfilment;
        self
    }
    const fn needs(mut self, needs: Needs) -> Self {
        self.needs = needs;
        self
    }
    fn holds(&self, standing: &Standing) -> bool {
        let order = &standing.order;
        self.status.contains(&order.status) && self.fulfilment.contains(&order.fulfilment) && self.needs.met(standing)
    }
}

const LIVE: &[Status] = &[Status::Open, Status::Held];
/// Something left the house.
const ON_ITS_WAY: &[Fulfilment] = &[
    Fulfilment::PartlyShipped,
    Fulfilment::Shipped,
    Fulfilment::PartlyDelivered,
    Fulfilment::Delivered,
    Fulfilment::PartlyReturned,
    Fulfilment::Returned,
];

/// The table. An action may stand in several rows; each must hold, the first that does not says why. Money that came in
/// ([`Action::Pay`]) is a fact: it is recorded in every state, for orders cancelled or paid long ago too. Only for a credit under a
/// number of its own nobody pays.
const RULES: &[Rule] = &[
    Rule::of(Action::Pay, "order_is_a_credit").needs(Needs::NoCredit),
    Rule::of(Action::Hold, "order_cannot_be_held").in_status(&[Status::Open]).needs(Needs::PiecesToShip),
    Rule::of(Action::Release, "order_is_not_held").in_status(&[Status::Held]),
    Rule::of(Action::Ship, "order_is_held").in_status(&[Status::Open, Status::Cancelled, Status::Completed]),
    Rule::of(Action::Ship, "nothing_to_ship").in_status(&[Status::Open]).needs(Needs::PiecesToShip),
    Rule::of(Action::Ship, "line_without_warehouse").needs(Needs::PiecesInAWarehouse),
    Rule::of(Action::Deliver, "nothing_to_deliver").in_fulfilment(ON_ITS_WAY).needs(Needs::ParcelUnderWay),
    Rule::of(Action::FailShipment, "nothing_to_deliver").needs(Needs::ParcelThatCanFail),
    Rule::of(Action::CancelLine, "order_cannot_be_cancelled").in_status(LIVE).needs(Needs::PiecesToShip),
    Rule::of(Action::Invoice, "order_is_a_credit").needs(Needs::NoCredit),
    Rule::of(Action::Invoice, "order_not_ready_for_invoice")
        .in_status(&[Status::Open, Status::Completed])
        .in_fulfilment(ON_ITS_WAY),
    Rule::of(Action::Invoice, "order_is_invoiced").needs(Needs::NoInvoice),
    Rule::of(Action::Invoice, "order_is_credited").needs(Needs::NothingCreditedElsewhere),
    Rule::of(Action::RequestReturn, "nothing_to_return").in_fulfilment(ON_ITS_WAY).needs(Needs::PiecesToReturn),
    Rule::of(Action::Credit, "nothing_to_credit").in_fulfilment(ON_ITS_WAY).needs(Needs::PiecesToCredit),
    Rule::of(Action::Refund, "nothing_to_refund").needs(Needs::MoneyToGiveBack),
];

/// Every action, for [`offered`].
pub const ACTIONS: &[Action] = &[
    Action::Hold,
    Action::Release,
    Action::Pay,
    Action::Ship,
    Action::Deliver,
    Action::FailShipment,
    Action::CancelLine,
    Action::Invoice,
    Action::RequestReturn,
    Action::Credit,
    Action::Refund,
];

/// Whether `action` is allowed for the order as it stands: what every command asks first, and [`offered`] as well.
pub fn check(standing: &Standing, action: Action) -> Result<(), Refusal> {
    let order = &standing.order;
    let Some(rule) = RULES.iter().find(|rule| rule.action == action && !rule.holds(standing)) else { return Ok(()) };
    let refusal = Refusal::conflict(rule.otherwise)
        .with("order", order.id)
        .with("status", order.status)
        .with("payment", order.payment)
        .with("fulfilment", order.fulfilment);
    match order.lines.iter().find(|line| line.to_ship() > 0) {
        Some(line) if action == Action::Ship => Err(refusal.with("line", line.line)),
        _ => Err(refusal),
    }
}

/// What can be done now, and why the rest cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    pub action: Action,
    /// The refusal's code when it is not allowed.
    pub refused: Option<&'static str>,
    /// Fields that the command can do without elsewhere, and not for this order now.
    pub needs: Vec<&'static str>,
}

/// Whether releasing the order is somebody's decision, who says why: its tax is not determined.
pub fn release_needs_reason(order: &Order) -> bool {
    order.tax_status == TaxStatus::NotDetermined
}

/// Whether a refund must name its amount: nothing is paid too much that would go back by itself.
pub fn refund_needs_amount(standing: &Standing) -> bool {
    standing.paid_too_much() == 0
}

/// All actions with their answer for this order, of which everything was read.
pub fn offered(standing: &Standing) -> Vec<Offer> {
    let offer = |action: &Action| {
        let refused = check(standing, *action).err().map(|refusal| refusal.code);
        let needs = match action {
            Action::Release if release_needs_reason(&standing.order) => vec!["reason"],
            Action::Refund if refund_needs_amount(standing) => vec!["amount"],
            _ => Vec::new(),
        };
        Offer { action: *action, refused, needs: if refused.is_some() { Vec::new() } else { needs } }
    };
    ACTIONS.iter().map(offer).collect()
}

/// The axis of goods, from the lines.
pub fn fulfilment_of(order: &Order) -> Fulfilment {
    let goods = || order.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0);
    let sum = |of: fn(&OrderLine) -> i64| goods().map(of).fold(0i64, i64::saturating_add);
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

/// Whether every piece that was ordered is cancelled.
pub fn nothing_left(order: &Order) -> bool {
    let mut goods = order.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0).peekable();
    goods.peek().is_some() && goods.all(|line| line.cancelled >= line.quantity)
}

/// Whether every piece that is still wanted arrived: what is no goods (carriage, rounding) is then earned as well.
pub fn all_delivered(order: &Order) -> bool {
    let goods = || order.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0);
    goods().any(|line| line.delivered > 0)
        && goods().all(|line| line.delivered.saturating_add(line.cancelled) >= line.quantity)
}

/// The axis of money, from the amounts. What is given away is paid; what was cancelled unpaid stays unpaid; what is paid
/// beyond the price, or for what was cancelled since, is paid too much (what credits give back is told by them, not here); of what was taken over
/// without a word about money nothing is known until money moves.
pub fn payment_of(order: &Order) -> Payment {
    match () {
        () if order.refunded > 0 && order.refunded >= order.paid => Payment::Refunded,
        () if order.paid > 0 && order.paid.saturating_sub(order.refunded) > order.gross => Payment::Overpaid,
        () if order.refunded > 0 => Payment::PartlyRefunded,
        () if order.paid > 0 && order.paid == order.gross => Payment::Paid,
        () if order.paid > 0 => Payment::PartlyPaid,
        () if order.gross == 0 && !nothing_left(order) => Payment::Paid,
        () if order.payment == Payment::Unknown => Payment::Unknown,
        () => Payment::Unpaid,
    }
}

/// The order's own axis, from the other two: cancelled when nothing is left of it, also while it was held; completed when all
/// that is wanted was delivered (or came back undelivered), and is paid.
pub fn status_of(order: &Order) -> Status {
    let arrived = |line: &OrderLine| line.delivered.max(line.returned).saturating_add(line.cancelled) >= line.quantity;
    let mut goods = order.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0).peekable();
    let done = goods.peek().is_some() && goods.all(arrived);
    let settled = !matches!(order.payment, Payment::Unpaid | Payment::PartlyPaid);
    match () {
        () if nothing_left(order) => Status::Cancelled,
        () if order.status == Status::Held => Status::Held,
        () if done && settled => Status::Completed,
        () => Status::Open,
    }
}
