//! What a command knows of the world: the time, who acts and why, and a source of ids. Nothing else.

use std::sync::Arc;

use crate::id::{Id, IdGenerator};
use crate::time::Timestamp;

/// Who acts. `id` is an API key's or a person's account id, or a process's name; never a person's name or address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor(Arc<str>);

impl Actor {
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The world as a command sees it. Given the same context and the same store, a command does the same.
#[derive(Debug, Clone)]
pub struct Context {
    /// The instant of the command: monotonic per store.
    pub now: Timestamp,
    pub actor: Actor,
    /// Why, in the actor's words; goes to the audit trail.
    pub reason: Option<Arc<str>>,
    ids: Arc<IdGenerator>,
}

impl Context {
    pub fn new(now: Timestamp, actor: Actor, ids: Arc<IdGenerator>) -> Self {
        Self { now, actor, reason: None, ids }
    }

    pub fn because(mut self, reason: Option<&str>) -> Self {
        self.reason = reason.map(Arc::from);
        self
    }

    /// Draws a new id.
    pub fn new_id<I: Id>(&self) -> I {
        I::from_number(self.ids.next(self.now.ms()))
    }

    pub fn ids(&self) -> &Arc<IdGenerator> {
        &self.ids
    }
}
