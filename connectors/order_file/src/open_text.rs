//! What of a row may stand where it is kept open: in quarantine, in reports, among an order's rows. What a cell was meant to hold says
//! little of what it holds: rows slip, and people write names everywhere.

use kernel::{CountryCode, CurrencyCode, must_hold_no_address, must_name_nobody};

use crate::profile::Profile;
use crate::repeated::Whom;
use crate::unusable::Field;

/// In the place of a text that may say who somebody is.
pub(crate) const HIDDEN: &str = "•••";

/// Whether a cell says who somebody is, as far as it can be told: codes and texts of articles are words like names, so there only an
/// e-mail address is.
pub(crate) fn names_somebody(field: Field, text: &str) -> bool {
    match field {
        _ if text.is_empty() => false,
        field if field.is_personal() => true,
        Field::Sku | Field::Description => text.contains('@') && must_hold_no_address(text).is_err(),
        // Most cells are numbers: what begins with a digit is no telephone number of the world and no words alone.
        _ if text.starts_with(|letter: char| letter.is_ascii_digit()) => text.contains('@'),
        _ => must_name_nobody(text, "").is_err(),
    }
}

impl Profile {
    /// Whether a cell may stand open. Countries and states that the profile knows may, whatever they look like.
    pub(crate) fn may_stand_open(&self, field: Field, text: &str) -> bool {
        self.knows(field, text) || !names_somebody(field, text)
    }

    /// The same in a row of somebody's: nor do they stand there. `by_hand`: a person wrote it.
    pub(crate) fn may_stand_beside(&self, field: Field, text: &str, whom: Option<&Whom>, by_hand: bool) -> bool {
        self.knows(field, text)
            || !(names_somebody(field, text) || whom.is_some_and(|whom| whom.stands_in(text, by_hand)))
    }

    /// Whether it is a word of the profile's.
    pub(crate) fn knows(&self, field: Field, text: &str) -> bool {
        match field {
            Field::Country => self.countries.contains_key(text) || text.parse::<CountryCode>().is_ok(),
            Field::Status => self.statuses.contains_key(text),
            _ => false,
        }
    }

    /// Whether what a person writes into a cell may be kept: it is understood there, or names nobody that can be told; nor is it `whom` the
    /// row goes to.
    pub fn may_be_corrected_to(&self, field: Field, text: &str, whom: Option<&Whom>) -> bool {
        let text = text.trim();
        if whom.is_some_and(|whom| whom.stands_in(text, field.is_of_articles())) && !self.knows(field, text) {
            return false;
        }
        let understood = match field {
            Field::Quantity => self.numbers.whole(text).is_ok(),
            Field::UnitPrice => self.numbers.millionths(text).is_ok(),
            Field::PlacedAt => self.time.read(text).is_ok(),
            Field::Currency => text.parse::<CurrencyCode>().is_ok(),
            // Codes and texts of articles are words like names.
            Field::Sku | Field::Description => must_hold_no_address(text).is_ok(),
            field => self.knows(field, text),
        };
        let is_code = matches!(field, Field::Sku | Field::Description | Field::InvoiceNumber | Field::Customer);
        understood || !(names_somebody(field, text) || (!is_code && is_national_phone(text)))
    }
}

/// Whether a text is a telephone number as it is dialled within a country: a zero, a digit that is none, five to thirteen more, and what
/// stands between them; no day such as `03-11-2026`.
pub fn is_national_phone(text: &str) -> bool {
    let text = text.trim();
    let groups: Vec<&str> =
        text.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let is_day = matches!(groups.as_slice(), [day, month, year] if day.len() == 2 && month.len() == 2 && year.len() % 2 == 0 && year.len() <= 4);
    let digits: String = groups.concat();
    let between = |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "-/()._".contains(letter);
    !is_day
        && text.chars().all(between)
        && (7..=15).contains(&digits.len())
        && digits.starts_with('0')
        && !digits.starts_with("00")
}
