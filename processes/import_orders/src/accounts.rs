//! Where each kind of line belongs: as what it stands on an order, and in which account its net amount is booked.

use inventory::{MovementKind, ValueChange, Worth};
use kernel::{EntityCode, Timestamp};
use ledger::{Account, Cause, CostChange, CostStep};
use order_file::LineKind;

/// What an invoice of the file becomes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Became {
    /// An order that happened.
    Order,
    /// An order-shaped credit: lines below zero, tied to the orders they take back where the file tells which.
    Credit,
    /// Nobody ordered anything and money moved (fees, charges, bad debt): books only.
    Booking,
    /// Only stock moved.
    StockCorrection,
}

impl Became {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Credit => "credit",
            Self::Booking => "booking",
            Self::StockCorrection => "stock_correction",
        }
    }
}

impl std::str::FromStr for Became {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [Self::Order, Self::Credit, Self::Booking, Self::StockCorrection];
        all.into_iter().find(|one| one.word() == text).ok_or(())
    }
}

/// Whether such a line is trade with a customer: an invoice with one is an order.
pub(crate) const fn is_trade(kind: LineKind) -> bool {
    !matches!(
        kind,
        LineKind::StockWriteOff
            | LineKind::StockFound
            | LineKind::MarketplaceFee
            | LineKind::BankCharges
            | LineKind::BadDebt
            | LineKind::Charity
    )
}

/// Whether such a line stands on its order: what only moves stock does not, nor what is nobody's price (what a marketplace or a bank
/// keeps, a claim written off): it is booked, and the buyer neither owes nor sees it.
pub(crate) const fn stands_on_order(kind: LineKind) -> bool {
    !kind.is_stock_correction() && !matches!(kind, LineKind::MarketplaceFee | LineKind::BankCharges | LineKind::BadDebt)
}

/// As what it stands on an order.
pub(crate) const fn on_order(kind: LineKind) -> orders::LineKind {
    match kind {
        LineKind::Goods
        | LineKind::GoodsCancelled
        | LineKind::FreeGoods
        | LineKind::StockWriteOff
        | LineKind::StockFound => orders::LineKind::Goods,
        LineKind::Carriage | LineKind::Packing => orders::LineKind::Carriage,
        LineKind::Discount => orders::LineKind::Discount,
        LineKind::GiftVoucher => orders::LineKind::Voucher,
        _ => orders::LineKind::Adjustment,
    }
}

/// The two accounts a line's net amount moves between: what is debited and what is credited by an amount above zero. None where
/// no money is in it.
pub(crate) const fn accounts(kind: LineKind) -> Option<(Account, Account)> {
    let of_buyer = Account::Receivable;
    Some(match kind {
        LineKind::Goods | LineKind::GoodsCancelled | LineKind::FreeGoods => (of_buyer, Account::RevenueGoods),
        LineKind::Carriage | LineKind::Packing => (of_buyer, Account::RevenueCarriage),
        LineKind::GiftVoucher => (of_buyer, Account::VouchersLiability),
        LineKind::Discount => (of_buyer, Account::Discounts),
        LineKind::Samples => (of_buyer, Account::Samples),
        LineKind::BadDebt => (of_buyer, Account::BadDebt),
        // What it was for stands in no file: to be cleared by a person.
        LineKind::ManualAdjustment | LineKind::Charity => (of_buyer, Account::SuspenseUnclassified),
        // The marketplace keeps it back from what it pays out; the bank takes it from the account.
        LineKind::MarketplaceFee => (Account::ProviderClearing, Account::MarketplaceFees),
        LineKind::BankCharges => (Account::Cash, Account::BankCharges),
        LineKind::StockWriteOff | LineKind::StockFound => return None,
    })
}

/// How a line is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaxedAs {
    /// By the product's class.
    Goods,
    /// As the goods it goes with.
    LikeTheGoods,
    Voucher,
    /// The file does not say what it was for.
    Unknown,
    /// No supply of the seller's.
    NoSupply,
}

pub(crate) const fn taxed_as(kind: LineKind) -> TaxedAs {
    match kind {
        LineKind::Goods | LineKind::GoodsCancelled | LineKind::FreeGoods => TaxedAs::Goods,
        LineKind::Carriage | LineKind::Packing | LineKind::Discount => TaxedAs::LikeTheGoods,
        LineKind::GiftVoucher => TaxedAs::Voucher,
        LineKind::ManualAdjustment | LineKind::Samples | LineKind::Charity => TaxedAs::Unknown,
        _ => TaxedAs::NoSupply,
    }
}

/// What goods of known cost that the file sold, took back or wrote off did to their owners' inventory; the cost is the seller's. Stock
/// that a file brings itself has no cost, so mostly nothing. In another own company's warehouse it takes a rate of today, too: where there
/// is none (`fx_rate_missing`) the invoice waits in quarantine.
pub(crate) fn history_cost(seller: EntityCode, worth: &Worth, at: Timestamp) -> CostStep {
    let change = |change: &ValueChange| CostChange {
        owner: change.entity,
        value: change.value,
        against: match change.kind {
            MovementKind::WrittenOff => Account::StockWriteOff,
            _ => Account::CostOfGoods,
        },
        in_base: None,
        tag: change.variant.to_string(),
    };
    let changes = worth.0.iter().map(change).collect();
    CostStep { seller, reference: None, cause: Cause::Imported, at, changes }
}
