//! Whose an order is, said by hand; and all whom a customer's orders went to, forgotten.

use cell::Here;
use customers::{CustomerId, SeparatePerson, get_customer};
use edge::{Answer, ApiError, IfMatch, Json, Path, Write};
use serde::{Deserialize, Serialize};
use store::Outcome;
use utoipa::ToSchema;
use vault::{PersonId, Vault};

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

/// Why somebody is forgotten.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseCustomerBody {
    /// In your words; it stands in the events, for ever: no names, no addresses.
    #[schema(example = "Asked by letter of 21 November")]
    pub reason: String,
}

/// That a customer was erased.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasedCustomerBody {
    #[schema(value_type = String, example = "cus_05WXQ7Z9K2F3A")]
    pub customer: CustomerId,
    /// How many persons are erased: one an order, those erased earlier among them.
    pub persons: usize,
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

/// Erase a customer
///
/// Every person that is this customer, for ever, as one erases a person: each order has a recipient of its own, and somebody who asks
/// to be forgotten means all of them, those of orders acknowledged a moment ago too. The customer stays as a number, its orders and the
/// books too.
#[utoipa::path(post, path = "/customers/{customer}/erase", tag = "customers", params(("customer" = String, Path)),
    request_body = EraseCustomerBody, responses((status = 200, body = ErasedCustomerBody)),
    extensions(("x-timeout-seconds" = json!(60)), ("x-summary-zh" = json!("抹除客户"))),
    security(("bearer" = ["customers:write"])))]
pub async fn erase_customer(
    here: Here,
    Path(customer): Path<CustomerId>,
    write: Write<EraseCustomerBody>,
) -> Answer<Json<ErasedCustomerBody>> {
    kernel::must_hold_no_address(&write.input.reason).map_err(|refusal| refusal.at("/reason"))?;
    crate::identify::identify_until_now(&here.cell).await?;
    let persons = here
        .read(move |read| {
            let standing = get_customer(read, customer)?.customer.stands_for_it;
            let persons = get_customer(read, standing)?.persons;
            Ok(persons.into_iter().map(|linked| linked.person).collect::<Vec<_>>())
        })
        .await?;
    let (vault, grant, reason) = (here.cell.part::<Vault>(), here.caller.grant(), write.input.reason);
    let erasing = tokio::task::spawn_blocking(move || vault.erase_all_blocking(&grant, &persons, Some(&reason)));
    let persons = erasing.await.map_err(|error| ApiError::internal(&error))??.len();
    Ok(Json(ErasedCustomerBody { customer, persons }))
}
