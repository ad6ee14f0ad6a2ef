//! A hold with a time limit, when the time is over.

use order_to_cash::OrderRequest;
use orders::transitions::Action;
use orders::{Payment, Status};

use crate::company::*;

const HOUR_MS: i64 = 3_600_000;

/// Six of the ten lamps, held for an hour.
fn for_an_hour(company: &Company<'_>) -> OrderRequest {
    let until = company.t.store.context(&testkit::tester()).now.plus_ms(HOUR_MS);
    OrderRequest { hold_until: Some(until), ..company.basket("DE", "10115", 6, "10") }
}

#[test]
fn an_order_whose_hold_ended_can_be_cancelled() {
    on_each(|company| {
        let id = company.place(&for_an_hour(company)).id;
        company.clock.forward_ms(2 * HOUR_MS);
        company.sweep();
        assert_eq!(company.stock(), (10, 0));
        let told = company.t.store.read_blocking(|read| store::events_of(read, &id.to_string())).unwrap();
        let last = told.last().unwrap();
        assert_eq!(last.kind, "inventory.hold_ended.v1");
        assert!(last.data.contains(r#""quantity":6"#), "{}", last.data);
        company.cancel(id, Some(2));
        company.cancel(id, None);
        assert_eq!(company.look(id).status, Status::Cancelled);
        assert_eq!(company.stock(), (10, 0));
        company.lawful();
    });
}

#[test]
fn an_order_whose_hold_ended_ships_while_the_stock_is_there() {
    on_each(|company| {
        let id = company.place(&for_an_hour(company)).id;
        company.clock.forward_ms(2 * HOUR_MS);
        company.sweep();
        company.ship(id, 4);
        assert_eq!(company.stock(), (6, 0));
        company.place(&company.basket("DE", "10115", 5, "10"));
        let refused = company.cannot_ship(id, 2);
        assert_eq!(refused.code, "hold_ended");
        let facts: Vec<&str> = refused.facts.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(facts, ["LAMP", "2", "1"], "what is wanted and what there is");
        assert_eq!(company.look(id).lines[0].shipped, 4, "a refused parcel leaves nothing");
        company.receive(1);
        company.ship(id, 2);
        assert_eq!(company.stock(), (5, 5));
        company.lawful();
    });
}

#[test]
fn only_what_is_paid_in_full_is_promised_for_good() {
    on_each(|company| {
        let order = company.place(&for_an_hour(company));
        company.pay(order.id, order.gross - 1);
        assert_eq!(company.look(order.id).payment, Payment::PartlyPaid);
        company.clock.forward_ms(2 * HOUR_MS);
        company.sweep();
        assert_eq!(company.stock(), (10, 0), "a part of the price keeps nothing");
        company.pay(order.id, 1);
        assert_eq!(company.stock(), (10, 6), "paid late, held again");
        let prompt = company.place(&OrderRequest { hold_until: None, ..company.basket("DE", "10115", 1, "10") });
        company.pay(prompt.id, prompt.gross);
        company.clock.forward_ms(2 * HOUR_MS);
        company.sweep();
        assert_eq!(company.stock(), (10, 7));
        company.lawful();
    });
}

#[test]
fn money_for_what_was_sold_meanwhile_is_recorded_all_the_same() {
    on_each(|company| {
        let order = company.place(&for_an_hour(company));
        company.clock.forward_ms(2 * HOUR_MS);
        company.sweep();
        company.place(&company.basket("DE", "10115", 7, "10"));
        company.pay(order.id, order.gross);
        assert_eq!(company.look(order.id).payment, Payment::Paid);
        assert_eq!(company.stock(), (10, 7));
        assert_eq!(company.cannot_ship(order.id, 6).code, "hold_ended");
        company.ship(order.id, 3);
        company.lawful();
    });
}

#[test]
fn what_is_offered_to_ship_is_what_can_leave() {
    on_each(|company| {
        let id = company.place(&for_an_hour(company)).id;
        assert_eq!(company.offered(id, Action::Ship), (None, vec![]));
        company.clock.forward_ms(2 * HOUR_MS);
        assert_eq!(company.offered(id, Action::Ship), (None, vec![]), "what nobody swept yet is still kept");
        company.sweep();
        assert_eq!(company.offered(id, Action::Ship), (None, vec![]), "nobody bought it meanwhile");
        company.place(&company.basket("DE", "10115", 6, "10"));
        assert_eq!(company.offered(id, Action::Ship), (None, vec!["lines"]), "four of six");
        assert_eq!(company.cannot_ship(id, 6).code, "hold_ended");
        company.ship(id, 4);
        assert_eq!(company.offered(id, Action::Ship), (Some("hold_ended"), vec![]));
        assert_eq!(company.cannot_ship(id, 1).code, "hold_ended");
        company.receive(2);
        assert_eq!(company.offered(id, Action::Ship), (None, vec![]));
        company.ship(id, 2);
        assert_eq!(company.offered(id, Action::Ship), (Some("nothing_to_ship"), vec![]));
    });
}
