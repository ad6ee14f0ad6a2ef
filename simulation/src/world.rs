//! The running store of a simulation: groups are cut here, the power fails here.

use std::collections::VecDeque;
use std::path::PathBuf;

use order_to_cash::{PlaceOrder, Placed};
use store::{CommandError, Idempotency, Location, Manual, Options, Outcome, Reader, Stage, StoreError, Submission};
use tokio::sync::oneshot::Receiver;

use crate::deed::{Deed, Done};
use crate::ground::{Ground, MIGRATIONS, actor, remove};

/// An answer that is waited for.
pub(crate) enum Waiting {
    Placed(Receiver<Result<Outcome<Placed>, CommandError>>),
    Done(Receiver<Result<Outcome<Done>, CommandError>>),
}

/// An answer: the reference and whether it was given before.
pub(crate) type Answer = Result<String, CommandError>;

impl Waiting {
    pub fn answer(&mut self) -> Option<Answer> {
        match self {
            Self::Placed(back) => back.try_recv().ok().map(|end| end.map(|outcome| outcome.reference())),
            Self::Done(back) => back.try_recv().ok().map(|end| end.map(|outcome| outcome.reference())),
        }
    }
}

pub(crate) struct World<'g> {
    ground: &'g Ground,
    path: PathBuf,
    store: Option<Manual>,
    /// Copies of the file from before the last groups, for the mistake of answering before the commit.
    earlier: VecDeque<PathBuf>,
}

impl Drop for World<'_> {
    fn drop(&mut self) {
        self.store = None;
        remove(&self.path);
        self.earlier.iter().for_each(|path| remove(path));
    }
}

impl<'g> World<'g> {
    pub fn open(ground: &'g Ground, name: &str) -> Result<Self, StoreError> {
        let path = ground.copy(name)?;
        let mut world = Self { ground, path, store: None, earlier: VecDeque::new() };
        world.reopen()?;
        Ok(world)
    }

    /// Lets go of the store as a killed process does, and opens what is in the file.
    pub fn reopen(&mut self) -> Result<(), StoreError> {
        self.store = None;
        let options = Options { clock: self.ground.clock.clone(), readers: 2, ..Options::default() };
        self.store = Some(Manual::open(&Location::Sqlite(self.path.clone()), MIGRATIONS, &options)?);
        Ok(())
    }

    fn store(&mut self) -> Result<&mut Manual, StoreError> {
        self.store.as_mut().ok_or_else(|| StoreError::misuse("the simulated store is closed"))
    }

    pub fn context(&mut self) -> Result<kernel::Context, StoreError> {
        Ok(self.store()?.context(&actor()))
    }

    pub fn read<A, E: From<StoreError>>(&mut self, ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E>) -> Result<A, E> {
        self.store()?.read(ask)
    }

    /// The reference an earlier sending of a request was answered with.
    pub fn answered_before(&mut self, key: &Idempotency) -> Result<Option<String>, StoreError> {
        self.store()?.repeated(key)
    }

    pub fn queue(&mut self, submission: Submission, deed: Deed) -> Result<Waiting, StoreError> {
        Ok(Waiting::Done(self.store()?.queue_batch(submission, deed)))
    }

    pub fn queue_order(&mut self, submission: Submission, plan: PlaceOrder) -> Result<Waiting, StoreError> {
        Ok(Waiting::Placed(self.store()?.queue_batch(submission, plan)))
    }

    /// Commits groups until nothing waits. `strike`: the power fails there, in the first group; true when it did.
    pub fn commit(&mut self, strike: Option<Stage>) -> Result<bool, StoreError> {
        let store = self.store()?;
        let mut struck = false;
        while store.waiting() > 0 {
            store.step(&mut |stage| {
                if Some(stage) == strike {
                    struck = true;
                    return Err(StoreError::Unavailable("the power failed".to_owned()));
                }
                Ok(())
            });
            if struck {
                break;
            }
        }
        Ok(struck)
    }

    /// Keeps a copy of the file as it is now.
    pub fn keep_copy(&mut self) -> Result<(), StoreError> {
        self.reopen()?;
        let mut name = self.path.as_os_str().to_owned();
        name.push(".before");
        let copy = PathBuf::from(name);
        self.store = None;
        std::fs::copy(&self.path, &copy).map_err(|e| StoreError::Unavailable(e.to_string()))?;
        self.earlier = VecDeque::from([copy]);
        self.reopen()
    }

    /// Puts the copy back: what was committed since is gone.
    pub fn lose_since_copy(&mut self) -> Result<(), StoreError> {
        let Some(copy) = self.earlier.pop_front() else { return Ok(()) };
        self.store = None;
        remove(&self.path);
        std::fs::rename(&copy, &self.path).map_err(|e| StoreError::Unavailable(e.to_string()))?;
        self.reopen()
    }
}
