//! `hanse import orders`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use access::TenantCode;
use import_orders::Options;
use jobs::{Job, JobState};
use serde_json::{Value, json};
use store::{CommandError, StoreError};

use super::{Failure, Terminal};
use crate::installation::{Installation, program};
use crate::server;

/// Take over orders from a file
#[derive(clap::Args)]
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
        let settings = terminal.settings(None)?;
        let told = std::fs::read_to_string(server::address_file(&settings)).unwrap_or_default();
        let address = told.trim().parse().unwrap_or(settings.listen);
        match Installation::open(settings) {
            Ok(installation) => self.run_here(terminal, &installation),
            Err(CommandError::Failed(StoreError::Taken(_))) => self.ask_server(terminal, &format!("http://{address}")),
            Err(error) => Err(error.into()),
        }
    }

    fn profile_text(&self) -> Result<String, Failure> {
        let own = Path::new(&self.profile).extension().is_some_and(|ending| ending == "toml");
        Ok(if own { std::fs::read_to_string(&self.profile)? } else { self.profile.clone() })
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
        finish(terminal, job.state == JobState::Done, job.state.word(), &report, &json!(job.problem))
    }

    /// A server runs: hand the file to it and watch.
    fn ask_server(self, terminal: &Terminal, address: &str) -> Result<(), Failure> {
        let key =
            self.key.clone().ok_or("a server runs on this data folder: give its API key with --key or HANSE_KEY")?;
        let bearer = format!("Bearer {key}");
        let bytes = std::fs::read(&self.file)?;
        let mut query: Vec<(&str, String)> = vec![("shop", self.shop.clone()), ("profile", self.profile_text()?)];
        for (name, value) in [("entity", &self.entity), ("warehouse", &self.warehouse), ("market", &self.market)] {
            query.extend(value.clone().map(|value| (name, value)));
        }
        query.push(("dry_run", self.dry_run.to_string()));
        let once = format!("import-{}-{}", std::process::id(), self.file.display().to_string().len());
        let mut started = ureq::post(format!("{address}/v1/imports"))
            .query_pairs(query.iter().map(|(name, value)| (*name, value.as_str())))
            .header("authorization", &bearer)
            .header("idempotency-key", &once)
            .header("content-type", "application/octet-stream")
            .config()
            .http_status_as_error(false)
            .build()
            .send(&bytes)
            .map_err(|error| format!("the server at {address}: {error}"))?;
        let mut job: Value = started.body_mut().read_json()?;
        if !started.status().is_success() {
            return Err(job.to_string().into());
        }
        let id = job.get("id").and_then(Value::as_str).ok_or("the server named no job")?.to_owned();
        let mut bar = Bar::new(terminal);
        loop {
            let state = job.get("state").and_then(Value::as_str).unwrap_or_default().to_owned();
            let number = |name: &str| job.get(name).and_then(Value::as_i64).unwrap_or_default();
            bar.show(number("lines_done"), number("lines_total"));
            if matches!(state.as_str(), "done" | "failed" | "cancelled" | "waiting") {
                bar.end();
                let of = |name: &str| job.get(name).cloned().unwrap_or(Value::Null);
                return finish(terminal, state == "done", &state, &of("report"), &of("problem"));
            }
            std::thread::sleep(Duration::from_millis(200));
            job = ureq::get(format!("{address}/v1/imports/{id}"))
                .header("authorization", &bearer)
                .call()?
                .body_mut()
                .read_json()?;
        }
    }
}

fn finish(terminal: &Terminal, done: bool, state: &str, report: &Value, problem: &Value) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(report)?;
    let waiting = state == "waiting";
    let end = if waiting {
        "All that could be used is imported. Some rows wait in quarantine, each with its reason: correct them through the API \
         (GET /v1/imports/{import}/quarantine, then POST …/{line}/retry or …/{line}/leave-out)."
            .to_owned()
    } else {
        format!("The import is {state}.")
    };
    terminal.say(&format!("{text}\n{end}"), &json!({ "state": state, "report": report, "problem": problem }));
    if done || waiting { Ok(()) } else { Err(format!("the import is {state}: {problem}").into()) }
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
