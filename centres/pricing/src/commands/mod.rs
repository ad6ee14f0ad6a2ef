//! What can be done in pricing, a verb a file.

pub mod create_market;
pub mod create_price_list;
pub mod end_price;
pub mod import_fx_rates;
pub mod set_prices;
pub(crate) mod writing;
