//! A later file of the same orders: other states, other lines, rows that come after the invoice.

use jobs::{JobId, JobState};
use orders::commands::{IssueDocument, issue_document};
use serde_json::json;
use testkit::homes;

use crate::nobodys_price::{HEAD, import, profile};
use crate::support::{Company, report, shop};

fn row(number: &str, pieces: &str, state: &str) -> String {
    format!("{number},2026-03-03 10:00,K9,DE,VASE,Vase,{pieces},10.00,EUR,{state}\n")
}

fn waits(company: &Company, job: JobId) -> Vec<(i64, String)> {
    let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, job, None, -1, 10)).unwrap();
    let newest = |row: &jobs::QuarantinedRow| {
        let met = row.decisions.last().and_then(|newest| newest.met.as_ref()).unwrap_or(&row.problem);
        (row.line, met.code.clone())
    };
    rows.iter().map(newest).collect()
}

#[test]
fn a_later_file_that_knows_other_states_says_so_and_names_the_orders() {
    for home in homes() {
        let company = Company::in_home(home);
        let states =
            |of: [&str; 3]| ["L-1", "L-2", "L-3"].iter().zip(of).map(|(n, s)| row(n, "1", s)).collect::<String>();
        let (_, told) = import(&company, &states(["neu", "bezahlt", "versandt"]));
        assert_eq!(told["states"]["different"], 0);
        let (_, told) = import(&company, &states(["neu", "bezahlt", "versandt"]));
        assert_eq!((&told["states"]["different"], &told["adds_up"]), (&0.into(), &true.into()));
        let (_, told) = import(&company, &states(["bezahlt", "zugestellt", "storniert"]));
        let state =
            |invoice: &str, in_file: &str, here: &str| json!({ "invoice": invoice, "in_file": in_file, "here": here });
        let first =
            [state("L-1", "paid", "placed"), state("L-2", "delivered", "paid"), state("L-3", "cancelled", "shipped")];
        assert_eq!(told["states"], json!({ "different": 3, "first": first }));
        assert_eq!(told["invoices"]["order"]["known"], 3);
        assert_eq!(company.order("L-3").gross, 1_000, "told, and changed by nobody");
    }
}

#[test]
fn a_file_with_other_lines_does_not_add_up() {
    for home in homes() {
        let company = Company::in_home(home);
        import(&company, &row("L-1", "1", "neu"));
        let (_, told) = import(&company, &row("L-1", "2", "neu"));
        assert_eq!((&told["invoices"]["order"]["different"], &told["adds_up"]), (&1.into(), &false.into()));
    }
}

#[test]
fn rows_in_another_state_than_their_order_came_with_wait() {
    for home in homes() {
        let company = Company::in_home(home);
        import(&company, &row("L-3", "1", "versandt"));
        let before = company.order("L-3");
        let (job, told) = import(&company, &(row("L-3", "1", "storniert") + &row("L-3", "2", "storniert")));
        assert_eq!(waits(&company, job), [(3, "import_state_differs".to_owned())]);
        assert_eq!(company.order("L-3"), before);
        assert_eq!((&told["states"]["different"], &told["adds_up"]), (&1.into(), &true.into()), "{told}");
    }
}

#[test]
fn a_row_put_right_after_its_order_was_invoiced_waits_again() {
    for home in homes() {
        let company = Company::in_home(home);
        let text = HEAD.to_owned() + &row("I-1", "1", "zugestellt") + &row("I-1", "some", "zugestellt");
        let job = company.queue(text.as_bytes(), &profile(), shop());
        assert_eq!(company.run(job).state, JobState::Waiting);
        let id = company.order("I-1").id;
        company.command(move |tx| {
            let (kind, corrects) = (orders::DocumentKind::Invoice, None);
            let input = IssueDocument { order: id, kind, corrects, net: 840, tax: 160, gross: 1_000 };
            issue_document(tx, &input, |_, _| Ok("INV-1".into())).map(drop)?;
            Ok(store::Nothing)
        });
        let before = company.order("I-1");
        company.command(move |tx| jobs::retry_row(tx, job, 3, r#"{"cells":{"quantity":"1"}}"#));
        let done = company.run(job);
        assert_eq!(done.state, JobState::Waiting, "{:?}", done.problem);
        assert_eq!(waits(&company, job), [(3, "lines_after_invoice".to_owned())]);
        assert_eq!(company.order("I-1"), before, "what is invoiced does not grow");
        assert_eq!(report(&done)["quarantine"]["open"], 1);
    }
}
