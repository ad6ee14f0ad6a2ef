//! Quote a basket: everything that placing would decide, and nothing written.

use kernel::Context;
use store::{CommandError, Read};

use crate::desk::{Desk, Stock};
use crate::draft::{Draft, draft};
use crate::request::OrderRequest;

/// What the order would be if it were placed now.
pub fn quote(
    desk: &Desk,
    read: &mut dyn Read,
    context: &Context,
    request: &OrderRequest,
) -> Result<Draft, CommandError> {
    draft(desk, read, context, request, Stock::Now)
}
