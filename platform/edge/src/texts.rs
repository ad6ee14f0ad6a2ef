//! The sentences of every refusal code, in every language, gathered from the crates' `texts.toml` at start-up.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;

use crate::Language;

/// The edge's own codes.
pub const TEXTS: &str = include_str!("../texts.toml");

/// What one code says in one language. `{fact}` stands for a fact of the refusal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    pub title: String,
    pub detail: String,
    /// What the caller can do about it.
    pub help: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    en: Sentence,
    zh: Sentence,
    ar: Sentence,
}

impl Entry {
    fn sentence(&self, language: Language) -> &Sentence {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
            Language::Ar => &self.ar,
        }
    }
}

/// A `texts.toml` that cannot be used. A mistake of ours, met at start-up and in tests.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    #[error("a texts.toml cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    #[error("two texts.toml speak of the code {0}")]
    Twice(String),
    #[error("{code}: {fact} in the {language} sentence is not a fact of the English one", language = .language.tag())]
    UnknownFact { code: String, language: Language, fact: String },
}

/// The sentences of all codes.
#[derive(Debug)]
pub struct Texts {
    by_code: HashMap<String, Entry>,
}

/// A refusal in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub title: String,
    pub detail: String,
    pub help: Option<String>,
}

impl Texts {
    /// Merges these with what the platform says (edge, kernel, access; naming one of them again is harmless). Every code needs en,
    /// zh and ar; no code may be spoken for twice.
    pub fn load(parts: &[&str]) -> Result<Self, TextsError> {
        let own = [TEXTS, kernel::TEXTS, access::TEXTS];
        let mut by_code = HashMap::new();
        for part in own.iter().chain(parts.iter().filter(|part| !own.contains(*part))) {
            for (code, entry) in toml::from_str::<HashMap<String, Entry>>(part)? {
                check_facts(&code, &entry)?;
                if by_code.contains_key(&code) {
                    return Err(TextsError::Twice(code));
                }
                by_code.insert(code, entry);
            }
        }
        Ok(Self { by_code })
    }

    /// Whether a code has its sentences.
    pub fn knows(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    /// Every code with its sentence in a language, by code.
    pub fn all(&self, language: Language) -> Vec<(&str, &Sentence)> {
        let mut all: Vec<_> =
            self.by_code.iter().map(|(code, entry)| (code.as_str(), entry.sentence(language))).collect();
        all.sort_unstable_by_key(|(code, _)| *code);
        all
    }

    /// The sentence of a code with its facts in place. A code without a sentence is shown as its own words.
    pub fn say(&self, code: &str, language: Language, facts: &[(&str, String)]) -> Said {
        let Some(entry) = self.by_code.get(code) else {
            tracing::warn!(code, "a refusal code has no texts");
            let words = code.replace('_', " ");
            let told: Vec<String> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            return Said { title: words, detail: told.join(", "), help: None };
        };
        let sentence = entry.sentence(language);
        Said {
            title: fill(&sentence.title, facts),
            detail: fill(&sentence.detail, facts),
            help: sentence.help.as_deref().map(|help| fill(help, facts)),
        }
    }
}

/// The template with each `{name}` replaced by that fact; a fact that was not given is left out.
fn fill(template: &str, facts: &[(&str, String)]) -> String {
    let mut said = String::with_capacity(template.len() + 32);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => said.push_str(words),
            Piece::Fact(name) => {
                if let Some((_, value)) = facts.iter().find(|(known, _)| *known == name) {
                    said.push_str(value);
                }
            }
        }
    }
    said
}

enum Piece<'a> {
    Words(&'a str),
    Fact(&'a str),
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    template.split('{').enumerate().flat_map(|(place, part)| match part.split_once('}') {
        Some((name, after)) if place > 0 => [Piece::Fact(name), Piece::Words(after)],
        _ => [Piece::Words(part), Piece::Words("")],
    })
}

fn facts_in(sentence: &Sentence) -> BTreeSet<&str> {
    let texts = [Some(&sentence.title), Some(&sentence.detail), sentence.help.as_ref()];
    let all = texts.into_iter().flatten().flat_map(|text| pieces(text));
    all.filter_map(|piece| if let Piece::Fact(name) = piece { Some(name) } else { None }).collect()
}

fn check_facts(code: &str, entry: &Entry) -> Result<(), TextsError> {
    let known = facts_in(&entry.en);
    for language in Language::ALL {
        if let Some(fact) = facts_in(entry.sentence(language)).difference(&known).next() {
            return Err(TextsError::UnknownFact { code: code.to_owned(), language, fact: (*fact).to_owned() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUT_OF_STOCK: &str = r#"
        [out_of_stock]
        en = { title = "Out of stock", detail = "{sku}: {wanted} wanted, {available} available." }
        zh = { title = "库存不足", detail = "{sku}：需要 {wanted}，可用 {available}。" }
        ar = { title = "نفد المخزون", detail = "{sku}: مطلوب {wanted}." }
    "#;

    #[test]
    fn a_sentence_carries_its_facts_in_each_language() {
        let texts = Texts::load(&[OUT_OF_STOCK]).unwrap();
        let facts = [("sku", "A-1".to_owned()), ("wanted", "3".to_owned()), ("available", "2".to_owned())];
        assert_eq!(texts.say("out_of_stock", Language::En, &facts).detail, "A-1: 3 wanted, 2 available.");
        assert_eq!(texts.say("out_of_stock", Language::Zh, &facts).title, "库存不足");
        assert_eq!(texts.say("out_of_stock", Language::Zh, &facts).detail, "A-1：需要 3，可用 2。");
        assert_eq!(texts.say("never_heard", Language::Ar, &facts[..1]).detail, "sku: A-1");
    }

    #[test]
    fn a_fact_that_looks_like_a_placeholder_is_not_filled_again() {
        let texts = Texts::load(&[OUT_OF_STOCK]).unwrap();
        let facts = [("sku", "{wanted}".to_owned()), ("wanted", "3".to_owned())];
        assert_eq!(texts.say("out_of_stock", Language::En, &facts).detail, "{wanted}: 3 wanted,  available.");
    }

    #[test]
    fn texts_that_contradict_each_other_are_refused_at_the_start() {
        assert!(
            matches!(Texts::load(&[OUT_OF_STOCK, OUT_OF_STOCK]), Err(TextsError::Twice(code)) if code == "out_of_stock")
        );
        let no_arabic = "[x]\nen = { title = 'a', detail = 'b' }\nzh = { title = 'a', detail = 'b' }";
        assert!(matches!(Texts::load(&[no_arabic]), Err(TextsError::Unreadable(_))));
        let misspelt = OUT_OF_STOCK.replace("需要 {wanted}", "需要 {wnated}");
        assert!(matches!(Texts::load(&[&misspelt]), Err(TextsError::UnknownFact { .. })));
    }
}
