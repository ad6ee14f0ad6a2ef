use std::collections::{HashMap, VecDeque};

use serde::Deserialize;

use super::{PLACE, PlaceOrders};
use crate::load::{Outcome, RequestHead, Ticket, Traffic, is_accepted};

/// What becomes of an order after it was placed: the path below it and the words for it. The kind of such a request is its place
/// here, counted from 1; placing is kind 0.
const STEPS: [(&str, &str); 4] =
    [("/payments", "pay"), ("/shipments", "ship"), ("/deliveries", "deliver"), ("/invoice", "invoice")];
/// The kind of the last step of a life.
pub const LAST: usize = STEPS.len();
/// Requests of a whole life.
pub const REQUESTS: u64 = 5;
/// One finished life of so many is remembered, to be looked at afterwards.
const REMEMBERED: u64 = 500;

/// Orders that are placed, and of which one in `every` goes on: paid, shipped, delivered, invoiced. A step follows the answer to
/// the one before; steps that wait go before new orders.
pub struct Lives {
    placing: PlaceOrders,
    heads: Vec<RequestHead>,
    every: u64,
    /// How many are still to be placed.
    left: u64,
    waiting: VecDeque<Life>,
    under_way: HashMap<u64, Life>,
    ended: u64,
    /// Ids of some orders whose life has ended.
    pub remembered: Vec<String>,
}

struct Life {
    number: u64,
    order: Placed,
    /// The kind of its next request.
    next: usize,
}

#[derive(Deserialize)]
struct Placed {
    id: String,
    gross: serde_json::Value,
}

impl Lives {
    /// `head` makes the head of a request to `/v1/orders/`, with idempotency keys of its own.
    pub fn new(placing: PlaceOrders, head: impl Fn(&str) -> RequestHead, every: u64, orders: u64) -> Self {
        let heads = STEPS.iter().map(|(_, step)| head(step)).collect();
        let (waiting, under_way, remembered) = (VecDeque::new(), HashMap::new(), Vec::new());
        Self { placing, heads, every: every.max(1), left: orders, waiting, under_way, ended: 0, remembered }
    }

    fn place(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        self.left = self.left.checked_sub(1)?;
        self.placing.request(out)
    }

    fn step(&self, out: &mut Vec<u8>, life: &Life) {
        let at = life.next - 1;
        let (Some(head), Some((path, _))) = (self.heads.get(at), STEPS.get(at)) else { return };
        let number = life.number;
        let body = match life.next {
            1 => format!("{{\"amount\":{},\"method\":\"card\",\"reference\":\"pi_{number}\"}}", life.order.gross),
            2 => format!("{{\"carrier\":\"parcel\",\"tracking\":\"TR{number:012}\"}}"),
            3 => "{}".to_owned(),
            _ => String::new(),
        };
        let path = format!("{}{path}", life.order.id);
        head.below(out, &path, number, |out| out.extend_from_slice(body.as_bytes()));
    }
}

impl Traffic for Lives {
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        let Some(life) = self.waiting.pop_front() else { return self.place(out) };
        self.step(out, &life);
        let ticket = Ticket { kind: life.next, tag: life.number };
        self.under_way.insert(life.number, life);
        Some(ticket)
    }

    fn answer(&mut self, ticket: Ticket, status: u16, body: &[u8]) {
        let accepted = is_accepted(Outcome::Status(status));
        let life = if ticket.kind == PLACE {
            let goes_on = accepted && ticket.tag.is_multiple_of(self.every);
            let order = goes_on.then(|| serde_json::from_slice(body).ok()).flatten();
            order.map(|order| Life { number: ticket.tag, order, next: 1 })
        } else {
            let life = self.under_way.remove(&ticket.tag).filter(|_| accepted);
            life.map(|life| Life { next: life.next + 1, ..life })
        };
        match life {
            Some(life) if life.next > LAST => {
                if self.ended.is_multiple_of(REMEMBERED) {
                    self.remembered.push(life.order.id);
                }
                self.ended += 1;
            }
            Some(life) => self.waiting.push_back(life),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::Basket;

    fn lives(every: u64, orders: u64) -> Lives {
        let head = |step: &str| RequestHead::new("POST", "/v1/orders/", "h", "k", &format!("{step}-"));
        let placing = PlaceOrders::new(head("place"), Basket::Same(vec![("A".into(), 1)]), 0);
        Lives::new(placing, head, every, orders)
    }

    /// Asks for everything there is to send and answers it; the lines of the requests.
    fn play(lives: &mut Lives) -> Vec<String> {
        let mut lines = Vec::new();
        let mut out = Vec::new();
        while let Some(ticket) = lives.request(&mut out) {
            let text = String::from_utf8(std::mem::take(&mut out)).unwrap();
            lines.push(text.split(" HTTP").next().unwrap().to_owned());
            let body = format!("{{\"id\":\"ord_{}\",\"gross\":{{\"amount\":\"9.99\"}}}}", ticket.tag);
            if ticket.kind == 1 {
                assert!(
                    text.ends_with("{\"amount\":{\"amount\":\"9.99\"},\"method\":\"card\",\"reference\":\"pi_0\"}")
                );
            }
            lives.answer(ticket, 201, body.as_bytes());
        }
        lines
    }

    #[test]
    fn an_order_is_placed_paid_shipped_delivered_and_invoiced_in_this_order() {
        let mut one = lives(1, 1);
        let below = |path: &str| format!("POST /v1/orders/{path}");
        let steps = ["ord_0/payments", "ord_0/shipments", "ord_0/deliveries", "ord_0/invoice"].map(below);
        assert_eq!(play(&mut one), [&[below("")][..], &steps].concat());
        assert_eq!(one.remembered, ["ord_0"]);
        assert_eq!(u64::try_from(steps.len()).unwrap() + 1, REQUESTS);
    }

    #[test]
    fn one_in_so_many_goes_on_and_what_is_refused_does_not() {
        assert_eq!(play(&mut lives(10, 10)).len(), 14);
        let mut refused = lives(1, 1);
        let ticket = refused.request(&mut Vec::new()).unwrap();
        refused.answer(ticket, 409, b"{}");
        assert_eq!(refused.request(&mut Vec::new()), None);
    }
}
