//! One integration-test binary a crate: linking is what costs minutes, so further files are modules of the one.

use std::collections::BTreeSet;

use anyhow::Context;

use super::Breach;
use crate::reading::checkout::{Checkout, Crate};

pub fn check(checkout: &Checkout) -> anyhow::Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    for one in &checkout.crates {
        let binaries = binaries(checkout, one)?;
        if binaries.len() > 1 {
            let list: Vec<&str> = binaries.iter().map(String::as_str).collect();
            let says = format!("{} test binaries ({}); make them modules of one", list.len(), list.join(", "));
            breaches.push(Breach::new(&one.folder, says));
        }
    }
    Ok(breaches)
}

fn binaries(checkout: &Checkout, one: &Crate) -> anyhow::Result<BTreeSet<String>> {
    let manifest = format!("{}/Cargo.toml", one.folder);
    let text = checkout.files.iter().find(|file| file.path == manifest).and_then(|file| file.text.as_deref());
    let manifest: toml::Table = toml::from_str(text.unwrap_or_default()).with_context(|| manifest.clone())?;
    let declared = manifest.get("test").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let mut names: BTreeSet<String> = declared
        .iter()
        .filter_map(|test| test.get("path").or_else(|| test.get("name")).and_then(toml::Value::as_str))
        .map(str::to_owned)
        .collect();
    let discovers = manifest.get("package").and_then(|p| p.get("autotests")).and_then(toml::Value::as_bool);
    if discovers != Some(false) {
        let tests = format!("{}/tests/", one.folder);
        let inside = checkout.files.iter().filter_map(|file| file.path.strip_prefix(&tests));
        names.extend(inside.filter(|rest| is_root(rest)).map(|rest| format!("tests/{rest}")));
    }
    Ok(names)
}

/// What cargo takes for a test binary of its own: `tests/x.rs` and `tests/x/main.rs`.
fn is_root(rest: &str) -> bool {
    match rest.split_once('/') {
        None => rest.ends_with(".rs"),
        Some((_, inner)) => inner == "main.rs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn a_second_test_binary_goes_red_and_modules_of_one_do_not() {
        let breaches = check(&fixture("test_binaries")).unwrap();
        assert_eq!(places(&breaches), ["two"]);
    }
}
