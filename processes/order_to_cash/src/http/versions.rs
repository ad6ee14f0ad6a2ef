//! Read what an order was, and what each step changed.

use cell::Here;
use edge::{Answer, Json, Path, Query};
use kernel::{Refusal, Timestamp};
use orders::OrderId;
use orders::queries::{OrderVersion, one_version, order_versions};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{CommandError, StoreError};
use utoipa::{IntoParams, ToSchema};

use super::wire::OrderBody;

/// A version of an order: who made it, when, why, and what it changed.
#[derive(Serialize, ToSchema)]
pub struct VersionBody {
    #[serde(flatten)]
    pub made: MadeBody,
    /// Against the version before; empty for the first.
    pub changes: Vec<ChangeBody>,
}

/// What made a version.
#[derive(Serialize, ToSchema)]
pub struct MadeBody {
    #[schema(example = 3)]
    pub version: i64,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    pub at: Timestamp,
    pub actor: String,
    pub reason: Option<String>,
    #[schema(example = "orders.order_held.v1")]
    pub event: String,
}

/// A field that is another in one version than in the other.
#[derive(Serialize, ToSchema, Debug, PartialEq)]
pub struct ChangeBody {
    /// A JSON pointer into the order.
    #[schema(example = "/lines/0/shipped")]
    pub field: String,
    /// Null where the field was not there.
    #[schema(value_type = edge::shape::AnyValue, example = json!(0))]
    pub before: Value,
    /// Null where the field is not there any more.
    #[schema(value_type = edge::shape::AnyValue, example = json!(2))]
    pub after: Value,
}

/// An order as a version left it.
#[derive(Serialize, ToSchema)]
pub struct OrderVersionBody {
    #[serde(flatten)]
    pub made: MadeBody,
    pub order: OrderBody,
}

/// What is different between two versions of an order.
#[derive(Serialize, ToSchema)]
pub struct ChangesBody {
    pub since: i64,
    pub version: i64,
    pub changes: Vec<ChangeBody>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ChangesQuery {
    /// The version to compare with; the one before when not given.
    #[param(example = 1)]
    since: Option<i64>,
}

impl MadeBody {
    fn of(one: &OrderVersion) -> Self {
        let OrderVersion { version, at, actor, reason, event, .. } = one.clone();
        Self { version, at, actor, reason, event }
    }
}

async fn all(here: &Here, id: OrderId) -> Answer<Vec<OrderVersion>> {
    here.read(move |read| {
        let versions = order_versions(read, id)?;
        versions.ok_or_else(|| CommandError::from(Refusal::not_found("order_not_found").with("order", id)))
    })
    .await
}

fn shown(one: &OrderVersion) -> Result<Value, CommandError> {
    let mut order = serde_json::to_value(OrderBody::from((one.order.clone(), one.reasons.clone())))
        .map_err(|e| StoreError::misuse(format!("an order that cannot be shown: {e}")))?;
    // That a version is another than the last says nothing.
    if let Some(fields) = order.as_object_mut() {
        fields.remove("version");
    }
    Ok(order)
}

fn between(one: &OrderVersion, other: &OrderVersion) -> Result<Vec<ChangeBody>, CommandError> {
    let mut changes = Vec::new();
    compare(&shown(one)?, &shown(other)?, String::new(), &mut changes);
    Ok(changes)
}

/// The smallest fields that are not the same.
fn compare(before: &Value, after: &Value, field: String, into: &mut Vec<ChangeBody>) {
    const NOTHING: &Value = &Value::Null;
    match (before, after) {
        (Value::Object(one), Value::Object(other)) => {
            let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
            for name in names {
                let (one, other) = (one.get(name).unwrap_or(NOTHING), other.get(name).unwrap_or(NOTHING));
                let name = name.replace('~', "~0").replace('/', "~1");
                compare(one, other, format!("{field}/{name}"), into);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for place in 0..one.len().max(other.len()) {
                let (one, other) = (one.get(place).unwrap_or(NOTHING), other.get(place).unwrap_or(NOTHING));
                compare(one, other, format!("{field}/{place}"), into);
            }
        }
        (one, other) if one == other => {}
        (one, other) => into.push(ChangeBody { field, before: one.clone(), after: other.clone() }),
    }
}

/// List an order's versions
///
/// Oldest first: who made each, when, why, and what it changed. What raises no version (documents, proofs handed in, who the customer
/// is) stands in `GET /v1/orders/{id}/events`.
#[utoipa::path(get, path = "/orders/{id}/versions", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    responses((status = 200, body = Vec<VersionBody>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("订单版本"))))]
pub async fn list_order_versions(here: Here, Path(id): Path<OrderId>) -> Answer<Json<Vec<VersionBody>>> {
    let versions = all(&here, id).await?;
    let before = std::iter::once(None).chain(versions.iter().map(Some));
    let bodies = versions.iter().zip(before).map(|(one, before)| {
        let changes = before.map_or(Ok(Vec::new()), |before| between(before, one))?;
        Ok(VersionBody { made: MadeBody::of(one), changes })
    });
    Ok(Json(bodies.collect::<Result<_, CommandError>>()?))
}

/// Read an order as it was
///
/// The order as this version left it, with the tax answers it had then.
#[utoipa::path(get, path = "/orders/{id}/versions/{version}", tag = "orders",
    params(("id" = String, Path, description = "`ord_…`"), ("version" = i64, Path, description = "From 1 on")),
    responses((status = 200, body = OrderVersionBody)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("查看订单的历史版本"))))]
pub async fn get_order_version(
    here: Here,
    Path((id, version)): Path<(OrderId, i64)>,
) -> Answer<Json<OrderVersionBody>> {
    let versions = all(&here, id).await?;
    let one = one_version(&versions, version)?;
    Ok(Json(OrderVersionBody { made: MadeBody::of(one), order: (one.order.clone(), one.reasons.clone()).into() }))
}

/// Compare two versions of an order
#[utoipa::path(get, path = "/orders/{id}/versions/{version}/changes", tag = "orders",
    params(("id" = String, Path, description = "`ord_…`"), ("version" = i64, Path, description = "From 1 on"), ChangesQuery),
    responses((status = 200, body = ChangesBody)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("比较订单版本"))))]
pub async fn get_order_version_changes(
    here: Here,
    Path((id, version)): Path<(OrderId, i64)>,
    Query(query): Query<ChangesQuery>,
) -> Answer<Json<ChangesBody>> {
    let versions = all(&here, id).await?;
    let one = one_version(&versions, version)?;
    let since = query.since.unwrap_or(version.saturating_sub(1).max(1));
    let changes = between(one_version(&versions, since)?, one)?;
    Ok(Json(ChangesBody { since, version, changes }))
}
