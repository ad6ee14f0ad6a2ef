//! What travels between a centre and its tables: values, rows, and a table's shape.

use std::borrow::Cow;

use kernel::{Id, Timestamp};

use crate::error::StoreError;

/// One value of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    Null,
    Int(i64),
    Text(Cow<'static, str>),
    Blob(Vec<u8>),
}

/// The kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Int,
    Text,
    Blob,
}

/// The shape of a table, as far as writing needs it.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Kind)],
    /// The columns that identify a row.
    pub key: &'static [&'static str],
}

impl Table {
    pub(crate) fn kind_of(&self, column: &str) -> Result<Kind, StoreError> {
        self.columns
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, kind)| *kind)
            .ok_or_else(|| StoreError::misuse(format!("table {} has no column {column}", self.name)))
    }
}

impl Value {
    /// A fixed word (a status, a kind): no copy.
    pub const fn word(word: &'static str) -> Self {
        Self::Text(Cow::Borrowed(word))
    }
    /// Any displayable thing as text.
    pub fn text(value: impl std::fmt::Display) -> Self {
        Self::Text(Cow::Owned(value.to_string()))
    }
    /// An id as its number.
    pub fn id(id: impl Id) -> Self {
        Self::Int(id.number())
    }
    /// An optional id.
    pub fn opt_id(id: Option<impl Id>) -> Self {
        id.map_or(Self::Null, Self::id)
    }
    /// A value as JSON text.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, StoreError> {
        serde_json::to_string(value)
            .map(|text| Self::Text(Cow::Owned(text)))
            .map_err(|e| StoreError::misuse(format!("not storable as JSON: {e}")))
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Cow::Owned(value.to_owned()))
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Cow::Owned(value))
    }
}
impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}
impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.ms())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Collects arguments: `args![order_id.number(), "placed", now]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}

/// One row of an answer, read by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    fn at_place(&self, place: usize) -> Result<&Value, StoreError> {
        self.0.get(place).ok_or_else(|| StoreError::misuse(format!("no column {place} in the answer")))
    }
    fn wrong(place: usize, wanted: &str, found: &Value) -> StoreError {
        StoreError::misuse(format!("column {place} is not {wanted}: {found:?}"))
    }
    pub fn value(&self, place: usize) -> Result<&Value, StoreError> {
        self.at_place(place)
    }
    pub fn int(&self, place: usize) -> Result<i64, StoreError> {
        match self.at_place(place)? {
            Value::Int(number) => Ok(*number),
            other => Err(Self::wrong(place, "an integer", other)),
        }
    }
    pub fn opt_int(&self, place: usize) -> Result<Option<i64>, StoreError> {
        match self.at_place(place)? {
            Value::Null => Ok(None),
            Value::Int(number) => Ok(Some(*number)),
            other => Err(Self::wrong(place, "an integer", other)),
        }
    }
    pub fn flag(&self, place: usize) -> Result<bool, StoreError> {
        Ok(self.int(place)? != 0)
    }
    pub fn text(&self, place: usize) -> Result<&str, StoreError> {
        match self.at_place(place)? {
            Value::Text(text) => Ok(text),
            other => Err(Self::wrong(place, "text", other)),
        }
    }
    pub fn opt_text(&self, place: usize) -> Result<Option<&str>, StoreError> {
        match self.at_place(place)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            other => Err(Self::wrong(place, "text", other)),
        }
    }
    pub fn blob(&self, place: usize) -> Result<&[u8], StoreError> {
        match self.at_place(place)? {
            Value::Blob(bytes) => Ok(bytes),
            other => Err(Self::wrong(place, "bytes", other)),
        }
    }
    pub fn opt_blob(&self, place: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.at_place(place)? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes)),
            other => Err(Self::wrong(place, "bytes", other)),
        }
    }
    pub fn id<I: Id>(&self, place: usize) -> Result<I, StoreError> {
        self.int(place).map(I::from_number)
    }
    pub fn opt_id<I: Id>(&self, place: usize) -> Result<Option<I>, StoreError> {
        Ok(self.opt_int(place)?.map(I::from_number))
    }
    pub fn at(&self, place: usize) -> Result<Timestamp, StoreError> {
        self.int(place).map(Timestamp::from_ms)
    }
    pub fn opt_at(&self, place: usize) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.opt_int(place)?.map(Timestamp::from_ms))
    }
    /// Text parsed into a typed word (a currency, a status …). What does not parse was not written by us: damage.
    pub fn parsed<T: std::str::FromStr>(&self, place: usize) -> Result<T, StoreError> {
        let text = self.text(place)?;
        text.parse().map_err(|_| StoreError::misuse(format!("column {place} holds an unknown word: {text}")))
    }
    pub fn opt_parsed<T: std::str::FromStr>(&self, place: usize) -> Result<Option<T>, StoreError> {
        match self.opt_text(place)? {
            None => Ok(None),
            Some(_) => self.parsed(place).map(Some),
        }
    }
    /// JSON text read back into a type.
    pub fn json<T: serde::de::DeserializeOwned>(&self, place: usize) -> Result<T, StoreError> {
        serde_json::from_str(self.text(place)?).map_err(|e| StoreError::misuse(format!("column {place}: {e}")))
    }
}
