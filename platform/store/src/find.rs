//! The word index: tokens in, ids out, newest first. How text is cut into tokens is the caller's business; here a token is
//! a run of letters and digits without blanks, already folded.

/// A question to a word index: every group must match, a group matches when any of its words does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindQuery {
    pub all_of: Vec<Vec<Word>>,
    /// Only ids below this one (`i64::MAX` for the first page).
    pub before: i64,
    /// Only ids from this one on (0 for all).
    pub from: i64,
    pub limit: usize,
}

/// A word looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// Whether the word may go on behind `text`.
    pub prefix: bool,
}

impl Word {
    pub fn exact(text: impl Into<String>) -> Self {
        Self { text: text.into(), prefix: false }
    }
    pub fn prefix(text: impl Into<String>) -> Self {
        Self { text: text.into(), prefix: true }
    }
    fn clean(&self) -> String {
        self.text.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect()
    }
}

impl FindQuery {
    pub(crate) fn sqlite_expression(&self) -> String {
        self.expression(" AND ", " OR ", |word| {
            let star = if word.prefix { " *" } else { "" };
            format!("\"{}\"{star}", word.clean())
        })
    }

    pub(crate) fn postgres_expression(&self) -> String {
        self.expression(" & ", " | ", |word| {
            let star = if word.prefix { ":*" } else { "" };
            format!("'{}'{star}", word.clean())
        })
    }

    fn expression(&self, and: &str, or: &str, write: impl Fn(&Word) -> String) -> String {
        self.all_of
            .iter()
            .map(|group| format!("({})", group.iter().map(&write).collect::<Vec<_>>().join(or)))
            .collect::<Vec<_>>()
            .join(and)
    }
}
