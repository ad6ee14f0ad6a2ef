//! What every open cell does by the clock, and what follows its event log beside the store's own subscribers.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use cell::Cell;
use store::{CommandError, StoreError, Submission};
use vault::Vault;

use crate::installation::program;
use crate::meters::Counts;

/// How long an idempotency key is remembered.
pub const KEYS_KEPT_MS: i64 = 48 * 3_600_000;
/// How long an order may take to follow the keys of its recipient.
const DATA_FOLLOWS_KEYS_MS: i64 = 3_600_000;
const HOUR: Duration = Duration::from_secs(3_600);
/// Holds ended in one transaction.
const HOLDS_AT_ONCE: u16 = 500;
/// A hold ends at most this late.
const SOON: Duration = Duration::from_secs(1);

/// Something a cell does every so often.
pub struct Chore {
    pub name: &'static str,
    pub every: Duration,
    /// How long after the cell was opened for the first time: what nobody waits for does not meet the first requests.
    pub first: Duration,
    /// How many things it put right.
    pub run: fn(&Cell) -> Result<usize, CommandError>,
}

/// All of them.
pub const CHORES: &[Chore] = &[
    Chore { name: "expired holds", every: SOON, first: Duration::ZERO, run: end_expired_holds },
    Chore { name: "ended order holds", every: SOON, first: Duration::ZERO, run: release_held_orders },
    Chore { name: "persons' keys", every: HOUR, first: HOUR, run: sweep_vault },
    Chore { name: "count of keys", every: HOUR, first: Duration::ZERO, run: count_keys },
    Chore { name: "idempotency keys", every: HOUR, first: Duration::ZERO, run: forget_keys },
];

/// Gives back the stock of holds whose time is up.
fn end_expired_holds(cell: &Cell) -> Result<usize, CommandError> {
    let now = cell.store.context(&program()).now;
    if !cell.store.read_blocking(|read| inventory::holds_are_over(read, now))? {
        return Ok(0);
    }
    until_none_is_left(cell, |tx| inventory::release_expired_holds(tx, HOLDS_AT_ONCE))
}

/// Releases orders that were held until now.
fn release_held_orders(cell: &Cell) -> Result<usize, CommandError> {
    let now = cell.store.context(&program()).now;
    if !cell.store.read_blocking(|read| orders::queries::holds_are_over(read, now))? {
        return Ok(0);
    }
    until_none_is_left(cell, |tx| orders::commands::release_ended_holds(tx, HOLDS_AT_ONCE))
}

/// Sweeps in chunks, each a transaction; how many were swept.
fn until_none_is_left<A: store::Answer + Send + 'static>(
    cell: &Cell,
    sweep: fn(&mut store::Tx<'_>) -> Result<A, CommandError>,
) -> Result<usize, CommandError> {
    let mut all = 0usize;
    loop {
        let swept = cell.store.submit_blocking(Submission::by(&program()).bulk(), sweep)?.reference();
        let swept: usize = swept.parse().map_err(|_| StoreError::misuse("a count that is no number"))?;
        all = all.saturating_add(swept);
        if swept < usize::from(HOLDS_AT_ONCE) {
            return Ok(all);
        }
    }
}

/// Keys of persons whose data never came or whose term is over, and keys under an old master.
fn sweep_vault(cell: &Cell) -> Result<usize, CommandError> {
    let swept = cell.part::<Vault>().sweep(DATA_FOLLOWS_KEYS_MS)?;
    Ok(swept.orphans.saturating_add(swept.ended).saturating_add(swept.wrapped_anew))
}

/// Counts what a scrape of the metrics must not count itself.
fn count_keys(cell: &Cell) -> Result<usize, CommandError> {
    cell.part::<Counts>().keep(cell.part::<Vault>().count_keys()?);
    Ok(0)
}

fn forget_keys(cell: &Cell) -> Result<usize, CommandError> {
    let until = cell.store.context(&program()).now.plus_ms(-KEYS_KEPT_MS);
    let forgotten = cell.store.forget_keys(&Submission::by(&program()), until)?;
    Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
}

/// Does the chores of a cell when they are due, on this thread, until `stop` says so. Holds the cell only while one runs.
pub fn keep(cell: &Weak<Cell>, stop: &dyn Fn() -> bool) {
    let mut due: Vec<(&Chore, Instant)> = CHORES.iter().map(|chore| (chore, Instant::now() + chore.first)).collect();
    while !stop() {
        for (chore, at) in &mut due {
            if Instant::now() < *at || stop() {
                continue;
            }
            *at = Instant::now() + chore.every;
            let Some(cell) = cell.upgrade() else { return };
            match (chore.run)(&cell) {
                Ok(0) => {}
                Ok(count) => tracing::info!(chore = chore.name, count, "done"),
                Err(CommandError::Failed(StoreError::Unavailable(why))) if why.contains("closing") => return,
                Err(error) => tracing::warn!(%error, chore = chore.name, "a chore is tried again when it is due"),
            }
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Ties placed orders to their customers as they come, on this thread, until `stop` says so.
pub fn identify(cell: &Weak<Cell>, stop: &dyn Fn() -> bool) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        tracing::error!("nobody finds out who bought: no runtime");
        return;
    };
    let Some(position) = cell.upgrade().map(|cell| cell.store.position()) else { return };
    while !stop() {
        let newest = *position.borrow();
        let Some(open) = cell.upgrade() else { return };
        let found = runtime.block_on(order_to_cash::identify_next(&open));
        drop(open);
        let (patience, news_end_it) = match found {
            Ok(true) => continue,
            Ok(false) => (Duration::from_millis(200), true),
            Err(CommandError::Failed(StoreError::Unavailable(why))) if why.contains("closing") => return,
            Err(error) => {
                tracing::warn!(%error, "who bought is asked again");
                (Duration::from_secs(5), false)
            }
        };
        let until = Instant::now() + patience;
        while Instant::now() < until && !stop() && !(news_end_it && *position.borrow() != newest) {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Runs every chore once, now.
pub fn run_all(cell: &Arc<Cell>) -> Result<(), CommandError> {
    for chore in CHORES {
        (chore.run)(cell)?;
    }
    Ok(())
}
