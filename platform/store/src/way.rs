//! Which way a list runs along its index.

/// By the time of the rows' ids, mostly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// Newest first.
    #[default]
    Falling,
    /// Oldest first.
    Rising,
}

impl Way {
    /// `id {follows} $1`: the rows after a page's last one.
    pub const fn follows(self) -> &'static str {
        match self {
            Self::Falling => "<",
            Self::Rising => ">",
        }
    }

    /// `ORDER BY id {order}`.
    pub const fn order(self) -> &'static str {
        match self {
            Self::Falling => "DESC",
            Self::Rising => "ASC",
        }
    }

    /// What every number follows: the place before the first page.
    pub const fn start(self) -> i64 {
        match self {
            Self::Falling => i64::MAX,
            Self::Rising => i64::MIN,
        }
    }
}
