//! Figures in one currency.

use figures::Dimension::{Country, Day, Entity};
use figures::Measure::{Average, Orders, Sales};
use figures::ShownIn;
use testkit::{TestStore, on_both_with};

use crate::asking::at;
use crate::company::{MIGRATIONS, answer, beside, count, place, question, shown, wanted};

#[test]
fn amounts_in_one_currency_are_converted_by_the_rate_of_their_day() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let rate = |day: &str, rate: &str| pricing::FxRow {
            currency: "JPY".parse().unwrap(),
            day: day.parse().unwrap(),
            rate: rate.parse().unwrap(),
        };
        let rates = pricing::ImportFxRates {
            source: "test".into(),
            purpose: None,
            rates: vec![rate("2026-11-18", "160"), rate("2026-11-19", "170")],
        };
        fresh.must(move |tx| pricing::import_fx_rates(tx, &rates));
        place(fresh, &wanted("2026-11-18T10:00:00Z", &[("MUG", "", 1, 1000, 190)]));
        for at in ["2026-11-18T10:00:00Z", "2026-11-18T14:00:00Z", "2026-11-18T16:00:00Z"] {
            let mut yen = wanted(at, &[("MUG", "", 1, 1600, 0)]);
            (yen.currency, yen.country) = ("JPY", "JP");
            place(fresh, &yen);
        }
        count(fresh);
        let mut asked = question(&[Sales, Orders, Average], &[]);
        asked.shown_in = ShownIn::One("EUR".parse().unwrap());
        // In Tokyo the last of them is of the 19th: 3200 JPY at 160, 1600 at 170 (9.41 EUR).
        asked.zone = "Asia/Tokyo".parse().unwrap();
        assert_eq!(shown(&answer(fresh, &asked)), [": 39.41 EUR, 4, 9.85 EUR"]);
        asked.zone = kernel::Zone::UTC;
        assert_eq!(shown(&answer(fresh, &asked)), [": 40.00 EUR, 4, 10.00 EUR"]);
    });
}

fn yen_rate(fresh: &TestStore, day: &str, rate: &str) {
    let row =
        pricing::FxRow { currency: "JPY".parse().unwrap(), day: day.parse().unwrap(), rate: rate.parse().unwrap() };
    let rates = pricing::ImportFxRates { source: "test".into(), purpose: None, rates: vec![row] };
    fresh.must(move |tx| pricing::import_fx_rates(tx, &rates));
}

#[test]
fn an_order_of_a_day_without_a_rate_is_told_beside_the_figures_and_spoils_none() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        yen_rate(fresh, "2026-11-18", "160");
        place(fresh, &wanted("2026-01-07T10:00:00Z", &[("MUG", "home", 1, 1000, 190)]));
        for (at, yen) in [("2026-01-07T10:00:00Z", 1700), ("2026-01-08T10:00:00Z", 300), ("2026-11-18T10:00:00Z", 1600)]
        {
            let mut order = wanted(at, &[("MUG", "home", 1, yen, 0), ("PEN", "office", 1, 0, 0)]);
            (order.currency, order.country) = ("JPY", "JP");
            place(fresh, &order);
        }
        count(fresh);
        let mut asked = question(&[Sales, Orders, Average], &[]);
        asked.shown_in = ShownIn::One("EUR".parse().unwrap());
        let figures = answer(fresh, &asked);
        // All four orders are counted; the average is of the two whose sales are in the sum.
        assert_eq!(shown(&figures), [": 20.00 EUR, 4, 10.00 EUR"]);
        assert_eq!(beside(&figures), ["2000 JPY for EUR, 2 rows"]);
        let days = (figures.not_converted[0].first_day.to_string(), figures.not_converted[0].last_day.to_string());
        assert_eq!(days, ("2026-01-07".to_owned(), "2026-01-08".to_owned()));

        // By country each row tells what it misses; one of which nothing is known has no amount instead of zero.
        asked.dimensions = vec![Country, Day];
        let figures = answer(fresh, &asked);
        assert_eq!(
            shown(&figures),
            [
                "DE 2026-01-07: 10.00 EUR, 1, 10.00 EUR",
                "JP 2026-01-07: -, 1, -",
                "JP 2026-01-08: -, 1, -",
                "JP 2026-11-18: 10.00 EUR, 1, 10.00 EUR",
            ]
        );
        let missing: Vec<i64> =
            figures.rows.iter().map(|row| row.not_converted.iter().map(|one| one.rows).sum()).collect();
        assert_eq!(missing, [0, 1, 1, 0]);

        asked.dimensions = vec![];
        asked.shown_in = ShownIn::One("CHF".parse().unwrap());
        let figures = answer(fresh, &asked);
        assert_eq!(shown(&figures), [": -, 4, -"]);
        assert_eq!(beside(&figures), ["10.00 EUR for CHF, 1 rows", "3600 JPY for CHF, 3 rows"]);
    });
}

#[test]
fn each_entity_is_told_in_the_currency_of_its_own_books() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        yen_rate(fresh, "2026-11-18", "160");
        for (code, country, base) in [("de-gmbh", "DE", "EUR"), ("jp-kk", "JP", "JPY")] {
            let entity = ledger::AddEntity {
                code: code.parse().unwrap(),
                name: code.into(),
                country: country.parse().unwrap(),
                base_currency: base.parse().unwrap(),
                zone: kernel::Zone::UTC,
                address: None,
            };
            fresh.must(move |tx| ledger::add_entity(tx, &entity));
        }
        for (entity, currency, net) in [
            ("de-gmbh", "EUR", 1000),
            ("de-gmbh", "JPY", 1600),
            ("jp-kk", "JPY", 500),
            ("jp-kk", "EUR", 100),
            ("nobody", "EUR", 700),
        ] {
            let mut order = wanted("2026-11-18T10:00:00Z", &[("MUG", "", 1, net, 0)]);
            (order.entity, order.currency) = (entity, currency);
            place(fresh, &order);
        }
        count(fresh);
        let mut asked = question(&[Sales, Orders], &[Entity]);
        asked.shown_in = ShownIn::Base;
        let figures = answer(fresh, &asked);
        assert_eq!(shown(&figures), ["de-gmbh: 20.00 EUR, 2", "jp-kk: 660 JPY, 2", "nobody: -, 1"]);
        assert_eq!(beside(&figures), ["7.00 EUR for ?, 1 rows"]);
        asked.dimensions = vec![];
        assert_eq!(shown(&answer(fresh, &asked)), [": -, 1", ": 20.00 EUR, 2", ": 660 JPY, 2"]);
    });
}
