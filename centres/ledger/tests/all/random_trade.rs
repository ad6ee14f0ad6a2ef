//! Random posting, settling in parts and voiding, beside a simple model of it.

use jiff::civil::date;
use ledger::{
    Account, Cause, MIGRATIONS, NewTransfer, PartOf, Parts, Settlement, Step, account_statement, post_batch,
    settle_batch, trial_balance, verify,
};
use proptest::prelude::*;
use store::Nothing;
use testkit::{TestStore, on_both};

use crate::books::*;

#[derive(Debug, Clone)]
enum Deed {
    Post { amount: i64 },
    Pend { order: i64, amount: i64 },
    PendDollars { order: i64, amount: i64, base: i64 },
    PostPart { order: i64, amount: i64 },
    VoidPart { order: i64, amount: i64 },
    PostShare { order: i64, part: i64 },
    PostRest { order: i64 },
    VoidRest { order: i64 },
}

fn deed() -> impl Strategy<Value = Deed> {
    let order = 1..4i64;
    let amount = 1..10_000i64;
    prop_oneof![
        amount.clone().prop_map(|amount| Deed::Post { amount }),
        (order.clone(), amount.clone()).prop_map(|(order, amount)| Deed::Pend { order, amount }),
        (order.clone(), amount.clone(), 0..10_000i64).prop_map(|(order, amount, base)| Deed::PendDollars {
            order,
            amount,
            base
        }),
        (order.clone(), amount.clone()).prop_map(|(order, amount)| Deed::PostPart { order, amount }),
        (order.clone(), amount).prop_map(|(order, amount)| Deed::VoidPart { order, amount }),
        (order.clone(), 0..=7i64).prop_map(|(order, part)| Deed::PostShare { order, part }),
        order.clone().prop_map(|order| Deed::PostRest { order }),
        order.prop_map(|order| Deed::VoidRest { order }),
    ]
}

/// What the model knows of an order's pending transfers: (dollars?, amount, base, settled amount).
#[derive(Default)]
struct Model {
    pending: Vec<(i64, bool, i64, i64)>,
    posted_beside: i64,
    transfers: usize,
}

impl Model {
    fn left(&self, order: i64, dollars: bool) -> i64 {
        let of = self.pending.iter().filter(|(o, d, ..)| *o == order && *d == dollars);
        of.map(|(_, _, amount, settled)| amount - settled).sum()
    }
    fn settle(&mut self, order: i64, dollars: bool, mut amount: i64) {
        for (o, d, whole, settled) in &mut self.pending {
            if *o == order && *d == dollars {
                let more = amount.min(*whole - *settled);
                *settled += more;
                amount -= more;
            }
        }
        assert_eq!(amount, 0, "the ledger took more than was pending");
    }
    fn settle_all(&mut self, order: i64) {
        for (o, _, whole, settled) in &mut self.pending {
            if *o == order {
                *settled = *whole;
            }
        }
    }
}

fn settle(t: &TestStore, order_number: i64, step: Step) -> Result<(), &'static str> {
    let (send, receive) = std::sync::mpsc::channel();
    t.must(move |tx| {
        let context = tx.context().clone();
        let settlement = Settlement {
            entity: de(),
            reference: order(order_number),
            cause: Cause::Shipped,
            at: context.now,
            step: step.clone(),
            also: vec![],
        };
        let end = settle_batch(tx, &[(context, settlement)])?.remove(0);
        send.send(end.map(|_| ()).map_err(|refusal| refusal.code)).unwrap();
        Ok(Nothing)
    });
    receive.recv().unwrap()
}

fn euros(amount: i64) -> Parts {
    Parts::Amounts(vec![PartOf {
        debit: Account::Receivable,
        credit: Account::DeferredRevenue,
        tag: None,
        amount: eur(amount),
    }])
}

fn act(t: &TestStore, model: &mut Model, deed: Deed) {
    let post = |entry: ledger::NewEntry| {
        t.must(move |tx| {
            let context = tx.context().clone();
            post_batch(tx, &[(context, entry.clone())])?;
            Ok(Nothing)
        });
    };
    match deed {
        Deed::Post { amount } => {
            post(one(placed(9), NewTransfer::new(Account::Cash, Account::Receivable, eur(amount))));
            model.posted_beside += amount;
            model.transfers += 1;
        }
        Deed::Pend { order, amount } => {
            let transfer = NewTransfer::new(Account::Receivable, Account::DeferredRevenue, eur(amount)).pending();
            post(one(placed(order), transfer));
            model.pending.push((order, false, amount, 0));
        }
        Deed::PendDollars { order, amount, base } => {
            let mut entry = placed_in_dollars(order);
            for transfer in &mut entry.transfers {
                (transfer.amount, transfer.base) = (usd(amount), eur(base));
            }
            post(entry);
            model.pending.push((order, true, amount, 0));
        }
        Deed::PostPart { order, amount } | Deed::VoidPart { order, amount } => {
            let part = euros(amount);
            let step = if matches!(deed, Deed::PostPart { .. }) { Step::Post(part) } else { Step::Void(part) };
            let fits = amount <= model.left(order, false);
            assert_eq!(settle(t, order, step), if fits { Ok(()) } else { Err("more_than_pending") });
            if fits {
                model.settle(order, false, amount);
            }
        }
        Deed::PostShare { order, part } => {
            let before = pending_total(t);
            assert_eq!(settle(t, order, Step::Post(Parts::ToDate { part, whole: 7 })), Ok(()));
            assert!(pending_total(t) <= before);
            if part == 7 {
                model.settle_all(order);
            } else {
                // What a share takes depends on what was posted before; the model reads it from the books.
                resync(t, model, order);
            }
        }
        Deed::PostRest { order } => {
            assert_eq!(settle(t, order, Step::Post(Parts::Rest)), Ok(()));
            model.settle_all(order);
        }
        Deed::VoidRest { order } => {
            assert_eq!(settle(t, order, Step::Void(Parts::Rest)), Ok(()));
            model.settle_all(order);
        }
    }
}

fn resync(t: &TestStore, model: &mut Model, order: i64) {
    let entries = t.store.read_blocking(|read| ledger::entries_of(read, order)).unwrap();
    let transfers: Vec<_> = entries.iter().flat_map(|e| &e.transfers).collect();
    let wholes = transfers.iter().filter(|t| t.settles.is_none());
    for (whole, known) in wholes.zip(model.pending.iter_mut().filter(|(o, ..)| *o == order)) {
        let parts = transfers.iter().filter(|t| t.settles == Some((whole.entry, whole.place)));
        let settled: i64 = parts.map(|t| t.amount.minor()).sum();
        assert!(settled >= known.3 && settled <= known.2);
        known.3 = settled;
    }
}

fn pending_total(t: &TestStore) -> i64 {
    let balance = t.store.read_blocking(|read| trial_balance(read, de(), date(9000, 1, 1))).unwrap();
    balance.lines.iter().map(|line| line.pending_debits.minor()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_posted_settled_and_voided_the_books_balance(deeds in prop::collection::vec(deed(), 1..40)) {
        on_both(&[MIGRATIONS], |t| {
            companies(t);
            let mut model = Model::default();
            for deed in deeds.clone() {
                act(t, &mut model, deed);
            }
            let balance = t.store.read_blocking(|read| trial_balance(read, de(), date(9000, 1, 1))).unwrap();
            assert_eq!(balance.lines.iter().map(|line| line.balance.minor()).sum::<i64>(), 0);
            let pending: i64 = balance.lines.iter().map(|l| l.pending_debits.minor() - l.pending_credits.minor()).sum();
            assert_eq!(pending, 0);
            assert_eq!(t.store.read_blocking(|read| verify(read)).unwrap(), []);
            // What is left pending in euros is what the model says; dollars have another base amount.
            for order in 1..4 {
                let left: i64 = [false, true].iter().map(|dollars| model.left(order, *dollars)).sum();
                let entries = t.store.read_blocking(|read| ledger::entries_of(read, order)).unwrap();
                let all = entries.iter().flat_map(|e| &e.transfers);
                let stored: i64 = all.map(|t| if t.settles.is_none() { t.amount.minor() } else { -t.amount.minor() }).sum();
                assert_eq!(stored, left);
            }
            let cash = balance.lines.iter().find(|line| line.account == Account::Cash);
            assert_eq!(cash.map_or(0, |line| line.balance.minor()), model.posted_beside);
            let statement =
                t.store.read_blocking(|read| account_statement(read, de(), Account::Cash, store::Way::Falling, None, 200)).unwrap();
            assert_eq!(statement.len(), model.transfers);
            let mut rising: Vec<ledger::StatementLine> = Vec::new();
            loop {
                let end = rising.last().map(|line| (line.entry.id, line.transfer.place));
                let end = end.map(|(entry, place)| ledger::StatementPlace { entry, place });
                let page =
                    |read: &mut store::Reader<'_>| account_statement(read, de(), Account::Cash, store::Way::Rising, end, 3);
                let page = t.store.read_blocking(page).unwrap();
                if page.is_empty() {
                    break;
                }
                rising.extend(page);
            }
            rising.reverse();
            assert_eq!(rising, statement);
        });
    }
}
