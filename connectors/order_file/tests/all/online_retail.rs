//! Golden counts of the real file. Needs `shared/data` in a folder above; says so and passes where it is absent.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use order_file::{FileOrder, LineKind, MatchOutcome, ReadFile, read};

use crate::support::uk_retail;

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
fn the_real_file_is_told_apart_and_adds_up() {
    let Some(path) = real_file() else { return };
    let file = read(File::open(path).unwrap(), &uk_retail()).unwrap();
    assert!(file.report().adds_up());
    totals(&file);
    kinds(&file);
    codes(&file);
    cancellations(&file);
    stock(&file);
    products(&file);
    times(&file);
    countries(&file);
}

fn totals(file: &ReadFile) {
    let report = file.report();
    assert_eq!((report.rows, report.rows_in_orders, report.rows_unusable), (320_705, 320_705, 0));
    assert_eq!((report.invoices, report.cancellations), (16_459, 2_554));
    let amounts: Vec<_> = report.exact_amounts.iter().map(|(c, amount)| format!("{amount} {c}")).collect();
    assert_eq!(amounts, ["5761931.382 GBP"]);
    assert_eq!(report.lines_finer_than_currency, 2);
    assert_eq!(report.lines_with_negative_price, 2);
    assert_eq!(report.exact_duplicates, 2_483);
    assert_eq!(report.repeated_products, 4_473);
    assert_eq!(report.largest_invoice_lines, 705);
    assert_eq!(report.rows_without_customer, 88_652);
    assert_eq!(report.customers, 3_360);
    let sum: i128 = file.orders().map(|order| order.exact_amount().millionths()).sum();
    assert_eq!(sum, 5_761_931_382_000);
    let finest: Vec<_> = file
        .orders()
        .flat_map(|order| order.lines())
        .filter(|line| line.exact_amount.millionths() % 10_000 != 0)
        .map(|line| (line.sku.to_owned(), line.unit_price.to_decimal_text(), line.kind))
        .collect();
    let pads = ("PADS".to_owned(), "0.001".to_owned(), LineKind::Goods);
    assert_eq!(finest, [pads.clone(), pads]);
}

fn kinds(file: &ReadFile) {
    let found: Vec<_> = file
        .report()
        .kinds
        .iter()
        .map(|total| (total.kind.as_str(), total.lines, total.quantity, total.amount.to_string()))
        .collect();
    let golden = [
        ("goods", 311_480, 3_322_028, "6060485.752"),
        ("goods_cancelled", 5_452, -145_215, "-218527.54"),
        ("free_goods", 393, 3_033, "0"),
        ("stock_write_off", 925, -131_286, "0"),
        ("stock_found", 469, 38_563, "0"),
        ("carriage", 1_422, 5_511, "161723.29"),
        ("packing", 4, 101, "7.5"),
        ("gift_voucher", 32, 101, "719.14"),
        ("discount", 54, -1_171, "-4809.74"),
        ("manual_adjustment", 367, -2_096, "-67050.01"),
        ("samples", 55, -53, "-2814.47"),
        ("marketplace_fee", 25, -21, "-150913.85"),
        ("bank_charges", 23, -15, "-5825.03"),
        ("charity", 1, -1, "-1.6"),
        ("bad_debt", 3, 3, "-11062.06"),
    ];
    let golden: Vec<_> = golden.map(|(kind, lines, pieces, amount)| (kind, lines, pieces, amount.to_owned())).into();
    assert_eq!(found, golden);
}

fn codes(file: &ReadFile) {
    let mut by_code: BTreeMap<&str, (u64, i128)> = BTreeMap::new();
    for line in file.orders().flat_map(|order| order.lines()) {
        let total = by_code.entry(line.sku_as_spelled).or_default();
        total.0 += 1;
        total.1 += line.exact_amount.millionths();
    }
    let golden = [
        ("POST", 750, 40_902_430_000i128),
        ("DOT", 556, 116_334_860_000),
        ("C2", 84, 4_036_000_000),
        ("AMAZONFEE", 25, -150_913_850_000),
        ("BANK CHARGES", 23, -5_825_030_000),
        ("D", 54, -4_809_740_000),
        ("M", 366, -67_052_560_000),
        ("m", 1, 2_550_000),
        ("S", 55, -2_814_470_000),
        ("B", 3, -11_062_060_000),
    ];
    for (code, lines, amount) in golden {
        assert_eq!(by_code.get(code), Some(&(lines, amount)), "{code}");
    }
    let vouchers: Vec<_> =
        by_code.iter().filter(|(code, _)| code.starts_with("gift_")).map(|(_, total)| total).collect();
    assert_eq!(vouchers.iter().map(|total| total.0).sum::<u64>(), 31);
    assert_eq!(vouchers.iter().map(|total| total.1).sum::<i128>(), 635_810_000);
    let debts: Vec<_> =
        file.orders().filter(|order| order.lines().any(|line| line.kind == LineKind::BadDebt)).collect();
    let numbers: Vec<_> = debts.iter().map(|order| order.external_number).collect();
    assert_eq!(numbers, ["A563185", "A563186", "A563187"]);
}

fn cancellations(file: &ReadFile) {
    let total = &file.report().cancelled;
    assert_eq!(total.lines, 5_847);
    assert_eq!((total.with_a_large_enough_sale, total.with_one_sale_of_the_quantity), (4_312, 1_332));
    assert_eq!((total.one, total.several), (3_037, 1_287));
    assert_eq!((total.no_customer, total.no_such_sale, total.nothing_left), (282, 1_223, 18));
    assert_eq!(total.lines, total.one + total.several + total.no_customer + total.no_such_sale + total.nothing_left);
    let mut taken: BTreeMap<(usize, u32), i64> = BTreeMap::new();
    for order in file.orders().filter(|order| order.is_cancellation) {
        for cancelled in order.cancels() {
            let line = line(&order, cancelled.occurrence);
            let pieces: i64 = cancelled.pieces().map(|piece| piece.quantity).sum();
            assert_eq!(pieces + cancelled.unmatched, -line.1, "{}", order.external_number);
            assert_eq!(pieces > 0, matches!(cancelled.outcome, MatchOutcome::One | MatchOutcome::Several));
            for piece in cancelled.pieces() {
                let sale = file.order(piece.order_index).unwrap();
                let sold = self::line(&sale, piece.occurrence);
                assert!(sale.index < order.index && !sale.is_cancellation);
                assert_eq!((sale.customer_ref, sold.0, sold.2), (order.customer_ref, line.0, line.2));
                *taken.entry((piece.order_index, piece.occurrence)).or_default() += piece.quantity;
            }
        }
    }
    for ((place, occurrence), pieces) in taken {
        assert!(pieces <= line(&file.order(place).unwrap(), occurrence).1, "more cancelled than sold");
    }
}

/// Product, quantity and price of a line.
fn line(order: &FileOrder<'_>, occurrence: u32) -> (usize, i64, i64) {
    let line = order.lines().find(|line| line.occurrence == occurrence).unwrap();
    (line.product, line.quantity, line.unit_price.micros())
}

fn stock(file: &ReadFile) {
    let by_spelling = file.opening_stock_by_spelling();
    assert_eq!((by_spelling.len(), by_spelling.iter().filter(|opening| opening.quantity > 0).count()), (3_774, 3_620));
    let openings = file.opening_stock();
    assert_eq!((openings.len(), openings.iter().filter(|opening| opening.quantity > 0).count()), (3_662, 3_609));
    assert_eq!(openings.iter().map(|opening| opening.quantity).sum::<i64>(), 3_377_917);
    assert_eq!(file.report().stock_corrections, 1_394);
}

fn products(file: &ReadFile) {
    let report = file.report();
    assert_eq!((report.spellings, report.products), (3_774, 3_680));
    assert_eq!((report.products_with_several_spellings, report.rows_of_products_with_several_spellings), (94, 14_408));
    let heart = file.products().iter().find(|product| product.sku.folded() == "85123a").unwrap();
    assert_eq!(heart.sku.as_str(), "85123A");
    assert_eq!(heart.aliases, ["85123a"]);
    assert_eq!(heart.name.as_deref(), Some("WHITE HANGING HEART T-LIGHT HOLDER"));
    let unnamed = file.products().iter().filter(|product| product.is_goods && product.name.is_none()).count();
    assert_eq!(unnamed, 128, "goods that only ever appear on stock corrections");
    assert!(file.products().iter().all(|product| product.name.as_deref() != Some("damages")));
}

fn times(file: &ReadFile) {
    assert_eq!(file.report().invoices_with_several_times, 38);
    let order = |number| file.orders().find(|order| order.external_number == number).unwrap();
    assert_eq!(order("536591").placed_at.to_string(), "2010-12-01T16:57:00Z");
    assert_eq!(order("561226").placed_at.to_string(), "2011-07-26T09:13:00Z");
    let placed: Vec<_> = file.orders().map(|order| order.placed_at).collect();
    assert!(placed.is_sorted());
}

fn countries(file: &ReadFile) {
    let undecided: Vec<_> =
        file.report().countries.iter().filter(|c| c.code.is_none()).map(|c| (c.name.as_str(), c.lines)).collect();
    assert_eq!(undecided, [("Channel Islands", 509), ("European Community", 61), ("Unspecified", 327)]);
    let lines_of = |name| file.report().countries.iter().find(|c| c.name == name).unwrap().lines;
    assert_eq!((lines_of("United Kingdom"), lines_of("EIRE")), (292_858, 4_619));
    // Before 4 January 2011 the UK rate was 17.5 %.
    let turn = "2011-01-04T00:00:00Z".parse().unwrap();
    let early = file.orders().filter(|order| order.placed_at < turn);
    let early: Vec<_> = early.map(|order| (order.country, order.lines().len())).collect();
    assert_eq!(early.iter().map(|(_, lines)| lines).sum::<usize>(), 42_481);
    let british = early.iter().filter(|(country, _)| *country == Some("United Kingdom"));
    assert_eq!(british.map(|(_, lines)| lines).sum::<usize>(), 40_125);
}
