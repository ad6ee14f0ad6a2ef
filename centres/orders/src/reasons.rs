//! Why an order is as it is: the decisions of its placing and what tax and price answered on each line.
//!
//! Written with the order and again when a tax is proved; read by who asks why. The texts are three quarters of an order's bytes and much alike from order
//! to order, so they are kept packed, beside the rows that payments and parcels rewrite.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use store::StoreError;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// The texts that all orders' texts are packed against. Frozen: what was packed against it opens only with it. A better one gets the
/// next number and stands beside it.
const DICTIONARY_1: &[u8] = include_bytes!("reasons/dictionary_1.txt");
const FORMAT: u8 = 1;
/// Before the packed bytes: the format, and the length of the text as four bytes.
const HEAD: usize = 1 + size_of::<u32>();
/// zstd's quickest: harder packing saves little on texts this short.
const LEVEL: i32 = 1;
/// The most that is unpacked: a thousand lines with two legs of tax and a long way of sourcing, several times over.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What tax and price answered on a line; JSON texts, `{}` where nobody was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReasons {
    pub tax: String,
    pub price: String,
}

/// Why an order is as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderReasons {
    /// JSON: how it was priced, sourced, converted and rounded; `{}` where nobody said.
    pub decisions: String,
    /// By the number of the line. A line that was written without reasons is not in it.
    pub lines: BTreeMap<i64, LineReasons>,
}

impl OrderReasons {
    /// What the tax engine answered on a line; `{}` where nobody was asked.
    pub fn tax(&self, line: i64) -> &str {
        self.lines.get(&line).map_or("{}", |reasons| &reasons.tax)
    }

    /// How a line came to its price; `{}` where nobody was asked.
    pub fn price(&self, line: i64) -> &str {
        self.lines.get(&line).map_or("{}", |reasons| &reasons.price)
    }
}

impl Default for OrderReasons {
    fn default() -> Self {
        Self { decisions: "{}".to_owned(), lines: BTreeMap::new() }
    }
}

/// The reasons of an order, packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons(Vec<u8>);

thread_local! {
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static OPENER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

fn failed(error: &std::io::Error) -> StoreError {
    StoreError::misuse(format!("the reasons of an order: {error}"))
}

impl Reasons {
    /// Packs the decisions of an order and the answers on its lines, in the order of the lines. All are JSON on one line; misuse where
    /// one holds a line break.
    pub fn pack<'t>(decisions: &'t str, lines: impl IntoIterator<Item = &'t LineReasons>) -> Result<Self, StoreError> {
        let mut text = String::with_capacity(4_096);
        text.push_str(decisions);
        for line in lines {
            text.extend(["\n", &line.tax, "\n", &line.price]);
        }
        static DICTIONARY: OnceLock<EncoderDictionary<'static>> = OnceLock::new();
        PACKER.with_borrow_mut(|packer| {
            let packer = match packer {
                Some(packer) => packer,
                None => {
                    let dictionary = DICTIONARY.get_or_init(|| EncoderDictionary::copy(DICTIONARY_1, LEVEL));
                    let new = Compressor::with_prepared_dictionary(dictionary).map_err(|e| failed(&e))?;
                    packer.insert(new)
                }
            };
            let packed = packer.compress(text.as_bytes()).map_err(|e| failed(&e))?;
            let length =
                u32::try_from(text.len()).map_err(|_| StoreError::misuse("the reasons of an order are too long"))?;
            let mut blob = Vec::with_capacity(packed.len().saturating_add(HEAD));
            blob.push(FORMAT);
            blob.extend(length.to_be_bytes());
            blob.extend(packed);
            Ok(Self(blob))
        })
    }

    /// The decisions, and the answers line by line.
    pub fn open(&self) -> Result<(String, Vec<LineReasons>), StoreError> {
        let unknown = || StoreError::misuse("the reasons of an order stand in a format this program does not know");
        let rest = self.0.strip_prefix(&[FORMAT]).ok_or_else(unknown)?;
        let (length, packed) = rest.split_first_chunk().ok_or_else(unknown)?;
        let room = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX).min(MOST_BYTES);
        static DICTIONARY: OnceLock<DecoderDictionary<'static>> = OnceLock::new();
        let bytes = OPENER.with_borrow_mut(|opener| {
            let opener = match opener {
                Some(opener) => opener,
                None => {
                    let dictionary = DICTIONARY.get_or_init(|| DecoderDictionary::copy(DICTIONARY_1));
                    let new = Decompressor::with_prepared_dictionary(dictionary).map_err(|e| failed(&e))?;
                    opener.insert(new)
                }
            };
            opener.decompress(packed, room).map_err(|e| failed(&e))
        })?;
        let text = String::from_utf8(bytes).map_err(|_| StoreError::misuse("the reasons of an order are no text"))?;
        let mut parts = text.split('\n').map(str::to_owned);
        let decisions = parts.next().unwrap_or_default();
        let mut lines = Vec::new();
        while let (Some(tax), Some(price)) = (parts.next(), parts.next()) {
            lines.push(LineReasons { tax, price });
        }
        Ok((decisions, lines))
    }

    pub(crate) fn packed(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn of_packed(blob: &[u8]) -> Self {
        Self(blob.to_vec())
    }
}

impl Default for LineReasons {
    fn default() -> Self {
        Self { tax: "{}".to_owned(), price: "{}".to_owned() }
    }
}

impl Default for Reasons {
    /// Of an order that nobody gave reasons for.
    fn default() -> Self {
        Self::pack("{}", &[]).unwrap_or(Self(Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(net: &str, tax: &str) -> LineReasons {
        LineReasons {
            tax: format!(
                r#"{{"net":{{"amount":"{net}","currency":"EUR"}},"tax":{{"amount":"{tax}","currency":"EUR"}},"legs":[{{"leg":"origin","place":"DE","treatment":"domestic_supply","scheme":"standard","category":"S","liable":"seller","rate":"0.19","base":{{"amount":"{net}","currency":"EUR"}},"tax":{{"amount":"{tax}","currency":"EUR"}},"tax_point":{{"date":"2026-11-22","kind":"supply"}},"status":{{"is":"determined"}},"rule":"eu.domestic","rule_status":"enacted","source":"Dir. 2006/112 Art. 2, 31, 32, 96","assumed":["tax_point"]}}]}}"#
            ),
            price: r#"{"given":"9.99"}"#.to_owned(),
        }
    }

    #[test]
    fn reasons_read_back_word_for_word_and_take_a_tenth() {
        let lines = [line("30.79", "5.85"), line("46.18", "8.78")];
        let decisions = r#"{"rounding":"line/half_up","sourcing":"nearest"}"#;
        let packed = Reasons::pack(decisions, &lines).unwrap();
        assert_eq!(packed.open().unwrap(), (decisions.to_owned(), lines.to_vec()));
        let plain = decisions.len() + lines.iter().map(|line| line.tax.len() + line.price.len()).sum::<usize>();
        assert!(packed.packed().len() * 8 < plain, "{} of {plain}", packed.packed().len());
    }

    /// Stored long ago: the dictionary of this format must never change.
    #[test]
    fn what_was_packed_before_still_opens() {
        let (decisions, lines) = Reasons::of_packed(&golden()).open().unwrap();
        assert_eq!((decisions.as_str(), lines), (r#"{"rounding":"line/half_up"}"#, vec![line("1.00", "0.19")]));
    }

    #[test]
    fn what_is_no_reasons_is_told_so() {
        for blob in [&[][..], &[9, 1, 2], &[FORMAT, 1, 2, 3]] {
            assert!(Reasons::of_packed(blob).open().is_err(), "{blob:?}");
        }
    }

    fn golden() -> Vec<u8> {
        let hex = include_str!("reasons/packed_1.hex").trim();
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }
}
