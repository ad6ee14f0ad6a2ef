//! What came back: returns of the last days, some announced, some received, some credited and refunded. They happen today, since
//! nothing is credited in the past.

use cell::Cell;
use orders::commands::{CreditLines, RequestReturn, request_return};
use orders::{OrderId, ShipmentLine};
use return_to_refund::steps::{self, InspectedLine, ReceiveGoods, RefundOrder};
use store::{CommandError, Submission};

use super::company::made;
use super::{Dice, demo};

/// Of so many delivered orders one comes back.
const ONE_OF: u64 = 9;
const REASONS: [&str; 4] = ["withdrawal", "withdrawal", "damaged", "not_as_described"];

/// Perhaps sends the first line of a delivered order back, and goes as far with it as the dice say.
pub(super) fn perhaps(cell: &Cell, id: OrderId, number: u32, dice: &mut Dice) -> Result<(), CommandError> {
    if dice.below(ONE_OF) > 0 {
        return Ok(());
    }
    let submission = || Submission::by(&demo());
    let order = cell.store.read_blocking(|read| orders::queries::order_by_id(read, id))?;
    let Some(line) = order.and_then(|order| order.lines.into_iter().find(|line| line.delivered > 0)) else {
        return Ok(());
    };
    let lines = vec![ShipmentLine { line: line.line, quantity: 1 }];
    let reason_code = dice.pick(&REASONS).copied().unwrap_or("other").to_owned();
    let wanted = RequestReturn { order: id, reason_code, lines: lines.clone() };
    let back = made(cell.store.submit_blocking(submission(), move |tx| request_return(tx, &wanted))?)?;
    if dice.below(3) == 0 {
        return Ok(());
    }
    let sound = i64::from(dice.below(4) > 0);
    let inspected = InspectedLine { line: line.line, received: 1, restocked: sound, warehouse: None };
    let goods = ReceiveGoods { id: back, lines: vec![inspected] };
    cell.store.submit_blocking(submission(), move |tx| steps::receive(tx, &goods))?;
    if dice.below(4) == 0 {
        return Ok(());
    }
    let credit = CreditLines { order: id, seen_version: None, return_id: Some(back), lines };
    let region = cell.region.clone();
    cell.store.submit_blocking(submission(), move |tx| steps::credit(tx, &credit, &region))?;
    let (method, reference) = ("card".to_owned(), format!("demo-{number}-back"));
    let money = RefundOrder { order: id, return_id: Some(back), amount: None, method, reference };
    cell.store.submit_blocking(submission(), move |tx| steps::refund(tx, &money))?;
    Ok(())
}
