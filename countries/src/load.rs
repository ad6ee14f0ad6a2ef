//! Reads the TOML files that are built into the program and ties them together.

use std::collections::HashMap;
use std::fmt::Display;

use include_dir::{Dir, File, include_dir};
use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, Money, Rate};
use serde::de::DeserializeOwned;

use crate::address::AddressFormat;
use crate::data::{
    AddressFile, AreaEntry, ChargeEntry, CountryEntry, GoodsEntry, NamesEntry, RateEntry, SchemeEntry, SpellingEntry,
    SpellingsFile, TaxFile, TerritoryEntry, ThresholdEntry, VatIdsEntry, WorldFile,
};
use crate::period::{Period, Source};
use crate::rates::{GoodsRow, RateRow};
use crate::recognise::key_of;
use crate::retention::Retention;
use crate::territory::{AreaId, Names, Territory, TerritoryId};
use crate::thresholds::{BorderCharge, Scheme, Threshold};
use crate::vat_id::VatIdForms;
use crate::world::{Country, CountryAreas, Word, World};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR");

/// A fault in the data: a mistake of whoever edited it, never of a caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct LoadError {
    pub file: String,
    pub what: String,
}

struct At<'a>(&'a str);

impl At<'_> {
    fn wrong(&self, what: impl Display) -> LoadError {
        LoadError { file: self.0.to_owned(), what: what.to_string() }
    }
}

fn read<T: DeserializeOwned>(file: &File<'_>) -> Result<T, LoadError> {
    let path = file.path().display().to_string();
    let at = At(&path);
    let text = file.contents_utf8().ok_or_else(|| at.wrong("not UTF-8"))?;
    toml::from_str(text).map_err(|error| at.wrong(error))
}

fn read_named<T: DeserializeOwned>(name: &str) -> Result<T, LoadError> {
    read(FILES.get_file(name).ok_or_else(|| At(name).wrong("missing"))?)
}

fn files_named(name: &str) -> impl Iterator<Item = &'static File<'static>> {
    FILES.dirs().flat_map(|dir| dir.files()).filter(move |file| file.path().file_name().is_some_and(|own| own == name))
}

fn country_code(at: &At<'_>, text: &str) -> Result<CountryCode, LoadError> {
    text.parse().map_err(|error| at.wrong(error))
}

pub(crate) fn load() -> Result<World, LoadError> {
    let mut world = World {
        countries: HashMap::new(),
        words: HashMap::new(),
        territories: Vec::new(),
        by_code: HashMap::new(),
        by_country: HashMap::new(),
        areas: Vec::new(),
        area_ids: HashMap::new(),
        vat_ids: Vec::new(),
        rates: Vec::new(),
        goods: Vec::new(),
        thresholds: Vec::new(),
        schemes: Vec::new(),
        charges: Vec::new(),
        retentions: Vec::new(),
    };
    let names: WorldFile = read_named("world.toml")?;
    for entry in &names.countries {
        add_country(&mut world, entry, &names.default_region)?;
    }
    for file in files_named("address.toml") {
        add_address(&mut world, &file.path().display().to_string(), read(file)?)?;
    }

    let mut tax = Vec::new();
    for file in files_named("tax.toml") {
        tax.push((file.path().display().to_string(), read::<TaxFile>(file)?));
    }
    add_territories(&mut world, &names.countries, &tax)?;
    world.rates.resize_with(world.territories.len(), Vec::new);
    world.goods.resize_with(world.territories.len(), Vec::new);
    for (path, file) in tax {
        add_facts(&mut world, &At(&path), file)?;
    }
    for rows in &mut world.rates {
        rows.sort_by_key(|row| std::cmp::Reverse(row.period.from));
    }
    for rows in &mut world.goods {
        rows.sort_by_key(|row| std::cmp::Reverse(row.period.from));
    }
    no_overlaps(&world)?;
    for entry in read_named::<SpellingsFile>("spellings.toml")?.spellings {
        add_spelling(&mut world, entry)?;
    }
    Ok(world)
}

fn names_of(names: NamesEntry) -> Names {
    Names { en: names.en, zh: names.zh }
}

fn add_country(world: &mut World, entry: &CountryEntry, default_region: &str) -> Result<(), LoadError> {
    let at = At("world.toml");
    let code = country_code(&at, &entry.code)?;
    let region = entry.region.as_deref().unwrap_or(default_region).to_owned();
    let names = Names { en: entry.en.clone(), zh: entry.zh.clone() };
    let words = [&entry.code, &entry.en, &entry.zh].into_iter().chain(&entry.aliases);
    for word in words {
        match world.words.insert(key_of(word), Word::Country(code)) {
            Some(Word::Country(other)) if other != code => {
                return Err(at.wrong(format!("{word} is {other} and {code}")));
            }
            _ => {}
        }
    }
    world.countries.insert(code, Country { code, names, region, address: None });
    Ok(())
}

fn add_address(world: &mut World, path: &str, file: AddressFile) -> Result<(), LoadError> {
    let at = At(path);
    let code = country_code(&at, &file.country)?;
    let currency: CurrencyCode = file.currency.parse().map_err(|error| at.wrong(error))?;
    let country = world.countries.get_mut(&code).ok_or_else(|| at.wrong("not in world.toml"))?;
    country.address = Some(AddressFormat {
        currency,
        required: file.required,
        postcode_forms: file.postcode_forms,
        source: Source { text: file.source, date: file.source_date },
    });
    Ok(())
}

fn area(world: &mut World, name: &str) -> Result<AreaId, LoadError> {
    if let Some(known) = world.area_ids.get(name) {
        return Ok(*known);
    }
    let id = AreaId(u16::try_from(world.areas.len()).map_err(|_| At("areas").wrong("too many"))?);
    world.areas.push(name.to_owned());
    world.area_ids.insert(name.to_owned(), id);
    Ok(id)
}

fn areas(world: &mut World, entries: &[AreaEntry]) -> Result<Vec<(AreaId, Period)>, LoadError> {
    entries.iter().map(|one| Ok((area(world, &one.area)?, Period { from: one.from, to: one.to }))).collect()
}

/// Ids first, as territories point at each other: all that are written down, then one for every other country.
fn add_territories(world: &mut World, countries: &[CountryEntry], tax: &[(String, TaxFile)]) -> Result<(), LoadError> {
    let written =
        || tax.iter().flat_map(|(path, file)| file.territories.iter().map(move |entry| (path.as_str(), entry)));
    let codes = written().map(|(_, entry)| entry.code.as_str());
    let mut count = 0u16;
    for code in codes.chain(countries.iter().map(|country| country.code.as_str())) {
        if !world.by_code.contains_key(code) {
            world.by_code.insert(code.to_owned(), TerritoryId(count));
            count = count.checked_add(1).ok_or_else(|| At("territories").wrong("too many"))?;
        }
    }
    for (path, entry) in written() {
        let territory = territory(world, &At(path), entry)?;
        if world.by_code.get(&entry.code).map(|id| id.index()) != Some(world.territories.len()) {
            return Err(At(path).wrong(format!("{} stands twice", entry.code)));
        }
        world.territories.push(territory);
    }
    for country in countries {
        let at = At("world.toml");
        let id = *world.by_code.get(&country.code).ok_or_else(|| at.wrong(&country.code))?;
        let code = country_code(&at, &country.code)?;
        if id.index() == world.territories.len() {
            let own_area = area(world, &country.code.to_ascii_lowercase())?;
            world.territories.push(Territory {
                code: country.code.clone(),
                country: code,
                names: Names { en: country.en.clone(), zh: country.zh.clone() },
                tax_country: id,
                rates_of: id,
                registers_in: id,
                vat_areas: Vec::new(),
                customs_areas: Vec::new(),
                own_area,
                recognised_from: None,
                note: None,
                source: Source { text: "ISO 3166-1".to_owned(), date: Date::constant(2026, 11, 21) },
            });
        }
        world.by_country.insert(code, CountryAreas { main: id, prefixes: Vec::new() });
    }
    // XI is a territory, but may be named as if it were a country.
    if let Some(id) = world.by_code.get("XI") {
        world.by_country.insert(CountryCode::XI, CountryAreas { main: *id, prefixes: Vec::new() });
    }
    for (path, entry) in written() {
        add_postcodes(world, &At(path), entry)?;
    }
    for areas in world.by_country.values_mut() {
        areas.prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    }
    Ok(())
}

fn territory(world: &mut World, at: &At<'_>, entry: &TerritoryEntry) -> Result<Territory, LoadError> {
    let named = |world: &World, code: Option<&String>, or: &str| {
        let code = code.map_or(or, String::as_str);
        world.by_code.get(code).copied().ok_or_else(|| at.wrong(format!("no territory {code}")))
    };
    let tax_country = named(world, entry.tax_country.as_ref(), &entry.code)?;
    let registers = entry.registers_in.as_ref().or(entry.tax_country.as_ref());
    Ok(Territory {
        code: entry.code.clone(),
        country: country_code(at, &entry.country)?,
        names: Names { en: entry.names.en.clone(), zh: entry.names.zh.clone() },
        tax_country,
        rates_of: named(world, entry.rates_of.as_ref(), &entry.code)?,
        registers_in: named(world, registers, &entry.code)?,
        vat_areas: areas(world, &entry.vat_areas)?,
        customs_areas: areas(world, &entry.customs_areas)?,
        own_area: area(world, &entry.code.to_ascii_lowercase())?,
        recognised_from: entry.recognised_from,
        note: entry.note.clone(),
        source: Source { text: entry.source.clone(), date: entry.source_date },
    })
}

fn add_postcodes(world: &mut World, at: &At<'_>, entry: &TerritoryEntry) -> Result<(), LoadError> {
    let of = country_code(at, entry.postcodes_of.as_deref().unwrap_or(&entry.country))?;
    let id = *world.by_code.get(&entry.code).ok_or_else(|| at.wrong(&entry.code))?;
    let areas = world.by_country.get_mut(&of).ok_or_else(|| at.wrong(of))?;
    areas.prefixes.extend(entry.postcodes.iter().map(|prefix| (prefix.clone(), id)));
    Ok(())
}

fn add_facts(world: &mut World, at: &At<'_>, file: TaxFile) -> Result<(), LoadError> {
    for entry in file.vat_ids {
        let forms = vat_ids(world, at, entry)?;
        world.vat_ids.push(forms);
    }
    for entry in file.rates {
        let row = rate(world, at, entry)?;
        world.rates.get_mut(row.territory.index()).ok_or_else(|| at.wrong("territory"))?.push(row);
    }
    for entry in file.goods {
        let row = goods(world, at, entry)?;
        world.goods.get_mut(row.territory.index()).ok_or_else(|| at.wrong("territory"))?.push(row);
    }
    for entry in file.thresholds {
        world.thresholds.push(threshold(at, entry)?);
    }
    world.schemes.extend(file.schemes.into_iter().map(scheme));
    for entry in file.charges {
        world.charges.push(charge(at, entry)?);
    }
    for entry in file.retentions {
        let country = entry.country.as_deref().map(|code| country_code(at, code)).transpose()?;
        world.retentions.push(Retention::of(entry, country));
    }
    Ok(())
}

fn id_of(world: &World, at: &At<'_>, code: &str) -> Result<TerritoryId, LoadError> {
    world.by_code.get(code).copied().ok_or_else(|| at.wrong(format!("no territory {code}")))
}

fn vat_ids(world: &World, at: &At<'_>, entry: VatIdsEntry) -> Result<VatIdForms, LoadError> {
    let letters = entry.prefix.len() >= 2 && entry.prefix.bytes().all(|letter| letter.is_ascii_uppercase());
    let clear = world
        .vat_ids
        .iter()
        .all(|other| !other.prefix.starts_with(&entry.prefix) && !entry.prefix.starts_with(&other.prefix));
    if !letters || !clear || entry.forms.is_empty() {
        return Err(
            at.wrong(format!("VAT numbers of {}: not two or more letters of its own, or no form", entry.prefix))
        );
    }
    Ok(VatIdForms {
        territory: id_of(world, at, &entry.territory)?,
        prefix: entry.prefix,
        forms: entry.forms,
        note: entry.note,
        source: Source { text: entry.source, date: entry.source_date },
    })
}

fn rate(world: &World, at: &At<'_>, entry: RateEntry) -> Result<RateRow, LoadError> {
    let rate = Rate::from_percent_text(&entry.percent).map_err(|error| at.wrong(error))?;
    let millionths = rate.value().checked_mul(1_000_000.into()).filter(|value| value.fract().is_zero());
    let millionths = millionths.and_then(|value| i64::try_from(value).ok());
    Ok(RateRow {
        territory: id_of(world, at, &entry.territory)?,
        class: entry.class,
        rate,
        millionths: millionths.ok_or_else(|| at.wrong(format!("{} is finer than a ten-thousandth percent", rate)))?,
        period: Period { from: entry.from, to: entry.to },
        status: entry.status,
        source: Source { text: entry.source, date: entry.source_date },
        note: entry.note,
    })
}

fn goods(world: &World, at: &At<'_>, entry: GoodsEntry) -> Result<GoodsRow, LoadError> {
    Ok(GoodsRow {
        territory: id_of(world, at, &entry.territory)?,
        goods: entry.goods,
        class: entry.class,
        period: Period { from: entry.from, to: entry.to },
        status: entry.status,
        source: Source { text: entry.source, date: entry.source_date },
    })
}

/// Whole amounts may be written without the currency's decimals.
fn amount(at: &At<'_>, text: &str, currency: CurrencyCode) -> Result<Money, LoadError> {
    Money::from_decimal_text(text, currency).map_err(|error| at.wrong(error))
}

fn threshold(at: &At<'_>, entry: ThresholdEntry) -> Result<Threshold, LoadError> {
    let currency: CurrencyCode = entry.currency.parse().map_err(|error| at.wrong(error))?;
    Ok(Threshold {
        amount: amount(at, &entry.amount, currency)?,
        id: entry.id,
        shape: entry.shape,
        basis: entry.basis,
        not_applied: entry.not_applied,
        period: Period { from: entry.from, to: entry.to },
        status: entry.status,
        source: Source { text: entry.source, date: entry.source_date },
    })
}

fn scheme(entry: SchemeEntry) -> Scheme {
    Scheme {
        id: entry.id,
        names: names_of(entry.names),
        tax_point: entry.tax_point,
        returns: entry.returns,
        period: Period { from: entry.from, to: entry.to },
        status: entry.status,
        source: Source { text: entry.source, date: entry.source_date },
    }
}

fn charge(at: &At<'_>, entry: ChargeEntry) -> Result<BorderCharge, LoadError> {
    let currency: CurrencyCode = entry.currency.parse().map_err(|error| at.wrong(error))?;
    Ok(BorderCharge {
        id: entry.id,
        amount: entry.amount.map(|text| amount(at, &text, currency)).transpose()?,
        currency,
        shape: entry.shape,
        period: Period { from: entry.from, to: entry.to },
        status: entry.status,
        source: Source { text: entry.source, date: entry.source_date },
    })
}

fn no_overlaps(world: &World) -> Result<(), LoadError> {
    for rows in &world.rates {
        for (place, row) in rows.iter().enumerate() {
            let others = rows.iter().skip(place.saturating_add(1));
            if others.filter(|other| other.class == row.class).any(|other| other.period.overlaps(&row.period)) {
                let code = world.territory(row.territory).map_or("?", |territory| territory.code.as_str());
                return Err(At(code).wrong(format!("two {:?} rates hold on {}", row.class, row.period.from)));
            }
        }
    }
    Ok(())
}

fn add_spelling(world: &mut World, entry: SpellingEntry) -> Result<(), LoadError> {
    let at = At("spellings.toml");
    let countries = entry.countries.iter().map(|code| country_code(&at, code)).collect::<Result<Vec<_>, _>>()?;
    let territory = entry.area.map(|code| id_of(world, &at, &code)).transpose()?;
    for said in entry.said {
        let why = entry.why.clone();
        let word = match territory {
            Some(territory) => Word::Area { territory, countries: countries.clone(), why },
            None => Word::Undecidable { why },
        };
        if world.words.insert(key_of(&said), word).is_some() {
            return Err(at.wrong(format!("{said} already means something")));
        }
    }
    Ok(())
}
