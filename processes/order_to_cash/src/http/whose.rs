//! Whose an order is, said by hand.

use cell::Here;
use customers::{CustomerId, SeparatePerson};
use edge::{Answer, ApiError, IfMatch, Json, Path, Write};
use serde::{Deserialize, Serialize};
use store::Outcome;
use utoipa::ToSchema;
use vault::PersonId;

/// Why somebody is another.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeparateBody {
    /// In your words; it stands in the events.
    #[schema(example = "Only shares the office's telephone")]
    pub reason: String,
}

/// The customer that the person is from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeparatedBody {
    #[schema(value_type = String, example = "cus_05WXQ7Z9K2F3A")]
    pub customer: CustomerId,
}

/// Separate a person from a customer
///
/// For a person who was taken for somebody else: a new customer, with what they ordered. Nothing of the other customer changes.
#[utoipa::path(post, path = "/customers/{customer}/persons/{person}/separate", tag = "customers",
    params(("customer" = String, Path), ("person" = String, Path),
        ("If-Match" = String, Header, description = "The customer's version seen.", example = "\"v1\"")),
    request_body = SeparateBody, responses((status = 200, body = SeparatedBody)),
    security(("bearer" = ["customers:write"])), extensions(("x-summary-zh" = json!("将个人从客户中分离"))))]
pub async fn separate(
    here: Here,
    Path((customer, person)): Path<(CustomerId, PersonId)>,
    IfMatch(version): IfMatch,
    write: Write<SeparateBody>,
) -> Answer<Json<SeparatedBody>> {
    let input = SeparatePerson { customer, version, person };
    let reason = Some(write.input.reason.as_str());
    let customer = match here.command(&write, reason, move |tx| crate::whose::separate(tx, &input)).await? {
        Outcome::Done(customer) => customer,
        Outcome::Repeated(reference) => reference.parse().map_err(|e| ApiError::internal(&e))?,
    };
    Ok(Json(SeparatedBody { customer }))
}
