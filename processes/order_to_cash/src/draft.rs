//! Prepare: a request becomes a draft that the writer only has to confirm. Reads and reckons, changes nothing.
//! Prices, sourcing and taxes first, then all of it put together.

mod assemble;
mod prices;
mod reasons;
mod sourcing;
mod taxes;

use inventory::Pieces;
use kernel::{Context, Refusal, Timestamp};
use ledger::NewEntry;
use orders::NewOrder;
use store::{CommandError, Read};

pub(crate) use self::prices::PricedLine;
pub(crate) use self::taxes::tax_status;

use self::assemble::{Parts, assemble};
use self::prices::price_lines;
use self::sourcing::source;
use self::taxes::tax_pieces;
use crate::consignments::assign;
use crate::desk::{Basis, Desk, Stock};
use crate::request::OrderRequest;

/// The most lines of one order.
const MOST_LINES: usize = 1_000;

/// An order, decided as far as it can be without the writer.
#[derive(Debug, Clone)]
pub struct Draft {
    pub order: NewOrder,
    pub holds: Vec<Pieces>,
    pub hold_until: Option<Timestamp>,
    pub entry: Option<NewEntry>,
    /// The reference data it was prepared on.
    pub basis: Basis,
}

/// Prepares an order. Refusals name the field of the request they are about.
pub(crate) fn draft(
    desk: &Desk,
    read: &mut dyn Read,
    context: &Context,
    request: &OrderRequest,
    stock: Stock,
) -> Result<Draft, CommandError> {
    let basis = desk.basis();
    let reference = desk.reference(&basis, read)?;
    if request.lines.is_empty() || request.lines.len() > MOST_LINES {
        return Err(Refusal::invalid("wrong_line_count").at("/lines").with("most", MOST_LINES).into());
    }
    let lists = desk.prices.lists(basis.pricing, read)?;
    let unknown = || Refusal::invalid("unknown_market").at("/market").with("market", request.market);
    let market = lists.market(&request.market).cloned().ok_or_else(unknown)?;
    if !market.countries.is_empty() && !market.countries.contains(&request.destination.country) {
        let refusal = Refusal::invalid("country_not_in_market").at(request.country_field());
        return Err(refusal.with("country", request.destination.country).with("market", market.code).into());
    }
    let currency = request.currency.unwrap_or(market.currency);
    let at = request.placed_at.unwrap_or(context.now);
    if at > context.now {
        return Err(Refusal::invalid("placed_in_the_future").at("/placed_at").into());
    }
    if let Some(check) = &request.buyer.checked {
        tax::check_reference(&check.consultation, "/buyer/vat_check/consultation")?;
        tax::check_observed_on(check.on, context.now, "/buyer/vat_check/on")?;
    }
    let (lines, rounding) = price_lines(desk, read, &basis, request, &market, currency, at)?;
    let ranking = source(desk, read, &reference, request, &lines, stock, at)?;
    let pieces = assign(&lines, &ranking);
    let (answers, tax_lines) =
        tax_pieces(desk, read, &reference, request, &market, &lines, &pieces, currency, rounding, at)?;
    assemble(
        desk,
        read,
        context,
        request,
        Parts { basis, reference, market, currency, at, lines, rounding, ranking, pieces, answers, tax_lines },
    )
}
