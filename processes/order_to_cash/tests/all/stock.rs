//! Stock as it is remembered for a moment while orders are prepared: never wrong in what is placed.

use kernel::{Id, RefusalKind};
use store::CommandError;

use crate::company::*;

fn refusal(end: Result<orders::Order, CommandError>) -> kernel::Refusal {
    match end {
        Err(CommandError::Refused(refusal)) => refusal,
        end => panic!("{end:?}"),
    }
}

#[test]
fn what_was_sold_a_moment_ago_is_not_sold_again() {
    on_each(|company| {
        company.place(&company.basket("DE", "10115", 6, "10"));
        let refused = refusal(company.try_place(&company.basket("DE", "10115", 6, "10")));
        assert_eq!((refused.kind, refused.code), (RefusalKind::Conflict, "out_of_stock"));
        company.place(&company.basket("DE", "10115", 4, "10"));
        assert_eq!(company.stock(), (10, 10));
        company.lawful();
    });
}

#[test]
fn what_comes_back_can_be_sold_at_once() {
    on_each(|company| {
        let ten = company.basket("DE", "10115", 10, "10");
        let first = company.place(&ten);
        assert_eq!(refusal(company.try_place(&ten)).code, "out_of_stock");
        company.cancel(first.id, None);
        company.place(&ten);
        company.lawful();
    });
}

#[test]
fn an_empty_shelf_is_remembered_only_until_something_arrives() {
    on_each(|company| {
        let lines =
            vec![inventory::Pieces { shelf: inventory::Shelf::new(company.lamp, company.warehouse), quantity: 10 }];
        let elsewhere = inventory::OrderId::from_number(7);
        let request = inventory::HoldRequest { for_order: elsewhere, lines, expires_at: None };
        company.t.must(move |tx| {
            let context = tx.context().clone();
            let held = inventory::hold_stock_batch(tx, &[(&context, &request)])?;
            assert!(held.iter().all(Result::is_ok));
            Ok(store::Nothing)
        });
        let one = company.basket("DE", "10115", 1, "10");
        assert_eq!(refusal(company.try_place(&one)).code, "out_of_stock");
        company.receive(1);
        company.place(&one);
        company.lawful();
    });
}
