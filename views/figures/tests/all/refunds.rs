//! Money that goes back belongs to goods, sooner or later.

use figures::Dimension::Sku;
use figures::Measure::Refunds;
use figures::{Cell, rows_behind};
use kernel::Money;
use orders::commands::{
    CreditLines, DeliverShipment, RecordPayment, RecordRefund, ShipLines, credit_lines, deliver_shipment,
    record_payment, record_refund, ship_lines,
};
use testkit::on_both_with;

use crate::asking::at;
use crate::company::{MIGRATIONS, answer, count, fresh_now, order, place, question, shown, wanted};

#[test]
fn a_refund_before_its_credit_belongs_to_the_goods_once_they_are_credited() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let id = place(fresh, &wanted("2026-11-20T10:00:00Z", &[("MUG", "home/kitchen", 1, 1000, 190)]));
        let eur = |minor| Money::new(minor, "EUR".parse().unwrap());
        order(fresh, move |tx| {
            let (method, reference) = ("card".to_owned(), id.to_string());
            record_payment(tx, &RecordPayment { order: id, amount: eur(1190), method, reference, at: None })?;
            let lines = vec![];
            ship_lines(
                tx,
                &ShipLines { order: id, seen_version: None, lines, carrier: None, tracking: None, at: None },
            )?;
            deliver_shipment(tx, &DeliverShipment { order: id, shipment: None, at: None })?;
            let (method, reference) = ("card".to_owned(), format!("r{id}"));
            let lines = vec![];
            record_refund(
                tx,
                &RecordRefund { order: id, return_id: None, amount: eur(500), method, reference, lines },
            )?;
            Ok(())
        });
        count(fresh);
        assert_eq!(shown(&answer(fresh, &question(&[Refunds], &[Sku]))), [": 5.00 EUR", "MUG: 0.00 EUR"]);
        order(fresh, move |tx| {
            credit_lines(tx, &CreditLines { order: id, seen_version: None, return_id: None, lines: vec![] })?;
            Ok(())
        });
        count(fresh);
        assert_eq!(shown(&answer(fresh, &question(&[Refunds], &[Sku]))), [": 0.00 EUR", "MUG: 5.00 EUR"]);
        let (all, now) = (question(&[Refunds], &[]), fresh_now(fresh));
        let behind = fresh.store.read_blocking(|read| rows_behind(read, &all, Refunds, None, 10, now)).unwrap();
        let parts: Vec<_> = behind.rows.into_iter().map(|row| (row.sku, row.part)).collect();
        let money = |minor| Cell::Money(eur(minor));
        assert_eq!(parts, [(String::new(), money(500)), (String::new(), money(-500)), ("MUG".to_owned(), money(500))]);
    });
}
