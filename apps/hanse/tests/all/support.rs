//! A small company in a folder of its own, and what a person at a terminal does with it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use access::{Grant, RegionCode, Scope, TenantCode};
use cell::Cell;
use hanse::demo;
use hanse::installation::Installation;
use hanse::settings::Settings;
use order_to_cash::{Buyer, Desk, Destination, LineRequest, OrderRequest, Recipient};
use orders::{BuyerKind, Order, OrderId};
use store::{Outcome, Read as _, StoreError, Submission};
use vault::{Address, PersonId, Vault};

pub fn tenant() -> TenantCode {
    "demo".parse().unwrap()
}

pub fn region() -> RegionCode {
    "eu".parse().unwrap()
}

pub fn settings(data: &Path) -> Settings {
    Settings { data: data.to_owned(), ..Settings::default() }
}

pub fn open(settings: &Settings) -> Arc<Installation> {
    Installation::open(settings.clone()).unwrap()
}

pub fn cell(installation: &Installation) -> Arc<Cell> {
    installation.open_cell(&tenant(), &region()).unwrap()
}

/// A company with so many orders of its past year.
pub fn company(settings: &Settings, orders: u32) -> Arc<Installation> {
    let installation = open(settings);
    installation.make_tenant(&tenant(), &region(), "Demo Company").unwrap();
    let made = demo::make(&cell(&installation), &demo::Wanted { orders, seed: 5, stock: 10_000 }).unwrap();
    assert!(made.orders > 0);
    at_rest(&cell(&installation));
    installation
}

/// Waits until who bought is found out for every order: nothing happens by itself any more.
pub fn at_rest(cell: &Cell) {
    let one = |sql: &str| {
        let row = cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query_one(sql, &[]) });
        row.unwrap().map_or(0, |row| row.int(0).unwrap())
    };
    for _ in 0..1_200 {
        let reached = one("SELECT position FROM event_cursors WHERE subscriber = 'who_bought'");
        if reached == one("SELECT position FROM events ORDER BY position DESC LIMIT 1") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the company does not come to rest");
}

/// Somebody whose name is found in no dictionary.
#[derive(Debug, Clone, Copy)]
pub struct Buyers {
    pub name: &'static str,
    pub email: &'static str,
    pub street: &'static str,
}

/// Places an order for somebody: its id.
pub fn place(cell: &Arc<Cell>, buyer: &Buyers, number: &str) -> OrderId {
    let (desk, vault) = (cell.part::<Desk>(), cell.part::<Vault>());
    let country = "DE".parse().unwrap();
    let request = OrderRequest {
        channel: "web".parse().unwrap(),
        shop: "demo-de".parse().unwrap(),
        external_number: Some(number.to_owned()),
        market: "de".parse().unwrap(),
        currency: None,
        buyer: Buyer { kind: BuyerKind::Consumer, vat_id: None, checked: None },
        destination: Destination { country, postcode: Some("10115".to_owned()) },
        recipient: Some(Recipient {
            name: buyer.name.to_owned(),
            company: None,
            email: Some(buyer.email.to_owned()),
            phone: None,
            vat_id: None,
            address: Some(Address {
                lines: vec![buyer.street.to_owned()],
                city: "Berlin".to_owned(),
                region: None,
                postcode: Some("10115".to_owned()),
                country,
            }),
        }),
        customer: None,
        lines: vec![LineRequest { sku: "H010-RED-S".parse().unwrap(), quantity: 1, unit_price: None }],
        carriage: None,
        placed_at: None,
        hold_until: None,
    };
    let submission = Submission::by(&kernel::Actor::new("tester"));
    match order_to_cash::place_blocking(&desk, &vault, &submission, &request).unwrap() {
        Outcome::Done(placed) => placed.id,
        Outcome::Repeated(_) => panic!("an order without a key is never repeated"),
    }
}

pub fn order(cell: &Cell, id: OrderId) -> Order {
    cell.store.read_blocking(|read| orders::queries::order_by_id(read, id)).unwrap().expect("the order is there")
}

pub fn person_of(cell: &Cell, id: OrderId) -> PersonId {
    kernel::Id::from_number(order(cell, id).person.expect("the order has a recipient"))
}

pub fn count(cell: &Cell, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query_one(&sql, &[])?.unwrap().int(0) }).unwrap()
}

/// A person of the service desk, who may look.
pub fn desk() -> Grant {
    let scopes = [Scope::PersonsRead].into_iter().collect();
    Grant::for_process("service_desk", tenant(), region(), scopes)
}

pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Puts the master key where a restore needs it, as its keeper does.
pub fn bring_master_key(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.join("eu")).unwrap();
    std::fs::copy(from.join("eu/master.key"), to.join("eu/master.key")).unwrap();
}

/// Puts the list of who was erased where a restore needs it, as its keeper does.
pub fn bring_erasures(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.join("eu/demo")).unwrap();
    std::fs::copy(from.join("eu/demo/erasures"), to.join("eu/demo/erasures")).unwrap();
}

/// Runs the program itself: whether it went well, and what it said as JSON.
pub fn hanse(data: &Path, args: &[&str]) -> (bool, serde_json::Value) {
    let ran = Command::new(env!("CARGO_BIN_EXE_hanse"))
        .args(["--json", "--data"])
        .arg(data)
        .args(args)
        .env("HANSE_LOG_FILTER", "warn")
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let said = serde_json::from_str(said.trim()).unwrap_or_else(|error| {
        panic!("{error}: {said} {}", String::from_utf8_lossy(&ran.stderr));
    });
    (ran.status.success(), said)
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder for one test: the installation, its backups, what is restored.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    pub fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The PostgreSQL server of the tests, if there is one; CI always has one.
pub fn postgres_server() -> Option<String> {
    let server = std::env::var("HANSE_TEST_POSTGRES").ok();
    assert!(server.is_some() || std::env::var_os("CI").is_none(), "HANSE_TEST_POSTGRES is not set");
    if server.is_none() {
        println!("skipped on PostgreSQL: HANSE_TEST_POSTGRES is not set");
    }
    server
}

/// A database of a server that this test run has for itself.
pub fn database(server: &str, name: &str) -> String {
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    format!("{base}/hanse_{name}_{}", std::process::id())
}

/// Drops databases and those of their keys.
pub fn drop_databases(server: &str, urls: &[String]) {
    let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
    for url in urls {
        let name = url.rsplit_once('/').unwrap().1;
        for name in [name.to_owned(), format!("{name}_keys")] {
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
        }
    }
}

/// Runs a test on SQLite and on PostgreSQL; a second tenant's database there is called like the first's with `_other`.
pub fn on_both_engines(name: &str, test: impl Fn(&Settings)) {
    let here = Place::new();
    test(&settings(&here.at("sqlite")));
    let Some(server) = postgres_server() else { return };
    let url = database(&server, name);
    test(&Settings { database: Some(url.clone()), ..settings(&here.at("postgres")) });
    drop_databases(&server, &[url.clone(), format!("{url}_other")]);
}
