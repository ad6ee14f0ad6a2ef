//! A server that follows a script, real (over sockets, a thread a connection) and imagined (with a clock of its own).

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bench::load::{Received, World};

/// Starts a server; `answer` is called with the number of the request, the connection and the request's text, and
/// returns false to close the connection. The threads end with the test's process.
pub fn serve(answer: impl Fn(u64, &mut TcpStream, &str) -> bool + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (answer, count) = (Arc::new(answer), Arc::new(AtomicU64::new(0)));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (answer, count) = (Arc::clone(&answer), Arc::clone(&count));
            std::thread::spawn(move || hear(stream.unwrap(), &*answer, &count));
        }
    });
    address
}

fn hear(mut stream: TcpStream, answer: &dyn Fn(u64, &mut TcpStream, &str) -> bool, count: &AtomicU64) {
    let (mut inbox, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(read) = stream.read(&mut chunk) {
        if read == 0 {
            return;
        }
        inbox.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&inbox).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length: usize = head
            .split_once("Content-Length:")
            .map_or(0, |(_, rest)| rest.lines().next().unwrap().trim().parse().unwrap());
        if body.len() < length {
            continue;
        }
        assert_eq!(body.len(), length, "a request is followed by something");
        inbox.clear();
        if !answer(count.fetch_add(1, Ordering::Relaxed), &mut stream, &text) {
            return;
        }
    }
}

pub fn text(status: u16, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// Answers and says whether the connection still stands.
pub fn say(stream: &mut TcpStream, status: u16) -> bool {
    stream.write_all(&text(status, "answer")).is_ok()
}

/// What becomes of a request in a scripted world.
pub enum Said {
    Answer(u16, String),
    /// No answer ever comes.
    Silence,
}

/// A request in a scripted world: its number, and when it arrived since the run began.
pub struct Asked {
    pub number: u64,
    pub at: Duration,
}

/// When a request is answered, since the run began, and how.
pub type Script = Box<dyn FnMut(Asked) -> (Duration, Said)>;

/// A world with a clock of its own, which moves only while somebody waits: the same every time, however busy the machine is.
pub struct Scripted {
    begun: Instant,
    now: Duration,
    served: u64,
    script: Script,
    awaited: Vec<Option<(Duration, Said)>>,
}

impl Scripted {
    pub fn by(script: impl FnMut(Asked) -> (Duration, Said) + 'static) -> Self {
        let (begun, now, script) = (Instant::now(), Duration::ZERO, Box::new(script));
        Self { begun, now, served: 0, script, awaited: Vec::new() }
    }
}

impl World for Scripted {
    fn now(&self) -> Instant {
        self.begun + self.now
    }

    fn open(&mut self, slot: usize) -> io::Result<()> {
        if self.awaited.len() <= slot {
            self.awaited.resize_with(slot + 1, || None);
        }
        Ok(())
    }

    fn close(&mut self, slot: usize) {
        self.awaited[slot] = None;
    }

    fn send(&mut self, slot: usize, _request: &[u8]) -> io::Result<()> {
        let (at, said) = (self.script)(Asked { number: self.served, at: self.now });
        assert!(at >= self.now, "answered before it was asked");
        self.served += 1;
        assert!(self.awaited[slot].replace((at, said)).is_none(), "two requests on one connection");
        Ok(())
    }

    fn wait(&mut self, longest: Duration, stirred: &mut Vec<usize>) -> io::Result<()> {
        let heard = |awaited: &&(Duration, Said)| !matches!(awaited.1, Said::Silence);
        let next = self.awaited.iter().flatten().filter(heard).map(|(at, _)| *at).min();
        self.now = next.map_or(self.now + longest, |next| next.min(self.now + longest));
        let due = |awaited: &Option<(Duration, Said)>| awaited.as_ref().is_some_and(|(at, _)| *at <= self.now);
        stirred.extend((0..self.awaited.len()).filter(|slot| due(&self.awaited[*slot])));
        Ok(())
    }

    fn receive(&mut self, slot: usize, answered: &mut dyn FnMut(u16, &[u8])) -> Received {
        match self.awaited[slot].take() {
            Some((at, Said::Answer(status, body))) if at <= self.now => {
                answered(status, body.as_bytes());
                Received::Answered
            }
            other => {
                self.awaited[slot] = other;
                Received::Waiting
            }
        }
    }
}

/// An answer so long after the request, with any number of requests worked on at once.
pub fn after(took: Duration, status: u16) -> impl FnMut(Asked) -> (Duration, Said) {
    move |asked| (asked.at + took, Said::Answer(status, "{}".to_owned()))
}
