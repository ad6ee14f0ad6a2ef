//! Where a basket leaves from: the warehouses ranked by what sending costs.

use inventory::{Shelf, VariantId};
use kernel::{Id, Refusal, Timestamp};
use logistics::sourcing::{Candidate, Duty, Need, Question, Ranking, rank};
use store::{CommandError, Read};

use super::prices::PricedLine;
use crate::desk::{Desk, Reference, Stock, same_customs_area};
use crate::request::OrderRequest;

/// Ranks the warehouses for the basket; refused where none serves it.
pub(super) fn source(
    desk: &Desk,
    read: &mut dyn Read,
    reference: &Reference,
    request: &OrderRequest,
    lines: &[PricedLine],
    stock: Stock,
    at: Timestamp,
) -> Result<Ranking, CommandError> {
    let mut needs: Vec<Need> = Vec::with_capacity(lines.len());
    for line in lines {
        let variant = logistics::VariantId::from_number(line.facts.variant.number());
        match needs.iter_mut().find(|need| need.variant == variant) {
            Some(need) => need.quantity = need.quantity.saturating_add(line.quantity),
            None => needs.push(Need { variant, quantity: line.quantity, grams: line.facts.weight_grams }),
        }
    }
    let variants: Vec<VariantId> = needs.iter().map(|need| VariantId::from_number(need.variant.number())).collect();
    let stock = desk.availability(read, stock, &variants)?;
    let available: Vec<Vec<i64>> = reference
        .warehouses
        .iter()
        .map(|warehouse| {
            let of = |variant: &VariantId| {
                let shelf = Shelf::new(*variant, warehouse.id);
                stock.iter().find(|one| one.shelf == shelf).map_or(0, |one| one.available())
            };
            variants.iter().map(of).collect()
        })
        .collect();
    let destination = (request.destination.country, request.destination.postcode.as_deref());
    let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(available.len());
    for (warehouse, available) in reference.warehouses.iter().zip(&available) {
        let here = (warehouse.country, warehouse.postcode.as_deref());
        let free = same_customs_area(here, destination, at.day_utc())?;
        candidates.push(Candidate {
            warehouse: logistics::WarehouseId::from_number(warehouse.id.number()),
            code: warehouse.code,
            available,
            duty: if free { Duty::None } else { Duty::NotDetermined },
        });
    }
    let lanes = desk.lanes.book()?;
    let rates = desk.rates(read, lanes.weights().currency, at)?;
    let ranking = rank(&Question {
        destination: request.destination.country,
        at,
        needs: &needs,
        warehouses: &candidates,
        rates: &rates,
        lanes: &lanes,
    });
    if ranking.legs.is_empty() {
        return Err(nothing_to_send(request, lines, &needs, &available).into());
    }
    Ok(ranking)
}

/// Why no warehouse serves the basket: out of stock, or no way there.
fn nothing_to_send(request: &OrderRequest, lines: &[PricedLine], needs: &[Need], available: &[Vec<i64>]) -> Refusal {
    for (place, need) in needs.iter().enumerate() {
        let there = available.iter().filter_map(|of| of.get(place)).fold(0i64, |sum, one| sum.saturating_add(*one));
        if there < need.quantity {
            let line = lines.iter().position(|line| line.facts.variant.number() == need.variant.number());
            let sku = line.and_then(|line| lines.get(line)).map(|line| line.facts.sku.to_string()).unwrap_or_default();
            return Refusal::conflict("out_of_stock")
                .at(format!("/lines/{}", line.unwrap_or_default()))
                .with("sku", sku)
                .with("wanted", need.quantity)
                .with("available", there);
        }
    }
    Refusal::conflict("no_way_to_send").at(request.country_field())
}
