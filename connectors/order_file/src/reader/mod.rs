//! Files into rows: which format it is, unpacking, and one reader for each.

mod csv;
mod json_lines;
mod row;
mod text;
mod workbook;
mod zip_guard;

use std::io::{BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use serde::Serialize;

pub(crate) use row::Sink;
pub use row::{FileError, Limits, RawRow};

use crate::profile::FileLayout;

/// What a file was found to be, by its first bytes, never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Csv,
    Workbook,
    JsonLines,
}

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const OLD_EXCEL: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
const HEAD: u64 = 16;

/// Hands every row of `bytes` to `sink`. `wanted` are the columns of interest, for formats that name
/// them in every row; none: those of the first row.
pub(crate) fn each_row(
    bytes: impl Read,
    layout: &FileLayout,
    wanted: &[&str],
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), FileError> {
    let (head, bytes) = peek(bytes)?;
    if head.starts_with(GZIP) {
        let (head, unpacked) = peek(MultiGzDecoder::new(BufReader::new(bytes)))?;
        return by_format(&head, &mut { unpacked }, layout, wanted, limits, sink);
    }
    by_format(&head, &mut { bytes }, layout, wanted, limits, sink)
}

fn by_format(
    head: &[u8],
    bytes: &mut dyn Read,
    layout: &FileLayout,
    wanted: &[&str],
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), FileError> {
    let refuse = |detail: &str| Err(FileError::NotReadable(detail.to_owned()));
    if UTF16_MARKS.iter().any(|mark| head.starts_with(mark)) {
        return refuse("UTF-16 text; save it as UTF-8");
    }
    if head.starts_with(OLD_EXCEL) {
        return refuse("an Excel file of before 2007; save it as .xlsx or CSV");
    }
    if head.starts_with(GZIP) {
        return refuse("packed twice");
    }
    if head.starts_with(ZIP) {
        sink.format(Format::Workbook);
        return workbook::each_row(bytes, layout, limits, sink);
    }
    let text = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    let lines = text::Lines::new(bytes, limits);
    if text.trim_ascii_start().starts_with(b"{") {
        sink.format(Format::JsonLines);
        return json_lines::each_row(lines, wanted, limits, sink);
    }
    sink.format(Format::Csv);
    csv::each_row(lines, layout, limits, sink)
}

/// The first bytes, and all of them again.
fn peek<R: Read>(mut bytes: R) -> Result<(Vec<u8>, impl Read), FileError> {
    let mut head = Vec::new();
    let found = bytes.by_ref().take(HEAD).read_to_end(&mut head);
    found.map_err(|error| FileError::NotReadable(error.to_string()))?;
    Ok((head.clone(), Cursor::new(head).chain(bytes)))
}
