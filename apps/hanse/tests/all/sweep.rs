//! Every route of the product under hostile hands: each answers a proper "no", and nothing is changed by it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Scopes, TenantCode};
use edge::Document;
use edge::sweep::{Target, hostile_calls, targets};
use hanse::installation::Installation;
use hanse::server::ABOUT;
use hanse::settings::Settings;
use serde_json::{Value, json};

use crate::door::{Door, all_scopes, changed, key, settled};
use crate::support::{cell, company, on_both_engines, region, tenant};

#[test]
fn every_route_of_the_product_asks_for_a_scope() {
    let (_, collected) = hanse::product::routes().split_for_parts();
    let document = Document::assemble(&collected, ABOUT).unwrap();
    assert!(document.routes.len() > 80, "{}", document.routes.len());
    let free: Vec<_> = document.without_scope().map(|route| route.path.as_str()).collect();
    // The stream of changes asks for the scope of each kind of thing it tells of (changes.rs).
    assert_eq!(free, ["/v1/changes"], "any key may call these");
}

/// The document keeps one of two shapes that share a name, and tells the other's callers wrong things.
#[test]
fn no_two_parts_call_different_shapes_by_one_name() {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for part in hanse::product::ROUTES {
        let (_, collected) = part().split_for_parts();
        let document = serde_json::to_value(&collected).unwrap();
        for (name, shape) in document["components"]["schemas"].as_object().into_iter().flatten() {
            if known.entry(name.clone()).or_insert_with(|| shape.clone()) != shape {
                twice.insert(name.clone());
            }
        }
    }
    assert!(twice.is_empty(), "of different shapes and one name: {twice:?}");
    assert!(known.len() > 100, "{}", known.len());
}

#[test]
fn no_hostile_call_is_answered_badly_or_changes_anything() {
    on_both_engines("sweep", |settings| {
        let installation = company(settings, 25);
        let before = settled(&cell(&installation));
        let door = Door::to(&installation);
        let document = door.document();
        let full = key(&installation, &tenant(), &region(), all_scopes());
        let scopeless = key(&installation, &tenant(), &region(), Scopes::NONE);
        let mut wrong = Vec::new();
        let mut calls = 0;
        for call in hostile_calls(&document, "", &scopeless, &full) {
            let said = door.call(&call.method, &call.url, &call.headers, call.body.clone());
            let told = format!("{} {} {}", call.name, call.method, call.url);
            calls += 1;
            if let Some(why) = door.wrong_with(&said) {
                wrong.push(format!("{told}: {why}"));
            } else if !call.allowed.contains(&said.status) {
                wrong.push(format!("{told}: {} {}", said.status, said.text()));
            }
        }
        for (method, url) in junk_urls(&document) {
            let said = door.ask(&full, &method, &url, None);
            calls += 1;
            if said.status >= 400
                && let Some(why) = door.wrong_with(&said)
            {
                wrong.push(format!("{method} {url}: {why}"));
            }
        }
        for (method, url, body) in junk_bodies(&document) {
            let said = door.ask(&full, &method, &url, Some(&body));
            calls += 1;
            if said.status < 400 && !is_a_question(&document, &method, &url) {
                wrong.push(format!("{method} {url} {body}: taken with {} {}", said.status, said.text()));
            } else if said.status >= 400
                && let Some(why) = door.wrong_with(&said)
            {
                wrong.push(format!("{method} {url} {body}: {why}"));
            }
        }
        assert!(calls > 2_000, "{calls}");
        assert!(wrong.is_empty(), "{} of {calls}:\n{}", wrong.len(), wrong.join("\n"));
        let after = settled(&cell(&installation));
        assert_eq!(changed(&before, &after), Vec::<String>::new());
        drop(door);
        installation.close();
    });
}

/// Texts that are no id, no number, no word of ours, percent-encoded.
const JUNK: [&str; 8] =
    ["%00", "a%00b", "-1", "99999999999999999999", "%F0%9F%92%A9", "%27%22%3B--", "%ED%A0%80", "%22%2A%22"];

/// Every route that reads, with junk in each place of its path and in each of its questions.
fn junk_urls(document: &Value) -> Vec<(String, String)> {
    let mut urls = Vec::new();
    let long = "x".repeat(5_000);
    for target in targets(document) {
        let path = target.with_id("1");
        for junk in JUNK.iter().copied().chain([long.as_str()]) {
            if target.path.contains('{') {
                urls.push((target.method.clone(), target.with_id(junk)));
            }
            if target.method != "GET" {
                continue;
            }
            let named = document["paths"][&target.path]["get"]["parameters"].as_array();
            for parameter in named.into_iter().flatten().filter(|parameter| parameter["in"] == "query") {
                urls.push((target.method.clone(), format!("{path}?{}={junk}", parameter["name"].as_str().unwrap())));
            }
            urls.push((target.method.clone(), format!("{path}?{junk}={junk}&&=")));
        }
    }
    urls
}

fn is_a_question(document: &Value, method: &str, url: &str) -> bool {
    let path = url.split('?').next().unwrap_or_default();
    document["paths"][path][method.to_lowercase()]["x-writes"] == json!(false)
}

/// Each body of the document's own examples with one of its values spoilt.
fn junk_bodies(document: &Value) -> Vec<(String, String, Value)> {
    let mut bodies = Vec::new();
    for target in targets(document).into_iter().filter(|target| target.takes_body) {
        let Some(example) = example_body(document, &target) else { continue };
        for place in places(&example, String::new()) {
            for junk in
                [json!("\u{0}"), json!("a\u{0}b"), json!(-1), json!(9_223_372_036_854_775_807_i64), json!({ "a": [] })]
            {
                let mut body = example.clone();
                if let Some(spot) = body.pointer_mut(&place) {
                    *spot = junk;
                }
                bodies.push((target.method.clone(), target.with_id("1"), body));
            }
        }
    }
    bodies
}

/// Where values stand in a body, as JSON pointers.
fn places(value: &Value, here: String) -> Vec<String> {
    let step = |name: &str| format!("{here}/{}", name.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(map) => map.iter().flat_map(|(name, value)| places(value, step(name))).collect(),
        Value::Array(list) => {
            list.iter().enumerate().flat_map(|(at, value)| places(value, step(&at.to_string()))).collect()
        }
        _ => vec![here],
    }
}

/// A body as the document's examples make it.
pub fn example_body(document: &Value, target: &Target) -> Option<Value> {
    let operation = &document["paths"][&target.path][target.method.to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    schema.is_object().then(|| example(document, schema, 0))
}

fn example(document: &Value, schema: &Value, deep: usize) -> Value {
    if let Some(told) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return told.clone();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return example(document, document.pointer(&reference[1..]).unwrap(), deep + 1);
    }
    if let Some(first) = schema["enum"].get(0).or_else(|| schema.get("const")) {
        return first.clone();
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        let list = schema[several].as_array().into_iter().flatten();
        if let Some(real) = list.into_iter().find(|one| one["type"] != "null") {
            return example(document, real, deep + 1);
        }
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "string" => json!("text"),
        "integer" => json!(1),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "array" if deep < 12 => json!([example(document, &schema["items"], deep + 1)]),
        "array" => json!([]),
        _ => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let all =
                properties.filter(|_| deep < 12).map(|(name, one)| (name.clone(), example(document, one, deep + 1)));
            Value::Object(all.collect())
        }
    }
}

/// Ids of one company by their kind: `ord` → `ord_…`.
fn ids(door: &Door, key: &str, document: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // Twice: what is found by the first round opens more routes to the second.
    for _ in 0..2 {
        for target in targets(document).into_iter().filter(|target| target.method == "GET") {
            for url in filled(&target, &known) {
                let said = door.ask(key, "GET", &url, None);
                if said.status == 200 && said.kind.starts_with("application/json") {
                    gather(&said.json(), &mut known);
                }
            }
        }
    }
    known
}

fn gather(value: &Value, known: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(map) => map.values().for_each(|value| gather(value, known)),
        Value::Array(list) => list.iter().for_each(|value| gather(value, known)),
        Value::String(text) => {
            let Some((kind, rest)) = text.split_once('_') else { return };
            let is_id = rest.len() == 13 && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
            if is_id && kind.bytes().all(|b| b.is_ascii_lowercase()) {
                known.entry(kind.to_owned()).or_default().insert(text.clone());
            }
        }
        _ => {}
    }
}

/// What may stand in a path's places; a route's places hold ids of these kinds.
const KINDS: [(&str, &str); 14] = [
    ("/v1/orders/{id}", "ord"),
    ("/v1/returns/{id}", "ret"),
    ("{product}", "prd"),
    ("{person}", "per"),
    ("{customer}", "cus"),
    ("{warehouse}", "wh"),
    ("{list}", "pls"),
    ("{transfer}", "trf"),
    ("{import}", "job"),
    ("{registration}", "trg"),
    ("{variant}", "var"),
    ("{entry}", "jrn"),
    ("{sku}", "sku"),
    ("{entity}", "entity"),
];

/// The route's URL for a few known ids of the kind its first place takes.
fn filled(target: &Target, known: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    if !target.path.contains('{') {
        return vec![target.path.clone()];
    }
    let mut urls = vec![target.path.clone()];
    for (place, kind) in KINDS {
        if !target.path.contains(place) {
            continue;
        }
        let name = place.rsplit_once('/').map_or(place, |(_, name)| name);
        let fixed = match kind {
            "sku" => Some("H010-RED-S".to_owned()),
            "entity" => Some("demo-de".to_owned()),
            _ => None,
        };
        let some: Vec<String> =
            fixed.into_iter().chain(known.get(kind).into_iter().flatten().take(3).cloned()).collect();
        urls = urls.iter().flat_map(|url| some.iter().map(move |id| url.replace(name, id))).collect();
    }
    let rest = |url: String| Target { path: url, ..target.clone() }.with_id("1");
    urls.into_iter().map(rest).collect()
}

#[test]
fn what_belongs_to_another_tenant_does_not_exist() {
    on_both_engines("tenants", |settings| {
        let installation = company(settings, 25);
        let other: TenantCode = "other".parse().unwrap();
        make_other(&installation, settings, &other);
        let door = Door::to(&installation);
        let document = door.document();
        let owner = key(&installation, &tenant(), &region(), all_scopes());
        let stranger = key(&installation, &other, &region(), all_scopes());
        let known = ids(&door, &owner, &document);
        for kind in ["ord", "prd", "var", "per", "wh", "pls", "trg"] {
            assert!(known.contains_key(kind), "no {kind}_ is shown to its own company: {:?}", known.keys());
        }
        let strange = installation.open_cell(&other, &region()).unwrap();
        let before = (settled(&cell(&installation)), settled(&strange));
        let mut wrong = Vec::new();
        let (mut told_apart, mut refused) = (0, 0);
        for target in targets(&document) {
            for url in filled(&target, &known) {
                let body = example_body(&document, &target);
                let told = format!("{} {url}", target.method);
                if !target.path.contains('{') {
                    if target.method != "GET" {
                        continue;
                    }
                    // A list of the stranger's own: with nothing of the other company in it.
                    let said = door.ask(&stranger, "GET", &url, None);
                    let text = said.text();
                    let seen = known.values().flatten().find(|id| text.contains(id.as_str()));
                    wrong.extend(seen.map(|id| format!("{told}: shows {id}")));
                    continue;
                }
                let said = door.ask(&stranger, &target.method, &url, body.as_ref());
                if said.status < 400 {
                    let mine = target.method == "GET"
                        && said.text().len() < 200
                        && !known.values().flatten().any(|id| said.text().contains(id.as_str()));
                    if !mine {
                        wrong.push(format!("{told}: answered to a stranger with {} {}", said.status, said.text()));
                    }
                } else if let Some(why) = door.wrong_with(&said) {
                    wrong.push(format!("{told}: {why}"));
                } else if target.method == "GET" && door.ask(&owner, "GET", &url, None).status == 200 {
                    told_apart += 1;
                    if said.status != 404 {
                        wrong.push(format!("{told}: {} {}", said.status, said.text()));
                    }
                } else if said.status == 404 {
                    refused += 1;
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(
            told_apart > 15 && refused > 30,
            "{told_apart} reads and {refused} writes came as far as the thing itself"
        );
        let after = (settled(&cell(&installation)), settled(&strange));
        assert_eq!(changed(&before.0, &after.0), Vec::<String>::new());
        assert_eq!(changed(&before.1, &after.1), Vec::<String>::new());
        drop((door, strange));
        installation.close();
    });
}

/// A second company in the same installation; on PostgreSQL in a database of its own.
fn make_other(installation: &Arc<Installation>, settings: &Settings, other: &TenantCode) {
    let place = match &settings.database {
        Some(url) => access::StorePlace::Postgres(format!("{url}_other")),
        None => access::StorePlace::File("eu/other/store.db".into()),
    };
    let entry = access::StoreEntry { tenant: other.clone(), region: region(), place };
    let submission = store::Submission::by(&kernel::Actor::new("tester"));
    let made = installation.control.submit_blocking(submission, move |tx| {
        access::add_tenant(tx, &entry.tenant, "Other Company")?;
        access::place_store(tx, &entry)
    });
    made.unwrap();
}
