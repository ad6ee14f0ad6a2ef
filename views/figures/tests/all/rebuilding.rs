//! Counting anew ends where counting along the way ended.

use figures::{SUBSCRIBER, as_of, rebuild};
use store::{Read, Row};
use testkit::{TestStore, on_both_with};

use crate::asking::{a_life, at};
use crate::company::{MIGRATIONS, count, place, wanted};

fn tables(fresh: &TestStore) -> Vec<Vec<Row>> {
    let sql = [
        "SELECT * FROM figure_lines ORDER BY quarter_hour, order_id, line, position",
        "SELECT * FROM figure_orders ORDER BY order_id",
        "SELECT * FROM figure_places ORDER BY id",
        "SELECT * FROM figure_state",
    ];
    fresh.store.read_blocking(|read| sql.iter().map(|sql| read.query(sql, &[])).collect::<Result<_, _>>()).unwrap()
}

#[test]
fn a_rebuild_ends_in_the_same_rows() {
    on_both_with(MIGRATIONS, &at("2026-11-21T10:00:00Z"), |fresh| {
        for round in 0..40 {
            let lines = [("MUG", "home", 3, 3001, 570), ("POST", "", 1, 500, 95)];
            let id = place(fresh, &wanted("2026-11-20T10:00:00Z", &lines));
            if round % 2 == 0 {
                a_life(fresh, id);
            }
            if round % 7 == 0 {
                // Counted in chunks of all lengths: an order's events meet in one chunk here and in several there.
                count(fresh);
            }
        }
        count(fresh);
        let before = tables(fresh);
        assert_eq!(before[1].len(), 40);
        rebuild(&fresh.store).unwrap();
        assert_eq!(tables(fresh), before);
        assert!(!SUBSCRIBER.catch_up(&fresh.store).unwrap());
        let newest = *fresh.store.position().borrow();
        assert_eq!(fresh.store.read_blocking(as_of_of).unwrap().position, newest);
    });
}

fn as_of_of(read: &mut store::Reader<'_>) -> Result<figures::AsOf, store::StoreError> {
    as_of(read)
}
