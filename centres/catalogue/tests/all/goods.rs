//! Goods to test with.

use catalogue::{Choices, CreateProduct, NewVariant, OptionValue, ProductFacts, ProductOption};
use kernel::{CountryCode, Locale, Sku, Texts};

pub fn sku(text: &str) -> Sku {
    text.parse().unwrap()
}

pub fn facts() -> ProductFacts {
    ProductFacts {
        tax_class: "standard".parse().unwrap(),
        category: "home/kitchen/mugs".parse().unwrap(),
        hs_code: Some("6912.00".parse().unwrap()),
        origin: Some(CountryCode::CN),
    }
}

pub fn choices(colour: &str, size: &str) -> Choices {
    Choices::from([
        ("colour".parse().unwrap(), colour.parse().unwrap()),
        ("size".parse().unwrap(), size.parse().unwrap()),
    ])
}

pub fn variant(code: &str, colour: &str, size: &str) -> NewVariant {
    NewVariant { sku: sku(code), choices: choices(colour, size), weight_grams: Some(410) }
}

fn option(code: &str, values: &[(&str, &str)]) -> ProductOption {
    let value = |(code, zh): &(&str, &str)| OptionValue {
        code: code.parse().unwrap(),
        names: Texts::new().with(Locale::EN, *code).with(Locale::ZH, *zh),
    };
    ProductOption {
        code: code.parse().unwrap(),
        names: Texts::new().with(Locale::EN, code),
        values: values.iter().map(value).collect(),
    }
}

/// A mug in two colours and two sizes, of which three combinations are made.
pub fn mug() -> CreateProduct {
    CreateProduct {
        facts: facts(),
        names: Texts::new()
            .with(Locale::EN, "Coffee mug")
            .with(Locale::ZH, "马克杯")
            .with(Locale::DE, "Kaffeebecher, groß"),
        descriptions: Texts::new().with(Locale::EN, "Stoneware, dishwasher safe"),
        options: vec![
            option("colour", &[("red", "红色"), ("blue", "蓝色")]),
            option("size", &[("small", "小"), ("large", "大")]),
        ],
        variants: vec![
            variant("MUG-RED-S", "red", "small"),
            variant("MUG-RED-L", "red", "large"),
            variant("MUG-BLUE-S", "blue", "small"),
        ],
    }
}

/// A thing without options.
pub fn plain(code: &str, name: &str) -> CreateProduct {
    CreateProduct {
        facts: ProductFacts { category: "home/things".parse().unwrap(), ..facts() },
        names: Texts::new().with(Locale::EN, name),
        descriptions: Texts::new(),
        options: Vec::new(),
        variants: vec![NewVariant { sku: sku(code), choices: Choices::new(), weight_grams: None }],
    }
}
