use std::collections::{BTreeSet, HashMap};

use kernel::{CountryCode, EntityCode, Locale, Sku, Texts, WarehouseCode};
use proptest::prelude::*;

#[test]
fn the_country_list_is_that_of_the_standard() {
    let listed: BTreeSet<String> = CountryCode::countries().map(|country| country.to_string()).collect();
    assert_eq!(listed.len(), 249);
    for text in &listed {
        let country: CountryCode = text.parse().unwrap();
        assert_eq!(country.to_string(), *text);
        assert!(country.is_country());
    }
    for text in ["", "D", "DEU", "UK", "EL", "EU", "XX", "ZY", "AN", "Ä"] {
        assert!(text.parse::<CountryCode>().is_err(), "{text}");
    }
    assert_eq!("de".parse(), Ok(CountryCode::DE));
}

#[test]
fn northern_ireland_is_a_territory_and_no_country() {
    assert_eq!("XI".parse(), Ok(CountryCode::XI));
    assert!(!CountryCode::XI.is_country());
    assert!(CountryCode::countries().all(|country| country != CountryCode::XI));
}

#[test]
fn the_unknown_country_has_a_code_and_is_no_country() {
    assert_eq!("ZZ".parse(), Ok(CountryCode::UNKNOWN));
    assert!(!CountryCode::UNKNOWN.is_country());
    assert!(CountryCode::countries().all(CountryCode::is_country));
}

#[test]
fn a_language_tag_takes_its_canonical_form() {
    let tag = |text: &str| text.parse::<Locale>().map(|locale| locale.to_string()).ok();
    assert_eq!(tag("ZH_cn").as_deref(), Some("zh-CN"));
    assert_eq!(tag("zh-hant-hk").as_deref(), Some("zh-Hant-HK"));
    assert_eq!(tag("es-419").as_deref(), Some("es-419"));
    assert_eq!(tag("yue-Hant-419").as_deref(), Some("yue-Hant-419"));
    for text in ["", "e", "engl", "en-", "-en", "en--US", "en-USA", "en-US-x", "de-1996", "12", "en-US-Latn", "ｅｎ"]
    {
        assert_eq!(tag(text), None, "{text}");
    }
}

#[test]
fn a_reader_gets_the_nearest_text_there_is() {
    let zh_cn: Locale = "zh-CN".parse().unwrap();
    let texts = Texts::new().with(Locale::EN, "Shirt").with(Locale::ZH, "衬衫").with(Locale::AR, " ");
    assert_eq!(texts.best(zh_cn), Some("衬衫"));
    assert_eq!(texts.clone().with(zh_cn, "衬衣").best(zh_cn), Some("衬衣"));
    assert_eq!(texts.best(Locale::DE), Some("Shirt"));
    assert_eq!(texts.best(Locale::AR), Some("Shirt"), "a blank text is none");
    let arabic_first = texts.clone().with(Locale::AR, "قميص");
    assert_eq!(arabic_first.best(Locale::DE), Some("Shirt"), "English before the first of the list");
    assert_eq!(Texts::new().with(Locale::JA, "シャツ").best(Locale::DE), Some("シャツ"));
    assert_eq!(Texts::new().best(Locale::EN), None);
    assert_eq!(texts.missing(&[Locale::EN, zh_cn, Locale::DE, Locale::AR]), [Locale::DE, Locale::AR]);
}

#[test]
fn texts_are_a_json_object_and_no_language_comes_twice() {
    let texts: Texts = serde_json::from_str(r#"{"zh-cn":"衬衫","en":"Shirt"}"#).unwrap();
    assert_eq!(serde_json::to_string(&texts).unwrap(), r#"{"en":"Shirt","zh-CN":"衬衫"}"#);
    assert!(serde_json::from_str::<Texts>(r#"{"en":"a","EN":"b"}"#).is_err());
    assert!(serde_json::from_str::<Texts>(r#"{"english":"a"}"#).is_err());
}

#[test]
fn skus_that_differ_by_case_are_one_and_keep_their_spelling() {
    let (upper, lower): (Sku, Sku) = (" 85123A ".parse().unwrap(), "85123a".parse().unwrap());
    assert_eq!(upper, lower);
    assert_eq!(upper.as_str(), "85123A");
    assert_eq!(upper.folded(), "85123a");
    let stock = HashMap::from([(upper, 7)]);
    assert_eq!(stock.get(&lower), Some(&7));
    assert_eq!("Größe-ÉLAN".parse::<Sku>().unwrap().folded(), "größe-élan");
}

#[test]
fn what_is_no_sku_is_refused() {
    assert!("x".repeat(64).parse::<Sku>().is_ok());
    assert!("衬".repeat(64).parse::<Sku>().is_ok());
    for text in ["", "  ", "a\tb", "a\nb", "a\u{0}b", &"x".repeat(65)] {
        assert!(text.parse::<Sku>().is_err(), "{text:?}");
    }
}

#[test]
fn codes_are_short_and_plain_and_found_by_text() {
    let code: WarehouseCode = "de-01_a".parse().unwrap();
    assert_eq!(code.to_string(), "de-01_a");
    assert_eq!(HashMap::from([(code, 3)]).get("de-01_a"), Some(&3));
    assert!("x".repeat(40).parse::<WarehouseCode>().is_ok());
    for text in ["", "DE", "a b", "a.b", "é", &"x".repeat(41)] {
        assert!(text.parse::<WarehouseCode>().is_err(), "{text}");
    }
    let error = "De 01".parse::<EntityCode>().unwrap_err();
    assert_eq!(error.to_string(), "not a code for a legal entity (1 to 40 of a-z, 0-9, _ and -): De 01");
    assert_eq!(serde_json::from_str::<WarehouseCode>("\"de-01_a\"").unwrap(), code);
}

proptest! {
    #[test]
    fn codes_sort_like_their_texts(one in "[a-z0-9_-]{1,40}", other in "[a-z0-9_-]{1,40}") {
        let (a, b): (WarehouseCode, WarehouseCode) = (one.parse().unwrap(), other.parse().unwrap());
        prop_assert_eq!(a.cmp(&b), one.cmp(&other));
        prop_assert_eq!(a.as_str(), one);
    }

    #[test]
    fn a_sku_is_stable_under_its_own_fold(text in ".{1,64}") {
        if let Ok(sku) = text.parse::<Sku>() {
            let again: Sku = sku.as_str().parse().unwrap();
            prop_assert_eq!(again.as_str(), sku.as_str());
            let folded: String = sku.folded().chars().flat_map(char::to_lowercase).collect();
            prop_assert_eq!(folded.as_str(), sku.folded());
        }
    }

    #[test]
    fn a_tag_reads_back_from_its_text(text in "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?") {
        let locale: Locale = text.parse().unwrap();
        prop_assert_eq!(locale.to_string(), text);
        prop_assert!(locale.chain().count() <= 3);
    }
}
