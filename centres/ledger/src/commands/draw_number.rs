//! Document numbers without gaps. Law wants them: invoice numbers are sequential and unique per issuer (Directive
//! 2006/112/EC, article 226, point 2).
//!
//! A number is drawn in the transaction of its document: what is refused or rolled back has drawn none.

use std::collections::HashMap;

use access::RegionCode;
use kernel::{EntityCode, Refusal};
use store::{CommandError, Nothing, Read, StoreError, Tx, Value, args};

use crate::store_rows::NUMBER_SERIES;

/// Digits of a number until somebody says otherwise; longer numbers are longer.
const DIGITS: i64 = 6;

/// What kind of document is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberKind {
    Invoice,
    CreditNote,
}

crate::words! { NumberKind, "a kind of document": Invoice = "invoice", CreditNote = "credit_note", }

impl NumberKind {
    const fn letters(self) -> &'static str {
        match self {
            Self::Invoice => "INV",
            Self::CreditNote => "CRN",
        }
    }
}

/// Which series. The year is that of the issue, in the entity's zone: see [`Entity::year_of`](crate::Entity::year_of).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NumberSeries {
    pub entity: EntityCode,
    pub region: RegionCode,
    pub kind: NumberKind,
    pub year: i16,
}

impl NumberSeries {
    fn key(&self) -> [Value; 4] {
        let Self { entity, region, kind, year } = self;
        [Value::text(entity), Value::text(region), (*kind).into(), Value::Int(i64::from(*year))]
    }
    /// `DE-EU-INV-2026-`. The region is part of it, as each region draws for itself and one entity's numbers are unique.
    fn usual_prefix(&self) -> String {
        let Self { entity, region, kind, year } = self;
        format!("{}-{}-{}-{year}-", entity.as_str(), region.as_str(), kind.letters()).to_uppercase()
    }
}

struct Standing {
    prefix: String,
    digits: i64,
    next: i64,
}

impl Standing {
    fn row(&self, series: &NumberSeries) -> Vec<Value> {
        let mut row = series.key().to_vec();
        row.extend([self.prefix.as_str().into(), Value::Int(self.digits), Value::Int(self.next)]);
        row
    }
}

fn standing(tx: &mut Tx<'_>, series: &NumberSeries) -> Result<Option<Standing>, StoreError> {
    let sql =
        "SELECT prefix, digits, next FROM number_series WHERE entity = $1 AND region = $2 AND kind = $3 AND year = $4";
    let row = tx.query_one(sql, &series.key())?;
    row.map(|row| Ok(Standing { prefix: row.text(0)?.to_owned(), digits: row.int(1)?, next: row.int(2)? })).transpose()
}

/// Draws the next number of a series, which begins at 1 when it is new: `DE-EU-INV-2026-000001`.
pub fn draw_number(tx: &mut Tx<'_>, series: &NumberSeries) -> Result<String, StoreError> {
    let mut drawn = draw_numbers(tx, std::slice::from_ref(series))?;
    drawn.pop().ok_or_else(|| StoreError::misuse("no number was drawn"))
}

/// Draws a number for each, in order; one read and one write a series.
pub fn draw_numbers(tx: &mut Tx<'_>, wanted: &[NumberSeries]) -> Result<Vec<String>, StoreError> {
    let mut standings: HashMap<&NumberSeries, Standing> = HashMap::new();
    let mut drawn = Vec::with_capacity(wanted.len());
    for series in wanted {
        if !standings.contains_key(series) {
            let new = || Standing { prefix: series.usual_prefix(), digits: DIGITS, next: 1 };
            let found = standing(tx, series)?.unwrap_or_else(new);
            standings.insert(series, found);
        }
        if let Some(standing) = standings.get_mut(series) {
            let width = usize::try_from(standing.digits).unwrap_or_default();
            drawn.push(format!("{}{:0width$}", standing.prefix, standing.next));
            standing.next = standing.next.saturating_add(1);
        }
    }
    let rows = standings.iter().map(|(series, standing)| standing.row(series)).collect();
    tx.upsert(&NUMBER_SERIES, rows)?;
    Ok(drawn)
}

/// Says how the numbers of a series look, before the first is drawn. `prefix` ends in something else than a digit and is
/// no other series'; `digits` is 1 to 12.
///
/// Whoever leaves the region out of a prefix answers for it that no other region numbers for the same entity.
pub fn set_number_prefix(
    tx: &mut Tx<'_>,
    series: &NumberSeries,
    prefix: &str,
    digits: u8,
) -> Result<Nothing, CommandError> {
    let shown = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '_');
    let ends_well = prefix.chars().next_back().is_none_or(|last| !last.is_ascii_digit());
    if prefix.len() > 40 || !prefix.chars().all(shown) || !ends_well || !(1..=12).contains(&digits) {
        return Err(Refusal::invalid("number_prefix_unusable").at("/prefix").with("prefix", prefix).into());
    }
    if standing(tx, series)?.is_some_and(|standing| standing.next > 1) {
        return Err(Refusal::conflict("number_series_started").into());
    }
    let taken =
        tx.query_one("SELECT entity, region, kind, year FROM number_series WHERE prefix = $1", &args![prefix])?;
    if let Some(row) = taken {
        let key = series.key();
        let same = key
            .iter()
            .enumerate()
            .try_fold(true, |same, (place, value)| row.value(place).map(|found| same && found == value))?;
        if !same {
            return Err(Refusal::conflict("number_prefix_taken").at("/prefix").with("prefix", prefix).into());
        }
    }
    let standing = Standing { prefix: prefix.to_owned(), digits: i64::from(digits), next: 1 };
    tx.upsert(&NUMBER_SERIES, vec![standing.row(series)])?;
    Ok(Nothing)
}
