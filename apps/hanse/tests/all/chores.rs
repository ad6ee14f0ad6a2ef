//! What an open installation does by itself.

use hanse::chores;
use inventory::{HoldRequest, Pieces, Shelf};
use kernel::Id;
use store::{Idempotency, Submission};

use crate::support::*;

const BUYER: Buyers = Buyers { name: "Zerlina Quastenhuber", email: "zq@example.org", street: "Waldweg 7" };
const SAME: Buyers = Buyers { name: "Z. Quastenhuber", email: "ZQ@example.org", street: "Postfach 9" };

fn tester() -> kernel::Actor {
    kernel::Actor::new("tester")
}

/// Until it is so; a minute is too long for anybody.
fn in_time(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..1_200 {
        if so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what} did not happen");
}

fn hold_that_ended(cell: &cell::Cell) -> Shelf {
    let order = inventory::OrderId::from_number(4_711);
    let variant = cell.store.read_blocking(|read| catalogue::variants_by_sku(read, &["H010-RED-S".parse().unwrap()]));
    let variant = variant.unwrap().remove(0).unwrap().variant.number();
    let warehouse = cell.store.read_blocking(|read| inventory::list_warehouses(read)).unwrap().remove(0).id;
    let shelf = Shelf::new(Id::from_number(variant), warehouse);
    let hold = move |tx: &mut store::Tx<'_>| {
        let context = tx.context().clone();
        let request = HoldRequest {
            for_order: order,
            lines: vec![Pieces { shelf, quantity: 3 }],
            expires_at: Some(context.now.plus_ms(-1)),
        };
        inventory::hold_stock_batch(tx, &[(&context, &request)])?.pop().unwrap()?;
        Ok(store::Nothing)
    };
    cell.store.submit_blocking(Submission::by(&tester()), hold).unwrap();
    shelf
}

fn held(cell: &cell::Cell, shelf: Shelf) -> i64 {
    let balances = cell.store.read_blocking(move |read| inventory::availability(read, &[shelf.variant])).unwrap();
    balances.iter().find(|one| one.shelf == shelf).unwrap().held
}

#[test]
fn a_store_that_opens_gives_back_what_nobody_confirmed_and_keeps_requests_for_two_days() {
    let folder = tempfile::tempdir().unwrap();
    let installation = company(&settings(folder.path()), 3);
    let shelf = hold_that_ended(&cell(&installation));
    for key in [1u8, 2] {
        let once = Some(Idempotency { key: [key; 16], fingerprint: [0; 16] });
        let nothing = |_: &mut store::Tx<'_>| Ok(store::Nothing);
        cell(&installation).store.submit_blocking(Submission::by(&tester()).once(once), nothing).unwrap();
    }
    let age = cell(&installation).store.context(&tester()).now.plus_ms(-chores::KEYS_KEPT_MS - 1);
    cell(&installation)
        .store
        .submit_blocking(Submission::by(&tester()), move |tx| {
            let key = store::Value::Blob(vec![1; 16]);
            tx.execute("UPDATE idempotency_keys SET at = $1 WHERE key = $2", &[age.into(), key])?;
            Ok(store::Nothing)
        })
        .unwrap();
    assert_eq!(held(&cell(&installation), shelf), 3);
    installation.close();
    drop(installation);

    let installation = open(&settings(folder.path()));
    let open = cell(&installation);
    in_time("the sweep of holds", || held(&open, shelf) == 0);
    in_time("the forgetting of an old key", || count(&open, "idempotency_keys") == 1);
    chores::run_all(&open).unwrap();
    assert_eq!(count(&open, "idempotency_keys"), 1, "a key of today is kept");
    drop(open);
    installation.close();
}

#[test]
fn two_orders_of_one_person_find_one_customer() {
    let folder = tempfile::tempdir().unwrap();
    let installation = company(&settings(folder.path()), 3);
    let open = cell(&installation);
    let (first, second) = (place(&open, &BUYER, "T-1"), place(&open, &SAME, "T-2"));
    in_time("the finding of the customer", || order(&open, second).customer.is_some());
    let customer = order(&open, first).customer;
    assert_eq!(order(&open, second).customer, customer, "the same e-mail, however it is written");
    let (filter, newest) = (orders::queries::OrderFilter::default(), orders::queries::OrderSort::Newest);
    let others =
        cell(&installation).store.read_blocking(|read| orders::queries::list_orders(read, &filter, newest, None, 10));
    assert!(others.unwrap().0.iter().filter(|one| one.customer == customer).count() == 2, "nobody else is them");
    drop(open);
    installation.close();
}
