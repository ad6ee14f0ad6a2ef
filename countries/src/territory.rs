//! Territories: finer than countries where tax is. Whether a place belongs to a VAT area and to a customs area are two
//! questions with two answers, each with its dates.

use jiff::civil::Date;
use kernel::CountryCode;

use crate::period::{Period, Source};

/// A territory, by its place in [`World`](crate::World).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TerritoryId(pub(crate) u16);

/// A VAT or customs area (`eu`, `gb`, `ch`, or a territory of its own), by its place in [`World`](crate::World).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub(crate) u16);

impl AreaId {
    /// A small number, dense from zero: to index tables by area.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl TerritoryId {
    /// A small number, dense from zero: to index tables by territory.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    pub en: String,
    pub zh: String,
}

/// A place with one answer to tax questions: a country, or a part of one that differs.
#[derive(Debug, Clone)]
pub struct Territory {
    /// A country code, an ISO 3166-2 code (`ES-CN`) or a code of our own (`DE-BUS`).
    pub code: String,
    /// The country an address there names.
    pub country: CountryCode,
    pub names: Names,
    /// The territory whose tax office it is: Corsica's is FR, the Isle of Man's GB, Northern Ireland's itself for goods.
    pub tax_country: TerritoryId,
    /// The territory whose rates apply, where it has none of its own.
    pub rates_of: TerritoryId,
    /// The territory whose registration covers a seller here.
    pub registers_in: TerritoryId,
    pub(crate) vat_areas: Vec<(AreaId, Period)>,
    pub(crate) customs_areas: Vec<(AreaId, Period)>,
    /// The area of a place that is in no larger one: itself.
    pub(crate) own_area: AreaId,
    /// Before this day the place was only part of its country.
    pub(crate) recognised_from: Option<Date>,
    pub note: Option<String>,
    pub source: Source,
}

impl Territory {
    /// The area within which goods move without import VAT; the territory's own where it is in none.
    pub fn vat_area(&self, on: Date) -> AreaId {
        self.area(&self.vat_areas, on)
    }
    /// The area within which goods move without customs; the territory's own where it is in none.
    pub fn customs_area(&self, on: Date) -> AreaId {
        self.area(&self.customs_areas, on)
    }
    fn area(&self, areas: &[(AreaId, Period)], on: Date) -> AreaId {
        areas.iter().find(|(_, period)| period.holds_on(on)).map_or(self.own_area, |(area, _)| *area)
    }
}

/// Where an address lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    pub territory: TerritoryId,
    /// False where the country has areas of their own, told by postcode, and none was given: then the country's main
    /// territory is assumed.
    pub area_known: bool,
}
