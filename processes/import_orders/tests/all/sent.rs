//! What the channel sent is shown with the order, after the file is gone; what is personal of it only to whom may see it.

use access::Scope;
use serde_json::{Value, json};

use crate::over_http::{CSV, server};

/// Two columns that no profile names.
const ADDRESSED: &str =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,ShipTo,Street
300001,11111,RED MUG,10,2010-12-01 09:00:00,2.50,50001.0,United Kingdom,Erika Mustermann,1 High Street
300001,22222,BLUE MUG,4,2010-12-01 09:00:00,1.25,50001.0,United Kingdom,Erika Mustermann,1 High Street
300002,11111,RED MUG,1,2010-12-02 09:00:00,2.50,,United Kingdom,,
300001,22222,BLUE MUG,six,2010-12-01 09:00:00,1.25,50001.0,United Kingdom,Erika Mustermann,2 Low Street
";

#[tokio::test(flavor = "multi_thread")]
async fn an_order_shows_the_rows_it_came_as_and_names_only_to_whom_may_see_them() {
    let server = server();
    let (_, queued) = server.ask("POST", "/imports?profile=uk-retail&shop=uk-web", CSV, ADDRESSED).await;
    let import = queued["id"].as_str().unwrap().to_owned();
    server.run(&import).await;
    // The row that came right later is sealed under the same person.
    let retry = format!("/imports/{import}/quarantine/5/retry");
    server.ask("POST", &retry, "application/json", r#"{"cells":{"quantity":"6"}}"#).await;
    server.run(&import).await;
    assert!(server.company.uploads().is_empty(), "the file itself is gone");
    let order = server.company.order("300001").id;
    let reader = server.with(Scope::OrdersRead);
    let show = async |name: &str, path: String, body: Option<Value>| {
        let (method, key) = (if body.is_some() { "POST" } else { "GET" }, server.with(name.parse().unwrap()));
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        server.ask_as(&key, "show", method, &path, "application/json", body).await
    };
    let source = format!("/orders/{order}/source");
    let (status, told) = server.ask_as(&reader, "a", "GET", &source, CSV, "").await;
    assert_eq!((status, &told["came_from"]), (200, &json!("file")), "{told}");
    let first = &told["parts"][0];
    assert_eq!(first["import"], import.as_str());
    assert_eq!(first["columns"][0], json!({ "name": "InvoiceNo", "personal": false }));
    assert_eq!(first["columns"][8], json!({ "name": "ShipTo", "personal": true }));
    let blue = json!([
        "300001",
        "22222",
        "BLUE MUG",
        "4",
        "2010-12-01 09:00:00",
        "1.25",
        "50001.0",
        "United Kingdom",
        null,
        null
    ]);
    assert_eq!(first["rows"][1], json!({ "line": 3, "cells": blue }));
    let later = &told["parts"][1];
    assert_eq!(later["rows"][0]["cells"][3], "six", "as it came, whatever was corrected");
    assert_eq!(later["person"], first["person"]);
    assert!(!told.to_string().contains("Mustermann"));

    let open = json!({ "purpose": "fulfilment", "reason": "asked for the address" });
    let reveal = format!("{source}/reveal");
    let (status, _) = show("orders:read", reveal.clone(), Some(open.clone())).await;
    assert_eq!(status, 403);
    let (status, no) = show("persons:read", reveal.clone(), Some(json!({ "purpose": "marketing" }))).await;
    assert_eq!((status, &no["code"]), (404, &json!("person_not_kept_for")));
    let (status, opened) = show("persons:read", reveal.clone(), Some(open.clone())).await;
    assert_eq!(status, 200, "{opened}");
    assert_eq!(opened["parts"][0]["rows"][0]["cells"][8], "Erika Mustermann");
    assert_eq!(opened["parts"][1]["rows"][0]["cells"][9], "2 Low Street");
    let recorded = "SELECT CAST(COUNT(*) AS TEXT) FROM events WHERE kind = 'vault.person_opened.v1'";
    assert_eq!(server.company.texts(recorded), ["2"]);

    // Nobody is named in the second order: nothing is sealed, nothing masked.
    let guest = server.company.order("300002").id;
    let (_, told) = server.ask_as(&reader, "b", "GET", &format!("/orders/{guest}/source"), CSV, "").await;
    assert_eq!((&told["parts"][0]["rows"][0]["cells"][8], &told["parts"][0]["person"]), (&json!(""), &Value::Null));

    // Erased with the customer whose order it is.
    let customer = server.company.number("SELECT customer FROM customer_persons");
    assert_eq!(Some(customer), server.company.order("300001").customer);
    let person = first["person"].as_str().unwrap().parse().unwrap();
    tokio::task::block_in_place(|| server.company.erase(person));
    let (status, erased) = show("persons:read", reveal, Some(open)).await;
    let part = &erased["parts"][0];
    assert_eq!((status, &part["erased"], &part["rows"][0]["cells"][8]), (200, &json!(true), &Value::Null));
    assert_eq!(part["rows"][0]["cells"][2], "RED MUG");
    let (status, none) = server.ask_as(&reader, "c", "GET", "/orders/ord_0000000000001/source", CSV, "").await;
    assert_eq!((status, &none["code"]), (404, &json!("order_not_found")));
}

/// JSON has columns only where a profile names them: the rest of an object is sealed with its names.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_json_object_holds_beside_its_columns_is_kept_too() {
    let server = server();
    let row = json!({
        "InvoiceNo": "400001", "StockCode": "11111", "Description": "RED MUG", "Quantity": 2, "InvoiceDate": "2010-12-01 09:00:00",
        "UnitPrice": 2.5, "CustomerID": "50001", "Country": "United Kingdom", "ship_to": { "name": "Erika", "lines": ["1 High Street"] },
    });
    let (_, queued) = server.ask("POST", "/imports?profile=uk-retail&shop=uk-web", CSV, format!("{row}\n")).await;
    server.run(queued["id"].as_str().unwrap()).await;
    let order = server.company.order("400001").id;
    let reveal = format!("/orders/{order}/source/reveal");
    let key = server.with(Scope::PersonsRead);
    let body = r#"{"purpose":"fulfilment"}"#;
    let (status, opened) = server.ask_as(&key, "a", "POST", &reveal, "application/json", body).await;
    assert_eq!(status, 200, "{opened}");
    let columns = opened["parts"][0]["columns"].as_array().unwrap();
    assert_eq!(columns.last().unwrap(), &json!({ "name": "ship_to", "personal": true }));
    let cells = opened["parts"][0]["rows"][0]["cells"].as_array().unwrap();
    assert_eq!(cells.last().unwrap(), r#"{"lines":["1 High Street"],"name":"Erika"}"#);
    let (_, closed) =
        server.ask_as(&server.with(Scope::OrdersRead), "b", "GET", &reveal.replace("/reveal", ""), CSV, "").await;
    assert!(!closed.to_string().contains("Erika"));
}
