//! A row's cells into facts, or the first problem among them.

use std::sync::Arc;

use kernel::{CurrencyCode, CustomerReferenceError, Sku, Timestamp, check_customer_reference, must_name_nobody};

use crate::draft::{Draft, Place};
use crate::gather::Gathering;
use crate::kind::LineKind;
use crate::line::Line;
use crate::names::{at, number};
use crate::number::NumberFormat;
use crate::open_text::{HIDDEN, names_somebody};
use crate::profile::OrderStatus;
use crate::reader::RawRow;
use crate::recipient::LONGEST;
use crate::unusable::{Field, Problem};

/// The most characters of an invoice number or customer reference.
const LONGEST_REFERENCE: usize = 64;
/// The most characters of a description; the rest of a longer one is cut.
const LONGEST_DESCRIPTION: usize = 500;
/// Pieces on one line, either way.
const MOST_PIECES: i64 = 1_000_000_000;

impl Gathering<'_> {
    /// The row at `place` as a line. Its kind is decided when its whole invoice is known.
    pub fn line(&mut self, row: &RawRow, place: Place) -> Result<Line, Problem> {
        let Place { order, occurrence } = place;
        if row.text().bytes().any(|byte| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f) {
            return Err(Problem::new("control_character"));
        }
        self.recipient(row, order)?;
        if let Some(told) = self.drafts.get(at(order)).and_then(|draft| draft.recipient) {
            self.repeats_nobody(row, told, &Field::OPEN)?;
        }
        let columns = &self.columns;
        let quantity_text = required(Field::Quantity, row.cell(columns.quantity))?;
        let quantity = self.numbers(row, columns.quantity).whole(quantity_text);
        let quantity = quantity.map_err(|code| Problem::at(code, Field::Quantity, quantity_text))?;
        if quantity == 0 || quantity.abs() > MOST_PIECES {
            let code = if quantity == 0 { "quantity_is_zero" } else { "number_too_large" };
            return Err(Problem::at(code, Field::Quantity, quantity_text));
        }
        let price_text = required(Field::UnitPrice, row.cell(columns.price))?;
        let price = self.numbers(row, columns.price).millionths(price_text);
        let price = price.map_err(|code| Problem::at(code, Field::UnitPrice, price_text))?;
        let time = self.time(row, order)?;
        let currency = self.currency(row)?;
        let status = self.status(row)?;
        let (spelling, product) = self.sku(row)?;
        let customer = self.customer(row)?;
        let country = row.cell(self.columns.country);
        let country =
            if country.is_empty() { self.profile.constants.country.as_deref().unwrap_or("") } else { country };
        let country = (!country.is_empty()).then(|| match self.countries.known(country) {
            Some(known) => known,
            None if self.profile.may_stand_open(Field::Country, country) => self.countries.number(country).0,
            // Not understood, and maybe somebody's name: the order's country is not known, and that is all that is told.
            None => self.countries.number(HIDDEN).0,
        });
        let description = row.cell(self.columns.description);
        // What names somebody names no article.
        let description = if names_somebody(Field::Description, description) { "" } else { description };
        let cut = description.char_indices().nth(LONGEST_DESCRIPTION).map_or(description.len(), |(end, _)| end);
        let (description, _) = self.descriptions.number(description.get(..cut).unwrap_or_default());
        let draft = self.drafts.get_mut(at(order)).ok_or_else(|| Problem::new("value_missing"))?;
        draft.agrees(customer, country, currency, status)?;
        draft.customer = draft.customer.or(customer);
        draft.country = draft.country.or(country);
        draft.currency = draft.currency.or(currency);
        draft.status = draft.status.or(status);
        draft.several_times |= draft.at.is_some_and(|earlier| earlier != time);
        draft.at = Some(draft.at.map_or(time, |earlier| earlier.min(time)));
        Ok(Line {
            at: time,
            quantity,
            price,
            file_line: row.line,
            order,
            product,
            spelling,
            description,
            occurrence,
            // Both are decided when the whole invoice is known.
            kind: LineKind::Goods,
            rule: crate::line::BY_HAND,
        })
    }

    /// Notes whom the order goes to, also where the rest of the row cannot be used: all rows of an invoice tell of one.
    fn recipient(&mut self, row: &RawRow, order: u32) -> Result<(), Problem> {
        let Some(places) = self.columns.recipient else { return Ok(()) };
        for (field, place) in Field::RECIPIENT.into_iter().zip(places) {
            if row.cell(place).chars().count() > LONGEST {
                return Err(Problem::at("value_too_long", field, "").with("limit", LONGEST));
            }
        }
        let told = self.told(row);
        let draft = self.drafts.get_mut(at(order)).ok_or_else(|| Problem::new("value_missing"))?;
        draft.recipient = match (draft.recipient, told) {
            (Some(known), Some(told)) => {
                let both = self.recipients.together(known, told);
                Some(both.map_err(|field| Problem::at("invoice_disagrees", field, ""))?)
            }
            (known, told) => known.or(told),
        };
        Ok(())
    }

    /// Whom the row's own cells tell.
    fn told(&mut self, row: &RawRow) -> Option<u32> {
        let places = self.columns.recipient?;
        self.recipients.number(places.into_iter().map(|place| row.cell(place)))
    }

    /// Where a recipient stands in a cell that is kept open, too, the row waits: the cell would outlive their erasure.
    fn repeats_nobody(&mut self, row: &RawRow, told: u32, fields: &[Field]) -> Result<(), Problem> {
        let whom = match &self.last_whom {
            Some((last, whom)) if *last == told => Arc::clone(whom),
            _ => {
                let whom = Arc::new(self.recipients.of(told).whom());
                self.last_whom = Some((told, Arc::clone(&whom)));
                whom
            }
        };
        let correction = self.correction(row.line);
        let mut named = self.columns.places.iter().filter(|(field, place)| {
            let corrected = correction.is_some_and(|correction| correction.cells.contains_key(field));
            let by_hand = corrected && field.is_of_articles();
            let cell = row.cell(*place);
            fields.contains(field) && !self.profile.knows(*field, cell) && whom.stands_in(cell, by_hand)
        });
        let Some((field, place)) = named.next() else { return Ok(()) };
        let code = match field {
            Field::InvoiceNumber if names_somebody(*field, row.cell(*place)) => "number_is_personal",
            Field::Customer if names_somebody(*field, row.cell(*place)) => "customer_is_personal",
            _ => "recipient_repeated",
        };
        Err(Problem::hidden(code, *field))
    }

    /// How the number at a place is written: as the profile says, unless the format itself knows numbers.
    fn numbers(&self, row: &RawRow, place: usize) -> &NumberFormat {
        const PLAIN: &NumberFormat = &NumberFormat { decimal_mark: '.', group_mark: None };
        if row.is_number(place) { PLAIN } else { &self.profile.numbers }
    }

    /// The number of the row's invoice.
    pub fn invoice(&mut self, row: &RawRow) -> Result<u32, Problem> {
        if let Some(told) = self.told(row) {
            self.repeats_nobody(row, told, &[Field::InvoiceNumber])?;
        }
        let invoice = required(Field::InvoiceNumber, row.cell(self.columns.invoice))?;
        not_longer(Field::InvoiceNumber, invoice, LONGEST_REFERENCE)?;
        if invoice.chars().any(char::is_control) {
            return Err(Problem::at("control_character", Field::InvoiceNumber, invoice));
        }
        if self.last_invoice.0 != invoice || self.drafts.is_empty() {
            // A number that names a person is not repeated.
            must_name_nobody(invoice, "").map_err(|_| Problem::at("number_is_personal", Field::InvoiceNumber, ""))?;
            let (order, new) = self.invoices.number(invoice);
            self.last_invoice = (invoice.to_owned(), order);
            if new {
                self.drafts.push(Draft::starting_at(row.line));
            }
        }
        Ok(self.last_invoice.1)
    }

    fn time(&mut self, row: &RawRow, order: u32) -> Result<Timestamp, Problem> {
        let text = row.cell(self.columns.time);
        if text.is_empty() {
            // Exports that fill the order's own columns on its first row only.
            let known = self.drafts.get(at(order)).and_then(|draft| draft.at);
            return known.ok_or_else(|| Problem::at("value_missing", Field::PlacedAt, text));
        }
        if self.last_time.0 != text {
            let read = self.profile.time.read(text).map_err(|code| Problem::at(code, Field::PlacedAt, text))?;
            self.notes.ambiguous_times += u64::from(read.ambiguous);
            self.last_time.0.clear();
            self.last_time.0.push_str(text);
            self.last_time.1 = read.at;
        }
        Ok(self.last_time.1)
    }

    fn currency(&mut self, row: &RawRow) -> Result<Option<CurrencyCode>, Problem> {
        let text = row.cell(self.columns.currency);
        if text.is_empty() {
            return Ok(None);
        }
        if self.last_currency.0 != text {
            let code = text.parse().map_err(|_| Problem::at("currency_not_known", Field::Currency, text))?;
            self.last_currency = (text.to_owned(), Some(code));
        }
        Ok(self.last_currency.1)
    }

    fn status(&self, row: &RawRow) -> Result<Option<OrderStatus>, Problem> {
        let text = row.cell(self.columns.status);
        if text.is_empty() {
            return Ok(None);
        }
        let known = self.profile.statuses.get(text).copied();
        known.map(Some).ok_or_else(|| Problem::at("unknown_status", Field::Status, text))
    }

    /// The spelling and the product a row's code names.
    fn sku(&mut self, row: &RawRow) -> Result<(u32, u32), Problem> {
        let text = required(Field::Sku, row.cell(self.columns.sku))?;
        if let Some(spelling) = self.spellings.known(text) {
            return Ok((spelling, self.product_of.get(at(spelling)).copied().unwrap_or_default()));
        }
        let sku: Sku = text.parse().map_err(|_| Problem::at("sku_not_usable", Field::Sku, text))?;
        let (spelling, _) = self.spellings.number(text);
        let next = number(self.products.len());
        let product = *self.products_by_code.entry(sku.folded().to_owned()).or_insert(next);
        if product == next {
            self.products.push(sku);
        }
        self.product_of.push(product);
        Ok((spelling, product))
    }

    fn customer(&mut self, row: &RawRow) -> Result<Option<u32>, Problem> {
        let text = row.cell(self.columns.customer);
        let end = &self.profile.customer.strip_end;
        let text = if end.is_empty() { text } else { text.strip_suffix(end.as_str()).unwrap_or(text) };
        if text.chars().count() > LONGEST_REFERENCE {
            // A reference to a person is not repeated.
            return Err(Problem::at("value_too_long", Field::Customer, "").with("limit", LONGEST_REFERENCE));
        }
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.customers.known(text) {
            return Ok(Some(known));
        }
        check_customer_reference(text).map_err(|error| match error {
            CustomerReferenceError::Personal => Problem::at("customer_is_personal", Field::Customer, ""),
            CustomerReferenceError::Unusable => {
                Problem::at("value_too_long", Field::Customer, "").with("limit", LONGEST_REFERENCE)
            }
        })?;
        Ok(Some(self.customers.number(text).0))
    }
}

fn required(field: Field, text: &str) -> Result<&str, Problem> {
    if text.is_empty() { Err(Problem::at("value_missing", field, text)) } else { Ok(text) }
}

fn not_longer(field: Field, text: &str, limit: usize) -> Result<(), Problem> {
    // A text of no more bytes has no more characters.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Problem::at("value_too_long", field, text).with("limit", limit));
    }
    Ok(())
}
