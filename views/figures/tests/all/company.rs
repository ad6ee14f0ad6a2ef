//! A company whose orders are counted.

use figures::{Cell, Dimension, Figures, Filter, Measure, Question, SUBSCRIBER, ShownIn, ask};
use kernel::{Context, Money, Timestamp, UnitPrice};
use orders::{BuyerKind, LineKind, NewLine, NewOrder, OrderId, TaxStatus};
use store::{CommandError, Nothing};
use testkit::TestStore;

pub const MIGRATIONS: &[store::Migrations] = &[
    catalogue::MIGRATIONS,
    inventory::MIGRATIONS,
    ledger::MIGRATIONS,
    orders::MIGRATIONS,
    pricing::MIGRATIONS,
    figures::MIGRATIONS,
];

/// `(sku, category, quantity, net, tax)`.
pub type Line = (&'static str, &'static str, i64, i64, i64);

/// An order to be placed.
#[derive(Clone)]
pub struct Wanted {
    pub at: &'static str,
    pub country: &'static str,
    pub entity: &'static str,
    pub currency: &'static str,
    pub lines: Vec<Line>,
    pub held: Option<&'static str>,
    pub tax: TaxStatus,
}

pub fn wanted(at: &'static str, lines: &[Line]) -> Wanted {
    Wanted {
        at,
        country: "DE",
        entity: "de-gmbh",
        currency: "EUR",
        lines: lines.to_vec(),
        held: None,
        tax: TaxStatus::Determined,
    }
}

fn new_order(context: &Context, wanted: &Wanted) -> NewOrder {
    let currency = wanted.currency.parse().unwrap();
    let sum = |of: fn(&Line) -> i64| wanted.lines.iter().map(of).sum::<i64>();
    let (net, tax) = (sum(|line| line.3), sum(|line| line.4));
    let line = |(sku, category, quantity, net, tax): &Line| NewLine {
        kind: if *sku == "POST" { LineKind::Carriage } else { LineKind::Goods },
        sku: (*sku).into(),
        variant: (*sku != "POST").then_some(1),
        name: (*sku).into(),
        quantity: *quantity,
        unit_price: UnitPrice::from_money(Money::new(net / quantity, currency)).unwrap(),
        price_includes_tax: false,
        net: *net,
        tax: *tax,
        gross: net + tax,
        warehouse: Some(1),
        category: (!category.is_empty()).then(|| (*category).into()),
        tax_class: "standard".into(),
        tax_status: wanted.tax,
    };
    let id: OrderId = context.new_id();
    NewOrder {
        id,
        channel: "web".parse().unwrap(),
        shop: "main".parse().unwrap(),
        external_number: Some(format!("N-{id}")),
        market: wanted.country.to_lowercase().parse().unwrap(),
        entity: wanted.entity.parse().unwrap(),
        currency,
        buyer_kind: BuyerKind::Consumer,
        person: None,
        customer: None,
        country: wanted.country.parse().unwrap(),
        held_because: wanted.held,
        net,
        tax,
        rounding: 0,
        gross: net + tax,
        tax_status: wanted.tax,
        placed_at: wanted.at.parse().unwrap(),
        reasons: orders::Reasons::default(),
        lines: wanted.lines.iter().map(line).collect(),
        find_words: Vec::new(),
    }
}

pub fn place(fresh: &TestStore, wanted: &Wanted) -> OrderId {
    let wanted = wanted.clone();
    fresh.must(move |tx| {
        let context = tx.context().clone();
        let order = new_order(&context, &wanted);
        orders::commands::place_orders(tx, &[(context, &order)])?;
        Ok(order.id)
    })
}

/// Lets an order command run.
pub fn order(fresh: &TestStore, work: impl Fn(&mut store::Tx<'_>) -> Result<(), CommandError> + Send + 'static) {
    fresh.must(move |tx| work(tx).map(|()| Nothing));
}

pub fn count(fresh: &TestStore) {
    while SUBSCRIBER.catch_up(&fresh.store).unwrap() {}
}

pub fn question(measures: &[Measure], dimensions: &[Dimension]) -> Question {
    Question {
        measures: measures.to_vec(),
        dimensions: dimensions.to_vec(),
        zone: kernel::Zone::UTC,
        from: None,
        until: None,
        filter: Filter::default(),
        shown_in: ShownIn::Document,
    }
}

pub fn answer(fresh: &TestStore, question: &Question) -> Figures {
    fresh.store.read_blocking(|read| ask(read, question, fresh_now(fresh))).unwrap()
}

pub fn fresh_now(fresh: &TestStore) -> Timestamp {
    fresh.store.context(&testkit::tester()).now
}

/// The answer as text: `key: cell cell`, a row a line.
pub fn shown(figures: &Figures) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Money(money) => format!("{} {}", money.amount(), money.currency()),
        Cell::Count(count) => count.to_string(),
        Cell::None => "-".to_owned(),
    };
    let row = |row: &figures::FigureRow| {
        format!("{}: {}", row.key.join(" "), row.cells.iter().map(cell).collect::<Vec<_>>().join(", "))
    };
    figures.rows.iter().map(row).collect()
}

/// What could not be converted, all rows together: `amount for currency, rows`.
pub fn beside(figures: &Figures) -> Vec<String> {
    let all = figures.not_converted.iter().map(|one| {
        let amounts: Vec<String> = one.amounts.iter().map(|(_, sum)| format!("{} ", sum.amount())).collect();
        let into = one.into.map_or("?".to_owned(), |into| into.to_string());
        format!("{}{} for {into}, {} rows", amounts.concat(), one.currency, one.rows)
    });
    all.collect()
}
