//! Jobs with a small kind of their own: it counts to its input, ten a chunk.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cell::Cell;
use jobs::{Job, JobId, JobKind, JobState, NewJob, Progress, Running, Step, UploadHash, Uploads, Work, queue_job};
use kernel::{Actor, Refusal};
use std::io::Read as _;
use store::{CommandError, Location, Migrations, Options, Read, Store, StoreError, Submission, args};
use testkit::{Home, homes, sqlite_home};

const COUNTED: Migrations = Migrations {
    owner: "counted",
    steps: &[(
        1,
        "start",
        "CREATE TABLE counted (job {int} NOT NULL, number {int} NOT NULL, PRIMARY KEY (job, number)){clustered}",
    )],
};

struct Counting;

struct Count {
    next: i64,
    until: i64,
}

impl JobKind for Counting {
    fn name(&self) -> &'static str {
        "counting"
    }
    fn begin(&self, _: &Arc<Cell>, job: &Job) -> Result<Box<dyn Work>, CommandError> {
        Ok(Box::new(Count { next: job.position.parse().unwrap_or(0), until: job.input.parse().unwrap() }))
    }
}

impl Work for Count {
    fn step(&mut self, running: &mut Running) -> Result<Step, CommandError> {
        if self.next >= self.until {
            return Ok(Step::Done { report: "\"counted\"".to_owned() });
        }
        let (from, to) = (self.next, (self.next + 10).min(self.until));
        self.next = to;
        let job = kernel::Id::number(running.job().id);
        running.commit(to.to_string(), Progress { done: to, total: self.until }, move |tx| {
            for number in from..to {
                if number == 1_013 {
                    return Err(Refusal::conflict("unlucky").with("number", number).into());
                }
                tx.execute("INSERT INTO counted (job, number) VALUES ($1, $2)", &args![job, number])?;
            }
            Ok(())
        })?;
        Ok(Step::More)
    }
}

const KINDS: &[&dyn JobKind] = &[&Counting];

fn cell(home: &Home, folder: &Path) -> Arc<Cell> {
    let store = Store::open(home.location.clone(), &[jobs::MIGRATIONS, COUNTED], Options::default()).unwrap();
    let keys = Location::Sqlite(folder.join("keys.db"));
    let keys = Store::open(keys, &[jobs::KEY_MIGRATIONS], Options::default()).unwrap();
    Cell::new("acme".parse().unwrap(), "eu".parse().unwrap(), store, keys)
}

fn queue(cell: &Cell, until: i64) -> JobId {
    let new = NewJob { kind: "counting", input: until.to_string(), upload: None };
    cell.store.submit_blocking(Submission::by(&Actor::new("t")), move |tx| queue_job(tx, &new)).unwrap().id().unwrap()
}

fn counted(cell: &Cell) -> i64 {
    let ask = |read: &mut store::Reader<'_>| read.query_one("SELECT COUNT(*) FROM counted", &[]);
    cell.store.read_blocking::<_, StoreError>(ask).unwrap().unwrap().int(0).unwrap()
}

fn on_each(test: impl Fn(&Arc<Cell>)) {
    for home in homes() {
        let folder = tempfile::tempdir().unwrap();
        let cell = cell(&home, folder.path());
        test(&cell);
        cell.store.close();
    }
}

#[test]
fn a_job_stopped_after_any_chunk_goes_on_behind_it() {
    on_each(|cell| {
        let id = queue(cell, 95);
        let mut runs = 0;
        loop {
            runs += 1;
            let once = std::cell::Cell::new(true);
            let job = jobs::run_job(cell, KINDS, id, &|| !once.replace(false), &mut |_| ()).unwrap();
            assert_eq!(counted(cell), job.done);
            if job.state == JobState::Done {
                assert_eq!((job.done, job.total, job.report.as_deref()), (95, 95, Some("\"counted\"")));
                break;
            }
        }
        assert_eq!(runs, 11);
    });
}

#[test]
fn a_refused_chunk_ends_the_job_with_its_reason_and_leaves_nothing_of_itself() {
    on_each(|cell| {
        let id = queue(cell, 2_000);
        let job = jobs::run_job(cell, KINDS, id, &|| false, &mut |_| ()).unwrap();
        let problem = job.problem.unwrap();
        assert_eq!(
            (job.state, problem.code.as_str(), problem.facts["number"].as_str()),
            (JobState::Failed, "unlucky", "1013")
        );
        assert_eq!(counted(cell), 1_010);
    });
}

#[test]
fn a_job_somebody_else_moved_on_is_not_done_twice() {
    on_each(|cell| {
        let id = queue(cell, 50);
        let other = Arc::clone(cell);
        let mut first = true;
        let job = jobs::run_job(cell, KINDS, id, &|| false, &mut |_| {
            if std::mem::take(&mut first) {
                let touch = "UPDATE jobs SET version = version + 1 WHERE id = $1";
                let submission = Submission::by(&Actor::new("t"));
                let number = kernel::Id::number(id);
                let _ = other.store.submit_blocking(submission, move |tx| {
                    tx.execute(touch, &args![number])?;
                    Ok(store::Nothing)
                });
            }
        })
        .unwrap();
        assert_eq!((job.state, counted(cell)), (JobState::Running, 10));
    });
}

#[test]
fn a_runner_takes_jobs_as_they_come_and_lets_the_cell_go_in_between() {
    let (home, folder) = (sqlite_home(), tempfile::tempdir().unwrap());
    let cell = cell(&home, folder.path());
    let stop = Arc::new(AtomicBool::new(false));
    let (weak, stopping) = (Arc::downgrade(&cell), Arc::clone(&stop));
    let runner = std::thread::spawn(move || jobs::follow(&weak, KINDS, &|| stopping.load(Ordering::Acquire)));
    for until in [30, 40] {
        let id = queue(&cell, until);
        for _ in 0..500 {
            if cell.store.read_blocking(|read| jobs::job(read, id)).unwrap().state == JobState::Done {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    assert_eq!(counted(&cell), 70);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(Arc::strong_count(&cell), 1, "an idle runner holds no cell");
    stop.store(true, Ordering::Release);
    runner.join().unwrap();
}

#[test]
fn a_queued_job_can_be_cancelled_and_one_at_rest_cannot() {
    on_each(|cell| {
        let id = queue(cell, 20);
        let cancel =
            || cell.store.submit_blocking(Submission::by(&Actor::new("t")), move |tx| jobs::cancel_job(tx, id));
        cancel().unwrap();
        let job = jobs::run_job(cell, KINDS, id, &|| false, &mut |_| ()).unwrap();
        assert_eq!((job.state, counted(cell)), (JobState::Cancelled, 0));
        let Err(CommandError::Refused(refusal)) = cancel() else { panic!("a job at rest was cancelled") };
        assert_eq!(refusal.code, "job_is_over");
    });
}

#[test]
fn the_same_upload_from_several_at_once_is_one() {
    let (home, folder) = (sqlite_home(), tempfile::tempdir().unwrap());
    let cell = cell(&home, folder.path());
    let uploads = Uploads::at(folder.path().join("uploads"), Arc::clone(&cell.keys));
    let bytes: Vec<u8> = b"Eva Example, 1 High Street\n".iter().copied().cycle().take(700_000).collect();
    let actor = Actor::new("t");
    for _ in 0..5 {
        std::thread::scope(|all| {
            for _ in 0..6 {
                all.spawn(|| {
                    let bringing = uploads.bringing(UploadHash::of(&bytes));
                    let hash = uploads.keep(&actor, &bytes).unwrap();
                    // Another one's job is done with it meanwhile.
                    uploads.forget(&actor, hash, || Ok(false)).unwrap();
                    let mut back = Vec::new();
                    uploads.open(hash).unwrap().read_to_end(&mut back).unwrap();
                    assert!(back == bytes);
                    drop(bringing);
                });
            }
        });
        uploads.forget(&actor, UploadHash::of(&bytes), || Ok(false)).unwrap();
        assert_eq!(std::fs::read_dir(folder.path().join("uploads")).unwrap().count(), 0);
    }
}

#[test]
fn an_upload_reads_back_is_sealed_on_disk_and_is_noise_without_its_key() {
    let (home, folder) = (sqlite_home(), tempfile::tempdir().unwrap());
    let cell = cell(&home, folder.path());
    let uploads = Uploads::at(folder.path().join("uploads"), Arc::clone(&cell.keys));
    let actor = Actor::new("t");
    // Nothing, a piece to the byte, several pieces and a rest.
    for size in [0usize, 1, 256 * 1024, 256 * 1024 * 3 + 17] {
        let bytes: Vec<u8> = b"Eva Example, 1 High Street\n".iter().copied().cycle().take(size).collect();
        let hash = uploads.keep(&actor, &bytes).unwrap();
        assert_eq!(uploads.keep(&actor, &bytes).unwrap(), hash);
        let mut back = Vec::new();
        uploads.open(hash).unwrap().read_to_end(&mut back).unwrap();
        assert!(back == bytes, "{size} bytes read back");
        let path = folder.path().join("uploads").join(hash.to_string());
        let sealed = std::fs::read(&path).unwrap();
        assert!(!sealed.windows(11).any(|part| part == b"Eva Example"));
        if size > 256 * 1024 {
            // A file cut at a piece's end, and one with a byte changed.
            std::fs::write(&path, &sealed[..16 + 256 * 1024 + 16]).unwrap();
            assert!(uploads.open(hash).unwrap().read_to_end(&mut Vec::new()).is_err());
            let mut bent = sealed.clone();
            bent[100] ^= 1;
            std::fs::write(&path, bent).unwrap();
            assert!(uploads.open(hash).unwrap().read_to_end(&mut Vec::new()).is_err());
        }
        uploads.forget(&actor, hash, || Ok(true)).unwrap();
        assert!(path.exists(), "somebody needs it");
        uploads.forget(&actor, hash, || Ok(false)).unwrap();
        assert!(!path.exists() && !uploads.is_there(hash).unwrap());
        std::fs::write(&path, &sealed).unwrap();
        assert!(uploads.open(hash).is_err(), "a copy of the file outlived its key");
    }
}
