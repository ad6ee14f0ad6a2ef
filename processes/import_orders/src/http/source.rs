//! What the channel sent of an order.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use cell::Here;
use edge::{Answer, Json, Path};
use jobs::JobId;
use kernel::{Id, Refusal};
use orders::OrderId;
use serde::{Deserialize, Serialize};
use store::{CommandError, Read};
use utoipa::ToSchema;
use vault::{PersonId, Purpose, Vault};

use crate::source::{Column, Part, SEALED, laid_out, parts, unpacked};

/// What the channel sent of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceWire {
    /// `file`: rows of an imported file; `placed`: the order was placed here, and no channel's message is kept of it.
    #[schema(example = "file")]
    came_from: &'static str,
    /// What came together, in the order it came: an order whose file grew has several.
    parts: Vec<PartWire>,
}

/// Rows of one import.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PartWire {
    #[schema(value_type = String, example = "job_05WXQ7Z9K2F3A")]
    import: JobId,
    columns: Vec<SourceColumnWire>,
    rows: Vec<SourceRowWire>,
    /// Whom the personal cells are about, where the rows have some.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "per_05WXQ7Z9K2F3A")]
    person: Option<PersonId>,
    /// That person was erased: the personal cells can be read by nobody any more.
    erased: bool,
}

/// A column of the file, by the name it has there.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceColumnWire {
    #[schema(example = "InvoiceNo")]
    name: String,
    /// Its cells are sealed: the profile does not say what they are, so they may be about a person.
    personal: bool,
}

/// A row as it came.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceRowWire {
    /// The line of the file it begins on.
    #[schema(example = 4711)]
    line: u64,
    /// By the columns; null where a personal cell stays closed.
    cells: Vec<Option<String>>,
}

/// Why the personal cells are opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RevealSource {
    purpose: Purpose,
    /// Stands in the record of the opening.
    #[schema(example = "Called about order 1001")]
    reason: Option<String>,
}

/// A part, and whether its person was erased.
type Known = (Part, bool);

fn known(read: &mut dyn Read, order: OrderId) -> Result<Vec<Known>, CommandError> {
    if orders::queries::order_by_id(read, order)?.is_none() {
        return Err(Refusal::not_found("order_not_found").with("order", order).into());
    }
    let mut known = Vec::new();
    for part in parts(read, order)? {
        let erased = part.person.map_or(Ok(false), |person| vault::is_erased(read, person))?;
        known.push((part, erased));
    }
    Ok(known)
}

fn wire(part: Part, erased: bool, personal: Option<Vec<order_file::SourceRow>>) -> PartWire {
    let (import, person) = (JobId::from_number(part.job), part.person);
    // Where nothing is sealed there was nothing: those cells are blank, not closed.
    let personal = if person.is_none() { Some(Vec::new()) } else { personal };
    let (columns, rows) = laid_out(part, personal);
    let column = |Column(name, personal)| SourceColumnWire { name, personal };
    PartWire {
        import,
        columns: columns.into_iter().map(column).collect(),
        rows: rows.into_iter().map(|(line, cells)| SourceRowWire { line, cells }).collect(),
        person,
        erased,
    }
}

fn whole(parts: Vec<PartWire>) -> SourceWire {
    SourceWire { came_from: if parts.is_empty() { "placed" } else { "file" }, parts }
}

/// Show what the channel sent of an order
///
/// The rows of the file it was imported from, as they came. Cells of columns the import's profile does not name may be personal: they
/// are sealed, and null here.
#[utoipa::path(get, path = "/orders/{id}/source", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    responses((status = 200, body = SourceWire)), security(("bearer" = ["orders:read"])))]
pub(super) async fn order_source(here: Here, Path(id): Path<OrderId>) -> Answer<Json<SourceWire>> {
    let found = here.read(move |read| known(read, id)).await?;
    Ok(Json(whole(found.into_iter().map(|(part, erased)| wire(part, erased, None)).collect())))
}

/// Open the personal cells of what the channel sent
///
/// They are sealed for `fulfilment`. Who opened them, what for and why is recorded before the answer leaves. Those of an erased person
/// stay null.
#[utoipa::path(post, path = "/orders/{id}/source/reveal", tag = "orders", request_body = RevealSource,
    params(("id" = String, Path, description = "`ord_…`")), responses((status = 200, body = SourceWire)),
    extensions(("x-writes" = json!(false))), security(("bearer" = ["persons:read"])))]
pub(super) async fn reveal_order_source(
    here: Here,
    Path(id): Path<OrderId>,
    Json(asked): Json<RevealSource>,
) -> Answer<Response> {
    let vault = here.cell.part::<Vault>();
    let grant = here.caller.grant();
    let found = here.read(move |read| known(read, id)).await?;
    let mut all = Vec::with_capacity(found.len());
    for (mut part, erased) in found {
        let mut personal = None;
        if let (Some(person), Some(blob), false) = (part.person, part.sealed.take(), erased) {
            let reason = asked.reason.as_deref();
            let opened = vault.open_under(&grant, person, asked.purpose, (SEALED.1, &blob), reason).await;
            let (opening, text) = opened?;
            personal = Some(unpacked(text.read(&opening)?)?);
        }
        all.push(wire(part, erased, personal));
    }
    let mut answer = Json(whole(all)).into_response();
    // Personal answers are kept by nobody on the way.
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
