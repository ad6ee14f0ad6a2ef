//! Amounts, prices, rates and roundings as text, and the sharing out of what was read.
//!
//! An input is a currency's three letters, a line of text, and bytes that are weights.

use kernel::{CurrencyCode, Money, Rate, RoundingMode, RoundingPolicy, UnitPrice, allocate, share_to_date};

pub const WORDS: &[&str] = &[
    "EUR",
    "JPY",
    "KWD",
    "CLF",
    "-0",
    "0.00",
    "0.005",
    "1.",
    ".5",
    "+1",
    "9223372036854775807",
    "-9223372036854775808",
    "92233720368547758.07",
    "0.000001",
    "1e3",
    "1,000.00",
    "٣",
    "\u{a0}",
    "line/half_up",
    "document/half_even",
    "19.0",
    "{\"amount\":\"1.00\",\"currency\":\"EUR\"}",
    "00000000000000000000000000000001",
    "79228162514264337593543950335",
];

pub fn run(input: &[u8]) {
    let Some((code, rest)) = input.split_at_checked(3) else { return };
    let Some(currency) = std::str::from_utf8(code).ok().and_then(|code| code.parse::<CurrencyCode>().ok()) else {
        return;
    };
    let (line, weights) = rest.split_at(rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()));
    let Ok(text) = std::str::from_utf8(line) else { return };
    if let Ok(money) = Money::from_decimal_text(text, currency) {
        let written = money.to_decimal_text();
        assert_eq!(Money::from_decimal_text(&written, currency), Ok(money), "{text} was written as {written}");
        let json = serde_json::to_string(&money).unwrap();
        assert_eq!(serde_json::from_str::<Money>(&json).ok(), Some(money), "{json}");
        shared(money, weights);
    }
    if let Ok(price) = UnitPrice::from_decimal_text(text, currency) {
        let written = price.to_decimal_text();
        assert_eq!(UnitPrice::from_decimal_text(&written, currency), Ok(price), "{text} was written as {written}");
        for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven] {
            let Ok(once) = price.times(1, mode) else { continue };
            assert_eq!(price.rounded(mode), Ok(once), "{text}: one piece costs its price");
        }
    }
    if let Ok(rate) = Rate::from_percent_text(text) {
        let percent = rate.percent().to_string();
        assert_eq!(Rate::from_percent_text(&percent), Ok(rate), "{text} was written as {percent}");
        for net in [0, 1, 99, 12_345, i64::from(u32::MAX)] {
            let net = Money::new(net, currency);
            let Ok(tax) = rate.of(net, RoundingMode::HalfUp) else { continue };
            let Ok(gross) = net.checked_add(tax) else { continue };
            // What is included in the gross amount is the tax that made it, but for one minor unit of rounding.
            let Ok(included) = rate.included_in(gross, RoundingMode::HalfUp) else { continue };
            let off = included.minor().abs_diff(tax.minor());
            assert!(off <= 1, "{text} % of {net:?} is {tax:?}, and of the gross {included:?}");
        }
    }
    if let Ok(policy) = text.parse::<RoundingPolicy>() {
        assert_eq!(policy.to_string().parse::<RoundingPolicy>(), Ok(policy));
    }
    if let Ok(money) = serde_json::from_str::<Money>(text) {
        let json = serde_json::to_string(&money).unwrap();
        assert_eq!(serde_json::from_str::<Money>(&json).ok(), Some(money), "{json}");
    }
}

/// Nothing is lost or invented in sharing out, at once or in steps.
fn shared(money: Money, bytes: &[u8]) {
    let weights: Vec<i64> =
        bytes.chunks(2).take(40).map(|two| two.iter().fold(0, |sum, byte| sum * 200 + i64::from(*byte))).collect();
    if let Ok(shares) = allocate(money, &weights) {
        let sum: i128 = shares.iter().map(|share| i128::from(share.minor())).sum();
        assert_eq!(sum, i128::from(money.minor()), "{money:?} by {weights:?} was {shares:?}");
    }
    let whole: i64 = weights.iter().sum();
    let (mut part, mut paid) = (0, Money::new(0, money.currency()));
    for weight in &weights {
        part += weight;
        let Ok(due) = share_to_date(money, part, whole, paid) else { return };
        paid = paid.checked_add(due).unwrap();
    }
    if whole > 0 {
        assert_eq!(paid, money, "in steps of {weights:?}");
    }
}
