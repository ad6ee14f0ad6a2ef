//! Shapes that the document shows for values which other crates read and write.

use std::borrow::Cow;

use utoipa::openapi::schema::{AdditionalProperties, SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// An amount of money.
#[derive(Debug, ToSchema)]
#[schema(as = MoneyAmount)]
#[expect(dead_code, reason = "only its shape is shown; the kernel reads and writes it")]
pub struct Money {
    /// With all the decimals of the currency, exact.
    #[schema(example = "12.34")]
    amount: String,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
}

/// The price or cost of one piece, with up to 6 decimals.
#[derive(Debug, ToSchema)]
#[schema(as = UnitAmount)]
#[expect(dead_code, reason = "only its shape is shown; the kernel reads and writes it")]
pub struct UnitPrice {
    /// Exact.
    #[schema(example = "0.0035")]
    amount: String,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
}

/// An object whose fields are not part of the contract: what it holds is told in words where it stands, for people and for looking
/// things up. In it, too, ids are texts and money is an amount with its currency.
#[derive(Debug)]
pub struct FreeForm;

impl PartialSchema for FreeForm {
    fn schema() -> RefOr<Schema> {
        let told = "Free form: its fields may grow and change; what it holds is told where it stands. Ids are texts, money is \
                    `{\"amount\",\"currency\"}`.";
        let any = AdditionalProperties::FreeForm(true);
        ObjectBuilder::new().description(Some(told)).additional_properties(Some(any)).build().into()
    }
}

impl ToSchema for FreeForm {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FreeForm")
    }
}

/// Whatever a field of another shape holds: where the document can only say which field it is.
#[derive(Debug)]
pub struct AnyValue;

impl PartialSchema for AnyValue {
    fn schema() -> RefOr<Schema> {
        let types = [Type::Null, Type::Boolean, Type::Number, Type::String, Type::Array, Type::Object];
        let any = AdditionalProperties::FreeForm(true);
        let schema = ObjectBuilder::new().schema_type(SchemaType::from_iter(types)).additional_properties(Some(any));
        schema.description(Some("Free form: any JSON value, as the field it is of holds it.")).build().into()
    }
}

impl ToSchema for AnyValue {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("AnyValue")
    }
}
