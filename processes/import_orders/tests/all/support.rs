//! A company with one cell, in a folder of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use cell::Cell;
use import_orders::{JOB_KINDS, Options};
use jobs::{Job, JobId, Uploads};
use kernel::{Actor, Money};
use serde_json::Value;
use store::{Location, Migrations, Read, Store, StoreError};
use testkit::Home;
use vault::Vault;

pub const DATA: &[Migrations] = &[
    vault::MIGRATIONS,
    catalogue::MIGRATIONS,
    customers::MIGRATIONS,
    inventory::MIGRATIONS,
    tax::MIGRATIONS,
    pricing::MIGRATIONS,
    orders::MIGRATIONS,
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    import_orders::MIGRATIONS,
];

pub struct Company {
    pub cell: Arc<Cell>,
    pub folder: tempfile::TempDir,
    home: Home,
}

impl Company {
    pub fn in_home(home: Home) -> Self {
        Self::open(home, tempfile::tempdir().unwrap())
    }

    /// As after a stop of the server.
    pub fn reopened(self) -> Self {
        let Self { cell, folder, home } = self;
        cell.store.close();
        cell.keys.close();
        drop(cell);
        Self::open(home, folder)
    }

    fn open(home: Home, folder: tempfile::TempDir) -> Self {
        let store = Store::open(home.location.clone(), DATA, store::Options::default()).unwrap();
        let options = vault::key_store_options(store::Options::default());
        let keys = Location::Sqlite(folder.path().join("keys.db"));
        let keys = Store::open(keys, &[jobs::KEY_MIGRATIONS, vault::KEY_MIGRATIONS], options).unwrap();
        let cell = Cell::new("acme".parse().unwrap(), "eu".parse().unwrap(), store, Arc::clone(&keys));
        let provider = vault::FileProvider::at(folder.path().join("master.key"));
        let list = vault::ErasureList::at(folder.path().join("erasures.txt"));
        let vault = Vault::new(Arc::clone(&cell.store), Arc::clone(&keys), &provider, list.clone());
        cell.keep(Arc::new(vault.unwrap()));
        cell.keep(Arc::new(Uploads::at(folder.path().join("uploads"), keys)));
        import_orders::let_uploads_go_with_persons(&cell, &list).unwrap();
        Self { cell, folder, home }
    }

    pub fn uploads(&self) -> Vec<PathBuf> {
        let folder = std::fs::read_dir(self.folder.path().join("uploads"));
        folder.map(|files| files.map(|file| file.unwrap().path()).collect()).unwrap_or_default()
    }

    pub fn queue(&self, bytes: &[u8], profile: &str, options: Options) -> JobId {
        import_orders::queue_blocking(&self.cell, &importer(), bytes, profile, options).unwrap()
    }

    pub fn run(&self, id: JobId) -> Job {
        jobs::run_job(&self.cell, JOB_KINDS, id, &|| false, &mut |_| ()).unwrap()
    }

    pub fn command<A: store::Answer>(
        &self,
        work: impl FnMut(&mut store::Tx<'_>) -> Result<A, store::CommandError> + Send + 'static,
    ) {
        self.cell.store.submit_blocking(store::Submission::by(&importer()), work).unwrap();
    }

    /// The texts of the first column.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query(sql, &[]) }).unwrap();
        rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
    }

    /// The order of an external number, read whole.
    pub fn order(&self, external_number: &str) -> orders::Order {
        let id = self.number(&format!("SELECT id FROM orders WHERE external_number = '{external_number}'"));
        let read =
            self.cell.store.read_blocking(|read| orders::queries::order_by_id(read, kernel::Id::from_number(id)));
        read.unwrap().unwrap()
    }

    /// Why it is as it is.
    pub fn reasons(&self, external_number: &str) -> orders::OrderReasons {
        let order = self.order(external_number);
        self.cell.store.read_blocking(|read| orders::queries::order_reasons(read, &order)).unwrap()
    }

    /// Somebody asked to be forgotten.
    pub fn erase(&self, person: vault::PersonId) {
        let scopes = access::Scopes::NONE.with(access::Scope::CustomersWrite);
        let desk = access::Grant::for_process("desk", "acme".parse().unwrap(), "eu".parse().unwrap(), scopes);
        self.cell.part::<Vault>().erase_blocking(&desk, person, Some("asked to be forgotten")).unwrap();
    }

    pub fn number(&self, sql: &str) -> i64 {
        let row = self.cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query_one(sql, &[]) });
        row.unwrap().unwrap().int(0).unwrap()
    }
}

pub fn importer() -> Actor {
    Actor::new("importer")
}

pub fn shop() -> Options {
    Options::of("uk-web".parse().unwrap())
}

pub fn report(job: &Job) -> Value {
    serde_json::from_str(job.report.as_deref().unwrap_or("null")).unwrap()
}

/// The books' balances in a report, in minor units by `account|currency`.
pub fn balances(told: &Value) -> BTreeMap<String, i64> {
    let all = told["books"]["accounts"].as_array().unwrap().iter();
    all.map(|one| {
        let balance: Money = serde_json::from_value(one["balance"].clone()).unwrap();
        (format!("{}|{}", one["account"].as_str().unwrap(), balance.currency()), balance.minor())
    })
    .collect()
}
