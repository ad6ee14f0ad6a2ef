//! Changes of stock as they travel.

use inventory::{VariantId, WarehouseId};
use kernel::{Timestamp, UnitPrice};
use serde::Deserialize;
use utoipa::ToSchema;

/// Goods that arrived.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Receipt {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lines: Vec<ReceiptLine>,
    /// The delivery note or purchase order.
    #[schema(example = "DN-4711")]
    pub(super) document: Option<String>,
    /// When they arrived; now when not said.
    #[schema(value_type = Option<String>, example = "2026-11-20T09:30:00Z")]
    pub(super) at: Option<Timestamp>,
}

/// A line of a receipt.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceiptLine {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(minimum = 1, example = 24)]
    pub(super) quantity: i64,
    /// What a piece cost, before freight and duty, in any currency. Without it the pieces are of unknown cost, and counted as such.
    #[schema(value_type = Option<edge::shape::UnitPrice>)]
    pub(super) unit_cost: Option<UnitPrice>,
}

/// Corrections of on hand.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Adjustment {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lines: Vec<AdjustmentLine>,
    #[schema(example = "wet")]
    pub(super) reason: String,
    /// Whether it is certain. A fact is recorded even where it takes promised pieces; they go to the shortfall queue.
    #[serde(default)]
    pub(super) fact: bool,
    pub(super) document: Option<String>,
    #[schema(value_type = Option<String>)]
    pub(super) at: Option<Timestamp>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AdjustmentLine {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    /// Pieces more (above zero) or fewer (below).
    #[schema(example = -2)]
    pub(super) difference: i64,
}

/// What was found on shelves.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lines: Vec<CountLine>,
    /// The count sheet.
    pub(super) document: Option<String>,
    #[schema(value_type = Option<String>)]
    pub(super) at: Option<Timestamp>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountLine {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(minimum = 0, example = 17)]
    pub(super) found: i64,
}

/// Pieces that are gone for good.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Loss {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lines: Vec<LostPieces>,
    #[schema(example = "broken")]
    pub(super) reason: String,
    /// Certain, so that it is recorded even where the books know of no such pieces: stock then goes below zero.
    #[serde(default)]
    pub(super) fact: bool,
    pub(super) document: Option<String>,
    #[schema(value_type = Option<String>)]
    pub(super) at: Option<Timestamp>,
}

/// What became of pieces in transit.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arrival {
    pub(super) lines: Vec<ArrivalLine>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ArrivalLine {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[serde(default)]
    #[schema(minimum = 0, example = 5)]
    pub(super) arrived: i64,
    /// Pieces that will not arrive.
    #[serde(default)]
    #[schema(minimum = 0, example = 1)]
    pub(super) lost: i64,
}

/// Pieces of a variant.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LostPieces {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(minimum = 1, example = 6)]
    pub(super) quantity: i64,
}

/// What pieces cost that came without a cost.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Costs {
    /// Any warehouse of their owner.
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lines: Vec<CostLine>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CostLine {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(minimum = 1, example = 24)]
    pub(super) quantity: i64,
    #[schema(value_type = edge::shape::UnitPrice)]
    pub(super) unit_cost: UnitPrice,
}
