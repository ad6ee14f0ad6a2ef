//! What an order was is read back as it was.

use orders::commands::*;
use orders::queries::{OrderVersion, order_versions};
use orders::{Fulfilment, LineReasons, NewOrder, Order, OrderId, OrderReasons, Payment, Reasons, Status, TaxStatus};
use testkit::TestStore;

use crate::shop::*;

fn versions(t: &TestStore, id: OrderId) -> Vec<OrderVersion> {
    t.store.read_blocking(|read| order_versions(read, id)).unwrap().unwrap()
}

/// Looks at the order after every step, and expects to find all of it again afterwards.
struct Witness<'t> {
    t: &'t TestStore,
    id: OrderId,
    seen: Vec<(Order, OrderReasons)>,
}

impl<'t> Witness<'t> {
    fn of(t: &'t TestStore, id: OrderId) -> Self {
        Self { t, id, seen: vec![Self::now(t, id)] }
    }

    fn now(t: &TestStore, id: OrderId) -> (Order, OrderReasons) {
        let order = look(t, id);
        let reasons = crate::shop::reasons(t, &order);
        (order, reasons)
    }

    fn saw<T>(&mut self, _: T) {
        let now = Self::now(self.t, self.id);
        match self.seen.last_mut().filter(|last| last.0.version == now.0.version) {
            Some(last) => *last = now,
            None => self.seen.push(now),
        }
    }

    fn expects_all(&self) {
        let known = versions(self.t, self.id);
        for (was, known) in self.seen.iter().zip(&known) {
            assert_eq!(
                (&known.order, &known.reasons),
                (&was.0, &was.1),
                "version {} by {}",
                known.version,
                known.event
            );
        }
        assert_eq!(known.last().map(|one| &one.order), self.seen.last().map(|last| &last.0));
    }
}

#[test]
fn every_version_of_a_long_life_is_read_back_as_it_was() {
    on_each(|t| {
        let id = place(t, basket());
        let mut order = Witness::of(t, id);
        order.saw(pay(t, id, 5_000, "first"));
        order.saw(t.must(move |tx| {
            let context = tx.context().clone().because(Some("the buyer called"));
            tx.enter(context);
            let until = Some(tx.context().now.plus_ms(3_600_000));
            hold_order(tx, &HoldOrder { until, ..holding(id, None, "buyer_asked") })
        }));
        order.saw(t.must(move |tx| release_order(tx, id, None)));
        order.saw(ship(t, id, &[(1, 1)]));
        order.saw(arrive(t, id));
        order.saw(t.must(move |tx| identify_customers(tx, &[(id, 42)])));
        order.saw(cancel(t, id, 1, Some(1)));
        order.saw(pay(t, id, 8_401, "second"));
        order.saw(ship(t, id, &[]));
        order.saw(arrive(t, id));
        let input = asked_back(id, &[(1, 1), (2, 1)]);
        let back = t.must(move |tx| request_return(tx, &input));
        order.saw(());
        let received = ReceivedLine { line: 1, received: 1, restocked: 0 };
        order.saw(t.must(move |tx| {
            receive_return(tx, &ReceiveReturn { id: back, lines: vec![received] })?;
            Ok(store::Nothing)
        }));
        order.saw(t.must(move |tx| credit_lines(tx, &crediting(id, &[(1, 1)]))));
        order.saw(t.must(move |tx| {
            let lines = vec![RefundedLine { line: 1, gross: 900 }];
            record_refund(tx, &RecordRefund { lines, ..refund(id, 1_000, "r") })
        }));
        assert_eq!(order.seen.len(), 14);
        order.expects_all();
        let held = &versions(t, id)[2];
        assert_eq!((held.version, held.event.as_str()), (3, "orders.order_held.v1"));
        assert_eq!((held.actor.as_str(), held.reason.as_deref()), ("tester", Some("the buyer called")));
    });
}

#[test]
fn an_order_cancelled_to_nothing_while_it_is_held_is_read_back_whole() {
    on_each(|t| {
        let id = place(t, NewOrder { held_because: Some("review"), ..basket() });
        let mut order = Witness::of(t, id);
        order.saw(cancel(t, id, 1, None));
        order.saw(cancel(t, id, 2, None));
        assert_eq!((order.seen[0].0.rounding, order.seen[2].0.rounding, order.seen[2].0.gross), (1, 0, 0));
        order.expects_all();
    });
}

fn answered(answers: [&str; 3]) -> Reasons {
    let lines = answers.map(|rule| LineReasons { tax: format!("{{\"rule\":\"{rule}\"}}"), price: "{}".to_owned() });
    Reasons::pack("{}", &lines).unwrap()
}

#[test]
fn a_version_before_a_proof_keeps_the_tax_answer_it_had() {
    on_each(|t| {
        let mut wanted = NewOrder { tax_status: TaxStatus::Provisional, ..basket() };
        wanted.reasons = answered(["z", "a", "a"]);
        wanted.lines[0].tax_status = TaxStatus::Provisional;
        wanted.lines[1].tax_status = TaxStatus::Provisional;
        let id = place(t, wanted);
        let mut order = Witness::of(t, id);
        for (line, answer) in [(1, "{\"rule\":\"b\"}"), (2, "{\"rule\":\"c\"}")] {
            order.saw(t.must(move |tx| {
                let tax_status = TaxStatus::Determined;
                let lines = vec![ProvedLine { line, tax_status, tax_answer: answer.to_owned() }];
                prove_tax(tx, &ProveTax { order: id, proof: "export_proof", lines })
            }));
        }
        order.expects_all();
        let first = &versions(t, id)[0];
        assert_eq!((first.order.tax_status, first.reasons.tax(1)), (TaxStatus::Provisional, "{\"rule\":\"z\"}"));
    });
}

#[test]
fn an_order_taken_over_is_read_back_with_what_was_told_later() {
    on_each(|t| {
        let adopted = |order: NewOrder, numbers: Vec<i64>| {
            let (status, payment, fulfilment) = (Status::Completed, Payment::Paid, Fulfilment::Delivered);
            let paid = order.gross;
            AdoptOrder { order, numbers, status, payment, fulfilment, paid, paid_as: None, left_at: None }
        };
        let id = t.must(move |tx| {
            let lines = vec![goods("MUG-RED", 3, 10_000, 1_900)];
            let one = adopted(NewOrder { id: tx.context().new_id(), ..order(lines, 0) }, vec![4]);
            adopt_orders(tx, std::slice::from_ref(&one))?;
            Ok(one.order.id)
        });
        let mut taken = Witness::of(t, id);
        taken.saw(t.must(move |tx| {
            let lines = vec![goods("MUG-RED", 3, 10_000, 1_900), goods("BOOK", 1, 935, 65)];
            let whole = adopted(NewOrder { id, ..order(lines, 0) }, vec![4, 9]);
            adopt_lines(tx, &[AdoptLines { whole, new: vec![9] }])?;
            Ok(store::Nothing)
        }));
        taken.saw(t.must(move |tx| {
            let at = tx.context().now;
            adopt_returns(tx, &[AdoptReturn { order: id, credited_in: id, at, lines: pieces(&[(4, 3), (9, 1)]) }])?;
            Ok(store::Nothing)
        }));
        taken.saw(pay(t, id, 100, "late"));
        assert_eq!(taken.seen.len(), 4);
        taken.expects_all();
        assert_eq!(versions(t, id)[0].order.lines.len(), 1);
    });
}

#[test]
fn there_are_no_versions_of_no_order() {
    on_each(|t| {
        let nobody: OrderId = kernel::Id::from_number(7);
        assert_eq!(t.store.read_blocking(|read| order_versions(read, nobody)).unwrap(), None);
    });
}
