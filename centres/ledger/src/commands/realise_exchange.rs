//! What is owed in a foreign currency and what is paid of it meet at two rates: the difference is realised
//! (docs/decisions/0007-exchange-differences.md).

use kernel::{CurrencyCode, Money, MoneyError, Timestamp, share_to_date};
use store::{CommandError, Tx};

use crate::account::Account;
use crate::commands::post_entries::post_fact;
use crate::model::{Cause, Entity, EntryId, Reference, State};
use crate::new_entry::{NewEntry, NewTransfer};
use crate::queries::entries::entries_of;

/// Brings the realised exchange difference of a thing's receivable up to date, after a step moved it: what is left open in the
/// thing's currency stays at the rate it came in at, the rest of the base amount goes to `fx_difference`. So where nothing is
/// open in the one currency, nothing is in the other. A fact: one of a closed day is booked on the first open one.
///
/// `None` where all is booked; at once for a thing in the books' own currency, else all its entries are read.
pub fn realise_exchange(
    tx: &mut Tx<'_>,
    entity: &Entity,
    reference: &Reference,
    currency: CurrencyCode,
    cause: Cause,
    at: Timestamp,
) -> Result<Option<EntryId>, CommandError> {
    if currency == entity.base_currency {
        return Ok(None);
    }
    let mut receivable = Receivable::none(currency, entity.base_currency);
    for entry in entries_of(tx, reference.number)?.iter().filter(|entry| entry.entity == entity.code) {
        for transfer in entry.transfers.iter().filter(|transfer| transfer.state == State::Posted) {
            match (transfer.debit, transfer.credit) {
                (Account::Receivable, other) => receivable.add(other, transfer.amount, transfer.base)?,
                (other, Account::Receivable) => {
                    receivable.add(other, transfer.amount.checked_neg()?, transfer.base.checked_neg()?)?;
                }
                _ => {}
            }
        }
    }
    let missing = receivable.realised()?.checked_sub(receivable.booked)?;
    let transfer = NewTransfer::signed(Account::Receivable, Account::FxDifference, missing)?;
    let Some(transfer) = transfer else { return Ok(None) };
    let reference = Some(reference.clone());
    let entry = NewEntry { entity: entity.code, reference, cause, at, transfers: vec![transfer] };
    post_fact(tx, &entry).map(Some)
}

/// An amount and its base amount; debits of the receivable are above zero.
type Both = (Money, Money);

/// What moved a receivable in a foreign currency.
struct Receivable {
    /// The sale, less what was credited of it.
    owed: Both,
    /// Below zero: payments, less refunds.
    paid: Both,
    /// Against `fx_difference`, so far.
    booked: Money,
}

impl Receivable {
    fn none(currency: CurrencyCode, base: CurrencyCode) -> Self {
        let none = (Money::zero(currency), Money::zero(base));
        Self { owed: none, paid: none, booked: none.1 }
    }

    fn add(&mut self, other: Account, amount: Money, base: Money) -> Result<(), MoneyError> {
        if other == Account::FxDifference {
            self.booked = self.booked.checked_add(base)?;
        } else if amount.currency() == self.owed.0.currency() {
            let side = if other.is_money() { &mut self.paid } else { &mut self.owed };
            *side = (side.0.checked_add(amount)?, side.1.checked_add(base)?);
        }
        Ok(())
    }

    /// What moves between the receivable and `fx_difference` in all: above zero a gain.
    fn realised(&self) -> Result<Money, MoneyError> {
        let stands = self.owed.1.checked_add(self.paid.1)?;
        let left = self.owed.0.checked_add(self.paid.0)?.minor();
        // What is left is owed, at the sale's rate, or was paid too much, at the payments'.
        let (whole, base) = if left > 0 { self.owed } else { self.paid };
        let zero = Money::zero(base.currency());
        let (part, whole) = (left.saturating_mul(whole.minor().signum()), whole.minor().saturating_abs());
        let carried = match part {
            0 => zero,
            // More is left than there ever was: nothing says at which rate.
            part if part < 0 || part > whole => stands,
            part => share_to_date(base, part, whole, zero)?,
        };
        carried.checked_sub(stands)
    }
}
