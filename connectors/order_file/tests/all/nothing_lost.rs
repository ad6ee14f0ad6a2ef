//! Whatever is uploaded: nothing is lost, nothing is invented, nothing panics.

use order_file::fuzz_read;
use proptest::prelude::*;

use crate::support::{HEADER, csv, read_bytes};

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("1".to_owned()),
        2 => Just("-3".to_owned()),
        2 => Just("0.0".to_owned()),
        2 => Just("2.55".to_owned()),
        2 => Just("85123A".to_owned()),
        2 => Just("POST".to_owned()),
        3 => Just("2010-12-01 08:26:00".to_owned()),
        1 => Just("2011-03-27 01:26:00".to_owned()),
        1 => Just(String::new()),
        1 => Just("\"".to_owned()),
        1 => Just("\"a\nb\"".to_owned()),
        1 => Just("C7".to_owned()),
        1 => "\\PC{0,12}",
    ]
}

/// Mostly plausible rows: good ones of few invoices, products and customers, now and then with a broken cell.
fn row() -> impl Strategy<Value = String> {
    let good = (0..6u8, any::<bool>(), 0..4u8, -5..9i64, 0..60u8, 0..3u8, 0..3u8).prop_map(
        |(invoice, cancels, product, quantity, minute, price, customer)| {
            let mark = if cancels { "C" } else { "" };
            let code = ["85123A", "85123a", "71053", "POST"][usize::from(product)];
            let price = ["2.55", "0.0", "1.25"][usize::from(price)];
            let customer = ["", "17850.0", "13047.0"][usize::from(customer)];
            format!(
                "{mark}{invoice},{code},X,{quantity},2010-12-01 08:{minute:02}:00,{price},{customer},United Kingdom"
            )
        },
    );
    prop_oneof![6 => good, 1 => proptest::collection::vec(cell(), 1..10).prop_map(|cells| cells.join(","))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_in_are_rows_in_orders_and_rows_unusable(rows in proptest::collection::vec(row(), 0..60)) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let text = csv(&rows);
        let file = read_bytes(text.as_bytes());
        let in_orders: usize = file.orders().map(|order| order.lines().len()).sum();
        prop_assert_eq!(in_orders + file.unusable().len(), usize::try_from(file.report().rows).unwrap());
        let mut seen: Vec<u64> = file.orders().flat_map(|order| order.lines()).map(|line| line.file_line).collect();
        seen.extend(file.unusable().iter().map(|row| row.line));
        seen.sort_unstable();
        let all = seen.len();
        seen.dedup();
        prop_assert_eq!(seen.len(), all, "a row is in two places");
        for order in file.orders() {
            for cancelled in order.cancels() {
                let line = order.lines().find(|line| line.occurrence == cancelled.occurrence).unwrap();
                let pieces: i64 = cancelled.pieces().map(|piece| piece.quantity).sum();
                prop_assert_eq!(pieces + cancelled.unmatched, -line.quantity);
            }
        }
        let again = read_bytes(text.as_bytes());
        prop_assert_eq!(format!("{:?}", file.report()), format!("{:?}", again.report()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        fuzz_read(&bytes);
        let mut under_a_header = format!("{HEADER}\n").into_bytes();
        under_a_header.extend(&bytes);
        fuzz_read(&under_a_header);
        fuzz_read(&[b"{\"InvoiceNo\":", bytes.as_slice()].concat());
        fuzz_read(&[b"\x1f\x8b\x08\0", bytes.as_slice()].concat());
        fuzz_read(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn well_formed_csv_is_cut_as_the_csv_crate_cuts_it(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z0-9 ,\"\n;é]{0,10}", 8), 1..20)
    ) {
        // The first cell is made an invoice of its own and the rest goes into the description, where it can be seen.
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEADER.split(',')).unwrap();
        let mut wanted = Vec::new();
        for (number, cells) in rows.iter().enumerate() {
            let text = cells.join("|");
            let number = number.to_string();
            writer.write_record([&number, "85123A", &text, "1", "2010-12-01 08:26:00", "1", "", "France"]).unwrap();
            wanted.push(text.trim().to_owned());
        }
        let file = read_bytes(&writer.into_inner().unwrap());
        prop_assert!(file.unusable().is_empty());
        let found: Vec<String> =
            file.orders().flat_map(|order| order.lines()).map(|line| line.description.unwrap_or("").to_owned()).collect();
        prop_assert_eq!(found, wanted);
    }
}
