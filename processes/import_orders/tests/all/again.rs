//! Struck, run again, and the file once more.

use std::cell::Cell as Count;
use std::sync::Arc;

use import_orders::JOB_KINDS;
use jobs::{JobState, RowState};
use testkit::{Home, homes};

use crate::files::{BROKEN, TRADE};
use crate::support::{Company, report, shop};

/// Every table's content, without what differs between two runs by nature: ids, times of recording, versions of jobs.
fn content(company: &Company) -> Vec<Vec<String>> {
    let all = [
        "SELECT external_number || status || payment || fulfilment || net || ' ' || tax || ' ' || gross || tax_status || country FROM orders ORDER BY 1",
        "SELECT o.external_number || ' ' || l.line || l.sku || l.quantity || ' ' || l.net || ' ' || l.tax || ' ' || l.returned FROM order_lines l JOIN orders o ON o.id = l.order_id ORDER BY 1",
        "SELECT v.sku || m.kind || m.quantity || COALESCE(m.reason, '') FROM stock_movements m JOIN variants v ON v.id = m.variant ORDER BY 1",
        "SELECT v.sku || ' ' || b.on_hand || ' ' || b.shortfall FROM stock_balances b JOIN variants v ON v.id = b.variant ORDER BY 1",
        "SELECT t.debit || t.credit || t.amount || COALESCE(t.tag, '') || e.booked_on FROM ledger_transfers t JOIN ledger_entries e ON e.id = t.entry ORDER BY 1",
        "SELECT number || became || rows_taken || exact_amount FROM imported_invoices ORDER BY 1",
        "SELECT o.external_number || r.state || l.line || ' ' || l.quantity FROM order_return_lines l JOIN order_returns r ON r.id = l.return_id JOIN orders o ON o.id = r.order_id ORDER BY 1",
        "SELECT kind FROM events WHERE kind NOT LIKE 'jobs.%' ORDER BY 1",
    ];
    let mut content: Vec<Vec<String>> = all.iter().map(|sql| company.texts(sql)).collect();
    let numbers = company.texts("SELECT external_number FROM orders ORDER BY 1");
    content.push(numbers.iter().map(|number| reasons(company, number)).collect());
    content
}

/// What tax and price answered on an order's lines.
fn reasons(company: &Company, number: &str) -> String {
    let lines = company.reasons(number).lines.into_values().map(|line| format!("{}{}", line.tax, line.price));
    lines.collect()
}

/// A file with many invoices, so that its import has several chunks.
fn long_file() -> String {
    let mut text = TRADE.to_owned();
    for number in 0..700 {
        for sku in 0..4 {
            text.push_str(&format!(
                "3{number:05},4{sku:04},THING {sku},{},2011-04-01 09:00:00,1.99,5{number:04}.0,United Kingdom\n",
                sku + 1
            ));
        }
        if number % 7 == 0 {
            text.push_str(&format!(
                "C4{number:05},40001,THING 1,-1,2011-05-01 09:00:00,1.99,5{number:04}.0,United Kingdom\n"
            ));
        }
    }
    text
}

#[test]
fn a_job_struck_at_any_step_ends_as_if_it_had_not_been() {
    for_each_engine(|home| {
        let company = Company::in_home(home);
        let id = company.queue(long_file().as_bytes(), "uk-retail", shop());
        // Each time one step more, then everything is dropped: the work, what was prepared ahead, and the store's handle stays.
        for steps in 1u32.. {
            let left = Count::new(steps);
            let stop = || {
                let now = left.get();
                left.set(now.saturating_sub(1));
                now == 0
            };
            let job = jobs::run_job(&company.cell, JOB_KINDS, id, &stop, &mut |_| ()).unwrap();
            if job.state.rests() {
                assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
                assert!(steps > 4, "too few steps to prove anything: {steps}");
                break;
            }
        }
        let struck = content(&company);
        let struck_report = company.texts("SELECT report FROM jobs");
        let again = Company::in_home(testkit::sqlite_home());
        let job = again.run(again.queue(long_file().as_bytes(), "uk-retail", shop()));
        assert_eq!(content(&again), struck);
        assert_eq!(report(&job), serde_json::from_str::<serde_json::Value>(&struck_report[0]).unwrap());
    });
}

#[test]
fn a_server_that_was_stopped_goes_on_with_the_job_from_its_file() {
    let company = Company::in_home(testkit::sqlite_home());
    let id = company.queue(long_file().as_bytes(), "uk-retail", shop());
    let left = Count::new(6u32);
    let stop = || {
        left.set(left.get().saturating_sub(1));
        left.get() == 0
    };
    let job = jobs::run_job(&company.cell, JOB_KINDS, id, &stop, &mut |_| ()).unwrap();
    assert!(!job.state.rests() && !job.position.is_empty());
    let company = company.reopened();
    let job = company.run(id);
    assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
    let whole = Company::in_home(testkit::sqlite_home());
    whole.run(whole.queue(long_file().as_bytes(), "uk-retail", shop()));
    assert_eq!(content(&company), content(&whole));
}

#[test]
fn the_same_file_again_changes_nothing() {
    for_each_engine(|home| {
        let company = Company::in_home(home);
        company.run(company.queue(TRADE.as_bytes(), "uk-retail", shop()));
        let before = content(&company);
        let told = report(&company.run(company.queue(TRADE.as_bytes(), "uk-retail", shop())));
        assert_eq!(content(&company), before);
        assert_eq!((&told["already_imported"], &told["adds_up"]), (&true.into(), &true.into()));
        assert_eq!(told["invoices"]["order"]["known"], 7);
        assert_eq!(told["books"]["entries"], 0);
    });
}

#[test]
fn a_file_that_grew_adds_only_what_is_new_and_one_that_says_something_else_is_noticed() {
    for_each_engine(|home| {
        let company = Company::in_home(home);
        company.run(company.queue(TRADE.as_bytes(), "uk-retail", shop()));
        let orders = company.number("SELECT COUNT(*) FROM orders");
        let grown = TRADE.replace("100004,11111,RED MUG,5,", "100004,11111,RED MUG,6,")
            + "100016,11111,RED MUG,1,2011-04-01 09:00:00,2.50,50001.0,United Kingdom\n\
               100001,22222,BLUE MUG,2,2010-12-01 09:00:00,1.25,50001.0,United Kingdom\n";
        let told = report(&company.run(company.queue(grown.as_bytes(), "uk-retail", shop())));
        let invoices = &told["invoices"]["order"];
        assert_eq!(
            (&invoices["new"], &invoices["extended"], &invoices["different"]),
            (&1.into(), &1.into(), &1.into())
        );
        assert_eq!(told["already_imported"], false);
        assert_eq!(company.number("SELECT COUNT(*) FROM orders"), orders + 1);
        assert_eq!(company.number("SELECT net FROM orders WHERE external_number = '100001'"), 3_500 + 250);
        assert_eq!(company.number("SELECT net FROM orders WHERE external_number = '100004'"), 1_250);
        let broken = company.cell.store.read_blocking(|read| inventory::broken_laws(read)).unwrap();
        assert!(broken.is_empty(), "{broken:?}");
    });
}

#[test]
fn a_row_that_cannot_be_used_waits_is_put_right_and_takes_its_place() {
    for_each_engine(|home| {
        let company = Company::in_home(home);
        let id = company.queue(BROKEN.as_bytes(), "uk-retail", shop());
        let job = company.run(id);
        assert_eq!(job.state, JobState::Waiting);
        assert_eq!(report(&job)["quarantine"]["open"], 2);
        assert_eq!(company.uploads().len(), 1, "the upload is kept while rows wait");
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        assert_eq!(
            rows.iter().map(|row| (row.line, row.problem.value.as_str())).collect::<Vec<_>>(),
            [(3, "six"), (4, "none")]
        );
        assert!(rows.iter().all(|row| row.cells.values().all(|cell| !cell.contains("50001"))), "{rows:?}");
        assert_eq!(company.number("SELECT net FROM orders"), 500);

        company.command(move |tx| jobs::retry_row(tx, id, 3, r#"{"cells":{"quantity":"6"}}"#));
        let job = company.run(id);
        assert_eq!(job.state, JobState::Waiting);
        assert_eq!(report(&job)["quarantine"]["open"], 1);
        assert_eq!(company.number("SELECT net FROM orders"), 500 + 750);
        assert_eq!(company.number("SELECT COUNT(*) FROM order_lines"), 2);
        assert_eq!(company.number("SELECT CAST(SUM(quantity) AS BIGINT) FROM stock_movements WHERE kind = 'sold'"), -8);

        // A correction that does not help leaves it open: with what it met, and with what the file says.
        company.command(move |tx| jobs::retry_row(tx, id, 4, r#"{"cells":{"quantity":"nought"}}"#));
        assert_eq!(company.run(id).state, JobState::Waiting);
        let before = rows[1].clone();
        let row = company.cell.store.read_blocking(|read| jobs::quarantined_row(read, id, 4)).unwrap();
        assert_eq!((row.state, &row.problem, &row.cells), (RowState::Open, &before.problem, &before.cells));
        let met = row.decisions[0].met.as_ref().map(|met| (met.code.as_str(), met.value.as_str()));
        assert_eq!(met, Some((before.problem.code.as_str(), "nought")));
        // In another import of the same file what helped before helps, too; what still waits does not wait a second time.
        let other = company.queue(BROKEN.as_bytes(), "uk-retail", shop());
        let job = company.run(other);
        assert_eq!((job.state, &report(&job)["quarantine"]["open"]), (JobState::Done, &0.into()));
        assert_eq!(report(&job)["quarantine"]["waiting_in_earlier_imports"][id.to_string()], 1);
        company.command(move |tx| jobs::drop_row(tx, id, 4));
        let job = company.run(id);
        assert_eq!((job.state, &report(&job)["quarantine"]["left_out_by_person"]), (JobState::Done, &1.into()));
        assert_eq!(
            company.texts("SELECT state FROM quarantined_rows ORDER BY job, line"),
            ["resolved", "dropped_by_person"]
        );
        assert!(company.uploads().is_empty());
    });
}

#[test]
fn a_cancelled_job_stops_and_keeps_what_it_did() {
    let company = Company::in_home(testkit::sqlite_home());
    let id = company.queue(long_file().as_bytes(), "uk-retail", shop());
    let cell = Arc::clone(&company.cell);
    let job = jobs::run_job(&company.cell, JOB_KINDS, id, &|| false, &mut |job| {
        if job.done > 0 && !job.state.rests() && !job.cancel_asked {
            let submission = store::Submission::by(&crate::support::importer());
            let _ = cell.store.submit_blocking(submission, move |tx| jobs::cancel_job(tx, id));
        }
    })
    .unwrap();
    assert_eq!(job.state, JobState::Cancelled);
    let kept = company.number("SELECT COUNT(*) FROM orders");
    assert!(kept > 0 && kept < 700, "{kept}");
    assert!(company.uploads().is_empty());
}

#[test]
fn an_upload_lies_on_disk_only_sealed() {
    let company = Company::in_home(testkit::sqlite_home());
    company.queue(BROKEN.as_bytes(), "uk-retail", shop());
    let bytes = std::fs::read(&company.uploads()[0]).unwrap();
    for word in ["RED MUG", "50001", "United Kingdom"] {
        assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word} stands in the file");
    }
}

#[test]
fn a_row_that_names_a_person_waits_and_the_rest_goes_in_also_in_a_dry_run() {
    let text = TRADE.replace("50003.0", "eva@example.com").replace("50004.0", "Max Muster");
    let whole = Company::in_home(testkit::sqlite_home());
    whole.run(whole.queue(TRADE.as_bytes(), "uk-retail", shop()));
    let all = whole.number("SELECT COUNT(*) FROM orders");
    for dry_run in [true, false] {
        let company = Company::in_home(testkit::sqlite_home());
        let job =
            company.run(company.queue(text.as_bytes(), "uk-retail", import_orders::Options { dry_run, ..shop() }));
        let told = report(&job);
        assert_eq!(
            (job.state, &told["adds_up"], &told["quarantine"]["open"]),
            (if dry_run { JobState::Done } else { JobState::Waiting }, &true.into(), &2.into())
        );
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, job.id, None, -1, 10)).unwrap();
        let told: Vec<_> =
            rows.iter().map(|row| (row.line, row.problem.code.as_str(), row.problem.field.as_deref())).collect();
        let personal = |line| (line, "customer_is_personal", Some("customer"));
        assert_eq!(told, [personal(10), personal(11)]);
        assert!(!format!("{rows:?}").contains("Muster") && !format!("{rows:?}").contains("eva@"), "{rows:?}");
        assert_eq!(company.number("SELECT COUNT(*) FROM orders"), if dry_run { 0 } else { all - 2 });
    }
}

#[test]
fn a_number_that_names_a_person_waits_and_is_not_repeated() {
    let text = TRADE.to_owned() + "zoe@example.com,11111,RED MUG,1,2011-04-01 09:00:00,2.50,50001.0,United Kingdom\n";
    let company = Company::in_home(testkit::sqlite_home());
    let job = company.run(company.queue(text.as_bytes(), "uk-retail", shop()));
    let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, job.id, None, -1, 10)).unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    let told = (row.problem.code.as_str(), row.problem.field.as_deref());
    assert_eq!(told, ("number_is_personal", Some("invoice_number")));
    assert!(!format!("{rows:?}").contains("zoe@"), "{rows:?}");
    assert_eq!(company.number("SELECT COUNT(*) FROM orders WHERE external_number LIKE '%zoe%'"), 0);
}

#[test]
fn an_invoice_that_is_refused_when_written_waits_alone_and_is_put_right() {
    for_each_engine(|home| {
        let company = Company::in_home(home);
        company.run(company.queue(TRADE.as_bytes(), "uk-retail", shop()));
        let orders = company.number("SELECT COUNT(*) FROM orders");
        // As if these orders had come another way: their numbers are taken, and the import knows nothing of them.
        company.command(|tx| {
            tx.execute("DELETE FROM imported_invoices WHERE number IN ('100001', '100007')", &[])?;
            Ok(store::Nothing)
        });
        let grown = TRADE.to_owned() + "100099,11111,RED MUG,1,2011-04-01 09:00:00,2.50,50001.0,United Kingdom\n";
        let id = company.queue(grown.as_bytes(), "uk-retail", shop());
        let job = company.run(id);
        let told = report(&job);
        assert_eq!((job.state, &told["adds_up"]), (JobState::Waiting, &true.into()), "{:?} {told}", job.problem);
        assert_eq!((&told["refused"]["invoices"], &told["refused"]["lines"]), (&2.into(), &4.into()));
        assert_eq!(company.number("SELECT COUNT(*) FROM orders"), orders + 1, "the rest goes in");
        let rows = || company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        let lines: Vec<_> = rows().iter().map(|row| (row.line, row.problem.code.clone())).collect();
        assert_eq!(lines, [2, 3, 4, 10].map(|line| (line, "import_number_taken".to_owned())));
        assert_eq!(rows()[0].cells["unit_price"], "2.50", "as it stands in the file");
        // Tried again as it is, it is refused again and says so; under another number it goes in.
        company.command(move |tx| jobs::retry_row(tx, id, 10, "{}"));
        company.run(id);
        let row = &rows()[3];
        let met = row.decisions[0].met.as_ref().map(|met| met.code.as_str());
        assert_eq!((row.state, met), (RowState::Open, Some("import_number_taken")));
        company.command(move |tx| jobs::retry_row(tx, id, 10, r#"{"cells":{"invoice_number":"100107"}}"#));
        company.run(id);
        assert_eq!(rows()[3].state, RowState::Resolved);
        assert_eq!(company.order("100107").lines.len(), 1);
        for line in [2, 3, 4] {
            company.command(move |tx| jobs::drop_row(tx, id, line));
        }
        let job = company.run(id);
        assert_eq!((job.state, &report(&job)["adds_up"]), (JobState::Done, &true.into()));
        assert!(company.uploads().is_empty());
    });
}

fn for_each_engine(test: impl Fn(Home)) {
    for home in homes() {
        println!("on {:?}", home.location.engine());
        test(home);
    }
}
