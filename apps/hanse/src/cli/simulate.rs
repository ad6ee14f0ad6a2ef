//! `hanse simulate`.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use clap::Args;
use serde_json::json;
use simulation::{Broken, Ended, Ground, Plan, Plant, simulate};

use super::{Failure, Terminal};

/// Trade from seeds, with crashes and everything else that goes wrong, and check every law after every step. Touches no data folder.
#[derive(Args)]
pub(super) struct Simulate {
    /// The first seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many seeds, from the first on
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// Days of trade of each
    #[arg(long, default_value_t = 30)]
    days: u32,
    /// How many at once [default: one a core]
    #[arg(long)]
    threads: Option<usize>,
}

/// What all threads add to.
#[derive(Default)]
struct Sum {
    seeds: u64,
    steps: u64,
    sent: u64,
    orders: u64,
    crashes: u64,
    broken: Vec<Broken>,
    failed: Option<String>,
    /// Of the only seed, so that two runs can be compared.
    digest: String,
}

impl Sum {
    fn add(&mut self, ended: Ended) {
        self.seeds += 1;
        self.steps += ended.steps;
        self.sent += ended.sent;
        self.orders += ended.orders;
        self.crashes += ended.crashes;
        self.digest = ended.digest;
    }
}

impl Simulate {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<(), Failure> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = self.threads.unwrap_or(cores).clamp(1, usize::try_from(self.seeds).unwrap_or(usize::MAX).max(1));
        let (next, stop, sum) = (AtomicU64::new(0), AtomicBool::new(false), Mutex::new(Sum::default()));
        let begun = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    // The lost groups that the store reports are the power failing on purpose.
                    let silence = tracing::subscriber::NoSubscriber::default();
                    tracing::subscriber::with_default(silence, || self.work(&next, &stop, &sum));
                });
            }
        });
        let sum = sum.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.tell(terminal, &sum, begun.elapsed().as_millis(), threads)
    }

    /// Takes seeds until there are no more or a law is broken.
    fn work(&self, next: &AtomicU64, stop: &AtomicBool, sum: &Mutex<Sum>) {
        let add = |what: &dyn Fn(&mut Sum)| what(&mut sum.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let ground = match Ground::new() {
            Ok(ground) => ground,
            Err(error) => return add(&|sum| sum.failed = Some(format!("the company could not be made: {error}"))),
        };
        while !stop.load(Ordering::Relaxed) {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= self.seeds {
                return;
            }
            let plan = Plan { seed: self.seed.wrapping_add(place), days: self.days, plant: Plant::None };
            match simulate(&ground, &plan) {
                Ok(ended) => add(&|sum| sum.add(ended.clone())),
                Err(broken) => {
                    stop.store(true, Ordering::Relaxed);
                    add(&|sum| sum.broken.push(broken.clone()));
                }
            }
        }
    }

    fn tell(&self, terminal: &Terminal, sum: &Sum, took_ms: u128, threads: usize) -> Result<(), Failure> {
        if let Some(failed) = &sum.failed {
            return Err(failed.clone().into());
        }
        let hundredths = u128::from(sum.seeds) * 100_000 / took_ms.max(1);
        let rate = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let mut text = format!(
            "{} seeds of {} days: {} steps, {} requests, {} orders, {} crashes, in {} ms: {rate} seeds/s on {threads} threads.",
            sum.seeds, self.days, sum.steps, sum.sent, sum.orders, sum.crashes, took_ms
        );
        if self.seeds == 1 && sum.broken.is_empty() {
            text.push_str(&format!("\nAll tables: {}", sum.digest));
        }
        let broken: Vec<String> = sum.broken.iter().map(ToString::to_string).collect();
        let json = json!({
            "seeds": sum.seeds, "days": self.days, "steps": sum.steps, "requests": sum.sent, "orders": sum.orders,
            "crashes": sum.crashes, "ms": took_ms, "seeds_per_second": rate, "threads": threads, "broken": broken,
        });
        terminal.say(&text, &json);
        if broken.is_empty() {
            return Ok(());
        }
        let days = self.days;
        let replay = sum.broken.iter().map(|one| format!("hanse simulate --seed {} --days {days}", one.seed));
        let replay: Vec<String> = replay.collect();
        Err(format!("a law is broken\n  {}\nreplay: {}", broken.join("\n  "), replay.join("; ")).into())
    }
}
