//! What `hanse export orders` writes.

use std::collections::HashSet;

use hanse::cli::export::{Form, Wanted, entry_of, export_orders};
use hanse::settings::Settings;
use kernel::Timestamp;

use crate::support::{Buyers, Place, cell, company, count, hanse, order, place, settings, text};

const ALL: Wanted = Wanted { form: Form::Jsonl, lines: false, placed_from: None, placed_to: None };
const BUYER: Buyers = Buyers {
    name: "Xanthippe Quellwasserstein",
    email: "x.quellwasserstein@mailbox.example",
    street: "Zwetschgenpfad 4711",
};

fn exported(settings: &Settings, wanted: Wanted) -> String {
    let mut out = Vec::new();
    let entry = entry_of(settings, None).unwrap();
    export_orders(settings, &entry, &wanted, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_order_is_in_it_while_the_server_runs_and_no_person() {
    let here = Place::new();
    let old = settings(&here.at("old"));
    // More than two pages of what is read at once.
    let installation = company(&old, 1_100);
    let busy = cell(&installation);
    let id = place(&busy, &BUYER, "EXPORT-1");
    let placed = order(&busy, id);
    let orders = rows(&exported(&old, ALL));
    assert_eq!(i64::try_from(orders.len()).unwrap(), count(&busy, "orders"));
    let different: HashSet<&str> = orders.iter().map(|order| order["order"].as_str().unwrap()).collect();
    assert_eq!(different.len(), orders.len());
    let first = &orders[0];
    assert_eq!(first["order"], id.to_string(), "newest first");
    assert_eq!(first["gross"], placed.money(placed.gross).to_decimal_text());
    assert_eq!(first["lines"][0]["sku"], "H010-RED-S");
    let lines: usize = orders.iter().map(|order| order["lines"].as_array().unwrap().len()).sum();
    assert_eq!(i64::try_from(lines).unwrap(), count(&busy, "order_lines"));

    let (from, to): (Timestamp, Timestamp) = {
        let mut placed: Vec<Timestamp> =
            orders.iter().map(|order| order["placed_at"].as_str().unwrap().parse().unwrap()).collect();
        placed.sort();
        (placed[100], placed[300])
    };
    let between = exported(&old, Wanted { placed_from: Some(from), placed_to: Some(to), ..ALL });
    let expected = orders.iter().filter(|order| {
        let at: Timestamp = order["placed_at"].as_str().unwrap().parse().unwrap();
        at >= from && at < to
    });
    assert_eq!(rows(&between).len(), expected.count());

    let file = here.at("orders.csv");
    let (well, said) = hanse(&old.data, &["export", "orders", "--out", text(&file)]);
    assert!(well, "{said}");
    assert_eq!(said["orders"].as_u64().unwrap(), u64::try_from(orders.len()).unwrap());
    let csv = std::fs::read_to_string(&file).unwrap();
    let by_line = exported(&old, Wanted { form: Form::Csv, lines: true, ..ALL });
    for (csv, like, count) in [(&csv, first, orders.len()), (&by_line, &first["lines"][0], lines)] {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let heads = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.len(), count);
        // Each column holds what the same name holds in JSON.
        for (head, cell) in heads.iter().zip(&records[0]) {
            let same = like.get(head).or_else(|| first.get(head)).unwrap_or_else(|| panic!("{head} is no field"));
            let same = same.as_str().map_or_else(|| same.to_string().replace("null", ""), str::to_owned);
            assert_eq!(cell, same, "{head}");
        }
    }
    for written in [&csv, &by_line, &exported(&old, ALL)] {
        let persons = ["Quellwasserstein", "mailbox.example", "Zwetschgenpfad", "example.org", "per_", "cus_"];
        assert!(persons.iter().all(|person| !written.contains(person)));
    }
    let none = exported(
        &old,
        Wanted { form: Form::Csv, placed_from: Some(Timestamp::from_ms(i64::from(u32::MAX) * 4_000)), ..ALL },
    );
    assert_eq!(none.lines().count(), 1, "a head over no rows");
    installation.close();
}
