//! How a "no" is said: a stable code, the field it is about, and the facts that belong in the sentence. The sentence itself,
//! in the caller's language, is looked up at the edge (each crate's `texts.toml`).

use std::fmt;

/// What sort of "no" this is; decides the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// 422: the input cannot be understood or breaks a rule of its own.
    Invalid,
    /// 404: not there, or not for this caller.
    NotFound,
    /// 409: the state of the world does not allow it (out of stock, wrong state, taken).
    Conflict,
    /// 412: the caller's `If-Match` is not the current version.
    Stale,
    /// 403: this caller may not.
    Forbidden,
    /// 503: not now; try again.
    Busy,
}

/// A command's "no". Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub kind: RefusalKind,
    /// JSON pointer of the input field it is about, e.g. `/lines/0/sku`.
    pub field: Option<String>,
    /// Facts for the sentence, by name.
    pub facts: Vec<(&'static str, String)>,
}

impl Refusal {
    pub fn new(kind: RefusalKind, code: &'static str) -> Self {
        Self { code, kind, field: None, facts: Vec::new() }
    }
    pub fn invalid(code: &'static str) -> Self {
        Self::new(RefusalKind::Invalid, code)
    }
    pub fn not_found(code: &'static str) -> Self {
        Self::new(RefusalKind::NotFound, code)
    }
    pub fn conflict(code: &'static str) -> Self {
        Self::new(RefusalKind::Conflict, code)
    }
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code)?;
        if let Some(field) = &self.field {
            write!(out, " at {field}")?;
        }
        for (name, value) in &self.facts {
            write!(out, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
