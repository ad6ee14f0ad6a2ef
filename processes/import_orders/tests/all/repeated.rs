//! Whom a row goes to, repeated in a column that is kept open: there it would outlive their erasure.

use jobs::JobState;
use kernel::Id as _;
use testkit::homes;

use crate::own_file::HEAD;
use crate::recipients::{addressed, found, person, text};
use crate::support::{Company, report, shop};

/// A row to her, with one cell of the open columns replaced.
fn row(number: &str, column: &str, cell: &str) -> String {
    let mut row = [number, "2026-03-01 10:00", "DE", "VASE", "Vase", "1", "12.00", "EUR", "zugestellt", ""];
    let columns = HEAD.trim_end().split(',').chain(["Kunde"]);
    let place = columns.enumerate().find(|(_, name)| *name == column).unwrap().0;
    row[place] = cell;
    row.join(",") + ",Olga Kirschbaum,,Wabernweg 7,,51147,Wahnhausen,,olga@kirsch.example,030 1231231,\n"
}

const REPEATED: [(&str, &str, &str, &str); 20] = [
    ("Bezeichnung", "Olga Kirschbaum", "description", "recipient_repeated"),
    ("Bezeichnung", "Gravur 1: Olga Kirschbaum", "description", "recipient_repeated"),
    ("Bezeichnung", "für olga@kirsch.example", "description", "recipient_repeated"),
    ("Bezeichnung", "Tel 030 1231231", "description", "recipient_repeated"),
    ("Artikel", "Olga Kirschbaum", "sku", "recipient_repeated"),
    ("Artikel", "olga@kirsch.example", "sku", "recipient_repeated"),
    ("Artikel", "0301231231", "sku", "recipient_repeated"),
    ("Kunde", "030 1231231", "customer", "recipient_repeated"),
    ("Kunde", "Kirschbaum", "customer", "recipient_repeated"),
    ("Kunde", "olga@kirsch.example", "customer", "customer_is_personal"),
    ("Stand", "030 1231231", "status", "recipient_repeated"),
    ("Stand", "Kirschbaum", "status", "recipient_repeated"),
    ("Datum", "030 1231231", "placed_at", "recipient_repeated"),
    ("Preis", "030 1231231", "unit_price", "recipient_repeated"),
    ("Menge", "301231231", "quantity", "recipient_repeated"),
    ("Land", "Kirschbaum", "country", "recipient_repeated"),
    ("Land", "030 1231231", "country", "recipient_repeated"),
    ("Bestellung", "0301231231", "invoice_number", "recipient_repeated"),
    ("Bestellung", "Kirschbaum", "invoice_number", "recipient_repeated"),
    ("Bestellung", "KirschbaumOlga1", "invoice_number", "recipient_repeated"),
];

#[test]
fn a_row_that_repeats_its_recipient_in_an_open_column_waits_and_the_cell_is_kept_nowhere() {
    for home in homes() {
        let company = Company::in_home(home);
        let mut rows = row("R-0", "Bezeichnung", "Rosenvase 7");
        for (place, (column, cell, ..)) in REPEATED.iter().enumerate() {
            rows += &row(&format!("R-{}", place + 1), column, cell);
        }
        let id = company.queue(text(&rows).as_bytes(), &addressed(), shop());
        let job = company.run(id);
        assert_eq!(job.state, JobState::Waiting, "{:?}", job.problem);
        let waiting = || company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 50)).unwrap();
        let rows = waiting();
        for (row, (column, cell, field, code)) in rows.iter().zip(REPEATED) {
            let (problem, value) = (&row.problem, if field == "customer" { "" } else { "•••" });
            let told = (problem.field.as_deref(), problem.code.as_str(), problem.value.as_str());
            assert_eq!(told, (Some(field), code, value), "{column}: {cell}");
            assert_eq!(row.cells.get(field), None, "{column}: {cell}");
        }
        assert_eq!(rows.len(), REPEATED.len());
        assert_eq!(company.texts("SELECT external_number FROM orders"), ["R-0"]);

        // The article's text put right, the row goes in; what came stands sealed with it.
        let put_right = [(3, "description", "Gravur"), (7, "sku", "VASE")];
        for (line, field, text) in put_right {
            let cells = format!(r#"{{"cells":{{"{field}":"{text}"}}}}"#);
            company.command(move |tx| jobs::retry_row(tx, id, line, &cells));
        }
        let job = company.run(id);
        assert_eq!(company.texts("SELECT external_number FROM orders ORDER BY 1"), ["R-0", "R-1", "R-5"]);
        let mut everywhere = format!("{:?} {}", waiting(), report(&job));
        for number in ["R-0", "R-1", "R-5"] {
            let order = company.order(number);
            everywhere += &format!("{order:?} {:?}", company.reasons(number));
            let kept = company.cell.store.read_blocking(|read| -> Result<_, store::StoreError> {
                use store::Read as _;
                let sql = "SELECT packed FROM imported_rows WHERE id = $1";
                Ok(read.query_one(sql, &[order.id.number().into()])?.unwrap().blob(0)?.to_vec())
            });
            let kept = zstd::bulk::decompress(&kept.unwrap()[4..], 10_000).unwrap();
            everywhere += &String::from_utf8(kept).unwrap();
        }
        for sql in [
            "SELECT name FROM product_texts",
            "SELECT spelling FROM sku_spellings",
            "SELECT external_ref FROM channel_identities",
            "SELECT data FROM events",
            "SELECT number FROM imported_invoices",
        ] {
            everywhere += &company.texts(sql).concat();
        }
        for word in ["Olga", "olga", "irschbaum", "1231231", "kirsch.example"] {
            let at = everywhere.find(word);
            let around = at.map(|at| everywhere[at..].chars().take(200).collect::<String>());
            assert_eq!(around, None, "{word}");
        }
        assert_eq!(found(&company, "olga@kirsch.example").len(), 3);
        assert!(found(&company, "olga@kirsch.example").contains(&person(&company, "R-1")));
    }
}

#[test]
fn an_article_that_is_called_like_its_buyer_is_taken_when_a_person_says_so() {
    for home in homes() {
        let company = Company::in_home(home);
        let rows = "\
Q-1,2026-03-01 10:00,DE,ROSE-1,Vase,1,12.00,EUR,neu,,Rose Quastenfloss,,Wabernweg 7,,51147,Wahnhausen,,,,
Q-2,2026-03-01 10:00,DE,VASE,Rose im Glas,1,12.00,EUR,neu,,Rose Quastenfloss,,Wabernweg 7,,51147,Wahnhausen,,,,
";
        let id = company.queue(text(rows).as_bytes(), &addressed(), shop());
        assert_eq!(company.run(id).state, JobState::Waiting);
        assert_eq!(company.texts("SELECT external_number FROM orders"), ["Q-1"], "a code is no name");
        let told = "Rose im Glas";
        let cells = format!(r#"{{"cells":{{"description":"{told}"}}}}"#);
        company.command(move |tx| jobs::retry_row(tx, id, 3, &cells));
        assert_eq!(company.run(id).state, JobState::Done);
        assert_eq!(company.order("Q-2").lines[0].name, told);
    }
}
