//! What order taking keeps in memory of a cell: products, prices, lanes, sellers, warehouses; each emptied when it changes.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use catalogue::VariantBook;
use cell::{Cell, Part};
use inventory::{Balance, StockGlance, VariantId, Warehouse};
use kernel::{ChannelCode, CurrencyCode, EntityCode, Id, Money, Rate, Refusal, RoundingMode, Timestamp};
use ledger::{Entity, Exchange};
use logistics::CellLanes;
use pricing::{FxBook, FxPurpose, FxQuote, PriceBook};
use store::{CommandError, Read, Store, StoreError};

use crate::books::Conversion;

/// The areas of reference data that orders are prepared on.
pub(crate) const AREAS: [&str; 6] =
    [catalogue::AREA, pricing::AREA, logistics::AREA, tax::AREA, ledger::AREA, inventory::AREA];

/// The revisions a draft was prepared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    pub(crate) catalogue: u64,
    pub(crate) pricing: u64,
    all: [u64; 6],
}

impl Basis {
    /// Whether these are still the revisions.
    pub(crate) fn is(&self, now: &[u64; 6]) -> bool {
        self.all == *now
    }
}

/// Which stock a draft is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stock {
    /// What is there.
    Now,
    /// What was there a moment ago: for a plan that is prepared again when it proves too little.
    AMomentAgo,
}

/// Sellers and warehouses: few, held whole.
#[derive(Debug, Default)]
pub(crate) struct Reference {
    entities: HashMap<EntityCode, Entity>,
    sellers: HashMap<EntityCode, tax::Seller>,
    /// Channels that the law can make the supplier.
    marketplaces: HashSet<ChannelCode>,
    /// Those that are active.
    pub warehouses: Vec<Warehouse>,
}

impl Reference {
    pub fn entity(&self, code: EntityCode) -> Result<&Entity, Refusal> {
        self.entities.get(&code).ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", code))
    }
    pub fn seller(&self, code: EntityCode) -> Result<&tax::Seller, Refusal> {
        self.sellers.get(&code).ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", code))
    }
    pub fn is_marketplace(&self, channel: ChannelCode) -> bool {
        self.marketplaces.contains(&channel)
    }
    pub fn warehouse(&self, number: i64) -> Result<&Warehouse, StoreError> {
        let found = self.warehouses.iter().find(|warehouse| warehouse.id.number() == number);
        found.ok_or_else(|| StoreError::misuse("a warehouse was chosen that is not there"))
    }
}

/// The order desk of a cell: `cell.part::<Desk>()`.
pub struct Desk {
    pub(crate) store: Arc<Store>,
    pub(crate) variants: Arc<VariantBook>,
    pub(crate) prices: Arc<PriceBook>,
    pub(crate) lanes: Arc<CellLanes>,
    stock: Arc<StockGlance>,
    reference: RwLock<Option<([u64; 3], Arc<Reference>)>>,
    fx: Arc<FxBook>,
}

impl Part for Desk {
    fn of(cell: &Cell) -> Self {
        Self {
            store: Arc::clone(&cell.store),
            variants: cell.part(),
            prices: cell.part(),
            lanes: cell.part(),
            stock: cell.part(),
            reference: RwLock::default(),
            fx: cell.part(),
        }
    }
}

impl Desk {
    /// The time now.
    pub(crate) fn now(&self) -> Timestamp {
        self.store.context(&kernel::Actor::new("order_to_cash")).now
    }

    /// The revisions as they are now. Taken before anything is read, so what is read is never older.
    pub(crate) fn basis(&self) -> Basis {
        let all = AREAS.map(|area| self.store.revisions().of(area));
        let [catalogue, pricing, ..] = all;
        Basis { catalogue, pricing, all }
    }

    /// Sellers and warehouses as of `basis`.
    pub(crate) fn reference(&self, basis: &Basis, read: &mut dyn Read) -> Result<Arc<Reference>, CommandError> {
        let [_, _, _, tax, ledger, inventory] = basis.all;
        let wanted = [tax, ledger, inventory];
        if let Some((known, reference)) = &*self.reference.read().unwrap_or_else(PoisonError::into_inner)
            && *known == wanted
        {
            return Ok(Arc::clone(reference));
        }
        let entities = ledger::entities(read)?;
        let mut sellers = HashMap::with_capacity(entities.len());
        for entity in &entities {
            sellers.insert(entity.code, tax::seller(read, entity.code, entity.country)?);
        }
        let told = tax::tax_channels(read)?.into_iter();
        let marketplaces = told.filter(|one| one.marketplace).map(|one| one.channel).collect();
        let warehouses = inventory::list_warehouses(read)?.into_iter().filter(|warehouse| warehouse.active).collect();
        let entities = entities.into_iter().map(|entity| (entity.code, entity)).collect();
        let made = Arc::new(Reference { entities, sellers, marketplaces, warehouses });
        *self.reference.write().unwrap_or_else(PoisonError::into_inner) = Some((wanted, Arc::clone(&made)));
        Ok(made)
    }

    /// What can be promised of variants.
    pub(crate) fn availability(
        &self,
        read: &mut dyn Read,
        stock: Stock,
        variants: &[VariantId],
    ) -> Result<Vec<Balance>, StoreError> {
        match stock {
            Stock::Now => inventory::availability(read, variants),
            Stock::AMomentAgo => self.stock.availability(read, variants),
        }
    }

    /// How an amount comes into an entity's books: the booking rate of the day. Refused when there is none.
    pub(crate) fn conversion(
        &self,
        read: &mut dyn Read,
        from: CurrencyCode,
        entity: &Entity,
        at: Timestamp,
    ) -> Result<Conversion, CommandError> {
        if from == entity.base_currency {
            return Ok(Conversion { exchange: None });
        }
        let quote = self.quoted(read, FxPurpose::Booking, from, entity.base_currency, entity.day_of(at))?;
        Ok(Conversion { exchange: Some(Exchange { rate: quote.rate, source: quote.told().into() }) })
    }

    /// An order and how what happens to it at an instant, now or before, comes into its seller's books.
    pub fn order_and_conversion(
        &self,
        read: &mut dyn Read,
        id: orders::OrderId,
        at: Option<Timestamp>,
    ) -> Result<(orders::Order, Conversion), CommandError> {
        let order = orders::queries::orders_without_lines(read, &[id])?.pop();
        let order = order.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id))?;
        let reference = self.reference(&self.basis(), read)?;
        let entity = reference.entity(order.entity)?;
        let now = self.now();
        let conversion = self.conversion(read, order.currency, entity, at.unwrap_or(now).min(now))?;
        Ok((order, conversion))
    }

    /// Rates of all known currencies into one, for comparing the lanes' costs; what is not known is left out.
    pub(crate) fn rates(
        &self,
        read: &mut dyn Read,
        into: CurrencyCode,
        at: Timestamp,
    ) -> Result<Vec<(CurrencyCode, Rate)>, CommandError> {
        let mut rates = Vec::new();
        for from in self.lanes.book()?.currencies() {
            if from == into {
                rates.push((from, Rate::ONE));
            } else if let Some(quote) = known(self.quoted(read, FxPurpose::Booking, from, into, at.day_utc()))? {
                rates.push((from, quote.rate));
            }
        }
        Ok(rates)
    }

    /// A consignment's value in the currencies that limits of value are in, at the rate that counts for VAT when it becomes
    /// chargeable: the question is whether VAT is charged with the price. Where there is no such rate the value is left out, and
    /// what depends on it is not determined.
    pub(crate) fn in_limit_currencies(
        &self,
        read: &mut dyn Read,
        value: Money,
        on: jiff::civil::Date,
    ) -> Result<Vec<Money>, CommandError> {
        let mut values = Vec::with_capacity(tax::VALUE_CURRENCIES.len());
        for currency in tax::VALUE_CURRENCIES {
            if currency == value.currency() {
                values.push(value);
            } else if let Some(quote) = known(self.quoted(read, FxPurpose::Invoice, value.currency(), currency, on))? {
                values.push(quote.convert(value, RoundingMode::HalfUp)?);
            }
        }
        Ok(values)
    }

    fn quoted(
        &self,
        read: &mut dyn Read,
        purpose: FxPurpose,
        from: CurrencyCode,
        to: CurrencyCode,
        day: jiff::civil::Date,
    ) -> Result<Arc<FxQuote>, CommandError> {
        let seen = self.store.revisions().of(pricing::FX_AREA);
        self.fx.quote(seen, read, purpose, from, to, day)
    }
}

/// A rate that is refused because there is none is not known.
fn known(quote: Result<Arc<FxQuote>, CommandError>) -> Result<Option<Arc<FxQuote>>, CommandError> {
    match quote {
        Ok(quote) => Ok(Some(quote)),
        Err(CommandError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether goods go from one place to the other without customs, on a day.
pub(crate) fn same_customs_area(
    from: (kernel::CountryCode, Option<&str>),
    to: (kernel::CountryCode, Option<&str>),
    on: jiff::civil::Date,
) -> Result<bool, StoreError> {
    let engine = tax::TaxEngine::load().map_err(|fault| StoreError::misuse(fault.to_string()))?;
    let world = engine.world();
    let area = |(country, postcode): (kernel::CountryCode, Option<&str>)| {
        let located = world.locate(country, postcode, on)?;
        world.territory(located.territory).map(|territory| territory.customs_area(on))
    };
    Ok(matches!((area(from), area(to)), (Some(here), Some(there)) if here == there))
}
