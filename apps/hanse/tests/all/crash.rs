//! The real program, and PostgreSQL beneath it, killed under load again and again: what was acknowledged is there, once, and the
//! stock and the books agree. A few times in every test run; `CRASHES=18` kills so often in each test:
//! the program on either engine, PostgreSQL beneath it; 54 times in all (`make soak`).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hanse::settings::Settings;
use serde_json::Value;
use store::{Read as _, StoreError};

use crate::cluster::Cluster;
use crate::door::{all_scopes, key};
use crate::running::{Client, Running, until};
use crate::support::{Place, cell, company, count, hanse, open, region, settings, tenant};

/// Clients that place and pay at the same time.
const HANDS: usize = 6;
/// Orders acknowledged in a round before the blow falls.
const ENOUGH: usize = 12;
/// What the company had before.
const ORDERS_BEFORE: u32 = 10;

fn crashes(few: usize) -> usize {
    std::env::var("CRASHES").map_or(few, |text| text.parse().expect("CRASHES is a number"))
}

/// What a client was told of an order it asked for.
#[derive(Debug, Clone, Default)]
struct Told {
    /// The answer, when one came.
    placed: Option<Value>,
    paid: bool,
}

/// All that clients asked for, by order number.
type Asked = Arc<Mutex<BTreeMap<String, Told>>>;

/// SKUs enough that the load meets the same stock rows again and again without running out.
fn sku(number: usize) -> String {
    format!("H{:02}0-RED-S", number % 5 + 1)
}

/// Clients at work until told to stop; they stop by themselves when the server is gone for them.
struct Load {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicUsize>,
    hands: Vec<std::thread::JoinHandle<()>>,
}

impl Load {
    fn on(client: &Client, round: usize, asked: &Asked) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let hands = (0..HANDS).map(|hand| {
            let (client, asked) = (client.clone(), Arc::clone(asked));
            let (stop, acknowledged) = (Arc::clone(&stop), Arc::clone(&acknowledged));
            std::thread::spawn(move || {
                for count in 0.. {
                    if stop.load(Ordering::Acquire) {
                        return;
                    }
                    let number = format!("C-{round}-{hand}-{count}");
                    asked.lock().unwrap().insert(number.clone(), Told::default());
                    match ask(&client, &number, &sku(hand + count)) {
                        Some(told) => {
                            asked.lock().unwrap().insert(number, told);
                            acknowledged.fetch_add(1, Ordering::AcqRel);
                        }
                        None => std::thread::sleep(Duration::from_millis(20)),
                    }
                }
            })
        });
        let hands = hands.collect();
        Self { stop, acknowledged, hands }
    }

    fn until_enough(&self) {
        until("orders were acknowledged", || (self.acknowledged.load(Ordering::Acquire) >= ENOUGH).then_some(()));
    }

    fn end(self) {
        self.stop.store(true, Ordering::Release);
        for hand in self.hands {
            hand.join().unwrap();
        }
    }
}

/// Places and then pays; nothing when placing was not acknowledged.
fn ask(client: &Client, number: &str, sku: &str) -> Option<Told> {
    let (status, placed) = client.place(number, sku).ok()?;
    assert!(status == 201 || status >= 500, "{number}: {status} {placed}");
    if status != 201 {
        // The store was away for a moment: that is said, and nothing else is.
        assert_eq!(status, 503, "{placed}");
        return None;
    }
    let paid = client.pay(&placed, number).is_ok_and(|(status, answer)| {
        assert!(status == 200 || status == 503, "{number}: {status} {answer}");
        status == 200
    });
    Some(Told { placed: Some(placed), paid })
}

/// Repeats everything that was asked for since the last blow: the acknowledged answers the same, the rest is done now.
fn repeat(client: &Client, round: usize, asked: &Asked) {
    let prefix = format!("C-{round}-");
    let all: Vec<(String, Told)> = {
        let asked = asked.lock().unwrap();
        asked.iter().filter(|(number, _)| number.starts_with(&prefix)).map(|(n, t)| (n.clone(), t.clone())).collect()
    };
    for (number, told) in all {
        let mut parts = number.split('-').skip(2).map(|part| part.parse::<usize>().unwrap());
        let sku = sku(parts.next().unwrap() + parts.next().unwrap());
        let (status, again) = client.place(&number, &sku).unwrap();
        assert_eq!(status, 201, "{number}: {again}");
        if let Some(placed) = &told.placed {
            assert_eq!(again["id"], placed["id"], "{number} was acknowledged and is another order now");
            assert_eq!(again["gross"], placed["gross"], "{number}");
        }
        let (status, order) = client.get(&format!("/v1/orders/{}", again["id"].as_str().unwrap())).unwrap();
        assert_eq!(status, 200, "{number}: {order}");
        assert_eq!(order["external_number"], number.as_str());
        if told.paid {
            assert_eq!(order["payment"], "paid", "{number}: its payment was acknowledged");
        }
        asked.lock().unwrap().insert(number, Told { placed: Some(again), paid: told.paid });
    }
}

/// The company at rest: each order once, stock, holds, payments and books agree.
fn all_is_well(settings: &Settings, asked: &Asked) {
    let (well, said) = hanse_on(settings, &["verify"]);
    assert!(well, "{said}");
    let asked = asked.lock().unwrap();
    let installation = open(settings);
    let cell = cell(&installation);
    let placed = i64::try_from(asked.len()).unwrap();
    let before = count(&cell, "orders WHERE external_number LIKE 'D-%'");
    assert!(before <= i64::from(ORDERS_BEFORE));
    assert_eq!(count(&cell, "orders"), before + placed, "each order is there once");
    assert_eq!(count(&cell, "(SELECT DISTINCT external_number FROM orders) o"), before + placed);
    assert_eq!(count(&cell, "events WHERE kind = 'orders.order_placed.v1'"), before + placed, "each was told once");
    let paid = asked.values().filter(|told| told.paid).count();
    let payments = "order_payments p JOIN orders o ON o.id = p.order_id WHERE o.external_number LIKE 'C-%'";
    let recorded = count(&cell, payments);
    assert!(recorded >= i64::try_from(paid).unwrap() && recorded <= placed, "{recorded} payments, {paid} acknowledged");
    // Each of these orders holds its one piece.
    let held = "SELECT CAST(COALESCE(SUM(h.open), 0) AS BIGINT) FROM stock_holds h JOIN orders o ON o.id = h.for_order \
                WHERE o.external_number LIKE 'C-%'";
    let held = cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query_one(held, &[])?.unwrap().int(0) });
    assert_eq!(held.unwrap(), placed, "each order holds its piece, once");
    drop(cell);
    installation.close();
}

fn hanse_on(settings: &Settings, args: &[&str]) -> (bool, Value) {
    hanse(&settings.data, args)
}

/// The company, and a key to it.
fn prepare(settings: &Settings) -> String {
    let installation = company(settings, ORDERS_BEFORE);
    let key = key(&installation, &tenant(), &region(), all_scopes());
    installation.close();
    key
}

fn kill_the_program(settings: &Settings, log: &Path, times: usize) {
    let key = prepare(settings);
    let asked = Asked::default();
    let mut running = Running::start(&settings.data, log, &[]);
    for round in 0..times {
        let load = Load::on(&Client::new(&running.address, &key), round, &asked);
        load.until_enough();
        // Not always at the same step of the work.
        std::thread::sleep(Duration::from_millis(u64::try_from(round * 37 % 150).unwrap()));
        running.kill();
        load.end();
        running = Running::start(&settings.data, log, &[]);
        repeat(&Client::new(&running.address, &key), round, &asked);
    }
    running.stop();
    all_is_well(settings, &asked);
}

#[test]
fn whatever_was_acknowledged_is_there_once_after_the_program_was_killed() {
    let here = Place::new();
    kill_the_program(&settings(&here.at("sqlite")), &here.at("log"), crashes(4));
}

#[test]
fn whatever_was_acknowledged_is_there_once_after_the_program_on_postgresql_was_killed() {
    let Some(cluster) = Cluster::start() else { return };
    let here = Place::new();
    let settings = Settings { database: Some(cluster.url.clone()), ..settings(&here.at("postgres")) };
    kill_the_program(&settings, &here.at("log"), crashes(1));
}

#[test]
fn whatever_was_acknowledged_is_there_once_after_postgresql_was_killed() {
    let Some(mut cluster) = Cluster::start() else { return };
    let here = Place::new();
    let settings = Settings { database: Some(cluster.url.clone()), ..settings(&here.at("postgres")) };
    let key = prepare(&settings);
    let asked = Asked::default();
    let running = Running::start(&settings.data, &here.at("log"), &[]);
    let client = Client::new(&running.address, &key);
    for round in 0..crashes(3) {
        let load = Load::on(&client, round, &asked);
        load.until_enough();
        std::thread::sleep(Duration::from_millis(u64::try_from(round * 37 % 150).unwrap()));
        if round % 2 == 0 {
            cluster.kill();
        } else {
            cluster.stop();
        }
        // While it is away, it is said that it is.
        std::thread::sleep(Duration::from_millis(200));
        load.end();
        cluster.again();
        // The same server process finds it again by itself.
        until("the server found its database again", || {
            let (status, answer) = client.place(&format!("C-{round}-0-0"), &sku(0)).ok()?;
            assert!(status == 201 || status == 503, "{status} {answer}");
            (status == 201).then_some(())
        });
        repeat(&client, round, &asked);
    }
    running.stop();
    all_is_well(&settings, &asked);
}
