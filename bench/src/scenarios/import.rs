use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Setting;
use super::placing::{Goal, placing_beside};
use super::shop::{Shop, text};
use super::starting::{after_a_kill, after_a_stop};
use crate::report::{Row, seconds};
use crate::server::{Client, Engine};

const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// An import that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(1_800);

/// The year of retail trade through the running server: alone, then beside buyers; what the server holds afterwards and
/// how soon it is back.
pub fn run(setting: &Setting) -> Result<Vec<Row>> {
    let file = std::fs::read(&setting.retail)
        .with_context(|| format!("the retail file {} (--retail names another place)", setting.retail.display()))?;
    let mut shop = Shop::open(setting, "import", &Engine::Sqlite)?;
    let before = shop.memory_mib();
    let took = import(&shop.client(), &file, "uk-web")?;
    let orders = shop.caught_up().and_then(|_| shop.orders())?;
    let mut rows = vec![
        Row::at_most("retail import, complete", seconds(took), "s", 20.0, Some(6.0)).noted(format!("{orders} orders")),
        Row::at_most(
            "retail import: resident memory of the server after it",
            shop.memory_mib(),
            "MiB",
            300.0,
            Some(120.0),
        )
        .noted(format!("before it {before}")),
        Row::shown("retail import: most resident memory of the server", shop.peak_memory_mib(), "MiB"),
    ];
    rows.push(after_a_stop(&mut shop, "after the import")?);
    rows.push(after_a_kill(&mut shop, "after the import")?);
    let client = shop.client();
    let goal = Goal { must: 2.0, hoped: 1.2 };
    let work = || import(&client, &file, "uk-web-2");
    let (beside, took) = placing_beside(&shop.till, "retail import", setting.seconds, goal, work)?;
    rows.extend(beside);
    rows.push(Row::shown("retail import: beside placing it took", seconds(took), "s"));
    Ok(rows)
}

/// Uploads the file for a shop and waits for the end of the import; how long it took from the upload on.
fn import(client: &Client, file: &[u8], shop: &str) -> Result<Duration> {
    let begun = Instant::now();
    let path = format!("/v1/imports?profile=uk-retail&shop={shop}");
    let mut job = client.upload(&path, &format!("import-{shop}"), file)?.json()?;
    let path = format!("/v1/imports/{}", text(&job, "/id")?);
    loop {
        match text(&job, "/state")? {
            "done" => return Ok(begun.elapsed()),
            "queued" | "running" if begun.elapsed() < PATIENCE => {}
            state => bail!("the import is {state} after {:?}: {job}", begun.elapsed()),
        }
        std::thread::sleep(LOOK_AGAIN);
        job = client.get(&path)?.json()?;
    }
}
