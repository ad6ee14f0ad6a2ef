//! Questions with known answers, in golden.toml.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{CountryCode, Money};
use serde::Deserialize;
use tax::{
    Buyer, EvidenceKind, LegStatus, Place, Seller, TaxAnswer, TaxClass, TaxDates, TaxEngine, TaxLeg, TaxQuestion,
    TaxableLine, VatIdCheck,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    sellers: BTreeMap<String, Seller>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    seller: String,
    ordered: Date,
    paid: Option<Date>,
    dispatched: Option<Date>,
    dispatch: String,
    destination: String,
    buyer: String,
    amount: String,
    #[serde(default)]
    gross: bool,
    class: Option<TaxClass>,
    #[serde(default)]
    facilitated: bool,
    #[serde(default)]
    intrinsic: Vec<String>,
    #[serde(default)]
    proofs: Vec<EvidenceKind>,
    legs: Vec<String>,
    total: String,
}

pub fn money(text: &str) -> Money {
    let (amount, currency) = text.split_once(' ').unwrap();
    Money::from_decimal_text(amount, currency.parse().unwrap()).unwrap()
}

/// `FR`, `ES 35001`, `=GB-CHA` for a territory, `?Unspecified` for a word.
fn place(text: &str) -> Place {
    if let Some(said) = text.strip_prefix('?') {
        return Place::Undecided { said: said.to_owned() };
    }
    if let Some(territory) = text.strip_prefix('=') {
        return Place::Territory { territory: territory.to_owned() };
    }
    let (country, postcode) = text.split_once(' ').map_or((text, None), |(country, rest)| (country, Some(rest)));
    let country: CountryCode = country.parse().unwrap();
    Place::Address { country, postcode: postcode.map(str::to_owned) }
}

fn buyer(text: &str) -> Buyer {
    match text {
        "consumer" => Buyer::Consumer,
        "unknown" => Buyer::Unknown,
        "business" => Buyer::Business { vat_id: None, check: VatIdCheck::Unverified },
        id => {
            let verified = id.strip_suffix(" verified");
            let check = match verified {
                Some(_) => VatIdCheck::Verified { on: "2024-05-31".parse().unwrap(), consultation: "W1".to_owned() },
                None => VatIdCheck::Unverified,
            };
            Buyer::Business { vat_id: Some(verified.unwrap_or(id).parse().unwrap()), check }
        }
    }
}

impl Case {
    fn question(&self) -> TaxQuestion {
        let amount = money(&self.amount);
        TaxQuestion {
            dates: TaxDates { ordered: self.ordered, paid: self.paid, dispatched: self.dispatched },
            channel_facilitator: self.facilitated,
            dispatch: place(&self.dispatch),
            destination: place(&self.destination),
            buyer: buyer(&self.buyer),
            currency: amount.currency(),
            lines: vec![TaxableLine {
                class: self.class.unwrap_or(TaxClass::Standard),
                amount,
                quantity: 1,
                price_includes_tax: self.gross,
            }],
            carriage: None,
            intrinsic_values: self.intrinsic.iter().map(|text| money(text)).collect(),
            proofs: self.proofs.clone(),
            rounding: "line/half_up".parse().unwrap(),
        }
    }
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn shown(leg: &TaxLeg) -> String {
    let status = match &leg.status {
        LegStatus::Determined => "determined".to_owned(),
        LegStatus::Provisional { until } => {
            format!("until {}", until.iter().map(|proof| proof.as_str()).collect::<Vec<_>>().join("+"))
        }
        LegStatus::NotDetermined { why, ask, .. } => format!("not_determined {why} ask {}", word(ask)),
    };
    let place = leg.place.as_deref().unwrap_or("-");
    let category = leg.category.as_ref().map_or("-".to_owned(), word);
    let rate = leg.rate.map_or("-".to_owned(), |rate| format!("{}%", rate.percent()));
    let tax = leg.tax.map_or("-".to_owned(), Money::to_decimal_text);
    let (name, liable, scheme) = (word(&leg.leg), word(&leg.liable), word(&leg.scheme));
    let small =
        leg.not_levied.as_ref().map_or(String::new(), |not| format!(" not_levied {}", not.tax.to_decimal_text()));
    format!("{name} {place} {category} {rate} {tax} {liable} {scheme} {status} {}{small}", leg.rule)
}

fn total(answer: &TaxAnswer) -> String {
    let totals = &answer.totals;
    let amounts = [totals.net, totals.tax, totals.marketplace_tax, totals.border_tax_estimate, totals.gross];
    let [net, tax, marketplace, border, gross] = amounts.map(Money::to_decimal_text);
    format!("net {net} tax {tax} marketplace {marketplace} border {border} gross {gross} {}", word(&totals.standing))
}

#[test]
fn questions_have_their_known_answers() {
    let golden: Golden = toml::from_str(include_str!("golden.toml")).unwrap();
    let engine = TaxEngine::load().unwrap();
    let mut wrong = Vec::new();
    let mut seen = serde_json::Map::new();
    for case in &golden.cases {
        let mut seller = golden.sellers.get(&case.seller).unwrap_or_else(|| panic!("{}", case.seller)).clone();
        // Told on the day of the order.
        seller.turnovers.iter_mut().for_each(|told| told.as_of = case.ordered);
        let answer = engine.answer(&seller, &case.question()).unwrap();
        let legs: Vec<String> = answer.lines[0].legs.iter().map(shown).collect();
        let total = total(&answer);
        if legs != case.legs || total != case.total {
            wrong.push(format!("{}\n  {}\n  {total}", case.name, legs.join("\n  ")));
        }
        seen.insert(case.name.clone(), serde_json::json!({ "legs": legs, "total": total }));
    }
    if let Ok(path) = std::env::var("TAX_GOLDEN_SEEN") {
        std::fs::write(path, serde_json::Value::Object(seen).to_string()).unwrap();
    }
    assert!(golden.cases.len() >= 60);
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), golden.cases.len(), wrong.join("\n"));
}
