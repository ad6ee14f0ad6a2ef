//! Limits of value and tax: each is tested by a rule or says why not, and is that of the whole consignment.

use jiff::civil::date;
use kernel::{CurrencyCode, Money};
use tax::{
    Buyer, Carriage, Place, RegistrationScheme, Seller, TaxClass, TaxDates, TaxEngine, TaxQuestion, TaxableLine,
};

use crate::laws::registration;

#[test]
fn every_limit_is_tested_by_a_rule_or_says_why_not() {
    let engine = TaxEngine::load().unwrap();
    for limit in engine.world().thresholds() {
        let tested = engine.rules().iter().any(|rule| rule.thresholds().any(|id| id == limit.id));
        assert_ne!(tested, limit.not_applied.is_some(), "{}", limit.id);
    }
}

#[test]
fn what_holds_where_no_law_is_held_is_not_called_law() {
    for rule in TaxEngine::load().unwrap().rules() {
        assert_eq!(rule.areas == ["*"], rule.status == tax::FactStatus::House, "{}", rule.id);
    }
}

#[test]
fn the_small_tax_is_that_of_the_whole_consignment() {
    let engine = TaxEngine::load().unwrap();
    let seller = Seller {
        country: "DE".parse().unwrap(),
        registrations: vec![registration("DE", RegistrationScheme::Standard, date(2005, 1, 1))],
        stock_only_at_home: None,
        turnovers: vec![tax::Turnover {
            of: tax::TurnoverLimit::ChLowValue,
            amount: Money::new(100, CurrencyCode::CHF),
            as_of: date(2026, 6, 30),
        }],
    };
    let line = |minor| TaxableLine {
        class: TaxClass::Standard,
        amount: Money::new(minor, CurrencyCode::CHF),
        quantity: 1,
        price_includes_tax: false,
    };
    let mut question = TaxQuestion {
        dates: TaxDates::ordered(date(2026, 11, 20)),
        channel_facilitator: false,
        dispatch: Place::country("DE".parse().unwrap()),
        destination: Place::country("CH".parse().unwrap()),
        buyer: Buyer::Consumer,
        currency: CurrencyCode::CHF,
        lines: vec![line(3_000), line(2_000)],
        carriage: None,
        intrinsic_values: Vec::new(),
        proofs: Vec::new(),
        rounding: "line/half_up".parse().unwrap(),
    };
    let border = |question: &TaxQuestion| engine.answer(&seller, question).unwrap().totals.border_tax_estimate;
    assert_eq!(border(&question).minor(), 0, "CHF 4.05 of tax");
    question.carriage = Some(Carriage { amount: Money::new(1_500, CurrencyCode::CHF), price_includes_tax: false });
    assert_eq!(border(&question).minor(), 527, "CHF 5.27 with the carriage's");
}

#[test]
fn the_sale_that_passes_the_limit_is_beyond_it_and_old_figures_tell_nothing() {
    let engine = TaxEngine::load().unwrap();
    let place = |sold: i64, told_on, net: i64| {
        let seller = Seller {
            country: "DE".parse().unwrap(),
            registrations: vec![registration("DE", RegistrationScheme::Standard, date(2005, 1, 1))],
            stock_only_at_home: Some(true),
            turnovers: vec![tax::Turnover {
                of: tax::TurnoverLimit::EuDistanceSales,
                amount: Money::new(sold, CurrencyCode::EUR),
                as_of: told_on,
            }],
        };
        let question = TaxQuestion {
            dates: TaxDates::ordered(date(2026, 11, 20)),
            channel_facilitator: false,
            dispatch: Place::country("DE".parse().unwrap()),
            destination: Place::country("FR".parse().unwrap()),
            buyer: Buyer::Consumer,
            currency: CurrencyCode::EUR,
            lines: vec![TaxableLine {
                class: TaxClass::Standard,
                amount: Money::new(net, CurrencyCode::EUR),
                quantity: 1,
                price_includes_tax: false,
            }],
            carriage: None,
            intrinsic_values: Vec::new(),
            proofs: Vec::new(),
            rounding: "line/half_up".parse().unwrap(),
        };
        let answer = engine.answer(&seller, &question).unwrap();
        let leg = &answer.lines[0].legs[0];
        (leg.place.clone().unwrap_or_default().into_owned(), answer.totals.standing == tax::Standing::NotDetermined)
    };
    let (here, france) = ("DE".to_owned(), "FR".to_owned());
    assert_eq!(place(500_000, date(2026, 11, 1), 10_000), (here.clone(), false));
    assert_eq!(place(1_000_000, date(2026, 11, 1), 0), (here, false), "EUR 10,000 is not beyond it");
    assert_eq!(place(995_000, date(2026, 11, 1), 5_001).0, france);
    assert_eq!(place(1_000_001, date(2025, 6, 30), 100).0, france, "last year's count, too");
    assert!(place(500_000, date(2025, 12, 31), 100).1, "what was sold this year nobody told");
    assert!(place(500_000, date(2020, 1, 1), 100).1);
}
