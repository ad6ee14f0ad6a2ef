//! The target of fuzzing: any bytes under every profile that comes with Hanse.

use crate::profile::{PROFILES, Profile};
use crate::reader::Limits;
use crate::{Corrections, read_with};

/// Reads `data` as if somebody had uploaded it. Panics if what came out does not add up; anything else is a bug found too.
#[expect(clippy::panic, reason = "a fuzz target speaks by panicking")]
pub fn fuzz_read(data: &[u8]) {
    let limits = Limits { row_bytes: 4 << 10, file_bytes: 4 << 20, workbook_bytes: 1 << 20, ..Limits::default() };
    for (name, _) in PROFILES {
        let Ok(profile) = Profile::named(name) else { panic!("profile {name} does not load") };
        let Ok(file) = read_with(data, &profile, &Corrections::new(), &limits) else { continue };
        let in_orders: usize = file.orders().map(|order| order.lines().len()).sum();
        let report = file.report();
        let everywhere = in_orders.checked_add(file.unusable().len()).and_then(|rows| u64::try_from(rows).ok());
        if !report.adds_up() || everywhere != Some(report.rows) {
            panic!("{} rows went in, {everywhere:?} came out: {report:?}", report.rows);
        }
        for cancellation in file.orders().flat_map(|order| order.cancels()) {
            if cancellation.pieces().any(|piece| piece.quantity <= 0) {
                panic!("a cancellation of nothing: {cancellation:?}");
            }
        }
    }
}
