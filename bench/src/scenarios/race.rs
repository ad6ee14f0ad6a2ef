use std::time::Duration;

use anyhow::Result;

use crate::load::{Pace, Stop, Ticket, Traffic, is_accepted, per_second};
use crate::report::{Row, number, share};
use crate::shop::{Basket, CONNECTIONS, PLACE, PlaceOrders, Till};

/// How many want it.
pub const BUYERS: u64 = 2_000;
/// How many there are.
pub const PIECES: u64 = 100;

/// A race for one SKU of which there are 100 pieces.
#[derive(Clone, Debug)]
pub struct Race {
    pub name: String,
    pub lines: Vec<(String, u32)>,
    /// Pieces of the rare SKU an order takes.
    pub pieces_an_order: u64,
}

impl Race {
    /// Each buyer wants one piece.
    pub fn one_line(rare: &str) -> Self {
        Self { name: "one line".into(), lines: vec![(rare.into(), 1)], pieces_an_order: 1 }
    }

    /// Each buyer wants one piece and something of which there is plenty.
    pub fn two_lines(rare: &str, plenty: &str) -> Self {
        let lines = vec![(rare.into(), 1), (plenty.into(), 1)];
        Self { name: "two-line baskets".into(), lines, pieces_an_order: 1 }
    }

    /// Each buyer's basket names the SKU twice, one piece each.
    pub fn one_sku_twice(rare: &str) -> Self {
        let lines = vec![(rare.into(), 1), (rare.into(), 1)];
        Self { name: "one SKU twice in a basket".into(), lines, pieces_an_order: 2 }
    }
}

/// 2,000 buyers, 100 pieces: every piece is sold once and everybody else hears that it is out of stock. `spread` is the
/// rate at which orders over many SKUs were placed.
pub fn race(till: &Till, on: &str, race: &Race, spread: u64) -> Result<Vec<Row>> {
    let orders = till.orders(Basket::Same(race.lines.clone()));
    let mut traffic = Buyers { orders, sold: 0, out_of_stock: 0 };
    let measured = till.run(CONNECTIONS, Pace::Closed, Duration::ZERO, Stop::Requests(BUYERS), &mut traffic)?;
    let name = format!("2,000 buyers, 100 pieces, {on}, {}", race.name);
    let winners = PIECES / race.pieces_an_order;
    let rate = per_second(measured.count(PLACE, |_| true), measured.window);
    Ok(vec![
        Row::exactly(format!("{name}: pieces sold"), traffic.sold * race.pieces_an_order, "pieces", PIECES),
        Row::exactly(format!("{name}: refused"), traffic.out_of_stock, "buyers", BUYERS - winners)
            .noted(measured.outcomes()),
        Row {
            hoped: Some(0.7),
            ..Row::shown(format!("{name}: rate"), share(number(rate), number(spread)), "of spread")
        },
    ])
}

/// Counts who got it and who was told why not.
struct Buyers {
    orders: PlaceOrders,
    sold: u64,
    out_of_stock: u64,
}

impl Traffic for Buyers {
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        self.orders.request(out)
    }

    fn answer(&mut self, _ticket: Ticket, status: u16, body: &[u8]) {
        const CODE: &[u8] = b"\"out_of_stock\"";
        if is_accepted(crate::load::Outcome::Status(status)) {
            self.sold += 1;
        } else if (400..500).contains(&status) && body.windows(CODE.len()).any(|word| word == CODE) {
            self.out_of_stock += 1;
        }
    }
}
