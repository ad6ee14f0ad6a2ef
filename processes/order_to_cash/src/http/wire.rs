//! What order routes take and give. Money is `{"amount":"12.34","currency":"EUR"}`; ids are text; times are RFC 3339 in UTC.

mod after;
mod basket;
mod order;
mod placed;
mod told;

pub use after::{InvoicedBody, OrderAfterBody};
pub use basket::{BuyerBody, BuyerWord, PlaceOrderBody, QuoteBody};
pub use order::OrderBody;
pub use placed::{PlacedBody, QuotedBody};
pub use told::told;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// An amount of money.
#[derive(Serialize, ToSchema)]
pub struct MoneyBody {
    #[schema(example = "12.34")]
    pub amount: String,
    #[schema(example = "EUR")]
    pub currency: String,
}

fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// Ids of other centres as these routes show them.
pub(super) mod shown {
    kernel::typed_id!(/** A customer, by its id alone. */ CustomerId, "cus");
    kernel::typed_id!(/** A person, as the vault shows it. */ PersonId, "per");
    kernel::typed_id!(/** A variant, as the catalogue shows it. */ VariantId, "var");
    kernel::typed_id!(/** A warehouse, as inventory shows it. */ WarehouseId, "wh");
}

pub(super) fn id_text<I: kernel::Id>(number: Option<i64>) -> Option<String> {
    number.map(|number| I::from_number(number).to_string())
}
