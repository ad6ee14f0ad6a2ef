//! What changes, told as it happens: one stream of server-sent events over the company's event log (HTML standard, 9.2).
//!
//! A stream reads the log when the writer says that it grew; a command knows nothing of it. It tells what happened to which thing and
//! nothing more: whoever is told looks for themselves, by routes that ask for their own scope.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use access::Scope;
use axum::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use cell::{Cell, Here, Part};
use edge::{Answer, ApiError, Caller, Query, Several};
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use kernel::{Refusal, RefusalKind, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Change, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{Instant, sleep, timeout};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::installation::Installation;

/// The route of changes, to be nested under `/v1`. It finds the `Arc<Installation>` in the request's extensions.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(listen))
}

/// Streams a company may have open at once.
const MOST_LISTENERS: usize = 64;
/// Changes read at once.
const CHUNK: i64 = 1_000;
/// How long changes are gathered before they are told: so often a second does a stream read at most.
const GATHER: Duration = Duration::from_millis(200);
/// How long a stream is silent at most, so that both sides notice when the other is gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After so long whoever listens comes again, and is asked again who it is.
const LIFE: Duration = Duration::from_secs(600);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// A proxy that keeps an answer back until it is whole would keep this one back for ever (nginx, `proxy_buffering`).
const NO_BUFFER: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// A kind of thing that is told of: by which centre's events, and to whom.
struct Kind {
    word: &'static str,
    centre: &'static str,
    scope: Scope,
}

const KINDS: [Kind; 9] = [
    Kind { word: "orders", centre: "orders", scope: Scope::OrdersRead },
    Kind { word: "stock", centre: "inventory", scope: Scope::StockRead },
    Kind { word: "sourcing", centre: "logistics", scope: Scope::StockRead },
    Kind { word: "products", centre: "catalogue", scope: Scope::CatalogueRead },
    Kind { word: "prices", centre: "pricing", scope: Scope::PricesRead },
    Kind { word: "ledger", centre: "ledger", scope: Scope::LedgerRead },
    Kind { word: "tax", centre: "tax", scope: Scope::TaxRead },
    Kind { word: "customers", centre: "customers", scope: Scope::CustomersRead },
    Kind { word: "imports", centre: "jobs", scope: Scope::Import },
];

/// The centres whose events are told to nobody here: who looked at whose data stands in the vault's record.
pub const NOT_TOLD: [&str; 1] = ["vault"];

/// A kind somebody asked for.
#[derive(Clone, Copy)]
struct Wanted(&'static Kind);

impl FromStr for Wanted {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        KINDS.iter().find(|kind| kind.word == text).map(Self).ok_or(())
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ChangesQuery {
    /// Of these kinds of things, separated by commas: `orders`, `stock`, `sourcing`, `products`, `prices`, `ledger`, `tax`, `customers`,
    /// `imports`. When not said, of all that the key may read.
    #[param(value_type = Option<String>, example = "orders,stock")]
    of: Option<Several<Wanted>>,
}

impl ChangesQuery {
    /// What is told to a caller: what it asks for, all of which it must be allowed to read, or all that it may.
    fn kinds(self, caller: &Caller) -> Result<Vec<&'static Kind>, ApiError> {
        let Some(Several(wanted)) = self.of else {
            let kinds: Vec<_> = KINDS.iter().filter(|kind| caller.scopes().allows(kind.scope)).collect();
            return if kinds.is_empty() { caller.needs(Scope::OrdersRead).map(|()| kinds) } else { Ok(kinds) };
        };
        wanted.iter().try_for_each(|wanted| caller.needs(wanted.0.scope))?;
        Ok(wanted.into_iter().map(|wanted| wanted.0).collect())
    }
}

/// Something that changed.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeWire<'a> {
    /// The kind of thing, as in the question's `of`.
    #[schema(example = "orders")]
    of: &'static str,
    /// Which one.
    #[schema(example = "ord_05WXQ7Z9K2F3A")]
    id: &'a str,
    /// What happened to it. An order's step also moves stock and books what it does; that is told as the order's change alone.
    #[schema(example = "orders.order_released.v1")]
    happened: &'a str,
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T08:30:00Z")]
    at: Timestamp,
}

/// The places of those who listen to one company.
struct Listeners(Arc<Semaphore>);

impl Part for Listeners {
    fn of(_: &Cell) -> Self {
        Self(Arc::new(Semaphore::new(MOST_LISTENERS)))
    }
}

impl Listeners {
    fn take(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let place = Arc::clone(&self.0).try_acquire_owned();
        place.map_err(|_| Refusal::new(RefusalKind::Busy, "too_many_listeners").with("most", MOST_LISTENERS))
    }
}

/// Follow what changes
///
/// A stream of server-sent events that stays open: each says what happened to which thing, in the order it happened, and its `id` is a
/// place in the log. Who comes again with `Last-Event-ID` misses nothing. It begins with an event `start`, whose `resumed` says whether it
/// goes on from there; where it does not (nothing was given, or the place is not in this log), look at everything anew. It is silent for 15
/// seconds at most, and ends after ten minutes, when the key ends and when the server stops: then come again. It tells of what the key may
/// read; who asks `of` something else is refused. No personal data is in it. At most 64 streams a company.
#[utoipa::path(get, path = "/changes", tag = "changes",
    params(ChangesQuery, ("Last-Event-ID" = Option<String>, Header, description = "The `id` that was heard last.", example = "4711")),
    responses((status = 200, description = "Each event's `data`", body = ChangeWire, content_type = "text/event-stream")),
    extensions(("x-summary-zh" = json!("监听变更"))))]
async fn listen(
    here: Here,
    Extension(installation): Extension<Arc<Installation>>,
    headers: HeaderMap,
    Query(query): Query<ChangesQuery>,
) -> Answer<Response> {
    let kinds = query.kinds(&here.caller)?;
    let heard = heard(&headers)?;
    let place = here.cell.part::<Listeners>().take()?;
    let (to, body) = Channel::<Bytes>::new(4);
    // Gone with the body: nobody reads it any more.
    let (reading, gone) = oneshot::channel::<()>();
    let body = body.map_frame(move |frame| {
        let _held = &reading;
        frame
    });
    let stopping = installation.stopping();
    let telling = Telling { here, installation, kinds, to };
    tokio::spawn(async move {
        tokio::select! {
            told = telling.tell(heard) => {
                if let Err(error) = told {
                    tracing::warn!(%error, "a stream of changes ends");
                }
            }
            _ = gone => {}
            () = stopping => {}
            () = sleep(LIFE) => {}
        }
        drop(place);
    });
    let headers = [(CONTENT_TYPE, "text/event-stream"), NO_BUFFER];
    Ok((StatusCode::OK, headers, axum::body::Body::new(body)).into_response())
}

/// The place in the log that the caller heard last.
fn heard(headers: &HeaderMap) -> Result<Option<i64>, ApiError> {
    let Some(value) = headers.get(LAST_EVENT_ID) else { return Ok(None) };
    let place = value.to_str().ok().and_then(|text| text.parse().ok()).filter(|place| *place >= 0);
    let refusal = || Refusal::invalid("invalid_query").with("parameter", "Last-Event-ID").with("why", "");
    place.map(Some).ok_or_else(|| ApiError::with_status(StatusCode::BAD_REQUEST, refusal()))
}

struct Telling {
    here: Here,
    installation: Arc<Installation>,
    kinds: Vec<&'static Kind>,
    to: Sender<Bytes>,
}

impl Telling {
    /// Tells until nobody listens or the key has ended.
    async fn tell(mut self, heard: Option<i64>) -> Result<(), StoreError> {
        let mut newest = self.here.cell.store.position();
        let now = *newest.borrow_and_update();
        // A place that is not there yet is of another log: of before a restore.
        let resumed = heard.filter(|place| *place <= now);
        let mut at = resumed.unwrap_or(now);
        let mut text = format!("retry: 2000\nid: {at}\nevent: start\ndata: {{\"resumed\":{}}}\n\n", resumed.is_some());
        let mut spoken = Instant::now();
        loop {
            newest.borrow_and_update();
            let from = at;
            let changes = self.here.cell.store.read(move |read| store::changes_after(read, from, CHUNK)).await?;
            let more = i64::try_from(changes.len()) == Ok(CHUNK);
            if let Some(last) = changes.last() {
                at = last.position;
            }
            text.extend(changes.iter().filter_map(|change| self.said(change)));
            if text.is_empty() && spoken.elapsed() >= HEARTBEAT {
                // An id without data: nothing is told, and who comes again begins here.
                text = format!("id: {at}\n\n");
            }
            if !text.is_empty() {
                if self.to.send_data(Bytes::from(std::mem::take(&mut text))).await.is_err() {
                    return Ok(());
                }
                spoken = Instant::now();
            }
            if !self.may_listen() {
                return Ok(());
            }
            if more {
                continue;
            }
            match timeout(HEARTBEAT, newest.changed()).await {
                Ok(Ok(())) => sleep(GATHER).await,
                Ok(Err(_)) => return Ok(()),
                Err(_) => {}
            }
        }
    }

    /// An event of the stream; `None` for what this caller is not told.
    fn said(&self, change: &Change) -> Option<String> {
        let centre = change.kind.split('.').next()?;
        let kind = self.kinds.iter().find(|kind| kind.centre == centre)?;
        let wire = ChangeWire { of: kind.word, id: &change.subject, happened: &change.kind, at: change.at };
        Some(format!("id: {}\ndata: {}\n\n", change.position, serde_json::to_string(&wire).ok()?))
    }

    fn may_listen(&self) -> bool {
        let caller = self.here.caller.holder();
        let now = self.here.cell.store.context(&caller.actor).now;
        self.installation.keys.holder(caller.hash, now).is_some()
    }
}
