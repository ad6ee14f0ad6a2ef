//! The facts as they are shipped: all of them read, and the ones people rely on most are what they should be.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets the unexpected should stop there")]

use countries::{NoRate, RateClass, Recognised, TaxClass, VatId, VatIdFault, World};
use jiff::civil::{Date, date};
use kernel::{CountryCode, Rate};

fn world() -> &'static World {
    World::load().unwrap_or_else(|error| panic!("{error}"))
}

fn percent(code: &str, day: Date) -> Option<String> {
    let territory = world().territory_named(code).unwrap();
    world().rate(territory, RateClass::Standard, day).map(|row| row.rate.percent().to_string())
}

fn place(country: &str, postcode: Option<&str>, on: Date) -> (String, bool) {
    let located = world().locate(country.parse().unwrap(), postcode, on).unwrap();
    (world().territory(located.territory).unwrap().code.clone(), located.area_known)
}

fn vat_area(code: &str, on: Date) -> &'static str {
    let territory = world().territory(world().territory_named(code).unwrap()).unwrap();
    world().area_name(territory.vat_area(on))
}

const EU_27: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

#[test]
fn every_country_of_the_standard_has_names_and_a_territory() {
    for code in CountryCode::countries() {
        let country = world().country(code).unwrap_or_else(|| panic!("{code} has no names"));
        assert!(!country.names.en.is_empty() && !country.names.zh.is_empty(), "{code}");
        assert_eq!(country.region, "eu");
        assert!(world().locate(code, None, date(2026, 11, 21)).is_some(), "{code}");
    }
}

#[test]
fn british_rates_change_on_the_right_days() {
    for (day, rate) in [
        (date(2008, 11, 30), "17.5"),
        (date(2008, 12, 1), "15"),
        (date(2009, 12, 31), "15"),
        (date(2010, 1, 1), "17.5"),
        (date(2011, 1, 3), "17.5"),
        (date(2011, 1, 4), "20"),
        (date(2026, 11, 21), "20"),
    ] {
        assert_eq!(percent("GB", day).as_deref(), Some(rate), "{day}");
    }
}

#[test]
fn standard_rates_of_the_union_agree_with_the_commission_on_its_snapshot_day() {
    let expected = [
        "20", "21", "20", "19", "21", "19", "25", "24", "21", "25.5", "20", "24", "25", "27", "23", "22", "21", "17",
        "21", "18", "21", "23", "23", "21", "25", "22", "23",
    ];
    for (code, rate) in EU_27.into_iter().zip(expected) {
        assert_eq!(percent(code, date(2026, 9, 29)).as_deref(), Some(rate), "{code}");
    }
}

#[test]
fn every_member_has_a_standard_rate_on_every_day_of_its_membership_since_2011() {
    for code in EU_27 {
        let mut day = date(2011, 1, 1);
        while day < date(2026, 11, 21) {
            if vat_area(code, day) == "eu" {
                assert!(percent(code, day).is_some(), "{code} on {day}");
            }
            day = day.tomorrow().unwrap();
        }
    }
}

#[test]
fn changes_of_the_last_years_fall_on_their_days() {
    for (code, last_old, old, new) in [
        ("DE", date(2020, 6, 30), "19", "16"),
        ("DE", date(2020, 12, 31), "16", "19"),
        ("IE", date(2021, 2, 28), "21", "23"),
        ("FI", date(2024, 8, 31), "24", "25.5"),
        ("SK", date(2024, 12, 31), "20", "23"),
        ("EE", date(2025, 6, 30), "22", "24"),
        ("RO", date(2025, 7, 31), "19", "21"),
        ("CH", date(2023, 12, 31), "7.7", "8.1"),
    ] {
        assert_eq!(percent(code, last_old).as_deref(), Some(old), "{code} {last_old}");
        assert_eq!(percent(code, last_old.tomorrow().unwrap()).as_deref(), Some(new), "{code} after {last_old}");
    }
}

#[test]
fn areas_within_countries_are_told_by_their_postcodes() {
    let day = date(2026, 11, 21);
    for (country, postcode, territory) in [
        ("GB", "BT1 5GS", "XI"),
        ("GB", "bt15gs", "XI"),
        ("GB", "B1 1TT", "GB"),
        ("GB", "IM1 2EA", "IM"),
        ("GB", "JE2 3NN", "JE"),
        ("GB", "GY1 1FH", "GG"),
        ("ES", "35001", "ES-CN"),
        ("ES", "38002", "ES-CN"),
        ("ES", "51001", "ES-CE"),
        ("ES", "52001", "ES-ML"),
        ("ES", "28001", "ES"),
        ("FI", "22100", "AX"),
        ("FR", "97110", "GP"),
        ("FR", "97490", "RE"),
        ("FR", "20000", "FR-COR"),
        ("FR", "98000", "MC"),
        ("FR", "75001", "FR"),
        ("DE", "78266", "DE-BUS"),
        ("DE", "27498", "DE-HEL"),
        ("DE", "10115", "DE"),
        ("IT", "23041", "IT-LIV"),
        ("IT", "22061", "IT-CAM"),
        ("GR", "63086", "GR-69"),
        ("PT", "9500-150", "PT-20"),
        ("PT", "9000-017", "PT-30"),
        ("PT", "1000-001", "PT"),
        ("AT", "6691", "AT-JUN"),
        ("AT", "6992", "AT-JUN"),
        ("AT", "1010", "AT"),
    ] {
        assert_eq!(place(country, Some(postcode), day), (territory.to_owned(), true), "{country} {postcode}");
    }
    assert_eq!(place("GB", Some("BT1 5GS"), date(2020, 12, 31)).0, "GB");
    assert_eq!(place("ES", None, day), ("ES".to_owned(), false));
    assert_eq!(place("NL", None, day), ("NL".to_owned(), true));
}

#[test]
fn vat_areas_have_dates() {
    assert_eq!(vat_area("GB", date(2020, 12, 31)), "eu");
    assert_eq!(vat_area("GB", date(2021, 1, 1)), "gb");
    assert_eq!(vat_area("XI", date(2021, 1, 1)), "eu");
    assert_eq!(vat_area("IM", date(2021, 1, 1)), "gb");
    assert_eq!(vat_area("HR", date(2013, 6, 30)), "hr");
    assert_eq!(vat_area("HR", date(2013, 7, 1)), "eu");
    assert_eq!(vat_area("MC", date(2026, 1, 1)), "eu");
    assert_eq!(vat_area("DE-BUS", date(2026, 1, 1)), "ch");
    assert_eq!(vat_area("LI", date(2026, 1, 1)), "ch");
    for outside in ["JE", "GG", "GB-CHA", "ES-CN", "AX", "DE-HEL", "IT-LIV", "GR-69", "GP", "US"] {
        assert_eq!(vat_area(outside, date(2026, 1, 1)), outside.to_lowercase());
    }
}

#[test]
fn vat_and_customs_are_two_answers() {
    let on = date(2026, 1, 1);
    for (code, customs) in [("ES-CN", "eu"), ("AX", "eu"), ("GP", "eu"), ("ES-CE", "es-ce"), ("DE-HEL", "de-hel")] {
        let territory = world().territory(world().territory_named(code).unwrap()).unwrap();
        assert_eq!(world().area_name(territory.customs_area(on)), customs, "{code}");
        assert_ne!(world().area_name(territory.vat_area(on)), "eu", "{code}");
    }
}

#[test]
fn words_of_the_retail_file_are_understood_or_said_to_be_undecidable() {
    let retail = "United Kingdom,Germany,France,EIRE,Spain,Netherlands,Belgium,Switzerland,Australia,Portugal,Norway,\
                  Finland,Italy,Cyprus,Japan,Sweden,Austria,Hong Kong,Poland,Israel,Denmark,Singapore,Canada,Iceland,\
                  Greece,Malta,Lebanon,Lithuania,Brazil,United Arab Emirates,USA,Bahrain,Czech Republic,Saudi Arabia,RSA";
    for word in retail.split(',') {
        assert!(matches!(world().recognise(word), Some(Recognised::Country(_))), "{word}");
    }
    assert_eq!(world().recognise("EIRE"), Some(Recognised::Country("IE".parse().unwrap())));
    assert_eq!(world().recognise("u.s.a."), Some(Recognised::Country(CountryCode::US)));
    assert_eq!(world().recognise("德国"), Some(Recognised::Country(CountryCode::DE)));
    assert!(matches!(world().recognise("European Community"), Some(Recognised::Undecidable { .. })));
    assert!(matches!(world().recognise("Unspecified"), Some(Recognised::Undecidable { .. })));
    let Some(Recognised::Area { territory, countries, .. }) = world().recognise("Channel Islands") else { panic!() };
    assert_eq!(world().territory(territory).unwrap().code, "GB-CHA");
    assert_eq!(countries.len(), 2);
    assert_eq!(world().recognise("Atlantis"), None);
}

#[test]
fn how_goods_are_taxed_abroad_is_known_or_refused_never_guessed() {
    let on = date(2026, 11, 21);
    let territory = |code| world().territory_named(code).unwrap();
    let books = world().rate_for(territory("DE"), TaxClass::Books, false, on).unwrap();
    assert_eq!(books.row.rate, Rate::from_basis_points(700));
    let british = world().rate_for(territory("IM"), TaxClass::ChildrenClothing, false, on).unwrap();
    assert_eq!(british.row.class, RateClass::Zero);
    assert_eq!(
        world().rate_for(territory("FR"), TaxClass::Reduced, false, on).map(|_| ()),
        Err(NoRate::ClassNotMapped)
    );
    assert_eq!(world().rate_for(territory("US"), TaxClass::Standard, true, on).map(|_| ()), Err(NoRate::RateUnknown));
}

#[test]
fn limits_have_dates_and_shapes() {
    let limit = |id, on| world().threshold(id, on).map(|limit| limit.amount.to_string());
    assert_eq!(limit("eu.ioss", date(2021, 6, 30)), None);
    assert_eq!(limit("eu.ioss", date(2021, 7, 1)).as_deref(), Some("150.00 EUR"));
    assert_eq!(limit("gb.low_value", date(2021, 1, 1)).as_deref(), Some("135.00 GBP"));
    assert_eq!(limit("eu.duty_relief", date(2026, 7, 1)), None);
    assert_eq!(limit("no.voec", date(2026, 1, 1)).as_deref(), Some("3000.00 NOK"));
}

#[test]
fn addresses_say_what_they_need() {
    let gb = world().country(CountryCode::GB).unwrap().address.as_ref().unwrap();
    assert!(gb.requires("postcode") && gb.accepts_postcode("EC1Y 8SY") && !gb.accepts_postcode("10115"));
    let hk = world().country(CountryCode::HK).unwrap().address.as_ref().unwrap();
    assert!(!hk.requires("postcode") && hk.accepts_postcode(""));
    assert!(world().countries().filter(|country| country.address.is_some()).count() >= 45);
}

fn issuer(text: &str) -> Result<Option<&'static str>, VatIdFault> {
    let id: VatId = text.parse()?;
    Ok(id.issuer().map(|office| world().territory(office).unwrap().code.as_str()))
}

#[test]
fn a_vat_number_has_the_form_of_its_country() {
    for (text, office) in [
        ("ATU12345678", "AT"),
        ("BE1012345678", "BE"),
        ("CY12345678L", "CY"),
        ("de 136 695 976", "DE"),
        ("EL123456789", "GR"),
        ("ESB58378431", "ES"),
        ("ES54362315K", "ES"),
        ("FRK7399859412", "FR"),
        ("IE6433435F", "IE"),
        ("IE8D79739I", "IE"),
        ("IE3333510LH", "IE"),
        ("NL002230884B01", "NL"),
        ("RO12", "RO"),
        ("SE556188840401", "SE"),
        ("GB226148083", "GB"),
        ("GBGD001", "GB"),
        ("XI226148083", "XI"),
        ("CHE-123.456.789 MWST", "CH"),
    ] {
        assert_eq!(issuer(text), Ok(Some(office)), "{text}");
    }
    assert_eq!(issuer("US 12-3456789"), Ok(None), "how American numbers look is not known here");
}

#[test]
fn a_vat_number_of_another_form_is_refused_and_the_form_told() {
    for (text, country, expected) in [
        ("FRXX", "FR", "FRxx999999999"),
        ("FR1234567890", "FR", "FRxx999999999"),
        ("DE12345678A", "DE", "DE999999999"),
        ("ES123456789", "ES", "ESa9999999x, ESx9999999a"),
        ("BE2123456789", "BE", "BE0999999999, BE1999999999"),
        ("NL123456789A01", "NL", "NLsssssssssBss"),
        ("GR123456789", "GR", "EL999999999"),
        ("CH123456789", "CH", "CHE999999999, CHE999999999MWST, CHE999999999TVA, CHE999999999IVA"),
        ("DE１２３４５６７８９", "DE", "DE999999999"),
    ] {
        let malformed = VatIdFault::Malformed { country: country.into(), expected: expected.into() };
        assert_eq!(issuer(text), Err(malformed), "{text}");
    }
    for text in ["", "D", "12345678901", "ZZ123456789", "€€"] {
        assert_eq!(issuer(text), Err(VatIdFault::NoCountry), "{text}");
    }
}

#[test]
fn every_member_state_says_how_its_vat_numbers_look() {
    for code in EU_27.into_iter().chain(["GB", "XI", "CH"]) {
        let territory = world().territory_named(code).unwrap();
        let of = world().vat_ids().iter().find(|of| of.territory == territory).unwrap_or_else(|| panic!("{code}"));
        assert!(!of.source.text.is_empty() && of.source.date <= date(2026, 11, 22), "{code}");
    }
}

#[test]
fn an_invoice_is_kept_so_many_whole_years_by_its_sellers_law() {
    let issued = jiff::civil::date(2026, 11, 22);
    let until = |country: &str| {
        let law = world().retention(country.parse().unwrap(), issued).unwrap();
        (law.last_day(issued).to_string(), law.country.is_some())
    };
    assert_eq!(until("DE"), ("2034-12-31".to_owned(), true));
    assert_eq!(until("GB"), ("2032-12-31".to_owned(), true));
    assert_eq!(until("PL"), ("2036-12-31".to_owned(), false), "no law of Poland's is held here");
}

#[test]
fn a_word_that_begins_like_a_country_is_no_vat_number() {
    for word in ["NONSENSE", "USELESS", "INVALID"] {
        assert!(word.parse::<countries::VatId>().is_err(), "{word}");
    }
    assert!("US123456".parse::<countries::VatId>().is_ok());
}
