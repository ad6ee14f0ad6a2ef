//! Accounts: the ones every entity has are words of the program, the ones an entity adds are codes. Both are copied, not
//! allocated.

use std::fmt;
use std::str::FromStr;

use kernel::{CodeError, EntityCode, Texts};
use store::Value;

kernel::code_type!(
    /// The code of an account that an entity added to its chart.
    AccountCode,
    "an account"
);

macro_rules! accounts {
    ($($(#[$meta:meta])* $name:ident = $text:literal $kind:ident,)*) => {
        /// An account of the chart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Account {
            $($(#[$meta])* $name,)*
            /// One that an entity added.
            Own(AccountCode),
        }

        impl Account {
            /// The accounts every entity has.
            pub const STANDARD: &'static [Account] = &[$(Account::$name,)*];

            pub fn as_str(&self) -> &str {
                match self { $(Self::$name => $text,)* Self::Own(code) => code.as_str() }
            }
            /// The word of a standard account, which costs nothing to store.
            const fn word(self) -> Option<&'static str> {
                match self { $(Self::$name => Some($text),)* Self::Own(_) => None }
            }
            /// The kind of a standard account; an own one's stands in the chart.
            pub const fn kind(self) -> Option<AccountKind> {
                match self { $(Self::$name => Some(AccountKind::$kind),)* Self::Own(_) => None }
            }
        }

        impl FromStr for Account {
            type Err = CodeError;
            fn from_str(text: &str) -> Result<Self, CodeError> {
                match text { $($text => Ok(Self::$name),)* other => other.parse().map(Self::Own) }
            }
        }
    };
}

accounts! {
    Receivable = "receivable" Asset,
    Cash = "cash" Asset,
    /// Paid by the buyer, not yet paid out by the provider or marketplace.
    ProviderClearing = "provider_clearing" Asset,
    Inventory = "inventory" Asset,
    TaxRecoverable = "tax_recoverable" Asset,
    /// Stock given to, or taken from, another own company.
    Intercompany = "intercompany" Asset,
    /// What nobody has told the meaning of yet; to be cleared.
    SuspenseUnclassified = "suspense_unclassified" Asset,
    /// Sold and not delivered.
    DeferredRevenue = "deferred_revenue" Liability,
    TaxPayable = "tax_payable" Liability,
    RefundsPayable = "refunds_payable" Liability,
    VouchersLiability = "vouchers_liability" Liability,
    SupplierPayables = "supplier_payables" Liability,
    /// Goods that came in at a known cost and whose invoice has not come.
    GoodsReceivedNotInvoiced = "goods_received_not_invoiced" Liability,
    /// The other side of what was there before Hanse: opening stock, opening cash.
    OpeningBalance = "opening_balance" Equity,
    RevenueGoods = "revenue_goods" Income,
    RevenueCarriage = "revenue_carriage" Income,
    Discounts = "discounts" Expense,
    CostOfGoods = "cost_of_goods" Expense,
    MarketplaceFees = "marketplace_fees" Expense,
    BankCharges = "bank_charges" Expense,
    BadDebt = "bad_debt" Expense,
    Samples = "samples" Expense,
    StockWriteOff = "stock_write_off" Expense,
    /// What counts and adjustments found too few or too many.
    StockDifferences = "stock_differences" Expense,
    Rounding = "rounding" Expense,
    FxDifference = "fx_difference" Expense,
}

impl Account {
    /// Where paid money stands.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Cash | Self::ProviderClearing)
    }
}

impl fmt::Display for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

kernel::serde_as_text!(Account);

impl From<Account> for Value {
    fn from(account: Account) -> Self {
        account.word().map_or_else(|| Value::text(account), Value::word)
    }
}

/// What an account is in the balance sheet or the profit and loss account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountKind {
    Asset,
    Liability,
    Equity,
    Income,
    Expense,
}

crate::words! { AccountKind, "an account's kind":
    Asset = "asset", Liability = "liability", Equity = "equity", Income = "income", Expense = "expense",
}

/// A line of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartAccount {
    pub account: Account,
    /// `None`: every entity's.
    pub entity: Option<EntityCode>,
    pub kind: AccountKind,
    pub names: Texts,
}
