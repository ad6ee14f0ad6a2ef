//! The three languages Hanse's own sentences are written in, and how a caller's wish is read.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

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

    /// The best of ours in an `Accept-Language` value (RFC 9110 §12.5.4): highest `q`, then first named; English when none fits.
    pub fn accepted(header: &str) -> Self {
        let mut best = (0, Language::En);
        for range in header.split(',').take(20) {
            let mut parts = range.split(';').map(str::trim);
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The language a request asks for.
    pub fn of(headers: &HeaderMap) -> Self {
        headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map_or(Language::En, Self::accepted)
    }

    fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
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
        ];
        for (header, expected) in cases {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }
}
