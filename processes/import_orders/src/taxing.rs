//! The tax of an invoice's lines: the engine's answers, and what is not to be asked of it.

use std::borrow::Cow;

use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, Money, Refusal, RoundingMode, RoundingPolicy, RoundingScope};
use orders::TaxStatus;
use serde_json::json;
use store::CommandError;
use tax::{
    Ask, Buyer, FactStatus, Leg, LegStatus, Liable, LineAnswer, Place, Standing, TaxClass, TaxDates, TaxLeg, TaxPoint,
    TaxPointKind, TaxQuestion, TaxScheme, TaxableLine,
};

use crate::accounts::TaxedAs;
use crate::ground::{Ground, Who};
use crate::stored_sales::Bore;

/// Each line by itself, commercially.
pub(crate) const ROUNDING: RoundingPolicy = RoundingPolicy::new(RoundingScope::Line, RoundingMode::HalfUp);

/// A line to be taxed.
#[derive(Debug, Clone)]
pub(crate) struct Item<'f> {
    pub taxed_as: TaxedAs,
    pub class: TaxClass,
    pub amount: Money,
    pub quantity: i64,
    /// The sale it belongs to: the invoice's own, or the one it takes back.
    pub sale: Sale<'f>,
}

/// When and whither a sale went: what decides its tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sale<'f> {
    pub day: Date,
    pub country: Option<CountryCode>,
    /// Of the recipient: parts of some countries are taxed otherwise.
    pub postcode: Option<&'f str>,
    /// As the file names it.
    pub said: Option<&'f str>,
}

impl Sale<'_> {
    fn place(&self) -> Place {
        match self.country {
            Some(country) => match self.postcode {
                Some(postcode) => Place::address(country, postcode),
                None => Place::country(country),
            },
            None => Place::Undecided { said: self.said.unwrap_or("-").to_owned() },
        }
    }
}

/// A taxed line.
#[derive(Debug, Clone)]
pub(crate) struct Taxed {
    pub net: Money,
    pub tax: Money,
    pub status: TaxStatus,
    /// JSON of a [`LineAnswer`].
    pub answer: String,
    /// Own tax debts, by territory and scheme.
    pub owed: Vec<(String, i64)>,
    /// The rate, the treatment or the reason, for counting.
    pub what: String,
}

impl Taxed {
    /// Gives it the net amount and tax it has as a part of a whole, in minor units: what they differ by goes to its base and to the
    /// largest of the seller's own taxes.
    pub fn settle(&mut self, net: i64, tax: i64) -> Result<(), CommandError> {
        let currency = self.net.currency();
        if (self.net.minor(), self.tax.minor()) == (net, tax) {
            return Ok(());
        }
        let misuse = |error: serde_json::Error| store::StoreError::misuse(error.to_string());
        let mut line: LineAnswer = serde_json::from_str(&self.answer).map_err(misuse)?;
        let more = tax.saturating_sub(self.tax.minor());
        for leg in line.legs.iter_mut().filter(|leg| leg.base == self.net) {
            leg.base = Money::new(net, currency);
        }
        let own = line.legs.iter_mut().filter(|leg| leg.liable == Liable::Seller && leg.tax.is_some());
        if let Some(leg) = own.max_by_key(|leg| leg.tax.map_or(0, |tax| tax.minor().saturating_abs())) {
            leg.tax = leg.tax.map(|before| Money::new(before.minor().saturating_add(more), currency));
        }
        (line.net, line.tax) = (Money::new(net, currency), Money::new(tax, currency));
        *self = taxed(&line)?;
        Ok(())
    }
}

impl Taxed {
    /// Becomes what pieces of a line that is here bore, taken back: told as that line was, whatever would be asked today.
    pub fn take_back(&mut self, bore: &Bore) -> Result<(), CommandError> {
        let currency = self.net.currency();
        if let Some(mut line) = LineAnswer::stored(&bore.answer)? {
            let whole = line.net.minor().saturating_add(line.tax.minor());
            let part = bore.net.saturating_add(bore.tax);
            let back = |money: Money| -> Result<Money, CommandError> {
                let zero = Money::zero(currency);
                let share = if whole == 0 { zero } else { kernel::share_to_date(money, part, whole, zero)? };
                Ok(Money::new(share.minor().saturating_neg(), currency))
            };
            for leg in &mut line.legs {
                leg.base = back(leg.base)?;
                leg.tax = leg.tax.map(back).transpose()?;
            }
            (line.net, line.tax) = (back(line.net)?, back(line.tax)?);
            *self = taxed(&line)?;
        }
        self.settle(bore.net.saturating_neg(), bore.tax.saturating_neg())
    }
}

/// Taxes the lines of one invoice, in their order. Lines of one sale are one question.
pub(crate) fn tax_lines(
    engine: &'static tax::TaxEngine,
    ground: &Ground,
    currency: CurrencyCode,
    items: &[Item<'_>],
) -> Result<Vec<Taxed>, CommandError> {
    let mut answers: Vec<Option<Taxed>> = vec![None; items.len()];
    let mut sales: Vec<Sale<'_>> = Vec::with_capacity(1);
    for item in items {
        if !sales.contains(&item.sale) {
            sales.push(item.sale);
        }
    }
    for sale in sales {
        let places: Vec<usize> =
            items.iter().enumerate().filter(|(_, item)| item.sale == sale).map(|(place, _)| place).collect();
        tax_sale(engine, ground, currency, items, sale, &places, &mut answers)?;
    }
    answers
        .into_iter()
        .map(|answer| answer.ok_or_else(|| store::StoreError::misuse("a line nobody taxed").into()))
        .collect()
}

fn tax_sale(
    engine: &'static tax::TaxEngine,
    ground: &Ground,
    currency: CurrencyCode,
    items: &[Item<'_>],
    sale: Sale<'_>,
    places: &[usize],
    answers: &mut [Option<Taxed>],
) -> Result<(), CommandError> {
    let class_of_goods = goods_class(items, places);
    let mut asked: Vec<usize> = Vec::with_capacity(places.len());
    let mut lines = Vec::with_capacity(places.len());
    for place in places {
        let Some(item) = items.get(*place) else { continue };
        let class = match (item.taxed_as, class_of_goods) {
            (TaxedAs::Goods, _) => Some(item.class),
            (TaxedAs::Voucher, _) => Some(TaxClass::GiftVoucher),
            (TaxedAs::LikeTheGoods, Goods::OneClass(class)) => Some(class),
            _ => None,
        };
        let answer = match (class, ground.price_includes_tax, item.taxed_as) {
            (_, _, TaxedAs::NoSupply) => Some(no_supply(item.amount)?),
            (Some(class), Some(price_includes_tax), _) => {
                asked.push(*place);
                lines.push(TaxableLine { class, amount: item.amount, quantity: item.quantity, price_includes_tax });
                None
            }
            (_, None, _) => Some(not_determined(item.amount, sale.day, "price_basis_unknown")?),
            (None, _, TaxedAs::LikeTheGoods) => {
                Some(not_determined(item.amount, sale.day, "goods_of_several_classes")?)
            }
            (None, ..) => Some(not_determined(item.amount, sale.day, "line_meaning_unknown")?),
        };
        if let (Some(answer), Some(slot)) = (answer, answers.get_mut(*place)) {
            *slot = Some(answer);
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    let question = TaxQuestion {
        dates: TaxDates::ordered(sale.day),
        channel_facilitator: ground.marketplace,
        dispatch: match &ground.warehouse.postcode {
            Some(postcode) => Place::address(ground.warehouse.country, postcode),
            None => Place::country(ground.warehouse.country),
        },
        destination: sale.place(),
        buyer: match ground.buyer {
            Who::Consumers => Buyer::Consumer,
            Who::Businesses => Buyer::Business { vat_id: None, check: tax::VatIdCheck::Unverified },
            Who::Unknown => Buyer::Unknown,
        },
        currency,
        lines,
        carriage: None,
        intrinsic_values: Vec::new(),
        proofs: Vec::new(),
        rounding: ROUNDING,
    };
    let answer = engine.answer(&ground.seller, &question).map_err(Refusal::from)?;
    for (place, line) in asked.into_iter().zip(&answer.lines) {
        if let Some(slot) = answers.get_mut(place) {
            *slot = Some(taxed(line)?);
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Goods {
    OneClass(TaxClass),
    Several,
}

/// The class of the goods of a sale; ordinary where there are none.
fn goods_class(items: &[Item<'_>], places: &[usize]) -> Goods {
    let mut classes = places
        .iter()
        .filter_map(|place| items.get(*place))
        .filter(|item| item.taxed_as == TaxedAs::Goods)
        .map(|item| item.class);
    let first = classes.next().unwrap_or(TaxClass::Standard);
    if classes.all(|class| class == first) { Goods::OneClass(first) } else { Goods::Several }
}

fn taxed(line: &LineAnswer) -> Result<Taxed, CommandError> {
    let own = line.legs.iter().filter(|leg| leg.liable == Liable::Seller);
    let owed = own.filter_map(|leg| {
        let tax = leg.tax.filter(|tax| !tax.is_zero())?;
        Some((format!("{}/{}", leg.place.as_deref().unwrap_or("?"), leg.scheme.as_str()), tax.minor()))
    });
    Ok(Taxed {
        net: line.net,
        tax: line.tax,
        status: match line.standing() {
            Standing::Determined => TaxStatus::Determined,
            Standing::Provisional => TaxStatus::Provisional,
            Standing::NotDetermined => TaxStatus::NotDetermined,
        },
        answer: serde_json::to_string(line).map_err(|e| store::StoreError::misuse(e.to_string()))?,
        owed: owed.collect(),
        what: what(line),
    })
}

/// In a word: the reason of what is not determined, else the rate where there is one to pay, else the treatment.
fn what(line: &LineAnswer) -> String {
    let Some(leg) = line.legs.iter().filter(|leg| leg.liable.concerns_seller()).max_by_key(|leg| leg.status.standing())
    else {
        return "no_supply".to_owned();
    };
    match (&leg.status, leg.rate.filter(|rate| !rate.is_zero())) {
        (LegStatus::NotDetermined { why, .. }, _) => why.to_string(),
        (_, Some(rate)) => format!("{} %", rate.percent()),
        (_, None) => leg.treatment.to_string(),
    }
}

fn no_supply(amount: Money) -> Result<Taxed, CommandError> {
    taxed(&LineAnswer { net: amount, tax: Money::zero(amount.currency()), rounding: None, legs: Vec::new() })
}

/// What the engine is not asked, because the file does not say enough to ask.
fn not_determined(amount: Money, day: Date, why: &'static str) -> Result<Taxed, CommandError> {
    let leg = TaxLeg {
        leg: Leg::Origin,
        place: None,
        treatment: Cow::Borrowed("unknown"),
        scheme: TaxScheme::None,
        category: None,
        reason_code: None,
        liable: Liable::Undetermined,
        rate: None,
        base: amount,
        tax: None,
        tax_point: TaxPoint { date: day, kind: TaxPointKind::Supply },
        status: LegStatus::NotDetermined { why: Cow::Borrowed(why), ask: Ask::Seller, facts: Vec::new() },
        rule: Cow::Borrowed("import"),
        rule_status: FactStatus::Unsure,
        source: Cow::Borrowed("the import's profile"),
        rate_source: None,
        not_levied: None,
        evidence: Cow::Borrowed(&[]),
        assumed: Vec::new(),
    };
    taxed(&LineAnswer { net: amount, tax: Money::zero(amount.currency()), rounding: None, legs: vec![leg] })
}

/// The part of an order's decisions that rests on the profile.
pub(crate) fn decisions(ground: &Ground) -> serde_json::Value {
    let unsure: serde_json::Map<String, serde_json::Value> = ground
        .assumptions
        .iter()
        .filter(|(_, assumed)| assumed.status == order_file::Certainty::Unsure)
        .map(|(topic, assumed)| (topic.clone(), json!(assumed.value)))
        .collect();
    json!({ "rounding": ROUNDING, "imported": true, "assumed_unsure": unsure })
}
