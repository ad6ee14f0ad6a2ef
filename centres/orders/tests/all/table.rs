//! The table of transitions: what it offers is what the commands do, in every state an order really gets into.

use std::collections::BTreeMap;

use kernel::Refusal;
use orders::commands::*;
use orders::transitions::{ACTIONS, Action, Offer, check, offered};
use orders::{DocumentKind, OrderId, TaxStatus};
use store::{CommandError, Nothing, Tx};
use testkit::TestStore;

use crate::shop::*;

fn standing(t: &TestStore, id: OrderId) -> orders::Standing {
    t.store.read_blocking(|read| orders::queries::order_standing(read, id)).unwrap().unwrap()
}

fn offers(t: &TestStore, id: OrderId) -> Vec<Offer> {
    offered(&standing(t, id))
}

fn unknown() -> orders::ShipmentId {
    kernel::Id::from_number(7)
}

/// Tries an action without keeping it; the code it is refused with.
fn tried(t: &TestStore, id: OrderId, action: Action) -> Option<&'static str> {
    let order = look(t, id);
    let first =
        |fits: fn(&orders::OrderLine) -> bool| order.lines.iter().find(|line| fits(line)).map_or(1, |line| line.line);
    let to_ship = first(|l| l.to_ship() > 0);
    let now = standing(t, id);
    let out = order.lines.iter().find(|line| now.left_to_return(line) > 0).map_or(1, |line| line.line);
    let refused = t.refusal(move |tx: &mut Tx<'_>| -> Result<Nothing, CommandError> {
        match action {
            Action::Hold => hold_order(tx, &holding(id, None, "review")).map(drop)?,
            Action::Release => {
                let context = tx.context().clone().because(Some("seen"));
                tx.enter(context);
                release_order(tx, id, None).map(drop)?;
            }
            Action::Pay => record_payment(tx, &payment(id, 1, "probe")).map(drop)?,
            Action::Ship => ship_lines(tx, &shipping(id, &[])).map(drop)?,
            Action::Deliver => {
                deliver_shipment(tx, &DeliverShipment { order: id, shipment: None, at: None }).map(drop)?
            }
            Action::FailShipment => {
                let shipment = now.shipments.iter().find(|one| now.can_fail(one)).map_or(unknown(), |one| one.id);
                let failure = orders::ShipmentFailure::Lost;
                fail_shipment(tx, &FailShipment { order: id, shipment, failure, at: None }).map(drop)?;
            }
            Action::CancelLine => cancel_line(tx, &cancelling(id, to_ship, Some(1))).map(drop)?,
            Action::Invoice => {
                let input =
                    IssueDocument { order: id, kind: DocumentKind::Invoice, corrects: None, net: 1, tax: 0, gross: 1 };
                issue_document(tx, &input, |_, _| Ok("I-1".into())).map(drop)?;
            }
            Action::RequestReturn => request_return(tx, &asked_back(id, &[(out, 1)])).map(drop)?,
            Action::Credit => credit_lines(tx, &crediting(id, &[])).map(drop)?,
            Action::Refund => record_refund(tx, &refund(id, 1, "probe")).map(drop)?,
        }
        Err(Refusal::conflict("done").into())
    });
    (refused != "done").then_some(refused)
}

/// Orders in every state that a life can lead to, by a name for it.
fn lives(t: &TestStore) -> BTreeMap<&'static str, OrderId> {
    let new = |name: &'static str, steps: &[&str]| {
        let mut wanted = basket();
        if steps.contains(&"not_determined") {
            wanted.held_because = Some("tax_not_determined");
            wanted.tax_status = TaxStatus::NotDetermined;
        }
        let id = place(t, wanted);
        for step in steps {
            match *step {
                "not_determined" => {}
                "hold" => drop(t.must(move |tx| hold_order(tx, &holding(id, None, "review")))),
                "pay" => drop(pay(t, id, 13_401, &format!("{id}"))),
                "pay some" => drop(pay(t, id, 1_000, &format!("{id}"))),
                "refund" => {
                    let paid = look(t, id).paid;
                    t.must(move |tx| record_refund(tx, &refund(id, paid, &format!("r{id}"))));
                }
                "ship one" => drop(ship(t, id, &[(1, 1)])),
                "ship" => drop(ship(t, id, &[])),
                "deliver" => drop(arrive(t, id)),
                "return one" => drop(came_back(t, id, &[(1, 1)])),
                "return all" => drop(came_back(t, id, &[(1, 3), (2, 1)])),
                "invoice" => {
                    let input = IssueDocument {
                        order: id,
                        kind: DocumentKind::Invoice,
                        corrects: None,
                        net: 1,
                        tax: 0,
                        gross: 1,
                    };
                    t.must(move |tx| issue_document(tx, &input, |_, _| Ok(format!("I-{id}"))).map(|(id, _)| id));
                }
                "credit all" => drop(t.must(move |tx| credit_lines(tx, &crediting(id, &[])))),
                "ask all back" => drop(t.must(move |tx| request_return(tx, &asked_back(id, &[(1, 3), (2, 1)])))),
                "cancel" => {
                    cancel(t, id, 1, None);
                    cancel(t, id, 2, None);
                }
                other => panic!("no step {other}"),
            }
        }
        (name, id)
    };
    BTreeMap::from([
        new("placed", &[]),
        new("held", &["hold"]),
        new("tax not determined", &["not_determined"]),
        new("partly paid", &["pay some"]),
        new("partly shipped", &["ship one"]),
        new("shipped", &["pay", "ship"]),
        new("partly delivered", &["ship one", "deliver"]),
        new("delivered unpaid", &["ship", "deliver"]),
        new("completed", &["pay", "ship", "deliver"]),
        new("one returned, others not shipped", &["ship one", "deliver", "return one"]),
        new("returned", &["pay", "ship", "deliver", "return all"]),
        new("refunded", &["pay", "ship", "deliver", "return all", "refund"]),
        new("invoiced", &["pay", "ship", "deliver", "invoice"]),
        new("credited without an invoice", &["pay", "ship", "deliver", "credit all"]),
        new("asked back", &["pay", "ship", "deliver", "ask all back"]),
        new("cancelled", &["cancel"]),
        new("cancelled while held", &["hold", "cancel"]),
        new("cancelled and paid", &["pay", "cancel"]),
    ])
}

#[test]
fn what_is_offered_is_what_the_commands_do() {
    on_each(|t| {
        for (name, id) in lives(t) {
            let offers = offers(t, id);
            assert_eq!(offers.len(), ACTIONS.len());
            for offer in offers {
                let told = check(&standing(t, id), offer.action).err().map(|refusal| refusal.code);
                assert_eq!(told, offer.refused, "{name}: {:?}", offer.action);
                assert_eq!(tried(t, id, offer.action), offer.refused, "{name}: {:?}", offer.action);
            }
        }
    });
}

/// The table again, written by hand from the business's point of view: a changed rule turns this red.
#[test]
fn each_state_allows_what_the_trade_expects() {
    use Action::*;
    type Axes = (&'static str, &'static str, &'static str);
    let expected: &[(&str, Axes, &[Action])] = &[
        ("placed", ("open", "unpaid", "unfulfilled"), &[Hold, Pay, Ship, CancelLine]),
        ("held", ("held", "unpaid", "unfulfilled"), &[Release, Pay, CancelLine]),
        ("tax not determined", ("held", "unpaid", "unfulfilled"), &[Release, Pay, CancelLine]),
        ("partly paid", ("open", "partly_paid", "unfulfilled"), &[Hold, Pay, Ship, CancelLine, Refund]),
        (
            "partly shipped",
            ("open", "unpaid", "partly_shipped"),
            &[Hold, Pay, Ship, Deliver, FailShipment, CancelLine, Invoice],
        ),
        ("shipped", ("open", "paid", "shipped"), &[Pay, Deliver, FailShipment, Invoice, Refund]),
        (
            "partly delivered",
            ("open", "unpaid", "partly_delivered"),
            &[Hold, Pay, Ship, CancelLine, Invoice, RequestReturn, Credit],
        ),
        ("delivered unpaid", ("open", "unpaid", "delivered"), &[Pay, Invoice, RequestReturn, Credit]),
        ("completed", ("completed", "paid", "delivered"), &[Pay, Invoice, RequestReturn, Credit, Refund]),
        (
            "one returned, others not shipped",
            ("open", "unpaid", "partly_returned"),
            &[Hold, Pay, Ship, CancelLine, Invoice, Credit],
        ),
        ("returned", ("completed", "paid", "returned"), &[Pay, Invoice, Credit, Refund]),
        ("refunded", ("completed", "refunded", "returned"), &[Pay, Invoice, Credit]),
        ("invoiced", ("completed", "paid", "delivered"), &[Pay, RequestReturn, Credit, Refund]),
        ("credited without an invoice", ("completed", "paid", "delivered"), &[Pay, Invoice, RequestReturn, Refund]),
        ("asked back", ("completed", "paid", "delivered"), &[Pay, Invoice, Credit, Refund]),
        ("cancelled", ("cancelled", "unpaid", "unfulfilled"), &[Pay]),
        ("cancelled while held", ("cancelled", "unpaid", "unfulfilled"), &[Pay]),
        ("cancelled and paid", ("cancelled", "overpaid", "unfulfilled"), &[Pay, Refund]),
    ];
    on_each(|t| {
        let lives = lives(t);
        assert_eq!(lives.len(), expected.len());
        for (name, axes_expected, allowed) in expected {
            let id = lives[name];
            assert_eq!(axes(t, id), *axes_expected, "{name}");
            let open: Vec<Action> =
                offers(t, id).iter().filter(|offer| offer.refused.is_none()).map(|offer| offer.action).collect();
            assert_eq!(open, *allowed, "{name}");
        }
    });
}
