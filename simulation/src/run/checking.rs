//! The laws, asked after a step of what it touched, and at the end of everything.

use std::collections::BTreeSet;

use orders::{Order, OrderId};

use super::{DAY_MS, Run};
use crate::books_law::{check_books, check_numbers, count_numbers, read_events};
use crate::ground::START;
use crate::law::{Violated, must};
use crate::order_law::check_order;
use crate::stock_law::{check_papers, check_shelves, check_worth, read_holds, read_movements};

impl Run<'_> {
    /// What a step touched, and what every step must leave true.
    pub(super) fn check(
        &mut self,
        touched: &BTreeSet<OrderId>,
        facts: &BTreeSet<inventory::Shelf>,
    ) -> Result<(), Violated> {
        let (memory, variants) = (&mut self.memory, &self.variants);
        let recent: Vec<(String, i64)> = memory.new_papers.drain(..).collect();
        self.world.read(|read| {
            read_events(read, &mut memory.seen)?;
            read_movements(read, &mut memory.seen, variants)?;
            read_holds(read, &mut memory.seen, touched)?;
            check_shelves(read, memory, facts)?;
            check_worth(read, &mut memory.seen)?;
            check_papers(memory, recent.iter().map(|(paper, count)| (paper, count)))?;
            let list: Vec<OrderId> = touched.iter().copied().collect();
            let orders: Vec<Order> = orders::queries::orders_with_lines(read, &list)?;
            must(orders.len() == list.len(), "an order does not vanish", || {
                format!("{} of {}", orders.len(), list.len())
            })?;
            for order in &orders {
                check_order(order, memory)?;
            }
            check_books(read, &orders)?;
            count_numbers(read)
        })
    }

    /// Everything, from the beginning.
    pub(super) fn check_all(&mut self) -> Result<(), Violated> {
        let all: BTreeSet<OrderId> = self.memory.orders.keys().copied().collect();
        self.check(&all, &BTreeSet::new())?;
        let memory = &self.memory;
        let digest = self.world.read(|read| -> Result<String, Violated> {
            check_papers(memory, memory.papers.iter())?;
            let broken = inventory::broken_laws(read)?;
            must(broken.is_empty(), "the laws of stock hold", || broken.join("; "))?;
            let broken = order_to_cash::broken_laws(read)?;
            must(broken.is_empty(), "orders, books and stock say the same", || broken.join("; "))?;
            let broken = ledger::verify(read)?;
            must(broken.is_empty(), "the laws of the books hold", || format!("{broken:?}"))?;
            let far = START.plus_ms(5_000 * DAY_MS).day_utc();
            for entity in [crate::ground::SELLER, crate::ground::HOLDER] {
                let balance = ledger::trial_balance(read, crate::ground::read(entity)?, far)?;
                let sum: i64 = balance.lines.iter().map(|line| line.balance.minor()).sum();
                must(sum == 0, "debits equal credits", || format!("{entity}: {sum} over"))?;
            }
            check_numbers(read)?;
            let stored = store::Read::query_one(read, "SELECT COUNT(*) FROM orders", &[])?;
            let stored = stored.map(|row| row.int(0)).transpose()?.unwrap_or_default();
            let known = i64::try_from(memory.orders.len()).unwrap_or(i64::MAX);
            must(stored == known, "there are the orders that were acknowledged, and no others", || {
                format!("{stored} stored, {known} known")
            })?;
            Ok(crate::digest::digest(read)?)
        })?;
        self.ended.digest = digest;
        Ok(())
    }
}
