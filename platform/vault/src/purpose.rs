//! What personal data may be opened for. Each purpose of each person has a key of its own, so each can end on its own day.

use kernel::Timestamp;

/// Why personal data is kept and opened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Talking to the person about what they ordered: name, e-mail, phone.
    Contact,
    /// Bringing goods to them: name, phone, address.
    Fulfilment,
    /// Offers, by consent.
    Marketing,
    /// Documents the law wants kept. Outlives erasure, restricted.
    Statutory,
    /// What a marketplace lends for its own term (Amazon: 30 days after delivery).
    ChannelTerm,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: &'static [Self] =
        &[Self::Contact, Self::Fulfilment, Self::Marketing, Self::Statutory, Self::ChannelTerm];

    /// What an ordinary recipient is sealed for, without end dates.
    pub const RECIPIENT: &'static [(Self, Term)] = &[(Self::Contact, Term::Open), (Self::Fulfilment, Term::Open)];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Fulfilment => "fulfilment",
            Self::Marketing => "marketing",
            Self::Statutory => "statutory",
            Self::ChannelTerm => "channel_term",
        }
    }
}

impl std::fmt::Display for Purpose {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A text that names no purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeError;

impl std::str::FromStr for Purpose {
    type Err = PurposeError;
    fn from_str(text: &str) -> Result<Self, PurposeError> {
        Self::ALL.iter().copied().find(|purpose| purpose.as_str() == text).ok_or(PurposeError)
    }
}

/// How long a purpose lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Until the person is erased.
    Open,
    /// The key does not open from this instant on, and is destroyed by the next sweep.
    Until(Timestamp),
}

impl Term {
    pub(crate) fn end(self) -> Option<Timestamp> {
        match self {
            Self::Open => None,
            Self::Until(end) => Some(end),
        }
    }
}
