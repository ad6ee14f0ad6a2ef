//! Which price a buyer gets, and why.

use pricing::{CreatePriceList, PriceBook, PriceQuestion, end_price};
use testkit::TestStore;

use crate::trade::{MUG, PLATE, ask, at, euros, list, market, new_list, on_both, prices, question, set, variant};

fn one(t: &TestStore, question: &PriceQuestion, number: i64, quantity: i64) -> Option<String> {
    let found = ask(t, question, &[(number, quantity)]);
    found.into_iter().next().flatten().map(|found| found.unit_price.to_decimal_text())
}

#[test]
fn the_quantity_bought_reaches_a_break() {
    on_both(|t, _| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        set(
            t,
            prices(retail, None, None, &[(MUG, 1, "9.90"), (MUG, 10, "8.5"), (MUG, 100, "0.0035"), (PLATE, 5, "4")]),
        );
        let now = question("de", "2026-06-01");
        let found = ask(t, &now, &[(MUG, 1), (MUG, 9), (MUG, 10), (MUG, 1_000_000), (PLATE, 4), (PLATE, 5), (99, 1)]);
        let said: Vec<_> = found
            .iter()
            .map(|found| found.as_ref().map(|found| (found.unit_price, found.why.min_quantity, found.why.next_break)))
            .collect();
        assert_eq!(
            said,
            [
                Some((euros("9.90"), 1, Some(10))),
                Some((euros("9.90"), 1, Some(10))),
                Some((euros("8.50"), 10, Some(100))),
                Some((euros("0.0035"), 100, None)),
                None,
                Some((euros("4"), 5, None)),
                None,
            ]
        );
    });
}

#[test]
fn the_closer_list_is_asked_first_and_the_answer_says_which_were() {
    on_both(|t, _| {
        market(t, "eu", None);
        market(t, "de", Some("eu"));
        let group = Some("wholesale".parse().unwrap());
        let channel = Some("shop".parse().unwrap());
        let europe = list(t, new_list("eu"));
        let fallback = list(t, CreatePriceList { priority: 99, default: true, ..new_list("de") });
        let general = list(t, new_list("de"));
        let for_channel = list(t, CreatePriceList { channel, ..new_list("de") });
        let for_group = list(t, CreatePriceList { customer_group: group, ..new_list("de") });
        let sale = CreatePriceList { priority: 1, valid_to: Some(at("2026-06-08")), ..new_list("de") };
        let sale = list(t, sale);
        list(t, CreatePriceList { currency: "USD".parse().unwrap(), ..new_list("de") });
        for (n, list) in [europe, fallback, general, for_channel, for_group, sale].into_iter().enumerate() {
            let number = i64::try_from(n).unwrap();
            set(t, prices(list, None, None, &[(100 + number, 1, "1")]));
        }
        let everybody = question("de", "2026-06-01");
        let dealer = PriceQuestion { channel, group, ..everybody };
        let asked = |question: &PriceQuestion, number: i64| {
            let found = ask(t, question, &[(number, 1)]).remove(0)?;
            assert_eq!(found.why.asked[found.why.passed_over], found.list);
            Some((found.why.asked.to_vec(), found.why.passed_over))
        };
        let all = vec![sale, for_group, for_channel, general, fallback, europe];
        assert_eq!(asked(&dealer, 100), Some((all.clone(), 5)), "the market above is asked last");
        assert_eq!(asked(&dealer, 104), Some((all, 1)));
        let public = vec![sale, general, fallback, europe];
        assert_eq!(asked(&everybody, 101), Some((public, 2)));
        assert_eq!(asked(&everybody, 104), None, "not this buyer's list");
        let later = PriceQuestion { at: at("2026-06-08"), ..everybody };
        assert_eq!(asked(&later, 102), Some((vec![general, fallback, europe], 0)), "the sale is over");
        let dollars = PriceQuestion { currency: "USD".parse().unwrap(), ..everybody };
        assert_eq!(asked(&dollars, 102), None, "prices are never exchanged");
        assert_eq!(asked(&PriceQuestion { market: "eu".parse().unwrap(), ..everybody }, 102), None);
    });
}

#[test]
fn the_book_answers_as_the_store_does_and_forgets_when_prices_change() {
    on_both(|t, clock| {
        market(t, "de", None);
        let retail = list(t, new_list("de"));
        set(t, prices(retail, Some("2026-01-01"), None, &[(MUG, 1, "8")]));
        set(t, prices(retail, None, None, &[(MUG, 1, "9"), (MUG, 10, "7")]));
        set(t, prices(retail, Some("2026-07-01"), None, &[(MUG, 1, "10")]));
        let book = PriceBook::default();
        let wanted = [(variant(MUG), 1), (variant(PLATE), 1), (variant(MUG), 20)];
        let same = |when: &str, expected: Option<&str>| {
            let question = question("de", when);
            let seen = t.store.revisions().of(pricing::AREA);
            let (kept, asked) = t
                .store
                .read_blocking(|read| -> Result<_, store::StoreError> {
                    let kept = book.lookup(seen, read, &question, &wanted)?;
                    Ok((kept, pricing::prices_for(read, &question, &wanted)?))
                })
                .unwrap();
            assert_eq!(kept, asked, "{when}");
            let said = kept[0].as_ref().map(|found| found.unit_price.to_decimal_text());
            assert_eq!(said.as_deref(), expected, "{when}");
        };
        for _ in 0..2 {
            same("2026-06-02", Some("9.00"));
            same("2026-06-01", Some("9.00"));
            same("2026-03-01", Some("8.00"));
            same("2026-07-02", Some("10.00"));
            same("2025-12-31", None);
        }
        clock.forward_ms(3 * 86_400_000);
        set(t, prices(retail, None, None, &[(MUG, 1, "5")]));
        same("2026-06-05", Some("5.00"));
        same("2026-06-03", Some("9.00"));
        same("2026-07-02", Some("5.00"));
        let end = pricing::EndPrice { list: retail, variant: variant(MUG), min_quantity: 1, at: None };
        clock.forward_ms(1000);
        t.must(move |tx| end_price(tx, &end));
        same("2026-06-05", None);
        assert_eq!(one(t, &question("de", "2026-06-05"), MUG, 10).as_deref(), Some("7.00"), "the other break stays");
    });
}
