//! The types personal data travels in. None can be serialised, printed or logged.

use std::fmt;

use kernel::{CountryCode, Refusal};
use serde::Deserialize;
use utoipa::ToSchema;
use zeroize::Zeroize;

use crate::Opening;

kernel::typed_id!(
    /// A person: somebody goods, messages or documents are for. The number says nothing about them.
    PersonId,
    "per"
);

/// Something personal. Prints as `***`, is not `Serialize` and not `Clone`, is wiped from memory when dropped, and is read only
/// with the [`Opening`] that the vault recorded for it.
///
/// ```
/// fn label(opened: &vault::Opened) -> Result<&str, kernel::Refusal> {
///     let person = opened.persons.first().ok_or(kernel::Refusal::not_found("person_not_found"))?;
///     Ok(&person.read(&opened.opening)?.name)
/// }
/// ```
///
/// Without the opening there is no way in, and an opening cannot be made up:
///
/// ```compile_fail,E0616
/// fn label(opened: &vault::Opened) -> &str {
///     &opened.persons[0].inner.name
/// }
/// ```
///
/// ```compile_fail,E0451
/// fn label(opened: &vault::Opened) -> String {
///     let opening = vault::Opening { persons: Default::default() };
///     opened.persons[0].read(&opening).unwrap().name.clone()
/// }
/// ```
///
/// Nor can it be written as text:
///
/// ```compile_fail,E0277
/// serde_json::to_string(&vault::PersonData::default());
/// ```
pub struct Personal<T: Zeroize> {
    of: PersonId,
    inner: T,
}

impl<T: Zeroize> Personal<T> {
    pub(crate) fn of(of: PersonId, inner: T) -> Self {
        Self { of, inner }
    }

    /// What is inside, for whoever was granted the opening. Refuses `person_not_opened` with another person's opening.
    pub fn read<'p>(&'p self, opening: &Opening) -> Result<&'p T, Refusal> {
        if opening.covers(self.of) { Ok(&self.inner) } else { Err(Refusal::conflict("person_not_opened")) }
    }
}

impl<T: Zeroize> Drop for Personal<T> {
    fn drop(&mut self) {
        self.inner.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Personal<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

impl<T: Zeroize> fmt::Display for Personal<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

/// A person as they come in (a basket, a channel's order, a file) and as they come out of the vault again. Comes in as JSON, never
/// goes out as such: it is not `Serialize` and prints as `***`.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, ToSchema, Zeroize)]
#[serde(deny_unknown_fields)]
pub struct PersonData {
    /// As written on a parcel.
    #[schema(example = "Erika Mustermann")]
    pub name: String,
    /// The company they are at.
    #[serde(default)]
    pub company: Option<String>,
    #[serde(default)]
    #[schema(example = "erika@example.org")]
    pub email: Option<String>,
    /// With `+` and the country's code, or as dialled within the address's country.
    #[serde(default)]
    #[schema(example = "+49 30 901820")]
    pub phone: Option<String>,
    /// A sole trader's VAT id names a person.
    #[serde(default)]
    pub vat_id: Option<String>,
    #[serde(default)]
    pub address: Option<Address>,
}

/// Where somebody lives or takes parcels.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street, number, floor: one to six lines, in the order the country writes them.
    #[schema(example = json!(["Heidestraße 17"]))]
    pub lines: Vec<String>,
    #[schema(example = "Köln")]
    pub city: String,
    /// State or province where the country writes one.
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    #[schema(example = "51147")]
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
}

impl Zeroize for Address {
    fn zeroize(&mut self) {
        self.lines.zeroize();
        self.city.zeroize();
        self.region.zeroize();
        self.postcode.zeroize();
    }
}

impl fmt::Debug for PersonData {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

/// Longest text of a field in bytes: far above any real name, far below what could hurt.
const LONGEST: usize = 400;
const MOST_LINES: usize = 6;

impl PersonData {
    /// What somebody who writes a person in by hand must have filled in: a name, or a company's, and an e-mail address that is one if
    /// there is any. Files of orders that were really sold are not asked. `under` is the field that holds the person.
    /// Refuses `person_without_name`, `email_malformed`.
    pub fn check_filled_in(&self, under: &str) -> Result<(), Refusal> {
        let blank = |text: &str| text.trim().is_empty();
        if blank(&self.name) && self.company.as_deref().is_none_or(blank) {
            return Err(Refusal::invalid("person_without_name").at(format!("{under}/name")));
        }
        let is_address = |email: &String| {
            let parts = email.trim().rsplit_once('@');
            let gap = |letter: char| letter.is_whitespace() || letter.is_control();
            parts.is_some_and(|(who, host)| !who.is_empty() && !host.is_empty()) && !email.trim().contains(gap)
        };
        match self.email.as_ref().is_none_or(is_address) {
            true => Ok(()),
            false => Err(Refusal::invalid("email_malformed").at(format!("{under}/email"))),
        }
    }

    /// Refuses `person_text_too_long` or `address_too_many_lines`, naming the field, never its text.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let fields = [
            ("/name", Some(&self.name)),
            ("/company", self.company.as_ref()),
            ("/email", self.email.as_ref()),
            ("/phone", self.phone.as_ref()),
            ("/vat_id", self.vat_id.as_ref()),
        ];
        let long = |field: &'static str| Refusal::invalid("person_text_too_long").at(field).with("longest", LONGEST);
        for (field, text) in fields {
            if text.is_some_and(|text| text.len() > LONGEST) {
                return Err(long(field));
            }
        }
        let Some(address) = &self.address else { return Ok(()) };
        if address.lines.len() > MOST_LINES {
            let refusal = Refusal::invalid("address_too_many_lines").at("/address/lines");
            return Err(refusal.with("lines", address.lines.len()).with("most", MOST_LINES));
        }
        let others = [Some(&address.city), address.region.as_ref(), address.postcode.as_ref()];
        if address.lines.iter().chain(others.into_iter().flatten()).any(|text| text.len() > LONGEST) {
            return Err(long("/address"));
        }
        Ok(())
    }
}
