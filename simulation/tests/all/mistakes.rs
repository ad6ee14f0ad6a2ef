use simulation::{Ground, Plan, Plant, simulate};

/// Which law must notice which mistake.
const LAWS: [(Plant, &str); 13] = [
    (Plant::DeliverWithoutBooks, "nothing stays pending of an order that is done"),
    (Plant::ShipWithoutStock, "what is to be shipped is held"),
    (Plant::ReceiveTwice, "what was acknowledged moved once"),
    (Plant::NumberSkipped, "document numbers have no gaps"),
    (Plant::CancelKeepsHold, "what is to be shipped is held"),
    (Plant::PaidOutsideBooks, "money in the order is money in the books"),
    (Plant::KeyForgotten, "request"),
    (Plant::AnswerBeforeCommit, ""),
    (Plant::SendHeldStock, "no decision creates or enlarges a shortfall"),
    (Plant::RefundTwiceInBooks, "money in the order is money in the books"),
    (Plant::CostOutsideBooks, "stock is worth what its inventory account says"),
    (Plant::DifferenceForgotten, "the books keep their own laws"),
    (Plant::OwedTwice, "what own companies owe each other cancels out"),
];

/// Every planted mistake is found within a few seeds, by the law that is about it, and replays.
#[test]
fn every_planted_mistake_is_found() {
    assert_eq!(LAWS.map(|(plant, _)| plant), Plant::ALL);
    let ground = Ground::new().unwrap();
    for (plant, law) in LAWS {
        let found = (1..=10).find_map(|seed| simulate(&ground, &Plan { seed, days: 30, plant }).err());
        let found = found.unwrap_or_else(|| panic!("{plant:?} is not found"));
        println!("{plant:?}: {found}");
        assert!(found.law.contains(law), "{plant:?} is found by another law: {found}");
        let again = simulate(&ground, &Plan { seed: found.seed, days: 30, plant });
        assert_eq!(again.err(), Some(found), "{plant:?} does not replay");
    }
}
