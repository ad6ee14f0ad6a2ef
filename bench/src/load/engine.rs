use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::measured::is_accepted;
use super::world::{Received, Sockets, World};
use super::{Measured, Outcome, Pace, Ticket, Traffic};
use crate::machine::thread_cpu;

/// How often broken connections are opened again and overdue answers given up.
const TICK: Duration = Duration::from_millis(50);

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

/// A request on its way.
#[derive(Clone, Copy, Debug)]
struct Awaiting {
    ticket: Ticket,
    due: Instant,
    sent: Instant,
}

/// Runs a plan on this thread until its last answer. Fails only when not one connection can be opened at the start.
pub fn run(plan: &Plan, traffic: &mut dyn Traffic) -> io::Result<Measured> {
    run_in(&mut Sockets::to(plan.target)?, plan, traffic)
}

/// The same in a world of its own network and clock.
pub fn run_in(world: &mut dyn World, plan: &Plan, traffic: &mut dyn Traffic) -> io::Result<Measured> {
    let cpu_before = thread_cpu();
    let mut engine = Engine::start(world, plan, traffic)?;
    engine.drive()?;
    let mut measured = engine.finish();
    measured.generator_cpu = thread_cpu().saturating_sub(cpu_before);
    Ok(measured)
}

struct Engine<'a> {
    world: &'a mut dyn World,
    plan: &'a Plan,
    traffic: &'a mut dyn Traffic,
    /// What each connection waits for.
    awaiting: Vec<Option<Awaiting>>,
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
    fn start(world: &'a mut dyn World, plan: &'a Plan, traffic: &'a mut dyn Traffic) -> io::Result<Self> {
        let connections = plan.connections.max(1);
        let (mut free, mut down, mut refused) = (Vec::new(), Vec::new(), None);
        for slot in (0..connections).rev() {
            match world.open(slot) {
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
        let started = world.now();
        let counted_from = started + plan.warm_up;
        let stop_at = match plan.stop {
            Stop::After(window) => Some(counted_from + window),
            Stop::Requests(_) | Stop::When(_) => None,
        };
        Ok(Self {
            world,
            plan,
            traffic,
            awaiting: vec![None; connections],
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
        let mut stirred = Vec::new();
        let mut next_tick = self.started + TICK;
        loop {
            let now = self.world.now();
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
            self.world.wait(self.nap(now, next_tick), &mut stirred)?;
            for slot in stirred.drain(..) {
                self.read(slot);
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
            let sent = self.world.now();
            let due = if self.plan.pace == Pace::Closed { sent } else { due };
            if let Some(awaiting) = self.awaiting.get_mut(slot) {
                *awaiting = Some(Awaiting { ticket, due, sent });
            }
            if self.world.send(slot, &self.out).is_err() {
                self.lose(slot, Outcome::Lost);
            }
        }
    }

    fn read(&mut self, slot: usize) {
        let awaiting = self.awaiting.get(slot).copied().flatten();
        let (traffic, mut seen) = (&mut *self.traffic, None);
        let received = self.world.receive(slot, &mut |status, body| {
            seen = Some(status);
            if let Some(awaiting) = awaiting {
                traffic.answer(awaiting.ticket, status, body);
            }
        });
        match (seen, awaiting) {
            (Some(status), Some(awaiting)) => {
                let at = self.world.now();
                self.taken(slot);
                self.record(&awaiting, Outcome::Status(status), at);
                match received {
                    Received::Lost => self.lose(slot, Outcome::Lost),
                    Received::Waiting | Received::Answered => self.free.push(slot),
                }
                self.issue(at);
            }
            // An answer to nothing is a fault of the server.
            (Some(_), None) => self.lose(slot, Outcome::Lost),
            (None, _) if received == Received::Lost => self.lose(slot, Outcome::Lost),
            (None, _) => {}
        }
    }

    /// What was awaited on a connection, which is awaited no longer.
    fn taken(&mut self, slot: usize) -> Option<Awaiting> {
        let taken = self.awaiting.get_mut(slot).and_then(Option::take);
        self.in_flight -= usize::from(taken.is_some());
        taken
    }

    /// Gives a connection up, with what was on its way.
    fn lose(&mut self, slot: usize, outcome: Outcome) {
        if self.down.contains(&slot) {
            return;
        }
        self.world.close(slot);
        match self.taken(slot) {
            Some(awaiting) => {
                let now = self.world.now();
                self.record(&awaiting, outcome, now);
            }
            None => self.free.retain(|free| *free != slot),
        }
        self.down.push(slot);
    }

    fn tick(&mut self, now: Instant) {
        for slot in 0..self.awaiting.len() {
            let overdue = self.awaiting.get(slot).copied().flatten();
            if overdue.is_some_and(|awaiting| now.duration_since(awaiting.sent) > self.plan.patience) {
                self.lose(slot, Outcome::TimedOut);
            }
        }
        while let Some(slot) = self.down.pop() {
            if self.world.open(slot).is_err() {
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
        let now = self.world.now();
        for slot in 0..self.awaiting.len() {
            self.world.close(slot);
            if let Some(awaiting) = self.taken(slot)
                && let Some(tally) = self.measured.tally(awaiting.ticket.kind, Outcome::TimedOut)
            {
                tally.latency.record(now.duration_since(awaiting.due));
                tally.service.record(now.duration_since(awaiting.sent));
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
