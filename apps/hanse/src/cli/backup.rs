//! `hanse backup`: a folder of files with a manifest, written last, that says what every file must be.
//!
//! It asks nothing of a running server: stores are copied through read-only connections, each from one snapshot. Data and the
//! keys of personal data never go into one backup.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use access::{RegionCode, StoreEntry, TenantCode};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Clock, Copied, CopiedFile, Location, StoreError, SystemClock};

use super::{Failure, Terminal};
use crate::installation::{control_file, erasure_list, exists, places, uploads};
use crate::settings::Settings;

/// Copy all data, or the keys of personal data, while the server works
#[derive(clap::Args)]
#[command(after_help = "\
A backup of the data holds names and addresses only sealed. Their keys are backed up apart (--keys): keep those copies elsewhere
and briefly, because a person who was erased is truly gone when the last backup of the keys is. The master key, the file
REGION/master.key in the data folder, is in neither: keep it by itself, once.

Examples:
  hanse backup /backups/2026-11-21
  hanse backup --keys /safe/keys            makes a folder in it and removes those past their day
  hanse backup /backups/2026-11-21 --keys /safe/keys --keep-days 3

See also: hanse help restore")]
pub(crate) struct Backup {
    /// A new folder for the data
    #[arg(required_unless_present = "keys", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// The folder that collects backups of the keys
    #[arg(long, value_name = "FOLDER")]
    keys: Option<PathBuf>,
    /// How long a backup of the keys may be kept
    #[arg(long, default_value_t = 7, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=90))]
    keep_days: u16,
}

impl Backup {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let settings = terminal.settings(None)?;
        let mut lines = Vec::new();
        let mut told = serde_json::Map::new();
        // Data first: every person in it has its key in the keys' later snapshot.
        if let Some(folder) = &self.folder {
            let manifest = back_up_data(&settings, folder)?;
            lines.push(format!(
                "Data: {} store(s), {} in {}",
                manifest.stores.len(),
                size(manifest.bytes()),
                folder.display()
            ));
            told.insert(
                "data".to_owned(),
                json!({ "folder": folder, "stores": manifest.stores.len(), "bytes": manifest.bytes() }),
            );
        }
        if let Some(collection) = &self.keys {
            let made = back_up_keys(&settings, collection, self.keep_days)?;
            lines.push(format!("Keys: {} in {}", size(made.manifest.bytes()), made.folder.display()));
            if made.removed > 0 {
                lines.push(format!("      {} backup(s) of keys past their day removed", made.removed));
            }
            let delete_after = made.manifest.delete_after;
            lines.push(format!("      to be gone by {}", delete_after.map_or_else(String::new, |at| at.to_string())));
            told.insert(
                "keys".to_owned(),
                json!({ "folder": made.folder, "removed": made.removed, "delete_after": delete_after }),
            );
        }
        terminal.say(&lines.join("\n"), &serde_json::Value::Object(told));
        Ok(())
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(1_048_576)),
    }
}

/// What a backup holds. Never both: the point of the vault is that the two do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    Data,
    Keys,
}

/// The description of a backup: `manifest.json` in its folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// The program that made it, with its version.
    pub made_by: String,
    pub holds: Holds,
    pub begun_at: Timestamp,
    pub ended_at: Timestamp,
    /// When it must be gone: backups of keys are short-lived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_after: Option<Timestamp>,
    pub stores: Vec<StoreCopy>,
}

/// One store of a backup. Its files are in `REGION/TENANT`, or in `control`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoreCopy {
    /// Whose it is; the control store is nobody's.
    pub owner: Option<Owner>,
    pub copied: Copied,
    /// Who was erased when the copy was made: numbers and instants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasures: Option<CopiedFile>,
    /// Files that jobs still need, sealed as they lie there; their keys are in the key store. In the folder `uploads`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uploads: Vec<CopiedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub tenant: TenantCode,
    pub region: RegionCode,
}

impl StoreCopy {
    /// Where its files are within a backup.
    pub fn folder(&self, backup: &Path) -> PathBuf {
        folder_of(backup, self.owner.as_ref())
    }
}

fn folder_of(backup: &Path, owner: Option<&Owner>) -> PathBuf {
    match owner {
        Some(Owner { tenant, region }) => backup.join(region.as_str()).join(tenant.as_str()),
        None => backup.join("control"),
    }
}

const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// The erasure list's name within a store's folder of a backup; the files of stores end in `.db` and `.copy`.
pub(super) const ERASURES: &str = "erasures.list";
/// The folder of uploads within a store's folder of a backup.
pub(super) const UPLOADS: &str = "uploads";
const DAY_MS: i64 = 86_400_000;

impl Manifest {
    /// Reads the manifest of a backup and refuses what this program cannot restore.
    pub fn read(folder: &Path, holds: Holds) -> Result<Self, Failure> {
        let path = folder.join(MANIFEST);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(format!("{} holds no finished backup: {MANIFEST} is missing", folder.display()).into());
            }
            Err(error) => return Err(format!("{}: {error}", path.display()).into()),
        };
        let damaged = |error: serde_json::Error| {
            format!("the backup is damaged: {}: {error}; use another backup", path.display())
        };
        let format = serde_json::from_slice::<serde_json::Value>(&text).map_err(damaged)?;
        match format.get("format").and_then(serde_json::Value::as_u64) {
            Some(format) if format == u64::from(FORMAT) => {}
            other => {
                return Err(format!(
                    "this backup has form {other:?} and this program reads {FORMAT}; use a newer program"
                )
                .into());
            }
        }
        let manifest: Self = serde_json::from_slice(&text).map_err(damaged)?;
        if manifest.holds != holds {
            let (found, wanted) = (manifest.holds, holds);
            return Err(format!("{} is a backup of {found:?} and not of {wanted:?}", folder.display())
                .to_lowercase()
                .into());
        }
        Ok(manifest)
    }

    /// Reads every file again; a damaged one is named.
    pub fn check(&self, folder: &Path) -> Result<(), StoreError> {
        for copy in &self.stores {
            let folder = copy.folder(folder);
            copy.copied.check(&folder)?;
            copy.erasures.iter().try_for_each(|file| file.check(&folder))?;
            copy.uploads.iter().try_for_each(|file| file.check(&folder.join(UPLOADS)))?;
        }
        Ok(())
    }

    /// How much it is on disk.
    pub fn bytes(&self) -> u64 {
        let uploads = |copy: &StoreCopy| copy.uploads.iter().map(|file| file.bytes).sum::<u64>();
        self.stores.iter().map(|copy| copy.copied.bytes().saturating_add(uploads(copy))).sum()
    }

    /// Everything else is on disk already: a folder with a manifest is a whole backup.
    fn write(&self, folder: &Path) -> Result<(), Failure> {
        let beside = folder.join("manifest.part");
        let mut file = File::create(&beside)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&beside, folder.join(MANIFEST))?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

/// Every tenant's stores, as the control store says, without opening it for writing.
pub(super) fn entries(settings: &Settings) -> Result<Vec<StoreEntry>, Failure> {
    if !exists(&settings.data) {
        return Err(format!(
            "there is no installation in {}; name another folder with --data",
            settings.data.display()
        )
        .into());
    }
    Ok(store::look(&Location::Sqlite(control_file(settings)), |read| access::stores(read))?)
}

/// Backs up the control store and every tenant's data into `folder`, which must be empty or absent.
pub fn back_up_data(settings: &Settings, folder: &Path) -> Result<Manifest, Failure> {
    let entries = entries(settings)?;
    let begun_at = begin(folder)?;
    let copied = store::back_up(&Location::Sqlite(control_file(settings)), &folder_of(folder, None))?;
    let mut stores = vec![StoreCopy { owner: None, copied, erasures: None, uploads: Vec::new() }];
    for entry in &entries {
        let mut copied = copy(settings, entry, &places(settings, entry).0, folder)?;
        // After the data: whatever a job of the snapshot needs lay there before it.
        copied.uploads = copy_uploads(settings, entry, &copied.folder(folder))?;
        stores.push(copied);
    }
    end(folder, Holds::Data, begun_at, None, stores)
}

/// A backup of keys that was made.
pub struct KeysBackup {
    pub folder: PathBuf,
    pub manifest: Manifest,
    /// How many earlier ones were past their day and are gone.
    pub removed: usize,
}

/// Backs up every tenant's key store into a new folder in `collection`, and removes the backups there whose day is over.
pub fn back_up_keys(settings: &Settings, collection: &Path, keep_days: u16) -> Result<KeysBackup, Failure> {
    let entries = entries(settings)?;
    let now = SystemClock.now();
    let folder = collection.join(format!("keys-{now}").replace(':', "").replace('.', "-"));
    let begun_at = begin(&folder)?;
    let mut stores = Vec::with_capacity(entries.len());
    for entry in &entries {
        stores.push(copy(settings, entry, &places(settings, entry).1, &folder)?);
    }
    let delete_after = begun_at.plus_ms(i64::from(keep_days).saturating_mul(DAY_MS));
    let manifest = end(&folder, Holds::Keys, begun_at, Some(delete_after), stores)?;
    let mut removed = 0;
    for (earlier, manifest) in keys_backups(collection)? {
        if manifest.delete_after.is_some_and(|at| at <= now) {
            std::fs::remove_dir_all(&earlier).map_err(|e| format!("{}: {e}", earlier.display()))?;
            removed += 1;
        }
    }
    Ok(KeysBackup { folder, manifest, removed })
}

/// The finished backups of keys in a collection, oldest first.
pub(super) fn keys_backups(collection: &Path) -> Result<Vec<(PathBuf, Manifest)>, Failure> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(collection).map_err(|e| format!("{}: {e}", collection.display()))? {
        let folder = entry?.path();
        if let Ok(manifest) = Manifest::read(&folder, Holds::Keys) {
            found.push((folder, manifest));
        }
    }
    found.sort_by_key(|(_, manifest)| manifest.begun_at);
    Ok(found)
}

/// A folder that only this user can read.
fn begin(folder: &Path) -> Result<Timestamp, Failure> {
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    if std::fs::read_dir(folder).map_err(failed)?.next().is_some() {
        return Err(format!("{} is not empty; a backup wants a new folder", folder.display()).into());
    }
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(failed)?;
    Ok(SystemClock.now())
}

fn copy(settings: &Settings, entry: &StoreEntry, location: &Location, backup: &Path) -> Result<StoreCopy, Failure> {
    let owner = Owner { tenant: entry.tenant.clone(), region: entry.region.clone() };
    let folder = folder_of(backup, Some(&owner));
    let copied = store::back_up(location, &folder)?;
    // After the copy: who is erased while it is made is in the list.
    let list = erasure_list(settings, &entry.tenant, &entry.region);
    let (erased, files) = (list.read()?, list.files()?);
    let mut erasures = None;
    if !erased.is_empty() || !files.is_empty() {
        let copy = vault::ErasureList::at(folder.join(ERASURES));
        copy.append(&erased)?;
        copy.append_files(&files)?;
        erasures = Some(CopiedFile::written(&folder, ERASURES)?);
    }
    Ok(StoreCopy { owner: Some(owner), copied, erasures, uploads: Vec::new() })
}

/// Copies a tenant's uploads, sealed as they are. One that is let go of meanwhile is needed no more.
fn copy_uploads(settings: &Settings, entry: &StoreEntry, backup: &Path) -> Result<Vec<CopiedFile>, Failure> {
    let from = uploads(settings, &entry.tenant, &entry.region);
    let found = match std::fs::read_dir(&from) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("{}: {error}", from.display()).into()),
    };
    let into = backup.join(UPLOADS);
    let mut copied = Vec::new();
    for file in found {
        let name = file?.file_name();
        // Whole ones have their hash for a name.
        let Some(name) = name.to_str().filter(|name| name.parse::<jobs::UploadHash>().is_ok()) else { continue };
        if copy_upload(&from.join(name), &into, name)? {
            copied.push(CopiedFile::written(&into, name)?);
        }
    }
    Ok(copied)
}

/// Copies one sealed upload, durably: whether it was still there.
pub(super) fn copy_upload(from: &Path, folder: &Path, name: &str) -> Result<bool, Failure> {
    let mut sealed = match File::open(from) {
        Ok(sealed) => sealed,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(format!("{}: {error}", from.display()).into()),
    };
    std::fs::create_dir_all(folder)?;
    let mut copy = File::create(folder.join(name))?;
    std::io::copy(&mut sealed, &mut copy)?;
    copy.sync_all()?;
    File::open(folder)?.sync_all()?;
    Ok(true)
}

fn end(
    folder: &Path,
    holds: Holds,
    begun_at: Timestamp,
    delete_after: Option<Timestamp>,
    stores: Vec<StoreCopy>,
) -> Result<Manifest, Failure> {
    let made_by = format!("hanse {}", env!("CARGO_PKG_VERSION"));
    let ended_at = SystemClock.now();
    let manifest = Manifest { format: FORMAT, made_by, holds, begun_at, ended_at, delete_after, stores };
    manifest.write(folder)?;
    Ok(manifest)
}
