//! Persons, through the vault.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use cell::Here;
use edge::{Answer, ApiError, Json, Path, Write};
use kernel::Refusal;
use vault::{PersonId, Vault};

use super::wire::{ErasedWire, FindPersons, FoundWire, ReasonWire, RectifyWire, RevealWire, RevealedWire};
use crate::customers_of_persons;

/// Personal answers are kept by nobody on the way.
fn uncached(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Find a person
///
/// By exact e-mail, exact phone number, or whole words of the name; at most 1,000, newest first, masked. Recorded. A question: the
/// body keeps what is asked out of logs.
#[utoipa::path(post, path = "/persons/find", tag = "customers", request_body = FindPersons,
    responses((status = 200, body = Vec<FoundWire>)), extensions(("x-writes" = json!(false))),
    security(("bearer" = ["persons:read"])))]
pub(super) async fn find(here: Here, Json(asked): Json<FindPersons>) -> Answer<Response> {
    let vault = here.cell.part::<Vault>();
    let grant = here.caller.grant();
    let found = match (&asked.email, &asked.phone, &asked.name) {
        (Some(email), None, None) => vault.find_by_email(&grant, email).await,
        (None, Some(phone), None) => vault.find_by_phone(&grant, phone, asked.country).await,
        (None, None, Some(name)) => vault.find_by_name(&grant, name).await,
        _ => return Err(Refusal::invalid("person_find_one_of").into()),
    };
    let found = found?;
    let persons: Vec<PersonId> = found.iter().map(|found| found.person).collect();
    let customers = here.read(move |read| Ok(customers_of_persons(read, &persons)?)).await?;
    let wire = |found: vault::Found| FoundWire {
        person: found.person,
        preview: found.preview,
        customer: customers.get(&found.person).copied(),
    };
    Ok(uncached(Json(found.into_iter().map(wire).collect::<Vec<_>>())))
}

/// Open a person's data
///
/// For one purpose. Who opened whose data, what for and why is recorded before the answer leaves.
#[utoipa::path(post, path = "/persons/{person}/reveal", tag = "customers", params(("person" = String, Path)),
    request_body = RevealWire, responses((status = 200, body = RevealedWire)), extensions(("x-writes" = json!(false))),
    security(("bearer" = ["persons:read"])))]
pub(super) async fn reveal(
    here: Here,
    Path(person): Path<PersonId>,
    Json(asked): Json<RevealWire>,
) -> Answer<Response> {
    let vault = here.cell.part::<Vault>();
    let opened = vault.open(&here.caller.grant(), &[person], asked.purpose, asked.reason.as_deref()).await;
    let opened = opened?;
    let data = opened.persons.first().ok_or_else(|| Refusal::not_found("person_not_found").with("person", person))?;
    Ok(uncached(Json(RevealedWire::from(data.read(&opened.opening)?))))
}

/// Correct a person's data
///
/// Replaces all of it. Needs `persons:read` too. Documents already issued keep what they said.
#[utoipa::path(put, path = "/persons/{person}", tag = "customers", params(("person" = String, Path)),
    request_body = RectifyWire, responses((status = 204)), security(("bearer" = ["customers:write"])))]
pub(super) async fn rectify(
    here: Here,
    Path(person): Path<PersonId>,
    write: Write<RectifyWire>,
) -> Answer<axum::http::StatusCode> {
    let vault = here.cell.part::<Vault>();
    let RectifyWire { person: data, reason } = &write.input;
    data.check_filled_in("/person")?;
    if reason.trim().is_empty() {
        return Err(Refusal::invalid("reason_wanted").at("/reason").into());
    }
    vault.rectify(&here.caller.grant(), person, data, Some(reason)).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Erase a person
///
/// For ever: their keys are destroyed, so no copy in any backup can be read. Orders and books stay and still add up; issued
/// documents the law wants kept stay restricted.
#[utoipa::path(post, path = "/persons/{person}/erase", tag = "customers", params(("person" = String, Path)),
    request_body = ReasonWire, responses((status = 200, body = ErasedWire)), extensions(("x-timeout-seconds" = json!(60))),
    security(("bearer" = ["customers:write"])))]
pub(super) async fn erase(
    here: Here,
    Path(person): Path<PersonId>,
    write: Write<ReasonWire>,
) -> Answer<Json<ErasedWire>> {
    kernel::must_hold_no_address(&write.input.reason).map_err(|refusal| refusal.at("/reason"))?;
    let vault = here.cell.part::<Vault>();
    let grant = here.caller.grant();
    let reason = write.input.reason;
    let erasing = tokio::task::spawn_blocking(move || vault.erase_blocking(&grant, person, Some(&reason)));
    let erasure = erasing.await.map_err(|error| ApiError::internal(&error))??;
    Ok(Json(ErasedWire { person: erasure.person, erased_at: erasure.at }))
}
