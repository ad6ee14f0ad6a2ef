//! The edge as one thing: given the routes, it gives the service.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use access::{KeyRing, Scope, Sessions};
use axum::extract::{DefaultBodyLimit, MatchedPath};
use axum::http::Method;
use axum::{Extension, Router};
use kernel::Timestamp;
use kernel::id::IdGenerator;
use utoipa_axum::router::OpenApiRouter;

use crate::limits::{InFlight, Rates};
use crate::meters::Meter;
use crate::{About, Document, DocumentError, Texts, TextsError, around, open, session};

/// What the edge lets through, and for how long.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Requests worked on at once; beyond it 503 at once.
    pub in_flight_max: usize,
    /// How long a route may take that does not say otherwise.
    pub timeout_s: u64,
    /// The largest body of a route that does not say otherwise (`DefaultBodyLimit::max(…)` as the route's layer).
    pub body_max_bytes: usize,
    /// What one key may ask on the long run.
    pub rate_per_second: u32,
    /// What one key may ask at once.
    pub rate_burst: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            in_flight_max: 1024,
            timeout_s: 30,
            body_max_bytes: 1024 * 1024,
            rate_per_second: 2_000,
            rate_burst: 4_000,
        }
    }
}

/// Whether the process can take work; `Err` says why not, in words for `/readyz`. No personal data, no secrets.
pub type Ready = Box<dyn Fn() -> Result<(), String> + Send + Sync>;

/// Why the edge cannot start.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError {
    #[error(transparent)]
    Texts(#[from] TextsError),
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// The document of an API as the edge serves it, its own routes included.
pub fn document(api: OpenApiRouter, about: About) -> Result<Document, DocumentError> {
    let (_, collected) = api.merge(session::routes()).split_for_parts();
    Document::assemble(&collected, about)
}

/// Everything the edge needs beside the routes.
pub struct Edge {
    pub settings: Settings,
    /// The `texts.toml` of the crates whose routes are served; those of edge, kernel and access come by themselves.
    pub texts: Vec<&'static str>,
    pub keys: Arc<KeyRing>,
    pub ready: Ready,
    pub about: About,
}

impl Edge {
    /// The service: `api` (paths from `/v1` on, state already given) behind authentication and limits, and in the open beside
    /// it `/healthz`, `/readyz`, `/metrics`, `/v1/openapi.json` and the API page.
    ///
    /// Its sessions end with it.
    pub fn around(self, api: OpenApiRouter) -> Result<Router, EdgeError> {
        self.around_with(api, Arc::new(Sessions::default()))
    }

    /// The same with sessions that somebody keeps.
    pub fn around_with(self, api: OpenApiRouter, sessions: Arc<Sessions>) -> Result<Router, EdgeError> {
        let (routes, collected) = api.merge(session::routes()).split_for_parts();
        let document = Document::assemble(&collected, self.about)?;
        let texts = Arc::new(Texts::load(&self.texts)?);
        let shell = Arc::new(Shell {
            in_flight: InFlight::new(self.settings.in_flight_max),
            rates: Rates::new(self.settings.rate_per_second, self.settings.rate_burst),
            routes: known_routes(&document, &self.settings),
            unmatched: Arc::new(KnownRoute::new("unmatched", "any", None, self.settings.timeout_s)),
            ids: IdGenerator::default(),
            texts: Arc::clone(&texts),
            keys: self.keys,
            sessions: Arc::clone(&sessions),
        });
        let open = open::routes(document.json, &texts, self.ready, Arc::clone(&shell));
        let guarded = routes
            .layer(Extension(sessions))
            .layer(DefaultBodyLimit::max(self.settings.body_max_bytes))
            .fallback(|| async { axum::http::StatusCode::NOT_FOUND })
            .layer(axum::middleware::from_fn_with_state(shell, around::around));
        Ok(guarded.merge(open))
    }
}

/// What the outer layer knows of a route.
pub(crate) struct KnownRoute {
    pub path: String,
    pub method: &'static str,
    pub scope: Option<Scope>,
    pub timeout: Duration,
    pub meter: Meter,
}

impl KnownRoute {
    fn new(path: &str, method: &'static str, scope: Option<Scope>, timeout_s: u64) -> Self {
        let meter = Meter::of(path, method);
        Self { path: path.to_owned(), method, scope, timeout: Duration::from_secs(timeout_s), meter }
    }
}

/// What the outer layer holds for all requests.
pub(crate) struct Shell {
    pub in_flight: Arc<InFlight>,
    pub rates: Rates,
    pub routes: HashMap<String, Vec<(Method, Arc<KnownRoute>)>>,
    pub unmatched: Arc<KnownRoute>,
    pub ids: IdGenerator,
    pub texts: Arc<Texts>,
    pub keys: Arc<KeyRing>,
    pub sessions: Arc<Sessions>,
}

impl Shell {
    pub fn route(&self, path: Option<&str>, method: &Method) -> &Arc<KnownRoute> {
        let asked = if *method == Method::HEAD { &Method::GET } else { method };
        let methods = path.and_then(|path| self.routes.get(path));
        let known = methods.and_then(|methods| methods.iter().find(|(known, _)| known == asked));
        known.map_or(&self.unmatched, |(_, route)| route)
    }

    /// The methods of a path, for a sentence.
    pub fn methods(&self, path: Option<&MatchedPath>) -> String {
        let methods = path.and_then(|path| self.routes.get(path.as_str()));
        let names: Vec<&str> = methods.into_iter().flatten().map(|(method, _)| method.as_str()).collect();
        names.join(", ")
    }
}

fn known_routes(document: &Document, settings: &Settings) -> HashMap<String, Vec<(Method, Arc<KnownRoute>)>> {
    let mut known: HashMap<String, Vec<_>> = HashMap::new();
    for route in &document.routes {
        let timeout_s = route.timeout_s.unwrap_or(settings.timeout_s);
        let one = KnownRoute::new(&route.path, name_of(&route.method), route.scope, timeout_s);
        known.entry(route.path.clone()).or_default().push((route.method.clone(), Arc::new(one)));
    }
    known
}

fn name_of(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "any",
    }
}

/// The time of day, for keys that expire and for request ids. The edge is where clocks are read.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
