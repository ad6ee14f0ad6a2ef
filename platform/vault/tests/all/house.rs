//! A vault over two fresh stores.

use std::path::PathBuf;
use std::sync::Arc;

use access::{Grant, Scope, Scopes};
use kernel::{Actor, Id as _};
use store::{CommandError, Options, Read as _, Store, StoreError};
use testkit::{Home, TestStore};
use vault::{Address, ErasureList, FileProvider, PersonData, PersonId, Purpose, Term, Vault};

/// Both stores, their folder, and what the region keeps beside them.
pub struct House {
    pub data: TestStore,
    pub keys: TestStore,
    pub folder: tempfile::TempDir,
    pub vault: Arc<Vault>,
}

pub fn key_options() -> Options {
    vault::key_store_options(Options::default())
}

impl House {
    fn new(data: Home, keys: Home) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = testkit::open(data, &[vault::MIGRATIONS], Options::default());
        let keys = testkit::open(keys, &[vault::KEY_MIGRATIONS], key_options());
        let (provider, list) = (provider(&folder), list(&folder));
        let vault = Vault::new(Arc::clone(&data.store), Arc::clone(&keys.store), &provider, list).unwrap();
        Self { data, keys, folder, vault: Arc::new(vault) }
    }

    /// Unlocks another vault over the same stores and files, as a restart does.
    pub fn unlock(&self) -> Vault {
        let (data, keys) = (Arc::clone(&self.data.store), Arc::clone(&self.keys.store));
        Vault::new(data, keys, &provider(&self.folder), list(&self.folder)).unwrap()
    }

    pub fn take_in(&self, person: &PersonData) -> PersonId {
        self.take_in_for(person, Purpose::RECIPIENT)
    }

    /// Keys first, then the row, as an order does.
    pub fn take_in_for(&self, person: &PersonData, purposes: &[(Purpose, Term)]) -> PersonId {
        let sealed = self.vault.seal_new(&self.data.store.context(&testkit::tester()), person, purposes).unwrap();
        wait(self.vault.keep_keys(&testkit::tester(), sealed.keys)).unwrap();
        let row = sealed.row;
        self.data.must(move |tx| {
            vault::insert_persons(tx, vec![row.clone()])?;
            Ok(store::Nothing)
        });
        sealed.person
    }

    pub fn count(&self, store: &Store, sql: &'static str) -> i64 {
        store.read_blocking(|read| -> Result<_, StoreError> { read.query_one(sql, &[])?.unwrap().int(0) }).unwrap()
    }

    /// The kinds of events told about a person, with who caused them.
    pub fn told(&self, person: PersonId) -> Vec<(String, String)> {
        let events = self.data.store.read_blocking(|read| store::events_of(read, &person.to_string())).unwrap();
        events.into_iter().map(|event| (event.kind, event.actor)).collect()
    }
}

pub fn provider(folder: &tempfile::TempDir) -> FileProvider {
    FileProvider::at(folder.path().join("master.key"))
}

pub fn list(folder: &tempfile::TempDir) -> ErasureList {
    ErasureList::at(list_path(folder))
}

pub fn list_path(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("erasures.txt")
}

/// Runs `test` on a fresh house of each engine.
pub fn on_both(test: impl Fn(&House)) {
    for (data, keys) in testkit::homes().into_iter().zip(testkit::homes()) {
        println!("on {:?}", data.location.engine());
        let house = House::new(data, keys);
        test(&house);
        house.data.store.close();
        house.keys.store.close();
    }
}

pub fn on_sqlite(test: impl Fn(&House)) {
    test(&House::new(testkit::sqlite_home(), testkit::sqlite_home()));
}

pub fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap().block_on(future)
}

pub fn grant(scopes: &[Scope]) -> Grant {
    let scopes: Scopes = scopes.iter().copied().collect();
    Grant::for_process("privacy_desk", "demo".parse().unwrap(), "eu".parse().unwrap(), scopes)
}

/// May see and correct.
pub fn desk() -> Grant {
    grant(&[Scope::PersonsRead, Scope::CustomersWrite])
}

pub fn erika() -> PersonData {
    PersonData {
        name: "Erika Mustermann-Quappenstein".into(),
        email: Some("erika@quappenstein.example".into()),
        phone: Some("030 9018 2047".into()),
        address: Some(Address {
            lines: vec!["Zwetschgengasse 1789".into(), "Hinterhaus".into()],
            city: "Köln".into(),
            region: None,
            postcode: Some("51147".into()),
            country: "DE".parse().unwrap(),
        }),
        ..PersonData::default()
    }
}

pub fn named(name: &str, email: &str) -> PersonData {
    PersonData { name: name.into(), email: Some(email.into()), ..PersonData::default() }
}

pub fn code<T>(result: Result<T, CommandError>) -> &'static str {
    match result {
        Err(CommandError::Refused(refusal)) => refusal.code,
        Err(CommandError::Failed(error)) => panic!("the store failed: {error}"),
        Ok(_) => panic!("not refused"),
    }
}

/// A person nobody ever sealed.
pub fn nobody() -> PersonId {
    PersonId::from_number(77)
}

pub fn actor() -> Actor {
    testkit::tester()
}
