//! A small service with the edge around it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use access::{ApiKey, KeyId, KeyRing, NewKey, Scope, Scopes, issue};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, Response};
use edge::{Answer, ApiError, Caller, Edge, IfMatch, Json, Path, Settings, Versioned, Write};
use kernel::{Actor, Id, Refusal, Timestamp};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

kernel::typed_id!(MugId, "mug");

pub const TEXTS: &str = r#"
[mug_broken]
en = { title = "The mug is broken", detail = "Mug {mug} is in {pieces} pieces." }
zh = { title = "杯子碎了", detail = "杯子 {mug} 碎成 {pieces} 片。" }
ar = { title = "انكسر الكوب", detail = "الكوب {mug}." }
"#;

/// A mug.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Mug {
    /// What is printed on it.
    #[schema(example = "Moin")]
    pub print: String,
    pub volume_ml: u32,
}

#[derive(Clone, Default)]
pub struct Kitchen {
    pub made: Arc<AtomicUsize>,
}

/// Make a mug
#[utoipa::path(post, path = "/mugs", tag = "Mugs", request_body = Mug, responses((status = 201, body = Mug)),
    security(("bearer" = ["stock:write"])))]
async fn make(State(kitchen): State<Kitchen>, write: Write<Mug>) -> Answer<Json<Mug>> {
    kitchen.made.fetch_add(1, Ordering::SeqCst);
    Ok(Json(write.input))
}

/// Look at a mug
#[utoipa::path(get, path = "/mugs/{mug}", tag = "Mugs", params(("mug" = String, Path)), responses((status = 200, body = Mug)),
    security(("bearer" = ["stock:read"])))]
async fn look(caller: Caller, Path(mug): Path<MugId>) -> Answer<Versioned<Mug>> {
    match mug.number() {
        1 => Err(Refusal::conflict("mug_broken").at("/mug").with("mug", mug).with("pieces", 7).into()),
        2 => panic!("the kitchen is on fire"),
        3 => Err(ApiError::Internal("table mugs is gone".into())),
        4 => {
            tokio::time::sleep(Duration::from_secs(3)).await;
            Err(Refusal::not_found("not_found").into())
        }
        _ => {
            let print = format!("{} {} {:?}", caller.tenant(), caller.language.tag(), caller.zone.iana_name());
            Ok(Versioned { version: 3, answer: Mug { print, volume_ml: 330 } })
        }
    }
}

/// Weigh a mug that is not there yet
#[utoipa::path(post, path = "/mugs/weigh", tag = "Mugs", request_body = Mug, responses((status = 200, body = u32)),
    security(("bearer" = ["stock:read"])),
    extensions(("x-writes" = json!(false)), ("x-timeout-seconds" = json!(600)), ("x-summary-zh" = json!("称一称杯子"))))]
async fn weigh(Json(mug): Json<Mug>) -> Answer<Json<u32>> {
    Ok(Json(mug.volume_ml / 2))
}

/// Throw a mug away
#[utoipa::path(delete, path = "/mugs/{mug}", tag = "Mugs", params(("mug" = String, Path)), responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
async fn throw(_: Path<MugId>, IfMatch(version): IfMatch, _: Write<()>) -> Answer<Json<i64>> {
    Ok(Json(version))
}

/// Nothing at all
#[utoipa::path(get, path = "/plain", tag = "Mugs", responses((status = 200)), security(("bearer" = ["stock:read"])))]
async fn plain() -> &'static str {
    "plain"
}

pub struct Company {
    pub service: Router,
    pub full: ApiKey,
    pub scopeless: ApiKey,
    pub full_id: KeyId,
    pub keys: Arc<KeyRing>,
    pub kitchen: Kitchen,
}

pub fn company(settings: Settings) -> Company {
    let keys = Arc::new(KeyRing::default());
    let key = |number, scopes: Scopes| {
        let wanted = NewKey {
            tenant: "demo".parse().unwrap(),
            region: "eu".parse().unwrap(),
            label: "test".into(),
            scopes,
            expires_at: None,
        };
        let (key, record) =
            issue(wanted, KeyId::from_number(number), Actor::new("test"), Timestamp::default()).unwrap();
        keys.add(&record);
        key
    };
    let full = key(1, Scopes::NONE.with(Scope::StockRead).with(Scope::StockWrite));
    let scopeless = key(2, Scopes::NONE);
    let kitchen = Kitchen::default();
    let mugs = OpenApiRouter::new()
        .routes(routes!(make))
        .routes(routes!(weigh))
        .routes(routes!(plain))
        .routes(routes!(look, throw))
        .with_state(kitchen.clone());
    let api = OpenApiRouter::new().nest("/v1", mugs);
    let edge = Edge {
        settings,
        texts: vec![TEXTS],
        keys: Arc::clone(&keys),
        ready: Box::new(|| Err("the store is not open yet".into())),
        about: edge::About { title: "Mugs", version: "1", description: "Mugs." },
    };
    Company { service: edge.around(api).unwrap(), full, scopeless, full_id: KeyId::from_number(1), keys, kitchen }
}

impl Company {
    /// A request with the full key.
    pub fn asks(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let key = format!("Bearer {}", self.full.reveal());
        Request::builder().method(method).uri(path).header("authorization", key)
    }
    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.service.clone().oneshot(request).await.unwrap()
    }
    pub async fn get(&self, path: &str) -> Response<Body> {
        self.send(self.asks("GET", path).body(Body::empty()).unwrap()).await
    }
}

pub async fn text(response: Response<Body>) -> String {
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

pub async fn json(response: Response<Body>) -> serde_json::Value {
    serde_json::from_str(&text(response).await).unwrap()
}
