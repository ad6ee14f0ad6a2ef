//! Lists and finding over HTTP.

mod wire;

use cell::Here;
use edge::{Answer, Cursor, Json, Limit, Page, Place, Query, Several};
use kernel::{ChannelCode, CountryCode, EntityCode, Id, MarketCode, Refusal, ShopCode, Timestamp};
use orders::queries::{OrderFilter, OrderPlace, OrderSort, list_orders, order_sums};
use orders::{Fulfilment, OrderId, Payment, Status, TaxStatus};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use store::CommandError;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::Vault;

use crate::find::{FoundPlace, count_orders, find_orders, orders_of_persons};
use crate::question::Question;
use wire::{FindByPerson, FoundOrders, FoundPersons, OrderSummary, OrderSumsBody, PersonWire, TotalWire};

/// The routes of lists and finding, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(sums))
        .routes(routes!(find))
        .routes(routes!(find_by_person))
}

fn word<'de, D: Deserializer<'de>, T: std::str::FromStr>(deserializer: D) -> Result<Option<T>, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    text.parse().map(Some).map_err(|_| D::Error::custom(format!("not a word this filter knows: {text}")))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// `open`, `held`, `completed` or `cancelled`.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "held")]
    status: Several<Status>,
    /// The code of the reason, with `status=held`.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "tax_not_determined")]
    held_because: Several<String>,
    /// `unpaid`, `partly_paid`, `paid`, `overpaid` (money waits to go back), `partly_refunded`, `refunded`, or
    /// `unknown` (taken over without a word about money).
    #[serde(default)]
    #[param(value_type = Option<String>, example = "paid")]
    payment: Several<Payment>,
    /// `unfulfilled`, `partly_shipped`, `shipped`, `partly_delivered`, `delivered`, `partly_returned` or `returned`.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "unfulfilled")]
    fulfilment: Several<Fulfilment>,
    /// `determined`, `provisional` or `not_determined`.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "not_determined")]
    tax_status: Several<TaxStatus>,
    #[serde(default)]
    #[param(value_type = Option<String>, example = "de")]
    market: Several<MarketCode>,
    #[serde(default)]
    #[param(value_type = Option<String>, example = "web")]
    channel: Several<ChannelCode>,
    #[serde(default)]
    #[param(value_type = Option<String>, example = "de-shop")]
    shop: Several<ShopCode>,
    /// The legal entity that sells.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "hanse-de")]
    entity: Several<EntityCode>,
    /// Where the goods go.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "DE,FR")]
    country: Several<CountryCode>,
    /// The id of a customer; orders of those merged with it count, too.
    #[serde(default, deserialize_with = "word")]
    #[param(value_type = Option<String>)]
    customer: Option<CustomerId>,
    /// What the channel's number begins with, as it is written.
    #[param(example = "W-2026")]
    number: Option<String>,
    /// By the instant the order was placed, inclusive.
    #[serde(default, deserialize_with = "word")]
    #[param(value_type = Option<String>, example = "2026-11-01T00:00:00Z")]
    placed_from: Option<Timestamp>,
    /// Exclusive.
    #[serde(default, deserialize_with = "word")]
    #[param(value_type = Option<String>, example = "2026-12-01T00:00:00Z")]
    placed_until: Option<Timestamp>,
    /// By the instant the order was recorded, inclusive.
    #[serde(default, deserialize_with = "word")]
    #[param(value_type = Option<String>, example = "2026-11-01T00:00:00Z")]
    recorded_from: Option<Timestamp>,
    /// Exclusive.
    #[serde(default, deserialize_with = "word")]
    #[param(value_type = Option<String>, example = "2026-12-01T00:00:00Z")]
    recorded_until: Option<Timestamp>,
    /// `-recorded_at` (newest first, when nothing is said), `placed_at`, `-placed_at`, `number` or `-number` (by the channel's number, as
    /// text; orders without one are left out).
    #[param(example = "-placed_at")]
    sort: Option<String>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

kernel::typed_id!(/** A customer, by the text of the customer centre's id. */ CustomerId, "cus");

impl ListQuery {
    /// The list's name with its filters and its order, for its cursors.
    fn name(&self) -> String {
        let bare = Self { limit: Limit::default(), cursor: None, ..self.clone() };
        format!("orders {bare:?}")
    }

    fn sort(&self) -> Result<OrderSort, Refusal> {
        self.sort.as_deref().map_or(Ok(OrderSort::default()), str::parse)
    }

    fn filter(&self) -> OrderFilter {
        OrderFilter {
            status: self.status.0.clone(),
            held_because: self.held_because.0.clone(),
            payment: self.payment.0.clone(),
            fulfilment: self.fulfilment.0.clone(),
            tax_status: self.tax_status.0.clone(),
            market: self.market.0.clone(),
            channel: self.channel.0.clone(),
            shop: self.shop.0.clone(),
            entity: self.entity.0.clone(),
            country: self.country.0.clone(),
            customer: Vec::new(),
            number: self.number.clone(),
            placed_from: self.placed_from,
            placed_until: self.placed_until,
            recorded_from: self.recorded_from,
            recorded_to: self.recorded_until,
        }
    }
}

/// Where a page of the list ended.
fn list_place(cursor: Option<&Cursor>, list: &str, sort: OrderSort) -> Result<Option<OrderPlace>, Refusal> {
    let Some(cursor) = cursor else { return Ok(None) };
    let place = match (sort, cursor.places(list)?.as_slice()) {
        (OrderSort::Newest, [Place::Int(id)]) => OrderPlace::Recorded(OrderId::from_number(*id)),
        (OrderSort::Placed { .. }, [Place::Int(at), Place::Int(id)]) => {
            OrderPlace::Placed(Timestamp::from_ms(*at), OrderId::from_number(*id))
        }
        (OrderSort::Number { .. }, [Place::Text(number), Place::Text(shop), Place::Text(channel)]) => {
            OrderPlace::Number(number.clone(), shop.clone(), channel.clone())
        }
        _ => return Err(Refusal::invalid("invalid_cursor")),
    };
    Ok(Some(place))
}

fn list_cursor(list: &str, place: OrderPlace) -> Cursor {
    match place {
        OrderPlace::Recorded(id) => Cursor::after(list, &[Place::Int(id.number())]),
        OrderPlace::Placed(at, id) => Cursor::after(list, &[Place::Int(at.ms()), Place::Int(id.number())]),
        OrderPlace::Number(number, shop, channel) => Cursor::after(list, &[number, shop, channel].map(Place::Text)),
    }
}

fn place(cursor: Option<&Cursor>, list: &str) -> Result<Option<i64>, Refusal> {
    let Some(cursor) = cursor else { return Ok(None) };
    match cursor.places(list)?.as_slice() {
        [Place::Int(number)] => Ok(Some(*number)),
        _ => Err(Refusal::invalid("invalid_cursor")),
    }
}

fn going_on(list: &str, next: Option<i64>) -> Option<Cursor> {
    next.map(|number| Cursor::after(list, &[Place::Int(number)]))
}

fn found_place(cursor: Option<&Cursor>, list: &str) -> Result<Option<FoundPlace>, Refusal> {
    let Some(cursor) = cursor else { return Ok(None) };
    match cursor.places(list)?.as_slice() {
        [Place::Int(way), Place::Int(entry)] => {
            let way = usize::try_from(*way).map_err(|_| Refusal::invalid("invalid_cursor"))?;
            Ok(Some(FoundPlace { way, entry: *entry }))
        }
        _ => Err(Refusal::invalid("invalid_cursor")),
    }
}

/// List orders
///
/// Newest first, or as `sort` says; everything given must hold. States, reasons and codes may be several, separated by commas: any of them
/// (`country=DE,FR`). A page of a rare combination may be empty and still have a `next`: the search went
/// as far as one request goes.
#[utoipa::path(get, path = "/orders", tag = "orders", params(ListQuery),
    responses((status = 200, body = Page<OrderSummary>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("订单列表"))))]
async fn list(here: Here, Query(query): Query<ListQuery>) -> Answer<Json<Page<OrderSummary>>> {
    let name = query.name();
    let sort = query.sort()?;
    let after = list_place(query.cursor.as_ref(), &name, sort)?;
    let (mut filter, limit) = (query.filter(), query.limit.rows());
    let customer = query.customer.map(|customer| customers::CustomerId::from_number(customer.number()));
    let listed = here.read_long(move |read| {
        if let Some(customer) = customer {
            filter.customer = customers::same_customer(read, customer)?.into_iter().map(Id::number).collect();
        }
        Ok(list_orders(read, &filter, sort, after.as_ref(), limit)?)
    });
    let (orders, next) = listed.await?;
    let items = orders.into_iter().map(OrderSummary::from).collect();
    Ok(Json(Page::going_on(items, next.map(|place| list_cursor(&name, place)))))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct SumsQuery {
    /// The id of a customer; orders of those merged with it count, too.
    #[param(value_type = String, example = "cus_05WXQ7Z9K2F3A")]
    customer: CustomerId,
}

/// Add up a customer's orders
///
/// By channel, shop and currency, without what was cancelled.
#[utoipa::path(get, path = "/orders/sums", tag = "orders", params(SumsQuery),
    responses((status = 200, body = Vec<OrderSumsBody>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("客户订单合计"))))]
async fn sums(here: Here, Query(query): Query<SumsQuery>) -> Answer<Json<Vec<OrderSumsBody>>> {
    let customer = customers::CustomerId::from_number(query.customer.number());
    let found = here.read(move |read| {
        let same: Vec<i64> = customers::same_customer(read, customer)?.into_iter().map(Id::number).collect();
        Ok(order_sums(read, &same)?)
    });
    Ok(Json(found.await?.into_iter().map(OrderSumsBody::from).collect()))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct FindQuery {
    /// An order's number (ours or the channel's), an invoice's, a SKU, a tracking number, words of a product in any language; the beginning of
    /// one will do. An order must match everything between blanks. No names and addresses: see `/orders/find-by-person`.
    #[param(example = "红色 mug")]
    q: String,
    /// Count too: exactly up to 10,000.
    #[serde(default)]
    total: bool,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// Find orders
///
/// By number (the order's, the channel's, an invoice's or a credit note's), SKU, tracking number or product words. First what is a whole number
/// or SKU, then what has a product of these words, then what only begins so; each newest first.
#[utoipa::path(get, path = "/orders/find", tag = "orders", params(FindQuery),
    responses((status = 200, body = FoundOrders)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("查找订单"))))]
async fn find(here: Here, Query(query): Query<FindQuery>) -> Answer<Json<FoundOrders>> {
    let name = format!("found orders {}", query.q);
    let after = found_place(query.cursor.as_ref(), &name)?;
    let question: Question = query.q.parse()?;
    let (limit, counted) = (query.limit.rows(), query.total);
    let (found, total) = here
        .read_long(move |read| -> Result<_, CommandError> {
            let found = find_orders(read, &question, after, limit)?;
            let total = if counted { Some(count_orders(read, &question)?) } else { None };
            Ok((found, total))
        })
        .await?;
    let way = |way: usize| Place::Int(i64::try_from(way).unwrap_or_default());
    let next = found.next.map(|at| Cursor::after(&name, &[way(at.way), Place::Int(at.entry)]));
    let page = Page::going_on(found.orders.into_iter().map(OrderSummary::from).collect(), next);
    Ok(Json(FoundOrders { page, total: total.map(TotalWire::from) }))
}

/// Find orders by person
///
/// By exact e-mail, exact phone number, or whole words of the name: one of them. The vault finds at most 1,000 persons and tells when
/// there may be more, shows them masked, and records that somebody searched. Needs `persons:read` beside `orders:read`.
#[utoipa::path(post, path = "/orders/find-by-person", tag = "orders", request_body = FindByPerson,
    responses((status = 200, body = FoundPersons)), security(("bearer" = ["orders:read"])),
    extensions(("x-writes" = json!(false)), ("x-summary-zh" = json!("按人查找订单"))))]
async fn find_by_person(here: Here, Json(asked): Json<FindByPerson>) -> Answer<Json<FoundPersons>> {
    here.caller.needs(access::Scope::PersonsRead)?;
    let grant = here.caller.grant();
    let vault = here.cell.part::<Vault>();
    let persons = match (&asked.email, &asked.phone, &asked.name) {
        (Some(email), None, None) => vault.find_by_email(&grant, email).await?,
        (None, Some(phone), None) => vault.find_by_phone(&grant, phone, asked.country).await?,
        (None, None, Some(name)) => vault.find_by_name(&grant, name).await?,
        _ => return Err(Refusal::invalid("find_person_by_one").into()),
    };
    let numbers: Vec<i64> = persons.iter().map(|found| found.person.number()).collect();
    // The cursor is bound to the persons found, not to the text asked: that must not be guessed from it.
    let list = format!("orders of persons {numbers:?}");
    let before = place(asked.cursor.as_ref(), &list)?;
    let limit = asked.limit.rows();
    let found = here.read_long(move |read| orders_of_persons(read, &numbers, before, limit)).await?;
    let page = Page::going_on(
        found.orders.into_iter().map(OrderSummary::from).collect(),
        going_on(&list, found.next.map(|at| at.entry)),
    );
    let more_persons = persons.len() >= vault::MOST_FOUND;
    Ok(Json(FoundPersons { more_persons, persons: persons.into_iter().map(PersonWire::from).collect(), page }))
}
