//! `hanse export`: all that was asked for, a page at a time from one snapshot, so memory stays small however much there is.

use std::io::Write;
use std::path::PathBuf;

use access::{StoreEntry, TenantCode};
use kernel::Timestamp;
use orders::queries::{OrderFilter, list_orders, orders_with_lines};
use orders::{Order, OrderLine};
use serde::Serialize;
use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::places;
use crate::settings::Settings;

/// Write out what is kept, all of it, without personal data
#[derive(clap::Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Orders, newest first
    Orders(Orders),
}

/// Orders, newest first
#[derive(clap::Args)]
#[command(after_help = "\
Works while the server runs and shows one instant. Amounts are decimal texts in the order's currency. Who bought is not in it:
no names, addresses, persons or customers.

Examples:
  hanse export orders > orders.csv                        an order a row
  hanse export orders --lines --out lines.csv             a line of an order a row
  hanse export orders --format jsonl --from 2026-01-01T00:00:00Z --to 2026-04-01T00:00:00Z | gzip > first-quarter.jsonl.gz")]
struct Orders {
    /// Whose orders; not needed where there is one company
    #[arg(long)]
    tenant: Option<TenantCode>,
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    format: Form,
    /// A row for each line of an order (csv; jsonl always has the lines)
    #[arg(long)]
    lines: bool,
    /// Placed at this instant or later
    #[arg(long, value_name = "INSTANT")]
    from: Option<Timestamp>,
    /// Placed before this instant
    #[arg(long, value_name = "INSTANT")]
    to: Option<Timestamp>,
    /// Into this file and not to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    Csv,
    Jsonl,
}

/// Which orders, and how.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub form: Form,
    pub lines: bool,
    pub placed_from: Option<Timestamp>,
    pub placed_to: Option<Timestamp>,
}

impl Export {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let What::Orders(asked) = self.what;
        let settings = terminal.settings(None)?;
        let entry = entry_of(&settings, asked.tenant.as_ref())?;
        let Orders { format: form, lines, from: placed_from, to: placed_to, .. } = asked;
        let wanted = Wanted { form, lines, placed_from, placed_to };
        let Some(path) = asked.out else {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            return match export_orders(&settings, &entry, &wanted, &mut out) {
                // `hanse export orders | head`: the reader has enough.
                Err(error) if is_broken_pipe(error.as_ref()) => Ok(()),
                other => other.map(|_| ()),
            };
        };
        let mut out =
            std::io::BufWriter::new(std::fs::File::create(&path).map_err(|e| format!("{}: {e}", path.display()))?);
        let count = export_orders(&settings, &entry, &wanted, &mut out)?;
        terminal.say(&format!("{count} orders in {}", path.display()), &json!({ "orders": count, "file": path }));
        Ok(())
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// The store of a tenant in the settings' region; without a name the only one there is.
pub fn entry_of(settings: &Settings, tenant: Option<&TenantCode>) -> Result<StoreEntry, Failure> {
    let mut entries = super::backup::entries(settings)?;
    entries.retain(|entry| {
        entry.region.as_str() == settings.region && tenant.is_none_or(|wanted| entry.tenant == *wanted)
    });
    let known = entries.iter().map(|entry| entry.tenant.as_str()).collect::<Vec<_>>().join(", ");
    match (entries.pop(), entries.is_empty()) {
        (Some(entry), true) => Ok(entry),
        (Some(_), false) => Err(format!("say whose with --tenant: {known}").into()),
        (None, _) => Err(match tenant {
            Some(tenant) => format!("there is no company {tenant} in region {}", settings.region).into(),
            None => format!("there is no company in region {}", settings.region).into(),
        }),
    }
}

const PAGE: usize = 500;

/// Writes the orders of a store; how many.
pub fn export_orders(
    settings: &Settings,
    entry: &StoreEntry,
    wanted: &Wanted,
    out: &mut dyn Write,
) -> Result<u64, Failure> {
    let mut writer = OrderWriter::new(wanted, out)?;
    let mut count = 0u64;
    store::look(&places(settings, entry).0, |read| -> Result<(), Unwritten> {
        let mut before = None;
        loop {
            let (mut page, next) = list_orders(read, &OrderFilter::default(), before, PAGE)?;
            page.retain(|order| {
                wanted.placed_from.is_none_or(|from| order.placed_at >= from)
                    && wanted.placed_to.is_none_or(|to| order.placed_at < to)
            });
            if writer.needs_lines() && !page.is_empty() {
                let ids: Vec<_> = page.iter().map(|order| order.id).collect();
                page = orders_with_lines(read, &ids)?;
                page.sort_by_key(|order| std::cmp::Reverse(order.id));
            }
            for order in &page {
                writer.write(order).map_err(Unwritten::Row)?;
                count = count.saturating_add(1);
            }
            before = next;
            if before.is_none() {
                return Ok(());
            }
        }
    })
    .map_err(|error| match error {
        Unwritten::Read(error) => Failure::from(error),
        Unwritten::Row(failure) => failure,
    })?;
    writer.end()?;
    Ok(count)
}

/// Why an export stopped.
enum Unwritten {
    Read(store::StoreError),
    Row(Failure),
}

impl From<store::StoreError> for Unwritten {
    fn from(error: store::StoreError) -> Self {
        Self::Read(error)
    }
}

type Csv<'o> = Box<csv::Writer<&'o mut dyn Write>>;

enum OrderWriter<'o> {
    Csv(Csv<'o>),
    CsvLines(Csv<'o>),
    Jsonl(&'o mut dyn Write),
}

/// The heads are written by hand: they stand also over no rows.
fn csv_with_head<'o>(out: &'o mut dyn Write, heads: &[&[&str]]) -> Result<Csv<'o>, Failure> {
    let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    csv.write_record(heads.iter().flat_map(|head| head.iter())).map_err(row_failure)?;
    Ok(Box::new(csv))
}

impl<'o> OrderWriter<'o> {
    fn new(wanted: &Wanted, out: &'o mut dyn Write) -> Result<Self, Failure> {
        Ok(match (wanted.form, wanted.lines) {
            (Form::Csv, false) => Self::Csv(csv_with_head(out, &[ORDER_COLUMNS])?),
            (Form::Csv, true) => Self::CsvLines(csv_with_head(out, &[LINE_ORDER_COLUMNS, LINE_COLUMNS])?),
            (Form::Jsonl, _) => Self::Jsonl(out),
        })
    }

    fn needs_lines(&self) -> bool {
        !matches!(self, Self::Csv(_))
    }

    fn write(&mut self, order: &Order) -> Result<(), Failure> {
        match self {
            Self::Csv(csv) => csv.serialize(OrderRow::of(order)).map_err(row_failure),
            Self::CsvLines(csv) => {
                let row = |line| (LineOrder::of(order), LineFacts::of(order, line));
                order.lines.iter().try_for_each(|line| csv.serialize(row(line)).map_err(row_failure))
            }
            Self::Jsonl(out) => {
                let lines = order.lines.iter().map(|line| LineFacts::of(order, line)).collect();
                let text = serde_json::to_vec(&WholeOrder { order: OrderRow::of(order), lines })?;
                out.write_all(&text)?;
                Ok(out.write_all(b"\n")?)
            }
        }
    }

    fn end(self) -> Result<(), Failure> {
        match self {
            Self::Csv(mut csv) | Self::CsvLines(mut csv) => csv.flush()?,
            Self::Jsonl(out) => out.flush()?,
        }
        Ok(())
    }
}

/// What the file system said, where it was that.
fn row_failure(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => format!("a row cannot be written: {other:?}").into(),
    }
}

/// An order without its buyer.
#[derive(Serialize)]
struct OrderRow<'a> {
    order: String,
    channel: &'a str,
    shop: &'a str,
    external_number: Option<&'a str>,
    market: &'a str,
    entity: &'a str,
    buyer_kind: &'a str,
    country: &'a str,
    status: &'a str,
    held_because: Option<&'a str>,
    payment: &'a str,
    fulfilment: &'a str,
    currency: &'a str,
    units: i64,
    net: String,
    tax: String,
    rounding: String,
    gross: String,
    paid: String,
    refunded: String,
    tax_status: &'a str,
    placed_at: Timestamp,
    recorded_at: Timestamp,
    changed_at: Timestamp,
}

impl<'a> OrderRow<'a> {
    fn of(order: &'a Order) -> Self {
        let text = |minor| order.money(minor).to_decimal_text();
        Self {
            order: order.id.to_string(),
            channel: order.channel.as_str(),
            shop: order.shop.as_str(),
            external_number: order.external_number.as_deref(),
            market: order.market.as_str(),
            entity: order.entity.as_str(),
            buyer_kind: order.buyer_kind.word(),
            country: order.country.as_str(),
            status: order.status.word(),
            held_because: order.held_because.as_deref(),
            payment: order.payment.word(),
            fulfilment: order.fulfilment.word(),
            currency: order.currency.as_str(),
            units: order.units,
            net: text(order.net),
            tax: text(order.tax),
            rounding: text(order.rounding),
            gross: text(order.gross),
            paid: text(order.paid),
            refunded: text(order.refunded),
            tax_status: order.tax_status.word(),
            placed_at: order.placed_at,
            recorded_at: order.recorded_at,
            changed_at: order.changed_at,
        }
    }
}

#[derive(Serialize)]
struct WholeOrder<'a> {
    #[serde(flatten)]
    order: OrderRow<'a>,
    lines: Vec<LineFacts<'a>>,
}

/// What tells the order of a line.
#[derive(Serialize)]
struct LineOrder<'a> {
    order: String,
    external_number: Option<&'a str>,
    placed_at: Timestamp,
    country: &'a str,
    currency: &'a str,
}

#[derive(Serialize)]
struct LineFacts<'a> {
    line: i64,
    kind: &'a str,
    sku: &'a str,
    name: &'a str,
    quantity: i64,
    unit_price: String,
    price_includes_tax: bool,
    net: String,
    tax: String,
    gross: String,
    shipped: i64,
    delivered: i64,
    cancelled: i64,
    returned: i64,
    refunded: String,
    category: Option<&'a str>,
    tax_class: &'a str,
    tax_status: &'a str,
}

impl<'a> LineOrder<'a> {
    fn of(order: &'a Order) -> Self {
        Self {
            order: order.id.to_string(),
            external_number: order.external_number.as_deref(),
            placed_at: order.placed_at,
            country: order.country.as_str(),
            currency: order.currency.as_str(),
        }
    }
}

impl<'a> LineFacts<'a> {
    fn of(order: &'a Order, line: &'a OrderLine) -> Self {
        let text = |minor| order.money(minor).to_decimal_text();
        Self {
            line: line.line,
            kind: line.kind.word(),
            sku: &line.sku,
            name: &line.name,
            quantity: line.quantity,
            unit_price: line.unit_price.to_decimal_text(),
            price_includes_tax: line.price_includes_tax,
            net: text(line.net),
            tax: text(line.tax),
            gross: text(line.gross),
            shipped: line.shipped,
            delivered: line.delivered,
            cancelled: line.cancelled,
            returned: line.returned,
            refunded: text(line.refunded),
            category: line.category.as_deref(),
            tax_class: &line.tax_class,
            tax_status: line.tax_status.word(),
        }
    }
}

const ORDER_COLUMNS: &[&str] = &[
    "order",
    "channel",
    "shop",
    "external_number",
    "market",
    "entity",
    "buyer_kind",
    "country",
    "status",
    "held_because",
    "payment",
    "fulfilment",
    "currency",
    "units",
    "net",
    "tax",
    "rounding",
    "gross",
    "paid",
    "refunded",
    "tax_status",
    "placed_at",
    "recorded_at",
    "changed_at",
];
const LINE_ORDER_COLUMNS: &[&str] = &["order", "external_number", "placed_at", "country", "currency"];
const LINE_COLUMNS: &[&str] = &[
    "line",
    "kind",
    "sku",
    "name",
    "quantity",
    "unit_price",
    "price_includes_tax",
    "net",
    "tax",
    "gross",
    "shipped",
    "delivered",
    "cancelled",
    "returned",
    "refunded",
    "category",
    "tax_class",
    "tax_status",
];
