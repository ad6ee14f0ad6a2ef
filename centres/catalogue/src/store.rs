//! The tables of the catalogue as the store writes them.

use store::{Kind, Table};

pub(crate) const PRODUCTS: Table = Table {
    name: "products",
    columns: &[
        ("id", Kind::Int),
        ("tax_class", Kind::Text),
        ("category", Kind::Text),
        ("hs_code", Kind::Text),
        ("origin", Kind::Text),
        ("status", Kind::Text),
        ("version", Kind::Int),
        ("created_at", Kind::Int),
        ("changed_at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const PRODUCT_TEXTS: Table = Table {
    name: "product_texts",
    columns: &[("product", Kind::Int), ("locale", Kind::Text), ("name", Kind::Text), ("description", Kind::Text)],
    key: &["product", "locale"],
};

pub(crate) const PRODUCT_OPTIONS: Table = Table {
    name: "product_options",
    columns: &[("product", Kind::Int), ("position", Kind::Int), ("code", Kind::Text), ("names", Kind::Text)],
    key: &["product", "code"],
};

pub(crate) const PRODUCT_OPTION_VALUES: Table = Table {
    name: "product_option_values",
    columns: &[
        ("product", Kind::Int),
        ("option_code", Kind::Text),
        ("position", Kind::Int),
        ("code", Kind::Text),
        ("names", Kind::Text),
    ],
    key: &["product", "option_code", "code"],
};

pub(crate) const VARIANTS: Table = Table {
    name: "variants",
    columns: &[
        ("id", Kind::Int),
        ("product", Kind::Int),
        ("sku", Kind::Text),
        ("choices", Kind::Text),
        ("weight_grams", Kind::Int),
        ("status", Kind::Text),
        ("version", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const SKU_SPELLINGS: Table = Table {
    name: "sku_spellings",
    columns: &[("folded", Kind::Text), ("variant", Kind::Int), ("spelling", Kind::Text), ("is_alias", Kind::Int)],
    key: &["folded"],
};

pub(crate) const WORDS: &str = "product_words";
