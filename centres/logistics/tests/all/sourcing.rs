//! Which warehouse serves, and what is said about the others.

use kernel::{CountryCode, CurrencyCode, Id, Money, Rate, Timestamp, WarehouseCode};
use logistics::sourcing::{Candidate, Duty, Need, Question, Ranking, Refused, rank};
use logistics::{Lane, LaneBook, VariantId, WarehouseId, Weights};
use proptest::prelude::*;

use crate::lanes::{eur, lane};

struct Company {
    book: LaneBook,
    rates: Vec<(CurrencyCode, Rate)>,
}

fn company(lanes: Vec<Lane>) -> Company {
    Company { book: LaneBook::new(lanes, Weights::default()), rates: Vec::new() }
}

fn need(variant: i64, quantity: i64) -> Need {
    Need { variant: VariantId::from_number(variant), quantity, grams: Some(500) }
}

fn candidate<'a>(number: i64, code: &str, available: &'a [i64], duty: Duty) -> Candidate<'a> {
    let code: WarehouseCode = code.parse().unwrap();
    Candidate { warehouse: WarehouseId::from_number(number), code, available, duty }
}

impl Company {
    fn rank(&self, needs: &[Need], warehouses: &[Candidate<'_>]) -> Ranking {
        rank(&Question {
            destination: CountryCode::FR,
            at: "2026-11-20T15:30:00Z".parse().unwrap(),
            needs,
            warehouses,
            rates: &self.rates,
            lanes: &self.book,
        })
    }
}

fn codes(ranking: &Ranking) -> Vec<String> {
    ranking.legs.iter().map(|leg| leg.code.to_string()).collect()
}

#[test]
fn the_cheapest_way_wins_and_the_others_say_what_they_would_have_cost() {
    let company =
        company(vec![lane(1, "FR", 600, 100, (1, 3)), lane(2, "FR", 400, 100, (8, 12)), lane(3, "DE", 1, 1, (1, 1))]);
    let near = candidate(1, "ham", &[50, 50], Duty::None);
    let far = candidate(2, "szx", &[500, 500], Duty::Estimated(eur(300)));
    let none = candidate(3, "lon", &[9, 9], Duty::None);
    let ranking = company.rank(&[need(1, 2), need(2, 1)], &[far, none, near]);
    assert_eq!(codes(&ranking), ["ham"]);
    let told = serde_json::to_value(&ranking).unwrap();
    assert_eq!(
        told["candidates"][0]["scored"],
        serde_json::json!({
            "total": 750 + 300 + 4, "cost": 750, "time": 300, "stock": 4, "service": "parcel", "days": [1, 3]
        })
    );
    let other = &told["candidates"][1];
    assert_eq!((other["code"].as_str(), other["scored"]["cost"].as_i64()), (Some("szx"), Some(550)));
    assert_eq!((other["scored"]["time"].as_i64(), other["scored"]["duty"].as_i64()), (Some(1500), Some(300)));
    assert_eq!(
        (told["candidates"][2]["code"].as_str(), told["candidates"][2]["refused"].as_str()),
        (Some("lon"), Some("no_lane"))
    );
}

#[test]
fn equals_go_by_code_whatever_the_order_of_asking() {
    let company = company(vec![lane(1, "FR", 600, 0, (1, 3)), lane(2, "FR", 600, 0, (1, 3))]);
    let one = candidate(1, "b", &[10], Duty::None);
    let two = candidate(2, "a", &[10], Duty::None);
    assert_eq!(codes(&company.rank(&[need(1, 1)], &[one, two])), ["a"]);
    assert_eq!(company.rank(&[need(1, 1)], &[one, two]), company.rank(&[need(1, 1)], &[two, one]));
}

#[test]
fn one_dear_parcel_is_preferred_to_two_cheap_ones() {
    let company =
        company(vec![lane(1, "FR", 100, 0, (1, 1)), lane(2, "FR", 100, 0, (1, 1)), lane(3, "FR", 9000, 0, (20, 30))]);
    let warehouses = [
        candidate(1, "a", &[5, 0], Duty::None),
        candidate(2, "b", &[0, 5], Duty::None),
        candidate(3, "c", &[5, 5], Duty::None),
    ];
    let needs = [need(1, 5), need(2, 5)];
    assert_eq!(codes(&company.rank(&needs, &warehouses)), ["c"]);
    assert_eq!(codes(&company.rank(&needs, &warehouses[..2])), ["a", "b"]);
}

#[test]
fn a_need_that_no_warehouse_has_alone_is_shared_out() {
    let company =
        company(vec![lane(1, "FR", 100, 0, (1, 1)), lane(2, "FR", 200, 0, (1, 1)), lane(3, "FR", 100, 0, (1, 1))]);
    let warehouses =
        [candidate(1, "a", &[6], Duty::None), candidate(2, "b", &[5], Duty::None), candidate(3, "c", &[0], Duty::None)];
    let ranking = company.rank(&[need(1, 10)], &warehouses);
    let takes: Vec<_> = ranking.legs.iter().map(|leg| (leg.code.to_string(), leg.takes[0].quantity)).collect();
    assert_eq!(takes, [("a".to_owned(), 6), ("b".to_owned(), 4)]);
    assert_eq!(ranking.candidates[2].refused, Some(Refused::NoStock));
    assert!(company.rank(&[need(1, 12)], &warehouses).legs.is_empty());
}

#[test]
fn a_split_bears_the_duty_of_the_whole_order() {
    // From c all would be dutiable; a and b have it without duty, but in three parcels' worth of money.
    let company =
        company(vec![lane(1, "FR", 100, 0, (1, 1)), lane(2, "FR", 100, 0, (1, 1)), lane(3, "FR", 100, 0, (1, 1))]);
    let needs = [need(1, 5), need(2, 5)];
    let abroad = |number, code, available| candidate(number, code, available, Duty::Estimated(eur(5_000)));
    let warehouses =
        [candidate(1, "a", &[5, 0], Duty::None), abroad(2, "b", &[0, 5]), candidate(3, "c", &[0, 5], Duty::None)];
    assert_eq!(codes(&company.rank(&needs, &warehouses)), ["a", "c"]);
}

#[test]
fn an_unknown_duty_weighs_or_refuses_as_the_weights_say() {
    let lanes = || vec![lane(1, "FR", 100, 0, (1, 1)), lane(2, "FR", 2_000, 0, (1, 1))];
    let warehouses = [candidate(1, "a", &[5], Duty::NotDetermined), candidate(2, "b", &[5], Duty::Estimated(eur(100)))];
    let lenient = company(lanes());
    assert_eq!(codes(&lenient.rank(&[need(1, 1)], &warehouses)), ["b"]);
    assert_eq!(codes(&lenient.rank(&[need(1, 1)], &warehouses[..1])), ["a"]);
    let weights = Weights { duty_unknown_minor: None, ..Weights::default() };
    let strict = Company { book: LaneBook::new(lanes(), weights), rates: Vec::new() };
    let ranking = strict.rank(&[need(1, 1)], &warehouses[..1]);
    assert!(ranking.legs.is_empty());
    assert_eq!(ranking.candidates[0].refused, Some(Refused::DutyUnknown));
}

#[test]
fn lanes_in_other_currencies_are_compared_by_rate_and_not_without_one() {
    let mut yuan = lane(1, "FR", 0, 0, (1, 1));
    (yuan.base, yuan.per_kg) = (Money::new(4_000, CurrencyCode::CNY), Money::zero(CurrencyCode::CNY));
    let mut company = company(vec![yuan, lane(2, "FR", 600, 0, (1, 1))]);
    let warehouses = [candidate(1, "a", &[5], Duty::None), candidate(2, "b", &[5], Duty::None)];
    let without = company.rank(&[need(1, 1)], &warehouses);
    assert_eq!(codes(&without), ["b"]);
    assert_eq!(without.candidates[1].refused, Some(Refused::NoRate));
    company.rates.push((CurrencyCode::CNY, Rate::from_percent_text("12.5").unwrap()));
    assert_eq!(codes(&company.rank(&[need(1, 1)], &warehouses)), ["a"]);
}

#[test]
fn an_order_after_the_cut_off_of_the_warehouse_leaves_a_day_later() {
    let mut late = lane(1, "FR", 100, 0, (1, 1));
    late.zone = "Asia/Shanghai".parse().unwrap();
    late.cut_off_minute = Some(23 * 60 + 30);
    // 15:30 in UTC is 23:30 in Shanghai: no longer before the cut-off.
    let ranking = company(vec![late.clone()]).rank(&[need(1, 1)], &[candidate(1, "szx", &[5], Duty::None)]);
    assert_eq!(ranking.candidates[0].scored.as_ref().unwrap().days, (2, 2));
    late.cut_off_minute = Some(23 * 60 + 31);
    let ranking = company(vec![late]).rank(&[need(1, 1)], &[candidate(1, "szx", &[5], Duty::None)]);
    assert_eq!(ranking.candidates[0].scored.as_ref().unwrap().days, (1, 1));
}

proptest! {
    /// Whatever is asked: the legs are exactly what is needed and nobody gives more than it has; when one warehouse alone has
    /// everything, there is one leg; when all together have it (few enough of them), it is served.
    #[test]
    fn legs_are_what_is_needed(
        wanted in prop::collection::vec(1i64..6, 1..4),
        stock in prop::collection::vec(prop::collection::vec(0i64..8, 4), 1..5),
    ) {
        let lanes = (0..stock.len()).map(|n| lane(n as i64, "*", 100 * n as i64, 10, (1, 2 + n as i64))).collect();
        let company = company(lanes);
        let needs: Vec<_> = wanted.iter().enumerate().map(|(n, quantity)| need(n as i64, *quantity)).collect();
        let warehouses: Vec<_> = stock
            .iter()
            .enumerate()
            .map(|(n, stock)| candidate(n as i64, &format!("w{n}"), &stock[..needs.len()], Duty::None))
            .collect();
        let ranking = company.rank(&needs, &warehouses);
        let enough = (0..needs.len()).all(|n| stock.iter().map(|one| one[n]).sum::<i64>() >= wanted[n]);
        let alone = stock.iter().any(|one| wanted.iter().zip(one).all(|(wanted, has)| has >= wanted));
        prop_assert_eq!(!ranking.legs.is_empty(), enough);
        prop_assert_eq!(ranking.legs.len() == 1, alone);
        for (n, need) in needs.iter().enumerate().filter(|_| enough) {
            let mut sum = 0;
            for leg in &ranking.legs {
                let taken: i64 = leg.takes.iter().filter(|t| t.variant == need.variant).map(|t| t.quantity).sum();
                prop_assert!(taken <= stock[leg.warehouse.number() as usize][n]);
                sum += taken;
            }
            prop_assert_eq!(sum, need.quantity);
        }
    }
}

#[test]
fn validity_is_that_of_the_order() {
    let mut ended = lane(1, "FR", 100, 0, (1, 1));
    ended.valid_to = Some("2026-11-20T15:30:00Z".parse::<Timestamp>().unwrap());
    let ranking = company(vec![ended]).rank(&[need(1, 1)], &[candidate(1, "a", &[5], Duty::None)]);
    assert_eq!(ranking.candidates[0].refused, Some(Refused::NoLane));
}
