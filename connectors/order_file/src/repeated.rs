//! Whom a row tells, repeated in a column that is kept open: there it would outlive their erasure.

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::unusable::Field;

/// Letters from which on one word of a name is taken for the name. Where no blanks are set, two signs are a name.
const LETTERS: usize = 4;
const SIGNS: usize = 2;
/// Letters of a name or a line of an address from which on it is recognised without its blanks.
const RUN_TOGETHER: usize = 6;
/// Digits from which on a number is somebody's telephone number; its last [`LOCAL`] are the same however it is dialled.
const DIGITS: usize = 6;
const LOCAL: usize = 7;

/// Stand in the name's column and name nobody.
const FORMS_OF_ADDRESS: [&str; 10] =
    ["familie", "family", "firma", "frau", "herr", "herrn", "madame", "miss", "monsieur", "señora"];

/// How the recipient of a row may stand in its other cells.
#[derive(Default)]
pub struct Whom {
    /// Of the name, folded, without initials and forms of address.
    words: Vec<String>,
    /// Without blanks: the name both ways round, the company, the lines of the address.
    together: Vec<String>,
    emails: Vec<String>,
    /// Digits without the zeros they begin with.
    phones: Vec<String>,
}

impl fmt::Debug for Whom {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

impl Whom {
    /// From the cells of [`Field::RECIPIENT`].
    pub(crate) fn of<'c>(told: impl Fn(Field) -> &'c str) -> Self {
        let mut whom = Self::default();
        let name = folded(told(Field::RecipientName));
        let says_who = |word: &&str| word.chars().count() > 1 && !FORMS_OF_ADDRESS.contains(word);
        whom.words = words(&name).filter(says_who).map(str::to_owned).collect();
        if whom.words.len() > 1 {
            whom.together.push(whom.words.concat());
            whom.together.push(whom.words.iter().rev().map(String::as_str).collect());
        }
        for field in [Field::RecipientCompany, Field::RecipientStreet, Field::RecipientStreet2] {
            let text = folded(told(field));
            if words(&text).nth(1).is_some() {
                whom.together.push(words(&text).collect());
            }
        }
        whom.together.retain(|text| text.chars().count() >= RUN_TOGETHER);
        let email = folded(told(Field::RecipientEmail));
        let parts = email.split(|letter: char| letter.is_whitespace() || "<>()[]\"',;".contains(letter));
        whom.emails = parts.filter(|part| part.contains('@')).map(str::to_owned).collect();
        let phone = folded(told(Field::RecipientPhone));
        whom.phones = phone.split([',', ';']).map(digits).filter(|digits| digits.len() >= DIGITS).collect();
        whom
    }

    fn is_nobody(&self) -> bool {
        self.words.is_empty() && self.together.is_empty() && self.emails.is_empty() && self.phones.is_empty()
    }

    /// Whether a cell equals or contains them. One word of their name is many a thing's, too: it counts in a cell of words alone, and not
    /// where a person wrote the cell (`by_hand`) knowing that.
    pub(crate) fn stands_in(&self, cell: &str, by_hand: bool) -> bool {
        if cell.len() < SIGNS || self.is_nobody() {
            return false;
        }
        let cell = folded(cell);
        let has_digits = cell.bytes().any(|byte| byte.is_ascii_digit());
        if has_digits && !self.phones.is_empty() && self.has_phone(&cell) {
            return true;
        }
        if !cell.chars().any(char::is_alphabetic) {
            return false;
        }
        if cell.contains('@') && self.emails.iter().any(|email| cell.contains(email)) {
            return true;
        }
        let own: Vec<&str> = words(&cell).collect();
        let names = |word: &String| own.contains(&word.as_str());
        if self.words.len() > 1 && self.words.iter().all(names) {
            return true;
        }
        let unspaced = self.words.iter().filter(|word| is_unspaced(word) && word.chars().count() > SIGNS);
        if self.together.iter().chain(unspaced).any(|text| own.concat().contains(text)) {
            return true;
        }
        let says_who = |word: &&String| word.chars().count() >= if is_unspaced(word) { SIGNS } else { LETTERS };
        !by_hand && !has_digits && self.words.iter().filter(says_who).any(names)
    }

    fn has_phone(&self, cell: &str) -> bool {
        let between = |letter: char| !(letter.is_ascii_digit() || letter.is_whitespace() || "-/().+".contains(letter));
        cell.split(between).map(digits).filter(|run| run.len() >= DIGITS).any(|run| {
            self.phones.iter().any(|phone| {
                let local = phone.len().checked_sub(LOCAL).and_then(|start| phone.get(start..)).unwrap_or(phone);
                run.contains(local) || phone.contains(&run)
            })
        })
    }
}

/// Without the zeros in front, which depend on where a number is dialled from.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).skip_while(|digit| *digit == '0').collect()
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Of a script that sets no blanks between words.
fn is_unspaced(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// Case, width and accents taken off.
fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc();
    Cow::Owned(bare.collect::<String>().replace('ß', "ss"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whom(name: &'static str, email: &'static str, phone: &'static str) -> Whom {
        Whom::of(|field| match field {
            Field::RecipientName => name,
            Field::RecipientEmail => email,
            Field::RecipientPhone => phone,
            Field::RecipientStreet => "Wabernweg 7",
            _ => "",
        })
    }

    #[test]
    fn a_recipient_is_recognised_however_they_are_written_and_things_are_left_alone() {
        let olga = whom("Frau Olga Kirschbaum", "Olga <olga@kirsch.example>", "030 1231231");
        for cell in [
            "Olga Kirschbaum",
            "Gravur: OLGA KIRSCHBAUM 2x",
            "Kirschbaum, Olga",
            "KirschbaumOlga1",
            "kirschbaum",
            "für olga@Kirsch.example",
            "Tel 030 1231231",
            "+49 (30) 123 12 31",
            "0049301231231",
            "1231231",
            "Wabernweg 7",
        ] {
            assert!(olga.stands_in(cell, false), "{cell}");
        }
        for cell in [
            "",
            "Frau Holle",
            "KIRSCH-1",
            "Kirschbaum 7",
            "Lampe 123",
            "2026-03-01 10:00",
            "12.00",
            "EUR",
            "Kirschbaumholz",
        ] {
            assert!(!olga.stands_in(cell, false), "{cell}");
        }
        assert!(olga.stands_in("Olga Kirschbaum", true) && !olga.stands_in("Kirschbaum", true));
        let rose = whom("Rose Li", "", "+49 221 555019");
        assert!(!rose.stands_in("ROSE-1", false) && !rose.stands_in("Primrose", false));
        assert!(rose.stands_in("0221/555019", false) && rose.stands_in("555019", false));
        let zhang = whom("张小伟", "", "");
        assert!(zhang.stands_in("给张小伟的灯", false) && !zhang.stands_in("小灯", false));
        assert!(whom("Ottokar Rübsamen", "", "").stands_in("RUBSAMEN", false));
    }
}
