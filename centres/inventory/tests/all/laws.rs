//! Whatever is done to stock, in whatever order: the laws hold, and no decision makes or enlarges a shortfall.

use std::sync::Arc;

use inventory::{
    AdjustStock, Arrived, ConsumeHolds, CountStock, HoldRequest, MIGRATIONS, Movement, MovementKind, OrderId,
    ReceiveTransfer, ReleaseHolds, SendTransfer, SetBuffers, Shelf, TransferId, WriteOff, adjust_stock, confirm_holds,
    consume_holds, count_stock, receive_transfer, record_history, release_expired_holds, release_holds, send_transfer,
    set_buffers, write_off,
};
use kernel::Id;
use proptest::prelude::*;
use store::{CommandError, Options, StoreError};
use testkit::{HandClock, TestStore};

use crate::company::{hold, lawful, pieces, receive, request, variant, warehouse};

#[derive(Debug, Clone)]
enum Step {
    Receive(usize, i64, i64),
    Hold(i64, usize, Vec<(i64, i64)>, Option<i64>),
    Confirm(i64),
    Ship(i64, usize, i64, i64),
    Release(i64, Option<(usize, i64, i64)>),
    Adjust(usize, i64, i64, bool),
    Count(usize, i64, i64),
    WriteOff(usize, i64, i64),
    Send(usize, i64, i64),
    Arrive(usize, i64, i64, i64),
    Sold(usize, i64, i64),
    Buffer(usize, i64, i64),
    Wait(i64),
    Sweep,
}

impl Step {
    fn is_decision(&self) -> bool {
        !matches!(self, Self::Adjust(_, _, _, true) | Self::Count(..) | Self::WriteOff(..) | Self::Sold(..))
    }
}

fn step() -> impl Strategy<Value = Step> {
    let home = 0usize..2;
    let (number, few, order) = (1i64..4, 1i64..6, 1i64..9);
    prop_oneof![
        (home.clone(), number.clone(), 1i64..12).prop_map(|(h, v, q)| Step::Receive(h, v, q)),
        (
            order.clone(),
            home.clone(),
            prop::collection::vec((number.clone(), few.clone()), 1..4),
            prop::option::of(0i64..100)
        )
            .prop_map(|(o, h, lines, until)| Step::Hold(o, h, lines, until)),
        order.clone().prop_map(Step::Confirm),
        (order.clone(), home.clone(), number.clone(), few.clone()).prop_map(|(o, h, v, q)| Step::Ship(o, h, v, q)),
        (order, prop::option::of((home.clone(), number.clone(), few.clone())))
            .prop_map(|(o, part)| Step::Release(o, part)),
        (home.clone(), number.clone(), -6i64..6, any::<bool>()).prop_map(|(h, v, q, fact)| Step::Adjust(h, v, q, fact)),
        (home.clone(), number.clone(), 0i64..12).prop_map(|(h, v, q)| Step::Count(h, v, q)),
        (home.clone(), number.clone(), few.clone()).prop_map(|(h, v, q)| Step::WriteOff(h, v, q)),
        (home.clone(), number.clone(), few.clone()).prop_map(|(h, v, q)| Step::Send(h, v, q)),
        (0usize..4, number.clone(), 0i64..4, 0i64..2).prop_map(|(t, v, q, lost)| Step::Arrive(t, v, q, lost)),
        (home.clone(), number.clone(), few.clone()).prop_map(|(h, v, q)| Step::Sold(h, v, q)),
        (home, number, 0i64..4).prop_map(|(h, v, q)| Step::Buffer(h, v, q)),
        (1i64..80).prop_map(Step::Wait),
        Just(Step::Sweep),
    ]
}

/// The sum of all shortfalls, shelf by shelf.
fn shortfalls(t: &TestStore) -> Vec<(i64, i64, i64)> {
    let sql = "SELECT variant, warehouse, shortfall FROM stock_balances WHERE shortfall > 0 ORDER BY 1, 2";
    t.store
        .read_blocking(|read| -> Result<_, StoreError> {
            use store::Read as _;
            read.query(sql, &[])?.iter().map(|row| Ok((row.int(0)?, row.int(1)?, row.int(2)?))).collect()
        })
        .unwrap()
}

fn run(t: &TestStore, clock: &HandClock, steps: &[Step]) {
    let homes = [warehouse(t, "ham"), warehouse(t, "szx")];
    let mut transfers: Vec<TransferId> = Vec::new();
    for step in steps {
        let before = shortfalls(t);
        let end: Result<(), CommandError> = match step.clone() {
            Step::Receive(h, v, q) => {
                receive(t, homes[h], &[(v, q)]);
                Ok(())
            }
            Step::Hold(order, h, lines, until) => {
                let now = t.store.context(&testkit::tester()).now;
                let lines = lines.into_iter().map(|(v, q)| pieces(v, homes[h], q)).collect();
                let expires_at = until.map(|ms| now.plus_ms(ms));
                let _ = hold(t, HoldRequest { expires_at, ..request(order, lines) });
                Ok(())
            }
            Step::Confirm(order) => t.run(move |tx| confirm_holds(tx, OrderId::from_number(order))).map(drop),
            Step::Ship(order, h, v, q) => {
                let order = OrderId::from_number(order);
                let ship = ConsumeHolds { order, lines: vec![pieces(v, homes[h], q)], document: None, at: None };
                t.run(move |tx| consume_holds(tx, &ship)).map(drop)
            }
            Step::Release(order, part) => {
                let lines = part.map(|(h, v, q)| vec![pieces(v, homes[h], q)]);
                let release = ReleaseHolds { order: OrderId::from_number(order), lines };
                t.run(move |tx| release_holds(tx, &release)).map(drop)
            }
            Step::Adjust(h, v, q, fact) => {
                let adjust = AdjustStock {
                    warehouse: homes[h],
                    lines: vec![(variant(v), q)],
                    reason: "test".into(),
                    fact,
                    document: None,
                    at: None,
                };
                t.run(move |tx| adjust_stock(tx, &adjust)).map(drop)
            }
            Step::Count(h, v, q) => {
                let count = CountStock { warehouse: homes[h], lines: vec![(variant(v), q)], document: None, at: None };
                t.run(move |tx| count_stock(tx, &count)).map(drop)
            }
            Step::WriteOff(h, v, q) => {
                let (lines, reason) = (vec![(variant(v), q)], "lost".to_owned());
                let off = WriteOff { warehouse: homes[h], lines, reason, fact: true, document: None, at: None };
                t.run(move |tx| write_off(tx, &off)).map(drop)
            }
            Step::Send(h, v, q) => {
                let (from, to) = (homes[h], homes[1 - h]);
                let send = SendTransfer { from, to, lines: vec![(variant(v), q)], document: None };
                t.run(move |tx| send_transfer(tx, &send)).map(|id| transfers.push(id))
            }
            Step::Arrive(n, v, arrived, lost) => match transfers.get(n) {
                None => Ok(()),
                Some(transfer) => {
                    let lines = vec![Arrived { variant: variant(v), arrived, lost }];
                    let arrived = ReceiveTransfer { transfer: *transfer, lines };
                    t.run(move |tx| receive_transfer(tx, &arrived)).map(drop)
                }
            },
            Step::Sold(h, v, q) => {
                let sold = Movement {
                    shelf: Shelf::new(variant(v), homes[h]),
                    kind: MovementKind::Sold,
                    quantity: -q,
                    unit_cost: None,
                    document: None,
                    reason: None,
                    at: kernel::Timestamp::from_ms(0),
                };
                t.run(move |tx| record_history(tx, std::slice::from_ref(&sold))).map(drop)
            }
            Step::Buffer(h, v, q) => {
                let buffers = SetBuffers { warehouse: homes[h], lines: vec![(variant(v), q)] };
                t.run(move |tx| set_buffers(tx, &buffers)).map(drop)
            }
            Step::Wait(ms) => {
                clock.forward_ms(ms);
                Ok(())
            }
            Step::Sweep => t.run(|tx| release_expired_holds(tx, 2)).map(drop),
        };
        if let Err(CommandError::Failed(error)) = end {
            panic!("{step:?}: {error}");
        }
        lawful(t);
        if step.is_decision() {
            for (v, w, now) in shortfalls(t) {
                let was = before.iter().find(|(x, y, _)| (*x, *y) == (v, w)).map_or(0, |(_, _, was)| *was);
                assert!(now <= was, "{step:?} is a decision and took the shortfall from {was} to {now}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_laws_hold_after_every_step(steps in prop::collection::vec(step(), 1..60)) {
        let clock = HandClock::at("2026-11-20T10:00:00Z");
        let options = Options { clock: Arc::<HandClock>::clone(&clock), ..Options::default() };
        let t = testkit::open(testkit::sqlite_home(), &[MIGRATIONS], options);
        run(&t, &clock, &steps);
        t.store.close();
    }
}

#[test]
fn a_balance_that_does_not_agree_with_its_movements_is_seen() {
    testkit::on_both(&[MIGRATIONS], |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 5)]);
        hold(t, request(1, vec![pieces(1, home, 2)])).unwrap();
        t.must(|tx| {
            tx.execute("UPDATE stock_balances SET on_hand = 6, held = 3", &[])?;
            Ok(store::Nothing)
        });
        let broken = t.store.read_blocking(|read| inventory::broken_laws(read)).unwrap();
        assert_eq!(broken.len(), 3, "{broken:?}");
        let laws = ["on hand", "held", "pieces of known and unknown cost"];
        assert!(broken.iter().zip(laws).all(|(one, law)| one.starts_with(law)), "{broken:?}");
    });
}
