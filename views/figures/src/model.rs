//! A question for figures and its answer.

use jiff::civil::Date;
use kernel::{CurrencyCode, Money, Refusal, Timestamp, Zone};

/// Declares an enum whose variants are asked for and shown as fixed words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $code:literal { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl std::str::FromStr for $name {
            type Err = Refusal;
            fn from_str(text: &str) -> Result<Self, Refusal> {
                let known = Self::ALL.iter().copied().find(|one| one.word() == text);
                known.ok_or_else(|| {
                    let words = Self::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", ");
                    let shown: String = text.chars().take(40).collect();
                    Refusal::invalid($code).with("word", shown).with("known", words)
                })
            }
        }
    };
}

words!(/** What is counted. */ Measure, "unknown_measure" {
    /** Net amount of goods, carriage and discounts, as placed, less what was cancelled. Vouchers and adjustments are no sales. */
    Sales = "sales",
    /** Orders placed. */
    Orders = "orders",
    /** Pieces of goods placed, less those cancelled. */
    Units = "units",
    /** Sales by orders, rounded half up (away from zero) to the currency's smallest unit. */
    Average = "average",
    /** Net amount of what came back: the returned pieces' exact share of their lines. */
    Returns = "returns",
    /** Money recorded as paid back, gross. */
    Refunds = "refunds",
    /** Net amount of sales taken back from the price, whether goods came back or not: sales less credits is what is charged in the end. */
    Credits = "credits",
    /** Tax of lines whose tax is determined or provisional: placed, less cancelled, less credited. */
    TaxOwed = "tax_owed",
    /** Net amount of sales for which no tax could be determined. */
    TaxNotDetermined = "tax_not_determined",
    /** Orders that still wait for goods to leave, as of now. */
    Waiting = "waiting",
    /** What the stock on shelves and in transit is worth at its average cost, as of now. Pieces of unknown cost are not in it. */
    StockValue = "stock_value",
    /** Pieces on shelves and in transit, as of now. */
    StockPieces = "stock_pieces",
    /** Of these, pieces whose cost nobody told. */
    StockUnvalued = "stock_unvalued",
    /** Pieces promised or gone beyond what is there, as of now. */
    Shortfall = "shortfall",
});

words!(/** What is told apart. */ Dimension, "unknown_dimension" {
    /** The local day of the zone asked for. */
    Day = "day",
    /** The local hour, with its offset from UTC, so that the hour a clock repeats is told apart. */
    Hour = "hour",
    /** Where the order goes; of stock, where it lies (nowhere while in transit). */
    Country = "country",
    Market = "market",
    Channel = "channel",
    Category = "category",
    Sku = "sku",
    Currency = "currency",
    Entity = "entity",
    /** The order's status as of now. */
    Status = "status",
    /** How sure the tax of a line is, as it was placed: `determined`, `provisional`, `not_determined`. Not of what waits, nor of stock. */
    TaxStatus = "tax_status",
    /** How long an order has been waiting. Only for `waiting`. */
    Age = "age",
    /** The warehouse's code, or `in_transit`. Only for stock. */
    Warehouse = "warehouse",
});

impl Measure {
    pub(crate) const fn is_money(self) -> bool {
        match self {
            Self::Sales
            | Self::Average
            | Self::Returns
            | Self::Refunds
            | Self::Credits
            | Self::TaxOwed
            | Self::TaxNotDetermined
            | Self::StockValue => true,
            Self::Orders | Self::Units | Self::Waiting | Self::StockPieces | Self::StockUnvalued | Self::Shortfall => {
                false
            }
        }
    }

    /// Whether it is about stock: read as it is now, by where it lies.
    pub(crate) const fn is_stock(self) -> bool {
        matches!(self, Self::StockValue | Self::StockPieces | Self::StockUnvalued | Self::Shortfall)
    }

    /// Whether it can be told apart by this dimension.
    pub(crate) const fn allows(self, dimension: Dimension) -> bool {
        match self {
            Self::Waiting => {
                !matches!(dimension, Dimension::Category | Dimension::Sku | Dimension::TaxStatus | Dimension::Warehouse)
            }
            Self::StockValue | Self::StockPieces | Self::StockUnvalued | Self::Shortfall => matches!(
                dimension,
                Dimension::Country
                    | Dimension::Category
                    | Dimension::Sku
                    | Dimension::Currency
                    | Dimension::Entity
                    | Dimension::Warehouse
            ),
            _ => !matches!(dimension, Dimension::Age | Dimension::Warehouse),
        }
    }
}

/// Only what fits all of these; an empty list lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub country: Vec<String>,
    pub market: Vec<String>,
    pub channel: Vec<String>,
    /// A category and those below it.
    pub category: Vec<String>,
    pub sku: Vec<String>,
    pub currency: Vec<String>,
    pub entity: Vec<String>,
    pub status: Vec<String>,
    /// Of the line, as it was placed.
    pub tax_status: Vec<String>,
    /// Codes of warehouses, or `in_transit`; only for stock.
    pub warehouse: Vec<String>,
}

impl Filter {
    /// Whether it lets some lines of an order through and others not.
    pub(crate) fn is_by_line(&self) -> bool {
        !(self.sku.is_empty() && self.category.is_empty() && self.tax_status.is_empty())
    }
}

/// Measures by dimensions, in a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub measures: Vec<Measure>,
    pub dimensions: Vec<Dimension>,
    /// Where days and hours are cut.
    pub zone: Zone,
    /// Quarter hours since 1970-01-01T00:00Z; inclusive.
    pub from: Option<i64>,
    /// Exclusive.
    pub until: Option<i64>,
    pub filter: Filter,
    pub shown_in: ShownIn,
}

/// The currency amounts are shown in. Converted is the sum of a local day (of stock: what there is now), at the booking rate of that
/// day, rounded half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShownIn {
    /// Each in its order's.
    #[default]
    Document,
    /// Each in the currency its legal entity keeps its books in.
    Base,
    /// All in one.
    One(CurrencyCode),
}

/// Amounts that are in no row's figures, as no rate converts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotConverted {
    /// What they are in.
    pub currency: CurrencyCode,
    /// What they were to be shown in; `None` where nobody knows what their entity keeps its books in.
    pub into: Option<CurrencyCode>,
    /// How many rows are behind them.
    pub rows: i64,
    /// The first and the last local day that has no rate for them.
    pub first_day: Date,
    pub last_day: Date,
    /// In `currency`; an average's are its sales.
    pub amounts: Vec<(Measure, Money)>,
}

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    Money(Money),
    Count(i64),
    /// There is none: no average without orders.
    None,
}

/// The figures of one combination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// One word a dimension asked for, in their order.
    pub key: Vec<String>,
    /// The currency of its amounts, when an amount was asked for.
    pub currency: Option<CurrencyCode>,
    /// One cell a measure asked for, in their order.
    pub cells: Vec<Cell>,
    /// What is missing in the row's amounts, by currency. Counts miss nothing.
    pub not_converted: Vec<NotConverted>,
}

/// Up to which event figures are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    pub position: i64,
    /// When that event happened; `None` before the first.
    pub at: Option<Timestamp>,
}

/// The answer, sorted by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub rows: Vec<FigureRow>,
    /// What is missing in the amounts of all rows together.
    pub not_converted: Vec<NotConverted>,
    pub as_of: AsOf,
}
