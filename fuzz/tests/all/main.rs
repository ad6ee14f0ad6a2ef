//! Every target stands its seeds and some thousands of inputs made of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use fuzz::{TARGETS, Target, mutate};

fn stands(name: &str, inputs: u64) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = target.seeds().unwrap();
    assert!(seeds.len() > 3, "{name} has no seeds");
    if let Some(finding) = mutate::try_inputs(target, &seeds, 20_261_122, inputs) {
        panic!("{name}: {}\nby {:?}", finding.said, String::from_utf8_lossy(&finding.input));
    }
}

#[test]
fn files_and_profiles_nobody_would_send() {
    stands("importers", 4_000);
}

#[test]
fn amounts_nobody_would_write() {
    stands("money", 20_000);
}

#[test]
fn dates_nobody_would_write() {
    stands("dates", 4_000);
}

#[test]
fn questions_nobody_would_ask() {
    stands("filters", 2_000);
}

/// The search itself finds what is there to be found, and cuts it down.
#[test]
fn a_broken_law_is_found_and_made_small() {
    let fragile =
        Target { name: "fragile", run: |input| assert!(!input.windows(3).any(|w| w == b"x-1"), "x-1"), words: &["-1"] };
    let finding =
        mutate::try_inputs(&fragile, &[b"a long seed with an x in it, and more".to_vec()], 1, 50_000).unwrap();
    assert_eq!(finding.input, b"x-1");
}
