//! The routes as a service desk meets them.

use std::sync::Arc;

use access::{ApiKey, KeyId, KeyRing, NewKey, RegionCode, Scope, Scopes, TenantCode, issue};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use cell::{Cell, Cells};
use edge::{ApiError, Edge, Settings};
use kernel::{Actor, Id, Timestamp};
use serde_json::{Value, json};
use store::Store;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;

use crate::trade::*;
use inventory::{CreateWarehouse, ReceiveStock, Received};
use ledger::{Account, AddEntity, NewTransfer};

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &TenantCode, _: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.0.clone())
    }
}

struct Desk {
    service: Router,
    key: ApiKey,
    runtime: tokio::runtime::Runtime,
}

fn desk(store: &Arc<Store>) -> Desk {
    desk_with(store, None)
}

fn desk_with(store: &Arc<Store>, vault: Option<Arc<vault::Vault>>) -> Desk {
    let ring = KeyRing::default();
    let scopes = Scopes::NONE.with(Scope::OrdersRead).with(Scope::OrdersWrite).with(Scope::LedgerRead);
    let tenant = "demo".parse().unwrap();
    let wanted = NewKey { tenant, region: region(), label: "test".into(), scopes, expires_at: None };
    let (key, record) = issue(wanted, KeyId::from_number(1), Actor::new("test"), Timestamp::default()).unwrap();
    ring.add(&record);
    let cell = Cell::new("demo".parse().unwrap(), region(), store.clone(), store.clone());
    if let Some(vault) = vault {
        cell.keep(vault);
    }
    let cells: Arc<dyn Cells> = Arc::new(One(cell));
    let api = OpenApiRouter::new()
        .nest("/v1", return_to_refund::routes().merge(ledger::routes()))
        .layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![
            kernel::TEXTS,
            orders::TEXTS,
            inventory::TEXTS,
            ledger::TEXTS,
            pricing::TEXTS,
            return_to_refund::TEXTS,
        ],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "Returns", version: "1", description: "." },
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    Desk { service: edge.around(api).unwrap(), key, runtime }
}

impl Desk {
    fn ask(&self, method: &str, path: &str, key: &str, body: Option<Value>) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(format!("/v1{path}"));
        request = request.header("authorization", format!("Bearer {}", self.key.reveal()));
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.runtime.block_on(async {
            let response = self.service.clone().oneshot(request.body(body).unwrap()).await.unwrap();
            let status = response.status().as_u16();
            let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, serde_json::from_slice(&bytes).unwrap_or_default())
        })
    }
}

#[test]
fn a_return_goes_its_way_over_http() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.pay(id, 13_513);
        company.deliver(id, &[]);
        company.invoice(id);
        let desk = desk(&company.t.store);

        let wanted = json!({"reason": "defect", "lines": [{"line": 1, "quantity": 2}]});
        let (status, asked) = desk.ask("POST", &format!("/orders/{id}/returns"), "a", Some(wanted.clone()));
        assert_eq!(
            (status, &asked["state"], &asked["lines"][0]["quantity"]),
            (201, &json!("requested"), &json!(2)),
            "{asked}"
        );
        let (_, again) = desk.ask("POST", &format!("/orders/{id}/returns"), "a", Some(wanted.clone()));
        assert_eq!(again["id"], asked["id"], "the same request again is the same return");
        let (status, problem) = desk.ask("POST", &format!("/orders/{id}/returns"), "b", Some(wanted));
        assert_eq!((status, &problem["code"]), (409, &json!("more_than_left_to_return")));

        let path = format!("/returns/{}", asked["id"].as_str().unwrap());
        let (status, list) = desk.ask("GET", "/returns?state=requested", "", None);
        assert_eq!((status, &list["items"][0]["id"]), (200, &asked["id"]));
        let number = json!(format!("N-{id}"));
        assert_eq!((&list["items"][0]["order_number"], &asked["order_number"]), (&number, &number));
        assert_eq!(desk.ask("GET", &path, "", None).1["order_number"], number);
        let (status, problem) = desk.ask("GET", "/returns?state=lost", "", None);
        assert_eq!((status, &problem["code"]), (400, &json!("invalid_query")), "{problem}");

        let found = json!({"lines": [{"line": 1, "received": 2, "restocked": 1}]});
        let (status, here) = desk.ask("POST", &format!("{path}/receipt"), "c", Some(found));
        assert_eq!(
            (status, &here["state"], &here["lines"][0]["restocked"]),
            (200, &json!("received"), &json!(1)),
            "{here}"
        );

        let credit = json!({"return": asked["id"]});
        let (status, given) = desk.ask("POST", &format!("/orders/{id}/credit-notes"), "d", Some(credit.clone()));
        assert_eq!((status, &given["number"]), (201, &json!("HANSE-EU-CRN-2026-000001")), "{given}");
        assert_eq!(given["gross"], json!({"amount": "79.34", "currency": "EUR"}));
        let (_, again) = desk.ask("POST", &format!("/orders/{id}/credit-notes"), "d", Some(credit));
        assert_eq!(again, given);
        assert_eq!(desk.ask("GET", &path, "", None).1["state"], "closed");

        let refund = json!({"return": asked["id"], "method": "card", "reference": "re_1"});
        let (status, back) = desk.ask("POST", &format!("/orders/{id}/refunds"), "e", Some(refund));
        assert_eq!(
            (status, &back["amount"]["amount"], &back["payment"]),
            (201, &json!("79.34"), &json!("partly_refunded")),
            "{back}"
        );
        let (status, problem) = desk.ask(
            "POST",
            &format!("/orders/{id}/refunds"),
            "f",
            Some(json!({"method": "card", "reference": "re_2"})),
        );
        assert_eq!((status, &problem["code"]), (422, &json!("refund_amount_wanted")));
        let (status, _) = desk.ask("GET", "/returns/ret_05WXQ7Z9K2F3A", "", None);
        assert_eq!(status, 404);
        company.lawful();
    });
}

#[test]
fn returns_are_listed_a_page_at_a_time() {
    on_each(|company| {
        let id = company.place(vec![line(orders::LineKind::Goods, "MUG", 5, 500, 95)], 0);
        company.deliver(id, &[]);
        let mut made: Vec<String> = (0..5).map(|_| company.came_back(id, &[(1, 1)]).to_string()).collect();
        made.reverse();
        let desk = desk(&company.t.store);
        let (mut seen, mut path) = (Vec::new(), "/returns?limit=2".to_owned());
        loop {
            let (status, page) = desk.ask("GET", &path, "", None);
            assert_eq!(status, 200, "{page}");
            seen.extend(page["items"].as_array().unwrap().iter().map(|found| found["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/returns?limit=2&cursor={next}");
        }
        assert_eq!(seen, made);
    });
}

/// A warehouse of another own company, whose books are in euro, with ten mugs at 5.00 euro.
fn abroad(company: &Company<'_>) -> inventory::WarehouseId {
    let entity = AddEntity {
        code: "other".parse().unwrap(),
        name: "Other GmbH".into(),
        country: "DE".parse().unwrap(),
        base_currency: "EUR".parse().unwrap(),
        zone: kernel::Zone::UTC,
        address: None,
    };
    company.t.must(move |tx| ledger::add_entity(tx, &entity));
    let input = CreateWarehouse {
        code: "oth".parse().unwrap(),
        country: "DE".parse().unwrap(),
        postcode: None,
        zone: kernel::Zone::UTC,
        entity: "other".parse().unwrap(),
    };
    let warehouse = company.t.must(move |tx| inventory::create_warehouse(tx, &input));
    company.t.must(move |tx| {
        let lines = vec![Received { variant: variant("MUG"), quantity: 10, unit_cost: None }];
        let stock = ReceiveStock { warehouse, lines, document: None, at: None };
        inventory::receive_stock_costing(tx, &stock, &[Some(eur(5_000))])?;
        let transfer = NewTransfer::new(Account::Inventory, Account::GoodsReceivedNotInvoiced, eur(5_000));
        let entry = ledger::NewEntry {
            entity: "other".parse().unwrap(),
            reference: None,
            cause: ledger::Cause::Received,
            at: tx.context().now,
            transfers: vec![transfer.tagged(variant("MUG").to_string())],
        };
        ledger::post_fact(tx, &entry)
    });
    warehouse
}

#[test]
fn what_comes_back_to_another_companys_shelf_is_owed_by_it_and_what_is_broken_is_the_sellers_loss() {
    on_each_in_pounds(|company| {
        let warehouse = abroad(company);
        company.cost("MUG", 10_000, 400);
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let desk = desk(&company.t.store);
        let wanted = json!({"reason": "defect", "lines": [{"line": 1, "quantity": 2}]});
        let (_, asked) = desk.ask("POST", &format!("/orders/{id}/returns"), "a", Some(wanted));
        let receipt = format!("/returns/{}/receipt", asked["id"].as_str().unwrap());
        let found = json!({"lines": [{"line": 1, "received": 2, "restocked": 1, "warehouse": warehouse.to_string()}]});
        let (status, problem) = desk.ask("POST", &receipt, "b", Some(found.clone()));
        assert_eq!((status, &problem["code"]), (409, &json!("fx_rate_missing")), "{problem}");
        let rates = vec![pricing::FxRow {
            currency: kernel::CurrencyCode::GBP,
            day: jiff::civil::date(2026, 11, 19),
            rate: "0.80".parse().unwrap(),
        }];
        let rates = pricing::ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
        company.t.must(move |tx| pricing::import_fx_rates(tx, &rates));
        let (status, here) = desk.ask("POST", &receipt, "c", Some(found));
        assert_eq!((status, &here["state"]), (200, &json!("received")), "{here}");

        let (_, page) = desk.ask("GET", &format!("/ledger/entries?order={id}"), "", None);
        let entries = page["items"].as_array().unwrap().iter().filter(|entry| entry["cause"] == "returned");
        let rows: Vec<Value> = entries
            .flat_map(|entry| {
                let transfers = entry["transfers"].as_array().unwrap().iter();
                transfers.map(move |one| {
                    json!([
                        entry["entity"],
                        one["debit"],
                        one["credit"],
                        one["amount"]["amount"],
                        one["base_amount"]["amount"]
                    ])
                })
            })
            .collect();
        let expected = [
            json!(["other", "inventory", "intercompany", "10.00", "10.00"]),
            json!(["other", "intercompany", "inventory", "5.00", "5.00"]),
            json!(["hanse", "intercompany", "cost_of_goods", "10.00", "8.00"]),
            json!(["hanse", "stock_write_off", "intercompany", "5.00", "4.00"]),
        ];
        assert_eq!(rows, expected);
        let stands = |account| (company.stands_of("other", account), company.stands_of("hanse", account));
        assert_eq!(stands(Account::Intercompany), (-500, 400));
        assert_eq!((stands(Account::Inventory).0, stands(Account::StockWriteOff)), (5_500, (0, 400)));
        company.lawful();
    });
}

#[test]
fn pieces_that_come_back_in_parts_to_two_companies_bring_back_what_left_and_no_more() {
    on_each_in_pounds(|company| {
        let warehouse = abroad(company);
        let rates = vec![pricing::FxRow {
            currency: kernel::CurrencyCode::GBP,
            day: jiff::civil::date(2026, 11, 19),
            rate: "0.80".parse().unwrap(),
        }];
        let rates = pricing::ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
        company.t.must(move |tx| pricing::import_fx_rates(tx, &rates));
        company.cost("MUG", 10_000, 400);
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let sold = company.stands_of("hanse", Account::CostOfGoods);
        let desk = desk(&company.t.store);
        let wanted = json!({"reason": "defect", "lines": [{"line": 1, "quantity": 3}]});
        let (_, asked) = desk.ask("POST", &format!("/orders/{id}/returns"), "a", Some(wanted));
        let receipt = format!("/returns/{}/receipt", asked["id"].as_str().unwrap());
        let (there, home) = (warehouse.to_string(), company.main.to_string());
        for (once, place) in [("1", &there), ("2", &home), ("3", &there)] {
            let found = json!({"lines": [{"line": 1, "received": 1, "warehouse": place}]});
            let (status, told) = desk.ask("POST", &receipt, once, Some(found));
            assert_eq!(status, 200, "{told}");
        }
        let left = company.stands_of("hanse", Account::CostOfGoods);
        assert_eq!(sold - left, 3 * 400, "three of them had cost 12.00");
        assert_eq!(company.stands_of("other", Account::Inventory), 5_000 + 2 * 500, "4.00 pounds are 5.00 euro");
        company.lawful();
    });
}

#[test]
fn a_credit_note_of_a_later_year_keeps_the_buyer_for_its_own_term() {
    on_each(|company| {
        let (t, folder) = (company.t, tempfile::tempdir().unwrap());
        let provider = vault::FileProvider::at(folder.path().join("master.key"));
        let list = vault::ErasureList::at(folder.path().join("erasures.txt"));
        let vault = vault::Vault::new(Arc::clone(&t.store), Arc::clone(&t.store), &provider, list).unwrap();
        let vault = Arc::new(vault);
        let desk = desk_with(&t.store, Some(Arc::clone(&vault)));
        let erika = vault::PersonData { name: "Erika Mustermann".into(), ..vault::PersonData::default() };
        let sealed = vault.seal_new(&t.store.context(&testkit::tester()), &erika, vault::Purpose::RECIPIENT).unwrap();
        desk.runtime.block_on(vault.keep_keys(&testkit::tester(), sealed.keys)).unwrap();
        let (row, person) = (sealed.row, sealed.person);
        t.must(move |tx| {
            vault::insert_persons(tx, vec![row.clone()])?;
            Ok(store::Nothing)
        });
        company.person.set(Some(person.number()));
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let paper = orders::commands::Paper {
            buyer: json!({"person": person.number(), "kept_until": "2034-12-31"}),
            ..orders::commands::Paper::default()
        };
        let until = "2035-01-01T00:00:00Z".parse().unwrap();
        let kept = desk.runtime.block_on(vault.keep_by_law(&testkit::tester(), person, until)).unwrap().unwrap();
        t.must(move |tx| {
            vault::keep_copy_by_law(tx, &kept)?;
            let paper = paper.clone();
            let series = ledger::NumberSeries {
                entity: "hanse".parse().unwrap(),
                region: region(),
                kind: ledger::NumberKind::Invoice,
                year: 2026,
            };
            orders::commands::issue_invoice(tx, id, |tx, _| Ok((ledger::draw_number(tx, &series)?, paper)))
        });
        company.clock.forward_ms(60 * 86_400_000);
        let credit = json!({"lines": [{"line": 1, "quantity": 1}]});
        let (status, given) = desk.ask("POST", &format!("/orders/{id}/credit-notes"), "a", Some(credit));
        assert_eq!(status, 201, "{given}");
        let documents = company.read(move |read| orders::queries::order_documents(read, id));
        let note: Value = serde_json::from_str(&documents[1].facts).unwrap();
        assert_eq!(
            (&note["buyer"]["kept_until"], &note["buyer"]["person"]),
            (&json!("2035-12-31"), &json!(person.number()))
        );
        let ends = company.read(|read| {
            let sql = "SELECT ends_at FROM person_keys WHERE purpose = 'statutory'";
            store::Read::query_one(read, sql, &[])?.unwrap().int(0)
        });
        assert_eq!(Timestamp::from_ms(ends), "2036-01-01T00:00:00Z".parse().unwrap());
    });
}
