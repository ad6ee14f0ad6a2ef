//! What a process hands over to be booked, and what makes it acceptable.

use std::borrow::Cow;

use kernel::{CurrencyCode, EntityCode, Money, MoneyError, Refusal, Timestamp};

use crate::account::Account;
use crate::model::{Cause, Exchange, Reference};

/// No transfer is larger, in minor units: ten trillion of a currency with cents. Nobody's trade is, a slip of the keyboard is; and thousands of
/// such amounts still add up within what a balance can hold.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// An entry to be written. All its transfers belong to one entity.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub entity: EntityCode,
    pub reference: Option<Reference>,
    pub cause: Cause,
    /// When it happened; may be long ago.
    pub at: Timestamp,
    pub transfers: Vec<NewTransfer>,
}

impl NewEntry {
    /// Entries of what concerns several entities: one an entity and cause, in the order they are first met.
    pub fn by_entity(
        reference: Option<&Reference>,
        at: Timestamp,
        parts: impl IntoIterator<Item = (EntityCode, Cause, NewTransfer)>,
    ) -> Vec<Self> {
        let mut entries: Vec<Self> = Vec::new();
        for (entity, cause, transfer) in parts {
            match entries.iter_mut().find(|entry| entry.entity == entity && entry.cause == cause) {
                Some(entry) => entry.transfers.push(transfer),
                None => {
                    entries.push(Self { entity, reference: reference.cloned(), cause, at, transfers: vec![transfer] })
                }
            }
        }
        entries
    }
}

/// A transfer to be written.
#[derive(Debug, Clone)]
pub struct NewTransfer {
    pub debit: Account,
    pub credit: Account,
    /// Above zero.
    pub amount: Money,
    /// In the entity's base currency, never negative; the amount itself where that is its currency.
    pub base: Money,
    /// Must be there where the currencies differ.
    pub exchange: Option<Exchange>,
    pub pending: bool,
    pub tag: Option<Cow<'static, str>>,
}

impl NewTransfer {
    /// A posted transfer in the base currency.
    pub const fn new(debit: Account, credit: Account, amount: Money) -> Self {
        Self { debit, credit, amount, base: amount, exchange: None, pending: false, tag: None }
    }
    /// For amounts that may have either sign: a negative one goes the other way, of zero there is none.
    /// Refuses what is larger than [`LARGEST`].
    pub fn signed(debit: Account, credit: Account, amount: Money) -> Result<Option<Self>, MoneyError> {
        if amount.minor().saturating_abs() > LARGEST {
            return Err(MoneyError::Overflow);
        }
        Ok(match amount.minor() {
            0 => None,
            1.. => Some(Self::new(debit, credit, amount)),
            _ => Some(Self::new(credit, debit, amount.checked_neg()?)),
        })
    }
    /// The same as `base` in the entity's base currency.
    pub fn in_base(mut self, base: Money, exchange: Exchange) -> Self {
        self.base = base;
        self.exchange = Some(exchange);
        self
    }
    pub const fn pending(mut self) -> Self {
        self.pending = true;
        self
    }
    pub fn tagged(mut self, tag: impl Into<Cow<'static, str>>) -> Self {
        self.tag = Some(tag.into());
        self
    }
}

/// Why something cannot be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostRefusal {
    UnknownEntity {
        entity: EntityCode,
    },
    UnknownAccount {
        account: Account,
    },
    /// An entry must have transfers.
    EntryEmpty,
    AmountNotPositive {
        place: usize,
        amount: Money,
    },
    /// Beyond [`LARGEST`], in its currency or in the books'.
    AmountTooLarge {
        place: usize,
    },
    SameAccount {
        place: usize,
        account: Account,
    },
    /// The base amount is negative, in another currency than the books, or without a rate where one is needed.
    BaseAmountWrong {
        place: usize,
        base: Money,
        currency: CurrencyCode,
    },
    PeriodClosed {
        entity: EntityCode,
        day: jiff::civil::Date,
        until: jiff::civil::Date,
    },
    /// More is to be settled than is pending.
    MoreThanPending {
        wanted: Money,
        pending: Money,
    },
}

impl From<PostRefusal> for Refusal {
    fn from(refusal: PostRefusal) -> Self {
        let field = |place: usize, name: &str| format!("/transfers/{place}/{name}");
        match refusal {
            PostRefusal::UnknownEntity { entity } => {
                Refusal::not_found("unknown_entity").at("/entity").with("entity", entity)
            }
            PostRefusal::UnknownAccount { account } => Refusal::invalid("unknown_account").with("account", account),
            PostRefusal::EntryEmpty => Refusal::invalid("entry_empty").at("/transfers"),
            PostRefusal::AmountNotPositive { place, amount } => {
                Refusal::invalid("amount_not_positive").at(field(place, "amount")).with("amount", amount)
            }
            PostRefusal::AmountTooLarge { place } => Refusal::invalid("money_overflow").at(field(place, "amount")),
            PostRefusal::SameAccount { place, account } => {
                Refusal::invalid("same_account").at(field(place, "credit")).with("account", account)
            }
            PostRefusal::BaseAmountWrong { place, base, currency } => Refusal::invalid("base_amount_wrong")
                .at(field(place, "base"))
                .with("base", base)
                .with("currency", currency),
            PostRefusal::PeriodClosed { entity, day, until } => Refusal::conflict("period_closed")
                .at("/at")
                .with("entity", entity)
                .with("day", day)
                .with("until", until),
            PostRefusal::MoreThanPending { wanted, pending } => {
                Refusal::conflict("more_than_pending").with("wanted", wanted).with("pending", pending)
            }
        }
    }
}

/// Checks the shape of transfers for books in `base_currency`. The accounts' existence and the period are not its matter.
pub fn check_transfers(transfers: &[NewTransfer], base_currency: CurrencyCode) -> Result<(), PostRefusal> {
    for (place, transfer) in transfers.iter().enumerate() {
        let NewTransfer { debit, credit, amount, base, exchange, .. } = transfer;
        if !amount.is_positive() {
            return Err(PostRefusal::AmountNotPositive { place, amount: *amount });
        }
        if amount.minor() > LARGEST || base.minor() > LARGEST {
            return Err(PostRefusal::AmountTooLarge { place });
        }
        if debit == credit {
            return Err(PostRefusal::SameAccount { place, account: *debit });
        }
        let fits = if amount.currency() == base_currency {
            base == amount && exchange.is_none()
        } else {
            base.currency() == base_currency && !base.is_negative() && exchange.is_some()
        };
        if !fits {
            return Err(PostRefusal::BaseAmountWrong { place, base: *base, currency: base_currency });
        }
    }
    Ok(())
}
