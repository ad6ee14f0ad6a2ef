//! What can be done to the catalogue, a verb a file.

pub mod add_sku_alias;
pub mod add_variant;
pub mod adopt_products;
pub mod archive_variant;
pub mod create_product;
pub mod edit_product;
pub(crate) mod writing;
