//! Read one order and what belongs to it.

use std::collections::BTreeMap;

use catalogue::VariantId;
use cell::Here;
use edge::{Answer, Counted, Json, Path, Query, Several, Versioned};
use kernel::{Id, Locale, Money, Refusal, Timestamp};
use orders::transitions::Offer;
use orders::{Document, Order, OrderId, OrderLine, OrderReasons, PaymentRecord, Return, Shipment};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use store::{CommandError, Read, StoreError};
use utoipa::{IntoParams, ToSchema};

use super::wire::{MoneyBody, OrderBody, told};

/// An order with its parcels, payments, returns and documents.
#[derive(Serialize, ToSchema)]
pub struct WholeOrderBody {
    #[serde(flatten)]
    pub order: OrderBody,
    pub shipments: Vec<ShipmentBody>,
    pub payments: Vec<PaymentBody>,
    pub returns: Vec<ReturnBody>,
    pub documents: Vec<DocumentBody>,
}

/// A parcel.
#[derive(Serialize, ToSchema)]
pub struct ShipmentBody {
    pub id: String,
    pub carrier: Option<String>,
    pub tracking: Option<String>,
    #[schema(value_type = String)]
    pub shipped_at: Timestamp,
    #[schema(value_type = Option<String>)]
    pub delivered_at: Option<Timestamp>,
    /// When it was known that it will not arrive.
    #[schema(value_type = Option<String>)]
    pub failed_at: Option<Timestamp>,
    /// `came_back` or `lost`.
    #[schema(value_type = Option<String>)]
    pub failure: Option<orders::ShipmentFailure>,
    pub lines: Vec<PiecesBody>,
}

/// So many pieces of a line.
#[derive(Serialize, ToSchema)]
pub struct PiecesBody {
    pub line: i64,
    pub quantity: i64,
}

/// A payment or a refund.
#[derive(Serialize, ToSchema)]
pub struct PaymentBody {
    pub id: String,
    /// `payment` or `refund`.
    pub kind: String,
    pub method: String,
    pub reference: String,
    #[schema(value_type = MoneyBody)]
    pub amount: Money,
    #[schema(value_type = String)]
    pub at: Timestamp,
}

/// A return.
#[derive(Serialize, ToSchema)]
pub struct ReturnBody {
    pub id: String,
    /// `requested`, `received`, `closed`.
    pub state: String,
    pub reason: String,
    #[schema(value_type = String)]
    pub requested_at: Timestamp,
    pub lines: Vec<PiecesBody>,
}

/// An invoice or a credit note.
#[derive(Serialize, ToSchema)]
pub struct DocumentBody {
    pub id: String,
    /// `invoice` or `credit_note`.
    pub kind: String,
    pub number: String,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    #[schema(value_type = String)]
    pub issued_at: Timestamp,
}

/// One event of an order's history: who did what, when, why.
#[derive(Serialize, ToSchema)]
pub struct EventBody {
    pub position: i64,
    #[schema(example = "orders.order_placed.v1")]
    pub kind: String,
    #[schema(value_type = String)]
    pub at: Timestamp,
    pub actor: String,
    pub reason: Option<String>,
    /// What happened, by the event's kind. Free form; ids are texts and money is an amount with its currency.
    #[schema(value_type = edge::shape::FreeForm)]
    pub data: Box<RawValue>,
}

/// What may be done now.
#[derive(Serialize, ToSchema)]
pub struct ActionBody {
    /// `hold`, `release`, `pay`, `ship`, `deliver`, `cancel_line`, `invoice`, `request_return`, `credit`, `refund`.
    #[schema(value_type = String)]
    pub action: orders::transitions::Action,
    /// The code of the refusal when it is not allowed.
    pub refused: Option<&'static str>,
    /// Fields that may be left out elsewhere, and not for this order now: `lines` where only some of what is left can be shipped, or
    /// the books hold only some of what is left to credit, the `reason` of releasing an order whose tax is not determined, the
    /// `amount` of a refund when nothing is paid too much or the books hold less than that.
    pub needs: Vec<&'static str>,
}

/// What may be done now with one of several orders.
#[derive(Serialize, ToSchema)]
pub struct OrderActionsBody {
    #[schema(example = "ord_05WXQ7Z9K2F3A")]
    pub order: String,
    pub actions: Vec<ActionBody>,
}

/// How many orders wait for a person, by why they wait. An order may be in several.
#[derive(Serialize, ToSchema)]
pub struct OrderQueuesBody {
    /// `status=held`.
    pub held: Counted,
    /// `held_because=tax_not_determined`: among those held.
    pub tax_not_determined: Counted,
    /// `status=open&fulfilment=unfulfilled`.
    pub to_ship: Counted,
    /// `payment=overpaid`.
    pub overpaid: Counted,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionsQuery {
    /// Orders, separated by commas; at most 200.
    #[param(value_type = String, example = "ord_05WXQ7Z9K2F3A,ord_05WXQ7Z9K2F3B")]
    id: Several<OrderId>,
}

impl From<Offer> for ActionBody {
    fn from(Offer { action, refused, needs }: Offer) -> Self {
        Self { action, refused, needs }
    }
}

pub(super) async fn load(here: &Here, id: OrderId) -> Answer<Order> {
    here.read(move |read| {
        let order = orders::queries::order_by_id(read, id)?;
        order.ok_or_else(|| CommandError::from(Refusal::not_found("order_not_found").with("order", id)))
    })
    .await
}

/// An order, and why it is as it is.
pub(super) async fn load_with_reasons(here: &Here, id: OrderId) -> Answer<(Order, OrderReasons)> {
    here.read(move |read| with_reasons(read, id)).await
}

fn with_reasons(read: &mut dyn Read, id: OrderId) -> Result<(Order, OrderReasons), CommandError> {
    let order = orders::queries::order_by_id(read, id)?;
    let order = order.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id))?;
    let reasons = orders::queries::order_reasons(read, &order)?;
    Ok((order, reasons))
}

/// By line: what the catalogue calls its product now, for a reader of these languages.
fn product_names(read: &mut dyn Read, order: &Order, locales: &[Locale]) -> Result<BTreeMap<i64, String>, StoreError> {
    let of_line = |line: &OrderLine| Some((line.line, VariantId::from_number(line.variant?)));
    let lines: Vec<(i64, VariantId)> = order.lines.iter().filter_map(of_line).collect();
    let mut wanted: Vec<VariantId> = lines.iter().map(|(_, variant)| *variant).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let known = catalogue::variants_by_id(read, &wanted)?;
    let name = |variant: VariantId| {
        let facts = known.iter().find(|facts| facts.variant == variant)?;
        facts.name.best_of(locales.iter().copied()).map(str::to_owned)
    };
    Ok(lines.into_iter().filter_map(|(line, variant)| Some((line, name(variant)?))).collect())
}

/// Read an order
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    responses((status = 200, body = WholeOrderBody)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("查看订单"))))]
pub async fn get_order(here: Here, Path(id): Path<OrderId>) -> Answer<Versioned<WholeOrderBody>> {
    let locales = here.caller.locales.clone();
    let (order, names, shipments, payments, returns, documents) = here
        .read(move |read| {
            let order = with_reasons(read, id)?;
            let names = product_names(read, &order.0, &locales)?;
            Ok((
                order,
                names,
                orders::queries::order_shipments(read, id)?,
                orders::queries::order_payments(read, id)?,
                orders::queries::order_returns(read, id)?,
                orders::queries::order_documents(read, id)?,
            ))
        })
        .await?;
    let currency = order.0.currency;
    let mut order = OrderBody::from(order);
    for line in &mut order.lines {
        line.product_name = names.get(&line.line).cloned();
    }
    let answer = WholeOrderBody {
        shipments: shipments.into_iter().map(shipment_body).collect(),
        payments: payments.into_iter().map(|payment| payment_body(payment, currency)).collect(),
        returns: returns.into_iter().map(return_body).collect(),
        documents: documents.into_iter().map(|document| document_body(document, currency)).collect(),
        order,
    };
    Ok(Versioned { version: answer.order.version, answer })
}

/// Read an order's history
#[utoipa::path(get, path = "/orders/{id}/events", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    responses((status = 200, body = Vec<EventBody>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("订单历史"))))]
pub async fn get_order_events(here: Here, Path(id): Path<OrderId>) -> Answer<Json<Vec<EventBody>>> {
    let currency = load(&here, id).await?.currency;
    let events = here.read(move |read| Ok(store::events_of(read, &id.to_string())?)).await?;
    let body = move |event: store::StoredEvent| EventBody {
        position: event.position,
        kind: event.kind,
        at: event.at,
        actor: event.actor,
        reason: event.reason,
        data: told(&event.data, currency),
    };
    Ok(Json(events.into_iter().map(body).collect()))
}

/// What may be done with an order now, and why the rest may not
///
/// What is allowed succeeds with what its command needs, pieces of the order and the fields named here; what is refused is refused
/// with this code: the commands ask the same table.
#[utoipa::path(get, path = "/orders/{id}/actions", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    responses((status = 200, body = Vec<ActionBody>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("可用操作"))))]
pub async fn get_order_actions(here: Here, Path(id): Path<OrderId>) -> Answer<Json<Vec<ActionBody>>> {
    let now = here.cell.store.context(&here.caller.actor()).now;
    let offers = here
        .read(move |read| {
            let offers = crate::actions(read, id, now)?;
            offers.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id).into())
        })
        .await?;
    Ok(Json(offers.into_iter().map(ActionBody::from).collect()))
}

/// What may be done with each of several orders now
///
/// As of one order, for up to 200 at once: before the same is done to many. Orders that are not there are left out.
#[utoipa::path(get, path = "/orders/actions", tag = "orders", params(ActionsQuery),
    responses((status = 200, body = Vec<OrderActionsBody>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("多个订单的可用操作"))))]
pub async fn get_orders_actions(here: Here, Query(query): Query<ActionsQuery>) -> Answer<Json<Vec<OrderActionsBody>>> {
    let now = here.cell.store.context(&here.caller.actor()).now;
    let told = here
        .read_long(move |read| {
            let mut told = Vec::new();
            for id in query.id.0 {
                if let Some(offers) = crate::actions(read, id, now)? {
                    let actions = offers.into_iter().map(ActionBody::from).collect();
                    told.push(OrderActionsBody { order: id.to_string(), actions });
                }
            }
            Ok(told)
        })
        .await?;
    Ok(Json(told))
}

fn shipment_body(shipment: Shipment) -> ShipmentBody {
    ShipmentBody {
        id: shipment.id.to_string(),
        carrier: shipment.carrier,
        tracking: shipment.tracking,
        shipped_at: shipment.shipped_at,
        delivered_at: shipment.delivered_at,
        failed_at: shipment.failed_at,
        failure: shipment.failure,
        lines: shipment.lines.iter().map(|l| PiecesBody { line: l.line, quantity: l.quantity }).collect(),
    }
}

fn payment_body(payment: PaymentRecord, currency: kernel::CurrencyCode) -> PaymentBody {
    PaymentBody {
        id: payment.id.to_string(),
        kind: payment.kind.to_string(),
        method: payment.method,
        reference: payment.reference,
        amount: Money::new(payment.amount, currency),
        at: payment.at,
    }
}

fn return_body(found: Return) -> ReturnBody {
    ReturnBody {
        id: found.id.to_string(),
        state: found.state.to_string(),
        reason: found.reason_code,
        requested_at: found.requested_at,
        lines: found.lines.iter().map(|l| PiecesBody { line: l.line, quantity: l.quantity }).collect(),
    }
}

fn document_body(document: Document, currency: kernel::CurrencyCode) -> DocumentBody {
    DocumentBody {
        id: document.id.to_string(),
        kind: document.kind.to_string(),
        number: document.number,
        gross: Money::new(document.gross, currency),
        issued_at: document.issued_at,
    }
}

/// Count the orders that wait
///
/// Each queue as `GET /v1/orders` lists it.
#[utoipa::path(get, path = "/orders/queues", tag = "orders", responses((status = 200, body = OrderQueuesBody)),
    security(("bearer" = ["orders:read"])), extensions(("x-summary-zh" = json!("待处理订单数"))))]
pub async fn get_order_queues(here: Here) -> Answer<Json<OrderQueuesBody>> {
    let found = here.read(|read| Ok(orders::queries::order_queues(read, Counted::UP_TO)?)).await?;
    Ok(Json(OrderQueuesBody {
        held: Counted::of(found.held),
        tax_not_determined: Counted::of(found.tax_not_determined),
        to_ship: Counted::of(found.to_ship),
        overpaid: Counted::of(found.overpaid),
    }))
}
