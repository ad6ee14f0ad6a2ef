//! Where a legal entity has its seat: what its invoices say under its name.

use kernel::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A postal address in the entity's own country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Street, number, building: one to six lines, in the order the country writes them.
    #[schema(example = json!(["Am Sandtorkai 5"]))]
    pub lines: Vec<String>,
    #[schema(example = "Hamburg")]
    pub city: String,
    /// State or province where the country writes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "20457")]
    pub postcode: Option<String>,
}

impl PostalAddress {
    /// Without blanks around its parts. Refuses `entity_address_unusable`: one to six lines, a city, and nothing blank or longer
    /// than 200 characters.
    pub(crate) fn checked(&self) -> Result<Self, Refusal> {
        let part = |text: &str, field: &str| {
            let text = text.trim();
            let usable = !text.is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control);
            let refused = || Refusal::invalid("entity_address_unusable").at(format!("/address/{field}"));
            if usable { Ok(text.to_owned()) } else { Err(refused()) }
        };
        if !(1..=6).contains(&self.lines.len()) {
            return Err(Refusal::invalid("entity_address_unusable").at("/address/lines"));
        }
        Ok(Self {
            lines: self.lines.iter().map(|line| part(line, "lines")).collect::<Result<_, _>>()?,
            city: part(&self.city, "city")?,
            region: self.region.as_deref().map(|text| part(text, "region")).transpose()?,
            postcode: self.postcode.as_deref().map(|text| part(text, "postcode")).transpose()?,
        })
    }
}
