//! Countries by their ISO 3166-1 alpha-2 code.

use std::fmt;
use std::str::FromStr;

use crate::refusal::Refusal;
use crate::text::shown;

/// A country of ISO 3166-1, the territory [`XI`](Self::XI), or [`UNKNOWN`](Self::UNKNOWN).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 3166-1 country code of two letters: {0}")]
pub struct CountryError(pub String);

impl CountryCode {
    pub const CH: Self = Self(*b"CH");
    pub const CN: Self = Self(*b"CN");
    pub const DE: Self = Self(*b"DE");
    pub const FR: Self = Self(*b"FR");
    pub const GB: Self = Self(*b"GB");
    pub const HK: Self = Self(*b"HK");
    pub const US: Self = Self(*b"US");
    /// Northern Ireland. Not a country of ISO 3166-1: a code of its user-assigned range, in use as VAT prefix since 2021
    /// because goods there follow EU rules (Council Directive (EU) 2020/1756). A territory for tax; an address there is GB.
    pub const XI: Self = Self(*b"XI");
    /// Nobody can tell: an order that came with "Unspecified" for a country. Not a country of ISO 3166-1: a code of its
    /// user-assigned range, which CLDR gives to the unknown territory.
    pub const UNKNOWN: Self = Self(*b"ZZ");

    /// Whether ISO 3166-1 lists it: true for all but [`XI`](Self::XI) and [`UNKNOWN`](Self::UNKNOWN).
    pub fn is_country(self) -> bool {
        self != Self::XI && self != Self::UNKNOWN
    }

    /// All countries of the standard, in the order of their codes; without those that are none.
    pub fn countries() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().map(|code| Self(**code))
    }

    pub fn as_str(&self) -> &str {
        // Only ASCII letters get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Reads the code in either case (`DE`, `de`).
impl FromStr for CountryCode {
    type Err = CountryError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || CountryError(shown(text));
        let code: [u8; 2] = text.as_bytes().try_into().map_err(|_| wrong())?;
        let code = Self(code.map(|letter| letter.to_ascii_uppercase()));
        if !code.is_country() || COUNTRIES.binary_search(&&code.0).is_ok() { Ok(code) } else { Err(wrong()) }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

crate::serde_as_text!(CountryCode);

impl From<CountryError> for Refusal {
    fn from(error: CountryError) -> Self {
        Refusal::invalid("invalid_country").with("text", error.0)
    }
}

/// The 249 officially assigned codes of ISO 3166-1, sorted.
static COUNTRIES: [&[u8; 2]; 249] = [
    b"AD", b"AE", b"AF", b"AG", b"AI", b"AL", b"AM", b"AO", b"AQ", b"AR", b"AS", b"AT", b"AU", b"AW", b"AX", b"AZ",
    b"BA", b"BB", b"BD", b"BE", b"BF", b"BG", b"BH", b"BI", b"BJ", b"BL", b"BM", b"BN", b"BO", b"BQ", b"BR", b"BS",
    b"BT", b"BV", b"BW", b"BY", b"BZ", b"CA", b"CC", b"CD", b"CF", b"CG", b"CH", b"CI", b"CK", b"CL", b"CM", b"CN",
    b"CO", b"CR", b"CU", b"CV", b"CW", b"CX", b"CY", b"CZ", b"DE", b"DJ", b"DK", b"DM", b"DO", b"DZ", b"EC", b"EE",
    b"EG", b"EH", b"ER", b"ES", b"ET", b"FI", b"FJ", b"FK", b"FM", b"FO", b"FR", b"GA", b"GB", b"GD", b"GE", b"GF",
    b"GG", b"GH", b"GI", b"GL", b"GM", b"GN", b"GP", b"GQ", b"GR", b"GS", b"GT", b"GU", b"GW", b"GY", b"HK", b"HM",
    b"HN", b"HR", b"HT", b"HU", b"ID", b"IE", b"IL", b"IM", b"IN", b"IO", b"IQ", b"IR", b"IS", b"IT", b"JE", b"JM",
    b"JO", b"JP", b"KE", b"KG", b"KH", b"KI", b"KM", b"KN", b"KP", b"KR", b"KW", b"KY", b"KZ", b"LA", b"LB", b"LC",
    b"LI", b"LK", b"LR", b"LS", b"LT", b"LU", b"LV", b"LY", b"MA", b"MC", b"MD", b"ME", b"MF", b"MG", b"MH", b"MK",
    b"ML", b"MM", b"MN", b"MO", b"MP", b"MQ", b"MR", b"MS", b"MT", b"MU", b"MV", b"MW", b"MX", b"MY", b"MZ", b"NA",
    b"NC", b"NE", b"NF", b"NG", b"NI", b"NL", b"NO", b"NP", b"NR", b"NU", b"NZ", b"OM", b"PA", b"PE", b"PF", b"PG",
    b"PH", b"PK", b"PL", b"PM", b"PN", b"PR", b"PS", b"PT", b"PW", b"PY", b"QA", b"RE", b"RO", b"RS", b"RU", b"RW",
    b"SA", b"SB", b"SC", b"SD", b"SE", b"SG", b"SH", b"SI", b"SJ", b"SK", b"SL", b"SM", b"SN", b"SO", b"SR", b"SS",
    b"ST", b"SV", b"SX", b"SY", b"SZ", b"TC", b"TD", b"TF", b"TG", b"TH", b"TJ", b"TK", b"TL", b"TM", b"TN", b"TO",
    b"TR", b"TT", b"TV", b"TW", b"TZ", b"UA", b"UG", b"UM", b"US", b"UY", b"UZ", b"VA", b"VC", b"VE", b"VG", b"VI",
    b"VN", b"VU", b"WF", b"WS", b"YE", b"YT", b"ZA", b"ZM", b"ZW",
];
