//! `hanse import orders`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use access::TenantCode;
use import_orders::Options;
use jobs::Job;
use serde_json::{Value, json};

use super::reach::{Reached, Server, escaped, reach};
use super::telling::{Problem, language};
use super::{Failure, Terminal, import_report};
use crate::installation::{Installation, program};

/// Where the keys of a mapping are told.
const MAPPINGS: &str = "\
A mapping file (.toml) says which column holds which fact, what the file's states and lines mean, and what it does not say.
Its keys: [columns] [numbers] [time] [constants] [customer] [invoice] [countries] [statuses] [assumptions.TOPIC] [[rule]].
Each is told, with an example to copy, in docs/imports.md.";

/// Take over orders from a file
#[derive(clap::Args)]
#[command(after_help = MAPPINGS)]
pub(crate) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Orders from CSV, Excel or JSON lines (also gzipped); the same file again changes nothing
    Orders(Orders),
}

#[derive(clap::Args)]
#[command(after_help = MAPPINGS)]
struct Orders {
    file: PathBuf,
    /// A profile that comes with Hanse (uk-retail, simple-orders), or a mapping file of your own (.toml)
    #[arg(long)]
    profile: String,
    /// The shop the orders are of; their numbers are unique within it
    #[arg(long)]
    shop: String,
    #[arg(long, default_value = "demo")]
    tenant: String,
    /// The legal entity that sold [default: the one in the profile's country]
    #[arg(long)]
    entity: Option<String>,
    /// Where the goods left from [default: the entity's only warehouse]
    #[arg(long)]
    warehouse: Option<String>,
    #[arg(long)]
    market: Option<String>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The key for a server that is running [default: HANSE_KEY]
    #[arg(long, env = "HANSE_KEY", hide_env_values = true)]
    key: Option<String>,
}

impl Import {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let What::Orders(orders) = self.what;
        orders.run(terminal)
    }
}

impl Orders {
    fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        match reach(terminal, &self.tenant.parse()?, self.key.as_deref())? {
            Reached::Here(installation) => self.run_here(terminal, &installation),
            Reached::Server(server) => self.ask_server(terminal, &server),
        }
    }

    fn profile_text(&self) -> Result<String, Failure> {
        let own = Path::new(&self.profile).extension().is_some_and(|ending| ending == "toml");
        let unreadable = |error| format!("the profile {}: {error}", self.profile);
        Ok(if own { std::fs::read_to_string(&self.profile).map_err(unreadable)? } else { self.profile.clone() })
    }

    fn options(&self) -> Result<Options, Failure> {
        let mut options = Options::of(self.shop.parse()?);
        options.entity = self.entity.as_deref().map(str::parse).transpose()?;
        options.warehouse = self.warehouse.as_deref().map(str::parse).transpose()?;
        options.market = self.market.as_deref().map(str::parse).transpose()?;
        options.dry_run = self.dry_run;
        Ok(options)
    }

    /// No server runs: the same job, on this thread.
    fn run_here(self, terminal: &Terminal, installation: &std::sync::Arc<Installation>) -> Result<(), Failure> {
        let tenant: TenantCode = self.tenant.parse()?;
        let region = installation.settings.region.parse()?;
        let cell = installation.open_cell(&tenant, &region)?;
        let mut bar = Bar::new(terminal);
        let mut tell = |job: &Job| bar.show(job.done, job.total);
        let actor = program();
        let profile = self.profile_text()?;
        let job = import_orders::run_blocking(&cell, &actor, &self.file, &profile, self.options()?, &mut tell)?;
        bar.end();
        drop(cell);
        installation.close();
        let report = job.report.as_deref().map_or(Ok(Value::Null), serde_json::from_str)?;
        finish(terminal, &job.id.to_string(), job.state.word(), &report, &json!(job.problem))
    }

    /// A server runs: hand the file to it and watch.
    fn ask_server(self, terminal: &Terminal, server: &Server) -> Result<(), Failure> {
        let bytes = std::fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
        let mut query = format!("shop={}&profile={}", escaped(&self.shop), escaped(&self.profile_text()?));
        for (name, value) in [("entity", &self.entity), ("warehouse", &self.warehouse), ("market", &self.market)] {
            query.extend(value.iter().map(|value| format!("&{name}={}", escaped(value))));
        }
        if let Some(name) = self.file.file_name() {
            query += &format!("&file_name={}", escaped(&name.to_string_lossy()));
        }
        let path = format!("/imports?{query}&dry_run={}", self.dry_run);
        let mut job = server.post(&path, "application/octet-stream", &bytes)?;
        let id = job.get("id").and_then(Value::as_str).ok_or("the server named no job")?.to_owned();
        let mut bar = Bar::new(terminal);
        loop {
            let state = job.get("state").and_then(Value::as_str).unwrap_or_default().to_owned();
            let number = |name: &str| job.get(name).and_then(Value::as_i64).unwrap_or_default();
            bar.show(number("lines_done"), number("lines_total"));
            if matches!(state.as_str(), "done" | "failed" | "cancelled" | "waiting") {
                bar.end();
                let of = |name: &str| job.get(name).cloned().unwrap_or(Value::Null);
                return finish(terminal, &id, &state, &of("report"), &of("problem"));
            }
            std::thread::sleep(Duration::from_millis(200));
            job = server.get(&format!("/imports/{id}"))?;
        }
    }
}

fn finish(terminal: &Terminal, import: &str, state: &str, report: &Value, problem: &Value) -> Result<(), Failure> {
    let language = language();
    if let Some(report) = Some(report).filter(|report| report.is_object()) {
        let text = import_report::in_words(report, import, state, language);
        terminal.say(&text, &json!({ "import": import, "state": state, "report": report, "problem": problem }));
    }
    match (state, Problem::of_job(problem, language)) {
        ("done" | "waiting", _) => Ok(()),
        (_, Some(problem)) => Err(problem.into()),
        (state, None) => Err(format!("the import is {state}").into()),
    }
}

/// A progress bar on the terminal; silent for programs and where nobody looks.
struct Bar {
    shown: bool,
    begun: Instant,
}

impl Bar {
    fn new(terminal: &Terminal) -> Self {
        Self { shown: !terminal.json && std::io::stderr().is_terminal(), begun: Instant::now() }
    }

    fn show(&mut self, done: i64, total: i64) {
        if self.shown {
            let share = if total > 0 { done.saturating_mul(100) / total } else { 0 };
            let filled = usize::try_from(share / 4).unwrap_or_default().min(25);
            eprint!(
                "\r[{:<25}] {share:>3} %  {done} of {total} lines  {:.0?} ",
                "=".repeat(filled),
                self.begun.elapsed()
            );
            // A terminal that cannot be flushed shows the bar later; the import goes on.
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&self) {
        if self.shown {
            eprintln!();
        }
    }
}
