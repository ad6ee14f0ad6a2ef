//! What some customers ordered, added up.

use kernel::{ChannelCode, CurrencyCode, Money, ShopCode, Timestamp};
use store::{Read, StoreError, Value};

/// Orders of one channel, shop and currency; cancelled ones are not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSums {
    pub channel: ChannelCode,
    pub shop: ShopCode,
    pub orders: i64,
    pub net: Money,
    pub gross: Money,
    /// Given back of it, gross.
    pub refunded: Money,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

/// What these customers ordered, by channel, shop and currency: one range of an index for each customer.
pub fn order_sums(read: &mut dyn Read, customers: &[i64]) -> Result<Vec<OrderSums>, StoreError> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=customers.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT channel, shop, currency, COUNT(*), CAST(SUM(net) AS BIGINT), CAST(SUM(gross) AS BIGINT), CAST(SUM(refunded) AS BIGINT), \
         MIN(placed_at), MAX(placed_at) FROM orders WHERE customer IN ({}) AND status <> 'cancelled' \
         GROUP BY channel, shop, currency ORDER BY channel, shop, currency",
        places.join(", ")
    );
    let args: Vec<Value> = customers.iter().copied().map(Value::Int).collect();
    let rows = read.query(&sql, &args)?;
    rows.iter()
        .map(|row| {
            let currency: CurrencyCode = row.parsed(2)?;
            let money = |place| row.int(place).map(|minor| Money::new(minor, currency));
            Ok(OrderSums {
                channel: row.parsed(0)?,
                shop: row.parsed(1)?,
                orders: row.int(3)?,
                net: money(4)?,
                gross: money(5)?,
                refunded: money(6)?,
                first_at: row.at(7)?,
                last_at: row.at(8)?,
            })
        })
        .collect()
}
