//! How a route reaches its cell: `Here` is the caller together with the cell of the caller's key.

use std::sync::Arc;

use access::{RegionCode, TenantCode};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use edge::{ApiError, Caller, Write};
use serde::de::DeserializeOwned;
use store::{Answer, CommandError, Outcome, Reader, Submission, Tx};

use crate::Cell;

/// Finds (opens when needed) the cell of a tenant in a region. The app puts an `Arc<dyn Cells>` into every request.
pub trait Cells: Send + Sync + 'static {
    fn cell(&self, tenant: &TenantCode, region: &RegionCode) -> Result<Arc<Cell>, ApiError>;
}

/// The caller and the cell it works in.
#[derive(Clone)]
pub struct Here {
    pub cell: Arc<Cell>,
    pub caller: Caller,
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let cells = parts.extensions.get::<Arc<dyn Cells>>();
        let cells = cells.ok_or_else(|| ApiError::Internal("no cells behind this route".to_owned()))?;
        let cell = cells.cell(caller.tenant(), caller.region())?;
        Ok(Self { cell, caller })
    }
}

impl Here {
    /// The submission of a write: who, why, and under which idempotency key.
    pub fn submission<T: DeserializeOwned>(&self, write: &Write<T>, reason: Option<&str>) -> Submission {
        write.submission(&self.caller).because(reason)
    }

    /// Runs a command for this caller. A reason with an e-mail address in it is refused: it stays in the events.
    pub async fn command<T: DeserializeOwned, A: Answer>(
        &self,
        write: &Write<T>,
        reason: Option<&str>,
        work: impl FnMut(&mut Tx<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> Result<Outcome<A>, ApiError> {
        reason.map_or(Ok(()), kernel::must_hold_no_address)?;
        self.cell.store.submit(self.submission(write, reason), work).await.map_err(ApiError::from)
    }

    /// Reads from one snapshot of the cell's store.
    pub async fn read<A: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> Result<A, ApiError> {
        self.cell.store.read_quick(ask).await.map_err(ApiError::from)
    }

    /// Reads that may take long (lists over many rows, figures): off the async threads on both engines.
    pub async fn read_long<A: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, CommandError> + Send + 'static,
    ) -> Result<A, ApiError> {
        self.cell.store.read(ask).await.map_err(ApiError::from)
    }
}
