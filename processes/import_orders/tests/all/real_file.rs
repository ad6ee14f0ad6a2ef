//! The real file on SQLite. Needs `shared/data` in a folder above; says so and passes where it is absent.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jobs::JobState;
use serde_json::{Value, json};

use crate::support::{Company, balances, importer, report, shop};

const FILE: &str = "shared/data/retail/online_retail/online_retail_2010-12_2011-08.csv.gz";

fn real_file() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.exists());
    if found.is_none() {
        println!("skipped: {FILE} is in no folder above {}", here.display());
    }
    found
}

// One test, because the file is large and each test is a process.
#[test]
fn the_real_file_becomes_orders_stock_and_books_that_agree_with_it() {
    let Some(path) = real_file() else { return };
    let company = Company::in_home(testkit::sqlite_home());
    let run = || {
        let start = Instant::now();
        let job =
            import_orders::run_blocking(&company.cell, &importer(), &path, "uk-retail", shop(), &mut |_| ()).unwrap();
        println!("imported in {:?}; resident at most {}", start.elapsed(), most_resident());
        assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
        report(&job)
    };
    let told = run();
    assert_eq!(told["customers"]["new"], 3_360);
    file_and_report_agree(&told);
    taxes(&told);
    books(&company, &told);
    stock(&company, &told);
    let before = counts(&company);
    let again = run();
    assert_eq!(counts(&company), before);
    assert_eq!((&again["already_imported"], &again["adds_up"]), (&true.into(), &true.into()));
    for what in ["order", "credit", "booking", "stock_correction"] {
        assert_eq!((&again["invoices"][what]["new"], &again["invoices"][what]["different"]), (&0.into(), &0.into()));
    }
}

fn most_resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.replace("VmHWM:", "").trim().to_owned())
}

fn file_and_report_agree(told: &Value) {
    assert_eq!(told["adds_up"], true);
    assert_eq!((&told["file"]["invoices"], &told["file"]["cancellations"]), (&16_459.into(), &2_554.into()));
    assert_eq!(told["file"]["exact_amounts"]["GBP"], "5761931.382");
    assert_eq!(told["rounding"]["GBP"]["exact"], "5761931.382");
    // Two lines at a tenth of a penny round to nothing.
    assert_eq!(told["rounding"]["GBP"]["net"], json!({ "amount": "5761931.38", "currency": "GBP" }));
    let new = |what: &str| told["invoices"][what]["new"].as_u64().unwrap();
    let became = [new("order"), new("credit"), new("booking"), new("stock_correction")];
    assert_eq!(became, [12_502, 2_511, 52, 1_394]);
    assert_eq!(became.iter().sum::<u64>(), 16_459);
    let went: Vec<_> = told["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| {
            let count = |name: &str| kind[name].as_u64().unwrap();
            (
                kind["kind"].as_str().unwrap(),
                [count("lines"), count("on_orders"), count("in_bookings"), count("in_stock_only")],
            )
        })
        .collect();
    let golden = [
        ("bad_debt", [3, 0, 3, 0]),
        ("bank_charges", [23, 0, 23, 0]),
        ("carriage", [1_422, 1_422, 0, 0]),
        ("charity", [1, 0, 1, 0]),
        ("discount", [54, 54, 0, 0]),
        ("free_goods", [393, 393, 0, 0]),
        ("gift_voucher", [32, 32, 0, 0]),
        ("goods_cancelled", [5_452, 5_452, 0, 0]),
        ("goods", [311_480, 311_480, 0, 0]),
        ("manual_adjustment", [367, 367, 0, 0]),
        ("marketplace_fee", [25, 0, 25, 0]),
        ("packing", [4, 4, 0, 0]),
        ("samples", [55, 55, 0, 0]),
        ("stock_found", [469, 0, 0, 469]),
        ("stock_write_off", [925, 0, 0, 925]),
    ];
    assert_eq!(went, golden);
}

/// Lines by what they are taxed as.
fn taxed(told: &Value, kind: &str) -> Vec<(String, u64)> {
    let all = told["taxes"].as_array().unwrap().iter().filter(|tax| tax["kind"] == kind);
    let text = |tax: &Value, name: &str| tax[name].as_str().unwrap().to_owned();
    all.map(|tax| {
        let what = [text(tax, "to"), text(tax, "status"), text(tax, "what")].join(" ");
        (what, tax["lines"].as_u64().unwrap())
    })
    .collect()
}

fn taxes(told: &Value) {
    let golden =
        |rows: &[(&str, u64)]| rows.iter().map(|(what, lines)| ((*what).to_owned(), *lines)).collect::<Vec<_>>();
    let goods = taxed(told, "goods");
    assert_eq!(
        goods,
        golden(&[
            ("abroad not_determined old_distance_threshold", 21_468),
            ("abroad provisional export", 3_918),
            ("home determined 17.5 %", 39_131),
            ("home determined 20 %", 246_079),
            ("unknown not_determined place_undecided", 384),
            // "Channel Islands": whichever of them, outside the union's VAT area.
            ("unknown provisional export", 500),
        ])
    );
    // At most one in a hundred ordinary lines to the UK without a rate: here none.
    assert!(!goods.iter().any(|(what, _)| what.starts_with("home not_determined")));
    assert_eq!(
        taxed(told, "goods_cancelled"),
        golden(&[
            ("abroad not_determined old_distance_threshold", 629),
            ("abroad provisional export", 133),
            ("home determined 17.5 %", 810),
            ("home determined 20 %", 3_874),
            ("unknown not_determined place_undecided", 1),
            ("unknown provisional export", 5),
        ])
    );
    assert_eq!(taxed(told, "gift_voucher"), golden(&[("home determined multi_purpose_voucher", 32)]));
}

fn books(company: &Company, told: &Value) {
    assert_eq!(told["books"]["balanced"], true);
    let accounts = balances(told);
    let golden = [
        ("bad_debt|GBP", 1_106_206),
        ("bank_charges|GBP", 582_503),
        ("cash|GBP", -582_503),
        ("discounts|GBP", 480_974),
        ("marketplace_fees|GBP", 15_091_385),
        ("provider_clearing|GBP", -15_091_385),
        ("receivable|GBP", 690_298_648),
        ("revenue_carriage|GBP", -16_173_079),
        ("revenue_goods|GBP", -584_195_821),
        ("samples|GBP", 281_447),
        ("suspense_unclassified|GBP", 6_705_161),
        // Parts of a line that are taken back carry their share of its tax, so that all of them add up to it.
        ("tax_payable|GBP", -98_431_622),
        ("vouchers_liability|GBP", -71_914),
    ];
    assert_eq!(accounts.len(), golden.len());
    for (account, amount) in golden {
        assert_eq!(accounts[account], amount, "{account}");
        let code = account.split_once('|').unwrap().0;
        let side = |side: &str| {
            company.number(&format!(
                "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger_transfers WHERE {side} = '{code}' AND state = 'posted'"
            ))
        };
        assert_eq!(side("debit") - side("credit"), amount, "{account} in the ledger itself");
    }
    let violations = company.cell.store.read_blocking(|read| ledger::verify(read)).unwrap();
    assert!(violations.is_empty(), "{violations:?}");
}

fn stock(company: &Company, told: &Value) {
    let moved = |kind: &str| told["movements"][kind]["pieces"].as_i64().unwrap();
    let moves = [moved("sold"), moved("returned"), moved("written_off"), moved("received")];
    assert_eq!(moves, [-3_325_061, 145_215, -131_286, 38_563]);
    let broken = company.cell.store.read_blocking(|read| inventory::broken_laws(read)).unwrap();
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(company.number("SELECT COUNT(*) FROM stock_shortfalls"), 0);
    let opening = told["opening_stock"]["pieces"].as_i64().unwrap();
    let on_hand = company.number("SELECT CAST(SUM(on_hand) AS BIGINT) FROM stock_balances");
    assert_eq!(on_hand, opening + moves.iter().sum::<i64>());
    assert_eq!((&told["opening_stock"]["products"], opening), (&3_609.into(), 3_377_917));
}

fn counts(company: &Company) -> Vec<i64> {
    let tables = [
        "orders",
        "order_lines",
        "order_returns",
        "products",
        "variants",
        "stock_movements",
        "ledger_entries",
        "ledger_transfers",
        "imported_invoices",
        "imported_openings",
        "entities",
        "warehouses",
    ];
    tables.iter().map(|table| company.number(&format!("SELECT COUNT(*) FROM {table}"))).collect()
}
