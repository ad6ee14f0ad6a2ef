//! What the engine is asked: who sells what to whom, from where to where, when, at which price.

use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, Money, RoundingPolicy};
use serde::{Deserialize, Serialize};

pub use countries::{TaxClass, VatId};

/// A sale to be taxed: one shipment from one place to one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxQuestion {
    pub dates: TaxDates,
    /// The sale came through a marketplace of the kind the law can make the supplier.
    #[serde(default)]
    pub channel_facilitator: bool,
    pub dispatch: Place,
    pub destination: Place,
    pub buyer: Buyer,
    /// The document's currency: every amount below is in it, save `intrinsic_values`.
    pub currency: CurrencyCode,
    pub lines: Vec<TaxableLine>,
    /// Taxed like the goods, spread over them by their amounts.
    #[serde(default)]
    pub carriage: Option<Carriage>,
    /// The value of the consignment without freight, insurance and tax, in each currency a limit may be in (GBP, EUR).
    /// Without one, the lines are taken as the whole consignment where the currency is the limit's; else it is unknown.
    #[serde(default)]
    pub intrinsic_values: Vec<Money>,
    /// Proofs already at hand: they turn what waits for them from provisional to determined.
    #[serde(default)]
    pub proofs: Vec<EvidenceKind>,
    pub rounding: RoundingPolicy,
}

/// The days a tax point can be taken from. Each rule takes its own: see the rule's `tax_point`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxDates {
    pub ordered: Date,
    #[serde(default)]
    pub paid: Option<Date>,
    #[serde(default)]
    pub dispatched: Option<Date>,
}

impl TaxDates {
    /// An order of which nothing is paid or sent yet.
    pub const fn ordered(ordered: Date) -> Self {
        Self { ordered, paid: None, dispatched: None }
    }
}

/// Where goods leave or arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// An address. Without a postcode the country's main territory is assumed, and the answer says so.
    Address {
        country: CountryCode,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        postcode: Option<String>,
    },
    /// A territory by its code in `countries` (`GB-CHA`), where no more is known.
    Territory { territory: String },
    /// A word of a file. What `countries` recognises is taken as that ("EIRE", "Channel Islands"); the rest is not
    /// determined ("European Community").
    Undecided { said: String },
}

impl Place {
    pub const fn country(country: CountryCode) -> Self {
        Self::Address { country, postcode: None }
    }
    pub fn address(country: CountryCode, postcode: &str) -> Self {
        Self::Address { country, postcode: Some(postcode.to_owned()) }
    }
}

/// Who buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Buyer {
    Consumer,
    /// Without a number a business is taxed like a consumer.
    Business {
        /// It looks like a number of the office its letters name; that it exists and is this buyer's, only the register tells.
        /// Only the office counts here; the number is never in an answer.
        #[serde(default)]
        vat_id: Option<VatId>,
        #[serde(default)]
        check: VatIdCheck,
    },
    /// Taxed like a consumer; the answer says that it was assumed.
    Unknown,
}

/// What the register (VIES, HMRC) said of a VAT number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum VatIdCheck {
    /// Asked, and valid on that day; the consultation number is the proof.
    Verified { on: Date, consultation: String },
    #[default]
    Unverified,
}

/// One line of goods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxableLine {
    pub class: TaxClass,
    /// The whole line, after discounts; negative for goods that come back.
    pub amount: Money,
    /// Pieces: for rounding by unit. Zero counts as one.
    pub quantity: i64,
    pub price_includes_tax: bool,
}

/// Freight and packing that the buyer pays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carriage {
    pub amount: Money,
    pub price_includes_tax: bool,
}

/// A proof that a treatment asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The customs' confirmation that the goods left: an MRN with its exit note.
    ExportProof,
    /// The register's answer about the buyer's VAT number.
    VatIdAnswer,
    /// That the goods arrived: CMR, proof of delivery, two independent papers.
    TransportProof,
    /// What customs charged at import.
    ImportAssessment,
    /// A person confirmed a rule or rate that is marked unsure.
    SourceConfirmation,
}

impl EvidenceKind {
    pub const ALL: [Self; 5] =
        [Self::ExportProof, Self::VatIdAnswer, Self::TransportProof, Self::ImportAssessment, Self::SourceConfirmation];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExportProof => "export_proof",
            Self::VatIdAnswer => "vat_id_answer",
            Self::TransportProof => "transport_proof",
            Self::ImportAssessment => "import_assessment",
            Self::SourceConfirmation => "source_confirmation",
        }
    }
    /// Whether it says that goods moved.
    pub const fn moves_goods(self) -> bool {
        matches!(self, Self::ExportProof | Self::TransportProof)
    }
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What the engine must know of the selling entity; the same for all its sales of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seller {
    /// Where the entity is established.
    pub country: CountryCode,
    #[serde(default)]
    pub registrations: Vec<Registration>,
    /// Whether all its stock within the union lies in its own country. Unknown unless told.
    #[serde(default)]
    pub stock_only_at_home: Option<bool>,
    #[serde(default)]
    pub turnovers: Vec<Turnover>,
}

/// What a seller sold in the time a limit measures, before this sale, in the limit's currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnover {
    pub of: TurnoverLimit,
    pub amount: Money,
    /// The day it was told for: of old figures nothing follows for today.
    pub as_of: Date,
}

/// The limits of turnover that rules test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TurnoverLimit {
    /// Distance sales to consumers in other member states: EUR 10,000.
    #[serde(rename = "eu.distance_sales")]
    EuDistanceSales,
    /// Consignments to Switzerland whose import tax is at most CHF 5: CHF 100,000.
    #[serde(rename = "ch.low_value_turnover")]
    ChLowValue,
}

impl TurnoverLimit {
    pub const ALL: [Self; 2] = [Self::EuDistanceSales, Self::ChLowValue];
    /// The limit's id in `countries`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EuDistanceSales => "eu.distance_sales",
            Self::ChLowValue => "ch.low_value_turnover",
        }
    }
    pub const fn currency(self) -> CurrencyCode {
        match self {
            Self::EuDistanceSales => CurrencyCode::EUR,
            Self::ChLowValue => CurrencyCode::CHF,
        }
    }
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.as_str() == text)
    }
}

/// A registration for tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The country that gave it (`XI` is covered by GB).
    pub territory: CountryCode,
    pub scheme: RegistrationScheme,
    #[serde(default)]
    pub number: String,
    pub from: Date,
    #[serde(default)]
    pub to: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationScheme {
    /// The ordinary registration of a country.
    Standard,
    Oss,
    Ioss,
}

impl RegistrationScheme {
    pub const ALL: [Self; 3] = [Self::Standard, Self::Oss, Self::Ioss];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Oss => "oss",
            Self::Ioss => "ioss",
        }
    }
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == text)
    }
}

impl Registration {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}
