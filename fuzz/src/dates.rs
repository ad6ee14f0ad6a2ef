//! Instants, zones and days as text, and the times files write.
//!
//! An input is a zone's name, a line of text, and the rest another.

use kernel::{Timestamp, Zone};
use order_file::Profile;

pub const WORDS: &[&str] = &[
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Apia",
    "2026-03-29T01:30:00Z",
    "2026-10-25T02:30:00+02:00",
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
    "-009999-01-02T00:00:00Z",
    "2026-02-29",
    "2026-W01-1",
    "24:00:00",
    "23:59:60",
    "[Europe/Berlin]",
    "\n",
    "2011-12-30T10:00:00Z",
    "01/02/2011 08:26",
    "1/2/11 8:26",
    "2011-03-27 01:26:00",
    "+25:59",
    "-00:00",
];

pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut lines = text.lines();
    let (zone, line) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    if let Ok(instant) = line.parse::<Timestamp>() {
        let written = instant.to_string();
        assert_eq!(written.parse::<Timestamp>().ok(), Some(instant), "{line} was written as {written}");
        let start = Timestamp::of_quarter_hour(instant.quarter_hour());
        let into = instant.ms() - start.ms();
        assert!((0..900_000).contains(&into), "{line} lies {into} ms into its quarter hour");
        let json = serde_json::to_string(&instant).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&json).ok(), Some(instant), "{json}");
        if let Ok(zone) = zone.parse::<Zone>() {
            let day = zone.day_of(instant);
            if let Some(start) = zone.start_of(day) {
                assert!(start.ms() <= instant.ms(), "{line} in {zone:?} is before its day began");
                assert_eq!(zone.day_of(start), day, "{line} in {zone:?}: a day begins on that day");
            }
        }
    }
    // The same line as a file's time, read by every profile.
    for (name, text) in order_file::PROFILES {
        let profile = Profile::named(name).unwrap_or_else(|error| panic!("{text}: {error}"));
        let quoted = line.replace('"', "\"\"");
        let file = format!(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
             1,A,B,1,\"{quoted}\",1.00,1,United Kingdom\n"
        );
        let Ok(file) = order_file::read(file.as_bytes(), &profile) else { continue };
        for order in file.orders() {
            for line in order.lines() {
                assert!(!line.sku.to_string().is_empty(), "a line of nothing");
            }
        }
        assert!(file.report().adds_up(), "{:?}", file.report());
    }
}
