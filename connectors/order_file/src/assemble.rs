//! Lines into orders: what each line is, the orders in the order of time, each order's lines together.

use std::collections::{HashMap, HashSet};

use crate::gather::Gathering;
use crate::line::{BY_HAND, Line, Order};
use crate::names::{at, number};
use crate::reader::FileError;
use crate::rule::{InvoiceFacts, Judge};
use crate::unusable::{Field, Problem, Unusable};

/// Decides what each line is; lines no rule fits go to quarantine.
pub(crate) fn classify(gathering: &mut Gathering<'_>) -> Result<(), FileError> {
    let profile = gathering.profile;
    let judge = Judge::new(&profile.rules);
    let by_product: Vec<u128> = gathering.products.iter().map(|sku| judge.sku(sku.as_str())).collect();
    let by_description: Vec<u128> = gathering.descriptions.texts().map(|text| judge.description(text)).collect();
    let by_invoice: Vec<u128> = gathering
        .invoices
        .texts()
        .zip(&gathering.drafts)
        .map(|(number, draft)| {
            judge.invoice(InvoiceFacts {
                number,
                cancellation: is_cancellation(gathering, number),
                customer_known: draft.customer.is_some(),
                only_line: draft.rows == 1,
            })
        })
        .collect();
    let mut lines = std::mem::take(&mut gathering.lines);
    let mut unclear: Vec<Line> = Vec::new();
    let without_currency = without_currency(gathering);
    lines.retain_mut(|line| {
        if without_currency.contains(&line.order) {
            unclear.push(*line);
            return false;
        }
        if let Some(kind) = gathering.correction(line.file_line).and_then(|correction| correction.kind) {
            line.kind = kind;
            line.rule = BY_HAND;
            return true;
        }
        let set = |sets: &[u128], number: u32| sets.get(at(number)).copied().unwrap_or_default();
        let sets =
            set(&by_product, line.product) & set(&by_description, line.description) & set(&by_invoice, line.order);
        match judge.first(sets, line.quantity, line.price) {
            Some((place, rule)) => {
                line.kind = rule.kind;
                line.rule = place;
                true
            }
            None => {
                unclear.push(*line);
                false
            }
        }
    });
    gathering.lines = lines;
    for line in unclear {
        let row = put_aside(gathering, &line, without_currency.contains(&line.order));
        gathering.quarantine(row)?;
    }
    gathering.unusable.sort_by_key(|row| row.line);
    Ok(())
}

fn is_cancellation(gathering: &Gathering<'_>, number: &str) -> bool {
    gathering.profile.invoice.cancellation_starts_with.iter().any(|start| number.starts_with(start.as_str()))
}

/// Invoices none of whose rows names a currency, where the profile names none either.
fn without_currency(gathering: &Gathering<'_>) -> HashSet<u32> {
    if gathering.profile.constants.currency.is_some() {
        return HashSet::new();
    }
    let drafts = gathering.drafts.iter().enumerate();
    drafts.filter(|(_, draft)| draft.currency.is_none()).map(|(place, _)| number(place)).collect()
}

/// A line that turned out unusable when its whole invoice was known. Its cells are gone by now:
/// [`cells_of`](crate::cells_of) reads them again.
fn put_aside(gathering: &Gathering<'_>, line: &Line, currency_missing: bool) -> Unusable {
    let sku = gathering.spellings.text(line.spelling);
    let price = crate::line::ExactAmount(i128::from(line.price)).to_string();
    Unusable {
        line: line.file_line,
        invoice: Some(gathering.invoices.text(line.order).to_owned()),
        occurrence: line.occurrence,
        problem: if currency_missing {
            Problem::at("value_missing", Field::Currency, "")
        } else {
            Problem::at("no_rule_fits", Field::Sku, sku).with("quantity", line.quantity).with("price", price)
        },
        cells: gathering.own_cells.get(&line.file_line).cloned().unwrap_or_default(),
    }
}

/// The orders by time (equal times: by the file), and the lines in the orders' order, within each by occurrence.
/// An invoice without a usable row is no order.
pub(crate) fn orders(gathering: &mut Gathering<'_>) -> Vec<Order> {
    let mut counts = vec![0u32; gathering.drafts.len()];
    for line in &gathering.lines {
        if let Some(count) = counts.get_mut(at(line.order)) {
            *count += 1;
        }
    }
    let constant = gathering.profile.constants.currency;
    let mut kept: Vec<Order> = Vec::with_capacity(gathering.drafts.len());
    for ((place, draft), count) in gathering.drafts.iter().enumerate().zip(counts) {
        let (Some(placed_at), Some(currency)) = (draft.at, draft.currency.or(constant)) else { continue };
        if count == 0 {
            continue;
        }
        let number = number(place);
        kept.push(Order {
            number,
            placed_at,
            several_times: draft.several_times,
            customer: draft.customer,
            country: draft.country,
            recipient: draft.recipient,
            currency,
            status: draft.status,
            cancellation: is_cancellation(gathering, gathering.invoices.text(number)),
            rows: draft.rows,
            // For the moment the first row's line, to tell apart orders of one instant.
            first_line: u32::try_from(draft.first_file_line).unwrap_or(u32::MAX),
            lines: count,
        });
    }
    kept.sort_by_key(|order| (order.placed_at, order.first_line, order.number));
    let mut rank: HashMap<u32, u32> = HashMap::with_capacity(kept.len());
    let mut first = 0u32;
    for (place, order) in kept.iter_mut().enumerate() {
        rank.insert(order.number, number(place));
        order.first_line = first;
        first = first.saturating_add(order.lines);
    }
    for line in &mut gathering.lines {
        line.order = rank.get(&line.order).copied().unwrap_or(u32::MAX);
    }
    gathering.lines.sort_unstable_by_key(|line| (line.order, line.occurrence));
    kept
}
