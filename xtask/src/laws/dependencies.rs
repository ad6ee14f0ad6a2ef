//! The dependency law: what Hanse is built with from outside stands with its reason in
//! `docs/decisions/0002-dependencies.md`, and nothing else stands there. Crates inherit the version named at the root.

use std::collections::BTreeSet;

use anyhow::Context;

use super::Breach;
use crate::reading::checkout::Checkout;

const ROOT: &str = "Cargo.toml";
const REASONS: &str = "docs/decisions/0002-dependencies.md";

pub fn check(checkout: &Checkout) -> anyhow::Result<Vec<Breach>> {
    let chosen = chosen(checkout)?;
    let reasons =
        std::fs::read_to_string(checkout.root.join(REASONS)).with_context(|| format!("{REASONS} is missing"))?;
    let explained: BTreeSet<&str> =
        reasons.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next()).flat_map(names).collect();
    let mut breaches = Vec::new();
    for name in chosen.iter().filter(|name| !explained.contains(name.as_str())) {
        breaches.push(Breach::new(ROOT, format!("{name} has no reason in {REASONS}")));
    }
    for name in explained.iter().filter(|name| !chosen.contains(**name)) {
        breaches.push(Breach::new(REASONS, format!("{name} is no dependency any more; take its line out")));
    }
    for one in &checkout.crates {
        let own = one.outside.iter().filter(|name| !chosen.contains(name.as_str()));
        breaches.extend(own.map(|name| {
            Breach::new(&one.folder, format!("{name} is not under [workspace.dependencies]; name its version there"))
        }));
    }
    Ok(breaches)
}

/// The names under `[workspace.dependencies]` that come from outside.
fn chosen(checkout: &Checkout) -> anyhow::Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(checkout.root.join(ROOT)).with_context(|| format!("{ROOT} is missing"))?;
    let manifest: toml::Table = toml::from_str(&text).with_context(|| ROOT.to_owned())?;
    let listed = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies")?.as_table());
    let outside = listed.into_iter().flatten().filter(|(_, how)| how.get("path").is_none());
    Ok(outside.map(|(name, _)| name.clone()).collect())
}

/// "`tower`, `tower-http`" without its first mark.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').filter(|part| !part.trim_matches([',', ' ']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::checkout::fixture;

    #[test]
    fn a_dependency_without_a_reason_one_left_over_and_one_of_a_crates_own_go_red() {
        let breaches = check(&fixture("dependencies")).unwrap();
        let said: Vec<String> = breaches.iter().map(|breach| format!("{}: {}", breach.place, breach.says)).collect();
        assert_eq!(said.len(), 3, "{said:#?}");
        assert!(said.iter().any(|s| s.starts_with("Cargo.toml: grabbed has no reason")));
        assert!(said.iter().any(|s| s.starts_with("docs/decisions/0002-dependencies.md: forgotten is no dependency")));
        assert!(said.iter().any(|s| s.starts_with("orders: grabbed_here is not under")));
    }
}
