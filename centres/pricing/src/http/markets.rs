//! Markets and price lists.

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, ApiError, Cursor, Json, Limit, Page, Place, Query, Write};
use kernel::{
    ChannelCode, CountryCode, CurrencyCode, EntityCode, Id, MarketCode, Refusal, RoundingPolicy, Texts, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commands::create_market::{CreateMarket, create_market};
use crate::commands::create_price_list::{CreatePriceList, create_price_list};
use crate::model::{CustomerGroup, Market, PriceList, PriceListId};
use crate::queries::lists::all_lists;

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(open_market, list_markets)).routes(routes!(open_list, list_lists))
}

/// A market to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMarket {
    #[schema(value_type = String, example = "de")]
    code: MarketCode,
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Germany", "zh": "德国"}))]
    names: Texts,
    /// The countries it sells to.
    #[schema(value_type = Vec<String>, example = json!(["DE", "AT"]))]
    countries: Vec<CountryCode>,
    #[schema(value_type = String, example = "EUR")]
    currency: CurrencyCode,
    /// The legal entity that sells.
    #[schema(value_type = String, example = "hanse-de")]
    seller: EntityCode,
    /// Whether prices are shown with tax.
    #[schema(example = true)]
    tax_inclusive: bool,
    /// At what tax is rounded (`unit`, `line`, `tax_group`, `document`) and how (`half_up`, `half_even`), with a stroke between; `unit` rounds the
    /// price of a piece, the others each line's price.
    #[schema(value_type = String, example = "line/half_up")]
    rounding: RoundingPolicy,
    /// The market whose price lists are asked where this one's have no price.
    #[schema(value_type = Option<String>)]
    parent: Option<MarketCode>,
}

/// A market.
#[derive(Debug, Serialize, ToSchema)]
struct MarketWire {
    #[schema(value_type = String)]
    code: MarketCode,
    #[schema(value_type = BTreeMap<String, String>)]
    names: Texts,
    #[schema(value_type = Vec<String>)]
    countries: Vec<CountryCode>,
    #[schema(value_type = String)]
    currency: CurrencyCode,
    #[schema(value_type = String)]
    seller: EntityCode,
    tax_inclusive: bool,
    #[schema(value_type = String)]
    rounding: RoundingPolicy,
    #[schema(value_type = Option<String>)]
    parent: Option<MarketCode>,
    /// The price list that is asked last.
    #[schema(value_type = Option<String>)]
    default_list: Option<PriceListId>,
    version: i64,
}

impl From<&Market> for MarketWire {
    fn from(market: &Market) -> Self {
        Self {
            code: market.code,
            names: market.names.clone(),
            countries: market.countries.clone(),
            currency: market.currency,
            seller: market.seller,
            tax_inclusive: market.tax_inclusive,
            rounding: market.rounding,
            parent: market.parent,
            default_list: market.default_list,
            version: market.version,
        }
    }
}

/// Open a market
#[utoipa::path(post, path = "/markets", tag = "pricing", request_body = NewMarket,
    responses((status = 201, body = MarketWire)), security(("bearer" = ["prices:write"])))]
async fn open_market(here: Here, write: Write<NewMarket>) -> Answer<(StatusCode, Json<MarketWire>)> {
    let asked = write.input.clone();
    let code = asked.code;
    let input = CreateMarket {
        code,
        names: asked.names,
        countries: asked.countries,
        currency: asked.currency,
        seller: asked.seller,
        tax_inclusive: asked.tax_inclusive,
        rounding: asked.rounding,
        parent: asked.parent,
    };
    here.command(&write, None, move |tx| create_market(tx, &input)).await?;
    let lists = here.read(|read| Ok(all_lists(read)?)).await?;
    let market = lists.market(&code).ok_or_else(|| ApiError::Internal("a market is gone".to_owned()))?;
    Ok((StatusCode::CREATED, Json(MarketWire::from(market))))
}

/// List the markets
///
/// All of them, by code.
#[utoipa::path(get, path = "/markets", tag = "pricing", responses((status = 200, body = Page<MarketWire>)),
    security(("bearer" = ["prices:read"])))]
async fn list_markets(here: Here) -> Answer<Json<Page<MarketWire>>> {
    let lists = here.read(|read| Ok(all_lists(read)?)).await?;
    let mut items: Vec<MarketWire> = lists.markets().map(MarketWire::from).collect();
    items.sort_by_key(|market| market.code);
    Ok(Json(Page { items, next: None }))
}

/// A price list to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPriceList {
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Germany, retail", "zh": "德国零售"}))]
    names: Texts,
    #[schema(value_type = String, example = "de")]
    market: MarketCode,
    /// Only for orders of this channel.
    #[schema(value_type = Option<String>)]
    channel: Option<ChannelCode>,
    /// Only for customers of this group.
    #[schema(value_type = Option<String>, example = "wholesale")]
    customer_group: Option<CustomerGroup>,
    #[schema(value_type = String, example = "EUR")]
    currency: CurrencyCode,
    /// Whether the tax is inside the prices.
    #[schema(example = true)]
    tax_inclusive: bool,
    #[schema(value_type = String, example = "line/half_up")]
    rounding: RoundingPolicy,
    /// The list with the higher number is asked first.
    #[serde(default)]
    priority: i64,
    /// Now, when not given.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_from: Option<Timestamp>,
    /// The first instant it no longer holds.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    /// Whether it becomes the market's default list, which is asked last.
    #[serde(default)]
    default: bool,
}

/// A price list.
#[derive(Debug, Serialize, ToSchema)]
struct PriceListWire {
    #[schema(value_type = String, example = "pls_05WXQ7Z9K2F3A")]
    id: PriceListId,
    #[schema(value_type = BTreeMap<String, String>)]
    names: Texts,
    #[schema(value_type = String)]
    market: MarketCode,
    #[schema(value_type = Option<String>)]
    channel: Option<ChannelCode>,
    #[schema(value_type = Option<String>)]
    customer_group: Option<CustomerGroup>,
    #[schema(value_type = String)]
    currency: CurrencyCode,
    tax_inclusive: bool,
    #[schema(value_type = String)]
    rounding: RoundingPolicy,
    priority: i64,
    #[schema(value_type = String, format = DateTime)]
    valid_from: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
    version: i64,
}

impl From<&PriceList> for PriceListWire {
    fn from(list: &PriceList) -> Self {
        Self {
            id: list.id,
            names: list.names.clone(),
            market: list.market,
            channel: list.channel,
            customer_group: list.customer_group,
            currency: list.currency,
            tax_inclusive: list.tax_inclusive,
            rounding: list.rounding,
            priority: list.priority,
            valid_from: list.valid_from,
            valid_to: list.valid_to,
            version: list.version,
        }
    }
}

/// Open a price list
#[utoipa::path(post, path = "/price-lists", tag = "pricing", request_body = NewPriceList,
    responses((status = 201, body = PriceListWire)), security(("bearer" = ["prices:write"])))]
async fn open_list(here: Here, write: Write<NewPriceList>) -> Answer<(StatusCode, Json<PriceListWire>)> {
    let asked = write.input.clone();
    let input = CreatePriceList {
        names: asked.names,
        market: asked.market,
        channel: asked.channel,
        customer_group: asked.customer_group,
        currency: asked.currency,
        tax_inclusive: asked.tax_inclusive,
        rounding: asked.rounding,
        priority: asked.priority,
        valid_from: asked.valid_from,
        valid_to: asked.valid_to,
        default: asked.default,
    };
    let id = here.command(&write, None, move |tx| create_price_list(tx, &input)).await?.id()?;
    let lists = here.read(|read| Ok(all_lists(read)?)).await?;
    let list = lists.list(id).ok_or_else(|| ApiError::Internal("a price list is gone".to_owned()))?;
    Ok((StatusCode::CREATED, Json(PriceListWire::from(list))))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ListsQuery {
    /// Only those of this market.
    #[param(value_type = Option<String>)]
    market: Option<MarketCode>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List the price lists
///
/// Newest first.
#[utoipa::path(get, path = "/price-lists", tag = "pricing", params(ListsQuery),
    responses((status = 200, body = Page<PriceListWire>)), security(("bearer" = ["prices:read"])))]
async fn list_lists(here: Here, Query(query): Query<ListsQuery>) -> Answer<Json<Page<PriceListWire>>> {
    let name = format!("price-lists {:?}", query.market);
    let before = match query.cursor.map(|cursor| cursor.places(&name)).transpose()?.as_deref() {
        None => i64::MAX,
        Some([Place::Int(number)]) => *number,
        Some(_) => return Err(Refusal::invalid("invalid_cursor").into()),
    };
    let lists = here.read(|read| Ok(all_lists(read)?)).await?;
    let wanted = |list: &&PriceList| {
        list.id.number() < before && query.market.as_ref().is_none_or(|market| *market == list.market)
    };
    let mut items: Vec<PriceListWire> = lists.lists().filter(wanted).map(PriceListWire::from).collect();
    items.sort_by_key(|list| std::cmp::Reverse(list.id));
    items.truncate(query.limit.rows() + 1);
    Ok(Json(Page::cut(items, query.limit, |last| Cursor::after(&name, &[Place::Int(last.id.number())]))))
}
