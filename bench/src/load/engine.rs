use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use mio::{Events, Poll};

use super::connection::{Awaiting, Connection, Received};
use super::measured::is_accepted;
use super::{Measured, Outcome, Pace, Traffic};
use crate::machine::thread_cpu;

/// How often broken connections are opened again and overdue answers given up.
const TICK: Duration = Duration::from_millis(50);
const SCRATCH_BYTES: usize = 64 * 1024;

/// One run of the generator.
#[derive(Clone, Debug)]
pub struct Plan {
    pub target: SocketAddr,
    pub connections: usize,
    pub pace: Pace,
    /// Requests due in this first stretch are made and not counted.
    pub warm_up: Duration,
    pub stop: Stop,
    /// An answer that takes longer counts as timed out; also how long the answers still awaited at the stop may take.
    pub patience: Duration,
}

/// When no further request becomes due. What is on its way then is still awaited.
#[derive(Clone, Debug)]
pub enum Stop {
    /// This long after the warm-up.
    After(Duration),
    /// With this many requests, warm-up included.
    Requests(u64),
    /// As soon as somebody sets it.
    When(Arc<AtomicBool>),
}

/// Runs a plan on this thread until its last answer. Fails only when not one connection can be opened at the start.
pub fn run(plan: &Plan, traffic: &mut dyn Traffic) -> io::Result<Measured> {
    let cpu_before = thread_cpu();
    let mut engine = Engine::start(plan, traffic)?;
    engine.drive()?;
    let mut measured = engine.finish();
    measured.generator_cpu = thread_cpu().saturating_sub(cpu_before);
    Ok(measured)
}

struct Engine<'a> {
    plan: &'a Plan,
    traffic: &'a mut dyn Traffic,
    poll: Poll,
    connections: Vec<Connection>,
    /// Slots of connections that are open and idle.
    free: Vec<usize>,
    /// Slots of connections to be opened again.
    down: Vec<usize>,
    in_flight: usize,
    /// The number of the next request.
    next: u64,
    /// The traffic had nothing to send when last asked.
    dry: bool,
    started: Instant,
    counted_from: Instant,
    stop_at: Option<Instant>,
    last_end: Instant,
    measured: Measured,
    out: Vec<u8>,
}

impl<'a> Engine<'a> {
    fn start(plan: &'a Plan, traffic: &'a mut dyn Traffic) -> io::Result<Self> {
        let poll = Poll::new()?;
        let mut connections: Vec<Connection> = Vec::new();
        connections.resize_with(plan.connections.max(1), Connection::default);
        let (mut free, mut down, mut refused) = (Vec::new(), Vec::new(), None);
        for (slot, connection) in connections.iter_mut().enumerate().rev() {
            match connection.open(poll.registry(), plan.target, slot) {
                Ok(()) => free.push(slot),
                Err(error) => {
                    down.push(slot);
                    refused = Some(error);
                }
            }
        }
        if let (true, Some(error)) = (free.is_empty(), refused) {
            return Err(error);
        }
        let started = Instant::now();
        let counted_from = started + plan.warm_up;
        let stop_at = match plan.stop {
            Stop::After(window) => Some(counted_from + window),
            Stop::Requests(_) | Stop::When(_) => None,
        };
        Ok(Self {
            plan,
            traffic,
            poll,
            connections,
            free,
            down,
            in_flight: 0,
            next: 0,
            dry: false,
            started,
            counted_from,
            stop_at,
            last_end: started,
            measured: Measured::default(),
            out: Vec::with_capacity(4096),
        })
    }

    fn drive(&mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(1024);
        let mut scratch = vec![0; SCRATCH_BYTES];
        let mut next_tick = self.started + TICK;
        loop {
            let now = Instant::now();
            if let Stop::When(asked) = &self.plan.stop
                && self.stop_at.is_none()
                && asked.load(Ordering::Relaxed)
            {
                self.stop_at = Some(now);
            }
            if now >= next_tick {
                self.tick(now);
                next_tick = now + TICK;
            }
            self.issue(now);
            let all_sent = self.dry || self.upcoming(now).is_none();
            let drained = self.stop_at.is_some_and(|stop| now > stop + self.plan.patience);
            if (all_sent && self.in_flight == 0) || drained {
                return Ok(());
            }
            match self.poll.poll(&mut events, Some(self.nap(now, next_tick))) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            for event in &events {
                let slot = event.token().0;
                if event.is_readable() || event.is_error() || event.is_read_closed() {
                    self.read(slot, &mut scratch);
                }
                if event.is_writable() && self.connections.get_mut(slot).is_some_and(|c| c.flush().is_err()) {
                    self.lose(slot, Outcome::Lost);
                }
            }
        }
    }

    /// When the next request is due (closed loop: now); `None` when there is none before the stop.
    fn upcoming(&self, now: Instant) -> Option<Instant> {
        if let Stop::Requests(wanted) = self.plan.stop
            && self.next >= wanted
        {
            return None;
        }
        let due = match self.plan.pace {
            Pace::Closed => now,
            Pace::Open { .. } => self.started + self.plan.pace.due(self.next),
        };
        (!self.stopped(due)).then_some(due)
    }

    fn stopped(&self, at: Instant) -> bool {
        self.stop_at.is_some_and(|stop| at >= stop)
    }

    /// Sends every request that is due, as far as there are idle connections.
    fn issue(&mut self, now: Instant) {
        self.dry = false;
        while let Some(slot) = self.free.last().copied() {
            let Some(due) = self.upcoming(now).filter(|due| *due <= now) else { return };
            self.out.clear();
            let Some(ticket) = self.traffic.request(&mut self.out) else {
                self.dry = true;
                return;
            };
            self.free.pop();
            self.next += 1;
            self.in_flight += 1;
            self.measured.sent += 1;
            let sent = Instant::now();
            let due = if self.plan.pace == Pace::Closed { sent } else { due };
            let awaiting = Awaiting { ticket, due, sent };
            if self.connections.get_mut(slot).is_some_and(|c| c.send(&self.out, awaiting).is_err()) {
                self.lose(slot, Outcome::Lost);
            }
        }
    }

    fn read(&mut self, slot: usize, scratch: &mut [u8]) {
        let Some(connection) = self.connections.get_mut(slot) else { return };
        let (traffic, mut seen) = (&mut *self.traffic, None);
        let received = connection.receive(scratch, |awaiting, status, body| {
            seen = Some((awaiting, status, Instant::now()));
            traffic.answer(awaiting.ticket, status, body);
        });
        if let Some((awaiting, status, at)) = seen {
            self.in_flight -= 1;
            self.record(&awaiting, Outcome::Status(status), at);
            match received {
                Received::Lost => self.lose(slot, Outcome::Lost),
                Received::Waiting | Received::Answered => self.free.push(slot),
            }
            self.issue(at);
        } else if received == Received::Lost {
            self.lose(slot, Outcome::Lost);
        }
    }

    /// Gives a connection up, with what was on its way.
    fn lose(&mut self, slot: usize, outcome: Outcome) {
        let Some(connection) = self.connections.get_mut(slot) else { return };
        match connection.close() {
            Some(awaiting) => {
                self.in_flight -= 1;
                self.record(&awaiting, outcome, Instant::now());
            }
            None => self.free.retain(|free| *free != slot),
        }
        self.down.push(slot);
    }

    fn tick(&mut self, now: Instant) {
        for slot in 0..self.connections.len() {
            let overdue = self.connections.get(slot).and_then(Connection::awaiting);
            if overdue.is_some_and(|awaiting| now.duration_since(awaiting.sent) > self.plan.patience) {
                self.lose(slot, Outcome::TimedOut);
            }
        }
        while let Some(slot) = self.down.pop() {
            let Some(connection) = self.connections.get_mut(slot) else { continue };
            if connection.open(self.poll.registry(), self.plan.target, slot).is_err() {
                self.down.push(slot);
                return;
            }
            self.measured.reconnects += 1;
            self.free.push(slot);
        }
    }

    fn nap(&self, now: Instant, next_tick: Instant) -> Duration {
        let tick = next_tick.saturating_duration_since(now);
        match self.upcoming(now) {
            Some(due) if !self.free.is_empty() && !self.dry => tick.min(due.saturating_duration_since(now)),
            _ => tick,
        }
    }

    fn record(&mut self, awaiting: &Awaiting, outcome: Outcome, at: Instant) {
        self.last_end = at;
        if is_accepted(outcome) {
            let second = usize::try_from(at.duration_since(self.started).as_secs()).unwrap_or(usize::MAX);
            if self.measured.accepted_by_second.len() <= second {
                self.measured.accepted_by_second.resize(second + 1, 0);
            }
            if let Some(count) = self.measured.accepted_by_second.get_mut(second) {
                *count += 1;
            }
        }
        let in_window = at >= self.counted_from && !self.stopped(at);
        let counted = awaiting.due >= self.counted_from;
        let Some(tally) = self.measured.tally(awaiting.ticket.kind, outcome) else { return };
        tally.in_window += u64::from(in_window);
        if counted {
            tally.latency.record(at.duration_since(awaiting.due));
            tally.service.record(at.duration_since(awaiting.sent));
        }
    }

    fn finish(mut self) -> Measured {
        let now = Instant::now();
        for connection in &mut self.connections {
            if let Some(awaiting) = connection.close() {
                self.in_flight -= 1;
                if let Some(tally) = self.measured.tally(awaiting.ticket.kind, Outcome::TimedOut) {
                    tally.latency.record(now.duration_since(awaiting.due));
                    tally.service.record(now.duration_since(awaiting.sent));
                }
            }
        }
        // What was due and found no free connection is not left out: it has waited until now.
        let waits = self.plan.pace != Pace::Closed && !self.dry;
        while let Some(due) = self.upcoming(now).filter(|due| waits && *due < now) {
            if let Some(tally) = self.measured.tally(0, Outcome::NeverSent) {
                tally.latency.record(now.duration_since(due));
            }
            self.next += 1;
        }
        let end = self.stop_at.unwrap_or(self.last_end);
        self.measured.window = end.saturating_duration_since(self.counted_from);
        self.measured
    }
}
