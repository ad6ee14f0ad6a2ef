//! The OpenAPI 3.1 document: what the routes say of themselves, and what the edge adds to every one of them.

use axum::http::{Method, StatusCode};
use bytes::Bytes;
use serde_json::{Map, Value, json};
use utoipa::PartialSchema;
use utoipa::openapi::OpenApi;

use access::Scope;

/// What stands at the top of the API page.
#[derive(Debug, Clone, Copy)]
pub struct About {
    pub title: &'static str,
    pub version: &'static str,
    /// Markdown is shown as plain paragraphs.
    pub description: &'static str,
}

/// A declaration of a route that makes no sense. A mistake of ours, met at start-up and in tests.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("the document cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    #[error("{method} {path} asks for a scope that does not exist: {scope}")]
    UnknownScope { method: Method, path: String, scope: String },
}

/// A route as it declares itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub method: Method,
    /// With its parameters in braces, e.g. `/v1/orders/{order}`.
    pub path: String,
    /// From `security(("bearer" = ["orders:write"]))`; the edge enforces it.
    pub scope: Option<Scope>,
    /// From `extensions(("x-timeout-seconds" = json!(600)))`.
    pub timeout_s: Option<u64>,
}

/// The document, ready to be served.
#[derive(Debug, Clone)]
pub struct Document {
    pub json: Bytes,
    pub routes: Vec<Route>,
}

const METHODS: [(&str, Method); 5] = [
    ("get", Method::GET),
    ("post", Method::POST),
    ("put", Method::PUT),
    ("patch", Method::PATCH),
    ("delete", Method::DELETE),
];

impl Document {
    /// Adds to the collected routes: the bearer scheme, the problem responses, and `Idempotency-Key` on every write that does not
    /// declare `x-writes: false` (a question that is asked by POST).
    pub fn assemble(collected: &OpenApi, about: About) -> Result<Self, DocumentError> {
        let mut whole = serde_json::to_value(collected)?;
        let mut routes = Vec::new();
        if let Some(paths) = whole.get_mut("paths").and_then(Value::as_object_mut) {
            for (path, item) in paths.iter_mut() {
                for (name, method) in &METHODS {
                    let Some(operation) = item.get_mut(*name).and_then(Value::as_object_mut) else { continue };
                    complete(operation, method, path);
                    routes.push(route(operation, method, path)?);
                }
            }
        }
        if let Some(top) = whole.as_object_mut() {
            top.insert("openapi".to_owned(), json!("3.1.0"));
            top.insert(
                "info".to_owned(),
                json!({
                    "title": about.title, "version": about.version, "description": about.description,
                    "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
                }),
            );
            top.insert("servers".to_owned(), json!([{ "url": "/" }]));
            let problem = serde_json::to_value(crate::Problem::schema())?;
            within(top, "components", |shared| components(shared, problem));
        }
        Ok(Self { json: Bytes::from(serde_json::to_vec(&whole)?), routes })
    }

    /// Routes that declare no scope: any valid key may call them. Meant to be asserted upon.
    pub fn without_scope(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(|route| route.scope.is_none())
    }
}

/// The object of that name within `parent`, made when it is not there.
fn within(parent: &mut Map<String, Value>, name: &str, change: impl FnOnce(&mut Map<String, Value>)) {
    let slot = parent.entry(name).or_insert_with(|| Value::Object(Map::new()));
    if let Some(map) = slot.as_object_mut() {
        change(map);
    }
}

fn complete(operation: &mut Map<String, Value>, method: &Method, path: &str) {
    operation.entry("security").or_insert_with(|| json!([{ "bearer": [] }]));
    let writes = *method != Method::GET && operation.get("x-writes") != Some(&Value::Bool(false));
    let has_body = operation.contains_key("requestBody");
    let mut problems = vec!["400", "401", "403", "429", "503"];
    if path.contains('{') {
        problems.push("404");
    }
    if has_body {
        problems.extend(["413", "415", "422"]);
    }
    if writes {
        problems.push("409");
    }
    let asks_version = |parameter: &Value| parameter.get("name") == Some(&json!("If-Match"));
    let parameters = operation.get("parameters").and_then(Value::as_array);
    if parameters.is_some_and(|list| list.iter().any(asks_version)) {
        problems.push("428");
    }
    operation.insert("operationId".to_owned(), Value::String(operation_id(method, path)));
    let refer = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    within(operation, "responses", |responses| {
        for status in problems {
            responses.entry(status).or_insert_with(|| refer(&format!("problem_{status}")));
        }
        responses.entry("default").or_insert_with(|| refer("problem"));
        for (status, response) in responses.iter_mut() {
            describe(status, response);
        }
    });
    if writes {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(list) = parameters.as_array_mut() {
            let named = |parameter: &Value| parameter.get("name") == Some(&json!("Idempotency-Key"));
            if !list.iter().any(named) {
                list.push(json!({ "$ref": "#/components/parameters/idempotency_key" }));
            }
        }
    }
}

/// `post_orders_order_lines`: unique, because method and path are, and stable, because nothing else goes into it. (Handlers of
/// two centres may share a name.)
fn operation_id(method: &Method, path: &str) -> String {
    let steps = path.strip_prefix("/v1").unwrap_or(path).split('/').map(|step| step.trim_matches(['{', '}']));
    let steps = steps.filter(|step| !step.is_empty()).map(|step| step.replace('-', "_"));
    std::iter::once(method.as_str().to_lowercase()).chain(steps).collect::<Vec<_>>().join("_")
}

/// A response needs a description (OpenAPI 3.1, Response Object): the status in words when the route gives none.
fn describe(status: &str, response: &mut Value) {
    let words = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok()?.canonical_reason());
    if let Some(map) = response.as_object_mut().filter(|map| !map.contains_key("$ref")) {
        map.entry("description").or_insert_with(|| json!(words.unwrap_or("The answer.")));
    }
}

fn route(operation: &Map<String, Value>, method: &Method, path: &str) -> Result<Route, DocumentError> {
    let security = operation.get("security").and_then(Value::as_array);
    let mut named = security.into_iter().flatten().filter_map(|one| one.get("bearer")?.as_array()?.first()?.as_str());
    let scope = named.next().map(|text| {
        text.parse().map_err(|_| DocumentError::UnknownScope {
            method: method.clone(),
            path: path.to_owned(),
            scope: text.to_owned(),
        })
    });
    Ok(Route {
        method: method.clone(),
        path: path.to_owned(),
        scope: scope.transpose()?,
        timeout_s: operation.get("x-timeout-seconds").and_then(Value::as_u64),
    })
}

fn components(shared: &mut Map<String, Value>, problem: Value) {
    within(shared, "schemas", |schemas| {
        schemas.insert("Problem".to_owned(), problem);
    });
    within(shared, "securitySchemes", |schemes| {
        let told = "An API key. The scope a route needs stands beside it.";
        let bearer =
            json!({ "type": "http", "scheme": "bearer", "bearerFormat": "hk_<tenant>_…", "description": told });
        schemes.insert("bearer".to_owned(), bearer);
    });
    within(shared, "parameters", |parameters| {
        let told = "New for each thing you want done; the same when you repeat a request. 1 to 255 visible characters.";
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" });
        let key = json!({
            "name": "Idempotency-Key", "in": "header", "required": true, "description": told, "schema": schema,
            "example": "basket-4711-1",
        });
        parameters.insert("idempotency_key".to_owned(), key);
    });
    within(shared, "responses", problem_responses);
}

fn problem_responses(responses: &mut Map<String, Value>) {
    let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
    for (status, description) in [
        ("400", "The request cannot be understood."),
        ("401", "No valid API key."),
        ("403", "The key lacks the scope."),
        ("404", "Not there, or not for this key."),
        ("409", "The state of things does not allow it; or the Idempotency-Key was used for something else."),
        ("413", "The body is too large."),
        ("415", "The body is not JSON."),
        ("422", "The input breaks a rule; `field` says where."),
        ("428", "`If-Match` does not say which version is changed. (One that is no version, like `\"1\"`, is 400.)"),
    ] {
        let response = json!({ "description": description, "content": content });
        responses.insert(format!("problem_{status}"), response);
    }
    for (status, description) in [("429", "This key asks too fast."), ("503", "Busy; nothing was done.")] {
        let wait = json!({ "Retry-After": { "description": "Seconds to wait.", "schema": { "type": "integer" } } });
        let response = json!({ "description": description, "headers": wait, "content": content });
        responses.insert(format!("problem_{status}"), response);
    }
    responses.insert("problem".to_owned(), json!({ "description": "Why it was not done.", "content": content }));
}
