//! The check that nobody leaks: plants are looked for in every file of a folder (stores, write-ahead logs, key stores, exports,
//! logs, backups), as they are and as they are commonly disguised.
//!
//! Forms looked for, letter case aside: UTF-8, UTF-16 in both orders, base64 (both alphabets, all three alignments), hexadecimal,
//! percent-encoding, JSON escapes. Files packed with gzip are looked into. What is encrypted or packed otherwise cannot be seen,
//! so the check says nothing about that; its own tests plant a leak in each form and see red.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, MatchKind};

/// A plant found where it must not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    pub file: PathBuf,
    /// Bytes from the file's start (from the unpacked text's start for gzip).
    pub offset: usize,
    /// The plant.
    pub planted: String,
    /// How it was written: `utf-8`, `utf-16le`, `base64` …
    pub form: &'static str,
}

/// Shorter forms are met by chance in any large file.
const SHORTEST: usize = 6;

/// Looks for every plant in every file below `folder` (or in `folder` itself when it is a file). At most one leak a plant, form and
/// file. Plants are best ten letters or longer and found in no dictionary.
pub fn find_leaks(planted: &[&str], folder: &Path) -> std::io::Result<Vec<Leak>> {
    let needles: Vec<(usize, &'static str, Vec<u8>)> = planted
        .iter()
        .enumerate()
        .flat_map(|(place, plant)| forms(plant).into_iter().map(move |(form, bytes)| (place, form, bytes)))
        .filter(|(_, _, bytes)| bytes.len() >= SHORTEST)
        .collect();
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .build(needles.iter().map(|(_, _, bytes)| bytes))
        .map_err(std::io::Error::other)?;
    let mut leaks = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                folders.push(entry?.path());
            }
            continue;
        }
        if !path.is_file() {
            continue;
        }
        let mut found: HashMap<(usize, &'static str), usize> = HashMap::new();
        for hit in search.stream_find_iter(open(&path)?) {
            let hit = hit?;
            if let Some((place, form, _)) = needles.get(hit.pattern().as_usize()) {
                found.entry((*place, form)).or_insert(hit.start());
            }
        }
        leaks.extend(found.into_iter().map(|((place, form), offset)| Leak {
            file: path.clone(),
            offset,
            planted: planted.get(place).copied().unwrap_or_default().to_owned(),
            form,
        }));
    }
    leaks.sort();
    Ok(leaks)
}

fn open(path: &Path) -> std::io::Result<Box<dyn Read>> {
    let mut head = Vec::new();
    File::open(path)?.take(2).read_to_end(&mut head)?;
    let file = BufReader::new(File::open(path)?);
    Ok(if head == [0x1f, 0x8b] { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) })
}

/// How a text may stand in a file. ASCII case is the search's business; other letters are tried in both cases.
fn forms(plant: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = Vec::new();
    let mut variants = vec![plant.to_owned(), plant.to_lowercase(), plant.to_uppercase()];
    variants.dedup();
    for text in &variants {
        let bytes = text.as_bytes();
        forms.push(("utf-8", bytes.to_vec()));
        forms.push(("utf-16le", text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        forms.push(("utf-16be", text.encode_utf16().flat_map(u16::to_be_bytes).collect()));
        forms.push(("hexadecimal", bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()));
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            forms.push(("percent-encoding", percent(text, "%20")));
            forms.push(("percent-encoding", percent(text, "+")));
        }
        if !text.is_ascii() {
            forms.push(("json", json(text)));
        }
        for shift in 0..3 {
            let plain = base64(bytes, shift);
            forms.push((
                "base64",
                plain
                    .iter()
                    .map(|c| {
                        if *c == b'+' {
                            b'-'
                        } else if *c == b'/' {
                            b'_'
                        } else {
                            *c
                        }
                    })
                    .collect(),
            ));
            forms.push(("base64", plain));
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

fn percent(text: &str, blank: &str) -> Vec<u8> {
    let write = |byte: u8| match byte {
        b' ' => blank.to_owned(),
        b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().flat_map(|byte| write(byte).into_bytes()).collect()
}

fn json(text: &str) -> Vec<u8> {
    let escape = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    text.encode_utf16().flat_map(|unit| escape(unit).into_bytes()).collect()
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The letters that stand for `bytes` in any base64 text where `shift` other bytes precede them in their group of three: the
/// letters at both ends that also depend on the neighbours are left out.
fn base64(bytes: &[u8], shift: usize) -> Vec<u8> {
    let first_bit = shift * 8;
    let last_bit = first_bit + bytes.len() * 8;
    let bit = |place: usize| {
        let byte = bytes.get((place - first_bit) / 8).copied().unwrap_or_default();
        usize::from(byte >> (7 - (place - first_bit) % 8) & 1)
    };
    let letters = first_bit.div_ceil(6)..last_bit / 6;
    letters
        .map(|letter| (letter * 6..letter * 6 + 6).fold(0, |number, place| number * 2 + bit(place)))
        .filter_map(|number| BASE64.get(number).copied())
        .collect()
}
