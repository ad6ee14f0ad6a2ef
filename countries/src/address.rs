//! The least an address needs to be delivered, per country.

use kernel::CurrencyCode;

use crate::period::Source;

/// What an address in a country must have besides a name, and how its postcodes look.
#[derive(Debug, Clone)]
pub struct AddressFormat {
    /// The currency people there pay in.
    pub currency: CurrencyCode,
    /// Of `street`, `city`, `district`, `subdivision`, `postcode`, in the order people are asked.
    pub required: Vec<String>,
    /// `9` a digit, `A` a letter, `*` either, anything else itself; spaces and hyphens may be left out or added. Empty
    /// where there are no postcodes.
    pub postcode_forms: Vec<String>,
    pub source: Source,
}

impl AddressFormat {
    pub fn requires(&self, field: &str) -> bool {
        self.required.iter().any(|required| required == field)
    }

    /// Whether the text looks like a postcode of the country; true for any text where the country has no postcodes.
    pub fn accepts_postcode(&self, postcode: &str) -> bool {
        self.postcode_forms.is_empty() || self.postcode_forms.iter().any(|form| fits(form, postcode))
    }
}

fn is_gap(letter: char) -> bool {
    letter == ' ' || letter == '-'
}

fn fits(form: &str, text: &str) -> bool {
    let mut letters = text.trim().chars().filter(|letter| !is_gap(*letter));
    let all_match = form.chars().filter(|place| !is_gap(*place)).all(|place| {
        letters.next().is_some_and(|letter| match place {
            '9' => letter.is_ascii_digit(),
            'A' => letter.is_ascii_alphabetic(),
            '*' => letter.is_ascii_alphanumeric(),
            itself => letter.eq_ignore_ascii_case(&itself),
        })
    });
    all_match && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_fits_its_form_whatever_the_gaps_and_case() {
        assert!(fits("AA9A 9AA", "ec1y8sy"));
        assert!(fits("99-999", "00-950"));
        assert!(fits("99-999", "00950"));
        assert!(!fits("99999", "1234"));
        assert!(!fits("99999", "123456"));
        assert!(!fits("9999", "12a4"));
    }
}
