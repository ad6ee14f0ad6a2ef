//! What happens in a warehouse: decisions are refused where they would break a promise, facts are recorded and what they break
//! waits in the queue.

use inventory::{
    AdjustStock, Arrived, BalanceFilter, CameBack, CellWarehouses, CountStock, EditWarehouse, Movement, MovementKind,
    ReceiveTransfer, RestockReturned, SendTransfer, Shelf, WriteOff, adjust_stock, assign_shortfall, count_stock,
    edit_warehouse, in_transit, list_balances, list_movements, list_shortfalls, receive_transfer, record_history,
    restock_returned, send_transfer, write_off,
};
use kernel::{Actor, Timestamp, Zone};
use store::events_of;
use testkit::on_both;

use crate::company::{TABLES, hold, lawful, numbers, pieces, receive, request, variant, warehouse};

#[test]
fn an_adjustment_takes_what_is_free_and_as_a_fact_what_is_promised() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 10)]);
        hold(t, request(1, vec![pieces(1, home, 7)])).unwrap();
        let adjust = |difference, fact| AdjustStock {
            warehouse: home,
            lines: vec![(variant(1), difference)],
            reason: "wet".into(),
            fact,
            document: None,
            at: None,
        };
        let (three, one, fact) = (adjust(-3, false), adjust(-1, false), adjust(-1, true));
        let silent = AdjustStock { reason: " ".into(), ..adjust(1, false) };
        t.must(move |tx| adjust_stock(tx, &three));
        assert_eq!(t.refusal(move |tx| adjust_stock(tx, &one)), "adjustment_takes_held_stock");
        assert_eq!(t.refusal(move |tx| adjust_stock(tx, &silent)), "reason_required");
        t.must(move |tx| adjust_stock(tx, &fact));
        assert_eq!(numbers(t, 1, home), (6, 7, 1));
        let queue = t.store.read_blocking(|read| list_shortfalls(read, None, 10)).unwrap();
        assert_eq!((queue[0].quantity, queue[0].cause.as_str(), queue[0].owner.as_deref()), (1, "adjusted", None));
        lawful(t);
    });
}

#[test]
fn a_count_is_always_recorded_and_its_shortfall_has_an_owner_until_stock_comes() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 10), (2, 4)]);
        hold(t, request(1, vec![pieces(1, home, 7)])).unwrap();
        let count = CountStock {
            warehouse: home,
            lines: vec![(variant(1), 5), (variant(2), 4), (variant(3), 2)],
            document: Some("sheet 9".into()),
            at: None,
        };
        let again = CountStock { lines: vec![(variant(1), 5), (variant(1), 6)], ..count.clone() };
        t.must(move |tx| count_stock(tx, &count));
        assert_eq!(t.refusal(move |tx| count_stock(tx, &again)), "variant_counted_twice");
        assert_eq!((numbers(t, 1, home), numbers(t, 3, home)), ((5, 7, 2), (2, 0, 0)));
        // What agrees with the books leaves no movement.
        let moved = t
            .store
            .read_blocking(|read| list_movements(read, variant(2), None, store::Way::Falling, None, 10))
            .unwrap();
        assert_eq!(moved.len(), 1);
        // Nobody may promise what is short.
        assert_eq!(hold(t, request(2, vec![pieces(1, home, 1)])), Err("out_of_stock"));
        t.must(move |tx| assign_shortfall(tx, Shelf::new(variant(1), home), &Actor::new("key_7")));
        receive(t, home, &[(1, 1)]);
        let queue = t.store.read_blocking(|read| list_shortfalls(read, None, 10)).unwrap();
        assert_eq!(
            (queue[0].quantity, queue[0].owner.as_deref(), queue[0].document.as_deref()),
            (1, Some("key_7"), Some("sheet 9"))
        );
        let after = Some((queue[0].since, queue[0].shelf));
        assert!(t.store.read_blocking(|read| list_shortfalls(read, after, 10)).unwrap().is_empty());
        receive(t, home, &[(1, 1)]);
        assert!(t.store.read_blocking(|read| list_shortfalls(read, None, 10)).unwrap().is_empty());
        let gone = t.refusal(move |tx| assign_shortfall(tx, Shelf::new(variant(1), home), &Actor::new("key_7")));
        assert_eq!(gone, "shortfall_not_found");
        lawful(t);
    });
}

#[test]
fn a_transfer_is_in_transit_until_it_arrived_or_is_given_up() {
    on_both(TABLES, |t| {
        let (from, to) = (warehouse(t, "szx"), warehouse(t, "ham"));
        receive(t, from, &[(1, 10)]);
        hold(t, request(1, vec![pieces(1, from, 2)])).unwrap();
        let send = |quantity| SendTransfer { from, to, lines: vec![(variant(1), quantity)], document: None };
        let (nine, eight) = (send(9), send(8));
        let itself = SendTransfer { to: from, ..send(1) };
        assert_eq!(t.refusal(move |tx| send_transfer(tx, &nine)), "out_of_stock");
        assert_eq!(t.refusal(move |tx| send_transfer(tx, &itself)), "transfer_to_itself");
        let transfer = t.must(move |tx| send_transfer(tx, &eight));
        let on_the_way = || {
            let all = t.store.read_blocking(|read| in_transit(read, &[variant(1)])).unwrap();
            all.get(&Shelf::new(variant(1), to)).copied()
        };
        assert_eq!((numbers(t, 1, from), numbers(t, 1, to), on_the_way()), ((2, 2, 0), (0, 0, 0), Some(8)));
        let arrives =
            |arrived, lost| ReceiveTransfer { transfer, lines: vec![Arrived { variant: variant(1), arrived, lost }] };
        let (part, too_many, rest) = (arrives(5, 0), arrives(3, 1), arrives(2, 1));
        t.must(move |tx| receive_transfer(tx, &part));
        assert_eq!((numbers(t, 1, to), on_the_way()), ((5, 0, 0), Some(3)));
        assert_eq!(t.refusal(move |tx| receive_transfer(tx, &too_many)), "more_than_in_transit");
        t.must(move |tx| receive_transfer(tx, &rest));
        assert_eq!((numbers(t, 1, to), on_the_way()), ((7, 0, 0), None));
        lawful(t);
    });
}

#[test]
fn history_goes_below_zero_into_the_queue_and_an_opening_balance_takes_it_out() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        let at: Timestamp = "2011-01-04T10:00:00Z".parse().unwrap();
        let movement = |number, kind, quantity| Movement {
            shelf: Shelf::new(variant(number), home),
            kind,
            quantity,
            unit_cost: None,
            document: Some("536365".into()),
            reason: None,
            at,
        };
        let sold: Vec<_> = (1..=2_000).map(|n| movement(n % 500, MovementKind::Sold, -1)).collect();
        let opened: Vec<_> = (0..500).map(|n| movement(n, MovementKind::OpeningDerived, 4)).collect();
        let wrong = vec![movement(1, MovementKind::Counted, 1)];
        t.must(move |tx| record_history(tx, &sold));
        assert_eq!(numbers(t, 7, home), (-4, 0, 4));
        assert_eq!(t.store.read_blocking(|read| list_shortfalls(read, None, 1_000)).unwrap().len(), 500);
        assert_eq!(t.refusal(move |tx| record_history(tx, &wrong)), "invalid_history");
        t.must(move |tx| record_history(tx, &opened));
        assert!(t.store.read_blocking(|read| list_shortfalls(read, None, 1)).unwrap().is_empty());
        lawful(t);
    });
}

#[test]
fn lists_go_on_where_they_ended() {
    on_both(TABLES, |t| {
        let (one, two) = (warehouse(t, "ham"), warehouse(t, "szx"));
        receive(t, one, &[(1, 1), (2, 2), (3, 3)]);
        receive(t, two, &[(1, 4), (3, 5)]);
        let all = |filter: BalanceFilter| {
            let mut filter = filter;
            let mut found = Vec::new();
            loop {
                let page = t.store.read_blocking(|read| list_balances(read, &filter, 2)).unwrap();
                let Some(last) = page.last() else { return found };
                filter.after = Some(last.shelf);
                found.extend(page.iter().map(|balance| balance.on_hand));
            }
        };
        assert_eq!(all(BalanceFilter::default()), [1, 4, 2, 3, 5]);
        assert_eq!(all(BalanceFilter { warehouse: Some(two), ..Default::default() }), [4, 5]);
        assert_eq!(all(BalanceFilter { variants: vec![variant(3), variant(1)], ..Default::default() }), [1, 4, 3, 5]);
        let first =
            t.store.read_blocking(|read| list_movements(read, variant(1), None, store::Way::Falling, None, 1)).unwrap();
        let second = t
            .store
            .read_blocking(|read| list_movements(read, variant(1), None, store::Way::Falling, Some(first[0].id), 5))
            .unwrap();
        let oldest =
            t.store.read_blocking(|read| list_movements(read, variant(1), None, store::Way::Rising, None, 5)).unwrap();
        assert_eq!(oldest, [second[0].clone(), first[0].clone()]);
        let on = Some(oldest[0].id);
        let rest =
            t.store.read_blocking(|read| list_movements(read, variant(1), None, store::Way::Rising, on, 5)).unwrap();
        assert_eq!(rest, oldest[1..]);
        assert_eq!((first[0].warehouse, second.len(), second[0].warehouse), (two, 1, one));
        let of_two = t
            .store
            .read_blocking(|read| list_movements(read, variant(1), Some(two), store::Way::Falling, None, 5))
            .unwrap();
        assert_eq!(of_two.len(), 1);
    });
}

#[test]
fn what_is_not_there_is_written_off_only_as_a_fact() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 3)]);
        let off = move |lines: &[i64], fact: bool| WriteOff {
            warehouse: home,
            lines: lines.iter().map(|pieces| (variant(1), *pieces)).collect(),
            reason: "flood".into(),
            fact,
            document: None,
            at: None,
        };
        assert_eq!(t.refusal(move |tx| write_off(tx, &off(&[4], false))), "write_off_of_what_is_not_there");
        assert_eq!(t.refusal(move |tx| write_off(tx, &off(&[2, 2], false))), "write_off_of_what_is_not_there");
        assert_eq!(numbers(t, 1, home), (3, 0, 0), "a refused write-off moves nothing");
        t.must(move |tx| write_off(tx, &off(&[2, 1], false)));
        assert_eq!(numbers(t, 1, home), (0, 0, 0));
        t.must(move |tx| write_off(tx, &off(&[1], true)));
        assert_eq!(numbers(t, 1, home).0, -1);
        lawful(t);
    });
}

#[test]
fn what_is_lost_leaves_and_what_comes_back_is_told() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 3)]);
        let lines = vec![(variant(1), 2)];
        let off = WriteOff { warehouse: home, lines, reason: "broken".into(), fact: true, document: None, at: None };
        let came = vec![CameBack { variant: variant(1), quantity: 2, cost: None }];
        let back = RestockReturned { warehouse: home, lines: came, document: Some("RT-1".into()), at: None };
        t.must(move |tx| write_off(tx, &off));
        t.must(move |tx| restock_returned(tx, &back));
        assert_eq!(numbers(t, 1, home), (3, 0, 0));
        let told = t.store.read_blocking(|read| events_of(read, &home.to_string())).unwrap();
        let kinds: Vec<_> = told.iter().map(|event| event.kind.as_str()).collect();
        assert!(
            kinds.contains(&"inventory.stock_restocked.v1") && kinds.contains(&"inventory.stock_written_off.v1"),
            "{kinds:?}"
        );
        lawful(t);
    });
}

#[test]
fn a_warehouse_has_one_code_and_whoever_edits_it_saw_the_last_edit() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        let known = CellWarehouses::new(std::sync::Arc::clone(&t.store));
        let taken = inventory::CreateWarehouse {
            code: "ham".parse().unwrap(),
            country: kernel::CountryCode::GB,
            postcode: None,
            zone: Zone::UTC,
            entity: "hanse-gb".parse().unwrap(),
        };
        assert_eq!(t.refusal(move |tx| inventory::create_warehouse(tx, &taken)), "warehouse_code_taken");
        assert!(known.all().unwrap()[0].active);
        let edit = EditWarehouse { warehouse: home, version: 1, postcode: None, zone: Zone::UTC, active: false };
        let again = edit.clone();
        t.must(move |tx| edit_warehouse(tx, &edit));
        assert_eq!(t.refusal(move |tx| edit_warehouse(tx, &again)), "stale_version");
        assert_eq!((known.all().unwrap()[0].active, known.all().unwrap()[0].version), (false, 2));
    });
}
