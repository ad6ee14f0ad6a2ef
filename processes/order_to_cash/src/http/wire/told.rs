//! What is kept as JSON for Hanse itself, as it is shown: inside, an id is a number and money a number of minor units; on the wire
//! an id is its typed text (a number above 2^53 does not survive JavaScript) and money an amount with its currency.

use kernel::{CurrencyCode, Id, Money};
use serde_json::Value;
use serde_json::value::RawValue;

use super::shown::{CustomerId, PersonId, VariantId, WarehouseId};

/// The JSON of an event or of a decision about an order in `currency`, as it is shown. What names a currency of its own is in that,
/// with all beneath it.
pub fn told(json: &str, currency: CurrencyCode) -> Box<RawValue> {
    let shown = serde_json::from_str(json).and_then(|mut value: Value| {
        show(&mut value, currency, false)?;
        serde_json::value::to_raw_value(&value)
    });
    shown.unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// `scored`: within the parts that a warehouse's way was scored by.
fn show(value: &mut Value, currency: CurrencyCode, scored: bool) -> serde_json::Result<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| show(item, currency, scored)),
        Value::Object(fields) => {
            let own = fields.get("currency").and_then(Value::as_str).and_then(|code| code.parse().ok());
            let currency = own.unwrap_or(currency);
            for (name, field) in fields.iter_mut() {
                match field.as_i64().and_then(|number| shown_as(name, number, currency, scored)) {
                    Some(shown) => *field = shown?,
                    None => show(field, currency, scored || name == "scored")?,
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A number that is an id or money by its name; others stay numbers.
fn shown_as(name: &str, number: i64, currency: CurrencyCode, scored: bool) -> Option<serde_json::Result<Value>> {
    let id = |text: String| Some(Ok(Value::String(text)));
    match name {
        "customer" | "before" => id(CustomerId::from_number(number).to_string()),
        "person" => id(PersonId::from_number(number).to_string()),
        "variant" => id(VariantId::from_number(number).to_string()),
        "warehouse" => id(WarehouseId::from_number(number).to_string()),
        "net" | "tax" | "gross" | "amount" | "rounding" | "marketplace_tax" | "piece_net" | "piece_tax" => {
            Some(serde_json::to_value(Money::new(number, currency)))
        }
        "total" | "cost" | "time" | "duty" | "stock" if scored => {
            Some(serde_json::to_value(Money::new(number, currency)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> String {
        told(json, "EUR".parse().unwrap()).get().to_owned()
    }

    #[test]
    fn ids_are_texts_and_money_has_its_currency() {
        let event = shown(r#"{"net":10238,"lines":[{"line":1,"variant":456102628823138307,"tax":5,"quantity":3}]}"#);
        assert!(event.contains(r#""net":{"amount":"102.38","currency":"EUR"}"#), "{event}");
        assert!(event.contains(r#""tax":{"amount":"0.05","currency":"EUR"}"#), "{event}");
        assert!(event.contains(r#""variant":"var_"#) && event.contains(r#""quantity":3"#), "{event}");
    }

    #[test]
    fn what_names_its_own_currency_is_in_it() {
        let refund = shown(r#"{"currency":"JPY","amount":120,"customer":null}"#);
        assert_eq!(refund, r#"{"amount":{"amount":"120","currency":"JPY"},"currency":"JPY","customer":null}"#);
        let sourced =
            shown(r#"{"sourcing":{"currency":"GBP","candidates":[{"scored":{"total":1952,"days":[3,5]}}]},"stock":4}"#);
        assert!(sourced.contains(r#""total":{"amount":"19.52","currency":"GBP"}"#), "{sourced}");
        assert!(sourced.contains(r#""days":[3,5]"#) && sourced.contains(r#""stock":4"#), "{sourced}");
        assert_eq!(shown("not JSON"), "null");
    }
}
