//! The word law: what is tracked speaks of the product only. No place on one person's machine, no word about how or with
//! which tools somebody worked.

use super::Breach;
use crate::reading::checkout::Checkout;

/// Beginnings of paths that exist on one machine only. The bar keeps this list from breaking its own law.
const MACHINE_PATHS: [&str; 6] = ["/wo|rk/", "/ro|ot/", "/ho|me/", "/Us|ers/", "/tmp/ba|sh", "C:\\Us|ers"];
/// Phrases about the making instead of the thing.
const WORKPLACE: [&str; 8] = [
    "this ses|sion",
    "another ses|sion",
    "later ses|sion",
    "sub|agent",
    "sub-|agent",
    "other hel|pers",
    "another hel|per",
    "str_rep|lace_based",
];

pub fn check(checkout: &Checkout) -> Vec<Breach> {
    let lists = [MACHINE_PATHS.as_slice(), WORKPLACE.as_slice()];
    let [paths, phrases] = lists.map(|list| list.iter().map(|entry| entry.replace('|', "")).collect::<Vec<String>>());
    let mut breaches = Vec::new();
    for file in &checkout.files {
        for (number, line) in file.text.as_deref().unwrap_or_default().lines().enumerate() {
            let lower = line.to_lowercase();
            let place = || format!("{}:{}", file.path, number.saturating_add(1));
            if let Some(path) = paths.iter().find(|path| names_place(line, path)) {
                breaches
                    .push(Breach::new(place(), format!("{path}… is a place on one machine; write it relative or ask")));
            }
            if let Some(phrase) = phrases.iter().find(|phrase| lower.contains(phrase.as_str())) {
                breaches.push(Breach::new(place(), format!("\"{phrase}\" is about the making; write about the thing")));
            }
        }
    }
    breaches
}

/// Whether `path` begins a path in `line`: `/a/` does in "see /a/b", not in "b/a/c" or "https://b/a/c".
fn names_place(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(place, _)| {
        let before = line.get(..place).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '}' | ')' | '*'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn machine_paths_and_words_about_the_making_go_red() {
        let breaches = check(&fixture("words"));
        assert_eq!(places(&breaches), ["NOTES.md:3", "NOTES.md:4"]);
    }
}
