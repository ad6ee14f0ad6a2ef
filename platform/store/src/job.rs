//! A piece of work on its way to the writer, and the answer on its way back.

use std::any::{Any, TypeId};
use std::sync::Arc;

use kernel::{Actor, Context};
use tokio::sync::oneshot;

use crate::error::{CommandError, StoreError};
use crate::tx::Tx;

/// Which queue a piece of work waits in: people's work goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lane {
    #[default]
    Interactive,
    Bulk,
    /// Bulk work that has waited too long: it goes with the next group, however busy.
    Overdue,
}

/// A client's promise that two requests with one key are one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// Hash of the caller and the key.
    pub key: [u8; 16],
    /// Hash of the request, so that a key used for another request is refused.
    pub fingerprint: [u8; 16],
}

/// Who submits, why, where it waits, and under which key.
#[derive(Debug, Clone)]
pub struct Submission {
    pub actor: Actor,
    pub reason: Option<Arc<str>>,
    pub lane: Lane,
    pub idempotency: Option<Idempotency>,
}

impl Submission {
    pub fn by(actor: &Actor) -> Self {
        Self { actor: actor.clone(), reason: None, lane: Lane::Interactive, idempotency: None }
    }
    pub fn because(mut self, reason: Option<&str>) -> Self {
        self.reason = reason.map(Arc::from);
        self
    }
    pub fn bulk(mut self) -> Self {
        self.lane = Lane::Bulk;
        self
    }
    pub fn overdue(mut self) -> Self {
        self.lane = Lane::Overdue;
        self
    }
    pub fn once(mut self, idempotency: Option<Idempotency>) -> Self {
        self.idempotency = idempotency;
        self
    }
}

/// What a command answers. Only its reference (an id as text) is remembered under the idempotency key.
pub trait Answer: Send + 'static {
    fn reference(&self) -> String;
}

/// The answer of a command that makes nothing one could refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing;

impl Answer for Nothing {
    fn reference(&self) -> String {
        String::new()
    }
}
impl<I: kernel::Id> Answer for I {
    fn reference(&self) -> String {
        self.to_string()
    }
}

/// How a submission ended well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<A> {
    /// It was done now.
    Done(A),
    /// The same request was done before; this is the reference it answered with.
    Repeated(String),
}

impl<A: Answer> Outcome<A> {
    pub fn reference(&self) -> String {
        match self {
            Self::Done(answer) => answer.reference(),
            Self::Repeated(reference) => reference.clone(),
        }
    }
}

impl<I: kernel::Id> Outcome<I> {
    /// The id, whether made now or before.
    pub fn id(&self) -> Result<I, StoreError> {
        match self {
            Self::Done(id) => Ok(*id),
            Self::Repeated(text) => text.parse().map_err(|e| StoreError::misuse(format!("{e}"))),
        }
    }
}

/// A command with a batch form: a prepared plan, decided and written together with all its like in a group.
pub trait Batch: Send + 'static + Sized {
    type Answer: Answer;
    /// Decides `plans` in order, each seeing the ones before it, and writes the effects of the accepted, one statement a
    /// table. One result a plan. An error means that none of them was written as decided; they are then run one by one.
    fn run(tx: &mut Tx<'_>, plans: &[(Context, &Self)]) -> Result<Vec<Result<Self::Answer, CommandError>>, StoreError>;
}

pub(crate) type Runner = fn(
    &mut Tx<'_>,
    &mut [(Context, &mut (dyn Job + 'static))],
) -> Result<Vec<Result<String, CommandError>>, StoreError>;

/// A job in the queue.
pub(crate) trait Job: Send {
    fn submission(&self) -> &Submission;
    /// The type of batch it belongs to and how to run such a batch; `None` for a plain command.
    fn batch(&self) -> Option<(TypeId, Runner)> {
        None
    }
    /// Runs a plain command.
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<String, CommandError>;
    /// Sends the answer back.
    fn finish(self: Box<Self>, verdict: Result<Option<String>, CommandError>);
    fn as_any(&mut self) -> &mut dyn Any;
}

type Back<A> = oneshot::Sender<Result<Outcome<A>, CommandError>>;

pub(crate) struct Single<A, F> {
    pub(crate) submission: Submission,
    pub(crate) work: F,
    pub(crate) answer: Option<A>,
    pub(crate) back: Option<Back<A>>,
}

impl<A, F> Job for Single<A, F>
where
    A: Answer,
    F: FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
{
    fn submission(&self) -> &Submission {
        &self.submission
    }
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<String, CommandError> {
        let answer = (self.work)(tx)?;
        let reference = answer.reference();
        self.answer = Some(answer);
        Ok(reference)
    }
    fn finish(mut self: Box<Self>, verdict: Result<Option<String>, CommandError>) {
        send(self.back.take(), self.answer.take(), verdict);
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

pub(crate) struct Member<B: Batch> {
    pub(crate) submission: Submission,
    pub(crate) plan: B,
    pub(crate) answer: Option<B::Answer>,
    pub(crate) back: Option<Back<B::Answer>>,
}

impl<B: Batch> Job for Member<B> {
    fn submission(&self) -> &Submission {
        &self.submission
    }
    fn batch(&self) -> Option<(TypeId, Runner)> {
        Some((TypeId::of::<B>(), run_batch::<B>))
    }
    fn run(&mut self, _: &mut Tx<'_>) -> Result<String, CommandError> {
        Err(StoreError::misuse("a batch command is run with its batch").into())
    }
    fn finish(mut self: Box<Self>, verdict: Result<Option<String>, CommandError>) {
        send(self.back.take(), self.answer.take(), verdict);
    }
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

fn run_batch<B: Batch>(
    tx: &mut Tx<'_>,
    jobs: &mut [(Context, &mut (dyn Job + 'static))],
) -> Result<Vec<Result<String, CommandError>>, StoreError> {
    let mut members: Vec<(Context, &mut Member<B>)> = Vec::with_capacity(jobs.len());
    for (context, job) in jobs.iter_mut() {
        let member = job.as_any().downcast_mut::<Member<B>>();
        members.push((context.clone(), member.ok_or_else(|| StoreError::misuse("a stranger in the batch"))?));
    }
    let plans: Vec<(Context, &B)> = members.iter().map(|(context, member)| (context.clone(), &member.plan)).collect();
    let results = B::run(tx, &plans)?;
    if results.len() != members.len() {
        return Err(StoreError::misuse("a batch answered another number of plans than it was given"));
    }
    Ok(members
        .into_iter()
        .zip(results)
        .map(|((_, member), result)| {
            result.map(|answer| {
                let reference = answer.reference();
                member.answer = Some(answer);
                reference
            })
        })
        .collect())
}

fn send<A>(back: Option<Back<A>>, answer: Option<A>, verdict: Result<Option<String>, CommandError>) {
    let Some(back) = back else { return };
    let message = match (verdict, answer) {
        (Ok(None), Some(answer)) => Ok(Outcome::Done(answer)),
        (Ok(Some(reference)), _) => Ok(Outcome::Repeated(reference)),
        (Ok(None), None) => Err(StoreError::misuse("a command ended without an answer").into()),
        (Err(error), _) => Err(error),
    };
    // The caller may have gone away; what was done stays done and its idempotency key tells.
    let _ = back.send(message);
}
