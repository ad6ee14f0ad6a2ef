//! What a product is.

/// The goods class the tax rules tell apart.
pub use countries::TaxClass;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::Arc;

use kernel::{CountryCode, Locale, Refusal, Sku, Texts};

kernel::typed_id!(/** A product. */ ProductId, "prd");
kernel::typed_id!(/** A variant of a product: what has a SKU, a price and stock. */ VariantId, "var");

kernel::code_type!(
    /// An option of a product, such as `colour`.
    OptionCode,
    "an option"
);
kernel::code_type!(
    /// A value of an option, such as `red`.
    ValueCode,
    "an option's value"
);
/// What is sold and what is no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Active,
    /// Kept for the orders that name it; cannot be sold.
    Archived,
}

impl Status {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }
}

impl FromStr for Status {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "active" => Ok(Self::Active),
            "archived" => Ok(Self::Archived),
            other => Err(Refusal::invalid("invalid_product_status").with("text", other)),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A place in the tree of categories, the general first: `home/kitchen/mugs`. Empty: none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Category(String);

impl Category {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At most 200 characters; steps between single `/`, none empty, none with blanks around it.
impl FromStr for Category {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let step = |step: &str| !step.is_empty() && step.trim() == step && !step.chars().any(char::is_control);
        let fits = text.chars().take(201).count() <= 200;
        if text.is_empty() || (fits && text.split('/').all(step)) {
            return Ok(Self(text.to_owned()));
        }
        Err(Refusal::invalid("invalid_category").with("text", text.chars().take(40).collect::<String>()))
    }
}

impl fmt::Display for Category {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A number of the Harmonised System: 6 digits that hold worldwide, up to 10 with a country's own. Kept without points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HsCode {
    digits: [u8; 10],
    length: usize,
}

impl HsCode {
    pub fn as_str(&self) -> &str {
        self.digits.get(..self.length).and_then(|used| std::str::from_utf8(used).ok()).unwrap_or_default()
    }
}

/// Reads `6912.00` and `691200`.
impl FromStr for HsCode {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::invalid("invalid_hs_code").with("text", text.chars().take(40).collect::<String>());
        let mut code = Self { digits: [0; 10], length: 0 };
        for byte in text.bytes().filter(|byte| !matches!(byte, b'.' | b' ')) {
            let place = code.digits.get_mut(code.length).ok_or_else(wrong)?;
            *place = byte;
            code.length += 1;
        }
        let digits = code.as_str().bytes().all(|byte| byte.is_ascii_digit());
        if digits && matches!(code.length, 6 | 8 | 10) { Ok(code) } else { Err(wrong()) }
    }
}

impl fmt::Display for HsCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

kernel::serde_as_text!(Status);
kernel::serde_as_text!(Category);
kernel::serde_as_text!(HsCode);

/// What holds for all variants of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductFacts {
    pub tax_class: TaxClass,
    pub category: Category,
    pub hs_code: Option<HsCode>,
    /// The country the goods were made in.
    pub origin: Option<CountryCode>,
}

/// An option and its values, each in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductOption {
    pub code: OptionCode,
    pub names: Texts,
    pub values: Vec<OptionValue>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionValue {
    pub code: ValueCode,
    pub names: Texts,
}

/// A variant's value for each option of its product.
pub type Choices = BTreeMap<OptionCode, ValueCode>;

/// A variant to be.
/// What one piece may weigh: up to a thousand tonnes, so that a full order's weight is still a number.
pub(crate) const WEIGHT_GRAMS: RangeInclusive<i64> = 0..=1_000_000_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVariant {
    pub sku: Sku,
    /// A value for each option of the product.
    pub choices: Choices,
    /// Of one piece, ready to ship.
    pub weight_grams: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub id: VariantId,
    pub sku: Sku,
    /// Other spellings and codes that lead to it.
    pub aliases: Vec<Sku>,
    pub choices: Choices,
    /// Of one piece, ready to ship; `None` while nobody weighed it.
    pub weight_grams: Option<i64>,
    pub status: Status,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    pub facts: ProductFacts,
    pub names: Texts,
    pub descriptions: Texts,
    pub options: Vec<ProductOption>,
    pub variants: Vec<Variant>,
    pub status: Status,
    pub version: i64,
}

impl Product {
    /// Languages among `wanted` in which the product has no name of its own or of a more general language.
    pub fn missing_texts(&self, wanted: &[Locale]) -> Vec<Locale> {
        self.names.missing(wanted)
    }
}

/// What the path of an order needs to know of a SKU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantFacts {
    pub variant: VariantId,
    pub product: ProductId,
    /// The variant's own SKU, also where it was asked for by an alias.
    pub sku: Sku,
    pub tax_class: TaxClass,
    pub category: Arc<str>,
    pub hs_code: Option<HsCode>,
    pub origin: Option<CountryCode>,
    pub weight_grams: Option<i64>,
    /// Whether both the product and the variant may be sold.
    pub active: bool,
    pub name: Arc<Texts>,
}
