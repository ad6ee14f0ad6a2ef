//! The answer: what was chosen, and for every warehouse what it would have cost or why it cannot.

use kernel::{CurrencyCode, WarehouseCode};
use serde::Serialize;

use super::Question;
use crate::model::{Status, VariantId, WarehouseId};

/// A ranking with its explanation. As JSON it is small enough to be kept with every order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// What all scores and parts are in, as minor units.
    pub currency: CurrencyCode,
    /// Who sends what: one leg, or several when no warehouse has everything; none when the order cannot be served.
    pub legs: Vec<Leg>,
    /// Every warehouse, the best first, those that cannot serve the order alone last.
    pub candidates: Candidates,
    /// Whether the weight of some piece is not known, so that lanes look cheaper than they are.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub weight_unknown: bool,
}

/// Every warehouse that was looked at.
pub type Candidates = Vec<Scored>;

/// A warehouse's part of the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leg {
    pub warehouse: WarehouseId,
    pub code: WarehouseCode,
    pub service: String,
    pub takes: Vec<Taken>,
}

/// Pieces that a leg takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Taken {
    pub variant: VariantId,
    pub quantity: i64,
}

/// A warehouse as a server of the whole order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scored {
    /// Not in the JSON, where the code says it: a code is for ever.
    #[serde(skip)]
    pub warehouse: WarehouseId,
    pub code: WarehouseCode,
    /// Why it cannot serve the order alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
    /// What it costs or would cost; not there without a lane or a rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored: Option<Score>,
}

/// What a warehouse's way to the recipient comes to, in minor units of the ranking's currency. In the JSON parts of zero, sure lanes
/// and known duties go without saying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The sum of the four parts.
    pub total: i64,
    pub cost: i64,
    pub time: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub duty: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub stock: i64,
    pub service: String,
    /// Days until delivery, the day lost after the cut-off included.
    pub days: (i64, i64),
    /// Whether the lane's figures are vouched for.
    #[serde(skip_serializing_if = "is_sure")]
    pub lane: Status,
    /// Whether nobody knows the duty; `duty` is then what not knowing counts as.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub duty_unknown: bool,
}

/// Why a warehouse cannot serve an order alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// It has some of the pieces; it may still be a part of a split.
    PartOfStock,
    NoStock,
    /// Nobody knows the duty, and the weights say that this is reason enough.
    DutyUnknown,
    /// The lane's or the duty's currency cannot be compared.
    NoRate,
    NoLane,
}

fn is_zero(part: &i64) -> bool {
    *part == 0
}

fn is_sure(status: &Status) -> bool {
    *status == Status::Sure
}

impl Scored {
    /// Those that can serve first, then by score, then by code.
    pub(super) fn order(&self) -> (Option<Refused>, i64, WarehouseCode) {
        (self.refused, self.scored.as_ref().map_or(i64::MAX, |score| score.total), self.code)
    }
}

impl Leg {
    pub(super) fn whole(best: &Scored, question: &Question<'_>) -> Self {
        let takes = question.needs.iter().map(|need| Taken { variant: need.variant, quantity: need.quantity });
        Self {
            warehouse: best.warehouse,
            code: best.code,
            service: best.scored.as_ref().map(|score| score.service.clone()).unwrap_or_default(),
            takes: takes.collect(),
        }
    }
}

impl Ranking {
    pub(super) fn new(question: &Question<'_>, candidates: Vec<Scored>, legs: Vec<Leg>) -> Self {
        Self {
            currency: question.lanes.weights().currency,
            legs,
            candidates,
            weight_unknown: question.needs.iter().any(|need| need.grams.is_none()),
        }
    }
}
