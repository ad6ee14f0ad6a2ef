//! A small company's markets and lists to test with.

use kernel::{CurrencyCode, Id, RoundingPolicy, Texts, Timestamp, UnitPrice};
use pricing::{
    CreateMarket, CreatePriceList, NewPrice, PriceFound, PriceListId, PriceQuestion, PricesWritten, SetPrices,
    VariantId, create_market, create_price_list, prices_for, set_prices,
};
use store::Options;
use testkit::{HandClock, TestStore, homes, open};

pub const EUR: CurrencyCode = CurrencyCode::EUR;
pub const MUG: i64 = 11;
pub const PLATE: i64 = 12;

/// On both engines, each with a clock that stands at the first of June until the test moves it.
pub fn on_both(test: impl Fn(&TestStore, &HandClock)) {
    for home in homes() {
        let clock = HandClock::at("2026-06-01T00:00:00Z");
        let options = Options { clock: clock.clone(), ..Options::default() };
        let fresh = open(home, &[pricing::MIGRATIONS], options);
        test(&fresh, &clock);
        fresh.store.close();
    }
}

pub fn at(text: &str) -> Timestamp {
    let text = if text.contains('T') { text.to_owned() } else { format!("{text}T00:00:00Z") };
    text.parse().unwrap()
}

pub fn variant(number: i64) -> VariantId {
    VariantId::from_number(number)
}

pub fn euros(text: &str) -> UnitPrice {
    UnitPrice::from_decimal_text(text, EUR).unwrap()
}

pub fn rounding() -> RoundingPolicy {
    "line/half_up".parse().unwrap()
}

pub fn market(t: &TestStore, code: &str, parent: Option<&str>) {
    let input = CreateMarket {
        code: code.parse().unwrap(),
        names: Texts::new(),
        countries: vec!["DE".parse().unwrap(), "AT".parse().unwrap(), "DE".parse().unwrap()],
        currency: EUR,
        seller: "hanse-de".parse().unwrap(),
        tax_inclusive: true,
        rounding: rounding(),
        parent: parent.map(|code| code.parse().unwrap()),
    };
    t.must(move |tx| create_market(tx, &input));
}

pub fn new_list(market: &str) -> CreatePriceList {
    CreatePriceList {
        names: Texts::new(),
        market: market.parse().unwrap(),
        channel: None,
        customer_group: None,
        currency: EUR,
        tax_inclusive: true,
        rounding: rounding(),
        priority: 0,
        valid_from: Some(at("2020-01-01")),
        valid_to: None,
        default: false,
    }
}

pub fn list(t: &TestStore, input: CreatePriceList) -> PriceListId {
    t.must(move |tx| create_price_list(tx, &input))
}

pub fn prices(list: PriceListId, from: Option<&str>, to: Option<&str>, prices: &[(i64, i64, &str)]) -> SetPrices {
    let price = |(number, min_quantity, price): &(i64, i64, &str)| NewPrice {
        variant: variant(*number),
        min_quantity: *min_quantity,
        unit_price: euros(price),
    };
    SetPrices { list, from: from.map(at), to: to.map(at), prices: prices.iter().map(price).collect() }
}

pub fn set(t: &TestStore, input: SetPrices) -> PricesWritten {
    t.must(move |tx| set_prices(tx, &input))
}

pub fn refused(t: &TestStore, input: SetPrices) -> &'static str {
    t.refusal(move |tx| set_prices(tx, &input))
}

pub fn question(market: &str, when: &str) -> PriceQuestion {
    PriceQuestion { market: market.parse().unwrap(), channel: None, group: None, currency: EUR, at: at(when) }
}

pub fn ask(t: &TestStore, question: &PriceQuestion, wanted: &[(i64, i64)]) -> Vec<Option<PriceFound>> {
    let wanted: Vec<_> = wanted.iter().map(|(number, quantity)| (variant(*number), *quantity)).collect();
    t.store.read_blocking(|read| prices_for(read, question, &wanted)).unwrap()
}

/// The price of one piece of a variant in the market `de` at an instant.
pub fn price(t: &TestStore, number: i64, when: &str) -> Option<String> {
    let found = ask(t, &question("de", when), &[(number, 1)]);
    found.into_iter().next().flatten().map(|found| found.unit_price.to_decimal_text())
}
