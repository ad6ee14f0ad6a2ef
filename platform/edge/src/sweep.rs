//! Hostile calls for every route of a document, so that tests can fire them at a running server: no key, a key without scopes,
//! junk, a huge body. What another tenant's key must not see depends on data, so [`Target`] only lists the routes for it.

use serde_json::Value;

/// A route as the document tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub method: String,
    /// With parameters in braces.
    pub path: String,
    pub scope: Option<String>,
    /// Whether it wants an `Idempotency-Key`.
    pub writes: bool,
    pub takes_body: bool,
}

/// One call and the statuses it may be answered with.
#[derive(Debug, Clone)]
pub struct HostileCall {
    pub name: &'static str,
    pub method: String,
    /// Base URL, path with its parameters filled by `with_id`, no query.
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub allowed: &'static [u16],
}

/// Every route and method of an OpenAPI document.
pub fn targets(openapi: &Value) -> Vec<Target> {
    let mut targets = Vec::new();
    let paths = openapi.get("paths").and_then(Value::as_object).into_iter().flatten();
    for (path, item) in paths {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !["get", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                continue;
            }
            let security = operation.get("security").and_then(Value::as_array).into_iter().flatten();
            let scope = security.filter_map(|one| one.get("bearer")?.as_array()?.first()?.as_str()).next();
            let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
            let mut names = parameters.filter_map(|one| one.get("$ref").or(one.get("name"))?.as_str());
            targets.push(Target {
                method: method.to_uppercase(),
                path: path.clone(),
                scope: scope.map(str::to_owned),
                writes: names.any(|name| name == "Idempotency-Key" || name.ends_with("/idempotency_key")),
                takes_body: operation.get("requestBody").is_some(),
            });
        }
    }
    targets
}

impl Target {
    /// The path with every parameter replaced by a value.
    pub fn with_id(&self, value: &str) -> String {
        let filled = self.path.split('{').enumerate().map(|(place, part)| match part.split_once('}') {
            Some((_, after)) if place > 0 => format!("{value}{after}"),
            _ => part.to_owned(),
        });
        filled.collect()
    }
}

/// The hostile calls against every route. `scopeless` is a valid key without scopes, `full` one with all of them.
pub fn hostile_calls(openapi: &Value, base: &str, scopeless: &str, full: &str) -> Vec<HostileCall> {
    let mut calls = Vec::new();
    for target in targets(openapi) {
        let call = |name, key: Option<&str>, id: &str, body: Vec<u8>, allowed| {
            let mut headers = vec![("content-type", "application/json".to_owned())];
            headers.extend(key.map(|key| ("authorization", format!("Bearer {key}"))));
            if target.writes {
                headers.push(("idempotency-key", format!("sweep-{name}-{}-{}", target.method, target.path)));
            }
            let url = format!("{base}{}", target.with_id(id));
            HostileCall { name, method: target.method.clone(), url, headers, body, allowed }
        };
        let unknown = "hk_demo_00000000000000000000000000000000";
        calls.push(call("no_key", None, "1", Vec::new(), &[401]));
        calls.push(call("unknown_key", Some(unknown), "1", Vec::new(), &[401]));
        if target.scope.is_some() {
            calls.push(call("no_scope", Some(scopeless), "1", Vec::new(), &[403]));
        }
        if target.path.contains('{') {
            let refused: &[u16] = if target.takes_body { &[404, 400, 415, 422, 428] } else { &[404, 428] };
            calls.push(call("junk_id", Some(full), "%F0%9F%92%A9..%2F", Vec::new(), refused));
        }
        if target.takes_body {
            let refused = &[400, 404, 413, 415, 422, 428];
            calls.push(call("junk_body", Some(full), "1", b"{\"\\ud800\": [[[[".to_vec(), refused));
            calls.push(call("wrong_shape", Some(full), "1", b"[1e999, \"\\u0000\", {}]".to_vec(), refused));
            calls.push(call("deep_body", Some(full), "1", vec![b'['; 100_000], refused));
            calls.push(call("huge_body", Some(full), "1", vec![b' '; 4 * 1024 * 1024], refused));
        }
        if target.writes {
            let mut keyless = call("no_idempotency_key", Some(full), "1", b"{}".to_vec(), &[400, 404, 415, 422, 428]);
            keyless.headers.retain(|(name, _)| *name != "idempotency-key");
            calls.push(keyless);
        }
    }
    calls
}
