use kernel::{CurrencyCode, Money, MoneyError, allocate, share_to_date};
use proptest::prelude::*;

fn eur(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::EUR)
}

fn shares(total: i64, weights: &[i64]) -> Vec<i64> {
    allocate(eur(total), weights).unwrap().into_iter().map(Money::minor).collect()
}

#[test]
fn the_left_over_cent_goes_to_the_largest_remainder_and_then_to_the_earlier_line() {
    assert_eq!(shares(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(shares(200, &[1, 1, 1]), [67, 67, 66]);
    assert_eq!(shares(10, &[1, 5, 3]), [1, 6, 3]);
    assert_eq!(shares(-100, &[1, 1, 1]), [-34, -33, -33]);
    assert_eq!(shares(5, &[0, 3, 0]), [0, 5, 0]);
    assert_eq!(shares(0, &[1, 2]), [0, 0]);
    assert_eq!(shares(3, &[0, 0]), [2, 1]);
    assert_eq!(shares(i64::MIN, &[i64::MAX, i64::MAX]), [i64::MIN / 2, i64::MIN / 2]);
}

#[test]
fn what_cannot_be_shared_is_refused() {
    assert_eq!(allocate(eur(1), &[]), Err(MoneyError::InvalidShares));
    assert_eq!(allocate(eur(1), &[2, -1]), Err(MoneyError::InvalidShares));
    let due = |part, whole| share_to_date(eur(100), part, whole, eur(0));
    assert_eq!(due(1, 0), Err(MoneyError::InvalidShares));
    assert_eq!(due(4, 3), Err(MoneyError::InvalidShares));
    assert_eq!(due(-1, 3), Err(MoneyError::InvalidShares));
    let usd = Money::zero(CurrencyCode::USD);
    assert!(matches!(share_to_date(eur(1), 1, 1, usd), Err(MoneyError::CurrencyMismatch { .. })));
}

#[test]
fn three_refunds_of_a_third_pay_the_whole() {
    let first = share_to_date(eur(1000), 1, 3, eur(0)).unwrap();
    let second = share_to_date(eur(1000), 2, 3, first).unwrap();
    let third = share_to_date(eur(1000), 3, 3, eur(first.minor() + second.minor())).unwrap();
    assert_eq!([first, second, third].map(Money::minor), [333, 334, 333]);
    assert_eq!(share_to_date(eur(1), 1, 2, eur(0)), Ok(eur(1)), "a half goes away from zero");
    assert_eq!(share_to_date(eur(-1), 1, 2, eur(0)), Ok(eur(-1)));
    assert_eq!(share_to_date(eur(100), 1, 2, eur(60)), Ok(eur(-10)), "more was paid than was due");
}

proptest! {
    #[test]
    fn shares_add_up_and_none_is_off_by_a_minor_unit(total: i64, weights in prop::collection::vec(0i64..=i64::MAX, 1..40)) {
        let shared = shares(total, &weights);
        prop_assert_eq!(shared.iter().map(|share| i128::from(*share)).sum::<i128>(), i128::from(total));
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (share, weight) in shared.iter().zip(&weights) {
            if whole > 0 {
                let exact = i128::from(total) * i128::from(*weight);
                let (floor, ceiling) = (exact.div_euclid(whole), exact.div_euclid(whole) + i128::from(exact.rem_euclid(whole) != 0));
                prop_assert!((floor..=ceiling).contains(&i128::from(*share)));
                prop_assert!(*weight > 0 || *share == 0);
            }
        }
    }

    #[test]
    fn a_larger_remainder_comes_first_and_among_equals_the_earlier_line(
        total in -100_000i64..100_000, weights in prop::collection::vec(0i64..6, 1..30),
    ) {
        let counted: Vec<i64> = if weights.iter().all(|w| *w == 0) { vec![1; weights.len()] } else { weights.clone() };
        let whole: i64 = counted.iter().sum();
        // Of each line: its remainder, and whether it got one of the minor units left over.
        let lines: Vec<(i64, i64)> = shares(total, &weights)
            .into_iter()
            .zip(&counted)
            .map(|(share, weight)| ((total * weight).abs() % whole, share.abs() - (total * weight).abs() / whole))
            .collect();
        for (index, (remainder, extra)) in lines.iter().enumerate() {
            prop_assert!((0..=1).contains(extra));
            for (later_remainder, later_extra) in &lines[index + 1..] {
                match remainder.cmp(later_remainder) {
                    std::cmp::Ordering::Less => prop_assert!(extra <= later_extra),
                    std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => prop_assert!(extra >= later_extra),
                }
            }
        }
    }

    #[test]
    fn mirrored_totals_have_mirrored_shares(total in -i64::MAX..=i64::MAX, weights in prop::collection::vec(0i64..1000, 1..20)) {
        let mirrored: Vec<i64> = shares(-total, &weights).into_iter().map(|share| -share).collect();
        prop_assert_eq!(shares(total, &weights), mirrored);
    }

    #[test]
    fn refunds_in_parts_never_pass_the_total_and_end_on_it(
        total in 0i64..=i64::MAX, steps in prop::collection::vec(1i64..1000, 1..40), negative: bool,
    ) {
        let total = if negative { -total } else { total };
        let whole: i64 = steps.iter().sum();
        let (mut done, mut already) = (0, eur(0));
        for step in steps {
            done += step;
            let due = share_to_date(eur(total), done, whole, already).unwrap();
            prop_assert!(due.minor().signum() != -total.signum() || due.is_zero(), "a refund never turns into a charge");
            already = already.checked_add(due).unwrap();
            prop_assert!(already.minor().unsigned_abs() <= total.unsigned_abs());
        }
        prop_assert_eq!(already, eur(total));
    }
}
