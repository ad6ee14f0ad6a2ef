use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bench::load::{Pace, Stop};
use bench::report::Row;
use bench::responder::Responder;
use bench::scenarios::placing::{Goal, one_client, place, place_at_seventy_per_cent, twice_the_load};
use bench::scenarios::race::{Race, race};
use bench::shop::{PLACE, Question, Questions, Till};

use crate::scripted::{say, serve, text};

fn till(address: SocketAddr) -> Till {
    Till::new(address, "key".into(), vec!["A".into(), "B".into(), "C".into()])
}

fn row<'a>(rows: &'a [Row], end: &str) -> &'a Row {
    rows.iter().find(|row| row.name.ends_with(end)).unwrap()
}

#[test]
fn placing_tells_rate_and_tail() {
    let responder = Responder::start().unwrap();
    let till = till(responder.address);
    let goal = Goal { must: 100.0, hoped: 1_000.0 };
    let (rows, best) = place(&till, "nothing", 1, goal, Some(goal)).unwrap();
    assert!(best > 0, "{best}");
    assert_eq!(row(&rows, "connections").met, Some(true));
    assert_eq!(row(&rows, "failed").met, Some(true));
    let rows = place_at_seventy_per_cent(&till, "nothing", 1, 1_000, goal).unwrap();
    // The schedule asks for 700 a second; what falls into the window depends on how busy the machine is.
    assert!((100.0..=1_000.0).contains(&row(&rows, "open loop").value), "{}", row(&rows, "open loop").value);
    assert_eq!(row(&rows, "p99").must, Some(100.0));
}

#[test]
fn an_error_in_between_is_a_figure_missed() {
    let target = serve(|n, stream, _| say(stream, if n % 50 == 0 { 500 } else { 201 }));
    let rows = one_client(&till(target), "nothing", 1, Duration::from_millis(2)).unwrap();
    assert_eq!(row(&rows, "failed").met, Some(false));
    assert_eq!((row(&rows, "p50").must, row(&rows, "p50").hoped), (Some(5.0), Some(3.0)));
}

/// Sells `pieces` and then says it is out of stock; an order takes `an_order`.
fn seller(pieces: u64, an_order: u64, code: &'static str) -> SocketAddr {
    let sold = AtomicU64::new(0);
    serve(move |_, stream, _| {
        if sold.fetch_add(an_order, Ordering::Relaxed) < pieces {
            return say(stream, 201);
        }
        stream.write_all(&text(409, &format!("{{\"code\":\"{code}\"}}"))).is_ok()
    })
}

#[test]
fn a_race_is_won_by_exactly_as_many_as_there_are_pieces() {
    let sold_right = |target, wanted: &Race| {
        let rows = race(&till(target), "nothing", wanted, 1_000).unwrap();
        (row(&rows, "pieces sold").met, row(&rows, "refused").met)
    };
    let met = Some(true);
    assert_eq!(sold_right(seller(100, 1, "out_of_stock"), &Race::one_line("R")), (met, met));
    assert_eq!(sold_right(seller(100, 1, "out_of_stock"), &Race::two_lines("R", "P")), (met, met));
    assert_eq!(sold_right(seller(100, 2, "out_of_stock"), &Race::one_sku_twice("R")), (met, met));
    let missed = Some(false);
    assert_eq!(sold_right(seller(101, 1, "out_of_stock"), &Race::one_line("R")), (missed, missed));
    assert_eq!(sold_right(seller(100, 1, "busy"), &Race::one_line("R")), (met, missed));
}

#[test]
fn twice_the_load_tells_what_is_kept_and_how_soon_the_rest_is_refused() {
    // Of four requests it takes two and refuses two, after 3 ms.
    let target = serve(|n, stream, _| {
        std::thread::sleep(Duration::from_millis(3));
        say(stream, if n % 4 < 2 { 201 } else { 503 })
    });
    let rows = twice_the_load(&till(target), "nothing", 1, 500).unwrap();
    let kept = row(&rows, "kept").value;
    assert!((0.5..=1.2).contains(&kept), "{kept}");
    let refused = row(&rows, "503 p99 from the intended start").value;
    assert!((3.0..=2_000.0).contains(&refused), "{refused}");
    assert_eq!(row(&rows, "failed").met, Some(true));
}

#[test]
fn orders_go_on_exactly_as_long_as_the_work_beside_them() {
    let responder = Responder::start().unwrap();
    let (measured, answer) = till(responder.address)
        .place_beside(8, Pace::Open { per_second: 500 }, || {
            std::thread::sleep(Duration::from_millis(600));
            Ok(42)
        })
        .unwrap();
    assert_eq!(answer, 42);
    let placed = measured.accepted(PLACE);
    assert!((50..=2_000).contains(&placed), "{placed}");
    assert!(
        till(responder.address)
            .place_beside(8, Pace::Closed, || -> anyhow::Result<()> { anyhow::bail!("no") })
            .is_err()
    );
}

#[test]
fn each_kind_of_question_is_tallied_on_its_own() {
    let target = serve(|_, stream, request| {
        let status = match request.split(' ').nth(1).unwrap() {
            "/v1/orders?page=1" | "/v1/orders?page=2" => 200,
            "/v1/orders?find=lamp" => 206,
            _ => 404,
        };
        say(stream, status)
    });
    let till = till(target);
    let asked = |path: &str| Question::get(path);
    let kinds = vec![vec![asked("?page=1"), asked("?page=2")], vec![asked("?find=lamp")]];
    let mut questions = Questions::new(|method| till.head(method, "/v1/orders"), kinds);
    let measured = till.run(2, Pace::Closed, Duration::ZERO, Stop::Requests(40), &mut questions).unwrap();
    assert_eq!(measured.outcomes(), "0:200×20 1:206×20");
}
