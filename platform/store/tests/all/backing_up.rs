//! A copy made while others write, and a store made from it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use kernel::Id as _;
use store::{
    CommandError, Copied, Engine, Event, Kind, Location, Migrations, Options, Read, Store, StoreError, Submission,
    Table, Tx, Value,
};
use testkit::{Home, TestStore, homes, tester};

const START: (i64, &str, &str) = (
    1,
    "start",
    "CREATE TABLE shelves (code {text} PRIMARY KEY){table_end};
     INSERT INTO shelves (code) VALUES ('top');
     CREATE TABLE parcels (id {int} PRIMARY KEY, shelf {text} NOT NULL REFERENCES shelves (code), word {text} NOT NULL UNIQUE,
         size {int} NOT NULL, label {blob}){table_end};
     {word_index parcel_words};",
);
const PARCELS: Migrations = Migrations { owner: "parcels", steps: &[START] };
/// The next release: a column more, and a row that its migration puts in.
const PARCELS_LATER: Migrations = Migrations {
    owner: "parcels",
    steps: &[
        START,
        (
            2,
            "colour",
            "ALTER TABLE parcels ADD COLUMN colour {text} NOT NULL DEFAULT 'brown'; INSERT INTO shelves (code) VALUES ('middle')",
        ),
    ],
};
const TABLE: Table = Table {
    name: "parcels",
    columns: &[
        ("id", Kind::Int),
        ("shelf", Kind::Text),
        ("word", Kind::Text),
        ("size", Kind::Int),
        ("label", Kind::Blob),
    ],
    key: &["id"],
};

kernel::typed_id!(ParcelId, "par");

fn store_parcel(tx: &mut Tx<'_>, word: &str, size: i64) -> Result<ParcelId, CommandError> {
    let id: ParcelId = tx.context().new_id();
    let label = (size % 2 == 0).then(|| [0u8, 255, 10, 13].repeat(8_000));
    let row = vec![Value::id(id), Value::word("top"), Value::from(word), Value::Int(size), Value::from(label)];
    tx.insert(&TABLE, vec![row])?;
    tx.index_words("parcel_words", vec![(id.number(), word.to_owned())])?;
    tx.publish(Event::new("parcels.parcel_stored.v1", id, &size)?);
    Ok(id)
}

fn number(store: &Store, sql: &'static str) -> i64 {
    store.read_blocking(|read| -> Result<_, StoreError> { read.query_one(sql, &[])?.unwrap().int(0) }).unwrap()
}

fn has(store: &Store, word: &str) -> bool {
    let query = store::find::FindQuery {
        all_of: vec![vec![store::find::Word::exact(word.to_owned())]],
        before: i64::MAX,
        from: 0,
        limit: 2,
    };
    let by_index = store.read_blocking(|read| read.find("parcel_words", &query)).unwrap();
    let word = word.to_owned();
    let by_row = store
        .read_blocking(|read| read.query_one("SELECT id FROM parcels WHERE word = $1", &[Value::from(word)]))
        .unwrap()
        .map(|row| row.int(0).unwrap());
    assert_eq!(by_index.first().copied(), by_row, "the word index and the table say the same");
    by_row.is_some()
}

/// An empty place of the same engine.
fn elsewhere(engine: Engine) -> Home {
    match engine {
        Engine::Sqlite => testkit::sqlite_home(),
        Engine::Postgres => testkit::postgres_home().expect("PostgreSQL was there before"),
    }
}

struct Backup {
    folder: tempfile::TempDir,
    copied: Copied,
}

impl Backup {
    fn path(&self) -> PathBuf {
        self.folder.path().join("copy")
    }
    fn largest(&self) -> PathBuf {
        let largest = self.copied.files.iter().max_by_key(|file| file.bytes).unwrap();
        self.path().join(&largest.name)
    }
    fn restore(&self, location: &Location, migrations: &[Migrations]) -> Result<(), StoreError> {
        store::restore(&self.copied, &self.path(), location, migrations)
    }
}

fn backup(location: &Location) -> Backup {
    let folder = tempfile::tempdir().unwrap();
    let copied = store::back_up(location, &folder.path().join("copy")).unwrap();
    Backup { folder, copied }
}

fn with_parcels(home: Home, count: i64) -> TestStore {
    let t = testkit::open(home, &[PARCELS], Options::default());
    for size in 0..count {
        t.must(move |tx| store_parcel(tx, &format!("parcel{size}"), size));
    }
    t
}

#[test]
fn a_copy_made_while_four_write_holds_all_that_was_acknowledged_before() {
    for home in homes() {
        let t = with_parcels(home, 20);
        let engine = t.store.engine();
        let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::<String>::new())));
        let writers: Vec<_> = (0..4)
            .map(|hand| {
                let (store, stop, acknowledged) = (Arc::clone(&t.store), Arc::clone(&stop), Arc::clone(&acknowledged));
                std::thread::spawn(move || {
                    let mut count = 0i64;
                    while !stop.load(Ordering::Acquire) {
                        let word = format!("hand{hand}no{count}");
                        let kept = word.clone();
                        store
                            .submit_blocking(Submission::by(&tester()), move |tx| store_parcel(tx, &word, count))
                            .unwrap();
                        acknowledged.lock().unwrap().push(kept);
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let mut copies = Vec::new();
        while copies.len() < 3 {
            if acknowledged.lock().unwrap().len() < 100 * (copies.len() + 1) {
                std::thread::yield_now();
                continue;
            }
            let before = acknowledged.lock().unwrap().clone();
            copies.push((before, backup(t.store.location())));
        }
        stop.store(true, Ordering::Release);
        let written: i64 = writers.into_iter().map(|writer| writer.join().unwrap()).sum();
        assert_eq!(number(&t.store, "SELECT COUNT(*) FROM parcels"), written + 20, "the copies took nothing away");
        t.store.close();
        for (before, copy) in copies {
            let new_home = elsewhere(engine);
            copy.restore(&new_home.location, &[PARCELS]).unwrap();
            let restored = testkit::open(new_home, &[PARCELS], Options::default());
            assert!(restored.store.migrated().is_empty(), "{:?}", restored.store.migrated());
            for word in &before {
                assert!(has(&restored.store, word), "{word} was acknowledged before the copy began");
            }
            let parcels = number(&restored.store, "SELECT COUNT(*) FROM parcels");
            assert_eq!(
                parcels,
                number(&restored.store, "SELECT COUNT(*) FROM events"),
                "a parcel, its event: together or not at all"
            );
            assert_eq!(parcels, copy.copied.position);
            assert_eq!(
                parcels - number(&restored.store, "SELECT COUNT(*) FROM parcels WHERE label IS NULL"),
                number(&restored.store, "SELECT COUNT(*) FROM parcels WHERE size % 2 = 0")
            );
            let newest = number(&restored.store, "SELECT MAX(id) FROM parcels");
            restored.must(|tx| store_parcel(tx, "afterwards", 1));
            assert!(number(&restored.store, "SELECT MAX(id) FROM parcels") > newest, "it goes on where the copy ended");
            restored.store.close();
        }
    }
}

#[test]
fn another_process_may_copy_and_look_while_a_server_has_the_store() {
    for home in homes() {
        let t = with_parcels(home, 3);
        // No handle of the open store is used here: this is what a second process does.
        let location = t.store.location().clone();
        assert!(matches!(Store::open(location.clone(), &[PARCELS], Options::default()), Err(StoreError::Taken(_))));
        let seen = store::look(&location, |read| read.query_one("SELECT COUNT(*) FROM parcels", &[])).unwrap().unwrap();
        assert_eq!(seen.int(0).unwrap(), 3);
        assert_eq!(backup(&location).copied.position, 3);
        t.must(|tx| store_parcel(tx, "fourth", 4));
        t.store.close();
        if let Location::Sqlite(path) = &location {
            assert!(!path.with_file_name("store.db-wal").exists(), "closing folded the log back");
        }
        assert_eq!(backup(&location).copied.position, 4, "and when no server runs");
        // A closed store is free for the next server, even while a handle of it is left.
        Store::open(location, &[PARCELS], Options::default()).unwrap().close();
    }
}

fn flip_a_byte(path: &Path) {
    let mut content = std::fs::read(path).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 1;
    std::fs::write(path, content).unwrap();
}

#[test]
fn a_damaged_backup_is_refused_before_anything_is_made() {
    type Damage = fn(&Path);
    let damages: [Damage; 3] = [
        flip_a_byte,
        |path| std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(9).unwrap(),
        |path| std::fs::remove_file(path).unwrap(),
    ];
    for home in homes() {
        let t = with_parcels(home, 200);
        for damage in damages {
            let copy = backup(t.store.location());
            let damaged = copy.largest();
            damage(&damaged);
            let new_home = elsewhere(t.store.engine());
            let refused = copy.restore(&new_home.location, &[PARCELS]).unwrap_err();
            assert!(refused.to_string().contains(damaged.to_str().unwrap()), "{refused}");
            if let Location::Sqlite(path) = &new_home.location {
                assert!(!path.exists());
            }
            // The place is still empty: an undamaged copy goes in.
            backup(t.store.location()).restore(&new_home.location, &[PARCELS]).unwrap();
        }
    }
}

#[test]
fn a_file_name_that_leads_out_of_the_backup_is_refused() {
    let t = with_parcels(testkit::sqlite_home(), 1);
    for name in ["../store.db", "/etc/hostname", "..", "a/b"] {
        let mut copy = backup(t.store.location());
        copy.copied.files[0].name = name.to_owned();
        let refused = copy.restore(&testkit::sqlite_home().location, &[PARCELS]).unwrap_err();
        assert!(refused.to_string().contains("damaged"), "{refused}");
    }
}

#[test]
fn a_restore_wants_an_empty_place_its_own_engine_and_a_program_new_enough() {
    for home in homes() {
        let t = with_parcels(home, 2);
        let copy = backup(t.store.location());
        let engine = t.store.engine();
        t.store.close();
        let there = copy.restore(t.store.location(), &[PARCELS]).unwrap_err();
        assert!(there.to_string().contains("empty"), "{there}");

        let mut newer = Backup { copied: copy.copied.clone(), folder: copy.folder };
        newer.copied.schema.insert("parcels".to_owned(), 7);
        let new_home = elsewhere(engine);
        let refused = newer.restore(&new_home.location, &[PARCELS]).unwrap_err();
        assert!(matches!(&refused, StoreError::Schema(said) if said.contains("newer")), "{refused}");
        newer.copied.schema.insert("parcels".to_owned(), 1);
        newer.copied.schema.insert("drones".to_owned(), 1);
        assert!(matches!(newer.restore(&new_home.location, &[PARCELS]), Err(StoreError::Schema(_))));

        newer.copied.schema.remove("drones");
        let other = match engine {
            Engine::Sqlite => Location::Postgres("postgres://nobody@127.0.0.1:1/none".to_owned()),
            Engine::Postgres => testkit::sqlite_home().location.clone(),
        };
        assert!(matches!(newer.restore(&other, &[PARCELS]), Err(StoreError::Misuse(_))));
    }
}

#[test]
fn an_older_backup_comes_up_to_date() {
    for home in homes() {
        let t = with_parcels(home, 5);
        let copy = backup(t.store.location());
        let new_home = elsewhere(t.store.engine());
        copy.restore(&new_home.location, &[PARCELS_LATER]).unwrap();
        let restored = testkit::open(new_home, &[PARCELS_LATER], Options::default());
        assert_eq!(restored.store.migrated(), ["parcels 2 colour"]);
        assert_eq!(number(&restored.store, "SELECT COUNT(*) FROM parcels WHERE colour = 'brown'"), 5);
        assert_eq!(number(&restored.store, "SELECT COUNT(*) FROM shelves"), 2);
        restored.store.close();
    }
}

#[test]
fn a_backup_wants_a_folder_of_its_own() {
    let t = with_parcels(testkit::sqlite_home(), 1);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let refused = store::back_up(t.store.location(), folder.path()).unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
