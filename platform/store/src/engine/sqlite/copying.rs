//! A copy of the file, page by page: nearly all of it ahead, then in one snapshot what changed meanwhile.
//!
//! While somebody reads a snapshot the write-ahead log cannot begin anew, and a commit to a log that grows waits for the file system.
//! So what changes is read from the log as it comes ([`LogWatch`]), and the snapshot lasts as long as copying the last of that takes.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::watching::LogWatch;
use super::{Sqlite, map_error};
use crate::engine::Connection;
use crate::error::StoreError;

/// So few pages (16 MiB) are copied in the snapshot.
const SHORT: usize = 4_096;
/// Pages copied in a row (8 MiB), before others may have the disk.
const PART: usize = 2_048;
/// While others write, it rests so many times as long as a part took; in each pass half as long as in the one before, so that it ends.
const RESTS: u32 = 2;
/// So often it goes over what changed while it went over what had changed before.
const PASSES: u32 = 12;
/// The log is looked at so often while it rests: long before it begins anew twice.
const LOOK: Duration = Duration::from_millis(50);

/// A copy that is being made.
pub(crate) struct PageCopy {
    file: File,
    path: String,
    watch: LogWatch,
    /// Pages that are not in the copy as they are.
    changed: BTreeSet<u32>,
}

impl PageCopy {
    /// Begins a copy of the store at `source`, which `connection` reads.
    pub(crate) fn begin(connection: &Sqlite, source: &Path, target: &Path) -> Result<Self, StoreError> {
        let path = target.display().to_string();
        let file = File::create_new(target).map_err(|e| StoreError::Unavailable(format!("{path}: {e}")))?;
        let page_bytes = page_bytes(connection)?;
        let watch = LogWatch::begin(source, page_bytes)?;
        let changed = (1..=pages(connection)?).collect();
        Ok(Self { file, path, watch, changed })
    }

    /// Copies what is there now, a part at a time, each in a snapshot of its own and durable before the next: what stands in the copy
    /// afterwards is no state the store was ever in.
    pub(crate) fn ahead(&mut self, connection: &mut Sqlite) -> Result<(), StoreError> {
        for pass in 0..PASSES {
            if self.changed.len() <= SHORT {
                break;
            }
            let wanted: Vec<u32> = std::mem::take(&mut self.changed).into_iter().collect();
            for part in wanted.chunks(PART) {
                let begun = Instant::now();
                let before = version(connection)?;
                self.look(connection)?;
                // All that the log told of them so far, the snapshot has.
                for page in part {
                    self.changed.remove(page);
                }
                connection.begin(false)?;
                let copied = self.copy(connection, part.iter().copied());
                connection.rollback()?;
                copied?;
                self.durable()?;
                if version(connection)? != before {
                    self.rest(connection, (begun.elapsed() * (RESTS >> pass.min(31))).min(Duration::from_secs(1)))?;
                }
            }
            self.look(connection)?;
        }
        Ok(())
    }

    fn rest(&mut self, connection: &Sqlite, long: Duration) -> Result<(), StoreError> {
        let until = Instant::now() + long;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(LOOK));
            self.look(connection)?;
        }
    }

    fn look(&mut self, connection: &Sqlite) -> Result<(), StoreError> {
        if !self.watch.look(&mut self.changed)? {
            tracing::info!("the write-ahead log began anew too soon: every page is copied again");
            self.changed.extend(1..=pages(connection)?);
        }
        Ok(())
    }

    /// In the snapshot that the connection reads: makes the copy equal to it. Not durable yet.
    pub(crate) fn finish(&mut self, connection: &mut Sqlite) -> Result<(), StoreError> {
        self.look(connection)?;
        let all = pages(connection)?;
        let wanted = std::mem::take(&mut self.changed);
        self.copy(connection, wanted.into_iter().take_while(|page| *page <= all))?;
        let bytes = u64::from(all).saturating_mul(page_bytes(connection)?);
        self.file.set_len(bytes).map_err(|e| self.failed(&e))
    }

    pub(crate) fn durable(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(|e| self.failed(&e))
    }

    /// Copies these pages as the snapshot has them. A page that is gone by now is none.
    fn copy(&mut self, connection: &Sqlite, wanted: impl Iterator<Item = u32>) -> Result<(), StoreError> {
        let sql = "SELECT data FROM sqlite_dbpage WHERE pgno = ?1";
        let mut statement = connection.connection.prepare_cached(sql).map_err(map_error)?;
        for number in wanted {
            let mut rows = statement.query([number]).map_err(map_error)?;
            let Some(row) = rows.next().map_err(map_error)? else { continue };
            let page = row.get_ref(0).map_err(map_error)?.as_blob().map_err(|e| StoreError::misuse(e.to_string()))?;
            let at = u64::from(number.saturating_sub(1)).saturating_mul(u64::try_from(page.len()).unwrap_or_default());
            self.file.write_all_at(page, at).map_err(|e| self.failed(&e))?;
        }
        Ok(())
    }

    fn failed(&self, error: &std::io::Error) -> StoreError {
        StoreError::Unavailable(format!("{}: {error}", self.path))
    }
}

/// How many pages the file has, as this connection reads it.
fn pages(connection: &Sqlite) -> Result<u32, StoreError> {
    connection.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).map_err(map_error)
}

fn page_bytes(connection: &Sqlite) -> Result<u64, StoreError> {
    let bytes: u32 = connection.connection.query_row("PRAGMA page_size", [], |row| row.get(0)).map_err(map_error)?;
    Ok(u64::from(bytes))
}

/// Changes whenever another connection commits.
fn version(connection: &Sqlite) -> Result<i64, StoreError> {
    connection.connection.query_row("PRAGMA data_version", [], |row| row.get(0)).map_err(map_error)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::super::Use;
    use super::*;

    /// Every page as a connection reads it.
    fn content(connection: &Sqlite) -> Vec<Vec<u8>> {
        let mut statement = connection.connection.prepare("SELECT data FROM sqlite_dbpage").unwrap();
        let pages = statement.query_map([], |row| row.get(0)).unwrap();
        pages.collect::<Result<_, _>>().unwrap()
    }

    fn read(path: &Path) -> Vec<Vec<u8>> {
        content(&Sqlite::open(path, Use::Read).unwrap())
    }

    fn store_of_boxes(path: &Path) -> Sqlite {
        let mut writer = Sqlite::open(path, Use::Write).unwrap();
        writer.script("CREATE TABLE boxes (id INTEGER PRIMARY KEY, content BLOB)").unwrap();
        fill(&mut writer, 10_000);
        writer
    }

    fn fill(writer: &mut Sqlite, rows: u32) {
        writer
            .script(&format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) \
             INSERT INTO boxes (content) SELECT randomblob(900) FROM n"
            ))
            .unwrap();
    }

    #[test]
    fn a_copy_is_its_snapshot_however_the_file_changed_before_and_after() {
        let changes = [
            "UPDATE boxes SET content = randomblob(900) WHERE id % 7 = 0",
            "DELETE FROM boxes WHERE id > 100; VACUUM",
            "INSERT INTO boxes (content) SELECT randomblob(5000) FROM boxes",
            "DROP TABLE boxes",
        ];
        for change in changes {
            let folder = tempfile::tempdir().unwrap();
            let (path, target) = (folder.path().join("store.db"), folder.path().join("copy.db"));
            let mut writer = store_of_boxes(&path);
            let mut reader = Sqlite::open(&path, Use::Read).unwrap();
            let mut copy = PageCopy::begin(&reader, &path, &target).unwrap();
            copy.ahead(&mut reader).unwrap();
            writer.script(change).unwrap();
            let before = read(&path);
            reader.begin(false).unwrap();
            assert_eq!(usize::try_from(pages(&reader).unwrap()), Ok(before.len()));
            writer.script("CREATE TABLE later (id INTEGER PRIMARY KEY)").unwrap();
            copy.finish(&mut reader).unwrap();
            assert_eq!(std::fs::read(&target).unwrap(), before.concat(), "{change}");
        }
    }

    #[test]
    fn a_copy_is_its_snapshot_while_somebody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let mut writer = store_of_boxes(&path);
        let stop = AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                while !stop.load(Ordering::Acquire) {
                    writer
                        .script("UPDATE boxes SET content = randomblob(900) WHERE id % 97 = abs(random()) % 97")
                        .unwrap();
                    fill(&mut writer, 10);
                }
            });
            let mut reader = Sqlite::open(&path, Use::Read).unwrap();
            for number in 0..3 {
                let target = folder.path().join(format!("copy{number}.db"));
                let mut copy = PageCopy::begin(&reader, &path, &target).unwrap();
                copy.ahead(&mut reader).unwrap();
                reader.begin(false).unwrap();
                copy.finish(&mut reader).unwrap();
                let seen = content(&reader);
                reader.rollback().unwrap();
                assert!(read(&target) == seen);
            }
            stop.store(true, Ordering::Release);
        });
    }

    #[test]
    fn what_was_copied_ahead_and_did_not_change_is_not_copied_again() {
        let folder = tempfile::tempdir().unwrap();
        let (path, target) = (folder.path().join("store.db"), folder.path().join("copy.db"));
        let mut writer = store_of_boxes(&path);
        let mut reader = Sqlite::open(&path, Use::Read).unwrap();
        let mut copy = PageCopy::begin(&reader, &path, &target).unwrap();
        assert!(copy.changed.len() > 2_000);
        copy.ahead(&mut reader).unwrap();
        copy.changed.clear();
        writer.script("UPDATE boxes SET content = randomblob(900) WHERE id = 5000").unwrap();
        // The log begins anew, once: what it told before still stands behind its new frames.
        writer.connection.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(())).unwrap();
        writer.script("UPDATE boxes SET content = randomblob(900) WHERE id = 9000").unwrap();
        copy.look(&reader).unwrap();
        assert!((2..10).contains(&copy.changed.len()), "{:?}", copy.changed);
        // Cut to nothing it tells nothing of what stood in it: any page may have changed.
        writer.script("UPDATE boxes SET content = randomblob(900) WHERE id = 7000").unwrap();
        writer.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        writer.script("UPDATE boxes SET content = randomblob(900) WHERE id = 1").unwrap();
        copy.look(&reader).unwrap();
        assert_eq!(u32::try_from(copy.changed.len()), Ok(pages(&reader).unwrap()));
    }

    #[test]
    fn a_copy_is_its_snapshot_however_often_the_log_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let mut writer = store_of_boxes(&path);
        let stop = AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                for round in 0_u32.. {
                    if stop.load(Ordering::Acquire) {
                        break;
                    }
                    writer
                        .script("UPDATE boxes SET content = randomblob(900) WHERE id % 97 = abs(random()) % 97")
                        .unwrap();
                    let how = if round % 5 == 0 { "TRUNCATE" } else { "RESTART" };
                    let folded = format!("PRAGMA wal_checkpoint({how})");
                    writer.connection.query_row(&folded, [], |_| Ok(())).unwrap();
                }
            });
            let mut reader = Sqlite::open(&path, Use::Read).unwrap();
            for number in 0..5 {
                let target = folder.path().join(format!("copy{number}.db"));
                let mut copy = PageCopy::begin(&reader, &path, &target).unwrap();
                copy.ahead(&mut reader).unwrap();
                reader.begin(false).unwrap();
                copy.finish(&mut reader).unwrap();
                let seen = content(&reader);
                reader.rollback().unwrap();
                assert!(read(&target) == seen);
            }
            stop.store(true, Ordering::Release);
        });
    }
}
