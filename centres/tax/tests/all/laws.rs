//! Laws that hold for every question, whatever it is.

use jiff::civil::{Date, date};
use kernel::{CurrencyCode, Money};
use proptest::prelude::*;
use tax::{
    Buyer, Carriage, Category, EvidenceKind, LegStatus, Liable, Place, Registration, RegistrationScheme, Seller,
    Standing, TaxAnswer, TaxClass, TaxDates, TaxEngine, TaxQuestion, TaxableLine, VatIdCheck,
};

const POLICIES: [&str; 8] = [
    "unit/half_up",
    "unit/half_even",
    "line/half_up",
    "line/half_even",
    "tax_group/half_up",
    "tax_group/half_even",
    "document/half_up",
    "document/half_even",
];

pub fn registration(territory: &str, scheme: RegistrationScheme, from: Date) -> Registration {
    Registration { territory: territory.parse().unwrap(), scheme, number: "1".to_owned(), from, to: None }
}

fn sellers() -> impl Strategy<Value = Seller> {
    let registrations = prop::sample::subsequence(
        vec![
            registration("GB", RegistrationScheme::Standard, date(2005, 1, 1)),
            registration("DE", RegistrationScheme::Standard, date(2005, 1, 1)),
            registration("CH", RegistrationScheme::Standard, date(2019, 1, 1)),
            registration("CN", RegistrationScheme::Standard, date(2010, 1, 1)),
            registration("DE", RegistrationScheme::Oss, date(2021, 7, 1)),
            registration("NL", RegistrationScheme::Ioss, date(2021, 7, 1)),
        ],
        0..=6,
    );
    (prop::sample::select(vec!["DE", "GB", "CN", "HK"]), registrations, any::<Option<bool>>()).prop_map(
        |(country, registrations, stock_only_at_home)| Seller {
            country: country.parse().unwrap(),
            registrations,
            stock_only_at_home,
            turnovers: Vec::new(),
        },
    )
}

fn places() -> impl Strategy<Value = Place> {
    prop_oneof![
        8 => prop::sample::select(vec!["DE", "FR", "GB", "CH", "CN", "US", "HK", "FI", "IE", "LU", "JE", "AU"])
            .prop_map(|country| Place::country(country.parse().unwrap())),
        2 => prop::sample::select(vec![("GB", "BT1 1AA"), ("ES", "35001"), ("FR", "97110"), ("DE", "78266")])
            .prop_map(|(country, postcode)| Place::address(country.parse().unwrap(), postcode)),
        1 => Just(Place::Undecided { said: "European Community".to_owned() }),
    ]
}

fn buyers() -> impl Strategy<Value = Buyer> {
    let ids = prop::sample::select(vec![
        "FR12345678901",
        "DE123456789",
        "GB123456789",
        "BE0123456789",
        "EL123456789",
        "XI123456789",
        "US123456",
    ]);
    prop_oneof![
        3 => Just(Buyer::Consumer),
        1 => Just(Buyer::Unknown),
        2 => (ids, any::<bool>()).prop_map(|(id, verified)| Buyer::Business {
            vat_id: Some(id.parse().unwrap()),
            check: if verified {
                VatIdCheck::Verified { on: date(2024, 1, 1), consultation: "W".to_owned() }
            } else {
                VatIdCheck::Unverified
            },
        }),
    ]
}

fn days() -> impl Strategy<Value = Date> {
    (0i32..6_900).prop_map(|days| date(2008, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap())
}

prop_compose! {
    fn lines(gross: bool)(
        lines in prop::collection::vec(
            (prop::sample::select(TaxClass::ALL.to_vec()), -300_000i64..300_000, -9i64..12), 1..9)
    ) -> Vec<TaxableLine> {
        let line = |(class, minor, quantity)| TaxableLine {
            class,
            amount: Money::new(minor, CurrencyCode::EUR),
            quantity,
            price_includes_tax: gross,
        };
        lines.into_iter().map(line).collect()
    }
}

fn questions() -> impl Strategy<Value = TaxQuestion> {
    let money = |most| (0i64..most).prop_map(|minor| Money::new(minor, CurrencyCode::EUR));
    let parts = (days(), any::<bool>(), places(), places(), buyers(), prop::option::of(money(5_000)));
    let values = prop::option::of(money(30_000));
    (
        parts,
        any::<bool>().prop_flat_map(|gross| (Just(gross), lines(gross))),
        values,
        prop::sample::select(POLICIES.to_vec()),
    )
        .prop_map(
            |((ordered, facilitated, dispatch, destination, buyer, carriage), (gross, lines), value, policy)| {
                TaxQuestion {
                    dates: TaxDates::ordered(ordered),
                    channel_facilitator: facilitated,
                    dispatch,
                    destination,
                    buyer,
                    currency: CurrencyCode::EUR,
                    lines,
                    carriage: carriage.map(|amount| Carriage { amount, price_includes_tax: gross }),
                    intrinsic_values: value.into_iter().collect(),
                    proofs: Vec::new(),
                    rounding: policy.parse().unwrap(),
                }
            },
        )
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.sum()
}

/// Lines and carriage add up to groups and totals, whatever the rounding.
fn adds_up(question: &TaxQuestion, answer: &TaxAnswer) {
    let legs = |liable| {
        sum(answer
            .parts()
            .flat_map(|line| &line.legs)
            .filter(|leg| leg.liable == liable && leg.category.is_some())
            .filter_map(|leg| leg.tax)
            .map(Money::minor))
    };
    let groups =
        |liable| sum(answer.groups.iter().filter(|group| group.liable == liable).map(|group| group.tax.minor()));
    for (liable, total) in [(Liable::Seller, answer.totals.tax), (Liable::Marketplace, answer.totals.marketplace_tax)] {
        assert_eq!(legs(liable), total.minor(), "lines");
        assert_eq!(groups(liable), total.minor(), "groups");
    }
    let net = sum(answer.parts().map(|line| line.net.minor()));
    assert_eq!(net, answer.totals.net.minor());
    let gross = answer.totals.net.minor() + answer.totals.tax.minor() + answer.totals.marketplace_tax.minor();
    assert_eq!(gross, answer.totals.gross.minor());

    let asked = sum(question.lines.iter().map(|line| line.amount.minor()))
        + question.carriage.map_or(0, |carriage| carriage.amount.minor());
    if question.lines[0].price_includes_tax {
        assert_eq!(asked, answer.totals.gross.minor(), "a price with tax is what the buyer pays");
    } else {
        assert_eq!(asked, answer.totals.net.minor(), "a price without tax stays as it is");
    }
    for group in &answer.groups {
        let exact = i128::from(group.base.minor()) * i128::from(rate_in_millionths(group.rate));
        let off = (exact - i128::from(group.tax.minor()) * 1_000_000).abs();
        let lines = answer.parts().count() as i128;
        // By unit each piece may be off by half a minor unit.
        let pieces = question.lines.iter().map(|line| i128::from(line.quantity.unsigned_abs().max(1))).sum::<i128>();
        assert!(off <= 1_000_000 * (lines + pieces), "{group:?}");
    }
}

fn rate_in_millionths(rate: kernel::Rate) -> i64 {
    i64::try_from((rate.value() * kernel_decimal(1_000_000)).trunc()).unwrap()
}

fn kernel_decimal(number: i64) -> rust_decimal::Decimal {
    rust_decimal::Decimal::from(number)
}

/// A zero has a reason: a category that is not S, or an amount too small to bear a unit of tax.
fn no_silent_zero(answer: &TaxAnswer) {
    for leg in answer.parts().flat_map(|line| &line.legs) {
        match &leg.status {
            LegStatus::NotDetermined { why, .. } => {
                assert!(leg.tax.is_none() && leg.rate.is_none() && leg.category.is_none(), "{leg:?}");
                assert!(!why.is_empty());
            }
            _ => {
                let rate = leg.rate.unwrap_or_else(|| panic!("no rate: {leg:?}"));
                assert_eq!(leg.category == Some(Category::S), leg.category.is_some() && !rate.is_zero(), "{leg:?}");
                assert!(leg.tax.is_some());
                if leg.category == Some(Category::S) && leg.base.minor().abs() >= 50 {
                    assert!(!leg.tax.unwrap().is_zero() || rate.percent() < kernel_decimal(1), "{leg:?}");
                }
            }
        }
        assert!(!leg.rule.is_empty() && !leg.source.is_empty());
        if leg.rule_status != tax::FactStatus::Enacted && leg.rate.is_some() {
            assert_ne!(leg.status.standing(), Standing::Determined, "unsure is never law: {leg:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn every_answer_adds_up_and_hides_nothing(seller in sellers(), question in questions()) {
        let engine = TaxEngine::load().unwrap();
        let answer = engine.answer(&seller, &question).unwrap();
        prop_assert_eq!(answer.lines.len(), question.lines.len());
        prop_assert!(answer.parts().all(|line| !line.legs.is_empty()));
        adds_up(&question, &answer);
        no_silent_zero(&answer);
        prop_assert_eq!(&engine.answer(&seller, &question).unwrap(), &answer);
        let stored = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<TaxAnswer>(&stored).unwrap(), answer);
        prop_assert!(!stored.contains("FR12345678901"));
    }
}

#[test]
fn a_proof_turns_provisional_into_determined_and_only_its_own() {
    let engine = TaxEngine::load().unwrap();
    let seller = Seller {
        country: "DE".parse().unwrap(),
        registrations: vec![registration("DE", RegistrationScheme::Standard, date(2005, 1, 1))],
        stock_only_at_home: None,
        turnovers: Vec::new(),
    };
    let mut question = TaxQuestion {
        dates: TaxDates::ordered(date(2024, 6, 1)),
        channel_facilitator: false,
        dispatch: Place::country("DE".parse().unwrap()),
        destination: Place::country("CN".parse().unwrap()),
        buyer: Buyer::Consumer,
        currency: CurrencyCode::EUR,
        lines: vec![TaxableLine {
            class: TaxClass::Standard,
            amount: Money::new(10_000, CurrencyCode::EUR),
            quantity: 1,
            price_includes_tax: false,
        }],
        carriage: Some(Carriage { amount: Money::new(990, CurrencyCode::EUR), price_includes_tax: false }),
        intrinsic_values: Vec::new(),
        proofs: Vec::new(),
        rounding: "line/half_up".parse().unwrap(),
    };
    let mut answer = engine.answer(&seller, &question).unwrap();
    assert_eq!(answer.standing(), Standing::Provisional);
    assert_eq!(answer.prove(EvidenceKind::TransportProof), 0);
    assert_eq!(answer.prove(EvidenceKind::ExportProof), 2);
    assert_eq!(answer.standing(), Standing::Determined);
    question.proofs.push(EvidenceKind::ExportProof);
    let with_proof = engine.answer(&seller, &question).unwrap();
    assert_eq!(with_proof.lines[0].legs[0].status, LegStatus::Determined);
}

#[test]
fn carriage_follows_the_goods_by_their_amounts() {
    let engine = TaxEngine::load().unwrap();
    let seller = Seller {
        country: "DE".parse().unwrap(),
        registrations: vec![registration("DE", RegistrationScheme::Standard, date(2005, 1, 1))],
        stock_only_at_home: None,
        turnovers: Vec::new(),
    };
    let line = |class, minor| TaxableLine {
        class,
        amount: Money::new(minor, CurrencyCode::EUR),
        quantity: 1,
        price_includes_tax: false,
    };
    let question = TaxQuestion {
        dates: TaxDates::ordered(date(2024, 6, 1)),
        channel_facilitator: false,
        dispatch: Place::country("DE".parse().unwrap()),
        destination: Place::country("DE".parse().unwrap()),
        buyer: Buyer::Consumer,
        currency: CurrencyCode::EUR,
        lines: vec![line(TaxClass::Standard, 7_500), line(TaxClass::Books, 2_500), line(TaxClass::GiftVoucher, 90_000)],
        carriage: Some(Carriage { amount: Money::new(1_000, CurrencyCode::EUR), price_includes_tax: false }),
        intrinsic_values: Vec::new(),
        proofs: Vec::new(),
        rounding: "line/half_up".parse().unwrap(),
    };
    let answer = engine.answer(&seller, &question).unwrap();
    let shares: Vec<String> =
        answer.carriage.iter().map(|share| format!("{} {}", share.net, share.legs[0].rate.unwrap())).collect();
    assert_eq!(shares, ["7.50 EUR 0.19", "2.50 EUR 0.07"]);
}

#[test]
fn rules_have_ids_of_their_own_a_source_and_days_in_order() {
    let rules = TaxEngine::load().unwrap().rules();
    let mut ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules.len());
    for rule in rules {
        assert!(!rule.source.is_empty(), "{}", rule.id);
        assert!(rule.to.is_none_or(|to| rule.from <= to), "{}", rule.id);
    }
}

#[test]
fn every_question_finds_a_last_resort() {
    let rules = TaxEngine::load().unwrap().rules();
    let last_resort = |leg: &str, movement: &str| {
        rules.iter().any(|rule| {
            let has = |list: serde_json::Value, word: &str| list.as_array().unwrap().iter().any(|one| one == word);
            rule.areas == ["*"]
                && rule.conditions == serde_json::json!({})
                && rule.from <= date(1990, 1, 1)
                && rule.to.is_none()
                && has(serde_json::to_value(&rule.legs).unwrap(), leg)
                && has(serde_json::to_value(&rule.movements).unwrap(), movement)
        })
    };
    for movement in ["domestic", "within_union", "crossing", "undecided"] {
        assert!(last_resort("origin", movement), "{movement}");
    }
    assert!(last_resort("destination", "crossing"));
}

#[test]
fn a_question_without_lines_or_in_two_currencies_is_refused() {
    let engine = TaxEngine::load().unwrap();
    let mut question = TaxQuestion {
        dates: TaxDates::ordered(date(2024, 6, 1)),
        channel_facilitator: false,
        dispatch: Place::country("DE".parse().unwrap()),
        destination: Place::country("DE".parse().unwrap()),
        buyer: Buyer::Consumer,
        currency: CurrencyCode::EUR,
        lines: Vec::new(),
        carriage: None,
        intrinsic_values: Vec::new(),
        proofs: Vec::new(),
        rounding: "line/half_up".parse().unwrap(),
    };
    let seller = Seller {
        country: "DE".parse().unwrap(),
        registrations: Vec::new(),
        stock_only_at_home: None,
        turnovers: Vec::new(),
    };
    assert!(engine.answer(&seller, &question).is_err());
    question.lines.push(TaxableLine {
        class: TaxClass::Standard,
        amount: Money::new(100, CurrencyCode::USD),
        quantity: 1,
        price_includes_tax: false,
    });
    assert!(engine.answer(&seller, &question).is_err());
}
