//! The last cent under each policy.

use jiff::civil::date;
use kernel::{CurrencyCode, Money, RoundingPolicy};
use tax::{
    Buyer, Place, RegistrationScheme, Seller, TaxAnswer, TaxClass, TaxDates, TaxEngine, TaxQuestion, TaxableLine,
};

use crate::laws::registration;

fn three_lines(policy: &str, gross: bool, minor: [i64; 3]) -> TaxAnswer {
    let line = |(minor, class)| TaxableLine {
        class,
        amount: Money::new(minor, CurrencyCode::EUR),
        quantity: 3,
        price_includes_tax: gross,
    };
    let classes = [TaxClass::Standard, TaxClass::Standard, TaxClass::Books];
    let question = TaxQuestion {
        dates: TaxDates::ordered(date(2024, 6, 1)),
        channel_facilitator: false,
        dispatch: Place::country("DE".parse().unwrap()),
        destination: Place::country("DE".parse().unwrap()),
        buyer: Buyer::Consumer,
        currency: CurrencyCode::EUR,
        lines: minor.into_iter().zip(classes).map(line).collect(),
        carriage: None,
        intrinsic_values: Vec::new(),
        proofs: Vec::new(),
        rounding: policy.parse::<RoundingPolicy>().unwrap(),
    };
    let seller = Seller {
        country: "DE".parse().unwrap(),
        registrations: vec![registration("DE", RegistrationScheme::Standard, date(2005, 1, 1))],
        stock_only_at_home: None,
        turnovers: Vec::new(),
    };
    TaxEngine::load().unwrap().answer(&seller, &question).unwrap()
}

#[test]
fn the_scope_of_rounding_decides_the_last_cent() {
    // 1.05 × 19 % = 0.1995, twice; 0.50 × 7 % = 0.035. In pieces of a third: 0.0665, 0.0117.
    let tax = |policy| three_lines(policy, false, [105, 105, 50]).totals.tax.to_string();
    assert_eq!(tax("unit/half_up"), "0.45 EUR");
    assert_eq!(tax("line/half_up"), "0.44 EUR");
    assert_eq!(tax("tax_group/half_up"), "0.44 EUR");
    assert_eq!(tax("document/half_up"), "0.43 EUR");
    let rounded = three_lines("document/half_up", false, [105, 105, 50]);
    // 0.1995, 0.1995 and 0.035 are 0.43 together: the cents go where the most is cut off.
    let lines: Vec<_> = rounded.lines.iter().map(|line| line.tax.to_string()).collect();
    assert_eq!(lines, ["0.20 EUR", "0.20 EUR", "0.03 EUR"], "{rounded:?}");
}

#[test]
fn halves_go_up_or_to_even() {
    // 0.50 × 19 % = 0.095 each: by line 0.10 or 0.10 (9.5 → 10); 1.50 × 7 % = 0.105 → 0.11 or 0.10.
    let tax = |policy| three_lines(policy, false, [50, 50, 150]).totals.tax.to_string();
    assert_eq!(tax("line/half_up"), "0.31 EUR");
    assert_eq!(tax("line/half_even"), "0.30 EUR");
}
