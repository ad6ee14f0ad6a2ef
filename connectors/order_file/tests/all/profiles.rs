//! Profiles are data: another file needs another profile and no code.

use kernel::{CurrencyCode, Refusal};
use order_file::{Certainty, Field, LineKind, OrderStatus, PROFILES, Profile, ProfileError, TEXTS, read};

use crate::support::problems;

const ORDERS: &str = "\
Order;Day;State;Article;Text;Pieces;Price;Currency;Customer number;Ship to;Note
1001;03.11.2026 10:15;paid;TEA-1;Green tea, 100 g;2;1.234,50;EUR;K7;DE;call first
1001;;;SHIPPING;Parcel;1;4,90;;;;
1002;03.11.2026;sent;CARD-50;Gift card 50;1;50,00;CHF;;CH;
1003;04.11.2026;lost;TEA-1;Green tea;1;12,00;EUR;K8;DE;
1004;04.11.2026;new;TEA-1;Green tea;1;12.00,1;EUR;K8;DE;
ST-1001;05.11.2026;cancelled;TEA-1;Green tea, 100 g;-1;1234,50;EUR;K7;DE;
1005;06.11.2026;new;TEA-2;Sample;1;0;XXX;K8;DE;
1006;06.11.2026;new;TEA-2;Sample;1;0;JPY;K8;Wonderland;
";

#[test]
fn another_file_with_other_columns_needs_only_its_profile() {
    let file = read(ORDERS.as_bytes(), &Profile::named("simple-orders").unwrap()).unwrap();
    assert!(file.report().adds_up());
    assert_eq!(
        problems(&file),
        [(5, "unknown_status", "lost"), (6, "not_a_number", "12.00,1"), (8, "currency_not_known", "XXX")]
    );
    let order = |number| file.orders().find(|order| order.external_number == number).unwrap();
    let tea = order("1001");
    assert_eq!((tea.status, tea.currency, tea.customer_ref), (Some(OrderStatus::Paid), CurrencyCode::EUR, Some("K7")));
    assert_eq!(tea.placed_at.to_string(), "2026-11-03T09:15:00Z");
    let lines: Vec<_> = tea.lines().map(|line| (line.kind, line.exact_amount.to_string())).collect();
    assert_eq!(lines, [(LineKind::Goods, "2469".to_owned()), (LineKind::Carriage, "4.9".to_owned())]);
    assert_eq!(order("1002").lines().next().unwrap().kind, LineKind::GiftVoucher);
    assert_eq!(order("1002").country_code.unwrap().as_str(), "CH");
    assert_eq!((order("1006").country, order("1006").country_code), (Some("Wonderland"), None));
    let cancelled = order("ST-1001").cancels().next().unwrap();
    assert_eq!(cancelled.pieces().next().unwrap().external_number, "1001");
    let sums: Vec<_> = file.report().exact_amounts.iter().map(|(c, amount)| format!("{c} {amount}")).collect();
    assert_eq!(sums, ["CHF 50", "EUR 1239.4", "JPY 0"]);
}

#[test]
fn columns_without_a_field_never_leave_the_reader() {
    let file = read(ORDERS.as_bytes(), &Profile::named("simple-orders").unwrap()).unwrap();
    assert!(!format!("{file:?}").contains("call first"));
}

#[test]
fn the_profiles_that_come_along_load_and_say_what_they_assume() {
    for (name, _) in PROFILES {
        let profile = Profile::named(name).unwrap();
        assert_eq!(profile.name, name);
        assert_eq!(profile.assumption("price_basis").unwrap().status, Certainty::Unsure);
    }
    let retail = Profile::named("uk-retail").unwrap();
    assert_eq!(retail.assumption("price_basis").unwrap().value, "net");
    let seller = retail.assumption("seller_country").unwrap();
    assert_eq!((seller.value.as_str(), seller.status), ("GB", Certainty::Unsure));
}

#[test]
fn a_profile_that_cannot_work_is_refused_before_any_row() {
    let text = PROFILES[1].1;
    let with = |from: &str, to: &str| Profile::from_toml(&text.replace(from, to)).unwrap_err();
    assert_eq!(with("sku = \"Article\"\n", ""), ProfileError::NoColumn(Field::Sku));
    assert_eq!(with("currency = \"Currency\"\n", ""), ProfileError::NoCurrency);
    assert!(matches!(with("decimal_mark = \",\"", "decimal_mark = \".\""), ProfileError::Useless(_)));
    assert!(matches!(with("kind = \"carriage\"", "kind = \"carrots\""), ProfileError::Syntax(_)));
    assert!(matches!(with("[numbers]", "[nombers]"), ProfileError::Syntax(_)));
    assert!(matches!(with("Europe/Berlin", "Europe/Berlyn"), ProfileError::Syntax(_)));
    assert_eq!(Profile::named("no-such").unwrap_err(), ProfileError::Unknown("no-such".to_owned()));
}

#[test]
fn every_reason_has_its_words_in_three_languages() {
    let texts: toml::Table = TEXTS.parse().unwrap();
    for (code, languages) in &texts {
        for language in ["en", "zh", "ar"] {
            let text = languages.get(language).unwrap_or_else(|| panic!("{code} has no {language}"));
            assert!(text.get("title").is_some() && text.get("detail").is_some(), "{code} {language}");
        }
    }
    let sources = concat!(
        include_str!("../../src/gather.rs"),
        include_str!("../../src/facts.rs"),
        include_str!("../../src/draft.rs"),
        include_str!("../../src/assemble.rs"),
        include_str!("../../src/number.rs"),
        include_str!("../../src/time.rs"),
        include_str!("../../src/profile.rs"),
        include_str!("../../src/reader/row.rs"),
        include_str!("../../src/reader/csv.rs"),
        include_str!("../../src/reader/json_lines.rs"),
        include_str!("../../src/reader/workbook.rs"),
    );
    for code in texts.keys() {
        assert!(sources.contains(&format!("\"{code}\"")), "{code} is never used");
    }
    let before =
        ["Problem::new(\"", "Problem::at(\"", "Refusal::invalid(\"", "Refusal::not_found(\"", "Err(\"", "ok_or(\""];
    for start in before {
        for rest in sources.split(start).skip(1) {
            let code = rest.split('"').next().unwrap();
            assert!(texts.contains_key(code), "{code} has no words");
        }
    }
    let refusal: Refusal = ProfileError::Unknown("x".to_owned()).into();
    assert!(texts.contains_key(refusal.code));
}
