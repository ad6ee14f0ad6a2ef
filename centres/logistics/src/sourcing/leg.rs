//! What a warehouse costs for what it would send.

use kernel::{Money, RoundingMode, WarehouseCode};

use super::{Candidate, Duty, Leg, Question, Refused, Scored, Taken};
use crate::model::Lane;
use crate::sourcing::ranking::Score;

/// Half a day, so that the middle of a range of days needs no fraction.
const HALVES: i64 = 2;
const WHOLE_SHELF: i64 = 1_000;

/// A split's place among splits: its score, then its warehouses' codes.
type Rank = (i64, Vec<WarehouseCode>);

/// A warehouse as server of the whole order.
pub(super) fn alone(question: &Question<'_>, candidate: &Candidate<'_>) -> Scored {
    let mut missing = 0;
    let mut grams = 0i64;
    for (place, need) in question.needs.iter().enumerate() {
        let available = available(candidate, place);
        missing += usize::from(available < need.quantity);
        grams = grams.saturating_add(need.grams.unwrap_or_default().saturating_mul(need.quantity));
    }
    let nothing = (0..question.needs.len()).all(|place| available(candidate, place) <= 0);
    let thinnest =
        thinnest(question.needs.iter().enumerate().map(|(place, need)| (need.quantity, available(candidate, place))));
    let (scored, obstacle) = match score(question, candidate, grams, thinnest) {
        Ok(score) => (Some(score), None),
        Err(refused) => (None, Some(refused)),
    };
    let unknown = candidate.duty == Duty::NotDetermined && question.lanes.weights().duty_unknown_minor.is_none();
    let refused = match obstacle {
        Some(obstacle) => Some(obstacle),
        None if unknown => Some(Refused::DutyUnknown),
        None if nothing => Some(Refused::NoStock),
        None if missing > 0 => Some(Refused::PartOfStock),
        None => None,
    };
    Scored { warehouse: candidate.warehouse, code: candidate.code, refused, scored }
}

/// Several warehouses that serve an order together, given best first: their score (then their codes, against ties), or `None`
/// when they do not have everything or one of them would send nothing.
pub(super) fn together<'a>(
    question: &Question<'_>,
    members: impl Iterator<Item = &'a Candidate<'a>> + Clone,
) -> Option<(Rank, Vec<Leg>)> {
    let mut takes: Vec<Vec<(usize, i64)>> = members.clone().map(|_| Vec::new()).collect();
    for (place, need) in question.needs.iter().enumerate() {
        // A need goes whole to the first that has all of it; else each gives what it has, in turn.
        let whole = members.clone().position(|member| available(member, place) >= need.quantity);
        let mut rest = need.quantity;
        for (number, (member, takes)) in members.clone().zip(&mut takes).enumerate() {
            if whole.is_some_and(|whole| whole != number) {
                continue;
            }
            let given = rest.min(available(member, place));
            if given > 0 {
                takes.push((place, given));
                rest -= given;
            }
        }
        if rest > 0 {
            return None;
        }
    }
    let (mut cost, mut time, mut duty, mut stock) = (0i64, 0, 0, 0);
    let mut legs = Vec::with_capacity(takes.len());
    for (member, takes) in members.clone().zip(takes) {
        if takes.is_empty() {
            return None;
        }
        let need = |place: usize| question.needs.get(place);
        let grams = takes.iter().fold(0i64, |sum, (place, quantity)| {
            let each = need(*place).and_then(|need| need.grams).unwrap_or_default();
            sum.saturating_add(each.saturating_mul(*quantity))
        });
        let thinnest = thinnest(takes.iter().map(|(place, quantity)| (*quantity, available(member, *place))));
        let score = score(question, member, grams, thinnest).ok()?;
        cost = score.cost.saturating_add(cost);
        (time, duty, stock) = (score.time.max(time), score.duty.max(duty), score.stock.max(stock));
        let takes = takes
            .into_iter()
            .filter_map(|(place, quantity)| need(place).map(|need| Taken { variant: need.variant, quantity }));
        legs.push(Leg {
            warehouse: member.warehouse,
            code: member.code,
            service: score.service,
            takes: takes.collect(),
        });
    }
    let parcels = i64::try_from(legs.len()).unwrap_or(i64::MAX) - 1;
    let further = question.lanes.weights().extra_parcel_minor.saturating_mul(parcels);
    let total = [cost, time, duty, stock, further].into_iter().fold(0i64, i64::saturating_add);
    let mut codes: Vec<WarehouseCode> = legs.iter().map(|leg| leg.code).collect();
    codes.sort_unstable();
    Some(((total, codes), legs))
}

fn available(candidate: &Candidate<'_>, place: usize) -> i64 {
    candidate.available.get(place).copied().unwrap_or_default().max(0)
}

/// The largest share of a shelf that is taken, in thousandths.
fn thinnest(taken: impl Iterator<Item = (i64, i64)>) -> i64 {
    let share = |(taken, available): (i64, i64)| {
        let share = i128::from(taken) * i128::from(WHOLE_SHELF) / i128::from(available.max(1));
        i64::try_from(share).unwrap_or(WHOLE_SHELF).min(WHOLE_SHELF)
    };
    taken.map(share).max().unwrap_or_default()
}

/// The best of a warehouse's lanes for a parcel of that weight.
fn score(question: &Question<'_>, candidate: &Candidate<'_>, grams: i64, thinnest: i64) -> Result<Score, Refused> {
    let weights = question.lanes.weights();
    let duty = match candidate.duty {
        Duty::None => 0,
        Duty::Estimated(duty) => compared(question, duty).ok_or(Refused::NoRate)?,
        Duty::NotDetermined => weights.duty_unknown_minor.unwrap_or_default(),
    };
    let stock = weights.thin_stock_minor.saturating_mul(thinnest) / WHOLE_SHELF;
    let mut best: Option<(i64, i64, i64, &Lane)> = None;
    let mut obstacle = Refused::NoLane;
    for lane in question.lanes.between(candidate.warehouse, question.destination, question.at) {
        let Some(cost) = lane.price(grams).ok().and_then(|price| compared(question, price)) else {
            obstacle = Refused::NoRate;
            continue;
        };
        let late = i64::from(lane.after_cut_off(question.at));
        let halves = lane.days_min + lane.days_max + late * HALVES;
        let time = weights.day_minor.saturating_mul(halves) / HALVES;
        // Lanes come sorted by service: of equals the first stays.
        if best
            .is_none_or(|(best_cost, best_time, _, _)| cost.saturating_add(time) < best_cost.saturating_add(best_time))
        {
            best = Some((cost, time, late, lane));
        }
    }
    let (cost, time, late, lane) = best.ok_or(obstacle)?;
    Ok(Score {
        total: [cost, time, duty, stock].into_iter().fold(0i64, i64::saturating_add),
        cost,
        time,
        duty,
        stock,
        service: lane.service.clone(),
        days: (lane.days_min + late, lane.days_max + late),
        lane: lane.status,
        duty_unknown: candidate.duty == Duty::NotDetermined,
    })
}

/// An amount in minor units of the weights' currency.
fn compared(question: &Question<'_>, amount: Money) -> Option<i64> {
    let currency = question.lanes.weights().currency;
    if amount.currency() == currency || amount.is_zero() {
        return Some(amount.minor());
    }
    let (_, rate) = question.rates.iter().find(|(from, _)| *from == amount.currency())?;
    rate.convert(amount, currency, RoundingMode::HalfUp).ok().map(Money::minor)
}
