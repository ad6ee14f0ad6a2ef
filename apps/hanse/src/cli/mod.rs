//! The command line: one command a file. Answers are for people, or with `--json` for programs; failures say what to do.

pub mod backup;
mod bench;
mod company;
mod demo;
mod doctor;
pub mod erase;
pub mod export;
mod import;
mod import_report;
mod keys;
mod migrate;
mod openapi;
mod reach;
pub mod restore;
mod serve;
mod simulate;
mod telling;
pub mod verify;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::installation::exists;
use crate::settings::{LogForm, Settings};

/// Hanse: one platform for companies that sell across borders.
#[derive(Parser)]
#[command(name = "hanse", version, about, after_help = EXAMPLES)]
struct Cli {
    /// The folder of everything that is kept [default: hanse-data, or HANSE_DATA]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  hanse demo --serve                 a demo company, served at http://127.0.0.1:7300
  hanse company acme                 a company of your own, empty, with its first API key
  hanse serve --listen 0.0.0.0:7300  serve what is in the data folder
  hanse keys issue                   a new API key
  hanse import orders --profile uk-retail --shop uk-web orders.csv.gz
                                     take over orders from a file; again changes nothing
  hanse verify                       check every law of stock, books and orders
  hanse backup /backups/monday       copy everything while it is served (see hanse help backup for the keys)
  hanse export orders > orders.csv   every order, without personal data
  hanse doctor                       what is missing on this machine, and how to get it";

#[derive(Subcommand)]
enum Command {
    /// Serve the API until stopped
    Serve(serve::Serve),
    /// Make a demo company with a year of trade
    Demo(demo::Demo),
    /// Start a company of your own, empty, with its first API key
    Company(company::Company),
    /// Take over orders from a file
    Import(import::Import),
    /// List, issue and revoke API keys
    Keys(keys::Keys),
    /// Bring all stores to this program's schema
    Migrate,
    /// Check that stock, books and orders agree
    Verify,
    /// Copy all data, or the keys of personal data, while the server works
    Backup(backup::Backup),
    /// Put a backup into an empty data folder; who was erased stays erased
    Restore(restore::Restore),
    /// Write out what is kept, all of it, without personal data
    Export(export::Export),
    /// Erase a person for ever: their orders and the books stay and still add up
    Erase(erase::Erase),
    /// Trade from seeds under faults and check every law after every step
    Simulate(simulate::Simulate),
    /// Measure this program on this machine: a table, and a JSON file a suite
    Bench(::bench::Bench),
    /// Print the OpenAPI document of the API
    Openapi,
    /// Say what is missing on this machine and how to get it
    Doctor,
}

/// What a command ends with when it fails: a sentence for the person at the terminal.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// What all commands share.
pub(crate) struct Terminal {
    pub data: Option<PathBuf>,
    pub json: bool,
}

impl Terminal {
    pub fn settings(&self, listen: Option<SocketAddr>) -> Result<Settings, Failure> {
        Ok(Settings::read(self.data.as_deref(), listen)?)
    }

    /// The settings of an installation that is there: no command but those that begin one makes a folder.
    pub fn installed(&self) -> Result<Settings, Failure> {
        let settings = self.settings(None)?;
        if exists(&settings.data) {
            return Ok(settings);
        }
        let data = settings.data.display();
        Err(format!("there is no installation in {data}; name another folder with --data").into())
    }

    /// Prints an answer: `text` for people, `json` for programs.
    pub fn say(&self, text: &str, json: &serde_json::Value) {
        if self.json { print(json) } else { print(&text) }
    }
}

/// Prints a line to standard output. Where nobody reads on (`hanse … | head`) there is nothing more to say: the program ends,
/// quietly; what it did is done by the time it speaks.
pub(crate) fn print(line: &dyn std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(i32::from(CLOSED_PIPE)),
        Err(error) => {
            eprintln!("hanse: cannot write the answer: {error}");
            std::process::exit(1);
        }
        Ok(()) => {}
    }
}

/// 128 and the number of SIGPIPE: as a shell tells of a program whose reader went away.
const CLOSED_PIPE: u8 = 141;

/// Whether a command failed because nobody reads its answer any more.
fn reader_went(failure: &Failure) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(failure.as_ref());
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        if io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(misuse) if misuse.use_stderr() && std::env::args_os().any(|word| word == "--json") => {
            println!("{}", serde_json::json!({ "error": misuse.to_string().trim() }));
            return ExitCode::from(2);
        }
        Err(said) => said.exit(),
    };
    let terminal = Terminal { data: cli.data, json: cli.json };
    let form = terminal.settings(None).map_or(LogForm::Text, |settings| settings.log);
    log_to_stderr(form);
    let end = match cli.command {
        Command::Serve(serve) => serve.run(&terminal),
        Command::Demo(demo) => demo.run(&terminal),
        Command::Company(company) => company.run(&terminal),
        Command::Import(import) => import.run(&terminal),
        Command::Keys(keys) => keys.run(&terminal),
        Command::Migrate => migrate::run(&terminal),
        Command::Verify => verify::run(&terminal),
        Command::Backup(backup) => backup.run(&terminal),
        Command::Restore(restore) => restore.run(&terminal),
        Command::Export(export) => export.run(&terminal),
        Command::Erase(erase) => erase.run(&terminal),
        Command::Simulate(simulate) => simulate.run(&terminal),
        Command::Bench(bench) => bench::run(&bench, &terminal),
        Command::Openapi => openapi::run(),
        Command::Doctor => doctor::run(&terminal),
    };
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if reader_went(&failure) => ExitCode::from(CLOSED_PIPE),
        Err(failure) => {
            match telling::told(&failure) {
                (said, Some(problem)) if terminal.json => {
                    print(&serde_json::json!({ "error": said, "problem": problem }));
                }
                (said, None) if terminal.json => print(&serde_json::json!({ "error": said })),
                (said, _) => eprintln!("hanse: {said}"),
            }
            ExitCode::FAILURE
        }
    }
}

fn log_to_stderr(form: LogForm) {
    use tracing_subscriber::EnvFilter;
    let mut filter = EnvFilter::try_from_env("HANSE_LOG_FILTER").unwrap_or_else(|_| EnvFilter::new("info"));
    // PostgreSQL's client tells at `debug` what is bound to each statement, people's words among it: it is not asked to.
    for quiet in ["tokio_postgres=warn", "postgres=warn"] {
        if let Ok(directive) = quiet.parse() {
            filter = filter.add_directive(directive);
        }
    }
    // Colours are for eyes: not in a file or a pipe, and not where NO_COLOR (no-color.org) asks for none.
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colours = !unwanted && std::io::IsTerminal::is_terminal(&std::io::stderr());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    match form {
        LogForm::Text => builder.init(),
        LogForm::Json => builder.json().init(),
    }
}
