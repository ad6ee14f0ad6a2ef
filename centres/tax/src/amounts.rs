//! Amounts: every tax is an exact fraction, rounded once where the policy says; what that adds to the lines is a rounding
//! line, so lines and roundings always add up to the document.

use std::borrow::Cow;

use countries::{TaxClass, Threshold};
use kernel::{Money, MoneyError, RoundingScope, allocate};

use crate::answer::{
    Assumption, Leg, LegStatus, Liable, LineAnswer, NotLevied, RoundingLine, Standing, TaxAnswer, TaxGroup, TaxLeg,
    TaxTotals,
};
use crate::engine::{QuestionFault, Ruling};
use crate::facts::Facts;
use crate::fraction::{Fraction, round};
use crate::question::{TaxQuestion, TaxableLine};
use crate::rules::Measured;

const ONE: i128 = 1_000_000;

/// An amount to be taxed by a ruling: a line, or a share of the carriage.
pub(crate) struct Part {
    amount: Money,
    pieces: i64,
    includes_tax: bool,
    /// The place in the list of rulings.
    ruling: usize,
}

impl Part {
    pub fn of_line(line: &TaxableLine, ruling: usize) -> Self {
        Self { amount: line.amount, pieces: line.quantity, includes_tax: line.price_includes_tax, ruling }
    }
}

/// A group while it is summed.
struct Sum {
    group: TaxGroup,
    millionths: i64,
    /// What all taxes in the price of this group's parts come to, in millionths.
    in_price: i64,
    /// The amounts as they stand in the question.
    amount: i128,
    net: i128,
    tax: i128,
}

pub(crate) fn reckon(
    facts: &Facts<'_>,
    question: &TaxQuestion,
    rulings: &[Vec<Ruling>],
    parts: &[Part],
) -> Result<TaxAnswer, QuestionFault> {
    let mut sums: Vec<Sum> = Vec::with_capacity(2);
    let mut lines = Vec::with_capacity(parts.len());
    for part in parts {
        lines.push(tax_part(question, rulings, part, &mut sums)?);
    }
    let shares = carriage_parts(question, rulings, parts)?;
    let mut carriage = Vec::with_capacity(shares.len());
    for part in &shares {
        carriage.push(tax_part(question, rulings, part, &mut sums)?);
    }
    if let Some(limit) = rulings.iter().flatten().find_map(|ruling| ruling.small_tax) {
        leave_small_tax(facts, limit, lines.iter_mut().chain(&mut carriage).collect(), question);
    }
    let roundings = round_groups(question, &mut sums)?;
    let totals = totals(question, lines.iter().chain(&carriage), &sums, &roundings)?;
    let groups = sums.into_iter().map(|sum| sum.group).collect();
    Ok(TaxAnswer { lines, carriage, groups, roundings, totals })
}

/// Tax of a whole consignment, carriage and all, that is too little to be levied. Where a line's own is not known, neither is
/// the consignment's.
fn leave_small_tax(facts: &Facts<'_>, limit: &'static Threshold, lines: Vec<&mut LineAnswer>, question: &TaxQuestion) {
    let mut legs: Vec<&mut TaxLeg> =
        lines.into_iter().flat_map(|line| &mut line.legs).filter(|leg| leg.leg == Leg::Destination).collect();
    let taxes = legs.iter().map(|leg| leg.tax.map(|tax| i128::from(tax.minor())));
    let (measured, lines_assumed) = match taxes.sum::<Option<i128>>() {
        Some(tax) => facts.tax_within(limit.amount, tax),
        None => (Measured::Unknown, false),
    };
    for leg in legs.iter_mut().filter(|leg| leg.liable == Liable::Importer) {
        let assumed = &mut leg.assumed;
        if lines_assumed && !assumed.contains(&Assumption::OneConsignment) {
            assumed.push(Assumption::OneConsignment);
        }
        match (measured, leg.tax) {
            (Measured::Within, Some(tax)) => {
                leg.tax = Some(Money::zero(question.currency));
                leg.not_levied = Some(NotLevied {
                    tax,
                    up_to: limit.amount,
                    threshold: Cow::Borrowed(&limit.id),
                    source: Cow::Borrowed(&limit.source.text),
                });
            }
            (Measured::Unknown, Some(_)) => assumed.push(Assumption::TaxIsLevied),
            _ => {}
        }
    }
}

/// The carriage, shared over the rulings by the goods' amounts.
fn carriage_parts(question: &TaxQuestion, rulings: &[Vec<Ruling>], parts: &[Part]) -> Result<Vec<Part>, QuestionFault> {
    let Some(carriage) = question.carriage else { return Ok(Vec::new()) };
    let mut weights = vec![0i64; rulings.len()];
    for part in parts {
        if let Some(weight) = weights.get_mut(part.ruling) {
            *weight = weight.saturating_add(part.amount.minor().saturating_abs());
        }
    }
    // A voucher needs no freight: it carries a share only where there is nothing else.
    let vouchers = question.lines.iter().zip(parts).filter(|(line, _)| line.class == TaxClass::GiftVoucher);
    let vouchers: Vec<usize> = vouchers.map(|(_, part)| part.ruling).collect();
    let goods_weigh = weights.iter().enumerate().any(|(place, weight)| *weight > 0 && !vouchers.contains(&place));
    if goods_weigh {
        for place in vouchers {
            if let Some(weight) = weights.get_mut(place) {
                *weight = 0;
            }
        }
    }
    let nothing_weighs = weights.iter().all(|weight| *weight == 0);
    let shares = allocate(carriage.amount, &weights)?;
    let weighed = shares.into_iter().zip(weights).enumerate();
    Ok(weighed
        .filter(|(_, (_, weight))| *weight > 0 || nothing_weighs)
        .map(|(ruling, (amount, _))| Part { amount, pieces: 1, includes_tax: carriage.price_includes_tax, ruling })
        .collect())
}

fn tax_part(
    question: &TaxQuestion,
    rulings: &[Vec<Ruling>],
    part: &Part,
    sums: &mut Vec<Sum>,
) -> Result<LineAnswer, QuestionFault> {
    let currency = question.currency;
    // Refuses another currency.
    let amount = Money::zero(currency).checked_add(part.amount)?;
    let rulings = rulings.get(part.ruling).map_or(&[][..], Vec::as_slice);
    let in_price: i64 = if part.includes_tax {
        rulings.iter().filter(|ruling| ruling.on_document).filter_map(|ruling| ruling.millionths).sum()
    } else {
        0
    };
    let below = ONE + i128::from(in_price);
    let pieces = if question.rounding.scope == RoundingScope::Unit { part.pieces.saturating_abs().max(1) } else { 1 };

    let mut line = LineAnswer {
        net: amount,
        tax: Money::zero(currency),
        rounding: Some(question.rounding),
        legs: rulings.iter().map(|ruling| ruling.leg.clone()).collect(),
    };
    // First the taxes of the document, as they decide the net.
    for (leg, ruling) in line.legs.iter_mut().zip(rulings).filter(|(_, ruling)| ruling.on_document) {
        let millionths = i128::from(ruling.millionths.unwrap_or_default());
        let above = i128::from(amount.minor()) * millionths;
        let piece = round(above, below * i128::from(pieces), question.rounding.mode).ok_or(MoneyError::Overflow)?;
        let tax = money(piece.checked_mul(i128::from(pieces)).ok_or(MoneyError::Overflow)?, question)?;
        leg.tax = Some(tax);
        line.tax = line.tax.checked_add(tax)?;
    }
    if part.includes_tax {
        line.net = amount.checked_sub(line.tax)?;
    }
    for (leg, ruling) in line.legs.iter_mut().zip(rulings) {
        leg.base = line.net;
        if ruling.on_document {
            add_to_group(sums, leg, ruling, part, in_price);
        } else if let Some(millionths) = ruling.millionths {
            // What may fall due at the border, on the goods' price alone.
            let above = i128::from(line.net.minor()) * i128::from(millionths);
            let tax = round(above, ONE, question.rounding.mode).ok_or(MoneyError::Overflow)?;
            leg.tax = Some(money(tax, question)?);
        }
    }
    Ok(line)
}

fn add_to_group(sums: &mut Vec<Sum>, leg: &TaxLeg, ruling: &Ruling, part: &Part, in_price: i64) {
    let millionths = ruling.millionths.unwrap_or_default();
    let same = |sum: &Sum| {
        sum.millionths == millionths
            && sum.in_price == in_price
            && sum.group.price_includes_tax == part.includes_tax
            && sum.group.leg == leg.leg
            && sum.group.category == leg.category
            && sum.group.rule == leg.rule
    };
    let place = match sums.iter().position(same) {
        Some(place) => place,
        None => {
            sums.push(Sum {
                group: TaxGroup {
                    leg: leg.leg,
                    place: leg.place.clone(),
                    scheme: leg.scheme,
                    category: leg.category,
                    reason_code: leg.reason_code.clone(),
                    liable: leg.liable,
                    rate: leg.rate.unwrap_or(kernel::Rate::ZERO),
                    rule: leg.rule.clone(),
                    price_includes_tax: part.includes_tax,
                    base: leg.base,
                    tax: leg.base,
                },
                millionths,
                in_price,
                amount: 0,
                net: 0,
                tax: 0,
            });
            sums.len().saturating_sub(1)
        }
    };
    if let Some(sum) = sums.get_mut(place) {
        sum.amount += i128::from(part.amount.minor());
        sum.net += i128::from(leg.base.minor());
        sum.tax += i128::from(leg.tax.map(Money::minor).unwrap_or_default());
    }
}

impl Sum {
    /// The group's tax before any rounding.
    fn exact(&self) -> Fraction {
        Fraction::new(self.amount * i128::from(self.millionths), ONE + i128::from(self.in_price))
    }
}

fn round_groups(question: &TaxQuestion, sums: &mut [Sum]) -> Result<Vec<RoundingLine>, QuestionFault> {
    let mode = question.rounding.mode;
    let taxes: Vec<i128> = match question.rounding.scope {
        RoundingScope::Unit | RoundingScope::Line => sums.iter().map(|sum| sum.tax).collect(),
        RoundingScope::TaxGroup => {
            let rounded = sums.iter().map(|sum| sum.exact().round(mode));
            rounded.collect::<Option<_>>().ok_or(MoneyError::Overflow)?
        }
        RoundingScope::Document => round_document(question, sums)?,
    };
    let mut roundings = Vec::new();
    for (place, (sum, tax)) in sums.iter_mut().zip(taxes).enumerate() {
        let difference = tax - sum.tax;
        let base_difference = if sum.group.price_includes_tax { -difference } else { 0 };
        sum.group.base = money(sum.net + base_difference, question)?;
        sum.group.tax = money(tax, question)?;
        if difference != 0 {
            let (base, tax) = (money(base_difference, question)?, money(difference, question)?);
            roundings.push(RoundingLine { group: place, base, tax });
        }
    }
    Ok(roundings)
}

/// One rounding for each party that owes: its document tax, shared over its groups by the largest remainder.
fn round_document(question: &TaxQuestion, sums: &[Sum]) -> Result<Vec<i128>, MoneyError> {
    let mut taxes = vec![0i128; sums.len()];
    for liable in [Liable::Seller, Liable::Marketplace, Liable::Buyer, Liable::Importer] {
        let own: Vec<(usize, Fraction)> = sums
            .iter()
            .enumerate()
            .filter(|(_, sum)| sum.group.liable == liable)
            .map(|(place, sum)| (place, sum.exact()))
            .collect();
        let exact = own.iter().try_fold(Fraction::ZERO, |sum, (_, one)| sum.checked_add(*one));
        let document = exact.and_then(|sum| sum.round(question.rounding.mode)).ok_or(MoneyError::Overflow)?;
        let mut floors: Vec<(usize, i128, Fraction)> =
            own.into_iter().map(|(place, one)| (place, one.floor(), one.above_floor())).collect();
        let mut left = document - floors.iter().map(|(_, floor, _)| floor).sum::<i128>();
        // Largest remainder first; among equals the earlier group. The sort is stable.
        floors.sort_by(|(_, _, a), (_, _, b)| b.compare(*a));
        for (place, floor, _) in floors {
            let extra = i128::from(left > 0);
            left -= extra;
            if let Some(tax) = taxes.get_mut(place) {
                *tax = floor + extra;
            }
        }
    }
    Ok(taxes)
}

fn totals<'a>(
    question: &TaxQuestion,
    lines: impl Iterator<Item = &'a LineAnswer>,
    sums: &[Sum],
    roundings: &[RoundingLine],
) -> Result<TaxTotals, QuestionFault> {
    let (mut net, mut border) = (0i128, 0i128);
    let mut standing = Standing::Determined;
    for line in lines {
        net += i128::from(line.net.minor());
        standing = standing.max(line.standing());
        let estimates = line.legs.iter().filter(|leg| leg.category.is_none());
        let estimates = estimates.filter(|leg| !matches!(leg.status, LegStatus::NotDetermined { .. }));
        border += estimates.filter_map(|leg| leg.tax).map(|tax| i128::from(tax.minor())).sum::<i128>();
    }
    net += roundings.iter().map(|rounding| i128::from(rounding.base.minor())).sum::<i128>();
    let owed_by = |liable| {
        let own = sums.iter().filter(|sum| sum.group.liable == liable);
        own.map(|sum| i128::from(sum.group.tax.minor())).sum::<i128>()
    };
    let (own, marketplace) = (owed_by(Liable::Seller), owed_by(Liable::Marketplace));
    Ok(TaxTotals {
        net: money(net, question)?,
        tax: money(own, question)?,
        marketplace_tax: money(marketplace, question)?,
        border_tax_estimate: money(border, question)?,
        gross: money(net + own + marketplace, question)?,
        standing,
    })
}

fn money(minor: i128, question: &TaxQuestion) -> Result<Money, MoneyError> {
    let minor = i64::try_from(minor).map_err(|_| MoneyError::Overflow)?;
    Ok(Money::new(minor, question.currency))
}
