//! The demo company shows what there is to see.

use std::collections::BTreeMap;

use store::{Read as _, StoreError};

use crate::support::{cell, company, on_both_engines};

#[test]
fn every_market_has_orders_and_every_standing_of_tax_is_seen_for_its_reason() {
    on_both_engines("demo", |settings| {
        let installation = company(settings, 150);
        let cell = cell(&installation);
        let counted = |columns: &str| -> BTreeMap<(String, String), i64> {
            let sql = format!("SELECT {columns}, COUNT(*) FROM orders GROUP BY 1, 2");
            let rows = cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query(&sql, &[]) }).unwrap();
            let word = |row: &store::Row, place| row.text(place).unwrap().to_owned();
            rows.iter().map(|row| ((word(row, 0), word(row, 1)), row.int(2).unwrap())).collect()
        };
        let tax = counted("market, tax_status");
        let markets: Vec<&str> = ["ch", "cn", "de", "gb", "jp", "us"].to_vec();
        for market in &markets {
            assert!(tax.keys().any(|(of, _)| of == market), "no order of {market}: {tax:?}");
        }
        let stands =
            |market: &str, how: &str| tax.get(&(market.to_owned(), how.to_owned())).copied().unwrap_or_default();
        assert!(stands("de", "determined") > 0 && stands("cn", "determined") > 0, "{tax:?}");
        assert!(stands("ch", "provisional") > 0 && stands("jp", "provisional") > 0, "exports wait for proofs: {tax:?}");
        assert_eq!(stands("ch", "not_determined"), 0, "the seller told what it sells there: {tax:?}");
        assert!(stands("us", "not_determined") > 0, "nobody tells a state's tax: {tax:?}");
        let status = counted("market, status");
        let american = |how: &str| status.get(&("us".to_owned(), how.to_owned())).copied().unwrap_or_default();
        assert!(american("held") > 0, "somebody still has to decide: {status:?}");
        assert!(american("open") + american("completed") > 0, "somebody decided: {status:?}");
        assert!(status.iter().all(|((market, how), _)| how != "held" || market == "us"), "{status:?}");

        // Hong Kong sells what the Chinese company owns: both books say so, and agree.
        let sql = "SELECT e.entity, COUNT(*) FROM ledger_entries e JOIN ledger_transfers t ON t.entry = e.id \
             WHERE t.debit = 'intercompany' OR t.credit = 'intercompany' GROUP BY e.entity ORDER BY e.entity";
        let between = cell.store.read_blocking(|read| -> Result<_, StoreError> { read.query(sql, &[]) }).unwrap();
        let between: Vec<&str> = between.iter().map(|row| row.text(0).unwrap()).collect();
        assert!(between.contains(&"demo-cn") && between.contains(&"demo-hk"), "{between:?}");
        assert_eq!(cell.store.read_blocking(|read| ledger::verify(read)).unwrap(), []);
    });
}
