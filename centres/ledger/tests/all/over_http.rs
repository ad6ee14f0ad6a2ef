//! The routes as an accountant's program meets them, on both engines.

use access::{ApiKey, Scope};
use ledger::{Account, Cause, NewEntry, NewTransfer, Parts, post_batch, post_pending};
use serde_json::{Value, json};
use store::{Nothing, Options, Submission};
use testkit::http::{Served, block_on, cell_on};
use testkit::{HandClock, on_both_with, tester};

use crate::books::{at, de, eur, one, order, placed};

struct Office {
    served: Served,
    /// May only read.
    reader: ApiKey,
}

impl Office {
    async fn call(&self, key: &ApiKey, method: &str, path: &str, write: Option<(&str, Value)>) -> (u16, Value) {
        match write {
            Some((once, body)) => self.served.ask_as(key, method, path, &[("idempotency-key", once)], Some(body)).await,
            None => self.served.ask_as(key, method, path, &[], None).await,
        }
    }
    async fn get(&self, path: &str) -> (u16, Value) {
        self.call(&self.reader, "GET", path, None).await
    }
    async fn post(&self, path: &str, once: &str, body: Value) -> (u16, Value) {
        self.served.write("POST", path, once, body).await
    }
    async fn add_german_company(&self) -> (u16, Value) {
        let body = json!({"code": "de", "name": "Hanse Handels GmbH", "country": "DE", "base_currency": "EUR", "time_zone": "Europe/Berlin"});
        self.post("/v1/entities", "company", body).await
    }
}

fn on_each(test: impl AsyncFn(&Office)) {
    let options = Options { clock: HandClock::at("2026-12-03T09:00:00Z"), ..Options::default() };
    on_both_with(&[ledger::MIGRATIONS], &options, |t| {
        let served = Served::of(&cell_on(&t.store), ledger::routes(), &[ledger::TEXTS], &[Scope::Admin]);
        let reader = served.key(&[Scope::LedgerRead]);
        block_on(test(&Office { served, reader }));
    });
}

#[test]
fn a_companys_seat_is_told_and_changed_by_who_saw_it_last() {
    on_each(async |office| {
        let (_, made) = office.add_german_company().await;
        assert_eq!((&made["address"], &made["version"]), (&Value::Null, &json!(1)), "{made}");
        let change = async |once: &str, seen: &str, body: Value| {
            let headers = [("idempotency-key", once), ("if-match", seen)];
            office.served.ask_as(&office.served.full, "PUT", "/v1/entities/de", &headers, Some(body)).await
        };
        let seat = json!({"lines": [" Am Sandtorkai 5 "], "city": "Hamburg", "postcode": "20457"});
        let body = json!({"name": "Hanse Handels SE", "address": seat});
        let (status, changed) = change("a", "\"v1\"", body.clone()).await;
        let told = json!({"lines": ["Am Sandtorkai 5"], "city": "Hamburg", "postcode": "20457"});
        assert_eq!(
            (status, &changed["name"], &changed["address"]),
            (200, &json!("Hanse Handels SE"), &told),
            "{changed}"
        );
        assert_eq!(office.get("/v1/entities/de").await, (200, changed));
        let (status, stale) = change("b", "\"v1\"", body).await;
        assert_eq!((status, &stale["code"]), (412, &json!("stale_version")), "{stale}");
        for (once, wrong) in
            [("c", json!({"lines": [], "city": "Hamburg"})), ("d", json!({"lines": ["x"], "city": " "}))]
        {
            let (status, refused) = change(once, "\"v2\"", json!({"name": "Hanse", "address": wrong})).await;
            assert_eq!((status, &refused["code"]), (422, &json!("entity_address_unusable")), "{refused}");
        }
        let (status, _) = office.get("/v1/entities/fr").await;
        assert_eq!(status, 404);
    });
}

#[test]
fn a_company_reads_what_an_order_did_to_its_books_and_closes_a_month() {
    on_each(async |office| {
        let (status, made) = office.add_german_company().await;
        assert_eq!((status, &made["base_currency"]), (201, &json!("EUR")), "{made}");
        assert_eq!(
            office.add_german_company().await,
            (201, made.clone()),
            "the same request again is the same company"
        );
        let again = json!({"code": "de", "name": "Other", "country": "DE", "base_currency": "USD", "time_zone": "UTC"});
        assert_eq!(office.post("/v1/entities", "other", again).await.1["code"], "entity_exists");

        let trade = Submission::by(&tester());
        let step = |tx: &mut store::Tx<'_>| {
            let context = tx.context().clone();
            post_batch(tx, &[(context, placed(7))])?;
            post_pending(tx, de(), &order(7), Cause::Delivered, Parts::ToDate { part: 1, whole: 2 })?;
            Ok(Nothing)
        };
        office.served.cell.store.submit(trade, step).await.unwrap();

        let (_, entries) = office.get("/v1/ledger/entries?order=ord_0000000000007").await;
        let steps: Vec<&str> =
            entries["items"].as_array().unwrap().iter().map(|e| e["cause"].as_str().unwrap()).collect();
        assert_eq!(steps, ["placed", "delivered"]);
        let tax = &entries["items"][1]["transfers"][1];
        assert_eq!(tax["amount"], json!({"amount": "9.50", "currency": "EUR"}));
        assert_eq!(
            (&tax["state"], &tax["tag"], &tax["settles"]["place"]),
            (&json!("posted"), &json!("de/standard"), &json!(2))
        );
        let id = entries["items"][0]["id"].as_str().unwrap();
        assert_eq!(office.get(&format!("/v1/ledger/entries/{id}")).await.1, entries["items"][0]);
        assert_eq!(office.get("/v1/ledger/entries/jrn_0000000000001").await.1["code"], "entry_not_found");
        assert_eq!(office.get("/v1/ledger/entries").await.0, 400);

        let (_, balance) = office.get("/v1/ledger/trial-balance?entity=de&on=2026-12-31").await;
        let line = |account: &str| {
            balance["lines"].as_array().unwrap().iter().find(|line| line["account"] == account).unwrap().clone()
        };
        assert_eq!(line("receivable")["balance"]["amount"], "59.50");
        assert_eq!(line("receivable")["pending_debits"]["amount"], "59.50");
        assert_eq!(line("tax_payable")["balance"]["amount"], "-9.50");
        let (total, half) = (&balance["total"], "59.50");
        assert_eq!((&total["debits"]["amount"], &total["credits"]["amount"]), (&json!(half), &json!(half)), "{total}");
        assert_eq!(total["pending_credits"]["amount"], half);
        assert_eq!((&total["balance"]["amount"], &total["balanced"]), (&json!("0.00"), &json!(true)));
        assert_eq!(office.get("/v1/ledger/trial-balance?entity=us&on=2026-12-31").await.0, 404);

        let close = |until: &str, once: &'static str| {
            office.post(
                "/v1/ledger/periods/close",
                once,
                json!({"entity": "de", "until": until, "reason": "VAT filed"}),
            )
        };
        assert_eq!(close("2026-12-03", "early").await.1["code"], "period_not_over");
        assert_eq!(close("2026-11-30", "november").await.1["closed_until"], "2026-11-30");
        assert_eq!(close("2026-11-30", "november").await.0, 200);
        assert_eq!(close("2026-11-30", "twice").await.1["code"], "period_already_closed");
        assert_eq!(office.get("/v1/entities").await.1["items"][0]["closed_until"], "2026-11-30");
        let close = Some(("reader", json!({"entity": "de", "until": "2026-12-01"})));
        let refused = office.call(&office.reader, "POST", "/v1/ledger/periods/close", close).await;
        assert_eq!((refused.0, &refused.1["code"]), (403, &json!("forbidden_scope")));
    });
}

#[test]
fn a_statement_is_read_page_by_page_and_knows_only_the_entitys_accounts() {
    on_each(async |office| {
        office.add_german_company().await;
        let body = json!({"code": "till_berlin", "entity": "de", "kind": "asset", "names": {"de": "Kasse Berlin"}});
        assert_eq!(office.post("/v1/ledger/accounts", "till", body.clone()).await.0, 201);
        assert_eq!(office.post("/v1/ledger/accounts", "again", body).await.1["code"], "account_exists");
        let odd = json!({"code": "x", "entity": "de", "kind": "treasure", "names": {"en": "X"}});
        assert_eq!(office.post("/v1/ledger/accounts", "odd", odd).await.0, 422);
        let (_, chart) = office.get("/v1/ledger/accounts?entity=de").await;
        assert_eq!(chart["items"].as_array().unwrap().len(), Account::STANDARD.len() + 1);

        let trade = |tx: &mut store::Tx<'_>| {
            let till = Account::Own("till_berlin".parse().unwrap());
            let context = tx.context().clone();
            let sales = (1..=5).map(|n| {
                let first = NewTransfer::new(till, Account::RevenueGoods, eur(n));
                let second = NewTransfer::new(till, Account::Rounding, eur(n + 100));
                let sale = NewEntry { transfers: vec![first, second], at: at("2026-12-01T10:00:00Z"), ..placed(n) };
                (context.clone(), sale)
            });
            let other = one(placed(6), NewTransfer::new(Account::Cash, Account::Receivable, eur(999)));
            post_batch(tx, &sales.chain([(context.clone(), other)]).collect::<Vec<_>>())?;
            Ok(Nothing)
        };
        office.served.cell.store.submit(Submission::by(&tester()), trade).await.unwrap();

        let first = "/v1/ledger/accounts/till_berlin/statement?entity=de&limit=3";
        let (mut path, mut amounts) = (first.to_owned(), Vec::new());
        loop {
            let (status, page) = office.get(&path).await;
            assert_eq!(status, 200, "{page}");
            let items = page["items"].as_array().unwrap().iter();
            amounts.extend(items.map(|item| item["transfer"]["amount"]["amount"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("{first}&cursor={next}");
            let other = format!("/v1/ledger/accounts/cash/statement?entity=de&cursor={next}");
            assert_eq!(office.get(&other).await.1["code"], "invalid_cursor");
        }
        assert_eq!(amounts, ["1.05", "0.05", "1.04", "0.04", "1.03", "0.03", "1.02", "0.02", "1.01", "0.01"]);
        assert_eq!(office.get("/v1/ledger/accounts/nowhere/statement?entity=de").await.1["code"], "unknown_account");
        assert_eq!(office.get("/v1/ledger/accounts/cash/statement?entity=us").await.1["code"], "unknown_entity");
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |office| office.served.stands_the_sweep(11).await);
}
