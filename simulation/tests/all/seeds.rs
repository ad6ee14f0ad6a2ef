use std::time::{Duration, Instant};

use simulation::{Ended, Ground, Plan, Plant, simulate};

fn run(ground: &Ground, seed: u64, days: u32) -> Ended {
    match simulate(ground, &Plan { seed, days, plant: Plant::None }) {
        Ok(ended) => ended,
        Err(broken) => panic!("{broken}"),
    }
}

/// As many seeds as fit into a minute, ten at least; `make soak` runs the thousand.
#[test]
fn seeds_trade_for_thirty_days() {
    let started = Instant::now();
    let ground = Ground::new().unwrap();
    let (mut seeds, mut crashes, mut orders) = (0, 0, 0);
    while seeds < 10 || started.elapsed() < Duration::from_secs(50) {
        seeds += 1;
        let ended = run(&ground, seeds, 30);
        crashes += ended.crashes;
        orders += ended.orders;
        assert!(ended.refused.contains_key("out_of_stock"), "seed {seeds} never ran short");
    }
    println!("{seeds} seeds of 30 days: {orders} orders, {crashes} crashes");
    assert!(crashes > 3 * seeds, "hardly any power failed");
    assert!(orders > 100 * seeds, "hardly any trade");
}

/// Two companies made anew, one seed: the same rows in every table.
#[test]
fn a_seed_replays_exactly() {
    let first = run(&Ground::new().unwrap(), 42, 12);
    let ground = Ground::new().unwrap();
    run(&ground, 7, 3);
    assert_eq!(first, run(&ground, 42, 12));
    assert_ne!(first.digest, run(&ground, 43, 12).digest);
}
