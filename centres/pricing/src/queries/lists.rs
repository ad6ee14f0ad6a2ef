//! Which markets and price lists are there?

use std::collections::HashMap;

use kernel::{CountryCode, MarketCode};
use store::{Read, StoreError};

use crate::choose::Lists;
use crate::model::{Market, PriceList};
use crate::store::{LIST_COLUMNS, MARKET_COLUMNS, read_list, read_market};

/// All markets and all price lists. Three queries over small tables; the path of an order takes them from
/// [`crate::PriceBook`].
pub fn all_lists(read: &mut dyn Read) -> Result<Lists, StoreError> {
    let mut countries: HashMap<MarketCode, Vec<CountryCode>> = HashMap::new();
    for row in read.query("SELECT market, country FROM market_countries ORDER BY market, country", &[])? {
        countries.entry(row.parsed(0)?).or_default().push(row.parsed(1)?);
    }
    let rows = read.query(&format!("SELECT {MARKET_COLUMNS} FROM markets"), &[])?;
    let mut markets: Vec<Market> = rows.iter().map(read_market).collect::<Result<_, _>>()?;
    for market in &mut markets {
        market.countries = countries.remove(&market.code).unwrap_or_default();
    }
    let rows = read.query(&format!("SELECT {LIST_COLUMNS} FROM price_lists"), &[])?;
    let lists: Vec<PriceList> = rows.iter().map(read_list).collect::<Result<_, _>>()?;
    Ok(Lists::new(markets, lists))
}
