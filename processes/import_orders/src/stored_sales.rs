//! Cancellations of a file whose sales came in before it: matched to what is here, by the same rule as within a file
//! (`order_file`): same customer, article and price, earlier, with pieces left; first a whole line of that quantity, then one with
//! enough left, then several, each time the newest.

use std::collections::{HashMap, HashSet};

use customers::CustomerId;
use kernel::{Id, Refusal};
use order_file::{FileLine, FileOrder, LineKind, ReadFile};
use orders::OrderId;
use orders::commands::line_share;
use orders::queries::{SoldBefore, SoldLine, order_by_id, order_reasons, sold_before};
use store::{CommandError, Read};

use crate::taken::{Numbers, Source, orders_of, others_came_before, taken};

/// Pieces of a sale that is here.
#[derive(Debug, Clone)]
pub(crate) struct StoredPart {
    pub number: String,
    pub occurrence: u32,
    pub quantity: i64,
    /// Pieces of the line that were taken back before these.
    pub before: i64,
    /// Pieces of the whole line.
    pub of: i64,
    pub bore: Bore,
}

/// What pieces of a sale bore, in minor units: their share of their line, as a credit made here takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bore {
    pub net: i64,
    pub tax: i64,
    /// The whole line's tax answer, as it is kept (JSON).
    pub answer: String,
}

/// What was found, by the order's place in the file.
#[derive(Debug, Default)]
pub(crate) struct StoredSales {
    /// By occurrence, too.
    parts: HashMap<(usize, u32), Vec<StoredPart>>,
    waits: HashMap<usize, Refusal>,
}

impl StoredSales {
    /// Looks for the sales of all cancellation lines that the file itself does not explain and that were not taken over before.
    pub fn find(
        read: &mut dyn Read,
        source: Source,
        file: &ReadFile,
        customers: &HashMap<String, CustomerId>,
        job: i64,
    ) -> Result<Self, CommandError> {
        let mut found = Self::default();
        if !others_came_before(read, source, job)? {
            return Ok(found);
        }
        let open: Vec<FileOrder<'_>> =
            file.orders().filter(|order| order.cancels().any(|cancel| cancel.unmatched > 0)).collect();
        let numbers: Vec<&str> = open.iter().map(|order| order.external_number).collect();
        let known = taken(read, source, &numbers)?;
        let of_file: HashSet<&str> = file.orders().map(|order| order.external_number).collect();
        let mut used: HashMap<(i64, i64), i64> = HashMap::new();
        for order in open.iter().filter(|order| !known.contains_key(order.external_number)) {
            let Some(customer) = order.customer_ref.and_then(|reference| customers.get(reference)) else { continue };
            for cancel in order.cancels().filter(|cancel| cancel.unmatched > 0) {
                let line = order.lines().find(|line| line.occurrence == cancel.occurrence);
                let Some(line) = line.filter(|line| line.kind == LineKind::GoodsCancelled) else { continue };
                let sales = sales(read, source, order, &line, *customer, &of_file)?;
                found.take(read, order, (cancel.occurrence, cancel.unmatched), &sales, &mut used)?;
            }
        }
        Ok(found)
    }

    fn take(
        &mut self,
        read: &mut dyn Read,
        order: &FileOrder<'_>,
        (occurrence, wanted): (u32, i64),
        sales: &[(SoldLine, u32)],
        used: &mut HashMap<(i64, i64), i64>,
    ) -> Result<(), CommandError> {
        let place = |sale: &SoldLine| (sale.order.number(), sale.line);
        let mut unmatched = wanted;
        while unmatched > 0 {
            let left = |sale: &SoldLine| sale.left() - used.get(&place(sale)).copied().unwrap_or_default();
            let whole = sales.iter().find(|(sale, _)| sale.quantity == unmatched && left(sale) == unmatched);
            let enough = || sales.iter().find(|(sale, _)| left(sale) >= unmatched);
            let some = || sales.iter().find(|(sale, _)| left(sale) > 0);
            let Some((sale, occurrence_there)) = whole.or_else(enough).or_else(some) else { break };
            let number = sale.external_number.clone().unwrap_or_default();
            let quantity = left(sale).min(unmatched);
            let before = sale.taken + used.get(&place(sale)).copied().unwrap_or_default();
            let Some(bore) = bore(read, sale, before, quantity)? else { break };
            let part = StoredPart { number, occurrence: *occurrence_there, quantity, before, of: sale.quantity, bore };
            self.parts.entry((order.index, occurrence)).or_default().push(part);
            *used.entry(place(sale)).or_default() += quantity;
            unmatched -= quantity;
        }
        if let Some((sale, _)) = sales.first().filter(|_| unmatched > 0) {
            let refusal = match sale.shipped {
                0 => Refusal::conflict("import_sale_not_sent")
                    .with("invoice", order.external_number)
                    .with("sale", sale.external_number.as_deref().unwrap_or_default()),
                _ => Refusal::conflict("taken_back_before")
                    .with("order", sale.order)
                    .with("line", sale.line)
                    .with("wanted", wanted)
                    .with("left", wanted - unmatched),
            };
            self.waits.entry(order.index).or_insert(refusal);
        }
        Ok(())
    }

    /// Why nothing can come of a cancellation.
    pub fn waits(&self, order: &FileOrder<'_>) -> Option<Refusal> {
        self.waits.get(&order.index).cloned()
    }

    /// What a cancellation's line takes back of sales that came before the file.
    pub fn of(&self, order: usize, occurrence: u32) -> &[StoredPart] {
        self.parts.get(&(order, occurrence)).map_or(&[], Vec::as_slice)
    }
}

/// What pieces of a line that is here bore, after those taken back before.
fn bore(read: &mut dyn Read, sale: &SoldLine, before: i64, quantity: i64) -> Result<Option<Bore>, CommandError> {
    let Some(order) = order_by_id(read, sale.order)? else { return Ok(None) };
    let Some(line) = order.line(sale.line) else { return Ok(None) };
    let share = line_share(line, before, quantity, order.currency)?;
    let answer = order_reasons(read, &order)?.tax(sale.line).to_owned();
    Ok(Some(Bore { net: share.net, tax: share.tax, answer }))
}

/// The row that a line came from, where its number is another.
fn named_by_its_row(sale: SoldLine, imported: &HashMap<String, (OrderId, Numbers)>) -> (SoldLine, u32) {
    let numbers = sale.external_number.as_deref().and_then(|number| imported.get(number)).map(|(_, numbers)| numbers);
    let row = numbers.and_then(|numbers| numbers.iter().find(|(_, number)| **number == sale.line));
    let row = row.map_or(sale.line, |(row, _)| *row);
    (sale, u32::try_from(row).unwrap_or(u32::MAX))
}

/// Sales that were taken over from other files, each with the occurrence of its row.
fn sales(
    read: &mut dyn Read,
    source: Source,
    order: &FileOrder<'_>,
    line: &FileLine<'_>,
    customer: CustomerId,
    of_file: &HashSet<&str>,
) -> Result<Vec<(SoldLine, u32)>, CommandError> {
    let asked = SoldBefore {
        channel: source.channel,
        shop: source.shop,
        customer: customer.number(),
        currency: order.currency,
        sku: line.sku,
        unit_price: line.unit_price.micros(),
        before: order.placed_at,
    };
    let mut sales = sold_before(read, &asked)?;
    let numbers: Vec<&str> = sales.iter().filter_map(|sale| sale.external_number.as_deref()).collect();
    let imported = orders_of(read, source, &numbers)?;
    sales.retain(|sale| {
        let number = sale.external_number.as_deref().unwrap_or_default();
        imported.get(number).is_some_and(|(order, _)| *order == sale.order) && !of_file.contains(number)
    });
    Ok(sales.into_iter().map(|sale| named_by_its_row(sale, &imported)).collect())
}
