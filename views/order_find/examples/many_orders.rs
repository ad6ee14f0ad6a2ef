//! Fills a store with generated orders through the order centre and times lists and finds against it.
//!
//! `cargo run --release -p order_find --example many_orders -- PLACE ORDERS`; PLACE is a file for SQLite or the URL of an empty
//! PostgreSQL database. A store that is filled already is only asked.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on must stop"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use catalogue::{Adopted, ProductFacts, ProductId, adopt_products, find_products};
use kernel::{Actor, Context, CountryCode, Id, MarketCode, Money, UnitPrice};
use order_find::{Question, count_orders, find_orders};
use orders::queries::{OrderFilter, OrderSort, list_orders, orders_of_persons};
use orders::{BuyerKind, Fulfilment, LineKind, NewLine, NewOrder, Status, TaxStatus};
use store::{CommandError, Location, Nothing, Options, Read, Store, Submission};

const PRODUCTS: usize = 2_000;
const BATCH: usize = 200;
const COLOURS: [(&str, &str); 10] = [
    ("red", "红色"),
    ("blue", "蓝色"),
    ("green", "绿色"),
    ("white", "白色"),
    ("black", "黑色"),
    ("yellow", "黄色"),
    ("pink", "粉色"),
    ("grey", "灰色"),
    ("brown", "棕色"),
    ("golden", "金色"),
];
const THINGS: [(&str, &str); 10] = [
    ("mug", "杯子"),
    ("plate", "盘子"),
    ("shirt", "衬衫"),
    ("lamp", "台灯"),
    ("chair", "椅子"),
    ("clock", "时钟"),
    ("basket", "篮子"),
    ("candle", "蜡烛"),
    ("towel", "毛巾"),
    ("lantern", "灯笼"),
];
const MARKETS: [(&str, &str); 6] = [("de", "DE"), ("fr", "FR"), ("uk", "GB"), ("ch", "CH"), ("us", "US"), ("cn", "CN")];

/// A seeded stream of numbers (the SplitMix64 generator), so that each run fills the same.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }
}

struct Good {
    sku: String,
    product: ProductId,
    lantern: bool,
}

fn goods(store: &Arc<Store>) -> Vec<Good> {
    let all: Vec<Adopted> = (0..PRODUCTS)
        .map(|n| {
            let (colour, farbe) = COLOURS[n % 10];
            let (thing, ding) = THINGS[(n / 10) % 10];
            Adopted {
                sku: format!("{}-{n:04}", &thing[..3].to_uppercase()).parse().unwrap(),
                name: format!("{colour} {thing} {farbe}{ding} series{}", n / 100),
                locale: "en".parse().unwrap(),
                facts: ProductFacts {
                    tax_class: "standard".parse().unwrap(),
                    category: "home".parse().unwrap(),
                    hs_code: None,
                    origin: None,
                },
                weight_grams: None,
            }
        })
        .collect();
    let adopt = all.clone();
    store.submit_blocking(actor(), move |tx| adopt_products(tx, &adopt)).unwrap();
    let skus: Vec<kernel::Sku> = all.iter().map(|good| good.sku.clone()).collect();
    let facts = store.read_blocking(|read| catalogue::variants_by_sku(read, &skus)).unwrap();
    facts
        .into_iter()
        .enumerate()
        .map(|(n, facts)| {
            let facts = facts.unwrap();
            Good { sku: facts.sku.as_str().to_owned(), product: facts.product, lantern: (n / 10) % 10 == 9 }
        })
        .collect()
}

fn actor() -> Submission {
    Submission::by(&Actor::new("many_orders"))
}

fn line(sku: &str) -> NewLine {
    let currency = "EUR".parse().unwrap();
    NewLine {
        kind: LineKind::Goods,
        sku: sku.into(),
        variant: Some(1),
        name: sku.into(),
        quantity: 1,
        unit_price: UnitPrice::from_money(Money::new(1000, currency)).unwrap(),
        price_includes_tax: false,
        net: 1000,
        tax: 190,
        gross: 1190,
        warehouse: Some(1),
        category: Some("home".into()),
        tax_class: "standard".into(),
        tax_status: TaxStatus::Determined,
    }
}

fn order(context: &Context, goods: &[Good], dice: &mut Dice, number: usize, of: usize) -> NewOrder {
    let mut pick = || loop {
        // The square of a share: few goods sell often, most seldom.
        let share = dice.next(PRODUCTS).min(dice.next(PRODUCTS));
        // Lanterns were sold in the first half only.
        if !goods[share].lantern || number < of / 2 {
            break &goods[share];
        }
    };
    let (first, second) = (pick(), pick());
    let (market, country) = MARKETS[dice.next(6).min(dice.next(6))];
    NewOrder {
        id: context.new_id(),
        channel: "web".parse().unwrap(),
        shop: "main".parse().unwrap(),
        external_number: Some(format!("WEB-{number:07}")),
        market: market.parse().unwrap(),
        entity: "de-gmbh".parse().unwrap(),
        currency: "EUR".parse().unwrap(),
        buyer_kind: BuyerKind::Consumer,
        person: Some(i64::try_from(1 + dice.next(of / 3 + 1)).unwrap()),
        customer: Some(i64::try_from(1 + dice.next(of / 3 + 1)).unwrap()),
        country: country.parse().unwrap(),
        held_because: (dice.next(200) == 0).then_some("tax_not_determined"),
        net: 2000,
        tax: 380,
        rounding: 0,
        gross: 2380,
        tax_status: TaxStatus::Determined,
        placed_at: context.now,
        reasons: reasons(),
        lines: vec![line(&first.sku), line(&second.sku)],
        find_words: vec![orders::product_token(first.product.number()), orders::product_token(second.product.number())],
    }
}

fn fill(store: &Arc<Store>, goods: &Arc<Vec<Good>>, of: usize) {
    let began = Instant::now();
    for batch in 0..of.div_ceil(BATCH) {
        let goods = Arc::clone(goods);
        let place = move |tx: &mut store::Tx<'_>| -> Result<Nothing, CommandError> {
            let context = tx.context().clone();
            let mut dice = Dice(u64::try_from(batch).unwrap());
            let numbers = batch * BATCH..(batch * BATCH + BATCH).min(of);
            let new: Vec<NewOrder> = numbers.map(|number| order(&context, &goods, &mut dice, number, of)).collect();
            let placed: Vec<(Context, &NewOrder)> = new.iter().map(|order| (context.clone(), order)).collect();
            orders::commands::place_orders(tx, &placed)?;
            Ok(Nothing)
        };
        store.submit_blocking(actor().bulk(), place).unwrap();
    }
    println!("filled {of} orders in {:.1?}", began.elapsed());
    // Nine of ten have run their course; what is left waits.
    let age = |tx: &mut store::Tx<'_>| {
        let sql = "UPDATE orders SET status = 'completed', payment = 'paid', fulfilment = 'delivered' \
                   WHERE status = 'open' AND customer % 10 <> 0";
        tx.execute(sql, &[])?;
        Ok(Nothing)
    };
    store.submit_blocking(actor().bulk(), age).unwrap();
}

/// Runs `ask` with numbers of a dice and shows how long it took.
fn time(name: &str, rounds: usize, mut ask: impl FnMut(&mut Dice) -> usize) {
    let mut dice = Dice(7);
    let mut took: Vec<Duration> = Vec::with_capacity(rounds);
    let mut rows = 0;
    for _ in 0..rounds {
        let began = Instant::now();
        rows = ask(&mut dice);
        took.push(began.elapsed());
    }
    took.sort_unstable();
    let at = |share: usize| took[(rounds * share / 100).min(rounds - 1)];
    println!("{name:28} p50 {:>10.2?}  p99 {:>10.2?}  max {:>10.2?}  ({rows} rows)", at(50), at(99), at(100));
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let place = arguments.next().expect("a file or a URL");
    let of: usize = arguments.next().and_then(|text| text.parse().ok()).expect("how many orders");
    let location =
        if place.starts_with("postgres") { Location::Postgres(place) } else { Location::Sqlite(place.into()) };
    let store = Store::open(location, &[catalogue::MIGRATIONS, orders::MIGRATIONS], Options::default()).unwrap();
    let goods = Arc::new(goods(&store));
    let count = "SELECT COUNT(*) FROM orders";
    let there = store.read_blocking(|read| read.query_one(count, &[])).unwrap().unwrap().int(0).unwrap();
    if there == 0 {
        fill(&store, &goods, of);
    }
    let find = |text: &str| {
        let question: Question = text.parse().unwrap();
        store.read_blocking(|read| find_orders(read, &question, None, 50)).unwrap().orders.len()
    };
    let list = |filter: &OrderFilter| {
        let newest = OrderSort::Newest;
        let page = store.read_blocking(|read| Ok::<_, CommandError>(list_orders(read, filter, newest, None, 50)?));
        page.unwrap().0.len()
    };
    let none = OrderFilter::default();
    time("list", 300, |_| list(&none));
    time("list: market", 300, |dice| {
        let market: MarketCode = MARKETS[dice.next(6)].0.parse().unwrap();
        list(&OrderFilter { market: vec![market], ..none.clone() })
    });
    time("list: held", 300, |_| list(&OrderFilter { status: vec![Status::Held], ..none.clone() }));
    time("list: unfulfilled", 300, |_| {
        list(&OrderFilter { fulfilment: vec![Fulfilment::Unfulfilled], ..none.clone() })
    });
    time("list: market+open+country", 300, |dice| {
        let (market, country) = MARKETS[dice.next(6)];
        let country: CountryCode = country.parse().unwrap();
        let market: MarketCode = market.parse().unwrap();
        let status = vec![Status::Open];
        list(&OrderFilter { market: vec![market], country: vec![country], status, ..none.clone() })
    });
    time("find: number", 300, |dice| find(&format!("WEB-{:07}", dice.next(of))));
    time("find: number's beginning", 300, |dice| find(&format!("web{:04}", dice.next(of / 1000))));
    time("find: SKU", 300, |dice| find(&goods[dice.next(PRODUCTS)].sku));
    time("find: common product word", 300, |dice| find(COLOURS[dice.next(10)].0));
    time("find: common, Chinese", 300, |dice| find(COLOURS[dice.next(10)].1));
    time("find: two letters", 300, |dice| find(&COLOURS[dice.next(10)].0[..2]));
    time("find: every number (we)", 100, |_| find("we"));
    time("find: two words", 300, |dice| find(&format!("{} {}", COLOURS[dice.next(10)].0, THINGS[dice.next(9)].1)));
    time("find: two words, no meeting", 300, |dice| {
        find(&format!("{} web{:07}", COLOURS[dice.next(10)].0, dice.next(of)))
    });
    time("find: common only in old", 300, |dice| find(&format!("{} lantern", COLOURS[dice.next(10)].0)));
    time("find: old (lantern)", 300, |_| find("lantern"));
    time("find: nothing", 300, |dice| find(&format!("nothing{}", dice.next(1000))));
    time("find: one product of 20", 300, |dice| find(&format!("series{} red mug", dice.next(20))));
    time("find: person", 300, |dice| {
        let person = i64::try_from(1 + dice.next(of / 3)).unwrap();
        let found = |read: &mut store::Reader<'_>| orders_of_persons(read, &[person], None, 50);
        store.read_blocking(found).unwrap().len()
    });
    time("count: common", 20, |dice| {
        let question: Question = COLOURS[dice.next(10)].0.parse().unwrap();
        store.read_blocking(|read| count_orders(read, &question)).unwrap();
        1
    });
    time("products of a word", 100, |dice| {
        store.read_blocking(|read| find_products(read, COLOURS[dice.next(10)].0, None, 1_000)).unwrap().len()
    });
    store.close();
}

/// About as many bytes as real reasons have.
fn reasons() -> orders::Reasons {
    let line = orders::LineReasons {
        tax: r#"{"rule":"de-standard","rate":"19","source":"UStG §12"}"#.into(),
        price: r#"{"list":"de-web","why":"market"}"#.into(),
    };
    orders::Reasons::pack(r#"{"rounding":"line/half_up","sourcing":"nearest"}"#, [&line, &line]).unwrap()
}
