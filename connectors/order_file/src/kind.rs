//! What a line of an order file is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a line is. Decided by the profile's rules, the first that fits; a line that no rule fits is unusable, never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Goods sold at a price.
    Goods,
    /// Goods taken back: a line of a cancellation.
    GoodsCancelled,
    /// Goods handed over at no price.
    FreeGoods,
    /// Stock that went without a sale: damaged, lost, thrown away, counted short.
    StockWriteOff,
    /// Stock that came without a purchase: found, counted over, booked back.
    StockFound,
    /// Postage and carriage charged to the customer.
    Carriage,
    /// Packing charged to the customer.
    Packing,
    /// A voucher sold: a liability until it is spent, not revenue.
    GiftVoucher,
    /// A discount on no line in particular.
    Discount,
    /// A correction typed by hand, for goods or money unknown.
    ManualAdjustment,
    /// Samples given to customers or charged for.
    Samples,
    /// A marketplace's fee.
    MarketplaceFee,
    /// A bank's charges.
    BankCharges,
    /// A commission or gift passed on to a charity.
    Charity,
    /// A claim written off or put back.
    BadDebt,
}

impl LineKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 15] = [
        Self::Goods,
        Self::GoodsCancelled,
        Self::FreeGoods,
        Self::StockWriteOff,
        Self::StockFound,
        Self::Carriage,
        Self::Packing,
        Self::GiftVoucher,
        Self::Discount,
        Self::ManualAdjustment,
        Self::Samples,
        Self::MarketplaceFee,
        Self::BankCharges,
        Self::Charity,
        Self::BadDebt,
    ];

    /// The word used in profiles, reports and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::GoodsCancelled => "goods_cancelled",
            Self::FreeGoods => "free_goods",
            Self::StockWriteOff => "stock_write_off",
            Self::StockFound => "stock_found",
            Self::Carriage => "carriage",
            Self::Packing => "packing",
            Self::GiftVoucher => "gift_voucher",
            Self::Discount => "discount",
            Self::ManualAdjustment => "manual_adjustment",
            Self::Samples => "samples",
            Self::MarketplaceFee => "marketplace_fee",
            Self::BankCharges => "bank_charges",
            Self::Charity => "charity",
            Self::BadDebt => "bad_debt",
        }
    }

    /// Whether such a line names a product and moves its stock; by how many pieces says [`LineKind::stock_change`].
    pub const fn moves_stock(self) -> bool {
        matches!(self, Self::Goods | Self::GoodsCancelled | Self::FreeGoods | Self::StockWriteOff | Self::StockFound)
    }

    /// How such a line of so many pieces moves stock: what is sold goes out and what is cancelled comes back, so by minus its
    /// quantity; what corrects stock stands as it moves it.
    pub const fn stock_change(self, quantity: i64) -> i64 {
        if self.is_stock_correction() { quantity } else { quantity.saturating_neg() }
    }

    /// Whether such a line corrects stock and is no trade with anybody.
    pub const fn is_stock_correction(self) -> bool {
        matches!(self, Self::StockWriteOff | Self::StockFound)
    }
}

impl fmt::Display for LineKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}
