//! What the API's document tells of every shape, and that answers keep to it: ids are texts, money has its currency.

use edge::Document;
use hanse::server::ABOUT;
use serde_json::{Value, json};

use crate::door::{Door, all_scopes, key};
use crate::support::{Place, company, region, settings, tenant};

/// What is wrong with the shapes beneath `schema`, each with where it stands.
fn wrong_shapes(place: &str, schema: &Value, told: bool, wrong: &mut Vec<String>) {
    let Some(fields) = schema.as_object() else { return };
    let told = told || fields.contains_key("description");
    for (word, list) in [("oneOf", true), ("anyOf", true), ("allOf", true), ("items", false)] {
        match fields.get(word) {
            Some(Value::Array(parts)) if list => parts.iter().for_each(|part| wrong_shapes(place, part, told, wrong)),
            Some(one) => wrong_shapes(&format!("{place}[]"), one, told, wrong),
            None => {}
        }
    }
    for (name, field) in fields.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let place = format!("{place}.{name}");
        let types = field["type"].as_array().cloned().unwrap_or_else(|| vec![field["type"].clone()]);
        let is_id = name == "id" || name.ends_with("_id") || ["variant", "customer", "person"].contains(&name.as_str());
        let is_money = name.ends_with("_minor")
            || ["amount", "net", "tax", "gross", "paid", "refunded", "unit_cost", "base", "per_kg"]
                .contains(&name.as_str());
        if (is_id || is_money) && (types.contains(&json!("integer")) || types.contains(&json!("number"))) {
            wrong.push(format!("{place}: a number that is an id or money"));
        }
        wrong_shapes(&place, field, false, wrong);
    }
    let shaped =
        ["type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const"].iter().any(|word| fields.contains_key(*word));
    if !shaped {
        wrong.push(format!("{place}: no type"));
    }
    let types = fields.get("type").map(|kind| kind.as_array().cloned().unwrap_or_else(|| vec![kind.clone()]));
    let is_object = types.is_some_and(|types| types.contains(&json!("object")));
    let open = fields.get("additionalProperties");
    if is_object && !fields.contains_key("properties") && !fields.contains_key("allOf") {
        match open {
            // Free form: anything, where the words say so.
            Some(Value::Bool(true)) => {}
            Some(Value::Object(any)) if any.is_empty() => {}
            Some(one) => return wrong_shapes(&format!("{place}.*"), one, told, wrong),
            None => return wrong.push(format!("{place}: an object of which nothing is told")),
        }
        if !fields.get("description").and_then(Value::as_str).is_some_and(|said| said.contains("Free form")) {
            wrong.push(format!("{place}: free form, and not said to be"));
        }
    }
}

/// Every shape of a document: named ones, bodies, answers, parameters.
fn wrong_with(document: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        wrong_shapes(name, schema, false, &mut wrong);
    }
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let place = format!("{method} {path}");
            for parameter in
                operation["parameters"].as_array().into_iter().flatten().filter(|one| one["$ref"].is_null())
            {
                wrong_shapes(&format!("{place} {}", parameter["name"]), &parameter["schema"], true, &mut wrong);
            }
            let answers = operation["responses"].as_object().into_iter().flatten().map(|(_, answer)| answer);
            for body in answers.chain(operation.get("requestBody")) {
                for (kind, content) in body["content"].as_object().into_iter().flatten() {
                    wrong_shapes(&format!("{place} {kind}"), &content["schema"], false, &mut wrong);
                }
            }
        }
    }
    wrong
}

#[test]
fn every_shape_says_what_it_is_and_no_id_or_money_is_a_number() {
    let (_, collected) = hanse::product::routes().split_for_parts();
    let document = Document::assemble(&collected, ABOUT).unwrap();
    let document: Value = serde_json::from_slice(&document.json).unwrap();
    let wrong = wrong_with(&document);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // The law sees what it is for.
    let property = |shape: Value| json!({ "components": { "schemas": { "X": { "type": "object", "properties": { "net": shape } } } } });
    for broken in [
        json!({ "type": "object" }),
        json!({ "type": "integer" }),
        json!({}),
        json!({ "type": "object", "additionalProperties": {} }),
    ] {
        assert_eq!(wrong_with(&property(broken.clone())).len(), 1, "{broken}");
    }
    assert!(wrong_with(&property(json!({ "type": "string" }))).is_empty());
}

/// Numbers that JavaScript reads as others (above 2^53), with where they stand.
fn too_large(place: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| too_large(&format!("{place}.{name}"), field, found))
        }
        Value::Array(items) => items.iter().for_each(|item| too_large(place, item, found)),
        Value::Number(number)
            if number.as_i64().is_none_or(|number| number.unsigned_abs() > 1 << 53) && !number.is_f64() =>
        {
            found.push(format!("{place}: {number}"));
        }
        _ => {}
    }
}

#[test]
fn an_orders_answers_hold_no_number_that_is_an_id_or_money() {
    let here = Place::new();
    let installation = company(&settings(&here.at("data")), 6);
    let key = key(&installation, &tenant(), &region(), all_scopes());
    let door = Door::to(&installation);
    let orders = door.ask(&key, "GET", "/v1/orders", None).json();
    let mut looked_at = 0;
    for order in orders["items"].as_array().unwrap() {
        let id = order["id"].as_str().unwrap();
        for path in [format!("/v1/orders/{id}"), format!("/v1/orders/{id}/events")] {
            let told = door.ask(&key, "GET", &path, None).json();
            let mut found = Vec::new();
            too_large("", &told, &mut found);
            assert!(found.is_empty(), "{path}: {found:?}");
            for event in told.as_array().into_iter().flatten() {
                let data = &event["data"];
                for money in
                    ["net", "tax", "gross", "amount"].iter().map(|name| &data[*name]).filter(|money| !money.is_null())
                {
                    assert!(money["amount"].is_string() && money["currency"].is_string(), "{event}");
                    looked_at += 1;
                }
            }
            for scored in told["decisions"]["sourcing"]["candidates"].as_array().into_iter().flatten() {
                assert!(scored["scored"].is_null() || scored["scored"]["total"]["currency"].is_string(), "{scored}");
            }
        }
    }
    assert!(looked_at > 10, "{looked_at}");
    drop(door);
    installation.close();
}
