//! Every code that the sources refuse with has its sentence: here, or with the centre that owns the code.

#[test]
fn every_code_has_its_sentence_once() {
    let own: toml::Table = return_to_refund::TEXTS.parse().unwrap();
    let centres = [orders::TEXTS, inventory::TEXTS, ledger::TEXTS, kernel::TEXTS];
    let centres: Vec<toml::Table> = centres.iter().map(|text| text.parse().unwrap()).collect();
    let sources = [
        include_str!("../../src/books.rs"),
        include_str!("../../src/steps/mod.rs"),
        include_str!("../../src/steps/receive.rs"),
        include_str!("../../src/steps/refund.rs"),
    ];
    let mut seen = 0;
    for start in ["Refusal::invalid(\"", "Refusal::conflict(\"", "Refusal::not_found(\""] {
        for rest in sources.iter().flat_map(|source| source.split(start).skip(1)) {
            let code = rest.split('"').next().unwrap();
            let places = centres.iter().chain([&own]).filter(|texts| texts.contains_key(code)).count();
            assert_eq!(places, 1, "{code}");
            seen += 1;
        }
    }
    assert!(seen >= 5);
    for (code, languages) in &own {
        for language in ["en", "zh", "ar"] {
            assert!(languages[language]["detail"].as_str().unwrap().len() > 5, "{code} in {language}");
        }
    }
}
