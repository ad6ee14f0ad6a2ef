//! The laws of the books: what an order says of money is what its entries say; numbers have no gaps; events no holes.

use std::collections::BTreeMap;

use kernel::Id;
use orders::Order;
use store::{Read, Value, args};

use crate::law::{Violated, must};
use crate::memory::Seen;
use crate::order_law::complete;

/// An order's transfers against its receivable, in its own currency.
#[derive(Default)]
struct Account {
    pending: i64,
    posted: i64,
    void: i64,
    money_in: i64,
    credited: i64,
}

/// Checks the books of these orders.
pub(crate) fn check_books(read: &mut dyn Read, orders: &[Order]) -> Result<(), Violated> {
    let list: Vec<Value> = orders.iter().map(|order| Value::id(order.id)).collect();
    let rows = read.query_in(
        "SELECT e.reference, t.debit, t.credit, t.amount, t.state, t.of_entry, t.currency FROM ledger_entries e \
         JOIN ledger_transfers t ON t.entry = e.id WHERE e.reference IN {list}",
        &[],
        &list,
    )?;
    let currencies: BTreeMap<i64, _> = orders.iter().map(|order| (order.id.number(), order.currency)).collect();
    let mut books: BTreeMap<i64, Account> = BTreeMap::new();
    for row in &rows {
        // Exchange differences stand in the books' own currency.
        if currencies.get(&row.int(0)?).is_none_or(|currency| row.text(6) != Ok(currency.as_str())) {
            continue;
        }
        let book = books.entry(row.int(0)?).or_default();
        let (debit, credit, amount) = (row.text(1)?, row.text(2)?, row.int(3)?);
        let signed = if debit == "receivable" { amount } else { -amount };
        match (row.text(4)?, row.opt_int(5)?) {
            ("pending", _) => book.pending += signed,
            ("void", _) => book.void += signed,
            (_, Some(_)) => book.posted += signed,
            _ if debit == "provider_clearing" => book.money_in += amount,
            _ if credit == "provider_clearing" => book.money_in -= amount,
            _ if debit == "receivable" || credit == "receivable" => book.credited -= signed,
            _ => {}
        }
    }
    for order in orders {
        let book = books.remove(&order.id.number()).unwrap_or_default();
        check_account(order, &book)?;
        let credits = orders::queries::order_credits(read, order.id)?;
        let credited: i64 = credits.iter().map(|credit| credit.gross).sum();
        must(book.credited == credited, "what is credited is taken out of the books", || {
            format!("{}: {credited} credited, {} booked", order.id, book.credited)
        })?;
        must(credited <= order.gross, "no more is credited than it cost", || format!("{}: {credited}", order.id))?;
        let broken = ledger::verify_reference(read, order.id.number())?;
        must(broken.is_empty(), "the books keep their own laws", || format!("{}: {broken:?}", order.id))?;
    }
    Ok(())
}

fn check_account(order: &Order, book: &Account) -> Result<(), Violated> {
    let of = |what: String| format!("{}: {what}", order.id);
    must(book.money_in == order.paid - order.refunded, "money in the order is money in the books", || {
        of(format!("{} paid, {} refunded, {} booked", order.paid, order.refunded, book.money_in))
    })?;
    let left = book.pending - book.posted - book.void;
    let worth = book.pending - book.void;
    must(worth == order.gross, "the books hold what the order costs", || {
        of(format!("{worth} booked, the order costs {}", order.gross))
    })?;
    if complete(order) {
        return must(left == 0, "nothing stays pending of an order that is done", || of(format!("{left} pending")));
    }
    let nothing_arrived = order.lines.iter().all(|line| line.delivered == 0);
    must(!nothing_arrived || book.posted == 0, "nothing is earned before it arrives", || {
        of(format!("{} earned", book.posted))
    })?;
    must(left != 0 || order.gross == 0, "what has not arrived is not earned", || of("nothing pending".to_owned()))
}

/// Reads the events since the last step: positions without holes, versions of each order one by one.
pub(crate) fn read_events(read: &mut dyn Read, seen: &mut Seen) -> Result<(), Violated> {
    let rows = read.query(
        "SELECT position, kind, subject, data FROM events WHERE position > $1 ORDER BY position",
        &args![seen.position],
    )?;
    for row in &rows {
        let position = row.int(0)?;
        must(position == seen.position + 1, "events have no holes", || format!("{} then {position}", seen.position))?;
        seen.position = position;
        let (kind, subject) = (row.text(1)?, row.text(2)?);
        if !kind.starts_with("orders.") {
            continue;
        }
        let version = match kind {
            "orders.order_placed.v1" => Some(1),
            _ => row.json::<serde_json::Value>(3)?.get("version").and_then(serde_json::Value::as_i64),
        };
        let Some(version) = version else { continue };
        let before = seen.versions.insert(subject.to_owned(), version).unwrap_or_default();
        must(version == before + 1, "an order's versions have no holes", || {
            format!("{subject}: {before} then {version} ({kind})")
        })?;
    }
    let row = read.query_one("SELECT last_position FROM store_state", &[])?;
    let last = row.map(|row| row.int(0)).transpose()?.unwrap_or_default();
    must(last == seen.position, "the store knows its last event", || format!("{last} against {}", seen.position))
}

/// As many documents as numbers were drawn.
pub(crate) fn count_numbers(read: &mut dyn Read) -> Result<(), Violated> {
    let row = read.query_one(
        "SELECT (SELECT COALESCE(CAST(SUM(next - 1) AS BIGINT), 0) FROM number_series), \
         (SELECT COUNT(*) FROM order_documents)",
        &[],
    )?;
    let (drawn, used) =
        row.map(|row| Ok::<_, store::StoreError>((row.int(0)?, row.int(1)?))).transpose()?.unwrap_or_default();
    must(drawn == used, "document numbers have no gaps", || format!("{drawn} drawn, {used} used"))
}

/// Every series runs from one to its end.
pub(crate) fn check_numbers(read: &mut dyn Read) -> Result<(), Violated> {
    count_numbers(read)?;
    for series in read.query("SELECT prefix, next FROM number_series", &[])? {
        let (prefix, next) = (series.text(0)?.to_owned(), series.int(1)?);
        let rows = read.query("SELECT number FROM order_documents", &[])?;
        let mut numbers: Vec<i64> = Vec::new();
        for row in &rows {
            numbers.extend(row.text(0)?.strip_prefix(&prefix).and_then(|rest| rest.parse::<i64>().ok()));
        }
        numbers.sort_unstable();
        must(numbers.iter().copied().eq(1..next), "a series runs from one to its end", || {
            format!("{prefix}: {numbers:?}")
        })?;
    }
    Ok(())
}
