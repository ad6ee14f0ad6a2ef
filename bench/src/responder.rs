//! A server that does nothing but answer: what the generator costs by itself, and what it sees when it is known what
//! there is to see.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

const LISTENER: Token = Token(usize::MAX);
/// As long as the answer to a placed order is likely to be.
const BODY_BYTES: usize = 400;

/// Answers every request at once with 201 and 400 bytes, on a thread of its own until dropped.
pub struct Responder {
    pub address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Responder {
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        let thread = std::thread::spawn(move || serve(listener, &asked));
        Ok(Self { address, stop, thread: Some(thread) })
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

#[derive(Default)]
struct Caller {
    stream: Option<TcpStream>,
    inbox: Vec<u8>,
}

fn serve(mut listener: TcpListener, stop: &AtomicBool) -> io::Result<()> {
    let mut poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let (mut events, mut callers, mut scratch) =
        (Events::with_capacity(1024), Vec::<Caller>::new(), vec![0; 64 * 1024]);
    let answer = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {BODY_BYTES}\r\n\r\n{}",
        " ".repeat(BODY_BYTES)
    );
    while !stop.load(Ordering::Relaxed) {
        match poll.poll(&mut events, Some(Duration::from_millis(50))) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error),
            _ => {}
        }
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut stream, _)) = listener.accept() {
                    stream.set_nodelay(true)?;
                    poll.registry().register(&mut stream, Token(callers.len()), Interest::READABLE)?;
                    callers.push(Caller { stream: Some(stream), inbox: Vec::new() });
                }
            } else if let Some(caller) = callers.get_mut(event.token().0)
                && !caller.hear(&mut scratch, answer.as_bytes())
            {
                caller.stream = None;
            }
        }
    }
    Ok(())
}

impl Caller {
    /// Reads what has come and answers each whole request in it. False when the caller has gone.
    fn hear(&mut self, scratch: &mut [u8], answer: &[u8]) -> bool {
        let Some(stream) = &mut self.stream else { return true };
        loop {
            let read = match stream.read(scratch) {
                Ok(0) => return false,
                Ok(read) => read,
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            };
            let fresh = scratch.get(..read).unwrap_or_default();
            if self.inbox.is_empty() && whole_request(fresh) == Some(read) {
                if !stream.write(answer).is_ok_and(|written| written == answer.len()) {
                    return false;
                }
            } else {
                self.inbox.extend_from_slice(fresh);
                while let Some(end) = whole_request(&self.inbox) {
                    self.inbox.drain(..end);
                    if !stream.write(answer).is_ok_and(|written| written == answer.len()) {
                        return false;
                    }
                }
            }
            if read < scratch.len() {
                return true;
            }
        }
    }
}

/// Where the first request ends, when it is whole.
fn whole_request(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(bytes.get(..head)?).ok()?;
    let length = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(Some(0), |(_, value)| value.trim().parse::<usize>().ok())?;
    let end = head + length;
    (end <= bytes.len()).then_some(end)
}
