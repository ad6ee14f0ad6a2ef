//! A company with a few products and orders.

use catalogue::{Choices, CreateProduct, NewVariant, ProductFacts, ProductId, create_product};
use kernel::{Context, Id, Locale, Money, Texts, UnitPrice};
use orders::{BuyerKind, LineKind, NewLine, NewOrder, OrderId, TaxStatus};
use testkit::TestStore;

pub const MIGRATIONS: &[store::Migrations] = &[catalogue::MIGRATIONS, orders::MIGRATIONS];

pub fn product(fresh: &TestStore, sku: &str, names: &[(&str, &str)]) -> ProductId {
    let names =
        names.iter().fold(Texts::new(), |names, (locale, name)| names.with(locale.parse::<Locale>().unwrap(), *name));
    let input = CreateProduct {
        facts: ProductFacts {
            tax_class: "standard".parse().unwrap(),
            category: "home".parse().unwrap(),
            hs_code: None,
            origin: None,
        },
        names,
        descriptions: Texts::new(),
        options: Vec::new(),
        variants: vec![NewVariant { sku: sku.parse().unwrap(), choices: Choices::new(), weight_grams: None }],
    };
    fresh.must(move |tx| create_product(tx, &input))
}

pub fn line(sku: &str) -> NewLine {
    let currency = "EUR".parse().unwrap();
    NewLine {
        kind: LineKind::Goods,
        sku: sku.into(),
        variant: Some(1),
        name: sku.into(),
        quantity: 1,
        unit_price: UnitPrice::from_money(Money::new(1000, currency)).unwrap(),
        price_includes_tax: false,
        net: 1000,
        tax: 190,
        gross: 1190,
        warehouse: Some(1),
        category: None,
        tax_class: "standard".into(),
        tax_status: TaxStatus::Determined,
    }
}

pub fn new_order(context: &Context, number: Option<&str>, lines: Vec<NewLine>, words: Vec<String>) -> NewOrder {
    let pieces = i64::try_from(lines.len()).unwrap();
    NewOrder {
        id: context.new_id(),
        channel: "web".parse().unwrap(),
        shop: "main".parse().unwrap(),
        external_number: number.map(str::to_owned),
        market: "de".parse().unwrap(),
        entity: "de-gmbh".parse().unwrap(),
        currency: "EUR".parse().unwrap(),
        buyer_kind: BuyerKind::Consumer,
        person: None,
        customer: None,
        country: "DE".parse().unwrap(),
        held_because: None,
        net: 1000 * pieces,
        tax: 190 * pieces,
        rounding: 0,
        gross: 1190 * pieces,
        tax_status: TaxStatus::Determined,
        placed_at: context.now,
        reasons: orders::Reasons::default(),
        lines,
        find_words: words,
    }
}

/// Places an order of these goods, under a channel's number.
pub fn place(fresh: &TestStore, number: &str, goods: &[(&str, ProductId)]) -> OrderId {
    let number = number.to_owned();
    let lines: Vec<NewLine> = goods.iter().map(|(sku, _)| line(sku)).collect();
    let words: Vec<String> = goods.iter().map(|(_, product)| orders::product_token(product.number())).collect();
    fresh.must(move |tx| {
        let context = tx.context().clone();
        let order = new_order(&context, Some(&number), lines.clone(), words.clone());
        orders::commands::place_orders(tx, &[(context, &order)])?;
        Ok(order.id)
    })
}
