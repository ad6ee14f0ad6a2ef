//! What follows from a question before any rule is tried: where it is, how the goods move, who is registered where.

use countries::{AreaId, Located, RateClass, Recognised, TaxClass, Territory, TerritoryId, World};
use jiff::civil::Date;
use kernel::Money;

use crate::answer::{Assumption, TaxPoint, TaxPointKind};
use crate::question::{Buyer, Place, RegistrationScheme, Seller, TaxDates, TaxQuestion, TurnoverLimit, VatIdCheck};
use crate::rules::{BuyerId, Establishment, Measured, Movement, PlaceOf, Registered, Rule, ValueLimit};
use jiff::ToSpan;

/// Rates are in millionths.
const ONE: i128 = 1_000_000;

/// One side of the movement.
pub(crate) struct Side {
    pub located: Located,
    pub territory: &'static Territory,
    pub area: AreaId,
}

/// The facts of one question.
pub(crate) struct Facts<'q> {
    world: &'static World,
    seller: &'q Seller,
    question: &'q TaxQuestion,
    pub movement: Movement,
    pub sides: Option<(Side, Side)>,
    /// The word that named no place.
    pub said: Option<&'q str>,
    union: Option<AreaId>,
    seller_home: Option<TerritoryId>,
    seller_in_union: bool,
    pub buyer_id: BuyerId,
    pub buyer_verified: bool,
    regional: bool,
}

impl<'q> Facts<'q> {
    pub fn of(world: &'static World, seller: &'q Seller, question: &'q TaxQuestion) -> Self {
        let moved = supply_day(&question.dates).date;
        let union = world.area_named("eu");
        let home = world.locate(seller.country, None, moved).map(|located| located.territory);
        let in_union = home.and_then(|home| world.territory(home)).map(|home| home.vat_area(moved)) == union;
        let mut facts = Self {
            world,
            seller,
            question,
            movement: Movement::Undecided,
            sides: None,
            said: None,
            union,
            seller_home: home,
            seller_in_union: in_union && union.is_some(),
            buyer_id: BuyerId::None,
            buyer_verified: false,
            regional: false,
        };
        match (facts.side(&question.dispatch, moved), facts.side(&question.destination, moved)) {
            (Ok(dispatch), Ok(destination)) => {
                facts.movement = movement(&dispatch, &destination);
                facts.regional = facts.is_regional(&dispatch, &destination, moved);
                facts.buyer_id = facts.buyer_id(&dispatch, &destination, moved);
                facts.sides = Some((dispatch, destination));
            }
            (Err(said), _) | (_, Err(said)) => facts.said = Some(said),
        }
        facts.buyer_verified = matches!(&question.buyer, Buyer::Business { check: VatIdCheck::Verified { .. }, .. });
        facts
    }

    fn side(&self, place: &'q Place, on: Date) -> Result<Side, &'q str> {
        let located = match place {
            Place::Address { country, postcode } => {
                self.world.locate(*country, postcode.as_deref(), on).ok_or("an address without a territory")?
            }
            Place::Territory { territory } => {
                let id = self.world.territory_named(territory).ok_or(territory.as_str())?;
                Located { territory: self.world.on_day(id, on), area_known: true }
            }
            Place::Undecided { said } => self.recognised(said, on).ok_or(said.as_str())?,
        };
        let territory = self.world.territory(located.territory).ok_or("a territory of another world")?;
        Ok(Side { located, territory, area: territory.vat_area(on) })
    }

    /// A word that names a place after all: "EIRE", "Channel Islands".
    fn recognised(&self, said: &str, on: Date) -> Option<Located> {
        match self.world.recognise(said)? {
            Recognised::Country(country) => self.world.locate(country, None, on),
            Recognised::Area { territory, .. } => {
                Some(Located { territory: self.world.on_day(territory, on), area_known: true })
            }
            Recognised::Undecidable { .. } => None,
        }
    }

    /// Both in one tax country, whose parts have different rates.
    fn is_regional(&self, dispatch: &Side, destination: &Side, on: Date) -> bool {
        let (from, to) = (dispatch.territory.rates_of, destination.territory.rates_of);
        let rate = |id| self.world.rate(id, RateClass::Standard, on).map(|row| row.millionths);
        from != to && rate(from) != rate(to)
    }

    fn buyer_id(&self, dispatch: &Side, destination: &Side, on: Date) -> BuyerId {
        let Buyer::Business { vat_id: Some(id), .. } = &self.question.buyer else { return BuyerId::None };
        let Some(issuer) = id.issuer() else { return BuyerId::Foreign };
        if issuer == destination.territory.tax_country && issuer != dispatch.territory.tax_country {
            BuyerId::OfDestination
        } else if issuer == dispatch.territory.tax_country {
            BuyerId::OfDispatch
        } else if self.world.territory(issuer).map(|office| office.vat_area(on)) == self.union {
            BuyerId::OfOtherMember
        } else {
            BuyerId::Foreign
        }
    }

    pub fn day_of(&self, kind: TaxPointKind) -> (TaxPoint, bool) {
        let dates = &self.question.dates;
        match kind {
            TaxPointKind::Supply => {
                let TaxPoint { date, .. } = supply_day(dates);
                (TaxPoint { date, kind }, dates.dispatched.is_none() && dates.paid.is_none())
            }
            TaxPointKind::Payment => {
                (TaxPoint { date: dates.paid.unwrap_or(dates.ordered), kind }, dates.paid.is_none())
            }
            TaxPointKind::Import => {
                (TaxPoint { date: dates.dispatched.unwrap_or(dates.ordered), kind }, dates.dispatched.is_none())
            }
        }
    }

    pub fn side_of(&self, place: PlaceOf) -> Option<&Side> {
        let (dispatch, destination) = self.sides.as_ref()?;
        match place {
            PlaceOf::Dispatch => Some(dispatch),
            PlaceOf::Destination => Some(destination),
            PlaceOf::Undecided => None,
        }
    }

    /// Whether the product's own class was given for this territory: the seller's home.
    pub fn at_home(&self, territory: &Territory) -> bool {
        let home = self.seller_home.and_then(|home| self.world.territory(home));
        home.is_some_and(|home| home.tax_country == territory.tax_country || home.rates_of == territory.rates_of)
    }

    fn registered(&self, what: Registered, on: Date) -> bool {
        let holds = |scheme, territory: Option<&str>| {
            self.seller.registrations.iter().any(|one| {
                one.scheme == scheme
                    && one.holds_on(on)
                    && territory.is_none_or(|territory| one.territory.as_str() == territory)
            })
        };
        let standard = |place| {
            let office = self.side_of(place).and_then(|side| self.world.territory(side.territory.registers_in));
            office.is_some_and(|office| holds(RegistrationScheme::Standard, Some(&office.code)))
        };
        match what {
            Registered::Dispatch => standard(PlaceOf::Dispatch),
            Registered::Destination => standard(PlaceOf::Destination),
            Registered::Oss => holds(RegistrationScheme::Oss, None),
            Registered::Ioss => holds(RegistrationScheme::Ioss, None),
        }
    }

    fn established(&self, where_: Establishment) -> bool {
        let at = |place| {
            let tax_country = self.side_of(place).map(|side| side.territory.tax_country);
            let home = self.seller_home.and_then(|home| self.world.territory(home)).map(|home| home.tax_country);
            home.is_some() && home == tax_country
        };
        match where_ {
            Establishment::InUnion => self.seller_in_union,
            Establishment::OutsideUnion => !self.seller_in_union,
            Establishment::AtDispatch => at(PlaceOf::Dispatch),
            Establishment::AtDestination => at(PlaceOf::Destination),
            Establishment::NotAtDestination => !at(PlaceOf::Destination),
        }
    }

    fn turnover(&self, of: TurnoverLimit, on: Date) -> Measured {
        let told = self.seller.turnovers.iter().find(|told| told.of == of);
        let (Some(limit), Some(told)) = (self.world.threshold(of.as_str(), on), told) else { return Measured::Unknown };
        let before = measure(told.amount, limit.amount);
        let years = on.year().saturating_sub(told.as_of.year());
        let tells = match of {
            // Directive 2006/112/EC, article 59c: neither in this calendar year nor in the one before.
            TurnoverLimit::EuDistanceSales => years == 0 || years == 1 && before == Measured::Above,
            // Swiss MWSTV, article 4a: within twelve months.
            TurnoverLimit::ChLowValue => on.checked_sub(1.year()).is_ok_and(|first| told.as_of >= first),
        };
        if !tells {
            return Measured::Unknown;
        }
        // The sale that passes the limit is beyond it already.
        let with_this = self
            .net_of_goods(on)
            .filter(|net| net.currency() == told.amount.currency())
            .and_then(|net| told.amount.checked_add(net).ok());
        measure(with_this.unwrap_or(told.amount), limit.amount)
    }

    /// The consignment's value against a limit, and whether the lines had to be taken for the consignment.
    pub fn value(&self, of: ValueLimit, on: Date) -> (Measured, bool) {
        let Some(limit) = self.world.threshold(of.id(), on) else { return (Measured::Unknown, false) };
        let currency = limit.amount.currency();
        if let Some(told) = self.question.intrinsic_values.iter().find(|value| value.currency() == currency) {
            return (measure(*told, limit.amount), false);
        }
        if self.question.currency != currency {
            return (Measured::Unknown, false);
        }
        (self.value_of_lines(limit.amount, on), true)
    }

    /// The goods without tax and with it, and the rate that is in the latter: the standard one of the destination. None where that
    /// is wanted and not known.
    fn goods(&self, on: Date) -> Option<(i128, i128, i128)> {
        let millionths = self
            .side_of(PlaceOf::Destination)
            .and_then(|side| self.world.rate(side.located.territory, RateClass::Standard, on))
            .map(|row| i128::from(row.millionths));
        let goods = self.question.lines.iter().filter(|line| line.class != TaxClass::GiftVoucher);
        let (mut net, mut gross) = (0i128, 0i128);
        for line in goods {
            let sum = if line.price_includes_tax { &mut gross } else { &mut net };
            *sum = sum.saturating_add(i128::from(line.amount.minor()));
        }
        millionths.or((gross == 0).then_some(0)).map(|tax| (net, gross, tax))
    }

    /// What the goods are worth without tax, in the question's currency, rounded half up. None where nothing crosses into another
    /// tax area, so that no limit of value is asked for.
    pub fn intrinsic_value(&self) -> Option<Money> {
        if self.movement != Movement::Crossing {
            return None;
        }
        self.net_of_goods(self.question.dates.ordered)
    }

    /// The goods without tax, in the question's currency, rounded half up.
    fn net_of_goods(&self, on: Date) -> Option<Money> {
        let (net, gross, tax) = self.goods(on)?;
        let with_tax = ONE.saturating_add(tax);
        let scaled = net.saturating_mul(with_tax).saturating_add(gross.saturating_mul(ONE));
        let half = with_tax.checked_div(2)?;
        let minor = scaled.saturating_add(half).checked_div_euclid(with_tax)?;
        Some(Money::new(i64::try_from(minor).ok()?, self.question.currency))
    }

    /// The consignment's tax, in the question's currency, against a limit: in another currency at the rate that the consignment's
    /// own value was told at, rounded half up. Says too whether the lines had to be taken for the consignment.
    pub fn tax_within(&self, limit: Money, tax: i128) -> (Measured, bool) {
        let measured = |within| if within { Measured::Within } else { Measured::Above };
        let told = self.question.intrinsic_values.iter().find(|value| value.currency() == limit.currency());
        let (tax, limit_minor) = (tax.saturating_abs(), i128::from(limit.minor()));
        if self.question.currency == limit.currency() {
            return (measured(tax <= limit_minor), told.is_none());
        }
        let own = self.intrinsic_value().map(|value| i128::from(value.minor()));
        let (Some(told), Some(own)) = (told, own.filter(|own| *own > 0)) else { return (Measured::Unknown, false) };
        // tax * told / own, rounded, <= limit: without a division.
        let twice = tax.saturating_mul(i128::from(told.minor())).saturating_mul(2);
        let most = limit_minor.saturating_mul(2).saturating_add(1).saturating_mul(own);
        (measured(twice < most), false)
    }

    fn value_of_lines(&self, limit: Money, on: Date) -> Measured {
        let Some((net, gross, tax)) = self.goods(on) else { return Measured::Unknown };
        let one = ONE;
        // net + gross / (1 + rate) <= limit, without a division.
        let scaled = net.saturating_mul(one.saturating_add(tax)).saturating_add(gross.saturating_mul(one));
        let most = i128::from(limit.minor()).saturating_mul(one.saturating_add(tax));
        if scaled <= most { Measured::Within } else { Measured::Above }
    }

    /// Whether a rule fits these goods on the day of its tax point.
    pub fn fits(&self, rule: &Rule, goods: TaxClass) -> bool {
        let when = &rule.when;
        let (TaxPoint { date: on, .. }, _) = self.day_of(rule.then.tax_point);
        let holds = rule.from <= on && rule.to.is_none_or(|to| on <= to);
        let office = |place| self.side_of(place).map(|side| side.territory.tax_country);
        let among = |list: &Option<Vec<TerritoryId>>, place| {
            list.as_ref().is_none_or(|list| office(place).is_some_and(|office| list.contains(&office)))
        };
        holds
            && when.facilitated.is_none_or(|wanted| wanted == self.question.channel_facilitator)
            && when.goods.as_ref().is_none_or(|wanted| wanted.contains(&goods))
            && when.buyer_id.as_ref().is_none_or(|wanted| wanted.contains(&self.buyer_id))
            && among(&when.dispatch, PlaceOf::Dispatch)
            && among(&when.destination, PlaceOf::Destination)
            && when.regional.is_none_or(|wanted| wanted == self.regional)
            && when.seller.iter().all(|wanted| self.established(*wanted))
            && when.stock_only_at_home.is_none_or(|wanted| self.seller.stock_only_at_home == Some(wanted))
            && when.stock_known_elsewhere.is_none_or(|wanted| (self.seller.stock_only_at_home == Some(false)) == wanted)
            && when.registered.iter().all(|wanted| self.registered(*wanted, on))
            && when.turnover.is_none_or(|test| self.turnover(test.of, on) == test.is)
            && when.value.is_none_or(|test| self.value(test.of, on).0 == test.is)
    }

    /// What had to be assumed for a leg.
    pub fn assumed(&self, rule: &Rule, day_assumed: bool) -> Vec<Assumption> {
        let mut assumed = Vec::new();
        if day_assumed {
            assumed.push(Assumption::TaxPoint);
        }
        let sides = self.sides.as_ref();
        if sides.is_some_and(|(from, to)| !from.located.area_known || !to.located.area_known) {
            assumed.push(Assumption::Area);
        }
        let (TaxPoint { date, .. }, _) = self.day_of(rule.then.tax_point);
        if rule.when.value.is_some_and(|test| self.value(test.of, date).1) {
            assumed.push(Assumption::OneConsignment);
        }
        if self.question.buyer == Buyer::Unknown {
            assumed.push(Assumption::BuyerIsConsumer);
        }
        assumed
    }
}

/// The earlier of dispatch and payment, or the order's day while neither is known.
fn supply_day(dates: &TaxDates) -> TaxPoint {
    let known = [dates.dispatched, dates.paid].into_iter().flatten().min();
    TaxPoint { date: known.unwrap_or(dates.ordered), kind: TaxPointKind::Supply }
}

fn movement(dispatch: &Side, destination: &Side) -> Movement {
    if dispatch.area != destination.area {
        Movement::Crossing
    } else if dispatch.territory.tax_country == destination.territory.tax_country {
        Movement::Domestic
    } else {
        Movement::WithinUnion
    }
}

fn measure(value: Money, limit: Money) -> Measured {
    match value.compare(limit) {
        Ok(std::cmp::Ordering::Greater) => Measured::Above,
        Ok(_) => Measured::Within,
        Err(_) => Measured::Unknown,
    }
}
