//! The routes as a service desk meets them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use access::{ApiKey, KeyId, KeyRing, NewKey, RegionCode, Scope, Scopes, TenantCode, issue};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use cell::{Cell, Cells};
use customers::{CustomerKind, ResolveIdentity, resolve_identity};
use edge::{ApiError, Edge, Settings, sweep};
use kernel::{Actor, Id, Timestamp};
use serde_json::{Value, json};
use store::{Options, Submission};
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;
use vault::{ErasureList, FileProvider, PersonData, PersonId, Purpose, Vault};

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &TenantCode, _: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.0.clone())
    }
}

struct Desk {
    service: Router,
    cell: Arc<Cell>,
    /// May everything here.
    full: ApiKey,
    /// An administrator without `persons:read`.
    admin: ApiKey,
    scopeless: ApiKey,
}

fn desk(cell: Arc<Cell>) -> Desk {
    let ring = KeyRing::default();
    let key = |number, scopes| {
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        let wanted = NewKey { tenant, region, label: "test".into(), scopes, expires_at: None };
        let (key, record) =
            issue(wanted, KeyId::from_number(number), Actor::new("test"), Timestamp::default()).unwrap();
        ring.add(&record);
        key
    };
    let full = key(1, [Scope::CustomersRead, Scope::CustomersWrite, Scope::PersonsRead].into_iter().collect());
    let admin = key(2, Scopes::NONE.with(Scope::Admin));
    let scopeless = key(3, Scopes::NONE);
    let cells: Arc<dyn Cells> = Arc::new(One(Arc::clone(&cell)));
    let api = OpenApiRouter::new().nest("/v1", customers::routes()).layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![kernel::TEXTS, countries::TEXTS, vault::TEXTS, customers::TEXTS],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "customers", version: "1", description: "." },
    };
    Desk { service: edge.around(api).unwrap(), cell, full, admin, scopeless }
}

impl Desk {
    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.service.clone().oneshot(request).await.unwrap()
    }

    async fn ask(&self, key: &ApiKey, call: (&str, &str), version: Option<i64>, body: Value) -> (u16, Value) {
        let mut request = Request::builder().method(call.0).uri(call.1);
        request = request.header("authorization", format!("Bearer {}", key.reveal()));
        // The same call again carries the same key, as a client's retry does.
        let mut hasher = DefaultHasher::new();
        (call, body.to_string()).hash(&mut hasher);
        request = request.header("idempotency-key", hasher.finish().to_string());
        if let Some(version) = version {
            request = request.header("if-match", format!("\"v{version}\""));
        }
        request = request.header("content-type", "application/json");
        let body = if call.0 == "GET" { Body::empty() } else { Body::from(body.to_string()) };
        let response = self.send(request.body(body).unwrap()).await;
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(&self.full, ("POST", path), None, body).await
    }

    /// Takes a person in and finds their customer, as the order process does.
    async fn take_in(&self, name: &str, email: &str) -> (PersonId, String) {
        let vault = self.cell.part::<Vault>();
        let actor = Actor::new("order_to_cash");
        let data = PersonData { name: name.into(), email: Some(email.into()), ..PersonData::default() };
        let sealed = vault.seal_new(&self.cell.store.context(&actor), &data, Purpose::RECIPIENT).unwrap();
        vault.keep_keys(&actor, sealed.keys).await.unwrap();
        let (person, row) = (sealed.person, sealed.row);
        let keep = move |tx: &mut store::Tx<'_>| {
            vault::insert_persons(tx, vec![row.clone()])?;
            Ok(store::Nothing)
        };
        self.cell.store.submit(Submission::by(&actor), keep).await.unwrap();
        let same = vault.same_persons(&[person]).await.unwrap().remove(&person).unwrap_or_default();
        let input = ResolveIdentity {
            person,
            by_email: same.by_email,
            by_email_and_name: same.by_email_and_name,
            by_phone: same.by_phone,
            kind: CustomerKind::Consumer,
            home_region: "eu".parse().unwrap(),
        };
        let resolved =
            self.cell.store.submit(Submission::by(&actor), move |tx| resolve_identity(tx, &input)).await.unwrap();
        (person, resolved.reference())
    }
}

fn on_each(test: impl AsyncFn(&Desk)) {
    for (data, keys) in testkit::homes().into_iter().zip(testkit::homes()) {
        println!("on {:?}", data.location.engine());
        let folder = tempfile::tempdir().unwrap();
        let data = testkit::open(data, &[vault::MIGRATIONS, customers::MIGRATIONS], Options::default());
        let keys = testkit::open(keys, &[vault::KEY_MIGRATIONS], vault::key_store_options(Options::default()));
        let provider = FileProvider::at(folder.path().join("master.key"));
        let list = ErasureList::at(folder.path().join("erasures"));
        let unlocked = Vault::new(Arc::clone(&data.store), Arc::clone(&keys.store), &provider, list).unwrap();
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        let cell = Cell::new(tenant, region, Arc::clone(&data.store), Arc::clone(&keys.store));
        cell.keep(Arc::new(unlocked));
        let desk = desk(cell);
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test(&desk));
        data.store.close();
        keys.store.close();
    }
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |desk| {
        let (status, document) = desk.ask(&desk.full, ("GET", "/v1/openapi.json"), None, Value::Null).await;
        assert_eq!((status, sweep::targets(&document).len()), (200, 10 + 3));
        for call in sweep::hostile_calls(&document, "", desk.scopeless.reveal(), desk.full.reveal()) {
            let mut request = Request::builder().method(call.method.as_str()).uri(&call.url);
            for (name, value) in &call.headers {
                request = request.header(*name, value);
            }
            let status = desk.send(request.body(Body::from(call.body.clone())).unwrap()).await.status().as_u16();
            assert!(call.allowed.contains(&status), "{} {} {}: {status}", call.name, call.method, call.url);
        }
    });
}

#[test]
fn a_person_is_found_masked_opened_corrected_and_erased() {
    on_each(async |desk| {
        let (person, customer) = desk.take_in("Erika Quappenstein", "erika@quappenstein.example").await;
        let (status, found) = desk.post("/v1/persons/find", json!({ "email": "ERIKA@quappenstein.example" })).await;
        let preview = json!({ "name": "E*** Q***", "email": "e***@q***.example" });
        assert_eq!((status, &found), (200, &json!([{ "person": person, "preview": preview, "customer": customer }])));
        let (status, refused) = desk.post("/v1/persons/find", json!({ "email": "a@b", "name": "b" })).await;
        assert_eq!((status, &refused["code"]), (422, &json!("person_find_one_of")));

        let reveal = format!("/v1/persons/{person}/reveal");
        let (status, opened) = desk.post(&reveal, json!({ "purpose": "contact", "reason": "called" })).await;
        assert_eq!((status, &opened["name"]), (200, &json!("Erika Quappenstein")));
        let contact = json!({ "purpose": "contact" });
        let (status, refused) = desk.ask(&desk.admin, ("POST", &reveal), None, contact.clone()).await;
        assert_eq!((status, &refused["code"]), (403, &json!("forbidden_scope")), "admin does not imply persons:read");

        let corrected = json!({ "person": { "name": "Erika Neu", "email": "neu@example.org" }, "reason": "married" });
        let (status, _) = desk.ask(&desk.full, ("PUT", &format!("/v1/persons/{person}")), None, corrected).await;
        assert_eq!(status, 204);
        assert_eq!(desk.post(&reveal, contact.clone()).await.1["name"], json!("Erika Neu"));

        let erase = format!("/v1/persons/{person}/erase");
        let (status, refused) = desk.post(&erase, json!({ "reason": "letter of erika@quappenstein.example" })).await;
        assert_eq!((status, &refused["code"]), (422, &json!("personal_text")), "it would outlive the erasure");
        let (status, erased) = desk.post(&erase, json!({ "reason": "asked" })).await;
        assert_eq!((status, &erased["person"]), (200, &json!(person)));
        let (status, refused) = desk.post(&reveal, contact).await;
        assert_eq!((status, &refused["code"]), (409, &json!("person_erased")));
        let (_, found) = desk.post("/v1/persons/find", json!({ "name": "erika" })).await;
        assert_eq!(found, json!([]));
        let (_, shown) = desk.ask(&desk.full, ("GET", &format!("/v1/customers/{customer}")), None, Value::Null).await;
        assert_eq!(shown["persons"][0]["person"], json!(person), "the customer and its number stay");
    });
}

#[test]
fn customers_are_listed_in_pages_merged_and_parted() {
    on_each(async |desk| {
        let (_, a) = desk.take_in("Anna", "anna@example.org").await;
        let (_, again) = desk.take_in("Anna B", "ANNA@example.org").await;
        assert_eq!(a, again);
        let (_, b) = desk.take_in("Anna", "anna@elsewhere.example").await;
        let (_, c) = desk.take_in("Carl", "carl@example.org").await;
        let (status, page) = desk.ask(&desk.full, ("GET", "/v1/customers?limit=2"), None, Value::Null).await;
        assert_eq!((status, &page["items"][0]["id"], &page["items"][1]["id"]), (200, &json!(c), &json!(b)));
        let next = format!("/v1/customers?limit=2&cursor={}", page["next"].as_str().unwrap());
        let (_, page) = desk.ask(&desk.full, ("GET", &next), None, Value::Null).await;
        assert_eq!((&page["items"][0]["id"], page["items"].as_array().unwrap().len()), (&json!(a), 1));

        let merge = format!("/v1/customers/{b}/merge");
        let body = json!({ "into": a, "reason": "same person" });
        let (status, stale) = desk.ask(&desk.full, ("POST", &merge), Some(9), body.clone()).await;
        assert_eq!((status, &stale["code"]), (412, &json!("stale_version")));
        let (status, one) = desk.ask(&desk.full, ("POST", &merge), Some(1), body.clone()).await;
        assert_eq!((status, &one["customer"]["id"], &one["merged"]), (200, &json!(a), &json!([b])));
        assert_eq!(one["persons"].as_array().unwrap().len(), 3);
        let (status, repeated) = desk.ask(&desk.full, ("POST", &merge), Some(1), body).await;
        assert_eq!(
            (status, &repeated["customer"]["id"]),
            (200, &json!(a)),
            "the same request again is the same answer"
        );
        let undo = format!("/v1/customers/{b}/undo-merge");
        let (status, parted) =
            desk.ask(&desk.full, ("POST", &undo), Some(2), json!({ "reason": "father and son" })).await;
        assert_eq!((status, &parted["customer"]["id"], &parted["merged"]), (200, &json!(b), &json!([])));
    });
}
