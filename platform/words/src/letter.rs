//! What a letter is to a word index.

/// The part a letter plays in cutting words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// Part of a word that stands between blanks.
    Spaced,
    /// Part of a script that is written without blanks, or glues endings to its words.
    Unspaced,
    /// Separates words.
    Between,
}

impl Letter {
    pub(crate) fn of(letter: char) -> Self {
        match letter {
            'a'..='z' | '0'..='9' => Self::Spaced,
            // Thai, Lao, Myanmar, Khmer with their vowel signs; kana; Han; Hangul.
            '\u{0E01}'..='\u{0E3A}'
            | '\u{0E40}'..='\u{0E4E}'
            | '\u{0E81}'..='\u{0ECD}'
            | '\u{1000}'..='\u{1049}'
            | '\u{1780}'..='\u{17D3}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{309F}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{30FC}'..='\u{30FF}'
            | '\u{3105}'..='\u{312F}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}' => Self::Unspaced,
            // Signs that make an Indian letter another one are no letters to Unicode, but do not end a word.
            '\u{0900}'..='\u{0DFF}' if !matches!(letter, '\u{0964}' | '\u{0965}' | '\u{0970}' | '\u{0DF4}') => {
                Self::Spaced
            }
            other if other.is_alphanumeric() => Self::Spaced,
            _ => Self::Between,
        }
    }
}

/// A letter as it is written into an index: itself where every engine's index takes it for a letter (the tables of Unicode 6.1),
/// else `_` and its number in hexadecimal.
pub(crate) fn written(letter: char) -> String {
    let itself = match letter {
        'a'..='z' | '0'..='9' => true,
        '\u{00DF}'..='\u{00F6}' | '\u{00F8}'..='\u{024F}' => true,
        '\u{0386}' | '\u{0388}'..='\u{03F5}' | '\u{0400}'..='\u{0481}' | '\u{048A}'..='\u{0523}' => {
            letter.is_alphabetic()
        }
        '\u{0561}'..='\u{0587}' | '\u{05D0}'..='\u{05EA}' | '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' => {
            letter.is_alphabetic()
        }
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}' => true,
        '\u{3400}'..='\u{4DB5}' | '\u{4E00}'..='\u{9FCB}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{2A6D6}' => true,
        _ => false,
    };
    if itself { letter.to_string() } else { format!("_{:x}", u32::from(letter)) }
}
