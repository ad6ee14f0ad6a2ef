//! How long a full group of holds takes, the commit apart. Run by hand:
//! `cargo test --release -p inventory --test all -- --ignored --nocapture speed`.

use std::time::Instant;

use inventory::{HoldRequest, OrderId, Shelves, consume_holds_batch, hold_stock_batch};
use kernel::{Context, Id};
use testkit::on_both;

use crate::company::{TABLES, pieces, receive, request, warehouse};

const VARIANTS: i64 = 2_000;

#[test]
#[ignore = "a measurement, not a test"]
fn speed_of_a_group_of_256_orders_of_two_lines() {
    on_both(TABLES, |t| {
        let homes: Vec<_> = ["ham", "lon", "lax", "szx"].into_iter().map(|code| warehouse(t, code)).collect();
        for home in &homes {
            for part in 0..4 {
                let lines: Vec<_> = (0..500).map(|n| (part * 500 + n + 1, 1_000_000)).collect();
                receive(t, *home, &lines);
            }
        }
        let mut times = Vec::new();
        for group in 0..40i64 {
            let home = homes[0];
            let requests: Vec<HoldRequest> = (0..256)
                .map(|n| {
                    let order = group * 256 + n + 1;
                    let first = order * 7919 % VARIANTS + 1;
                    let second = order * 104_729 % VARIANTS + 1;
                    request(order, vec![pieces(first, home, 1), pieces(second, home, 2)])
                })
                .collect();
            let (send, took) = std::sync::mpsc::channel();
            t.must(move |tx| {
                let context = tx.context().clone();
                let all: Vec<(&Context, &HoldRequest)> = requests.iter().map(|request| (&context, request)).collect();
                let begun = Instant::now();
                let ends = hold_stock_batch(tx, &all)?;
                let hold = begun.elapsed();
                assert!(ends.iter().all(Result::is_ok));
                let begun = Instant::now();
                let variants = requests.iter().flat_map(|r| r.lines.iter().map(|line| line.shelf));
                drop(Shelves::of(tx, variants)?);
                let read = begun.elapsed();
                let shipped: Vec<_> = requests
                    .iter()
                    .map(|r| inventory::ConsumeHolds {
                        order: OrderId::from_number(r.for_order.number()),
                        lines: r.lines.clone(),
                        document: None,
                        at: None,
                    })
                    .collect();
                let all: Vec<_> = shipped.iter().map(|one| (&context, one)).collect();
                let begun = Instant::now();
                let (ends, _) = consume_holds_batch(tx, &all)?;
                assert!(ends.iter().all(Result::is_ok));
                send.send((hold, read, begun.elapsed())).unwrap();
                Ok(store::Nothing)
            });
            times.push(took.recv().unwrap());
        }
        let middle = |mut all: Vec<std::time::Duration>| {
            all.sort_unstable();
            (all[0], all[all.len() / 2])
        };
        println!(
            "best and middle: holding {:?} (of it reading {:?}), shipping {:?}",
            middle(times.iter().map(|t| t.0).collect()),
            middle(times.iter().map(|t| t.1).collect()),
            middle(times.iter().map(|t| t.2).collect()),
        );
    });
}
