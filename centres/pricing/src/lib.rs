//! The price centre: markets, price lists, prices with their history, and exchange rates by purpose.
//!
//! Invariants: at any instant a variant has at most one price in a list for a quantity break; a price that held is never changed
//! (it ends, another begins); which list a price came from and why is told with it; an exchange rate has its source and day,
//! and one that is old says so.
//!
//! Deliberately not here: what a variant is (catalogue), tax (a list only says whether it is inside), promotions, cost and
//! margin, fetching rates from the network.

mod book;
mod choose;
mod commands;
mod events;
mod fx;
pub mod http;
mod model;
mod queries;
mod store;
mod timeline;

pub use book::PriceBook;
pub use choose::Lists;
pub use commands::create_market::{CreateMarket, MarketOpened, create_market};
pub use commands::create_price_list::{CreatePriceList, create_price_list};
pub use commands::end_price::{EndPrice, end_price};
pub use commands::import_fx_rates::{FxImported, ImportFxRates, import_fx_rates};
pub use commands::set_prices::{NewPrice, PricesWritten, SetPrices, set_prices};
pub use fx::{
    ECB, EcbError, FxBook, FxPurpose, FxQuote, FxRow, FxRule, RuleStatus, Says, WantedDay, booking_rate, ecb_recent,
    fx_quote, read_ecb,
};
pub use model::{
    CustomerGroup, Market, PriceEntry, PriceEntryId, PriceFound, PriceList, PriceListId, PriceQuestion, PriceWhy,
    VariantId,
};
pub use queries::lists::all_lists;
pub use queries::prices_for::prices_for;
pub use queries::prices_of::{PricesOf, prices_of};

/// The area whose revision caches of markets, lists and prices go by.
pub const AREA: &str = "pricing";

/// The area whose revision caches of exchange rates go by.
pub const FX_AREA: &str = "fx";

/// Pricing's tables.
pub const MIGRATIONS: ::store::Migrations =
    ::store::Migrations { owner: "pricing", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What pricing refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
