//! Four legal entities, four warehouses, six markets, lanes, registrations, exchange rates.

use std::collections::BTreeMap;
use std::sync::Arc;

use cell::Cell;
use inventory::{CreateWarehouse, WarehouseId};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::{CountryCode, CurrencyCode, Id, Money, Texts, Timestamp, WarehouseCode, Zone};
use ledger::{AddEntity, PostalAddress};
use logistics::{Destination, Lane, Status};
use pricing::{CreateMarket, FxRow, ImportFxRates};
use store::{CommandError, Outcome, StoreError, Submission};
use tax::{Registration, RegistrationScheme, Turnover, TurnoverLimit};

use super::demo;

/// `(code, name, country, currency, zone)`
const ENTITIES: [(&str, &str, &str, &str, &str); 4] = [
    ("demo-de", "Demo Handels GmbH", "DE", "EUR", "Europe/Berlin"),
    ("demo-gb", "Demo Trading Ltd", "GB", "GBP", "Europe/London"),
    ("demo-hk", "Demo Hong Kong Limited", "HK", "HKD", "Asia/Hong_Kong"),
    ("demo-cn", "演示贸易（深圳）有限公司", "CN", "CNY", "Asia/Shanghai"),
];

/// `(entity, street, city, region, postcode)`: seats of the demo, of no real company; blank where an address has none.
const SEATS: [(&str, &str, &str, &str, &str); 4] = [
    ("demo-de", "Musterstraße 1", "Berlin", "", "12529"),
    ("demo-gb", "1 Example Road", "West Drayton", "", "UB7 0DG"),
    ("demo-hk", "1 Example Street", "Kowloon", "", ""),
    ("demo-cn", "示例路1号", "深圳市", "广东省", "518128"),
];

/// `(code, country, postcode, zone, entity)`
const WAREHOUSES: [(&str, &str, &str, &str, &str); 4] = [
    ("de-ber", "DE", "12529", "Europe/Berlin", "demo-de"),
    ("gb-lon", "GB", "UB7 0DG", "Europe/London", "demo-gb"),
    ("us-ewr", "US", "07114", "America/New_York", "demo-hk"),
    ("cn-szx", "CN", "518128", "Asia/Shanghai", "demo-cn"),
];

/// A market: its code, names, countries, currency, seller, and whether its prices show tax.
struct MarketRow {
    code: &'static str,
    names: [(&'static str, &'static str); 2],
    countries: &'static [&'static str],
    currency: &'static str,
    seller: &'static str,
    tax_inclusive: bool,
}

const MARKETS: [MarketRow; 6] = [
    MarketRow {
        code: "de",
        names: [("en", "European Union"), ("zh", "欧盟")],
        countries: &["DE", "FR", "AT", "NL", "BE", "IT", "ES", "PL", "SE"],
        currency: "EUR",
        seller: "demo-de",
        tax_inclusive: true,
    },
    MarketRow {
        code: "gb",
        names: [("en", "United Kingdom"), ("zh", "英国")],
        countries: &["GB"],
        currency: "GBP",
        seller: "demo-gb",
        tax_inclusive: true,
    },
    MarketRow {
        code: "ch",
        names: [("en", "Switzerland"), ("zh", "瑞士")],
        countries: &["CH"],
        currency: "CHF",
        seller: "demo-de",
        tax_inclusive: false,
    },
    MarketRow {
        code: "us",
        names: [("en", "United States"), ("zh", "美国")],
        countries: &["US"],
        currency: "USD",
        seller: "demo-hk",
        tax_inclusive: false,
    },
    MarketRow {
        code: "cn",
        names: [("en", "China"), ("zh", "中国")],
        countries: &["CN"],
        currency: "CNY",
        seller: "demo-cn",
        tax_inclusive: true,
    },
    MarketRow {
        code: "jp",
        names: [("en", "Japan"), ("zh", "日本")],
        countries: &["JP"],
        currency: "JPY",
        seller: "demo-hk",
        tax_inclusive: false,
    },
];

/// `(entity, limit, amount)`: what the demo company says it sold in the year up to today, which decides who owes the Swiss tax. No real figures.
const TURNOVERS: [(&str, TurnoverLimit, &str); 1] = [("demo-de", TurnoverLimit::ChLowValue, "41200.00")];

/// `(entity, territory, scheme, number)`: numbers of the demo, of no real company.
const REGISTRATIONS: [(&str, &str, RegistrationScheme, &str); 6] = [
    ("demo-de", "DE", RegistrationScheme::Standard, "DE000000000"),
    ("demo-de", "DE", RegistrationScheme::Oss, "DE000000000"),
    ("demo-de", "GB", RegistrationScheme::Standard, "GB000000001"),
    ("demo-gb", "GB", RegistrationScheme::Standard, "GB000000000"),
    ("demo-cn", "CN", RegistrationScheme::Standard, "000000000000000000"),
    ("demo-hk", "DE", RegistrationScheme::Ioss, "IM0000000000"),
];

/// `(warehouse, destination or * for anywhere, service, base, per kg, currency, days from, days to)`
type LaneRow = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, i64, i64);

const LANES: [LaneRow; 22] = [
    ("de-ber", "DE", "parcel", "4.10", "0.30", "EUR", 1, 2),
    ("de-ber", "FR", "parcel", "8.20", "0.60", "EUR", 2, 4),
    ("de-ber", "AT", "parcel", "7.10", "0.55", "EUR", 2, 3),
    ("de-ber", "NL", "parcel", "7.10", "0.55", "EUR", 2, 3),
    ("de-ber", "BE", "parcel", "7.40", "0.55", "EUR", 2, 3),
    ("de-ber", "IT", "parcel", "9.10", "0.70", "EUR", 3, 5),
    ("de-ber", "ES", "parcel", "9.80", "0.75", "EUR", 3, 5),
    ("de-ber", "PL", "parcel", "6.40", "0.50", "EUR", 2, 3),
    ("de-ber", "SE", "parcel", "9.90", "0.75", "EUR", 3, 5),
    ("de-ber", "CH", "parcel", "12.50", "1.10", "EUR", 2, 5),
    ("de-ber", "GB", "parcel", "11.90", "1.00", "EUR", 3, 6),
    ("de-ber", "*", "post", "16.00", "6.00", "EUR", 7, 18),
    ("gb-lon", "GB", "parcel", "3.20", "0.25", "GBP", 1, 2),
    ("gb-lon", "*", "post", "12.00", "5.00", "GBP", 5, 15),
    ("us-ewr", "US", "ground", "6.90", "1.10", "USD", 2, 5),
    ("us-ewr", "*", "post", "19.00", "9.00", "USD", 7, 20),
    ("cn-szx", "CN", "express", "6.00", "2.00", "CNY", 1, 3),
    ("cn-szx", "US", "air", "38.00", "45.00", "CNY", 7, 14),
    ("cn-szx", "JP", "air", "30.00", "28.00", "CNY", 4, 8),
    ("cn-szx", "DE", "air", "42.00", "52.00", "CNY", 8, 15),
    ("cn-szx", "GB", "air", "42.00", "52.00", "CNY", 8, 15),
    ("cn-szx", "*", "air", "48.00", "60.00", "CNY", 9, 20),
];

/// Makes the company; its warehouses by code.
pub(super) fn make(cell: &Arc<Cell>) -> Result<BTreeMap<WarehouseCode, WarehouseId>, CommandError> {
    entities(cell)?;
    let warehouses = warehouses(cell)?;
    lanes(cell, &warehouses)?;
    markets(cell)?;
    rates(cell)?;
    Ok(warehouses)
}

fn entities(cell: &Cell) -> Result<(), CommandError> {
    let seat = |code: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let known = SEATS.iter().find(|(entity, ..)| *entity == code);
        known.map(|(_, street, city, region, postcode)| PostalAddress {
            lines: vec![(*street).to_owned()],
            city: (*city).to_owned(),
            region: some(region),
            postcode: some(postcode),
        })
    };
    for (code, name, country, currency, zone) in ENTITIES {
        let entity = AddEntity {
            code: read(code)?,
            name: name.to_owned(),
            country: read(country)?,
            base_currency: read(currency)?,
            zone: read(zone)?,
            address: seat(code),
        };
        cell.store.submit_blocking(Submission::by(&demo()), move |tx| ledger::add_entity(tx, &entity))?;
    }
    let as_of = Zone::UTC.day_of(cell.store.context(&demo()).now);
    for (entity, of, amount) in TURNOVERS {
        let entity = read(entity)?;
        let amount = Money::from_decimal_text(amount, of.currency())?;
        let told = [Turnover { of, amount, as_of }];
        let set = move |tx: &mut store::Tx<'_>| tax::set_tax_profile(tx, entity, 0, None, &told);
        cell.store.submit_blocking(Submission::by(&demo()), set)?;
    }
    for (entity, territory, scheme, number) in REGISTRATIONS {
        let entity = read(entity)?;
        let registration = Registration {
            territory: read(territory)?,
            scheme,
            number: number.to_owned(),
            from: date(2021, 7, 1),
            to: None,
        };
        let record = move |tx: &mut store::Tx<'_>| tax::record_registration(tx, entity, &registration);
        cell.store.submit_blocking(Submission::by(&demo()), record)?;
    }
    Ok(())
}

fn warehouses(cell: &Cell) -> Result<BTreeMap<WarehouseCode, WarehouseId>, CommandError> {
    let mut made = BTreeMap::new();
    for (code, country, postcode, zone, entity) in WAREHOUSES {
        let warehouse = CreateWarehouse {
            code: read(code)?,
            country: read(country)?,
            postcode: Some(postcode.to_owned()),
            zone: read(zone)?,
            entity: read(entity)?,
        };
        let code = warehouse.code;
        let create = move |tx: &mut store::Tx<'_>| inventory::create_warehouse(tx, &warehouse);
        let id = cell.store.submit_blocking(Submission::by(&demo()), create)?.id()?;
        made.insert(code, id);
    }
    Ok(made)
}

fn lanes(cell: &Cell, warehouses: &BTreeMap<WarehouseCode, WarehouseId>) -> Result<(), CommandError> {
    for (code, warehouse) in warehouses {
        let from = logistics::WarehouseId::from_number(warehouse.number());
        let mut all = Vec::new();
        for (_, to, service, base, per_kg, currency, days_min, days_max) in
            LANES.iter().filter(|lane| lane.0 == code.as_str())
        {
            let currency: CurrencyCode = read(currency)?;
            all.push(Lane {
                warehouse: from,
                destination: if *to == "*" { Destination::Anywhere } else { Destination::Country(read(to)?) },
                service: (*service).to_owned(),
                base: Money::from_decimal_text(base, currency)?,
                per_kg: Money::from_decimal_text(per_kg, currency)?,
                days_min: *days_min,
                days_max: *days_max,
                cut_off_minute: Some(16 * 60),
                zone: zone_of(code)?,
                valid_from: Timestamp::from_ms(0),
                valid_to: None,
                status: Status::Unsure,
                source: "invented for the demo company".to_owned(),
            });
        }
        let set = move |tx: &mut store::Tx<'_>| logistics::set_lanes(tx, from, &all);
        cell.store.submit_blocking(Submission::by(&demo()), set)?;
    }
    Ok(())
}

fn zone_of(code: &WarehouseCode) -> Result<Zone, CommandError> {
    let row = WAREHOUSES.iter().find(|row| row.0 == code.as_str());
    read(row.map_or("UTC", |row| row.3))
}

fn markets(cell: &Cell) -> Result<(), CommandError> {
    for row in &MARKETS {
        let countries = row.countries.iter().map(|code| read::<CountryCode>(code)).collect::<Result<_, _>>()?;
        let names = row.names.iter().map(|(locale, name)| Ok((read(locale)?, (*name).to_owned())));
        let market = CreateMarket {
            code: read(row.code)?,
            names: names.collect::<Result<Texts, CommandError>>()?,
            countries,
            currency: read(row.currency)?,
            seller: read(row.seller)?,
            tax_inclusive: row.tax_inclusive,
            rounding: read("line/half_up")?,
            parent: None,
        };
        cell.store.submit_blocking(Submission::by(&demo()), move |tx| pricing::create_market(tx, &market))?;
    }
    Ok(())
}

/// The markets' codes, currencies and whether their prices show tax.
pub(super) fn market_rows() -> impl Iterator<Item = (&'static str, &'static str, bool, &'static [&'static str])> {
    MARKETS.iter().map(|row| (row.code, row.currency, row.tax_inclusive, row.countries))
}

fn rates(cell: &Cell) -> Result<(), CommandError> {
    let rates = pricing::ecb_recent().map_err(|e| StoreError::misuse(format!("the shipped rates: {e:?}")))?;
    let today = cell.store.context(&demo()).now.day_utc();
    let forward = carried_forward(&rates, today);
    let last = rates.iter().map(|row| row.day).max().unwrap_or(today);
    let source = format!("derived for the demo: the {} of {last} carried forward", pricing::ECB);
    for (source, rates) in [(pricing::ECB.to_owned(), rates), (source, forward)] {
        let all = ImportFxRates { source, purpose: None, rates };
        for chunk in all.chunks() {
            cell.store.submit_blocking(Submission::by(&demo()), move |tx| pricing::import_fx_rates(tx, &chunk))?;
        }
    }
    Ok(())
}

/// The shipped rates end with the release. So that the demo can be used for a year from today, the last ones are carried forward, a
/// week at a time. A company posts the rates of its days; those of the same day take the place of these.
fn carried_forward(rates: &[FxRow], today: Date) -> Vec<FxRow> {
    let Some(last) = rates.iter().map(|row| row.day).max() else { return Vec::new() };
    let until = today.saturating_add(366.days());
    let weeks = (1i64..).map(|week| last.saturating_add(week.weeks())).take_while(|day| *day <= until);
    let newest = || rates.iter().filter(|row| row.day == last);
    weeks.flat_map(|day| newest().map(move |row| FxRow { day, ..row.clone() })).collect()
}

/// Reads a word of the demo's own tables.
pub(super) fn read<T: std::str::FromStr>(text: &str) -> Result<T, CommandError> {
    text.parse().map_err(|_| StoreError::misuse(format!("the demo's own word cannot be read: {text}")).into())
}

/// What a command made now.
pub(super) fn made<A>(outcome: Outcome<A>) -> Result<A, CommandError> {
    match outcome {
        Outcome::Done(answer) => Ok(answer),
        Outcome::Repeated(_) => Err(StoreError::misuse("a demo command without a key was repeated").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_of_the_demo_has_a_rate_that_is_not_stale_on_every_day_of_a_year() {
        let shipped = pricing::ecb_recent().unwrap();
        let last = shipped.iter().map(|row| row.day).max().unwrap();
        for today in [last, date(2026, 11, 22), date(2028, 2, 29)] {
            let forward = carried_forward(&shipped, today);
            for (_, currency, _, _) in market_rows().filter(|(_, currency, _, _)| *currency != "EUR") {
                let known = |row: &&FxRow| row.currency.as_str() == currency;
                let mut days: Vec<Date> = forward.iter().filter(known).map(|row| row.day).collect();
                days.sort_unstable();
                assert!(days[0] <= last.saturating_add(7.days()), "{currency}");
                assert!(days.windows(2).all(|two| two[1] == two[0].saturating_add(7.days())), "{currency}");
                assert!(*days.last().unwrap() >= today.saturating_add(359.days()), "{currency}");
            }
        }
    }
}
