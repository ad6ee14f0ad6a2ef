//! Rules that tell what a line is, as data: plain questions about its code, words, signs and invoice.

use serde::Deserialize;

use crate::kind::LineKind;

/// The most rules a profile has: one bit each.
pub const MOST_RULES: usize = 128;

/// One rule: a line is of this kind if every question asked here is answered yes. What is not asked does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// For reports: which rule took a line.
    pub name: String,
    pub kind: LineKind,
    /// The code is one of these, in any case.
    #[serde(default)]
    pub sku_is: Vec<String>,
    /// The code looks like one of these, in any case: `#` a digit, `@` a letter, `*` at the end anything (or nothing),
    /// every other character itself.
    #[serde(default)]
    pub sku_like: Vec<String>,
    /// The description holds one of these words, in any case.
    #[serde(default)]
    pub description_has: Vec<String>,
    pub quantity: Option<Sign>,
    pub price: Option<Sign>,
    /// The invoice number begins with one of these.
    #[serde(default)]
    pub invoice_starts_with: Vec<String>,
    /// Whether the invoice is a cancellation.
    pub cancellation: Option<bool>,
    /// Whether the invoice names a customer.
    pub customer_known: Option<bool>,
    /// Whether the line is the only one of its invoice.
    pub only_line: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    Negative,
    Zero,
    Positive,
}

impl Sign {
    fn of(number: i64) -> Self {
        match number {
            ..0 => Self::Negative,
            0 => Self::Zero,
            1.. => Self::Positive,
        }
    }
}

/// A set of rules, by their place.
type Rules = u128;

/// The rules made ready: for every answer the set of rules it satisfies, so that a line is judged by cutting sets, and its
/// code and words are looked at once each, not once a line.
#[derive(Debug)]
pub(crate) struct Judge<'p> {
    rules: &'p [Rule],
    quantity: BySign,
    price: BySign,
}

#[derive(Debug)]
struct BySign {
    negative: Rules,
    zero: Rules,
    positive: Rules,
}

impl BySign {
    fn get(&self, number: i64) -> Rules {
        match Sign::of(number) {
            Sign::Negative => self.negative,
            Sign::Zero => self.zero,
            Sign::Positive => self.positive,
        }
    }
}

/// What is asked of an invoice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InvoiceFacts<'a> {
    pub number: &'a str,
    pub cancellation: bool,
    pub customer_known: bool,
    pub only_line: bool,
}

impl<'p> Judge<'p> {
    pub fn new(rules: &'p [Rule]) -> Self {
        let by_sign = |asked: fn(&Rule) -> Option<Sign>| {
            let set = |sign| those(rules, |rule| asked(rule).is_none_or(|wanted| wanted == sign));
            BySign { negative: set(Sign::Negative), zero: set(Sign::Zero), positive: set(Sign::Positive) }
        };
        Self { rules, quantity: by_sign(|rule| rule.quantity), price: by_sign(|rule| rule.price) }
    }

    /// The rules a code satisfies.
    pub fn sku(&self, sku: &str) -> Rules {
        those(self.rules, |rule| {
            (rule.sku_is.is_empty() && rule.sku_like.is_empty())
                || rule.sku_is.iter().any(|wanted| same_in_any_case(wanted, sku))
                || rule.sku_like.iter().any(|shape| looks_like(shape, sku))
        })
    }

    /// The rules a description satisfies.
    pub fn description(&self, text: &str) -> Rules {
        let words = text.to_lowercase();
        those(self.rules, |rule| {
            rule.description_has.is_empty()
                || rule.description_has.iter().any(|word| words.contains(&word.to_lowercase()))
        })
    }

    /// The rules an invoice satisfies.
    pub fn invoice(&self, facts: InvoiceFacts<'_>) -> Rules {
        those(self.rules, |rule| {
            (rule.invoice_starts_with.is_empty()
                || rule.invoice_starts_with.iter().any(|start| facts.number.starts_with(start.as_str())))
                && rule.cancellation.is_none_or(|wanted| wanted == facts.cancellation)
                && rule.customer_known.is_none_or(|wanted| wanted == facts.customer_known)
                && rule.only_line.is_none_or(|wanted| wanted == facts.only_line)
        })
    }

    /// The first rule among `sets` that also suits the signs; `price` in any unit.
    pub fn first(&self, sets: Rules, quantity: i64, price: i64) -> Option<(u8, &'p Rule)> {
        let fitting = sets & self.quantity.get(quantity) & self.price.get(price);
        let place = u8::try_from(fitting.trailing_zeros()).ok()?;
        self.rules.get(usize::from(place)).map(|rule| (place, rule))
    }
}

fn those(rules: &[Rule], fits: impl Fn(&Rule) -> bool) -> Rules {
    rules.iter().rev().fold(0, |set, rule| set << 1 | Rules::from(fits(rule)))
}

fn same_in_any_case(left: &str, right: &str) -> bool {
    left.chars().flat_map(char::to_lowercase).eq(right.chars().flat_map(char::to_lowercase))
}

fn looks_like(shape: &str, sku: &str) -> bool {
    let mut letters = sku.chars();
    let mut marks = shape.chars().peekable();
    while let Some(mark) = marks.next() {
        if mark == '*' && marks.peek().is_none() {
            return true;
        }
        let Some(letter) = letters.next() else { return false };
        let fits = match mark {
            '#' => letter.is_ascii_digit(),
            '@' => letter.is_ascii_alphabetic(),
            _ => mark.to_lowercase().eq(letter.to_lowercase()),
        };
        if !fits {
            return false;
        }
    }
    letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_tells_codes_apart() {
        assert!(looks_like("#####", "85123"));
        assert!(looks_like("#####@", "85123a"));
        assert!(!looks_like("#####", "85123A"));
        assert!(looks_like("DCGS*", "dcgs0003"));
        assert!(looks_like("DCGS*", "DCGS"));
        assert!(!looks_like("#####", "POST"));
        assert!(!looks_like("#####@@", "85123A"));
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let rule = |text: &str| toml::from_str::<Rule>(text).unwrap();
        let rules = [
            rule("name = 'a'\nkind = 'carriage'\nsku_is = ['post']\nquantity = 'positive'"),
            rule("name = 'b'\nkind = 'gift_voucher'\ndescription_has = ['VOUCHER']"),
            rule("name = 'c'\nkind = 'goods'\nprice = 'positive'\nonly_line = false"),
        ];
        let judge = Judge::new(&rules);
        let name = |sku: &str, words: &str, quantity, price, only_line| {
            let facts = InvoiceFacts { number: "1", cancellation: false, customer_known: true, only_line };
            let sets = judge.sku(sku) & judge.description(words) & judge.invoice(facts);
            judge.first(sets, quantity, price).map_or("none", |(_, rule)| rule.name.as_str())
        };
        assert_eq!(name("POST", "Gift voucher", 1, 5, false), "a");
        assert_eq!(name("POST", "Gift voucher", -1, 5, false), "b");
        assert_eq!(name("POST", "postage", -1, 5, false), "c");
        assert_eq!(name("POST", "postage", -1, 0, false), "none");
        assert_eq!(name("1", "", 1, 5, true), "none");
    }
}
