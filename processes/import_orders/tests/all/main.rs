//! Imports, as the people see them who bring a file.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod again;
mod agreeing;
mod credits;
mod erasing;
mod files;
mod nobodys_price;
mod numbered;
mod over_http;
mod own_file;
mod page;
mod profiles;
mod real_file;
mod recipients;
mod repeated;
mod sent;
mod slipped;
mod states;
mod support;
mod waiting;
