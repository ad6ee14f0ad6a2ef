//! Previews: enough to tell two people apart on a screen, not enough to know them.

use kernel::CountryCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::PersonData;

/// A masked person. Unlike [`PersonData`] it may leave the vault as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Masked {
    /// First letters of the name's words.
    #[schema(example = "E*** M***")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "e***@e***.org")]
    pub email: Option<String>,
    /// The last two digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "***20")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "DE")]
    pub country: Option<CountryCode>,
}

fn first_letter(word: &str) -> String {
    word.chars().next().map(|c| format!("{c}***")).unwrap_or_default()
}

impl Masked {
    pub(crate) fn of(person: &PersonData) -> Self {
        let name = person.name.split_whitespace().map(first_letter).collect::<Vec<_>>().join(" ");
        let email = person.email.as_deref().map(|email| {
            let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
            let (host, top) = domain.rsplit_once('.').unwrap_or((domain, ""));
            format!("{}@{}.{top}", first_letter(local), first_letter(host))
        });
        let phone = person.phone.as_deref().map(|phone| {
            let digits: Vec<char> = phone.chars().filter(|c| c.is_numeric()).collect();
            let last: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
            format!("***{last}")
        });
        Self { name, email, phone, country: person.address.as_ref().map(|address| address.country) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_tells_little() {
        let person = PersonData {
            name: "Erika Mustermann".into(),
            email: Some("erika@example.org".into()),
            phone: Some("+49 30 901820".into()),
            ..PersonData::default()
        };
        let masked = Masked::of(&person);
        assert_eq!((masked.name.as_str(), masked.email.as_deref()), ("E*** M***", Some("e***@e***.org")));
        assert_eq!(masked.phone.as_deref(), Some("***20"));
        assert_eq!(Masked::of(&PersonData::default()).name, "");
    }
}
