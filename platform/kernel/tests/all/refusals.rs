use std::collections::BTreeMap;

use kernel::{
    CountryCode, CurrencyCode, Locale, Money, MoneyError, Rate, Refusal, RoundingPolicy, ShopCode, Sku, TEXTS,
    Timestamp, UnitPrice, Zone,
};

kernel::typed_id!(OrderId, "ord");

type Texts = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

fn all_refusals() -> Vec<Refusal> {
    let mismatch = MoneyError::CurrencyMismatch { left: CurrencyCode::EUR, right: CurrencyCode::USD };
    vec![
        Money::from_decimal_text("x", CurrencyCode::EUR).unwrap_err().into(),
        MoneyError::Overflow.into(),
        mismatch.into(),
        MoneyError::InvalidShares.into(),
        "x".parse::<CurrencyCode>().unwrap_err().into(),
        UnitPrice::from_decimal_text("x", CurrencyCode::EUR).unwrap_err().into(),
        "x".parse::<Rate>().unwrap_err().into(),
        "x".parse::<RoundingPolicy>().unwrap_err().into(),
        "x".parse::<CountryCode>().unwrap_err().into(),
        "x".parse::<Locale>().unwrap_err().into(),
        "x".parse::<Zone>().unwrap_err().into(),
        "".parse::<Sku>().unwrap_err().into(),
        "X".parse::<ShopCode>().unwrap_err().into(),
        "x".parse::<OrderId>().unwrap_err().into(),
        "x".parse::<Timestamp>().unwrap_err().into(),
        kernel::must_name_nobody("erika@example.org", "/reference").unwrap_err(),
    ]
}

#[test]
fn every_refusal_has_its_sentence_in_three_languages_with_facts_it_carries() {
    let texts: Texts = toml::from_str(TEXTS).unwrap();
    let refusals = all_refusals();
    for refusal in &refusals {
        let languages = texts.get(refusal.code).unwrap_or_else(|| panic!("no text for {}", refusal.code));
        assert_eq!(languages.keys().collect::<Vec<_>>(), ["ar", "en", "zh"], "{}", refusal.code);
        for text in languages.values() {
            assert!(!text["title"].is_empty());
            for named in text["detail"].split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
                assert!(refusal.facts.iter().any(|(name, _)| *name == named), "{} has no fact {named}", refusal.code);
            }
        }
    }
    assert_eq!(texts.len(), refusals.len(), "a text nobody says");
}

#[test]
fn a_refusal_never_repeats_a_whole_flood() {
    let flood = "9".repeat(100_000);
    let refusal: Refusal = flood.parse::<Sku>().unwrap_err().into();
    assert_eq!(refusal.code, "invalid_sku");
    assert_eq!(refusal.facts[0].1.len(), 40);
}
