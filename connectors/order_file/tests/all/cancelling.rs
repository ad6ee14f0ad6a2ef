//! Cancellations find what they cancel.

use order_file::{MatchOutcome, ReadFile};

use crate::support::read_rows;

/// Of the last order's lines: outcome, candidates, pieces no sale explains, and (invoice, occurrence, pieces) taken.
type Found = (MatchOutcome, u32, i64, Vec<(String, u32, i64)>);

fn cancelled(file: &ReadFile) -> Vec<Found> {
    let order = file.orders().last().unwrap();
    let pieces = |c: &order_file::Cancellation<'_>| {
        c.pieces().map(|piece| (piece.external_number.to_owned(), piece.occurrence, piece.quantity)).collect()
    };
    order.cancels().map(|c| (c.outcome, c.candidates, c.unmatched, pieces(&c))).collect()
}

fn taken(pieces: &[(&str, u32, i64)]) -> Vec<(String, u32, i64)> {
    pieces.iter().map(|(invoice, occurrence, pieces)| ((*invoice).to_owned(), *occurrence, *pieces)).collect()
}

#[test]
fn the_one_sale_of_same_customer_code_and_price_is_found() {
    let file = read_rows(&[
        "1,85123A,HEART,6,2010-12-01 08:00:00,2.55,12345,United Kingdom",
        "2,85123A,HEART,6,2010-12-01 08:01:00,2.95,12345,United Kingdom",
        "3,85123A,HEART,6,2010-12-01 08:02:00,2.55,54321,United Kingdom",
        "4,85123a,HEART,6,2010-12-03 08:02:00,2.55,12345,United Kingdom",
        "C5,85123a,HEART,-4,2010-12-02 08:00:00,2.55,12345,United Kingdom",
    ]);
    let order = file.orders().find(|order| order.is_cancellation).unwrap();
    let found = order.cancels().next().unwrap();
    assert_eq!((found.outcome, found.candidates, found.unmatched), (MatchOutcome::One, 1, 0));
    let piece = found.pieces().next().unwrap();
    assert_eq!((piece.external_number, piece.occurrence, piece.quantity), ("1", 1, 4));
}

#[test]
fn a_tie_goes_to_the_very_quantity_then_to_the_newest_and_is_stated() {
    let sales = [
        "1,85123A,HEART,4,2010-12-01 08:00:00,2.55,12345,United Kingdom",
        "2,85123A,HEART,9,2010-12-01 08:01:00,2.55,12345,United Kingdom",
        "3,85123A,HEART,7,2010-12-01 08:02:00,2.55,12345,United Kingdom",
    ];
    let with = |cancel| read_rows(&[sales[0], sales[1], sales[2], cancel]);
    let very = with("C4,85123A,HEART,-4,2010-12-02 08:00:00,2.55,12345,United Kingdom");
    assert_eq!(cancelled(&very), [(MatchOutcome::Several, 3, 0, taken(&[("1", 1, 4)]))]);
    let newest = with("C4,85123A,HEART,-5,2010-12-02 08:00:00,2.55,12345,United Kingdom");
    assert_eq!(cancelled(&newest), [(MatchOutcome::Several, 3, 0, taken(&[("3", 1, 5)]))]);
    let several = with("C4,85123A,HEART,-16,2010-12-02 08:00:00,2.55,12345,United Kingdom");
    assert_eq!(cancelled(&several), [(MatchOutcome::Several, 3, 0, taken(&[("3", 1, 7), ("2", 1, 9)]))]);
    let more = with("C4,85123A,HEART,-25,2010-12-02 08:00:00,2.55,12345,United Kingdom");
    assert_eq!(cancelled(&more), [(MatchOutcome::Several, 3, 5, taken(&[("3", 1, 7), ("2", 1, 9), ("1", 1, 4)]))]);
}

#[test]
fn what_was_cancelled_cannot_be_cancelled_again() {
    let file = read_rows(&[
        "1,85123A,HEART,6,2010-12-01 08:00:00,2.55,12345,United Kingdom",
        "C2,85123A,HEART,-4,2010-12-02 08:00:00,2.55,12345,United Kingdom",
        "C3,85123A,HEART,-4,2010-12-03 08:00:00,2.55,12345,United Kingdom",
        "C3,85123A,HEART,-1,2010-12-03 08:00:00,2.55,12345,United Kingdom",
    ]);
    assert_eq!(
        cancelled(&file),
        [(MatchOutcome::One, 1, 2, taken(&[("1", 1, 2)])), (MatchOutcome::NothingLeft, 0, 1, vec![])]
    );
    let total = &file.report().cancelled;
    assert_eq!((total.lines, total.one, total.partly, total.nothing_left), (3, 2, 1, 1));
    assert_eq!((total.pieces, total.pieces_unmatched), (9, 3));
}

#[test]
fn nobody_and_nothing_sold_match_nothing() {
    let file = read_rows(&[
        "1,85123A,HEART,6,2010-12-01 08:00:00,2.55,,United Kingdom",
        "C2,85123A,HEART,-6,2010-12-02 08:00:00,2.55,,United Kingdom",
        "C3,85123A,HEART,-6,2010-12-03 08:00:00,2.55,12345,United Kingdom",
    ]);
    assert_eq!(cancelled(&file), [(MatchOutcome::NoSuchSale, 0, 6, vec![])]);
    assert_eq!(file.report().cancelled.no_customer, 1);
}

#[test]
fn a_hostile_file_of_ties_is_matched_in_bearable_time() {
    let mut rows: Vec<String> =
        (0..20_000).map(|_| "1,85123A,HEART,1,2010-12-01 08:00:00,2.55,12345,United Kingdom".to_owned()).collect();
    rows.extend((0..20_000).map(|_| "C2,85123A,HEART,-2,2010-12-02 08:00:00,2.55,12345,United Kingdom".to_owned()));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let start = std::time::Instant::now();
    let file = read_rows(&rows);
    assert_eq!(file.report().cancelled.pieces_unmatched, 20_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
