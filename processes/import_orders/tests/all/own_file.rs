//! A small shop's own list, with a mapping of its own: orders that are still open, other currencies, orders of the future.

use jobs::JobState;
use kernel::Id as _;
use ledger::{Cause, Parts, Reference, Settlement, Step};
use testkit::homes;

use crate::support::{Company, report, shop};

/// Prices as consumers pay them, states in German.
pub const OWN: &str = r#"
name = "own-shop"
about = "A small shop's own list."
[columns]
invoice_number = "Bestellung"
sku = "Artikel"
description = "Bezeichnung"
quantity = "Menge"
placed_at = "Datum"
unit_price = "Preis"
currency = "Waehrung"
country = "Land"
status = "Stand"
[time]
formats = ["%Y-%m-%d %H:%M"]
zone = "Europe/Berlin"
[constants]
channel = "file"
[invoice]
cancellation_starts_with = ["ST-"]
[statuses]
"neu" = "placed"
"bezahlt" = "paid"
"versandt" = "shipped"
"zugestellt" = "delivered"
"storniert" = "cancelled"
[assumptions.price_basis]
value = "gross"
status = "sure"
because = "Consumers see what they pay."
[assumptions.seller_country]
value = "DE"
status = "sure"
because = "The shop sits there."
[assumptions.ship_from]
value = "DE"
status = "sure"
because = "So does its shed."
[assumptions.customer_kind]
value = "consumer"
status = "sure"
because = "It sells to nobody else."
[[rule]]
name = "carriage"
kind = "carriage"
sku_is = ["VERSAND"]
[[rule]]
name = "goods cancelled"
kind = "goods_cancelled"
cancellation = true
quantity = "negative"
price = "positive"
[[rule]]
name = "goods"
kind = "goods"
cancellation = false
quantity = "positive"
price = "positive"
"#;

pub const HEAD: &str = "Bestellung,Datum,Land,Artikel,Bezeichnung,Menge,Preis,Waehrung,Stand\n";

/// One of each state: two vases at 12.00 and their carriage where something was sent.
fn each_state() -> String {
    let states = ["neu", "bezahlt", "versandt", "zugestellt", "storniert"];
    let rows = states
        .iter()
        .zip(1..)
        .map(|(state, number)| format!("N-{number},2026-03-0{number} 10:00,DE,VASE,Vase,2,12.00,EUR,{state}\n"));
    HEAD.to_owned() + &rows.collect::<String>()
}

fn imported(company: &Company, text: &str) -> serde_json::Value {
    let job = company.run(company.queue(text.as_bytes(), OWN, shop()));
    assert_eq!(job.state, JobState::Done, "{:?} {:?}", job.problem, job.report);
    report(&job)
}

/// Debit, credit, amount and state of what is booked for an order, in the order of booking.
fn booked(company: &Company, number: &str) -> Vec<String> {
    let order = company.order(number).id.number();
    company.texts(&format!(
        "SELECT t.debit || ' ' || t.credit || ' ' || t.amount || ' ' || t.state FROM ledger_transfers t \
         JOIN ledger_entries e ON e.id = t.entry WHERE e.reference = {order} ORDER BY e.id, t.place"
    ))
}

/// What stands posted in an account for an order: debits less credits.
fn posted(company: &Company, number: &str, account: &str) -> i64 {
    let order = company.order(number).id.number();
    let side = |side: &str| {
        company.number(&format!(
            "SELECT CAST(COALESCE(SUM(t.amount), 0) AS BIGINT) FROM ledger_transfers t \
             JOIN ledger_entries e ON e.id = t.entry \
             WHERE e.reference = {order} AND t.state = 'posted' AND t.{side} = '{account}'"
        ))
    };
    side("debit") - side("credit")
}

fn settle(company: &Company, number: &str, cause: Cause, step: Step) {
    let order = company.order(number);
    company.command(move |tx| {
        let at = tx.context().now;
        let (entity, reference, step) = (order.entity, Reference::of(order.id), step.clone());
        ledger::settle(tx, Settlement { entity, reference, cause, at, step, also: Vec::new() })?;
        Ok(store::Nothing)
    });
}

#[test]
fn what_was_not_delivered_is_pending_until_it_is_and_leaves_nothing_when_it_is_cancelled() {
    for home in homes() {
        let company = Company::in_home(home);
        let told = imported(&company, &each_state());
        let owed = |state: &str| {
            [format!("receivable revenue_goods 2017 {state}"), format!("receivable tax_payable 383 {state}")]
        };
        let paid = "provider_clearing receivable 2400 posted".to_owned();
        assert_eq!(booked(&company, "N-1"), owed("pending"));
        assert_eq!(booked(&company, "N-2"), [&owed("pending")[..], std::slice::from_ref(&paid)].concat());
        assert_eq!(booked(&company, "N-3"), [&owed("pending")[..], std::slice::from_ref(&paid)].concat());
        assert_eq!(booked(&company, "N-4"), [&owed("posted")[..], &[paid]].concat());
        assert_eq!(booked(&company, "N-5"), [""; 0]);
        let balance = |of: &str, account: &str| {
            let all = told["books"][of].as_array().unwrap();
            let found = all.iter().find(|one| one["account"] == account);
            found.map_or("0", |one| one["balance"]["amount"].as_str().unwrap()).to_owned()
        };
        assert_eq!(
            (balance("accounts", "revenue_goods"), balance("pending", "revenue_goods")),
            ("-20.17".into(), "-60.51".into())
        );
        assert_eq!(told["books"]["balanced"], true);
        // Cancelled: what was pending is void, and the buyer's money is owed back. Delivered: earned.
        settle(&company, "N-2", Cause::Cancelled, Step::Void(Parts::Rest));
        settle(&company, "N-3", Cause::Delivered, Step::Post(Parts::Rest));
        let stands =
            |number: &str| ["receivable", "revenue_goods", "tax_payable"].map(|one| posted(&company, number, one));
        assert_eq!(stands("N-1"), [0, 0, 0]);
        assert_eq!(stands("N-2"), [-2_400, 0, 0]);
        assert_eq!(stands("N-3"), [0, -2_017, -383]);
        assert_eq!(stands("N-3"), stands("N-4"), "it ends where one that came delivered began");
    }
}

fn received(company: &Company, pieces: i64) {
    let warehouse = inventory::WarehouseId::from_number(company.number("SELECT id FROM warehouses"));
    let variant = inventory::VariantId::from_number(company.number("SELECT id FROM variants WHERE sku = 'VASE'"));
    company.command(move |tx| {
        let lines = vec![inventory::Received { variant, quantity: pieces, unit_cost: None }];
        inventory::receive_stock(tx, &inventory::ReceiveStock { warehouse, lines, document: None, at: None })?;
        Ok(store::Nothing)
    });
}

fn laws_hold(company: &Company) {
    let broken = company.cell.store.read_blocking(|read| inventory::broken_laws(read)).unwrap();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn open_orders_hold_their_stock_and_what_is_not_there_is_a_shortfall() {
    for home in homes() {
        let company = Company::in_home(home);
        let first = HEAD.to_owned() + "Z-1,2026-02-01 10:00,DE,VASE,Vase,1,12.00,EUR,zugestellt\n";
        imported(&company, &first);
        received(&company, 3);
        let told = imported(&company, &each_state());
        assert_eq!(told["open_orders"], 2);
        // Three were there, less two that were sent and two that arrived, which the file's own opening covers.
        let numbers = company.texts("SELECT on_hand || ' ' || held || ' ' || shortfall FROM stock_balances");
        assert_eq!(numbers, ["-1 4 5"]);
        let short = company.cell.store.read_blocking(|read| inventory::list_shortfalls(read, None, 10)).unwrap();
        assert_eq!(short.iter().map(|one| one.quantity).collect::<Vec<_>>(), [5]);
        laws_hold(&company);
        received(&company, 5);
        assert_eq!(company.number("SELECT COUNT(*) FROM stock_shortfalls"), 0);
        // What is held is taken by the parcel, as of an order placed here.
        let order = company.order("N-2");
        let (line, id) = (order.lines[0].clone(), order.id);
        company.command(move |tx| {
            let (variant, warehouse) = line.place().unwrap();
            let shelf = inventory::Shelf::new(
                inventory::VariantId::from_number(variant),
                inventory::WarehouseId::from_number(warehouse),
            );
            let lines = vec![inventory::Pieces { shelf, quantity: 2 }];
            let order = inventory::OrderId::from_number(id.number());
            inventory::consume_holds(tx, &inventory::ConsumeHolds { order, lines, document: None, at: None })?;
            Ok(store::Nothing)
        });
        laws_hold(&company);
    }
}

#[test]
fn what_was_sent_can_be_delivered_and_what_was_paid_stands_among_the_payments() {
    for home in homes() {
        let company = Company::in_home(home);
        let told = imported(&company, &each_state());
        let assumed = &told["assumptions"]["payment_of_sent_orders"];
        assert_eq!((&assumed["value"], &assumed["status"]), (&"paid".into(), &"unsure".into()));
        let payments = |number: &str| {
            let id = company.order(number).id;
            let known = company.cell.store.read_blocking(|read| orders::queries::order_payments(read, id)).unwrap();
            known.iter().map(|one| (one.reference.clone(), one.amount)).collect::<Vec<_>>()
        };
        assert_eq!(payments("N-1"), []);
        assert_eq!(payments("N-2"), [("file/uk-web/N-2".to_owned(), 2_400)]);
        let sent = company.order("N-3");
        assert_eq!((payments("N-3").len(), sent.payment, sent.paid), (1, orders::Payment::Paid, 2_400));
        company.command(move |tx| {
            let input = orders::commands::DeliverShipment { order: sent.id, shipment: None, at: None };
            let delivered = orders::commands::deliver_shipment(tx, &input)?;
            assert!(delivered.complete);
            Ok(store::Nothing)
        });
        let axes = |number: &str| {
            let order = company.order(number);
            (order.status, order.payment, order.fulfilment)
        };
        assert_eq!(axes("N-3"), axes("N-4"));
    }
}

#[test]
fn a_mapping_may_say_that_what_was_sent_is_not_paid() {
    let company = Company::in_home(testkit::sqlite_home());
    let unpaid = OWN.to_owned()
        + "[assumptions.payment_of_sent_orders]\nvalue = \"unpaid\"\nstatus = \"sure\"\nbecause = \"Bought on account.\"\n";
    let job = company.run(company.queue(each_state().as_bytes(), &unpaid, shop()));
    assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
    let axes = |number: &str| (company.order(number).status, company.order(number).payment);
    assert_eq!(axes("N-3"), (orders::Status::Open, orders::Payment::Unpaid));
    assert_eq!(axes("N-4"), (orders::Status::Open, orders::Payment::Unpaid), "delivered, and its money is waited for");
    assert_eq!(posted(&company, "N-4", "receivable"), 2_400);
}

#[test]
fn a_row_that_comes_later_makes_a_paid_order_partly_paid() {
    for home in homes() {
        let company = Company::in_home(home);
        let text = HEAD.to_owned()
            + "P-1,2026-03-10 10:00,DE,VASE,Vase,2,12.00,EUR,bezahlt\n\
               P-1,2026-03-10 10:00,DE,VASE,Vase,one,6.00,EUR,bezahlt\n";
        let id = company.queue(text.as_bytes(), OWN, shop());
        assert_eq!(company.run(id).state, JobState::Waiting);
        assert_eq!(company.order("P-1").payment, orders::Payment::Paid);
        company.command(move |tx| jobs::retry_row(tx, id, 3, r#"{"cells":{"quantity":"1"}}"#));
        let job = company.run(id);
        assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
        let order = company.order("P-1");
        assert_eq!((order.gross, order.paid, order.payment), (3_000, 2_400, orders::Payment::PartlyPaid));
        assert_eq!(posted(&company, "P-1", "receivable"), -2_400, "what was paid before it is earned");
        assert_eq!(company.number("SELECT CAST(SUM(open) AS BIGINT) FROM stock_holds"), 3);
        // The books of the job, not those of its last pass alone.
        let told = report(&job);
        assert_eq!(told["books"]["entries"], 2);
        let pending = told["books"]["pending"].as_array().unwrap();
        let receivable = pending.iter().find(|one| one["account"] == "receivable").unwrap();
        assert_eq!(receivable["balance"]["amount"], "30.00");
    }
}

#[test]
fn an_open_order_that_nobody_could_tax_is_held_until_somebody_lets_it_go() {
    for home in homes() {
        let company = Company::in_home(home);
        let row = |number: &str, country: &str, state: &str| {
            format!("{number},2026-03-01 10:00,{country},VASE,Vase,1,12.00,EUR,{state}\n")
        };
        let text = [row("H-1", "FR", "neu"), row("H-2", "FR", "zugestellt"), row("H-3", "DE", "neu")].concat();
        imported(&company, &(HEAD.to_owned() + &text));
        let stands = |number: &str| {
            let order = company.order(number);
            (order.status.word(), order.held_because, order.tax_status.word())
        };
        assert_eq!(stands("H-1"), ("held", Some("tax_not_determined".to_owned()), "not_determined"));
        assert_eq!(stands("H-2"), ("completed", None, "not_determined"), "what has arrived holds nobody up");
        assert_eq!(stands("H-3").0, "open");
    }
}
