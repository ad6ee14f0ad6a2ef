//! Customers.

use cell::Here;
use countries::VatId;
use edge::{Answer, Cursor, IfMatch, Json, Limit, Page, Path, Place, Query, Sort, Versioned, Write};
use kernel::{Id, Refusal};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::{BusinessWire, CustomerDetailWire, CustomerWire, GroupWire, MergeWire, ReasonWire};
use crate::commands::merge_customers::{MergeCustomers, merge_customers};
use crate::commands::put_in_group::{PutInGroup, put_in_group};
use crate::commands::set_business_facts::{SetBusinessFacts, set_business_facts};
use crate::commands::undo_merge::{UndoMerge, undo_merge};
use crate::{CustomerId, CustomerKind, ListCustomers, get_customer, list_customers};

async fn fetch(here: &Here, id: CustomerId) -> Answer<Versioned<CustomerDetailWire>> {
    let detail = here.read(move |read| get_customer(read, id)).await?;
    Ok(Versioned { version: detail.customer.version, answer: CustomerDetailWire::from(&detail) })
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CustomersQuery {
    /// Only consumers or only businesses.
    kind: Option<CustomerKind>,
    /// `-created_at` (newest first) or `created_at`.
    #[param(value_type = Option<String>, example = "created_at")]
    sort: Option<Sort>,
    #[serde(default)]
    #[param(value_type = Option<u16>)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List customers
///
/// Newest first, or the oldest. Merged customers are left out: who stands for them is listed.
#[utoipa::path(get, path = "/customers", tag = "customers", params(CustomersQuery),
    responses((status = 200, body = Page<CustomerWire>)), security(("bearer" = ["customers:read"])))]
pub(super) async fn list(here: Here, Query(query): Query<CustomersQuery>) -> Answer<Json<Page<CustomerWire>>> {
    let way = Sort::by_time(query.sort.as_ref(), "created_at")?;
    let list = format!("customers {:?} {way:?}", query.kind);
    let after = match query.cursor.as_ref().map(|cursor| cursor.places(&list)).transpose()?.as_deref() {
        None => None,
        Some([Place::Int(number)]) => Some(CustomerId::from_number(*number)),
        Some(_) => return Err(Refusal::invalid("invalid_cursor").into()),
    };
    let wanted = ListCustomers { way, after, kind: query.kind, limit: query.limit.rows_and_one() };
    let found = here.read(move |read| Ok(list_customers(read, &wanted)?)).await?;
    let rows = found.iter().map(CustomerWire::from).collect();
    let last = |last: &CustomerWire| Cursor::after(&list, &[Place::Int(last.id.number())]);
    Ok(Json(Page::cut(rows, query.limit, last)))
}

/// Show a customer
///
/// With persons (as numbers), channel references and merged customers. Whose name and address: `/v1/persons/{person}/reveal`.
#[utoipa::path(get, path = "/customers/{customer}", tag = "customers", params(("customer" = String, Path)),
    responses((status = 200, body = CustomerDetailWire)), security(("bearer" = ["customers:read"])))]
pub(super) async fn show(here: Here, Path(id): Path<CustomerId>) -> Answer<Versioned<CustomerDetailWire>> {
    fetch(&here, id).await
}

/// Merge a customer into another
///
/// Says that both are one. Nothing moves, so it can be undone exactly. Answers the customer that stands for both.
#[utoipa::path(post, path = "/customers/{customer}/merge", tag = "customers",
    params(("customer" = String, Path), ("If-Match" = String, Header, description = "The version seen.", example = "\"v1\"")),
    request_body = MergeWire, responses((status = 200, body = CustomerDetailWire)),
    security(("bearer" = ["customers:write"])))]
pub(super) async fn merge(
    here: Here,
    Path(customer): Path<CustomerId>,
    IfMatch(version): IfMatch,
    write: Write<MergeWire>,
) -> Answer<Versioned<CustomerDetailWire>> {
    let input = MergeCustomers { customer, into: write.input.into, version };
    let reason = Some(write.input.reason.as_str());
    let stands = here.command(&write, reason, move |tx| merge_customers(tx, &input)).await?.id()?;
    fetch(&here, stands).await
}

/// Undo a merge
#[utoipa::path(post, path = "/customers/{customer}/undo-merge", tag = "customers",
    params(("customer" = String, Path), ("If-Match" = String, Header, description = "The version seen.", example = "\"v2\"")),
    request_body = ReasonWire, responses((status = 200, body = CustomerDetailWire)),
    security(("bearer" = ["customers:write"])))]
pub(super) async fn undo(
    here: Here,
    Path(customer): Path<CustomerId>,
    IfMatch(version): IfMatch,
    write: Write<ReasonWire>,
) -> Answer<Versioned<CustomerDetailWire>> {
    let input = UndoMerge { customer, version };
    let reason = Some(write.input.reason.as_str());
    here.command(&write, reason, move |tx| undo_merge(tx, &input)).await?;
    fetch(&here, customer).await
}

/// Set a business's facts
///
/// Legal name and VAT id of a legal person; the customer is a business from then on.
#[utoipa::path(put, path = "/customers/{customer}/business", tag = "customers",
    params(("customer" = String, Path), ("If-Match" = String, Header, description = "The version seen.", example = "\"v1\"")),
    request_body = BusinessWire, responses((status = 200, body = CustomerDetailWire)),
    security(("bearer" = ["customers:write"])))]
pub(super) async fn set_business(
    here: Here,
    Path(customer): Path<CustomerId>,
    IfMatch(version): IfMatch,
    write: Write<BusinessWire>,
) -> Answer<Versioned<CustomerDetailWire>> {
    let BusinessWire { legal_name, vat_id } = write.input.clone();
    let vat_id = vat_id.map(|text| text.parse::<VatId>()).transpose();
    let vat_id = vat_id.map_err(|fault| Refusal::from(fault).at("/vat_id"))?;
    let input = SetBusinessFacts { customer, version, legal_name, vat_id };
    here.command(&write, None, move |tx| set_business_facts(tx, &input)).await?;
    fetch(&here, customer).await
}

/// Put a customer in a group
///
/// Price lists with this `customer_group` hold for it from now on, where an order or a quote names the customer; what was ordered
/// before keeps its prices. A customer merged into it has its group.
#[utoipa::path(put, path = "/customers/{customer}/group", tag = "customers",
    params(("customer" = String, Path), ("If-Match" = String, Header, description = "The version seen.", example = "\"v1\"")),
    request_body = GroupWire, responses((status = 200, body = CustomerDetailWire)),
    security(("bearer" = ["customers:write"])))]
pub(super) async fn set_group(
    here: Here,
    Path(customer): Path<CustomerId>,
    IfMatch(version): IfMatch,
    write: Write<GroupWire>,
) -> Answer<Versioned<CustomerDetailWire>> {
    let input = PutInGroup { customer, version, group: write.input.group };
    here.command(&write, None, move |tx| put_in_group(tx, &input)).await?;
    fetch(&here, customer).await
}
