//! A server that follows a script: a thread a connection, so that each step may block.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
