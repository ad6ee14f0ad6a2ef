use kernel::{CurrencyCode, Money, MoneyError, Rate, RoundingMode, UnitPrice};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{any_currency, any_mode};

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn eur(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::EUR)
}

#[test]
fn a_rate_is_read_exactly_or_not_at_all() {
    assert_eq!(rate("0.19").to_string(), "0.19");
    assert_eq!(rate("0.1900").to_string(), "0.19");
    assert_eq!(rate("0.1900"), rate("0.19"));
    assert_eq!(serde_json::to_string(&rate("1.0834")).unwrap(), r#""1.0834""#);
    assert_eq!(Rate::from_basis_points(1750), rate("0.175"));
    assert_eq!(Rate::from_percent_text("17.5"), Ok(rate("0.175")));
    assert_eq!(rate("0.175").percent().to_string(), "17.5");
    for text in [
        "",
        "-0.1",
        "+1",
        ".5",
        "5.",
        "1e3",
        "1_000",
        "1,5",
        "NaN",
        "1.0.0",
        "1000000000000000000",
        "0.00000000000000000000000000001",
    ] {
        assert!(text.parse::<Rate>().is_err(), "{text}");
    }
    assert_eq!(Rate::new(Decimal::NEGATIVE_ONE), None);
    assert_eq!(Rate::from_percent_text("-3").ok(), None);
    assert_eq!(
        "999999999999999999".parse::<Rate>().map(|rate| rate.percent().to_string()).as_deref(),
        Ok("99999999999999999900")
    );
}

#[test]
fn tax_on_a_net_amount_and_inside_a_gross_one() {
    let (up, even) = (RoundingMode::HalfUp, RoundingMode::HalfEven);
    assert_eq!(rate("0.19").of(eur(1000), up), Ok(eur(190)));
    assert_eq!(rate("0.19").included_in(eur(1190), up), Ok(eur(190)));
    assert_eq!(rate("0.175").of(eur(1020), up), Ok(eur(179)));
    assert_eq!(rate("0.175").of(eur(1020), even), Ok(eur(178)));
    assert_eq!(rate("0.175").of(eur(-1020), up), Ok(eur(-179)));
    assert_eq!(rate("1").included_in(eur(1), up), Ok(eur(1)));
    assert_eq!(rate("1").included_in(eur(1), even), Ok(eur(0)));
    assert_eq!(Rate::ZERO.included_in(eur(500), up), Ok(eur(0)));
    assert_eq!(rate("2").of(eur(i64::MAX), up), Err(MoneyError::Overflow));
}

#[test]
fn exchange_minds_the_decimals_of_both_currencies() {
    let up = RoundingMode::HalfUp;
    let (jpy, kwd) = (CurrencyCode::JPY, CurrencyCode::KWD);
    assert_eq!(rate("162.35").convert(eur(1000), jpy, up), Ok(Money::new(1624, jpy)));
    assert_eq!(rate("162.35").convert(eur(1000), jpy, RoundingMode::HalfEven), Ok(Money::new(1624, jpy)));
    assert_eq!(rate("0.3335").convert(eur(1000), kwd, up), Ok(Money::new(3335, kwd)));
    assert_eq!(rate("0.006160").convert(Money::new(1624, jpy), CurrencyCode::EUR, up), Ok(eur(1000)));
    assert_eq!(rate("500").convert(Money::new(1, kwd), jpy, up), Ok(Money::new(1, jpy)));
    assert_eq!(rate("500").convert(Money::new(1, kwd), jpy, RoundingMode::HalfEven), Ok(Money::new(0, jpy)));
    let price = UnitPrice::from_decimal_text("0.0042", CurrencyCode::EUR).unwrap();
    assert_eq!(rate("162.35").convert_unit_price(price, jpy, up).unwrap().to_decimal_text(), "0.68187");
    assert_eq!(rate("0.1").of_unit_price(price, up).unwrap().to_decimal_text(), "0.00042");
}

#[test]
fn a_cross_rate_comes_from_two_rates_against_one_base() {
    let (eur_usd, eur_gbp) = (rate("1.25"), rate("0.80"));
    assert_eq!(eur_gbp.checked_over(eur_usd), Some(rate("0.64")));
    assert_eq!(eur_usd.inverse(), Some(rate("0.8")));
    assert_eq!(eur_usd.checked_times(eur_gbp), Some(Rate::ONE));
    assert_eq!(Rate::ZERO.inverse(), None);
}

#[test]
fn a_long_rate_meets_a_large_amount_without_a_wrong_digit() {
    // 1/3 to 28 digits times nine quintillion does not fit 128 bits.
    let third = rate("3").inverse().unwrap();
    let up = RoundingMode::HalfUp;
    assert_eq!(third.of(eur(9_000_000_000_000_000_000), up), Ok(eur(3_000_000_000_000_000_000)));
    assert_eq!(third.included_in(eur(8_000_000_000_000_000_000), up), Ok(eur(2_000_000_000_000_000_000)));
    let clf: CurrencyCode = "CLF".parse().unwrap();
    assert_eq!(third.convert(eur(9_000_000_000_000_000), clf, up), Ok(Money::new(300_000_000_000_000_000, clf)));
}

fn any_rate() -> impl Strategy<Value = Rate> {
    (0i64..30_000, 0u32..=4).prop_map(|(digits, scale)| Rate::new(Decimal::new(digits, scale)).unwrap())
}

proptest! {
    #[test]
    fn a_rate_reads_back_from_its_text(digits in 0i64..1_000_000_000_000_000_000, scale in 0u32..=28) {
        let rate = Rate::new(Decimal::new(digits, scale)).unwrap();
        prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
    }

    #[test]
    fn tax_agrees_with_decimal_arithmetic(minor in -1_000_000_000_000i64..1_000_000_000_000, rate in any_rate(), mode in any_mode()) {
        let strategy = match mode {
            RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
        };
        let exact = (Decimal::from(minor) * rate.value()).round_dp_with_strategy(0, strategy);
        prop_assert_eq!(Decimal::from(rate.of(eur(minor), mode).unwrap().minor()), exact);
    }

    #[test]
    fn tax_on_the_net_is_inside_the_gross(net in -1_000_000_000_000i64..1_000_000_000_000, rate in any_rate(), mode in any_mode()) {
        let tax = rate.of(eur(net), mode).unwrap();
        let gross = eur(net).checked_add(tax).unwrap();
        let inside = rate.included_in(gross, mode).unwrap();
        prop_assert!((inside.minor() - tax.minor()).abs() <= 1, "{} on {} but {} inside {}", tax, net, inside, gross);
    }

    #[test]
    fn tax_is_symmetric(minor in -i64::MAX..=i64::MAX, rate in any_rate(), mode in any_mode()) {
        let mirrored = |money: Money| money.checked_neg().unwrap();
        let (there, back) = (rate.of(eur(minor), mode), rate.of(eur(-minor), mode));
        prop_assert_eq!(there.map(mirrored), back);
        let (there, back) = (rate.included_in(eur(minor), mode), rate.included_in(eur(-minor), mode));
        prop_assert_eq!(there.map(mirrored), back);
    }

    #[test]
    fn exchange_agrees_with_decimal_arithmetic(
        minor in -1_000_000_000i64..1_000_000_000, rate in any_rate(), from in any_currency(), to in any_currency(),
    ) {
        let converted = rate.convert(Money::new(minor, from), to, RoundingMode::HalfUp).unwrap();
        let exact = Decimal::new(minor, u32::from(from.minor_digits())) * rate.value();
        let rounded = exact.round_dp_with_strategy(u32::from(to.minor_digits()), RoundingStrategy::MidpointAwayFromZero);
        prop_assert_eq!(Decimal::new(converted.minor(), u32::from(to.minor_digits())), rounded);
    }
}
