//! All facts together, indexed for questions.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use kernel::CountryCode;

use crate::address::AddressFormat;
use crate::load::{self, LoadError};
use crate::period::FactStatus;
use crate::rates::{ChosenRate, GoodsRow, NoRate, RateClass, RateRow, TaxClass};
use crate::recognise::{Recognised, key_of};
use crate::retention::Retention;
use crate::territory::{AreaId, Located, Names, Territory, TerritoryId};
use crate::thresholds::{BorderCharge, Scheme, Threshold};
use crate::vat_id::VatIdForms;

/// A country of ISO 3166-1.
#[derive(Debug, Clone)]
pub struct Country {
    pub code: CountryCode,
    pub names: Names,
    /// The region that keeps the data of people there.
    pub region: String,
    pub address: Option<AddressFormat>,
}

/// Every fact of this crate.
#[derive(Debug)]
pub struct World {
    pub(crate) countries: HashMap<CountryCode, Country>,
    pub(crate) words: HashMap<String, Word>,
    pub(crate) territories: Vec<Territory>,
    pub(crate) by_code: HashMap<String, TerritoryId>,
    pub(crate) by_country: HashMap<CountryCode, CountryAreas>,
    pub(crate) areas: Vec<String>,
    pub(crate) area_ids: HashMap<String, AreaId>,
    pub(crate) vat_ids: Vec<VatIdForms>,
    /// By territory; newest first.
    pub(crate) rates: Vec<Vec<RateRow>>,
    /// By territory; newest first.
    pub(crate) goods: Vec<Vec<GoodsRow>>,
    pub(crate) thresholds: Vec<Threshold>,
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) charges: Vec<BorderCharge>,
    pub(crate) retentions: Vec<Retention>,
}

#[derive(Debug)]
pub(crate) enum Word {
    Country(CountryCode),
    Area { territory: TerritoryId, countries: Vec<CountryCode>, why: String },
    Undecidable { why: String },
}

#[derive(Debug)]
pub(crate) struct CountryAreas {
    pub main: TerritoryId,
    /// Prefixes of postcodes without gaps, longest first.
    pub prefixes: Vec<(String, TerritoryId)>,
}

impl World {
    /// The facts built into the program; read at the first call, then shared.
    pub fn load() -> Result<&'static Self, &'static LoadError> {
        static WORLD: OnceLock<Result<World, LoadError>> = OnceLock::new();
        WORLD.get_or_init(load::load).as_ref()
    }

    pub fn country(&self, code: CountryCode) -> Option<&Country> {
        self.countries.get(&code)
    }
    pub fn countries(&self) -> impl Iterator<Item = &Country> {
        self.countries.values()
    }

    /// What a word in a file means: a code, a name in English or Chinese, another spelling. None for a word never met.
    pub fn recognise(&self, word: &str) -> Option<Recognised<'_>> {
        Some(match self.words.get(&key_of(word))? {
            Word::Country(code) => Recognised::Country(*code),
            Word::Area { territory, countries, why } => Recognised::Area { territory: *territory, countries, why },
            Word::Undecidable { why } => Recognised::Undecidable { why },
        })
    }

    pub fn territory_named(&self, code: &str) -> Option<TerritoryId> {
        self.by_code.get(code).copied()
    }
    /// None only for an id of another world.
    pub fn territory(&self, id: TerritoryId) -> Option<&Territory> {
        self.territories.get(id.index())
    }
    pub fn territories(&self) -> impl Iterator<Item = &Territory> {
        self.territories.iter()
    }
    pub fn area_named(&self, name: &str) -> Option<AreaId> {
        self.area_ids.get(name).copied()
    }
    pub fn area_name(&self, id: AreaId) -> &str {
        self.areas.get(id.index()).map_or("", String::as_str)
    }
    pub fn area_count(&self) -> usize {
        self.areas.len()
    }

    /// The territory of an address on a day. None for a country without one (there is none such in ISO 3166-1).
    pub fn locate(&self, country: CountryCode, postcode: Option<&str>, on: Date) -> Option<Located> {
        let areas = self.by_country.get(&country)?;
        let main = Located { territory: areas.main, area_known: true };
        if areas.prefixes.is_empty() {
            return Some(main);
        }
        let Some(postcode) = postcode.filter(|postcode| !postcode.trim().is_empty()) else {
            return Some(Located { area_known: false, ..main });
        };
        let part = areas.prefixes.iter().find(|(prefix, _)| begins_with(postcode, prefix)).map(|(_, id)| *id);
        let Some(part) = part else { return Some(main) };
        Some(Located { territory: self.on_day(part, on), area_known: true })
    }

    /// The territory itself, or its country's main one before the day it was one of its own (Northern Ireland).
    pub fn on_day(&self, id: TerritoryId, on: Date) -> TerritoryId {
        let Some(territory) = self.territory(id) else { return id };
        let not_yet = territory.recognised_from.is_some_and(|from| on < from);
        if !not_yet {
            return id;
        }
        self.by_country.get(&territory.country).map_or(id, |areas| areas.main)
    }

    /// The rate of a class on a day, of the territory or of the one whose rates it takes.
    pub fn rate(&self, territory: TerritoryId, class: RateClass, on: Date) -> Option<&RateRow> {
        let of = self.territory(territory)?.rates_of;
        self.rates.get(of.index())?.iter().find(|row| row.class == class && row.period.holds_on(on))
    }

    /// The rate for goods on a day. `at_home`: the territory is the one the product's class was given for.
    pub fn rate_for(
        &self,
        territory: TerritoryId,
        goods: TaxClass,
        at_home: bool,
        on: Date,
    ) -> Result<ChosenRate<'_>, NoRate> {
        let plain = |class| match self.rate(territory, class, on) {
            Some(row) => Ok(ChosenRate { row, status: row.status, goods: None }),
            None => Err(NoRate::RateUnknown),
        };
        match goods {
            TaxClass::Standard => plain(RateClass::Standard),
            TaxClass::Reduced if at_home => plain(RateClass::Reduced),
            TaxClass::Zero if at_home => plain(RateClass::Zero),
            TaxClass::Reduced | TaxClass::Zero | TaxClass::Exempt | TaxClass::GiftVoucher => {
                Err(NoRate::ClassNotMapped)
            }
            TaxClass::Food | TaxClass::Books | TaxClass::ChildrenClothing => {
                let of = self.territory(territory).ok_or(NoRate::RateUnknown)?.rates_of;
                let rows = self.goods.get(of.index()).ok_or(NoRate::ClassNotMapped)?;
                let mapped = rows.iter().find(|row| row.goods == goods && row.period.holds_on(on));
                let mapped = mapped.ok_or(NoRate::ClassNotMapped)?;
                let row = self.rate(territory, mapped.class, on).ok_or(NoRate::RateUnknown)?;
                Ok(ChosenRate { row, status: row.status.weaker(mapped.status), goods: Some(mapped) })
            }
        }
    }

    /// Every rate of a territory itself, newest first.
    pub fn rates_of(&self, territory: TerritoryId) -> &[RateRow] {
        self.rates.get(territory.index()).map_or(&[], Vec::as_slice)
    }
    pub fn rates(&self) -> impl Iterator<Item = &RateRow> {
        self.rates.iter().flatten()
    }

    pub fn threshold(&self, id: &str, on: Date) -> Option<&Threshold> {
        self.thresholds.iter().find(|threshold| threshold.id == id && threshold.period.holds_on(on))
    }
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }
    /// Charges at the border in force on a day, those that are only announced among them.
    pub fn charges(&self, on: Date) -> impl Iterator<Item = &BorderCharge> {
        self.charges.iter().filter(move |charge| charge.period.holds_on(on))
    }

    /// How many facts stand on each status: for a report of what still needs a source.
    pub fn count_by_status(&self) -> [(FactStatus, usize); 4] {
        let all = || {
            let rates = self.rates().map(|row| row.status);
            let goods = self.goods.iter().flatten().map(|row| row.status);
            rates.chain(goods).chain(self.thresholds.iter().map(|threshold| threshold.status))
        };
        [FactStatus::Enacted, FactStatus::Announced, FactStatus::Unsure, FactStatus::House]
            .map(|status| (status, all().filter(|one| *one == status).count()))
    }
}

/// Whether a postcode as people write it begins with a prefix without gaps in capitals.
fn begins_with(postcode: &str, prefix: &str) -> bool {
    let mut letters = postcode.chars().filter(|letter| letter.is_ascii_alphanumeric());
    prefix.chars().all(|wanted| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&wanted)))
}
