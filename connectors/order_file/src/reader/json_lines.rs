//! One JSON object a line, one order line an object.

use serde_json::{Map, Value};

use super::row::{FileError, Limits, RawRow, Sink};
use super::text::{LineRead, Lines};
use crate::number::plain;
use crate::unusable::Problem;

pub(crate) fn each_row(
    mut lines: Lines<'_>,
    wanted: &[&str],
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), FileError> {
    let own_columns = if wanted.is_empty() { columns_of_first(&mut lines)? } else { Vec::new() };
    let own_columns: Vec<&str> = own_columns.iter().map(String::as_str).collect();
    let wanted = if wanted.is_empty() { own_columns.as_slice() } else { wanted };
    let mut row = RawRow::default();
    row.start(0);
    for column in wanted {
        row.push_str(column);
        row.end_cell();
    }
    sink.header(&row)?;
    let mut text = String::new();
    loop {
        let number = match lines.next(&mut text)? {
            LineRead::Line { utf8: false, number } => {
                sink.broken(number, Problem::new("not_json").with("detail", "not UTF-8"))?;
                continue;
            }
            LineRead::Line { number, .. } => number,
            LineRead::TooLong { number } => {
                sink.broken(number, Problem::new("row_too_large").with("limit", limits.row_bytes))?;
                continue;
            }
            LineRead::BrokeOff { number, detail } => return sink.broke_off(number, detail),
            LineRead::End => return Ok(()),
        };
        if text.trim().is_empty() {
            sink.blank();
            continue;
        }
        let object: Map<String, Value> = match serde_json::from_str(&text) {
            Ok(object) => object,
            Err(error) => {
                // The parser's own words name line 1 and repeat nothing of the text.
                sink.broken(number, Problem::new("not_json").with("detail", format!("column {}", error.column())))?;
                continue;
            }
        };
        row.start(number);
        row.rest = object.iter().filter(|(name, _)| !wanted.contains(&name.as_str())).map(plain_text).collect();
        let nested = wanted.iter().find(|column| !fill(&mut row, object.get(**column)));
        match nested {
            Some(column) => sink.broken(number, Problem::new("not_a_plain_value").with("column", column))?,
            None => sink.row(&row)?,
        }
    }
}

/// The names in the first object, which stays to be read.
fn columns_of_first(lines: &mut Lines<'_>) -> Result<Vec<String>, FileError> {
    let mut text = String::new();
    while let LineRead::Line { number, utf8 } = lines.next(&mut text)? {
        if !text.trim().is_empty() {
            let object: Result<Map<String, Value>, _> = serde_json::from_str(&text);
            lines.give_back(number, utf8, text);
            let object = object.map_err(|_| FileError::NotReadable("the first line is no JSON object".to_owned()))?;
            return Ok(object.into_iter().map(|(name, _)| name).collect());
        }
    }
    Err(FileError::Empty)
}

/// A value no column is asked for, as it came: what holds others as JSON.
fn plain_text((name, value): (&String, &Value)) -> (String, String) {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    (name.clone(), text)
}

/// Adds a value as a cell, unless it holds others.
fn fill(row: &mut RawRow, value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) => row.push_str(text),
        Some(Value::Number(number)) => {
            let whole = number.is_i64() || number.is_u64();
            match number.as_f64().filter(|_| !whole) {
                Some(number) => row.push_str(&plain(number)),
                None => row.push_str(&number.to_string()),
            }
            row.end_number();
            return true;
        }
        Some(value @ Value::Bool(_)) => row.push_str(&value.to_string()),
        Some(Value::Array(_) | Value::Object(_)) => return false,
    }
    row.end_cell();
    true
}
