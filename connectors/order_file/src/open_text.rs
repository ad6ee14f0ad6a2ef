//! What of a row may stand where it is kept open: in quarantine, in reports, among an order's rows. What a cell was meant to hold says
//! little of what it holds: rows slip, and people write names everywhere.

use kernel::{CountryCode, must_hold_no_address, must_name_nobody};

use crate::profile::Profile;
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
        let is_known = match field {
            Field::Country => self.countries.contains_key(text) || text.parse::<CountryCode>().is_ok(),
            Field::Status => self.statuses.contains_key(text),
            _ => false,
        };
        is_known || !names_somebody(field, text)
    }
}
