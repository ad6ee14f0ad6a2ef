//! Opening a store, giving it work, reading from it, closing it.

use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use kernel::id::IdGenerator;
use kernel::{Actor, Context, Refusal, RefusalKind};
use tokio::sync::{Semaphore, oneshot, watch};

use crate::checkpoints::{self, Checkpoints};
use crate::engine::postgres::Postgres;
use crate::engine::sqlite::{Sqlite, Use};
use crate::engine::{Connection, Engine, Location};
use crate::error::{CommandError, StoreError};
use crate::job::{Answer, Batch, Idempotency, Job, Member, Outcome, Single, Submission};
use crate::meter::{Meter, Metered};
use crate::migrations::{Migrations, migrate};
use crate::once::Keys;
use crate::queue::Queue;
use crate::reader::{Reader, Readers};
use crate::revision::Revisions;
use crate::tx::{Read as _, Tx};
use crate::writer::{Clock, SystemClock, Writer, read_state, write_until_closed};

/// How a store is opened.
#[derive(Clone)]
pub struct Options {
    pub clock: Arc<dyn Clock>,
    /// How many jobs may wait in a lane before new ones are refused with `overloaded`.
    pub queue_bound: usize,
    /// How many reading connections are kept, and how many reads run apart from the async threads at once.
    pub readers: usize,
    /// Whether deleted content is overwritten in the file (SQLite's `secure_delete`), for stores whose deletions must not be
    /// undone by looking at the disk. PostgreSQL has no such setting: there the space goes with the next vacuum.
    pub overwrite_deleted: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), queue_bound: 1024, readers: 8, overwrite_deleted: false }
    }
}

/// An open store. Dropping the last handle closes it.
pub struct Store {
    location: Location,
    queue: Arc<Queue>,
    readers: Arc<Readers>,
    turns: Arc<Semaphore>,
    position: watch::Receiver<i64>,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
    revisions: Arc<Revisions>,
    pub(crate) keys: Arc<Keys>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    pub(crate) checkpoints: Arc<Checkpoints>,
    meter: Arc<Meter>,
    migrated: Vec<String>,
    lock: Mutex<Option<File>>,
}

pub(crate) struct Parts {
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    pub(crate) ids: Arc<IdGenerator>,
    pub(crate) revisions: Arc<Revisions>,
    pub(crate) migrated: Vec<String>,
    pub(crate) lock: Option<File>,
}

pub(crate) fn open_parts(
    location: &Location,
    migrations: &[Migrations],
    options: &Options,
) -> Result<Parts, StoreError> {
    let lock = lock_file(location)?;
    let overwrite_deleted = options.overwrite_deleted;
    let mut connection = connect_writer(location, overwrite_deleted)?;
    let migrated = migrate(connection.as_mut(), migrations, options.clock.now())?;
    let state = read_state(connection.as_mut())?;
    let ids = Arc::new(IdGenerator::after(state.last_id));
    let again = location.clone();
    let reopen = Box::new(move || connect_writer(&again, overwrite_deleted));
    let revisions = Arc::new(Revisions::default());
    let writer = Writer::new(connection, reopen, Arc::clone(&options.clock), Arc::clone(&ids), Arc::clone(&revisions))?;
    let readers = Readers::new(location.clone(), options.readers);
    Ok(Parts { writer, readers, ids, revisions, migrated, lock })
}

fn connect_writer(location: &Location, overwrite_deleted: bool) -> Result<Box<dyn Connection>, StoreError> {
    Ok(match location {
        Location::Sqlite(path) => {
            let mut connection = Sqlite::open(path, Use::Write)?;
            if overwrite_deleted {
                connection.overwrite_deleted()?;
            }
            Box::new(connection)
        }
        Location::Postgres(url) => Box::new(Postgres::open(url, true)?),
    })
}

/// Keeps a second server away from a SQLite file; PostgreSQL has its own lock on the writer's connection.
fn lock_file(location: &Location) -> Result<Option<File>, StoreError> {
    let Location::Sqlite(path) = location else { return Ok(None) };
    let mut lock_path = path.as_os_str().to_owned();
    lock_path.push(".lock");
    let unavailable = |e: std::io::Error| StoreError::Unavailable(format!("{}: {e}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unavailable)?;
    }
    let file = File::create(&lock_path).map_err(unavailable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(StoreError::Taken(format!("another Hanse server already has {} open; stop it first", path.display())))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(unavailable(error)),
    }
}

impl Store {
    /// Opens a store, brings its schema up to date and starts its writer.
    pub fn open(location: Location, migrations: &[Migrations], options: Options) -> Result<Arc<Self>, StoreError> {
        let parts = open_parts(&location, migrations, &options)?;
        let queue = Arc::new(Queue::new(options.queue_bound));
        let (announce, position) = watch::channel(parts.writer.position());
        let checkpoints = Arc::new(Checkpoints::default());
        let mut threads = Vec::new();
        let spawn = |name: &str, body: Box<dyn FnOnce() + Send>| {
            std::thread::Builder::new()
                .name(name.to_owned())
                .spawn(body)
                .map_err(|e| StoreError::Unavailable(format!("no thread for the {name}: {e}")))
        };
        let meter = Arc::new(Meter::default());
        let (work, counts) = (Arc::clone(&queue), Arc::clone(&meter));
        let mut writer = parts.writer;
        let keys = writer.keys();
        threads.push(spawn("writer", Box::new(move || write_until_closed(&mut writer, &work, &announce, &counts)))?);
        if let Location::Sqlite(path) = &location {
            let connection = Sqlite::open(path, Use::Checkpoint)?;
            let control = Arc::clone(&checkpoints);
            threads.push(spawn("checkpoint", Box::new(move || checkpoints::fold_until_closed(connection, &control)))?);
        }
        Ok(Arc::new(Self {
            location,
            queue,
            readers: Arc::new(parts.readers),
            turns: Arc::new(Semaphore::new(options.readers.max(1))),
            position,
            clock: options.clock,
            ids: parts.ids,
            revisions: parts.revisions,
            keys,
            threads: Mutex::new(threads),
            checkpoints,
            meter,
            migrated: parts.migrated,
            lock: Mutex::new(parts.lock),
        }))
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    pub fn engine(&self) -> Engine {
        self.location.engine()
    }

    /// The migrations that opening it ran.
    pub fn migrated(&self) -> &[String] {
        &self.migrated
    }

    /// A context for preparing: the time now, an actor, this store's ids.
    pub fn context(&self, actor: &Actor) -> Context {
        Context::new(self.clock.now(), actor.clone(), Arc::clone(&self.ids))
    }

    /// How often reference data changed, by area.
    pub fn revisions(&self) -> &Revisions {
        &self.revisions
    }

    /// Jobs waiting for the writer.
    pub fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    /// Whether people's commands came within the last second: who brings bulk work then brings little at a time, for they wait behind
    /// whatever the writer has begun.
    pub fn people_are_here(&self) -> bool {
        self.queue.people_are_here()
    }

    /// What the writer did since the store was opened. Costs no read.
    pub fn metered(&self) -> Metered {
        self.meter.read(self.queue.waiting_by_lane())
    }

    /// How many bytes the store takes: of the file and its log on SQLite, of the database on PostgreSQL.
    pub fn bytes(&self) -> Result<u64, StoreError> {
        match &self.location {
            Location::Sqlite(path) => {
                let mut log = path.as_os_str().to_owned();
                log.push("-wal");
                let size = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |told| told.len());
                Ok(size(path).saturating_add(size(std::path::Path::new(&log))))
            }
            Location::Postgres(_) => self.read_blocking(|read| {
                let row = read.query_one("SELECT pg_database_size(current_database())", &[])?;
                Ok(row.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
            }),
        }
    }

    /// The position of the newest committed event, and a way to wait for later ones.
    pub fn position(&self) -> watch::Receiver<i64> {
        self.position.clone()
    }

    fn send<A: Answer>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<Outcome<A>, CommandError>>) -> Box<dyn Job>,
    ) -> Result<oneshot::Receiver<Result<Outcome<A>, CommandError>>, CommandError> {
        let (back, answer) = oneshot::channel();
        match self.queue.push(job(back)) {
            Ok(()) => Ok(answer),
            Err(_) => {
                self.meter.refused();
                Err(CommandError::Refused(Refusal::new(RefusalKind::Busy, "overloaded")))
            }
        }
    }

    /// Runs a command in the writer. It may be run again when its group is lost, so it must not have effects of its own.
    pub async fn submit<A: Answer>(
        &self,
        submission: Submission,
        work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> Result<Outcome<A>, CommandError> {
        let answer = self.send(|back| Box::new(Single { submission, work, answer: None, back: Some(back) }))?;
        answer.await.unwrap_or_else(|_| Err(closing()))
    }

    /// Like [`Store::submit`], for threads outside the async runtime.
    pub fn submit_blocking<A: Answer>(
        &self,
        submission: Submission,
        work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> Result<Outcome<A>, CommandError> {
        let answer = self.send(|back| Box::new(Single { submission, work, answer: None, back: Some(back) }))?;
        answer.blocking_recv().unwrap_or_else(|_| Err(closing()))
    }

    /// Runs a prepared plan with its like.
    pub async fn submit_batch<B: Batch>(
        &self,
        submission: Submission,
        plan: B,
    ) -> Result<Outcome<B::Answer>, CommandError> {
        let answer = self.send(|back| Box::new(Member { submission, plan, answer: None, back: Some(back) }))?;
        answer.await.unwrap_or_else(|_| Err(closing()))
    }

    /// Like [`Store::submit_batch`], for threads outside the async runtime.
    pub fn submit_batch_blocking<B: Batch>(
        &self,
        submission: Submission,
        plan: B,
    ) -> Result<Outcome<B::Answer>, CommandError> {
        let answer = self.send(|back| Box::new(Member { submission, plan, answer: None, back: Some(back) }))?;
        answer.blocking_recv().unwrap_or_else(|_| Err(closing()))
    }

    /// Reads from one snapshot. Blocks: call it from a thread that may ([`Store::read`] is for async code).
    pub fn read_blocking<A, E: From<StoreError>>(
        &self,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E>,
    ) -> Result<A, E> {
        self.readers.read(ask)
    }

    /// Reads from one snapshot on a thread of the blocking pool.
    pub async fn read<A, E>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E> + Send + 'static) -> Result<A, E>
    where
        A: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.apart(|readers| readers.read(ask)).await
    }

    /// Reads on a thread of the blocking pool; at most as many at once as there are readers, the others wait their turn: a
    /// connection more for everybody who asks would cost PostgreSQL a process each.
    async fn apart<A, E>(&self, ask: impl FnOnce(&Readers) -> Result<A, E> + Send + 'static) -> Result<A, E>
    where
        A: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let readers = Arc::clone(&self.readers);
        let work = move || {
            let answer = ask(&readers);
            drop(turn);
            answer
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|e| Err(StoreError::Unavailable(format!("a read was stopped: {e}")).into()))
    }

    /// A read of a few rows by key: runs at once where the engine answers within microseconds (SQLite), and on the blocking
    /// pool where it goes over a socket.
    pub async fn read_quick<A, E>(
        &self,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E> + Send + 'static,
    ) -> Result<A, E>
    where
        A: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self.location {
            Location::Sqlite(_) => self.readers.read(ask),
            Location::Postgres(_) => self.read(ask).await,
        }
    }

    /// The reference that an earlier request with this key and fingerprint answered with. A request it does not know costs no read.
    pub async fn repeated(&self, once: Idempotency) -> Result<Option<String>, StoreError> {
        self.keys.ready().await;
        let keys = Arc::clone(&self.keys);
        self.read_quick(move |read| keys.repeated(read, &once)).await
    }

    /// Like [`Store::read_quick`], but each query sees the newest state by itself; asked twice where the first connection had died
    /// with its server. For plans, which the writer checks again.
    pub async fn read_newest<A, E>(
        &self,
        ask: impl Fn(&mut Reader<'_>) -> Result<A, E> + Send + 'static,
    ) -> Result<A, E>
    where
        A: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self.location {
            Location::Sqlite(_) => self.readers.read_newest(ask),
            Location::Postgres(_) => self.apart(move |readers| readers.read_newest(ask)).await,
        }
    }

    /// Finishes what is queued, folds the log back and lets go of the files.
    pub fn close(&self) {
        self.queue.close();
        self.checkpoints.close();
        // Readers first: only a connection that may write folds the log back when it is the last to go.
        self.readers.close();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
                tracing::error!("a thread of the store panicked");
            }
        }
        self.readers.close();
        // Another may open it now, though somebody still holds this handle.
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.close();
    }
}

fn closing() -> CommandError {
    StoreError::Unavailable("the store is closing".to_owned()).into()
}
