//! Entities, entries, transfers: what the books are made of.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, EntityCode, Id, Money, Rate, Timestamp, Zone};

use crate::account::Account;
use crate::address::PostalAddress;

kernel::typed_id!(
    /// An entry of the ledger.
    EntryId,
    "jrn"
);

/// A closed set of words, stored and shown as text.
#[macro_export]
#[doc(hidden)]
macro_rules! words {
    ($type:ident, $what:literal: $($name:ident = $text:literal,)*) => {
        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
        impl std::str::FromStr for $type {
            type Err = $crate::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($text => Ok(Self::$name),)* _ => Err($crate::UnknownWord { what: $what }) }
            }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.as_str())
            }
        }
        impl From<$type> for store::Value {
            fn from(word: $type) -> Self {
                store::Value::word(word.as_str())
            }
        }
    };
}

/// A text is none of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord {
    pub what: &'static str,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not {}", self.what)
    }
}

/// A legal entity (法人主体): a company that sells, owns stock, owes taxes and keeps books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    pub code: EntityCode,
    pub name: String,
    pub country: CountryCode,
    /// The currency of its books. Never changes.
    pub base_currency: CurrencyCode,
    /// Where its days begin and end.
    pub zone: Zone,
    /// Of its seat, as its invoices say it.
    pub address: Option<PostalAddress>,
    /// The last closed day.
    pub closed_until: Option<Date>,
    pub version: i64,
}

impl Entity {
    /// The day of an instant in this entity's books.
    pub fn day_of(&self, at: Timestamp) -> Date {
        self.zone.day_of(at)
    }
    /// The instant a day ends in this entity's books; none beyond the end of time.
    pub fn end_of(&self, day: Date) -> Option<Timestamp> {
        let next = day.tomorrow().ok()?.to_zoned(self.zone.time_zone().clone()).ok()?;
        Some(next.timestamp().into())
    }
    /// Whether a day lies in a closed period.
    pub fn is_closed(&self, day: Date) -> bool {
        self.closed_until.is_some_and(|until| day <= until)
    }
    /// The day a fact of `at` is booked on: its own, or the first open one.
    pub fn booking_day(&self, at: Timestamp) -> Date {
        let day = self.day_of(at);
        match self.closed_until {
            Some(until) if day <= until => until.tomorrow().unwrap_or(until),
            _ => day,
        }
    }
    /// The year of the number series a document of `at` belongs to.
    pub fn year_of(&self, at: Timestamp) -> i16 {
        self.day_of(at).year()
    }
}

/// What step of trade an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    Placed,
    Paid,
    Shipped,
    Delivered,
    Invoiced,
    Cancelled,
    Returned,
    Refunded,
    Credited,
    /// A provider or marketplace paid out, less its fees.
    PaidOut,
    /// Goods came in.
    Received,
    /// Stock was adjusted or written off.
    Adjusted,
    /// A debt was given up.
    WrittenOff,
    Imported,
    Opened,
    /// Written by hand.
    Manual,
}

words! { Cause, "a cause":
    Placed = "placed", Paid = "paid", Shipped = "shipped", Delivered = "delivered", Invoiced = "invoiced",
    Cancelled = "cancelled", Returned = "returned", Refunded = "refunded", Credited = "credited", PaidOut = "paid_out",
    Received = "received", Adjusted = "adjusted", WrittenOff = "written_off", Imported = "imported", Opened = "opened",
    Manual = "manual",
}

/// How a transfer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// In the books.
    Posted,
    /// Reserved: later posted, in parts or whole, or voided.
    Pending,
    /// Ends that much of a pending transfer without posting it.
    Void,
}

words! { State, "a transfer's state": Posted = "posted", Pending = "pending", Void = "void", }

/// The thing an entry is about: the number of its id and the id's prefix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// `ord`
    pub kind: Cow<'static, str>,
    pub number: i64,
}

impl Reference {
    pub const fn new(kind: &'static str, number: i64) -> Self {
        Self { kind: Cow::Borrowed(kind), number }
    }
    pub fn of<I: Id>(id: I) -> Self {
        Self::new(I::PREFIX, id.number())
    }
}

/// The id as its owner shows it: `ord_05WXQ7Z9K2F3A`.
impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        kernel::id::write_text(&self.kind, self.number, out)
    }
}

/// How an amount came into the base currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// One of the amount's currency is this many of the base currency.
    pub rate: Rate,
    /// Whose rate of which day: `ecb 2026-11-20`.
    pub source: Cow<'static, str>,
}

/// A transfer as it stands in the books: `amount` from the credit account to the debit account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub entry: EntryId,
    /// From 1 within its entry.
    pub place: i64,
    pub debit: Account,
    pub credit: Account,
    pub amount: Money,
    /// The amount in the entity's base currency.
    pub base: Money,
    pub exchange: Option<Exchange>,
    pub state: State,
    /// The pending transfer that this one posts or voids (a part of).
    pub settles: Option<(EntryId, i64)>,
    /// What a tax account is cut by: the territory and rule.
    pub tag: Option<String>,
}

/// An entry with its transfers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub entity: EntityCode,
    pub base_currency: CurrencyCode,
    pub reference: Option<Reference>,
    pub cause: Cause,
    /// When it happened.
    pub at: Timestamp,
    /// The day of the books it counts on.
    pub booked_on: Date,
    pub recorded_at: Timestamp,
    pub actor: String,
    pub reason: Option<String>,
    pub transfers: Vec<Transfer>,
}
