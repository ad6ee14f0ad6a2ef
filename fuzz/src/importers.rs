//! Files of orders under every profile that comes with Hanse, and profiles somebody wrote over a small file.
//!
//! An input that begins with `#profile` is a profile; any other is a file.

use order_file::{Profile, fuzz_read};

pub const WORDS: &[&str] = &[
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n",
    "Order;Article;Text;Pieces;Day;Price;Currency;Customer number;Ship to;State\n",
    "2010-12-01 08:26:00",
    "31.12.2026",
    "C536379",
    "POST",
    "AMAZONFEE",
    "\"",
    "\"\"",
    "\r\n",
    ",,,,,,,",
    ";",
    "-9223372036854775808",
    "99999999999999999999",
    "0.000000001",
    "1e308",
    "United Kingdom",
    "\u{feff}",
    "\u{0}",
    "{\"InvoiceNo\":\"1\",\"Quantity\":",
    "PK\u{3}\u{4}",
    "\n\n",
    "[columns]\n",
    "[[rule]]\n",
    "formats = [\"%Y-%m-%d %H:%M:%S%z\"]\n",
    "decimal_mark = \",\"\n",
];

const FILE: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527.0,United Kingdom
536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.00,12583.0,France
";

pub fn run(input: &[u8]) {
    if !input.starts_with(b"#profile") {
        fuzz_read(input);
        return;
    }
    let Ok(text) = std::str::from_utf8(input) else { return };
    let Ok(profile) = Profile::from_toml(text) else { return };
    let Ok(file) = order_file::read(FILE.as_bytes(), &profile) else { return };
    let report = file.report();
    let in_orders: usize = file.orders().map(|order| order.lines().len()).sum();
    assert!(report.adds_up(), "{report:?}");
    assert_eq!(u64::try_from(in_orders + file.unusable().len()).ok(), Some(report.rows), "rows went missing");
}
