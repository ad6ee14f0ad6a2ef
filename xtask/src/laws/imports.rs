//! The import law: a crate's top folder says what it may be built with (the table in ARCHITECTURE.md).

use super::Breach;
use crate::reading::checkout::{Checkout, Crate};

/// Top folders whose crates may use everything.
const FREE: [&str; 5] = ["apps", "simulation", "bench", "fuzz", "xtask"];

pub fn check(checkout: &Checkout) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for one in &checkout.crates {
        if rule(one.layer()).is_none() {
            breaches.push(Breach::new(&one.folder, format!("the import law has no row for {}/", one.layer())));
            continue;
        }
        for name in &one.uses {
            refuse(checkout, one, name, may_use(one, find(checkout, name)), &mut breaches);
        }
        for name in &one.tests_use {
            let testkit = find(checkout, name).is_some_and(|used| used.folder == "platform/testkit");
            refuse(checkout, one, name, testkit || may_use(one, find(checkout, name)), &mut breaches);
        }
    }
    breaches
}

fn refuse(checkout: &Checkout, one: &Crate, name: &str, allowed: bool, breaches: &mut Vec<Breach>) {
    if allowed {
        return;
    }
    let whole = find(checkout, name).map_or(name, |used| used.folder.as_str());
    let rule = rule(one.layer()).unwrap_or_default();
    breaches.push(Breach::new(&one.folder, format!("uses {whole}; a crate under {}/ may use {rule}", one.layer())));
}

fn find<'a>(checkout: &'a Checkout, name: &str) -> Option<&'a Crate> {
    checkout.crates.iter().find(|one| one.name == name)
}

/// The row of the table, in words.
fn rule(layer: &str) -> Option<&'static str> {
    Some(match layer {
        "platform" => "platform",
        "countries" => "kernel",
        "connectors" => "kernel, countries and ports of connectors",
        "centres" => "platform, countries and ports of connectors, never another centre",
        "processes" => "platform, centres and connectors, never another process",
        "views" => "platform and centres, never another view",
        layer if FREE.contains(&layer) => "everything but xtask",
        _ => return None,
    })
}

fn may_use(one: &Crate, used: Option<&Crate>) -> bool {
    let Some(used) = used else { return false };
    let kernel = used.folder == "platform/kernel";
    let port = used.layer() == "connectors" && used.name.ends_with("_port");
    match one.layer() {
        "platform" => used.layer() == "platform",
        "countries" => kernel,
        "connectors" => kernel || port || used.layer() == "countries",
        "centres" => port || matches!(used.layer(), "platform" | "countries"),
        "processes" => matches!(used.layer(), "platform" | "centres" | "connectors"),
        "views" => matches!(used.layer(), "platform" | "centres"),
        layer => FREE.contains(&layer) && used.layer() != "xtask",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn a_centre_that_uses_another_centre_goes_red_and_a_process_that_uses_both_does_not() {
        let breaches = check(&fixture("imports"));
        assert_eq!(places(&breaches), ["centres/orders", "countries", "tools/stray"]);
        assert!(breaches.iter().any(|breach| breach.says.contains("uses centres/ledger")));
    }
}
