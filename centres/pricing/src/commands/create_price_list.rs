//! Open a price list.

use kernel::{ChannelCode, CurrencyCode, MarketCode, Refusal, RefusalKind, RoundingPolicy, Texts, Timestamp};
use store::{CommandError, Event, Tx, Value, args};

use super::create_market::must_exist;
use crate::events::{self, PriceListCreated};
use crate::model::{CustomerGroup, PriceListId};
use crate::store::PRICE_LISTS;

/// A new price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePriceList {
    pub names: Texts,
    pub market: MarketCode,
    /// Only for orders of this channel.
    pub channel: Option<ChannelCode>,
    /// Only for customers of this group.
    pub customer_group: Option<CustomerGroup>,
    pub currency: CurrencyCode,
    pub tax_inclusive: bool,
    pub rounding: RoundingPolicy,
    /// The list with the higher number is asked first.
    pub priority: i64,
    /// `None`: from now on.
    pub valid_from: Option<Timestamp>,
    pub valid_to: Option<Timestamp>,
    /// Whether it becomes the market's default list, which is asked last.
    pub default: bool,
}

/// Opens a price list. Refuses `market_not_found`, `validity_backwards`.
pub fn create_price_list(tx: &mut Tx<'_>, input: &CreatePriceList) -> Result<PriceListId, CommandError> {
    must_exist(tx, input.market).map_err(|error| match error {
        // The market stands in the body, so its absence is a fault of the input.
        CommandError::Refused(refusal) => Refusal { kind: RefusalKind::Invalid, ..refusal }.at("/market").into(),
        failed @ CommandError::Failed(_) => failed,
    })?;
    let now = tx.context().now;
    let valid_from = input.valid_from.unwrap_or(now);
    if input.valid_to.is_some_and(|to| to <= valid_from) {
        return Err(Refusal::invalid("validity_backwards").at("/valid_to").into());
    }
    let id: PriceListId = tx.context().new_id();
    let row = vec![
        Value::id(id),
        Value::json(&input.names)?,
        Value::from(input.market.as_str()),
        Value::from(input.channel.map(|channel| channel.to_string())),
        Value::from(input.customer_group.map(|group| group.to_string())),
        Value::text(input.currency),
        Value::from(input.tax_inclusive),
        Value::text(input.rounding),
        Value::Int(input.priority),
        Value::from(valid_from),
        Value::from(input.valid_to),
        Value::Int(1),
        Value::from(now),
    ];
    tx.insert(&PRICE_LISTS, vec![row])?;
    if input.default {
        tx.execute(
            "UPDATE markets SET default_list = $1, version = version + 1 WHERE code = $2",
            &args![Value::id(id), input.market.as_str()],
        )?;
    }
    let told = PriceListCreated { market: input.market, currency: input.currency, default: input.default };
    tx.publish(Event::new(events::PRICE_LIST_CREATED, id, &told)?);
    tx.touch(crate::AREA);
    Ok(id)
}
