//! Money that goes back.

use ledger::Account;
use orders::{OrderId, PaymentId};
use return_to_refund::steps::{RefundOrder, refund};
use store::CommandError;

use crate::crediting::{crediting, give};
use crate::trade::*;

fn wanted(order: OrderId, minor: Option<i64>, reference: &str) -> RefundOrder {
    let amount = minor.map(eur);
    RefundOrder { order, return_id: None, amount, method: "card".into(), reference: reference.into() }
}

fn back(company: &Company<'_>, order: OrderId, minor: Option<i64>, reference: &str) -> PaymentId {
    let input = wanted(order, minor, reference);
    company.t.must(move |tx| refund(tx, &input))
}

fn refused(company: &Company<'_>, order: OrderId, minor: Option<i64>, reference: &str) -> &'static str {
    let input = wanted(order, minor, reference);
    company.t.refusal(move |tx| -> Result<PaymentId, CommandError> { refund(tx, &input) })
}

#[test]
fn each_refund_is_the_credit_to_date_less_the_refunds_before() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.pay(id, 13_513);
        company.deliver(id, &[]);
        assert_eq!(refused(company, id, None, "r0"), "refund_amount_wanted");
        let mut refunds = Vec::new();
        for (place, reference) in ["r1", "r2", "r3"].into_iter().enumerate() {
            company.came_back(id, &[(1, 1)]);
            give(company.t, crediting(id, &[(1, 1)]));
            back(company, id, None, reference);
            let order = company.look(id);
            refunds.push(order.refunded);
            assert_eq!(order.lines[0].refunded, order.refunded, "refund {place} is the mugs'");
            assert_eq!(company.stands(Account::Receivable), 0);
            assert_eq!(company.stands(Account::ProviderClearing), 13_513 - order.refunded);
        }
        assert_eq!(refunds, [3_966, 7_934, 11_900]);
        assert_eq!(refused(company, id, None, "r4"), "refund_amount_wanted");
        company.lawful();
    });
}

#[test]
fn what_was_refunded_first_stands_on_its_lines_once_they_are_credited() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.pay(id, 15_000);
        company.deliver(id, &[]);
        let on_lines =
            |company: &Company<'_>| company.look(id).lines.iter().map(|line| line.refunded).collect::<Vec<_>>();
        // What was paid too much is nobody's price.
        back(company, id, None, "r1");
        assert_eq!((company.look(id).refunded, on_lines(company)), (1_487, vec![0, 0, 0]));
        back(company, id, Some(5_000), "r2");
        company.came_back(id, &[(1, 1)]);
        give(company.t, crediting(id, &[(1, 1)]));
        assert_eq!(on_lines(company), [3_966, 0, 0]);
        give(company.t, crediting(id, &[(2, 1)]));
        assert_eq!(on_lines(company), [3_966, 1_034, 0], "the rest of what was given in advance");
        back(company, id, None, "r3");
        assert_eq!(on_lines(company), [3_966, 1_113, 0]);
        company.lawful();
    });
}

#[test]
fn a_refund_told_twice_is_booked_once() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.pay(id, 13_513);
        company.deliver(id, &[]);
        give(company.t, crediting(id, &[(2, 1)]));
        let first = back(company, id, None, "re_1");
        assert_eq!(back(company, id, None, "re_1"), first);
        assert_eq!(back(company, id, Some(1_113), "re_1"), first);
        assert_eq!(refused(company, id, Some(1_112), "re_1"), "payment_reference_taken");
        assert_eq!((company.look(id).refunded, company.stands(Account::ProviderClearing)), (1_113, 12_400));
        company.lawful();
    });
}

#[test]
fn more_than_was_paid_never_goes_back() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        assert_eq!(refused(company, id, Some(1), "r"), "nothing_to_refund");
        company.pay(id, 5_000);
        company.deliver(id, &[]);
        assert_eq!(refused(company, id, Some(5_001), "r"), "more_than_left_to_refund");
        // 50.00 of 135.13 paid: a returned mug lowers what is owed and nothing is paid too much.
        give(company.t, crediting(id, &[(1, 1)]));
        assert_eq!(refused(company, id, None, "r"), "refund_amount_wanted");
        back(company, id, Some(2_000), "goodwill");
        back(company, id, Some(3_000), "rest");
        assert_eq!(company.look(id).payment.word(), "refunded");
        assert_eq!(company.stands(Account::ProviderClearing), 0);
        company.lawful();
    });
}

#[test]
fn what_was_cancelled_after_it_was_paid_goes_back() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.pay(id, 13_513);
        for line in [1, 2] {
            company.t.must(move |tx| {
                let input = orders::commands::CancelLine { order: id, seen_version: None, line, quantity: None };
                orders::commands::cancel_line(tx, &input)
            });
        }
        company.t.must(move |tx| {
            let reference = ledger::Reference::of(id);
            ledger::void_pending(
                tx,
                "hanse".parse().unwrap(),
                &reference,
                ledger::Cause::Cancelled,
                ledger::Parts::Rest,
            )?;
            Ok(store::Nothing)
        });
        back(company, id, None, "re_1");
        assert_eq!(company.look(id).refunded, 13_513);
        company.all_zero();
        company.lawful();
    });
}

#[test]
fn what_goes_back_takes_its_part_of_the_exchange_difference_with_it() {
    on_each_in_pounds(|company| {
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let dearer = ledger::Exchange { rate: "0.91735".parse().unwrap(), source: "ecb 2026-11-23".into() };
        company.pay_at_rate(id, 13_513, Some(dearer));
        // A euro brought 5 pence more than it was sold for: 6.76 pounds on 135.13 euro; on the 39.66 of a mug 1.98 less.
        give(company.t, crediting(id, &[(1, 1)]));
        assert_eq!(company.stands(Account::FxDifference), -676 + 198);
        back(company, id, None, "r1");
        assert_eq!((company.stands(Account::Receivable), company.stands(Account::FxDifference)), (0, -676 + 198));
        company.lawful();
        give(company.t, crediting(id, &[]));
        back(company, id, None, "r2");
        company.all_zero();
        company.lawful();
    });
}
