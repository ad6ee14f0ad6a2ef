//! The program as a whole, as somebody who runs it meets it.

mod backup;
mod erase;
mod export;
mod support;
