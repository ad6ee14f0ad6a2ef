//! The numbers that lines have on their order.

use jobs::JobState;
use testkit::homes;

use crate::own_file::{HEAD, OWN};
use crate::support::{Company, shop};

/// The last row lacks a cell, so that nobody can say which order it is of.
const ROWS: &str = "\
N-1,2026-03-01 10:00,DE,VASE,Vase,1,12.00,EUR,zugestellt,K-1
N-1,2026-03-01 10:00,DE,BOWL,Schale,1,8.00,EUR,zugestellt,K-1
N-1,2026-03-01 10:00,DE,CUP,Tasse,1,4.00,EUR
";
const WHOLE: &str = r#"{"cells":{"invoice_number":"N-1","placed_at":"2026-03-01 10:00","country":"DE","sku":"CUP",
    "description":"Tasse","quantity":"1","unit_price":"4.00","currency":"EUR","status":"zugestellt","customer":"K-1"}}"#;

fn lines(company: &Company) -> Vec<(i64, String)> {
    company.order("N-1").lines.into_iter().map(|line| (line.line, line.sku)).collect()
}

#[test]
fn a_row_put_to_its_order_goes_on_after_the_last_line_and_one_that_comes_later_after_it() {
    for home in homes() {
        let company = Company::in_home(home);
        let own = OWN.replacen("status = \"Stand\"\n", "status = \"Stand\"\ncustomer = \"Kunde\"\n", 1);
        let head = HEAD.trim_end().to_owned() + ",Kunde\n";
        let text = head.clone() + ROWS;
        let id = company.queue(text.as_bytes(), &own, shop());
        assert_eq!(company.run(id).state, JobState::Waiting);
        company.command(move |tx| jobs::retry_row(tx, id, 4, WHOLE));
        assert_eq!(company.run(id).state, JobState::Done);
        let said = |all: &[(i64, &str)]| all.iter().map(|(line, sku)| (*line, (*sku).to_owned())).collect::<Vec<_>>();
        let three = [(1, "VASE"), (2, "BOWL"), (3, "CUP")];
        assert_eq!(lines(&company), said(&three));
        // The file grew by a row, whose own number is given away.
        let grown = head + &ROWS.replace("CUP,Tasse,1,4.00,EUR\n", "JUG,Krug,1,9.00,EUR,zugestellt,K-1\n");
        assert_eq!(company.run(company.queue(grown.as_bytes(), &own, shop())).state, JobState::Done);
        let four = [three.as_slice(), &[(4, "JUG")]].concat();
        assert_eq!(lines(&company), said(&four));
        // It is credited by the number it has here.
        let credit = "ST-1,2026-03-05 10:00,DE,JUG,Krug,-1,9.00,EUR,zugestellt,K-1\n";
        let both = grown + credit;
        assert_eq!(company.run(company.queue(both.as_bytes(), &own, shop())).state, JobState::Done);
        assert_eq!(lines(&company), said(&four), "the same again changes nothing");
        let returned: Vec<i64> = company.order("N-1").lines.iter().map(|line| line.returned).collect();
        assert_eq!(returned, [0, 0, 0, 1]);
    }
}
