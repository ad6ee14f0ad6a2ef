//! The words of stock: shelves, balances, kinds of movement, states of holds.

use kernel::{CountryCode, EntityCode, Timestamp, UnitPrice, WarehouseCode, Zone};

kernel::typed_id!(
    /// A warehouse.
    WarehouseId, "wh"
);
kernel::typed_id!(
    /// A promise of pieces for an order.
    HoldId, "hld"
);
kernel::typed_id!(
    /// One change of on hand.
    MovementId, "mov"
);
kernel::typed_id!(
    /// Goods on their way from one warehouse to another.
    TransferId, "trf"
);
kernel::typed_id!(
    /// The catalogue's variant, by its number; what it is called is the catalogue's to say.
    VariantId, "var"
);
kernel::typed_id!(
    /// The orders centre's order, by its number.
    OrderId, "ord"
);

/// A variant in a warehouse: where pieces are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shelf {
    pub variant: VariantId,
    pub warehouse: WarehouseId,
}

impl Shelf {
    pub fn new(variant: VariantId, warehouse: WarehouseId) -> Self {
        Self { variant, warehouse }
    }
}

/// Pieces of a variant in a warehouse, wanted or given. Always more than zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pieces {
    pub shelf: Shelf,
    pub quantity: i64,
}

/// The most pieces one line of a command may speak of: a million million; more is a mistake.
pub const MOST_PIECES: i64 = 1_000_000_000_000;

/// What a shelf can still promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Available {
    pub shelf: Shelf,
    pub available: i64,
}

/// The numbers of a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    pub shelf: Shelf,
    /// The sum of the movements. Below zero when facts took more than was recorded as coming in.
    pub on_hand: i64,
    /// The sum of the open holds.
    pub held: i64,
    /// Pieces kept back from sale.
    pub buffer: i64,
}

impl Balance {
    pub fn empty(shelf: Shelf) -> Self {
        Self { shelf, on_hand: 0, held: 0, buffer: 0 }
    }
    /// What can still be promised: on hand less held less the buffer, never below zero.
    pub fn available(&self) -> i64 {
        (self.on_hand - self.held - self.buffer).max(0)
    }
    /// What was promised or left beyond what is there.
    pub fn shortfall(&self) -> i64 {
        (self.held - self.on_hand).max(0)
    }
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$inner])* $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text { $($text => Ok(Self::$variant),)* _ => Err(UnknownWord) }
            }
        }
    };
}

/// A text is none of the words of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord;

words! {
    /// Why on hand changed.
    MovementKind {
        Received = "received",
        Adjusted = "adjusted",
        Counted = "counted",
        TransferOut = "transfer_out",
        TransferIn = "transfer_in",
        Shipped = "shipped",
        /// Left because a shop or marketplace sold it, without a hold of ours.
        Sold = "sold",
        Returned = "returned",
        WrittenOff = "written_off",
        Opening = "opening",
        /// Worked out backwards from sales, not counted by anybody.
        OpeningDerived = "opening_derived",
    }
}

words! {
    /// Where a hold stands.
    HoldState {
        Held = "held",
        Released = "released",
        Consumed = "consumed",
        Expired = "expired",
    }
}

/// A change of on hand that is about to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    pub shelf: Shelf,
    pub kind: MovementKind,
    /// Pieces in (above zero) or out (below).
    pub quantity: i64,
    /// What a piece cost, where that is known.
    pub unit_cost: Option<UnitPrice>,
    /// The paper or message behind it: delivery note, order number, count sheet.
    pub document: Option<String>,
    pub reason: Option<String>,
    /// When it happened, which may be long before it was recorded.
    pub at: Timestamp,
}

/// A warehouse, own or somebody else's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warehouse {
    pub id: WarehouseId,
    pub code: WarehouseCode,
    pub country: CountryCode,
    pub postcode: Option<String>,
    /// The zone of its working day.
    pub zone: Zone,
    /// The legal entity that owns the stock in it.
    pub entity: EntityCode,
    /// Inactive warehouses keep their stock and are not offered to new orders.
    pub active: bool,
    pub version: i64,
}
