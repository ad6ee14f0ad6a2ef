//! The text law: whatever Hanse refuses, it can say why in English, Chinese and Arabic. Every code in a `texts.toml` has
//! all three, is `snake_case`, stands once in the product and is used; every code used in a refusal stands there. A fact in a
//! sentence, `{sku}`, is given somewhere, `.with("sku", …)`, and by each refusal that names the code: otherwise people would read
//! a sentence with a hole.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Breach;
use crate::reading::checkout::Checkout;
use crate::reading::rust_text::{Piece, product_pieces};

const LANGUAGES: [&str; 3] = ["en", "zh", "ar"];
/// A refusal's facts stand within so many pieces (words, marks, literals) of its code.
const FACTS_WITHIN: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    title: String,
    detail: String,
    /// What to do about it.
    help: Option<String>,
}

type Texts = BTreeMap<String, BTreeMap<String, Text>>;

/// A code that has texts.
struct Known {
    /// The file it stands in.
    place: String,
    facts: BTreeSet<String>,
}

pub fn check(checkout: &Checkout) -> anyhow::Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    let known = known_codes(checkout, &mut breaches);
    let mut quoted: BTreeSet<&str> = BTreeSet::new();
    for file in &checkout.files {
        let (Some(of), Some(text)) = (checkout.crate_of(file), file.text.as_deref()) else { continue };
        if of.layer() == "xtask" || !file.is_product_rust(of) {
            continue;
        }
        let pieces = product_pieces(text);
        for (place, code) in refused_codes(&pieces) {
            let Some(known) = known.get(code) else {
                let says = format!("refuses with {code}, which has no text in a texts.toml");
                breaches.push(Breach::new(&file.path, says));
                continue;
            };
            let given = facts_given(pieces.get(place..).unwrap_or_default());
            for fact in known.facts.iter().filter(|fact| !given.contains(fact.as_str())) {
                breaches.push(Breach::new(&file.path, format!("refuses with {code} and leaves its {{{fact}}} out")));
            }
        }
        quoted.extend(pieces.into_iter().filter_map(|piece| match piece {
            Piece::Literal(literal) => Some(literal),
            _ => None,
        }));
    }
    for (code, Known { place, facts }) in &known {
        if !quoted.contains(code.as_str()) {
            breaches.push(Breach::new(place, format!("{code} is used nowhere; take it out")));
        }
        for fact in facts.iter().filter(|fact| !quoted.contains(fact.as_str())) {
            breaches.push(Breach::new(place, format!("{code} tells {{{fact}}}, which no refusal gives")));
        }
    }
    Ok(breaches)
}

fn known_codes(checkout: &Checkout, breaches: &mut Vec<Breach>) -> BTreeMap<String, Known> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for file in checkout.files.iter().filter(|file| file.name() == "texts.toml") {
        let texts: Texts = match toml::from_str(file.text.as_deref().unwrap_or_default()) {
            Ok(texts) => texts,
            Err(error) => {
                let says = format!("must be [code] with en, zh, ar = {{ title, detail, help? }}: {}", error.message());
                breaches.push(Breach::new(&file.path, says));
                continue;
            }
        };
        for (code, languages) in texts {
            faults(&code, &languages).into_iter().for_each(|says| breaches.push(Breach::new(&file.path, says)));
            let facts = languages.get("en").map(facts).unwrap_or_default().into_iter().map(str::to_owned).collect();
            if let Some(other) = known.insert(code.clone(), Known { place: file.path.clone(), facts }) {
                let says = format!("{code} stands in {} too; a code is unique", other.place);
                breaches.push(Breach::new(&file.path, says));
            }
        }
    }
    known
}

fn faults(code: &str, languages: &BTreeMap<String, Text>) -> Vec<String> {
    let mut faults = Vec::new();
    if code.is_empty() || !code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        faults.push(format!("{code} is not snake_case"));
    }
    let english = languages.get("en").map(facts).unwrap_or_default();
    for language in LANGUAGES {
        match languages.get(language) {
            None => faults.push(format!("{code} has no {language}")),
            Some(text) if sentences(text).any(|sentence| sentence.trim().is_empty()) => {
                faults.push(format!("{code} has an empty sentence in {language}"));
            }
            Some(text) => faults.extend(
                facts(text)
                    .difference(&english)
                    .map(|fact| format!("{code} names {{{fact}}} in {language} but not in en")),
            ),
        }
    }
    faults
}

fn sentences(text: &Text) -> impl Iterator<Item = &str> {
    [text.title.as_str(), text.detail.as_str()].into_iter().chain(text.help.as_deref())
}

/// The names in braces.
fn facts(text: &Text) -> BTreeSet<&str> {
    sentences(text)
        .flat_map(|sentence| sentence.split('{').skip(1))
        .filter_map(|after| after.split_once('}').map(|(name, _)| name))
        .collect()
}

/// Names in `.with("…", …)` after a refusal's beginning, up to the next refusal: they may stand some lines further down.
fn facts_given<'a>(after: &[Piece<'a>]) -> BTreeSet<&'a str> {
    use Piece::{Literal, Mark, Word};
    let rest = after.iter().skip(1).take(FACTS_WITHIN).take_while(|piece| !matches!(piece, Word("Refusal")));
    let rest: Vec<&Piece<'a>> = rest.collect();
    let given = rest.windows(4).filter_map(|window| match window {
        [Mark('.'), Word("with"), Mark('('), Literal(name)] => Some(*name),
        _ => None,
    });
    given.collect()
}

/// Codes written into `Refusal::conflict("…")`, `Refusal::new(kind, "…")` and their like, with the place they begin at.
fn refused_codes<'a>(pieces: &[Piece<'a>]) -> Vec<(usize, &'a str)> {
    use Piece::{Literal, Mark, Word};
    let mut codes = Vec::new();
    for (place, window) in pieces.windows(5).enumerate() {
        let [Word("Refusal"), Mark(':'), Mark(':'), Word(made), Mark('(')] = window else { continue };
        let inside = pieces.iter().skip(place.saturating_add(5)).take_while(|piece| !matches!(piece, Mark('(' | ')')));
        let code = match *made {
            "new" => inside.skip_while(|piece| !matches!(piece, Mark(','))).nth(1),
            _ => inside.take(1).last(),
        };
        if let Some(Literal(code)) = code {
            codes.push((place, *code));
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn a_missing_language_a_doubled_code_a_dead_one_and_a_refusal_without_text_go_red() {
        let breaches = check(&fixture("texts")).unwrap();
        let said: Vec<&str> = breaches.iter().map(|breach| breach.says.as_str()).collect();
        for fault in [
            "out_of_stock has no ar",
            "order_closed names {numbr} in zh but not in en",
            "order_closed stands in centres/inventory/texts.toml too; a code is unique",
            "refuses with hold_expired, which has no text in a texts.toml",
            "refuses with line_unknown, which has no text in a texts.toml",
            "never_said is used nowhere; take it out",
            "order_closed tells {number}, which no refusal gives",
            "refuses with out_of_stock and leaves its {available} out",
        ] {
            assert!(said.contains(&fault), "not found: {fault} in {said:#?}");
        }
        assert_eq!(places(&breaches).len(), 9);
    }
}
