//! No answer leaves before it is durable. Killing a process proves nothing of that (the operating system keeps what was written), so
//! the server runs under strace, and the trace must show for each order, in this order: its request is read; its recipient's keys are
//! written to the key store's log and synchronised; its rows are written to the store's log and synchronised; its answer is written.

use std::path::Path;
use std::process::Command;

use crate::door::{all_scopes, key};
use crate::running::{Client, Running, program, signal, until};
use crate::support::{Place, company, region, settings, tenant};

/// A system call as the trace tells it: where in the trace it began and where it had ended.
#[derive(Debug, Clone)]
struct Call {
    name: String,
    /// Everything between the name and the result.
    arguments: String,
    begun: usize,
    /// Nothing when the trace ends before the call, or the call failed.
    ended: Option<usize>,
}

impl Call {
    fn is_write(&self) -> bool {
        ["write", "writev", "pwrite64", "pwritev", "sendto", "sendmsg"].contains(&self.name.as_str())
    }
    fn is_read(&self) -> bool {
        ["read", "readv", "recvfrom", "recvmsg"].contains(&self.name.as_str())
    }
    fn is_sync(&self) -> bool {
        ["fdatasync", "fsync"].contains(&self.name.as_str())
    }
    /// What its first argument is open on: a path or a socket.
    fn on(&self) -> &str {
        let behind = self.arguments.split_once('<').map_or("", |(_, behind)| behind);
        // A socket's name holds `->`, and nothing else holds a `>`.
        let end = behind.match_indices('>').find(|(at, _)| !behind[..*at].ends_with('-'));
        end.map_or("", |(at, _)| &behind[..at])
    }
}

/// Reads what `strace -f -yy` wrote.
fn read_trace(text: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut unfinished: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for (place, line) in text.lines().enumerate() {
        let Some((thread, told)) = line.split_once(' ') else { continue };
        let told = told.trim_start();
        let came_back = |told: &str| {
            let result = told.rsplit_once(" = ").map_or("", |(_, result)| result);
            result.starts_with(|first: char| first.is_ascii_digit()) && !result.contains("INJECTED")
        };
        if let Some(resumed) = told.strip_prefix("<... ") {
            let Some(call) = unfinished.remove(thread).and_then(|at| calls.get_mut(at)) else { continue };
            call.ended = came_back(told).then_some(place);
            if let Some((_, rest)) = resumed.split_once(" resumed>") {
                call.arguments.push_str(rest);
            }
            continue;
        }
        let Some((name, arguments)) = told.split_once('(') else { continue };
        let call = Call { name: name.to_owned(), arguments: arguments.to_owned(), begun: place, ended: None };
        if told.ends_with("<unfinished ...>") {
            unfinished.insert(thread, calls.len());
            calls.push(call);
        } else {
            calls.push(Call { ended: came_back(told).then_some(place), ..call });
        }
    }
    calls
}

/// What the trace does not show for an order, if anything.
fn missing(calls: &[Call], number: &str) -> Result<(), String> {
    let told = |what: &str| format!("{number}: {what}");
    let is_request = |call: &&Call| call.is_read() && call.on().starts_with("TCP") && call.arguments.contains(number);
    let request = calls.iter().find(is_request).ok_or_else(|| told("its request was not read"))?;
    let socket = request.on();
    let answer = calls.iter().find(|call| {
        call.begun > request.begun && call.is_write() && call.on() == socket && call.arguments.contains("HTTP/1.1 201")
    });
    let answer = answer.ok_or_else(|| told("it was not answered"))?;
    let log =
        |call: &&Call, name: &str| call.begun > request.begun && call.begun < answer.begun && call.on().ends_with(name);
    // The page of the write-ahead log that holds the order's own number.
    let rows =
        calls.iter().filter(|call| log(call, "/store.db-wal") && call.is_write() && call.arguments.contains(number));
    let rows: Vec<&Call> = rows.collect();
    let (first, last) =
        rows.first().zip(rows.last()).ok_or_else(|| told("its rows were not written before its answer"))?;
    let synchronised = |name: &str, written: &Call, before: usize| {
        let after = written.ended?;
        calls.iter().find(|call| {
            call.is_sync()
                && call.on().ends_with(name)
                && call.begun > after
                && call.ended.is_some_and(|end| end < before)
        })
    };
    synchronised("/store.db-wal", last, answer.begun)
        .ok_or_else(|| told("it was answered before its rows were on the disk"))?;
    let keys = calls.iter().rfind(|call| log(call, "/keys.db-wal") && call.is_write() && call.begun < first.begun);
    let keys = keys.ok_or_else(|| told("no keys were written before its rows"))?;
    synchronised("/keys.db-wal", keys, first.begun)
        .ok_or_else(|| told("its rows were written before its keys were on the disk"))?;
    Ok(())
}

const ORDERS: usize = 6;

fn number(place: usize) -> String {
    format!("TRACED-{place:04}-ORDER")
}

/// The trace of a server on which orders were placed, one after the other.
fn traced(here: &Place) -> String {
    let settings = settings(&here.at("data"));
    let installation = company(&settings, 5);
    let key = key(&installation, &tenant(), &region(), all_scopes());
    installation.close();
    let trace = here.at("trace");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-yy", "-s", "70000", "-o"]).arg(&trace);
    strace
        .args(["-e", "trace=read,readv,recvfrom,recvmsg,write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync"]);
    strace.arg(env!("CARGO_BIN_EXE_hanse"));
    let running = Running::start_by(strace, &settings.data, &here.at("log"), &[]);
    let client = Client::new(&running.address, &key);
    for place in 0..ORDERS {
        let (status, said) = client.place(&number(place), "H010-RED-S").unwrap();
        assert_eq!(status, 201, "{said}");
    }
    stop_traced(&trace);
    running.wait();
    String::from_utf8_lossy(&std::fs::read(&trace).unwrap()).into_owned()
}

/// Asks the traced server to stop; strace itself goes when its child has gone.
fn stop_traced(trace: &Path) {
    // The first line of the trace is of the process that strace started.
    let text = until("the trace began", || std::fs::read(trace).ok().filter(|bytes| !bytes.is_empty()));
    let text = String::from_utf8_lossy(&text).into_owned();
    let process = text.split_whitespace().next().unwrap().parse().unwrap();
    signal("TERM", process);
}

#[test]
fn no_answer_leaves_before_it_is_durable() {
    if program("strace").is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI needs strace: `cargo xtask setup` installs it");
        println!("skipped: no strace here");
        return;
    }
    let here = Place::new();
    let text = traced(&here);
    let calls = read_trace(&text);
    for place in 0..ORDERS {
        assert_eq!(missing(&calls, &number(place)), Ok(()));
    }
    // The same run on a store that does not wait for the disk, as its trace would be.
    let asked = |name: &'static str| move |call: &&Call| !(call.is_sync() && call.on().ends_with(name));
    let without = |name: &'static str| calls.iter().filter(asked(name)).cloned().collect::<Vec<_>>();
    let red = missing(&without("/store.db-wal"), &number(1)).unwrap_err();
    assert!(red.contains("answered before its rows were on the disk"), "{red}");
    let red = missing(&without("/keys.db-wal"), &number(1)).unwrap_err();
    assert!(red.contains("before its keys were on the disk"), "{red}");
}

/// The reader of traces itself: what came too late is seen, also when calls overlap.
#[test]
fn a_trace_with_an_answer_too_early_is_seen() {
    let trace = |answer_first: bool, failed: &str| {
        let (early, late) = if answer_first { (ANSWER, "") } else { ("", ANSWER) };
        format!(
            "10 recvfrom(9<TCP:[127.0.0.1:1->127.0.0.1:2]>, \"POST /v1/orders HTTP/1.1\\r\\n{{N-1}}\", 8192, 0, NULL, NULL) = 40\n\
             11 pwrite64(7</d/keys.db-wal>, \"sealed\", 4096, 32) = 4096\n\
             11 fdatasync(7</d/keys.db-wal>) = 0\n\
             12 pwrite64(8</d/store.db-wal>, \"..N-1..\", 4096, 32 <unfinished ...>\n\
             10 read(3<pipe:[1]>, \"\", 1) = 0\n\
             12 <... pwrite64 resumed>) = 4096\n\
             12 fdatasync(8</d/store.db-wal> <unfinished ...>\n\
             {early}12 <... fdatasync resumed>) = {failed}\n{late}"
        )
    };
    assert_eq!(missing(&read_trace(&trace(false, "0")), "N-1"), Ok(()));
    let early = missing(&read_trace(&trace(true, "0")), "N-1").unwrap_err();
    assert!(early.contains("before its rows were on the disk"), "{early}");
    let failed = missing(&read_trace(&trace(false, "-1 EIO (Input/output error)")), "N-1").unwrap_err();
    assert!(failed.contains("before its rows were on the disk"), "{failed}");
}

const ANSWER: &str =
    "10 writev(9<TCP:[127.0.0.1:1->127.0.0.1:2]>, [{iov_base=\"HTTP/1.1 201 Created\\r\\n\", iov_len=90}], 1) = 90\n";
