//! What every route shares: problems in the caller's language, extractors, pages, authentication, limits, metrics, the OpenAPI
//! document and the page that shows it.
//!
//! Invariants: no request reaches a route of the API without a verified key or the session of one, and none whose key lacks the scope the route
//! declares; whatever goes wrong is answered as `application/problem+json` with a stable code and a request id; what broke inside
//! is logged and never told; no log line and no metric holds a query string, a raw path, a body or a key.
//!
//! Deliberately not here: routes (each centre's `http.rs`), business rules, personal data, listening on sockets and TLS (the app).

mod around;
mod document;
mod edge;
mod extract;
mod language;
mod limits;
mod meters;
mod open;
mod page;
mod problem;
mod session;
pub mod shape;
#[cfg(feature = "sweep")]
pub mod sweep;
mod texts;

pub use crate::edge::{Edge, EdgeError, Ready, Settings, document};
pub use document::{About, Document, DocumentError};
pub use extract::{Caller, IdempotencyKey, IfMatch, Json, Path, Query, RequestId, Several, Versioned, Write, etag};
pub use language::Language;
pub use open::MoreMetrics;
pub use page::{Counted, Cursor, Limit, Page, PageQuery, Place, Sort};
pub use problem::{Answer, ApiError, Problem};
pub use texts::{Said, Sentence, TEXTS, Texts, TextsError};
