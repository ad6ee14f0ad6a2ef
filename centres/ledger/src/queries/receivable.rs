//! What is owed and what is paid of a thing, by the books?

use kernel::{CurrencyCode, Money, MoneyError};
use store::CommandError;

use crate::account::Account;
use crate::model::{Entity, Entry, State};

/// What moved the receivable of one thing (an order), in the thing's currency and in its entity's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receivable {
    owed: Both,
    paid: Both,
    /// Against `fx_difference`, in base currency.
    difference: Money,
}

/// An amount and its base amount; debits of the receivable are above zero.
type Both = (Money, Money);

impl Receivable {
    /// Of a thing's entries, those of its entity in its currency that are posted.
    pub fn of(entries: &[Entry], entity: &Entity, currency: CurrencyCode) -> Result<Self, CommandError> {
        let none = (Money::zero(currency), Money::zero(entity.base_currency));
        let mut receivable = Self { owed: none, paid: none, difference: none.1 };
        for entry in entries.iter().filter(|entry| entry.entity == entity.code) {
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
        Ok(receivable)
    }

    fn add(&mut self, other: Account, amount: Money, base: Money) -> Result<(), MoneyError> {
        if other == Account::FxDifference {
            self.difference = self.difference.checked_add(base)?;
        } else if amount.currency() == self.owed.0.currency() {
            let side = if other.is_money() { &mut self.paid } else { &mut self.owed };
            *side = (side.0.checked_add(amount)?, side.1.checked_add(base)?);
        }
        Ok(())
    }

    /// What was earned, less what was credited of it.
    pub const fn earned(&self) -> Money {
        self.owed.0
    }

    /// Payments, less refunds.
    pub fn paid(&self) -> Result<Money, MoneyError> {
        self.paid.0.checked_neg()
    }

    /// What of the exchange difference is realised and not booked: what is left open stays at the rate it came in at, the rest
    /// of the base amount is realised. Above zero a gain.
    pub(crate) fn difference_missing(&self) -> Result<Money, MoneyError> {
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
            part => kernel::share_to_date(base, part, whole, zero)?,
        };
        carried.checked_sub(stands)?.checked_sub(self.difference)
    }
}
