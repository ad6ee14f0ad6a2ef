//! Fresh real stores for tests: every test that touches a store runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL is reached through `HANSE_TEST_POSTGRES`, the URL of a superuser's connection (`cargo xtask with-postgres`
//! starts a private server and sets it). Without it the PostgreSQL half is skipped with a message; under `CI=true` that is a
//! failure, so that a skipped half never passes for a tested one.
//!
//! Deliberately not here: anything a product crate may depend on; this crate is for tests only, so it may panic.
#![expect(clippy::expect_used, clippy::panic, reason = "only tests use this crate; a broken set-up must stop them")]

#[cfg(feature = "http")]
pub mod http;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kernel::{Actor, Timestamp};
use store::{Answer, Clock, CommandError, Location, Migrations, Options, Outcome, Store, Submission, Tx};

/// A store of its own for one test; gone when dropped.
pub struct TestStore {
    pub store: Arc<Store>,
    _home: Home,
}

/// Where a test's database lives; removed when dropped.
pub struct Home {
    pub location: Location,
    folder: Option<tempfile::TempDir>,
    database: Option<(String, String)>,
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.database
            && let Ok(mut client) = postgres::Client::connect(server, postgres::NoTls)
        {
            // A database left behind by a failed drop goes with the private server.
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
        drop(self.folder.take());
    }
}

/// A clock that tests move by hand.
#[derive(Debug)]
pub struct HandClock(std::sync::atomic::AtomicI64);

impl HandClock {
    pub fn at(text: &str) -> Arc<Self> {
        let at: Timestamp = text.parse().expect("an instant");
        Arc::new(Self(at.ms().into()))
    }
    pub fn forward_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.load(Ordering::SeqCst))
    }
}

/// An empty SQLite place.
pub fn sqlite_home() -> Home {
    let folder = tempfile::tempdir().expect("a folder for the test's store");
    let location = Location::Sqlite(folder.path().join("store.db"));
    Home { location, folder: Some(folder), database: None }
}

/// An empty PostgreSQL database, or `None` (with a message) where no server is given.
pub fn postgres_home() -> Option<Home> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("HANSE_TEST_POSTGRES") else {
        if std::env::var_os("CI").is_some() {
            panic!("HANSE_TEST_POSTGRES is not set: the PostgreSQL half of this test cannot run");
        }
        println!("skipped on PostgreSQL: HANSE_TEST_POSTGRES is not set (see cargo xtask with-postgres)");
        return None;
    };
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the test's PostgreSQL server");
    client
        .batch_execute(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        ))
        .expect("a database for the test");
    let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
    Some(Home {
        location: Location::Postgres(format!("{base}/{name}")),
        folder: None,
        database: Some((server.clone(), name)),
    })
}

/// One home an engine.
pub fn homes() -> Vec<Home> {
    std::iter::once(sqlite_home()).chain(postgres_home()).collect()
}

/// Opens a store in `home`.
pub fn open(home: Home, migrations: &[Migrations], options: Options) -> TestStore {
    let store = Store::open(home.location.clone(), migrations, options).expect("the test's store opens");
    TestStore { store, _home: home }
}

/// Runs `test` on a fresh store of each engine.
pub fn on_both(migrations: &[Migrations], test: impl Fn(&TestStore)) {
    on_both_with(migrations, &Options::default(), test);
}

/// Like [`on_both`], with options (a clock moved by hand, a small queue).
pub fn on_both_with(migrations: &[Migrations], options: &Options, test: impl Fn(&TestStore)) {
    for home in homes() {
        println!("on {:?}", home.location.engine());
        let fresh = open(home, migrations, options.clone());
        test(&fresh);
        fresh.store.close();
    }
}

/// The actor of tests.
pub fn tester() -> Actor {
    Actor::new("tester")
}

impl TestStore {
    /// Runs a command and gives its answer or its refusal.
    pub fn run<A: Answer>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> Result<A, CommandError> {
        match self.store.submit_blocking(Submission::by(&tester()), work)? {
            Outcome::Done(answer) => Ok(answer),
            Outcome::Repeated(_) => panic!("a submission without a key cannot be a repetition"),
        }
    }

    /// Runs a command that must succeed.
    pub fn must<A: Answer>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static) -> A {
        self.run(work).expect("the command succeeds")
    }

    /// The code of the refusal that a command must end with.
    pub fn refusal<A: Answer>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> &'static str {
        match self.run(work) {
            Err(CommandError::Refused(refusal)) => refusal.code,
            Err(CommandError::Failed(error)) => panic!("the store failed: {error}"),
            Ok(_) => panic!("the command was not refused"),
        }
    }
}
