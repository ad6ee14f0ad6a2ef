//! What an operator sees of the stores at `/metrics`, beside the edge's counts of requests. Cheap to read: counters in memory, sizes of
//! files, and a few rows by index; whatever would want a scan is counted by a chore. Explained in docs/operating.md.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use cell::{Cell, Part};
use store::{Metered, Store, StoreError};

use crate::installation::Installation;

/// Open rows in quarantine are counted up to this.
const ROWS_COUNTED: i64 = 10_001;

/// What the hourly chore counted for a cell.
pub struct Counts {
    vault_keys: AtomicU64,
}

/// Not counted yet.
const UNKNOWN: u64 = u64::MAX;

impl Part for Counts {
    fn of(_: &Cell) -> Self {
        Self { vault_keys: AtomicU64::new(UNKNOWN) }
    }
}

impl Counts {
    pub fn keep(&self, vault_keys: u64) {
        self.vault_keys.store(vault_keys, Ordering::Relaxed);
    }

    fn vault_keys(&self) -> Option<u64> {
        Some(self.vault_keys.load(Ordering::Relaxed)).filter(|count| *count != UNKNOWN)
    }
}

/// A measure: its name with its unit, its kind, and what it says.
struct Measure {
    name: &'static str,
    kind: &'static str,
    help: &'static str,
    samples: Vec<(String, String)>,
}

const MEASURES: [(&str, &str, &str); 11] = [
    ("hanse_queue_waiting_commands", "gauge", "Commands that wait for a store's writer, by lane."),
    ("hanse_queue_refused_commands_total", "counter", "Commands refused with 503 because their lane was full."),
    ("hanse_groups_total", "counter", "Groups of commands that a store's writer committed, one transaction each."),
    ("hanse_grouped_commands_total", "counter", "Commands in those groups: divided by the groups, the group's size."),
    (
        "hanse_group_seconds_total",
        "counter",
        "Time from taking a group to its commit: divided by the groups, the commit time.",
    ),
    ("hanse_follower_lag_events", "gauge", "Events that a follower of the log has still to take."),
    ("hanse_jobs", "gauge", "Jobs that wait or run."),
    (
        "hanse_quarantine_open_rows",
        "gauge",
        "Rows that wait for a person in quarantine; 10001 stands for more than 10000.",
    ),
    ("hanse_store_bytes", "gauge", "Bytes on disk, the write-ahead log included."),
    ("hanse_vault_keys", "gauge", "Keys of personal data, as of the last hourly count."),
    ("hanse_open_cells", "gauge", "Companies whose stores are open."),
];

/// The measures of everything that is open, in Prometheus's text form. Blocks.
pub fn page(installation: &Installation) -> String {
    let mut measures = MEASURES.map(|(name, kind, help)| Measure { name, kind, help, samples: Vec::new() });
    let mut put = |name: &str, labels: String, value: String| {
        if let Some(measure) = measures.iter_mut().find(|measure| measure.name == name) {
            measure.samples.push((labels, value));
        }
    };
    of_store(&installation.control, "store=\"control\"", &mut put);
    let cells = installation.open_cells();
    put("hanse_open_cells", String::new(), cells.len().to_string());
    for cell in cells {
        let whose = format!("tenant=\"{}\",region=\"{}\"", cell.tenant, cell.region);
        of_store(&cell.store, &format!("{whose},store=\"data\""), &mut put);
        of_store(&cell.keys, &format!("{whose},store=\"keys\""), &mut put);
        if let Some(keys) = cell.part::<Counts>().vault_keys() {
            put("hanse_vault_keys", whose.clone(), keys.to_string());
        }
        if let Err(error) = of_cell(&cell, &whose, &mut put) {
            tracing::warn!(%error, tenant = %cell.tenant, "some measures are missing");
        }
    }
    text(&measures)
}

fn of_store(store: &Store, labels: &str, put: &mut impl FnMut(&str, String, String)) {
    let Metered { waiting_interactive, waiting_bulk, refused, groups, commands, group_time } = store.metered();
    for (lane, waiting) in [("interactive", waiting_interactive), ("bulk", waiting_bulk)] {
        put("hanse_queue_waiting_commands", format!("{labels},lane=\"{lane}\""), waiting.to_string());
    }
    put("hanse_queue_refused_commands_total", labels.to_owned(), refused.to_string());
    put("hanse_groups_total", labels.to_owned(), groups.to_string());
    put("hanse_grouped_commands_total", labels.to_owned(), commands.to_string());
    put(
        "hanse_group_seconds_total",
        labels.to_owned(),
        format!("{}.{:06}", group_time.as_secs(), group_time.subsec_micros()),
    );
    match store.bytes() {
        Ok(bytes) => put("hanse_store_bytes", labels.to_owned(), bytes.to_string()),
        Err(error) => tracing::warn!(%error, "the size of a store is missing"),
    }
}

fn of_cell(cell: &Cell, whose: &str, put: &mut impl FnMut(&str, String, String)) -> Result<(), StoreError> {
    let newest = *cell.store.position().borrow();
    let (cursors, (queued, running), open) = cell.store.read_blocking(|read| -> Result<_, StoreError> {
        Ok((store::cursors(read)?, jobs::jobs_to_do(read)?, jobs::open_rows(read, ROWS_COUNTED)?))
    })?;
    for (follower, position) in cursors {
        let lag = newest.saturating_sub(position).max(0).unsigned_abs();
        put("hanse_follower_lag_events", format!("{whose},follower=\"{follower}\""), lag.to_string());
    }
    put("hanse_jobs", format!("{whose},state=\"queued\""), queued.to_string());
    put("hanse_jobs", format!("{whose},state=\"running\""), running.to_string());
    put("hanse_quarantine_open_rows", whose.to_owned(), open.to_string());
    Ok(())
}

fn text(measures: &[Measure]) -> String {
    let mut page = String::new();
    for Measure { name, kind, help, samples } in measures.iter().filter(|measure| !measure.samples.is_empty()) {
        // Writing into a text cannot fail.
        let _ = writeln!(page, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in samples {
            let _ = match labels.as_str() {
                "" => writeln!(page, "{name} {value}"),
                labels => writeln!(page, "{name}{{{labels}}} {value}"),
            };
        }
    }
    page
}
