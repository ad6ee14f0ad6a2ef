//! What a file holds, counted so that it adds up.

use std::collections::BTreeMap;

use kernel::CurrencyCode;
use serde::Serialize;

use crate::cancel::{MatchOutcome, Matches};
use crate::gather::Gathering;
use crate::kind::LineKind;
use crate::line::{BY_HAND, ExactAmount, Line, Order};
use crate::names::at;
use crate::product::FileProduct;
use crate::reader::Format;

/// The account of a file. `rows = rows_in_orders + rows_unusable`; the kinds add up to the rows in orders and, per
/// currency, to the exact amount; so do the rules. [`adds_up`](Self::adds_up) checks it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub format: Format,
    /// Rows with anything in them, without the header.
    pub rows: u64,
    pub rows_in_orders: u64,
    pub rows_unusable: u64,
    pub blank_rows: u64,
    /// Rows that were not UTF-8 and were read as Windows-1252.
    pub rows_not_utf8: u64,
    pub corrected_rows: u64,
    /// Where and why the file broke off before its end; what stands before is counted here.
    pub broke_off: Option<(u64, String)>,
    /// Invoice numbers with at least one usable row.
    pub invoices: u64,
    /// Those that are cancellations.
    pub cancellations: u64,
    /// Those whose lines only correct stock: nobody ordered anything.
    pub stock_corrections: u64,
    pub invoices_without_customer: u64,
    pub rows_without_customer: u64,
    pub customers: u64,
    /// Unusable rows of invoices that are orders all the same.
    pub rows_missing_from_orders: u64,
    /// Before any rounding.
    pub exact_amounts: BTreeMap<CurrencyCode, ExactAmount>,
    pub kinds: Vec<KindTotal>,
    pub rules: Vec<RuleTotal>,
    /// Lines whose exact amount is no whole number of minor units.
    pub lines_finer_than_currency: u64,
    pub lines_with_negative_price: u64,
    /// Rows exactly like an earlier row of their invoice. Kept: two are two.
    pub exact_duplicates: u64,
    /// Pairs of invoice and product with more than one line. Kept apart.
    pub repeated_products: u64,
    pub invoices_with_several_times: u64,
    /// Distinct times the clock's change left open.
    pub ambiguous_times: u64,
    pub largest_invoice_lines: u64,
    pub products: u64,
    /// Codes as spelled.
    pub spellings: u64,
    /// Products whose code is spelled in several ways, and their rows.
    pub products_with_several_spellings: u64,
    pub rows_of_products_with_several_spellings: u64,
    pub products_with_several_names: u64,
    pub goods_without_name: u64,
    pub cancelled: CancelTotal,
    /// Orders by the file's country name.
    pub countries: Vec<CountryTotal>,
}

/// One kind of line in one currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindTotal {
    pub kind: LineKind,
    pub currency: CurrencyCode,
    pub lines: u64,
    pub quantity: i64,
    pub amount: ExactAmount,
    /// Of these, lines of cancellations.
    pub lines_in_cancellations: u64,
    pub amount_in_cancellations: ExactAmount,
}

/// The lines one rule took, in one currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleTotal {
    /// `None`: the kind was set by hand.
    pub rule: Option<String>,
    pub kind: LineKind,
    pub currency: CurrencyCode,
    pub lines: u64,
    pub amount: ExactAmount,
}

/// How cancellation lines were matched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CancelTotal {
    pub lines: u64,
    pub one: u64,
    pub several: u64,
    pub no_customer: u64,
    pub no_such_sale: u64,
    pub nothing_left: u64,
    /// Of those matched: lines that took from several sales.
    pub spread: u64,
    /// Of those matched: lines with pieces left that no sale explains.
    pub partly: u64,
    pub pieces: i64,
    pub pieces_unmatched: i64,
    /// Lines for which, before anything was used up, an earlier sale line was at least as large.
    pub with_a_large_enough_sale: u64,
    /// Lines for which exactly one earlier sale line had the very quantity.
    pub with_one_sale_of_the_quantity: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountryTotal {
    /// As the file names it; empty where it names none.
    pub name: String,
    pub code: Option<kernel::CountryCode>,
    /// Why no code.
    pub undetermined: Option<String>,
    pub orders: u64,
    pub lines: u64,
}

impl Report {
    /// Whether every row went somewhere and every amount is in a kind and in a rule.
    pub fn adds_up(&self) -> bool {
        let sum = |amounts: &mut dyn Iterator<Item = (CurrencyCode, ExactAmount)>| {
            amounts.fold(BTreeMap::<_, ExactAmount>::new(), |mut sums, (currency, amount)| {
                sums.entry(currency).or_default().add(amount);
                sums
            })
        };
        self.rows == self.rows_in_orders + self.rows_unusable
            && self.rows_in_orders == self.kinds.iter().map(|kind| kind.lines).sum::<u64>()
            && self.rows_in_orders == self.rules.iter().map(|rule| rule.lines).sum::<u64>()
            && self.exact_amounts == sum(&mut self.kinds.iter().map(|kind| (kind.currency, kind.amount)))
            && self.exact_amounts == sum(&mut self.rules.iter().map(|rule| (rule.currency, rule.amount)))
            && self.invoices == self.countries.iter().map(|country| country.orders).sum::<u64>()
    }

    /// The lines of a kind, in all currencies.
    pub fn lines_of(&self, kind: LineKind) -> u64 {
        self.kinds.iter().filter(|total| total.kind == kind).map(|total| total.lines).sum()
    }
}

/// Counts what was read.
pub(crate) fn account(
    gathering: &Gathering<'_>,
    orders: &[Order],
    products: &[FileProduct],
    matches: &Matches,
) -> Report {
    let mut amounts: BTreeMap<CurrencyCode, ExactAmount> = BTreeMap::new();
    let mut kinds: BTreeMap<(LineKind, CurrencyCode), KindTotal> = BTreeMap::new();
    let mut rules: BTreeMap<(u8, LineKind, CurrencyCode), (u64, ExactAmount)> = BTreeMap::new();
    let mut countries: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut report = empty(gathering, orders, products);
    let mut lines = gathering.lines.as_slice();
    for order in orders {
        let (own, rest) = lines.split_at_checked(at(order.lines)).unwrap_or((lines, &[]));
        lines = rest;
        report.count_order(order, own);
        let name = order.country.map_or("", |country| gathering.countries.text(country));
        let country = countries.entry(name).or_default();
        country.0 += 1;
        country.1 += u64::from(order.lines);
        let currency = order.currency;
        for line in own {
            let amount = line.amount();
            let finer = 10i128.pow(6u32.saturating_sub(u32::from(currency.minor_digits())));
            report.lines_finer_than_currency += u64::from(amount.0 % finer != 0);
            report.lines_with_negative_price += u64::from(line.price < 0);
            amounts.entry(currency).or_default().add(amount);
            let kind = kinds.entry((line.kind, currency)).or_insert_with(|| KindTotal::new(line.kind, currency));
            kind.count(line, amount, order.cancellation);
            let rule = rules.entry((line.rule, line.kind, currency)).or_default();
            rule.0 += 1;
            rule.1.add(amount);
        }
    }
    report.exact_amounts = amounts;
    report.kinds = kinds.into_values().collect();
    let profile = gathering.profile;
    report.rules = rules
        .into_iter()
        .map(|((place, kind, currency), (lines, amount))| {
            let rule = if place == BY_HAND { None } else { profile.rules.get(usize::from(place)) };
            RuleTotal { rule: rule.map(|rule| rule.name.clone()), kind, currency, lines, amount }
        })
        .collect();
    report.countries = countries
        .into_iter()
        .map(|(name, (orders, lines))| CountryTotal {
            name: name.to_owned(),
            code: profile.country(name),
            undetermined: profile.countries.get(name).and_then(|entry| entry.undetermined.clone()),
            orders,
            lines,
        })
        .collect();
    report.cancelled = cancelled(matches, &gathering.lines);
    report
}

fn empty(gathering: &Gathering<'_>, orders: &[Order], products: &[FileProduct]) -> Report {
    let notes = &gathering.notes;
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let several_spellings = || products.iter().filter(|product| !product.aliases.is_empty());
    Report {
        format: notes.format.unwrap_or(Format::Csv),
        rows: notes.rows,
        rows_in_orders: count(gathering.lines.len()),
        rows_unusable: count(gathering.unusable.len()),
        blank_rows: notes.blank_rows,
        rows_not_utf8: notes.rows_not_utf8,
        corrected_rows: notes.corrected_rows,
        broke_off: notes.broke_off.clone(),
        invoices: count(orders.len()),
        cancellations: count(orders.iter().filter(|order| order.cancellation).count()),
        stock_corrections: 0,
        invoices_without_customer: 0,
        rows_without_customer: 0,
        customers: count(gathering.customers.len()),
        rows_missing_from_orders: 0,
        exact_amounts: BTreeMap::new(),
        kinds: Vec::new(),
        rules: Vec::new(),
        lines_finer_than_currency: 0,
        lines_with_negative_price: 0,
        exact_duplicates: 0,
        repeated_products: 0,
        invoices_with_several_times: 0,
        ambiguous_times: notes.ambiguous_times,
        largest_invoice_lines: 0,
        products: count(products.iter().filter(|product| product.lines > 0).count()),
        spellings: count(gathering.spellings.len()),
        products_with_several_spellings: count(several_spellings().count()),
        rows_of_products_with_several_spellings: several_spellings().map(|product| u64::from(product.lines)).sum(),
        products_with_several_names: count(products.iter().filter(|product| !product.other_names.is_empty()).count()),
        goods_without_name: count(products.iter().filter(|product| product.is_goods && product.name.is_none()).count()),
        cancelled: CancelTotal::default(),
        countries: Vec::new(),
    }
}

impl Report {
    fn count_order(&mut self, order: &Order, lines: &[Line]) {
        let rows = u64::from(order.lines);
        self.stock_corrections += u64::from(lines.iter().all(|line| line.kind.is_stock_correction()));
        if order.customer.is_none() {
            self.invoices_without_customer += 1;
            self.rows_without_customer += rows;
        }
        self.rows_missing_from_orders += u64::from(order.rows.saturating_sub(order.lines));
        self.invoices_with_several_times += u64::from(order.several_times);
        self.largest_invoice_lines = self.largest_invoice_lines.max(rows);
        let mut alike: Vec<_> = lines
            .iter()
            .map(|line| (line.product, line.spelling, line.description, line.quantity, line.price, line.at))
            .collect();
        alike.sort_unstable();
        let neighbours = || alike.iter().zip(alike.iter().skip(1));
        self.exact_duplicates += neighbours().map(|(one, next)| u64::from(one == next)).sum::<u64>();
        let groups = alike.chunk_by(|one, next| one.0 == next.0);
        self.repeated_products += groups.map(|group| u64::from(group.len() > 1)).sum::<u64>();
    }
}

impl KindTotal {
    fn new(kind: LineKind, currency: CurrencyCode) -> Self {
        let nothing = ExactAmount::default();
        Self {
            kind,
            currency,
            lines: 0,
            quantity: 0,
            amount: nothing,
            lines_in_cancellations: 0,
            amount_in_cancellations: nothing,
        }
    }

    fn count(&mut self, line: &Line, amount: ExactAmount, cancellation: bool) {
        self.lines += 1;
        self.quantity = self.quantity.saturating_add(line.quantity);
        self.amount.add(amount);
        if cancellation {
            self.lines_in_cancellations += 1;
            self.amount_in_cancellations.add(amount);
        }
    }
}

fn cancelled(matches: &Matches, lines: &[Line]) -> CancelTotal {
    let mut total = CancelTotal {
        with_a_large_enough_sale: matches.with_a_large_enough_sale,
        with_one_sale_of_the_quantity: matches.with_one_sale_of_the_quantity,
        ..CancelTotal::default()
    };
    for found in &matches.matches {
        total.lines += 1;
        let pieces = lines.get(at(found.line)).map_or(0, |line| line.quantity.saturating_neg());
        total.pieces = total.pieces.saturating_add(pieces);
        total.pieces_unmatched = total.pieces_unmatched.saturating_add(found.unmatched);
        *match found.outcome {
            MatchOutcome::One => &mut total.one,
            MatchOutcome::Several => &mut total.several,
            MatchOutcome::NoCustomer => &mut total.no_customer,
            MatchOutcome::NoSuchSale => &mut total.no_such_sale,
            MatchOutcome::NothingLeft => &mut total.nothing_left,
        } += 1;
        total.spread += u64::from(found.parts > 1);
        total.partly += u64::from(found.parts > 0 && found.unmatched > 0);
    }
    total
}
