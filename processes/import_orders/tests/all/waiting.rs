//! Rows that wait: for a rate, for their time, for a person; and that wait once.

use jobs::JobState;
use kernel::Id as _;
use testkit::homes;

use crate::own_file::{HEAD, OWN};
use crate::support::{Company, report, shop};

const OTHER_CURRENCY: &str = "\
U-1,2026-03-10 10:00,DE,VASE,Vase,2,12.00,USD,bezahlt
U-2,2026-03-10 10:00,DE,VASE,Vase,1,12.00,EUR,neu
";

fn import_rate(company: &Company, day: &str, rate: &str) {
    let rates = vec![pricing::FxRow {
        currency: "USD".parse().unwrap(),
        day: day.parse().unwrap(),
        rate: rate.parse().unwrap(),
    }];
    let rates = pricing::ImportFxRates { source: "ecb".to_owned(), purpose: None, rates };
    company.command(move |tx| {
        pricing::import_fx_rates(tx, &rates)?;
        Ok(store::Nothing)
    });
}

#[test]
fn an_order_in_another_currency_is_booked_at_the_rate_of_its_day_and_waits_where_nobody_knows_one() {
    for home in homes() {
        let company = Company::in_home(home);
        let text = HEAD.to_owned() + OTHER_CURRENCY;
        let id = company.queue(text.as_bytes(), OWN, shop());
        let job = company.run(id);
        let told = report(&job);
        assert_eq!(job.state, JobState::Waiting, "{:?}", job.problem);
        assert_eq!(told["books"]["invoices_not_booked_for_want_of_a_rate"], 1);
        assert_eq!(told["adds_up"], false, "nobody is told that all is well while an order waits");
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        assert_eq!((rows.len(), rows[0].line, rows[0].problem.code.as_str()), (1, 2, "fx_rate_missing"));
        assert_eq!(company.texts("SELECT external_number FROM orders"), ["U-2"]);
        // Tried again without a rate it waits on, and the report still says so.
        company.command(move |tx| jobs::retry_row(tx, id, 2, "{}"));
        let told = report(&company.run(id));
        assert_eq!(told["books"]["invoices_not_booked_for_want_of_a_rate"], 1);
        assert_eq!(told["quarantine"]["open"], 1);
        import_rate(&company, "2026-03-10", "1.25");
        company.command(move |tx| jobs::retry_row(tx, id, 2, "{}"));
        let job = company.run(id);
        let told = report(&job);
        assert_eq!((job.state, &told["adds_up"]), (JobState::Done, &true.into()), "{:?} {told}", job.problem);
        assert_eq!(told["books"]["invoices_not_booked_for_want_of_a_rate"], 0);
        let order = company.order("U-1").id.number();
        let in_books = company.texts(&format!(
            "SELECT t.debit || ' ' || t.amount || t.currency || ' ' || t.base_amount || ' ' || t.state \
             FROM ledger_transfers t JOIN ledger_entries e ON e.id = t.entry WHERE e.reference = {order} ORDER BY t.place"
        ));
        // 24.00 USD are 19.20 EUR: 16.14 and 3.06, each rounded by itself; what was paid leaves nothing open.
        let expected = [
            "receivable 2017USD 1614 pending",
            "receivable 383USD 306 pending",
            "provider_clearing 2400USD 1920 posted",
        ];
        assert_eq!(in_books, expected);
    }
}

#[test]
fn an_order_of_the_future_waits() {
    for home in homes() {
        let company = Company::in_home(home);
        let soon = (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(48)).strftime("%Y-%m-%d %H:%M");
        let text = format!(
            "{HEAD}F-1,2026-03-10 10:00,DE,VASE,Vase,1,12.00,EUR,zugestellt\n\
             F-2,{soon},DE,VASE,Vase,7,12.00,EUR,zugestellt\n"
        );
        let id = company.queue(text.as_bytes(), OWN, shop());
        assert_eq!(company.run(id).state, JobState::Waiting);
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        let told: Vec<_> =
            rows.iter().map(|row| (row.line, row.problem.code.as_str(), row.problem.field.as_deref())).collect();
        assert_eq!(told, [(3, "placed_in_the_future", Some("placed_at"))]);
        assert_eq!(company.texts("SELECT external_number FROM orders"), ["F-1"]);
        assert_eq!(
            company.number("SELECT CAST(SUM(quantity) AS BIGINT) FROM stock_movements WHERE kind = 'opening_derived'"),
            1
        );
    }
}

const BROKEN: &str = "\
B-1,2026-03-10 10:00,DE,VASE,Vase,2,12.00,EUR,neu
B-1,2026-03-10 10:00,DE,VASE,Vase,some,12.00,EUR,neu
B-2,2026-03-10 10:00,DE,VASE,Vase,many,12.00,EUR,neu
";

#[test]
fn a_row_waits_once_however_often_its_file_comes_and_is_left_out_once() {
    for home in homes() {
        let company = Company::in_home(home);
        let text = HEAD.to_owned() + BROKEN;
        let first = company.queue(text.as_bytes(), OWN, shop());
        assert_eq!(company.run(first).state, JobState::Waiting);
        let second = company.queue(text.as_bytes(), OWN, shop());
        let job = company.run(second);
        assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
        assert_eq!(
            report(&job)["quarantine"]["waiting_in_earlier_imports"],
            serde_json::json!({ first.to_string(): 2 })
        );
        // A file that grew brings the same rows again.
        let grown = text.clone() + "B-3,2026-03-11 10:00,DE,VASE,Vase,1,12.00,EUR,neu\n";
        assert_eq!(company.run(company.queue(grown.as_bytes(), OWN, shop())).state, JobState::Done);
        assert_eq!(company.number("SELECT COUNT(*) FROM quarantined_rows"), 2);
        // Left out by a person: in the next import of the file, too.
        company.command(move |tx| jobs::drop_row(tx, first, 4));
        company.run(first);
        let job = company.run(company.queue(text.as_bytes(), OWN, shop()));
        assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
        assert_eq!(report(&job)["quarantine"]["left_out_by_person"], 1);
        assert_eq!(company.number("SELECT COUNT(*) FROM quarantined_rows WHERE state = 'open'"), 1);
        // And in a file that brings it again among others.
        let job = company.run(company.queue(
            (grown + "B-4,2026-03-11 11:00,DE,VASE,Vase,1,12.00,EUR,neu\n").as_bytes(),
            OWN,
            shop(),
        ));
        assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
        assert_eq!(report(&job)["quarantine"]["left_out_by_person"], 1);
        assert_eq!(company.number("SELECT COUNT(*) FROM quarantined_rows"), 2);
    }
}

#[test]
fn a_correction_that_changes_nothing_is_not_called_resolved() {
    for home in homes() {
        let company = Company::in_home(home);
        let text = HEAD.to_owned() + BROKEN;
        let id = company.queue(text.as_bytes(), OWN, shop());
        company.run(id);
        // Meanwhile the shop sent the file again, with that row put right: it came in.
        let sent_again = text.replace("many", "9");
        company.run(company.queue(sent_again.as_bytes(), OWN, shop()));
        assert_eq!(company.order("B-2").gross, 10_800);
        company.command(move |tx| jobs::retry_row(tx, id, 4, r#"{"cells":{"quantity":"1"}}"#));
        assert_eq!(company.run(id).state, JobState::Waiting);
        let row = company.cell.store.read_blocking(|read| jobs::quarantined_row(read, id, 4)).unwrap();
        let met = row.decisions[0].met.as_ref().map(|met| met.code.as_str());
        assert_eq!((row.state, met), (jobs::RowState::Open, Some("import_row_taken")));
        assert_eq!(company.order("B-2").gross, 10_800);
    }
}

#[test]
fn what_waited_for_a_rate_in_one_import_comes_in_with_the_next_and_waits_nowhere_any_more() {
    for home in homes() {
        let company = Company::in_home(home);
        let text = HEAD.to_owned() + OTHER_CURRENCY;
        let first = company.queue(text.as_bytes(), OWN, shop());
        assert_eq!(company.run(first).state, JobState::Waiting);
        import_rate(&company, "2026-03-10", "1.25");
        assert_eq!(company.run(company.queue(text.as_bytes(), OWN, shop())).state, JobState::Done);
        assert_eq!(company.run(first).state, JobState::Done);
        assert_eq!(company.texts("SELECT state FROM quarantined_rows"), ["resolved"]);
    }
}

#[test]
fn what_was_never_sent_is_not_credited() {
    for home in homes() {
        let company = Company::in_home(home);
        // Without a customer's number no sale is found; so with one.
        let profile = OWN.replacen("country = ", "customer = \"Kunde\"\ncountry = ", 1);
        let text = HEAD.replace("Land", "Kunde,Land")
            + "S-1,2026-03-10 10:00,K7,DE,VASE,Vase,2,12.00,EUR,bezahlt\n\
               S-2,2026-03-10 11:00,K8,DE,VASE,Vase,2,12.00,EUR,zugestellt\n\
               ST-1,2026-03-11 10:00,K7,DE,VASE,Vase,-2,12.00,EUR,neu\n\
               ST-2,2026-03-11 11:00,K8,DE,VASE,Vase,-2,12.00,EUR,neu\n";
        let id = company.queue(text.as_bytes(), &profile, shop());
        let job = company.run(id);
        assert_eq!(job.state, JobState::Waiting, "{:?}", job.problem);
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.line, row.problem.code.as_str())).collect();
        assert_eq!(told, [(4, "import_sale_not_sent")]);
        let revenue = "SELECT CAST(COALESCE(SUM(CASE WHEN debit = 'revenue_goods' THEN amount ELSE -amount END), 0) AS BIGINT) \
                       FROM ledger_transfers WHERE state = 'posted' AND 'revenue_goods' IN (debit, credit)";
        assert_eq!(company.number(revenue), 0, "what was delivered and taken back; what was never sent is in no book");
    }
}
