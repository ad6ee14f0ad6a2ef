//! Random deliveries, credits and refunds: whatever the parts, a whole order given back leaves every account at zero.

use ledger::Account;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use return_to_refund::steps::{RefundOrder, credit, refund};

use crate::crediting::{crediting, give};
use crate::trade::*;

fn all_given_back(company: &Company<'_>, cases: u32) {
    let lines = (1i64..7, 50i64..99_999, 0i64..20_000, 0i64..2_000, -2i64..3);
    let cuts = proptest::collection::vec((1i64..4, 1i64..3, any::<bool>()), 0..7);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner
        .run(&(lines, 1i64..7, cuts), |((quantity, net, tax, freight, rounding), first, cuts)| {
            let lines = vec![
                line(orders::LineKind::Goods, "MUG", quantity, net, tax),
                line(orders::LineKind::Goods, "BOOK", 2, 1_333, 253),
                line(orders::LineKind::Carriage, "carriage", 1, freight, freight / 5),
            ];
            let id = company.place(lines, rounding);
            let gross = company.look(id).gross;
            company.pay(id, gross);
            company.deliver(id, &[(1, first.min(quantity))]);
            company.clock.forward_ms(20 * 86_400_000);
            company.deliver(id, &[]);
            let before = [Account::RevenueGoods, Account::TaxPayable].map(|account| company.stands(account));
            for (place, (line, pieces, money)) in cuts.into_iter().enumerate() {
                // Too much is refused and leaves nothing; that is what is wanted here.
                let _ = company.t.run(move |tx| credit(tx, &crediting(id, &[(line, pieces)]), &region()));
                if money {
                    let _ = company.t.run(move |tx| refund(tx, &whole(id, place)));
                }
            }
            let left = company.look(id);
            if left.refunded < gross {
                let _ = company.t.run(move |tx| credit(tx, &crediting(id, &[]), &region()));
                company.t.must(move |tx| refund(tx, &whole(id, 99)));
            }
            prop_assert_eq!(company.look(id).refunded, gross);
            for account in Account::STANDARD {
                prop_assert_eq!(company.stands(*account), 0, "{}, before {:?}", account, before);
            }
            Ok(())
        })
        .unwrap();
    company.lawful();
}

fn whole(order: orders::OrderId, place: usize) -> RefundOrder {
    let reference = format!("re_{order}_{place}");
    RefundOrder { order, return_id: None, amount: None, method: "card".into(), reference }
}

#[test]
fn an_order_given_back_in_any_parts_leaves_nothing_in_the_books() {
    on_each(|company| all_given_back(company, 25));
}

#[test]
fn nor_in_books_of_another_currency() {
    on_each_in_pounds(|company| all_given_back(company, 25));
}

#[test]
fn one_credit_of_everything_is_the_same() {
    on_each_in_pounds(|company| {
        let id = company.place(basket(), -1);
        company.pay(id, 13_512);
        company.deliver(id, &[]);
        assert_eq!(give(company.t, crediting(id, &[])).credit.gross, 13_512);
        company.t.must(move |tx| refund(tx, &whole(id, 1)));
        company.all_zero();
    });
}
