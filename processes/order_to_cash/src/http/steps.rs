//! What is done to an order after it is placed. Every answer is the order as it stands afterwards.

use cell::Here;
use edge::{Answer, IfMatch, Path, Versioned, Write};
use kernel::{Money, Refusal, Timestamp};
use orders::commands::{CancelLine, DeliverShipment, HoldOrder, RecordPayment, ShipLines, named};
use orders::{DocumentKind, Order, OrderId, ShipmentId, ShipmentLine};
use serde::Deserialize;
use store::Outcome;
use utoipa::ToSchema;

use super::read::{load, load_with_reasons};
use super::wire::{InvoicedBody, MoneyBody, OrderAfterBody, OrderBody};
use crate::desk::Desk;
use crate::steps::Proof;

/// A payment that came in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayBody {
    #[schema(value_type = MoneyBody)]
    pub amount: Money,
    #[schema(example = "card")]
    pub method: String,
    /// The provider's number of it; the same one again changes nothing.
    #[schema(example = "pi_3Abc")]
    pub reference: String,
    #[schema(value_type = Option<String>)]
    pub at: Option<Timestamp>,
}

/// A parcel. Without lines: everything that is left.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShipBody {
    /// An empty list is refused: it names nothing.
    pub lines: Option<Vec<PiecesIn>>,
    #[schema(example = "dhl")]
    pub carrier: Option<String>,
    #[schema(example = "00340434161094042557")]
    pub tracking: Option<String>,
    #[schema(value_type = Option<String>)]
    pub at: Option<Timestamp>,
}

/// So many pieces of a line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PiecesIn {
    pub line: i64,
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// A delivery. Without a shipment: every parcel under way.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliverBody {
    #[schema(example = "shp_05WXQ7Z9K2F3A")]
    pub shipment: Option<String>,
    #[schema(value_type = Option<String>)]
    pub at: Option<Timestamp>,
}

/// Pieces that are not to leave. Without a quantity: all that is left of the line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelBody {
    pub line: i64,
    #[schema(minimum = 1)]
    pub quantity: Option<i64>,
    /// Why; kept in the history.
    pub reason: Option<String>,
}

/// A paper that the tax of an order waits for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofBody {
    /// `export_proof`, `vat_id_answer`, `transport_proof`, `import_assessment`, `source_confirmation`.
    #[schema(value_type = String, example = "export_proof")]
    pub kind: tax::EvidenceKind,
    /// The number of the paper: an MRN, a consultation number, the number of a consignment note.
    #[schema(example = "26DE123456789012B3")]
    pub reference: String,
    #[schema(value_type = String, format = Date, example = "2026-11-21")]
    pub observed_on: jiff::civil::Date,
    /// The order's line it is for; none for the whole order.
    pub line: Option<i64>,
}

/// Why an order waits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldBody {
    /// A word: `review`, `address`, `buyer_asked` …
    #[schema(example = "review")]
    pub because: String,
    /// It is released by itself after so many minutes; without, when somebody releases it.
    #[schema(minimum = 1, maximum = 43200)]
    pub minutes: Option<u32>,
    pub reason: Option<String>,
}

/// Why an order goes on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseBody {
    /// Required when the order's tax is not determined: who releases it says why.
    pub reason: Option<String>,
}

/// What a step answers: the order as it left it, or, where the step was done before, as it stands now.
async fn after<A>(
    here: &Here,
    id: OrderId,
    end: Outcome<A>,
    order: impl FnOnce(A) -> Order,
) -> Answer<Versioned<OrderAfterBody>> {
    let order = match end {
        Outcome::Done(done) => order(done),
        Outcome::Repeated(_) => load(here, id).await?,
    };
    Ok(Versioned { version: order.version, answer: order.into() })
}

/// Record a payment
#[utoipa::path(post, path = "/orders/{id}/payments", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = PayBody, responses((status = 200, body = OrderAfterBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("登记付款"))))]
pub async fn pay_order(
    here: Here,
    Path(id): Path<OrderId>,
    write: Write<PayBody>,
) -> Answer<Versioned<OrderAfterBody>> {
    let body = &write.input;
    let input = RecordPayment {
        order: id,
        amount: body.amount,
        method: body.method.clone(),
        reference: body.reference.clone(),
        at: body.at,
    };
    let (desk, at) = (here.cell.part::<Desk>(), body.at);
    let (_, conversion) = here.read(move |read| desk.order_and_conversion(read, id, at)).await?;
    let end = here.command(&write, None, move |tx| crate::steps::pay(tx, &input, &conversion)).await?;
    after(&here, id, end, |done| done.order).await
}

/// Ship pieces of an order
#[utoipa::path(post, path = "/orders/{id}/shipments", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = ShipBody, responses((status = 200, body = OrderAfterBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("发货"))))]
pub async fn ship_order(
    here: Here,
    Path(id): Path<OrderId>,
    seen: Option<IfMatch>,
    write: Write<ShipBody>,
) -> Answer<Versioned<OrderAfterBody>> {
    let body = &write.input;
    let lines =
        body.lines.as_ref().map(|lines| lines.iter().map(|l| ShipmentLine { line: l.line, quantity: l.quantity }));
    let input = ShipLines {
        order: id,
        seen_version: seen.map(|IfMatch(version)| version),
        lines: named(lines.map(Iterator::collect))?,
        carrier: body.carrier.clone(),
        tracking: body.tracking.clone(),
        at: body.at,
    };
    let end = here.command(&write, None, move |tx| crate::steps::ship(tx, &input)).await?;
    after(&here, id, end, |done| done.order).await
}

/// Record a delivery
#[utoipa::path(post, path = "/orders/{id}/deliveries", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = DeliverBody, responses((status = 200, body = OrderAfterBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("签收"))))]
pub async fn deliver_order(
    here: Here,
    Path(id): Path<OrderId>,
    write: Write<DeliverBody>,
) -> Answer<Versioned<OrderAfterBody>> {
    let shipment = write.input.shipment.as_deref().map(str::parse::<ShipmentId>).transpose();
    let shipment = shipment.map_err(|e| kernel::Refusal::from(e).at("/shipment"))?;
    let input = DeliverShipment { order: id, shipment, at: write.input.at };
    let end = here.command(&write, None, move |tx| crate::steps::deliver(tx, &input)).await?;
    after(&here, id, end, |done| done.order).await
}

/// Cancel pieces of a line
///
/// What has not left yet. Where the order is invoiced a credit note is issued under the next number of the seller's series: it takes back what
/// the invoice claims for the pieces.
#[utoipa::path(post, path = "/orders/{id}/cancellations", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = CancelBody, responses((status = 200, body = OrderAfterBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("取消订单行"))))]
pub async fn cancel_order_line(
    here: Here,
    Path(id): Path<OrderId>,
    seen: Option<IfMatch>,
    write: Write<CancelBody>,
) -> Answer<Versioned<OrderAfterBody>> {
    let input = CancelLine {
        order: id,
        seen_version: seen.map(|IfMatch(version)| version),
        line: write.input.line,
        quantity: write.input.quantity,
    };
    let region = here.cell.region.clone();
    let (desk, vault) = (here.cell.part::<Desk>(), here.cell.part::<vault::Vault>());
    let kept = crate::paper::keep_for_note(&desk, &vault, &here.caller.actor(), id).await?;
    let cancel = move |tx: &mut store::Tx<'_>| crate::steps::cancel_keeping(tx, &input, &region, kept.as_ref());
    let end = here.command(&write, write.input.reason.as_deref(), cancel).await?;
    after(&here, id, end, |done| done.order).await
}

/// Hold an order
#[utoipa::path(post, path = "/orders/{id}/hold", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = HoldBody, responses((status = 200, body = OrderAfterBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("挂起订单"))))]
pub async fn hold_order(
    here: Here,
    Path(id): Path<OrderId>,
    seen: Option<IfMatch>,
    write: Write<HoldBody>,
) -> Answer<Versioned<OrderAfterBody>> {
    let body = &write.input;
    if body.minutes.is_some_and(|minutes| !(1..=43_200).contains(&minutes)) {
        return Err(Refusal::invalid("invalid_hold_time").at("/minutes").into());
    }
    let because = body.because.clone();
    let (minutes, seen_version) = (body.minutes, seen.map(|IfMatch(version)| version));
    let hold = move |tx: &mut store::Tx<'_>| {
        let now = tx.context().now;
        let until = minutes.map(|minutes| now.plus_ms(i64::from(minutes).saturating_mul(60_000)));
        let input = HoldOrder { order: id, seen_version, because: because.clone(), until };
        orders::commands::hold_order(tx, &input)
    };
    let end = here.command(&write, body.reason.as_deref(), hold).await?;
    after(&here, id, end, |done| done.order).await
}

/// Release a held order
#[utoipa::path(post, path = "/orders/{id}/release", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = ReleaseBody, responses((status = 200, body = OrderAfterBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("放行订单"))))]
pub async fn release_order(
    here: Here,
    Path(id): Path<OrderId>,
    seen: Option<IfMatch>,
    write: Write<ReleaseBody>,
) -> Answer<Versioned<OrderAfterBody>> {
    let seen = seen.map(|IfMatch(version)| version);
    let reason = write.input.reason.as_deref();
    let end = here.command(&write, reason, move |tx| orders::commands::release_order(tx, id, seen)).await?;
    after(&here, id, end, |done| done.order).await
}

/// Record a proof
///
/// An MRN for an export, a consignment note for a supply within the union, the register's answer about a VAT number: the number of
/// the paper, never a name. What waited only for it turns from provisional to determined; amounts do not change.
#[utoipa::path(post, path = "/orders/{id}/evidence", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    request_body = ProofBody, responses((status = 200, body = OrderBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("登记税务凭证"))))]
pub async fn prove_order(here: Here, Path(id): Path<OrderId>, write: Write<ProofBody>) -> Answer<Versioned<OrderBody>> {
    let body = &write.input;
    let proof = Proof {
        order: id,
        line: body.line,
        kind: body.kind,
        reference: body.reference.clone(),
        observed_on: body.observed_on,
    };
    here.command(&write, None, move |tx| crate::steps::prove(tx, &proof)).await?;
    let answer: OrderBody = load_with_reasons(&here, id).await?.into();
    Ok(Versioned { version: answer.version, answer })
}

/// Issue the invoice
///
/// Draws the next number of the seller's series and freezes under it the order's facts, the seller and how each tax is told. What was
/// credited before has its credit notes right after it. The
/// buyer's name, address and VAT number are sealed once more for as long as the law wants them kept: they stay, restricted, when the
/// person is erased.
#[utoipa::path(post, path = "/orders/{id}/invoice", tag = "orders", params(("id" = String, Path, description = "`ord_…`")),
    responses((status = 200, body = InvoicedBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("开具发票"))))]
pub async fn invoice_order(here: Here, Path(id): Path<OrderId>, write: Write<()>) -> Answer<Versioned<InvoicedBody>> {
    let region = here.cell.region.clone();
    let (desk, vault) = (here.cell.part::<Desk>(), here.cell.part::<vault::Vault>());
    let prepared = crate::paper::prepare(&desk, &vault, &here.caller.actor(), id).await?;
    let issue = move |tx: &mut store::Tx<'_>| crate::steps::invoice_prepared(tx, id, &region, prepared.as_ref());
    let (order, number) = match here.command(&write, None, issue).await? {
        Outcome::Done(issued) => (issued.order, issued.number),
        Outcome::Repeated(_) => {
            let documents = here.read(move |read| Ok(orders::queries::order_documents(read, id)?)).await?;
            let invoice = documents.into_iter().find(|document| document.kind == DocumentKind::Invoice);
            (load(&here, id).await?, invoice.map(|invoice| invoice.number).unwrap_or_default())
        }
    };
    Ok(Versioned { version: order.version, answer: InvoicedBody { number, order: order.into() } })
}
