//! The table law: a crate's SQL names its own tables. Views and processes may read others' tables, as may the crates that
//! watch the whole (apps, simulation, bench); nobody writes another's. A table's name is unique over the product.

use std::collections::BTreeMap;

use super::Breach;
use crate::reading::checkout::{Checkout, Crate, File};
use crate::reading::rust_text::{Piece, product_pieces};
use crate::reading::sql_text::{Touch, touches};

pub fn check(checkout: &Checkout) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let owners = owners(checkout, &mut breaches);
    for file in &checkout.files {
        let (Some(of), Some(text)) = (checkout.crate_of(file), file.text.as_deref()) else { continue };
        for (touch, table) in touched(of, file, text) {
            let Some(owner) = owners.get(table.as_str()).filter(|owner| owner.folder != of.folder) else { continue };
            let reads = matches!(of.layer(), "views" | "processes" | "apps" | "simulation" | "bench");
            if touch == Touch::Writes || !reads {
                let verb = if touch == Touch::Reads { "reads" } else { "writes" };
                breaches.push(Breach::new(
                    &file.path,
                    format!("{verb} {table}, which belongs to {}: ask that crate's commands or queries", owner.folder),
                ));
            }
        }
    }
    breaches
}

/// Who owns each table: the crate whose migrations make it.
fn owners<'a>(checkout: &'a Checkout, breaches: &mut Vec<Breach>) -> BTreeMap<String, &'a Crate> {
    let mut owners: BTreeMap<String, &Crate> = BTreeMap::new();
    for file in checkout.files.iter().filter(|file| is_migration(file)) {
        let (Some(of), Some(text)) = (checkout.crate_of(file), file.text.as_deref()) else { continue };
        for (_, table) in touches(text).into_iter().filter(|(touch, _)| *touch == Touch::Makes) {
            match owners.get(&table) {
                Some(owner) if owner.folder != of.folder => {
                    breaches.push(Breach::new(&file.path, format!("makes {table}, which {} makes too", owner.folder)))
                }
                _ => {
                    owners.insert(table, of);
                }
            }
        }
    }
    owners
}

fn is_migration(file: &File) -> bool {
    file.path.contains("/migrations/") && file.path.ends_with(".sql")
}

fn touched(of: &Crate, file: &File, text: &str) -> Vec<(Touch, String)> {
    if file.path.ends_with(".sql") {
        return touches(text).into_iter().filter(|(touch, _)| *touch != Touch::Makes).collect();
    }
    if !file.is_product_rust(of) {
        return Vec::new();
    }
    let pieces = product_pieces(text);
    let mut found = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let Piece::Literal(literal) = piece else { continue };
        found.extend(touches(literal));
        // `Table { name: "orders", …`: what the store writes by.
        let before = pieces.get(place.saturating_sub(4)..place).unwrap_or_default();
        if before == [Piece::Word("Table"), Piece::Mark('{'), Piece::Word("name"), Piece::Mark(':')] {
            found.push((Touch::Writes, (*literal).to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::places;
    use crate::reading::checkout::fixture;

    #[test]
    fn reading_or_writing_another_centres_table_goes_red_and_a_view_that_reads_does_not() {
        let breaches = check(&fixture("tables"));
        assert_eq!(
            places(&breaches),
            [
                "centres/orders/migrations/0002_twice.sql",
                "centres/orders/migrations/0001_start.sql",
                "centres/orders/src/lib.rs",
                "centres/orders/src/lib.rs",
                "views/figures/src/lib.rs",
            ]
        );
    }
}
