//! What happens around every request of the API, in one layer: count it in, know who asks, hold it to its limits, let it run,
//! put a "no" into words, count it out.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use access::Holder;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use jiff::tz::TimeZone;
use kernel::{Id, Locale, Refusal, RefusalKind};
use tracing::Instrument;

use crate::edge::{KnownRoute, Shell, now};
use crate::language::wanted;
use crate::problem::error_of;
use crate::{ApiError, Caller, Language, RequestId, session};

kernel::typed_id!(
    /// A request, in logs and answers.
    DrawnRequestId, "req"
);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TIME_ZONE: HeaderName = HeaderName::from_static("time-zone");

pub(crate) async fn around(State(shell): State<Arc<Shell>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = Arc::clone(shell.route(path, request.method()));
    let locales = wanted(request.headers());
    let language = Language::among(&locales);
    let id = request_id(&shell, request.headers());

    let place = shell.in_flight.take();
    let answered = match &place {
        None => Err(ApiError::from(Refusal::new(RefusalKind::Busy, "overloaded"))),
        Some(_) => {
            let span = tracing::debug_span!("request", id = %id.0, route = %route.path);
            let_in(&shell, &route, request, next, (language, locales), &id).instrument(span).await
        }
    };
    let mut response = match answered {
        Ok(response) => response,
        Err(error) => {
            log_internal(&error, &route, &id);
            error.render(&shell.texts, language, &id.0)
        }
    };
    drop(place);
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));

    let took = begun.elapsed();
    route.meter.answered(response.status(), took);
    tracing::debug!(
        id = %id.0,
        method = route.method,
        route = %route.path,
        status = response.status().as_u16(),
        took_us = took.as_micros(),
        "answered"
    );
    response
}

/// Who asks, whether they may, and then the route itself.
async fn let_in(
    shell: &Shell,
    route: &KnownRoute,
    mut request: Request,
    next: Next,
    (language, locales): (Language, Vec<Locale>),
    id: &RequestId,
) -> Result<Response, ApiError> {
    let unauthenticated =
        || ApiError::with_status(StatusCode::UNAUTHORIZED, Refusal::new(RefusalKind::Forbidden, "unauthenticated"));
    let holder = holder(shell, request.headers()).ok_or_else(unauthenticated)?;
    shell.rates.take(holder.key).map_err(|seconds| {
        let refusal = Refusal::new(RefusalKind::Busy, "too_many_requests").with("seconds", seconds);
        ApiError::with_status(StatusCode::TOO_MANY_REQUESTS, refusal).retry_after(seconds)
    })?;
    if let Some(scope) = route.scope {
        holder.needs(scope)?;
    }
    let zone = zone(request.headers())?;
    let path = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(Caller::new(holder, language, locales, zone));
    request.extensions_mut().insert(id.clone());

    let mut response = within(route.timeout, next.run(request)).await?;
    let Some(error) = error_of(&mut response, || shell.methods(path.as_ref())) else { return Ok(response) };
    log_internal(&error, route, id);
    Ok(error.render(&shell.texts, language, &id.0))
}

/// Runs the route to its end, its panic or its time limit. A write whose time ran out may still be done: the caller repeats it
/// with the same Idempotency-Key.
async fn within(limit: Duration, work: impl Future<Output = Response>) -> Result<Response, ApiError> {
    let mut work = pin!(work);
    let guarded = poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(Poll::Ready(response)) => Poll::Ready(Ok(response)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(panic) => Poll::Ready(Err(ApiError::Internal(format!("panicked: {}", words_of(&*panic))))),
    });
    tokio::time::timeout(limit, guarded).await.unwrap_or_else(|_| {
        let refusal = Refusal::new(RefusalKind::Busy, "timeout").with("seconds", limit.as_secs());
        Err(ApiError::with_status(StatusCode::GATEWAY_TIMEOUT, refusal))
    })
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&'static str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}

fn log_internal(error: &ApiError, route: &KnownRoute, id: &RequestId) {
    if let ApiError::Internal(why) = error {
        tracing::error!(id = %id.0, method = route.method, route = %route.path, why, "failed");
    }
}

/// Whose key was presented, or whose session.
fn holder(shell: &Shell, headers: &HeaderMap) -> Option<Arc<Holder>> {
    if let Some(key) = bearer(headers) {
        return shell.keys.verify(key, now());
    }
    let key = shell.sessions.key_of(session::presented(headers)?, now())?;
    shell.keys.holder(key, now())
}

/// The key of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, key) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

fn zone(headers: &HeaderMap) -> Result<TimeZone, ApiError> {
    let Some(value) = headers.get(TIME_ZONE) else { return Ok(TimeZone::UTC) };
    let found = value.to_str().ok().and_then(|name| TimeZone::get(name).ok());
    found.ok_or_else(|| ApiError::with_status(StatusCode::BAD_REQUEST, Refusal::invalid("invalid_time_zone")))
}

/// The caller's own id when it is short and plain, so that it cannot forge a log line; else one of ours.
fn request_id(shell: &Shell, headers: &HeaderMap) -> RequestId {
    let sane = |text: &&str| {
        (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    match headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(sane) {
        Some(own) => RequestId(own.into()),
        None => RequestId(DrawnRequestId::from_number(shell.ids.next(now().ms())).to_string().into()),
    }
}
