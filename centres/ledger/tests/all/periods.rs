//! Closed books.

use jiff::civil::date;
use ledger::{
    Account, ClosePeriod, MIGRATIONS, NewEntry, NewTransfer, close_period, entities, entries_of, post_batch,
    post_entry, post_fact, trial_balance, verify,
};
use store::{Nothing, Options};
use testkit::{HandClock, on_both_with};

use crate::books::*;

#[test]
fn a_closed_day_takes_no_entry_by_hand_and_a_fact_goes_to_the_first_open_day() {
    let options = Options { clock: HandClock::at("2026-12-03T09:00:00Z"), ..Options::default() };
    on_both_with(&[MIGRATIONS], &options, |t| {
        companies(t);
        let sale = |number, when: &str| NewEntry {
            at: at(when),
            ..one(placed(number), NewTransfer::new(Account::Cash, Account::RevenueGoods, eur(500)))
        };
        let early = sale(1, "2026-11-29T12:00:00Z");
        t.must(move |tx| post_entry(tx, &early));
        let close = |until| move |tx: &mut store::Tx<'_>| close_period(tx, &ClosePeriod { entity: de(), until });
        assert_eq!(t.refusal(close(date(2026, 12, 3))), "period_not_over");
        t.must(close(date(2026, 11, 30)));
        assert_eq!(t.refusal(close(date(2026, 11, 30))), "period_already_closed");
        assert_eq!(t.refusal(close(date(2026, 10, 31))), "period_already_closed");

        // 22:59Z is the last minute of November in Berlin, 23:00Z is December.
        let late = sale(2, "2026-11-30T22:59:00Z");
        assert_eq!(t.refusal(move |tx| post_entry(tx, &late)), "period_closed");
        let december = sale(3, "2026-11-30T23:00:00Z");
        t.must(move |tx| post_entry(tx, &december));
        let british = NewEntry {
            entity: gb(),
            ..one(sale(4, "2026-11-30T22:59:00Z"), NewTransfer::new(Account::Cash, Account::RevenueGoods, gbp(500)))
        };
        t.must(move |tx| post_entry(tx, &british));

        let fact = sale(5, "2026-11-30T12:00:00Z");
        t.must(move |tx| {
            let context = tx.context().clone();
            post_batch(tx, &[(context, fact.clone())])?;
            Ok(Nothing)
        });
        let paid = sale(6, "2026-11-30T12:00:00Z");
        t.must(move |tx| post_fact(tx, &paid));
        t.store
            .read_blocking(|read| -> Result<(), store::CommandError> {
                let moved = &entries_of(read, 5)?[0];
                assert_eq!((moved.booked_on, moved.at), (date(2026, 12, 1), at("2026-11-30T12:00:00Z")));
                let cash = |on, read: &mut store::Reader<'_>| {
                    trial_balance(read, de(), on).map(|balance| balance.lines[0].balance)
                };
                assert_eq!(cash(date(2026, 11, 30), read)?, eur(500));
                assert_eq!(cash(date(2026, 12, 1), read)?, eur(2_000));
                assert_eq!(entities(read)?[0].closed_until, Some(date(2026, 11, 30)));
                assert_eq!(verify(read)?, []);
                Ok(())
            })
            .unwrap();
    });
}
