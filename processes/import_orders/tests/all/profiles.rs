//! Profiles of the company: saved by one, used by all; and the look at a file for whoever makes one.

use access::Scope;
use serde_json::{Value, json};

use crate::over_http::{CSV, server};

const SHOP: &str = "Order;Code;Pieces;Day;Price
L-1;LAMP;2;31.10.2026;9,90
";
/// Its first rule knows codes by their letters, which is no address.
const PROFILE: &str = r#"name = "by-eye"
about = "Columns chosen in the console."
[columns]
invoice_number = "Order"
sku = "Code"
quantity = "Pieces"
placed_at = "Day"
unit_price = "Price"
[numbers]
decimal_mark = ","
[time]
formats = ["%d.%m.%Y"]
zone = "Europe/Berlin"
[constants]
channel = "file"
currency = "EUR"
[assumptions.seller_country]
value = "DE"
status = "sure"
because = "Said by whoever imported the file."
[[rule]]
name = "carriage"
kind = "carriage"
sku_like=["A@","Q.#1"]
[[rule]]
name = "goods"
kind = "goods"
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_one_person_saved_is_used_by_another_until_somebody_deletes_it() {
    let server = server();
    let (json_type, colleague) = ("application/json", server.with(Scope::Import));
    let path = "/imports/profiles/Lamp%20shop";
    let body = json!({ "text": PROFILE }).to_string();
    let (status, saved) = server.ask_as(&colleague, "save", "PUT", path, json_type, body.clone()).await;
    assert_eq!(
        (status, &saved["name"], &saved["columns"]["sku"]),
        (200, &json!("Lamp shop"), &json!("Code")),
        "{saved}"
    );
    assert!(saved["saved_by"].as_str().unwrap().starts_with("key_"));
    let (_, all) = server.ask("GET", "/imports/profiles", CSV, "").await;
    let names = |all: &Value| all.as_array().unwrap().iter().map(|one| one["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&all), ["Lamp shop", "uk-retail", "simple-orders"]);
    assert_eq!((&all[0]["decimal_mark"], &all[0]["zone"]), (&json!(","), &json!("Europe/Berlin")));

    let (status, queued) = server.ask("POST", "/imports?profile=Lamp%20shop&shop=lamps", CSV, SHOP).await;
    assert_eq!((status, &queued["profile"]), (202, &json!("Lamp shop")), "{queued}");
    server.run(queued["id"].as_str().unwrap()).await;
    assert_eq!(server.company.texts("SELECT external_number FROM orders"), ["L-1"]);

    for (name, text, code) in [
        ("uk-retail", PROFILE, "import_profile_taken"),
        ("a%3Db", PROFILE, "import_profile_name"),
        ("broken", "name = 1", "profile_not_readable"),
        ("nothing", "", "profile_not_readable"),
        ("named", &PROFILE.replace("Columns chosen", "Ask olga@kirsch.example for columns chosen"), "personal_text"),
    ] {
        let body = json!({ "text": text }).to_string();
        let (status, no) = server.ask("PUT", &format!("/imports/profiles/{name}"), json_type, body).await;
        assert_eq!((status == 422 || status == 409, &no["code"]), (true, &json!(code)), "{no}");
    }
    let (status, _) = server.ask_as(&server.with(Scope::OrdersRead), "no", "PUT", path, json_type, body).await;
    assert_eq!(status, 403);
    assert_eq!(server.ask_as(&colleague, "gone", "DELETE", path, json_type, "").await.0, 204);
    let (status, no) = server.ask_as(&colleague, "again", "DELETE", path, json_type, "").await;
    assert_eq!((status, &no["code"]), (404, &json!("no_such_profile")));
    let (_, all) = server.ask("GET", "/imports/profiles", CSV, "").await;
    assert_eq!(names(&all), ["uk-retail", "simple-orders"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_any_kind_is_looked_at_and_nothing_is_kept() {
    let server = server();
    let preview = async |body: Vec<u8>| server.ask("POST", "/imports/preview", CSV, body).await;
    let (status, seen) = preview(SHOP.into()).await;
    assert_eq!((status, &seen["format"], &seen["rows"][0][4]), (200, &json!("csv"), &json!("9,90")), "{seen}");
    let (_, seen) = preview(b"{\"Order\":\"L-1\",\"Pieces\":2}\n".into()).await;
    assert_eq!((&seen["format"], &seen["columns"]), (&json!("json_lines"), &json!(["Order", "Pieces"])));
    // The beginning of a long file is enough, also where it ends in the middle of a row.
    let mut long: String = "Order;Code\n".to_owned() + &"L-1;LAMP\n".repeat(2_000);
    long.push_str("L-2;\"LA");
    assert_eq!(preview(long.into()).await.1["rows"].as_array().unwrap().len(), 8);
    let (status, no) = preview(Vec::new()).await;
    assert_eq!((status, &no["code"]), (422, &json!("import_without_file")));
    let (status, no) = preview(b"\xd0\xcf\x11\xe0".into()).await;
    assert_eq!((status, &no["code"]), (422, &json!("file_not_readable")));
    assert!(server.company.uploads().is_empty());
}
