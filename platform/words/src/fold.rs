//! Makes spellings alike that people take for the same: width, case, accents, vowel points.

use unicode_normalization::UnicodeNormalization;

/// The letters of a text in their plain form: NFKD without accents and points, put together again (NFC), in lower case.
pub(crate) fn folded(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len());
    if text.is_ascii() {
        letters.extend(text.chars().map(|letter| letter.to_ascii_lowercase()));
        return letters;
    }
    for letter in text.nfkd().filter(|letter| !is_mark(*letter)).nfc() {
        for lower in letter.to_lowercase() {
            match plain(lower) {
                Some(plain) => letters.extend(plain.chars()),
                None => letters.push(lower),
            }
        }
    }
    letters
}

/// Accents of Latin, Greek and Cyrillic; points of Hebrew and Arabic; the stroke that lengthens an Arabic word. Not the marks
/// of kana and of Indian scripts, which make another letter.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{0640}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}')
}

/// Letters that Unicode does not decompose though people type them plainly.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        // Arabic: the dotless end forms, and the letters of Persian keyboards.
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        _ => return None,
    })
}
