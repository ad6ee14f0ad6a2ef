//! What the engine answers: per line, per leg, what is owed by whom, how sure that is, and why.

use std::borrow::Cow;

use jiff::civil::Date;
use kernel::{Money, Rate, RoundingPolicy};
use serde::{Deserialize, Serialize};
use store::StoreError;

pub use countries::{FactStatus, Retention};

use crate::question::EvidenceKind;

/// A text of the rules or the facts: borrowed while fresh, owned when read back from storage.
pub type Text = Cow<'static, str>;

/// The tax of one sale. Adds up: `totals.tax` is the sum of the seller's legs, whatever the policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxAnswer {
    /// In the order of the question.
    pub lines: Vec<LineAnswer>,
    /// The carriage's shares, one for each way the goods are taxed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carriage: Vec<LineAnswer>,
    /// Lines with one treatment and rate, summed: what an invoice and a return show.
    pub groups: Vec<TaxGroup>,
    pub totals: TaxTotals,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineAnswer {
    /// Without tax. Where a price includes tax and the tax is not determined, the price as it stands.
    pub net: Money,
    /// What seller and marketplace collect with the price.
    pub tax: Money,
    /// How its taxes were rounded; none where no question was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingPolicy>,
    pub legs: Vec<TaxLeg>,
}

/// One tax question of a line: at its origin, at its destination, or towards a marketplace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxLeg {
    pub leg: Leg,
    /// The territory whose tax it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// What the law sees in the sale, in one word: `domestic_supply`, `distance_sale`, `export` …
    pub treatment: Text,
    pub scheme: TaxScheme,
    /// EN 16931 category; none where the importer pays at the border or nothing is determined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// VATEX code of an exemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Text>,
    pub liable: Liable,
    /// None exactly where the tax is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    pub base: Money,
    /// None where it is not determined: never a zero in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    pub tax_point: TaxPoint,
    pub status: LegStatus,
    /// The rule's id, and how sure the rule and the rate are: the weaker of the two.
    pub rule: Text,
    pub rule_status: FactStatus,
    pub source: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_source: Option<Text>,
    /// What the tax comes to where so little is not levied; `tax` is then zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_levied: Option<NotLevied>,
    /// Proofs to keep.
    #[serde(default, skip_serializing_if = "<[EvidenceKind]>::is_empty")]
    pub evidence: Cow<'static, [EvidenceKind]>,
    /// What had to be assumed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<Assumption>,
}

/// Tax that is too little to be levied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotLevied {
    /// The line's part of the consignment's tax.
    pub tax: Money,
    /// The consignment's tax that is still not levied.
    pub up_to: Money,
    /// The limit's id, and its law.
    pub threshold: Text,
    pub source: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leg {
    Origin,
    Destination,
    /// The seller's own supply to a marketplace that the law makes the supplier.
    ToMarketplace,
}

/// EN 16931 tax categories (UNCL 5305).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// A rate above zero.
    S,
    /// Zero-rated.
    Z,
    /// Exempt.
    E,
    /// Reverse charge.
    AE,
    /// Intra-Community supply of goods, exempt.
    K,
    /// Export.
    G,
    /// Outside the scope.
    O,
}

/// Where the tax is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxScheme {
    /// The ordinary return of the place.
    Standard,
    Oss,
    Ioss,
    /// UK supply tax on consignments up to GBP 135.
    GbLowValue,
    ChMailOrder,
    /// The marketplace's own return.
    Marketplace,
    /// At import.
    Border,
    None,
}

impl TaxScheme {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Oss => "oss",
            Self::Ioss => "ioss",
            Self::GbLowValue => "gb_low_value",
            Self::ChMailOrder => "ch_mail_order",
            Self::Marketplace => "marketplace",
            Self::Border => "border",
            Self::None => "none",
        }
    }
}

/// Who owes the tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Liable {
    Seller,
    /// A memo for the seller: in turnover and reconciliation, not in the own return.
    Marketplace,
    Buyer,
    Carrier,
    Importer,
    Undetermined,
}

impl Liable {
    /// Whether it is, or may be, the seller's own debt: what stops an order from being released unseen.
    pub fn concerns_seller(self) -> bool {
        matches!(self, Self::Seller | Self::Undetermined)
    }
}

/// The day whose law applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxPoint {
    pub date: Date,
    pub kind: TaxPointKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxPointKind {
    /// Dispatch or payment, the earlier.
    Supply,
    /// Acceptance of payment.
    Payment,
    /// Import: taken from dispatch.
    Import,
}

/// How sure an answer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LegStatus {
    Determined,
    /// Holds once these proofs are recorded; without them the tax may be due after all.
    Provisional {
        until: Cow<'static, [EvidenceKind]>,
    },
    NotDetermined {
        /// Its words: [`text_of_reason`](crate::text_of_reason).
        why: Text,
        ask: Ask,
        /// What the text names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        facts: Vec<(Text, String)>,
    },
}

/// Who can answer what is not determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    Seller,
    Buyer,
    Importer,
    Marketplace,
    TaxAdviser,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// The day of the tax point's own event is not known: the order's was taken.
    TaxPoint,
    /// No postcode where the country has areas of their own: its main territory was taken.
    Area,
    /// The lines were taken as one whole consignment.
    OneConsignment,
    /// Nothing is known of the buyer: taken as a consumer.
    BuyerIsConsumer,
    /// Whether the consignment's tax is too little to be levied could not be told: taken as levied.
    TaxIsLevied,
}

/// Determined, provisional, not determined: the less sure is the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Determined,
    Provisional,
    NotDetermined,
}

impl LegStatus {
    pub fn standing(&self) -> Standing {
        match self {
            Self::Determined => Standing::Determined,
            Self::Provisional { .. } => Standing::Provisional,
            Self::NotDetermined { .. } => Standing::NotDetermined,
        }
    }
}

impl TaxLeg {
    /// The proofs without which it stays provisional.
    pub fn waits_for(&self) -> &[EvidenceKind] {
        match &self.status {
            LegStatus::Provisional { until } => until,
            LegStatus::Determined | LegStatus::NotDetermined { .. } => &[],
        }
    }
    /// A proof arrived: what waited only for it is determined. Says whether anything changed.
    pub fn prove(&mut self, proof: EvidenceKind) -> bool {
        let LegStatus::Provisional { until } = &mut self.status else { return false };
        if !until.contains(&proof) {
            return false;
        }
        until.to_mut().retain(|waiting| *waiting != proof);
        if until.is_empty() {
            self.status = LegStatus::Determined;
        }
        true
    }
}

/// What a tax debt is cut by in the books: the territory it is owed to and the scheme it is declared under.
pub fn debt_tag(place: Option<&str>, scheme: TaxScheme) -> String {
    format!("{}/{}", place.unwrap_or("?"), scheme.as_str())
}

/// A stored answer that says nothing: of a line that was taken over from elsewhere.
#[derive(Deserialize)]
struct Unasked {
    legs: Option<serde::de::IgnoredAny>,
}

impl LineAnswer {
    /// Reads an answer as a line keeps it, with what was proved since; none for a line that was taken over without one.
    pub fn stored(text: &str) -> Result<Option<Self>, StoreError> {
        if text.is_empty() {
            return Ok(None);
        }
        let error = match serde_json::from_str(text) {
            Ok(answer) => return Ok(Some(answer)),
            Err(error) => error,
        };
        match serde_json::from_str(text) {
            Ok(Unasked { legs: None }) => Ok(None),
            _ => Err(StoreError::misuse(format!("the tax answer of a line cannot be read: {error}"))),
        }
    }
    /// What the seller owes of the line, each debt with what it is cut by in the books.
    pub fn own_debts(&self) -> impl Iterator<Item = (String, Money)> {
        let own = self.legs.iter().filter(|leg| leg.liable == Liable::Seller);
        own.filter_map(|leg| Some((debt_tag(leg.place.as_deref(), leg.scheme), leg.tax?)))
    }
    /// The least sure of what is, or may be, the seller's own debt.
    pub fn standing(&self) -> Standing {
        let own = self.legs.iter().filter(|leg| leg.concerns_seller());
        own.map(|leg| leg.status.standing()).max().unwrap_or(Standing::Determined)
    }
}

impl TaxLeg {
    /// Whether it is, or may be, the seller's own debt: also what a buyer owes while nobody has seen that the buyer is a business.
    fn concerns_seller(&self) -> bool {
        let unseen = self.liable == Liable::Buyer && self.waits_for().contains(&EvidenceKind::VatIdAnswer);
        self.liable.concerns_seller() || unseen
    }
}

impl LineAnswer {
    /// A proof arrived. Says how many legs changed.
    pub fn prove(&mut self, proof: EvidenceKind) -> usize {
        self.legs.iter_mut().map(|leg| leg.prove(proof)).filter(|changed| *changed).count()
    }
    /// Whether a leg waits for this proof or asks to keep it.
    pub fn asks_for(&self, proof: EvidenceKind) -> bool {
        self.legs.iter().any(|leg| leg.evidence.contains(&proof) || leg.waits_for().contains(&proof))
    }
    /// The proofs without which what is, or may be, the seller's own debt stays provisional.
    pub fn waits_for(&self) -> impl Iterator<Item = EvidenceKind> {
        let own = self.legs.iter().filter(|leg| leg.concerns_seller());
        own.flat_map(|leg| leg.waits_for().iter().copied())
    }
}

impl TaxAnswer {
    /// The least sure of all lines, for what concerns the seller: *not determined* stops an order's automatic release.
    pub fn standing(&self) -> Standing {
        self.parts().map(LineAnswer::standing).max().unwrap_or(Standing::Determined)
    }
    /// Lines and carriage.
    pub fn parts(&self) -> impl Iterator<Item = &LineAnswer> {
        self.lines.iter().chain(&self.carriage)
    }
    /// A proof for the whole sale arrived. Says how many legs changed.
    pub fn prove(&mut self, proof: EvidenceKind) -> usize {
        let lines = self.lines.iter_mut().chain(&mut self.carriage);
        lines.map(|line| line.prove(proof)).sum()
    }
}

/// Lines of one leg, place, treatment and rate together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxGroup {
    pub leg: Leg,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    pub scheme: TaxScheme,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Text>,
    pub liable: Liable,
    pub rate: Rate,
    pub rule: Text,
    pub price_includes_tax: bool,
    /// The sum of its lines, like `tax`: what a document shows.
    pub base: Money,
    pub tax: Money,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxTotals {
    /// Goods and carriage without the tax that seller and marketplace collect.
    pub net: Money,
    /// The seller's own debt.
    pub tax: Money,
    /// What a marketplace owes: a memo.
    pub marketplace_tax: Money,
    /// What the importer may have to pay at the border, where it can be estimated on the goods' price alone: a memo.
    pub border_tax_estimate: Money,
    /// What the buyer pays: net and the tax of seller and marketplace.
    pub gross: Money,
    pub standing: Standing,
}
