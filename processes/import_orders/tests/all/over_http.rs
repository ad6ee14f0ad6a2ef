//! The routes, as somebody's program meets them.

use std::sync::Arc;

use access::{ApiKey, KeyId, KeyRing, NewKey, RegionCode, Scope, Scopes, TenantCode, issue};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use cell::{Cell, Cells};
use edge::{ApiError, Edge, Settings};
use jobs::JobState;
use kernel::{Actor, Id, Timestamp};
use serde_json::{Value, json};
use testkit::sqlite_home;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;

use crate::files::{BROKEN, TRADE};
use crate::support::Company;

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &TenantCode, _: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.0.clone())
    }
}

pub struct Server {
    pub company: Company,
    service: Router,
    key: ApiKey,
    other: ApiKey,
    ring: Arc<KeyRing>,
}

pub fn server() -> Server {
    let company = Company::in_home(sqlite_home());
    let ring = Arc::new(KeyRing::default());
    let (full, other) = (key(&ring, Scope::Import), key(&ring, Scope::OrdersRead));
    let cells: Arc<dyn Cells> = Arc::new(One(company.cell.clone()));
    let api = OpenApiRouter::new().nest("/v1", import_orders::routes()).layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![
            kernel::TEXTS,
            order_file::TEXTS,
            jobs::TEXTS,
            import_orders::TEXTS,
            vault::TEXTS,
            access::TEXTS,
            orders::TEXTS,
        ],
        keys: Arc::clone(&ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "Imports", version: "1", description: "." },
    };
    Server { service: edge.around(api).unwrap(), company, key: full, other, ring }
}

fn key(ring: &KeyRing, scope: Scope) -> ApiKey {
    let (tenant, region) = ("acme".parse().unwrap(), "eu".parse().unwrap());
    let wanted = NewKey { tenant, region, label: "test".into(), scopes: Scopes::NONE.with(scope), expires_at: None };
    let place = Scope::ALL.iter().position(|other| *other == scope).unwrap();
    let number = KeyId::from_number(i64::try_from(place).unwrap() + 1);
    let (key, record) = issue(wanted, number, Actor::new("test"), Timestamp::default()).unwrap();
    ring.add(&record);
    key
}

impl Server {
    /// A key that may do this and nothing else.
    pub fn with(&self, scope: Scope) -> ApiKey {
        key(&self.ring, scope)
    }

    pub async fn ask(&self, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> (u16, Value) {
        self.ask_as(&self.key, "once", method, path, kind, body).await
    }

    pub async fn ask_as(
        &self,
        key: &ApiKey,
        once: &str,
        method: &str,
        path: &str,
        kind: &str,
        body: impl Into<Body>,
    ) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/v1{path}"))
            .header("authorization", format!("Bearer {}", key.reveal()))
            .header("idempotency-key", format!("{once}{}", path.replace(['/', '?', '&', '='], "-")))
            .header("content-type", kind)
            .body(body.into())
            .unwrap();
        let answer: Response<Body> = self.service.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let bytes = axum::body::to_bytes(answer.into_body(), 10_000_000).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    pub async fn run(&self, id: &str) -> JobState {
        let (cell, id) = (self.company.cell.clone(), id.parse().unwrap());
        let run = move || jobs::run_job(&cell, import_orders::JOB_KINDS, id, &|| false, &mut |_| ()).unwrap();
        tokio::task::spawn_blocking(run).await.unwrap().state
    }
}

pub const CSV: &str = "application/octet-stream";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_uploaded_watched_and_its_rows_put_right() {
    let server = server();
    let start = "/imports?profile=uk-retail&shop=uk-web";
    let (status, queued) = server.ask("POST", start, CSV, BROKEN).await;
    assert_eq!((status, &queued["state"]), (202, &json!("queued")), "{queued}");
    let id = queued["id"].as_str().unwrap().to_owned();
    let (_, repeated) = server.ask("POST", start, CSV, BROKEN).await;
    assert_eq!(repeated["id"], id.as_str(), "the same request twice is one import");
    assert_eq!(server.run(&id).await, JobState::Waiting);

    let (_, rows) = server.ask("GET", &format!("/imports/{id}/quarantine?limit=1"), CSV, "").await;
    assert_eq!((&rows["items"][0]["line"], &rows["items"][0]["field"]), (&json!(3), &json!("quantity")), "{rows}");
    let next = rows["next"].as_str().unwrap();
    let (_, rest) = server.ask("GET", &format!("/imports/{id}/quarantine?limit=1&cursor={next}"), CSV, "").await;
    assert_eq!(rest["items"][0]["line"], 4);
    let tried = server.ask_as(&server.key, "dry", "POST", &format!("{start}&dry_run=true"), CSV, THREE_BROKEN).await;
    let dry = tried.1["id"].as_str().unwrap();
    assert_eq!(server.run(dry).await, JobState::Done);
    assert_eq!(server.company.uploads().len(), 1, "nothing is kept for a dry run");
    let (_, would_wait) = server.ask("GET", &format!("/imports/{dry}/quarantine"), CSV, "").await;
    assert_eq!(would_wait["items"].as_array().unwrap().len(), 3, "what would wait is told all the same");
    let (_, waiting) = server.ask("GET", "/imports/waiting", CSV, "").await;
    assert_eq!(waiting["rows"], json!({"count": 2, "more": false}), "a dry run waits for nobody: {waiting}");
    assert_eq!((&waiting["imports"][0]["import"]["id"], waiting["imports"].as_array().unwrap().len()), (&json!(id), 1));

    let json_type = "application/json";
    let retry = format!("/imports/{id}/quarantine/3/retry");
    let (status, refused) = server.ask("POST", &retry, json_type, r#"{"cells":{"weight":"6"}}"#).await;
    assert_eq!((status, &refused["code"]), (422, &json!("import_correction_unclear")), "{refused}");
    assert_eq!((&refused["field"], &refused["facts"]["word"]), (&json!("/cells/weight"), &json!("weight")));
    let wrong = r#"{"cells":{"quantity":"half"},"reason":"a guess"}"#;
    server.ask_as(&server.key, "wrong", "POST", &retry, json_type, wrong).await;
    server.run(&id).await;
    let fixed = r#"{"cells":{"quantity":"6"},"reason":"asked the shop"}"#;
    let (status, row) = server.ask_as(&server.key, "two", "POST", &retry, json_type, fixed).await;
    assert_eq!((status, &row["state"], &row["value"]), (200, &json!("retried"), &json!("six")), "{row}");
    assert_eq!(row["cells"]["quantity"], "six", "the file's own row stays");
    let [guess, asked] = row["decisions"].as_array().unwrap().as_slice() else { panic!("{row}") };
    assert_eq!((&guess["reason"], &guess["met"]["value"]), (&json!("a guess"), &json!("half")));
    assert_eq!((&asked["reason"], &asked["correction"]["cells"]["quantity"]), (&json!("asked the shop"), &json!("6")));
    assert!(asked["decided_by"].as_str().unwrap().starts_with("key_") && asked["decided_at"].is_string());
    let leave_out = format!("/imports/{id}/quarantine/4/leave-out");
    let (status, left) = server.ask("POST", &leave_out, json_type, r#"{"reason":"a test"}"#).await;
    assert_eq!((status, &left["decisions"][0]["reason"]), (200, &json!("a test")));
    assert_eq!(server.run(&id).await, JobState::Done);
    let (_, shown) = server.ask("GET", &format!("/imports/{id}"), CSV, "").await;
    assert_eq!((&shown["state"], &shown["report"]["quarantine"]["left_out_by_person"]), (&json!("done"), &json!(1)));
    let (status, over) = server.ask("POST", &format!("/imports/{id}/cancel"), json_type, "").await;
    assert_eq!((status, &over["code"]), (409, &json!("job_is_over")));
    let (_, list) = server.ask("GET", "/imports", CSV, "").await;
    assert_eq!((&list["items"][1]["id"], &list["items"][1]["report"]), (&json!(id), &Value::Null));
    let (_, waiting) = server.ask("GET", "/imports/waiting", CSV, "").await;
    assert_eq!(waiting, json!({"rows": {"count": 0, "more": false}, "imports": []}));
}

const THREE_BROKEN: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
M-1,11111,RED MUG,2,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
M-2,11111,RED MUG,two,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
M-3,11111,RED MUG,three,2011-02-01 09:00:00,2.50,Max Muster,United Kingdom
M-4,11111,RED MUG,four,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
";

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_resolved_only_with_what_it_became_and_a_retry_that_fails_loses_none() {
    let server = server();
    let (_, queued) = server.ask("POST", "/imports?profile=uk-retail&shop=uk-web", CSV, THREE_BROKEN).await;
    let id = queued["id"].as_str().unwrap().to_owned();
    assert_eq!(server.run(&id).await, JobState::Waiting);
    let retry = async |once: &str, line: u8, cells: Value| {
        let path = format!("/imports/{id}/quarantine/{line}/retry");
        let body = json!({ "cells": cells }).to_string();
        let (status, answer) = server.ask_as(&server.key, once, "POST", &path, "application/json", body).await;
        (status, answer["code"].clone())
    };
    let states = async || {
        let (_, rows) = server.ask("GET", &format!("/imports/{id}/quarantine"), CSV, "").await;
        let newest = |row: &Value| row["decisions"].as_array().unwrap().last().map(|one| one["met"]["problem"].clone());
        let rows = rows["items"].as_array().unwrap().iter();
        rows.map(|row| (row["state"].as_str().unwrap().to_owned(), newest(row))).collect::<Vec<_>>()
    };
    let orders = || server.company.texts("SELECT external_number FROM orders ORDER BY 1");

    // The upload is away for a while: nobody is led to put rows right in vain, and rows that are being retried say so and are open again.
    for (line, quantity) in [(3, "2"), (5, "4")] {
        retry("a", line, json!({ "quantity": quantity })).await;
    }
    let upload = server.company.uploads().remove(0);
    std::fs::rename(&upload, upload.with_extension("away")).unwrap();
    assert_eq!(retry("away", 4, json!({ "quantity": "3" })).await, (409, json!("upload_gone")));
    assert_eq!(server.run(&id).await, JobState::Failed);
    let gone = ("open".to_owned(), Some(json!("upload_gone")));
    assert_eq!(states().await, [gone.clone(), ("open".to_owned(), None), gone]);
    std::fs::rename(upload.with_extension("away"), &upload).unwrap();

    // Three at once, one of them of no use: the others go in, and it is open with what it met.
    for (line, quantity) in [(3, "2"), (4, "3"), (5, "4")] {
        assert_eq!(retry("b", line, json!({ "quantity": quantity })).await.0, 200);
    }
    assert_eq!(server.run(&id).await, JobState::Waiting);
    let resolved = ("resolved".to_owned(), Some(Value::Null));
    assert_eq!(
        states().await,
        [resolved.clone(), ("open".to_owned(), Some(json!("customer_is_personal"))), resolved.clone()]
    );
    assert_eq!(orders(), ["M-1", "M-2", "M-4"]);
    assert_eq!(server.company.uploads().len(), 1);

    let refused = retry("c", 4, json!({ "customer": "Max Muster" })).await;
    assert_eq!(refused, (422, json!("customer_is_personal")), "the record of a correction names nobody");
    retry("d", 4, json!({ "quantity": "3", "customer": "" })).await;
    assert_eq!(server.run(&id).await, JobState::Done);
    assert_eq!(states().await[1], resolved);
    assert_eq!(orders(), ["M-1", "M-2", "M-3", "M-4"]);
    assert!(server.company.uploads().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_that_is_not_understood_and_may_name_somebody_is_refused_at_its_cell() {
    let server = server();
    let (_, queued) = server.ask("POST", "/imports?profile=uk-retail&shop=uk-web", CSV, THREE_BROKEN).await;
    let id = queued["id"].as_str().unwrap().to_owned();
    assert_eq!(server.run(&id).await, JobState::Waiting);
    let retry = async |field: &str, text: &str| {
        let path = format!("/imports/{id}/quarantine/3/retry");
        let body = json!({ "cells": { field: text } }).to_string();
        let once = key_of(field, text);
        let (status, answer) = server.ask_as(&server.key, &once, "POST", &path, "application/json", body).await;
        (status, answer["code"].as_str().unwrap_or_default().to_owned(), answer["field"].clone())
    };
    for (field, text) in [
        ("quantity", "Olga Kirschbaum"),
        ("quantity", "030 1231231"),
        ("unit_price", "Olga Kirschbaum"),
        ("unit_price", "030/1231231"),
        ("placed_at", "Olga Kirschbaum"),
        ("country", "Olga Kirschbaum"),
        ("country", "+49 30 1231231"),
        ("description", "for olga@kirsch.example"),
    ] {
        let refused = (422, "personal_text".to_owned(), json!(format!("/cells/{field}")));
        assert_eq!(retry(field, text).await, refused, "{field}: {text}");
    }
    let (_, rows) = server.ask("GET", &format!("/imports/{id}/quarantine"), CSV, "").await;
    assert_eq!(rows["items"][0]["decisions"], json!([]), "nothing of it is recorded");
    // What is understood there is, whatever it looks like.
    assert_eq!(retry("country", "United Kingdom").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_that_names_whom_its_row_goes_to_is_refused_at_its_cell() {
    let server = server();
    let rows = "X-1,2026-03-01 10:00,DE,VASE,Vase,zwei,12.00,EUR,neu,,Olga Kirschbaum,,Wabernweg 7,,51147,Wahnhausen,,olga@kirsch.example,030 1231231,\n";
    let field = |name: &str, value: &str| {
        format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let (profile, file) = (crate::recipients::addressed(), crate::recipients::text(rows));
    let form = [field("profile", &profile), field("shop", "uk-web"), field("file", &file)].concat() + "--cut--\r\n";
    let (_, queued) = server.ask("POST", "/imports", "multipart/form-data; boundary=cut", form).await;
    let id = queued["id"].as_str().unwrap().to_owned();
    assert_eq!(server.run(&id).await, JobState::Waiting);
    for (field, text, status) in [
        ("quantity", "Kirschbaum", 422),
        ("quantity", "1231231", 422),
        ("description", "Olga Kirschbaum", 422),
        ("sku", "KIRSCHBAUM-OLGA", 422),
        ("invoice_number", "Kirschbaum", 422),
        ("status", "Kirschbaum", 422),
        // An article's own word, said by a person.
        ("description", "Kirschbaum", 200),
    ] {
        let body = json!({ "cells": { field: text } }).to_string();
        let path = format!("/imports/{id}/quarantine/2/retry");
        let once = key_of(field, text);
        let answer = server.ask_as(&server.key, &once, "POST", &path, "application/json", body).await;
        let code = if status == 422 { json!("personal_text") } else { Value::Null };
        assert_eq!((answer.0, &answer.1["code"]), (status, &code), "{field}: {text}: {}", answer.1);
    }
}

/// A key for asking once.
fn key_of(field: &str, text: &str) -> String {
    format!("{field}-{}", text.bytes().map(|byte| format!("{byte:x}")).collect::<String>())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_brings_its_own_profile_and_a_dry_run_writes_nothing() {
    let server = server();
    let profile = order_file::PROFILES[0].1;
    let field = |name: &str, value: &str| {
        format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let form = [field("profile", profile), field("shop", "uk-web"), field("dry_run", "true"), field("file", TRADE)];
    let form = form.concat().replace("name=\"file\"", "name=\"file\"; filename=\"orders_2010.csv\"") + "--cut--\r\n";
    let (status, queued) = server.ask("POST", "/imports", "multipart/form-data; boundary=cut", form).await;
    assert_eq!((status, &queued["dry_run"]), (202, &json!(true)), "{queued}");
    assert_eq!(queued["file_name"], "orders_2010.csv");
    let id = queued["id"].as_str().unwrap();
    assert_eq!(server.run(id).await, JobState::Done);
    let (_, shown) = server.ask("GET", &format!("/imports/{id}"), CSV, "").await;
    assert_eq!((&shown["report"]["adds_up"], &shown["report"]["invoices"]["order"]["new"]), (&json!(true), &json!(7)));
    assert_eq!(server.company.number("SELECT COUNT(*) FROM orders"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_imported_is_refused_at_once_and_keeps_no_upload() {
    let server = server();
    for (path, body, status, code) in [
        ("/imports?shop=uk-web", TRADE, 422, "import_field_missing"),
        ("/imports?profile=nobody&shop=uk-web", TRADE, 404, "no_such_profile"),
        ("/imports?profile=uk-retail&shop=UK Web", TRADE, 422, "invalid_code"),
        ("/imports?profile=uk-retail&shop=uk-web", "", 422, "import_without_file"),
    ] {
        let (got, problem) = server.ask("POST", &path.replace(' ', "%20"), CSV, body).await;
        assert_eq!((got, &problem["code"]), (status, &json!(code)), "{path}: {problem}");
    }
    let (status, _) = server.ask_as(&server.other, "x", "POST", "/imports?shop=a", CSV, TRADE).await;
    assert_eq!(status, 403);
    let (status, problem) = server.ask("GET", "/imports/job_0000000000001", CSV, "").await;
    assert_eq!((status, &problem["code"]), (404, &json!("job_not_found")));
    let (_, known) = server.ask("GET", "/imports/profiles", CSV, "").await;
    assert_eq!(known[0]["name"], "uk-retail");
    assert!(server.company.uploads().is_empty());
}
