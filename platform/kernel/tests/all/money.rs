use kernel::{CurrencyCode, Money, MoneyError, RoundingMode, RoundingPolicy, UnitPrice};
use proptest::prelude::*;

use crate::{all_currencies, any_currency, any_mode};

const EUR: CurrencyCode = CurrencyCode::EUR;

fn eur(minor: i64) -> Money {
    Money::new(minor, EUR)
}

#[test]
fn each_currency_has_the_decimals_of_the_standard() {
    let digits = |code: &str| code.parse::<CurrencyCode>().unwrap().minor_digits();
    assert_eq!(["JPY", "KRW", "XOF", "ISK", "UYI"].map(digits), [0; 5]);
    assert_eq!(["EUR", "CNY", "HUF", "VES", "XCG"].map(digits), [2; 5]);
    assert_eq!(["KWD", "BHD", "TND", "OMR"].map(digits), [3; 4]);
    assert_eq!(["CLF", "UYW"].map(digits), [4; 2]);
    assert!(all_currencies().len() > 165);
}

#[test]
fn the_constants_are_what_the_standard_says() {
    for constant in [
        CurrencyCode::AUD,
        CurrencyCode::CAD,
        CurrencyCode::CHF,
        CurrencyCode::CNY,
        CurrencyCode::EUR,
        CurrencyCode::GBP,
        CurrencyCode::HKD,
        CurrencyCode::JPY,
        CurrencyCode::KWD,
        CurrencyCode::PLN,
        CurrencyCode::SEK,
        CurrencyCode::USD,
    ] {
        let standard = iso_currency::Currency::from_code(constant.as_str()).unwrap();
        assert_eq!(standard.exponent(), Some(u16::from(constant.minor_digits())), "{constant}");
    }
}

#[test]
fn what_is_no_currency_is_refused() {
    for text in ["", "EU", "EURO", "XAU", "XXX", "XTS", "ZZZ", "€€", "E R"] {
        assert!(text.parse::<CurrencyCode>().is_err(), "{text}");
    }
    assert_eq!("eur".parse(), Ok(EUR));
}

#[test]
fn an_amount_is_read_exactly_or_not_at_all() {
    let read = |text| Money::from_decimal_text(text, EUR).map(Money::minor).ok();
    assert_eq!(read("12.34"), Some(1234));
    assert_eq!(read("12.3"), Some(1230));
    assert_eq!(read("12"), Some(1200));
    assert_eq!(read("-0.05"), Some(-5));
    assert_eq!(read("92233720368547758.07"), Some(i64::MAX));
    assert_eq!(read("-92233720368547758.08"), Some(i64::MIN));
    for text in
        ["", "-", ".", ".5", "5.", "12.345", "12.340", "1,5", "1e2", "+1", "--1", "1.-5", " 1", "1 ", "١٢", "0x1"]
    {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(Money::from_decimal_text("92233720368547758.08", EUR), Err(MoneyError::Overflow));
    assert_eq!(Money::from_decimal_text("0.5", CurrencyCode::JPY).ok(), None);
}

#[test]
fn amounts_say_when_they_cannot_be_reckoned() {
    let usd = Money::new(1, CurrencyCode::USD);
    let mismatch = Err(MoneyError::CurrencyMismatch { left: EUR, right: CurrencyCode::USD });
    assert_eq!(eur(1).checked_add(usd), mismatch);
    assert_eq!(eur(1).checked_sub(usd), mismatch);
    assert_eq!(Money::sum([eur(1), usd], EUR), mismatch);
    assert_eq!(eur(i64::MAX).checked_add(eur(1)), Err(MoneyError::Overflow));
    assert_eq!(eur(i64::MIN).checked_neg(), Err(MoneyError::Overflow));
    assert_eq!(eur(i64::MIN).checked_sub(eur(1)), Err(MoneyError::Overflow));
    assert_eq!(eur(i64::MAX).checked_times(2), Err(MoneyError::Overflow));
    assert_eq!(Money::sum([eur(i64::MAX), eur(1)], EUR), Err(MoneyError::Overflow));
}

#[test]
fn a_sum_may_pass_through_what_no_amount_could_hold() {
    assert_eq!(Money::sum([eur(i64::MAX), eur(i64::MAX), eur(-i64::MAX)], EUR), Ok(eur(i64::MAX)));
    assert_eq!(Money::sum([], EUR), Ok(Money::zero(EUR)));
}

#[test]
fn money_in_json_is_text_with_its_currency() {
    let json = serde_json::to_string(&eur(-5)).unwrap();
    assert_eq!(json, r#"{"amount":"-0.05","currency":"EUR"}"#);
    assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), eur(-5));
    assert_eq!(
        serde_json::from_value::<Money>(serde_json::json!({"amount": "1.5", "currency": "EUR"})).unwrap(),
        eur(150)
    );
    for wrong in [
        r#"{"amount":1.5,"currency":"EUR"}"#,
        r#"{"amount":"1.555","currency":"EUR"}"#,
        r#"{"amount":"1.5"}"#,
        r#"{"amount":"1.5","currency":"EUR","cents":3}"#,
    ] {
        assert!(serde_json::from_str::<Money>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn one_of_several_pieces_costs_its_part_to_six_decimals() {
    let one = |minor, pieces| UnitPrice::of_pieces(Money::new(minor, EUR), pieces).map(UnitPrice::to_decimal_text);
    assert_eq!(one(10_084, 2), Ok("50.42".to_owned()));
    assert_eq!(one(10_000, 3), Ok("33.333333".to_owned()));
    assert_eq!(one(200, 3), Ok("0.666667".to_owned()));
    assert_eq!(one(100, 0), Err(MoneyError::InvalidShares));
}

#[test]
fn a_unit_price_keeps_six_decimals_and_shows_those_it_needs() {
    let price = |text, currency| UnitPrice::from_decimal_text(text, currency).unwrap();
    assert_eq!(price("0.001", CurrencyCode::GBP).to_decimal_text(), "0.001");
    assert_eq!(price("12.5", EUR).to_decimal_text(), "12.50");
    assert_eq!(price("12", CurrencyCode::JPY).to_decimal_text(), "12");
    assert_eq!(price("-0.000001", EUR).micros(), -1);
    assert!(UnitPrice::from_decimal_text("0.0000001", EUR).is_err());
    assert!(UnitPrice::from_decimal_text("9999999999999", EUR).is_err());
    assert_eq!(serde_json::to_string(&price("0.0042", EUR)).unwrap(), r#"{"amount":"0.0042","currency":"EUR"}"#);
}

#[test]
fn a_line_is_rounded_once_and_not_by_the_piece() {
    let price = UnitPrice::from_decimal_text("0.0042", EUR).unwrap();
    assert_eq!(price.times(1000, RoundingMode::HalfUp), Ok(eur(420)));
    assert_eq!(price.rounded(RoundingMode::HalfUp), Ok(eur(0)));
    assert_eq!(price.checked_add(price).and_then(|twice| twice.checked_sub(price)), Ok(price));
    assert_eq!(price.checked_sub(price), Ok(UnitPrice::zero(EUR)));
    assert!(price.checked_add(UnitPrice::zero(CurrencyCode::USD)).is_err());
    let half = UnitPrice::from_decimal_text("0.125", EUR).unwrap();
    assert_eq!(half.times(1, RoundingMode::HalfUp), Ok(eur(13)));
    assert_eq!(half.times(1, RoundingMode::HalfEven), Ok(eur(12)));
    assert_eq!(half.times(-1, RoundingMode::HalfUp), Ok(eur(-13)));
    assert_eq!(half.times(-1, RoundingMode::HalfEven), Ok(eur(-12)));
    assert_eq!(UnitPrice::new(i64::MAX, EUR).times(i64::MAX, RoundingMode::HalfUp), Err(MoneyError::Overflow));
}

#[test]
fn a_rounding_policy_is_a_text() {
    for text in ["unit/half_up", "line/half_even", "tax_group/half_up", "document/half_even"] {
        let policy: RoundingPolicy = text.parse().unwrap();
        assert_eq!(policy.to_string(), text);
        assert_eq!(serde_json::to_value(policy).unwrap(), text);
    }
    for text in ["", "line", "line/", "half_up/line", "line/half_down", "line/half_up/x"] {
        assert!(text.parse::<RoundingPolicy>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn an_amount_reads_back_from_its_text(minor: i64, currency in any_currency()) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::from_decimal_text(&money.to_decimal_text(), currency), Ok(money));
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
    }

    #[test]
    fn a_unit_price_reads_back_from_its_text(micros: i64, currency in any_currency()) {
        let price = UnitPrice::new(micros, currency);
        prop_assert_eq!(UnitPrice::from_decimal_text(&price.to_decimal_text(), currency), Ok(price));
        let json = serde_json::to_string(&price).unwrap();
        prop_assert_eq!(serde_json::from_str::<UnitPrice>(&json).unwrap(), price);
    }

    #[test]
    fn junk_is_never_misread(text in ".{0,24}") {
        if let Ok(money) = Money::from_decimal_text(&text, EUR) {
            // Whatever was read says the same number when it is written.
            let written: rust_decimal::Decimal = money.to_decimal_text().parse().unwrap();
            prop_assert_eq!(written, text.parse().unwrap());
        }
    }

    #[test]
    fn rounding_is_symmetric_and_near(micros in -1_000_000_000_000i64..1_000_000_000_000, quantity in -10_000i64..10_000,
                                     mode in any_mode(), currency in any_currency()) {
        let there = UnitPrice::new(micros, currency).times(quantity, mode).unwrap();
        let mirrored = UnitPrice::new(-micros, currency).times(quantity, mode).unwrap();
        prop_assert_eq!(there.checked_neg().unwrap(), mirrored);
        // Never further than half a minor unit from the exact product.
        let minor_in_micros = 10i128.pow(6 - u32::from(currency.minor_digits()));
        let exact = i128::from(micros) * i128::from(quantity);
        let off = (i128::from(there.minor()) * minor_in_micros - exact).abs();
        prop_assert!(off * 2 <= minor_in_micros);
        if off * 2 == minor_in_micros && mode == RoundingMode::HalfEven {
            prop_assert_eq!(there.minor() % 2, 0);
        }
    }

    #[test]
    fn money_makes_a_unit_price_and_back(minor in -9_000_000_000_000i64..9_000_000_000_000, mode in any_mode(),
                                         currency in any_currency()) {
        let money = Money::new(minor, currency);
        if let Ok(price) = UnitPrice::from_money(money) {
            prop_assert_eq!(price.rounded(mode), Ok(money));
        } else {
            prop_assert!(minor.abs() > i64::MAX / 1_000_000);
        }
    }
}
