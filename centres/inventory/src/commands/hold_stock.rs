//! Hold stock: promise an order's pieces, all of them or none. The hot path, so it works on a whole group of orders.

use kernel::{Context, Refusal, Timestamp};
use store::{StoreError, Tx};

use crate::model::{Available, HoldId, OrderId, Pieces, VariantId, WarehouseId};
use crate::shelves::Shelves;

/// What one order wants promised.
#[derive(Debug, Clone)]
pub struct HoldRequest {
    pub for_order: OrderId,
    /// Each more than zero pieces; the same shelf may stand in several lines.
    pub lines: Vec<Pieces>,
    /// When the promise ends by itself unless the order is confirmed; `None` keeps it until shipped or released.
    pub expires_at: Option<Timestamp>,
}

/// A shelf has too few pieces. Nothing of the request was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfStock {
    /// The first line that wants from the short shelf.
    pub line: usize,
    pub variant: VariantId,
    pub warehouse: WarehouseId,
    /// What all lines together want from that shelf.
    pub wanted: i64,
    pub available: i64,
    /// What every warehouse can promise of the request's variants at this moment: enough to plan again without asking.
    pub elsewhere: Vec<Available>,
}

impl OutOfStock {
    /// As the caller reads it, the variant by its SKU.
    pub fn refusal(&self, sku: &str) -> Refusal {
        Refusal::conflict("out_of_stock")
            .at(format!("/lines/{}", self.line))
            .with("sku", sku)
            .with("wanted", self.wanted)
            .with("available", self.available)
    }
}

/// The variant by its id, for callers who know no SKU.
impl From<OutOfStock> for Refusal {
    fn from(short: OutOfStock) -> Self {
        short.refusal(&short.variant.to_string())
    }
}

/// Decides the requests in order, each seeing those before it, and writes what they hold: one read a warehouse and one write
/// a table, however many requests (and two more reads when a shelf runs short: its expired holds, the other warehouses).
///
/// The ids answered are one a line, in the lines' order. An error means that nothing may be kept of the transaction.
/// Where other decisions stand between these, use [`Shelves`] itself: `of`, `hold` …, `write`.
pub fn hold_stock_batch(
    tx: &mut Tx<'_>,
    requests: &[(&Context, &HoldRequest)],
) -> Result<Vec<Result<Vec<HoldId>, OutOfStock>>, StoreError> {
    let wanted = requests.iter().flat_map(|(_, request)| request.lines.iter().map(|line| line.shelf));
    let mut shelves = Shelves::of(tx, wanted)?;
    let mut ends = Vec::with_capacity(requests.len());
    for (context, request) in requests {
        ends.push(shelves.hold(tx, context, request)?);
    }
    shelves.write(tx)?;
    Ok(ends)
}
