//! Backing up while the server works, and restoring elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hanse::cli::backup::back_up_data;
use hanse::cli::restore::restore;
use kernel::Timestamp;
use store::Location;

use crate::support::{
    Buyers, Place, bring_erasures, bring_master_key, cell, company, count, database, drop_databases, hanse, open,
    order, place, postgres_server, settings, text,
};

const SOMEBODY: Buyers = Buyers { name: "Somebody Else", email: "somebody@example.org", street: "Torstraße 1" };
/// What trade writes to.
const TABLES: &[&str] = &["orders", "order_lines", "persons", "variants", "stock_movements", "events"];

#[test]
fn a_backup_under_load_restores_to_a_company_whose_books_and_stock_agree() {
    let here = Place::new();
    let (old, new) = (settings(&here.at("old")), settings(&here.at("new")));
    let installation = company(&old, 40);
    let busy = cell(&installation);
    let stop = Arc::new(AtomicBool::new(false));
    let hands: Vec<_> = (0..4)
        .map(|hand| {
            let (busy, stop) = (Arc::clone(&busy), Arc::clone(&stop));
            std::thread::spawn(move || {
                let mut placed = Vec::new();
                while !stop.load(Ordering::Acquire) {
                    placed.push((place(&busy, &SOMEBODY, &format!("L-{hand}-{}", placed.len())), now()));
                }
                placed
            })
        })
        .collect();
    std::thread::sleep(std::time::Duration::from_millis(500));
    // Another process, while this one is the server.
    let (well, said) = hanse(&old.data, &["backup", text(&here.at("monday")), "--keys", text(&here.at("keys"))]);
    assert!(well, "{said}");
    assert!(said["data"]["bytes"].as_u64().unwrap() > 100_000, "{said}");
    std::thread::sleep(std::time::Duration::from_millis(200));
    stop.store(true, Ordering::Release);
    let placed: Vec<_> = hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect();
    installation.close();

    bring_master_key(&old.data, &new.data);
    bring_erasures(&old.data, &new.data);
    let restored = restore(&new, &here.at("monday"), Some(&here.at("keys"))).unwrap();
    assert_eq!(restored.broken, Vec::<String>::new());
    assert_eq!(restored.notes, Vec::<String>::new());
    assert_eq!(restored.stores, 2);

    let installation = open(&new);
    let restored_cell = cell(&installation);
    let before: Vec<_> = placed.iter().filter(|(_, answered)| *answered < restored.as_of).collect();
    assert!(!before.is_empty(), "some orders were acknowledged before the backup began");
    assert!(before.len() < placed.len(), "and some afterwards");
    for (id, _) in before {
        assert_eq!(as_placed(order(&restored_cell, *id)), as_placed(order_before(&old, *id)));
    }
    place(&restored_cell, &SOMEBODY, "after-the-restore");
    installation.close();
    let (well, said) = hanse(&new.data, &["verify"]);
    assert!(well, "{said}");
}

fn now() -> Timestamp {
    use store::Clock as _;
    store::SystemClock.now()
}

/// The order without what is found out afterwards, there and here at different times: whose it is.
fn as_placed(order: orders::Order) -> orders::Order {
    orders::Order { customer: None, version: 1, changed_at: order.recorded_at, ..order }
}

/// The order in the installation it came from, read without opening that.
fn order_before(old: &hanse::settings::Settings, id: orders::OrderId) -> orders::Order {
    let place = Location::Sqlite(old.data.join("eu/demo/store.db"));
    store::look(&place, |read| orders::queries::order_by_id(read, id)).unwrap().unwrap()
}

#[test]
fn a_backup_at_rest_restores_to_the_same_rows() {
    let here = Place::new();
    let (old, new) = (settings(&here.at("old")), settings(&here.at("new")));
    let installation = company(&old, 25);
    let counts: Vec<i64> = TABLES.iter().map(|table| count(&cell(&installation), table)).collect();
    installation.close();
    let manifest = back_up_data(&old, &here.at("monday")).unwrap();
    let data = manifest.stores.iter().find(|copy| copy.owner.is_some()).unwrap();
    assert_eq!(data.copied.position, *counts.last().unwrap());

    // Without keys: everything is there, and nobody can be read.
    let restored = restore(&new, &here.at("monday"), None).unwrap();
    assert!(restored.notes.iter().any(|note| note.contains("no keys for demo")), "{:?}", restored.notes);
    assert_eq!(restored.broken, Vec::<String>::new());
    let installation = open(&new);
    let again: Vec<i64> = TABLES.iter().map(|table| count(&cell(&installation), table)).collect();
    assert_eq!(again, counts);
    installation.close();
}

const BROKEN: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
W-1,11111,RED MUG,2,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
W-2,11111,RED MUG,two,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
";

#[test]
fn rows_that_wait_can_be_put_right_after_a_restore() {
    let here = Place::new();
    let (old, new, bare) = (settings(&here.at("old")), settings(&here.at("new")), settings(&here.at("bare")));
    company(&old, 1).close();
    let file = here.at("broken.csv");
    std::fs::write(&file, BROKEN).unwrap();
    let (well, told) =
        hanse(&old.data, &["import", "orders", "--profile", "uk-retail", "--shop", "uk-web", text(&file)]);
    assert!(well && told["state"] == "waiting", "{told}");
    let import: jobs::JobId = told["import"].as_str().unwrap().parse().unwrap();
    let (well, said) = hanse(&old.data, &["backup", text(&here.at("monday")), "--keys", text(&here.at("keys"))]);
    assert!(well, "{said}");

    // A backup that lacks its uploads, as older programs made them: the retry says so, and the row waits on.
    let uploads = here.at("monday").join("eu/demo/uploads");
    let sealed = std::fs::read_dir(&uploads).unwrap().next().unwrap().unwrap().path();
    let manifest = here.at("monday").join("manifest.json");
    let whole = std::fs::read_to_string(&manifest).unwrap();
    let mut without: serde_json::Value = serde_json::from_str(&whole).unwrap();
    without["stores"].as_array_mut().unwrap().iter_mut().for_each(|store| {
        store.as_object_mut().unwrap().remove("uploads");
    });
    std::fs::write(&manifest, without.to_string()).unwrap();
    let row = restored_and_retried(&old, &bare, &here, import);
    let met = row.decisions.last().and_then(|decision| decision.met.as_ref()).map(|met| met.code.clone());
    assert_eq!((row.state, met.as_deref()), (jobs::RowState::Open, Some("upload_gone")));

    std::fs::write(&manifest, whole).unwrap();
    assert_eq!(restored_and_retried(&old, &new, &here, import).state, jobs::RowState::Resolved);

    let mut content = std::fs::read(&sealed).unwrap();
    content[20] ^= 1;
    std::fs::write(&sealed, content).unwrap();
    let damaged = restore(&settings(&here.at("third")), &here.at("monday"), Some(&here.at("keys"))).unwrap_err();
    assert!(damaged.to_string().contains("damaged"), "{damaged}");
}

/// Restores monday's backup to `new`, puts the waiting row right there and tells how it stands then.
fn restored_and_retried(
    old: &hanse::settings::Settings,
    new: &hanse::settings::Settings,
    here: &Place,
    import: jobs::JobId,
) -> jobs::QuarantinedRow {
    bring_master_key(&old.data, &new.data);
    bring_erasures(&old.data, &new.data);
    restore(new, &here.at("monday"), Some(&here.at("keys"))).unwrap();
    let installation = open(new);
    let cell = cell(&installation);
    let correction = r#"{"cells":{"quantity":"2"}}"#;
    let by = store::Submission::by(&kernel::Actor::new("test"));
    cell.store.submit_blocking(by, move |tx| jobs::retry_row(tx, import, 3, correction)).unwrap();
    jobs::run_job(&cell, import_orders::JOB_KINDS, import, &|| false, &mut |_| ()).unwrap();
    let row = cell.store.read_blocking(|read| jobs::quarantined_row(read, import, 3)).unwrap();
    drop(cell);
    installation.close();
    row
}

#[test]
fn a_backup_says_no_to_what_would_mislead() {
    let here = Place::new();
    let old = settings(&here.at("old"));
    let (well, said) = hanse(&old.data, &["backup", text(&here.at("monday"))]);
    assert!(!well && said["error"].as_str().unwrap().contains("no installation"), "{said}");
    let installation = company(&old, 5);
    installation.close();
    back_up_data(&old, &here.at("monday")).unwrap();
    let error =
        |result: Result<hanse::cli::restore::Restored, Box<dyn std::error::Error>>| result.unwrap_err().to_string();

    let twice = back_up_data(&old, &here.at("monday")).unwrap_err().to_string();
    assert!(twice.contains("not empty"), "{twice}");
    let over = error(restore(&old, &here.at("monday"), None));
    assert!(over.contains("holds an installation"), "{over}");

    let new = settings(&here.at("new"));
    let none = error(restore(&new, &here.at("tuesday"), None));
    assert!(none.contains("no finished backup"), "{none}");
    let (well, said) = hanse(&old.data, &["backup", "--keys", text(&here.at("keys"))]);
    assert!(well, "{said}");
    let swapped = error(restore(&new, &std::path::PathBuf::from(said["keys"]["folder"].as_str().unwrap()), None));
    assert!(swapped.contains("backup of keys and not of data"), "{swapped}");
    let master = error(restore(&new, &here.at("monday"), Some(&here.at("keys"))));
    assert!(master.contains("eu/master.key"), "{master}");

    let file = here.at("monday").join("eu/demo/store.db");
    let mut content = std::fs::read(&file).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 0x20;
    std::fs::write(&file, content).unwrap();
    let damaged = error(restore(&new, &here.at("monday"), None));
    assert!(damaged.contains("damaged") && damaged.contains("store.db"), "{damaged}");
    assert!(!hanse::installation::exists(&new.data), "nothing was made");
}

#[test]
fn backups_of_keys_go_when_their_day_is_over() {
    let here = Place::new();
    let old = settings(&here.at("old"));
    company(&old, 5).close();
    let keys = here.at("keys");
    let first = hanse::cli::backup::back_up_keys(&old, &keys, 7).unwrap();
    // As if a week had gone by.
    let manifest = first.folder.join("manifest.json");
    let mut told: serde_json::Value = serde_json::from_slice(&std::fs::read(&manifest).unwrap()).unwrap();
    told["delete_after"] = "2026-01-01T00:00:00Z".into();
    std::fs::write(&manifest, told.to_string()).unwrap();
    std::fs::create_dir(keys.join("not-a-backup")).unwrap();
    let second = hanse::cli::backup::back_up_keys(&old, &keys, 7).unwrap();
    assert_eq!(second.removed, 1);
    assert!(!first.folder.exists() && second.folder.exists() && keys.join("not-a-backup").exists());
}

#[test]
fn a_company_on_postgresql_restores_into_another_database() {
    let Some(server) = postgres_server() else { return };
    let url = |name: &str| database(&server, name);
    let here = Place::new();
    let on = |name: &str| hanse::settings::Settings { database: Some(url(name)), ..settings(&here.at(name)) };
    let (old, new) = (on("old"), on("new"));
    let installation = company(&old, 10);
    let counts: Vec<i64> = TABLES.iter().map(|table| count(&cell(&installation), table)).collect();
    back_up_data(&old, &here.at("monday")).unwrap();
    hanse::cli::backup::back_up_keys(&old, &here.at("keys"), 1).unwrap();
    installation.close();
    bring_master_key(&old.data, &new.data);
    bring_erasures(&old.data, &new.data);
    let restored = restore(&new, &here.at("monday"), Some(&here.at("keys"))).unwrap();
    assert_eq!((restored.broken, restored.notes), (Vec::new(), Vec::new()));
    let installation = open(&new);
    assert_eq!(*cell(&installation).store.location(), Location::Postgres(url("new")));
    let again: Vec<i64> = TABLES.iter().map(|table| count(&cell(&installation), table)).collect();
    assert_eq!(again, counts);
    installation.close();
    drop_databases(&server, &[url("old"), url("new")]);
}

#[test]
fn a_restore_says_when_the_list_of_the_erased_is_missing_or_too_old() {
    let here = Place::new();
    let old = settings(&here.at("old"));
    let installation = company(&old, 3);
    let somebody = place(&cell(&installation), &SOMEBODY, "E-1");
    let person = crate::support::person_of(&cell(&installation), somebody);
    installation.close();
    let earlier = here.at("earlier");
    bring_erasures(&old.data, &earlier);
    let installation = open(&old);
    hanse::cli::erase::erase(&installation, &crate::support::tenant(), person, "letter 1").unwrap();
    installation.close();
    back_up_data(&old, &here.at("monday")).unwrap();

    let noted = |name: &str, list: Option<&std::path::Path>| {
        let new = settings(&here.at(name));
        bring_master_key(&old.data, &new.data);
        if let Some(from) = list {
            bring_erasures(from, &new.data);
        }
        restore(&new, &here.at("monday"), None).unwrap().notes.join(" ")
    };
    let missing = noted("without", None);
    assert!(missing.contains("LIST OF ERASED PERSONS IS MISSING") && missing.contains("eu/demo/erasures"), "{missing}");
    let older = noted("older", Some(&earlier));
    assert!(older.contains("OLDER THAN THE BACKUP"), "{older}");
    let newest = noted("newest", Some(&old.data));
    assert!(!newest.contains("ERASED"), "{newest}");
}
