//! The words every part of Hanse shares: ids, money, time, places, languages, codes, and how a "no" is said.
//!
//! Invariants: amounts are integers in minor units and every operation on them is checked; nothing here reads a clock or
//! draws randomness (both come in through [`context::Context`]); nothing here does input or output. What has a type here is
//! valid once it exists: each is read from text by `FromStr`, and each such error turns into a [`Refusal`].
//!
//! Deliberately not here: storage, personal data, business rules of any centre, how an amount or a day looks on a screen.

pub mod code;
pub mod context;
pub mod id;
pub mod language;
pub mod money;
pub mod place;
pub mod reference;
pub mod refusal;
pub mod sku;
#[doc(hidden)]
pub mod text;
pub mod time;
pub mod zone;

pub use code::{ChannelCode, CodeError, EntityCode, MarketCode, ShopCode, WarehouseCode};
pub use context::{Actor, Context};
pub use id::{Id, IdError};
pub use language::{Locale, LocaleError, Texts};
pub use money::{
    CurrencyCode, Money, MoneyError, Rate, RateError, RoundingMode, RoundingPolicy, RoundingPolicyError, RoundingScope,
    UnitPrice, UnitPriceError, UnknownCurrency, allocate, share_to_date,
};
pub use place::{CountryCode, CountryError};
pub use reference::{
    CustomerReferenceError, LONGEST_CUSTOMER_REFERENCE, check_customer_reference, must_hold_no_address,
    must_name_nobody,
};
pub use refusal::{Refusal, RefusalKind};
pub use sku::{Sku, SkuError};
pub use time::{Timestamp, TimestampError};
pub use zone::{Zone, ZoneError};

/// What this crate refuses, in words: see ARCHITECTURE.md, "The inside of a centre".
pub const TEXTS: &str = include_str!("../texts.toml");

#[doc(hidden)]
pub mod reexport {
    pub use serde;
}
