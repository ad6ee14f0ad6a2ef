//! What stands in tables that hold no person's data: numbers and codes of channels, shops, files and providers, never who somebody is.

use std::fmt;

use crate::Refusal;

/// The most bytes of a reference.
pub const LONGEST_CUSTOMER_REFERENCE: usize = 100;

/// Why a text cannot refer to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerReferenceError {
    /// Blank, longer than [`LONGEST_CUSTOMER_REFERENCE`], or with control characters.
    Unusable,
    /// An e-mail address, a phone number, or words without a digit: who the customer is. That belongs in the vault.
    Personal,
}

impl fmt::Display for CustomerReferenceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Unusable => "no usable reference to a customer",
            Self::Personal => "a reference that says who the customer is",
        })
    }
}

impl std::error::Error for CustomerReferenceError {}

/// Whether a text can refer to a customer in tables that hold no person's data. One rule for whoever reads references (files,
/// channels) and whoever keeps them.
pub fn check_customer_reference(text: &str) -> Result<(), CustomerReferenceError> {
    if text.trim().is_empty() || text.len() > LONGEST_CUSTOMER_REFERENCE || text.chars().any(char::is_control) {
        return Err(CustomerReferenceError::Unusable);
    }
    if says_who(text) { Err(CustomerReferenceError::Personal) } else { Ok(()) }
}

/// Whether a text is an e-mail address, an international phone number, or words without a digit.
fn says_who(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let phone = text.trim().starts_with('+') && digits >= 7;
    let words_only = text.trim().contains(char::is_whitespace) && !text.chars().any(char::is_numeric);
    text.contains('@') || phone || words_only
}

/// Refuses `personal_text` for a number or code that says who somebody is: it would outlive their erasure.
pub fn must_name_nobody(text: &str, field: &str) -> Result<(), Refusal> {
    if says_who(text) { Err(Refusal::invalid("personal_text").at(field)) } else { Ok(()) }
}

/// Refuses `personal_text` for words of somebody's own with an e-mail address in them. Names cannot be told from other words.
pub fn must_hold_no_address(text: &str) -> Result<(), Refusal> {
    let address = |word: &str| word.split_once('@').is_some_and(|(who, place)| !who.is_empty() && place.contains('.'));
    if text.split_whitespace().any(address) { Err(Refusal::invalid("personal_text")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes_refer_to_customers_and_names_and_addresses_do_not() {
        for text in ["17850", "17850.0", "K-77 B", "acme_gmbh", "客户1号"] {
            assert_eq!(check_customer_reference(text), Ok(()), "{text}");
        }
        for text in ["Erika Mustermann", "erika@example.org", "张 伟", "Max  M.", "+49 170 5550199", "+491705550199"]
        {
            assert_eq!(check_customer_reference(text), Err(CustomerReferenceError::Personal), "{text}");
        }
        for text in ["Erika Mustermann", "erika@example.org"] {
            assert_eq!(must_name_nobody(text, "/reference").unwrap_err().code, "personal_text");
        }
        must_name_nobody("W 1001", "/reference").unwrap();
        must_hold_no_address("asked twice @ the counter").unwrap();
        must_hold_no_address("write to <erika@example.org>").unwrap_err();
        for text in ["", "  ", "a\u{7}b", &"9".repeat(101)] {
            assert_eq!(check_customer_reference(text), Err(CustomerReferenceError::Unusable), "{text}");
        }
    }
}
