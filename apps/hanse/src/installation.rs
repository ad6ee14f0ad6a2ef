//! An installation on disk: the control store, and each tenant's stores in each region, opened on first use.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use access::{KeyRing, RegionCode, Sessions, StoreEntry, StorePlace, TenantCode};
use cell::{Cell, Cells};
use edge::ApiError;
use kernel::{Actor, Refusal};
use store::{CommandError, Location, Options, Outcome, Read as _, Store, StoreError, Submission};
use tokio::sync::watch;

use crate::settings::Settings;
use crate::{chores, product};

mod private;

/// The actor of what the program does by itself.
pub fn program() -> Actor {
    Actor::new("hanse")
}

/// What runs beside an open cell until it is told to stop.
type Worker = fn(&Weak<Cell>, &dyn Fn() -> bool);

/// Each on a thread of its own.
const WORKERS: &[(&str, fn(), Worker)] = &[
    ("jobs", store::give_way, |cell, stop| jobs::follow(cell, product::JOB_KINDS, stop)),
    ("chores", store::give_way, chores::keep),
    ("who bought", store::give_way_a_little, chores::identify),
];

/// An open installation.
pub struct Installation {
    pub settings: Settings,
    pub control: Arc<Store>,
    pub keys: Arc<KeyRing>,
    pub sessions: Arc<Sessions>,
    cells: Mutex<HashMap<(TenantCode, RegionCode), OpenCell>>,
    started: Instant,
    /// Whether what has no end of its own has to end.
    stopping: watch::Sender<bool>,
}

struct OpenCell {
    cell: Arc<Cell>,
    stop: Arc<AtomicBool>,
    followers: Vec<JoinHandle<()>>,
    used_s: Arc<AtomicU64>,
}

impl Drop for OpenCell {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        for follower in self.followers.drain(..) {
            if follower.join().is_err() {
                tracing::error!("a subscriber panicked");
            }
        }
        self.cell.store.close();
        self.cell.keys.close();
    }
}

impl Installation {
    /// Opens the installation in the settings' data folder; makes it when it is not there.
    pub fn open(settings: Settings) -> Result<Arc<Self>, CommandError> {
        let failed = |e: std::io::Error| StoreError::Unavailable(format!("{}: {e}", settings.data.display()));
        let made = !settings.data.exists();
        std::fs::create_dir_all(&settings.data).map_err(failed)?;
        if (made || exists(&settings.data))
            && let Err(error) = private::keep(&settings.data, &settings.region)
        {
            tracing::warn!(%error, folder = %settings.data.display(), "the data folder stays open to other users");
        }
        let control = Store::open(
            Location::Sqlite(control_file(&settings)),
            product::CONTROL,
            Options { readers: 2, ..Options::default() },
        )?;
        let living = control.read_blocking(|read| access::living_keys(read))?;
        Ok(Arc::new(Self {
            settings,
            sessions: Arc::new(Sessions::kept_in(Arc::clone(&control))?),
            control,
            keys: Arc::new(KeyRing::of(living)),
            cells: Mutex::new(HashMap::new()),
            started: Instant::now(),
            stopping: watch::Sender::new(false),
        }))
    }

    /// Makes a tenant in a region when it is not there yet: its entry and its stores.
    pub fn make_tenant(&self, tenant: &TenantCode, region: &RegionCode, name: &str) -> Result<(), CommandError> {
        let stores = self.control.read_blocking(|read| access::stores(read))?;
        if stores.iter().any(|entry| entry.tenant == *tenant && entry.region == *region) {
            return Ok(());
        }
        let regions = self.control.read_blocking(|read| access::regions(read))?;
        let tenants = self.control.read_blocking(|read| access::tenants(read))?;
        let entry = new_entry(&self.settings, tenant, region, &stores);
        refuse_foreign(&entry)?;
        let (name, new_region, new_tenant) = (
            name.to_owned(),
            !regions.iter().any(|known| known.code == *region),
            !tenants.iter().any(|known| known.code == *tenant),
        );
        self.control.submit_blocking(Submission::by(&program()), move |tx| {
            if new_region {
                let text = entry.region.as_str().to_owned();
                access::add_region(tx, &access::Region { code: entry.region.clone(), name: text })?;
            }
            if new_tenant {
                access::add_tenant(tx, &entry.tenant, &name)?;
            }
            access::place_store(tx, &entry)
        })?;
        Ok(())
    }

    /// Issues an API key for the program itself; its secret is in the answer and nowhere else.
    pub fn issue_key(&self, wanted: access::NewKey) -> Result<String, CommandError> {
        let (_, secret) = self.issue_key_once(Submission::by(&program()), wanted)?;
        Ok(secret.ok_or_else(|| StoreError::misuse("a key issued without a request cannot be a repetition"))?)
    }

    /// Issues an API key and lets it in from now on: the key, and its secret, unless the same request was done before. Blocks.
    pub fn issue_key_once(
        &self,
        submission: Submission,
        wanted: access::NewKey,
    ) -> Result<(access::KeyId, Option<String>), CommandError> {
        let context = self.control.context(&submission.actor);
        let (key, record) = access::issue(wanted, context.new_id(), submission.actor.clone(), context.now)
            .map_err(|e| StoreError::Unavailable(format!("no randomness: {e}")))?;
        let kept = record.clone();
        let outcome = self.control.submit_blocking(submission, move |tx| access::keep_key(tx, &kept))?;
        let secret = match outcome {
            Outcome::Done(_) => {
                self.keys.add(&record);
                Some(key.reveal().to_owned())
            }
            Outcome::Repeated(_) => None,
        };
        Ok((outcome.id()?, secret))
    }

    /// Ends an API key: the next request with it is refused. Blocks.
    pub fn revoke_key(
        &self,
        submission: Submission,
        tenant: &TenantCode,
        region: &RegionCode,
        key: access::KeyId,
    ) -> Result<(), CommandError> {
        let (tenant, region) = (tenant.clone(), region.clone());
        self.control.submit_blocking(submission, move |tx| access::revoke_key(tx, &tenant, &region, key))?;
        self.keys.revoke(key);
        Ok(())
    }

    /// The folder of a tenant in a region.
    pub fn folder(&self, tenant: &TenantCode, region: &RegionCode) -> PathBuf {
        folder(&self.settings, tenant, region)
    }

    /// Every tenant's stores.
    pub fn entries(&self) -> Result<Vec<StoreEntry>, StoreError> {
        self.control.read_blocking(|read| access::stores(read))
    }

    /// The open cell of a tenant in a region.
    pub fn open_cell(&self, tenant: &TenantCode, region: &RegionCode) -> Result<Arc<Cell>, CommandError> {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (tenant.clone(), region.clone());
        if let Some(open) = cells.get(&key) {
            open.used_s.store(self.started.elapsed().as_secs(), Ordering::Relaxed);
            return Ok(Arc::clone(&open.cell));
        }
        let entries = self.entries()?;
        let entry = entries.into_iter().find(|entry| entry.tenant == *tenant && entry.region == *region);
        let entry = entry.ok_or_else(|| Refusal::not_found("no_such_tenant").with("tenant", tenant))?;
        // On a thread of its own: PostgreSQL's client waits in a runtime of its own, which a caller inside the server's may not.
        let opened = std::thread::scope(|scope| scope.spawn(|| self.open_entry(&entry)).join());
        let open = opened.map_err(|_| StoreError::Unavailable("opening the store panicked".to_owned()))??;
        let cell = Arc::clone(&open.cell);
        cells.insert(key, open);
        Ok(cell)
    }

    fn open_entry(&self, entry: &StoreEntry) -> Result<OpenCell, CommandError> {
        let (data, keys) = self.locations(entry)?;
        let options = Options { queue_bound: self.settings.queue_bound, ..Options::default() };
        let data = Store::open(data, product::DATA, options.clone())?;
        let keys = Store::open(keys, product::KEYS, vault::key_store_options(options))?;
        let provider = vault::FileProvider::at(master_key(&self.settings, &entry.region));
        let list = erasure_list(&self.settings, &entry.tenant, &entry.region);
        list.be_there()?;
        let vault = vault::Vault::new(Arc::clone(&data), Arc::clone(&keys), &provider, list.clone())?;
        let cell = Cell::new(entry.tenant.clone(), entry.region.clone(), data, keys);
        cell.keep(Arc::new(vault));
        let folder = uploads(&self.settings, &entry.tenant, &entry.region);
        cell.keep(Arc::new(jobs::Uploads::at(folder, Arc::clone(&cell.keys))));
        import_orders::let_uploads_go_with_persons(&cell, &list)?;
        let stop = Arc::new(AtomicBool::new(false));
        let mut followers = Vec::new();
        for subscriber in product::SUBSCRIBERS {
            let (store, stop, subscriber) = (Arc::clone(&cell.store), Arc::clone(&stop), subscriber.clone());
            let follow = move || {
                store::give_way_a_little();
                subscriber.follow(&store, &|| stop.load(Ordering::Acquire));
            };
            let thread = std::thread::Builder::new().name("subscriber".to_owned()).spawn(follow);
            followers.push(thread.map_err(|e| StoreError::Unavailable(format!("no thread for a subscriber: {e}")))?);
        }
        for (name, give_way, work) in WORKERS {
            let (weak, stopped) = (Arc::downgrade(&cell), Arc::clone(&stop));
            let work = move || {
                give_way();
                work(&weak, &|| stopped.load(Ordering::Acquire));
            };
            let thread = std::thread::Builder::new().name((*name).to_owned()).spawn(work);
            followers.push(thread.map_err(|e| StoreError::Unavailable(format!("no thread for {name}: {e}")))?);
        }
        let used_s = Arc::new(AtomicU64::new(self.started.elapsed().as_secs()));
        Ok(OpenCell { cell, stop, followers, used_s })
    }

    /// Where a tenant's data and keys are, made where they are not there yet.
    fn locations(&self, entry: &StoreEntry) -> Result<(Location, Location), CommandError> {
        let folder = self.folder(&entry.tenant, &entry.region);
        std::fs::create_dir_all(&folder).map_err(|e| StoreError::Unavailable(format!("{}: {e}", folder.display())))?;
        let places = places(&self.settings, entry);
        for place in [&places.0, &places.1] {
            if let Location::Postgres(url) = place {
                store::make_database(url)?;
            }
        }
        Ok(places)
    }

    /// The cells that are open now.
    pub fn open_cells(&self) -> Vec<Arc<Cell>> {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.values().map(|open| Arc::clone(&open.cell)).collect()
    }

    /// Closes the cells that were not used for the settings' time.
    pub fn close_idle(&self) {
        let now = self.started.elapsed().as_secs();
        let idle = self.settings.idle_close_s;
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        cells.retain(|(tenant, _), open| {
            let unused = now.saturating_sub(open.used_s.load(Ordering::Relaxed)) > idle;
            let shared = Arc::strong_count(&open.cell) > 1;
            if unused && !shared {
                tracing::info!(%tenant, "an idle store is closed");
            }
            !unused || shared
        });
    }

    /// Ends what has no end of its own, so that a server that stops is not kept waiting.
    pub fn stop_telling(&self) {
        self.stopping.send_replace(true);
    }

    /// Resolves when [`Installation::stop_telling`] was called.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stopping = self.stopping.subscribe();
        async move {
            // An installation that is gone has stopped.
            let _gone = stopping.wait_for(|stops| *stops).await.is_err();
        }
    }

    /// Closes everything; what is queued is finished first.
    pub fn close(&self) {
        self.stop_telling();
        self.cells.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.note_sessions();
        self.control.close();
    }

    fn note_sessions(&self) {
        let noted = self.sessions.note_used(self.control.context(&program()).now);
        noted.unwrap_or_else(|error| tracing::warn!(%error, "who is signed in could not be noted"));
    }

    /// Closes idle cells and notes who is signed in every now and then, until `stop`.
    pub fn keep_house(self: &Arc<Self>, stop: Arc<AtomicBool>) -> std::io::Result<JoinHandle<()>> {
        let installation = Arc::clone(self);
        std::thread::Builder::new().name("housekeeping".to_owned()).spawn(move || {
            let mut quarters = 0u64;
            while !stop.load(Ordering::Acquire) {
                std::thread::sleep(Duration::from_millis(250));
                quarters = quarters.wrapping_add(1);
                match quarters {
                    _ if quarters.is_multiple_of(1_200) => installation.note_sessions(),
                    _ if quarters.is_multiple_of(40) => installation.close_idle(),
                    _ => {}
                }
            }
        })
    }
}

impl Cells for Installation {
    fn cell(&self, tenant: &TenantCode, region: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.open_cell(tenant, region)?)
    }
}

/// The folder of a tenant in a region.
pub fn folder(settings: &Settings, tenant: &TenantCode, region: &RegionCode) -> PathBuf {
    settings.data.join(region.as_str()).join(tenant.as_str())
}

/// Where a tenant's uploads lie, sealed.
pub fn uploads(settings: &Settings, tenant: &TenantCode, region: &RegionCode) -> PathBuf {
    folder(settings, tenant, region).join("uploads")
}

/// The file of the master keys that wrap the persons' keys of a region.
pub fn master_key(settings: &Settings, region: &RegionCode) -> PathBuf {
    settings.data.join(region.as_str()).join("master.key")
}

/// The list of the persons of a tenant who were erased.
pub fn erasure_list(settings: &Settings, tenant: &TenantCode, region: &RegionCode) -> vault::ErasureList {
    vault::ErasureList::at(folder(settings, tenant, region).join("erasures"))
}

/// The control store's file.
pub fn control_file(settings: &Settings) -> PathBuf {
    settings.data.join("control.db")
}

/// Where a tenant's data and keys are. On PostgreSQL the keys have a database of their own beside the data's.
pub fn places(settings: &Settings, entry: &StoreEntry) -> (Location, Location) {
    match &entry.place {
        StorePlace::File(path) => (
            Location::Sqlite(settings.data.join(path)),
            Location::Sqlite(folder(settings, &entry.tenant, &entry.region).join("keys.db")),
        ),
        StorePlace::Postgres(url) => (Location::Postgres(url.clone()), Location::Postgres(beside(url, "_keys"))),
    }
}

/// Where a new company's store goes: a file of its own, or a database of its own. The first gets the one that the settings name, a
/// further one another beside it.
pub fn new_entry(settings: &Settings, tenant: &TenantCode, region: &RegionCode, others: &[StoreEntry]) -> StoreEntry {
    let place = match &settings.database {
        Some(url) => {
            let named = StorePlace::Postgres(url.clone());
            let taken = others.iter().any(|other| other.place == named);
            if taken { StorePlace::Postgres(beside(url, &format!("_{region}_{tenant}"))) } else { named }
        }
        None => StorePlace::File(PathBuf::from(region.as_str()).join(tenant.as_str()).join("store.db")),
    };
    StoreEntry { tenant: tenant.clone(), region: region.clone(), place }
}

/// Refuses a database in which somebody else's store is: another installation's, whose keys are not here.
fn refuse_foreign(entry: &StoreEntry) -> Result<(), CommandError> {
    let StorePlace::Postgres(url) = &entry.place else { return Ok(()) };
    let (url, location) = (url.clone(), Location::Postgres(url.clone()));
    // On a thread of its own, as PostgreSQL's client wants it.
    let look = move || -> Result<bool, StoreError> {
        store::make_database(&url)?;
        store::look(&location, |read| {
            let sql =
                "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'store_state'";
            Ok(read.query_one(sql, &[])?.is_some())
        })
    };
    let held = std::thread::scope(|scope| scope.spawn(look).join());
    if held.map_err(|_| StoreError::Unavailable("looking into the database panicked".to_owned()))?? {
        let refusal = Refusal::conflict("database_holds_a_company").with("database", &entry.place);
        return Err(refusal.with("tenant", &entry.tenant).into());
    }
    Ok(())
}

/// A PostgreSQL URL with something behind its database's name.
fn beside(url: &str, suffix: &str) -> String {
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    query.map_or_else(|| format!("{path}{suffix}"), |query| format!("{path}{suffix}?{query}"))
}

/// Whether there is an installation in a folder.
pub fn exists(data: &Path) -> bool {
    data.join("control.db").exists()
}
