//! Credits of a file and credits made here: together they are the line.

use orders::commands::{CreditLines, credit_lines};
use testkit::homes;

use crate::nobodys_price::import;
use crate::support::Company;

/// Net and tax of all lines of an order.
fn lines(company: &Company, number: &str) -> Vec<(i64, i64)> {
    company.order(number).lines.iter().map(|line| (line.net, line.tax)).collect()
}

#[test]
fn the_credits_of_a_file_add_up_to_the_line_they_take_back() {
    for home in homes() {
        let company = Company::in_home(home);
        import(
            &company,
            "V-5,2026-03-03 10:00,K9,DE,VASE,Vase,3,10.00,EUR,zugestellt\n\
             ST-5,2026-03-04 10:00,K9,DE,VASE,Vase,-1,10.00,EUR,zugestellt\n\
             ST-6,2026-03-05 10:00,K9,DE,VASE,Vase,-1,10.00,EUR,zugestellt\n\
             ST-7,2026-03-06 10:00,K9,DE,VASE,Vase,-1,10.00,EUR,zugestellt\n",
        );
        assert_eq!(lines(&company, "V-5"), [(2_521, 479)]);
        let credits = ["ST-5", "ST-6", "ST-7"].map(|number| lines(&company, number)[0]);
        assert_eq!(credits, [(-840, -160), (-841, -159), (-840, -160)], "each 10.00 as the file says");
        let told = company.reasons("ST-6");
        let answer: serde_json::Value = serde_json::from_str(told.tax(1)).unwrap();
        assert_eq!(
            (&answer["net"]["amount"], &answer["tax"]["amount"]),
            (&"-8.41".into(), &"-1.59".into()),
            "{answer}"
        );
        let owed = "SELECT CAST(SUM(CASE WHEN credit = 'tax_payable' THEN amount ELSE -amount END) AS BIGINT) \
                    FROM ledger_transfers WHERE 'tax_payable' IN (debit, credit)";
        assert_eq!(company.number(owed), 0, "no cent of tax stays owed");
    }
}

#[test]
fn what_a_file_credited_counts_in_credits_and_refunds_made_here() {
    for home in homes() {
        let company = Company::in_home(home);
        import(
            &company,
            "M-1,2026-03-03 10:00,K9,DE,VASE,Vase,2,10.00,EUR,zugestellt\n\
             ST-1,2026-03-10 10:00,K9,DE,VASE,Vase,-1,10.00,EUR,zugestellt\n",
        );
        let id = company.order("M-1").id;
        let standing = || {
            let read = company.cell.store.read_blocking(|read| orders::queries::order_standing(read, id));
            read.unwrap().unwrap()
        };
        assert_eq!(standing().paid_too_much(), 1_000, "paid in full, and half of it was given back elsewhere");
        assert!(!orders::transitions::refund_needs_amount(&standing()));
        let back = orders::commands::refunded_lines(&standing(), 1_000);
        assert_eq!(back.iter().map(|part| (part.line, part.gross)).collect::<Vec<_>>(), [(1, 1_000)]);
        company.command(move |tx| {
            let input = CreditLines { order: id, seen_version: None, return_id: None, lines: Vec::new() };
            credit_lines(tx, &input).map(drop)?;
            Ok(store::Nothing)
        });
        let (sale, elsewhere) = (lines(&company, "M-1")[0], lines(&company, "ST-1")[0]);
        let here = standing().credits[0].clone();
        assert_eq!((elsewhere, here.net, here.tax), ((-840, -160), 841, 159));
        assert_eq!((here.net - elsewhere.0, here.tax - elsewhere.1), sale, "together they are the line");
        assert_eq!(standing().paid_too_much(), 2_000);
    }
}

#[test]
fn what_was_credited_here_is_not_credited_again_by_a_file() {
    for home in homes() {
        let company = Company::in_home(home);
        let sale = "Y-1,2026-03-03 10:00,K9,DE,VASE,Vase,2,10.00,EUR,zugestellt\n";
        let credit = "ST-Y1,2026-03-10 10:00,K9,DE,VASE,Vase,-1,10.00,EUR,zugestellt\n";
        import(&company, sale);
        let id = company.order("Y-1").id;
        company.command(move |tx| {
            let input = CreditLines { order: id, seen_version: None, return_id: None, lines: Vec::new() };
            credit_lines(tx, &input).map(drop)?;
            Ok(store::Nothing)
        });
        let (job, _) = import(&company, &[sale, credit].concat());
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, job, None, -1, 10)).unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.line, row.problem.code.as_str())).collect();
        assert_eq!(told, [(3, "taken_back_before")]);
        assert_eq!(company.texts("SELECT external_number FROM orders"), ["Y-1"]);
    }
}

#[test]
fn a_cancellation_finds_its_sale_in_an_earlier_file() {
    for home in homes() {
        let company = Company::in_home(home);
        import(
            &company,
            "W-1,2026-03-03 10:00,K9,DE,VASE,Vase,3,10.00,EUR,zugestellt\n\
             W-2,2026-03-03 11:00,K9,DE,VASE,Vase,2,12.00,EUR,zugestellt\n",
        );
        let credit = |number: &str, pieces: &str| {
            format!("{number},2026-03-10 10:00,K9,DE,VASE,Vase,{pieces},10.00,EUR,zugestellt\n")
        };
        import(&company, &credit("ST-1", "-1"));
        import(&company, &credit("ST-2", "-1"));
        let sale = company.order("W-1");
        assert_eq!((sale.lines[0].returned, sale.fulfilment), (2, orders::Fulfilment::PartlyReturned));
        assert_eq!(["ST-1", "ST-2"].map(|number| lines(&company, number)[0]), [(-840, -160), (-841, -159)]);
        let (job, _) = import(&company, &credit("ST-3", "-2"));
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, job, None, -1, 10)).unwrap();
        let told: Vec<_> = rows.iter().map(|row| row.problem.code.as_str()).collect();
        assert_eq!(told, ["taken_back_before"]);
        assert_eq!(company.number("SELECT COUNT(*) FROM orders"), 4);
    }
}
