//! Posting and voiding what is pending.

use jiff::civil::date;
use kernel::{Money, share_to_date};
use ledger::{
    Account, Cause, MIGRATIONS, NewTransfer, PartOf, Parts, Settlement, State, Step, entries_of, post_batch,
    post_pending, settle_batch, trial_balance, verify, void_pending,
};
use store::{CommandError, Nothing};
use testkit::{TestStore, on_both};

use crate::books::*;

fn place(t: &TestStore, entry: ledger::NewEntry) {
    t.must(move |tx| {
        let context = tx.context().clone();
        post_batch(tx, &[(context, entry.clone())])?;
        Ok(Nothing)
    });
}

/// Settles order 1 and says whether anything was written, or the refusal's code.
fn settle(t: &TestStore, step: Step) -> Result<bool, &'static str> {
    let answered = std::sync::Arc::new(std::sync::Mutex::new(false));
    let seen = std::sync::Arc::clone(&answered);
    let end = t.run(move |tx| {
        let written = match step.clone() {
            Step::Post(parts) => post_pending(tx, de(), &order(1), Cause::Shipped, parts)?,
            Step::Void(parts) => void_pending(tx, de(), &order(1), Cause::Cancelled, parts)?,
        };
        *seen.lock().unwrap() = written.is_some();
        Ok(Nothing)
    });
    match end {
        Ok(_) => Ok(*answered.lock().unwrap()),
        Err(CommandError::Refused(refusal)) => Err(refusal.code),
        Err(other) => panic!("{other}"),
    }
}

/// Balance and what is pending of an account of the German books, in cents: (balance, pending debits − credits).
fn stands(t: &TestStore, account: Account) -> (i64, i64) {
    let balance = t.store.read_blocking(|read| trial_balance(read, de(), date(9000, 1, 1))).unwrap();
    let line = balance.lines.iter().find(|line| line.account == account);
    line.map_or((0, 0), |line| (line.balance.minor(), line.pending_debits.minor() - line.pending_credits.minor()))
}

#[test]
fn an_order_shipped_in_parts_is_posted_to_the_cent_and_never_more() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        place(t, placed(1));
        assert_eq!(stands(t, Account::Receivable), (0, 11_900));
        for (part, posted) in [(1, 3_333 + 633), (2, 6_667 + 1_267), (3, 11_900)] {
            assert_eq!(settle(t, Step::Post(Parts::ToDate { part, whole: 3 })), Ok(true));
            assert_eq!(stands(t, Account::Receivable).0, posted);
        }
        assert_eq!(stands(t, Account::Receivable), (11_900, 0));
        assert_eq!(stands(t, Account::TaxPayable), (-1_900, 0));
        assert_eq!(settle(t, Step::Post(Parts::ToDate { part: 3, whole: 3 })), Ok(false));
        assert_eq!(settle(t, Step::Post(Parts::Rest)), Ok(false));
        assert_eq!(t.store.read_blocking(|read| verify(read)).unwrap(), []);
    });
}

#[test]
fn what_is_cancelled_is_voided_and_can_no_longer_be_posted() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        place(t, placed(1));
        let net = |amount| {
            Parts::Amounts(vec![PartOf {
                debit: Account::Receivable,
                credit: Account::DeferredRevenue,
                tag: None,
                amount: eur(amount),
            }])
        };
        assert_eq!(settle(t, Step::Post(net(4_000))), Ok(true));
        assert_eq!(settle(t, Step::Void(net(5_000))), Ok(true));
        assert_eq!(settle(t, Step::Post(net(1_001))), Err("more_than_pending"));
        assert_eq!(settle(t, Step::Void(net(1_001))), Err("more_than_pending"));
        assert_eq!(stands(t, Account::DeferredRevenue), (-4_000, -1_000));
        let tax = |tag: &str, amount| {
            Parts::Amounts(vec![PartOf {
                debit: Account::Receivable,
                credit: Account::TaxPayable,
                tag: Some(tag.into()),
                amount: eur(amount),
            }])
        };
        assert_eq!(settle(t, Step::Post(tax("fr/standard", 1))), Err("more_than_pending"));
        assert_eq!(settle(t, Step::Post(tax("de/standard", 760))), Ok(true));
        assert_eq!(settle(t, Step::Void(Parts::Rest)), Ok(true));
        assert_eq!(stands(t, Account::Receivable), (4_760, 0));
        assert_eq!(settle(t, Step::Post(Parts::Rest)), Ok(false));
        assert_eq!(t.store.read_blocking(|read| verify(read)).unwrap(), []);
    });
}

#[test]
fn the_base_amount_of_a_foreign_order_is_settled_to_the_cent_too() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        place(t, placed_in_dollars(1));
        assert_eq!(settle(t, Step::Post(Parts::ToDate { part: 1, whole: 3 })), Ok(true));
        assert_eq!(settle(t, Step::Void(Parts::ToDate { part: 1, whole: 3 })), Ok(true));
        assert_eq!(settle(t, Step::Post(Parts::Rest)), Ok(true));
        let entries = t.store.read_blocking(|read| entries_of(read, 1)).unwrap();
        let of = |state: State| -> (i64, i64) {
            let parts = entries.iter().flat_map(|e| &e.transfers).filter(|t| t.state == state);
            parts.fold((0, 0), |(amount, base), t| (amount + t.amount.minor(), base + t.base.minor()))
        };
        assert_eq!((of(State::Posted).0, of(State::Void).0), (6_667, 3_333));
        assert_eq!(of(State::Posted).1 + of(State::Void).1, 9_233);
        let exact = share_to_date(eur(9_233), 3_333, 10_000, Money::zero(EUR)).unwrap();
        assert!((of(State::Void).1 - exact.minor()).abs() <= 1);
        assert!(entries[1].transfers[0].exchange.is_some());
        assert_eq!(t.store.read_blocking(|read| verify(read)).unwrap(), []);
    });
}

#[test]
fn a_group_settles_one_order_twice_and_refuses_one_without_its_neighbours() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        place(t, placed(1));
        place(t, placed(2));
        t.must(|tx| {
            let context = tx.context().clone();
            let step = |number, cause, step, also| {
                let settlement = Settlement {
                    entity: de(),
                    reference: order(number),
                    cause,
                    at: at("2026-11-22T10:00:00Z"),
                    step,
                    also,
                };
                (context.clone(), settlement)
            };
            let too_much =
                PartOf { debit: Account::Receivable, credit: Account::TaxPayable, tag: None, amount: eur(1_901) };
            let revenue = NewTransfer::new(Account::DeferredRevenue, Account::RevenueGoods, eur(10_000));
            let ends = settle_batch(
                tx,
                &[
                    step(1, Cause::Shipped, Step::Post(Parts::ToDate { part: 1, whole: 2 }), vec![]),
                    step(2, Cause::Shipped, Step::Post(Parts::Amounts(vec![too_much])), vec![revenue.clone()]),
                    step(1, Cause::Delivered, Step::Post(Parts::Rest), vec![revenue]),
                    step(3, Cause::Delivered, Step::Post(Parts::Rest), vec![]),
                ],
            )?;
            assert!(matches!(ends[0], Ok(Some(_))) && matches!(ends[2], Ok(Some(_))), "{ends:?}");
            assert_eq!(ends[1].as_ref().unwrap_err().code, "more_than_pending");
            assert_eq!(ends[3], Ok(None));
            Ok(Nothing)
        });
        assert_eq!(stands(t, Account::Receivable), (11_900, 11_900));
        assert_eq!(stands(t, Account::RevenueGoods), (-10_000, 0));
        assert_eq!(stands(t, Account::DeferredRevenue), (0, -10_000));
        let second = t.store.read_blocking(|read| entries_of(read, 2)).unwrap();
        assert_eq!(second.len(), 1);
        assert_eq!(t.store.read_blocking(|read| verify(read)).unwrap(), []);
    });
}
