//! Credits in the books, to the cent.

use ledger::Account;
use orders::OrderId;
use orders::commands::CreditLines;
use return_to_refund::steps::{CreditNote, credit};
use testkit::TestStore;

use crate::trade::*;

pub fn crediting(order: OrderId, lines: &[(i64, i64)]) -> CreditLines {
    CreditLines { order, seen_version: None, return_id: None, lines: pieces(lines) }
}

pub fn give(t: &TestStore, input: CreditLines) -> CreditNote {
    t.must(move |tx| credit(tx, &input, &region()))
}

/// Receivable, revenue of goods, revenue of carriage, tax: what the books stand at.
fn books(company: &Company<'_>) -> (i64, i64, i64, i64) {
    let [a, b, c, d] = [Account::Receivable, Account::RevenueGoods, Account::RevenueCarriage, Account::TaxPayable]
        .map(|account| company.stands(account));
    (a, b, c, d)
}

#[test]
fn a_returned_mug_takes_its_third_of_revenue_and_tax_with_it() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.pay(id, 13_513);
        company.deliver(id, &[]);
        assert_eq!(company.invoice(id), "HANSE-EU-INV-2026-000001");
        assert_eq!(books(company), (0, -10_935, -420, -2_158));
        let back = company.came_back(id, &[(1, 2)]);
        let of_return = |lines: &[(i64, i64)]| CreditLines { return_id: Some(back), ..crediting(id, lines) };
        let first = give(company.t, of_return(&[(1, 1)]));
        assert_eq!(first.document.unwrap().1, "HANSE-EU-CRN-2026-000001");
        assert_eq!((first.credit.net, first.credit.tax), (3_333, 633));
        assert_eq!(books(company), (-3_966, -7_602, -420, -1_525));
        let second = give(company.t, of_return(&[]));
        assert_eq!(second.document.unwrap().1, "HANSE-EU-CRN-2026-000002");
        assert_eq!((second.credit.net, second.credit.tax), (3_334, 634));
        assert_eq!(books(company), (-7_934, -4_268, -420, -891));
        let refused = company.t.refusal(move |tx| credit(tx, &crediting(id, &[(1, 2)]), &region()));
        assert_eq!(refused, "more_than_left_to_credit");
        let last = give(company.t, crediting(id, &[]));
        assert_eq!(last.document.unwrap().1, "HANSE-EU-CRN-2026-000003", "a refused credit draws no number");
        assert_eq!(books(company), (-13_513, 0, 0, 0));
        company.lawful();
    });
}

#[test]
fn without_an_invoice_the_credit_is_booked_and_says_that_it_has_no_document() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let given = give(company.t, crediting(id, &[(2, 1)]));
        assert_eq!((given.document, given.credit.document), (None, None));
        assert_eq!(books(company), (13_513 - 1_113, -10_000, -420, -1_980));
        company.lawful();
    });
}

#[test]
fn tax_is_corrected_in_the_month_and_country_it_was_first_owed_in() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.deliver(id, &[(1, 1)]);
        let days = |n: i64| company.clock.forward_ms(n * 86_400_000);
        days(14);
        company.deliver(id, &[]);
        days(40);
        give(company.t, crediting(id, &[(1, 2)]));
        assert_eq!(company.corrections(id), [("FR/oss@2026-11".into(), 633), ("FR/oss@2026-12".into(), 634)]);
        let entries = company.read(move |read| ledger::entries_of(read, kernel::Id::number(id)));
        assert_eq!(
            entries.last().unwrap().booked_on,
            jiff::civil::date(2027, 1, 13),
            "the entry counts on its own day"
        );
        company.lawful();
    });
}

#[test]
fn books_in_another_currency_are_reversed_at_their_own_rate_to_the_penny() {
    on_each_in_pounds(|company| {
        let id = company.place(basket(), 1);
        company.pay(id, 13_514);
        company.deliver(id, &[(1, 1)]);
        company.deliver(id, &[]);
        for lines in [&[(1, 1)][..], &[(1, 1), (2, 1)], &[(1, 1)]] {
            give(company.t, crediting(id, lines));
            company.lawful();
        }
        let last = give(company.t, crediting(id, &[]));
        assert_eq!(last.credit.gross, 500 + 1, "carriage, and the cent of document rounding");
        for account in [Account::RevenueGoods, Account::RevenueCarriage, Account::TaxPayable, Account::Rounding] {
            assert_eq!(company.stands(account), 0, "{account}");
        }
        company.t.must(move |tx| {
            let input = return_to_refund::steps::RefundOrder {
                order: id,
                return_id: None,
                amount: None,
                method: "card".into(),
                reference: "re_1".into(),
            };
            return_to_refund::steps::refund(tx, &input)
        });
        assert_eq!(company.stands(Account::ProviderClearing), 0);
        assert_eq!(company.look(id).payment.word(), "refunded");
        company.lawful();
    });
}

#[test]
fn what_was_never_earned_cannot_be_credited() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        let refused =
            |lines: &'static [(i64, i64)]| company.t.refusal(move |tx| credit(tx, &crediting(id, lines), &region()));
        assert_eq!(refused(&[(1, 1)]), "nothing_to_credit");
        company.deliver(id, &[(1, 1)]);
        assert_eq!(refused(&[(1, 2)]), "more_than_left_to_credit");
        assert_eq!(refused(&[(3, 1)]), "more_than_left_to_credit");
        company.lawful();
    });
}

#[test]
fn an_order_whose_sale_the_books_do_not_hold_is_not_credited() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.t.must(move |tx| {
            let reference = ledger::Reference::of(id);
            ledger::void_pending(tx, "hanse".parse().unwrap(), &reference, ledger::Cause::Manual, ledger::Parts::Rest)?;
            Ok(store::Nothing)
        });
        company.deliver(id, &[]);
        for lines in [&[(1, 1)][..], &[]] {
            let refused = company.t.refusal(move |tx| credit(tx, &crediting(id, lines), &region()));
            assert_eq!(refused, "sale_not_in_books", "{lines:?}");
        }
    });
}

#[test]
fn a_cent_that_document_rounding_took_from_the_tax_comes_out_at_the_end() {
    let rounded = |company: &Company<'_>| {
        let goods = |sku, net, tax| line(orders::LineKind::Goods, sku, 1, net, tax);
        let id = company.place_rounded(vec![goods("MUG", 100, 19), goods("BOOK", 50, 0)], 0, -1);
        company.deliver(id, &[]);
        // The books hold 18 of tax, the mug's own share is 19.
        let first = give(company.t, crediting(id, &[(1, 1)]));
        assert_eq!((first.credit.net, first.credit.tax), (100, 19));
        assert_eq!(company.stands(Account::TaxPayable), 0);
        assert!(company.stands(Account::Rounding) > 0);
        let last = give(company.t, crediting(id, &[]));
        assert_eq!(last.credit.gross, 49);
        company.all_zero();
        company.lawful();
    };
    on_each(rounded);
    on_each_in_pounds(rounded);
}
