//! Stock as it travels.

use kernel::{CountryCode, EntityCode, Timestamp, UnitPrice, WarehouseCode, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::{Balance, MovementId, TransferId, VariantId, Warehouse, WarehouseId};
use crate::queries::movements::RecordedMovement;
use crate::queries::pace::days_of_cover;
use crate::queries::shortfalls::Shortfall;
use crate::queries::transfers::TransferLine;

/// A warehouse to be.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWarehouse {
    /// Its short name, for ever: `a-z`, `0-9`, `_` and `-`.
    #[schema(value_type = String, example = "hamburg")]
    pub(super) code: WarehouseCode,
    #[schema(value_type = String, example = "DE")]
    pub(super) country: CountryCode,
    #[schema(example = "20457")]
    pub(super) postcode: Option<String>,
    /// The zone of its working day.
    #[schema(value_type = String, example = "Europe/Berlin")]
    pub(super) zone: Zone,
    /// The legal entity that owns the stock in it.
    #[schema(value_type = String, example = "hanse-de")]
    pub(super) entity: EntityCode,
}

/// What can be changed of a warehouse; give all of it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WarehouseEdit {
    #[schema(example = "20457")]
    pub(super) postcode: Option<String>,
    #[schema(value_type = String, example = "Europe/Berlin")]
    pub(super) zone: Zone,
    /// An inactive warehouse keeps its stock and is not offered to new orders.
    pub(super) active: bool,
}

/// A warehouse.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WarehouseWire {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    id: WarehouseId,
    #[schema(value_type = String, example = "hamburg")]
    code: WarehouseCode,
    #[schema(value_type = String, example = "DE")]
    country: CountryCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    postcode: Option<String>,
    #[schema(value_type = String, example = "Europe/Berlin")]
    zone: Zone,
    #[schema(value_type = String, example = "hanse-de")]
    entity: EntityCode,
    active: bool,
    version: i64,
}

impl From<&Warehouse> for WarehouseWire {
    fn from(warehouse: &Warehouse) -> Self {
        Self {
            id: warehouse.id,
            code: warehouse.code,
            country: warehouse.country,
            postcode: warehouse.postcode.clone(),
            zone: warehouse.zone.clone(),
            entity: warehouse.entity,
            active: warehouse.active,
            version: warehouse.version,
        }
    }
}

/// Pieces of a variant.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PiecesWire {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(minimum = 1, example = 6)]
    pub(super) quantity: i64,
}

/// Pieces to be kept back from sale.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Buffers {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lines: Vec<BufferLine>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BufferLine {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(minimum = 0, example = 3)]
    pub(super) buffer: i64,
}

/// A variant in a warehouse.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ShelfWire {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    /// Pieces that are there.
    on_hand: i64,
    /// Pieces promised and not yet shipped.
    held: i64,
    /// Pieces kept back from sale.
    buffer: i64,
    /// What can still be promised.
    available: i64,
    /// What was promised or left beyond what is there.
    shortfall: i64,
    /// Pieces on their way here from other warehouses.
    in_transit: i64,
    /// Pieces that left here for buyers in the last 30 days.
    shipped_30_days: i64,
    /// For how many whole days `available` lasts at that pace; not there where nothing left in those days.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_of_cover: Option<i64>,
}

impl ShelfWire {
    /// `left`: pieces that left for buyers in the days of [`left_for_buyers`](crate::left_for_buyers).
    pub(super) fn of(balance: Balance, in_transit: i64, left: i64) -> Self {
        Self {
            variant: balance.shelf.variant,
            warehouse: balance.shelf.warehouse,
            on_hand: balance.on_hand,
            held: balance.held,
            buffer: balance.buffer,
            available: balance.available(),
            shortfall: balance.shortfall(),
            in_transit,
            shipped_30_days: left,
            days_of_cover: days_of_cover(balance.available(), left),
        }
    }
}

/// A change of on hand.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MovementWire {
    #[schema(value_type = String, example = "mov_05WXQ7Z9K2F3A")]
    pub(super) id: MovementId,
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    warehouse: WarehouseId,
    /// `received`, `adjusted`, `counted`, `transfer_out`, `transfer_in`, `shipped`, `sold`, `returned`, `written_off`,
    /// `opening` or `opening_derived` (worked out from sales, counted by nobody).
    #[schema(example = "received")]
    kind: &'static str,
    /// Pieces in (above zero) or out (below).
    quantity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<edge::shape::UnitPrice>)]
    unit_cost: Option<UnitPrice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// When it happened.
    #[schema(value_type = String, example = "2026-11-20T09:30:00Z")]
    at: Timestamp,
    /// When it was recorded.
    #[schema(value_type = String, example = "2026-11-20T09:31:00Z")]
    recorded_at: Timestamp,
    /// Who recorded it.
    actor: String,
}

impl From<RecordedMovement> for MovementWire {
    fn from(movement: RecordedMovement) -> Self {
        Self {
            id: movement.id,
            warehouse: movement.warehouse,
            kind: movement.kind.as_str(),
            quantity: movement.quantity,
            unit_cost: movement.unit_cost,
            document: movement.document,
            reason: movement.reason,
            at: movement.at,
            recorded_at: movement.recorded_at,
            actor: movement.actor,
        }
    }
}

/// What is missing on a shelf.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShortfallWire {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    pub(super) variant: VariantId,
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    quantity: i64,
    /// The kind of movement that made it.
    #[schema(example = "counted")]
    cause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// Who takes care of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[schema(value_type = String, example = "2026-11-20T09:30:00Z")]
    pub(super) since: Timestamp,
}

impl From<Shortfall> for ShortfallWire {
    fn from(short: Shortfall) -> Self {
        Self {
            variant: short.shelf.variant,
            warehouse: short.shelf.warehouse,
            quantity: short.quantity,
            cause: short.cause,
            document: short.document,
            owner: short.owner,
            since: short.since,
        }
    }
}

/// Goods to be sent from one warehouse to another.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTransfer {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) from: WarehouseId,
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3B")]
    pub(super) to: WarehouseId,
    pub(super) lines: Vec<PiecesWire>,
    pub(super) document: Option<String>,
}

/// A transfer.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferWire {
    #[schema(value_type = String, example = "trf_05WXQ7Z9K2F3A")]
    id: TransferId,
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    from: WarehouseId,
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3B")]
    to: WarehouseId,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[schema(value_type = String, example = "2026-11-20T09:30:00Z")]
    sent_at: Timestamp,
    lines: Vec<TransferLineWire>,
}

#[derive(Debug, Serialize, ToSchema)]
struct TransferLineWire {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    variant: VariantId,
    sent: i64,
    arrived: i64,
    /// Given up: it will not arrive.
    lost: i64,
    in_transit: i64,
}

impl TransferWire {
    /// `None` when there are no lines: no transfer has none.
    pub(super) fn of(id: TransferId, lines: &[TransferLine]) -> Option<Self> {
        let first = lines.first()?;
        let line = |line: &TransferLine| TransferLineWire {
            variant: line.variant,
            sent: line.sent,
            arrived: line.arrived,
            lost: line.lost,
            in_transit: line.in_transit(),
        };
        Some(Self {
            id,
            from: first.from,
            to: first.to,
            document: first.document.clone(),
            sent_at: first.sent_at,
            lines: lines.iter().map(line).collect(),
        })
    }
}
