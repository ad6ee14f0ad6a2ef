//! The stream of changes: others' work is heard without asking, nothing is missed, and nobody hears what they may not read.

use access::{Scope, Scopes};
use hanse::changes::NOT_TOLD;
use serde_json::json;
use store::{Read as _, StoreError};

use crate::door::{Door, all_scopes, key};
use crate::support::{Buyers, at_rest, cell, company, on_both_engines, place, region, tenant};

fn only(scope: Scope) -> Scopes {
    [scope].into_iter().collect()
}

#[test]
fn who_listens_hears_what_another_does_and_misses_nothing_by_being_away() {
    on_both_engines("changes", |settings| {
        let installation = company(settings, 5);
        let door = Door::to(&installation);
        let key = |scopes| key(&installation, &tenant(), &region(), scopes);
        let (another, clerk) = (key(all_scopes()), key(only(Scope::OrdersRead)));
        let buyer = Buyers { name: "Erika Mustermann", email: "erika@mailbox.example", street: "Hauptstr. 1" };
        let id = place(&cell(&installation), &buyer, "LIVE-1").to_string();
        at_rest(&cell(&installation));
        let hold = |because: &str| {
            let said =
                door.ask(&another, "POST", &format!("/v1/orders/{id}/hold"), Some(&json!({ "because": because })));
            assert_eq!(said.status, 200, "{}", said.text());
        };
        let release = |reason: &str| {
            let body = json!({ "reason": reason });
            let said = door.ask(&another, "POST", &format!("/v1/orders/{id}/release"), Some(&body));
            assert_eq!(said.status, 200, "{}", said.text());
        };

        let mut heard = door.listen(&clerk, "/v1/changes", None);
        let start = heard.next().unwrap();
        assert_eq!((start.name.as_str(), &start.data["resumed"]), ("start", &json!(false)));
        hold("review");
        let told = heard.until("orders.order_held.v1", &id).pop().unwrap();
        assert_eq!(told.data["of"], "orders");
        assert!(told.data["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{told:?}");
        drop(heard);

        // Away meanwhile: what happened is told when one comes again, once and in its order.
        release("seen");
        hold("address");
        let mut heard = door.listen(&clerk, "/v1/changes", Some(&told.id));
        assert_eq!(heard.next().unwrap().data["resumed"], true);
        let missed: Vec<_> = heard.until("orders.order_held.v1", &id).into_iter().map(|event| event.data).collect();
        let happened: Vec<_> = missed.iter().map(|data| data["happened"].as_str().unwrap()).collect();
        assert_eq!(happened, ["orders.order_released.v1", "orders.order_held.v1"]);

        // A place of another log is not gone on from; what is no place is refused.
        let mut lost = door.listen(&clerk, "/v1/changes", Some("99999999"));
        assert_eq!(lost.next().unwrap().data["resumed"], false);
        let headers = [("authorization", format!("Bearer {clerk}")), ("last-event-id", "yesterday".to_owned())];
        assert_eq!(door.call("GET", "/v1/changes", &headers, Vec::new()).status, 400);

        // A key that ends is told nothing more.
        let clerks =
            installation.keys.verify(&clerk, installation.control.context(&hanse::installation::program()).now);
        installation.keys.revoke(clerks.unwrap().key);
        release("again");
        while let Some(event) = heard.next() {
            assert_ne!(event.data["happened"], "orders.order_delivered.v1");
        }
        drop((heard, lost));
        drop(door);
        installation.close();
    });
}

#[test]
fn nobody_hears_of_what_they_may_not_read_and_the_whole_log_is_told_or_said_not_to_be() {
    on_both_engines("changes_scope", |settings| {
        let installation = company(settings, 5);
        let door = Door::to(&installation);
        let key = |scopes| key(&installation, &tenant(), &region(), scopes);
        let refused = |key: &str, url: &str| {
            let said = door.ask(key, "GET", url, None);
            (said.status, said.json()["code"].as_str().unwrap_or_default().to_owned())
        };
        let no = (403, "forbidden_scope".to_owned());
        assert_eq!(refused(&key(Scopes::NONE), "/v1/changes"), no);
        let stock = key(only(Scope::StockRead));
        assert_eq!(refused(&stock, "/v1/changes?of=orders"), no);
        assert_eq!(refused(&stock, "/v1/changes?of=stock,orders"), no);
        assert_eq!(refused(&stock, "/v1/changes?of=persons").0, 400);

        let log: Vec<(i64, String)> = cell(&installation)
            .store
            .read_blocking(|read| -> Result<_, StoreError> {
                let rows = read.query("SELECT position, kind FROM events ORDER BY position", &[])?;
                rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?.to_owned()))).collect()
            })
            .unwrap();
        let told = |key: &str, url: &str, of: &dyn Fn(&str) -> bool| {
            let mut heard = door.listen(key, url, Some("0"));
            assert_eq!(heard.next().unwrap().data["resumed"], true);
            for (position, kind) in log.iter().filter(|(_, kind)| of(kind.split('.').next().unwrap())) {
                let event = heard.next().unwrap();
                assert_eq!((event.id, &event.data["happened"]), (position.to_string(), &json!(kind)));
            }
        };
        told(&stock, "/v1/changes", &|centre| centre == "inventory" || centre == "logistics");
        told(&stock, "/v1/changes?of=stock", &|centre| centre == "inventory");
        told(&key(all_scopes()), "/v1/changes", &|centre| !NOT_TOLD.contains(&centre));
        assert!(log.iter().any(|(_, kind)| kind.starts_with("inventory.")));
        drop(door);
        installation.close();
    });
}

#[test]
fn so_many_may_listen_at_once_and_who_leaves_makes_room() {
    let here = crate::support::Place::new();
    let installation = company(&crate::support::settings(&here.at("data")), 1);
    let door = Door::to(&installation);
    let key = key(&installation, &tenant(), &region(), all_scopes());
    let mut all: Vec<_> = (0..64).map(|_| door.listen(&key, "/v1/changes", None)).collect();
    let said = door.ask(&key, "GET", "/v1/changes", None);
    assert_eq!((said.status, &said.json()["code"]), (503, &json!("too_many_listeners")));
    all.pop();
    let patience = std::time::Instant::now() + crate::running::PATIENCE;
    while door.ask(&key, "GET", "/v1/changes", None).status == 503 {
        assert!(std::time::Instant::now() < patience, "nobody's place is free");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    drop(all);
    drop(door);
    installation.close();
}
