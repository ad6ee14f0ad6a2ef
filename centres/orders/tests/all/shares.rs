//! Parts add up: whatever is shipped, delivered and cancelled in whatever parts, no cent is lost or counted twice.

use orders::commands::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::shop::*;

#[derive(Debug, Clone)]
enum Step {
    Ship { line: usize, pieces: i64 },
    Deliver,
    DeliverOne,
    Cancel { line: usize, pieces: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (line, pieces) = (0usize..3, 1i64..5);
    let step = prop_oneof![
        3 => (line.clone(), pieces.clone()).prop_map(|(line, pieces)| Step::Ship { line, pieces }),
        1 => Just(Step::Deliver),
        2 => Just(Step::DeliverOne),
        2 => (line, pieces).prop_map(|(line, pieces)| Step::Cancel { line, pieces }),
    ];
    proptest::collection::vec(step, 0..14)
}

fn baskets() -> impl Strategy<Value = orders::NewOrder> {
    let line = (1i64..9, 0i64..100_000, 0i64..20_000);
    (proptest::collection::vec(line, 1..4), 0i64..1_000, -3i64..4).prop_map(|(lines, freight, rounding)| {
        let mut all: Vec<_> =
            lines.iter().zip(["A", "B", "C"]).map(|((n, net, tax), sku)| goods(sku, *n, *net + 10, *tax)).collect();
        all.push(carriage(freight, freight / 5));
        order(all, rounding)
    })
}

#[test]
fn delivered_and_cancelled_shares_add_up_to_the_order() {
    on_each(|t| {
        let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
        runner
            .run(&(baskets(), steps()), |(basket, steps)| {
                let (net, tax) = (basket.net, basket.tax);
                let id = place(t, basket);
                let (mut delivered, mut cancelled) = ((0, 0), (0, 0));
                // Which pieces of which line were delivered or cancelled: each at most once.
                let mut seen = std::collections::HashSet::new();
                let mut note = |piece: Part| {
                    for at in piece.before..piece.before + piece.quantity {
                        assert!(seen.insert((piece.line, at)), "piece {at} of line {} twice", piece.line);
                    }
                };
                for step in steps.into_iter().chain([Step::Ship { line: 9, pieces: 0 }, Step::Deliver]) {
                    let now = look(t, id);
                    match step {
                        Step::Ship { line: 9, .. } => {
                            if now.lines.iter().any(|line| line.to_ship() > 0) {
                                ship(t, id, &[]);
                            }
                        }
                        Step::Ship { line, pieces } => {
                            let left = now.lines.get(line).map_or(0, |line| line.to_ship()).min(pieces);
                            if left > 0 {
                                ship(t, id, &[(now.lines[line].line, left)]);
                            }
                        }
                        Step::Deliver | Step::DeliverOne => {
                            let parcels = t.store.read_blocking(|read| orders::queries::order_shipments(read, id));
                            let under_way = parcels.unwrap().into_iter().find(|parcel| parcel.delivered_at.is_none());
                            let Some(parcel) = under_way else { continue };
                            let shipment = matches!(step, Step::DeliverOne).then_some(parcel.id);
                            let part = t.must(move |tx| {
                                deliver_shipment(tx, &DeliverShipment { order: id, shipment, at: None })
                            });
                            delivered = (delivered.0 + part.net, delivered.1 + part.tax);
                            part.pieces.iter().copied().for_each(&mut note);
                        }
                        Step::Cancel { line, pieces } => {
                            let left = now.lines.get(line).map_or(0, |line| line.to_ship()).min(pieces);
                            if left > 0 {
                                let part = cancel(t, id, now.lines[line].line, Some(left));
                                cancelled = (cancelled.0 + part.taken.net, cancelled.1 + part.taken.tax);
                                note(part.piece);
                                // All that is left had arrived: what is not goods is earned by this step.
                                if part.complete {
                                    let rest = look(t, id);
                                    delivered = (rest.net, rest.tax);
                                }
                            }
                        }
                    }
                }
                let end = look(t, id);
                prop_assert_eq!((delivered.0 + cancelled.0, delivered.1 + cancelled.1), (net, tax));
                prop_assert_eq!((end.net, end.tax, end.gross), (delivered.0, delivered.1, delivered.0 + delivered.1));
                prop_assert_eq!(end.units, end.lines.iter().map(|line| line.delivered).sum::<i64>());
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn three_for_a_hundred_arrive_as_three_thirds() {
    on_each(|t| {
        let id = place(t, order(vec![goods("MUG", 3, 10_000, 1_900), carriage(420, 80)], 0));
        let mut parts = Vec::new();
        for _ in 0..3 {
            ship(t, id, &[(1, 1)]);
            let part = arrive(t, id);
            parts.push((part.net, part.tax, part.complete));
        }
        assert_eq!(parts, [(3_333, 633, false), (3_334, 634, false), (3_333 + 420, 633 + 80, true)]);
        assert_eq!(axes(t, id), ("open", "unpaid", "delivered"));
    });
}

#[test]
fn a_parcel_is_what_it_says() {
    on_each(|t| {
        let id = place(t, basket());
        for (lines, code) in [
            (&[(1, 4)][..], "more_than_left_to_ship"),
            (&[(1, 0)], "more_than_left_to_ship"),
            (&[(3, 1)], "no_such_line"),
            (&[(1, 1), (1, 1)], "line_twice"),
        ] {
            let input = shipping(id, lines);
            assert_eq!(t.refusal(move |tx| ship_lines(tx, &input)), code, "{lines:?}");
        }
        for (carrier, tracking, code) in [
            ("dhl\u{0}", "1", "invalid_carrier"),
            (" ", "1", "invalid_carrier"),
            ("dhl", "\u{7}1", "invalid_tracking"),
            ("dhl", "---", "invalid_tracking"),
        ] {
            let input =
                ShipLines { carrier: Some(carrier.into()), tracking: Some(tracking.into()), ..shipping(id, &[]) };
            assert_eq!(t.refusal(move |tx| ship_lines(tx, &input)), code);
        }
        let mut wanted = basket();
        wanted.lines[1].warehouse = Some(78);
        let id = place(t, wanted);
        let shipped = ship(t, id, &[]);
        assert_eq!(shipped.shipments.len(), 2, "a parcel leaves one warehouse");
        let stranger = t.refusal(move |tx| {
            deliver_shipment(tx, &DeliverShipment { order: id, shipment: Some(kernel::Id::from_number(3)), at: None })
        });
        assert_eq!(stranger, "shipment_not_found");
        let first = shipped.shipments[0];
        let deliver = move |tx: &mut store::Tx<'_>| {
            deliver_shipment(tx, &DeliverShipment { order: id, shipment: Some(first), at: None })
        };
        t.must(deliver);
        assert_eq!(t.refusal(deliver), "nothing_to_deliver", "a parcel arrives once");
        assert_eq!(axes(t, id).2, "partly_delivered");
    });
}
