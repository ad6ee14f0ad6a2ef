//! Questions to the catalogue, one a file.

pub mod variants_by_sku;
