//! What a job is.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kernel::{Refusal, Timestamp};
use serde::{Deserialize, Serialize};

use crate::uploads::UploadHash;

kernel::typed_id!(/** A job. */ JobId, "job");

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Not begun.
    Queued,
    /// Begun; after a stop it goes on by itself.
    Running,
    /// Done as far as it can without a person: rows stand in quarantine.
    Waiting,
    Done,
    Failed,
    Cancelled,
}

impl JobState {
    pub const ALL: [Self; 6] = [Self::Queued, Self::Running, Self::Waiting, Self::Done, Self::Failed, Self::Cancelled];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
    /// Whether a runner has nothing more to do for it.
    pub const fn rests(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl FromStr for JobState {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let known = Self::ALL.into_iter().find(|state| state.word() == text);
        known.ok_or_else(|| {
            Refusal::invalid("unknown_job_state").with("text", text.chars().take(40).collect::<String>())
        })
    }
}

/// A job to be queued.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// The name of its [`JobKind`](crate::JobKind).
    pub kind: &'static str,
    /// JSON.
    pub input: String,
    pub upload: Option<UploadHash>,
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    pub state: JobState,
    /// JSON.
    pub input: String,
    pub upload: Option<UploadHash>,
    /// JSON of its kind; empty before the first chunk.
    pub position: String,
    /// How far it is, in steps of its kind (for an import: lines).
    pub done: i64,
    /// 0 while nobody knows.
    pub total: i64,
    /// JSON of its kind.
    pub report: Option<String>,
    pub problem: Option<Problem>,
    pub cancel_asked: bool,
    pub created_by: String,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub version: i64,
}

/// Why a job failed: a code of some `texts.toml`, and the facts of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub code: String,
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        let facts = refusal.facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { code: refusal.code.to_owned(), facts }
    }
}
