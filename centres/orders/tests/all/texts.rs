//! Every code that the sources refuse with has its sentence in the three languages.

use std::fs;
use std::path::Path;

fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// The string literals after `start`.
fn literals<'s>(source: &'s str, start: &str) -> Vec<&'s str> {
    source.split(start).skip(1).filter_map(|rest| rest.split('"').nth(1)).collect()
}

#[test]
fn every_code_has_its_sentence() {
    let texts: toml::Table = orders::TEXTS.parse().unwrap();
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let mut codes: Vec<&str> = Vec::new();
    for start in ["Refusal::invalid(", "Refusal::conflict(", "Refusal::not_found(", "Rule::of(", "printable("] {
        codes.extend(literals(&source, start));
    }
    codes.retain(|code| code.contains('_'));
    assert!(codes.len() > 60, "the search finds the codes");
    for code in &codes {
        assert!(texts.contains_key(*code), "{code} has no text");
    }
    for (code, languages) in &texts {
        assert!(codes.contains(&code.as_str()), "{code} is refused nowhere");
        for language in ["en", "zh", "ar"] {
            let said = |what: &str| languages[language][what].as_str().unwrap().len();
            assert!(said("title") > 3 && said("detail") > 3, "{code} in {language}");
        }
    }
}
