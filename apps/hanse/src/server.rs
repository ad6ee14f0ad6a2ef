//! Serving the API until told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Extension;
use cell::Cells;
use edge::{About, Edge, MoreMetrics};
use store::{CommandError, StoreError};

use crate::installation::Installation;
use crate::settings::Settings;
use crate::{console, meters, product};

/// Why serving could not begin or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen on {0}: {1}")]
    Listen(std::net::SocketAddr, std::io::Error),
    /// Another server has a store open; says which.
    #[error("{0}")]
    Taken(String),
    #[error(transparent)]
    Edge(#[from] edge::EdgeError),
    #[error("serving ended: {0}")]
    Ended(std::io::Error),
}

/// What the API page says of the API.
pub const ABOUT: About = About {
    title: "Hanse",
    version: env!("CARGO_PKG_VERSION"),
    description: "The middle platform for companies that sell across borders: orders, stock, prices, taxes, books and persons \
                  behind one API. Every write carries an Idempotency-Key; every no is a problem with a stable code.",
};

/// The whole service over an installation.
pub fn service(installation: &Arc<Installation>) -> Result<axum::Router, edge::EdgeError> {
    let settings = &installation.settings;
    let waiting = Arc::clone(&installation.control);
    let edge = Edge {
        settings: edge::Settings {
            in_flight_max: settings.in_flight_max,
            rate_per_second: settings.rate_per_second,
            rate_burst: settings.rate_burst,
            ..edge::Settings::default()
        },
        texts: product::texts(),
        keys: Arc::clone(&installation.keys),
        ready: Box::new(move || {
            let read = waiting.read_blocking(|read| access::regions(read));
            read.map(|_| ()).map_err(|error| error.to_string())
        }),
        about: ABOUT,
    };
    let cells: Arc<dyn Cells> = Arc::<Installation>::clone(installation);
    let desk = Arc::<Installation>::clone(installation);
    let watched = Arc::<Installation>::clone(installation);
    let more = MoreMetrics(Arc::new(move || meters::page(&watched)));
    let api = edge
        .around_with(product::routes(), Arc::clone(&installation.sessions))?
        .layer(Extension(cells))
        .layer(Extension(desk))
        .layer(Extension(more));
    Ok(console::beside(api))
}

/// Listens and serves until `stop` resolves; then finishes what is under way. `started` is told the address. Closing the
/// installation is left to the caller, outside the runtime: it waits for what is queued.
pub async fn serve(
    installation: Arc<Installation>,
    started: impl FnOnce(std::net::SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let service = service(&installation)?;
    // The stores are opened before the first request, so that no request pays for it.
    for entry in installation.entries().unwrap_or_default() {
        match installation.open_cell(&entry.tenant, &entry.region) {
            Ok(_) => {}
            // Half of a second server is no server: it would answer for some tenants and not for others.
            Err(CommandError::Failed(StoreError::Taken(why))) => return Err(ServeError::Taken(why)),
            Err(error) => tracing::error!(%error, tenant = %entry.tenant, "a store could not be opened"),
        }
    }
    let listen = installation.settings.listen;
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|e| ServeError::Listen(listen, e))?;
    let address = listener.local_addr().map_err(|e| ServeError::Listen(listen, e))?;
    let done = Arc::new(AtomicBool::new(false));
    let house = installation.keep_house(Arc::clone(&done)).map_err(ServeError::Ended)?;
    // Where commands on the same data folder find this server.
    if let Err(error) = std::fs::write(address_file(&installation.settings), address.to_string()) {
        tracing::warn!(%error, "the server's address is not written down");
    }
    started(address);
    let watched = Arc::clone(&installation);
    let served = axum::serve(
        axum::serve::ListenerExt::tap_io(listener, |stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "no TCP_NODELAY");
            }
        }),
        service,
    )
    .with_graceful_shutdown(async move {
        stop.await;
        watched.stop_telling();
    })
    .await;
    // It listens no longer. After a crash the file stays; the lock on the stores says whether a server runs.
    if let Err(error) = std::fs::remove_file(address_file(&installation.settings)) {
        tracing::debug!(%error, "the server's address stays written down");
    }
    done.store(true, Ordering::Release);
    if house.join().is_err() {
        tracing::error!("housekeeping panicked");
    }
    served.map_err(ServeError::Ended)
}

/// The file that tells where the server of a data folder listens, or listened when it was killed.
pub fn address_file(settings: &Settings) -> std::path::PathBuf {
    settings.data.join("server.address")
}

/// Resolves on Ctrl-C or SIGTERM; listens for them from now on. To be called inside a runtime.
///
/// # Errors
/// The system gives no signals.
pub fn asked_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
