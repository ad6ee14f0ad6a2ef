//! Products as they travel.

use std::collections::BTreeMap;

use kernel::{CountryCode, Locale, Sku, Texts};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::commands::create_product::CreateProduct;
use crate::commands::edit_product::ProductChanges;
use crate::model::{
    Category, Choices, HsCode, NewVariant, OptionCode, OptionValue, Product, ProductFacts, ProductId, ProductOption,
    Status, TaxClass, ValueCode, Variant, VariantFacts, VariantId,
};

/// A product to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewProduct {
    /// By language; at least one.
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Mug", "zh": "马克杯", "de": "Becher"}))]
    names: Texts,
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Stoneware, 330 ml"}))]
    descriptions: Texts,
    /// The goods class the tax rules tell apart.
    #[schema(value_type = String, example = "standard")]
    tax_class: TaxClass,
    /// A path, the general first.
    #[serde(default)]
    #[schema(value_type = String, example = "home/kitchen/mugs")]
    category: Category,
    /// 6, 8 or 10 digits of the Harmonised System.
    #[schema(value_type = Option<String>, example = "691200")]
    hs_code: Option<HsCode>,
    /// The country the goods were made in.
    #[schema(value_type = Option<String>, example = "CN")]
    origin: Option<CountryCode>,
    #[serde(default)]
    options: Vec<OptionWire>,
    variants: Vec<NewVariantWire>,
}

/// An option with its values, each in its order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionWire {
    #[schema(value_type = String, example = "colour")]
    code: OptionCode,
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Colour", "zh": "颜色"}))]
    names: Texts,
    values: Vec<OptionValueWire>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionValueWire {
    #[schema(value_type = String, example = "red")]
    code: ValueCode,
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Red", "zh": "红色"}))]
    names: Texts,
}

/// A variant to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVariantWire {
    #[schema(value_type = String, example = "MUG-RED")]
    sku: Sku,
    /// A value for each option.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({"colour": "red"}))]
    choices: Choices,
    /// Of one piece, ready to ship.
    #[schema(minimum = 0, example = 410)]
    weight_grams: Option<i64>,
}

/// What to change of a product.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PatchProduct {
    /// Only the languages to change; `null` takes the text away.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Option<String>>, example = json!({"ar": "كوب"}))]
    names: BTreeMap<Locale, Option<String>>,
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Option<String>>)]
    descriptions: BTreeMap<Locale, Option<String>>,
    #[schema(value_type = Option<String>, example = "reduced")]
    tax_class: Option<TaxClass>,
    #[schema(value_type = Option<String>)]
    category: Option<Category>,
    /// `null` takes it away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    hs_code: Option<Option<HsCode>>,
    /// `null` takes it away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    origin: Option<Option<CountryCode>>,
    /// `active` or `archived`.
    #[schema(value_type = Option<String>)]
    status: Option<Status>,
}

/// Tells `null` from not given.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Another spelling of a SKU.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAlias {
    #[schema(value_type = String, example = "Mug red (old)")]
    pub(super) alias: Sku,
}

/// A product.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductWire {
    #[schema(value_type = String, example = "prd_05WXQ7Z9K2F3A")]
    pub(super) id: ProductId,
    #[schema(value_type = BTreeMap<String, String>)]
    names: Texts,
    #[schema(value_type = BTreeMap<String, String>)]
    descriptions: Texts,
    #[schema(value_type = String)]
    tax_class: TaxClass,
    #[schema(value_type = String)]
    category: Category,
    #[schema(value_type = Option<String>)]
    hs_code: Option<HsCode>,
    #[schema(value_type = Option<String>)]
    origin: Option<CountryCode>,
    options: Vec<OptionWire>,
    variants: Vec<VariantWire>,
    /// `active` or `archived`.
    #[schema(value_type = String)]
    status: Status,
    /// Rises with every change; also the `ETag`.
    version: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VariantWire {
    #[schema(value_type = String)]
    id: VariantId,
    #[schema(value_type = String)]
    sku: Sku,
    #[schema(value_type = Vec<String>)]
    aliases: Vec<Sku>,
    #[schema(value_type = BTreeMap<String, String>)]
    choices: Choices,
    weight_grams: Option<i64>,
    #[schema(value_type = String)]
    status: Status,
    version: i64,
}

/// What a SKU is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SkuWire {
    #[schema(value_type = String)]
    variant: VariantId,
    #[schema(value_type = String)]
    product: ProductId,
    /// The variant's own code, also where it was asked for by an alias.
    #[schema(value_type = String)]
    sku: Sku,
    #[schema(value_type = BTreeMap<String, String>)]
    names: Texts,
    #[schema(value_type = String)]
    tax_class: TaxClass,
    category: String,
    #[schema(value_type = Option<String>)]
    hs_code: Option<HsCode>,
    #[schema(value_type = Option<String>)]
    origin: Option<CountryCode>,
    weight_grams: Option<i64>,
    /// Whether it may be sold.
    active: bool,
}

/// Names by language, of the products on sale.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TextsWire {
    /// How many products are on sale.
    pub(super) products: i64,
    pub(super) locales: Vec<LocaleCount>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LocaleCount {
    #[schema(value_type = String, example = "de")]
    pub(super) locale: Locale,
    /// Products with a name in exactly this language.
    pub(super) named: i64,
    pub(super) missing: i64,
}

impl NewProduct {
    pub(super) fn into_command(self) -> CreateProduct {
        let facts = ProductFacts {
            tax_class: self.tax_class,
            category: self.category,
            hs_code: self.hs_code,
            origin: self.origin,
        };
        CreateProduct {
            facts,
            names: self.names,
            descriptions: self.descriptions,
            options: self.options.into_iter().map(OptionWire::into_option).collect(),
            variants: self.variants.into_iter().map(NewVariantWire::into_variant).collect(),
        }
    }
}

impl OptionWire {
    fn into_option(self) -> ProductOption {
        let values = self.values.into_iter().map(|value| OptionValue { code: value.code, names: value.names });
        ProductOption { code: self.code, names: self.names, values: values.collect() }
    }
}

impl NewVariantWire {
    pub(super) fn into_variant(self) -> NewVariant {
        NewVariant { sku: self.sku, choices: self.choices, weight_grams: self.weight_grams }
    }
}

impl PatchProduct {
    pub(super) fn into_changes(self) -> ProductChanges {
        ProductChanges {
            names: self.names,
            descriptions: self.descriptions,
            tax_class: self.tax_class,
            category: self.category,
            hs_code: self.hs_code,
            origin: self.origin,
            status: self.status,
        }
    }
}

impl From<Product> for ProductWire {
    fn from(product: Product) -> Self {
        Self {
            id: product.id,
            names: product.names,
            descriptions: product.descriptions,
            tax_class: product.facts.tax_class,
            category: product.facts.category,
            hs_code: product.facts.hs_code,
            origin: product.facts.origin,
            options: product.options.into_iter().map(OptionWire::from).collect(),
            variants: product.variants.into_iter().map(VariantWire::from).collect(),
            status: product.status,
            version: product.version,
        }
    }
}

impl From<ProductOption> for OptionWire {
    fn from(option: ProductOption) -> Self {
        let values = option.values.into_iter().map(|value| OptionValueWire { code: value.code, names: value.names });
        Self { code: option.code, names: option.names, values: values.collect() }
    }
}

impl From<Variant> for VariantWire {
    fn from(variant: Variant) -> Self {
        Self {
            id: variant.id,
            sku: variant.sku,
            aliases: variant.aliases,
            choices: variant.choices,
            weight_grams: variant.weight_grams,
            status: variant.status,
            version: variant.version,
        }
    }
}

impl From<VariantFacts> for SkuWire {
    fn from(facts: VariantFacts) -> Self {
        Self {
            variant: facts.variant,
            product: facts.product,
            sku: facts.sku,
            names: facts.name.as_ref().clone(),
            tax_class: facts.tax_class,
            category: facts.category.to_string(),
            hs_code: facts.hs_code,
            origin: facts.origin,
            weight_grams: facts.weight_grams,
            active: facts.active,
        }
    }
}
