//! The whole service without a socket: every route of the product behind its edge, called request by request.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{NewKey, RegionCode, Scope, Scopes, TenantCode};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use cell::Cell;
use hanse::installation::Installation;
use http_body_util::BodyExt;
use serde_json::Value;
use store::{Engine, Read, Store, StoreError};
use tower::ServiceExt;

/// The service and the codes it explains.
pub struct Door {
    service: Router,
    runtime: tokio::runtime::Runtime,
    codes: Value,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Said {
    pub status: u16,
    pub kind: String,
    pub body: Vec<u8>,
}

impl Said {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

impl Door {
    pub fn to(installation: &Arc<Installation>) -> Self {
        let service = hanse::server::service(installation).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let mut door = Self { service, runtime, codes: Value::Null };
        door.codes = door.open("/docs/problems.json").json();
        door
    }

    /// Looks at what needs no key.
    pub fn open(&self, path: &str) -> Said {
        self.call("GET", path, &[], Vec::new())
    }

    /// Calls with these headers.
    pub fn call(&self, method: &str, url: &str, headers: &[(&str, String)], body: Vec<u8>) -> Said {
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(body)).unwrap_or_else(|error| panic!("{error}: {method} {url}"));
        self.runtime.block_on(async {
            let response = self.service.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok());
            let kind = kind.unwrap_or_default().to_owned();
            // A stream has no end to read to.
            let endless = kind == "text/event-stream";
            let body = response.into_body();
            let body =
                if endless { Vec::new() } else { axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec() };
            Said { status, kind, body }
        })
    }

    /// Begins to listen to a stream of events.
    pub fn listen(&self, key: &str, url: &str, last: Option<&str>) -> Heard<'_> {
        let mut request = Request::builder().uri(url).header("authorization", format!("Bearer {key}"));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.runtime.block_on(self.service.clone().oneshot(request)).unwrap();
        assert_eq!(response.status().as_u16(), 200, "{url}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Heard { door: self, body: response.into_body(), text: String::new() }
    }

    /// Calls with a key; a write carries an idempotency key of its own.
    pub fn ask(&self, key: &str, method: &str, url: &str, body: Option<&Value>) -> Said {
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let headers = [
            ("authorization", format!("Bearer {key}")),
            ("content-type", "application/json".to_owned()),
            ("idempotency-key", format!("k{}", hash_of(&[method.as_bytes(), url.as_bytes(), &body]))),
        ];
        self.call(method, url, &headers, body)
    }

    /// What is wrong with a "no", if anything: it must be a problem with a code the API page explains, never a failure of ours.
    pub fn wrong_with(&self, said: &Said) -> Option<String> {
        if said.status >= 500 {
            return Some(format!("a failure: {} {}", said.status, said.text()));
        }
        if said.kind != "application/problem+json" {
            return Some(format!("{} answered as {:?}: {}", said.status, said.kind, said.text()));
        }
        let problem = said.json();
        let code = problem["code"].as_str().unwrap_or_default();
        let told = |field: &str| problem[field].as_str().is_some_and(|text| !text.is_empty());
        let whole = problem["status"] == said.status && told("title") && told("detail") && told("request_id");
        (!whole || self.codes.get(code).is_none()).then(|| format!("no proper problem: {problem}"))
    }

    pub fn document(&self) -> Value {
        self.open("/v1/openapi.json").json()
    }
}

/// A stream of events that is listened to.
pub struct Heard<'d> {
    door: &'d Door,
    body: Body,
    text: String,
}

/// An event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub name: String,
    pub data: Value,
}

impl Heard<'_> {
    /// The next event; `None` when the stream has ended.
    pub fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let values = event.lines().filter_map(|line| line.split_once(": "));
                    values.filter(|(field, _)| *field == name).map(|(_, value)| value.to_owned()).next()
                };
                let (id, name, data) = (field("id"), field("event"), field("data"));
                self.text = rest.to_owned();
                let Some(data) = data else { continue };
                let data = serde_json::from_str(&data).unwrap();
                return Some(Event { id: id.unwrap_or_default(), name: name.unwrap_or_default(), data });
            }
            let next = async { tokio::time::timeout(crate::running::PATIENCE, self.body.frame()).await };
            let frame = self.door.runtime.block_on(next).expect("a stream is never silent so long")?;
            self.text.push_str(std::str::from_utf8(frame.unwrap().data_ref().unwrap()).unwrap());
        }
    }

    /// Events up to the one that says this of that thing.
    pub fn until(&mut self, happened: &str, id: &str) -> Vec<Event> {
        let mut heard = Vec::new();
        loop {
            let event = self.next().unwrap_or_else(|| panic!("it ended before {happened}: {heard:?}"));
            let found = event.data["happened"] == happened && event.data["id"] == id;
            heard.push(event);
            if found {
                return heard;
            }
        }
    }
}

/// A short name for some bytes.
fn hash_of(parts: &[&[u8]]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// An API key of a tenant.
pub fn key(installation: &Installation, tenant: &TenantCode, region: &RegionCode, scopes: Scopes) -> String {
    let label = "a test".to_owned();
    let (tenant, region) = (tenant.clone(), region.clone());
    installation.issue_key(NewKey { tenant, region, label, scopes, expires_at: None }).unwrap()
}

pub fn all_scopes() -> Scopes {
    Scope::ALL.iter().copied().collect()
}

/// Every row of every table of a cell's stores, as text by table; not the stores' own counters.
pub fn everything(cell: &Cell) -> BTreeMap<String, Vec<String>> {
    let mut rows = all_rows(&cell.store, "data");
    rows.extend(all_rows(&cell.keys, "keys"));
    rows
}

fn all_rows(store: &Store, name: &str) -> BTreeMap<String, Vec<String>> {
    store
        .read_blocking(|read| -> Result<_, StoreError> {
            let (list, columns) = match read.engine() {
                // Tables behind a word index are rows enough; the index itself is no table of rows.
                Engine::Sqlite => {
                    ("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", "*")
                }
                Engine::Postgres => {
                    ("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'", "t::text")
                }
            };
            let mut all = BTreeMap::new();
            for table in read.query(list, &[])? {
                let table = table.text(0)?.to_owned();
                // The store's own counters move with every group, also when all of it was refused.
                if table == "store_state" {
                    continue;
                }
                let rows = read.query(&format!("SELECT {columns} FROM {table} t"), &[])?;
                let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
                rows.sort();
                all.insert(format!("{name}.{table}"), rows);
            }
            Ok(all)
        })
        .unwrap()
}

/// Waits until nothing changes in a cell any more: whoever follows its events has caught up.
pub fn settled(cell: &Cell) -> BTreeMap<String, Vec<String>> {
    let mut last = everything(cell);
    loop {
        std::thread::sleep(std::time::Duration::from_millis(700));
        let now = everything(cell);
        if now == last {
            return now;
        }
        last = now;
    }
}

/// Tables whose rows differ, each with the first row that came or went.
pub fn changed(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut changed = Vec::new();
    for (table, rows) in after {
        let old = before.get(table).map(Vec::as_slice).unwrap_or_default();
        if old != rows {
            let new = rows.iter().find(|row| old.binary_search(row).is_err());
            let gone = old.iter().find(|row| rows.binary_search(row).is_err());
            changed.push(format!("{table}: {gone:?} became {new:?}"));
        }
    }
    changed
}
