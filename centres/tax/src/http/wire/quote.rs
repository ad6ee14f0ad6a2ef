//! The question as a caller writes it, and the answer.

use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, EntityCode, Money, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{TaxMoney, TurnoverBody};
use crate::answer::TaxAnswer;
use crate::question::{
    Buyer, Carriage, EvidenceKind, Place, Registration, RegistrationScheme, Seller, TaxClass, TaxDates, TaxQuestion,
    TaxableLine, Turnover, VatId, VatIdCheck,
};

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxQuoteBody {
    pub seller: SellerBody,
    #[schema(value_type = String, format = Date)]
    pub ordered_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub paid_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub dispatched_on: Option<Date>,
    /// The sale came through a marketplace that the law can make the supplier.
    #[serde(default)]
    pub channel_facilitator: bool,
    pub dispatch: PlaceBody,
    pub destination: PlaceBody,
    pub buyer: TaxBuyerBody,
    #[schema(value_type = String, example = "EUR")]
    pub currency: CurrencyCode,
    pub lines: Vec<TaxLineBody>,
    pub carriage: Option<CarriageBody>,
    /// The consignment's value without freight and tax, in the currencies that limits are in (EUR, GBP).
    #[serde(default)]
    #[schema(value_type = Vec<TaxMoney>)]
    pub intrinsic_values: Vec<Money>,
    /// Proofs at hand: `export_proof`, `vat_id_answer`, `transport_proof`, `import_assessment`, `source_confirmation`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub proofs: Vec<EvidenceKind>,
    /// `line/half_up` when not said.
    #[schema(example = "tax_group/half_up")]
    pub rounding: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SellerBody {
    /// A recorded entity: its registrations and profile are taken, and none may be given here.
    #[schema(value_type = Option<String>, example = "hanse-de")]
    pub entity: Option<EntityCode>,
    /// Where the seller is established.
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
    #[serde(default)]
    pub registrations: Vec<RegistrationGiven>,
    pub stock_only_at_home: Option<bool>,
    #[serde(default)]
    pub turnovers: Vec<TurnoverBody>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationGiven {
    #[schema(value_type = String, example = "DE")]
    pub territory: CountryCode,
    #[schema(value_type = String, example = "oss")]
    pub scheme: RegistrationScheme,
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

/// An address, a territory, or a word that names no place.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceBody {
    #[schema(value_type = Option<String>, example = "FR")]
    pub country: Option<CountryCode>,
    #[schema(example = "75001")]
    pub postcode: Option<String>,
    /// A territory's code, instead of an address.
    pub territory: Option<String>,
    /// What was said, where neither is known.
    pub said: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuyerKindBody {
    Consumer,
    Business,
    Unknown,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxBuyerBody {
    pub kind: BuyerKindBody,
    /// With its country's letters in front, in the form that country's numbers have. That it exists and is the buyer's is proved by
    /// `verified_on` and `consultation` only.
    #[schema(example = "FR12345678901")]
    pub vat_id: Option<String>,
    /// The day the register said it is valid; with its consultation number.
    #[schema(value_type = Option<String>, format = Date)]
    pub verified_on: Option<Date>,
    pub consultation: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxLineBody {
    /// `standard`, `reduced`, `zero`, `exempt`, `food`, `books`, `children_clothing`, `gift_voucher`.
    #[schema(value_type = String, example = "standard")]
    pub tax_class: TaxClass,
    /// The whole line.
    #[schema(value_type = TaxMoney)]
    pub amount: Money,
    pub quantity: i64,
    pub price_includes_tax: bool,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarriageBody {
    #[schema(value_type = TaxMoney)]
    pub amount: Money,
    pub price_includes_tax: bool,
}

/// Whose sale it is.
pub enum Described {
    Entity { entity: EntityCode, country: CountryCode },
    Here(Seller),
}

impl TaxQuoteBody {
    pub fn read(self) -> Result<(TaxQuestion, Described), Refusal> {
        let rounding = self.rounding.as_deref().unwrap_or("line/half_up").parse().map_err(Refusal::from)?;
        let line = |line: TaxLineBody| TaxableLine {
            class: line.tax_class,
            amount: line.amount,
            quantity: line.quantity,
            price_includes_tax: line.price_includes_tax,
        };
        let carriage = |one: CarriageBody| Carriage { amount: one.amount, price_includes_tax: one.price_includes_tax };
        let question = TaxQuestion {
            dates: TaxDates { ordered: self.ordered_on, paid: self.paid_on, dispatched: self.dispatched_on },
            channel_facilitator: self.channel_facilitator,
            dispatch: self.dispatch.read("/dispatch")?,
            destination: self.destination.read("/destination")?,
            buyer: self.buyer.read("/buyer/vat_id")?,
            currency: self.currency,
            lines: self.lines.into_iter().map(line).collect(),
            carriage: self.carriage.map(carriage),
            intrinsic_values: self.intrinsic_values,
            proofs: self.proofs,
            rounding,
        };
        Ok((question, self.seller.read()?))
    }
}

impl SellerBody {
    fn read(self) -> Result<Described, Refusal> {
        let told = !self.registrations.is_empty() || !self.turnovers.is_empty() || self.stock_only_at_home.is_some();
        match self.entity {
            Some(_) if told => Err(Refusal::invalid("entity_or_description").at("/seller")),
            Some(entity) => Ok(Described::Entity { entity, country: self.country }),
            None => Ok(Described::Here(Seller {
                country: self.country,
                registrations: self.registrations.into_iter().map(RegistrationGiven::read).collect(),
                stock_only_at_home: self.stock_only_at_home,
                turnovers: self
                    .turnovers
                    .into_iter()
                    .map(|one| Turnover { of: one.of, amount: one.amount, as_of: one.as_of })
                    .collect(),
            })),
        }
    }
}

impl RegistrationGiven {
    fn read(self) -> Registration {
        let Self { territory, scheme, from, to } = self;
        Registration { territory, scheme, number: String::new(), from, to }
    }
}

impl PlaceBody {
    fn read(self, field: &str) -> Result<Place, Refusal> {
        match (self.country, self.territory, self.said) {
            (Some(country), None, None) => Ok(Place::Address { country, postcode: self.postcode }),
            (None, Some(territory), None) => Ok(Place::Territory { territory }),
            (None, None, Some(said)) => Ok(Place::Undecided { said }),
            _ => Err(Refusal::invalid("one_place_wanted").at(field)),
        }
    }
}

impl TaxBuyerBody {
    fn read(self, field: &str) -> Result<Buyer, Refusal> {
        let vat_id = self.vat_id.map(|text| text.parse::<VatId>()).transpose();
        let vat_id = vat_id.map_err(|fault| Refusal::from(fault).at(field))?;
        Ok(match self.kind {
            BuyerKindBody::Consumer => Buyer::Consumer,
            BuyerKindBody::Unknown => Buyer::Unknown,
            BuyerKindBody::Business => Buyer::Business {
                vat_id,
                check: match (self.verified_on, self.consultation) {
                    (Some(on), Some(consultation)) => VatIdCheck::Verified { on, consultation },
                    _ => VatIdCheck::Unverified,
                },
            },
        })
    }
}

/// Lines with their legs (territory, treatment, scheme, category, who is liable, rate, base, amount, status, rule, source), groups
/// and totals: what is stored on an order. Free form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(value_type = edge::shape::FreeForm)]
pub struct QuoteWire(pub TaxAnswer);
