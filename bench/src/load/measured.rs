use std::time::Duration;

use super::Histogram;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Status(u16),
    /// The connection broke before the answer was whole.
    Lost,
    /// No answer within the plan's patience.
    TimedOut,
    /// Open loop: due, but no connection was free before the drain ended.
    NeverSent,
}

/// What was seen of one kind of request with one outcome.
#[derive(Clone, Debug)]
pub struct Tally {
    pub kind: usize,
    pub outcome: Outcome,
    /// From the moment the request was due (open loop) or sent (closed loop) to the last byte of its answer.
    pub latency: Histogram,
    /// From the moment it was sent: what the server itself took.
    pub service: Histogram,
    /// How many of them ended inside the measured window, for the rate.
    pub in_window: u64,
}

/// What a run of the generator saw, warm-up left out.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub tallies: Vec<Tally>,
    /// From the end of the warm-up to the stop.
    pub window: Duration,
    /// Accepted answers (2xx) of any kind in each second since the start, warm-up and drain included.
    pub accepted_by_second: Vec<u64>,
    /// All requests sent, warm-up included.
    pub sent: u64,
    pub reconnects: u64,
    /// CPU time of the generator's thread.
    pub generator_cpu: Duration,
}

impl Measured {
    pub(super) fn tally(&mut self, kind: usize, outcome: Outcome) -> Option<&mut Tally> {
        let found = self.tallies.iter().position(|tally| tally.kind == kind && tally.outcome == outcome);
        let at = found.unwrap_or_else(|| {
            let (latency, service) = (Histogram::default(), Histogram::default());
            self.tallies.push(Tally { kind, outcome, latency, service, in_window: 0 });
            self.tallies.len() - 1
        });
        self.tallies.get_mut(at)
    }

    /// Requests of a kind that ended this way.
    pub fn count(&self, kind: usize, wanted: impl Fn(Outcome) -> bool) -> u64 {
        self.select(kind, wanted).map(|tally| tally.latency.count()).sum()
    }

    /// Requests of a kind that were accepted (2xx).
    pub fn accepted(&self, kind: usize) -> u64 {
        self.count(kind, is_accepted)
    }

    /// Requests of a kind that ended in neither a 2xx nor one of the statuses that were to be expected.
    pub fn unexpected(&self, kind: usize, expected: &[u16]) -> u64 {
        self.count(kind, |outcome| {
            !is_accepted(outcome) && !matches!(outcome, Outcome::Status(status) if expected.contains(&status))
        })
    }

    /// Accepted requests of a kind per second of the window.
    pub fn accepted_per_second(&self, kind: usize) -> u64 {
        let in_window: u64 = self.select(kind, is_accepted).map(|tally| tally.in_window).sum();
        per_second(in_window, self.window)
    }

    /// Latencies of the requests of a kind that ended this way.
    pub fn latency(&self, kind: usize, wanted: impl Fn(Outcome) -> bool) -> Histogram {
        let mut all = Histogram::default();
        for tally in self.select(kind, wanted) {
            all.merge(&tally.latency);
        }
        all
    }

    /// The same, from the moment they were sent.
    pub fn service(&self, kind: usize, wanted: impl Fn(Outcome) -> bool) -> Histogram {
        let mut all = Histogram::default();
        for tally in self.select(kind, wanted) {
            all.merge(&tally.service);
        }
        all
    }

    /// Latencies of the accepted requests of a kind.
    pub fn accepted_latency(&self, kind: usize) -> Histogram {
        self.latency(kind, is_accepted)
    }

    /// Each kind and outcome with its count, in order, for a person to read.
    pub fn outcomes(&self) -> String {
        let mut seen: Vec<_> = self.tallies.iter().map(|t| (t.kind, t.outcome, t.latency.count())).collect();
        seen.sort_unstable();
        let words: Vec<String> = seen
            .iter()
            .filter(|(_, _, count)| *count > 0)
            .map(|(kind, outcome, count)| match outcome {
                Outcome::Status(status) => format!("{kind}:{status}×{count}"),
                other => format!("{kind}:{other:?}×{count}"),
            })
            .collect();
        words.join(" ")
    }

    fn select(&self, kind: usize, wanted: impl Fn(Outcome) -> bool) -> impl Iterator<Item = &Tally> {
        self.tallies.iter().filter(move |tally| tally.kind == kind && wanted(tally.outcome))
    }
}

pub fn is_accepted(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Status(200..=299))
}

/// `count` over `window`, to the whole number below.
pub fn per_second(count: u64, window: Duration) -> u64 {
    let window_ns = window.as_nanos().max(1);
    u64::try_from(u128::from(count) * 1_000_000_000 / window_ns).unwrap_or(u64::MAX)
}
