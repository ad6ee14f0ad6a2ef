//! What a change of stock means in the books: accounts and amounts only; the ledger checks and writes.

use inventory::{MovementKind, ValueChange, VariantId, WarehouseId, Worth};
use kernel::{Money, MoneyError, Timestamp, share_to_date};
use ledger::{Account, Cause, Exchange, NewEntry, NewTransfer, Reference};
use store::{CommandError, Tx};

/// Why, and which account stands against the inventory.
fn against(kind: MovementKind) -> (Cause, Account) {
    match kind {
        MovementKind::Received => (Cause::Received, Account::GoodsReceivedNotInvoiced),
        MovementKind::Opening | MovementKind::OpeningDerived => (Cause::Opened, Account::OpeningBalance),
        MovementKind::WrittenOff => (Cause::Adjusted, Account::StockWriteOff),
        MovementKind::Adjusted | MovementKind::Counted => (Cause::Adjusted, Account::StockDifferences),
        MovementKind::TransferIn | MovementKind::TransferOut => (Cause::Adjusted, Account::Intercompany),
        MovementKind::Shipped | MovementKind::Sold => (Cause::Shipped, Account::CostOfGoods),
        MovementKind::Returned => (Cause::Returned, Account::CostOfGoods),
    }
}

/// What a line of goods cost in the currency it was bought in, and in its owner's books.
#[derive(Debug, Clone)]
pub(crate) struct Bought {
    pub variant: VariantId,
    pub amount: Money,
    pub base: Money,
    pub exchange: Exchange,
}

/// A change as transfers: the stock's part, and what was paid for pieces that had left before they came, a cost of goods that are gone.
/// Both are owed in the currency the goods were bought in, or the one they left the other company in.
fn transfers(change: &ValueChange, bought: Option<Bought>) -> Result<Vec<NewTransfer>, MoneyError> {
    let (_, account) = against(change.kind);
    let stock = NewTransfer::signed(Account::Inventory, account, change.value)?;
    let late = NewTransfer::signed(Account::CostOfGoods, account, change.late)?;
    let mut parts: Vec<NewTransfer> = [stock, late].into_iter().flatten().collect();
    if let Some(Bought { amount, base, exchange, .. }) = bought {
        // Shared in proportion; both parts together are exactly what was paid.
        let (mut before, mut given) = (0i64, Money::zero(amount.currency()));
        for part in &mut parts {
            let in_books = part.base;
            before = before.saturating_add(in_books.minor());
            part.amount = share_to_date(amount, before, base.minor(), given)?;
            given = given.checked_add(part.amount)?;
            *part = part.clone().in_base(in_books, exchange.clone());
        }
        // A part too small for the other currency is owed in the books' own; between own companies it is rounding, as the other one
        // knows nothing of it.
        for part in parts.iter_mut().filter(|part| part.amount.is_zero()) {
            (part.amount, part.exchange) = (part.base, None);
            if account == Account::Intercompany {
                part.credit = Account::Rounding;
            }
        }
        // And what is too small for the books' own is owed all the same.
        if parts.is_empty() && !amount.is_zero() {
            parts.push(NewTransfer::new(Account::Inventory, account, amount).in_base(base, exchange));
        }
    }
    Ok(parts.into_iter().map(|part| part.tagged(change.variant.to_string())).collect())
}

/// Books what a command in a warehouse did to the worth of stock: an entry an owner and cause. Each transfer is tagged with its
/// variant. What was bought, or came from another company, in another currency than its owner's books is owed in that currency.
pub(crate) fn book(
    tx: &mut Tx<'_>,
    worth: &Worth,
    mut bought: Vec<Bought>,
    warehouse: WarehouseId,
    at: Timestamp,
) -> Result<(), CommandError> {
    let mut parts = Vec::with_capacity(worth.0.len());
    for change in &worth.0 {
        let (cause, _) = against(change.kind);
        let whole = change.value.minor().saturating_add(change.late.minor());
        let paid = bought.iter().position(|one| one.variant == change.variant && one.base.minor() == whole);
        let came = matches!(change.kind, MovementKind::Received | MovementKind::TransferIn);
        let paid = paid.filter(|_| came).map(|place| bought.remove(place));
        let transfers = transfers(change, paid).map_err(kernel::Refusal::from)?;
        parts.extend(transfers.into_iter().map(|transfer| (change.entity, cause, transfer)));
    }
    let entries = NewEntry::by_entity(Some(&Reference::of(warehouse)), at, parts);
    entries.iter().try_for_each(|entry| ledger::post_fact(tx, entry).map(drop))
}
