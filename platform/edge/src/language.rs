//! The three languages Hanse's own sentences are written in, and how a caller's wish is read.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use kernel::Locale;

/// A language of the edge's sentences. (Product texts know many more; those are the catalogue's.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    En,
    Zh,
    Ar,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::En, Language::Zh, Language::Ar];

    /// The BCP 47 tag, e.g. for `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
            Language::Ar => "ar",
        }
    }

    /// The first of ours among the languages a caller wants; English when none fits.
    pub fn among(wanted: &[Locale]) -> Self {
        let ours =
            |locale: &Locale| Self::ALL.into_iter().find(|ours| locale.chain().any(|tag| tag.as_str() == ours.tag()));
        wanted.iter().find_map(ours).unwrap_or_default()
    }
}

/// The languages a request asks for, the dearest first.
pub(crate) fn wanted(headers: &HeaderMap) -> Vec<Locale> {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map_or(Vec::new(), ranked)
}

/// The tags of an `Accept-Language` value (RFC 9110 §12.5.4): highest `q`, then first named. Of a tag with parts that are no locale's
/// (`ar-u-nu-latn`) its language.
fn ranked(header: &str) -> Vec<Locale> {
    let mut found: Vec<(u16, Locale)> = Vec::new();
    for range in header.split(',').take(20) {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default();
        let language = tag.split('-').next().unwrap_or_default();
        let Ok(locale) = tag.parse().or_else(|_| language.parse()) else { continue };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
        if weight > 0 {
            found.push((weight, locale));
        }
    }
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(_, locale)| locale).collect()
}

/// `0.85` as 850; what is no weight counts as nothing.
fn thousandths(text: &str) -> u16 {
    match text.split_once('.') {
        None if text == "1" => 1000,
        Some(("1", _)) => 1000,
        Some(("0", digits)) if digits.len() <= 3 => format!("{digits:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_we_speak_wins() {
        let cases = [
            ("", Language::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Zh),
            ("fr, ar-EG;q=0.7, en;q=0.3", Language::Ar),
            ("en;q=0.1, zh;q=0.25", Language::Zh),
            ("de-DE", Language::En),
            ("zh;q=0, en;q=0.5", Language::En),
            ("zh;q=junk, ar", Language::Ar),
            ("ar-SA-u-nu-latn, en;q=0.5", Language::Ar),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::among(&ranked(header)), expected, "{header}");
        }
    }
}
