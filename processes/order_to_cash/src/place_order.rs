//! Place an order: prepare it, make its recipient's keys durable, and have the writer confirm it with its like.

use kernel::Id;
use kernel::{Context, Money, Refusal};
use orders::{NewOrder, OrderId, Status};
use store::{Answer, Batch, CommandError, Outcome, StoreError, Submission, Tx, Value};
use tax::VatIdAnswer;
use vault::{NewKeys, Purpose, Vault};

use crate::desk::{AREAS, Desk, Stock};
use crate::draft::{Draft, draft};
use crate::http::PlacedBody;
use crate::request::OrderRequest;

/// On which stock a plan is prepared, and prepared anew because the world moved on.
const TRIES: [Stock; 5] = [Stock::AMomentAgo, Stock::Now, Stock::Now, Stock::Now, Stock::Now];
/// The code of "the plan is outdated": never shown, the process prepares again.
const OUTDATED: &str = "plan_outdated";

/// A plan for the writer.
pub struct PlaceOrder {
    draft: Draft,
    person_row: Option<Vec<Value>>,
    /// What the register said of the buyer's VAT number: the proof of an exemption.
    vat_answer: Option<VatIdAnswer>,
    /// Named when the shelf is short.
    skus: Vec<String>,
}

/// What placing answers.
pub struct Placed {
    pub id: OrderId,
    /// The order in short, as it was placed.
    pub body: Box<PlacedBody>,
}

impl Placed {
    fn of(order: &NewOrder) -> Self {
        let money = |minor| Money::new(minor, order.currency);
        let body = PlacedBody {
            id: order.id,
            status: if order.held_because.is_some() { Status::Held } else { Status::Open },
            held_because: order.held_because.map(str::to_owned),
            net: money(order.net),
            tax: money(order.tax),
            gross: money(order.gross),
            tax_status: order.tax_status,
        };
        Self { id: order.id, body: Box::new(body) }
    }
}

impl Answer for Placed {
    fn reference(&self) -> String {
        self.id.to_string()
    }
}

/// A prepared order with its recipient sealed. The keys must be durable before the plan is submitted.
pub fn plan(
    vault: &Vault,
    context: &Context,
    request: &OrderRequest,
    mut prepared: Draft,
) -> Result<(PlaceOrder, Option<NewKeys>), CommandError> {
    let (person_row, keys) = match &request.recipient {
        None => (None, None),
        Some(recipient) => {
            let sealed = vault.seal_new(context, recipient, Purpose::RECIPIENT)?;
            prepared.order.person = Some(sealed.person.number());
            (Some(sealed.row), Some(sealed.keys))
        }
    };
    let skus = prepared.order.lines.iter().map(|line| line.sku.clone()).collect();
    let buyer = &request.buyer;
    let vat_answer = buyer.vat_id.as_ref().zip(buyer.checked.as_ref()).map(|(number, check)| VatIdAnswer {
        order: tax::OrderId::from_number(prepared.order.id.number()),
        about: number.masked(),
        reference: check.consultation.clone(),
        observed_on: check.on,
    });
    Ok((PlaceOrder { draft: prepared, person_row, vat_answer, skus }, keys))
}

/// Places an order: prepares, seals, submits; prepares again where the world moved on in between.
pub async fn place(
    desk: &std::sync::Arc<Desk>,
    vault: &Vault,
    submission: Submission,
    request: &std::sync::Arc<OrderRequest>,
) -> Result<Outcome<Placed>, CommandError> {
    let mut last = None;
    for stock in TRIES {
        let context = desk.store.context(&submission.actor).because(submission.reason.as_deref());
        let (preparing, wanted, within) =
            (std::sync::Arc::clone(desk), std::sync::Arc::clone(request), context.clone());
        let prepared = desk.store.read_newest(move |read| draft(&preparing, read, &within, &wanted, stock)).await?;
        let (plan, keys) = plan(vault, &context, request, prepared)?;
        if let Some(keys) = keys {
            vault.keep_keys(&submission.actor, keys).await?;
        }
        match desk.store.submit_batch(submission.clone(), plan).await {
            Err(CommandError::Refused(refusal)) if refusal.code == OUTDATED => last = Some(refusal),
            end => return end,
        }
    }
    Err(give_up(last))
}

/// Like [`place`], for threads outside the async runtime.
pub fn place_blocking(
    desk: &Desk,
    vault: &Vault,
    submission: &Submission,
    request: &OrderRequest,
) -> Result<Outcome<Placed>, CommandError> {
    let mut last = None;
    for stock in TRIES {
        let context = desk.store.context(&submission.actor).because(submission.reason.as_deref());
        let prepared = desk.store.read_blocking(|read| draft(desk, read, &context, request, stock))?;
        let (plan, keys) = plan(vault, &context, request, prepared)?;
        if let Some(keys) = keys {
            vault.keep_keys_blocking(&submission.actor, vec![keys])?;
        }
        match desk.store.submit_batch_blocking(submission.clone(), plan) {
            Err(CommandError::Refused(refusal)) if refusal.code == OUTDATED => last = Some(refusal),
            end => return end,
        }
    }
    Err(give_up(last))
}

/// The world moved on at every try: busy is the honest answer, unless the plan knew better.
fn give_up(last: Option<Refusal>) -> CommandError {
    let short = last.filter(|refusal| refusal.facts.iter().any(|(name, _)| *name == "available"));
    match short {
        Some(refusal) => Refusal { code: "out_of_stock", ..refusal }.into(),
        None => Refusal::new(kernel::RefusalKind::Busy, "overloaded").into(),
    }
}

fn outdated() -> CommandError {
    Refusal::conflict(OUTDATED).into()
}

impl Batch for PlaceOrder {
    type Answer = Placed;

    fn run(tx: &mut Tx<'_>, plans: &[(Context, &Self)]) -> Result<Vec<Result<Placed, CommandError>>, StoreError> {
        let mut ends: Vec<Option<CommandError>> = Vec::new();
        ends.resize_with(plans.len(), || None);
        refuse_outdated(tx, plans, &mut ends);
        refuse_taken(tx, plans, &mut ends)?;
        hold_stock(tx, plans, &mut ends)?;

        let accepted =
            || plans.iter().zip(&ends).filter(|(_, end)| end.is_none()).map(|((context, plan), _)| (context, *plan));
        let orders: Vec<(Context, &NewOrder)> =
            accepted().map(|(context, plan)| (context.clone(), &plan.draft.order)).collect();
        vault::insert_persons(tx, accepted().filter_map(|(_, plan)| plan.person_row.clone()).collect())?;
        orders::commands::place_orders(tx, &orders)?;
        let answers: Vec<_> =
            accepted().filter_map(|(context, plan)| Some((context.clone(), plan.vat_answer.as_ref()?))).collect();
        if !answers.is_empty() {
            tax::keep_vat_id_answers(tx, &answers)?;
        }
        let entries: Vec<_> = accepted()
            .filter_map(|(context, plan)| plan.draft.entry.clone().map(|entry| (context.clone(), entry)))
            .collect();
        ledger::post_batch(tx, &entries)?;
        Ok(plans
            .iter()
            .zip(ends)
            .map(|((_, plan), end)| end.map_or_else(|| Ok(Placed::of(&plan.draft.order)), Err))
            .collect())
    }
}

fn refuse_outdated(tx: &Tx<'_>, plans: &[(Context, &PlaceOrder)], ends: &mut [Option<CommandError>]) {
    let now = AREAS.map(|area| tx.revision(area));
    for ((_, plan), end) in plans.iter().zip(ends.iter_mut()) {
        if !plan.draft.basis.is(&now) {
            *end = Some(outdated());
        }
    }
}

/// An external number is unique per channel and shop, for ever: in the store and within the group.
fn refuse_taken(
    tx: &mut Tx<'_>,
    plans: &[(Context, &PlaceOrder)],
    ends: &mut [Option<CommandError>],
) -> Result<(), StoreError> {
    let numbers: Vec<&str> = plans.iter().filter_map(|(_, plan)| plan.draft.order.external_number.as_deref()).collect();
    if numbers.is_empty() {
        return Ok(());
    }
    let mut taken = orders::queries::external_numbers_taken(tx, &numbers)?;
    for ((_, plan), end) in plans.iter().zip(ends.iter_mut()) {
        let order = &plan.draft.order;
        let Some(number) = order.external_number.as_deref().filter(|_| end.is_none()) else { continue };
        let key = (order.channel.to_string(), order.shop.to_string(), number.to_owned());
        match taken.get(&key) {
            Some(by) => {
                let refusal = Refusal::conflict("external_number_taken").at("/external_number").with("number", number);
                *end = Some(refusal.with("order", by).into());
            }
            None => {
                taken.insert(key, order.id);
            }
        }
    }
    Ok(())
}

fn hold_stock(
    tx: &mut Tx<'_>,
    plans: &[(Context, &PlaceOrder)],
    ends: &mut [Option<CommandError>],
) -> Result<(), StoreError> {
    let mut places = Vec::with_capacity(plans.len());
    let mut requests = Vec::with_capacity(plans.len());
    for (place, (_, plan)) in plans.iter().enumerate() {
        if ends.get(place).is_some_and(Option::is_none) {
            places.push(place);
            requests.push(inventory::HoldRequest {
                for_order: inventory::OrderId::from_number(plan.draft.order.id.number()),
                lines: plan.draft.holds.clone(),
                expires_at: plan.draft.hold_until,
            });
        }
    }
    let asked: Vec<_> = places
        .iter()
        .zip(&requests)
        .filter_map(|(place, request)| plans.get(*place).map(|(context, _)| (context, request)))
        .collect();
    let held = inventory::hold_stock_batch(tx, &asked)?;
    for ((place, request), result) in places.iter().zip(&requests).zip(held) {
        let (Err(short), Some((_, plan)), Some(end)) = (result, plans.get(*place), ends.get_mut(*place)) else {
            continue;
        };
        let sku = plan.skus.get(short.line).map_or("", String::as_str);
        let mut refusal = short.refusal(sku);
        // Where all warehouses together have enough, another plan can succeed; else the answer is final.
        let enough = request.lines.iter().all(|line| {
            let wanted = request.lines.iter().filter(|other| other.shelf.variant == line.shelf.variant);
            let there = short.elsewhere.iter().filter(|one| one.shelf.variant == line.shelf.variant);
            wanted.fold(0i64, |sum, one| sum.saturating_add(one.quantity))
                <= there.fold(0i64, |sum, one| sum.saturating_add(one.available))
        });
        if enough {
            refusal.code = OUTDATED;
        }
        *end = Some(refusal.into());
    }
    Ok(())
}
