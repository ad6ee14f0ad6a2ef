//! Many buyers for few pieces: exactly as many promises as pieces.

use std::sync::Arc;

use inventory::{HoldId, HoldRequest, Shelves, WarehouseId, hold_stock_batch};
use kernel::{Context, Refusal};
use store::{Answer, Batch, CommandError, Read, StoreError, Submission, Tx};
use testkit::{TestStore, on_both, tester};

use crate::company::{TABLES, pieces, receive, request, warehouse};

struct Buy(HoldRequest);
struct Bought(Vec<HoldId>);

impl Answer for Bought {
    fn reference(&self) -> String {
        self.0.iter().map(ToString::to_string).collect()
    }
}

impl Batch for Buy {
    type Answer = Bought;
    fn run(tx: &mut Tx<'_>, plans: &[(Context, &Self)]) -> Result<Vec<Result<Bought, CommandError>>, StoreError> {
        let requests: Vec<_> = plans.iter().map(|(context, buy)| (context, &buy.0)).collect();
        let ends = hold_stock_batch(tx, &requests)?;
        Ok(ends.into_iter().map(|end| end.map(Bought).map_err(CommandError::from)).collect())
    }
}

fn race(t: &TestStore, basket: impl Fn(i64, WarehouseId) -> HoldRequest) -> (usize, WarehouseId) {
    let home = warehouse(t, "ham");
    receive(t, home, &[(1, 100), (2, 1_000_000)]);
    let accepted = std::thread::scope(|scope| {
        let buyers: Vec<_> = (0..8)
            .map(|buyer| {
                let requests: Vec<_> = (0..250).map(|n| basket(buyer * 250 + n + 1, home)).collect();
                let store = Arc::clone(&t.store);
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                    runtime.block_on(async {
                        let sent: Vec<_> = requests
                            .into_iter()
                            .map(|request| {
                                let store = Arc::clone(&store);
                                async move { store.submit_batch(Submission::by(&tester()), Buy(request)).await }
                            })
                            .collect();
                        let mut accepted = 0;
                        let local = tokio::task::LocalSet::new();
                        let waiting: Vec<_> = sent.into_iter().map(|one| local.spawn_local(one)).collect();
                        local.await;
                        for one in waiting {
                            match one.await.unwrap() {
                                Ok(_) => accepted += 1,
                                Err(CommandError::Refused(Refusal { code: "out_of_stock", .. })) => {}
                                Err(other) => panic!("{other}"),
                            }
                        }
                        accepted
                    })
                })
            })
            .collect();
        buyers.into_iter().map(|buyer| buyer.join().unwrap()).sum()
    });
    (accepted, home)
}

fn held(t: &TestStore, variant: i64) -> (i64, i64) {
    t.store
        .read_blocking(|read| -> Result<_, StoreError> {
            let balance =
                read.query_one("SELECT held FROM stock_balances WHERE variant = $1", &store::args![variant])?;
            let holds = read.query_one(
                "SELECT CAST(COALESCE(SUM(open), 0) AS BIGINT) FROM stock_holds WHERE variant = $1",
                &store::args![variant],
            )?;
            Ok((balance.unwrap().int(0)?, holds.unwrap().int(0)?))
        })
        .unwrap()
}

/// A queue that takes all buyers at once, so that full groups form.
fn roomy() -> store::Options {
    store::Options { queue_bound: 4_000, ..Default::default() }
}

#[test]
fn two_thousand_buyers_of_a_hundred_pieces() {
    testkit::on_both_with(TABLES, &roomy(), |t| {
        let (accepted, _) = race(t, |order, home| request(order, vec![pieces(1, home, 1)]));
        assert_eq!((accepted, held(t, 1)), (100, (100, 100)));
    });
}

#[test]
fn two_lines_a_basket_are_held_together_or_not_at_all() {
    testkit::on_both_with(TABLES, &roomy(), |t| {
        let (accepted, _) = race(t, |order, home| request(order, vec![pieces(2, home, 3), pieces(1, home, 1)]));
        assert_eq!((accepted, held(t, 1), held(t, 2)), (100, (100, 100), (300, 300)));
    });
}

#[test]
fn one_variant_twice_in_a_basket_is_one_demand() {
    testkit::on_both_with(TABLES, &roomy(), |t| {
        let (accepted, _) = race(t, |order, home| request(order, vec![pieces(1, home, 2), pieces(1, home, 1)]));
        assert_eq!((accepted, held(t, 1)), (33, (99, 99)));
    });
}

#[test]
fn who_is_refused_learns_where_the_pieces_are() {
    on_both(TABLES, |t| {
        let (near, far) = (warehouse(t, "ham"), warehouse(t, "szx"));
        receive(t, near, &[(1, 1), (2, 5)]);
        receive(t, far, &[(1, 9)]);
        t.must(move |tx| {
            let context = tx.context().clone();
            let wanted = request(1, vec![pieces(2, near, 1), pieces(1, near, 2)]);
            let ends = hold_stock_batch(tx, &[(&context, &wanted)])?;
            let short = ends.into_iter().next().unwrap().unwrap_err();
            assert_eq!((short.line, short.wanted, short.available), (1, 2, 1));
            let seen: Vec<_> =
                short.elsewhere.iter().map(|one| (one.shelf.variant, one.shelf.warehouse, one.available)).collect();
            let (one, two) = (crate::company::variant(1), crate::company::variant(2));
            assert_eq!(seen, [(one, near, 1), (one, far, 9), (two, near, 5)]);
            Ok(store::Nothing)
        });
        assert_eq!(held(t, 2), (0, 0));
    });
}

#[test]
fn whoever_was_refused_can_be_served_from_elsewhere_in_the_same_group() {
    on_both(TABLES, |t| {
        let (near, far) = (warehouse(t, "ham"), warehouse(t, "szx"));
        receive(t, near, &[(1, 1)]);
        receive(t, far, &[(1, 2)]);
        t.must(move |tx| {
            let context = tx.context().clone();
            let wanted = |order, home| request(order, vec![pieces(1, home, 1)]);
            let mut shelves = Shelves::of(tx, [wanted(1, near).lines[0].shelf])?;
            assert!(shelves.hold(tx, &context, &wanted(1, near))?.is_ok());
            let mut served = Vec::new();
            for order in 2..5 {
                let Err(short) = shelves.hold(tx, &context, &wanted(order, near))? else { panic!("near is empty") };
                let Some(other) = short.elsewhere.first() else { continue };
                assert!(shelves.hold(tx, &context, &wanted(order, other.shelf.warehouse))?.is_ok());
                served.push(order);
            }
            assert_eq!(served, [2, 3]);
            shelves.write(tx)?;
            Ok(store::Nothing)
        });
        crate::company::lawful(t);
        assert_eq!(crate::company::numbers(t, 1, far), (2, 2, 0));
    });
}
