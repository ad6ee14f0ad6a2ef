//! The product centre: what is sold, in which variants, under which SKUs, with which words in which language.
//!
//! Invariants: a spelling of a SKU leads to one variant, whatever its case; a product has at most one variant for each
//! combination of its options' values; nothing that was sold disappears (it is archived); every change raises the product's
//! version and touches the area `catalogue`.
//!
//! Deliberately not here: prices (pricing), stock (inventory), which goods classes there are and what they mean (tax), pictures,
//! listings per channel, admission to markets.

mod book;
mod commands;
mod events;
pub mod http;
mod model;
mod queries;
mod store;

pub use book::VariantBook;
pub use commands::add_sku_alias::add_sku_alias;
pub use commands::add_variant::add_variant;
pub use commands::adopt_products::{Adopted, Adoption, adopt_products};
pub use commands::archive_variant::archive_variant;
pub use commands::create_product::{CreateProduct, create_product};
pub use commands::edit_product::{ProductChanges, edit_product};
pub use model::{
    Category, Choices, HsCode, NewVariant, OptionCode, OptionValue, Product, ProductFacts, ProductId, ProductOption,
    Status, TaxClass, ValueCode, Variant, VariantFacts, VariantId,
};
pub use queries::find_products::find_products;
pub use queries::get_product::{get_product, get_products};
pub use queries::list_products::{ListProducts, list_products};
pub use queries::missing_texts::{missing_texts, texts_by_locale};
pub use queries::spellings_of::spellings_of;
pub use queries::unknown_variant::unknown_variant;
pub use queries::variants_by_id::variants_by_id;
pub use queries::variants_by_sku::variants_by_sku;

/// The area whose revision caches of the catalogue go by.
pub const AREA: &str = "catalogue";

/// The catalogue's tables.
pub const MIGRATIONS: ::store::Migrations =
    ::store::Migrations { owner: "catalogue", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What the catalogue refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
