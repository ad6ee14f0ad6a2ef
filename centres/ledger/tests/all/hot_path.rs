//! Appending what a group of orders did.

use ledger::{
    Account, AccountKind, AddAccount, MIGRATIONS, NewTransfer, State, add_account, entries_of, entries_of_many, entry,
    post_batch, post_entry, verify,
};
use store::{CommandError, Nothing, Outcome, StoreError, Submission};
use testkit::{on_both, tester};

use crate::books::*;

#[test]
fn a_group_of_orders_is_booked_at_once_and_each_reads_back_whole() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        let done = t.store.submit_blocking(Submission::by(&tester()).because(Some("checkout")), |tx| {
            let context = tx.context().clone();
            let group: Vec<_> = (1..=50).map(|number| (context.clone(), placed(number))).collect();
            let ids = post_batch(tx, &group)?;
            assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
            Ok(ids[6])
        });
        let Outcome::Done(seventh) = done.unwrap() else { panic!("done once") };
        t.store
            .read_blocking(|read| -> Result<(), StoreError> {
                let entries = entries_of(read, 7)?;
                assert_eq!(entries.len(), 1);
                let entry_7 = &entries[0];
                assert_eq!(entry_7.id, seventh);
                assert_eq!((entry_7.actor.as_str(), entry_7.reason.as_deref()), ("tester", Some("checkout")));
                assert_eq!(entry_7.booked_on.to_string(), "2026-11-21");
                assert_eq!(entry_7.reference.as_ref().unwrap().to_string(), "ord_0000000000007");
                let said: Vec<_> = entry_7
                    .transfers
                    .iter()
                    .map(|t| (t.place, t.debit, t.credit, t.amount, t.base, t.state, t.tag.as_deref()))
                    .collect();
                assert_eq!(
                    said,
                    [
                        (
                            1,
                            Account::Receivable,
                            Account::DeferredRevenue,
                            eur(10_000),
                            eur(10_000),
                            State::Pending,
                            None
                        ),
                        (
                            2,
                            Account::Receivable,
                            Account::TaxPayable,
                            eur(1_900),
                            eur(1_900),
                            State::Pending,
                            Some("de/standard")
                        ),
                    ]
                );
                assert_eq!(entry(read, seventh)?.as_ref(), Some(entry_7));
                assert_eq!(entries_of_many(read, &[3, 4, 999])?.len(), 2);
                assert_eq!(verify(read)?, []);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn one_misshapen_entry_writes_nothing_of_its_group() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        let end = t.run(|tx| {
            let context = tx.context().clone();
            let wrong = one(placed(2), NewTransfer::new(Account::Cash, Account::Receivable, gbp(5)));
            Ok(post_batch(tx, &[(context.clone(), placed(1)), (context, wrong)]).map(|_| Nothing)?)
        });
        assert!(matches!(end, Err(CommandError::Failed(StoreError::Misuse(_)))), "{end:?}");
        let left = t.store.read_blocking(|read| entries_of_many(read, &[1, 2])).unwrap();
        assert_eq!(left, []);
    });
}

#[test]
fn what_somebody_books_by_hand_is_refused_with_its_reason() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        let refusal = |transfer: NewTransfer| t.refusal(move |tx| post_entry(tx, &one(placed(1), transfer.clone())));
        let cash = |amount| NewTransfer::new(Account::Cash, Account::Receivable, amount);
        assert_eq!(refusal(cash(eur(0))), "amount_not_positive");
        assert_eq!(refusal(cash(eur(-5))), "amount_not_positive");
        assert_eq!(refusal(cash(usd(5))), "base_amount_wrong");
        assert_eq!(refusal(NewTransfer { base: eur(4), ..cash(eur(5)) }), "base_amount_wrong");
        assert_eq!(refusal(NewTransfer::new(Account::Cash, Account::Cash, eur(5))), "same_account");
        let till = Account::Own("till_berlin".parse().unwrap());
        assert_eq!(refusal(NewTransfer::new(till, Account::Receivable, eur(5))), "unknown_account");
        assert_eq!(t.refusal(|tx| post_entry(tx, &ledger::NewEntry { transfers: vec![], ..placed(1) })), "entry_empty");
        let stranger = ledger::NewEntry { entity: "us".parse().unwrap(), ..placed(1) };
        assert_eq!(t.refusal(move |tx| post_entry(tx, &stranger)), "unknown_entity");
        assert_eq!(t.store.read_blocking(|read| entries_of(read, 1)).unwrap(), []);
    });
}

#[test]
fn an_own_account_is_its_entitys_alone() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        let input = AddAccount {
            code: "till_berlin".parse().unwrap(),
            entity: de(),
            kind: AccountKind::Asset,
            names: kernel::Texts::new().with("de".parse().unwrap(), "Kasse Berlin"),
        };
        let again = input.clone();
        t.must(move |tx| add_account(tx, &input));
        assert_eq!(t.refusal(move |tx| add_account(tx, &again)), "account_exists");
        let till = Account::Own("till_berlin".parse().unwrap());
        let entry = one(placed(1), NewTransfer::new(till, Account::Receivable, eur(5)));
        t.must(move |tx| post_entry(tx, &entry));
        let british =
            ledger::NewEntry { entity: gb(), ..one(placed(2), NewTransfer::new(till, Account::Receivable, gbp(5))) };
        assert_eq!(t.refusal(move |tx| post_entry(tx, &british)), "unknown_account");
        assert_eq!(t.store.read_blocking(|read| verify(read)).unwrap(), []);
    });
}

#[test]
fn the_program_and_the_chart_know_the_same_accounts() {
    on_both(&[MIGRATIONS], |t| {
        let chart = t.store.read_blocking(|read| ledger::chart(read, None)).unwrap();
        let mut known: Vec<_> = Account::STANDARD.iter().map(|a| (a.as_str().to_owned(), a.kind())).collect();
        known.sort_by(|a, b| a.0.cmp(&b.0));
        let stored: Vec<_> = chart.iter().map(|a| (a.account.as_str().to_owned(), Some(a.kind))).collect();
        assert_eq!(stored, known);
        let languages = ["en", "zh", "ar"].map(|tag| tag.parse().unwrap());
        assert!(chart.iter().all(|account| account.names.missing(&languages).is_empty()));
    });
}
