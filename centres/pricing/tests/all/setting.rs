//! Prices are set, for good or for a while, and their past stays.

use pricing::{EndPrice, PricesOf, PricesWritten, create_price_list, end_price, prices_of};
use testkit::TestStore;

use crate::trade::{MUG, PLATE, at, euros, list, market, new_list, on_both, price, prices, refused, set, variant};

fn history(t: &TestStore, list: pricing::PriceListId) -> Vec<(String, Option<String>, String)> {
    let wanted = PricesOf { list, variant: Some(variant(MUG)), at: None, after: None, limit: 100 };
    let entries = t.store.read_blocking(|read| prices_of(read, &wanted)).unwrap().unwrap();
    let day = |at: kernel::Timestamp| at.day_utc().to_string();
    entries
        .iter()
        .map(|entry| (day(entry.valid_from), entry.valid_to.map(day), entry.unit_price.to_decimal_text()))
        .collect()
}

#[test]
fn a_sale_ends_and_the_price_before_it_returns() {
    on_both(|t, clock| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        set(t, prices(retail, Some("2026-01-01"), None, &[(MUG, 1, "10")]));
        set(t, prices(retail, Some("2026-06-10"), Some("2026-06-20"), &[(MUG, 1, "7")]));
        for (when, expected) in [
            ("2025-12-31", None),
            ("2026-06-09T23:59:59Z", Some("10.00")),
            ("2026-06-10", Some("7.00")),
            ("2026-06-19T23:59:59.999Z", Some("7.00")),
            ("2026-06-20", Some("10.00")),
        ] {
            assert_eq!(price(t, MUG, when).as_deref(), expected, "{when}");
        }
        clock.forward_ms(86_400_000);
        set(t, prices(retail, None, None, &[(MUG, 1, "12")]));
        assert_eq!(
            price(t, MUG, "2026-06-15").as_deref(),
            Some("12.00"),
            "from now on means also over what was planned"
        );
        assert_eq!(price(t, MUG, "2026-06-01").as_deref(), Some("10.00"));
        let line =
            |from: &str, to: Option<&str>, price: &str| (from.to_owned(), to.map(str::to_owned), price.to_owned());
        assert_eq!(
            history(t, retail),
            [
                line("2026-01-01", Some("2026-06-02"), "10.00"),
                line("2026-06-02", None, "12.00"),
                line("2026-06-10", Some("2026-06-10"), "7.00"),
                line("2026-06-20", Some("2026-06-20"), "10.00"),
            ]
        );
    });
}

#[test]
fn the_same_again_changes_nothing() {
    on_both(|t, _| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        let input = prices(retail, Some("2026-01-01"), None, &[(MUG, 1, "10"), (MUG, 5, "9"), (PLATE, 1, "3")]);
        assert_eq!(set(t, input.clone()), PricesWritten { set: 3, unchanged: 0 });
        let revision = t.store.revisions().of(pricing::AREA);
        assert_eq!(set(t, input), PricesWritten { set: 0, unchanged: 3 });
        assert_eq!(t.store.revisions().of(pricing::AREA), revision);
        let some = prices(retail, None, None, &[(MUG, 1, "10.00"), (PLATE, 1, "4")]);
        assert_eq!(set(t, some), PricesWritten { set: 1, unchanged: 1 });
    });
}

#[test]
fn what_was_in_force_cannot_be_changed() {
    on_both(|t, _| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        set(t, prices(retail, Some("2026-03-01"), None, &[(MUG, 1, "10")]));
        let back = |from, to| prices(retail, Some(from), to, &[(MUG, 1, "1")]);
        assert_eq!(refused(t, back("2026-05-01", None)), "price_in_the_past");
        assert_eq!(refused(t, back("2026-01-01", Some("2026-03-02"))), "price_in_the_past");
        set(t, back("2026-01-01", Some("2026-03-01")));
        assert_eq!(price(t, MUG, "2026-02-28").as_deref(), Some("1.00"), "a gap may be filled");
        let end = EndPrice { list: retail, variant: variant(MUG), min_quantity: 1, at: Some(at("2026-04-01")) };
        assert_eq!(t.refusal(move |tx| end_price(tx, &end)), "price_in_the_past");
        let other = EndPrice { variant: variant(PLATE), at: None, ..end };
        assert_eq!(t.refusal(move |tx| end_price(tx, &other)), "price_not_found");
        t.must(move |tx| end_price(tx, &EndPrice { at: Some(at("2026-12-24")), ..end }));
        assert_eq!(price(t, MUG, "2026-12-23").as_deref(), Some("10.00"));
        assert_eq!(price(t, MUG, "2026-12-24"), None);
    });
}

#[test]
fn senseless_prices_are_refused() {
    on_both(|t, _| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        for (code, rows) in [
            ("negative_price", vec![(MUG, 1, "-0.01")]),
            ("invalid_min_quantity", vec![(MUG, 0, "1")]),
            ("price_given_twice", vec![(MUG, 1, "1"), (PLATE, 1, "1"), (MUG, 1, "1")]),
            ("too_many_rows", (0..2_001).map(|n| (n + 1, 1, "1")).collect()),
        ] {
            assert_eq!(refused(t, prices(retail, None, None, &rows)), code);
        }
        assert_eq!(refused(t, prices(retail, Some("2026-07-02"), Some("2026-07-02"), &[])), "validity_backwards");
        assert_eq!(refused(t, prices(kernel::Id::from_number(5), None, None, &[])), "price_list_not_found");
        let mut dollars = prices(retail, None, None, &[(MUG, 1, "1")]);
        dollars.prices[0].unit_price = kernel::UnitPrice::new(1, "USD".parse().unwrap());
        assert_eq!(refused(t, dollars), "currency_mismatch");
        let nowhere = new_list("mars");
        assert_eq!(t.refusal(move |tx| create_price_list(tx, &nowhere)), "market_not_found");
        let many: Vec<_> = (0..2_000).map(|n| (n + 1, 1, "1.25")).collect();
        assert_eq!(set(t, prices(retail, None, None, &many)).set, 2_000);
    });
}

#[test]
fn a_long_list_reads_page_by_page_without_gaps() {
    on_both(|t, _| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        let rows: Vec<_> = (1..=7).flat_map(|n| [(n, 1, "2"), (n, 10, "1.5")]).collect();
        set(t, prices(retail, None, None, &rows));
        set(t, prices(retail, Some("2026-08-01"), None, &[(3, 1, "2.5")]));
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let wanted = PricesOf { list: retail, variant: None, at: None, after, limit: 4 };
            let page = t.store.read_blocking(|read| prices_of(read, &wanted)).unwrap().unwrap();
            let Some(last) = page.last() else { break };
            after = Some(*last);
            seen.extend(page);
        }
        assert_eq!(seen.len(), 15);
        assert_eq!(seen.iter().filter(|entry| entry.unit_price == euros("2.5")).count(), 1);
        let now = PricesOf { list: retail, variant: None, at: Some(at("2026-06-01")), after: None, limit: 100 };
        assert_eq!(t.store.read_blocking(|read| prices_of(read, &now)).unwrap().unwrap().len(), 14);
    });
}
