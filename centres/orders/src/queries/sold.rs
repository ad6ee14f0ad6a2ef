//! What a customer bought before, for a credit that comes later and from elsewhere.

use kernel::{ChannelCode, CurrencyCode, ShopCode, Timestamp};
use store::{Read, StoreError, args};

use crate::model::OrderId;

/// A sold line that may be meant: the same customer, article and price, earlier.
#[derive(Debug, Clone)]
pub struct SoldBefore<'s> {
    pub channel: ChannelCode,
    pub shop: ShopCode,
    pub customer: i64,
    pub currency: CurrencyCode,
    pub sku: &'s str,
    /// In millionths.
    pub unit_price: i64,
    pub before: Timestamp,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct SoldLine {
    pub order: OrderId,
    pub external_number: Option<String>,
    pub placed_at: Timestamp,
    pub line: i64,
    pub quantity: i64,
    pub shipped: i64,
    /// Pieces that came back, or were credited without coming back.
    pub taken: i64,
}

impl SoldLine {
    /// Pieces that left and were not taken back.
    pub fn left(&self) -> i64 {
        self.shipped.saturating_sub(self.taken).max(0)
    }
}

/// Those of a customer, newest first, at most a thousand.
pub fn sold_before(read: &mut dyn Read, asked: &SoldBefore<'_>) -> Result<Vec<SoldLine>, StoreError> {
    let rows = read.query(
        "SELECT o.id, o.external_number, o.placed_at, l.line, l.quantity, l.shipped, l.returned,
          CAST(COALESCE((SELECT SUM(p.quantity) FROM order_credits c JOIN order_credit_lines p ON p.credit = c.id
           WHERE c.order_id = o.id AND p.line = l.line AND c.return_id IS NULL), 0) AS BIGINT)
         FROM orders o JOIN order_lines l ON l.order_id = o.id
         WHERE o.customer = $1 AND o.channel = $2 AND o.shop = $3 AND o.currency = $4 AND l.sku = $5 AND l.unit_price = $6
          AND l.kind = 'goods' AND l.quantity > 0 AND o.placed_at < $7
         ORDER BY o.placed_at DESC, o.id DESC, l.line LIMIT 1000",
        &args![
            asked.customer,
            asked.channel.as_str(),
            asked.shop.as_str(),
            asked.currency.as_str(),
            asked.sku,
            asked.unit_price,
            asked.before
        ],
    )?;
    let line = |row: &store::Row| -> Result<SoldLine, StoreError> {
        Ok(SoldLine {
            order: row.id(0)?,
            external_number: row.opt_text(1)?.map(str::to_owned),
            placed_at: row.at(2)?,
            line: row.int(3)?,
            quantity: row.int(4)?,
            shipped: row.int(5)?,
            taken: row.int(6)?.saturating_add(row.int(7)?),
        })
    };
    rows.iter().map(line).collect()
}
