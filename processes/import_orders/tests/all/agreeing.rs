//! What a small file becomes, on both engines.

use jobs::JobState;
use testkit::homes;

use crate::files::TRADE;
use crate::support::{Company, balances, report, shop};

fn each(test: impl Fn(&Company)) {
    for home in homes() {
        println!("on {:?}", home.location.engine());
        test(&Company::in_home(home));
    }
}

fn imported(company: &Company) -> serde_json::Value {
    let job = company.run(company.queue(TRADE.as_bytes(), "uk-retail", shop()));
    assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
    report(&job)
}

#[test]
fn every_line_goes_to_one_place_and_the_report_adds_up() {
    each(|company| {
        let told = imported(company);
        assert_eq!(told["adds_up"], true, "{told:#}");
        let invoices = &told["invoices"];
        let new = |what: &str| invoices[what]["new"].as_u64().unwrap();
        assert_eq!((new("order"), new("credit"), new("booking"), new("stock_correction")), (7, 3, 3, 2));
        assert_eq!(told["rounding"]["GBP"]["exact"], told["file"]["exact_amounts"]["GBP"]);
        assert_eq!(told["books"]["balanced"], true);
        let balances = balances(&told);
        let account = |name: &str| balances.get(&format!("{name}|GBP")).copied().unwrap_or(0);
        assert_eq!((account("marketplace_fees"), account("bank_charges"), account("bad_debt")), (10_000, 1_500, 4_000));
        assert_eq!((account("vouchers_liability"), account("discounts")), (-1_667, 999));
        assert_eq!(account("suspense_unclassified"), -700);
        assert_eq!(company.number("SELECT COUNT(*) FROM orders"), 10);
        let payments = company.texts("SELECT DISTINCT payment FROM orders ORDER BY payment");
        assert_eq!(payments, ["unknown"], "the file says nothing of money, so nobody waits for it");
        assert_eq!(company.number("SELECT CAST(SUM(net) AS BIGINT) FROM orders"), account_free_sum());
        let debits = company.number(
            "SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_transfers WHERE debit = 'receivable' AND state = 'posted'",
        );
        let credits = company.number(
            "SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_transfers WHERE credit = 'receivable' AND state = 'posted'",
        );
        assert_eq!(debits - credits, account("receivable"));
        assert!(company.uploads().is_empty(), "an upload nobody waits for is gone");
    });
}

/// The net of all orders by hand: sales less credits, with carriage, voucher, discount and manual.
fn account_free_sum() -> i64 {
    2_500 + 500 + 500 + 1_250 - 3_000 - 300 + 600 + 600 + 300 + 1_667 + 250 - 999 + 700
}

#[test]
fn a_cancellation_credits_each_sale_at_the_rate_it_had_and_marks_what_came_back() {
    each(|company| {
        imported(company);
        let order = |number: &str| format!("SELECT id FROM orders WHERE external_number = '{number}'");
        let line = |number: &str, column: &str| {
            company
                .number(&format!("SELECT {column} FROM order_lines WHERE order_id = ({}) AND line = 1", order(number)))
        };
        // Newest first: all five of February at 20 %; of the ten of December, at 17.5 % on the whole line, the share of seven.
        assert_eq!((line("100004", "returned"), line("100001", "returned")), (5, 7));
        let taxes: Vec<i64> = [5 * 250 * 20 / 100, (438 * 7 + 5) / 10].into();
        let credited =
            format!("SELECT CAST(SUM(tax) AS BIGINT) FROM order_lines WHERE order_id = ({})", order("C100005"));
        assert_eq!(company.number(&credited), -taxes.iter().sum::<i64>());
        let axes =
            |number: &str| company.texts(&format!("SELECT fulfilment FROM orders WHERE external_number = '{number}'"));
        assert_eq!((axes("100004"), axes("100001")), (vec!["returned".to_owned()], vec!["partly_returned".to_owned()]));
        assert_eq!(company.number("SELECT COUNT(*) FROM order_returns"), 2);
        // What no sale explains is credited all the same, at its own day's rate.
        assert_eq!(company.number("SELECT tax FROM orders WHERE external_number = 'C100006'"), -60);
    });
}

#[test]
fn tax_is_determined_provisional_or_said_not_to_be() {
    each(|company| {
        imported(company);
        let status =
            |number: &str| company.texts(&format!("SELECT tax_status FROM orders WHERE external_number = '{number}'"));
        let tax = |number: &str| company.number(&format!("SELECT tax FROM orders WHERE external_number = '{number}'"));
        assert_eq!((status("100001"), tax("100001")), (vec!["determined".to_owned()], 438 + 88 + 88));
        assert_eq!((status("100007"), tax("100007")), (vec!["not_determined".to_owned()], 0));
        assert_eq!((status("100008"), tax("100008")), (vec!["provisional".to_owned()], 0));
        assert_eq!(status("100009"), ["not_determined"]);
        assert_eq!(company.texts("SELECT country FROM orders WHERE external_number = '100009'"), ["ZZ"]);
        let reasons = company.reasons("100007");
        let why = reasons.tax(1);
        assert!(why.contains("old_distance_threshold"), "{why}");
        let decisions = company.reasons("100001").decisions;
        assert!(decisions.contains("\"price_basis\":\"net\""), "{decisions}");
    });
}

#[test]
fn stock_is_what_the_file_moved_from_an_opening_that_is_marked_as_derived() {
    each(|company| {
        imported(company);
        let broken = company.cell.store.read_blocking(|read| inventory::broken_laws(read)).unwrap();
        assert!(broken.is_empty(), "{broken:?}");
        assert_eq!(company.number("SELECT COUNT(*) FROM stock_shortfalls"), 0);
        let kinds = |kind: &str| {
            company.number(&format!(
                "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM stock_movements WHERE kind = '{kind}'"
            ))
        };
        assert_eq!(kinds("opening_derived"), 18 + 4 + 1);
        assert_eq!((kinds("sold"), kinds("returned"), kinds("written_off"), kinds("received")), (-25, 13, -3, 7));
    });
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    each(|company| {
        let mut dry = shop();
        dry.dry_run = true;
        let told = report(&company.run(company.queue(TRADE.as_bytes(), "uk-retail", dry)));
        for table in [
            "orders",
            "products",
            "customers",
            "stock_movements",
            "ledger_entries",
            "entities",
            "warehouses",
            "imported_invoices",
        ] {
            assert_eq!(company.number(&format!("SELECT COUNT(*) FROM {table}")), 0, "{table}");
        }
        let mut really = imported(company);
        really["dry_run"] = true.into();
        assert_eq!(told, really);
    });
}
