//! VAT numbers: how those of each tax office look. A number that looks right may still not exist, or be somebody else's: that only
//! the office's register (VIES, HMRC, the UID register) tells. So no check digits here either: they find typing errors, no more.

use std::fmt;
use std::str::FromStr;

use kernel::Refusal;
use serde::{Deserialize, Serialize};

use crate::period::Source;
use crate::territory::TerritoryId;
use crate::world::World;

/// How the VAT numbers of one tax office look.
#[derive(Debug, Clone)]
pub struct VatIdForms {
    /// Whose tax office gives them.
    pub territory: TerritoryId,
    /// The letters in front: mostly the country's code, but EL for Greece, XI for Northern Ireland, CHE for Switzerland.
    pub prefix: String,
    /// What follows the prefix: `9` a digit, `a` a letter, `x` either, `s` either or `+` or `*`, anything else itself.
    pub forms: Vec<String>,
    pub note: Option<String>,
    pub source: Source,
}

impl VatIdForms {
    /// Every form with its prefix, for people: `EL999999999`.
    pub fn expected(&self) -> String {
        let forms: Vec<String> = self.forms.iter().map(|form| format!("{}{form}", self.prefix)).collect();
        forms.join(", ")
    }
}

/// A VAT number that looks like those of the office its letters name. Whether the office gave it to this buyer, or at all, is not
/// proved by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatId {
    text: String,
    issuer: Option<TerritoryId>,
}

/// Why a text is no VAT number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VatIdFault {
    /// It does not begin with the letters of a country or tax office.
    #[error("a VAT number begins with the letters of the country that gave it")]
    NoCountry,
    /// Its country's numbers look otherwise.
    #[error("a VAT number of {country} looks like {expected}")]
    Malformed { country: String, expected: String },
}

impl From<VatIdFault> for Refusal {
    fn from(fault: VatIdFault) -> Self {
        match fault {
            VatIdFault::NoCountry => Refusal::invalid("vat_id_without_country"),
            VatIdFault::Malformed { country, expected } => {
                Refusal::invalid("vat_id_malformed").with("country", country).with("expected", expected)
            }
        }
    }
}

impl VatId {
    /// Capitals without gaps, with the letters in front: `FR12345678901`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// Enough to tell two numbers apart, not enough to know one: its first two letters and last two places.
    pub fn masked(&self) -> String {
        let places = self.text.chars().count();
        let shown = |place: usize| place < 2 || place.saturating_add(2) >= places;
        self.text.chars().enumerate().map(|(place, letter)| if shown(place) { letter } else { '*' }).collect()
    }
    /// The tax office it is of. None for a country whose numbers' form is not known here: then only its country's letters, and that
    /// letters and digits follow, are proved.
    pub fn issuer(&self) -> Option<TerritoryId> {
        self.issuer
    }
}

impl fmt::Display for VatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<VatId> for String {
    fn from(id: VatId) -> Self {
        id.text
    }
}

impl TryFrom<String> for VatId {
    type Error = VatIdFault;

    fn try_from(text: String) -> Result<Self, VatIdFault> {
        text.parse()
    }
}

impl FromStr for VatId {
    type Err = VatIdFault;

    /// Reads a number as people write it: gaps, dots and hyphens do not count, nor does case.
    fn from_str(text: &str) -> Result<Self, VatIdFault> {
        // Facts that cannot be read are a fault of the build (a test reads all): without them no number is of any country.
        World::load().map_err(|_| VatIdFault::NoCountry)?.read_vat_id(text)
    }
}

/// So many places a number has after its country's letters, where no more is known of it.
const UNKNOWN_FORM: std::ops::RangeInclusive<usize> = 2..=18;

impl World {
    pub fn vat_ids(&self) -> &[VatIdForms] {
        &self.vat_ids
    }

    fn read_vat_id(&self, text: &str) -> Result<VatId, VatIdFault> {
        let gap = |letter: char| letter.is_whitespace() || matches!(letter, '.' | '-');
        let text: String =
            text.chars().filter(|letter| !gap(*letter)).map(|letter| letter.to_ascii_uppercase()).collect();
        let malformed = |of: &VatIdForms| VatIdFault::Malformed {
            country: self.territory(of.territory).map_or_else(|| of.prefix.clone(), |one| one.code.clone()),
            expected: of.expected(),
        };
        let named = self.vat_ids.iter().find_map(|of| Some((of, text.strip_prefix(of.prefix.as_str())?)));
        if let Some((of, number)) = named {
            return match of.forms.iter().any(|form| fits(form, number)) {
                true => Ok(VatId { issuer: Some(of.territory), text }),
                false => Err(malformed(of)),
            };
        }
        let (letters, number) = text.split_at_checked(2).ok_or(VatIdFault::NoCountry)?;
        let country = letters.parse().ok().and_then(|code| self.by_country.get(&code)).ok_or(VatIdFault::NoCountry)?;
        // A country that writes other letters in front (GR for EL), or whose office is another's (Monaco).
        let office = self.territory(country.main).map(|territory| territory.tax_country);
        if let Some(of) = self.vat_ids.iter().find(|of| Some(of.territory) == office) {
            return Err(malformed(of));
        }
        let plain = number.chars().all(|letter| letter.is_ascii_alphanumeric())
            && number.chars().any(|letter| letter.is_ascii_digit())
            && UNKNOWN_FORM.contains(&number.len());
        if !plain {
            let expected = format!("{letters} + {}–{} letters and digits", UNKNOWN_FORM.start(), UNKNOWN_FORM.end());
            return Err(VatIdFault::Malformed { country: letters.to_owned(), expected });
        }
        Ok(VatId { issuer: None, text })
    }
}

fn fits(form: &str, number: &str) -> bool {
    let fits_place = |(place, letter): (char, char)| match place {
        '9' => letter.is_ascii_digit(),
        'a' => letter.is_ascii_uppercase(),
        'x' => letter.is_ascii_alphanumeric(),
        's' => letter.is_ascii_alphanumeric() || matches!(letter, '+' | '*'),
        itself => letter == itself,
    };
    form.chars().count() == number.chars().count() && form.chars().zip(number.chars()).all(fits_place)
}
