//! Amounts: every tax is an exact fraction, rounded once where the policy says: by piece, by line, by tax group or by document. What is
//! rounded for many lines at once is shared over them by the largest remainder, so lines always add up to groups and document.

use std::borrow::Cow;

use countries::{TaxClass, Threshold};
use kernel::{Money, MoneyError, RoundingPolicy, RoundingScope, allocate};

use crate::answer::{
    Assumption, Leg, LegStatus, Liable, LineAnswer, NotLevied, Standing, TaxAnswer, TaxGroup, TaxLeg, TaxTotals,
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
    members: Vec<Member>,
}

/// A tax of a part, as it belongs to its group.
struct Member {
    part: usize,
    leg: usize,
    amount: i128,
    /// By which the policy rounds when it rounds by unit: else 1.
    pieces: i128,
}

pub(crate) fn reckon(
    facts: &Facts<'_>,
    question: &TaxQuestion,
    rulings: &[Vec<Ruling>],
    parts: &[Part],
) -> Result<TaxAnswer, QuestionFault> {
    let shares = carriage_parts(question, rulings, parts)?;
    let all: Vec<&Part> = parts.iter().chain(&shares).collect();
    let of = |part: &Part| rulings.get(part.ruling).map_or(&[][..], Vec::as_slice);
    let mut sums: Vec<Sum> = Vec::with_capacity(2);
    let mut lines = Vec::with_capacity(all.len());
    for (place, part) in all.iter().enumerate() {
        lines.push(untaxed(question, of(part), part)?);
        group_part(question, of(part), place, part, &mut sums);
    }
    for (sum, whole) in sums.iter().zip(rounded_groups(question, &sums)?) {
        for (member, tax) in sum.members.iter().zip(sum.taxes(whole, question.rounding).ok_or(MoneyError::Overflow)?) {
            let leg = lines.get_mut(member.part).and_then(|line| line.legs.get_mut(member.leg));
            if let Some(leg) = leg {
                leg.tax = Some(money(tax, question)?);
            }
        }
    }
    for (line, part) in lines.iter_mut().zip(&all) {
        settle(question, of(part), part, line)?;
    }
    if let Some(limit) = rulings.iter().flatten().find_map(|ruling| ruling.small_tax) {
        leave_small_tax(facts, limit, lines.iter_mut().collect(), question);
    }
    for sum in &mut sums {
        let (mut base, mut tax) = (0i128, 0i128);
        for member in &sum.members {
            let leg = lines.get(member.part).and_then(|line| line.legs.get(member.leg));
            base += leg.map_or(0, |leg| i128::from(leg.base.minor()));
            tax += leg.and_then(|leg| leg.tax).map_or(0, |tax| i128::from(tax.minor()));
        }
        (sum.group.base, sum.group.tax) = (money(base, question)?, money(tax, question)?);
    }
    let totals = totals(question, &lines, &sums)?;
    let carriage = lines.split_off(parts.len().min(lines.len()));
    let groups = sums.into_iter().map(|sum| sum.group).collect();
    Ok(TaxAnswer { lines, carriage, groups, totals })
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

/// The part with its legs, before any tax is reckoned.
fn untaxed(question: &TaxQuestion, rulings: &[Ruling], part: &Part) -> Result<LineAnswer, QuestionFault> {
    // Refuses another currency.
    let amount = Money::zero(question.currency).checked_add(part.amount)?;
    Ok(LineAnswer {
        net: amount,
        tax: Money::zero(question.currency),
        rounding: Some(question.rounding),
        legs: rulings.iter().map(|ruling| ruling.leg.clone()).collect(),
    })
}

/// Puts the part's taxes of the document, as they decide its net, into their groups.
fn group_part(question: &TaxQuestion, rulings: &[Ruling], place: usize, part: &Part, sums: &mut Vec<Sum>) {
    let in_price: i64 = if part.includes_tax {
        rulings.iter().filter(|ruling| ruling.on_document).filter_map(|ruling| ruling.millionths).sum()
    } else {
        0
    };
    for (leg, ruling) in rulings.iter().enumerate().filter(|(_, ruling)| ruling.on_document) {
        let (amount, pieces) = (i128::from(part.amount.minor()), i128::from(part.pieces.saturating_abs().max(1)));
        let group = group_of(sums, ruling, part, in_price, question);
        if let Some(sum) = sums.get_mut(group) {
            sum.amount += amount;
            sum.members.push(Member { part: place, leg, amount, pieces });
        }
    }
}

/// Reckons what follows from the part's taxes: its net, and what may fall due at the border.
fn settle(question: &TaxQuestion, rulings: &[Ruling], part: &Part, line: &mut LineAnswer) -> Result<(), QuestionFault> {
    let taxes = line.legs.iter().filter_map(|leg| leg.tax);
    line.tax = Money::sum(taxes, question.currency)?;
    if part.includes_tax {
        line.net = line.net.checked_sub(line.tax)?;
    }
    for (leg, ruling) in line.legs.iter_mut().zip(rulings) {
        leg.base = line.net;
        if let Some(millionths) = ruling.millionths.filter(|_| !ruling.on_document) {
            // On the goods' price alone.
            let above = i128::from(line.net.minor()) * i128::from(millionths);
            let tax = round(above, ONE, question.rounding.mode).ok_or(MoneyError::Overflow)?;
            leg.tax = Some(money(tax, question)?);
        }
    }
    Ok(())
}

/// The place of the part's group, made where there is none yet.
fn group_of(sums: &mut Vec<Sum>, ruling: &Ruling, part: &Part, in_price: i64, question: &TaxQuestion) -> usize {
    let millionths = ruling.millionths.unwrap_or_default();
    let leg = &ruling.leg;
    let same = |sum: &Sum| {
        sum.millionths == millionths
            && sum.in_price == in_price
            && sum.group.price_includes_tax == part.includes_tax
            && sum.group.leg == leg.leg
            && sum.group.category == leg.category
            && sum.group.rule == leg.rule
    };
    sums.iter().position(same).unwrap_or_else(|| {
        let zero = Money::zero(question.currency);
        let group = TaxGroup {
            leg: leg.leg,
            place: leg.place.clone(),
            scheme: leg.scheme,
            category: leg.category,
            reason_code: leg.reason_code.clone(),
            liable: leg.liable,
            rate: leg.rate.unwrap_or(kernel::Rate::ZERO),
            rule: leg.rule.clone(),
            price_includes_tax: part.includes_tax,
            base: zero,
            tax: zero,
        };
        sums.push(Sum { group, millionths, in_price, amount: 0, members: Vec::new() });
        sums.len().saturating_sub(1)
    })
}

impl Sum {
    /// The tax on so much of the group before any rounding.
    fn exact(&self, amount: i128) -> Fraction {
        Fraction::new(amount * i128::from(self.millionths), ONE + i128::from(self.in_price))
    }

    /// The taxes of the members: each rounded for itself, or the group's rounded tax shared over them. None: an overflow.
    fn taxes(&self, whole: Option<i128>, rounding: RoundingPolicy) -> Option<Vec<i128>> {
        if let Some(whole) = whole {
            let exact = self.members.iter().map(|member| self.exact(member.amount)).collect();
            return Some(share_out(whole, exact));
        }
        let one = |member: &Member| {
            let pieces = if rounding.scope == RoundingScope::Unit { member.pieces } else { 1 };
            let below = (ONE + i128::from(self.in_price)).checked_mul(pieces)?;
            round(member.amount.checked_mul(i128::from(self.millionths))?, below, rounding.mode)?.checked_mul(pieces)
        };
        self.members.iter().map(one).collect()
    }
}

/// What the groups' taxes are rounded to, where the policy rounds groups.
fn rounded_groups(question: &TaxQuestion, sums: &[Sum]) -> Result<Vec<Option<i128>>, MoneyError> {
    let mode = question.rounding.mode;
    match question.rounding.scope {
        RoundingScope::Unit | RoundingScope::Line => Ok(vec![None; sums.len()]),
        RoundingScope::TaxGroup => {
            let rounded = |sum: &Sum| sum.exact(sum.amount).round(mode).map(Some).ok_or(MoneyError::Overflow);
            sums.iter().map(rounded).collect()
        }
        RoundingScope::Document => round_document(question, sums),
    }
}

/// One rounding for each party that owes: its document tax, shared over its groups.
fn round_document(question: &TaxQuestion, sums: &[Sum]) -> Result<Vec<Option<i128>>, MoneyError> {
    let mut taxes = vec![None; sums.len()];
    for liable in [Liable::Seller, Liable::Marketplace, Liable::Buyer, Liable::Importer] {
        let own = sums.iter().enumerate().filter(|(_, sum)| sum.group.liable == liable);
        let (places, exact): (Vec<usize>, Vec<Fraction>) =
            own.map(|(place, sum)| (place, sum.exact(sum.amount))).unzip();
        let whole = exact.iter().try_fold(Fraction::ZERO, |sum, one| sum.checked_add(*one));
        let whole = whole.and_then(|sum| sum.round(question.rounding.mode)).ok_or(MoneyError::Overflow)?;
        for (place, share) in places.into_iter().zip(share_out(whole, exact)) {
            if let Some(tax) = taxes.get_mut(place) {
                *tax = Some(share);
            }
        }
    }
    Ok(taxes)
}

/// A rounded whole, shared over its exact parts by the largest remainder; among equals the earlier goes first.
fn share_out(whole: i128, exact: Vec<Fraction>) -> Vec<i128> {
    let mut shares: Vec<i128> = exact.iter().map(|one| one.floor()).collect();
    let mut left = whole - shares.iter().sum::<i128>();
    let mut places: Vec<(usize, Fraction)> = exact.into_iter().map(|one| one.above_floor()).enumerate().collect();
    // The sort is stable.
    places.sort_by(|(_, a), (_, b)| b.compare(*a));
    for (place, _) in places {
        let extra = i128::from(left > 0);
        left -= extra;
        if let Some(share) = shares.get_mut(place) {
            *share += extra;
        }
    }
    shares
}

fn totals(question: &TaxQuestion, lines: &[LineAnswer], sums: &[Sum]) -> Result<TaxTotals, QuestionFault> {
    let (mut net, mut border) = (0i128, 0i128);
    let mut standing = Standing::Determined;
    for line in lines {
        net += i128::from(line.net.minor());
        standing = standing.max(line.standing());
        let estimates = line.legs.iter().filter(|leg| leg.category.is_none());
        let estimates = estimates.filter(|leg| !matches!(leg.status, LegStatus::NotDetermined { .. }));
        border += estimates.filter_map(|leg| leg.tax).map(|tax| i128::from(tax.minor())).sum::<i128>();
    }
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
