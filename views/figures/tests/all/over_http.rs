//! Every measure by every dimension it has, and the rows behind it, as callers of the API get them.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{ApiKey, KeyId, KeyRing, NewKey, RegionCode, Scope, Scopes, TenantCode, issue};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use cell::{Cell, Cells};
use edge::{ApiError, Edge, Settings};
use figures::{Dimension, Measure};
use kernel::{Actor, Id, Timestamp};
use serde_json::{Value, json};
use store::Store;
use testkit::on_both_with;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;

use crate::asking::{a_life, at};
use crate::company::{MIGRATIONS, count, place, wanted};
use crate::stock::stocked;

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &TenantCode, _: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.0.clone())
    }
}

struct Desk {
    service: Router,
    key: ApiKey,
}

fn desk(store: &Arc<Store>) -> Desk {
    let ring = KeyRing::default();
    let (tenant, region): (TenantCode, RegionCode) = ("demo".parse().unwrap(), "eu".parse().unwrap());
    let scopes = Scopes::NONE.with(Scope::FiguresRead);
    let wanted =
        NewKey { tenant: tenant.clone(), region: region.clone(), label: "test".into(), scopes, expires_at: None };
    let (key, record) = issue(wanted, KeyId::from_number(1), Actor::new("test"), Timestamp::default()).unwrap();
    ring.add(&record);
    let cells: Arc<dyn Cells> = Arc::new(One(Cell::new(tenant, region, Arc::clone(store), Arc::clone(store))));
    let api = OpenApiRouter::new().nest("/v1", figures::routes()).layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![kernel::TEXTS, figures::TEXTS, pricing::TEXTS],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "figures", version: "1", description: "." },
    };
    Desk { service: edge.around(api).unwrap(), key }
}

impl Desk {
    async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("authorization", format!("Bearer {}", self.key.reveal()));
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        let response = self.service.clone().oneshot(request.unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}

/// A cell's number in hundredths (or pieces), by its currency.
fn add(sums: &mut BTreeMap<String, i64>, cell: &Value) {
    let (currency, number) = match cell {
        Value::Null => return,
        Value::Number(count) => (String::new(), count.as_i64().unwrap()),
        money => {
            let amount = money["amount"].as_str().unwrap().replace('.', "");
            (money["currency"].as_str().unwrap().to_owned(), amount.parse().unwrap())
        }
    };
    *sums.entry(currency).or_default() += number;
}

fn in_a_shop(test: impl AsyncFn(&Desk)) {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let lines = [("MUG", "home/kitchen", 3, 3001, 570), ("POST", "", 1, 500, 95)];
        let id = place(fresh, &wanted("2026-11-20T10:00:00Z", &lines));
        a_life(fresh, id);
        let mut abroad = wanted("2026-11-20T11:00:00Z", &[("PEN", "office", 1, 100, 0)]);
        (abroad.country, abroad.tax) = ("CH", orders::TaxStatus::NotDetermined);
        place(fresh, &abroad);
        count(fresh);
        stocked(fresh);
        let desk = desk(&fresh.store);
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test(&desk));
    });
}

#[test]
fn every_measure_is_told_apart_by_every_dimension_it_has() {
    in_a_shop(async |desk| {
        for measure in Measure::ALL {
            let mut answered = 0;
            for dimension in Dimension::ALL {
                let (word, by) = (measure.word(), dimension.word());
                let question = json!({"measures": [word], "dimensions": [by], "zone": "Europe/London"});
                let (status, answer) = desk.ask("POST", "/v1/figures", Some(question)).await;
                if status != 200 {
                    assert_eq!(answer["code"], json!("figures_dimension_unfit"), "{word} by {by}");
                    continue;
                }
                answered += 1;
                let rows = answer["rows"].as_array().unwrap();
                assert!(!rows.is_empty(), "{word} by {by}");
                for row in rows {
                    assert!(
                        row["dimensions"][by].is_string() && row["measures"].get(word).is_some(),
                        "{word} by {by}: {row}"
                    );
                }
            }
            assert!(answered >= 6, "{measure:?} has {answered} dimensions");
        }
    });
}

#[test]
fn the_rows_behind_every_figure_add_up_to_it() {
    in_a_shop(async |desk| {
        for measure in Measure::ALL {
            let word = measure.word();
            let (_, answer) = desk.ask("POST", "/v1/figures", Some(json!({"measures": [word]}))).await;
            let (mut figure, mut parts) = (BTreeMap::new(), BTreeMap::new());
            answer["rows"].as_array().unwrap().iter().for_each(|row| add(&mut figure, &row["measures"][word]));
            let mut path = format!("/v1/figures/rows?measure={word}&limit=2");
            loop {
                let (status, page) = desk.ask("GET", &path, None).await;
                if word == "average" {
                    assert_eq!(page["code"], json!("figures_without_rows"));
                    break;
                }
                assert_eq!(status, 200, "{word}: {page}");
                for row in page["items"].as_array().unwrap() {
                    add(&mut parts, &row["part"]);
                    let number = row["order"].as_str().map(|order| json!(format!("N-{order}")));
                    assert_eq!(row.get("order_number"), number.as_ref(), "{word}: {row}");
                }
                let Some(next) = page["next"].as_str() else { break };
                path = format!("/v1/figures/rows?measure={word}&limit=2&cursor={next}");
            }
            if word != "average" {
                assert_eq!(parts, figure, "{word}");
                assert!(figure.values().any(|sum| *sum != 0), "{word} is counted at all");
            }
        }
    });
}

#[test]
fn what_waits_is_asked_for_by_its_age() {
    in_a_shop(async |desk| {
        let question = json!({"measures": ["waiting"], "dimensions": ["age"]});
        let (_, answer) = desk.ask("POST", "/v1/figures", Some(question)).await;
        assert_eq!(answer["rows"], json!([{"dimensions": {"age": "under_1_day"}, "measures": {"waiting": 1}}]));
        let (_, page) = desk.ask("GET", "/v1/figures/rows?measure=waiting&age=under_1_day", None).await;
        assert_eq!(page["items"].as_array().unwrap().len(), 1);
        let (_, page) = desk.ask("GET", "/v1/figures/rows?measure=waiting&age=over_7_days", None).await;
        assert_eq!(page["items"], json!([]));
    });
}

#[test]
fn what_no_rate_converts_is_told_and_an_unknown_currency_refused() {
    in_a_shop(async |desk| {
        let question = json!({"measures": ["sales", "orders"], "dimensions": ["country"], "currency": "CHF"});
        let (status, answer) = desk.ask("POST", "/v1/figures", Some(question)).await;
        assert_eq!(status, 200, "{answer}");
        let abroad = &answer["rows"][0];
        assert_eq!(abroad["measures"], json!({"sales": null, "orders": 1}));
        let missing = json!({"currency": "EUR", "into": "CHF", "rows": 1, "first_day": "2026-11-20", "last_day": "2026-11-20",
            "measures": {"sales": {"amount": "1.00", "currency": "EUR"}}});
        assert_eq!(answer["rows"][0]["not_converted"], json!([missing]));
        assert_eq!(answer["not_converted"][0]["measures"]["sales"]["amount"], "26.01");
        let question = json!({"measures": ["sales"], "currency": "francs"});
        let (status, answer) = desk.ask("POST", "/v1/figures", Some(question)).await;
        assert_eq!((status, &answer["code"]), (422, &json!("figures_currency")));
    });
}
