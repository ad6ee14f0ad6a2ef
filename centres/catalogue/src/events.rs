//! What the catalogue tells. The subject of each is the product.

use std::collections::BTreeMap;

use kernel::{CountryCode, Locale, Texts};
use serde::Serialize;

use crate::model::{Category, Choices, HsCode, Status, TaxClass, VariantId};

pub(crate) const PRODUCT_CREATED: &str = "catalogue.product_created.v1";
pub(crate) const PRODUCT_ADOPTED: &str = "catalogue.product_adopted.v1";
pub(crate) const PRODUCT_EDITED: &str = "catalogue.product_edited.v1";
pub(crate) const VARIANT_ADDED: &str = "catalogue.variant_added.v1";
pub(crate) const VARIANT_ARCHIVED: &str = "catalogue.variant_archived.v1";
pub(crate) const SKU_ALIAS_ADDED: &str = "catalogue.sku_alias_added.v1";

#[derive(Serialize)]
pub(crate) struct ProductCreated<'a> {
    pub(crate) names: &'a Texts,
    pub(crate) skus: Vec<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct ProductAdopted<'a> {
    pub(crate) variant: VariantId,
    pub(crate) sku: &'a str,
    pub(crate) name: &'a str,
}

/// What holds after the edit; of the texts those that changed (of descriptions only the languages: they are long).
#[derive(Serialize)]
pub(crate) struct ProductEdited<'a> {
    pub(crate) version: i64,
    pub(crate) names: &'a BTreeMap<Locale, Option<String>>,
    pub(crate) descriptions: Vec<Locale>,
    pub(crate) tax_class: TaxClass,
    pub(crate) category: &'a Category,
    pub(crate) hs_code: Option<HsCode>,
    pub(crate) origin: Option<CountryCode>,
    pub(crate) status: Status,
}

#[derive(Serialize)]
pub(crate) struct VariantAdded<'a> {
    pub(crate) variant: VariantId,
    pub(crate) sku: &'a str,
    pub(crate) choices: &'a Choices,
}

#[derive(Serialize)]
pub(crate) struct VariantArchived {
    pub(crate) variant: VariantId,
}

#[derive(Serialize)]
pub(crate) struct SkuAliasAdded<'a> {
    pub(crate) variant: VariantId,
    pub(crate) alias: &'a str,
}
