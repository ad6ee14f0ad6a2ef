//! Exchange rates in memory, as far as orders ask for them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use cell::{Cell, Part};
use jiff::civil::Date;
use kernel::CurrencyCode;
use store::{CommandError, Read};

use super::{FxPurpose, FxQuote, fx_quote};

/// How many quotes are remembered; about 2 MB. When full it starts anew.
const MOST: usize = 10_000;

type Key = (FxPurpose, CurrencyCode, CurrencyCode, Date);

/// Remembers what [`fx_quote`] found until rates are imported. One a cell: `cell.part::<FxBook>()`.
#[derive(Debug, Default)]
pub struct FxBook {
    pages: RwLock<(u64, HashMap<Key, Arc<FxQuote>>)>,
}

impl Part for FxBook {
    fn of(_: &Cell) -> Self {
        Self::default()
    }
}

impl FxBook {
    /// Like [`fx_quote`].
    ///
    /// `seen` is `store.revisions().of(pricing::FX_AREA)`, taken *before* the snapshot behind `read` was opened. Not for use inside
    /// the writer.
    pub fn quote(
        &self,
        seen: u64,
        read: &mut dyn Read,
        purpose: FxPurpose,
        from: CurrencyCode,
        to: CurrencyCode,
        on: Date,
    ) -> Result<Arc<FxQuote>, CommandError> {
        let key = (purpose, from, to, on);
        {
            let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(quote) = pages.1.get(&key).filter(|_| pages.0 == seen) {
                return Ok(Arc::clone(quote));
            }
        }
        let quote = Arc::new(fx_quote(read, purpose, from, to, on)?);
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        if pages.0 <= seen {
            if pages.0 < seen || pages.1.len() >= MOST {
                *pages = (seen, HashMap::new());
            }
            pages.1.insert(key, Arc::clone(&quote));
        }
        Ok(quote)
    }
}
