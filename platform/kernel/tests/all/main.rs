//! The kernel as its users meet it.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod money;
mod names;
mod refusals;
mod sharing;
mod tax_and_exchange;
mod time;

use kernel::CurrencyCode;

/// Every currency there is, found by trying all codes of three letters.
fn all_currencies() -> Vec<CurrencyCode> {
    let letters = || b'A'..=b'Z';
    letters()
        .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])))
        .filter_map(|code| std::str::from_utf8(&code).unwrap().parse().ok())
        .collect()
}

fn any_currency() -> impl proptest::strategy::Strategy<Value = CurrencyCode> {
    proptest::sample::select(all_currencies())
}

fn any_mode() -> impl proptest::strategy::Strategy<Value = kernel::RoundingMode> {
    proptest::sample::select(vec![kernel::RoundingMode::HalfUp, kernel::RoundingMode::HalfEven])
}
