//! The books over HTTP.

mod wire;

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, ApiError, Cursor, IfMatch, Json, Limit, Page, Path, Place, Query, Sort, Versioned, Write};
use jiff::civil::Date;
use kernel::{EntityCode, Id, Refusal};
use serde::Deserialize;
use store::CommandError;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::account::Account;
use crate::commands::add_account::{AddAccount, add_account};
use crate::commands::add_entity::{AddEntity, add_entity};
use crate::commands::close_period::{ClosePeriod, close_period};
use crate::commands::edit_entity::{EditEntity, edit_entity};
use crate::model::EntryId;
use crate::new_entry::PostRefusal;
use crate::queries::account_statement::{StatementPlace, account_statement};
use crate::queries::chart::{chart, entities, entities_by_code};
use crate::queries::entries::{entries_of, entry};
use crate::queries::trial_balance::trial_balance;
use wire::{
    AccountWire, Close, EntityEdit, EntityWire, EntryWire, NewAccount, NewEntity, StatementWire, TrialBalanceWire,
};

kernel::typed_id!(
    /// An order, as far as the ledger knows it: a reference.
    OrderReference,
    "ord"
);

/// The routes of the ledger, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_entities, create_entity))
        .routes(routes!(show_entity, change_entity))
        .routes(routes!(list_entries))
        .routes(routes!(show_entry))
        .routes(routes!(list_accounts, create_account))
        .routes(routes!(show_statement))
        .routes(routes!(show_trial_balance))
        .routes(routes!(close))
}

fn unknown_account(account: Account) -> Refusal {
    Refusal::not_found("unknown_account").with("account", account)
}

/// The entity as it stands, for the answer of a write.
async fn entity_now(here: &Here, code: EntityCode) -> Answer<Versioned<EntityWire>> {
    let entity = here
        .read(move |read| {
            let found = entities_by_code(read, &[code])?.remove(&code);
            found.ok_or_else(|| CommandError::from(PostRefusal::UnknownEntity { entity: code }))
        })
        .await?;
    Ok(Versioned { version: entity.version, answer: entity.into() })
}

/// List the legal entities
#[utoipa::path(get, path = "/entities", tag = "ledger", responses((status = 200, body = Page<EntityWire>)),
    security(("bearer" = ["ledger:read"])))]
async fn list_entities(here: Here) -> Answer<Json<Page<EntityWire>>> {
    let all = here.read(|read| Ok(entities(read)?)).await?;
    Ok(Json(Page { items: all.into_iter().map(EntityWire::from).collect(), next: None }))
}

/// Add a legal entity
///
/// With the currency of its books, which cannot be changed later, and the zone in which its days are cut.
#[utoipa::path(post, path = "/entities", tag = "ledger", request_body = NewEntity,
    responses((status = 201, body = EntityWire)), security(("bearer" = ["admin"])))]
async fn create_entity(here: Here, write: Write<NewEntity>) -> Answer<(StatusCode, Versioned<EntityWire>)> {
    let NewEntity { code, name, country, base_currency, time_zone, address } = write.input.clone();
    let input = AddEntity { code, name, country, base_currency, zone: time_zone, address };
    here.command(&write, None, move |tx| add_entity(tx, &input)).await?;
    Ok((StatusCode::CREATED, entity_now(&here, code).await?))
}

/// Show a legal entity
#[utoipa::path(get, path = "/entities/{entity}", tag = "ledger", params(("entity" = String, Path, example = "hanse-de")),
    responses((status = 200, body = EntityWire)), security(("bearer" = ["ledger:read"])))]
async fn show_entity(here: Here, Path(entity): Path<EntityCode>) -> Answer<Versioned<EntityWire>> {
    entity_now(&here, entity).await
}

/// Change a legal entity
///
/// Its legal name and its address. Code, country, currency and zone stay: its books rest on them. Invoices issued before say what
/// they said.
#[utoipa::path(put, path = "/entities/{entity}", tag = "ledger",
    params(("entity" = String, Path, example = "hanse-de"),
        ("If-Match" = String, Header, description = "The version seen.", example = "\"v1\"")),
    request_body = EntityEdit, responses((status = 200, body = EntityWire)), security(("bearer" = ["admin"])))]
async fn change_entity(
    here: Here,
    Path(entity): Path<EntityCode>,
    IfMatch(version): IfMatch,
    write: Write<EntityEdit>,
) -> Answer<Versioned<EntityWire>> {
    let EntityEdit { name, address } = write.input.clone();
    let input = EditEntity { entity, version, name, address };
    here.command(&write, None, move |tx| edit_entity(tx, &input)).await?;
    entity_now(&here, entity).await
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct EntriesQuery {
    #[param(value_type = String, example = "ord_05WXQ7Z9K2F3A")]
    order: OrderReference,
}

/// Show what an order did to the books
///
/// Every step's entry with its transfers, oldest first.
#[utoipa::path(get, path = "/ledger/entries", tag = "ledger", params(EntriesQuery),
    responses((status = 200, body = Page<EntryWire>)), security(("bearer" = ["ledger:read"])))]
async fn list_entries(here: Here, Query(query): Query<EntriesQuery>) -> Answer<Json<Page<EntryWire>>> {
    let entries = here.read(move |read| Ok(entries_of(read, query.order.number())?)).await?;
    Ok(Json(Page { items: entries.into_iter().map(EntryWire::from).collect(), next: None }))
}

/// Show an entry
#[utoipa::path(get, path = "/ledger/entries/{entry}", tag = "ledger", params(("entry" = String, Path)),
    responses((status = 200, body = EntryWire)), security(("bearer" = ["ledger:read"])))]
async fn show_entry(here: Here, Path(id): Path<EntryId>) -> Answer<Json<EntryWire>> {
    let found = here.read(move |read| Ok(entry(read, id)?)).await?;
    let found = found.ok_or_else(|| Refusal::not_found("entry_not_found").with("entry", id))?;
    Ok(Json(found.into()))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct AccountsQuery {
    /// With this entity's own accounts; all entities' when not said.
    #[param(value_type = Option<String>, example = "hanse-de")]
    entity: Option<EntityCode>,
}

/// List the chart of accounts
#[utoipa::path(get, path = "/ledger/accounts", tag = "ledger", params(AccountsQuery),
    responses((status = 200, body = Page<AccountWire>)), security(("bearer" = ["ledger:read"])))]
async fn list_accounts(here: Here, Query(query): Query<AccountsQuery>) -> Answer<Json<Page<AccountWire>>> {
    let accounts = here.read(move |read| Ok(chart(read, query.entity)?)).await?;
    Ok(Json(Page { items: accounts.into_iter().map(AccountWire::from).collect(), next: None }))
}

/// Add an account
///
/// To one entity's chart, beside those that every entity has.
#[utoipa::path(post, path = "/ledger/accounts", tag = "ledger", request_body = NewAccount,
    responses((status = 201, body = AccountWire)), security(("bearer" = ["admin"])))]
async fn create_account(here: Here, write: Write<NewAccount>) -> Answer<(StatusCode, Json<AccountWire>)> {
    let NewAccount { code, entity, kind, names } = write.input.clone();
    let input = AddAccount { code, entity, kind: kind.0, names };
    here.command(&write, None, move |tx| add_account(tx, &input)).await?;
    let accounts = here.read(move |read| Ok(chart(read, Some(entity))?)).await?;
    let added = accounts.into_iter().find(|known| known.account == Account::Own(code));
    let added = added.ok_or_else(|| unknown_account(Account::Own(code)))?;
    Ok((StatusCode::CREATED, Json(added.into())))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct StatementQuery {
    #[param(value_type = String, example = "hanse-de")]
    entity: EntityCode,
    /// `-recorded_at` (newest first) or `recorded_at`.
    #[param(value_type = Option<String>, example = "recorded_at")]
    sort: Option<Sort>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// Show an account's statement
///
/// What moved it, the newest first or the oldest, with what is pending and void.
#[utoipa::path(get, path = "/ledger/accounts/{account}/statement", tag = "ledger",
    params(("account" = String, Path, example = "receivable"), StatementQuery),
    responses((status = 200, body = Page<StatementWire>)), security(("bearer" = ["ledger:read"])))]
async fn show_statement(
    here: Here,
    Path(account): Path<Account>,
    Query(query): Query<StatementQuery>,
) -> Answer<Json<Page<StatementWire>>> {
    let entity = query.entity;
    let way = Sort::by_time(query.sort.as_ref(), "recorded_at")?;
    let list = format!("statement {entity} {account} {way:?}");
    let after = match query.cursor.map(|cursor| cursor.places(&list)).transpose()?.as_deref() {
        None => None,
        Some([Place::Int(entry), Place::Int(place)]) => {
            Some(StatementPlace { entry: EntryId::from_number(*entry), place: *place })
        }
        Some(_) => return Err(Refusal::invalid("invalid_cursor").into()),
    };
    let wanted = query.limit.rows_and_one();
    let lines = here
        .read_long(move |read| {
            if !entities_by_code(read, &[entity])?.contains_key(&entity) {
                return Err(PostRefusal::UnknownEntity { entity }.into());
            }
            if account.kind().is_none() && !chart(read, Some(entity))?.iter().any(|known| known.account == account) {
                return Err(unknown_account(account).into());
            }
            Ok(account_statement(read, entity, account, way, after, wanted)?)
        })
        .await?;
    let lines = lines.into_iter().map(StatementWire::from).collect();
    Ok(Json(Page::cut(lines, query.limit, |last| Cursor::after(&list, &last.places()))))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct BalanceQuery {
    #[param(value_type = String, example = "hanse-de")]
    entity: EntityCode,
    /// At the end of this day of the books.
    #[param(value_type = String, format = Date, example = "2026-11-30")]
    on: Date,
}

/// Show the trial balance
///
/// Every account with its debits, credits and balance in the entity's base currency. The balances sum to zero.
#[utoipa::path(get, path = "/ledger/trial-balance", tag = "ledger", params(BalanceQuery),
    responses((status = 200, body = TrialBalanceWire)), security(("bearer" = ["ledger:read"])))]
async fn show_trial_balance(here: Here, Query(query): Query<BalanceQuery>) -> Answer<Json<TrialBalanceWire>> {
    let balance = here.read_long(move |read| trial_balance(read, query.entity, query.on)).await?;
    Ok(Json(balance.into()))
}

/// Close a period
///
/// Nothing is booked on its days any more. What becomes known of them later is booked on the first open day and keeps its own
/// instant.
#[utoipa::path(post, path = "/ledger/periods/close", tag = "ledger", request_body = Close,
    responses((status = 200, body = EntityWire)), security(("bearer" = ["admin"])))]
async fn close(here: Here, write: Write<Close>) -> Result<Versioned<EntityWire>, ApiError> {
    let Close { entity, until, reason } = write.input.clone();
    here.command(&write, reason.as_deref(), move |tx| close_period(tx, &ClosePeriod { entity, until })).await?;
    entity_now(&here, entity).await
}
