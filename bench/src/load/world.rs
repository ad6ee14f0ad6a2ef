use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::{Events, Poll};

use super::connection::Connection;

const SCRATCH_BYTES: usize = 64 * 1024;

/// The network and the clock as the generator meets them. [`Sockets`] is the real one; with a scripted one a run is the same every
/// time, to the microsecond.
pub trait World {
    fn now(&self) -> Instant;

    /// Opens connection number `slot`, anew when it was open.
    fn open(&mut self, slot: usize) -> io::Result<()>;

    fn close(&mut self, slot: usize);

    /// Sends a request on an open connection on which nothing is awaited.
    fn send(&mut self, slot: usize, request: &[u8]) -> io::Result<()>;

    /// Waits until something happens, at most `longest`; adds the connections it may have happened on to `stirred`.
    fn wait(&mut self, longest: Duration, stirred: &mut Vec<usize>) -> io::Result<()>;

    /// Takes what has come on a connection. `answered` sees the status and body of a whole answer.
    fn receive(&mut self, slot: usize, answered: &mut dyn FnMut(u16, &[u8])) -> Received;
}

/// What came of looking at a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// The answer is not whole yet.
    Waiting,
    Answered,
    /// The connection is of no more use; an answer may have been seen before.
    Lost,
}

/// Connections to one address over one epoll, and the machine's clock.
pub struct Sockets {
    target: SocketAddr,
    poll: Poll,
    events: Events,
    connections: Vec<Connection>,
    scratch: Vec<u8>,
}

impl Sockets {
    pub fn to(target: SocketAddr) -> io::Result<Self> {
        let (poll, events) = (Poll::new()?, Events::with_capacity(1024));
        Ok(Self { target, poll, events, connections: Vec::new(), scratch: vec![0; SCRATCH_BYTES] })
    }
}

impl World for Sockets {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn open(&mut self, slot: usize) -> io::Result<()> {
        if self.connections.len() <= slot {
            self.connections.resize_with(slot + 1, Connection::default);
        }
        let connection = self.connections.get_mut(slot).ok_or(io::ErrorKind::NotFound)?;
        connection.open(self.poll.registry(), self.target, slot)
    }

    fn close(&mut self, slot: usize) {
        if let Some(connection) = self.connections.get_mut(slot) {
            connection.close();
        }
    }

    fn send(&mut self, slot: usize, request: &[u8]) -> io::Result<()> {
        self.connections.get_mut(slot).ok_or(io::ErrorKind::NotConnected)?.send(request)
    }

    fn wait(&mut self, longest: Duration, stirred: &mut Vec<usize>) -> io::Result<()> {
        match self.poll.poll(&mut self.events, Some(longest)) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
            _ => {}
        }
        for event in &self.events {
            let slot = event.token().0;
            if event.is_writable()
                && let Some(connection) = self.connections.get_mut(slot)
            {
                connection.flush();
            }
            stirred.push(slot);
        }
        Ok(())
    }

    fn receive(&mut self, slot: usize, answered: &mut dyn FnMut(u16, &[u8])) -> Received {
        let connection = self.connections.get_mut(slot);
        connection.map_or(Received::Lost, |connection| connection.receive(&mut self.scratch, answered))
    }
}
