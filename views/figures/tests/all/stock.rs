//! What stock is worth and what is missing, as of now.

use catalogue::{Choices, CreateProduct, NewVariant, ProductFacts};
use figures::Dimension::{Category, Country, Currency, Day, Entity, Sku, Warehouse};
use figures::Measure::{Sales, Shortfall, StockPieces, StockUnvalued, StockValue};
use figures::{Filter, Measure, Question, ShownIn, ask};
use inventory::{CreateWarehouse, ReceiveStock, Received, SendTransfer, VariantId, WarehouseId, WriteOff};
use kernel::{Id, Texts, UnitPrice};
use store::CommandError;
use testkit::{TestStore, on_both_with};

use crate::asking::{at, parts, sum};
use crate::company::{MIGRATIONS, answer, beside, fresh_now, question, shown};

fn variant(fresh: &TestStore, sku: &str, category: &str) -> VariantId {
    let product = CreateProduct {
        facts: ProductFacts {
            tax_class: "standard".parse().unwrap(),
            category: category.parse().unwrap(),
            hs_code: None,
            origin: None,
        },
        names: [("en".parse().unwrap(), sku.to_owned())].into_iter().collect::<Texts>(),
        descriptions: Texts::new(),
        options: Vec::new(),
        variants: vec![NewVariant { sku: sku.parse().unwrap(), choices: Choices::new(), weight_grams: None }],
    };
    fresh.must(move |tx| catalogue::create_product(tx, &product));
    let sku = [sku.parse().unwrap()];
    let found = fresh.store.read_blocking(|read| catalogue::variants_by_sku(read, &sku)).unwrap();
    VariantId::from_number(found[0].as_ref().unwrap().variant.number())
}

fn warehouse(fresh: &TestStore, code: &str, country: &str, entity: &str) -> WarehouseId {
    let input = CreateWarehouse {
        code: code.parse().unwrap(),
        country: country.parse().unwrap(),
        postcode: None,
        zone: kernel::Zone::UTC,
        entity: entity.parse().unwrap(),
    };
    fresh.must(move |tx| inventory::create_warehouse(tx, &input))
}

fn receive(fresh: &TestStore, warehouse: WarehouseId, variant: VariantId, quantity: i64, cost: Option<&str>) {
    let price = |text: &str| {
        let (amount, currency) = text.split_once(' ').unwrap();
        UnitPrice::from_decimal_text(amount, currency.parse().unwrap()).unwrap()
    };
    let lines = vec![Received { variant, quantity, unit_cost: cost.map(price) }];
    let input = ReceiveStock { warehouse, lines, document: None, at: None };
    fresh.must(move |tx| inventory::receive_stock(tx, &input));
}

/// Mugs and pens in two German warehouses and on the way between them, pens of a British company, and mugs that are missing.
pub fn stocked(fresh: &TestStore) {
    let (mug, pen) = (variant(fresh, "MUG", "home/kitchen"), variant(fresh, "PEN", "office"));
    let ham = warehouse(fresh, "ham", "DE", "hanse-de");
    let lej = warehouse(fresh, "lej", "DE", "hanse-de");
    let lon = warehouse(fresh, "lon", "GB", "hanse-gb");
    receive(fresh, ham, mug, 10, Some("1.00 EUR"));
    receive(fresh, lej, mug, 10, Some("2.01 EUR"));
    receive(fresh, ham, pen, 5, None);
    receive(fresh, lon, pen, 3, Some("0.40 GBP"));
    let send = SendTransfer { from: ham, to: lej, lines: vec![(mug, 4)], document: None };
    fresh.must(move |tx| inventory::send_transfer(tx, &send));
    let off = WriteOff {
        warehouse: lon,
        lines: vec![(mug, 2)],
        reason: "flood".into(),
        fact: true,
        document: None,
        at: None,
    };
    fresh.must(move |tx| inventory::write_off(tx, &off));
}

#[test]
fn stock_is_worth_its_average_cost_wherever_it_lies() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        stocked(fresh);
        // 30.10 for 20 mugs: 9.03 for 6, 15.05 for 10, 6.02 for 4.
        assert_eq!(
            shown(&answer(fresh, &question(&[StockValue, StockPieces], &[Warehouse, Sku]))),
            [
                "ham MUG: 9.03 EUR, 6",
                "ham PEN: -, 5",
                "in_transit MUG: 6.02 EUR, 4",
                "lej MUG: 15.05 EUR, 10",
                "lon MUG: -, -2",
                "lon PEN: 1.20 GBP, 3",
            ]
        );
        assert_eq!(
            shown(&answer(fresh, &question(&[StockValue], &[Entity]))),
            ["hanse-de: -", "hanse-de: 30.10 EUR", "hanse-gb: -", "hanse-gb: 1.20 GBP"]
        );
        assert_eq!(
            shown(&answer(fresh, &question(&[StockUnvalued, Shortfall], &[Country]))),
            ["DE: 5, 0", "GB: -2, 2"]
        );
        assert_eq!(shown(&answer(fresh, &question(&[Shortfall], &[Warehouse, Sku]))), ["lon MUG: 2"]);
        assert_eq!(shown(&answer(fresh, &question(&[Shortfall], &[]))), [": 2"]);
        let mut home = question(&[StockPieces], &[Category, Currency]);
        home.filter = Filter { category: vec!["home".into()], entity: vec!["hanse-de".into()], ..Filter::default() };
        assert_eq!(shown(&answer(fresh, &home)), ["home/kitchen EUR: 20"]);
    });
}

#[test]
fn stock_of_several_companies_is_compared_in_one_currency() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        stocked(fresh);
        let rate = pricing::FxRow {
            currency: "GBP".parse().unwrap(),
            day: "2026-11-20".parse().unwrap(),
            rate: "0.80".parse().unwrap(),
        };
        let rates = pricing::ImportFxRates { source: "test".into(), purpose: None, rates: vec![rate] };
        fresh.must(move |tx| pricing::import_fx_rates(tx, &rates));
        let mut asked = question(&[StockValue, StockPieces], &[]);
        asked.shown_in = ShownIn::One("EUR".parse().unwrap());
        assert_eq!(shown(&answer(fresh, &asked)), [": -, 3", ": 31.60 EUR, 23"]);
        // Nobody knows the franc: the values are told as they are, the pieces are counted.
        asked.shown_in = ShownIn::One("CHF".parse().unwrap());
        let francs = answer(fresh, &asked);
        assert_eq!(shown(&francs), [": -, 3", ": -, 23"]);
        assert_eq!(beside(&francs), ["30.10 EUR for CHF, 3 rows", "1.20 GBP for CHF, 1 rows"]);
    });
}

#[test]
fn the_places_behind_a_figure_of_stock_add_up_to_it() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        stocked(fresh);
        for measure in [StockValue, StockPieces, StockUnvalued, Shortfall] {
            let mut asked = question(&[measure], &[]);
            asked.filter.entity = vec!["hanse-de".into(), "hanse-gb".into()];
            let figure: Vec<_> = answer(fresh, &asked).rows.iter().flat_map(|row| row.cells.clone()).collect();
            assert_eq!(sum(&parts(fresh, &asked, measure, 2)), sum(&figure), "{measure:?}");
            assert_ne!(sum(&figure), 0, "{measure:?}");
        }
    });
}

#[test]
fn stock_is_not_asked_for_by_what_only_orders_have() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let refused = |asked: Question| match fresh.store.read_blocking(|read| ask(read, &asked, fresh_now(fresh))) {
            Err(CommandError::Refused(refusal)) => refusal.code,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(question(&[StockValue], &[Day])), "figures_dimension_unfit");
        assert_eq!(refused(question(&[Sales], &[Warehouse])), "figures_dimension_unfit");
        let filtered = |measure: Measure, filter: Filter| Question { filter, ..question(&[measure], &[]) };
        let by_market = Filter { market: vec!["de".into()], ..Filter::default() };
        assert_eq!(refused(filtered(StockValue, by_market)), "figures_dimension_unfit");
        let by_warehouse = Filter { warehouse: vec!["ham".into()], ..Filter::default() };
        assert_eq!(refused(filtered(Sales, by_warehouse)), "figures_dimension_unfit");
    });
}
