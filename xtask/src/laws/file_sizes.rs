//! The file-size law: a Rust file past 400 lines stands in `xtask/long_files.toml` with its reason; none passes 800.

use std::collections::BTreeMap;

use anyhow::Context;

use super::Breach;
use crate::reading::checkout::Checkout;

const WANTS_A_REASON: usize = 400;
const MUST_BE_SPLIT: usize = 800;
const REASONS: &str = "xtask/long_files.toml";

pub fn check(checkout: &Checkout) -> anyhow::Result<Vec<Breach>> {
    let text = std::fs::read_to_string(checkout.root.join(REASONS)).with_context(|| format!("{REASONS} is missing"))?;
    let mut reasons: BTreeMap<String, String> =
        toml::from_str(&text).with_context(|| format!("{REASONS} must be lines of \"path\" = \"reason\""))?;
    let mut breaches = Vec::new();
    for file in checkout.files.iter().filter(|file| file.is_rust()) {
        let lines = file.text.as_deref().unwrap_or_default().lines().count();
        let reason = if lines > WANTS_A_REASON { reasons.remove(&file.path) } else { None };
        if lines > MUST_BE_SPLIT {
            breaches.push(Breach::new(&file.path, format!("{lines} lines; past {MUST_BE_SPLIT} a file is split")));
        } else if lines > WANTS_A_REASON && reason.is_none_or(|reason| reason.trim().is_empty()) {
            breaches.push(Breach::new(&file.path, format!("{lines} lines; split it or give the reason in {REASONS}")));
        }
    }
    for path in reasons.keys() {
        breaches.push(Breach::new(REASONS, format!("{path} is not past {WANTS_A_REASON} lines; take its line out")));
    }
    Ok(breaches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn long_files_go_red_unless_a_reason_stands_and_even_then_past_the_hard_limit() {
        let breaches = check(&fixture("file_sizes")).unwrap();
        assert_eq!(places(&breaches), ["src/past_400_silent.rs", "src/past_800_reasoned.rs", REASONS]);
    }
}
