use simulation::{Ended, Ground, Plan, Plant, simulate};

fn run(ground: &Ground, seed: u64, days: u32) -> Ended {
    match simulate(ground, &Plan { seed, days, plant: Plant::None }) {
        Ok(ended) => ended,
        Err(broken) => panic!("{broken}"),
    }
}

/// A few seeds, and that much happens in them; `cargo xtask ci` runs the thousand.
#[test]
fn seeds_trade_for_thirty_days() {
    const SEEDS: u64 = 10;
    let ground = Ground::new().unwrap();
    let (mut crashes, mut orders) = (0, 0);
    for seed in 1..=SEEDS {
        let ended = run(&ground, seed, 30);
        crashes += ended.crashes;
        orders += ended.orders;
        assert!(ended.refused.contains_key("out_of_stock"), "seed {seed} never ran short");
    }
    assert!(crashes > 3 * SEEDS, "hardly any power failed");
    assert!(orders > 100 * SEEDS, "hardly any trade");
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
