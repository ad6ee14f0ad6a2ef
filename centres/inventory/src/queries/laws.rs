//! Whether the laws of stock hold: for tests, the simulator and whoever doubts. Reads everything.

use store::{Read, StoreError};

/// A law, and the shelves or holds it finds broken: two columns to tell which, two with the numbers that should agree.
const LAWS: &[(&str, &str)] = &[
    (
        "on hand is the sum of the movements",
        "SELECT b.variant, b.warehouse, b.on_hand, COALESCE(m.total, 0) FROM stock_balances b LEFT JOIN
         (SELECT variant, warehouse, CAST(SUM(quantity) AS BIGINT) AS total FROM stock_movements
          GROUP BY variant, warehouse) m ON m.variant = b.variant AND m.warehouse = b.warehouse
         WHERE b.on_hand <> COALESCE(m.total, 0) LIMIT 20",
    ),
    (
        "held is the sum of the open holds",
        "SELECT b.variant, b.warehouse, b.held, COALESCE(h.total, 0) FROM stock_balances b LEFT JOIN
         (SELECT variant, warehouse, CAST(SUM(open) AS BIGINT) AS total FROM stock_holds
          GROUP BY variant, warehouse) h ON h.variant = b.variant AND h.warehouse = b.warehouse
         WHERE b.held <> COALESCE(h.total, 0) LIMIT 20",
    ),
    (
        "what moved or is held has a balance",
        "SELECT x.variant, x.warehouse, 0, 0 FROM
         (SELECT variant, warehouse FROM stock_movements UNION SELECT variant, warehouse FROM stock_holds) x
         LEFT JOIN stock_balances b ON b.variant = x.variant AND b.warehouse = x.warehouse
         WHERE b.variant IS NULL LIMIT 20",
    ),
    (
        "held does not exceed on hand and shortfall together",
        "SELECT variant, warehouse, held, on_hand + shortfall FROM stock_balances
         WHERE held > on_hand + shortfall LIMIT 20",
    ),
    (
        "every shortfall stands in the queue",
        "SELECT b.variant, b.warehouse, b.shortfall, COALESCE(s.quantity, 0) FROM stock_balances b
         LEFT JOIN stock_shortfalls s ON s.variant = b.variant AND s.warehouse = b.warehouse
         WHERE b.shortfall <> COALESCE(s.quantity, 0) LIMIT 20",
    ),
    (
        "the queue holds only shortfalls that are there",
        "SELECT s.variant, s.warehouse, s.quantity, COALESCE(b.shortfall, 0) FROM stock_shortfalls s
         LEFT JOIN stock_balances b ON b.variant = s.variant AND b.warehouse = s.warehouse
         WHERE s.quantity <> COALESCE(b.shortfall, 0) LIMIT 20",
    ),
    (
        "what left and what arrived by transfer is what the transfers say",
        "SELECT x.variant, x.warehouse, CAST(SUM(x.moved) AS BIGINT), CAST(SUM(x.said) AS BIGINT) FROM
         (SELECT variant, warehouse, quantity AS moved, 0 AS said FROM stock_movements
          WHERE kind IN ('transfer_out', 'transfer_in')
          UNION ALL SELECT variant, from_warehouse, 0, -sent FROM stock_transfers
          UNION ALL SELECT variant, to_warehouse, 0, arrived FROM stock_transfers) x
         GROUP BY x.variant, x.warehouse HAVING SUM(x.moved) <> SUM(x.said) LIMIT 20",
    ),
    (
        "pieces of known and unknown cost are all pieces of their owner",
        "SELECT x.variant, 0, CAST(SUM(x.costed) AS BIGINT), CAST(SUM(x.there) AS BIGINT) FROM
         (SELECT variant, entity, known + unknown AS costed, 0 AS there, 1 AS pool FROM stock_costs
          UNION ALL SELECT b.variant, w.entity, 0, b.on_hand, 0 FROM stock_balances b JOIN warehouses w ON w.id = b.warehouse
          UNION ALL SELECT t.variant, w.entity, 0, t.sent - t.arrived - t.lost, 0 FROM stock_transfers t
           JOIN warehouses w ON w.id = t.from_warehouse WHERE t.ended_at IS NULL) x
         GROUP BY x.variant, x.entity HAVING SUM(x.pool) > 0 AND SUM(x.costed) <> SUM(x.there) LIMIT 20",
    ),
];

/// The laws that are broken, in words; empty when all hold.
pub fn broken_laws(read: &mut dyn Read) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    for (law, sql) in LAWS {
        for row in read.query(sql, &[])? {
            let (variant, warehouse) = (row.int(0)?, row.int(1)?);
            let (one, other) = (row.int(2)?, row.int(3)?);
            broken.push(format!("{law}: variant {variant}, warehouse {warehouse}: {one} against {other}"));
        }
    }
    Ok(broken)
}
