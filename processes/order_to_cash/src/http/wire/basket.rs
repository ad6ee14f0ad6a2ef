//! A basket as it arrives: to be quoted or placed.

use kernel::{ChannelCode, CountryCode, CurrencyCode, MarketCode, Money, Refusal, ShopCode, Sku, Timestamp};
use orders::BuyerKind;
use serde::Deserialize;
use utoipa::ToSchema;
use vault::PersonData;

use super::{MoneyBody, shown};
use crate::request::{Buyer, Destination, LineRequest, OrderRequest, VatCheck};

/// A basket to be placed as an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceOrderBody {
    /// Where it was sold.
    #[schema(value_type = String, example = "web")]
    pub channel: ChannelCode,
    #[schema(value_type = String, example = "demo-web")]
    pub shop: ShopCode,
    /// The number it has in its channel; unique per channel and shop, for ever.
    #[schema(example = "W-1001")]
    pub external_number: Option<String>,
    #[schema(value_type = String, example = "de")]
    pub market: MarketCode,
    /// The market's own unless said.
    #[schema(value_type = Option<String>, example = "EUR")]
    pub currency: Option<CurrencyCode>,
    /// Without it, what is recorded of `customer` (a business and its VAT number), else a consumer.
    pub buyer: Option<BuyerBody>,
    /// Who receives it. Sealed before anything is written; the order keeps only an id.
    pub recipient: PersonData,
    /// The customer, where it is known: prices of its group hold too.
    #[schema(example = "cus_05WXQ7Z9K2F3A")]
    pub customer: Option<String>,
    pub lines: Vec<LineBody>,
    /// What the buyer pays for freight.
    #[schema(value_type = Option<MoneyBody>)]
    pub carriage: Option<Money>,
    /// When the buyer ordered, if not now.
    #[schema(value_type = Option<String>, example = "2026-11-21T22:00:00Z")]
    pub placed_at: Option<Timestamp>,
    /// The hold on the stock ends by itself after so many minutes unless the order ships before.
    #[schema(minimum = 1, maximum = 43200)]
    pub hold_minutes: Option<u32>,
}

/// A basket to be quoted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteBody {
    #[schema(value_type = String, example = "web")]
    pub channel: ChannelCode,
    #[schema(value_type = String, example = "demo-web")]
    pub shop: ShopCode,
    #[schema(value_type = String, example = "de")]
    pub market: MarketCode,
    #[schema(value_type = Option<String>, example = "EUR")]
    pub currency: Option<CurrencyCode>,
    /// Without it, what is recorded of `customer`, else a consumer.
    pub buyer: Option<BuyerBody>,
    /// The customer, where it is known: prices of its group hold too.
    #[schema(example = "cus_05WXQ7Z9K2F3A")]
    pub customer: Option<String>,
    #[schema(value_type = String, example = "FR")]
    pub country: CountryCode,
    #[schema(example = "75001")]
    pub postcode: Option<String>,
    pub lines: Vec<LineBody>,
    #[schema(value_type = Option<MoneyBody>)]
    pub carriage: Option<Money>,
}

/// Who buys.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerBody {
    /// `consumer` or `business`.
    #[serde(default)]
    #[schema(example = "consumer")]
    pub kind: BuyerWord,
    /// A business's VAT number with its letters in front (`EL` for Greece, `XI` for Northern Ireland), in the form its country's
    /// numbers have; gaps, dots, hyphens and case do not count. The form does not prove that the number exists: see `vat_check`.
    /// It is sealed with the recipient (a sole trader's names a person); the order shows it masked.
    #[schema(example = "FR12345678901")]
    pub vat_id: Option<String>,
    /// What the register (VIES) said of it, kept with the order as evidence (`GET /v1/tax/evidence?order=`); without it the number is
    /// unverified and the tax provisional.
    pub vat_check: Option<VatCheckBody>,
}

impl Default for BuyerBody {
    fn default() -> Self {
        Self { kind: BuyerWord::Consumer, vat_id: None, vat_check: None }
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuyerWord {
    #[default]
    Consumer,
    Business,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VatCheckBody {
    #[schema(value_type = String, example = "2026-11-21")]
    pub on: jiff::civil::Date,
    /// The consultation number: the proof.
    #[schema(example = "WAPIAAAAXyz123")]
    pub consultation: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineBody {
    #[schema(value_type = String, example = "LAMP-RED-S")]
    pub sku: Sku,
    #[schema(minimum = 1, example = 2)]
    pub quantity: i64,
    /// A price agreed outside the lists, up to six decimals, with or without tax as the market shows prices.
    #[schema(example = "12.50")]
    pub unit_price: Option<String>,
}

fn lines(bodies: Vec<LineBody>) -> Vec<LineRequest> {
    let line = |body: LineBody| LineRequest { sku: body.sku, quantity: body.quantity, unit_price: body.unit_price };
    bodies.into_iter().map(line).collect()
}

fn customer(text: Option<String>) -> Result<Option<i64>, Refusal> {
    let id = text.map(|text| text.parse::<shown::CustomerId>()).transpose();
    Ok(id.map_err(|e| Refusal::from(e).at("/customer"))?.map(kernel::Id::number))
}

fn buyer(body: BuyerBody) -> Result<Buyer, Refusal> {
    let vat_id = body.vat_id.map(|text| text.parse::<tax::VatId>()).transpose();
    let vat_id = vat_id.map_err(|fault| Refusal::from(fault).at("/buyer/vat_id"))?;
    Ok(Buyer {
        kind: match body.kind {
            BuyerWord::Consumer => BuyerKind::Consumer,
            BuyerWord::Business => BuyerKind::Business,
        },
        vat_id,
        checked: body
            .vat_check
            .map(|check| VatCheck { on: check.on, consultation: check.consultation.trim().to_owned() }),
    })
}

impl PlaceOrderBody {
    pub fn request(mut self, now: Timestamp) -> Result<OrderRequest, Refusal> {
        let Some(address) = &self.recipient.address else {
            return Err(Refusal::invalid("recipient_without_address").at("/recipient/address"));
        };
        self.recipient.check_filled_in("/recipient")?;
        let fits = |number: &String| !number.is_empty() && number.len() <= 100 && !number.chars().any(char::is_control);
        if self.external_number.as_ref().is_some_and(|number| !fits(number)) {
            return Err(Refusal::invalid("invalid_external_number").at("/external_number"));
        }
        self.external_number
            .as_deref()
            .map_or(Ok(()), |number| kernel::must_name_nobody(number, "/external_number"))?;
        let hold_minutes = self.hold_minutes.filter(|minutes| (1..=43_200).contains(minutes));
        if hold_minutes != self.hold_minutes {
            return Err(Refusal::invalid("invalid_hold_minutes").at("/hold_minutes"));
        }
        let destination = Destination { country: address.country, postcode: address.postcode.clone() };
        let buyer = buyer(self.buyer.unwrap_or_default())?;
        if let Some(number) = &buyer.vat_id {
            // Sealed with the person: a sole trader's number names one.
            self.recipient.vat_id = Some(number.to_string());
        }
        Ok(OrderRequest {
            channel: self.channel,
            shop: self.shop,
            external_number: self.external_number,
            market: self.market,
            currency: self.currency,
            buyer,
            destination,
            customer: customer(self.customer)?,
            lines: lines(self.lines),
            carriage: self.carriage,
            placed_at: self.placed_at,
            hold_until: hold_minutes.map(|minutes| now.plus_ms(i64::from(minutes).saturating_mul(60_000))),
            recipient: Some(self.recipient),
        })
    }
}

impl QuoteBody {
    pub fn request(self) -> Result<OrderRequest, Refusal> {
        Ok(OrderRequest {
            channel: self.channel,
            shop: self.shop,
            external_number: None,
            market: self.market,
            currency: self.currency,
            buyer: buyer(self.buyer.unwrap_or_default())?,
            destination: Destination { country: self.country, postcode: self.postcode },
            recipient: None,
            customer: customer(self.customer)?,
            lines: lines(self.lines),
            carriage: self.carriage,
            placed_at: None,
            hold_until: None,
        })
    }
}
