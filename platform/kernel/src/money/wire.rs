//! Money and unit prices as JSON: `{"amount":"12.34","currency":"EUR"}`. The amount is a text, as no JSON number is exact.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CurrencyCode, Money, UnitPrice};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountAndCurrency<'a> {
    #[serde(borrow)]
    amount: Cow<'a, str>,
    currency: CurrencyCode,
}

struct AsText<T>(T);

impl<T: fmt::Display> Serialize for AsText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

fn write<S: Serializer>(
    name: &'static str,
    amount: impl fmt::Display,
    currency: CurrencyCode,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut fields = serializer.serialize_struct(name, 2)?;
    fields.serialize_field("amount", &AsText(amount))?;
    fields.serialize_field("currency", &currency)?;
    fields.end()
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write("Money", self.amount(), self.currency(), serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = AmountAndCurrency::deserialize(deserializer)?;
        Self::from_decimal_text(&fields.amount, fields.currency).map_err(D::Error::custom)
    }
}

impl Serialize for UnitPrice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write("UnitPrice", self.amount(), self.currency(), serializer)
    }
}

impl<'de> Deserialize<'de> for UnitPrice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = AmountAndCurrency::deserialize(deserializer)?;
        Self::from_decimal_text(&fields.amount, fields.currency).map_err(D::Error::custom)
    }
}
