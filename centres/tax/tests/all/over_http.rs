//! The routes as a shop's program meets them, on both engines.

use access::{ApiKey, Scope};
use kernel::{Actor, Id};
use serde_json::{Value, json};
use store::Options;
use tax::OrderId;
use testkit::http::{Served, block_on, cell_on};
use testkit::{HandClock, on_both_with};

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
    async fn write(&self, method: &str, path: &str, once: &str, body: Value) -> (u16, Value) {
        self.served.write(method, path, once, body).await
    }
    async fn quote(&self, body: Value) -> (u16, Value) {
        self.served.ask_as(&self.reader, "POST", "/v1/tax/quote", &[], Some(body)).await
    }
}

fn on_each(test: impl AsyncFn(&Office)) {
    let options = Options { clock: HandClock::at("2026-12-03T09:00:00Z"), ..Options::default() };
    on_both_with(&[tax::MIGRATIONS], &options, |t| {
        let served = Served::of(&cell_on(&t.store), tax::routes(), &[countries::TEXTS, tax::TEXTS], &[Scope::Admin]);
        let reader = served.key(&[Scope::TaxRead]);
        block_on(test(&Office { served, reader }));
    });
}

fn to_france(seller: Value) -> Value {
    json!({
        "seller": seller,
        "ordered_on": "2026-11-21",
        "dispatch": {"country": "DE", "postcode": "20457"},
        "destination": {"country": "FR", "postcode": "75001"},
        "buyer": {"kind": "consumer"},
        "currency": "EUR",
        "lines": [{
            "tax_class": "standard",
            "amount": {"amount": "120.00", "currency": "EUR"},
            "quantity": 1,
            "price_includes_tax": true,
        }],
    })
}

#[test]
fn a_registration_decides_what_the_next_quote_says() {
    on_each(async |office| {
        let ours = || to_france(json!({"entity": "hanse-de", "country": "DE"}));
        let (status, before) = office.quote(ours()).await;
        assert_eq!(status, 200, "{before}");
        assert_eq!(before["totals"]["standing"], "not_determined");
        assert_eq!(before["lines"][0]["legs"][0]["status"]["why"], "distance_turnover_unknown");
        assert_eq!(before["lines"][0]["legs"][0].get("tax"), None, "unknown is not zero");

        let oss = json!({"entity": "hanse-de", "territory": "DE", "scheme": "oss", "number": "DE123456789", "from": "2021-07-01"});
        let (status, made) = office.write("POST", "/v1/tax/registrations", "r1", oss.clone()).await;
        assert_eq!((status, &made["scheme"]), (201, &json!("oss")), "{made}");
        let (_, again) = office.write("POST", "/v1/tax/registrations", "r1", oss.clone()).await;
        assert_eq!(again, made, "the same key is the same request");
        let (status, problem) = office.write("POST", "/v1/tax/registrations", "r2", oss).await;
        assert_eq!((status, &problem["code"]), (409, &json!("registration_overlaps")));

        let (_, after) = office.quote(ours()).await;
        let leg = &after["lines"][0]["legs"][0];
        assert_eq!((&leg["scheme"], &leg["place"], &leg["rate"]), (&json!("oss"), &json!("FR"), &json!("0.2")));
        assert_eq!(after["totals"]["tax"]["amount"], "20.00");

        let path = format!("/v1/tax/registrations/{}/end", made["id"].as_str().unwrap());
        let (status, ended) = office.write("POST", &path, "e1", json!({"to": "2026-11-20"})).await;
        assert_eq!((status, &ended["to"]), (200, &json!("2026-11-20")), "{ended}");
        let (_, last) = office.quote(ours()).await;
        assert_eq!(last["totals"]["standing"], "not_determined");
        let (_, all) = office.get("/v1/tax/registrations?entity=hanse-de").await;
        assert_eq!(all.as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_vat_number_that_cannot_be_one_takes_no_tax_off() {
    on_each(async |office| {
        let german = || {
            json!({"country": "DE", "registrations": [
                {"territory": "DE", "scheme": "standard", "from": "2020-01-01"}, {"territory": "DE", "scheme": "oss", "from": "2021-07-01"}
            ]})
        };
        let business = |vat_id: &str| {
            let mut asked = to_france(german());
            asked["buyer"] = json!({"kind": "business", "vat_id": vat_id});
            asked
        };
        let (status, problem) = office.quote(business("FRXX")).await;
        assert_eq!(
            (status, &problem["code"], &problem["field"]),
            (422, &json!("vat_id_malformed"), &json!("/buyer/vat_id")),
            "{problem}"
        );
        assert!(problem["detail"].as_str().unwrap().contains("FRxx999999999"), "{problem}");
        let (status, problem) = office.quote(business("12345678901")).await;
        assert_eq!((status, &problem["code"]), (422, &json!("vat_id_without_country")));
        let (_, answer) = office.quote(business("fr 40 303 265 045")).await;
        let leg = &answer["lines"][0]["legs"][0];
        assert_eq!((&leg["category"], &leg["status"]["is"]), (&json!("K"), &json!("provisional")), "{leg}");
        assert!(
            leg["status"]["until"].as_array().unwrap().contains(&json!("vat_id_answer")),
            "the form proves nothing: {leg}"
        );
        let (_, answer) = office.quote(business("US123456789")).await;
        assert_eq!(answer["lines"][0]["legs"][0]["category"], "S", "{answer}");
    });
}

#[test]
fn a_seller_can_be_described_or_named_not_both() {
    on_each(async |office| {
        let standard = json!([{"territory": "DE", "scheme": "oss", "from": "2021-07-01"}]);
        let (status, described) = office.quote(to_france(json!({"country": "DE", "registrations": standard}))).await;
        assert_eq!((status, &described["totals"]["tax"]["amount"]), (200, &json!("20.00")), "{described}");
        let both = json!({"entity": "hanse-de", "country": "DE", "registrations": standard});
        let (status, problem) = office.quote(to_france(both)).await;
        assert_eq!((status, &problem["code"]), (422, &json!("entity_or_description")));
        let mut nowhere = to_france(json!({"country": "DE"}));
        nowhere["destination"] = json!({});
        let (status, problem) = office.quote(nowhere).await;
        assert_eq!((status, &problem["field"]), (422, &json!("/destination")), "{problem}");
    });
}

#[test]
fn a_profile_gives_the_small_seller_its_own_rate() {
    on_each(async |office| {
        let standard = json!({"entity": "hanse-de", "territory": "DE", "scheme": "standard", "number": "DE1", "from": "2020-01-01"});
        office.write("POST", "/v1/tax/registrations", "r", standard).await;
        let turnover = json!([{"of": "eu.distance_sales", "amount": {"amount": "9000.00", "currency": "EUR"}, "as_of": "2026-11-20"}]);
        let profile = json!({"stock_only_at_home": true, "turnovers": turnover});
        let (status, set) = office.write("PUT", "/v1/tax/profiles/hanse-de", "p1", profile.clone()).await;
        assert_eq!((status, &set["version"]), (200, &json!(1)), "{set}");
        let (status, stale) = office.write("PUT", "/v1/tax/profiles/hanse-de", "p2", profile).await;
        assert_eq!((status, &stale["code"]), (412, &json!("stale_version")), "{stale}");
        let (_, answer) = office.quote(to_france(json!({"entity": "hanse-de", "country": "DE"}))).await;
        assert_eq!(answer["lines"][0]["legs"][0]["rule"], "eu.distance.small_seller", "{answer}");
        assert_eq!(answer["lines"][0]["legs"][0]["rate"], "0.19");
    });
}

#[test]
fn proofs_are_read_by_order() {
    on_each(async |office| {
        let order = OrderId::from_number(5_000_000_000);
        let mrn = tax::RecordEvidence {
            order,
            line: Some(2),
            kind: tax::EvidenceKind::ExportProof,
            reference: "26DE123456789012B3".into(),
            observed_on: jiff::civil::date(2026, 12, 1),
        };
        let record = move |tx: &mut store::Tx<'_>| tax::record_evidence(tx, &mrn);
        office.served.cell.store.submit(store::Submission::by(&Actor::new("test")), record).await.unwrap();
        let (_, all) = office.get(&format!("/v1/tax/evidence?order={order}")).await;
        assert_eq!((&all[0]["reference"], &all[0]["line"]), (&json!("26DE123456789012B3"), &json!(2)));
    });
}

#[test]
fn a_channel_is_told_to_be_a_marketplace() {
    on_each(async |office| {
        let (status, told) =
            office.write("PUT", "/v1/tax/channels", "c", json!({"channel": "amazon", "marketplace": true})).await;
        assert_eq!((status, &told), (200, &json!({"channel": "amazon", "marketplace": true})));
        office.write("PUT", "/v1/tax/channels", "d", json!({"channel": "ebay", "marketplace": true})).await;
        office.write("PUT", "/v1/tax/channels", "e", json!({"channel": "ebay", "marketplace": false})).await;
        let (_, all) = office.get("/v1/tax/channels").await;
        assert_eq!(all[1], json!({"channel": "ebay", "marketplace": false}), "{all}");
        assert_eq!(all.as_array().unwrap().len(), 2);
    });
}

#[test]
fn rules_and_rates_are_open_to_reading_with_their_sources() {
    on_each(async |office| {
        let (_, rates) = office.get("/v1/tax/rates?territory=GB&on=2011-01-03").await;
        let standard = rates.as_array().unwrap().iter().find(|rate| rate["class"] == "standard").unwrap();
        assert_eq!((&standard["percent"], &standard["to"]), (&json!("17.5"), &json!("2011-01-03")));
        let (_, of_man) = office.get("/v1/tax/rates?territory=IM&on=2026-11-21").await;
        assert!(of_man.as_array().unwrap().iter().any(|rate| rate["percent"] == "20"), "{of_man}");
        let (status, problem) = office.get("/v1/tax/rates?territory=XX").await;
        assert_eq!((status, &problem["code"]), (422, &json!("unknown_territory")));
        let (_, rules) = office.get("/v1/tax/rules?area=eu&on=2026-11-21").await;
        let oss = rules.as_array().unwrap().iter().find(|rule| rule["id"] == "eu.distance.oss").unwrap();
        assert_eq!(oss["when"], json!({"registered": ["oss"]}));
        assert!(oss["source"].as_str().unwrap().contains("2006/112"));
        let (_, places) = office.get("/v1/tax/territories?on=2026-11-21").await;
        let canaries = places.as_array().unwrap().iter().find(|place| place["code"] == "ES-CN").unwrap();
        assert_eq!((&canaries["vat_area"], &canaries["customs_area"]), (&json!("es-cn"), &json!("eu")));
        let (_, limits) = office.get("/v1/tax/thresholds").await;
        assert!(limits.as_array().unwrap().iter().any(|limit| limit["id"] == "gb.low_value"));
        for (language, letters) in [("zh-CN", '\u{4e00}'..='\u{9fff}'), ("ar", '\u{600}'..='\u{6ff}')] {
            let headers = [("accept-language", language)];
            let (_, said) = office.served.ask_as(&office.reader, "GET", "/v1/tax/thresholds", &headers, None).await;
            for limit in said.as_array().unwrap() {
                let not_applied = limit["not_applied"].as_str();
                let texts = [limit["basis"].as_str(), not_applied].into_iter().flatten();
                assert!(texts.into_iter().all(|text| text.chars().any(|letter| letters.contains(&letter))), "{limit}");
            }
        }
        assert!(limits[0]["basis"].as_str().unwrap().is_ascii(), "English to who asks for nothing: {limits}");
    });
}

#[test]
fn of_an_entity_nobody_recorded_there_is_no_profile() {
    on_each(async |office| {
        let (status, problem) = office.get("/v1/tax/profiles/nonsense").await;
        assert_eq!((status, &problem["code"]), (404, &json!("tax_profile_not_found")), "{problem}");
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |office| office.served.stands_the_sweep(13).await);
}
