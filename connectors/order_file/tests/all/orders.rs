//! Rows become orders; identity, time and products.

use crate::support::{problems, read_rows};

#[test]
fn rows_of_an_invoice_come_together_wherever_they_stand() {
    let file = read_rows(&[
        "1,85123A,HEART,6,2010-12-01 08:27:00,2.55,12345.0,United Kingdom",
        "2,71053,LANTERN,6,2010-12-01 08:26:00,3.39,,United Kingdom",
        "1,71053,LANTERN,1,2010-12-01 08:25:00,3.39,12345.0,United Kingdom",
        "1,85123a,HEART,6,2010-12-01 08:27:00,2.55,12345.0,United Kingdom",
    ]);
    let orders: Vec<_> = file.orders().collect();
    assert_eq!(orders.iter().map(|order| order.external_number).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(orders[0].placed_at.to_string(), "2010-12-01T08:25:00Z");
    assert_eq!(orders[0].customer_ref, Some("12345"));
    assert_eq!(orders[1].customer_ref, None);
    let lines: Vec<_> = orders[0].lines().map(|l| (l.occurrence, l.file_line, l.sku, l.sku_as_spelled)).collect();
    assert_eq!(lines, [(1, 2, "85123A", "85123A"), (2, 4, "71053", "71053"), (3, 5, "85123A", "85123a")]);
    assert_eq!(file.report().invoices_with_several_times, 1);
    assert_eq!(file.report().repeated_products, 1);
}

#[test]
fn two_rows_alike_are_two_lines() {
    let row = "1,85123A,HEART,6,2010-12-01 08:27:00,2.55,12345,United Kingdom";
    let file = read_rows(&[row, row, row]);
    assert_eq!(file.orders().next().unwrap().lines().map(|line| line.occurrence).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(file.report().exact_duplicates, 2);
    assert_eq!(file.orders().next().unwrap().exact_amount().to_string(), "45.9");
}

#[test]
fn rows_that_tell_of_two_orders_under_one_number_are_not_mixed() {
    let file = read_rows(&[
        "1,85123A,HEART,6,2010-12-01 08:27:00,2.55,12345,United Kingdom",
        "1,71053,LANTERN,6,2010-12-01 08:27:00,3.39,54321,United Kingdom",
        "1,71053,LANTERN,6,2010-12-01 08:27:00,3.39,12345,France",
        "1,22752,BOXES,2,2010-12-01 08:27:00,7.65,,",
    ]);
    assert_eq!(problems(&file), [(3, "invoice_disagrees", ""), (4, "invoice_disagrees", "")]);
    assert_eq!(file.orders().next().unwrap().lines().len(), 2);
}

#[test]
fn a_product_is_named_by_its_sales_and_not_by_what_befell_its_stock() {
    let file = read_rows(&[
        "1,22734,damages,-5,2010-12-01 08:20:00,0.0,,United Kingdom",
        "2,22734,damages,-5,2010-12-01 08:21:00,0.0,,United Kingdom",
        "3,22734,SET OF 6 RIBBONS,1,2010-12-01 08:27:00,2.55,12345,United Kingdom",
        "4,22734,SET OF SIX RIBBONS,1,2010-12-01 08:28:00,2.55,12345,United Kingdom",
        "5,22734,SET OF 6 RIBBONS,1,2010-12-01 08:29:00,2.55,12345,United Kingdom",
        "6,35951,,57,2010-12-01 08:30:00,0.0,,United Kingdom",
    ]);
    let [ribbons, nameless] = file.products() else { panic!("two products") };
    assert_eq!(ribbons.name.as_deref(), Some("SET OF 6 RIBBONS"));
    assert_eq!(ribbons.other_names, ["SET OF SIX RIBBONS"]);
    assert_eq!(nameless.name, None);
    let reason = file.orders().next().unwrap().lines().next().unwrap().description;
    assert_eq!(reason, Some("damages"));
}

#[test]
fn opening_stock_covers_sales_and_counts_what_came_back() {
    let file = read_rows(&[
        "1,22734,RIBBONS,10,2010-12-01 08:20:00,2.55,12345,United Kingdom",
        "C2,22734,RIBBONS,-4,2010-12-01 08:21:00,2.55,12345,United Kingdom",
        "3,22734,RIBBONS,6,2010-12-01 08:22:00,2.55,12345,United Kingdom",
        "4,22734,damages,-3,2010-12-01 08:21:30,0,,United Kingdom",
        "5,POST,POSTAGE,6,2010-12-01 08:22:00,2.55,12345,United Kingdom",
    ]);
    let openings: Vec<_> = file.opening_stock();
    assert_eq!(openings.len(), 1);
    assert_eq!((file.products()[openings[0].product].sku.as_str(), openings[0].quantity), ("22734", 15));
}

#[test]
fn reading_goes_on_from_any_place_with_the_same_orders() {
    let rows: Vec<String> =
        (0..50).map(|n| format!("{n},22734,X,1,2010-12-{:02} 08:20:00,2.55,1,France", 28 - n % 28)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (one, other) = (read_rows(&rows), read_rows(&rows));
    let numbers: Vec<_> = one.orders().map(|order| order.external_number.to_owned()).collect();
    let rest: Vec<_> = other.orders_from(20).map(|order| order.external_number.to_owned()).collect();
    assert_eq!(numbers[20..], rest);
    assert_eq!(other.order(20).unwrap().external_number, numbers[20]);
}
