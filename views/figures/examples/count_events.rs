//! How fast events are counted, and how long a question takes then.
//!
//! `cargo run --release -p figures --example count_events -- PLACE ORDERS`; PLACE is a new file for SQLite or the URL of an empty
//! PostgreSQL database.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on must stop"
)]

use std::time::Instant;

use figures::{Dimension, Filter, Measure, Question, SUBSCRIBER, ask};
use kernel::{Actor, Context, Money, Timestamp, UnitPrice};
use orders::{BuyerKind, LineKind, NewLine, NewOrder, TaxStatus};
use store::{CommandError, Location, Nothing, Options, Store, Submission};

const BATCH: i64 = 200;
const COUNTRIES: [&str; 6] = ["DE", "FR", "GB", "CH", "US", "CN"];

fn order(context: &Context, number: i64, of: i64) -> NewOrder {
    let currency = "EUR".parse().unwrap();
    let country = COUNTRIES[usize::try_from(number % 6).unwrap()];
    let line = |sku: i64| NewLine {
        kind: LineKind::Goods,
        sku: format!("SKU-{sku:04}"),
        variant: Some(sku + 1),
        name: String::new(),
        quantity: 1,
        unit_price: UnitPrice::from_money(Money::new(1000, currency)).unwrap(),
        price_includes_tax: false,
        net: 1000,
        tax: 190,
        gross: 1190,
        warehouse: Some(1),
        category: Some(format!("home/{}", sku % 20)),
        tax_class: "standard".into(),
        tax_status: TaxStatus::Determined,
    };
    NewOrder {
        id: context.new_id(),
        channel: "web".parse().unwrap(),
        shop: "main".parse().unwrap(),
        external_number: None,
        market: country.to_lowercase().parse().unwrap(),
        entity: "de-gmbh".parse().unwrap(),
        currency,
        buyer_kind: BuyerKind::Consumer,
        person: None,
        customer: None,
        country: country.parse().unwrap(),
        held_because: None,
        net: 2000,
        tax: 380,
        rounding: 0,
        gross: 2380,
        tax_status: TaxStatus::Determined,
        // Spread over the year before.
        placed_at: Timestamp::from_ms(context.now.ms() - (of - number) * (31_536_000_000 / of)),
        reasons: orders::Reasons::default(),
        lines: vec![line(number * 7 % 2_000), line(number * 11 % 1_999)],
        find_words: Vec::new(),
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let place = arguments.next().expect("a file or a URL");
    let of: i64 = arguments.next().and_then(|text| text.parse().ok()).expect("how many orders");
    let location =
        if place.starts_with("postgres") { Location::Postgres(place) } else { Location::Sqlite(place.into()) };
    let tables = [orders::MIGRATIONS, pricing::MIGRATIONS, figures::MIGRATIONS];
    let store = Store::open(location, &tables, Options::default()).unwrap();
    for batch in 0..of / BATCH {
        let place = move |tx: &mut store::Tx<'_>| -> Result<Nothing, CommandError> {
            let context = tx.context().clone();
            let numbers = batch * BATCH..(batch + 1) * BATCH;
            let new: Vec<NewOrder> = numbers.map(|number| order(&context, number, of)).collect();
            let placed: Vec<(Context, &NewOrder)> = new.iter().map(|order| (context.clone(), order)).collect();
            orders::commands::place_orders(tx, &placed)?;
            Ok(Nothing)
        };
        store.submit_blocking(Submission::by(&Actor::new("count_events")).bulk(), place).unwrap();
    }
    let began = Instant::now();
    while SUBSCRIBER.catch_up(&store).unwrap() {}
    let took = began.elapsed();
    let rate = i128::from(of) * 1_000 / i128::try_from(took.as_millis().max(1)).unwrap();
    println!("counted {of} events of two lines in {took:.1?}: {rate} a second");
    let now = store.context(&Actor::new("count_events")).now;
    let quarter = now.quarter_hour();
    let all = Question {
        measures: vec![Measure::Sales, Measure::Orders, Measure::Average, Measure::TaxOwed],
        dimensions: vec![Dimension::Country],
        zone: "Europe/London".parse().unwrap(),
        from: None,
        until: None,
        filter: Filter::default(),
        shown_in: figures::ShownIn::Document,
    };
    let questions = [
        ("all, by country", all.clone()),
        (
            "30 days by day and country",
            Question {
                dimensions: vec![Dimension::Day, Dimension::Country],
                from: Some(quarter - 30 * 96),
                ..all.clone()
            },
        ),
        ("a year by day", Question { dimensions: vec![Dimension::Day], ..all.clone() }),
        ("30 days by SKU", Question { dimensions: vec![Dimension::Sku], from: Some(quarter - 30 * 96), ..all.clone() }),
        (
            "waiting by age",
            Question { measures: vec![Measure::Waiting], dimensions: vec![Dimension::Age], ..all.clone() },
        ),
    ];
    for (name, question) in &questions {
        let began = Instant::now();
        let rows = store.read_blocking(|read| ask(read, question, now)).unwrap().rows.len();
        println!("{name:28} {:>10.2?}  ({rows} rows)", began.elapsed());
    }
    store.close();
}
