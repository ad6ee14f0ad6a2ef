//! Groups, idempotency, events, rollback of what is refused.

use std::sync::Arc;

use kernel::{Context, Refusal};
use store::{
    Batch, CommandError, Event, Idempotency, Kind, Migrations, Nothing, Options, Outcome, Read, Store, StoreError,
    Submission, Subscriber, Table, Tx, Value, args, events_after,
};
use testkit::{homes, on_both, tester};

const NOTES: Migrations = Migrations {
    owner: "notes",
    steps: &[(
        1,
        "start",
        "CREATE TABLE notes (id {int} PRIMARY KEY, word {text} NOT NULL UNIQUE, size {int} NOT NULL CHECK (size >= 0)){table_end};
         CREATE TABLE copies (position {int} PRIMARY KEY, word {text} NOT NULL){table_end};
         {word_index note_words};",
    )],
};
const TABLE: Table =
    Table { name: "notes", columns: &[("id", Kind::Int), ("word", Kind::Text), ("size", Kind::Int)], key: &["id"] };

kernel::typed_id!(NoteId, "note");

fn write_note(tx: &mut Tx<'_>, word: &str, size: i64) -> Result<NoteId, CommandError> {
    let id: NoteId = tx.context().new_id();
    tx.insert(&TABLE, vec![vec![Value::id(id), Value::from(word), Value::Int(size)]])?;
    tx.publish(Event::new("notes.note_written.v1", id, &word)?);
    if size == 13 {
        return Err(Refusal::invalid("unlucky").into());
    }
    Ok(id)
}

fn words(store: &Store) -> Vec<String> {
    store
        .read_blocking(|read| -> Result<_, StoreError> {
            read.query("SELECT word FROM notes ORDER BY id", &[])?.iter().map(|r| Ok(r.text(0)?.to_owned())).collect()
        })
        .unwrap()
}

#[test]
fn what_is_refused_or_fails_leaves_nothing_and_its_neighbours_stay() {
    on_both(&[NOTES], |t| {
        t.must(|tx| write_note(tx, "one", 1));
        assert_eq!(t.refusal(|tx| write_note(tx, "unlucky", 13)), "unlucky");
        let taken = t.run(|tx| write_note(tx, "one", 1)).unwrap_err();
        assert!(matches!(taken, CommandError::Failed(StoreError::Constraint { .. })), "{taken:?}");
        let negative = t.run(|tx| write_note(tx, "negative", -1)).unwrap_err();
        assert!(matches!(negative, CommandError::Failed(StoreError::Constraint { .. })), "{negative:?}");
        t.must(|tx| write_note(tx, "two", 2));
        assert_eq!(words(&t.store), ["one", "two"]);
        let told = t.store.read_blocking(|read| events_after(read, 0, 10)).unwrap();
        assert_eq!(told.iter().map(|e| e.data.as_str()).collect::<Vec<_>>(), ["\"one\"", "\"two\""]);
        assert_eq!(told[1].position, 2);
    });
}

#[test]
fn the_same_request_twice_is_done_once_and_another_under_its_key_is_refused() {
    on_both(&[NOTES], |t| {
        let send = |fingerprint: u8, word: &'static str| {
            let key = Idempotency { key: [7; 16], fingerprint: [fingerprint; 16] };
            t.store.submit_blocking(Submission::by(&tester()).once(Some(key)), move |tx| write_note(tx, word, 1))
        };
        let first = send(1, "one").unwrap();
        let second = send(1, "one").unwrap();
        assert!(matches!(first, Outcome::Done(_)));
        assert!(matches!(second, Outcome::Repeated(_)));
        assert_eq!(first.id().unwrap(), second.id().unwrap());
        let Err(CommandError::Refused(refusal)) = send(2, "two") else { panic!("must be refused") };
        assert_eq!(refusal.code, "idempotency_key_reused");
        assert_eq!(words(&t.store), ["one"]);
    });
}

#[test]
fn two_at_once_under_one_key_are_done_once() {
    on_both(&[NOTES], |t| {
        let threads: Vec<_> = (0..16)
            .map(|_| {
                let store = Arc::clone(&t.store);
                std::thread::spawn(move || {
                    let key = Idempotency { key: [9; 16], fingerprint: [1; 16] };
                    store.submit_blocking(Submission::by(&tester()).once(Some(key)), |tx| write_note(tx, "only", 1))
                })
            })
            .collect();
        let done = threads
            .into_iter()
            .map(|thread| thread.join().unwrap().unwrap())
            .filter(|outcome| matches!(outcome, Outcome::Done(_)))
            .count();
        assert_eq!(done, 1);
    });
}

struct Plan {
    word: String,
    size: i64,
}

impl Batch for Plan {
    type Answer = NoteId;
    fn run(tx: &mut Tx<'_>, plans: &[(Context, &Self)]) -> Result<Vec<Result<NoteId, CommandError>>, StoreError> {
        let mut rows = Vec::new();
        let mut answers = Vec::new();
        for (context, plan) in plans {
            if plan.size == 13 {
                answers.push(Err(Refusal::invalid("unlucky").into()));
                continue;
            }
            let id: NoteId = context.new_id();
            rows.push(vec![Value::id(id), Value::from(plan.word.as_str()), Value::Int(plan.size)]);
            answers.push(Ok(id));
        }
        tx.insert(&TABLE, rows)?;
        Ok(answers)
    }
}

#[test]
fn one_bad_plan_does_not_take_its_batch_along() {
    on_both(&[NOTES], |t| {
        let send = |word: String, size| {
            let store = Arc::clone(&t.store);
            std::thread::spawn(move || store.submit_batch_blocking(Submission::by(&tester()), Plan { word, size }))
        };
        let threads: Vec<_> = (0..40)
            .map(|n| {
                send(
                    format!("w{n}"),
                    if n == 7 {
                        -1
                    } else if n == 8 {
                        13
                    } else {
                        1
                    },
                )
            })
            .collect();
        let ends: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(matches!(ends[7], Err(CommandError::Failed(StoreError::Constraint { .. }))), "{:?}", ends[7]);
        assert!(matches!(ends[8], Err(CommandError::Refused(_))));
        assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 38);
        assert_eq!(words(&t.store).len(), 38);
    });
}

fn copy(_: &mut dyn Read, events: &[store::StoredEvent]) -> Result<store::Effect, CommandError> {
    if events.iter().any(|event| event.data == "\"unreadable\"") {
        return Err(Refusal::invalid("unreadable").into());
    }
    let events = events.to_vec();
    Ok(Box::new(move |tx| {
        for event in &events {
            let (position, word) = (event.position, event.data.as_str());
            tx.execute("INSERT INTO copies (position, word) VALUES ($1, $2)", &args![position, word])?;
            if word == "\"poison\"" {
                return Err(Refusal::invalid("poison").into());
            }
        }
        Ok(())
    }))
}

#[test]
fn a_subscriber_takes_each_event_once_and_parks_what_it_cannot_take() {
    on_both(&[NOTES], |t| {
        let subscriber = Subscriber { name: "copies", take: copy };
        for words in [["a", "b", "poison"], ["c", "unreadable", "d"]] {
            for word in words {
                t.must(move |tx| write_note(tx, word, 1));
            }
            assert!(subscriber.catch_up(&t.store).unwrap());
            assert!(!subscriber.catch_up(&t.store).unwrap());
        }
        let read = |sql: &'static str| {
            t.store.read_blocking(|read| read.query(sql, &[]).and_then(|rows| rows[0].int(0))).unwrap()
        };
        assert_eq!(read("SELECT COUNT(*) FROM copies"), 4);
        assert_eq!(read("SELECT COUNT(*) FROM parked_events"), 2);
    });
}

#[test]
fn lists_updates_and_the_word_index_work_alike() {
    on_both(&[NOTES], |t| {
        t.must(|tx| {
            for (word, size) in [("red", 1), ("green", 2), ("blue", 3)] {
                let id = write_note(tx, word, size)?;
                tx.index_words("note_words", vec![(kernel::Id::number(id), format!("{word} colour n_{size}"))])?;
            }
            let ids = tx.query_in(
                "SELECT id FROM notes WHERE word IN {list} AND size > $1",
                &args![1],
                &[Value::from("red"), Value::from("blue")],
            )?;
            assert_eq!(ids.len(), 1);
            tx.update(&TABLE, &["size"], vec![vec![Value::Int(ids[0].int(0)?), Value::Int(30)]])?;
            tx.upsert(&TABLE, vec![vec![Value::Int(ids[0].int(0)?), Value::from("navy"), Value::Int(31)]])?;
            let again = tx.insert_new(
                &TABLE,
                vec![
                    vec![Value::Int(1), Value::from("red"), Value::Int(1)],
                    vec![Value::Int(2), Value::from("pink"), Value::Int(1)],
                ],
            )?;
            assert_eq!(again, [false, true]);
            Ok(Nothing)
        });
        assert_eq!(words(&t.store), ["pink", "red", "green", "navy"]);
        let found = |words: Vec<Vec<store::find::Word>>| {
            let query = store::find::FindQuery { all_of: words, before: i64::MAX, from: 0, limit: 10 };
            t.store.read_blocking(|read| read.find("note_words", &query)).unwrap()
        };
        use store::find::Word;
        assert_eq!(found(vec![vec![Word::exact("colour")]]).len(), 3);
        assert_eq!(found(vec![vec![Word::prefix("gr")], vec![Word::exact("n_2"), Word::exact("n_3")]]).len(), 1);
        assert!(found(vec![vec![Word::exact("gr")]]).is_empty());
    });
}

#[test]
fn a_second_server_on_the_same_store_is_refused_and_a_reopened_store_goes_on() {
    for home in homes() {
        let first = Store::open(home.location.clone(), &[NOTES], Options::default()).unwrap();
        let refused = Store::open(home.location.clone(), &[NOTES], Options::default());
        assert!(matches!(refused, Err(StoreError::Taken(_))));
        first.submit_blocking(Submission::by(&tester()), |tx| write_note(tx, "kept", 1)).unwrap();
        first.close();
        drop(first);
        let again = Store::open(home.location.clone(), &[NOTES], Options::default()).unwrap();
        assert!(again.migrated().is_empty());
        assert_eq!(words(&again), ["kept"]);
        assert_eq!(*again.position().borrow(), 1);
        again.close();
    }
}

#[test]
fn overdue_work_goes_with_the_next_group_however_long_that_took() {
    let home = testkit::sqlite_home();
    let mut store = store::Manual::open(&home.location, &[NOTES], &Options::default()).unwrap();
    let by = Submission::by(&tester());
    let slow = |tx: &mut Tx<'_>| {
        std::thread::sleep(std::time::Duration::from_millis(30));
        write_note(tx, "slow", 1)
    };
    let (mut first, mut second) = (store.queue(by.clone(), slow), store.queue(by.clone(), slow));
    let mut overdue = store.queue(by.overdue(), |tx| write_note(tx, "overdue", 1));
    store.step(&mut |_| Ok(()));
    assert!(first.try_recv().is_ok() && overdue.try_recv().is_ok(), "a group is full after 20 ms of work");
    assert!(second.try_recv().is_err() && store.waiting() == 1);
    store.step(&mut |_| Ok(()));
    assert!(second.try_recv().is_ok());
}

#[test]
fn a_full_queue_says_so_at_once() {
    let home = testkit::sqlite_home();
    let store = Store::open(home.location.clone(), &[NOTES], Options { queue_bound: 2, ..Options::default() }).unwrap();
    let slow = Arc::clone(&store);
    let holder = std::thread::spawn(move || {
        slow.submit_blocking(Submission::by(&tester()), |_| {
            std::thread::sleep(std::time::Duration::from_millis(300));
            Ok(Nothing)
        })
    });
    std::thread::sleep(std::time::Duration::from_millis(100));
    let waiting: Vec<_> = (0..6)
        .map(|n| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                let begun = std::time::Instant::now();
                let end =
                    store.submit_blocking(Submission::by(&tester()), move |tx| write_note(tx, &format!("w{n}"), 1));
                (end, begun.elapsed())
            })
        })
        .collect();
    let ends: Vec<_> = waiting.into_iter().map(|thread| thread.join().unwrap()).collect();
    holder.join().unwrap().unwrap();
    let busy: Vec<_> = ends.iter().filter(|(end, _)| end.is_err()).collect();
    assert_eq!(busy.len(), 4);
    for (end, _) in busy {
        assert!(matches!(end, Err(CommandError::Refused(refusal)) if refusal.code == "overloaded"));
    }
}

#[test]
fn a_reader_whose_server_died_asks_once_more() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let Some(home) = testkit::postgres_home() else { return };
    let store = Store::open(home.location.clone(), &[NOTES], Options::default()).unwrap();
    store.submit_blocking(Submission::by(&tester()), |tx| write_note(tx, "kept", 1)).unwrap();
    let (asked, killer) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&store));
    let times = Arc::clone(&asked);
    let found =
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(store.read_newest(move |read| {
            if times.fetch_add(1, Ordering::SeqCst) == 0 {
                let own = read.query("SELECT pg_backend_pid()::bigint", &[])?[0].int(0)?;
                killer.read_blocking(|other| {
                    other.query("SELECT pg_terminate_backend($1::int8::int4, 5000)::int::bigint", &args![own])
                })?;
            }
            read.query("SELECT word FROM notes", &[])
        }));
    assert_eq!(found.map(|rows| rows.len()).map_err(|error: StoreError| error.to_string()), Ok(1));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    store.close();
}
