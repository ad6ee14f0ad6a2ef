//! Exchange rates by purpose.

use jiff::civil::{Date, date};
use kernel::{CurrencyCode, Money, RoundingMode};
use pricing::{
    ECB, FX_AREA, FxBook, FxImported, FxPurpose, FxQuote, FxRow, ImportFxRates, ecb_recent, fx_quote, import_fx_rates,
    read_ecb,
};
use proptest::prelude::*;
use store::CommandError;
use testkit::TestStore;

use crate::trade::on_both;

const USD: CurrencyCode = CurrencyCode::USD;
const GBP: CurrencyCode = CurrencyCode::GBP;
const EUR: CurrencyCode = CurrencyCode::EUR;

fn import(t: &TestStore, source: &str, purpose: Option<FxPurpose>, rates: Vec<FxRow>) -> FxImported {
    let mut all = FxImported::default();
    for chunk in (ImportFxRates { source: source.to_owned(), purpose, rates }).chunks() {
        all += t.must(move |tx| import_fx_rates(tx, &chunk));
    }
    all
}

/// A quote, or what was said instead.
fn quote(t: &TestStore, purpose: FxPurpose, from: CurrencyCode, to: CurrencyCode, on: Date) -> Result<FxQuote, String> {
    let quote: Result<_, CommandError> = t.store.read_blocking(|read| fx_quote(read, purpose, from, to, on));
    quote.map_err(|error| error.to_string())
}

#[test]
fn the_last_rate_published_counts_and_an_old_one_says_so() {
    on_both(|t, _| {
        let rates = ecb_recent().unwrap();
        let count = rates.len();
        assert_eq!(import(t, ECB, None, rates.clone()), FxImported { new: count, ..FxImported::default() });
        assert_eq!(import(t, ECB, None, rates), FxImported { known: count, ..FxImported::default() });

        let friday = quote(t, FxPurpose::Booking, EUR, USD, date(2026, 10, 30)).unwrap();
        assert_eq!((friday.rate.to_string().as_str(), friday.day, friday.stale), ("1.1172", date(2026, 10, 30), false));
        assert_eq!((friday.source.as_str(), friday.rule.source.en), (ECB, "house rule"));
        let weekend = quote(t, FxPurpose::Booking, EUR, USD, date(2026, 11, 1)).unwrap();
        assert_eq!((weekend.day, weekend.stale), (date(2026, 10, 30), false));
        assert!(!quote(t, FxPurpose::Booking, EUR, USD, date(2026, 11, 6)).unwrap().stale);
        assert!(quote(t, FxPurpose::Booking, EUR, USD, date(2026, 11, 7)).unwrap().stale);
        assert!(quote(t, FxPurpose::Booking, EUR, USD, date(2026, 11, 30)).is_ok());
        let missing = quote(t, FxPurpose::Booking, EUR, USD, date(2026, 12, 1)).unwrap_err();
        assert!(missing.starts_with("refused: fx_rate_missing"), "{missing}");
        assert!(quote(t, FxPurpose::Booking, EUR, "THB".parse().unwrap(), date(2026, 10, 30)).is_err());
        assert!(quote(t, FxPurpose::Booking, EUR, USD, date(2024, 10, 31)).is_err());

        let crossed = quote(t, FxPurpose::Quote, USD, GBP, date(2026, 10, 30)).unwrap();
        // 0.8338 pounds and 1.1172 dollars are a euro each.
        let pounds = crossed.convert(Money::new(100_000, USD), RoundingMode::HalfUp).unwrap();
        assert_eq!(pounds, Money::new(74_633, GBP));
        let same = quote(t, FxPurpose::Quote, USD, USD, date(1990, 1, 1)).unwrap();
        assert_eq!((same.rate.to_string().as_str(), same.stale), ("1", false));
        assert!(same.convert(Money::new(1, EUR), RoundingMode::HalfUp).is_err());
    });
}

#[test]
fn each_purpose_takes_the_rate_of_its_day() {
    on_both(|t, _| {
        import(t, ECB, None, ecb_recent().unwrap());
        let day = |purpose, on| quote(t, purpose, EUR, USD, on).map(|quote| (quote.wanted, quote.day));
        // 30 June 2026 is a Tuesday, 31 March one too; 28 February 2026 a Saturday: the next publication is Monday 2 March.
        assert_eq!(day(FxPurpose::OssReturn, date(2026, 4, 2)), Ok((date(2026, 6, 30), date(2026, 6, 30))));
        assert_eq!(day(FxPurpose::IossReturn, date(2026, 2, 2)), Ok((date(2026, 2, 28), date(2026, 3, 2))));
        assert!(day(FxPurpose::OssReturn, date(2026, 11, 21)).is_err(), "the quarter is not over");
        // Wednesdays of September 2026: the second last is the 23rd.
        assert_eq!(day(FxPurpose::Customs, date(2026, 10, 31)), Ok((date(2026, 9, 22), date(2026, 9, 22))));
        assert_eq!(day(FxPurpose::Invoice, date(2026, 10, 25)), Ok((date(2026, 10, 25), date(2026, 10, 23))));
    });
}

#[test]
fn rates_of_a_purpose_go_first_and_a_correction_replaces() {
    on_both(|t, _| {
        let on = date(2026, 5, 5);
        let row = |rate: &str| vec![FxRow { currency: GBP, day: on, rate: rate.parse().unwrap() }];
        import(t, ECB, None, row("0.85"));
        import(t, "HMRC", Some(FxPurpose::Invoice), row("0.86"));
        let rate =
            |purpose| quote(t, purpose, EUR, GBP, on).map(|quote| (quote.rate.to_string(), quote.source)).unwrap();
        assert_eq!(rate(FxPurpose::Invoice), ("0.86".to_owned(), "HMRC".to_owned()));
        assert_eq!(rate(FxPurpose::Booking), ("0.85".to_owned(), ECB.to_owned()));

        let book = FxBook::default();
        let kept = || {
            let seen = t.store.revisions().of(FX_AREA);
            let ask = t.store.read_blocking(|read| book.quote(seen, read, FxPurpose::Booking, EUR, GBP, on));
            ask.unwrap().rate.to_string()
        };
        assert_eq!((kept(), kept()), ("0.85".to_owned(), "0.85".to_owned()));
        assert_eq!(import(t, ECB, None, row("0.8500")), FxImported { known: 1, ..FxImported::default() });
        assert_eq!(import(t, ECB, None, row("0.855")), FxImported { corrected: 1, ..FxImported::default() });
        assert_eq!(kept(), "0.855");
        let nameless = ImportFxRates { source: " ".into(), purpose: None, rates: row("1") };
        assert_eq!(t.refusal(move |tx| import_fx_rates(tx, &nameless)), "fx_source_missing");
    });
}

/// The whole published history, where it is at hand beside the checkout.
#[test]
fn the_whole_history_is_read_from_its_zip() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/reference/ecb_fx/eurofxref-hist.zip");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: the history is not at hand");
        return;
    };
    let rates = read_ecb(&bytes).unwrap();
    let of = |currency: CurrencyCode, day: Date| {
        rates.iter().find(|row| (row.currency, row.day) == (currency, day)).map(|row| row.rate.to_string())
    };
    assert_eq!(of(USD, date(1999, 1, 4)).as_deref(), Some("1.1789"));
    assert_eq!(of(GBP, date(1999, 1, 4)).as_deref(), Some("0.7111"));
    assert_eq!(of("BGN".parse().unwrap(), date(2026, 10, 30)), None);
    for row in ecb_recent().unwrap() {
        assert_eq!(of(row.currency, row.day), Some(row.rate.to_string()), "{} {}", row.currency, row.day);
    }
    assert!(read_ecb(&bytes[..bytes.len() / 2]).is_err(), "a cut file is not half a history");
}

proptest! {
    /// There and back again loses at most what one rounding can.
    #[test]
    fn an_amount_comes_back_from_an_exchange(
        minor in 0i64..1_000_000_000, dollars in 1_000i64..2_000_000, pounds in 1_000i64..2_000_000
    ) {
        let rate = |millionths: i64| -> kernel::Rate {
            format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000).parse().unwrap()
        };
        let there = rate(pounds).checked_over(rate(dollars)).unwrap();
        let back = rate(dollars).checked_over(rate(pounds)).unwrap();
        let amount = Money::new(minor, USD);
        let exchanged = there.convert(amount, GBP, RoundingMode::HalfUp).unwrap();
        let returned = back.convert(exchanged, USD, RoundingMode::HalfUp).unwrap();
        // Half a penny of pounds, in cents, and half a cent.
        let most = dollars / pounds / 2 + 2;
        prop_assert!((returned.minor() - minor).abs() <= most, "{amount} {exchanged} {returned}");
    }

    /// No upload, however broken, does more than be refused.
    #[test]
    fn junk_is_refused_calmly(junk in prop::collection::vec(any::<u8>(), 0..400), zipped in any::<bool>()) {
        let mut file = if zipped { b"PK\x03\x04".to_vec() } else { b"Date,USD\n".to_vec() };
        file.extend(junk);
        let _ = read_ecb(&file);
    }
}
