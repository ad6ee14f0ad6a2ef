//! What handlers ask of a request: each extractor answers a problem when it cannot be had.

mod caller;
mod if_match;
mod json;
mod mistake;
mod path;
mod query;
mod write;

pub use caller::{Caller, RequestId};
pub use if_match::{IfMatch, Versioned, etag};
pub use json::Json;
pub use path::Path;
pub use query::{Query, Several};
pub use write::{IdempotencyKey, Write};
