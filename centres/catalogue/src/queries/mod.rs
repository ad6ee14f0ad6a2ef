//! Questions to the catalogue, one a file.

pub mod find_products;
pub mod get_product;
pub mod list_products;
pub mod missing_texts;
pub mod spellings_of;
pub mod unknown_variant;
pub mod variants_by_id;
pub mod variants_by_sku;
