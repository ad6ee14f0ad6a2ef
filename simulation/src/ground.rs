//! The small company every run starts from: one seller, an own company that holds stock for it, three warehouses, three markets in three currencies, twenty variants.
//! Made once with the real commands; each run gets a copy of the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{Choices, CreateProduct, NewVariant, OptionValue, ProductFacts, ProductOption};
use cell::Cell;
use inventory::{CreateWarehouse, ReceiveStock, Received, VariantId, WarehouseId};
use kernel::{Actor, CurrencyCode, Id, Money, Sku, Texts, Timestamp, UnitPrice};
use ledger::AddEntity;
use logistics::{Destination, Lane, Status};
use order_to_cash::Desk;
use pricing::{CreateMarket, CreatePriceList, FxRow, ImportFxRates, NewPrice, SetPrices};
use store::{Answer, CommandError, Location, Manual, Migrations, Options, Outcome, Store, StoreError, Submission, Tx};
use tax::{Registration, RegistrationScheme};
use vault::Vault;

use crate::clock::BentClock;
use crate::deed::{Deed, Done};

/// The tables of a tenant's data store that trading needs.
pub(crate) const MIGRATIONS: &[Migrations] = &[
    vault::MIGRATIONS,
    catalogue::MIGRATIONS,
    inventory::MIGRATIONS,
    logistics::MIGRATIONS,
    pricing::MIGRATIONS,
    tax::MIGRATIONS,
    orders::MIGRATIONS,
    ledger::MIGRATIONS,
];

/// `(code, country, postcode, owner)`
const WAREHOUSES: [(&str, &str, &str, &str); 3] =
    [("de-ber", "DE", "12529", SELLER), ("de-muc", "DE", "80331", SELLER), ("gb-lon", "GB", "UB7 0DG", HOLDER)];
/// `(market, country, currency, prices show tax, price in millionths, rounding)`
const MARKETS: [(&str, &str, &str, bool, i64, &str); 3] = [
    ("de", "DE", "EUR", true, 19_990_000, "tax_group/half_up"),
    ("gb", "GB", "GBP", true, 17_490_000, "document/half_even"),
    ("jp", "JP", "JPY", false, 3_270_000_000, "unit/half_up"),
];
const PRODUCTS: usize = 5;
const COLOURS: [&str; 4] = ["red", "blue", "green", "white"];
/// What lies on every shelf at the start; some variants are scarce.
const STOCK: [i64; 5] = [400, 120, 40, 12, 3];
pub(crate) const SELLER: &str = "sim-de";
/// Owns stock in a currency of its own and sells nothing.
pub(crate) const HOLDER: &str = "sim-gb";
/// 2027-03-01: all dated facts of the tax tables are in force.
pub(crate) const START: Timestamp = Timestamp::from_ms(1_803_859_200_000);
const DAY_MS: i64 = 86_400_000;

/// Where a basket can go and in which currency it is paid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MarketPlace {
    pub market: &'static str,
    pub country: &'static str,
}

pub(crate) const PLACES: [MarketPlace; 5] = [
    MarketPlace { market: "de", country: "DE" },
    MarketPlace { market: "de", country: "FR" },
    MarketPlace { market: "gb", country: "GB" },
    MarketPlace { market: "jp", country: "JP" },
    MarketPlace { market: "de", country: "DE" },
];

/// The starting point of runs, for one thread at a time.
pub struct Ground {
    /// Where runs keep their files: memory where the machine offers it.
    pub(crate) folder: tempfile::TempDir,
    template: PathBuf,
    pub(crate) clock: Arc<BentClock>,
    /// The order desk works on a copy of its own: it needs the company, not the trade.
    pub(crate) desk: Arc<Desk>,
    pub(crate) vault: Arc<Vault>,
    _cell: Arc<Cell>,
    pub(crate) warehouses: Vec<WarehouseId>,
    pub(crate) goods: Vec<(VariantId, Sku)>,
    /// The newest event's position in the template.
    pub(crate) first_position: i64,
}

pub(crate) fn actor() -> Actor {
    Actor::new("simulation")
}

/// Reads a word of the simulator's own tables.
pub(crate) fn read<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::misuse(format!("the simulator's own word cannot be read: {text}")))
}

fn unavailable(error: &std::io::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

impl Ground {
    /// Makes the company.
    pub fn new() -> Result<Self, CommandError> {
        let memory = Path::new("/dev/shm");
        let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = made.map_err(|e| unavailable(&e))?;
        let template = folder.path().join("template.db");
        let clock = Arc::new(BentClock::at(START.plus_ms(-9 * DAY_MS)));
        let options = Options { clock: clock.clone(), readers: 1, ..Options::default() };
        let location = Location::Sqlite(template.clone());
        let mut maker = Maker { store: Manual::open(&location, MIGRATIONS, &options)? };
        let warehouses = company(&mut maker)?;
        let goods = goods(&mut maker)?;
        opening_stock(&mut maker, &warehouses, &goods)?;
        let position =
            maker.store.read(|read| store::Read::query_one(read, "SELECT last_position FROM store_state", &[]))?;
        let first_position = position.ok_or_else(|| StoreError::misuse("no state"))?.int(0)?;
        drop(maker);
        // A writer that closes alone folds its log back into the file that is copied.
        drop(Manual::open(&location, MIGRATIONS, &options)?);

        let twin = folder.path().join("desk.db");
        std::fs::copy(&template, &twin).map_err(|e| unavailable(&e))?;
        let data = Store::open(Location::Sqlite(twin), MIGRATIONS, options.clone())?;
        let keys = Store::open(Location::Sqlite(folder.path().join("keys.db")), &[vault::KEY_MIGRATIONS], options)?;
        let cell = Cell::new(read("sim")?, read("eu")?, data, keys);
        let (desk, vault) = (cell.part::<Desk>(), cell.part::<Vault>());
        Ok(Self { folder, template, clock, desk, vault, _cell: cell, warehouses, goods, first_position })
    }

    /// A fresh copy of the company's file.
    pub(crate) fn copy(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.folder.path().join(name);
        remove(&path);
        std::fs::copy(&self.template, &path).map_err(|e| unavailable(&e))?;
        Ok(path)
    }
}

/// Removes a store's files.
pub(crate) fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

struct Maker {
    store: Manual,
}

impl Maker {
    /// Runs a command; the id it answered.
    fn make<A: Answer>(
        &mut self,
        work: impl Fn(&mut Tx<'_>) -> Result<A, CommandError> + Send + Sync + 'static,
    ) -> Result<String, CommandError> {
        let deed = Deed(Arc::new(move |tx| work(tx).map(Done::of)));
        let mut answer = self.store.queue_batch(Submission::by(&actor()), deed);
        self.store.step(&mut |_| Ok(()));
        let answer = answer.try_recv().map_err(|_| StoreError::misuse("the company's command was not answered"))?;
        answer.map(|outcome: Outcome<Done>| outcome.reference())
    }
}

fn company(maker: &mut Maker) -> Result<Vec<WarehouseId>, CommandError> {
    for (code, name, country, currency, zone) in [
        (SELLER, "Simulated Trading GmbH", "DE", "EUR", "Europe/Berlin"),
        (HOLDER, "Simulated Holding Ltd", "GB", "GBP", "Europe/London"),
    ] {
        let entity = AddEntity {
            code: read(code)?,
            name: name.to_owned(),
            country: read(country)?,
            base_currency: read(currency)?,
            zone: read(zone)?,
            address: None,
        };
        maker.make(move |tx| ledger::add_entity(tx, &entity))?;
    }
    for (territory, scheme) in
        [("DE", RegistrationScheme::Standard), ("DE", RegistrationScheme::Oss), ("GB", RegistrationScheme::Standard)]
    {
        let registration = Registration {
            territory: read(territory)?,
            scheme,
            number: format!("{territory}000000000"),
            from: jiff::civil::date(2021, 7, 1),
            to: None,
        };
        let entity = read(SELLER)?;
        maker.make(move |tx| tax::record_registration(tx, entity, &registration))?;
    }
    let mut warehouses = Vec::new();
    for (code, country, postcode, owner) in WAREHOUSES {
        let warehouse = CreateWarehouse {
            code: read(code)?,
            country: read(country)?,
            postcode: Some(postcode.to_owned()),
            zone: read("Europe/Berlin")?,
            entity: read(owner)?,
        };
        let id: WarehouseId = read(&maker.make(move |tx| inventory::create_warehouse(tx, &warehouse))?)?;
        lanes(maker, id, country)?;
        warehouses.push(id);
    }
    markets(maker)?;
    rates(maker)?;
    Ok(warehouses)
}

fn lanes(maker: &mut Maker, warehouse: WarehouseId, home: &str) -> Result<(), CommandError> {
    let from = logistics::WarehouseId::from_number(warehouse.number());
    let lane = |destination, base: &str| -> Result<Lane, CommandError> {
        Ok(Lane {
            warehouse: from,
            destination,
            service: "parcel".to_owned(),
            base: Money::from_decimal_text(base, CurrencyCode::EUR)?,
            per_kg: Money::from_decimal_text("0.50", CurrencyCode::EUR)?,
            days_min: 1,
            days_max: 5,
            cut_off_minute: Some(16 * 60),
            zone: read("Europe/Berlin")?,
            valid_from: Timestamp::from_ms(0),
            valid_to: None,
            status: Status::Unsure,
            source: "invented for the simulator".to_owned(),
        })
    };
    let all = vec![lane(Destination::Country(read(home)?), "4.00")?, lane(Destination::Anywhere, "14.00")?];
    maker.make(move |tx| logistics::set_lanes(tx, from, &all))?;
    Ok(())
}

fn markets(maker: &mut Maker) -> Result<(), CommandError> {
    for (code, country, currency, tax_inclusive, _, rounding) in MARKETS {
        let mut countries = vec![read(country)?];
        if code == "de" {
            countries.push(read("FR")?);
        }
        let market = CreateMarket {
            code: read(code)?,
            names: [(read("en")?, code.to_owned())].into_iter().collect::<Texts>(),
            countries,
            currency: read(currency)?,
            seller: read(SELLER)?,
            tax_inclusive,
            rounding: read(rounding)?,
            parent: None,
        };
        maker.make(move |tx| pricing::create_market(tx, &market))?;
    }
    Ok(())
}

/// A pound and a yen for every day a run can reach; they move a little.
fn rates(maker: &mut Maker) -> Result<(), CommandError> {
    let mut rates = Vec::new();
    for day in -10..500i64 {
        let date = START.plus_ms(day * DAY_MS).day_utc();
        for (currency, whole, step) in [("GBP", 8_400i64, 7i64), ("JPY", 1_602_000, 913)] {
            let ten_thousandths = whole + day.rem_euclid(29) * step;
            let rate = format!("{}.{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000);
            rates.push(FxRow { currency: read(currency)?, day: date, rate: read(&rate)? });
        }
    }
    let all = ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
    for chunk in all.chunks() {
        maker.make(move |tx| pricing::import_fx_rates(tx, &chunk))?;
    }
    Ok(())
}

fn goods(maker: &mut Maker) -> Result<Vec<(VariantId, Sku)>, CommandError> {
    let mut goods = Vec::new();
    for number in 0..PRODUCTS {
        let texts =
            |text: &str| -> Result<Texts, StoreError> { Ok([(read("en")?, text.to_owned())].into_iter().collect()) };
        let mut values = Vec::new();
        let mut variants = Vec::new();
        for colour in COLOURS {
            values.push(OptionValue { code: read(colour)?, names: texts(colour)? });
            let mut choices = Choices::new();
            choices.insert(read("colour")?, read(colour)?);
            let sku = read(&format!("S{number}-{}", colour.to_uppercase()))?;
            variants.push(NewVariant { sku, choices, weight_grams: Some(500) });
        }
        let skus: Vec<Sku> = variants.iter().map(|variant| variant.sku.clone()).collect();
        let product = CreateProduct {
            facts: ProductFacts {
                tax_class: read("standard")?,
                category: read("home")?,
                hs_code: Some(read("940521")?),
                origin: Some(read("CN")?),
            },
            names: texts(&format!("Thing {number}"))?,
            descriptions: Texts::new(),
            options: vec![ProductOption { code: read("colour")?, names: texts("Colour")?, values }],
            variants,
        };
        maker.make(move |tx| catalogue::create_product(tx, &product))?;
        let found = maker.store.read(|read| catalogue::variants_by_sku(read, &skus))?;
        let known = found.into_iter().flatten();
        goods.extend(known.map(|facts| (VariantId::from_number(facts.variant.number()), facts.sku.clone())));
    }
    prices(maker, &goods)?;
    Ok(goods)
}

fn prices(maker: &mut Maker, goods: &[(VariantId, Sku)]) -> Result<(), CommandError> {
    for (code, _, currency, tax_inclusive, micros, rounding) in MARKETS {
        let currency: CurrencyCode = read(currency)?;
        let list = CreatePriceList {
            names: [(read("en")?, code.to_owned())].into_iter().collect(),
            market: read(code)?,
            channel: None,
            customer_group: None,
            currency,
            tax_inclusive,
            rounding: read(rounding)?,
            priority: 0,
            valid_from: None,
            valid_to: None,
            default: true,
        };
        let list = read(&maker.make(move |tx| pricing::create_price_list(tx, &list))?)?;
        let mut rows = Vec::new();
        for ((variant, _), place) in goods.iter().zip(1i64..) {
            for (min_quantity, percent) in [(1, 100i64), (3, 90)] {
                // Odd thirds of a cent where the currency has cents, so that rounding has something to do.
                let price = micros * percent * place / 700;
                let price = if currency.minor_digits() == 0 { price / 1_000_000 * 1_000_000 } else { price };
                rows.push(NewPrice {
                    variant: pricing::VariantId::from_number(variant.number()),
                    min_quantity,
                    unit_price: UnitPrice::new(price.max(1_000_000), currency),
                });
            }
        }
        let set = SetPrices { list, from: None, to: None, prices: rows };
        maker.make(move |tx| pricing::set_prices(tx, &set))?;
    }
    Ok(())
}

fn opening_stock(
    maker: &mut Maker,
    warehouses: &[WarehouseId],
    goods: &[(VariantId, Sku)],
) -> Result<(), CommandError> {
    for warehouse in warehouses {
        let lines = goods.iter().zip(STOCK.iter().cycle()).map(|((variant, _), quantity)| Received {
            variant: *variant,
            quantity: *quantity,
            unit_cost: Some(UnitPrice::new(5_000_000, CurrencyCode::EUR)),
        });
        let receipt = ReceiveStock {
            warehouse: *warehouse,
            lines: lines.collect(),
            document: Some("opening".to_owned()),
            at: None,
        };
        maker.make(move |tx| stock_keeping::steps::receive(tx, &receipt))?;
    }
    Ok(())
}
