//! Long lists a page at a time. A cursor says *after which row*, so rows that come or go in between neither repeat nor hide.
//!
//! The list words, the same on every list:
//! - `limit=50` (1 to 200) and `cursor=` from the page before;
//! - filters are the field's name: `status=paid,shipped` (any of them), `placed_from=` (inclusive) and `placed_until=`
//!   (exclusive) for instants and days;
//! - `sort=placed_at` rising, `sort=-placed_at` falling; every list names the fields it can sort by.

use kernel::Refusal;
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};
use store::Way;
use utoipa::{IntoParams, ToSchema};

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T: ToSchema> {
    pub items: Vec<T>,
    /// Give it back as `cursor` for the next page; not there on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T: ToSchema> Page<T> {
    /// A page of at most `limit` rows out of up to `limit + 1` that were read: the one too many says that there is a next page,
    /// whose cursor is made from the last row shown.
    pub fn cut(mut rows: Vec<T>, limit: Limit, cursor: impl FnOnce(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next = if more { rows.last().map(|last| cursor(last).0) } else { None };
        Self { items: rows, next }
    }

    /// A page of a list that knows itself whether and where it goes on (a page of a long search may be empty and go on).
    pub fn going_on(items: Vec<T>, next: Option<Cursor>) -> Self {
        Self { items, next: next.map(|cursor| cursor.0) }
    }
}

/// How many there are of what a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counted {
    /// Counted up to 10,000.
    #[schema(example = 12)]
    pub count: i64,
    /// There are more than that.
    pub more: bool,
}

impl Counted {
    /// So far a query counts: one more than is told.
    pub const UP_TO: i64 = 10_001;

    /// Of what was counted up to [`Counted::UP_TO`].
    pub fn of(found: i64) -> Self {
        Self { count: found.min(Self::UP_TO - 1), more: found >= Self::UP_TO }
    }
}

/// How many rows a page holds: 1 to 200, 50 when not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = u16, minimum = 1, maximum = 200, default = 50)]
pub struct Limit(u16);

impl Limit {
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }
    /// One more than the page holds, for [`Page::cut`]; a bind value.
    pub fn rows_and_one(self) -> i64 {
        i64::from(self.0) + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u16::deserialize(deserializer)? {
            rows @ 1..=200 => Ok(Self(rows)),
            rows => Err(D::Error::invalid_value(Unexpected::Unsigned(rows.into()), &"1 to 200")),
        }
    }
}

/// A value in a list's order: the sort field's, then the id's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Int(i64),
    Text(String),
}

/// Where a page ended, opaque to callers. It is bound to its list and filters by a check sum (against mistakes, not against
/// forgery: it holds nothing the caller has not seen and grants nothing).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[schema(value_type = String)]
pub struct Cursor(String);

impl Cursor {
    /// The cursor after a row. `list` names the list with its sort and filters, e.g. `format!("orders {query:?}")`.
    pub fn after(list: &str, places: &[Place]) -> Self {
        let mut payload = Vec::with_capacity(32);
        for place in places {
            match place {
                Place::Int(number) => {
                    payload.push(0);
                    payload.extend(number.to_be_bytes());
                }
                Place::Text(text) => {
                    let bytes = text.as_bytes();
                    payload.push(1);
                    payload.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
                    payload.extend(bytes);
                }
            }
        }
        let mut whole = check(list, &payload).to_vec();
        whole.extend(payload);
        Self(whole.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The places it holds; `invalid_cursor` when it is no cursor of this list.
    pub fn places(&self, list: &str) -> Result<Vec<Place>, Refusal> {
        self.read(list).ok_or_else(|| Refusal::invalid("invalid_cursor"))
    }

    fn read(&self, list: &str) -> Option<Vec<Place>> {
        let digits = self.0.as_bytes().chunks(2);
        let whole: Option<Vec<u8>> =
            digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
        let whole = whole?;
        let (sum, mut rest) = whole.split_first_chunk::<8>()?;
        if *sum != check(list, rest) {
            return None;
        }
        let mut places = Vec::new();
        while let Some((tag, after)) = rest.split_first() {
            if *tag == 0 {
                let (number, after) = after.split_first_chunk::<8>()?;
                places.push(Place::Int(i64::from_be_bytes(*number)));
                rest = after;
            } else {
                let (length, after) = after.split_first_chunk::<4>()?;
                let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
                let (text, after) = after.split_at_checked(length)?;
                places.push(Place::Text(String::from_utf8(text.to_vec()).ok()?));
                rest = after;
            }
        }
        Some(places)
    }
}

fn check(list: &str, payload: &[u8]) -> [u8; 8] {
    let mut sum = blake3::Hasher::new_derive_key("hanse list cursor v1");
    sum.update(list.as_bytes()).update(&[0]).update(payload);
    sum.finalize().as_bytes().first_chunk().copied().unwrap_or_default()
}

/// What a list by one number takes that filters by nothing.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    #[serde(default)]
    pub limit: Limit,
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
}

impl PageQuery {
    /// The number that the page before ended with; `invalid_cursor` when the cursor is of another list.
    pub fn after(&self, list: &str) -> Result<Option<i64>, Refusal> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        match cursor.places(list)?.as_slice() {
            [Place::Int(number)] => Ok(Some(*number)),
            _ => Err(Refusal::invalid("invalid_cursor")),
        }
    }
}

/// `sort=placed_at` or `sort=-placed_at`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[schema(value_type = String, example = "-placed_at")]
pub struct Sort(String);

impl Sort {
    /// The field among those the list can sort by, and whether it falls; `invalid_query` when it is none of them.
    pub fn among(&self, fields: &[&'static str]) -> Result<(&'static str, bool), Refusal> {
        let falls = self.0.starts_with('-');
        let wanted = self.0.strip_prefix('-').unwrap_or(&self.0);
        let known = fields.iter().find(|field| **field == wanted);
        let wrong = || {
            let why = format!("one of {}", fields.join(", "));
            Refusal::invalid("invalid_query").with("parameter", "sort").with("why", why)
        };
        known.map(|field| (*field, falls)).ok_or_else(wrong)
    }

    /// For a list by one time alone: which way it runs, newest first where nothing is said.
    pub fn by_time(sort: Option<&Self>, field: &'static str) -> Result<Way, Refusal> {
        let (_, falls) = sort.map_or(Ok((field, true)), |sort| sort.among(&[field]))?;
        Ok(if falls { Way::Falling } else { Way::Rising })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_only_on_its_own_list() {
        let places = vec![Place::Int(-7), Place::Text("Größe".into()), Place::Int(i64::MAX)];
        let cursor = Cursor::after("orders paid", &places);
        assert_eq!(cursor.places("orders paid"), Ok(places));
        assert_eq!(cursor.places("orders shipped").unwrap_err().code, "invalid_cursor");
        for junk in ["", "zz", "00", "0123456789abcdef", "é", "+1+1+1+1+1+1+1+1"] {
            assert!(Cursor(junk.into()).places("orders paid").is_err(), "{junk}");
        }
        let mut bent = cursor.0.clone();
        bent.replace_range(20..22, "fe");
        assert!(Cursor(bent).places("orders paid").is_err());
    }

    #[test]
    fn the_last_page_has_no_next() {
        let limit = serde_json::from_str::<Limit>("2").unwrap();
        let after = |last: &i64| Cursor::after("numbers", &[Place::Int(*last)]);
        let first = Page::cut(vec![1, 2, 3], limit, after);
        assert_eq!((first.items, first.next), (vec![1, 2], Some(Cursor::after("numbers", &[Place::Int(2)]).0)));
        assert_eq!(Page::cut(vec![3, 4], limit, after).next, None);
    }

    #[test]
    fn a_list_sorts_only_by_what_it_names() {
        let sort = |text: &str| Sort(text.into()).among(&["placed_at", "total"]);
        assert_eq!(sort("-total"), Ok(("total", true)));
        assert_eq!(sort("placed_at"), Ok(("placed_at", false)));
        assert_eq!(sort("1; drop").unwrap_err().code, "invalid_query");
        let way = |text: Option<&str>| Sort::by_time(text.map(|text| Sort(text.into())).as_ref(), "placed_at");
        assert_eq!(
            [way(None), way(Some("-placed_at")), way(Some("placed_at"))],
            [Way::Falling, Way::Falling, Way::Rising].map(Ok)
        );
    }
}
