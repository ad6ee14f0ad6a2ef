//! A file's orders as others see them.

use kernel::{CountryCode, CurrencyCode, Timestamp, UnitPrice};

use crate::cancel::{MatchOutcome, Matches, Part};
use crate::gather::Gathering;
use crate::kind::LineKind;
use crate::line::{ExactAmount, Line, Order};
use crate::names::{Names, at};
use crate::product::FileProduct;
use crate::profile::{OrderStatus, Profile};
use crate::recipient::{Recipient, Recipients};
use crate::repeated::Whom;
use crate::report::Report;
use crate::source::{KeptRows, SourceColumn, SourceRows};
use crate::stock::{Opening, opening_stock};
use crate::unusable::{Field, Unusable};

/// Everything read from a file. The same bytes, profile and corrections give the same orders in the same places, so a job
/// that was stopped reads the file again and goes on at its place.
#[derive(Debug)]
pub struct ReadFile {
    orders: Vec<Order>,
    lines: Vec<Line>,
    matches: Matches,
    products: Vec<FileProduct>,
    invoices: Names,
    spellings: Names,
    descriptions: Names,
    customers: Names,
    countries: Names,
    recipients: Recipients,
    profile: Profile,
    country_codes: Vec<Option<CountryCode>>,
    unusable: Vec<Unusable>,
    report: Report,
    rows: KeptRows,
}

/// One invoice number of the file with its usable lines.
#[derive(Debug, Clone, Copy)]
pub struct FileOrder<'f> {
    file: &'f ReadFile,
    order: &'f Order,
    /// Its place among the file's orders, by time.
    pub index: usize,
    /// The invoice number; unique within a shop.
    pub external_number: &'f str,
    /// The earliest time of its rows.
    pub placed_at: Timestamp,
    /// The shop's own number for the customer; no name or address.
    pub customer_ref: Option<&'f str>,
    /// As the file names it.
    pub country: Option<&'f str>,
    /// The country the profile takes that name for; `None`: somebody has to decide.
    pub country_code: Option<CountryCode>,
    /// Whom it goes to, where its rows tell.
    pub recipient: Option<Recipient<'f>>,
    pub currency: CurrencyCode,
    pub status: Option<OrderStatus>,
    pub is_cancellation: bool,
    /// Rows of this invoice that stand in quarantine.
    pub rows_missing: u32,
}

/// One usable row. Its identity is shop, invoice number and occurrence; the file line is only where it came from.
#[derive(Debug, Clone, Copy)]
pub struct FileLine<'f> {
    /// Which row of its invoice, from 1, counting unusable rows; above 2³¹ for a row that only a correction put here.
    pub occurrence: u32,
    pub kind: LineKind,
    /// The product's place among [`ReadFile::products`].
    pub product: usize,
    /// The product's code in its usual spelling; see `sku_as_spelled` for this row's.
    pub sku: &'f str,
    pub sku_as_spelled: &'f str,
    /// As the row says it; on a stock correction, why.
    pub description: Option<&'f str>,
    /// Pieces; below nothing on cancellations and write-offs.
    pub quantity: i64,
    pub unit_price: UnitPrice,
    /// Quantity times unit price, in the order's currency, not rounded.
    pub exact_amount: ExactAmount,
    pub file_line: u64,
}

/// What a line of a cancellation cancels.
#[derive(Debug, Clone, Copy)]
pub struct Cancellation<'f> {
    file: &'f ReadFile,
    parts: &'f [Part],
    /// The cancellation line's occurrence in its own invoice.
    pub occurrence: u32,
    pub outcome: MatchOutcome,
    /// Sale lines that could have been meant: same customer, product and price, earlier, something left.
    pub candidates: u32,
    /// Pieces no sale explains.
    pub unmatched: i64,
}

/// Pieces of an earlier sale line that are taken back.
#[derive(Debug, Clone, Copy)]
pub struct CancelledPiece<'f> {
    /// The sale's place among the file's orders; below the cancellation's.
    pub order_index: usize,
    pub external_number: &'f str,
    pub occurrence: u32,
    /// Above nothing.
    pub quantity: i64,
    /// Pieces of the sale line that were taken back before these.
    pub before: i64,
    /// Pieces of the whole sale line.
    pub of: i64,
}

impl ReadFile {
    pub(crate) fn new(
        profile: &Profile,
        gathering: Gathering<'_>,
        orders: Vec<Order>,
        products: Vec<FileProduct>,
        matches: Matches,
        report: Report,
    ) -> Self {
        let country_codes = gathering.countries.texts().map(|name| profile.country(name)).collect();
        Self {
            orders,
            lines: gathering.lines,
            matches,
            products,
            invoices: gathering.invoices,
            spellings: gathering.spellings,
            descriptions: gathering.descriptions,
            customers: gathering.customers,
            countries: gathering.countries,
            recipients: gathering.recipients,
            profile: profile.clone(),
            country_codes,
            unusable: gathering.unusable,
            report,
            rows: gathering.rows,
        }
    }

    /// The columns of the file, in its order; of JSON those the profile names.
    pub fn source_columns(&self) -> &[SourceColumn] {
        &self.rows.columns
    }
    /// The rows as they came, by [`FileLine::file_line`].
    pub fn source_rows(&self) -> SourceRows<'_> {
        SourceRows::of(&self.rows)
    }

    /// Whom a row tells by its own cells, which are in the order of [`source_columns`](Self::source_columns); none where no column does.
    pub fn whom(&self, cells: &[String]) -> Option<Whom> {
        let place = |wanted| self.rows.columns.iter().position(|column| column.field == Some(wanted));
        let told = |field| place(field).and_then(|place| cells.get(place)).map_or("", String::as_str);
        self.rows.columns.iter().any(|column| column.field.is_some_and(Field::is_personal)).then(|| Whom::of(told))
    }

    /// Whether a cell may stand open: what may say who somebody is may not, nor what the recipient's columns hold or told of `whom` the row
    /// and its order go to.
    pub fn may_stand_open(&self, field: Field, cell: &str, whom: &[Whom]) -> bool {
        self.profile.may_stand_beside(field, cell, None, false)
            && whom.iter().all(|one| self.profile.may_stand_beside(field, cell, Some(one), false))
    }

    /// How many orders.
    pub fn len(&self) -> usize {
        self.orders.len()
    }
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    /// The orders by time, from place `first` on; orders of one instant in the order of the file.
    pub fn orders_from(&self, first: usize) -> impl Iterator<Item = FileOrder<'_>> {
        self.orders.iter().enumerate().skip(first).map(|(index, order)| self.face(index, order))
    }
    pub fn orders(&self) -> impl Iterator<Item = FileOrder<'_>> {
        self.orders_from(0)
    }
    pub fn order(&self, index: usize) -> Option<FileOrder<'_>> {
        self.orders.get(index).map(|order| self.face(index, order))
    }

    /// All products, also what is not goods (carriage, fees).
    pub fn products(&self) -> &[FileProduct] {
        &self.products
    }
    /// Rows that cannot be used, by their line.
    pub fn unusable(&self) -> &[Unusable] {
        &self.unusable
    }
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The least opening stock of every product of goods; cancelled goods count as back in stock. `product` is the place
    /// among [`products`](Self::products).
    pub fn opening_stock(&self) -> Vec<Opening<usize>> {
        let moving = self.lines.iter().filter(|line| line.kind.moves_stock());
        opening_stock(moving.map(|line| (at(line.product), line.kind.stock_change(line.quantity))))
    }

    /// The same over every code as spelled, goods or not: the figure known of a file before its codes are understood.
    pub fn opening_stock_by_spelling(&self) -> Vec<Opening<&str>> {
        opening_stock(
            self.lines.iter().map(|line| (self.spellings.text(line.spelling), line.quantity.saturating_neg())),
        )
    }

    fn face<'f>(&'f self, index: usize, order: &'f Order) -> FileOrder<'f> {
        FileOrder {
            file: self,
            order,
            index,
            external_number: self.invoices.text(order.number),
            placed_at: order.placed_at,
            customer_ref: order.customer.map(|customer| self.customers.text(customer)),
            country: order.country.map(|country| self.countries.text(country)),
            country_code: order.country.and_then(|country| self.country_codes.get(at(country)).copied().flatten()),
            recipient: order.recipient.map(|recipient| self.recipients.of(recipient)),
            currency: order.currency,
            status: order.status,
            is_cancellation: order.cancellation,
            rows_missing: order.rows.saturating_sub(order.lines),
        }
    }
}

impl<'f> FileOrder<'f> {
    /// How its recipient may stand in cells.
    pub fn whom(&self) -> Option<Whom> {
        self.recipient.map(Recipient::whom)
    }

    /// Its lines, by occurrence.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = FileLine<'f>> + use<'f> {
        let (file, currency) = (self.file, self.currency);
        self.raw_lines().iter().map(move |line| {
            let spelled = file.spellings.text(line.spelling);
            FileLine {
                occurrence: line.occurrence,
                kind: line.kind,
                product: at(line.product),
                sku: file.products.get(at(line.product)).map_or(spelled, |product| product.sku.as_str()),
                sku_as_spelled: spelled,
                description: Some(file.descriptions.text(line.description)).filter(|text| !text.is_empty()),
                quantity: line.quantity,
                unit_price: UnitPrice::new(line.price, currency),
                exact_amount: line.amount(),
                file_line: line.file_line,
            }
        })
    }

    /// What each of its lines cancels, by occurrence; empty for anything but a cancellation.
    pub fn cancels(&self) -> impl Iterator<Item = Cancellation<'f>> + use<'f> {
        let file = self.file;
        let first = self.order.first_line;
        let end = first.saturating_add(self.order.lines);
        let matches = &file.matches.matches;
        let start = matches.partition_point(|found| found.line < first);
        let own = matches.get(start..).unwrap_or_default().iter().take_while(move |found| found.line < end);
        own.map(move |found| {
            let parts = at(found.first_part)..at(found.first_part.saturating_add(found.parts));
            Cancellation {
                file,
                parts: file.matches.parts.get(parts).unwrap_or_default(),
                occurrence: file.lines.get(at(found.line)).map_or(0, |line| line.occurrence),
                outcome: found.outcome,
                candidates: found.candidates,
                unmatched: found.unmatched,
            }
        })
    }

    /// Whether it only corrects stock: nobody ordered anything.
    pub fn is_stock_correction(&self) -> bool {
        self.raw_lines().iter().all(|line| line.kind.is_stock_correction())
    }

    /// The sum of its lines, not rounded.
    pub fn exact_amount(&self) -> ExactAmount {
        let mut sum = ExactAmount::default();
        self.raw_lines().iter().for_each(|line| sum.add(line.amount()));
        sum
    }

    fn raw_lines(&self) -> &'f [Line] {
        let first = at(self.order.first_line);
        self.file.lines.get(first..first.saturating_add(at(self.order.lines))).unwrap_or_default()
    }
}

impl<'f> Cancellation<'f> {
    /// The sale lines taken from, in the order they were chosen.
    pub fn pieces(&self) -> impl Iterator<Item = CancelledPiece<'f>> + use<'f> {
        let file = self.file;
        self.parts.iter().filter_map(move |part| {
            let sale = file.lines.get(at(part.sale))?;
            let order = file.orders.get(at(sale.order))?;
            Some(CancelledPiece {
                order_index: at(sale.order),
                external_number: file.invoices.text(order.number),
                occurrence: sale.occurrence,
                quantity: part.quantity,
                before: part.before,
                of: sale.quantity,
            })
        })
    }
}
