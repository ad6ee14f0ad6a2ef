//! Profiles that people of the company named, beside those that come with Hanse: one maps the columns of a file, all have it.

use kernel::{Refusal, Timestamp};
use order_file::{PROFILES, Profile};
use store::{CommandError, Kind, Nothing, Read, Row, StoreError, Table, Tx, Value, args};

const TABLE: Table = Table {
    name: "import_profiles",
    columns: &[("name", Kind::Text), ("profile", Kind::Text), ("saved_at", Kind::Int), ("saved_by", Kind::Text)],
    key: &["name"],
};

/// Letters of a name.
const LONGEST_NAME: usize = 60;
/// Bytes of a profile.
const LARGEST: usize = 64 * 1024;
/// Profiles of a company.
const MOST: i64 = 500;

/// A profile of the company.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub name: String,
    /// TOML.
    pub text: String,
    pub saved_at: Timestamp,
    /// The API key that saved it last.
    pub saved_by: String,
}

fn named(row: &Row) -> Result<Named, StoreError> {
    let text = |place| row.text(place).map(str::to_owned);
    Ok(Named { name: text(0)?, text: text(1)?, saved_at: row.at(2)?, saved_by: text(3)? })
}

/// All of them, by name.
pub(crate) fn profiles(read: &mut dyn Read) -> Result<Vec<Named>, StoreError> {
    let sql = "SELECT name, profile, saved_at, saved_by FROM import_profiles ORDER BY name";
    read.query(sql, &[])?.iter().map(named).collect()
}

/// Whether a text can be a profile's name; a profile's own text never is.
fn is_name(text: &str) -> bool {
    let short = !text.is_empty() && text.trim() == text && text.chars().count() <= LONGEST_NAME;
    short && !text.contains(|letter: char| letter.is_control() || letter == '=')
}

/// The text of one; none where the company has none of this name.
pub(crate) fn text_of(read: &mut dyn Read, name: &str) -> Result<Option<String>, StoreError> {
    if !is_name(name) {
        return Ok(None);
    }
    let row = read.query_one("SELECT profile FROM import_profiles WHERE name = $1", &args![name])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// Refuses `personal_text` for a profile with an e-mail address in it: what it is about, and every comment, outlives whoever it names. `@` alone
/// stands for a letter of a code.
pub(crate) fn must_name_nobody_within(text: &str, field: &str) -> Result<(), Refusal> {
    let is_address = |(before, after): (&str, &str)| {
        let end = after.find(|letter: char| !(letter.is_alphanumeric() || letter == '-' || letter == '.'));
        let place = after.get(..end.unwrap_or(after.len())).unwrap_or_default().trim_end_matches('.').rsplit_once('.');
        let is_place = |(host, top): (&str, &str)| {
            !host.is_empty() && top.chars().count() > 1 && top.chars().all(char::is_alphabetic)
        };
        before.ends_with(char::is_alphanumeric) && place.is_some_and(is_place)
    };
    let mut signs = text.match_indices('@').filter_map(|(place, _)| text.split_at_checked(place));
    let found = signs.any(|(before, after)| is_address((before, after.trim_start_matches('@'))));
    if found { Err(Refusal::invalid("personal_text").at(field)) } else { Ok(()) }
}

/// Keeps a profile under a name, in the place of one that had it.
pub(crate) fn save(tx: &mut Tx<'_>, name: &str, text: &str) -> Result<Nothing, CommandError> {
    if !is_name(name) {
        return Err(Refusal::invalid("import_profile_name").at("/name").with("longest", LONGEST_NAME).into());
    }
    if PROFILES.iter().any(|(known, _)| *known == name) {
        return Err(Refusal::conflict("import_profile_taken").at("/name").with("name", name).into());
    }
    if text.len() > LARGEST {
        return Err(Refusal::invalid("import_profile_too_large").at("/text").with("most", LARGEST).into());
    }
    Profile::from_toml(text).map_err(|error| Refusal::from(error).at("/text"))?;
    must_name_nobody_within(text, "/text")?;
    let count = tx.query_one("SELECT COUNT(*) FROM import_profiles WHERE name <> $1", &args![name])?;
    if count.map_or(Ok(0), |row| row.int(0))? >= MOST {
        return Err(Refusal::conflict("import_profiles_too_many").with("most", MOST).into());
    }
    let (now, by) = (tx.context().now, tx.context().actor.as_str().to_owned());
    tx.upsert(&TABLE, vec![vec![name.into(), text.into(), Value::from(now), by.into()]])?;
    Ok(Nothing)
}

/// Takes one away. Imports that were made with it keep its text.
pub(crate) fn delete(tx: &mut Tx<'_>, name: &str) -> Result<Nothing, CommandError> {
    if !is_name(name) || tx.execute("DELETE FROM import_profiles WHERE name = $1", &args![name])? == 0 {
        let shown: String = name.chars().take(LONGEST_NAME).collect();
        return Err(Refusal::not_found("no_such_profile").with("name", shown).into());
    }
    Ok(Nothing)
}
