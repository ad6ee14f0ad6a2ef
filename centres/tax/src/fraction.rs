//! Exact fractions of minor units, until they are rounded.

use std::cmp::Ordering;

use kernel::RoundingMode;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Fraction {
    above: i128,
    /// Above zero.
    below: i128,
}

impl Fraction {
    pub const ZERO: Self = Self { above: 0, below: 1 };

    /// `below` must be above zero.
    pub fn new(above: i128, below: i128) -> Self {
        let divisor = common_divisor(above.unsigned_abs(), below.unsigned_abs());
        let divisor = i128::try_from(divisor).unwrap_or(1).max(1);
        Self { above: above / divisor, below: (below / divisor).max(1) }
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        let left = self.above.checked_mul(other.below)?;
        let right = other.above.checked_mul(self.below)?;
        Some(Self::new(left.checked_add(right)?, self.below.checked_mul(other.below)?))
    }

    pub fn round(self, mode: RoundingMode) -> Option<i128> {
        round(self.above, self.below, mode)
    }

    pub fn floor(self) -> i128 {
        self.above.div_euclid(self.below)
    }

    /// What is above the floor: from 0 to below 1.
    pub fn above_floor(self) -> Self {
        Self { above: self.above.rem_euclid(self.below), below: self.below }
    }

    /// Meant for remainders: both below 1, so that the products fit.
    pub fn compare(self, other: Self) -> Ordering {
        self.above.saturating_mul(other.below).cmp(&other.above.saturating_mul(self.below))
    }
}

/// A quotient to a whole number; halves by the mode, away from zero or to the even neighbour.
pub(crate) fn round(above: i128, below: i128, mode: RoundingMode) -> Option<i128> {
    let whole = above.checked_div(below)?;
    let rest = above.checked_rem(below)?.unsigned_abs();
    let below = below.unsigned_abs();
    let outwards = match rest.cmp(&below.checked_sub(rest)?) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => mode == RoundingMode::HalfUp || whole & 1 == 1,
    };
    if outwards { whole.checked_add(above.signum()) } else { Some(whole) }
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_by_their_mode_on_both_sides_of_zero() {
        for (above, up, even) in [(1, 1, 0), (3, 2, 2), (5, 3, 2), (-1, -1, 0), (-3, -2, -2), (-5, -3, -2)] {
            assert_eq!(round(above, 2, RoundingMode::HalfUp), Some(up), "{above}/2");
            assert_eq!(round(above, 2, RoundingMode::HalfEven), Some(even), "{above}/2");
        }
        assert_eq!(round(-1, 3, RoundingMode::HalfUp), Some(0));
        assert_eq!(round(2, 3, RoundingMode::HalfEven), Some(1));
    }

    #[test]
    fn a_sum_of_thirds_and_sixths_is_an_exact_half() {
        let half = Fraction::new(1, 3).checked_add(Fraction::new(1, 6)).unwrap();
        assert_eq!(half.round(RoundingMode::HalfUp), Some(1));
        assert_eq!(half.round(RoundingMode::HalfEven), Some(0));
    }

    #[test]
    fn floors_and_remainders_of_negative_taxes() {
        let tax = Fraction::new(-7, 2);
        assert_eq!(tax.floor(), -4);
        assert_eq!(tax.above_floor().compare(Fraction::new(1, 2)), Ordering::Equal);
    }
}
