//! The list of stock: every shelf with its numbers.

use kernel::Id;
use store::{Read, StoreError, Value, args};

use crate::model::{Balance, Shelf, VariantId, WarehouseId};
use crate::store::{balance, ids};

/// Which shelves.
#[derive(Debug, Clone, Default)]
pub struct BalanceFilter {
    /// Any of these; all when empty.
    pub variants: Vec<VariantId>,
    pub warehouse: Option<WarehouseId>,
    /// Only shelves after this one.
    pub after: Option<Shelf>,
}

const COLUMNS: &str = "SELECT variant, warehouse, on_hand, held, buffer FROM stock_balances";

/// Up to `limit` shelves by variant, then warehouse.
pub fn list_balances(read: &mut dyn Read, filter: &BalanceFilter, limit: i64) -> Result<Vec<Balance>, StoreError> {
    let (variant, warehouse) =
        filter.after.map_or((i64::MIN, i64::MIN), |after| (after.variant.number(), after.warehouse.number()));
    let mut rest = "(variant > $1 OR (variant = $1 AND warehouse > $2)) AND variant >= $1".to_owned();
    let mut args: Vec<Value> = args![variant, warehouse, limit].to_vec();
    if let Some(one) = filter.warehouse {
        rest.push_str(" AND warehouse = $4");
        args.push(Value::id(one));
    }
    let order = "ORDER BY variant, warehouse LIMIT $3";
    let rows = if filter.variants.is_empty() {
        read.query(&format!("{COLUMNS} WHERE {rest} {order}"), &args)?
    } else {
        let list = ids(filter.variants.iter().copied());
        read.query_in(&format!("{COLUMNS} WHERE variant IN {{list}} AND {rest} {order}"), &args, &list)?
    };
    rows.iter().map(balance).collect()
}
