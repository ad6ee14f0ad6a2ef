//! What returned goods had cost when they left: in the books of their owner, and of the seller where that is another company.

use inventory::{MovementKind, ValueChange};
use kernel::{EntityCode, Money, MoneyError, Timestamp, share_to_date};
use ledger::{Account, Cause, CostChange, CostStep, Entry, Exchange, NewEntry, NewTransfer, Reference, State};
use orders::Order;

/// The cost of an order's pieces of one variant and owner: what left, and what of it came back so far.
pub(crate) struct CostLeft {
    left: Moved,
    /// The same in the seller's books, where these are another company's and the currency is another.
    seller: Option<(Moved, Exchange)>,
}

#[derive(Clone, Copy)]
struct Moved {
    out: Money,
    back: Money,
}

impl Moved {
    fn add(self, amount: Money, back: bool) -> Result<Self, MoneyError> {
        if back {
            Ok(Self { back: self.back.checked_add(amount)?, ..self })
        } else {
            Ok(Self { out: self.out.checked_add(amount)?, ..self })
        }
    }
}

/// What pieces that come back had cost, in their owner's currency, and what that is in the seller's books.
#[derive(Clone)]
pub(crate) struct CostBack {
    pub(crate) cost: Money,
    in_base: Option<(Money, Exchange)>,
}

impl CostBack {
    /// A cost that is in no other books yet.
    pub(crate) const fn of(cost: Money) -> Self {
        Self { cost, in_base: None }
    }

    /// In minor units: in the owner's currency, and in the seller's where that is another.
    pub(crate) fn minor(&self) -> (i64, i64) {
        (self.cost.minor(), self.in_base.as_ref().map_or(0, |(base, _)| base.minor()))
    }
}

/// What became of pieces that left.
#[derive(Default)]
pub(crate) struct Became {
    pub(crate) shipped: i64,
    pub(crate) back: i64,
    /// Of those that came back, how many another company than their owner took in; of these, how many the seller.
    pub(crate) elsewhere: i64,
    pub(crate) to_seller: i64,
    /// What other lines brought back by this step, which is in no books yet, in minor units: in the owner's currency and in the seller's.
    pub(crate) given: (i64, i64),
}

/// What a loss of an order's pieces on the way is tagged with: their variant, and whose they were where the seller's books hold another
/// company's cost.
pub(crate) fn lost_tag(variant: &str, (owner, seller): (EntityCode, EntityCode)) -> String {
    if owner == seller { variant.to_owned() } else { format!("{variant}@{owner}") }
}

impl CostLeft {
    /// By the books of an order that `of.1` sold, of pieces that `of.0` owned; none where nobody knew what they had cost.
    pub(crate) fn of(
        entries: &[Entry],
        of: (EntityCode, EntityCode),
        variant: &str,
    ) -> Result<Option<Self>, MoneyError> {
        let (owner, lost) = (of.0, lost_tag(variant, of));
        let (mut left, mut seller): (Option<Moved>, Option<(Moved, Exchange)>) = (None, None);
        let posted = |entry: &&Entry| matches!(entry.cause, Cause::Shipped | Cause::Returned | Cause::WrittenOff);
        for entry in entries.iter().filter(posted) {
            let back = entry.cause != Cause::Shipped;
            for transfer in entry.transfers.iter().filter(|transfer| transfer.state == State::Posted) {
                let is_lost =
                    back && (transfer.credit, transfer.debit) == (Account::CostOfGoods, Account::StockWriteOff);
                if transfer.tag.as_deref() != Some(if is_lost { &lost } else { variant }) {
                    continue;
                }
                let (from, to) =
                    if back { (transfer.credit, transfer.debit) } else { (transfer.debit, transfer.credit) };
                match (from, to) {
                    (Account::CostOfGoods | Account::Intercompany, Account::Inventory) if entry.entity == owner => {
                        let zero = Money::zero(transfer.base.currency());
                        left = Some(left.unwrap_or(Moved { out: zero, back: zero }).add(transfer.base, back)?);
                    }
                    (Account::CostOfGoods, Account::Intercompany) if entry.entity != owner => {
                        let Some(exchange) = transfer.exchange.clone() else { continue };
                        let zero = Money::zero(transfer.base.currency());
                        let (known, exchange) = seller.take().unwrap_or((Moved { out: zero, back: zero }, exchange));
                        seller = Some((known.add(transfer.base, back)?, exchange));
                    }
                    // Lost on the way: a cost of goods no more, but a loss.
                    (Account::CostOfGoods, Account::StockWriteOff) if back => {
                        let zero = Money::zero(transfer.amount.currency());
                        left = Some(left.unwrap_or(Moved { out: zero, back: zero }).add(transfer.amount, true)?);
                        if let Some((known, exchange)) = seller.take() {
                            seller = Some((known.add(transfer.base, true)?, exchange));
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(left.filter(|moved| moved.out.is_positive()).map(|left| Self { left, seller }))
    }

    /// What `now` pieces had cost that come back: their part of what is left of the cost of those that are out, so that the last of them
    /// brings back the rest, in both books, whatever each had cost. What of those before went to a company that did not own them is not in
    /// these books: it is counted at its share.
    pub(crate) fn of_pieces(&self, pieces: &Became, now: i64) -> Result<CostBack, MoneyError> {
        let out = pieces.shipped.saturating_sub(pieces.back);
        let due = |moved: &Moved, elsewhere: i64, given: i64| {
            let zero = Money::zero(moved.out.currency());
            let gone = share_to_date(moved.out, elsewhere.min(pieces.shipped), pieces.shipped.max(1), zero)?;
            let given = Money::new(given, moved.out.currency());
            let left = moved.out.checked_sub(moved.back)?.checked_sub(gone)?.checked_sub(given)?;
            if left.is_negative() || out < 1 { Ok(zero) } else { share_to_date(left, now.min(out), out, zero) }
        };
        let in_base = match &self.seller {
            None => None,
            Some((moved, exchange)) => Some((due(moved, pieces.to_seller, pieces.given.1)?, exchange.clone())),
        };
        Ok(CostBack { cost: due(&self.left, pieces.elsewhere, pieces.given.0)?, in_base })
    }
}

/// Returned: what came back is worth again what it had cost when it left (Dr inventory, Cr cost of goods sold), and what of it cannot be
/// sold is written off at the average (Dr stock written off, Cr inventory). Cost of goods and the loss are the seller's, whoever owns the
/// shelf; between two companies the cost goes back at the amounts it came at.
pub(crate) fn returned_cost(order: &Order, worth: &[(ValueChange, Option<CostBack>)], at: Timestamp) -> CostStep {
    let change = |(change, back): &(ValueChange, Option<CostBack>)| CostChange {
        owner: change.entity,
        value: change.value,
        against: match change.kind {
            MovementKind::WrittenOff => Account::StockWriteOff,
            _ => Account::CostOfGoods,
        },
        // What filled up pieces that had left before they came is no part of it.
        in_base: back.as_ref().filter(|back| back.cost == change.value).and_then(|back| back.in_base.clone()),
        tag: change.variant.to_string(),
    };
    let changes = worth.iter().map(change).collect();
    CostStep { seller: order.entity, reference: Some(Reference::of(order.id)), cause: Cause::Returned, at, changes }
}

/// Lost on the way: what the pieces had cost is no cost of goods sold, but a loss of the seller's (Dr stock written off, Cr cost of goods sold).
pub(crate) fn lost_cost(order: &Order, lost: &[(String, CostBack)], at: Timestamp) -> Option<NewEntry> {
    let transfer = |(tag, back): &(String, CostBack)| {
        let transfer = NewTransfer::new(Account::StockWriteOff, Account::CostOfGoods, back.cost).tagged(tag.clone());
        match back.in_base.clone() {
            Some((base, exchange)) => transfer.in_base(base, exchange),
            None => transfer,
        }
    };
    let transfers: Vec<NewTransfer> = lost.iter().filter(|(_, back)| back.cost.is_positive()).map(transfer).collect();
    let reference = Some(Reference::of(order.id));
    let entry = NewEntry { entity: order.entity, reference, cause: Cause::WrittenOff, at, transfers };
    Some(entry).filter(|entry| !entry.transfers.is_empty())
}
