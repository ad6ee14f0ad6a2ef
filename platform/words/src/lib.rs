//! Cuts text of any language into words to index it by and to ask with.
//!
//! Invariants: every word that [`query_words`] makes of a text is among (or begins one of) the [`tokens`] of that text; a word
//! is made of letters and digits that both engines' word indexes take as one word (anything else in it is written `_` and
//! hexadecimal); nothing is loaded or kept in memory.
//!
//! Deliberately not here: the index itself (store), ranking, typing errors, stems and dictionaries of any language.

mod fold;
mod letter;

use letter::Letter;

/// The most letters a word is cut to.
pub const LONGEST_WORD: usize = 40;
/// The most words of a question that count.
pub const MOST_WORDS: usize = 16;

/// A word asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    pub text: String,
    /// Whether the text's word may go on behind it.
    pub prefix: bool,
}

/// The words of a text, each once, in the order of their first appearance: what an index keeps.
pub fn tokens(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Spaced(word) => words.push(word),
            Run::Unspaced(letters) => {
                for (place, letter) in letters.iter().enumerate() {
                    let next = letters.get(place + 1).map(String::as_str).unwrap_or_default();
                    words.push(format!("{letter}{next}"));
                }
            }
        }
    }
    each_once(words)
}

/// The words of a question, all of which a text must have: at most [`MOST_WORDS`], the longest first kept.
///
/// Words of two letters or more are asked for as beginnings (`schu` finds `schuhe`); of a script without blanks each
/// pair of letters is asked for as it stands, and a letter alone as the beginning of a pair.
pub fn query_words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Spaced(text) => {
                let prefix = text.chars().nth(1).is_some();
                words.push(Word { text, prefix });
            }
            Run::Unspaced(letters) => match letters.as_slice() {
                [only] => words.push(Word { text: only.clone(), prefix: true }),
                several => words.extend(several.windows(2).map(|pair| Word { text: pair.concat(), prefix: false })),
            },
        }
    }
    let mut words = each_once(words);
    if words.len() > MOST_WORDS {
        // Stable: among words of one length the earlier ones stay.
        words.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        words.truncate(MOST_WORDS);
    }
    words
}

/// A code (an order number, a SKU, a tracking number) as one word: its letters and digits without what stands between them.
/// `None` when there are none.
pub fn code_word(text: &str) -> Option<String> {
    let word: String = fold::folded(text)
        .into_iter()
        .filter_map(|letter| match Letter::of(letter) {
            Letter::Between => None,
            Letter::Spaced | Letter::Unspaced => Some(letter::written(letter)),
        })
        .take(LONGEST_WORD)
        .collect();
    (!word.is_empty()).then_some(word)
}

enum Run {
    /// A word of a script that puts blanks between words.
    Spaced(String),
    /// Letters of a script that does not, one by one.
    Unspaced(Vec<String>),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    let mut letters = Vec::new();
    for letter in fold::folded(text) {
        let kind = Letter::of(letter);
        if kind != Letter::Spaced && !word.is_empty() {
            runs.push(Run::Spaced(std::mem::take(&mut word)));
            length = 0;
        }
        if kind != Letter::Unspaced && !letters.is_empty() {
            runs.push(Run::Unspaced(std::mem::take(&mut letters)));
        }
        match kind {
            Letter::Spaced if length < LONGEST_WORD => {
                word.push_str(&letter::written(letter));
                length += 1;
            }
            Letter::Unspaced => letters.push(letter::written(letter)),
            Letter::Spaced | Letter::Between => {}
        }
    }
    if !word.is_empty() {
        runs.push(Run::Spaced(word));
    }
    if !letters.is_empty() {
        runs.push(Run::Unspaced(letters));
    }
    runs
}

fn each_once<T: Ord + Clone>(words: Vec<T>) -> Vec<T> {
    let mut seen = std::collections::BTreeSet::new();
    words.into_iter().filter(|word| seen.insert(word.clone())).collect()
}
