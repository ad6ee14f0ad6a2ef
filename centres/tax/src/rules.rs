//! Rules as data: read from `rules/*.toml`, in the order of the files' names, and compiled for matching without texts.

use countries::{AreaId, FactStatus, Shape, TaxClass, TerritoryId, Threshold, World};
use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use kernel::CurrencyCode;
use serde::Deserialize;

use crate::answer::{Ask, Category, Leg, Liable, TaxPointKind, TaxScheme};
use crate::question::{EvidenceKind, TurnoverLimit};
use crate::reasons::text_of_reason;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// A fault in the rules: a mistake of whoever edited them, never of a caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct RuleFault {
    pub file: String,
    pub what: String,
}

/// How goods move between VAT areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Within one tax country.
    Domestic,
    /// Between two tax countries of one VAT area.
    WithinUnion,
    /// From one VAT area to another.
    Crossing,
    /// A place is not known.
    Undecided,
}

impl Movement {
    pub const ALL: [Self; 4] = [Self::Domestic, Self::WithinUnion, Self::Crossing, Self::Undecided];
}

/// What the buyer's VAT number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyerId {
    None,
    OfDispatch,
    OfDestination,
    /// Of a third state of the union.
    OfOtherMember,
    /// Of no state whose rules ask for it here.
    Foreign,
}

/// A value or turnover against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    Within,
    Above,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Establishment {
    InUnion,
    OutsideUnion,
    AtDispatch,
    AtDestination,
    NotAtDestination,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registered {
    Dispatch,
    Destination,
    Oss,
    Ioss,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceOf {
    Dispatch,
    Destination,
    /// One of the two, and it is not known which.
    Undecided,
}

/// Limits of a consignment's value that rules test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum ValueLimit {
    #[serde(rename = "eu.ioss")]
    EuIoss,
    #[serde(rename = "gb.low_value")]
    GbLowValue,
}

/// The currencies that limits of a consignment's value or tax are in.
pub const VALUE_CURRENCIES: [CurrencyCode; 3] = [CurrencyCode::EUR, CurrencyCode::GBP, CurrencyCode::CHF];

impl ValueLimit {
    pub const fn id(self) -> &'static str {
        match self {
            Self::EuIoss => "eu.ioss",
            Self::GbLowValue => "gb.low_value",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rules: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    id: String,
    legs: Vec<Leg>,
    movements: Vec<Movement>,
    areas: Vec<String>,
    from: Date,
    to: Option<Date>,
    #[serde(default)]
    when: toml::Table,
    then: Then,
    status: FactStatus,
    source: String,
    source_date: Date,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WhenEntry {
    facilitated: Option<bool>,
    #[serde(default)]
    seller: Vec<Establishment>,
    #[serde(default)]
    registered: Vec<Registered>,
    buyer_id: Option<Vec<BuyerId>>,
    goods: Option<Vec<TaxClass>>,
    dispatch: Option<Vec<String>>,
    destination: Option<Vec<String>>,
    value: Option<ValueTest>,
    turnover: Option<TurnoverTest>,
    stock_only_at_home: Option<bool>,
    stock_known_elsewhere: Option<bool>,
    regional: Option<bool>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueTest {
    pub of: ValueLimit,
    pub is: Measured,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnoverTest {
    pub of: TurnoverLimit,
    pub is: Measured,
}

/// What a rule says of a leg it fits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    pub treatment: String,
    /// Whose tax: of the leg's own side unless told.
    pub place: Option<PlaceOf>,
    /// `S` means: the rate of the goods there (a zero rate makes it `Z`).
    pub category: Option<Category>,
    pub reason_code: Option<String>,
    pub liable: Liable,
    pub scheme: TaxScheme,
    pub tax_point: TaxPointKind,
    /// The tax is reckoned on the goods' price as a first guess; the real base is another.
    #[serde(default)]
    pub estimate: bool,
    /// The limit, by its id in `countries`, up to which the tax of a whole consignment is not levied.
    pub not_levied_up_to: Option<String>,
    #[serde(default)]
    pub until: Vec<EvidenceKind>,
    /// The same, while the buyer's VAT number is not verified.
    #[serde(default)]
    pub unverified_until: Vec<EvidenceKind>,
    #[serde(default)]
    pub evidence: Vec<EvidenceKind>,
    pub not_determined: Option<Undetermined>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undetermined {
    pub why: String,
    pub ask: Ask,
}

/// A rule, ready to be matched.
#[derive(Debug)]
pub struct Rule {
    pub id: String,
    pub legs: Vec<Leg>,
    pub movements: Vec<Movement>,
    /// Names of the areas whose law it is; `*` for all that have none of their own.
    pub areas: Vec<String>,
    pub from: Date,
    pub to: Option<Date>,
    pub(crate) when: When,
    /// The conditions as they are written, for people.
    pub conditions: serde_json::Value,
    pub then: Then,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
}

#[derive(Debug, Default)]
pub(crate) struct When {
    pub facilitated: Option<bool>,
    pub seller: Vec<Establishment>,
    pub registered: Vec<Registered>,
    pub buyer_id: Option<Vec<BuyerId>>,
    pub goods: Option<Vec<TaxClass>>,
    /// Tax countries.
    pub dispatch: Option<Vec<TerritoryId>>,
    pub destination: Option<Vec<TerritoryId>>,
    pub value: Option<ValueTest>,
    pub turnover: Option<TurnoverTest>,
    pub stock_only_at_home: Option<bool>,
    pub stock_known_elsewhere: Option<bool>,
    pub regional: Option<bool>,
}

impl Rule {
    /// The limits it tests, by their ids in `countries`.
    pub fn thresholds(&self) -> impl Iterator<Item = &str> {
        let value = self.when.value.map(|test| test.of.id());
        let turnover = self.when.turnover.map(|test| test.of.as_str());
        [value, turnover, self.then.not_levied_up_to.as_deref()].into_iter().flatten()
    }
}

/// All rules, and which are tried for a leg, a movement and an area.
#[derive(Debug)]
pub struct RuleBook {
    pub rules: Vec<Rule>,
    /// By leg, movement and area: places in `rules`.
    index: Vec<Vec<u16>>,
    areas: usize,
}

const LEGS: [Leg; 3] = [Leg::Origin, Leg::Destination, Leg::ToMarketplace];

impl RuleBook {
    pub fn load(world: &World) -> Result<Self, RuleFault> {
        let mut files: Vec<_> = FILES.files().collect();
        files.sort_by_key(|file| file.path());
        let mut rules: Vec<Rule> = Vec::new();
        for file in files {
            let path = file.path().display().to_string();
            let wrong = |what: String| RuleFault { file: path.clone(), what };
            let text = file.contents_utf8().ok_or_else(|| wrong("not UTF-8".to_owned()))?;
            let read: RuleFile = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
            for entry in read.rules {
                let rule = compile(world, entry).map_err(wrong)?;
                if rules.iter().any(|other| other.id == rule.id) {
                    return Err(wrong(format!("{} stands twice", rule.id)));
                }
                rules.push(rule);
            }
        }
        let mut book = Self { rules, index: Vec::new(), areas: world.area_count() };
        book.index = book.tried(world);
        Ok(book)
    }

    /// The rules to try, in order.
    pub fn candidates(&self, leg: Leg, movement: Movement, area: AreaId) -> impl Iterator<Item = &Rule> {
        let place = self.slot(leg, movement, area.index());
        let tried = self.index.get(place).map_or(&[][..], Vec::as_slice);
        tried.iter().filter_map(|rule| self.rules.get(usize::from(*rule)))
    }

    fn slot(&self, leg: Leg, movement: Movement, area: usize) -> usize {
        let leg = LEGS.iter().position(|one| *one == leg).unwrap_or_default();
        let movement = Movement::ALL.iter().position(|one| *one == movement).unwrap_or_default();
        (leg * Movement::ALL.len() + movement) * self.areas + area
    }

    fn tried(&self, world: &World) -> Vec<Vec<u16>> {
        let mut index = vec![Vec::new(); LEGS.len() * Movement::ALL.len() * self.areas];
        // An area's own rules first, in their order; then those for every area.
        for own in [true, false] {
            for (place, rule) in (0u16..).zip(&self.rules) {
                let everywhere = rule.areas.iter().any(|area| area == "*");
                if everywhere == own {
                    continue;
                }
                let areas: Vec<usize> = if everywhere {
                    (0..self.areas).collect()
                } else {
                    rule.areas.iter().filter_map(|area| world.area_named(area)).map(AreaId::index).collect()
                };
                for leg in &rule.legs {
                    for movement in &rule.movements {
                        for area in &areas {
                            if let Some(tried) = index.get_mut(self.slot(*leg, *movement, *area)) {
                                tried.push(place);
                            }
                        }
                    }
                }
            }
        }
        index
    }
}

fn compile(world: &World, entry: RuleEntry) -> Result<Rule, String> {
    let territories = |codes: Option<Vec<String>>| {
        let one = |code: &String| world.territory_named(code).ok_or(format!("{}: no territory {code}", entry.id));
        codes.map(|codes| codes.iter().map(one).collect::<Result<Vec<_>, _>>()).transpose()
    };
    for area in &entry.areas {
        if area != "*" && world.area_named(area).is_none() {
            return Err(format!("{}: no area {area}", entry.id));
        }
    }
    let says_something = entry.then.not_determined.is_some() || entry.then.estimate || entry.then.category.is_some();
    if !says_something {
        return Err(format!("{}: neither a category, an estimate nor a reason for none", entry.id));
    }
    let reason = entry.then.not_determined.as_ref().map(|reason| reason.why.as_str());
    if let Some(why) = reason.filter(|why| text_of_reason(why).is_none()) {
        return Err(format!("{}: no words for {why}", entry.id));
    }
    let conditions = serde_json::to_value(&entry.when).map_err(|error| format!("{}: {error}", entry.id))?;
    let when: WhenEntry = entry.when.try_into().map_err(|error| format!("{}: {error}", entry.id))?;
    let small = entry.then.not_levied_up_to.as_deref();
    let of_consignment = |one: &&Threshold| Some(one.id.as_str()) == small && one.shape == Shape::Consignment;
    if small.is_some() && !world.thresholds().iter().any(|one| of_consignment(&one)) {
        return Err(format!("{}: no limit of a consignment {}", entry.id, small.unwrap_or_default()));
    }
    Ok(Rule {
        conditions,
        when: When {
            facilitated: when.facilitated,
            seller: when.seller,
            registered: when.registered,
            buyer_id: when.buyer_id,
            goods: when.goods,
            dispatch: territories(when.dispatch)?,
            destination: territories(when.destination)?,
            value: when.value,
            turnover: when.turnover,
            stock_only_at_home: when.stock_only_at_home,
            stock_known_elsewhere: when.stock_known_elsewhere,
            regional: when.regional,
        },
        id: entry.id,
        legs: entry.legs,
        movements: entry.movements,
        areas: entry.areas,
        from: entry.from,
        to: entry.to,
        then: entry.then,
        status: entry.status,
        source: entry.source,
        source_date: entry.source_date,
    })
}
