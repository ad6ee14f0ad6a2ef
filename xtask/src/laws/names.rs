//! The naming law: no file, folder or crate is named for being a drawer of odds and ends; a crate is named as its folder.

use super::Breach;
use crate::reading::checkout::Checkout;

/// Words that say nothing about what is inside, alone or as a part of a name.
const EMPTY_PARTS: [&str; 8] = ["util", "utils", "utility", "utilities", "helper", "helpers", "manager", "managers"];
/// Words that say nothing when they are the whole name.
const EMPTY_NAMES: [&str; 4] = ["common", "misc", "miscellaneous", "stuff"];

pub fn check(checkout: &Checkout) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in &checkout.files {
        if let Some(name) = file.path.split('/').find(|name| is_empty_word(name)) {
            breaches
                .push(Breach::new(&file.path, format!("{name} does not say what is inside; name the business of it")));
        }
    }
    for one in &checkout.crates {
        let folder = one.folder.rsplit('/').next().unwrap_or_default();
        if folder != one.name {
            breaches
                .push(Breach::new(&one.folder, format!("the crate calls itself {}; name it as its folder", one.name)));
        }
    }
    breaches
}

fn is_empty_word(name: &str) -> bool {
    let stem = name.trim_start_matches('.').split('.').next().unwrap_or_default().to_ascii_lowercase();
    EMPTY_NAMES.contains(&stem.as_str()) || stem.split(['_', '-']).any(|part| EMPTY_PARTS.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn drawers_of_odds_and_ends_and_misnamed_crates_go_red() {
        let breaches = check(&fixture("names"));
        assert_eq!(places(&breaches), ["orders/src/common/mod.rs", "orders/src/stock_manager.rs", "orders"]);
    }
}
