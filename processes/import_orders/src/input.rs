//! What an import is told.

use kernel::{EntityCode, MarketCode, Refusal, ShopCode, WarehouseCode, must_name_nobody};
use order_file::{Profile, is_national_phone};
use serde::{Deserialize, Serialize};

use crate::profiles::must_name_nobody_within;

/// How a file is to be imported.
#[derive(Debug, Clone)]
pub struct Options {
    /// The shop its orders are of: their numbers are unique within it.
    pub shop: ShopCode,
    /// The legal entity that sold. Without it: the one in the profile's assumed country, else the only one there is.
    pub entity: Option<EntityCode>,
    /// Where the goods left from. Without it: the entity's only warehouse in the assumed country.
    pub warehouse: Option<WarehouseCode>,
    /// Without it: the market of the shop's name.
    pub market: Option<MarketCode>,
    /// Report what would happen, and write nothing of it.
    pub dry_run: bool,
    /// What the file is called where it comes from. Kept where it names nobody.
    pub file_name: Option<String>,
}

impl Options {
    pub fn of(shop: ShopCode) -> Self {
        Self { shop, entity: None, warehouse: None, market: None, dry_run: false, file_name: None }
    }
}

/// The same, as it is stored with the job. The profile's text is kept, so that the job goes on as it began whatever becomes of
/// the profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportInput {
    pub profile: String,
    pub profile_text: String,
    pub shop: ShopCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warehouse: Option<WarehouseCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<MarketCode>,
    #[serde(default)]
    pub dry_run: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
}

/// The most characters of a file's name.
const LONGEST_NAME: usize = 120;

/// A file's name without its folders, where it can be read by everybody: it outlives whoever it may name.
fn open_name(given: &str) -> Option<String> {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    // The dot before its ending is no gap between words, and the underscores of some are.
    let words = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-', '.'], " ");
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    let names_nobody = must_name_nobody(name, "").is_ok() && must_name_nobody(words.trim(), "").is_ok();
    let dialled = words.split(|letter: char| letter.is_alphabetic()).any(is_national_phone);
    (fits && names_nobody && !dialled).then(|| name.to_owned())
}

impl ImportInput {
    /// `profile` is the name of a profile that comes with Hanse or of one of the company's (`own`: its text), or a profile's own text.
    pub(crate) fn new(profile: &str, own: Option<&str>, options: Options) -> Result<Self, Refusal> {
        let known = order_file::PROFILES.iter().find(|(name, _)| *name == profile);
        let text = match known {
            Some((_, text)) => text,
            None if own.is_some() => own.unwrap_or_default(),
            None if profile.contains(['=', '\n']) => profile,
            None => {
                return Err(
                    Refusal::not_found("no_such_profile").with("name", profile.chars().take(60).collect::<String>())
                );
            }
        };
        let read = Profile::from_toml(text)?;
        // It is kept with the import.
        must_name_nobody_within(text, "/profile")?;
        Ok(Self {
            profile: if own.is_some() { profile.to_owned() } else { read.name },
            profile_text: text.to_owned(),
            shop: options.shop,
            entity: options.entity,
            warehouse: options.warehouse,
            market: options.market,
            dry_run: options.dry_run,
            file_name: options.file_name.as_deref().and_then(open_name),
        })
    }

    pub(crate) fn read_profile(&self) -> Result<Profile, Refusal> {
        Ok(Profile::from_toml(&self.profile_text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_kept_unless_it_names_somebody() {
        for (given, kept) in [
            ("C:\\export\\orders_2026-11.csv", "orders_2026-11.csv"),
            ("orders.xlsx", "orders.xlsx"),
            ("订单.csv", "订单.csv"),
            ("orders_03-11-2026.csv", "orders_03-11-2026.csv"),
            ("20261103_0001.csv", "20261103_0001.csv"),
        ] {
            assert_eq!(open_name(given).as_deref(), Some(kept));
        }
        for given in [
            "Erika Mustermann.csv",
            "erika_mustermann.csv",
            "erika@example.org.csv",
            "0307654321.csv",
            "orders 030-765 4321 b.csv",
            "",
            "exports/",
            "a\u{7}.csv",
        ] {
            assert_eq!(open_name(given), None, "{given}");
        }
    }
}
