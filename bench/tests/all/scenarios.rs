use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bench::load::{Pace, Stop};
use bench::report::Row;
use bench::scenarios::life::{as_fast_as_it_goes, sustained};
use bench::scenarios::placing::{Goal, one_client, place, place_at_seventy_per_cent, twice_the_load};
use bench::scenarios::race::{Race, race};
use bench::shop::{PLACE, Question, Questions, Till};

use crate::scripted::{Asked, Said, Scripted, after, say, serve};

const MS: Duration = Duration::from_millis(1);

/// A till of a shop that answers by a script; each run begins anew.
fn shop<S: FnMut(Asked) -> (Duration, Said) + 'static>(script: impl Fn() -> S + 'static) -> Till {
    let reach =
        Box::new(move |_| -> std::io::Result<Box<dyn bench::load::World>> { Ok(Box::new(Scripted::by(script()))) });
    Till::reached_by(reach, "127.0.0.1:1".parse().unwrap(), "key".into(), skus())
}

fn skus() -> Vec<String> {
    vec!["A".into(), "B".into(), "C".into()]
}

fn row<'a>(rows: &'a [Row], end: &str) -> &'a Row {
    rows.iter().find(|row| row.name.ends_with(end)).unwrap()
}

#[test]
fn placing_tells_rate_and_tail() {
    let till = shop(|| after(10 * MS, 201));
    let goal = Goal { must: 25_600.0, hoped: 30_000.0 };
    let (rows, best) = place(&till, "nothing", 1, goal, Some(Goal { must: 10.0, hoped: 9.0 })).unwrap();
    // 256 connections, 10 ms each.
    assert_eq!(best, 25_600);
    assert_eq!(row(&rows, "connections").met, Some(true));
    assert_eq!((row(&rows, "p99").value, row(&rows, "p99").met), (10.0, Some(true)));
    assert_eq!(row(&rows, "failed").met, Some(true));
    let rows = place_at_seventy_per_cent(&till, "nothing", 1, 1_000, goal).unwrap();
    assert_eq!(row(&rows, "open loop").value, 700.0);
    assert_eq!(row(&rows, "p99").must, Some(25_600.0));
}

#[test]
fn an_error_in_between_is_a_figure_missed() {
    let till = shop(|| {
        |asked: Asked| {
            let status = if asked.number.is_multiple_of(50) { 500 } else { 201 };
            (asked.at + MS, Said::Answer(status, String::new()))
        }
    });
    let rows = one_client(&till, "nothing", 1, 2 * MS).unwrap();
    assert_eq!(row(&rows, "failed").met, Some(false));
    assert_eq!(row(&rows, "failed").value, 20.0);
    assert_eq!((row(&rows, "p50").must, row(&rows, "p50").hoped), (Some(5.0), Some(3.0)));
}

/// Sells `pieces` and then says it is out of stock; an order takes `an_order`.
fn seller(pieces: u64, an_order: u64, code: &'static str) -> Till {
    shop(move || {
        let mut left = pieces;
        move |asked: Asked| {
            let sold = left.checked_sub(an_order).map(|rest| left = rest).is_some();
            let (status, body) = if sold { (201, String::new()) } else { (409, format!("{{\"code\":\"{code}\"}}")) };
            (asked.at + MS, Said::Answer(status, body))
        }
    })
}

#[test]
fn a_race_is_won_by_exactly_as_many_as_there_are_pieces() {
    let sold_right = |till: Till, wanted: &Race| {
        let rows = race(&till, "nothing", wanted, 100_000).unwrap();
        // 2,000 buyers on 256 connections, a millisecond each: eight milliseconds.
        assert_eq!(row(&rows, "rate").value, 2.5);
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
    let till = shop(|| {
        |asked: Asked| {
            let status = if asked.number % 4 < 2 { 201 } else { 503 };
            (asked.at + 3 * MS, Said::Answer(status, String::new()))
        }
    });
    let rows = twice_the_load(&till, "nothing", 1, 500).unwrap();
    assert_eq!(row(&rows, "kept").value, 1.0);
    assert_eq!(row(&rows, "503 p99 from the intended start").value, 3.0);
    assert_eq!(row(&rows, "failed").met, Some(true));
}

#[test]
fn a_whole_life_is_five_answers_and_counts_once() {
    let placed = Rc::new(RefCell::new(0));
    let count = Rc::clone(&placed);
    let till = shop(move || {
        let count = Rc::clone(&count);
        move |asked: Asked| {
            *count.borrow_mut() += 1;
            let body = "{\"id\":\"ord_1\",\"gross\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}";
            (asked.at + 10 * MS, Said::Answer(201, body.to_owned()))
        }
    });
    let (rows, best) = as_fast_as_it_goes(&till, "nothing", 1).unwrap();
    // 25,600 answers a second.
    assert_eq!(best, 5_120);
    assert_eq!(row(&rows, "failed").met, Some(true));
    let (rows, lives) = sustained(&till, "nothing", 2, 1_000).unwrap();
    assert_eq!((row(&rows, "open loop").value, row(&rows, "open loop").met), (1_000.0, Some(true)));
    assert_eq!(row(&rows, "invoice p99").value, 10.0);
    assert_eq!(lives.remembered.len(), 10);
}

#[test]
fn orders_go_on_exactly_as_long_as_the_work_beside_them() {
    let served = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&served);
    let target = serve(move |_, stream, _| {
        count.fetch_add(1, Ordering::Relaxed);
        say(stream, 201)
    });
    let till = Till::new(target, "key".into(), skus());
    let work = || {
        while served.load(Ordering::Relaxed) < 100 {
            std::thread::yield_now();
        }
        Ok(42)
    };
    let (measured, answer) = till.place_beside(8, Pace::Closed, work).unwrap();
    assert_eq!(answer, 42);
    let placed = measured.accepted(PLACE);
    assert!(placed >= 100);
    assert_eq!(placed, served.load(Ordering::Relaxed), "an order was answered and not counted, or placed afterwards");
    assert!(till.place_beside(8, Pace::Closed, || -> anyhow::Result<()> { anyhow::bail!("no") }).is_err());
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
    let till = Till::new(target, "key".into(), skus());
    let asked = |path: &str| Question::get(path);
    let kinds = vec![vec![asked("?page=1"), asked("?page=2")], vec![asked("?find=lamp")]];
    let mut questions = Questions::new(|method| till.head(method, "/v1/orders"), kinds);
    let measured = till.run(2, Pace::Closed, Duration::ZERO, Stop::Requests(40), &mut questions).unwrap();
    assert_eq!(measured.outcomes(), "0:200×20 1:206×20");
}
