//! What the outside world remembers: everything that was acknowledged, and what it cannot know after a crash.

use std::collections::{BTreeMap, BTreeSet};

use inventory::{Shelf, TransferId, VariantId};
use kernel::Id;
use orders::{LineKind, Order, OrderId, OrderLine, ReturnId, ShipmentFailure, ShipmentId, ShipmentLine};
use store::Read;

use crate::law::{Violated, must};
use crate::wish::{Effect, What, Wish};

/// A line as the outside knows it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LineSeen {
    pub quantity: i64,
    pub shipped: i64,
    pub delivered: i64,
    pub cancelled: i64,
    pub returned: i64,
    /// Shipped once, in a parcel that failed.
    pub failed: i64,
    pub shelf: Option<Shelf>,
}

#[derive(Debug)]
pub(crate) struct OrderSeen {
    pub lines: BTreeMap<i64, LineSeen>,
    pub gross: i64,
    pub paid: i64,
    pub refunded: i64,
    pub returns: BTreeMap<ReturnId, Vec<ShipmentLine>>,
    pub shipments: BTreeMap<ShipmentId, (Vec<ShipmentLine>, bool)>,
    pub invoiced: bool,
}

impl OrderSeen {
    fn of(order: &Order) -> Self {
        let goods = order.lines.iter().filter(|line| line.kind == LineKind::Goods);
        let shelf = |(variant, warehouse)| Shelf::new(Id::from_number(variant), Id::from_number(warehouse));
        let line =
            |one: &OrderLine| LineSeen { quantity: one.quantity, shelf: one.place().map(shelf), ..LineSeen::default() };
        Self {
            lines: goods.map(|one| (one.line, line(one))).collect(),
            gross: order.lines.iter().map(|line| line.gross).sum::<i64>() + order.rounding,
            paid: 0,
            refunded: 0,
            returns: BTreeMap::new(),
            shipments: BTreeMap::new(),
            invoiced: false,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct TransferSeen {
    pub lines: Vec<(VariantId, i64)>,
}

/// What the outside knows, and what the checks have read so far.
#[derive(Default)]
pub(crate) struct Memory {
    pub orders: BTreeMap<OrderId, OrderSeen>,
    /// Orders by their number in the channel.
    pub numbers: BTreeMap<String, OrderId>,
    /// Payments by the provider's reference: our id and the amount.
    pub payments: BTreeMap<String, (String, i64)>,
    pub transfers: BTreeMap<TransferId, TransferSeen>,
    /// Papers of stock movements and how many movements each must have.
    pub papers: BTreeMap<String, i64>,
    /// References of all requests that were acknowledged.
    pub acknowledged: BTreeMap<u64, String>,
    /// Requests that may or may not have been done, and what they would have done to which order.
    pub unsure: BTreeMap<u64, (Option<OrderId>, Effect)>,
    /// Papers of such requests.
    pub unsure_papers: BTreeMap<u64, String>,
    /// Shelves that facts of unknown end were told about.
    pub unsure_shelves: BTreeMap<u64, Vec<Shelf>>,
    /// What orders are paid in.
    pub currencies: BTreeMap<OrderId, kernel::CurrencyCode>,
    /// Papers since the last check.
    pub new_papers: Vec<(String, i64)>,
    pub seen: Seen,
}

/// What the checks read so far, so that each step reads only what is new.
#[derive(Default)]
pub(crate) struct Seen {
    pub position: i64,
    pub movement: i64,
    pub on_hand: BTreeMap<Shelf, i64>,
    /// The newest entry that moved the inventory or the account between own companies, and what each variant's stock is worth by it.
    pub entry: i64,
    pub booked: BTreeMap<String, i64>,
    /// What all companies stand at against each other, by currency.
    pub between: BTreeMap<String, i64>,
    pub shortfall: BTreeMap<Shelf, i64>,
    /// Open pieces by order and shelf.
    pub held: BTreeMap<(i64, Shelf), i64>,
    /// Orders whose holds end by themselves.
    pub timed: BTreeSet<OrderId>,
    /// What moved under a paper, by shelf; and how often.
    pub moved: BTreeMap<(String, Shelf), i64>,
    pub movements: BTreeMap<String, i64>,
    /// The newest version of each order, as its events tell.
    pub versions: BTreeMap<String, i64>,
}

impl Memory {
    /// A request was sent and the answer was lost.
    pub fn unsure_of(&mut self, wish: &Wish) {
        if self.acknowledged.contains_key(&wish.number) {
            return;
        }
        self.unsure.insert(wish.number, (wish.order(), wish.effect()));
        if let Some((paper, _)) = wish.paper() {
            self.unsure_papers.insert(wish.number, paper.to_owned());
        }
        self.unsure_shelves.insert(wish.number, wish.facts_about());
    }

    fn sure_of(&mut self, wish: &Wish) {
        self.unsure.remove(&wish.number);
        self.unsure_papers.remove(&wish.number);
        self.unsure_shelves.remove(&wish.number);
    }

    /// A request was refused: it must not have been done.
    pub fn refused(&mut self, wish: &Wish, code: &str) -> Result<(), Violated> {
        let before = self.acknowledged.get(&wish.number);
        must(before.is_none(), "what was acknowledged is not refused when it is asked again", || {
            format!("request {} was answered {before:?}, then refused {code}", wish.number)
        })?;
        must(wish.may_be_refused(code), "only sound refusals", || {
            format!("request {} was refused {code}", wish.number)
        })?;
        self.sure_of(wish);
        if let Some((paper, _)) = wish.paper() {
            self.paper(paper, 0);
        }
        Ok(())
    }

    /// A request was answered. Whether this was the first time.
    pub fn acknowledge(&mut self, read: &mut dyn Read, wish: &Wish, reference: &str) -> Result<bool, Violated> {
        self.sure_of(wish);
        if let Some(before) = self.acknowledged.get(&wish.number) {
            must(before == reference, "a repeated request is answered as before", || {
                format!("request {}: {before}, now {reference}", wish.number)
            })?;
            return Ok(false);
        }
        must(!wish.wrong, "a contradiction is refused", || {
            format!("request {} was answered {reference}", wish.number)
        })?;
        self.acknowledged.insert(wish.number, reference.to_owned());
        if let Some((paper, count)) = wish.paper() {
            self.paper(paper, count);
        }
        match &wish.what {
            What::Place(request) => self.placed(read, request.external_number.as_deref(), reference)?,
            What::Pay(input) => {
                let known = self.payments.insert(input.reference.clone(), (reference.to_owned(), input.amount.minor()));
                match known {
                    Some((id, _)) => {
                        must(id == reference, "a payment counts once", || format!("{id} and {reference}"))?
                    }
                    None => self.order(input.order)?.paid += input.amount.minor(),
                }
            }
            What::Ship(input) => {
                let shipments = orders::queries::order_shipments(read, input.order)?;
                let mine: Vec<_> = shipments.into_iter().filter(|one| one.tracking == input.tracking).collect();
                let pieces: i64 = mine.iter().flat_map(|one| &one.lines).map(|line| line.quantity).sum();
                let wanted: i64 = input.lines.iter().map(|line| line.quantity).sum();
                must(pieces == wanted, "an acknowledged shipment is there once", || {
                    format!("{wanted} shipped, {pieces} there")
                })?;
                let order = self.order(input.order)?;
                for shipment in mine {
                    for line in &shipment.lines {
                        order.lines.entry(line.line).or_default().shipped += line.quantity;
                    }
                    order.shipments.insert(shipment.id, (shipment.lines, false));
                }
            }
            What::Deliver(input) => {
                let Some(shipment) = input.shipment else { return Ok(true) };
                let order = self.order(input.order)?;
                let Some((lines, delivered)) = order.shipments.get_mut(&shipment) else { return Ok(true) };
                let again = std::mem::replace(delivered, true);
                must(!again, "a parcel arrives once", || shipment.to_string())?;
                for line in lines {
                    order.lines.entry(line.line).or_default().delivered += line.quantity;
                }
            }
            What::Fail(input, pieces) => {
                let order = self.order(input.order)?;
                if let Some((_, over)) = order.shipments.get_mut(&input.shipment) {
                    let again = std::mem::replace(over, true);
                    must(!again, "a parcel ends once", || input.shipment.to_string())?;
                }
                for (part, _) in pieces {
                    let line = order.lines.entry(part.line).or_default();
                    line.shipped -= part.quantity;
                    line.failed += part.quantity;
                }
                let back = if input.failure == ShipmentFailure::CameBack { pieces.len() } else { 0 };
                self.paper(&input.shipment.to_string(), i64::try_from(back).unwrap_or(i64::MAX));
            }
            What::Cancel(input) => {
                let quantity = input.quantity.unwrap_or_default();
                self.order(input.order)?.lines.entry(input.line).or_default().cancelled += quantity;
            }
            What::RequestReturn(input) => {
                let lines = input.lines.clone();
                let id =
                    reference.parse().map_err(|_| Violated(format!("a return is answered by its id: {reference}")))?;
                self.order(input.order)?.returns.insert(id, lines);
            }
            What::TakeBack(order, input) => {
                let (mut came, mut lost) = (0, 0);
                for line in &input.lines {
                    self.order(*order)?.lines.entry(line.line).or_default().returned += line.received;
                    came += i64::from(line.received > 0);
                    lost += i64::from(line.received > line.restocked);
                }
                self.paper(&input.id.to_string(), came + lost);
            }
            What::Refund(input) => {
                let amount = input.amount.map_or(0, kernel::Money::minor);
                self.order(input.order)?.refunded += amount;
            }
            What::Invoice(order) => self.order(*order)?.invoiced = true,
            What::Send(input) => {
                let id: Result<TransferId, _> = reference.parse();
                if let Ok(id) = id {
                    self.paper(reference, i64::try_from(input.lines.len()).unwrap_or(0));
                    self.transfers.insert(id, TransferSeen { lines: input.lines.clone() });
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn placed(&mut self, read: &mut dyn Read, number: Option<&str>, reference: &str) -> Result<(), Violated> {
        let lost = || Violated(format!("an acknowledged order is there once: {number:?} as {reference} is not"));
        let id: OrderId = reference.parse().map_err(|_| lost())?;
        let order = orders::queries::order_by_id(read, id)?.ok_or_else(lost)?;
        let number = number.unwrap_or_default();
        must(order.external_number.as_deref() == Some(number), "an order keeps its number", || {
            format!("{id} has {:?} for {number}", order.external_number)
        })?;
        let twin = self.numbers.insert(number.to_owned(), id);
        must(twin.is_none(), "a channel's order is placed once", || format!("{number} is {twin:?} and {id}"))?;
        self.currencies.insert(id, order.currency);
        self.orders.insert(id, OrderSeen::of(&order));
        Ok(())
    }

    fn paper(&mut self, paper: &str, movements: i64) {
        self.papers.insert(paper.to_owned(), movements);
        self.new_papers.push((paper.to_owned(), movements));
    }

    pub fn order(&mut self, id: OrderId) -> Result<&mut OrderSeen, Violated> {
        self.orders.get_mut(&id).ok_or_else(|| Violated(format!("the outside knows the orders it asks about: {id}")))
    }

    /// What requests of unknown end may have added to an order.
    pub fn unsure_about(&self, order: OrderId) -> Effect {
        let mut sum = Effect::default();
        let mut paid = 0;
        for (_, effect) in self.unsure.values().filter(|(of, _)| *of == Some(order)) {
            for (line, (shipped, cancelled, returned)) in &effect.lines {
                let slot = sum.lines.entry(*line).or_default();
                slot.0 += shipped;
                slot.1 += cancelled;
                slot.2 += returned;
            }
            for (line, failed) in &effect.failed {
                *sum.failed.entry(*line).or_default() += failed;
            }
            sum.shipment = sum.shipment.or(effect.shipment);
            sum.refunded += effect.refunded;
            paid += effect.paid.as_ref().map_or(0, |(_, amount)| *amount);
        }
        sum.paid = Some((String::new(), paid));
        sum
    }
}

/// The number of an order where stock and books know it.
pub(crate) fn stock_order(id: OrderId) -> inventory::OrderId {
    inventory::OrderId::from_number(id.number())
}
