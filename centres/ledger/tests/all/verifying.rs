//! The check of the books finds each kind of damage.

use kernel::Id;
use ledger::{Account, EntryId, MIGRATIONS, NewTransfer, Violation, post_batch, verify, verify_reference};
use store::{Nothing, args};
use testkit::{TestStore, on_both};

use crate::books::*;

fn damage(t: &TestStore, sql: &'static str, args: Vec<store::Value>) {
    t.must(move |tx| {
        tx.execute(sql, &args)?;
        Ok(Nothing)
    });
}

#[test]
fn each_kind_of_damage_is_found_and_named() {
    on_both(&[MIGRATIONS], |t| {
        companies(t);
        let first: EntryId = t.must(|tx| {
            let context = tx.context().clone();
            let paid = one(placed(2), NewTransfer::new(Account::Cash, Account::Receivable, eur(7)));
            Ok(post_batch(tx, &[(context.clone(), placed(1)), (context, paid)])?[0])
        });
        let found = || t.store.read_blocking(|read| verify(read)).unwrap();
        assert_eq!(found(), []);

        let settle = "INSERT INTO ledger_transfers (entry, place, debit, credit, amount, currency, base_amount, state, of_entry, of_place) \
             VALUES ($1, $2, 'receivable', 'deferred_revenue', $3, 'EUR', $4, 'posted', $5, 1)";
        let number = first.number();
        damage(t, settle, args![number, 11i64, 6_000i64, 6_000i64, number].to_vec());
        assert_eq!(found(), []);
        damage(t, settle, args![number, 12i64, 4_000i64, 3_999i64, number].to_vec());
        let wrong_base = Violation::BaseAmountWrong { entry: first, place: 12 };
        let lost = Violation::BaseLost { entry: first, place: 1, pending: 10_000, settled: 9_999 };
        assert_eq!(found(), [lost, wrong_base]);
        damage(t, settle, args![number, 13i64, 1i64, 1i64, number].to_vec());
        let beyond = Violation::SettledBeyondPending { entry: first, place: 1, pending: 10_000, settled: 10_001 };
        assert_eq!(found(), [beyond, wrong_base]);
        assert_eq!(t.store.read_blocking(|read| verify_reference(read, 1)).unwrap(), [beyond, wrong_base]);
        assert_eq!(t.store.read_blocking(|read| verify_reference(read, 2)).unwrap(), []);
        damage(t, "DELETE FROM ledger_transfers WHERE of_entry IS NOT NULL", vec![]);

        damage(t, settle, args![number, 11i64, 1i64, 1i64, number + 999].to_vec());
        assert_eq!(found(), [Violation::SettlesAStranger { entry: first, place: 11 }]);
        damage(t, "DELETE FROM ledger_transfers WHERE of_entry IS NOT NULL", vec![]);

        damage(t, "UPDATE ledger_transfers SET debit = 'nowhere' WHERE place = 2", vec![]);
        assert_eq!(found(), [Violation::UnknownAccount { entry: first, place: 2 }]);
        damage(t, "UPDATE ledger_transfers SET debit = 'receivable' WHERE place = 2", vec![]);

        let closing =
            "INSERT INTO period_closings (entity, until, closed_at, actor) VALUES ('de', '2026-11-21', 0, 'x')";
        damage(t, closing, vec![]);
        assert_eq!(found().len(), 2);
        assert_eq!(found()[0], Violation::BookedOnClosedDay { entry: first });
        damage(t, "DELETE FROM period_closings", vec![]);

        let side = "INSERT INTO ledger_transfers (entry, place, debit, credit, amount, currency, base_amount, rate, rate_source, state) \
             VALUES ($1, $2, $3, $4, 100, 'USD', $5, '0.9', 'ecb', 'posted')";
        damage(t, side, args![number, 21i64, "receivable", "revenue_goods", 90i64].to_vec());
        assert_eq!(found(), []);
        damage(t, side, args![number, 22i64, "cash", "receivable", 93i64].to_vec());
        assert_eq!(found(), [Violation::ExchangeLeft { entry: first, left: -3 }]);

        damage(t, "DELETE FROM ledger_transfers WHERE place > 20", vec![]);

        let between = "INSERT INTO ledger_transfers (entry, place, debit, credit, amount, currency, base_amount, state) \
             VALUES ($1, $2, $3, $4, $5, 'EUR', $5, 'posted')";
        damage(t, between, args![number, 31i64, "intercompany", "inventory", 500i64].to_vec());
        assert_eq!(found(), [Violation::CompaniesDisagree { currency: EUR, left: 500 }]);
        damage(t, between, args![number, 32i64, "cost_of_goods", "intercompany", 500i64].to_vec());
        assert_eq!(found(), []);

        damage(t, "DELETE FROM ledger_transfers WHERE entry = $1", args![number].to_vec());
        assert_eq!(found(), [Violation::EntryWithoutTransfers { entry: first }]);
        damage(t, "DELETE FROM ledger_entries WHERE id <> $1", args![number].to_vec());
        assert!(found().iter().any(|v| matches!(v, Violation::TransferWithoutEntry { place: 1, .. })));
    });
}
