use super::{Dice, put_recipient};
use crate::load::{RequestHead, Ticket, Traffic, put_number};

/// The kind of a request that places an order.
pub const PLACE: usize = 0;

/// What goes into a basket.
#[derive(Clone, Debug)]
pub enum Basket {
    /// Two different SKUs of these, one piece of the first and two of the second.
    AnyTwo(Vec<String>),
    /// These lines every time.
    Same(Vec<(String, u32)>),
}

/// Orders one after another, each with a recipient and an idempotency key of its own.
pub struct PlaceOrders {
    head: RequestHead,
    basket: Basket,
    dice: Dice,
    next: u64,
}

impl PlaceOrders {
    /// `head` is that of `POST /v1/orders`. `first` is the number of the first buyer: runs on one store take numbers of
    /// their own, so that no recipient comes twice.
    pub fn new(head: RequestHead, basket: Basket, first: u64) -> Self {
        Self { head, basket, dice: Dice::new(first ^ 0x5eed), next: first }
    }
}

impl Traffic for PlaceOrders {
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        let n = self.next;
        self.next += 1;
        let (basket, dice) = (&self.basket, &mut self.dice);
        self.head.with_body(out, n, |body| put_order(body, n, basket, dice));
        Some(Ticket { kind: PLACE, tag: n })
    }
}

/// Writes the body of an order of the web shop for Germany by buyer number `n`.
pub fn put_order(out: &mut Vec<u8>, n: u64, basket: &Basket, dice: &mut Dice) {
    out.extend_from_slice(
        b"{\"channel\":\"web\",\"shop\":\"demo-web\",\"market\":\"de\",\"currency\":\"EUR\",\"buyer\":{\"kind\":\"consumer\"},\"recipient\":",
    );
    put_recipient(out, n, dice);
    out.extend_from_slice(b",\"lines\":[");
    match basket {
        Basket::AnyTwo(skus) => {
            let first = dice.below(skus.len());
            let second = (first + 1 + dice.below(skus.len().saturating_sub(1))) % skus.len().max(1);
            put_line(out, skus.get(first).map_or("", String::as_str), 1);
            out.push(b',');
            put_line(out, skus.get(second).map_or("", String::as_str), 2);
        }
        Basket::Same(lines) => {
            for (at, (sku, quantity)) in lines.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                put_line(out, sku, *quantity);
            }
        }
    }
    out.extend_from_slice(b"]}");
}

fn put_line(out: &mut Vec<u8>, sku: &str, quantity: u32) {
    out.extend_from_slice(b"{\"sku\":\"");
    out.extend_from_slice(sku.as_bytes());
    out.extend_from_slice(b"\",\"quantity\":");
    put_number(out, quantity.into());
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn order(n: u64, basket: &Basket, dice: &mut Dice) -> serde_json::Value {
        let mut out = Vec::new();
        put_order(&mut out, n, basket, dice);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_basket_holds_two_different_skus_and_every_sku_sells() {
        let basket = Basket::AnyTwo((0..10).map(|n| format!("SKU-{n}")).collect());
        let mut dice = Dice::new(3);
        let mut sold = HashSet::new();
        for n in 0..500 {
            let order = order(n, &basket, &mut dice);
            let lines = order["lines"].as_array().unwrap();
            assert_eq!(lines.len(), 2);
            assert_ne!(lines[0]["sku"], lines[1]["sku"]);
            assert_eq!((&lines[0]["quantity"], &lines[1]["quantity"]), (&1.into(), &2.into()));
            sold.insert(lines[0]["sku"].as_str().unwrap().to_owned());
        }
        assert_eq!(sold.len(), 10);
    }

    #[test]
    fn a_fixed_basket_may_name_one_sku_twice() {
        let lines = vec![("RARE".to_owned(), 1), ("RARE".to_owned(), 1)];
        let order = order(1, &Basket::Same(lines), &mut Dice::new(1));
        assert_eq!(order["lines"], serde_json::json!([{"sku":"RARE","quantity":1},{"sku":"RARE","quantity":1}]));
        assert_eq!((&order["market"], &order["currency"]), (&"de".into(), &"EUR".into()));
    }

    #[test]
    fn two_traffics_from_one_number_send_the_same_and_keys_do_not_repeat() {
        let traffic = || {
            let head = RequestHead::new("POST", "/v1/orders", "h", "k", "r-");
            PlaceOrders::new(head, Basket::AnyTwo(vec!["A".into(), "B".into()]), 100)
        };
        let (mut one, mut two) = (traffic(), traffic());
        let mut seen = HashSet::new();
        for _ in 0..100 {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            one.request(&mut left).unwrap();
            two.request(&mut right).unwrap();
            assert_eq!(left, right);
            assert!(seen.insert(left));
        }
    }
}
