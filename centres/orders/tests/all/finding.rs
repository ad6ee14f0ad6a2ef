//! Finding an order by the words on a parcel, a paper or in somebody's mouth.

use orders::OrderId;
use orders::commands::*;
use orders::queries::{find_orders, orders_of_persons, orders_without_lines};
use store::find::Word;
use testkit::TestStore;

use crate::shop::*;

fn found(t: &TestStore, words: &[Word]) -> Vec<OrderId> {
    let groups = || words.iter().map(|word| vec![word.clone()]).collect::<Vec<_>>();
    let whole = t.store.read_blocking(|read| find_orders(read, groups(), None, 50)).unwrap();
    // By pages of one the same comes out: nothing twice, nothing lost.
    let (mut paged, mut before) = (Vec::new(), None);
    loop {
        let (page, next) = t.store.read_blocking(|read| find_orders(read, groups(), before, 1)).unwrap();
        paged.extend(page);
        before = next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole.0, "{words:?}");
    whole.0
}

#[test]
fn an_order_is_found_by_number_sku_product_and_tracking() {
    on_each(|t| {
        let mut wanted = basket();
        wanted.external_number = Some("W-2026/0815".into());
        wanted.find_words = vec![orders::product_token(4711)];
        let a = place(t, wanted);
        let b = place(t, order(vec![goods("MUG-RED", 1, 100, 19), goods("MUG-RED", 2, 200, 38)], 0));
        let number = a.to_string().split_once('_').unwrap().1.to_lowercase();
        assert_eq!(found(t, &[Word::exact(number.clone())]), [a]);
        assert_eq!(found(t, &[Word::exact("w20260815")]), [a]);
        assert_eq!(found(t, &[Word::exact("mugred")]), [b, a]);
        assert_eq!(found(t, &[Word::prefix("mug")]), [b, a]);
        assert_eq!(found(t, &[Word::exact("mugred"), Word::exact("book")]), [a]);
        assert_eq!(found(t, &[Word::exact(orders::product_token(4711))]), [a]);
        assert_eq!(found(t, &[Word::exact("nobody")]), []);

        for (line, tracking) in [(1, "0034-0434"), (2, "JJD 14")] {
            let input = ShipLines { tracking: Some(tracking.into()), ..shipping(a, &[(line, 1)]) };
            t.must(move |tx| ship_lines(tx, &input));
        }
        assert_eq!(found(t, &[Word::exact("00340434")]), [a]);
        assert_eq!(found(t, &[Word::prefix("jjd")]), [a]);
        assert_eq!(found(t, &[Word::exact(number)]), [a], "its parcels do not show it again");
    });
}

#[test]
fn one_number_on_two_parcels_leads_to_the_order_once() {
    on_each(|t| {
        let mut wanted = basket();
        wanted.lines[1].warehouse = Some(78);
        let id = place(t, wanted);
        let input = ShipLines { tracking: Some("SHARED1".into()), ..shipping(id, &[]) };
        assert_eq!(t.must(move |tx| ship_lines(tx, &input)).shipments.len(), 2);
        assert_eq!(found(t, &[Word::exact("shared1")]), [id]);
    });
}

#[test]
fn orders_of_a_person_are_listed_without_lines() {
    on_each(|t| {
        let of = |person| {
            let mut wanted = basket();
            wanted.person = Some(person);
            place(t, wanted)
        };
        let ids = [of(1), of(2), of(1), of(3)];
        let asked = |persons: &'static [i64], before| {
            t.store.read_blocking(|read| orders_of_persons(read, persons, before, 10)).unwrap()
        };
        assert_eq!(asked(&[1, 3], None), [ids[3], ids[2], ids[0]]);
        assert_eq!(asked(&[1, 3], Some(ids[2])), [ids[0]]);
        let short = t.store.read_blocking(|read| orders_without_lines(read, &[ids[0], ids[3]])).unwrap();
        assert_eq!(
            short.iter().map(|order| (order.id, order.lines.len())).collect::<Vec<_>>(),
            [(ids[0], 0), (ids[3], 0)]
        );
    });
}
