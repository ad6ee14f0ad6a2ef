//! The prices of a basket: each line's product, its price and why it is that one.

use std::sync::Arc;

use catalogue::VariantFacts;
use kernel::{CurrencyCode, Id, Refusal, RoundingPolicy, Timestamp, UnitPrice};
use pricing::{CustomerGroup, Market, PriceFound, PriceQuestion};
use store::{CommandError, Read, StoreError};
use tax::TaxClass;

use crate::desk::{Basis, Desk};
use crate::request::OrderRequest;

/// A basket line with its product and price.
pub(crate) struct PricedLine {
    pub facts: Arc<VariantFacts>,
    pub tax_class: TaxClass,
    pub quantity: i64,
    pub unit_price: UnitPrice,
    pub price_includes_tax: bool,
    pub found: Option<PriceFound>,
}

/// The group whose price lists hold for the customer; nobody asks where every price is agreed.
fn group(read: &mut dyn Read, request: &OrderRequest) -> Result<Option<CustomerGroup>, CommandError> {
    let Some(customer) = request.customer else { return Ok(None) };
    if request.lines.iter().all(|line| line.unit_price.is_some()) {
        return Ok(None);
    }
    let group = customers::group_of(read, customers::CustomerId::from_number(customer))?;
    let group = group.map(|group| group.to_string().parse()).transpose();
    group.map_err(|_| StoreError::misuse("a customer's group is no group of price lists").into())
}

/// Finds the lines' products and prices, and how the order is rounded.
pub(super) fn price_lines(
    desk: &Desk,
    read: &mut dyn Read,
    basis: &Basis,
    request: &OrderRequest,
    market: &Market,
    currency: CurrencyCode,
    at: Timestamp,
) -> Result<(Vec<PricedLine>, RoundingPolicy), CommandError> {
    let skus: Vec<_> = request.lines.iter().map(|line| line.sku.clone()).collect();
    let found = desk.variants.lookup(basis.catalogue, read, &skus)?;
    let mut variants = Vec::with_capacity(found.len());
    for (place, (line, facts)) in request.lines.iter().zip(found).enumerate() {
        let field = format!("/lines/{place}");
        let unknown = || Refusal::invalid("unknown_sku").at(format!("{field}/sku")).with("sku", &line.sku);
        let facts = facts.ok_or_else(unknown)?;
        if !facts.active {
            return Err(Refusal::conflict("not_sold_any_more")
                .at(format!("{field}/sku"))
                .with("sku", &line.sku)
                .into());
        }
        if !(1..=1_000_000).contains(&line.quantity) {
            return Err(Refusal::invalid("wrong_quantity")
                .at(format!("{field}/quantity"))
                .with("sku", &line.sku)
                .into());
        }
        variants.push(facts);
    }
    // A quantity break counts what the basket holds of a variant, however many lines it stands in.
    let wanted: Vec<_> = variants
        .iter()
        .map(|facts| {
            let of_variant = request.lines.iter().zip(&variants).filter(|(_, other)| other.variant == facts.variant);
            let total = of_variant.fold(0i64, |sum, (line, _)| sum.saturating_add(line.quantity));
            (pricing::VariantId::from_number(facts.variant.number()), total)
        })
        .collect();
    let group = group(read, request)?;
    let question = PriceQuestion { market: market.code, channel: Some(request.channel), group, currency, at };
    let prices = desk.prices.lookup(basis.pricing, read, &question, &wanted)?;
    let mut rounding = None;
    let mut lines = Vec::with_capacity(variants.len());
    for (place, ((line, facts), found)) in request.lines.iter().zip(variants).zip(prices).enumerate() {
        let no_price = || {
            Refusal::conflict("no_price")
                .at(format!("/lines/{place}/sku"))
                .with("sku", &line.sku)
                .with("market", market.code)
                .with("currency", currency)
        };
        let field = || format!("/lines/{place}/unit_price");
        let given = line.unit_price.as_deref().map(|text| UnitPrice::from_decimal_text(text, currency));
        let given = given.transpose().map_err(|e| Refusal::from(e).at(field()))?;
        let (unit_price, price_includes_tax) = match (given, &found) {
            (Some(given), _) if given.is_negative() => {
                return Err(Refusal::invalid("wrong_unit_price").at(field()).into());
            }
            (Some(given), _) => (given, market.tax_inclusive),
            (None, Some(found)) => (found.unit_price, found.tax_inclusive),
            (None, None) => return Err(no_price().into()),
        };
        rounding = rounding.or_else(|| found.as_ref().filter(|_| line.unit_price.is_none()).map(|f| f.rounding));
        let tax_class = facts.tax_class;
        let found = found.filter(|_| line.unit_price.is_none());
        lines.push(PricedLine { facts, tax_class, quantity: line.quantity, unit_price, price_includes_tax, found });
    }
    Ok((lines, rounding.unwrap_or(market.rounding)))
}
