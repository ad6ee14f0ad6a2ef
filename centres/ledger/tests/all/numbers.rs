//! Document numbers without gaps.

use std::sync::Arc;

use kernel::Refusal;
use ledger::{MIGRATIONS, NumberKind, NumberSeries, draw_number, draw_numbers, set_number_prefix};
use store::{Answer, CommandError, Nothing, Outcome, Submission};
use testkit::{on_both, tester};

use crate::books::{de, gb};

struct Number(String);

impl Answer for Number {
    fn reference(&self) -> String {
        self.0.clone()
    }
}

fn invoices() -> NumberSeries {
    NumberSeries { entity: de(), region: "eu".parse().unwrap(), kind: NumberKind::Invoice, year: 2026 }
}

#[test]
fn refused_and_failing_commands_among_many_at_once_leave_no_gap_and_no_number_twice() {
    on_both(&[MIGRATIONS], |t| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let store = Arc::clone(&t.store);
                std::thread::spawn(move || {
                    let mut drawn = Vec::new();
                    for n in 0..40 {
                        let end = store.submit_blocking(Submission::by(&tester()), move |tx| {
                            let number = draw_number(tx, &invoices())?;
                            match (thread + n) % 5 {
                                0 => Err(Refusal::conflict("no_invoice").into()),
                                1 => Err(CommandError::Failed(store::StoreError::misuse("broken on the way"))),
                                _ => Ok(Number(number)),
                            }
                        });
                        if let Ok(Outcome::Done(number)) = end {
                            drawn.push(number.0);
                        }
                    }
                    drawn
                })
            })
            .collect();
        let mut drawn: Vec<String> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        drawn.sort();
        let expected: Vec<String> = (1..=8 * 24).map(|n| format!("DE-EU-INV-2026-{n:06}")).collect();
        assert_eq!(drawn, expected);
    });
}

#[test]
fn each_entity_region_kind_and_year_counts_for_itself() {
    on_both(&[MIGRATIONS], |t| {
        t.must(|tx| {
            let other = [
                NumberSeries { entity: gb(), ..invoices() },
                NumberSeries { region: "cn".parse().unwrap(), ..invoices() },
                NumberSeries { kind: NumberKind::CreditNote, ..invoices() },
                NumberSeries { year: 2027, ..invoices() },
                invoices(),
                invoices(),
            ];
            let drawn = draw_numbers(tx, &other)?;
            assert_eq!(
                drawn,
                [
                    "GB-EU-INV-2026-000001",
                    "DE-CN-INV-2026-000001",
                    "DE-EU-CRN-2026-000001",
                    "DE-EU-INV-2027-000001",
                    "DE-EU-INV-2026-000001",
                    "DE-EU-INV-2026-000002",
                ]
            );
            assert_eq!(draw_number(tx, &invoices())?, "DE-EU-INV-2026-000003");
            Ok(Nothing)
        });
    });
}

#[test]
fn the_look_of_a_series_is_set_before_its_first_number_and_is_its_own() {
    on_both(&[MIGRATIONS], |t| {
        let set = |series: NumberSeries, prefix: &'static str| {
            move |tx: &mut store::Tx<'_>| set_number_prefix(tx, &series, prefix, 4)
        };
        t.must(set(invoices(), "RE-2026/"));
        t.must(set(invoices(), "RE-2026/"));
        assert_eq!(t.must(|tx| Ok(Number(draw_number(tx, &invoices())?))).0, "RE-2026/0001");
        assert_eq!(t.refusal(set(invoices(), "R-")), "number_series_started");
        let notes = || NumberSeries { kind: NumberKind::CreditNote, ..invoices() };
        assert_eq!(t.refusal(set(notes(), "RE-2026/")), "number_prefix_taken");
        assert_eq!(t.refusal(set(notes(), "RE-2026")), "number_prefix_unusable");
        assert_eq!(t.refusal(set(notes(), "Größe-")), "number_prefix_unusable");
    });
}
