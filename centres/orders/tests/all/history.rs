//! Every change is told: who, when, why, and what the order was afterwards.

use orders::commands::*;
use store::events_of;

use crate::shop::*;

#[test]
fn the_events_of_an_order_tell_actor_reason_and_version() {
    on_each(|t| {
        let id = place(t, basket());
        pay(t, id, 13_401, "p");
        t.must(move |tx| {
            let context = tx.context().clone().because(Some("the buyer called"));
            tx.enter(context);
            hold_order(tx, &holding(id, None, "buyer_asked"))
        });
        t.must(move |tx| release_order(tx, id, None));
        ship(t, id, &[(1, 1)]);
        arrive(t, id);
        cancel(t, id, 1, Some(1));
        ship(t, id, &[]);
        arrive(t, id);
        came_back(t, id, &[(2, 1)]);
        t.must(move |tx| credit_lines(tx, &crediting(id, &[(2, 1)])));
        t.must(move |tx| record_refund(tx, &refund(id, 1_000, "r")));
        t.must(move |tx| identify_customers(tx, &[(id, 42)]));
        t.must(move |tx| identify_customers(tx, &[(id, 42)]));
        let events = t.store.read_blocking(|read| events_of(read, &id.to_string())).unwrap();
        let told: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(
            told,
            [
                "orders.order_placed.v1",
                "orders.payment_recorded.v1",
                "orders.order_held.v1",
                "orders.order_released.v1",
                "orders.order_shipped.v1",
                "orders.order_delivered.v1",
                "orders.line_cancelled.v1",
                "orders.order_shipped.v1",
                "orders.order_delivered.v1",
                "orders.return_requested.v1",
                "orders.return_received.v1",
                "orders.order_credited.v1",
                "orders.refund_recorded.v1",
                "orders.customer_identified.v1",
            ]
        );
        for (event, version) in events.iter().zip(1i64..) {
            assert_eq!(event.actor, "tester");
            let data: serde_json::Value = serde_json::from_str(&event.data).unwrap();
            assert_eq!(data["order"], id.to_string());
            // Finding out who bought is no edit of the order.
            let version = if event.kind == "orders.customer_identified.v1" { version - 1 } else { version };
            if version > 1 {
                assert_eq!(data["version"], version, "{}", event.kind);
            }
        }
        assert_eq!(events[2].reason.as_deref(), Some("the buyer called"));
        assert_eq!(events[3].reason, None);
        let last = look(t, id);
        assert_eq!(last.version, 13);
        let told: serde_json::Value = serde_json::from_str(&events[13].data).unwrap();
        assert_eq!(
            (told["status"].as_str(), told["payment"].as_str(), told["fulfilment"].as_str()),
            (Some(last.status.word()), Some(last.payment.word()), Some(last.fulfilment.word()))
        );
        assert_eq!(axes(t, id), ("completed", "overpaid", "partly_returned"));
    });
}

/// A clerk's slip of the finger must not book money into another year.
#[test]
fn what_happened_to_an_order_neither_lies_ahead_nor_before_it() {
    on_each(|t| {
        let id = place(t, basket());
        let now = t.store.context(&testkit::tester()).now;
        let day = 24 * 3_600_000;
        let (ahead, long_ago) = (Some(now.plus_ms(day)), Some(now.plus_ms(-400 * day)));
        for (at, code) in [(ahead, "happened_in_the_future"), (long_ago, "happened_before_the_order")] {
            let paid = RecordPayment { at, ..payment(id, 100, "x") };
            assert_eq!(t.refusal(move |tx| record_payment(tx, &paid)), code);
            let shipped = ShipLines { at, ..shipping(id, &[(1, 1)]) };
            assert_eq!(t.refusal(move |tx| ship_lines(tx, &shipped)), code);
        }
        ship(t, id, &[(1, 1)]);
        let early = DeliverShipment { order: id, shipment: None, at: Some(now.plus_ms(-3_600_000)) };
        assert_eq!(t.refusal(move |tx| deliver_shipment(tx, &early)), "delivered_before_it_left");
        // A clock a little ahead of ours is no error; what it tells is told as now.
        let late = DeliverShipment { order: id, shipment: None, at: Some(now.plus_ms(60_000)) };
        t.must(move |tx| deliver_shipment(tx, &late));
        let parcels = t.store.read_blocking(|read| orders::queries::order_shipments(read, id)).unwrap();
        assert!(parcels[0].delivered_at.unwrap() < now.plus_ms(60_000));
    });
}
