//! The account of an import: what the file holds, where each kind of line went, and what the result rests on.

use std::collections::BTreeMap;

use jobs::QuarantinedRow;
use kernel::Money;
use order_file::{ExactAmount, LineKind, ReadFile};
use serde_json::{Value, json};
use store::{CommandError, StoreError};

use crate::accounts::accounts;
use crate::ground::Ground;
use crate::input::ImportInput;
use crate::tally::{Books, Tally, key};

/// What the report is written from, beside the file.
pub(crate) struct Facts<'i> {
    pub input: &'i ImportInput,
    pub ground: &'i Ground,
    pub tally: &'i Tally,
    /// By all passes of the job.
    pub booked: &'i Books,
    /// The first rows that wait for a person.
    pub first_open: &'i [QuarantinedRow],
}

/// Writes the report as JSON. `rows`: how many rows are open, retried, left out by a person.
pub(crate) fn write(
    file: &ReadFile,
    facts: &Facts<'_>,
    rows: (u64, u64, u64),
    earlier: bool,
) -> Result<String, CommandError> {
    let Facts { input, ground, tally, booked, first_open } = facts;
    let (open, retried, dropped) = rows;
    let nothing_new = tally.invoices.values().all(|one| one.new == 0 && one.extended == 0);
    let told = json!({
        "dry_run": input.dry_run,
        "already_imported": earlier && nothing_new && !input.dry_run,
        "profile": input.profile,
        "shop": ground.source.shop,
        "channel": ground.source.channel,
        "entity": ground.entity.code,
        "warehouse": ground.warehouse.code,
        "market": ground.market,
        "assumptions": ground.assumptions,
        "file": file.report(),
        "adds_up": adds_up(file, tally),
        "products": { "new": tally.products_new, "known": tally.products_known },
        "customers": { "new": tally.customers_new, "known": tally.customers_known },
        "opening_stock": {
            "products": tally.openings, "pieces": tally.opening_pieces,
            "how": "derived: the least with which no sale finds an empty shelf; marked as derived on each movement",
        },
        "invoices": tally.invoices,
        "kinds": kinds(tally)?,
        "rounding": rounding(tally)?,
        "taxes": taxes(tally)?,
        "returns": {
            "cancellation_lines": tally.returns.lines, "pieces": tally.returns.pieces,
            "pieces_unmatched": tally.returns.pieces_unmatched,
        },
        "movements": tally.movements,
        "books": {
            "entries": booked.entries, "invoices_not_booked_for_want_of_a_rate": tally.unbooked,
            "accounts": accounts_told(&booked.accounts)?, "pending": accounts_told(&booked.pending)?,
            "balanced": booked.balanced(),
            "cost_of_goods": "not booked: the file names no costs",
        },
        "open_orders": tally.open_orders,
        "states": tally.states,
        "refused": {
            "invoices": tally.refused.invoices, "lines": tally.refused.lines, "exact": ExactAmount(tally.refused.exact),
        },
        "quarantine": {
            "open": open, "retried": retried, "left_out_by_person": dropped.saturating_add(tally.left_out_before),
            "first": first_open.iter().map(row).collect::<Vec<_>>(),
            "waiting_in_earlier_imports": tally.waiting_elsewhere,
        },
    });
    serde_json::to_string(&told).map_err(|e| StoreError::misuse(format!("a report: {e}")).into())
}

/// A row that waits, and why.
fn row(row: &QuarantinedRow) -> Value {
    let problem = row.decisions.last().and_then(|newest| newest.met.as_ref()).unwrap_or(&row.problem);
    json!({
        "line": row.line, "problem": problem.code, "field": problem.field, "value": problem.value, "facts": problem.facts,
    })
}

fn adds_up(file: &ReadFile, tally: &Tally) -> bool {
    let report = file.report();
    let lines: u64 = tally.kinds.values().map(|kind| kind.lines).sum();
    let placed: u64 = tally.kinds.values().map(|kind| kind.on_orders + kind.in_bookings + kind.in_stock_only).sum();
    let invoices: u64 = tally.invoices.values().map(|one| one.new + one.known + one.extended + one.different).sum();
    let exact: i128 = tally.kinds.values().map(|kind| i128::from(kind.exact)).sum();
    report.adds_up()
        && tally.unbooked == 0
        && tally.invoices.values().all(|one| one.different == 0)
        && lines + tally.refused.lines == report.rows_in_orders
        && placed == lines
        && invoices + tally.refused.invoices == report.invoices
        && exact + tally.refused.exact == report.exact_amounts.values().map(|amount| amount.millionths()).sum::<i128>()
}

fn kinds(tally: &Tally) -> Result<Vec<Value>, StoreError> {
    tally
        .kinds
        .iter()
        .map(|(key, kind)| {
            let (word, currency) = key.split_once('|').unwrap_or((key, ""));
            let known = LineKind::ALL.into_iter().find(|kind| kind.as_str() == word);
            let booked = known.and_then(accounts).map(|(debit, credit)| json!([debit.as_str(), credit.as_str()]));
            Ok(json!({
                "kind": word, "currency": currency, "lines": kind.lines, "known_before": kind.known,
                "exact": ExactAmount(i128::from(kind.exact)), "net": money(kind.amount, currency)?,
                "tax": money(kind.tax, currency)?,
                "on_orders": kind.on_orders, "in_bookings": kind.in_bookings, "in_stock_only": kind.in_stock_only,
                "between_accounts": booked,
            }))
        })
        .collect()
}

/// An amount as the wire shows it.
fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
    let currency = currency.parse().map_err(|_| StoreError::misuse(format!("a tally in the currency {currency:?}")))?;
    Ok(Money::new(minor, currency))
}

/// What rounding each line to minor units changed, over the lines taken over now, by currency.
fn rounding(tally: &Tally) -> Result<BTreeMap<String, Value>, StoreError> {
    let mut sums: BTreeMap<String, (i128, i64)> = BTreeMap::new();
    for (key, kind) in tally.kinds.iter().filter(|(_, kind)| kind.known == 0) {
        let currency = key.split_once('|').map_or("", |(_, currency)| currency);
        let sum = sums.entry(currency.to_owned()).or_default();
        sum.0 += i128::from(kind.exact);
        sum.1 = sum.1.saturating_add(kind.amount);
    }
    let told = |(currency, (exact, minor)): (String, (i128, i64))| {
        let told = json!({ "exact": ExactAmount(exact), "net": money(minor, &currency)? });
        Ok((currency, told))
    };
    sums.into_iter().map(told).collect()
}

fn taxes(tally: &Tally) -> Result<Vec<Value>, StoreError> {
    tally
        .taxes
        .iter()
        .map(|(key, tax)| {
            let mut parts = key.splitn(5, '|');
            let mut part = || parts.next().unwrap_or_default();
            let (kind, to, status, currency, what) = (part(), part(), part(), part(), part());
            Ok(json!({
                "kind": kind, "to": to, "status": status, "what": what, "lines": tax.lines,
                "net": money(tax.net, currency)?, "tax": money(tax.tax, currency)?,
            }))
        })
        .collect()
}

/// Each account's debits less its credits.
fn accounts_told(sums: &BTreeMap<String, i64>) -> Result<Vec<Value>, StoreError> {
    let told = |(key, amount): (&String, &i64)| {
        let (account, currency) = key.split_once('|').unwrap_or((key, ""));
        Ok(json!({ "account": account, "balance": money(*amount, currency)? }))
    };
    sums.iter().map(told).collect()
}

/// What a report told of the books: that of the job's passes so far.
pub(crate) fn books_told(report: &str) -> Books {
    let told: Value = serde_json::from_str(report).unwrap_or_default();
    let sums = |of: &str| {
        let all = told.pointer(of).and_then(Value::as_array).into_iter().flatten();
        all.filter_map(|one| {
            let balance: Money = serde_json::from_value(one.get("balance")?.clone()).ok()?;
            let account = one.get("account")?.as_str()?;
            Some((key(&[account, balance.currency().as_str()]), balance.minor()))
        })
        .collect()
    };
    let entries = told.pointer("/books/entries").and_then(Value::as_u64).unwrap_or_default();
    Books { entries, accounts: sums("/books/accounts"), pending: sums("/books/pending") }
}
