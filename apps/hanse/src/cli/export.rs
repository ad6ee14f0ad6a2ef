//! `hanse export`: all that was asked for, a page at a time from one snapshot, so memory stays small however much there is.

use std::io::Write;
use std::path::PathBuf;

use access::{StoreEntry, TenantCode};
use kernel::Timestamp;
use orders::Order;
use orders::queries::{OrderFilter, OrderSort, list_orders, orders_with_lines};
use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::places;
use crate::settings::Settings;

mod rows;

use rows::{LINE_COLUMNS, LINE_ORDER_COLUMNS, LineFacts, LineOrder, ORDER_COLUMNS, OrderRow, WholeOrder};

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
            let (mut page, next) =
                list_orders(read, &OrderFilter::default(), OrderSort::Newest, before.as_ref(), PAGE)?;
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
