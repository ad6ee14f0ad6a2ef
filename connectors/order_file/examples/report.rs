//! Prints what a file holds: `cargo run -p order_file --example report -- uk-retail FILE`.

use std::fs::File;
use std::time::Instant;

use order_file::{Profile, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(profile), Some(path)) = (words.next(), words.next()) else {
        return Err("usage: report PROFILE FILE".into());
    };
    let profile = match std::fs::read_to_string(&profile) {
        Ok(text) => Profile::from_toml(&text)?,
        Err(_) => Profile::named(&profile)?,
    };
    let start = Instant::now();
    let file = read(File::open(path)?, &profile)?;
    let took = start.elapsed();
    println!("{}", serde_json::to_string_pretty(file.report())?);
    for row in file.unusable().iter().take(20) {
        println!("{}", serde_json::to_string(row)?);
    }
    let short = file.opening_stock().iter().filter(|opening| opening.quantity > 0).count();
    println!("opening stock derived for {short} of {} products; read in {took:?}", file.opening_stock().len());
    Ok(())
}
