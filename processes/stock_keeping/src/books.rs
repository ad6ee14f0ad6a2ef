//! What a change of stock means in the books: accounts and amounts only; the ledger checks and writes.

use inventory::{MovementKind, ValueChange, WarehouseId, Worth};
use kernel::{EntityCode, Timestamp};
use ledger::{Account, Cause, NewEntry, NewTransfer, Reference};
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

fn transfers(change: &ValueChange) -> Result<Vec<NewTransfer>, CommandError> {
    let (_, account) = against(change.kind);
    let stock = NewTransfer::signed(Account::Inventory, account, change.value).map_err(kernel::Refusal::from)?;
    // What was paid for pieces that had left before they came is a cost of goods that are gone.
    let late = NewTransfer::signed(Account::CostOfGoods, account, change.late).map_err(kernel::Refusal::from)?;
    Ok([stock, late].into_iter().flatten().map(|one| one.tagged(change.variant.to_string())).collect())
}

/// Books what a command in a warehouse did to the worth of stock: an entry an owner and cause. Each transfer is tagged with its
/// variant.
pub(crate) fn book(tx: &mut Tx<'_>, worth: &Worth, warehouse: WarehouseId, at: Timestamp) -> Result<(), CommandError> {
    let mut entries: Vec<NewEntry> = Vec::new();
    for change in &worth.0 {
        let (cause, _) = against(change.kind);
        let transfers = transfers(change)?;
        if transfers.is_empty() {
            continue;
        }
        match entries.iter_mut().find(|entry| entry.entity == change.entity && entry.cause == cause) {
            Some(entry) => entry.transfers.extend(transfers),
            None => entries.push(entry(change.entity, cause, warehouse, at, transfers)),
        }
    }
    entries.iter().try_for_each(|entry| ledger::post_fact(tx, entry).map(drop))
}

fn entry(
    entity: EntityCode,
    cause: Cause,
    warehouse: WarehouseId,
    at: Timestamp,
    transfers: Vec<NewTransfer>,
) -> NewEntry {
    NewEntry { entity, reference: Some(Reference::of(warehouse)), cause, at, transfers }
}
