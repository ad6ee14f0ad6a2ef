//! What an import stands on: who sold, from where, under which assumptions. What is missing is made from the profile's
//! assumptions and said so in the report.

use std::collections::BTreeMap;
use std::str::FromStr;

use inventory::WarehouseId;
use kernel::{CountryCode, CurrencyCode, EntityCode, Id, MarketCode, Refusal, WarehouseCode, Zone};
use ledger::Entity;
use order_file::{Assumption, Certainty, OrderStatus, Profile, ReadFile};
use orders::Payment;
use store::{CommandError, Read, Tx};
use tax::{Registration, RegistrationScheme, Seller};

use crate::input::ImportInput;
use crate::taken::Source;

/// The unchanging facts of an import.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    pub source: Source,
    pub market: MarketCode,
    pub entity: Entity,
    pub warehouse: Depot,
    pub seller: Seller,
    /// The channel is one that the law can make the supplier.
    pub marketplace: bool,
    /// Whether prices include tax; none: nobody says, so no tax is determined.
    pub price_includes_tax: Option<bool>,
    pub buyer: Who,
    /// Whether an order that was sent was paid, where only its state is told.
    pub sent_is: Payment,
    pub zone: Zone,
    /// The profile's, and those made here, by topic.
    pub assumptions: BTreeMap<String, Assumption>,
    /// What is not there yet and has to be made: the entity, the warehouse.
    pub entity_is_new: bool,
}

/// Where goods leave from.
#[derive(Debug, Clone)]
pub(crate) struct Depot {
    pub code: WarehouseCode,
    /// None while it has to be made.
    pub id: Option<WarehouseId>,
    pub country: CountryCode,
    pub postcode: Option<String>,
}

/// What the profile says of who buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Consumers,
    Businesses,
    Unknown,
}

fn topic<T: FromStr>(profile: &Profile, name: &str) -> Result<Option<T>, Refusal> {
    let Some(assumed) = profile.assumption(name) else { return Ok(None) };
    let wrong = |_| Refusal::invalid("import_assumption_unclear").with("topic", name).with("value", &assumed.value);
    assumed.value.parse().map(Some).map_err(wrong)
}

/// The topic that says whether what was sent or delivered was paid.
const PAYMENT: &str = "payment_of_sent_orders";

/// What the states of a file mean for money: `placed` is not paid, `paid` is; what was sent may be either.
fn sent_is(profile: &Profile, assumptions: &mut BTreeMap<String, Assumption>) -> Result<Payment, Refusal> {
    let told = |status: &OrderStatus| matches!(status, OrderStatus::Shipped | OrderStatus::Delivered);
    if !profile.columns.contains_key(&order_file::Field::Status) || !profile.statuses.values().any(told) {
        return Ok(Payment::Unknown);
    }
    let because = "The file's states do not say whether what was sent or has arrived was paid; it is taken to be. \
                   Say it in the profile: [assumptions.payment_of_sent_orders], value paid, unpaid or unknown.";
    let assumed = assumptions.entry(PAYMENT.to_owned()).or_insert_with(|| unsure("paid", because));
    match assumed.value.as_str() {
        "paid" => Ok(Payment::Paid),
        "unpaid" => Ok(Payment::Unpaid),
        "unknown" => Ok(Payment::Unknown),
        other => Err(Refusal::invalid("import_assumption_unclear").with("topic", PAYMENT).with("value", other)),
    }
}

fn unsure(value: impl ToString, because: &str) -> Assumption {
    Assumption { value: value.to_string(), status: Certainty::Unsure, because: because.to_owned() }
}

impl Ground {
    /// Finds out what the import stands on. Writes nothing.
    pub fn find(
        read: &mut dyn Read,
        input: &ImportInput,
        profile: &Profile,
        file: &ReadFile,
    ) -> Result<Self, CommandError> {
        let mut assumptions = profile.assumptions.clone();
        let seller_country: Option<CountryCode> = topic(profile, "seller_country")?;
        let ship_from: Option<CountryCode> = topic(profile, "ship_from")?;
        let (entity, entity_is_new) = find_entity(read, input, profile, file, seller_country, &mut assumptions)?;
        let warehouse = find_warehouse(read, input, &entity, ship_from, &mut assumptions)?;
        let mut seller = tax::seller(read, entity.code, entity.country)?;
        register(&mut seller, file, &entity, seller_country, &mut assumptions);
        let price_includes_tax = match profile.assumption("price_basis").map(|assumed| assumed.value.as_str()) {
            Some("net") => Some(false),
            Some("gross") => Some(true),
            _ => None,
        };
        let buyer = match profile.assumption("customer_kind").map(|assumed| assumed.value.as_str()) {
            Some("consumer") => Who::Consumers,
            Some("business") => Who::Businesses,
            _ => Who::Unknown,
        };
        if !profile.columns.contains_key(&order_file::Field::Status) {
            let because = "The file states no order's state; what was invoiced is taken to have arrived. Whether it was paid is unknown.";
            assumptions.entry("fulfilment".to_owned()).or_insert_with(|| unsure("delivered", because));
        }
        let sent_is = sent_is(profile, &mut assumptions)?;
        let because =
            "The file gives no goods class; what the catalogue does not know yet is taken over as ordinary goods.";
        assumptions.entry("tax_class".to_owned()).or_insert_with(|| unsure("standard", because));
        let market = input.market.map_or_else(|| input.shop.as_str().parse().map_err(Refusal::from), Ok)?;
        let source = Source { channel: profile.constants.channel, shop: input.shop };
        let told = tax::tax_channels(read)?;
        let marketplace = told.iter().any(|one| one.marketplace && one.channel == source.channel);
        let zone = profile.time.zone.clone();
        Ok(Self {
            source,
            market,
            entity,
            warehouse,
            seller,
            marketplace,
            price_includes_tax,
            buyer,
            sent_is,
            zone,
            assumptions,
            entity_is_new,
        })
    }

    /// Makes what is missing.
    pub fn make(&self, tx: &mut Tx<'_>) -> Result<(), CommandError> {
        if self.entity_is_new {
            let entity = &self.entity;
            ledger::add_entity(
                tx,
                &ledger::AddEntity {
                    code: entity.code,
                    name: entity.name.clone(),
                    country: entity.country,
                    base_currency: entity.base_currency,
                    zone: entity.zone.clone(),
                    address: None,
                },
            )?;
        }
        if self.warehouse.id.is_none() {
            inventory::create_warehouse(
                tx,
                &inventory::CreateWarehouse {
                    code: self.warehouse.code,
                    country: self.warehouse.country,
                    postcode: self.warehouse.postcode.clone(),
                    zone: self.zone.clone(),
                    entity: self.entity.code,
                },
            )?;
        }
        Ok(())
    }

    pub fn is_whole(&self) -> bool {
        !self.entity_is_new && self.warehouse.id.is_some()
    }

    /// The warehouse's id; a number of nothing in a dry run that would make it.
    pub fn warehouse_id(&self) -> WarehouseId {
        self.warehouse.id.unwrap_or_else(|| WarehouseId::from_number(0))
    }
}

fn find_entity(
    read: &mut dyn Read,
    input: &ImportInput,
    profile: &Profile,
    file: &ReadFile,
    country: Option<CountryCode>,
    assumptions: &mut BTreeMap<String, Assumption>,
) -> Result<(Entity, bool), CommandError> {
    let known = ledger::entities(read)?;
    let names = |entities: &[&Entity]| entities.iter().map(|e| e.code.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(code) = input.entity {
        let found = known.into_iter().find(|entity| entity.code == code);
        let missing = || Refusal::invalid("import_entity_unknown").at("/entity").with("entity", code);
        return Ok((found.ok_or_else(missing)?, false));
    }
    let fitting: Vec<&Entity> =
        known.iter().filter(|entity| country.is_none_or(|country| entity.country == country)).collect();
    match (fitting.as_slice(), country) {
        ([only], _) => {
            let because = "Nobody said which entity sold; it is the only one of the assumed country.";
            assumptions.insert("entity".to_owned(), unsure(only.code, because));
            Ok(((*only).clone(), false))
        }
        ([], Some(country)) => {
            let currency = profile.constants.currency.or_else(|| file.report().exact_amounts.keys().next().copied());
            let code: EntityCode = input.shop.as_str().parse().map_err(Refusal::from)?;
            let because =
                "No entity is established there; one of the shop's name was made from the profile's assumptions.";
            assumptions.insert("entity".to_owned(), unsure(code, because));
            let entity = Entity {
                code,
                name: input.shop.to_string(),
                country,
                base_currency: currency.unwrap_or(CurrencyCode::EUR),
                zone: profile.time.zone.clone(),
                address: None,
                closed_until: None,
                version: 1,
            };
            Ok((entity, true))
        }
        (several, _) => {
            Err(Refusal::invalid("import_entity_needed").at("/entity").with("entities", names(several)).into())
        }
    }
}

fn find_warehouse(
    read: &mut dyn Read,
    input: &ImportInput,
    entity: &Entity,
    ship_from: Option<CountryCode>,
    assumptions: &mut BTreeMap<String, Assumption>,
) -> Result<Depot, CommandError> {
    let known = inventory::list_warehouses(read)?;
    let depot = |found: &inventory::Warehouse| Depot {
        code: found.code,
        id: Some(found.id),
        country: found.country,
        postcode: found.postcode.clone(),
    };
    if let Some(code) = input.warehouse {
        let missing = || Refusal::invalid("import_warehouse_unknown").at("/warehouse").with("warehouse", code);
        return Ok(known.iter().find(|one| one.code == code).map(depot).ok_or_else(missing)?);
    }
    let country = ship_from.unwrap_or(entity.country);
    let fitting: Vec<_> = known.iter().filter(|one| one.entity == entity.code && one.country == country).collect();
    match fitting.as_slice() {
        [only] => {
            let because = "Nobody said where the goods left from; it is the entity's only warehouse there.";
            assumptions.insert("warehouse".to_owned(), unsure(only.code, because));
            Ok(depot(only))
        }
        [] => {
            let code: WarehouseCode = input.shop.as_str().parse().map_err(Refusal::from)?;
            if known.iter().any(|one| one.code == code) {
                return Err(Refusal::invalid("import_warehouse_needed")
                    .at("/warehouse")
                    .with("warehouses", code)
                    .into());
            }
            let because = "The entity has no warehouse there; one of the shop's name was made.";
            assumptions.insert("warehouse".to_owned(), unsure(code, because));
            Ok(Depot { code, id: None, country, postcode: None })
        }
        several => {
            let names = several.iter().map(|one| one.code.as_str()).collect::<Vec<_>>().join(", ");
            Err(Refusal::invalid("import_warehouse_needed").at("/warehouse").with("warehouses", names).into())
        }
    }
}

/// A seller whom the profile places in a country is taken to be registered there for as long as the file goes back, unless its
/// stored registrations say more.
fn register(
    seller: &mut Seller,
    file: &ReadFile,
    entity: &Entity,
    country: Option<CountryCode>,
    assumptions: &mut BTreeMap<String, Assumption>,
) {
    let Some(first) = file.order(0).map(|order| entity.day_of(order.placed_at)) else { return };
    let Some(country) = country else { return };
    let holds = |one: &Registration| {
        one.territory == country && one.scheme == RegistrationScheme::Standard && one.holds_on(first)
    };
    if seller.registrations.iter().any(holds) {
        return;
    }
    // Only for the days before the first stored one: what is recorded is not assumed.
    let stored = seller.registrations.iter().filter(|one| one.territory == country).map(|one| one.from).min();
    let to = stored.and_then(|from| from.yesterday().ok());
    seller.registrations.push(Registration {
        territory: country,
        scheme: RegistrationScheme::Standard,
        number: String::new(),
        from: first,
        to,
    });
    let because =
        "No registration is recorded for the time of the file; a seller established there is taken to have had one.";
    assumptions.insert("seller_registered".to_owned(), unsure(country, because));
}
