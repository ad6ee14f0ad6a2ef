//! API keys at the terminal and over HTTP: listed, issued, revoked, with a server and without.

use serde_json::{Value, json};

use crate::running::{Client, Running};
use crate::support::{Place, company, hanse, settings};

fn ids(listed: &Value) -> Vec<(String, String)> {
    let text = |key: &Value, name: &str| key[name].as_str().unwrap().to_owned();
    listed["items"].as_array().unwrap().iter().map(|key| (text(key, "id"), text(key, "state"))).collect()
}

#[test]
fn keys_are_issued_listed_and_revoked_with_a_server_and_without() {
    let here = Place::new();
    let data = here.at("data");
    company(&settings(&data), 1).close();
    let (well, first) = hanse(&data, &["keys", "issue", "--label", "the operator's"]);
    assert!(well && first["secret"].as_str().unwrap().starts_with("hk_demo_"), "{first}");
    let operator = first["secret"].as_str().unwrap().to_owned();

    let server = Running::start(&data, &here.at("log"), &[]);
    let key = ["--key", operator.as_str()];
    let with = |args: &[&str]| hanse(&data, &[args, &key].concat());
    let (well, said) = hanse(&data, &["keys", "list"]);
    assert!(!well && said["error"].as_str().unwrap().contains("HANSE_KEY"), "{said}");
    let (well, issued) = with(&["keys", "issue", "--label", "a clerk's", "--scopes", "orders:read,keys"]);
    assert!(well, "{issued}");
    let clerk = issued["secret"].as_str().unwrap().to_owned();
    let client = Client::new(&server.address, &clerk);
    assert_eq!(client.get("/v1/orders").unwrap().0, 200, "a key is let in at once");

    // The clerk hands on only what it may do itself; and sees no secret of anybody.
    let wanted = json!({ "label": "x", "scopes": ["orders:read", "orders:write"] });
    let (status, refused) = client.post("/v1/keys", "k1", &wanted).unwrap();
    assert_eq!(
        (status, &refused["code"], &refused["facts"]["scope"]),
        (403, &json!("scope_not_held"), &json!("orders:write"))
    );
    let wanted = json!({ "label": "x", "scopes": ["orders:read"] });
    let (status, handed_on) = client.post("/v1/keys", "k2", &wanted).unwrap();
    assert_eq!((status, handed_on["secret"].is_string()), (201, true), "{handed_on}");
    let (status, again) = client.post("/v1/keys", "k2", &wanted).unwrap();
    assert_eq!(
        (status, &again["id"], &again["secret"]),
        (201, &handed_on["id"], &Value::Null),
        "a secret is shown once"
    );
    let (_, listed) = client.get("/v1/keys").unwrap();
    assert!(!listed.to_string().contains(&operator[12..]), "{listed}");

    let clerks = issued["id"].as_str().unwrap();
    let (well, revoked) = with(&["keys", "revoke", clerks, "--reason", "left"]);
    assert_eq!((well, &revoked["state"]), (true, &json!("revoked")), "{revoked}");
    assert_eq!(client.get("/v1/orders").unwrap().0, 401, "a revoked key is refused at once");
    let (_, listed) = with(&["keys", "list"]);
    assert!(ids(&listed).contains(&(clerks.to_owned(), "revoked".to_owned())), "{listed}");
    server.stop();

    // Without a server the same works on the store, and what was revoked stays so.
    let (_, listed) = hanse(&data, &["keys", "list"]);
    assert!(ids(&listed).contains(&(clerks.to_owned(), "revoked".to_owned())), "{listed}");
    let (well, _) = hanse(&data, &["keys", "revoke", first["id"].as_str().unwrap()]);
    assert!(well);
    let server = Running::start(&data, &here.at("log"), &[]);
    assert_eq!(Client::new(&server.address, &operator).get("/v1/orders").unwrap().0, 401);
    server.stop();
}

#[test]
fn who_is_signed_in_stays_so_when_the_server_starts_again_and_who_left_or_whose_key_ended_does_not() {
    let here = Place::new();
    let (data, log) = (here.at("data"), here.at("log"));
    company(&settings(&data), 1).close();
    let (_, issued) = hanse(&data, &["keys", "issue", "--label", "desk"]);
    let (key, id) = (issued["secret"].as_str().unwrap(), issued["id"].as_str().unwrap());
    let server = Running::start(&data, &log, &[]);
    let client = Client::new(&server.address, key);
    let (stays, leaves) = (client.sign_in(), client.sign_in());
    let who = |server: &Running, cookie: &str| Client::console(&server.address, cookie, "GET", "/v1/session");
    assert_eq!((who(&server, &stays), who(&server, &leaves)), (200, 200));
    server.stop();

    let server = Running::start(&data, &log, &[]);
    assert_eq!((who(&server, &stays), who(&server, &leaves)), (200, 200), "stopped and started");
    assert_eq!(Client::console(&server.address, &leaves, "DELETE", "/v1/session"), 204);
    server.kill();

    let server = Running::start(&data, &log, &[]);
    assert_eq!((who(&server, &stays), who(&server, &leaves)), (200, 401), "struck and started");
    server.stop();
    let (well, _) = hanse(&data, &["keys", "revoke", id]);
    assert!(well);
    let server = Running::start(&data, &log, &[]);
    assert_eq!(who(&server, &stays), 401, "its key ended meanwhile");
    server.stop();
}
