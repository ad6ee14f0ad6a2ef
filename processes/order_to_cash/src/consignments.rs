//! A basket cut into consignments: what leaves one warehouse for one buyer is taxed together.

use kernel::{Money, RoundingPolicy, RoundingScope, UnitPrice};
use logistics::sourcing::Ranking;
use tax::{Place, TaxableLine};

use crate::draft::PricedLine;

/// Pieces of a basket line that leave one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The place of the line in the basket.
    pub line: usize,
    pub quantity: i64,
    pub warehouse: i64,
}

/// Gives each basket line its warehouses, as the ranking took them per variant: in the lines' order, a line is split only where
/// its variant is.
pub(crate) fn assign(lines: &[PricedLine], ranking: &Ranking) -> Vec<Piece> {
    let mut left: Vec<(i64, i64, i64)> = Vec::new();
    for leg in &ranking.legs {
        for taken in &leg.takes {
            left.push((kernel::Id::number(taken.variant), kernel::Id::number(leg.warehouse), taken.quantity));
        }
    }
    let mut pieces = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let mut wanted = line.quantity;
        let shelves = left.iter_mut().filter(|(variant, _, _)| *variant == kernel::Id::number(line.facts.variant));
        for (_, warehouse, there) in shelves {
            let take = wanted.min(*there);
            if take > 0 {
                *there -= take;
                wanted -= take;
                pieces.push(Piece { line: place, quantity: take, warehouse: *warehouse });
            }
        }
    }
    pieces
}

/// The price of so many pieces under the policy: rounded by unit first where it says so.
pub(crate) fn line_amount(
    price: UnitPrice,
    quantity: i64,
    policy: RoundingPolicy,
) -> Result<Money, kernel::MoneyError> {
    match policy.scope {
        RoundingScope::Unit => price.rounded(policy.mode)?.checked_times(quantity),
        RoundingScope::Line | RoundingScope::TaxGroup | RoundingScope::Document => price.times(quantity, policy.mode),
    }
}

/// A piece as the tax engine is asked about it.
pub(crate) fn taxable(
    line: &PricedLine,
    piece: &Piece,
    policy: RoundingPolicy,
) -> Result<TaxableLine, kernel::MoneyError> {
    Ok(TaxableLine {
        class: line.tax_class,
        amount: line_amount(line.unit_price, piece.quantity, policy)?,
        quantity: piece.quantity,
        price_includes_tax: line.price_includes_tax,
    })
}

/// A place by country and postcode.
pub(crate) fn place(country: kernel::CountryCode, postcode: Option<&str>) -> Place {
    match postcode {
        Some(postcode) => Place::address(country, postcode),
        None => Place::country(country),
    }
}
