//! The engine: facts, then the first rule that fits, then its rate. Pure; the same question has the same answer for ever.

use std::borrow::Cow;
use std::sync::OnceLock;

use countries::{FactStatus, NoRate, TaxClass, Threshold, World};
use kernel::{Money, MoneyError, Rate, Refusal};

use crate::amounts::{self, Part};
use crate::answer::{Ask, Category, Leg, LegStatus, Liable, TaxAnswer, TaxLeg, Text};
use crate::facts::Facts;
use crate::question::{EvidenceKind, Seller, TaxQuestion};
use crate::rules::{Movement, PlaceOf, Rule, RuleBook, RuleFault};

/// All facts and rules, indexed. One for the program.
#[derive(Debug)]
pub struct TaxEngine {
    world: &'static World,
    book: RuleBook,
}

/// The shipped facts or rules cannot be read: a fault of the build, which tests prove absent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineFault {
    #[error(transparent)]
    Countries(#[from] countries::LoadError),
    #[error(transparent)]
    Rules(#[from] RuleFault),
}

impl From<&EngineFault> for ::store::StoreError {
    fn from(fault: &EngineFault) -> Self {
        Self::misuse(fault.to_string())
    }
}

/// A question that has no answer because it contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionFault {
    #[error("nothing to tax: no lines")]
    NoLines,
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

impl From<QuestionFault> for Refusal {
    fn from(fault: QuestionFault) -> Self {
        match fault {
            QuestionFault::NoLines => Refusal::invalid("nothing_to_tax").at("/lines"),
            QuestionFault::Amount(error) => error.into(),
        }
    }
}

/// One leg as it is for every line of a class: everything but the amounts.
pub(crate) struct Ruling {
    pub leg: TaxLeg,
    /// The rate in millionths, where there is one.
    pub millionths: Option<i64>,
    /// Part of the document: the seller, the marketplace or (by reverse charge, at zero) the buyer accounts for it.
    pub on_document: bool,
    /// Up to which the tax of the consignment is not levied.
    pub small_tax: Option<&'static Threshold>,
}

impl TaxEngine {
    /// The engine over the shipped facts and rules; built at the first call, then shared.
    pub fn load() -> Result<&'static Self, &'static EngineFault> {
        static ENGINE: OnceLock<Result<TaxEngine, EngineFault>> = OnceLock::new();
        let build = || {
            let world = World::load().map_err(Clone::clone)?;
            Ok(TaxEngine { world, book: RuleBook::load(world)? })
        };
        ENGINE.get_or_init(build).as_ref()
    }

    pub fn rules(&self) -> &[Rule] {
        &self.book.rules
    }
    pub fn world(&self) -> &'static World {
        self.world
    }

    /// The tax of a sale by this seller. Takes microseconds; reads nothing but its arguments.
    pub fn answer(&'static self, seller: &Seller, question: &TaxQuestion) -> Result<TaxAnswer, QuestionFault> {
        let first = question.lines.first().ok_or(QuestionFault::NoLines)?;
        let facts = Facts::of(self.world, seller, question);
        let mut rulings: Vec<(TaxClass, Vec<Ruling>)> = vec![(first.class, self.rule(&facts, question, first.class))];
        let mut parts = Vec::with_capacity(question.lines.len());
        for line in &question.lines {
            let known = rulings.iter().position(|(class, _)| *class == line.class);
            let ruling = match known {
                Some(place) => place,
                None => {
                    rulings.push((line.class, self.rule(&facts, question, line.class)));
                    rulings.len().saturating_sub(1)
                }
            };
            parts.push(Part::of_line(line, ruling));
        }
        let rulings: Vec<Vec<Ruling>> = rulings.into_iter().map(|(_, legs)| legs).collect();
        amounts::reckon(&facts, question, &rulings, &parts)
    }

    /// What the goods of a sale are worth without tax, in the question's currency: what limits of value are tested against. None
    /// where none is asked for (nothing crosses into another tax area) or a price holds a tax nobody knows. The caller gives it
    /// back as `intrinsic_values` in [`VALUE_CURRENCIES`](crate::VALUE_CURRENCIES).
    pub fn intrinsic_value(&'static self, seller: &Seller, question: &TaxQuestion) -> Option<Money> {
        Facts::of(self.world, seller, question).intrinsic_value()
    }

    fn rule(&'static self, facts: &Facts<'_>, question: &TaxQuestion, goods: TaxClass) -> Vec<Ruling> {
        let mut legs = Vec::with_capacity(2);
        let area = |place| facts.side_of(place).map(|side| side.area);
        // Without places only the rules for everywhere are tried; any area leads to them.
        let any = self.world.area_named("eu");
        let sides = [
            (Leg::Origin, PlaceOf::Dispatch),
            (Leg::Destination, PlaceOf::Destination),
            (Leg::ToMarketplace, PlaceOf::Dispatch),
        ];
        for (leg, place) in sides {
            // Within one area nothing arrives from outside.
            if leg == Leg::Destination && facts.movement != Movement::Crossing {
                continue;
            }
            let Some(area) = area(place).or(any) else { continue };
            let found = self.book.candidates(leg, facts.movement, area).find(|rule| facts.fits(rule, goods));
            if let Some(rule) = found {
                legs.push(self.apply(facts, question, goods, leg, rule));
            }
        }
        legs
    }

    fn apply(
        &'static self,
        facts: &Facts<'_>,
        question: &TaxQuestion,
        goods: TaxClass,
        leg: Leg,
        rule: &'static Rule,
    ) -> Ruling {
        let then = &rule.then;
        let (tax_point, day_assumed) = facts.day_of(then.tax_point);
        let own_side = if leg == Leg::Destination { PlaceOf::Destination } else { PlaceOf::Dispatch };
        let side = facts.side_of(then.place.unwrap_or(own_side));
        let zero = Money::zero(question.currency);
        let mut ruling = Ruling {
            leg: TaxLeg {
                leg,
                place: side.map(|side| Cow::Borrowed(side.territory.code.as_str())),
                treatment: Cow::Borrowed(&then.treatment),
                scheme: then.scheme,
                category: then.category,
                reason_code: then.reason_code.as_deref().map(Cow::Borrowed),
                liable: then.liable,
                rate: None,
                base: zero,
                tax: None,
                tax_point,
                status: LegStatus::Determined,
                rule: Cow::Borrowed(&rule.id),
                rule_status: rule.status,
                source: Cow::Borrowed(&rule.source),
                rate_source: None,
                not_levied: None,
                evidence: Cow::Borrowed(&then.evidence),
                assumed: facts.assumed(rule, day_assumed),
            },
            millionths: None,
            on_document: false,
            small_tax: None,
        };
        if let Some(undetermined) = &then.not_determined {
            let why = Cow::Borrowed(undetermined.why.as_str());
            ruling.leg.status = not_determined(facts, why, undetermined.ask, goods);
            return ruling;
        }
        if then.category == Some(Category::S) || then.estimate {
            let found = side.map(|side| {
                let at_home = facts.at_home(side.territory);
                self.world.rate_for(side.located.territory, goods, at_home, tax_point.date)
            });
            match found.unwrap_or(Err(NoRate::RateUnknown)) {
                Ok(chosen) => {
                    ruling.millionths = Some(chosen.row.millionths);
                    ruling.leg.rate = Some(chosen.row.rate);
                    ruling.leg.rule_status = rule.status.weaker(chosen.status);
                    let small = then.not_levied_up_to.as_deref();
                    ruling.small_tax = small.and_then(|id| self.world.threshold(id, tax_point.date));
                    if let Some(limit) = ruling.small_tax {
                        ruling.leg.rule_status = ruling.leg.rule_status.weaker(limit.status);
                    }
                    ruling.leg.rate_source = Some(Cow::Borrowed(&chosen.row.source.text));
                    if chosen.row.millionths == 0 && then.category.is_some() {
                        ruling.leg.category = Some(Category::Z);
                    }
                }
                Err(no_rate) => {
                    let (why, ask) = match no_rate {
                        _ if then.liable == Liable::Importer => ("border_tax_unknown", Ask::Importer),
                        NoRate::RateUnknown => ("rate_unknown", Ask::TaxAdviser),
                        NoRate::ClassNotMapped => ("class_not_mapped", Ask::TaxAdviser),
                    };
                    ruling.leg.category = None;
                    ruling.leg.status = not_determined(facts, Cow::Borrowed(why), ask, goods);
                    return ruling;
                }
            }
        } else {
            ruling.millionths = Some(0);
            ruling.leg.rate = Some(Rate::ZERO);
        }
        ruling.on_document = ruling.leg.category.is_some();
        ruling.leg.status = waiting(rule, ruling.leg.rule_status, facts.buyer_verified, &question.proofs);
        ruling
    }
}

/// Which proofs are still missing.
fn waiting(rule: &'static Rule, status: FactStatus, buyer_verified: bool, proofs: &[EvidenceKind]) -> LegStatus {
    let then = &rule.then;
    let unsure = status != FactStatus::Enacted;
    let by_buyer: &'static [EvidenceKind] = if buyer_verified { &[] } else { &then.unverified_until };
    let confirmation: &'static [EvidenceKind] = if unsure { &[EvidenceKind::SourceConfirmation] } else { &[] };
    if by_buyer.is_empty() && confirmation.is_empty() && proofs.is_empty() {
        return match then.until.as_slice() {
            [] => LegStatus::Determined,
            until => LegStatus::Provisional { until: Cow::Borrowed(until) },
        };
    }
    let mut until: Vec<EvidenceKind> = Vec::new();
    for proof in then.until.iter().chain(by_buyer).chain(confirmation) {
        if !proofs.contains(proof) && !until.contains(proof) {
            until.push(*proof);
        }
    }
    if until.is_empty() { LegStatus::Determined } else { LegStatus::Provisional { until: Cow::Owned(until) } }
}

fn not_determined(facts: &Facts<'_>, why: Text, ask: Ask, goods: TaxClass) -> LegStatus {
    let mut told: Vec<(Text, String)> = Vec::with_capacity(3);
    let code = |place| facts.side_of(place).map(|side| side.territory.code.clone());
    if let Some(dispatch) = code(PlaceOf::Dispatch) {
        told.push((Cow::Borrowed("dispatch"), dispatch));
    }
    if let Some(destination) = code(PlaceOf::Destination) {
        told.push((Cow::Borrowed("destination"), destination));
    }
    if let Some(said) = facts.said {
        told.push((Cow::Borrowed("said"), said.to_owned()));
    }
    told.push((Cow::Borrowed("class"), goods.as_str().to_owned()));
    LegStatus::NotDetermined { why, ask, facts: told }
}
