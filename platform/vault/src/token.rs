//! Blind tokens: what finds a person by exact e-mail, exact phone, or whole words of the name, without holding any of it.
//!
//! A token is a letter for its kind and 16 hex digits of blake3 keyed with the region's token key. Two people sharing 64 bits is
//! rare and harmless: whatever is found is opened and compared before it is called an exact match.

use std::borrow::Cow;
use std::fmt::Write as _;

use kernel::CountryCode;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::PersonData;

/// Makes tokens.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct TokenKey(pub(crate) [u8; 32]);

/// Words of a name beyond these are not indexed.
const MOST_WORDS: usize = 12;

impl TokenKey {
    fn token(&self, kind: char, text: &str, out: &mut String) {
        let hash = blake3::Hasher::new_keyed(&self.0)
            .update(&[u8::try_from(kind).unwrap_or(b'?')])
            .update(text.as_bytes())
            .finalize();
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(kind);
        for byte in hash.as_bytes().iter().take(8) {
            // Writing to a String cannot fail.
            let _ = write!(out, "{byte:02x}");
        }
    }

    pub(crate) fn email(&self, email: &str) -> String {
        let mut token = String::with_capacity(17);
        self.token('e', &folded(email.trim()), &mut token);
        token
    }

    pub(crate) fn phone(&self, phone: &str, country: Option<CountryCode>) -> Option<String> {
        let mut token = String::with_capacity(17);
        self.token('p', &phone_digits(phone, country)?, &mut token);
        Some(token)
    }

    /// One token a word, in the order of the text.
    pub(crate) fn name(&self, name: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        for word in words(&folded(name)) {
            let mut token = String::with_capacity(17);
            self.token('n', word, &mut token);
            tokens.push(token);
        }
        tokens
    }

    /// All tokens of a person, separated by blanks.
    pub(crate) fn all(&self, person: &PersonData) -> String {
        let mut tokens = String::with_capacity(96);
        if let Some(email) = person.email.as_deref().map(str::trim).filter(|email| !email.is_empty()) {
            self.token('e', &folded(email), &mut tokens);
        }
        let country = person.address.as_ref().map(|address| address.country);
        if let Some(digits) = person.phone.as_deref().and_then(|phone| phone_digits(phone, country)) {
            self.token('p', &digits, &mut tokens);
        }
        for word in words(&folded(&person.name)) {
            self.token('n', word, &mut tokens);
        }
        tokens
    }
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST_WORDS)
}

/// Case, width and accents taken off: `Müller`, `MÜLLER` and `Ｍuller` are one word.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc();
    Cow::Owned(bare.collect::<String>().replace('ß', "ss"))
}

/// The digits of a number in its international form (ITU-T E.164) without the plus. A national number takes its country's
/// calling code; where neither is known its bare digits stand. `None` below five digits: that finds strangers.
pub(crate) fn phone_digits(phone: &str, country: Option<CountryCode>) -> Option<String> {
    let phone = phone.trim().replace("(0)", "");
    let mut digits = String::with_capacity(20);
    for c in phone.chars() {
        if let Some(digit) = c.to_digit(10).and_then(|d| char::from_digit(d, 10)) {
            digits.push(digit);
        }
    }
    if !phone.starts_with('+') {
        if let Some(rest) = digits.strip_prefix("00") {
            digits = rest.to_owned();
        } else if let Some((code, trunk)) = country.and_then(calling_code) {
            let national = if trunk { digits.strip_prefix('0').unwrap_or(&digits) } else { &digits };
            digits = format!("{code}{national}");
        }
    }
    (digits.len() >= 5).then_some(digits)
}

/// A country's calling code (ITU-T E.164 list of assigned codes) and whether a leading 0 of national numbers is dropped.
fn calling_code(country: CountryCode) -> Option<(&'static str, bool)> {
    let known = CODES.iter().find(|(code, ..)| *code == country.as_str());
    known.map(|(_, code, trunk)| (*code, *trunk))
}

const CODES: &[(&str, &str, bool)] = &[
    ("AT", "43", true),
    ("AU", "61", true),
    ("BE", "32", true),
    ("BG", "359", true),
    ("CH", "41", true),
    ("CN", "86", true),
    ("CY", "357", false),
    ("CZ", "420", false),
    ("DE", "49", true),
    ("DK", "45", false),
    ("EE", "372", false),
    ("ES", "34", false),
    ("FI", "358", true),
    ("FR", "33", true),
    ("GB", "44", true),
    ("GR", "30", false),
    ("HK", "852", false),
    ("HR", "385", true),
    ("HU", "36", false),
    ("IE", "353", true),
    ("IT", "39", false),
    ("JP", "81", true),
    ("LT", "370", false),
    ("LU", "352", false),
    ("LV", "371", false),
    ("MT", "356", false),
    ("NL", "31", true),
    ("NO", "47", false),
    ("PL", "48", false),
    ("PT", "351", false),
    ("RO", "40", true),
    ("SE", "46", true),
    ("SG", "65", false),
    ("SI", "386", true),
    ("SK", "421", true),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_however_written_is_one_token() {
        let key = TokenKey([7; 32]);
        assert_eq!(key.name("Erika MÜLLER-Groß"), key.name("erika muller gross"));
        assert_eq!(key.name("王小明").len(), 1);
        assert_ne!(key.name("erika"), TokenKey([8; 32]).name("erika"));
        assert_eq!(key.email(" Erika@Example.ORG "), key.email("erika@example.org"));
        assert_ne!(key.email("a"), key.name("a")[0]);
    }

    #[test]
    fn one_phone_however_written_is_one_token() {
        let de: CountryCode = "DE".parse().unwrap();
        let wanted = Some("4930901820".to_owned());
        for text in ["+49 30 901820", "0049 30 901820", "+49 (0)30 90 18 20", "030/901820"] {
            assert_eq!(phone_digits(text, Some(de)), wanted, "{text}");
        }
        assert_eq!(phone_digits("06 1234 5678", "IT".parse().ok()), Some("390612345678".to_owned()));
        assert_eq!(phone_digits("112", Some(de).filter(|_| false)), None);
        assert_eq!(phone_digits("030 901820", None), Some("030901820".to_owned()));
    }
}
