//! Physical lines of a text file, within limits, decoded.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, ErrorKind, Read};

use super::row::{FileError, Limits};

/// What came of asking for a line.
pub(crate) enum LineRead {
    /// The line with this number is in the buffer, without its end.
    Line {
        number: u64,
        utf8: bool,
    },
    /// The line with this number is longer than a row may be; it was passed over.
    TooLong {
        number: u64,
    },
    /// The file cannot be read on, at this line.
    BrokeOff {
        number: u64,
        detail: String,
    },
    End,
}

pub(crate) struct Lines<'r> {
    input: BufReader<&'r mut dyn Read>,
    raw: Vec<u8>,
    number: u64,
    bytes: u64,
    limits: Limits,
    /// Lines taken back, to be read again.
    returned: VecDeque<(u64, bool, String)>,
}

impl<'r> Lines<'r> {
    pub fn new(input: &'r mut dyn Read, limits: &Limits) -> Self {
        Self {
            input: BufReader::with_capacity(64 << 10, input),
            raw: Vec::new(),
            number: 0,
            bytes: 0,
            limits: *limits,
            returned: VecDeque::new(),
        }
    }

    /// Puts the next line into `text`.
    pub fn next(&mut self, text: &mut String) -> Result<LineRead, FileError> {
        if let Some((number, utf8, line)) = self.returned.pop_front() {
            *text = line;
            return Ok(LineRead::Line { number, utf8 });
        }
        text.clear();
        self.raw.clear();
        let mut length: usize = 0;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Ok(LineRead::BrokeOff { number: self.number + 1, detail: error.to_string() });
                }
            };
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(chunk.len(), |end| end.saturating_add(1));
            if used == 0 && length == 0 {
                return Ok(LineRead::End);
            }
            length = length.saturating_add(used);
            if length <= self.limits.row_bytes {
                self.raw.extend_from_slice(chunk.get(..used).unwrap_or_default());
            }
            self.input.consume(used);
            if end.is_some() || used == 0 {
                break;
            }
        }
        self.number += 1;
        self.bytes = self.bytes.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        if self.bytes > self.limits.file_bytes {
            return Err(FileError::TooMuch { what: "bytes", limit: self.limits.file_bytes });
        }
        let number = self.number;
        if length > self.limits.row_bytes {
            return Ok(LineRead::TooLong { number });
        }
        let line = self.raw.strip_suffix(b"\n").unwrap_or(&self.raw);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if number == 1 { line.strip_prefix(super::UTF8_MARK).unwrap_or(line) } else { line };
        let utf8 = match std::str::from_utf8(line) {
            Ok(line) => {
                text.push_str(line);
                true
            }
            Err(_) => {
                text.extend(line.iter().map(|byte| windows_1252(*byte)));
                false
            }
        };
        Ok(LineRead::Line { number, utf8 })
    }

    /// Takes a line back: the next one read. Give back the last one first.
    pub fn give_back(&mut self, number: u64, utf8: bool, line: String) {
        self.returned.push_front((number, utf8, line));
    }
}

/// Windows-1252, which is Latin-1 but for 0x80–0x9f; what the web calls Latin-1 (WHATWG Encoding Standard).
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|high| HIGH.get(usize::from(high)).copied()).unwrap_or(char::from(byte))
}
