//! Why the draft is as it is, as it is kept with the order: what a reader of the order is told beside its amounts.

use kernel::{Rate, RoundingPolicy, Timestamp};
use ledger::Exchange;
use logistics::sourcing::Ranking;
use orders::{LineReasons, Reasons};
use pricing::{PriceEntryId, PriceListId};
use serde::Serialize;
use store::CommandError;
use tax::{LineAnswer, TaxAnswer, TaxGroup};

use super::prices::PricedLine;
use crate::request::Buyer;

/// How an order was sourced, converted, taxed and rounded.
#[derive(Serialize)]
struct Decisions<'d> {
    rounding: RoundingPolicy,
    sourcing: &'d Ranking,
    exchange: Option<Exchanged<'d>>,
    tax_groups: Vec<Grouped<'d>>,
    marketplace_tax: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<BuyerTold<'d>>,
}

/// The buyer's VAT number, masked, and what the register said of it; the number itself is sealed with the person.
#[derive(Serialize)]
struct BuyerTold<'d> {
    vat_id: String,
    verified_on: Option<jiff::civil::Date>,
    consultation: Option<&'d str>,
}

#[derive(Serialize)]
struct Exchanged<'d> {
    rate: Rate,
    source: &'d str,
}

#[derive(Serialize)]
struct Grouped<'d> {
    groups: &'d [TaxGroup],
}

/// Where a line's price comes from.
#[derive(Serialize)]
#[serde(untagged)]
enum PriceReason<'d> {
    Given {
        given: String,
    },
    Found {
        list: PriceListId,
        entry: PriceEntryId,
        min_quantity: i64,
        next_break: Option<i64>,
        valid_from: Timestamp,
        asked: &'d [PriceListId],
        passed_over: usize,
    },
}

/// The reasons of the whole order; `lines` as they stand in it.
pub(super) fn reasons(
    lines: &[LineReasons],
    rounding: RoundingPolicy,
    ranking: &Ranking,
    exchange: Option<&Exchange>,
    answers: &[TaxAnswer],
    marketplace_tax: i64,
    buyer: &Buyer,
) -> Result<Reasons, CommandError> {
    let decisions = Decisions {
        rounding,
        sourcing: ranking,
        exchange: exchange.map(|exchange| Exchanged { rate: exchange.rate, source: &exchange.source }),
        tax_groups: answers.iter().map(|answer| Grouped { groups: &answer.groups }).collect(),
        marketplace_tax,
        buyer: buyer.vat_id.as_ref().map(|number| BuyerTold {
            vat_id: number.masked(),
            verified_on: buyer.checked.as_ref().map(|check| check.on),
            consultation: buyer.checked.as_ref().map(|check| check.consultation.as_str()),
        }),
    };
    Ok(Reasons::pack(&to_json(&decisions)?, lines)?)
}

/// The reasons of a line of goods.
pub(super) fn of_goods(line: &PricedLine, taxed: &LineAnswer) -> Result<LineReasons, CommandError> {
    let price = match &line.found {
        None => PriceReason::Given { given: line.unit_price.to_decimal_text() },
        Some(found) => PriceReason::Found {
            list: found.list,
            entry: found.entry,
            min_quantity: found.why.min_quantity,
            next_break: found.why.next_break,
            valid_from: found.why.valid_from,
            asked: &found.why.asked,
            passed_over: found.why.passed_over,
        },
    };
    Ok(LineReasons { tax: to_json(taxed)?, price: to_json(&price)? })
}

/// The reasons of a share of the carriage: its price was given.
pub(super) fn of_carriage(taxed: &LineAnswer) -> Result<LineReasons, CommandError> {
    Ok(LineReasons { tax: to_json(taxed)?, ..LineReasons::default() })
}

fn to_json(value: &impl Serialize) -> Result<String, CommandError> {
    serde_json::to_string(value).map_err(|e| store::StoreError::misuse(e.to_string()).into())
}
