//! Which warehouse serves an order, and why that one.
//!
//! Everything is reckoned in money of one currency, so that the reasons can be read and compared: what the lane costs, what the
//! days of waiting count as, the duty, what taking a thin shelf's last pieces counts as. The lowest sum wins; equals go by the
//! warehouse's code.
//!
//! One parcel is preferred to two, always: only when no warehouse has everything is the order split, over as few warehouses as
//! can serve it. The duty of a split is the highest that any of its warehouses would have had for the whole order, so splitting
//! never looks cheaper because each half stays below a customs threshold.

use kernel::{CountryCode, CurrencyCode, Rate, Timestamp, WarehouseCode};

use crate::book::LaneBook;
use crate::model::{VariantId, WarehouseId};

mod leg;
mod ranking;

pub use ranking::{Candidates, Leg, Ranking, Refused, Scored, Taken};

/// The most parcels an order is split into.
pub const MOST_LEGS: usize = 4;
/// The most warehouses a split is looked for among: the best by their own score.
pub const MOST_CANDIDATES: usize = 8;

/// What sourcing is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub destination: CountryCode,
    /// When the order was placed.
    pub at: Timestamp,
    /// What is wanted; a variant stands once, its lines summed.
    pub needs: &'a [Need],
    /// The warehouses that may serve it.
    pub warehouses: &'a [Candidate<'a>],
    /// Rates into the weights' currency, for lanes and duties in others.
    pub rates: &'a [(CurrencyCode, Rate)],
    pub lanes: &'a LaneBook,
}

/// Pieces of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    pub variant: VariantId,
    pub quantity: i64,
    /// What one piece weighs; `None` is told in the explanation and charged as weightless.
    pub grams: Option<i64>,
}

/// A warehouse with what it has.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub warehouse: WarehouseId,
    pub code: WarehouseCode,
    /// What it can promise of each need, in the needs' order.
    pub available: &'a [i64],
    pub duty: Duty,
}

/// The duty if the whole order came from a warehouse, as far as the caller knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// None: the goods cross no customs border, or are free of it for a reason that is known.
    None,
    Estimated(kernel::Money),
    NotDetermined,
}

/// Ranks the warehouses and chooses. Pure: the same question gets the same answer.
pub fn rank(question: &Question<'_>) -> Ranking {
    let mut candidates: Vec<Scored> = question.warehouses.iter().map(|one| leg::alone(question, one)).collect();
    candidates.sort_by_key(Scored::order);
    let legs = match candidates.first() {
        Some(best) if best.refused.is_none() => vec![Leg::whole(best, question)],
        _ => split(question, &candidates),
    };
    Ranking::new(question, candidates, legs)
}

/// The best split over as few warehouses as can serve everything; empty when there is none.
fn split(question: &Question<'_>, candidates: &[Scored]) -> Vec<Leg> {
    let usable: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|one| one.refused == Some(Refused::PartOfStock))
        .filter_map(|one| question.warehouses.iter().find(|candidate| candidate.warehouse == one.warehouse))
        .take(MOST_CANDIDATES)
        .collect();
    let subsets = 1u32 << usable.len();
    for size in 2..=MOST_LEGS.min(usable.len()) {
        let of_size = (1..subsets).filter(|subset| usize::try_from(subset.count_ones()) == Ok(size));
        let best = of_size
            .filter_map(|subset| {
                let members = usable.iter().enumerate().filter(|(place, _)| subset & (1 << place) != 0);
                leg::together(question, members.map(|(_, candidate)| *candidate))
            })
            .min_by(|(one, _), (other, _)| one.cmp(other));
        if let Some((_, legs)) = best {
            return legs;
        }
    }
    Vec::new()
}
