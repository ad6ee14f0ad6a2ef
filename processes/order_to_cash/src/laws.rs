//! Whether orders, books and stock say the same: for whoever doubts (`hanse verify`, a restore) and for tests. Reads everything.

use store::{Read, StoreError};

/// A law of orders and the question for those who break it: the order and the two amounts that should agree, in minor units of its
/// currency.
const OF_ORDERS: &[(&str, &str)] = &[
    ("net and tax are gross", "SELECT id, net + tax, gross FROM orders WHERE net + tax <> gross ORDER BY id LIMIT 20"),
    (
        "the lines add up to the order",
        "SELECT o.id, l.gross + o.rounding, o.gross FROM orders o JOIN
         (SELECT order_id, CAST(SUM(gross) AS BIGINT) AS gross, CAST(SUM(net) AS BIGINT) AS net, SUM(cancelled) AS cancelled
          FROM order_lines GROUP BY order_id) l ON l.order_id = o.id
         WHERE l.cancelled = 0 AND o.status <> 'cancelled'
          AND (l.gross + o.rounding <> o.gross OR (o.rounding = 0 AND l.net <> o.net)) ORDER BY o.id LIMIT 20",
    ),
    (
        "money in the order is money in the books",
        "SELECT o.id, o.paid - o.refunded, COALESCE(b.money, 0) FROM orders o LEFT JOIN
         (SELECT e.reference, t.currency,
           CAST(SUM(CASE WHEN t.debit = 'provider_clearing' THEN t.amount ELSE -t.amount END) AS BIGINT) AS money
          FROM ledger_entries e JOIN ledger_transfers t ON t.entry = e.id
          WHERE e.reference_kind = 'ord' AND t.state = 'posted' AND 'provider_clearing' IN (t.debit, t.credit)
            AND 'marketplace_fees' NOT IN (t.debit, t.credit)
          GROUP BY e.reference, t.currency) b ON b.reference = o.id AND b.currency = o.currency
         WHERE o.paid - o.refunded <> COALESCE(b.money, 0) ORDER BY o.id LIMIT 20",
    ),
    // What was booked against the buyer, pending or earned, without what was voided, paid, written off or an exchange's difference.
    (
        "the books hold what the order costs, less what was credited",
        "SELECT o.id, o.gross - COALESCE(c.gross, 0), COALESCE(b.worth, 0) FROM orders o LEFT JOIN
         (SELECT e.reference, t.currency, CAST(SUM(
            CASE WHEN t.debit = 'receivable' THEN t.amount ELSE -t.amount END
            * CASE WHEN t.state = 'void' THEN -1 WHEN t.of_entry IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS worth
          FROM ledger_entries e JOIN ledger_transfers t ON t.entry = e.id
          WHERE e.reference_kind = 'ord' AND 'receivable' IN (t.debit, t.credit)
            AND t.debit NOT IN ('provider_clearing', 'fx_difference', 'bad_debt')
            AND t.credit NOT IN ('provider_clearing', 'fx_difference', 'bad_debt')
          GROUP BY e.reference, t.currency) b ON b.reference = o.id AND b.currency = o.currency
         LEFT JOIN (SELECT order_id, CAST(SUM(gross) AS BIGINT) AS gross FROM order_credits GROUP BY order_id) c
          ON c.order_id = o.id
         WHERE o.gross - COALESCE(c.gross, 0) <> COALESCE(b.worth, 0)
         ORDER BY o.id LIMIT 20",
    ),
    (
        "what is invoiced, less its credit notes, is what the order costs, less what was credited",
        "SELECT o.id, d.gross, o.gross - COALESCE(c.gross, 0) FROM orders o JOIN
         (SELECT order_id, CAST(SUM(CASE WHEN kind = 'invoice' THEN gross ELSE -gross END) AS BIGINT) AS gross
          FROM order_documents GROUP BY order_id) d ON d.order_id = o.id
         LEFT JOIN (SELECT order_id, CAST(SUM(gross) AS BIGINT) AS gross FROM order_credits GROUP BY order_id) c
          ON c.order_id = o.id
         WHERE d.gross <> o.gross - COALESCE(c.gross, 0) ORDER BY o.id LIMIT 20",
    ),
];

/// What the pieces of an owner are worth, and what its books say: in minor units of its base currency.
const STOCK: &str = "SELECT x.entity, CAST(SUM(x.worth) AS BIGINT), CAST(SUM(x.booked) AS BIGINT) FROM
     (SELECT entity, value AS worth, 0 AS booked FROM stock_costs
      UNION ALL SELECT e.entity, 0, CASE WHEN t.debit = 'inventory' THEN t.base_amount ELSE -t.base_amount END
       FROM ledger_entries e JOIN ledger_transfers t ON t.entry = e.id
       WHERE t.state = 'posted' AND 'inventory' IN (t.debit, t.credit)) x
     GROUP BY x.entity HAVING SUM(x.worth) <> SUM(x.booked)";

/// The laws between orders, books and stock that do not hold, and for whom; empty when all do. What holds within the stock and within
/// the books their centres check ([`inventory::broken_laws`], [`ledger::verify`]).
pub fn broken_laws(read: &mut dyn Read) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    for (law, sql) in OF_ORDERS {
        for row in &read.query(sql, &[])? {
            let order: orders::OrderId = row.id(0)?;
            broken.push(format!("{law}: {order}: {} against {}", row.int(1)?, row.int(2)?));
        }
    }
    for row in &read.query(STOCK, &[])? {
        let (entity, worth, booked) = (row.text(0)?, row.int(1)?, row.int(2)?);
        broken.push(format!("what stock is worth stands in its owner's books: {entity}: {worth} against {booked}"));
    }
    Ok(broken)
}
