//! Whether an archive unpacks to a bearable size, found by unpacking it into nothing. The sizes an archive states are its
//! own claim; a few kilobytes can state one megabyte and unpack to a thousand.
//!
//! Format: PKWARE APPNOTE.TXT 6.3.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

use std::io::{Read, copy, sink};

use flate2::read::DeflateDecoder;

use super::row::FileError;

/// How many times its limit a workbook may grow in unpacking. XML of tables shrinks about tenfold.
pub(crate) const MOST_GROWTH: u64 = 8;

const END: &[u8] = b"PK\x05\x06";
const CENTRAL: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const DEFLATED: usize = 8;
const STORED: usize = 0;

/// Refuses an archive that unpacks to more than `limit` bytes, or whose directory cannot be followed.
pub(crate) fn check(archive: &[u8], limit: u64) -> Result<(), FileError> {
    let total = unpacked_size(archive, limit).ok_or_else(|| FileError::NotReadable("a broken archive".to_owned()))?;
    if total > limit { Err(FileError::TooMuch { what: "bytes of an unpacked workbook", limit }) } else { Ok(()) }
}

/// The size of everything in the archive, or something above `limit`.
fn unpacked_size(archive: &[u8], limit: u64) -> Option<u64> {
    let end = archive.windows(END.len()).rposition(|window| window == END)?;
    let entries = number(archive, end.checked_add(10)?, 2)?;
    let mut at = number(archive, end.checked_add(16)?, 4)?;
    let mut total: u64 = 0;
    for _ in 0..entries {
        if archive.get(at..at.checked_add(4)?)? != CENTRAL {
            return None;
        }
        let method = number(archive, at.checked_add(10)?, 2)?;
        let packed = number(archive, at.checked_add(20)?, 4)?;
        let local = number(archive, at.checked_add(42)?, 4)?;
        if archive.get(local..local.checked_add(4)?)? != LOCAL {
            return None;
        }
        let names =
            number(archive, local.checked_add(26)?, 2)?.checked_add(number(archive, local.checked_add(28)?, 2)?)?;
        let start = local.checked_add(30)?.checked_add(names)?;
        let data = archive.get(start..start.checked_add(packed)?)?;
        total = total.checked_add(match method {
            STORED => u64::try_from(packed).ok()?,
            DEFLATED => copy(&mut DeflateDecoder::new(data).take(limit.checked_add(1)?), &mut sink()).ok()?,
            _ => return None,
        })?;
        if total > limit {
            return Some(total);
        }
        let variable: usize = [28, 30, 32].iter().map(|place| number(archive, at + place, 2)).sum::<Option<usize>>()?;
        at = at.checked_add(46)?.checked_add(variable)?;
    }
    Some(total)
}

/// A little-endian number of `width` bytes.
fn number(archive: &[u8], at: usize, width: usize) -> Option<usize> {
    let bytes = archive.get(at..at.checked_add(width)?)?;
    bytes.iter().rev().try_fold(0usize, |number, byte| number.checked_mul(256)?.checked_add(usize::from(*byte)))
}
