//! What is to be picked in a warehouse.

use cell::Here;
use edge::{Answer, Cursor, Json, Limit, Page, Place, Query};
use kernel::{ChannelCode, CountryCode, Id, Refusal, Timestamp};
use orders::{OrderId, OrderLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::wire::shown::WarehouseId;
use crate::picks::{Known, Pick, PickPlace, known, picks};

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PickQuery {
    /// Where somebody stands and picks.
    #[param(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    warehouse: WarehouseId,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// An order with pieces to be picked in a warehouse. Nothing in it tells who receives them.
#[derive(Serialize, ToSchema)]
pub struct PickBody {
    #[schema(value_type = String, example = "ord_05WXQ7Z9K2F3A")]
    pub order: OrderId,
    /// The number it has in its channel.
    pub number: Option<String>,
    #[schema(value_type = String, example = "web")]
    pub channel: ChannelCode,
    /// Where it goes.
    #[schema(value_type = String, example = "FR")]
    pub country: CountryCode,
    /// `unpaid`, `partly_paid`, `paid`, `overpaid` (money waits to go back), `partly_refunded`, `refunded`, or
    /// `unknown` (taken over without a word about money).
    #[schema(value_type = String, example = "paid")]
    pub payment: orders::Payment,
    /// Since when the buyer waits.
    #[schema(value_type = String)]
    pub placed_at: Timestamp,
    /// Some of its pieces are not held for it any more and are gone: it cannot leave whole.
    pub short: bool,
    /// Pieces of it that leave from other warehouses.
    pub elsewhere: i64,
    pub lines: Vec<PickLineBody>,
}

/// Pieces of a line to be picked.
#[derive(Serialize, ToSchema)]
pub struct PickLineBody {
    /// The line's number in its order.
    pub line: i64,
    pub sku: String,
    /// What the catalogue calls it now, in the reader's language; else what it was sold as.
    pub name: String,
    /// Every code that is this product, in any case: its SKU and its aliases.
    pub codes: Vec<String>,
    /// Pieces that have neither left nor been cancelled.
    pub left: i64,
}

/// List what is to be picked in a warehouse
///
/// Open orders with pieces that lie there and have not left, who waits longest first. Held and cancelled orders are not in it. What was
/// packed leaves with `POST /v1/orders/{id}/shipments`, its lines named.
#[utoipa::path(get, path = "/picks", tag = "orders", params(PickQuery), responses((status = 200, body = Page<PickBody>)),
    security(("bearer" = ["orders:read"])), extensions(("x-summary-zh" = json!("仓库待拣货"))))]
pub async fn list_picks(here: Here, Query(query): Query<PickQuery>) -> Answer<Json<Page<PickBody>>> {
    let name = format!("picks {}", query.warehouse);
    let after = query.cursor.as_ref().map(|cursor| place(cursor, &name)).transpose()?;
    let now = here.cell.store.context(&here.caller.actor()).now;
    let (locales, limit, warehouse) = (here.caller.locales.clone(), query.limit, query.warehouse);
    let shown = here
        .read_long(move |read| {
            let known_here = inventory::list_warehouses(read)?;
            if !known_here.iter().any(|one| one.id.number() == warehouse.number()) {
                return Err(Refusal::not_found("warehouse_not_found").with("warehouse", warehouse).into());
            }
            let found = picks(read, warehouse.number(), after, limit.rows().saturating_add(1), now)?;
            let products = known(read, &found, &locales)?;
            let of = |line: &OrderLine| {
                let product = line.variant.and_then(|variant| products.get(&variant)).cloned();
                line_body(line, product.unwrap_or_default())
            };
            Ok(found.into_iter().map(|pick| pick_body(pick, of)).collect())
        })
        .await?;
    Ok(Json(Page::cut(shown, limit, |last: &PickBody| {
        Cursor::after(&name, &[Place::Int(last.placed_at.ms()), Place::Int(last.order.number())])
    })))
}

fn place(cursor: &Cursor, list: &str) -> Result<PickPlace, Refusal> {
    match cursor.places(list)?.as_slice() {
        [Place::Int(at), Place::Int(id)] => Ok((Timestamp::from_ms(*at), OrderId::from_number(*id))),
        _ => Err(Refusal::invalid("invalid_cursor")),
    }
}

fn pick_body(pick: Pick, of: impl Fn(&OrderLine) -> PickLineBody) -> PickBody {
    let Pick { order, elsewhere, short } = pick;
    PickBody {
        order: order.id,
        lines: order.lines.iter().map(of).collect(),
        number: order.external_number,
        channel: order.channel,
        country: order.country,
        payment: order.payment,
        placed_at: order.placed_at,
        short,
        elsewhere,
    }
}

fn line_body(line: &OrderLine, known: Known) -> PickLineBody {
    let codes = if known.codes.is_empty() { vec![line.sku.clone()] } else { known.codes };
    PickLineBody {
        line: line.line,
        sku: line.sku.clone(),
        name: known.name.unwrap_or_else(|| line.name.clone()),
        codes,
        left: line.to_ship(),
    }
}
