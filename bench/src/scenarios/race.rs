use std::time::Duration;

use anyhow::Result;

use super::Setting;
use super::shop::Shop;
use crate::load::{Outcome, Pace, Stop, Ticket, Traffic, is_accepted, per_second};
use crate::report::{Row, number, share};
use crate::server::{Cluster, Engine};
use crate::shop::{Basket, CONNECTIONS, PLACE, PlaceOrders, Till};

/// How many want it.
pub const BUYERS: u64 = 2_000;
/// How many there are.
pub const PIECES: u64 = 100;

/// The demo company's warehouses; each has a fourth of the pieces.
const WAREHOUSES: u64 = 4;
/// SKUs kept for the races.
const RACED: usize = 8;
const WARM_UP: Duration = Duration::from_secs(2);

/// All races on both engines.
pub fn run(setting: &Setting) -> Result<Vec<Row>> {
    let cluster = Cluster::start(&setting.directory)?;
    let postgresql = Engine::PostgreSql(cluster.create_database("hanse_races")?);
    let mut rows = Vec::new();
    for (engine, on) in [(Engine::Sqlite, "SQLite"), (postgresql, "PostgreSQL")] {
        let shop = Shop::open(setting, &format!("races-{on}"), &engine)?;
        let window = Stop::After(Duration::from_secs(setting.seconds.min(10)));
        // What is raced for is not among it.
        let mut others = shop.till.orders(Basket::AnyTwo(shop.till.skus.iter().skip(RACED).cloned().collect()));
        let measured = shop.till.run(CONNECTIONS, Pace::Closed, WARM_UP, window, &mut others)?;
        let spread = measured.accepted_per_second(PLACE);
        rows.push(Row::shown(format!("orders spread over 2,000 SKUs, {on}, 256 connections"), number(spread), "1/s"));
        let rare = [shop.sku(0), shop.sku(1), shop.sku(2)];
        for sku in rare {
            shop.count_stock(sku, PIECES / WAREHOUSES)?;
        }
        let [one, two, twice] = rare;
        let races = [Race::one_line(one), Race::two_lines(two, shop.sku(3)), Race::one_sku_twice(twice)];
        for (wanted, sku) in races.iter().zip(rare) {
            rows.extend(race(&shop.till, on, wanted, spread)?);
            let name = format!("2,000 buyers, 100 pieces, {on}, {}: pieces held in the store afterwards", wanted.name);
            rows.push(Row::exactly(name, shop.pieces_held(sku)?, "pieces", PIECES));
        }
    }
    Ok(rows)
}

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
    let mut traffic = Buyers { orders, sold: 0, out_of_stock: 0, other: String::new() };
    let measured = till.run(CONNECTIONS, Pace::Closed, Duration::ZERO, Stop::Requests(BUYERS), &mut traffic)?;
    let name = format!("2,000 buyers, 100 pieces, {on}, {}", race.name);
    let winners = PIECES / race.pieces_an_order;
    let rate = per_second(measured.count(PLACE, |_| true), measured.window);
    Ok(vec![
        Row::exactly(format!("{name}: pieces sold"), traffic.sold * race.pieces_an_order, "pieces", PIECES),
        Row::exactly(format!("{name}: refused"), traffic.out_of_stock, "buyers", BUYERS - winners).noted(format!(
            "{} {}",
            measured.outcomes(),
            traffic.other
        )),
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
    /// The last answer that was neither.
    other: String,
}

impl Traffic for Buyers {
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        self.orders.request(out)
    }

    fn answer(&mut self, _ticket: Ticket, status: u16, body: &[u8]) {
        const CODE: &[u8] = b"\"out_of_stock\"";
        if is_accepted(Outcome::Status(status)) {
            self.sold += 1;
        } else if (400..500).contains(&status) && body.windows(CODE.len()).any(|word| word == CODE) {
            self.out_of_stock += 1;
        } else {
            self.other = String::from_utf8_lossy(body).into_owned();
        }
    }
}
