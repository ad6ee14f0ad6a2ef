//! The booking rates an import needs: what its orders are in, brought into its seller's books at each order's day.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{CurrencyCode, Money, Refusal, RoundingMode};
use ledger::{Entity, Exchange, NewTransfer};
use order_file::{FileOrder, ReadFile};
use pricing::FxPurpose;
use store::{CommandError, Read};

/// The code of pricing's refusal where nobody knows a rate.
pub(crate) const MISSING_RATE: &str = "fx_rate_missing";

/// By currency and day; of those that are not known, why.
#[derive(Debug, Default)]
pub(crate) struct Rates(HashMap<(CurrencyCode, Date), Result<Exchange, Refusal>>);

impl Rates {
    /// Every rate the orders of a file ask for: none where they are in the books' own currency.
    pub fn find(read: &mut dyn Read, file: &ReadFile, entity: &Entity) -> Result<Self, CommandError> {
        let mut found = HashMap::new();
        for order in file.orders().filter(|order| order.currency != entity.base_currency) {
            let day = entity.day_of(order.placed_at);
            if found.contains_key(&(order.currency, day)) {
                continue;
            }
            let quote = pricing::fx_quote(read, FxPurpose::Booking, order.currency, entity.base_currency, day);
            let exchange = match quote {
                Ok(quote) => {
                    let source = format!("{} {}", quote.source, quote.day).into();
                    Ok(Exchange { rate: quote.rate, source })
                }
                Err(CommandError::Refused(refusal)) => Err(refusal),
                Err(error) => return Err(error),
            };
            found.insert((order.currency, day), exchange);
        }
        Ok(Self(found))
    }

    /// The rate an order is booked at: none where it needs none; refused where nobody knows it.
    pub fn of(&self, order: &FileOrder<'_>, entity: &Entity) -> Result<Option<&Exchange>, Refusal> {
        if order.currency == entity.base_currency {
            return Ok(None);
        }
        let known = self.0.get(&(order.currency, entity.day_of(order.placed_at)));
        known.map(Result::as_ref).transpose().map_err(Clone::clone)
    }
}

/// A transfer as the books have it.
pub(crate) fn in_books(
    transfer: NewTransfer,
    exchange: Option<&Exchange>,
    entity: &Entity,
) -> Result<NewTransfer, CommandError> {
    let Some(exchange) = exchange else { return Ok(transfer) };
    let base: Money =
        exchange.rate.convert(transfer.amount, entity.base_currency, RoundingMode::HalfUp).map_err(Refusal::from)?;
    Ok(transfer.in_base(base, exchange.clone()))
}
