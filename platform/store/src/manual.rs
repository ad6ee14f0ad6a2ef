//! A store that its caller steps: for the simulator.

use std::fs::File;
use std::sync::Arc;

use kernel::id::IdGenerator;
use kernel::{Actor, Context};
use tokio::sync::oneshot;

use crate::engine::Location;
use crate::error::{CommandError, StoreError};
use crate::job::{Answer, Batch, Idempotency, Member, Outcome, Single, Submission};
use crate::migrations::Migrations;
use crate::open::{Options, open_parts};
use crate::queue::Queue;
use crate::reader::{Reader, Readers};
use crate::revision::Revisions;
use crate::tx::Tx;
use crate::writer::{Clock, Stage, Writer};

/// A store without threads: the caller decides when a group is cut and where it is struck. For the simulator.
pub struct Manual {
    writer: Writer,
    readers: Readers,
    queue: Queue,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
    revisions: Arc<Revisions>,
    _lock: Option<File>,
}

impl Manual {
    pub fn open(location: &Location, migrations: &[Migrations], options: &Options) -> Result<Self, StoreError> {
        let mut parts = open_parts(location, migrations, options)?;
        parts.writer.warm_up();
        Ok(Self {
            writer: parts.writer,
            readers: parts.readers,
            queue: Queue::new(options.queue_bound),
            clock: Arc::clone(&options.clock),
            ids: parts.ids,
            revisions: parts.revisions,
            _lock: parts.lock,
        })
    }

    pub fn context(&self, actor: &Actor) -> Context {
        Context::new(self.clock.now(), actor.clone(), Arc::clone(&self.ids))
    }

    pub fn revisions(&self) -> &Revisions {
        &self.revisions
    }

    pub fn queue<A: Answer>(
        &self,
        submission: Submission,
        work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> oneshot::Receiver<Result<Outcome<A>, CommandError>> {
        let (back, answer) = oneshot::channel();
        // A full queue drops the job, and with it the answer: the caller sees a closed channel, as after a crash.
        let _ = self.queue.push(Box::new(Single { submission, work, answer: None, back: Some(back) }));
        answer
    }

    pub fn queue_batch<B: Batch>(
        &self,
        submission: Submission,
        plan: B,
    ) -> oneshot::Receiver<Result<Outcome<B::Answer>, CommandError>> {
        let (back, answer) = oneshot::channel();
        let _ = self.queue.push(Box::new(Member { submission, plan, answer: None, back: Some(back) }));
        answer
    }

    /// Commits one group of what is queued.
    pub fn step(&mut self, interrupt: &mut dyn FnMut(Stage) -> Result<(), StoreError>) {
        if self.queue.waiting() > 0 {
            let jobs = self.queue.group_now();
            let committed = self.writer.commit_group(jobs, interrupt);
            self.queue.put_back(committed.left_over);
        }
    }

    /// The reference that an earlier request with this key and fingerprint answered with.
    pub fn repeated(&self, once: &Idempotency) -> Result<Option<String>, StoreError> {
        let keys = self.writer.keys();
        self.readers.read(|read| keys.repeated(read, once))
    }

    pub fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    pub fn read<A, E: From<StoreError>>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E>) -> Result<A, E> {
        self.readers.read(ask)
    }
}
