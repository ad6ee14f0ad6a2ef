//! Open a market.

use kernel::{CountryCode, CurrencyCode, EntityCode, MarketCode, Refusal, RoundingPolicy, Texts};
use store::{Answer, CommandError, Event, Read, Tx, Value, args};

use crate::events::{self, MarketCreated};
use crate::store::{MARKET_COUNTRIES, MARKETS};

/// A new market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateMarket {
    pub code: MarketCode,
    pub names: Texts,
    pub countries: Vec<CountryCode>,
    pub currency: CurrencyCode,
    pub seller: EntityCode,
    pub tax_inclusive: bool,
    pub rounding: RoundingPolicy,
    /// The market whose price lists are asked where this one's have no price.
    pub parent: Option<MarketCode>,
}

/// The market that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarketOpened(pub MarketCode);

impl Answer for MarketOpened {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

/// Opens a market. A country may belong to several. Refuses `market_exists`, and `market_not_found` for the parent.
pub fn create_market(tx: &mut Tx<'_>, input: &CreateMarket) -> Result<MarketOpened, CommandError> {
    if let Some(parent) = input.parent {
        must_exist(tx, parent).map_err(|error| match error {
            CommandError::Refused(refusal) => refusal.at("/parent").into(),
            failed @ CommandError::Failed(_) => failed,
        })?;
    }
    let code = Value::from(input.code.as_str());
    let row = vec![
        code.clone(),
        Value::json(&input.names)?,
        Value::text(input.currency),
        Value::from(input.seller.as_str()),
        Value::from(input.tax_inclusive),
        Value::text(input.rounding),
        Value::from(input.parent.map(|parent| parent.to_string())),
        Value::Null,
        Value::Int(1),
        Value::from(tx.context().now),
    ];
    if tx.insert_new(&MARKETS, vec![row])? != [true] {
        return Err(Refusal::conflict("market_exists").at("/code").with("market", input.code).into());
    }
    let mut countries = input.countries.clone();
    countries.sort_unstable();
    countries.dedup();
    let rows = countries.iter().map(|country| vec![code.clone(), Value::text(country)]).collect();
    tx.insert(&MARKET_COUNTRIES, rows)?;
    let told = MarketCreated { countries: &countries, currency: input.currency, seller: input.seller };
    tx.publish(Event::new(events::MARKET_CREATED, input.code, &told)?);
    tx.touch(crate::AREA);
    Ok(MarketOpened(input.code))
}

/// Refuses `market_not_found` where there is no such market.
pub(crate) fn must_exist(read: &mut dyn Read, market: MarketCode) -> Result<(), CommandError> {
    let row = read.query_one("SELECT 1 FROM markets WHERE code = $1", &args![market.as_str()])?;
    row.map(|_| ()).ok_or_else(|| Refusal::not_found("market_not_found").with("market", market).into())
}
