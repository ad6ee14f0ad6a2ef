//! Languages, and texts that exist in several of them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use crate::refusal::Refusal;
use crate::text::shown;

/// `zzz-Hant-419` is the longest.
const LONGEST: usize = 12;

/// A language tag of BCP 47, as far as shops need it: language, then perhaps script, then perhaps region
/// (`de`, `zh-CN`, `zh-Hant-HK`, `es-419`). No variants and no extensions. The parts are checked for their shape.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale {
    tag: [u8; LONGEST],
    length: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag like de or zh-CN: {0}")]
pub struct LocaleError(pub String);

impl Locale {
    pub const AR: Self = Self::language(*b"ar");
    pub const DE: Self = Self::language(*b"de");
    pub const EN: Self = Self::language(*b"en");
    pub const FR: Self = Self::language(*b"fr");
    pub const JA: Self = Self::language(*b"ja");
    pub const ZH: Self = Self::language(*b"zh");

    const fn language(code: [u8; 2]) -> Self {
        let [first, second] = code;
        Self { tag: [first, second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], length: 2 }
    }

    pub fn as_str(&self) -> &str {
        // Only ASCII gets in.
        self.tag.get(..usize::from(self.length)).and_then(|tag| std::str::from_utf8(tag).ok()).unwrap_or_default()
    }

    /// The next more general tag: `zh-Hant-HK` → `zh-Hant` → `zh` → `None`.
    pub fn parent(self) -> Option<Self> {
        let (general, _) = self.as_str().rsplit_once('-')?;
        Some(Self::from_canonical(general.bytes()))
    }

    /// This tag and each more general one.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |locale| locale.parent())
    }

    fn from_canonical(bytes: impl Iterator<Item = u8>) -> Self {
        let mut locale = Self { tag: [0; LONGEST], length: 0 };
        for (place, byte) in locale.tag.iter_mut().zip(bytes) {
            *place = byte;
            locale.length += 1;
        }
        locale
    }
}

/// Reads a tag in any case and with `-` or `_`; it is kept in its canonical case.
impl FromStr for Locale {
    type Err = LocaleError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || LocaleError(shown(text));
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let mut parts = text.split(['-', '_']).peekable();

        let language = parts.next().filter(|part| matches!(part.len(), 2 | 3) && letters(part)).ok_or_else(wrong)?;
        let script = parts.next_if(|part| part.len() == 4 && letters(part)).unwrap_or_default();
        let region = parts
            .next_if(|part| {
                (part.len() == 2 && letters(part)) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
            })
            .unwrap_or_default();
        if parts.next().is_some() {
            return Err(wrong());
        }

        let dash = |part: &str| (!part.is_empty()).then_some(b'-');
        let lower = |byte: u8| byte.to_ascii_lowercase();
        let upper = |byte: u8| byte.to_ascii_uppercase();
        let tag = language
            .bytes()
            .map(lower)
            .chain(dash(script))
            .chain(script.bytes().take(1).map(upper))
            .chain(script.bytes().skip(1).map(lower))
            .chain(dash(region))
            .chain(region.bytes().map(upper));
        Ok(Self::from_canonical(tag))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

crate::serde_as_text!(Locale);

impl From<LocaleError> for Refusal {
    fn from(error: LocaleError) -> Self {
        Refusal::invalid("invalid_locale").with("text", error.0)
    }
}

/// One text in several languages; as JSON an object `{"en":"Shirt","zh":"衬衫"}`. A blank text counts as none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(BTreeMap<Locale, String>);

impl Texts {
    pub fn new() -> Self {
        Self::default()
    }
    /// These texts and one more.
    pub fn with(mut self, locale: Locale, text: impl Into<String>) -> Self {
        self.insert(locale, text);
        self
    }
    /// Sets the text of one language; returns the one before.
    pub fn insert(&mut self, locale: Locale, text: impl Into<String>) -> Option<String> {
        self.0.insert(locale, text.into())
    }
    pub fn remove(&mut self, locale: Locale) -> Option<String> {
        self.0.remove(&locale)
    }
    /// The text of exactly this language.
    pub fn get(&self, locale: Locale) -> Option<&str> {
        self.0.get(&locale).map(String::as_str).filter(|text| !text.trim().is_empty())
    }
    /// The best text for a reader of `locale`: its own, that of the more general tags (`zh-CN` → `zh`), English, or the
    /// first there is. `None` only where there is no text at all.
    pub fn best(&self, locale: Locale) -> Option<&str> {
        self.best_of([locale])
    }
    /// The same for a reader of several languages, the dearest first.
    pub fn best_of(&self, wanted: impl IntoIterator<Item = Locale>) -> Option<&str> {
        let first = || self.iter().next().map(|(_, text)| text);
        let wanted = wanted.into_iter().flat_map(Locale::chain).chain([Locale::EN]);
        wanted.into_iter().find_map(|locale| self.get(locale)).or_else(first)
    }
    /// Those of `wanted` whose readers would meet a foreign language: neither their own text nor a more general one is here.
    pub fn missing(&self, wanted: &[Locale]) -> Vec<Locale> {
        let there = |locale: &Locale| locale.chain().any(|locale| self.get(locale).is_some());
        wanted.iter().copied().filter(|locale| !there(locale)).collect()
    }
    /// Languages and texts, in the order of the tags; no blank ones.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.0.iter().map(|(locale, text)| (*locale, text.as_str())).filter(|(_, text)| !text.trim().is_empty())
    }
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl<T: Into<String>> FromIterator<(Locale, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (Locale, T)>>(texts: I) -> Self {
        Self(texts.into_iter().map(|(locale, text)| (locale, text.into())).collect())
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.0)
    }
}

/// Refuses two texts of one language (`"en"` and `"EN"`), as one would silently be lost.
impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FromObject)
    }
}

struct FromObject;

impl<'de> Visitor<'de> for FromObject {
    type Value = Texts;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object of language tags and texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Texts, A::Error> {
        let mut texts = Texts::new();
        while let Some((locale, text)) = entries.next_entry::<Locale, String>()? {
            if texts.insert(locale, text).is_some() {
                return Err(A::Error::custom(format_args!("two texts for {locale}")));
            }
        }
        Ok(texts)
    }
}
