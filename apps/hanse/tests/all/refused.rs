//! What the program must not take silently, asked over HTTP of a running company.

use std::sync::Arc;

use hanse::installation::Installation;
use serde_json::{Value, json};

use crate::door::{Door, all_scopes, key};
use crate::support::{self, on_both_engines};

struct Desk {
    door: Door,
    key: String,
}

impl Desk {
    fn at(installation: &Arc<Installation>) -> Self {
        let key = key(installation, &support::tenant(), &support::region(), all_scopes());
        Self { door: Door::to(installation), key }
    }

    /// The answer to a call that must be taken.
    fn yes(&self, method: &str, url: &str, body: &Value) -> Value {
        let said = self.door.ask(&self.key, method, url, Some(body));
        assert!((200..300).contains(&said.status), "{method} {url} {body}: {} {}", said.status, said.text());
        said.json()
    }

    fn get(&self, url: &str) -> Value {
        let said = self.door.ask(&self.key, "GET", url, None);
        assert_eq!(said.status, 200, "{url}: {}", said.text());
        said.json()
    }

    /// The code and the field of the "no" to a call.
    fn no(&self, method: &str, url: &str, body: &Value) -> (String, String) {
        let said = self.door.ask(&self.key, method, url, Some(body));
        assert!((400..500).contains(&said.status), "{method} {url} {body}: {} {}", said.status, said.text());
        assert_eq!(self.door.wrong_with(&said), None);
        let problem = said.json();
        let word = |field: &str| problem[field].as_str().unwrap_or_default().to_owned();
        (word("code"), word("field"))
    }
}

fn no(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

/// A basket for Paris out of Germany.
fn basket() -> Value {
    json!({
        "channel": "web", "shop": "demo-de", "market": "de",
        "lines": [{ "sku": "H010-RED-S", "quantity": 1 }],
    })
}

fn with(mut body: Value, more: Value) -> Value {
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

fn quote(more: Value) -> Value {
    with(with(basket(), json!({ "country": "FR", "postcode": "75001" })), more)
}

fn order(more: Value) -> Value {
    let address = json!({ "lines": ["1 rue de la Paix"], "city": "Paris", "postcode": "75002", "country": "FR" });
    with(with(basket(), json!({ "recipient": { "name": "Zélie Quatremain", "address": address } })), more)
}

#[test]
fn baskets_that_cannot_be_right_are_refused_where_they_are_wrong() {
    on_both_engines("refused", |settings| {
        let company = support::company(settings, 5);
        let desk = Desk::at(&company);
        let business = |vat_id: &str| json!({ "buyer": { "kind": "business", "vat_id": vat_id } });
        for (vat_id, code) in [
            ("FRXX", "vat_id_malformed"),
            ("GR123456789", "vat_id_malformed"),
            ("40303265045", "vat_id_without_country"),
        ] {
            let wanted = no(code, "/buyer/vat_id");
            assert_eq!(desk.no("POST", "/v1/orders/quote", &quote(business(vat_id))), wanted, "{vat_id}");
            assert_eq!(desk.no("POST", "/v1/orders", &order(business(vat_id))), wanted, "{vat_id}");
        }
        let placed = desk.yes("POST", "/v1/orders", &order(business("FR 40 303265045")));
        let recipient = |more: Value| {
            let mut body = order(json!({}));
            body["recipient"] = with(body["recipient"].clone(), more);
            body
        };
        for (more, wanted) in [
            (json!({ "name": " " }), no("person_without_name", "/recipient/name")),
            (json!({ "email": "zelie.example.org" }), no("email_malformed", "/recipient/email")),
            (json!({ "email": "@" }), no("email_malformed", "/recipient/email")),
        ] {
            assert_eq!(desk.no("POST", "/v1/orders", &recipient(more.clone())), wanted, "{more}");
        }
        desk.yes("POST", "/v1/orders", &recipient(json!({ "name": "", "company": "Quatremain SARL" })));
        let path = format!("/v1/orders/{}", placed["id"].as_str().unwrap());
        let hold = |minutes: i64| json!({ "because": "review", "minutes": minutes });
        let wanted = no("invalid_hold_time", "/minutes");
        assert_eq!(desk.no("POST", &format!("{path}/hold"), &hold(0)), wanted);
        let held = desk.yes("POST", &format!("{path}/hold"), &hold(90));
        assert!(held["held_until"].is_string(), "{held}");
        let person = support::person_of(&support::cell(&company), placed["id"].as_str().unwrap().parse().unwrap());
        let erase = format!("/v1/persons/{person}/erase");
        assert_eq!(desk.no("POST", &erase, &json!({ "reason": " " })), no("reason_wanted", "/reason"));
        let product = json!({
            "names": { "en": "Odd" }, "tax_class": "zz",
            "variants": [{ "sku": "ODD-1" }],
        });
        let (_, field) = desk.no("POST", "/v1/products", &product);
        assert_eq!(field, "/tax_class");
        let variants = desk.get("/v1/stock?limit=1");
        let shelf = &variants["items"][0];
        let lost = json!({ "warehouse": shelf["warehouse"], "reason": "flood",
            "lines": [{ "variant": shelf["variant"], "quantity": 9_999_999 }] });
        let wanted = no("write_off_of_what_is_not_there", "/lines/0/quantity");
        assert_eq!(desk.no("POST", "/v1/stock/write-offs", &lost), wanted);
    });
}
