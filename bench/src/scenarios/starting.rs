use std::time::Duration;

use anyhow::Result;

use super::shop::Shop;
use crate::load::Pace;
use crate::report::{Row, seconds};
use crate::shop::CONNECTIONS;

/// How long buyers order before the server is killed under them.
const BEFORE_THE_KILL: Duration = Duration::from_secs(2);

/// Stops the server and starts it again: until it says it is ready.
pub fn after_a_stop(shop: &mut Shop, when: &str) -> Result<Row> {
    shop.hanse.stop()?;
    let ready = shop.hanse.again()?;
    Ok(Row::at_most(format!("start-up {when}"), seconds(ready), "s", 1.0, Some(0.2)))
}

/// Kills the server (`kill -9`) while 256 connections order, and starts it again.
pub fn after_a_kill(shop: &mut Shop, when: &str) -> Result<Row> {
    let Shop { hanse, till, .. } = shop;
    let kill = || {
        std::thread::sleep(BEFORE_THE_KILL);
        hanse.kill()
    };
    till.place_beside(CONNECTIONS, Pace::Closed, kill)?;
    let ready = hanse.again()?;
    Ok(Row::at_most(format!("start-up {when} and kill -9"), seconds(ready), "s", 3.0, Some(1.0)))
}
