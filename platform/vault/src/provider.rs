//! Where the master key comes from. A file of the region's own by default; a key service later, behind the same trait.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use store::StoreError;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// One master key. Prints as `***`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey {
    #[zeroize(skip)]
    pub(crate) number: i64,
    pub(crate) secret: [u8; 32],
}

impl MasterKey {
    pub fn new(number: i64, secret: [u8; 32]) -> Self {
        Self { number, secret }
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "MasterKey({}, ***)", self.number)
    }
}

/// What a region's vault works with. Read once, when the vault is unlocked.
#[derive(Debug, Clone)]
pub struct MasterKeys {
    /// New keys are wrapped under this one.
    pub current: MasterKey,
    /// Keys wrapped before a rotation still open under these.
    pub earlier: Vec<MasterKey>,
    /// Makes the tokens that find a person. Never rotated alone: the tokens would all have to be made anew.
    pub tokens: MasterKey,
}

/// Gives a vault its master keys.
pub trait KeyProvider: Send + Sync {
    fn master_keys(&self) -> Result<MasterKeys, StoreError>;
}

/// Master keys in a file that only its owner can read. Whoever backs up this file beside the key store has undone the vault.
///
/// ```text
/// hanse master keys 1
/// tokens 0 9f…            64 hex digits
/// master 1 3a…            one line a key; the highest number is the current one
/// ```
#[derive(Debug, Clone)]
pub struct FileProvider {
    path: PathBuf,
}

const TITLE: &str = "hanse master keys 1";

impl FileProvider {
    /// Keys in the file at `path`, which is made (mode 0600) with fresh keys when it is not there.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Adds a new current master key; keys wrapped so far keep opening under theirs.
    pub fn rotate(&self) -> Result<i64, StoreError> {
        let keys = self.master_keys()?;
        let number = keys.current.number.saturating_add(1);
        let mut text = Zeroizing::new(String::from(TITLE));
        text.push('\n');
        line(&mut text, "tokens", &keys.tokens);
        keys.earlier.iter().chain([&keys.current]).for_each(|key| line(&mut text, "master", key));
        line(&mut text, "master", &fresh(number)?);
        let beside = self.path.with_extension("new");
        write_private(&beside, &text)?;
        std::fs::rename(&beside, &self.path).map_err(|e| self.failed(&e))?;
        sync_folder(&self.path).map_err(|e| self.failed(&e))?;
        Ok(number)
    }

    fn failed(&self, error: &std::io::Error) -> StoreError {
        StoreError::Unavailable(format!("master keys in {}: {error}", self.path.display()))
    }

    fn create(&self) -> Result<(), StoreError> {
        let mut text = Zeroizing::new(format!("{TITLE}\n"));
        line(&mut text, "tokens", &fresh(0)?);
        line(&mut text, "master", &fresh(1)?);
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| self.failed(&e))?;
        }
        write_private(&self.path, &text)?;
        sync_folder(&self.path).map_err(|e| self.failed(&e))
    }
}

impl KeyProvider for FileProvider {
    fn master_keys(&self) -> Result<MasterKeys, StoreError> {
        if !self.path.try_exists().map_err(|e| self.failed(&e))? {
            self.create()?;
        }
        check_private(&self.path)?;
        let mut text = Zeroizing::new(String::new());
        let mut file = std::fs::File::open(&self.path).map_err(|e| self.failed(&e))?;
        file.read_to_string(&mut text).map_err(|e| self.failed(&e))?;
        read(&text).ok_or_else(|| {
            StoreError::Unavailable(format!("{} is not a file of master keys, or is damaged", self.path.display()))
        })
    }
}

fn read(text: &str) -> Option<MasterKeys> {
    let mut lines = text.lines();
    if lines.next()? != TITLE {
        return None;
    }
    let mut tokens = None;
    let mut masters = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let (kind, number, secret) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
        let key = MasterKey { number, secret: *blake3::Hash::from_hex(secret).ok()?.as_bytes() };
        match kind {
            "tokens" => tokens = Some(key),
            "master" => masters.push(key),
            _ => return None,
        }
    }
    masters.sort_by_key(|key| key.number);
    let current = masters.pop()?;
    Some(MasterKeys { current, earlier: masters, tokens: tokens? })
}

fn line(text: &mut String, kind: &str, key: &MasterKey) {
    let secret = Zeroizing::new(blake3::Hash::from_bytes(key.secret).to_hex().to_string());
    text.push_str(&format!("{kind} {} {}\n", key.number, secret.as_str()));
}

fn fresh(number: i64) -> Result<MasterKey, StoreError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|e| StoreError::Unavailable(format!("no randomness: {e}")))?;
    Ok(MasterKey { number, secret })
}

fn write_private(path: &Path, text: &str) -> Result<(), StoreError> {
    let write = || -> std::io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|e| StoreError::Unavailable(format!("master keys in {}: {e}", path.display())))
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Refuses a file that others can read: somebody copied it carelessly, and a vault that opens anyway would hide that.
#[cfg(unix)]
fn check_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    let failed = |e: std::io::Error| StoreError::Unavailable(format!("master keys in {}: {e}", path.display()));
    let mode = std::fs::metadata(path).map_err(failed)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(StoreError::Unavailable(format!("{path} can be read by others; make it private first: chmod 600 {path}")))
}

#[cfg(not(unix))]
fn check_private(_: &Path) -> Result<(), StoreError> {
    Ok(())
}
