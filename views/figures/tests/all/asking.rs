//! What people ask figures for.

use figures::Dimension::{Age, Category, Country, Day, Hour, Sku, Status, TaxStatus as ByTaxStatus};
use figures::Measure::{Average, Credits, Orders, Refunds, Returns, Sales, TaxNotDetermined, TaxOwed, Units, Waiting};
use figures::{Cell, Filter, Measure, Question, rows_behind};
use kernel::Money;
use orders::commands::{
    CancelLine, CreditLines, DeliverShipment, ProveTax, ProvedLine, ReceiveReturn, ReceivedLine, RecordPayment,
    RecordRefund, RefundedLine, RequestReturn, ShipLines, cancel_line, credit_lines, deliver_shipment, prove_tax,
    receive_return, record_payment, record_refund, request_return, ship_lines,
};
use orders::{OrderId, ShipmentLine, TaxStatus};
use store::{CommandError, Options};
use testkit::{HandClock, TestStore, on_both_with};

use crate::company::{MIGRATIONS, Wanted, answer, count, fresh_now, order, place, question, shown, wanted};

pub fn at(text: &str) -> Options {
    Options { clock: HandClock::at(text), ..Options::default() }
}

/// Everything that can happen to an order: 3 mugs and carriage; one mug cancelled, two shipped, one returned, part refunded.
pub fn a_life(fresh: &TestStore, id: OrderId) {
    let eur = |minor| Money::new(minor, "EUR".parse().unwrap());
    order(fresh, move |tx| {
        cancel_line(tx, &CancelLine { order: id, seen_version: None, line: 1, quantity: Some(1) })?;
        let paid =
            RecordPayment { order: id, amount: eur(3000), method: "card".into(), reference: id.to_string(), at: None };
        record_payment(tx, &paid)?;
        let parcel =
            ShipLines { order: id, seen_version: None, lines: vec![], carrier: None, tracking: None, at: None };
        ship_lines(tx, &parcel)?;
        deliver_shipment(tx, &DeliverShipment { order: id, shipment: None, at: None })?;
        let back = RequestReturn {
            order: id,
            reason_code: "defect".into(),
            lines: vec![ShipmentLine { line: 1, quantity: 1 }],
        };
        let back = request_return(tx, &back)?;
        let lines = vec![ReceivedLine { line: 1, received: 1, restocked: 0 }];
        receive_return(tx, &ReceiveReturn { id: back, lines })?;
        let credit = CreditLines { order: id, seen_version: None, return_id: Some(back), lines: vec![] };
        credit_lines(tx, &credit)?;
        let refund = RecordRefund {
            order: id,
            return_id: Some(back),
            amount: eur(1500),
            method: "card".into(),
            reference: format!("r{id}"),
            lines: vec![RefundedLine { line: 1, gross: 1190 }],
        };
        record_refund(tx, &refund)?;
        Ok(())
    });
}

#[test]
fn a_life_of_an_order_is_counted_once_and_in_its_own_hours() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let id = place(
            fresh,
            &wanted("2026-11-20T10:00:00Z", &[("MUG", "home/kitchen", 3, 3001, 570), ("POST", "", 1, 500, 95)]),
        );
        place(fresh, &wanted("2026-11-20T11:00:00Z", &[("PEN", "office", 1, 100, 19)]));
        a_life(fresh, id);
        count(fresh);
        let all = [Sales, Orders, Units, Average, Returns, Refunds, Credits, TaxOwed, TaxNotDetermined];
        assert_eq!(
            shown(&answer(fresh, &question(&all, &[Day]))),
            [
                "2026-11-20: 36.01 EUR, 2, 4, 18.01 EUR, 0.00 EUR, 0.00 EUR, 0.00 EUR, 6.84 EUR, 0.00 EUR",
                "2026-11-21: -10.00 EUR, 0, -1, -, 10.00 EUR, 15.00 EUR, 10.00 EUR, -3.80 EUR, 0.00 EUR",
            ]
        );
        assert_eq!(
            shown(&answer(fresh, &question(&[Sales, Orders], &[Category]))),
            [": 5.00 EUR, 1", "home/kitchen: 20.01 EUR, 1", "office: 1.00 EUR, 1",]
        );
        assert_eq!(shown(&answer(fresh, &question(&[Sales, Orders], &[]))), [": 26.01 EUR, 2"]);
        let mut below_home = question(&[Sales, Orders], &[]);
        below_home.filter = Filter { category: vec!["home".into()], ..Filter::default() };
        assert_eq!(shown(&answer(fresh, &below_home)), [": 20.01 EUR, 1"]);
    });
}

#[test]
fn amounts_of_two_currencies_are_never_added() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let euros = wanted("2026-11-20T10:00:00Z", &[("MUG", "", 1, 1000, 190)]);
        place(fresh, &euros);
        let mut yen = wanted("2026-11-20T10:00:00Z", &[("MUG", "", 1, 1500, 0)]);
        (yen.currency, yen.country, yen.tax) = ("JPY", "JP", TaxStatus::NotDetermined);
        place(fresh, &yen);
        count(fresh);
        assert_eq!(
            shown(&answer(fresh, &question(&[Sales, TaxNotDetermined, Orders], &[]))),
            [": 10.00 EUR, 0.00 EUR, 1", ": 1500 JPY, 1500 JPY, 1",]
        );
        assert_eq!(shown(&answer(fresh, &question(&[Orders], &[]))), [": 2"]);
        assert_eq!(shown(&answer(fresh, &question(&[Sales], &[Country]))), ["DE: 10.00 EUR", "JP: 1500 JPY"]);
    });
}

#[test]
fn days_are_cut_where_the_asker_lives() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        // London puts its clocks back on 2026-10-25 at 01:00 UTC: that day has 25 hours.
        for at in ["2026-10-24T22:59:59Z", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
            place(fresh, &wanted(at, &[("MUG", "", 1, 100, 0)]));
        }
        for at in ["2026-10-25T23:59:59Z", "2026-10-26T00:00:00Z"] {
            place(fresh, &wanted(at, &[("MUG", "", 1, 100, 0)]));
        }
        count(fresh);
        let mut asked = question(&[Orders], &[Day]);
        asked.zone = "Europe/London".parse().unwrap();
        let london = answer(fresh, &asked);
        assert_eq!(shown(&london), ["2026-10-24: 1", "2026-10-25: 4", "2026-10-26: 1"]);
        asked.dimensions = vec![Hour];
        let hours = shown(&answer(fresh, &asked));
        assert!(hours.contains(&"2026-10-25T01:00+01:00: 1".to_owned()), "{hours:?}");
        assert!(hours.contains(&"2026-10-25T01:00+00:00: 1".to_owned()), "{hours:?}");
        asked.dimensions = vec![Day];
        asked.zone = "Asia/Kathmandu".parse().unwrap();
        assert_eq!(shown(&answer(fresh, &asked)), ["2026-10-25: 4", "2026-10-26: 2"]);
        asked.zone = kernel::Zone::UTC;
        assert_eq!(shown(&answer(fresh, &asked)), ["2026-10-24: 2", "2026-10-25: 3", "2026-10-26: 1"]);
    });
}

/// All parts of a number, read page by page.
pub fn parts(fresh: &TestStore, question: &Question, measure: Measure, page: usize) -> Vec<Cell> {
    let (mut after, mut parts) = (None, Vec::new());
    loop {
        let behind = fresh
            .store
            .read_blocking(|read| rows_behind(read, question, measure, after, page, fresh_now(fresh)))
            .unwrap();
        assert!(behind.rows.len() <= page);
        parts.extend(behind.rows.iter().map(|row| row.part));
        after = behind.next;
        if after.is_none() {
            return parts;
        }
    }
}

pub fn sum(cells: &[Cell]) -> i64 {
    let number = |cell: &Cell| match cell {
        Cell::Money(money) => money.minor(),
        Cell::Count(count) => *count,
        Cell::None => 0,
    };
    cells.iter().map(number).sum()
}

#[test]
fn the_rows_behind_a_number_add_up_to_it() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        for hour in 0..9 {
            let at: &'static str = Box::leak(format!("2026-11-20T0{hour}:07:00Z").into_boxed_str());
            let lines = [("MUG", "home", 3, 3001 + hour, 570), ("POST", "", 1, 500, 95), ("MUG", "home", 1, 1000, 190)];
            let id = place(fresh, &wanted(at, &lines));
            if hour % 3 == 0 {
                a_life(fresh, id);
            }
        }
        count(fresh);
        let mugs = Filter { sku: vec!["MUG".into()], ..Filter::default() };
        for filter in [Filter::default(), mugs] {
            for measure in [Sales, Orders, Units, Returns, Refunds, TaxOwed, TaxNotDetermined] {
                let mut asked = question(&[measure], &[]);
                asked.filter = filter.clone();
                asked.from = Some("2026-11-20T02:00:00Z".parse::<kernel::Timestamp>().unwrap().quarter_hour());
                let figure: Vec<Cell> = answer(fresh, &asked).rows.iter().flat_map(|row| row.cells.clone()).collect();
                assert_eq!(sum(&parts(fresh, &asked, measure, 4)), sum(&figure), "{measure:?} {filter:?}");
                assert!(measure == TaxNotDetermined || sum(&figure) != 0, "{measure:?} is counted at all");
            }
        }
    });
}

#[test]
fn tax_is_told_apart_by_how_sure_it_is_and_the_rows_behind_it_too() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        for (hour, tax) in
            [("10", TaxStatus::Determined), ("11", TaxStatus::Provisional), ("12", TaxStatus::NotDetermined)]
        {
            let at: &'static str = Box::leak(format!("2026-11-20T{hour}:00:00Z").into_boxed_str());
            let lines = [("MUG", "home", 1, 1000, if tax == TaxStatus::NotDetermined { 0 } else { 190 })];
            let mut order = wanted(at, &lines);
            order.tax = tax;
            place(fresh, &order);
        }
        count(fresh);
        assert_eq!(
            shown(&answer(fresh, &question(&[Sales, TaxOwed, TaxNotDetermined, Orders], &[Country, ByTaxStatus]))),
            [
                "DE determined: 10.00 EUR, 1.90 EUR, 0.00 EUR, 1",
                "DE not_determined: 10.00 EUR, 0.00 EUR, 10.00 EUR, 1",
                "DE provisional: 10.00 EUR, 1.90 EUR, 0.00 EUR, 1",
            ]
        );
        let mut asked = question(&[TaxOwed], &[]);
        asked.filter = Filter { tax_status: vec!["provisional".into()], ..Filter::default() };
        assert_eq!(parts(fresh, &asked, TaxOwed, 4), [Cell::Money(Money::new(190, "EUR".parse().unwrap()))]);
    });
}

#[test]
fn what_waits_is_told_by_age_and_by_status() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let place_at = |at| place(fresh, &wanted(at, &[("MUG", "", 3, 3000, 0)]));
        for at in ["2026-11-21T09:00:00Z", "2026-11-19T09:00:00Z", "2026-11-01T09:00:00Z"] {
            place_at(at);
        }
        let mut held = wanted("2026-11-01T09:00:00Z", &[("MUG", "", 1, 1000, 0)]);
        held.held = Some("review");
        place(fresh, &held);
        let gone = place_at("2026-11-01T09:00:00Z");
        order(fresh, move |tx| {
            let parcel =
                ShipLines { order: gone, seen_version: None, lines: vec![], carrier: None, tracking: None, at: None };
            ship_lines(tx, &parcel).map(|_| ())
        });
        count(fresh);
        assert_eq!(
            shown(&answer(fresh, &question(&[Waiting], &[Age, Status]))),
            ["1_to_3_days open: 1", "over_7_days held: 1", "over_7_days open: 1", "under_1_day open: 1",]
        );
        let asked = question(&[Waiting], &[]);
        assert_eq!(parts(fresh, &asked, Waiting, 3).len(), 4);
        assert_eq!(shown(&answer(fresh, &asked)), [": 4"]);
    });
}

#[test]
fn what_does_not_fit_is_refused() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let refused =
            |asked: Question| match fresh.store.read_blocking(|read| figures::ask(read, &asked, fresh_now(fresh))) {
                Err(CommandError::Refused(refusal)) => refusal.code,
                other => panic!("{other:?}"),
            };
        assert_eq!(refused(question(&[], &[])), "figures_without_measures");
        assert_eq!(refused(question(&[Sales, Sales], &[])), "figures_measure_twice");
        assert_eq!(refused(question(&[Sales], &[Age])), "figures_dimension_unfit");
        assert_eq!(refused(question(&[Waiting], &[Sku])), "figures_dimension_unfit");
        assert_eq!(refused(question(&[Waiting], &[ByTaxStatus])), "figures_dimension_unfit");
        assert_eq!(refused(question(&[figures::Measure::Shortfall], &[ByTaxStatus])), "figures_dimension_unfit");
    });
}

#[test]
fn a_proof_makes_tax_sure_and_changes_no_figure() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let export = Wanted {
            country: "GB",
            tax: TaxStatus::Provisional,
            ..wanted("2026-11-20T10:00:00Z", &[("MUG", "home", 3, 3000, 0), ("POST", "", 1, 500, 95)])
        };
        let id = place(fresh, &export);
        let figures = || {
            count(fresh);
            shown(&answer(fresh, &question(&[Sales, Units, TaxOwed, TaxNotDetermined], &[Status])))
        };
        let before = figures();
        assert_eq!(before, ["open: 35.00 EUR, 3, 0.95 EUR, 0.00 EUR"]);
        order(fresh, move |tx| {
            let proved = |line| ProvedLine { line, tax_status: TaxStatus::Determined, tax_answer: "{}".into() };
            let proof = ProveTax { order: id, proof: "export_proof", lines: vec![proved(1), proved(2)] };
            prove_tax(tx, &proof).map(|_| ())
        });
        assert_eq!(figures(), before);
        order(fresh, move |tx| {
            cancel_line(tx, &CancelLine { order: id, seen_version: None, line: 1, quantity: Some(1) }).map(|_| ())
        });
        assert_eq!(figures(), ["open: 25.00 EUR, 2, 0.95 EUR, 0.00 EUR"], "what happens after it is counted");
    });
}

#[test]
fn with_the_last_piece_of_an_order_its_carriage_is_cancelled_too() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        let id =
            place(fresh, &wanted("2026-11-20T10:00:00Z", &[("MUG", "home", 3, 3001, 570), ("POST", "", 1, 500, 95)]));
        for pieces in [1, 2] {
            order(fresh, move |tx| {
                let gone = CancelLine { order: id, seen_version: None, line: 1, quantity: Some(pieces) };
                cancel_line(tx, &gone).map(|_| ())
            });
            count(fresh);
        }
        let figures = answer(fresh, &question(&[Sales, Units, TaxOwed, Orders], &[]));
        assert_eq!(shown(&figures), [": 0.00 EUR, 0, 0.00 EUR, 1"]);
    });
}
