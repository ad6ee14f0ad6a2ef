use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};

use super::{Basket, Lives, PlaceOrders};
use crate::load::{Measured, Pace, Plan, RequestHead, Sockets, Stop, Traffic, World, run_in};

/// Connections of a closed loop in every figure that names no other number.
pub const CONNECTIONS: usize = 256;
/// A server that has not answered by then has failed.
const PATIENCE: Duration = Duration::from_secs(15);

/// How a shop is reached: a network and a clock for each run.
pub type Reach = Box<dyn Fn(SocketAddr) -> io::Result<Box<dyn World>>>;

/// A running shop one can order from: where it is, how to speak to it, what it sells.
pub struct Till {
    pub address: SocketAddr,
    pub api_key: String,
    pub skus: Vec<String>,
    next_buyer: Cell<u64>,
    reach: Reach,
}

impl Till {
    pub fn new(address: SocketAddr, api_key: String, skus: Vec<String>) -> Self {
        Self::reached_by(Box::new(|to| Ok(Box::new(Sockets::to(to)?))), address, api_key, skus)
    }

    /// The same over another network and by another clock than the machine's.
    pub fn reached_by(reach: Reach, address: SocketAddr, api_key: String, skus: Vec<String>) -> Self {
        Self { address, api_key, skus, next_buyer: Cell::new(1), reach }
    }

    /// Places orders of two random SKUs each.
    pub fn place(&self, connections: usize, pace: Pace, warm_up: Duration, stop: Stop) -> Result<Measured> {
        let mut traffic = self.orders(Basket::AnyTwo(self.skus.clone()));
        self.run(connections, pace, warm_up, stop, &mut traffic)
    }

    /// Orders of this basket by buyers who have not ordered before.
    pub fn orders(&self, basket: Basket) -> PlaceOrders {
        let first = self.next_buyer.get();
        // No run of the benchmark places as many.
        self.next_buyer.set(first + 100_000_000);
        PlaceOrders::new(self.head("POST", "/v1/orders"), basket, first)
    }

    /// Places orders at a pace for as long as `work` takes, on a thread beside it: what an import, a backup or a rebuild
    /// costs those who order meanwhile.
    pub fn place_beside<T: Send>(
        &self,
        connections: usize,
        pace: Pace,
        work: impl FnOnce() -> Result<T> + Send,
    ) -> Result<(Measured, T)> {
        let done = Arc::new(AtomicBool::new(false));
        std::thread::scope(|scope| {
            let ended = Arc::clone(&done);
            let work = scope.spawn(move || {
                let end = SetWhenDropped(ended);
                let result = work();
                drop(end);
                result
            });
            let measured = self.place(connections, pace, Duration::ZERO, Stop::When(Arc::clone(&done)));
            match work.join() {
                Ok(result) => Ok((measured?, result?)),
                Err(_) => bail!("the work beside the orders panicked"),
            }
        })
    }

    /// Runs any traffic against the shop.
    pub fn run(
        &self,
        connections: usize,
        pace: Pace,
        warm_up: Duration,
        stop: Stop,
        traffic: &mut dyn Traffic,
    ) -> Result<Measured> {
        let plan = Plan { target: self.address, connections, pace, warm_up, stop, patience: PATIENCE };
        Ok(run_in((self.reach)(self.address)?.as_mut(), &plan, traffic)?)
    }

    /// Whole lives of up to `orders` orders of this basket; only one in `every` goes on after it was placed.
    pub fn lives(&self, basket: Basket, every: u64, orders: u64) -> Lives {
        let head = |step: &str| self.keyed_head("POST", "/v1/orders/", &format!("bench-{step}-"));
        Lives::new(self.orders(basket), head, every, orders)
    }

    pub fn head(&self, method: &str, path: &str) -> RequestHead {
        self.keyed_head(method, path, "bench-")
    }

    fn keyed_head(&self, method: &str, path: &str, keys: &str) -> RequestHead {
        RequestHead::new(method, path, &self.address.to_string(), &self.api_key, keys)
    }
}

/// Ends the orders also when the work beside them panics.
struct SetWhenDropped(Arc<AtomicBool>);

impl Drop for SetWhenDropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
