//! Words in files where a country should stand.

use kernel::CountryCode;

use crate::territory::TerritoryId;

/// What a word for a place turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recognised<'a> {
    Country(CountryCode),
    /// Not one country, but enough to say which tax area: "Channel Islands".
    Area {
        territory: TerritoryId,
        countries: &'a [CountryCode],
        why: &'a str,
    },
    /// A word that names no country: "European Community", "Unspecified". A person must decide.
    Undecidable {
        why: &'a str,
    },
}

/// Words are compared without case, points and double spaces.
pub(crate) fn key_of(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    for part in word.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(part.chars().filter(|letter| *letter != '.').flat_map(char::to_lowercase));
    }
    key
}
