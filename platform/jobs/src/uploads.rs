//! Files that jobs work on, kept while they are needed: sealed on disk, under a key of their own in the key store.
//!
//! An upload may hold what no profile names: names, addresses. So it never lies on disk in plain. It is cut into pieces of
//! 256 KiB, each sealed with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) under a nonce of 16 random bytes and the piece's
//! number, so a piece left out, moved or cut off is seen; the last piece is marked. The key is in the key store, which no
//! backup of the data holds; deleting it is deleting the upload, wherever a copy of the file may lie.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cell::{Cell, Part};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, Tag, XChaCha20Poly1305, XNonce};
use kernel::{Actor, Refusal, Timestamp};
use store::{CommandError, Location, Nothing, Read as _, Store, StoreError, Submission, Value, args};
use zeroize::Zeroizing;

const PIECE: usize = 256 * 1024;
const TAG: usize = 16;
const START: usize = 16;
/// Bound to each piece: whether it is the last.
const MORE: &[u8] = b"hanse upload 1 more";
const LAST: &[u8] = b"hanse upload 1 last";

/// The name of an upload: the blake3 hash of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UploadHash([u8; 32]);

impl UploadHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for UploadHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl FromStr for UploadHash {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let hash = blake3::Hash::from_hex(text).map_err(|_| Refusal::invalid("invalid_upload_name"))?;
        Ok(Self(*hash.as_bytes()))
    }
}

/// The uploads of a cell.
pub struct Uploads {
    folder: Option<PathBuf>,
    keys: Arc<Store>,
    /// Keeping and forgetting take turns: two who bring the same bytes at once are one upload.
    turn: Mutex<()>,
    /// Who brings which upload right now, before a job needs it.
    brought: Arc<Mutex<HashMap<UploadHash, usize>>>,
}

/// Somebody brings an upload: while this stands nobody lets go of it.
#[must_use]
pub struct Bringing {
    hash: UploadHash,
    brought: Arc<Mutex<HashMap<UploadHash, usize>>>,
}

impl Drop for Bringing {
    fn drop(&mut self) {
        let mut brought = locked(&self.brought);
        if let Some(count) = brought.get_mut(&self.hash) {
            *count = count.saturating_sub(1);
        }
        brought.retain(|_, count| *count > 0);
    }
}

/// What these locks guard is whole at every moment, also where a thread fell over.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Part for Uploads {
    /// Beside the store's file. A store without a file has no such place: there the app keeps one it made with
    /// [`Uploads::at`], else uploads are refused.
    fn of(cell: &Cell) -> Self {
        let folder = match cell.store.location() {
            Location::Sqlite(path) => path.parent().map(|folder| folder.join("uploads")),
            Location::Postgres(_) => None,
        };
        Self::of_folder(folder, Arc::clone(&cell.keys))
    }
}

impl Uploads {
    /// Uploads in a folder, their keys in `keys` (opened with [`KEY_MIGRATIONS`](crate::KEY_MIGRATIONS)).
    pub fn at(folder: PathBuf, keys: Arc<Store>) -> Self {
        Self::of_folder(Some(folder), keys)
    }

    fn of_folder(folder: Option<PathBuf>, keys: Arc<Store>) -> Self {
        Self { folder, keys, turn: Mutex::default(), brought: Arc::default() }
    }

    /// Before [`Uploads::keep`], until the job that needs it is queued.
    pub fn bringing(&self, hash: UploadHash) -> Bringing {
        *locked(&self.brought).entry(hash).or_default() += 1;
        Bringing { hash, brought: Arc::clone(&self.brought) }
    }

    fn path(&self, hash: UploadHash) -> Result<PathBuf, CommandError> {
        let folder = self.folder.as_ref().ok_or_else(|| Refusal::conflict("no_place_for_uploads"))?;
        Ok(folder.join(hash.to_string()))
    }

    /// Keeps an upload: its key durable first, then the file, under its hash. Blocks. The same bytes again change nothing.
    pub fn keep(&self, actor: &Actor, bytes: &[u8]) -> Result<UploadHash, CommandError> {
        let hash = UploadHash::of(bytes);
        let path = self.path(hash)?;
        let _turn = locked(&self.turn);
        if path.exists() && self.key(hash)?.is_some() {
            return Ok(hash);
        }
        let mut key = Zeroizing::new([0u8; 32]);
        random(key.as_mut_slice())?;
        let (name, kept) = (hash.to_string(), key.to_vec());
        self.keys.submit_blocking(Submission::by(actor), move |tx| {
            let now = tx.context().now;
            tx.execute("DELETE FROM upload_keys WHERE upload = $1", &args![name.as_str()])?;
            tx.execute(
                "INSERT INTO upload_keys (upload, key, created_at) VALUES ($1, $2, $3)",
                &[name.as_str().into(), Value::Blob(kept.clone()), now.into()],
            )?;
            Ok(Nothing)
        })?;
        write_sealed(&path, &key, bytes).map_err(|error| unavailable(&error))?;
        Ok(hash)
    }

    /// Opens an upload for reading; refused `upload_gone` when it or its key is not there any more.
    pub fn open(&self, hash: UploadHash) -> Result<impl Read + use<>, CommandError> {
        let gone = || Refusal::conflict("upload_gone").with("upload", hash);
        let key = self.key(hash)?.ok_or_else(gone)?;
        let file = File::open(self.path(hash)?).map_err(|_| gone())?;
        Unsealing::new(file, &key).map_err(|error| unavailable(&error).into())
    }

    /// Whether it can still be read.
    pub fn is_there(&self, hash: UploadHash) -> Result<bool, CommandError> {
        Ok(self.path(hash)?.exists() && self.key(hash)?.is_some())
    }

    /// Lets go of an upload, its key, then its file, unless somebody brings it right now or `needed` says that it is.
    pub fn forget(
        &self,
        actor: &Actor,
        hash: UploadHash,
        needed: impl FnOnce() -> Result<bool, CommandError>,
    ) -> Result<(), CommandError> {
        let _turn = locked(&self.turn);
        if locked(&self.brought).contains_key(&hash) || needed()? {
            return Ok(());
        }
        let name = hash.to_string();
        self.keys.submit_blocking(Submission::by(actor).bulk(), move |tx| {
            tx.execute("DELETE FROM upload_keys WHERE upload = $1", &args![name.as_str()])?;
            Ok(Nothing)
        })?;
        match std::fs::remove_file(self.path(hash)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unavailable(&error).into()),
            _ => Ok(()),
        }
    }

    /// All that lie here.
    pub fn all(&self) -> Result<Vec<UploadHash>, CommandError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let found = match std::fs::read_dir(folder) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unavailable(&error).into()),
        };
        let mut all = Vec::new();
        for file in found {
            let name = file.map_err(|error| unavailable(&error))?.file_name();
            // Whole ones have their hash for a name.
            all.extend(name.to_str().and_then(|name| name.parse::<UploadHash>().ok()));
        }
        all.sort_by_key(|hash| hash.0);
        Ok(all)
    }

    /// Destroys an upload as it was brought until this instant, whoever needs it, in whatever backup it may lie. One brought again later
    /// stays.
    pub fn end(&self, actor: &Actor, hash: UploadHash, until: Timestamp) -> Result<(), CommandError> {
        let _turn = locked(&self.turn);
        let name = hash.to_string();
        self.keys.submit_blocking(Submission::by(actor).bulk(), move |tx| {
            let brought_before = args![name.as_str(), until];
            tx.execute("DELETE FROM upload_keys WHERE upload = $1 AND created_at <= $2", &brought_before)?;
            Ok(Nothing)
        })?;
        if self.key(hash)?.is_some() {
            return Ok(());
        }
        match std::fs::remove_file(self.path(hash)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unavailable(&error).into()),
            _ => Ok(()),
        }
    }

    fn key(&self, hash: UploadHash) -> Result<Option<Zeroizing<[u8; 32]>>, CommandError> {
        let name = hash.to_string();
        self.keys.read_blocking(|read| {
            let row = read.query_one("SELECT key FROM upload_keys WHERE upload = $1", &args![name])?;
            let Some(row) = row else { return Ok(None) };
            let key: Option<&[u8; 32]> = row.blob(0)?.first_chunk();
            Ok(Some(Zeroizing::new(*key.ok_or_else(|| StoreError::misuse("a key of an upload is too short"))?)))
        })
    }
}

fn unavailable(error: &io::Error) -> StoreError {
    StoreError::Unavailable(format!("the folder of uploads: {error}"))
}

fn random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| StoreError::Unavailable(format!("no randomness: {error}")))
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a sealed upload does not open: it was changed, cut or moved")
}

fn nonce(start: &[u8; START], piece: u64) -> XNonce {
    let mut nonce = [0u8; START + 8];
    let (head, tail) = nonce.split_at_mut(START);
    head.copy_from_slice(start);
    tail.copy_from_slice(&piece.to_be_bytes());
    nonce.into()
}

/// Written beside its name first, so a file that has its name is whole.
fn write_sealed(path: &PathBuf, key: &[u8; 32], bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(broken)?;
    std::fs::create_dir_all(folder)?;
    let beside = path.with_extension("part");
    let mut out = BufWriter::new(File::create(&beside)?);
    let mut start = [0u8; START];
    getrandom::fill(&mut start).map_err(io::Error::other)?;
    out.write_all(&start)?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let mut piece = Zeroizing::new(Vec::with_capacity(PIECE));
    let mut rest = bytes;
    for number in 0u64.. {
        let (now, after) = rest.split_at_checked(PIECE).unwrap_or((rest, &[]));
        rest = after;
        piece.clear();
        piece.extend_from_slice(now);
        let bound = if rest.is_empty() { LAST } else { MORE };
        let sealed = cipher.encrypt_inout_detached(&nonce(&start, number), bound, piece.as_mut_slice().into());
        let tag = sealed.map_err(|_| broken())?;
        out.write_all(&piece)?;
        out.write_all(tag.as_slice())?;
        if rest.is_empty() {
            break;
        }
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    File::open(folder)?.sync_all()
}

/// Reads a sealed file piece by piece.
struct Unsealing {
    file: BufReader<File>,
    cipher: XChaCha20Poly1305,
    start: [u8; START],
    piece: u64,
    open: Zeroizing<Vec<u8>>,
    read: usize,
    last: bool,
}

impl Unsealing {
    fn new(file: File, key: &[u8; 32]) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(PIECE, file);
        let mut start = [0u8; START];
        file.read_exact(&mut start)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(*key));
        Ok(Self { file, cipher, start, piece: 0, open: Zeroizing::default(), read: 0, last: false })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(PIECE + TAG);
        let whole = u64::try_from(PIECE + TAG).unwrap_or(u64::MAX);
        self.file.by_ref().take(whole).read_to_end(&mut sealed)?;
        let (text, tag) = sealed.split_last_chunk::<TAG>().ok_or_else(broken)?;
        let mut text = Zeroizing::new(text.to_vec());
        // The last piece is that behind which the file ends; its mark must say the same.
        self.last = io::BufRead::fill_buf(&mut self.file)?.is_empty();
        let bound = if self.last { LAST } else { MORE };
        self.cipher
            .decrypt_inout_detached(
                &nonce(&self.start, self.piece),
                bound,
                text.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .map_err(|_| broken())?;
        self.piece = self.piece.wrapping_add(1);
        self.open = text;
        self.read = 0;
        Ok(())
    }
}

impl Read for Unsealing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.read >= self.open.len() {
            if self.last {
                return Ok(0);
            }
            self.next_piece()?;
        }
        let rest = self.open.get(self.read..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(from), Some(to)) = (rest.get(..count), into.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.read = self.read.saturating_add(count);
        Ok(count)
    }
}
