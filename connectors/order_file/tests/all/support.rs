//! What the tests share: small files in the layout of uk-retail, and reading them.

use order_file::{Profile, ReadFile, read};

pub const HEADER: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

pub fn uk_retail() -> Profile {
    Profile::named("uk-retail").unwrap()
}

/// The file with these rows under the header.
pub fn csv(rows: &[&str]) -> String {
    let mut text = HEADER.to_owned();
    for row in rows {
        text.push('\n');
        text.push_str(row);
    }
    text.push('\n');
    text
}

pub fn read_rows(rows: &[&str]) -> ReadFile {
    read_bytes(csv(rows).as_bytes())
}

pub fn read_bytes(bytes: &[u8]) -> ReadFile {
    let file = read(bytes, &uk_retail()).unwrap();
    assert!(file.report().adds_up(), "{:?}", file.report());
    file
}

/// Line, code of the problem and offending value of every unusable row.
pub fn problems(file: &ReadFile) -> Vec<(u64, &'static str, &str)> {
    file.unusable().iter().map(|row| (row.line, row.problem.code, row.problem.value.as_str())).collect()
}
