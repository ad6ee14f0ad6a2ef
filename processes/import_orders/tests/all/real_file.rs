//! The real file on SQLite. Needs `shared/data` in a folder above; says so and passes where it is absent.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jobs::JobState;

use crate::support::{Company, importer, report, shop};

const FILE: &str = "shared/data/retail/online_retail/online_retail_2010-12_2011-08.csv.gz";

fn real_file() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.exists());
    if found.is_none() {
        println!("skipped: {FILE} is in no folder above {}", here.display());
    }
    found
}

#[test]
fn the_real_file_becomes_orders_stock_and_books_that_agree_with_it() {
    let Some(path) = real_file() else { return };
    let company = Company::in_home(testkit::sqlite_home());
    let start = Instant::now();
    let job = import_orders::run_blocking(&company.cell, &importer(), &path, "uk-retail", shop(), &mut |_| ()).unwrap();
    let took = start.elapsed();
    assert_eq!(job.state, JobState::Done, "{:?}", job.problem);
    let told = report(&job);
    println!("{}", serde_json::to_string_pretty(&told).unwrap());
    println!("imported in {took:?}");
}
