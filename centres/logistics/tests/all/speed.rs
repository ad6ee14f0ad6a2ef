//! How long a ranking takes. Run by hand: `cargo test --release -p logistics --test all -- --ignored --nocapture speed`.

use std::time::Instant;

use kernel::{CountryCode, CurrencyCode, Id, Rate};
use logistics::sourcing::{Candidate, Duty, Need, Question, rank};
use logistics::{LaneBook, VariantId, WarehouseId, Weights};

use crate::lanes::{eur, lane};

#[test]
#[ignore = "a measurement, not a test"]
fn speed_of_ranking_four_warehouses_for_two_lines() {
    let countries: Vec<CountryCode> = CountryCode::countries().take(60).chain([CountryCode::FR]).collect();
    let lanes = (1..5).flat_map(|n| countries.iter().map(move |to| lane(n, to.as_str(), 400 + n, 100, (1, 3 + n))));
    let book = LaneBook::new(lanes.collect(), Weights::default());
    let needs: Vec<_> =
        (0..2).map(|n| Need { variant: VariantId::from_number(n), quantity: 2, grams: Some(300) }).collect();
    let full: Vec<_> = ["ham", "lon", "lax", "szx"]
        .iter()
        .zip(1..)
        .map(|(code, n)| Candidate {
            warehouse: WarehouseId::from_number(n),
            code: code.parse().unwrap(),
            available: &[50, 50],
            duty: if n < 3 { Duty::None } else { Duty::Estimated(eur(300)) },
        })
        .collect();
    let mut halves = full.clone();
    for (n, one) in halves.iter_mut().enumerate() {
        one.available = if n % 2 == 0 { &[0, 50] } else { &[50, 0] };
    }
    let rates = [(CurrencyCode::CNY, Rate::ONE)];
    for (name, warehouses) in [("one parcel", &full), ("split in two", &halves)] {
        let question = Question {
            destination: CountryCode::FR,
            at: "2026-11-20T15:30:00Z".parse().unwrap(),
            needs: &needs,
            warehouses,
            rates: &rates,
            lanes: &book,
        };
        let begun = Instant::now();
        let rounds = 100_000u32;
        for _ in 0..rounds {
            std::hint::black_box(rank(std::hint::black_box(&question)));
        }
        let ranked = begun.elapsed() / rounds;
        let ranking = rank(&question);
        let begun = Instant::now();
        for _ in 0..rounds {
            std::hint::black_box(serde_json::to_string(std::hint::black_box(&ranking)).unwrap());
        }
        let bytes = serde_json::to_string(&ranking).unwrap().len();
        println!("{name}: ranked in {ranked:?}, as JSON in {:?}, {bytes} bytes", begun.elapsed() / rounds);
    }
}
