//! Every reason has its words in every language.

use std::collections::BTreeMap;

use tax::{TEXTS, TaxEngine};

type Sentences = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

#[test]
fn every_reason_a_rule_gives_has_words_in_three_languages() {
    let texts: Sentences = toml::from_str(TEXTS).unwrap();
    let rules = TaxEngine::load().unwrap().rules();
    let mut reasons: Vec<&str> =
        rules.iter().filter_map(|rule| rule.then.not_determined.as_ref()).map(|reason| reason.why.as_str()).collect();
    reasons.extend(["border_tax_unknown", "rate_unknown", "class_not_mapped"]);
    for reason in reasons {
        let code = tax::text_of_reason(reason).unwrap_or_else(|| panic!("{reason} has no code"));
        let said = texts.get(code).unwrap_or_else(|| panic!("{code} has no words"));
        for language in ["en", "zh", "ar"] {
            let sentence = said.get(language).unwrap_or_else(|| panic!("{code} has no {language}"));
            assert!(!sentence["title"].is_empty() && !sentence["detail"].is_empty());
        }
    }
}
