//! When a fact holds, how sure it is, and who says so.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How sure a fact is. Only `enacted` is law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactStatus {
    /// In force by a text or by sources that agree.
    Enacted,
    /// Decided or published, not yet law in its details.
    Announced,
    /// From memory, or sources differ.
    Unsure,
    /// Of the house, no law: says only that no law is held here.
    House,
}

impl FactStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enacted => "enacted",
            Self::Announced => "announced",
            Self::Unsure => "unsure",
            Self::House => "house",
        }
    }
    /// The less sure of two.
    pub fn weaker(self, other: Self) -> Self {
        self.max(other)
    }
}

impl fmt::Display for FactStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// From a first day to a last day, both included; without a last day still in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Option<Date>,
}

impl Period {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// Where a fact comes from and the day it was published or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub text: String,
    pub date: Date,
}
