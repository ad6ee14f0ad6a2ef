//! Comma-separated rows (RFC 4180), and what people make of it.
//!
//! The cutting is done here and not by the csv crate, which takes a row of any size into memory and reads a quote that is
//! never closed to the end of the file. Here both cost one row: the rows after it are read as if it had not been there. A
//! test holds this reader against the csv crate on well-formed files.

use super::row::{FileError, Limits, RawRow, Sink};
use super::text::{LineRead, Lines};
use crate::profile::FileLayout;
use crate::unusable::Problem;

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

pub(crate) fn each_row(
    mut lines: Lines<'_>,
    layout: &FileLayout,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), FileError> {
    let mut delimiter = layout.delimiter;
    let mut header_seen = false;
    let mut width = 0;
    let mut text = String::new();
    let mut row = RawRow::default();
    loop {
        let (number, utf8) = match lines.next(&mut text)? {
            LineRead::Line { number, utf8 } => (number, utf8),
            LineRead::End if header_seen => return Ok(()),
            LineRead::End => return Err(FileError::Empty),
            LineRead::BrokeOff { number, detail } if header_seen => return sink.broke_off(number, detail),
            LineRead::BrokeOff { detail, .. } => return Err(FileError::NotReadable(detail)),
            LineRead::TooLong { number } if header_seen => {
                sink.broken(number, Problem::new("row_too_large").with("limit", limits.row_bytes))?;
                continue;
            }
            LineRead::TooLong { .. } => return Err(FileError::NotReadable("the header line is too long".to_owned())),
        };
        if text.trim().is_empty() {
            sink.blank();
            continue;
        }
        let delimiter = *delimiter.get_or_insert_with(|| sniff(&text));
        row.start(number);
        let cut = cut(&mut lines, &text, utf8, delimiter, limits, &mut row)?;
        match cut {
            Cut::Row { utf8 } => {
                if !utf8 {
                    sink.not_utf8();
                }
                if !header_seen {
                    header_seen = true;
                    width = row.len();
                    sink.header(&row)?;
                } else if row.len() > limits.cells {
                    sink.broken(
                        number,
                        Problem::new("wrong_cell_count").with("cells", row.len()).with("wanted", width),
                    )?;
                } else if row.is_blank() {
                    sink.blank();
                } else {
                    sink.row(&row)?;
                }
            }
            Cut::NeverClosed if header_seen => sink.broken(number, Problem::new("quote_not_closed"))?,
            Cut::NeverClosed => {
                return Err(FileError::NotReadable("a quote in the header is not closed".to_owned()));
            }
        }
    }
}

enum Cut {
    Row { utf8: bool },
    NeverClosed,
}

/// Cuts `text` into the cells of `row`, reading on while a quote is open; if none closes it within the limits, the lines
/// read on are given back.
fn cut(
    lines: &mut Lines<'_>,
    text: &str,
    mut utf8: bool,
    delimiter: char,
    limits: &Limits,
    row: &mut RawRow,
) -> Result<Cut, FileError> {
    if !text.contains('"') {
        for cell in text.split(delimiter) {
            row.push_str(cell);
            row.end_cell();
        }
        return Ok(Cut::Row { utf8 });
    }
    let mut state = State::feed(State::CellStart, text, delimiter, row);
    let mut read_on: Vec<(u64, bool, String)> = Vec::new();
    while state == State::Quoted {
        let mut more = String::new();
        let within = read_on.len() < limits.row_lines && row.text().len() <= limits.row_bytes;
        let next = if within { lines.next(&mut more)? } else { LineRead::End };
        let LineRead::Line { number, utf8: more_utf8 } = next else {
            for (number, utf8, line) in read_on.into_iter().rev() {
                lines.give_back(number, utf8, line);
            }
            return Ok(Cut::NeverClosed);
        };
        utf8 &= more_utf8;
        row.push('\n');
        state = State::feed(state, &more, delimiter, row);
        read_on.push((number, more_utf8, more));
    }
    row.end_cell();
    Ok(Cut::Row { utf8 })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// Inside quotes after a quote: the end of the cell, or the first of a doubled one.
    QuoteInQuotes,
}

impl State {
    /// Reads `text` from this state on. A quote inside an unquoted cell is itself, as in `5" nail`.
    fn feed(self, text: &str, delimiter: char, row: &mut RawRow) -> Self {
        let mut state = self;
        for letter in text.chars() {
            state = match (state, letter) {
                (Self::CellStart, '"') => Self::Quoted,
                (Self::Quoted, '"') => Self::QuoteInQuotes,
                (Self::QuoteInQuotes, '"') => {
                    row.push('"');
                    Self::Quoted
                }
                (Self::CellStart | Self::Plain | Self::QuoteInQuotes, letter) if letter == delimiter => {
                    row.end_cell();
                    Self::CellStart
                }
                (Self::Quoted, letter) => {
                    row.push(letter);
                    Self::Quoted
                }
                (Self::CellStart | Self::Plain | Self::QuoteInQuotes, letter) => {
                    row.push(letter);
                    Self::Plain
                }
            };
        }
        state
    }
}

/// The mark that cuts the header line into the most cells; among equals the earlier of [`DELIMITERS`].
fn sniff(header: &str) -> char {
    let mut quoted = false;
    let mut counts = [0usize; DELIMITERS.len()];
    for letter in header.chars() {
        quoted ^= letter == '"';
        if !quoted {
            for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                *count += usize::from(letter == delimiter);
            }
        }
    }
    let most = DELIMITERS.into_iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    most.map_or(',', |(delimiter, _)| delimiter)
}
