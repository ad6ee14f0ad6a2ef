//! Who bought: the recipient of an order, placed here or brought by a file that names no customer, is tied to the customer who has
//! the same e-mail address, or phone number and name, else to a new one. It follows the event log, since only the vault can tell and
//! the vault is never asked inside the writer.

use std::sync::Arc;

use cell::Cell;
use customers::{CustomerId, CustomerKind, LinkReason, ResolveIdentity, resolve_identities};
use kernel::Id;
use orders::{BuyerKind, OrderId};
use serde::Deserialize;
use store::{CommandError, Nothing, Read, StoreError, StoredEvent, move_cursor, next_events, turn_of};
use vault::Vault;

/// The name of its cursor and the actor of what it does.
const WHO_BOUGHT: &str = "who_bought";

/// Identifies the buyers of the next orders; whether there were any events. Whom an order of a known customer goes to belongs to that
/// customer from then on: who erases it means them too.
pub async fn identify_next(cell: &Arc<Cell>) -> Result<bool, CommandError> {
    let (from, events) = cell.store.read_quick(|read| next_events(read, WHO_BOUGHT)).await?;
    let Some(to) = events.last().map(|event| event.position) else { return Ok(false) };
    let placed: Vec<OrderId> = events.iter().filter_map(placed_order).collect();
    let Placed { strangers, of_customers } = cell.store.read_quick(move |read| whose(read, &placed)).await?;
    let vault = cell.part::<Vault>();
    let persons: Vec<_> = strangers.iter().map(|(_, person, _)| vault::PersonId::from_number(*person)).collect();
    let mut known = vault.same_persons(&persons).await?;
    let mut asked = Vec::with_capacity(strangers.len());
    for ((order, _, kind), person) in strangers.into_iter().zip(persons) {
        let same = known.remove(&person).unwrap_or_default();
        let home_region = cell.region.clone();
        let vault::SamePersons { by_email, by_email_and_name, by_phone } = same;
        asked.push((order, ResolveIdentity { person, by_email, by_email_and_name, by_phone, kind, home_region }));
    }
    let turn = turn_of(&cell.store, WHO_BOUGHT, &events);
    let write = move |tx: &mut store::Tx<'_>| {
        if !move_cursor(tx, WHO_BOUGHT, from, to)? {
            return Ok(Nothing);
        }
        customers::link_persons(tx, &of_customers, LinkReason::ByHand)?;
        if asked.is_empty() {
            return Ok(Nothing);
        }
        let persons: Vec<ResolveIdentity> = asked.iter().map(|(_, person)| person.clone()).collect();
        let found = resolve_identities(tx, &persons)?;
        let found: Vec<(OrderId, i64)> =
            asked.iter().zip(found).map(|((order, _), found)| (*order, found.customer.number())).collect();
        orders::commands::identify_customers(tx, &found)
    };
    cell.store.submit(turn, write).await?;
    Ok(true)
}

/// Identifies the buyers of all that was acknowledged before now: who erases a customer means whom those orders go to, too.
pub(crate) async fn identify_until_now(cell: &Arc<Cell>) -> Result<(), CommandError> {
    let now = *cell.store.position().borrow();
    while identify_next(cell).await? {
        let cursors = cell.store.read_quick(|read| store::cursors(read)).await?;
        if cursors.iter().any(|(follower, reached)| follower == WHO_BOUGHT && *reached >= now) {
            break;
        }
    }
    Ok(())
}

/// What an imported order's event tells.
#[derive(Deserialize)]
struct Imported {
    customer: Option<i64>,
}

fn placed_order(event: &StoredEvent) -> Option<OrderId> {
    let of_a_stranger = match event.kind.as_str() {
        "orders.order_placed.v1" => true,
        "orders.order_imported.v1" => {
            serde_json::from_str(&event.data).is_ok_and(|told: Imported| told.customer.is_none())
        }
        _ => false,
    };
    of_a_stranger.then(|| event.subject.parse().ok()).flatten()
}

/// Orders with a recipient: those nobody named a customer for, and the recipients of those somebody did.
#[derive(Default)]
struct Placed {
    strangers: Vec<(OrderId, i64, CustomerKind)>,
    of_customers: Vec<(vault::PersonId, CustomerId)>,
}

fn whose(read: &mut dyn Read, placed: &[OrderId]) -> Result<Placed, StoreError> {
    let mut found = Placed::default();
    if placed.is_empty() {
        return Ok(found);
    }
    for order in orders::queries::orders_without_lines(read, placed)? {
        let Some(person) = order.person else { continue };
        let kind = match order.buyer_kind {
            BuyerKind::Consumer => CustomerKind::Consumer,
            BuyerKind::Business => CustomerKind::Business,
        };
        match order.customer {
            None => found.strangers.push((order.id, person, kind)),
            Some(customer) => found.of_customers.push((Id::from_number(person), Id::from_number(customer))),
        }
    }
    Ok(found)
}
