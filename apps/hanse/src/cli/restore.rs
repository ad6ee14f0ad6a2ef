//! `hanse restore`: an installation out of backups.
//!
//! Order of things: every file is checked before anything is made; the keys come before the data; the erasure lists of all
//! backups are joined with the one that is there and replayed before anyone can look; the control store comes last, so that a
//! restore that was stopped does not look like an installation.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{StoreEntry, StorePlace};
use serde_json::json;
use store::{Clock, Location, Options, Store, Submission, SystemClock};

use super::backup::{ERASURES, Holds, Manifest, Owner, StoreCopy, UPLOADS, copy_upload, keys_backups};
use super::verify::broken_laws;
use super::{Failure, Terminal};
use crate::installation::{
    Installation, control_file, erasure_list, exists, folder, master_key, new_entry, places, program, uploads,
};
use crate::product;
use crate::settings::Settings;

/// Put a backup into an empty data folder; who was erased stays erased
#[derive(clap::Args)]
#[command(after_help = "\
The data folder (--data) must hold no installation. It may hold what survived: a region's master.key, a tenant's keys.db and
erasures are used as they are. Without the keys everything is restored but nobody's name or address can be read.
Stores of PostgreSQL go into the empty database that HANSE_DATABASE names, or else to where they were.

Examples:
  hanse --data new restore /backups/2026-11-21                             the keys in new/ are the ones to use
  hanse --data new restore /backups/2026-11-21 --keys /safe/keys           with the newest backup of the keys
  (before that: mkdir -p new/eu/demo && cp /vault/master.key new/eu/ && chmod 600 new/eu/master.key && cp /vault/erasures new/eu/demo/)")]
pub(crate) struct Restore {
    /// A folder that `hanse backup FOLDER` made
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// A folder that `hanse backup --keys FOLDER` made or collects in; of several the newest is taken
    #[arg(long, value_name = "FOLDER")]
    keys: Option<PathBuf>,
}

impl Restore {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let settings = terminal.settings(None)?;
        let begun = std::time::Instant::now();
        let restored = restore(&settings, &self.folder, self.keys.as_deref())?;
        let mut lines = vec![format!(
            "{} store(s) as of {} restored in {:.1?}; {} person(s) erased again.",
            restored.stores,
            restored.as_of,
            begun.elapsed(),
            restored.erased_again
        )];
        lines.extend(restored.notes.iter().map(|note| format!("Note: {note}")));
        lines.extend(restored.broken.iter().cloned());
        if restored.broken.is_empty() {
            lines.push("Every law holds.".to_owned());
        }
        let told = json!({
            "stores": restored.stores, "as_of": restored.as_of, "erased_again": restored.erased_again,
            "notes": restored.notes, "broken": restored.broken,
        });
        terminal.say(&lines.join("\n"), &told);
        match restored.broken.len() {
            0 => Ok(()),
            count => Err(format!("{count} laws are broken in what was restored").into()),
        }
    }
}

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    pub stores: usize,
    /// Everything acknowledged before this instant is there.
    pub as_of: kernel::Timestamp,
    /// Persons of the backup who were erased since.
    pub erased_again: usize,
    /// What the person at the terminal should know.
    pub notes: Vec<String>,
    /// The laws that do not hold; none, unless the backup was of a broken store.
    pub broken: Vec<String>,
}

/// Restores the data in `backup`, with the keys in `keys` or those that are in the data folder already.
pub fn restore(settings: &Settings, backup: &Path, keys: Option<&Path>) -> Result<Restored, Failure> {
    if exists(&settings.data) {
        let data = settings.data.display();
        return Err(format!(
            "{data} holds an installation; restore into an empty folder: hanse --data FOLDER restore …"
        )
        .into());
    }
    let manifest = Manifest::read(backup, Holds::Data)?;
    let keys = keys.map(newest_keys).transpose()?;
    manifest.check(backup)?;
    if let Some((folder, keys)) = &keys {
        keys.check(folder)?;
    }
    let mut notes = keys.as_ref().map_or_else(Vec::new, |(folder, keys)| concerns(folder, keys, &manifest));
    must_have_master_keys(settings, &manifest, keys.is_some())?;

    let beside = restore_control(settings, backup, &manifest)?;
    let entries = place_entries(settings, &beside, &manifest)?;
    let mut erased_again = 0;
    for (entry, copy) in &entries {
        let owner = copy.owner.as_ref();
        let (data, key_store) = places(settings, entry);
        let list = erasure_list(settings, &entry.tenant, &entry.region);
        let key_copy = keys.as_ref().and_then(|(folder, keys)| {
            let copy = keys.stores.iter().find(|copy| copy.owner.as_ref() == owner)?;
            Some((copy, copy.folder(folder)))
        });
        let there = list.path().exists();
        let mut unknown = join_list(&list, copy, &copy.folder(backup))?;
        if let Some((copy, folder)) = &key_copy {
            unknown += join_list(&list, copy, folder)?;
            store::restore(&copy.copied, folder, &key_store, product::KEYS)?;
        } else if matches!(&key_store, Location::Sqlite(path) if !path.exists()) {
            notes.push(format!("no keys for {}: nobody's name or address there can be read", entry.tenant));
        }
        notes.extend(list_concern(&list, there, unknown, &manifest));
        store::restore(&copy.copied, &copy.folder(backup), &data, product::DATA)?;
        let sealed = uploads(settings, &entry.tenant, &entry.region);
        for file in &copy.uploads {
            copy_upload(&copy.folder(backup).join(UPLOADS).join(&file.name), &sealed, &file.name)?;
        }
        erased_again += replay(data, key_store, &list)?;
    }
    std::fs::rename(&beside, control_file(settings))?;

    let installation = Installation::open(settings.clone())?;
    for (entry, _) in &entries {
        // Keys newer than the data look like keys whose data never came; the next sweep looks at all of them again.
        installation.open_cell(&entry.tenant, &entry.region)?.part::<vault::Vault>().forget_sweeps()?;
    }
    let broken = broken_laws(&installation);
    installation.close();
    Ok(Restored { stores: manifest.stores.len(), as_of: manifest.begun_at, erased_again, notes, broken: broken? })
}

/// The backup of keys at `place`, or the newest of those collected in it.
fn newest_keys(place: &Path) -> Result<(PathBuf, Manifest), Failure> {
    if place.join("manifest.json").exists() {
        return Ok((place.to_owned(), Manifest::read(place, Holds::Keys)?));
    }
    let newest = keys_backups(place)?.pop();
    newest.ok_or_else(|| format!("{} holds no finished backup of keys", place.display()).into())
}

fn concerns(folder: &Path, keys: &Manifest, data: &Manifest) -> Vec<String> {
    let mut notes = Vec::new();
    if keys.begun_at < data.ended_at {
        notes.push(format!(
            "the keys are of {}, the data of {}: persons who came between the two cannot be read",
            keys.begun_at, data.begun_at
        ));
    }
    if keys.delete_after.is_some_and(|at| at <= SystemClock.now()) {
        notes.push(format!("the backup of the keys in {} is past its day: delete it now", folder.display()));
    }
    notes
}

/// Keys are wrapped under a region's master key: a new one, made silently, would leave them shut.
fn must_have_master_keys(settings: &Settings, manifest: &Manifest, keys_given: bool) -> Result<(), Failure> {
    for owner in manifest.stores.iter().filter_map(|copy| copy.owner.as_ref()) {
        let kept = folder(settings, &owner.tenant, &owner.region).join("keys.db").exists();
        let master = master_key(settings, &owner.region);
        if (kept || keys_given) && !master.exists() {
            return Err(format!(
                "the master key of region {} is missing: put your copy at {} (chmod 600), then restore",
                owner.region,
                master.display()
            )
            .into());
        }
    }
    Ok(())
}

/// The control store under a name that does not count yet.
fn restore_control(settings: &Settings, backup: &Path, manifest: &Manifest) -> Result<PathBuf, Failure> {
    let copy = manifest.stores.iter().find(|copy| copy.owner.is_none());
    let copy = copy.ok_or("the backup is damaged: it has no control store")?;
    let beside = settings.data.join("control.restored");
    // What a stopped restore left of it is made anew.
    if beside.exists() {
        std::fs::remove_file(&beside)?;
    }
    store::restore(&copy.copied, &copy.folder(backup), &Location::Sqlite(beside.clone()), product::CONTROL)?;
    Ok(beside)
}

/// The tenants' entries with their copies, at the places they are restored to.
fn place_entries<'m>(
    settings: &Settings,
    control: &Path,
    manifest: &'m Manifest,
) -> Result<Vec<(StoreEntry, &'m StoreCopy)>, Failure> {
    let store = Store::open(
        Location::Sqlite(control.to_owned()),
        product::CONTROL,
        Options { readers: 1, ..Options::default() },
    )?;
    let known = store.read_blocking(|read| access::stores(read))?;
    let mut entries = Vec::new();
    for copy in &manifest.stores {
        let Some(Owner { tenant, region }) = &copy.owner else { continue };
        let entry = known.iter().find(|entry| entry.tenant == *tenant && entry.region == *region);
        let mut entry = entry
            .ok_or_else(|| format!("the backup is damaged: its control store knows no {tenant} in {region}"))?
            .clone();
        let place = match (&entry.place, &settings.database) {
            (StorePlace::File(_), _) => {
                StorePlace::File(PathBuf::from(region.as_str()).join(tenant.as_str()).join("store.db"))
            }
            (StorePlace::Postgres(_), Some(_)) => {
                let before: Vec<StoreEntry> =
                    entries.iter().map(|(entry, _): &(StoreEntry, &StoreCopy)| entry.clone()).collect();
                new_entry(settings, tenant, region, &before).place
            }
            (StorePlace::Postgres(url), None) => StorePlace::Postgres(url.clone()),
        };
        if place != entry.place {
            entry.place = place;
            let moved = entry.clone();
            store.submit_blocking(Submission::by(&program()), move |tx| access::move_store(tx, &moved))?;
        }
        entries.push((entry, copy));
    }
    // Who signed out since the backup stays signed out.
    store.submit_blocking(Submission::by(&program()), access::end_sessions)?;
    store.close();
    let mut lock = control.as_os_str().to_owned();
    lock.push(".lock");
    std::fs::remove_file(lock)?;
    Ok(entries)
}

/// Adds the erasures a copy knows to the list that stays: how many it had not.
fn join_list(list: &vault::ErasureList, copy: &StoreCopy, folder: &Path) -> Result<usize, Failure> {
    if copy.erasures.is_none() {
        return Ok(0);
    }
    let known: HashSet<vault::PersonId> = list.read()?.into_iter().map(|erasure| erasure.person).collect();
    let beside = vault::ErasureList::at(folder.join(ERASURES));
    let files = beside.files()?;
    if !files.is_empty() {
        list.append_files(&files)?;
    }
    let mut more = beside.read()?;
    more.retain(|erasure| !known.contains(&erasure.person));
    if !more.is_empty() {
        list.append(&more)?;
    }
    Ok(more.len())
}

/// What the person at the terminal must know of the list of who was erased: it alone keeps those erased since the backup erased.
fn list_concern(list: &vault::ErasureList, there: bool, unknown: usize, manifest: &Manifest) -> Option<String> {
    let (path, day) = (list.path().display(), manifest.begun_at);
    let mend = format!("put the newest copy of that list at {path} and restore again into an empty folder");
    if !there {
        return Some(format!(
            "THE LIST OF ERASED PERSONS IS MISSING ({path}): whoever was erased after {day} is back, unless the backups know it. \
             If anybody was, {mend}"
        ));
    }
    (unknown > 0).then(|| {
        format!(
            "THE LIST OF ERASED PERSONS IS OLDER THAN THE BACKUP ({path} did not know {unknown} whom the backup knows): whoever was \
             erased after {day} may be back. If anybody was, {mend}"
        )
    })
}

/// Erases in what was restored whoever is on the list, before anything else opens it.
fn replay(data: Location, keys: Location, list: &vault::ErasureList) -> Result<usize, Failure> {
    let options = Options { readers: 2, ..Options::default() };
    if let Location::Postgres(url) = &keys {
        store::make_database(url)?;
    }
    let keys: Arc<Store> = Store::open(keys, product::KEYS, vault::key_store_options(options.clone()))?;
    let data = Store::open(data, product::DATA, options)?;
    let again = vault::replay_erasures(list, &keys, &data)?;
    data.close();
    keys.close();
    Ok(again)
}
