//! What stock is worth: the moving average of each variant and owner (docs/decisions/0006-stock-value.md).
//!
//! Pieces whose cost nobody told are counted apart and worth nothing known: never zero. They leave first, so that what is not
//! known ends soonest. Pieces that left before any came are filled up by what comes next; its cost is then the cost of goods
//! that are gone.

use kernel::{CurrencyCode, EntityCode, Money, MoneyError, share_to_date};
use store::Answer;

use crate::model::{MovementKind, VariantId};

/// What a command did to the worth of stock, change by change; what moved no known value is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worth(pub Vec<ValueChange>);

impl Answer for Worth {
    fn reference(&self) -> String {
        String::new()
    }
}

/// A change of what an owner's stock is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueChange {
    pub entity: EntityCode,
    pub variant: VariantId,
    /// The kind of movement behind it. Pieces lost in transit count as written off, pieces given to another owner as
    /// transferred out.
    pub kind: MovementKind,
    /// Pieces of known cost that came or went; always above zero or zero.
    pub pieces: i64,
    /// What the stock is worth more (above zero) or less (below), in the currency the owner's stock is valued in.
    pub value: Money,
    /// Of what came: the cost of pieces that had left before they came. Not in `value`.
    pub late: Money,
}

/// An owner's stock of one variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pool {
    pub(crate) currency: CurrencyCode,
    /// Pieces whose cost is known, and what they cost together in minor units.
    pub(crate) known: i64,
    pub(crate) value: i64,
    /// Pieces of unknown cost; below zero: pieces that left before any came.
    pub(crate) unknown: i64,
    /// Pieces and their value before the last piece of known cost left.
    pub(crate) last: (i64, i64),
}

/// What happens to a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Pieces come at this cost together.
    Costing(Money),
    /// Pieces come and nobody says at which cost.
    Unknown,
    /// Pieces come at the average.
    AtAverage,
    Leaving,
    /// The cost of pieces that are there already.
    Told(Money),
    /// The cost of pieces that just came as unknown ones.
    Came(Money),
}

/// What an effect did: pieces of known cost, their value, and what they cost that had left before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) pieces: i64,
    pub(crate) value: i64,
    pub(crate) late: i64,
}

impl Pool {
    /// A pool whose pieces so far are all of unknown cost.
    pub(crate) fn of_unknown(currency: CurrencyCode, unknown: i64) -> Self {
        Self { currency, known: 0, value: 0, unknown, last: (0, 0) }
    }

    /// Lets `pieces` (above zero) come or go.
    pub(crate) fn apply(&mut self, effect: Effect, pieces: i64) -> Result<Done, MoneyError> {
        match effect {
            Effect::Unknown => {
                self.unknown = sum(self.unknown, pieces)?;
                Ok(Done::default())
            }
            Effect::Costing(cost) => {
                let gap = self.fill(pieces);
                let late = share(cost.minor(), gap, pieces)?;
                self.come(pieces.saturating_sub(gap), sum(cost.minor(), late.saturating_neg())?, late)
            }
            Effect::AtAverage => {
                let gap = self.fill(pieces);
                let left = pieces.saturating_sub(gap);
                match self.average(left)? {
                    Some(value) => self.come(left, value, 0),
                    None => self.apply(Effect::Unknown, left),
                }
            }
            Effect::Told(cost) => {
                let told = pieces.min(self.unknown.max(0));
                self.unknown = self.unknown.saturating_sub(told);
                self.come(told, share(cost.minor(), told, pieces)?, 0)
            }
            Effect::Came(cost) => {
                // What is not there any more filled up what had left before.
                let here = pieces.min(self.unknown.max(0));
                self.unknown = self.unknown.saturating_sub(here);
                let value = share(cost.minor(), here, pieces)?;
                self.come(here, value, sum(cost.minor(), value.saturating_neg())?)
            }
            Effect::Leaving => self.leave(pieces),
        }
    }

    /// How many of the coming pieces only fill up what left before any came.
    fn fill(&mut self, pieces: i64) -> i64 {
        let gap = self.unknown.min(0).saturating_neg().min(pieces);
        self.unknown = self.unknown.saturating_add(gap);
        gap
    }

    fn come(&mut self, pieces: i64, value: i64, late: i64) -> Result<Done, MoneyError> {
        if pieces > 0 {
            self.known = sum(self.known, pieces)?;
            self.value = sum(self.value, value)?;
            self.last = (self.known, self.value);
        }
        Ok(Done { pieces, value, late })
    }

    fn leave(&mut self, pieces: i64) -> Result<Done, MoneyError> {
        let unknown = pieces.min(self.unknown.max(0));
        let known = pieces.saturating_sub(unknown).min(self.known);
        let value = if known == 0 { 0 } else { share(self.value, known, self.known)? };
        if known > 0 {
            self.last = (self.known, self.value);
        }
        self.known = self.known.saturating_sub(known);
        self.value = self.value.saturating_sub(value);
        self.unknown = sum(self.unknown, known.saturating_sub(pieces))?;
        Ok(Done { pieces: known, value: value.saturating_neg(), late: 0 })
    }

    /// What pieces cost at the average: of those there are, or of the last there were.
    fn average(&self, pieces: i64) -> Result<Option<i64>, MoneyError> {
        let (of, value) = if self.known > 0 { (self.known, self.value) } else { self.last };
        let (Some(times), Some(rest)) = (pieces.checked_div(of), pieces.checked_rem(of)) else { return Ok(None) };
        let whole = value.checked_mul(times).ok_or(MoneyError::Overflow)?;
        Ok(Some(sum(whole, share(value, rest, of)?)?))
    }
}

fn sum(one: i64, other: i64) -> Result<i64, MoneyError> {
    one.checked_add(other).ok_or(MoneyError::Overflow)
}

/// `value × part / whole`, half away from zero.
fn share(value: i64, part: i64, whole: i64) -> Result<i64, MoneyError> {
    // Which currency does not matter for a share.
    let money = |minor| Money::new(minor, CurrencyCode::EUR);
    Ok(share_to_date(money(value), part, whole, money(0))?.minor())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, CurrencyCode::EUR)
    }

    fn pool(unknown: i64) -> Pool {
        Pool::of_unknown(CurrencyCode::EUR, unknown)
    }

    #[test]
    fn the_average_moves_with_what_comes_and_stays_with_what_goes() {
        let mut pool = pool(0);
        pool.apply(Effect::Costing(eur(1000)), 10).unwrap();
        pool.apply(Effect::Costing(eur(2000)), 10).unwrap();
        let gone = pool.apply(Effect::Leaving, 7).unwrap();
        assert_eq!((gone.value, pool.known, pool.value), (-1050, 13, 1950));
        let back = pool.apply(Effect::AtAverage, 2).unwrap();
        assert_eq!((back.value, pool.known, pool.value), (300, 15, 2250));
        let rest = pool.apply(Effect::Leaving, 15).unwrap();
        assert_eq!((rest.value, pool.known, pool.value), (-2250, 0, 0));
        // Nothing is left, and what comes back does so at the average there was.
        assert_eq!(pool.apply(Effect::AtAverage, 1).unwrap().value, 150);
    }

    #[test]
    fn what_cost_something_unknown_is_not_worth_zero_and_leaves_first() {
        let mut pool = pool(4);
        pool.apply(Effect::Costing(eur(1000)), 10).unwrap();
        assert_eq!(pool.apply(Effect::Leaving, 3).unwrap(), Done::default());
        let gone = pool.apply(Effect::Leaving, 3).unwrap();
        assert_eq!((gone.pieces, gone.value, pool.unknown, pool.known), (2, -200, 0, 8));
    }

    #[test]
    fn pieces_that_left_too_early_get_their_cost_when_it_comes() {
        let mut pool = pool(0);
        pool.apply(Effect::Costing(eur(100)), 1).unwrap();
        pool.apply(Effect::Leaving, 4).unwrap();
        assert_eq!((pool.known, pool.unknown), (0, -3));
        let came = pool.apply(Effect::Costing(eur(1000)), 10).unwrap();
        assert_eq!((came.late, came.value, pool.known, pool.unknown, pool.value), (300, 700, 7, 0, 700));
    }

    #[test]
    fn a_cost_told_later_makes_the_unknown_known() {
        let mut pool = pool(4);
        let told = pool.apply(Effect::Told(eur(600)), 6).unwrap();
        assert_eq!((told.pieces, told.value, pool.known, pool.unknown), (4, 400, 4, 0));
    }
}
