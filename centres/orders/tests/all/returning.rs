//! Goods that come back.

use orders::ReturnState;
use orders::commands::*;
use orders::queries::{list_returns, return_by_id};
use store::Way;

use crate::shop::*;

#[test]
fn nothing_comes_back_twice_nor_more_than_left() {
    on_each(|t| {
        let id = place(t, basket());
        assert_eq!(t.refusal(move |tx| request_return(tx, &asked_back(id, &[(1, 1)]))), "nothing_to_return");
        ship(t, id, &[(1, 2), (2, 1)]);
        let early = t.refusal(move |tx| request_return(tx, &asked_back(id, &[(1, 1)])));
        assert_eq!(early, "nothing_to_return", "its parcel arrived, or it failed: somebody says which");
        arrive(t, id);
        let wrong = |input: RequestReturn| t.refusal(move |tx| request_return(tx, &input));
        assert_eq!(wrong(asked_back(id, &[(1, 3)])), "more_than_left_to_return");
        assert_eq!(wrong(asked_back(id, &[(1, 0)])), "more_than_left_to_return");
        assert_eq!(wrong(asked_back(id, &[(3, 1)])), "no_such_line");
        assert_eq!(wrong(asked_back(id, &[(1, 1), (1, 1)])), "line_twice");
        assert_eq!(wrong(asked_back(id, &[])), "return_without_lines");
        let because = RequestReturn { reason_code: "mood".into(), ..asked_back(id, &[(1, 1)]) };
        assert_eq!(wrong(because), "unknown_return_reason");

        let first = t.must(move |tx| request_return(tx, &asked_back(id, &[(1, 2)])));
        assert_eq!(axes(t, id).2, "partly_delivered", "asking moves nothing");
        assert_eq!(wrong(asked_back(id, &[(1, 1)])), "more_than_left_to_return");
        let receive = |lines: &[(i64, i64, i64)]| {
            let lines = lines
                .iter()
                .map(|(line, received, restocked)| ReceivedLine {
                    line: *line,
                    received: *received,
                    restocked: *restocked,
                })
                .collect();
            let input = ReceiveReturn { id: first, lines };
            move |tx: &mut store::Tx<'_>| receive_return(tx, &input).map(|_| store::Nothing)
        };
        assert_eq!(t.refusal(receive(&[(1, 3, 0)])), "more_than_left_to_return");
        assert_eq!(t.refusal(receive(&[(1, 1, 2)])), "more_than_left_to_return");
        assert_eq!(t.refusal(receive(&[(2, 1, 1)])), "no_such_line");
        assert_eq!(t.refusal(receive(&[(1, 1, 1), (1, 1, 1)])), "line_twice");
        assert_eq!(
            t.refusal(receive(&[(1, 0, 0)])),
            "return_without_lines",
            "nothing came: there is nothing to record"
        );
        // Two were announced, one came.
        t.must(receive(&[(1, 1, 0)]));
        assert_eq!((axes(t, id).2, look(t, id).lines[0].returned), ("partly_returned", 1));
        // The one that never came can still come.
        came_back(t, id, &[(1, 1), (2, 1)]);
        assert_eq!(look(t, id).lines[0].returned, 2);
        assert_eq!(t.refusal(receive(&[(1, 1, 1)])), "more_than_left_to_return", "it came by another return");
        assert_eq!(t.refusal(move |tx| request_return(tx, &asked_back(id, &[(1, 1)]))), "nothing_to_return");
    });
}

#[test]
fn returns_are_listed_by_state_newest_first() {
    on_each(|t| {
        let id = place(t, order(vec![goods("A", 9, 900, 171)], 0));
        ship(t, id, &[]);
        arrive(t, id);
        let mut asked = Vec::new();
        for place in 0..7 {
            if place % 2 == 0 {
                asked.push(t.must(move |tx| request_return(tx, &asked_back(id, &[(1, 1)]))));
            } else {
                came_back(t, id, &[(1, 1)]);
            }
        }
        for way in [Way::Rising, Way::Falling] {
            let mut found = Vec::new();
            let mut after = None;
            loop {
                let requested = [ReturnState::Requested, ReturnState::Closed];
                let page = t.store.read_blocking(|read| list_returns(read, &requested, way, after, 3)).unwrap();
                after = page.last().map(|found| found.id);
                found.extend(page.iter().map(|found| found.id));
                if page.len() < 3 {
                    break;
                }
            }
            assert_eq!(found, asked, "{way:?}");
            asked.reverse();
        }
        let all = t.store.read_blocking(|read| list_returns(read, &[], Way::Falling, None, 50)).unwrap();
        assert_eq!(all.len(), 7);
        let every = ReturnState::ALL;
        assert_eq!(t.store.read_blocking(|read| list_returns(read, every, Way::Falling, None, 50)).unwrap(), all);
        assert_eq!(t.store.read_blocking(|read| list_returns(read, every, Way::Falling, None, 4)).unwrap(), all[..4]);
        let one = t.store.read_blocking(|read| return_by_id(read, all[0].id)).unwrap();
        assert_eq!(one.as_ref(), Some(&all[0]));
    });
}
