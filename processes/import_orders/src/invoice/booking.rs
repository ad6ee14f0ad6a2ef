//! What an invoice's rows are in the books.

use kernel::Money;
use ledger::{Account, Cause, NewEntry, NewTransfer, Reference};
use order_file::{FileLine, FileOrder};
use orders::OrderId;
use store::CommandError;

use super::Stood;
use crate::accounts::{Became, accounts, on_order, stands_on_order};
use crate::credit::Piece;
use crate::rates::in_books;
use crate::shape::Shape;
use crate::tally::Tally;
use crate::taxing::Taxed;

/// What a buyer owes by some transfers, in minor units of the order's currency and of the books'.
#[derive(Default)]
struct Owed {
    amount: i64,
    base: i64,
}

impl Owed {
    fn add(&mut self, transfer: &NewTransfer) {
        for (account, sign) in [(transfer.debit, 1i64), (transfer.credit, -1)] {
            if account == Account::Receivable {
                self.amount = self.amount.saturating_add(transfer.amount.minor().saturating_mul(sign));
                self.base = self.base.saturating_add(transfer.base.minor().saturating_mul(sign));
            }
        }
    }
}

/// The entry of an invoice's new rows. `paid`: what came in with it, in minor units.
pub(super) fn entry(
    shape: &Shape,
    order: &FileOrder<'_>,
    (became, id): (Became, Option<OrderId>),
    fresh: &[(&Piece<'_>, &Taxed)],
    (stood, paid): (&Stood, i64),
    tally: &mut Tally,
) -> Result<Option<NewEntry>, CommandError> {
    let ground = &shape.ground;
    // Debit, credit, tag, amount, whether it is of the price: summed, so that a long invoice is a short entry.
    let mut sums: Vec<(Account, Account, Option<String>, i64, bool)> = Vec::with_capacity(4);
    let mut add = |debit: Account, credit: Account, tag: Option<&str>, amount: i64, of_price: bool| {
        let same = sums.iter_mut().find(|sum| sum.0 == debit && sum.1 == credit && sum.2.as_deref() == tag);
        match same {
            Some(sum) => sum.3 = sum.3.saturating_add(amount),
            None => sums.push((debit, credit, tag.map(str::to_owned), amount, of_price)),
        }
    };
    for (piece, taxed) in fresh {
        let Some((debit, credit)) = accounts(piece.line.kind) else { continue };
        let of_price = stands_on_order(piece.line.kind);
        add(debit, credit, None, taxed.net.minor(), of_price);
        for (tag, tax) in &taxed.owed {
            add(debit, Account::TaxPayable, Some(tag), *tax, of_price);
        }
    }
    sums.retain(|sum| sum.3 != 0);
    if sums.is_empty() && paid == 0 {
        return Ok(None);
    }
    let exchange = shape.rates.of(order, &ground.entity)?;
    // As placing books it: what the buyer will owe is pending until the goods are delivered. Money that came in came in.
    let goods = |line: FileLine<'_>| on_order(line.kind) == orders::LineKind::Goods && line.quantity > 0;
    let unearned = became == Became::Order && !stood.is_earned() && order.lines().any(goods);
    let mut transfers = Vec::with_capacity(sums.len().saturating_add(1));
    let mut owed = Owed::default();
    for (debit, credit, tag, amount, of_price) in sums {
        // What others kept is kept.
        let pending = unearned && of_price;
        tally.books.book(debit, credit, order.currency, amount, pending);
        let amount = Money::new(amount, order.currency);
        let Some(transfer) = NewTransfer::signed(debit, credit, amount)? else { continue };
        let transfer = in_books(transfer, exchange, &ground.entity)?;
        owed.add(&transfer);
        let transfer = if pending { transfer.pending() } else { transfer };
        transfers.push(match tag {
            Some(tag) => transfer.tagged(tag),
            None => transfer,
        });
    }
    tally.books.book(Account::ProviderClearing, Account::Receivable, order.currency, paid, false);
    let money = Money::new(paid, order.currency);
    if let Some(came) = NewTransfer::signed(Account::ProviderClearing, Account::Receivable, money)? {
        let came = in_books(came, exchange, &ground.entity)?;
        // What pays all that is owed, at the same rate, leaves nothing open in the books either.
        transfers.push(match exchange {
            Some(exchange) if owed.amount == paid => {
                came.in_base(Money::new(owed.base.max(0), ground.entity.base_currency), exchange.clone())
            }
            _ => came,
        });
    }
    tally.books.entries += 1;
    Ok(Some(NewEntry {
        entity: ground.entity.code,
        reference: id.map(Reference::of),
        cause: Cause::Imported,
        at: order.placed_at,
        transfers,
    }))
}
