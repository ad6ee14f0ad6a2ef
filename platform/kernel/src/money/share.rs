//! Sharing an amount out without losing or inventing a minor unit.

use std::cmp::Reverse;

use super::{Money, MoneyError, RoundingMode};

/// Shares `total` out by `weights`, in their order, by the largest remainder: each share is its exact share cut towards
/// zero, and the minor units left over go, one each, to the largest remainders; among equal remainders the earlier weight
/// comes first. The shares add up to `total` exactly and none is off by a whole minor unit. A weight of zero gets nothing;
/// if all are zero, all count the same.
///
/// Refuses an empty list and negative weights.
pub fn allocate(total: Money, weights: &[i64]) -> Result<Vec<Money>, MoneyError> {
    if weights.is_empty() || weights.iter().any(|weight| *weight < 0) {
        return Err(MoneyError::InvalidShares);
    }
    let all_zero = weights.iter().all(|weight| *weight == 0);
    let weight_of = |weight: &i64| if all_zero { 1 } else { i128::from(*weight) };
    let whole: i128 = weights.iter().map(weight_of).sum();
    let amount = i128::from(total.minor());

    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = amount;
    for (index, weight) in weights.iter().map(weight_of).enumerate() {
        // At most 126 bits: a product of two i64; `whole` is above zero.
        let product = amount.saturating_mul(weight);
        let (share, remainder) = (product / whole, product % whole);
        left -= share;
        remainders.push((Reverse(remainder.unsigned_abs()), index));
        shares.push(Money::from_wide(share, total.currency())?);
    }
    if left != 0 {
        remainders.sort_unstable();
        let step = i64::try_from(left.signum()).map_err(|_| MoneyError::Overflow)?;
        let count = usize::try_from(left.unsigned_abs()).map_err(|_| MoneyError::Overflow)?;
        for (_, index) in remainders.into_iter().take(count) {
            if let Some(share) = shares.get_mut(index) {
                *share = share.checked_add(Money::new(step, total.currency()))?;
            }
        }
    }
    Ok(shares)
}

/// What is due now, when `part` of `whole` is to be settled to date and `already` was settled before:
/// `round(total × part / whole) − already`, half away from zero.
///
/// So the parts of a refund never drift: after the last piece exactly `total` was paid, whatever the steps. The result has
/// the other sign than `total` where more than the share was settled before; that is for the caller to judge.
///
/// Refuses a `part` outside `0..=whole` and a `whole` that is not above zero.
pub fn share_to_date(total: Money, part: i64, whole: i64, already: Money) -> Result<Money, MoneyError> {
    if whole <= 0 || part < 0 || part > whole {
        return Err(MoneyError::InvalidShares);
    }
    // At most 126 bits: a product of two i64.
    let product = i128::from(total.minor()).saturating_mul(i128::from(part));
    let due = RoundingMode::HalfUp.divide(product, i128::from(whole)).ok_or(MoneyError::Overflow)?;
    Money::from_wide(due, total.currency())?.checked_sub(already)
}
