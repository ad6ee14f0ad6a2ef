//! The load generator: keep-alive HTTP/1.1 over one thread and one epoll.
//!
//! It shares the machine with the server it measures, so every microsecond it spends is one the server does not get.
//! Hence no runtime, no task per request, no header map: a request is written into one reused buffer, an answer is read
//! into another and only its status, its length and its body are looked at.

mod connection;
mod engine;
mod histogram;
mod measured;
mod request;
mod response;
mod schedule;
mod world;

pub use engine::{Plan, Stop, run, run_in};
pub use histogram::Histogram;
pub use measured::{Measured, Outcome, Tally, is_accepted, per_second};
pub use request::{RequestHead, put_number};
pub use response::{Answer, Parsed, parse};
pub use schedule::Pace;
pub use world::{Received, Sockets, World};

/// What one request is: its kind (an index chosen by the traffic, each kind is tallied on its own) and a number the
/// traffic recognises it by when the answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub kind: usize,
    pub tag: u64,
}

/// The source of requests. The generator asks for one whenever it has a connection to send it on.
pub trait Traffic {
    /// Writes the next request, complete with head and body, at the end of `out`. `None` when there is nothing to send
    /// until a further answer has come.
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket>;

    /// Sees each answer as it comes.
    fn answer(&mut self, ticket: Ticket, status: u16, body: &[u8]) {
        let _ = (ticket, status, body);
    }
}
