//! Order files, as the people see it who upload them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod broken;
mod cancelling;
mod formats;
mod kinds;
mod nothing_lost;
mod online_retail;
mod orders;
mod profiles;
mod support;
