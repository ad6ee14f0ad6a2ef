//! Whom an order goes to, as its rows tell. Personal: nothing here prints it.

use std::fmt;

use crate::names::Names;
use crate::repeated::Whom;
use crate::unusable::Field;

/// The most characters of a cell; of any alphabet no more bytes than the vault takes.
pub(crate) const LONGEST: usize = 100;

/// Between the facts of one text. A row that holds it is unusable before it comes here.
const BETWEEN: char = '\u{1f}';

/// What is known of whom an order goes to.
#[derive(Clone, Copy)]
pub struct Recipient<'f>(&'f str);

impl<'f> Recipient<'f> {
    /// What the rows say of a fact of [`Field::RECIPIENT`]; none where they say nothing.
    pub fn told(self, field: Field) -> Option<&'f str> {
        let place = Field::RECIPIENT.iter().position(|one| *one == field)?;
        self.0.split(BETWEEN).nth(place).filter(|text| !text.is_empty())
    }

    /// How they may stand in other cells.
    pub(crate) fn whom(self) -> Whom {
        Whom::of(|field| self.told(field).unwrap_or_default())
    }
}

impl fmt::Debug for Recipient<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

/// The recipients of a file, each different one once.
#[derive(Default)]
pub(crate) struct Recipients(Names);

impl fmt::Debug for Recipients {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} recipients", self.0.len())
    }
}

impl Recipients {
    /// The number of the recipient these cells tell, in the order of [`Field::RECIPIENT`]; none where all are blank.
    pub fn number<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Option<u32> {
        let mut text = String::new();
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                text.push(BETWEEN);
            }
            text.push_str(cell);
        }
        (!text.chars().all(|letter| letter == BETWEEN)).then(|| self.0.number(&text).0)
    }

    /// The recipient two rows of one order tell together: a blank cell agrees with anything. Else the fact they disagree about.
    pub fn together(&mut self, one: u32, other: u32) -> Result<u32, Field> {
        if one == other {
            return Ok(one);
        }
        let (one, other) = (self.0.text(one), self.0.text(other));
        let mut both = Vec::with_capacity(Field::RECIPIENT.len());
        for ((one, other), field) in one.split(BETWEEN).zip(other.split(BETWEEN)).zip(Field::RECIPIENT) {
            match (one, other) {
                ("", told) | (told, "") => both.push(told.to_owned()),
                (one, other) if one == other => both.push(one.to_owned()),
                _ => return Err(field),
            }
        }
        Ok(self.0.number(&both.join(&BETWEEN.to_string())).0)
    }

    pub fn of(&self, number: u32) -> Recipient<'_> {
        Recipient(self.0.text(number))
    }

    pub fn bytes(&self) -> usize {
        self.0.bytes()
    }
}
