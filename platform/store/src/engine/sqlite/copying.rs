//! A copy of the file, page by page: nearly all of it ahead, then in one snapshot what changed meanwhile.
//!
//! While somebody reads a snapshot the write-ahead log cannot begin anew, and a commit to a log that grows waits for the file system.
//! So the snapshot lasts as long as reading the file once takes, and not as long as writing it to a disk that others need too.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{Sqlite, map_error};
use crate::engine::Connection;
use crate::error::StoreError;

/// A file of no more pages (64 MiB) is copied in its snapshot at once.
const SHORT: u32 = 16_384;
/// Pages copied in a row (8 MiB), before others may have the disk.
const PART: u32 = 2_048;
/// While others write, it rests so many times as long as a part took.
const RESTS: u32 = 2;
/// It goes over the file again while more than one page of so many had changed …
const WORTH_ANOTHER_PASS: usize = 16;
/// … at most so many times.
const PASSES: u32 = 4;

/// Enough of a hash to tell one page from what it was before; zeros where none was copied.
type Fingerprint = [u8; 16];

/// A copy that is being made.
pub(crate) struct PageCopy {
    file: File,
    path: String,
    /// What stands in the copy, page by page.
    copied: Vec<Fingerprint>,
}

impl PageCopy {
    pub(crate) fn begin(target: &Path) -> Result<Self, StoreError> {
        let path = target.display().to_string();
        let file = File::create_new(target).map_err(|e| StoreError::Unavailable(format!("{path}: {e}")))?;
        Ok(Self { file, path, copied: Vec::new() })
    }

    /// Whether a file is so short that nothing need be copied ahead.
    pub(crate) fn is_short(connection: &Sqlite) -> Result<bool, StoreError> {
        Ok(pages(connection)? <= SHORT)
    }

    /// Copies what is there now, a part at a time, each in a snapshot of its own and durable before the next: what stands in the copy
    /// afterwards is no state the store was ever in.
    pub(crate) fn ahead(&mut self, connection: &mut Sqlite) -> Result<(), StoreError> {
        for _ in 0..PASSES {
            let all = pages(connection)?;
            let mut changed = 0;
            let mut first = 1;
            while first <= all {
                let last = first.saturating_add(PART - 1).min(all);
                let begun = Instant::now();
                let before = version(connection)?;
                connection.begin(false)?;
                let copied = self.copy(connection, first, last);
                connection.rollback()?;
                changed += copied?;
                self.durable()?;
                if version(connection)? != before {
                    std::thread::sleep((begun.elapsed() * RESTS).min(Duration::from_secs(1)));
                }
                first = last.saturating_add(1);
            }
            if changed <= self.copied.len() / WORTH_ANOTHER_PASS {
                break;
            }
        }
        Ok(())
    }

    /// In the snapshot that the connection reads: makes the copy equal to it. Not durable yet.
    pub(crate) fn finish(&mut self, connection: &mut Sqlite) -> Result<(), StoreError> {
        let all = pages(connection)?;
        self.copied.truncate(index(all));
        self.copy(connection, 1, all)?;
        let bytes = u64::from(all).saturating_mul(page_bytes(connection)?);
        self.file.set_len(bytes).map_err(|e| self.failed(&e))
    }

    pub(crate) fn durable(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(|e| self.failed(&e))
    }

    /// Copies those of these pages that are not in the copy as they are; how many that were. A page that is gone by now is none.
    fn copy(&mut self, connection: &Sqlite, first: u32, last: u32) -> Result<usize, StoreError> {
        let sql = "SELECT data FROM sqlite_dbpage WHERE pgno = ?1";
        let mut statement = connection.connection.prepare_cached(sql).map_err(map_error)?;
        let mut changed = 0;
        let (place, end) = (index(first).saturating_sub(1), index(last));
        self.copied.resize(self.copied.len().max(end), Fingerprint::default());
        for (number, place) in (first..=last).zip(place..) {
            let mut rows = statement.query([number]).map_err(map_error)?;
            let Some(row) = rows.next().map_err(map_error)? else { break };
            let page = row.get_ref(0).map_err(map_error)?.as_blob().map_err(|e| StoreError::misuse(e.to_string()))?;
            let now = fingerprint(page);
            match self.copied.get_mut(place) {
                Some(before) if *before != now => *before = now,
                _ => continue,
            }
            let at = u64::from(number - 1).saturating_mul(u64::try_from(page.len()).unwrap_or_default());
            self.file.write_all_at(page, at).map_err(|e| self.failed(&e))?;
            changed += 1;
        }
        Ok(changed)
    }

    fn failed(&self, error: &std::io::Error) -> StoreError {
        StoreError::Unavailable(format!("{}: {error}", self.path))
    }
}

fn index(page: u32) -> usize {
    usize::try_from(page).unwrap_or(usize::MAX)
}

fn fingerprint(page: &[u8]) -> Fingerprint {
    let mut short = Fingerprint::default();
    blake3::Hasher::new().update(page).finalize_xof().fill(&mut short);
    short
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
            let mut copy = PageCopy::begin(&target).unwrap();
            copy.ahead(&mut reader).unwrap();
            writer.script(change).unwrap();
            let before = read(&path);
            reader.begin(false).unwrap();
            assert_eq!(index(pages(&reader).unwrap()), before.len());
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
                let mut copy = PageCopy::begin(&target).unwrap();
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
    fn what_was_copied_ahead_and_did_not_change_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let (path, target) = (folder.path().join("store.db"), folder.path().join("copy.db"));
        let mut writer = store_of_boxes(&path);
        let mut reader = Sqlite::open(&path, Use::Read).unwrap();
        let mut copy = PageCopy::begin(&target).unwrap();
        copy.ahead(&mut reader).unwrap();
        writer.script("UPDATE boxes SET content = randomblob(900) WHERE id = 5000").unwrap();
        let all = pages(&reader).unwrap();
        let changed = copy.copy(&reader, 1, all).unwrap();
        assert!((1..10).contains(&changed), "{changed} of {all}");
    }
}
