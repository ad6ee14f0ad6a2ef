//! The catalogue over HTTP.

mod wire;

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, Cursor, IfMatch, Json, Limit, Page, Path, Place, Query, Several, Sort, Versioned, Write};
use kernel::{Id, Locale, Refusal, Sku};
use serde::Deserialize;
use store::{CommandError, Read, Way};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commands::{
    add_sku_alias::add_sku_alias, add_variant::add_variant, archive_variant::archive_variant,
    create_product::create_product, edit_product::edit_product,
};
use crate::model::{Category, Product, ProductId, Status, VariantFacts, VariantId};
use crate::queries::{
    get_product::{get_product, get_products},
    list_products::{ListProducts, list_products},
    missing_texts::{missing_texts, texts_by_locale},
    variants_by_id::variants_by_id,
    variants_by_sku::variants_by_sku,
};
use wire::{LocaleCount, NewAlias, NewProduct, NewVariantWire, PatchProduct, ProductWire, SkuWire, TextsWire};

/// The routes of the product centre, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(create, list))
        .routes(routes!(show, edit))
        .routes(routes!(offer_variant))
        .routes(routes!(list_variants))
        .routes(routes!(show_sku))
        .routes(routes!(give_alias))
        .routes(routes!(archive))
        .routes(routes!(show_texts))
}

fn product_not_found(id: ProductId) -> Refusal {
    Refusal::not_found("product_not_found").with("product", id)
}

fn sku_not_found(sku: &Sku) -> Refusal {
    Refusal::not_found("sku_not_found").with("sku", sku)
}

async fn fetch(here: &Here, id: ProductId) -> Answer<Versioned<ProductWire>> {
    let product =
        here.read(move |read| get_product(read, id)?.ok_or_else(|| CommandError::from(product_not_found(id)))).await?;
    Ok(Versioned { version: product.version, answer: ProductWire::from(product) })
}

/// Create a product
///
/// With its options and variants. Not every combination of the options' values has to exist.
#[utoipa::path(post, path = "/products", tag = "catalogue", request_body = NewProduct,
    responses((status = 201, body = ProductWire)), security(("bearer" = ["catalogue:write"])))]
async fn create(here: Here, write: Write<NewProduct>) -> Answer<(StatusCode, Versioned<ProductWire>)> {
    let input = write.input.clone().into_command();
    let made = here.command(&write, None, move |tx| create_product(tx, &input)).await?;
    Ok((StatusCode::CREATED, fetch(&here, made.id()?).await?))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// Words of a name in any language, of a category, of an option's value, or a SKU; each also as a beginning.
    #[param(example = "红色 杯子")]
    q: Option<String>,
    /// This category and those below it.
    #[param(value_type = Option<String>, example = "home/kitchen")]
    category: Option<Category>,
    /// `active` or `archived`; both when not said.
    #[param(value_type = Option<String>)]
    status: Option<Status>,
    /// Only products on sale that have no name in this language; not together with the other filters.
    #[param(value_type = Option<String>, example = "ar")]
    missing: Option<Locale>,
    /// `-created_at` (newest first) or `created_at`; with `q` the newest are first.
    #[param(value_type = Option<String>, example = "created_at")]
    sort: Option<Sort>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

impl ListQuery {
    /// The list's name with its filters, for its cursors.
    fn name(&self) -> String {
        format!("products {:?} {:?} {:?} {:?} {:?}", self.q, self.category, self.status, self.missing, self.sort)
    }

    fn after(&self) -> Result<Option<ProductId>, Refusal> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        match cursor.places(&self.name())?.as_slice() {
            [Place::Int(number)] => Ok(Some(ProductId::from_number(*number))),
            _ => Err(Refusal::invalid("invalid_cursor")),
        }
    }
}

/// List or find products
///
/// Newest first, or the oldest; found ones newest first.
#[utoipa::path(get, path = "/products", tag = "catalogue", params(ListQuery),
    responses((status = 200, body = Page<ProductWire>)), security(("bearer" = ["catalogue:read"])))]
async fn list(here: Here, Query(query): Query<ListQuery>) -> Answer<Json<Page<ProductWire>>> {
    let after = query.after()?;
    let way = Sort::by_time(query.sort.as_ref(), "created_at")?;
    if way == Way::Rising && query.q.is_some() {
        return Err(Refusal::invalid("invalid_query")
            .with("parameter", "sort")
            .with("why", "-created_at beside q")
            .into());
    }
    let limit = query.limit.rows() + 1;
    let wanted = ListProducts {
        words: query.q.clone().filter(|words| !words.trim().is_empty()),
        category: query.category.clone(),
        status: query.status,
        way,
        after,
        limit,
    };
    let missing = query.missing;
    let products: Vec<Product> = here
        .read_long(move |read| match missing {
            Some(locale) => {
                let ids = missing_texts(read, locale, way, after, limit)?;
                Ok(get_products(read, &ids)?)
            }
            None => Ok(list_products(read, &wanted)?),
        })
        .await?;
    let name = query.name();
    let page = Page::cut(products.into_iter().map(ProductWire::from).collect(), query.limit, |last| {
        Cursor::after(&name, &[Place::Int(last.id.number())])
    });
    Ok(Json(page))
}

/// Show a product
#[utoipa::path(get, path = "/products/{product}", tag = "catalogue", params(("product" = String, Path)),
    responses((status = 200, body = ProductWire)), security(("bearer" = ["catalogue:read"])))]
async fn show(here: Here, Path(id): Path<ProductId>) -> Answer<Versioned<ProductWire>> {
    fetch(&here, id).await
}

/// Change a product
///
/// Only what is sent changes. Texts change language by language; `null` takes one away.
#[utoipa::path(patch, path = "/products/{product}", tag = "catalogue",
    params(("product" = String, Path), ("If-Match" = String, Header, example = "\"v1\"")),
    request_body = PatchProduct, responses((status = 200, body = ProductWire)),
    security(("bearer" = ["catalogue:write"])))]
async fn edit(
    here: Here,
    Path(id): Path<ProductId>,
    IfMatch(seen): IfMatch,
    write: Write<PatchProduct>,
) -> Answer<Versioned<ProductWire>> {
    let changes = write.input.clone().into_changes();
    here.command(&write, None, move |tx| edit_product(tx, id, seen, &changes)).await?;
    fetch(&here, id).await
}

/// Add a variant
#[utoipa::path(post, path = "/products/{product}/variants", tag = "catalogue", params(("product" = String, Path)),
    request_body = NewVariantWire, responses((status = 201, body = ProductWire)),
    security(("bearer" = ["catalogue:write"])))]
async fn offer_variant(
    here: Here,
    Path(id): Path<ProductId>,
    write: Write<NewVariantWire>,
) -> Answer<(StatusCode, Versioned<ProductWire>)> {
    let variant = write.input.clone().into_variant();
    here.command(&write, None, move |tx| add_variant(tx, id, &variant)).await?;
    Ok((StatusCode::CREATED, fetch(&here, id).await?))
}

fn facts_of(read: &mut dyn Read, sku: &Sku) -> Result<VariantFacts, CommandError> {
    let found = variants_by_sku(read, std::slice::from_ref(sku))?.into_iter().next().flatten();
    found.ok_or_else(|| sku_not_found(sku).into())
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct VariantsQuery {
    /// Their ids, up to 200, separated by commas.
    #[param(value_type = String, example = "var_05WXQ7Z9K2F3A,var_05WXQ7Z9K2F3B")]
    variant: Several<VariantId>,
}

/// Show what variants are
///
/// What other routes name by id, as SKU and name. Those that are not there are left out.
#[utoipa::path(get, path = "/variants", tag = "catalogue", params(VariantsQuery),
    responses((status = 200, body = [SkuWire])), security(("bearer" = ["catalogue:read"])))]
async fn list_variants(here: Here, Query(query): Query<VariantsQuery>) -> Answer<Json<Vec<SkuWire>>> {
    let Several(ids) = query.variant;
    let facts = here.read(move |read| Ok(variants_by_id(read, &ids)?)).await?;
    Ok(Json(facts.into_iter().map(SkuWire::from).collect()))
}

/// Show what a SKU is
///
/// By its own code or an alias, in any case.
#[utoipa::path(get, path = "/variants/{sku}", tag = "catalogue", params(("sku" = String, Path, example = "MUG-RED")),
    responses((status = 200, body = SkuWire)), security(("bearer" = ["catalogue:read"])))]
async fn show_sku(here: Here, Path(sku): Path<Sku>) -> Answer<Json<SkuWire>> {
    let facts = here.read(move |read| facts_of(read, &sku)).await?;
    Ok(Json(SkuWire::from(facts)))
}

/// Let another spelling lead to a SKU
#[utoipa::path(post, path = "/variants/{sku}/aliases", tag = "catalogue", params(("sku" = String, Path)),
    request_body = NewAlias, responses((status = 200, body = SkuWire)), security(("bearer" = ["catalogue:write"])))]
async fn give_alias(here: Here, Path(sku): Path<Sku>, write: Write<NewAlias>) -> Answer<Json<SkuWire>> {
    let (of, alias) = (sku.clone(), write.input.alias.clone());
    here.command(&write, None, move |tx| {
        let variant: VariantId = facts_of(tx, &of)?.variant;
        add_sku_alias(tx, variant, &alias)
    })
    .await?;
    show_sku(here, Path(sku)).await
}

/// Stop selling a SKU
///
/// It stays known for the orders that name it.
#[utoipa::path(post, path = "/variants/{sku}/archive", tag = "catalogue", params(("sku" = String, Path)),
    responses((status = 200, body = SkuWire)), security(("bearer" = ["catalogue:write"])))]
async fn archive(here: Here, Path(sku): Path<Sku>, write: Write<()>) -> Answer<Json<SkuWire>> {
    let of = sku.clone();
    here.command(&write, None, move |tx| {
        let variant = facts_of(tx, &of)?.variant;
        archive_variant(tx, variant)
    })
    .await?;
    show_sku(here, Path(sku)).await
}

/// Show how many names are there in each language
#[utoipa::path(get, path = "/product-texts", tag = "catalogue", responses((status = 200, body = TextsWire)),
    security(("bearer" = ["catalogue:read"])))]
async fn show_texts(here: Here) -> Answer<Json<TextsWire>> {
    let (products, named) = here.read_long(|read| Ok(texts_by_locale(read)?)).await?;
    let count = |(locale, named)| LocaleCount { locale, named, missing: products - named };
    Ok(Json(TextsWire { products, locales: named.into_iter().map(count).collect() }))
}
