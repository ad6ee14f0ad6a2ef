use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::response::{Parsed, parse};
use super::world::Received;

const CONNECT_TIMEOUT: Duration = Duration::from_millis(500);

/// One keep-alive connection with at most one request on its way.
#[derive(Default)]
pub struct Connection {
    stream: Option<TcpStream>,
    /// The beginning of an answer that did not come in one piece.
    inbox: Vec<u8>,
    /// The end of a request the socket did not take at once.
    outbox: Vec<u8>,
}

impl Connection {
    pub fn open(&mut self, registry: &Registry, target: SocketAddr, slot: usize) -> io::Result<()> {
        self.close();
        let stream = std::net::TcpStream::connect_timeout(&target, CONNECT_TIMEOUT)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        registry.register(&mut stream, Token(slot), Interest::READABLE | Interest::WRITABLE)?;
        self.stream = Some(stream);
        Ok(())
    }

    pub fn close(&mut self) {
        // Closing the socket also takes it out of the epoll set.
        self.stream = None;
        self.inbox.clear();
        self.outbox.clear();
    }

    pub fn send(&mut self, request: &[u8]) -> io::Result<()> {
        let written = match self.stream.as_mut().ok_or(ErrorKind::NotConnected)?.write(request) {
            Ok(written) => written,
            Err(error) if error.kind() == ErrorKind::WouldBlock => 0,
            Err(error) => return Err(error),
        };
        self.outbox.extend_from_slice(request.get(written..).unwrap_or_default());
        Ok(())
    }

    /// Sends what is left of a request, when there is any. A connection that breaks here is found lost when it is read.
    pub fn flush(&mut self) {
        while let (false, Some(stream)) = (self.outbox.is_empty(), self.stream.as_mut()) {
            match stream.write(&self.outbox) {
                Ok(written) => drop(self.outbox.drain(..written)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(_) => self.stream = None,
            }
        }
    }

    /// Reads what has come.
    pub fn receive(&mut self, scratch: &mut [u8], answered: &mut dyn FnMut(u16, &[u8])) -> Received {
        loop {
            let Some(stream) = self.stream.as_mut() else { return Received::Lost };
            let read = match stream.read(scratch) {
                Ok(0) => return Received::Lost,
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Received::Waiting,
                Err(_) => return Received::Lost,
            };
            let all_read = read < scratch.len();
            let fresh = scratch.get(..read).unwrap_or_default();
            let whole_in_one = self.inbox.is_empty();
            if !whole_in_one {
                self.inbox.extend_from_slice(fresh);
            }
            let bytes = if whole_in_one { fresh } else { self.inbox.as_slice() };
            match parse(bytes) {
                Parsed::Partial if whole_in_one => self.inbox.extend_from_slice(fresh),
                Parsed::Partial => {}
                Parsed::Broken => return Received::Lost,
                // One request at a time: bytes after its answer are a fault of the server.
                Parsed::Whole(answer) if answer.body.end != bytes.len() => return Received::Lost,
                Parsed::Whole(answer) => {
                    answered(answer.status, bytes.get(answer.body).unwrap_or_default());
                    self.inbox.clear();
                    return if answer.closes { Received::Lost } else { Received::Answered };
                }
            }
            // A short read emptied the socket; the next byte raises a new event.
            if all_read {
                return Received::Waiting;
            }
        }
    }
}
