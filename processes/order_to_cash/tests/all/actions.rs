//! What is offered to be done with an order is what the books allow, too.

use ledger::{Cause, Parts, Reference};
use orders::OrderId;
use orders::commands::RecordPayment;
use orders::transitions::Action;
use store::Nothing;

use crate::company::*;

/// Somebody takes what is pending of an order out of the books: all, or half.
fn taken_out_of_the_books(company: &Company<'_>, id: OrderId, part: Parts) {
    company.t.must(move |tx| {
        let entity = "lamps-de".parse().unwrap();
        ledger::void_pending(tx, entity, &Reference::of(id), Cause::Manual, part.clone())?;
        Ok(Nothing)
    });
}

/// A payment that never reached the books.
fn paid_beside_the_books(company: &Company<'_>, id: OrderId, minor: i64) {
    let amount = company.look(id).money(minor);
    let payment = RecordPayment { order: id, amount, method: "cash".into(), reference: "drawer".into(), at: None };
    company.t.must(move |tx| orders::commands::record_payment(tx, &payment));
}

#[test]
fn a_credit_is_offered_as_far_as_the_books_hold_the_sale() {
    on_each(|company| {
        let whole = |id| company.offered(id, Action::Credit);
        let [booked, half, none] = [1, 2, 3].map(|_| company.place(&company.basket("DE", "10115", 2, "50")).id);
        taken_out_of_the_books(company, half, Parts::ToDate { part: 1, whole: 2 });
        taken_out_of_the_books(company, none, Parts::Rest);
        for id in [booked, half, none] {
            assert_eq!(whole(id), (Some("nothing_to_credit"), vec![]));
            company.deliver(id, 2);
        }
        assert_eq!(whole(booked), (None, vec![]));
        assert_eq!(whole(half), (None, vec!["lines"]));
        assert_eq!(whole(none), (Some("sale_not_in_books"), vec![]));
    });
}

#[test]
fn a_refund_is_offered_as_far_as_the_books_hold_the_payments() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 2, "50")).id;
        let refund = || company.offered(id, Action::Refund);
        assert_eq!(refund(), (Some("nothing_to_refund"), vec![]));
        paid_beside_the_books(company, id, 5_950);
        assert_eq!(refund(), (Some("payment_not_in_books"), vec![]));
        company.pay(id, 5_950);
        assert_eq!(refund(), (None, vec!["amount"]), "nothing is paid too much");
        company.cancel(id, Some(1));
        assert_eq!(refund(), (None, vec![]), "what is paid too much is in the books");
        company.cancel(id, None);
        assert_eq!(refund(), (None, vec!["amount"]), "119.00 too much, 59.50 of it in the books");
    });
}
