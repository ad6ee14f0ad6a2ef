//! A broken row costs itself and nothing else.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use order_file::{Correction, Corrections, Field, FileError, Limits, LineKind, read, read_with};

use crate::support::{HEADER, csv, problems, read_bytes, read_rows, uk_retail};

const GOOD: &str = "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom";

#[test]
fn each_broken_row_is_named_with_line_reason_and_value() {
    let file = read_rows(&[
        GOOD,
        "536366,85123A,HEART,six,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536367,85123A,HEART,6,2010-13-01 08:26:00,2.55,17850.0,United Kingdom",
        "536368,85123A,HEART,6,2010-12-01 08:26:00,2.5555555,17850.0,United Kingdom",
        "536369,85123A,HEART,6,2010-12-01 08:26:00,,17850.0,United Kingdom",
        ",85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536370,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0",
        "536371,85123A,HE,ART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536372,85123A,HEART,1.5,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536373,85123A,HEART,0,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536374,85123A,HE\0ART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536375,,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "",
        "536376,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
    ]);
    assert_eq!(
        problems(&file),
        [
            (3, "not_a_number", "six"),
            (4, "not_a_time", "2010-13-01 08:26:00"),
            (5, "too_many_decimals", "2.5555555"),
            (6, "value_missing", ""),
            (7, "value_missing", ""),
            (8, "wrong_cell_count", ""),
            (9, "wrong_cell_count", ""),
            (10, "quantity_not_whole", "1.5"),
            (11, "quantity_is_zero", "0"),
            (12, "control_character", ""),
            (13, "value_missing", ""),
        ]
    );
    let usable: Vec<_> = file.orders().map(|order| order.external_number).collect();
    assert_eq!(usable, ["536365", "536376"]);
    assert_eq!((file.report().rows, file.report().blank_rows), (13, 1));
}

#[test]
fn every_reason_says_all_its_sentence_needs() {
    let file = read_rows(&[
        "1,85123A,HEART,six,2010-12-01 08:26:00,2.55,,France",
        "2,85123A,HEART,6,some day,2.55,,France",
        "3,85123A,HEART,6,2010-12-01 08:26:00,2.5555555,,France",
        "4,85123A,HEART,6,2010-12-01 08:26:00,,,France",
        "5,85123A",
        "6,TEST,HEART,1,2010-12-01 08:26:00,1,,France",
        &format!("{},85123A,HEART,1,2010-12-01 08:26:00,1,,France", "7".repeat(65)),
        &format!("8{}", ",".repeat(600)),
        &"9".repeat(70_000),
    ]);
    let texts: toml::Table = order_file::TEXTS.parse().unwrap();
    assert_eq!(file.unusable().len(), 9);
    for row in file.unusable() {
        let refusal = kernel::Refusal::from(&row.problem);
        let detail = texts[refusal.code]["en"]["detail"].as_str().unwrap();
        for name in detail.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
            assert!(refusal.facts.iter().any(|(fact, _)| *fact == name), "{}: {name} is not known", refusal.code);
        }
    }
}

#[test]
fn a_file_of_endlessly_many_texts_is_refused() {
    let rows: Vec<String> = (0..2_000).map(|n| GOOD.replace("HEART", &format!("HEART {n}"))).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let limits = Limits { text_bytes: 100_000, ..Limits::default() };
    let error = read_with(csv(&rows).as_bytes(), &uk_retail(), &Corrections::new(), &limits).unwrap_err();
    assert_eq!(error, FileError::TooMuch { what: "bytes of different texts", limit: 100_000 });
}

#[test]
fn a_quarantined_row_names_its_cells_but_never_the_customer() {
    let file = read_rows(&["536366,85123A,HEART,six,2010-12-01 08:26:00,2.55,anna@example.org,United Kingdom"]);
    let row = &file.unusable()[0];
    assert_eq!((row.invoice.as_deref(), row.occurrence, row.problem.field), (Some("536366"), 1, Some(Field::Quantity)));
    assert!(row.cells.contains(&(Field::Sku, "85123A".to_owned())));
    assert!(!format!("{row:?}").contains("anna"));
}

#[test]
fn a_cell_of_ten_megabytes_costs_one_row_and_no_memory() {
    let huge = "x".repeat(10 << 20);
    let row = format!("536366,85123A,{huge},6,2010-12-01 08:26:00,2.55,,United Kingdom");
    let quoted = format!("536367,85123A,\"{huge}\",6,2010-12-01 08:26:00,2.55,,United Kingdom");
    let file = read_rows(&[&row, GOOD, &quoted]);
    assert_eq!(problems(&file), [(2, "row_too_large", ""), (4, "row_too_large", "")]);
    assert_eq!(file.len(), 1);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    let other = GOOD.replace("536365", "536399");
    let mut rows = vec!["1,85123A,\"HEART,6,2010-12-01 08:26:00,2.55,,United Kingdom"];
    rows.extend(std::iter::repeat_n(other.as_str(), 300));
    let file = read_rows(&rows);
    assert_eq!(problems(&file), [(2, "quote_not_closed", "")]);
    assert_eq!(file.report().rows_in_orders, 300);
    let at_the_end = read_rows(&[GOOD, rows[0]]);
    assert_eq!(problems(&at_the_end), [(3, "quote_not_closed", "")]);
}

#[test]
fn a_quoted_cell_may_hold_line_ends_quotes_and_commas() {
    let file = read_rows(&[
        "1,85123A,\"RETRO \"\"TEA\nFOR, ONE\"\" \",6,2010-12-01 08:26:00,2.55,,United Kingdom",
        "2,85123A,5\" NAIL,6,2010-12-01 08:26:00,2.55,,United Kingdom",
        GOOD,
    ]);
    let lines: Vec<_> = file.orders().flat_map(|order| order.lines()).map(|l| (l.file_line, l.description)).collect();
    assert_eq!(lines, [(2, Some("RETRO \"TEA\nFOR, ONE\"")), (4, Some("5\" NAIL")), (5, Some("HEART"))]);
}

#[test]
fn a_packed_file_cut_short_gives_what_stands_before_and_says_so() {
    let rows: Vec<String> =
        (0..5_000).map(|n| GOOD.replace("536365", &format!("{}", 500_000 + n * 7919 % 99_991))).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(csv(&rows).as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    assert_eq!(read_bytes(&packed).report().rows_in_orders, 5_000);
    let file = read_bytes(&packed[..packed.len() / 2]);
    assert!(file.report().rows_in_orders > 1_000);
    assert_eq!(file.unusable().last().unwrap().problem.code, "file_broke_off");
    assert!(file.report().broke_off.is_some());
}

#[test]
fn what_is_no_order_file_is_refused_as_a_whole() {
    let refused = |bytes: &[u8]| read(bytes, &uk_retail()).unwrap_err();
    assert_eq!(refused(b""), FileError::Empty);
    assert_eq!(refused(b"\n\n\n"), FileError::Empty);
    assert!(matches!(refused(b"InvoiceNo,StockCode\n1,2\n"), FileError::Columns { wanted, .. } if wanted.len() == 6));
    assert!(matches!(refused(b"\xff\xfeI\0n\0"), FileError::NotReadable(_)));
    assert!(matches!(refused(b"PK\x03\x04 but no archive"), FileError::NotReadable(_)));
    assert!(matches!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), FileError::NotReadable(_)));
    let twice = format!("{HEADER},Quantity\n");
    assert!(matches!(refused(twice.as_bytes()), FileError::Columns { wanted, .. } if wanted == ["Quantity"]));
    let data = b"M1,Zebulon Quistgaard,zq@secret.example,3,10.00\nM2,Notburga Kryptowitz,nk@secret.example,1,5.00\n";
    assert!(matches!(refused(data), FileError::Columns { found, .. } if found == ["?"]), "no header, but persons");
}

#[test]
fn a_file_beyond_its_limits_is_refused_not_cut() {
    let bad = std::iter::repeat_n("1,2,3", 60).collect::<Vec<_>>();
    let limits = Limits { unusable: 50, ..Limits::default() };
    let error = read_with(csv(&bad).as_bytes(), &uk_retail(), &Corrections::new(), &limits).unwrap_err();
    assert_eq!(error, FileError::Unusable { limit: 50, line: 2, code: "wrong_cell_count" });
    let limits = Limits { rows: 3, ..Limits::default() };
    let error = read_with(csv(&[GOOD; 4]).as_bytes(), &uk_retail(), &Corrections::new(), &limits).unwrap_err();
    assert_eq!(error, FileError::TooMuch { what: "rows", limit: 3 });
    let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
    let endless = HEADER.as_bytes().chain(std::io::repeat(b'\n'));
    let error = read_with(endless, &uk_retail(), &Corrections::new(), &limits).unwrap_err();
    assert_eq!(error, FileError::TooMuch { what: "bytes", limit: 1 << 20 });
}

#[test]
fn a_corrected_row_takes_its_own_place() {
    let text = csv(&[
        "1,85123A,HEART,6,2010-12-01 08:26:00,2.55,12345,United Kingdom",
        "1,71053,LANTERN,six,2010-12-01 08:26:00,3.39,12345,United Kingdom",
        "1,22752,BOXES,2,2010-12-01 08:26:00,7.65,12345,United Kingdom",
        "1,WHAT,EVER,2,2010-12-01 08:26:00,7.65,12345,United Kingdom",
        "1,71053,LANTERN",
    ]);
    let before = read(text.as_bytes(), &uk_retail()).unwrap();
    let order = before.orders().next().unwrap();
    assert_eq!(order.lines().map(|line| line.occurrence).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(order.rows_missing, 2);
    let cell = |field, text: &str| (field, text.to_owned());
    let corrections = Corrections::from([
        (3, Correction { cells: [cell(Field::Quantity, "6")].into(), kind: None, left_out: false }),
        (5, Correction { cells: [].into(), kind: Some(LineKind::Samples), left_out: false }),
        (
            6,
            Correction {
                cells: [
                    cell(Field::InvoiceNumber, "1"),
                    cell(Field::Sku, "71053"),
                    cell(Field::Quantity, "1"),
                    cell(Field::UnitPrice, "3.39"),
                ]
                .into(),
                kind: None,
                left_out: false,
            },
        ),
    ]);
    let after = read_with(text.as_bytes(), &uk_retail(), &corrections, &Limits::default()).unwrap();
    assert!(after.report().adds_up() && after.unusable().is_empty());
    let lines: Vec<_> =
        after.orders().next().unwrap().lines().map(|l| (l.occurrence, l.sku.to_owned(), l.kind)).collect();
    let expected = [
        (1, "85123A", LineKind::Goods),
        (2, "71053", LineKind::Goods),
        (3, "22752", LineKind::Goods),
        (4, "WHAT", LineKind::Samples),
        ((1 << 31) + 6, "71053", LineKind::Goods),
    ];
    assert_eq!(lines, expected.map(|(occurrence, sku, kind)| (occurrence, sku.to_owned(), kind)));
}
