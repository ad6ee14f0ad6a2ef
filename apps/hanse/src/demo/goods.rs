//! 2,000 variants: 25 things in 10 materials, each in four colours and two sizes, named in five languages; prices in six
//! currencies; stock in every warehouse.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalogue::{Choices, CreateProduct, NewVariant, OptionValue, ProductFacts, ProductOption, VariantId};
use cell::Cell;
use inventory::{ReceiveStock, Received, WarehouseId};
use kernel::{CurrencyCode, Id, Locale, Texts, UnitPrice, WarehouseCode};
use pricing::{CreatePriceList, NewPrice, SetPrices};
use store::{CommandError, Submission};

use super::company::{made, market_rows, read};
use super::{Dice, demo};

/// A word in zh, en, de, ja, ar.
type Word = [&'static str; 5];
const LOCALES: [&str; 5] = ["zh", "en", "de", "ja", "ar"];

/// `(word, category, HS code, price in cents of a euro, grams)`
const THINGS: [(Word, &str, &str, i64, i64); 25] = [
    (["台灯", "desk lamp", "Schreibtischlampe", "デスクランプ", "مصباح مكتب"], "home/lighting", "940521", 3490, 1200),
    (["灯笼", "lantern", "Laterne", "ランタン", "فانوس"], "home/lighting", "940550", 1890, 800),
    (["花瓶", "vase", "Vase", "花瓶", "مزهرية"], "home/decoration", "691390", 2290, 1500),
    (["相框", "picture frame", "Bilderrahmen", "フォトフレーム", "إطار صورة"], "home/decoration", "830630", 1290, 450),
    (["挂钟", "wall clock", "Wanduhr", "掛け時計", "ساعة حائط"], "home/decoration", "910529", 2790, 900),
    (["托盘", "tray", "Tablett", "トレイ", "صينية"], "kitchen/serving", "732393", 1590, 700),
    (["碗", "bowl", "Schüssel", "ボウル", "وعاء"], "kitchen/serving", "691110", 990, 400),
    (["马克杯", "mug", "Becher", "マグカップ", "كوب"], "kitchen/drinking", "691200", 890, 350),
    (["水壶", "water bottle", "Trinkflasche", "水筒", "قارورة ماء"], "kitchen/drinking", "961700", 1990, 380),
    (["茶壶", "teapot", "Teekanne", "急須", "إبريق شاي"], "kitchen/drinking", "691110", 2990, 900),
    (["砧板", "cutting board", "Schneidebrett", "まな板", "لوح تقطيع"], "kitchen/tools", "441911", 1790, 1100),
    (["刀架", "knife block", "Messerblock", "ナイフスタンド", "حامل سكاكين"], "kitchen/tools", "442190", 3290, 1600),
    (["篮子", "basket", "Korb", "バスケット", "سلة"], "home/storage", "460219", 1690, 600),
    (["收纳盒", "storage box", "Aufbewahrungsbox", "収納ボックス", "صندوق تخزين"], "home/storage", "392310", 1490, 850),
    (["衣架", "coat hanger", "Kleiderbügel", "ハンガー", "علاقة ملابس"], "home/storage", "442110", 590, 180),
    (["书立", "bookend", "Buchstütze", "ブックエンド", "مسند كتب"], "office", "830520", 1190, 950),
    (["笔筒", "pen holder", "Stifthalter", "ペン立て", "حامل أقلام"], "office", "392610", 790, 250),
    (["笔记本", "notebook", "Notizbuch", "ノート", "دفتر"], "office", "482010", 690, 280),
    (["背包", "backpack", "Rucksack", "バックパック", "حقيبة ظهر"], "travel", "420292", 4990, 1100),
    (["钱包", "wallet", "Geldbörse", "財布", "محفظة"], "travel", "420232", 2490, 150),
    (["雨伞", "umbrella", "Regenschirm", "傘", "مظلة"], "travel", "660191", 1990, 420),
    (["靠垫", "cushion", "Kissen", "クッション", "وسادة"], "home/textiles", "940490", 1890, 650),
    (["毯子", "blanket", "Decke", "ブランケット", "بطانية"], "home/textiles", "630130", 3990, 1400),
    (["毛巾", "towel", "Handtuch", "タオル", "منشفة"], "home/textiles", "630260", 1290, 500),
    (["玩具车", "toy car", "Spielzeugauto", "ミニカー", "سيارة لعبة"], "toys", "950300", 1490, 300),
];

/// `(word, percent of the price)`
const MATERIALS: [(Word, i64); 10] = [
    (["木质", "wooden", "aus Holz", "木製", "خشبي"], 100),
    (["竹制", "bamboo", "aus Bambus", "竹製", "من الخيزران"], 95),
    (["玻璃", "glass", "aus Glas", "ガラス製", "زجاجي"], 110),
    (["陶瓷", "ceramic", "aus Keramik", "陶器", "خزفي"], 120),
    (["不锈钢", "steel", "aus Edelstahl", "ステンレス製", "فولاذي"], 130),
    (["黄铜", "brass", "aus Messing", "真鍮製", "نحاسي"], 160),
    (["棉质", "cotton", "aus Baumwolle", "綿製", "قطني"], 90),
    (["亚麻", "linen", "aus Leinen", "リネン製", "كتاني"], 115),
    (["皮革", "leather", "aus Leder", "革製", "جلدي"], 190),
    (["再生塑料", "recycled", "recycelt", "再生素材", "معاد تدويره"], 80),
];

const COLOURS: [(&str, Word); 4] = [
    ("red", ["红色", "red", "rot", "赤", "أحمر"]),
    ("blue", ["蓝色", "blue", "blau", "青", "أزرق"]),
    ("green", ["绿色", "green", "grün", "緑", "أخضر"]),
    ("white", ["白色", "white", "weiß", "白", "أبيض"]),
];
const SIZES: [(&str, Word); 2] =
    [("s", ["小号", "small", "klein", "小", "صغير"]), ("l", ["大号", "large", "groß", "大", "كبير"])];

/// What a euro's price is in a market's currency, in percent: whole prices, not exchange rates.
const LEVELS: [(&str, i64); 6] = [("EUR", 100), ("GBP", 88), ("CHF", 98), ("USD", 105), ("CNY", 690), ("JPY", 16_500)];

struct Goods {
    variant: VariantId,
    cents: i64,
}

pub(super) fn make(
    cell: &Arc<Cell>,
    warehouses: &BTreeMap<WarehouseCode, WarehouseId>,
    stock: i64,
) -> Result<usize, CommandError> {
    let mut goods = Vec::with_capacity(2_000);
    for (thing_number, thing) in THINGS.iter().enumerate() {
        for (material_number, material) in MATERIALS.iter().enumerate() {
            goods.extend(product(cell, thing_number, thing, material_number, material)?);
        }
    }
    for (market, currency, tax_inclusive, _) in market_rows() {
        prices(cell, market, read(currency)?, tax_inclusive, &goods)?;
    }
    if stock > 0 {
        for warehouse in warehouses.values() {
            receive(cell, *warehouse, &goods, stock)?;
        }
    }
    Ok(goods.len())
}

fn texts(words: impl Fn(usize) -> String) -> Result<Texts, CommandError> {
    LOCALES.iter().enumerate().map(|(place, locale)| Ok((read(locale)?, words(place)))).collect()
}

fn word(word: &Word, place: usize) -> &'static str {
    word.get(place).copied().unwrap_or_default()
}

fn option(code: &str, names: Word, values: &[(&str, Word)]) -> Result<ProductOption, CommandError> {
    let values = values
        .iter()
        .map(|(code, names)| {
            Ok(OptionValue { code: read(code)?, names: texts(|place| word(names, place).to_owned())? })
        })
        .collect::<Result<_, CommandError>>()?;
    Ok(ProductOption { code: read(code)?, names: texts(|place| word(&names, place).to_owned())?, values })
}

fn product(
    cell: &Cell,
    thing_number: usize,
    (thing, category, hs_code, cents, grams): &(Word, &str, &str, i64, i64),
    material_number: usize,
    (material, percent): &(Word, i64),
) -> Result<Vec<Goods>, CommandError> {
    let mut variants = Vec::with_capacity(COLOURS.len() * SIZES.len());
    for (colour, _) in &COLOURS {
        for (size, _) in &SIZES {
            let sku =
                format!("H{:02}{material_number}-{}-{}", thing_number + 1, colour.to_uppercase(), size.to_uppercase());
            let mut choices = Choices::new();
            choices.insert(read("colour")?, read(colour)?);
            choices.insert(read("size")?, read(size)?);
            let large = if *size == "l" { 2 } else { 1 };
            variants.push(NewVariant { sku: read(&sku)?, choices, weight_grams: Some(grams * large) });
        }
    }
    let skus: Vec<kernel::Sku> = variants.iter().map(|variant| variant.sku.clone()).collect();
    let input = CreateProduct {
        facts: ProductFacts {
            tax_class: read("standard")?,
            category: read(category)?,
            hs_code: Some(read(hs_code)?),
            origin: Some(read("CN")?),
        },
        names: texts(|place| match place {
            // Chinese, Japanese and Arabic put the words together in their own order.
            0 | 3 => format!("{}{}", word(material, place), word(thing, place)),
            2 | 4 => format!("{} {}", word(thing, place), word(material, place)),
            _ => format!("{} {}", word(material, place), word(thing, place)),
        })?,
        descriptions: Texts::new(),
        options: vec![
            option("colour", ["颜色", "Colour", "Farbe", "色", "اللون"], &COLOURS)?,
            option("size", ["尺寸", "Size", "Größe", "サイズ", "المقاس"], &SIZES)?,
        ],
        variants,
    };
    cell.store.submit_blocking(Submission::by(&demo()), move |tx| catalogue::create_product(tx, &input))?;
    let found = cell.store.read_blocking(|read| catalogue::variants_by_sku(read, &skus))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(|facts| {
            let large = if facts.sku.folded().ends_with("-l") { 3 } else { 2 };
            Goods { variant: facts.variant, cents: cents * percent * large / 200 }
        })
        .collect())
}

fn prices(
    cell: &Cell,
    market: &str,
    currency: CurrencyCode,
    tax_inclusive: bool,
    goods: &[Goods],
) -> Result<(), CommandError> {
    // The year of trade is priced too.
    let since = cell.store.context(&demo()).now.plus_ms(-400 * 86_400_000);
    let list = CreatePriceList {
        names: Texts::new()
            .with(Locale::EN, format!("Prices {market}"))
            .with(Locale::ZH, format!("{market} 价格"))
            .with(Locale::AR, format!("أسعار {market}")),
        market: read(market)?,
        channel: None,
        customer_group: None,
        currency,
        tax_inclusive,
        rounding: read("line/half_up")?,
        priority: 0,
        valid_from: Some(since),
        valid_to: None,
        default: true,
    };
    let list =
        made(cell.store.submit_blocking(Submission::by(&demo()), move |tx| pricing::create_price_list(tx, &list))?)?;
    let level = LEVELS.iter().find(|(code, _)| *code == currency.as_str()).map_or(100, |(_, level)| *level);
    for chunk in goods.chunks(1_000) {
        let prices = chunk
            .iter()
            .map(|one| NewPrice {
                variant: pricing::VariantId::from_number(one.variant.number()),
                min_quantity: 1,
                // Cents of a euro × level / 100 are hundredths of the currency; a price of yen is rounded to whole ones.
                unit_price: UnitPrice::new(round_price(one.cents * level / 100, currency), currency),
            })
            .collect();
        let set = SetPrices { list, from: Some(since), to: None, prices };
        cell.store.submit_blocking(Submission::by(&demo()), move |tx| pricing::set_prices(tx, &set))?;
    }
    Ok(())
}

/// Hundredths of a currency's unit as millionths, rounded to what the currency can pay.
fn round_price(hundredths: i64, currency: CurrencyCode) -> i64 {
    match currency.minor_digits() {
        0 => hundredths / 100 * 1_000_000,
        _ => hundredths * 10_000,
    }
}

fn receive(cell: &Cell, warehouse: WarehouseId, goods: &[Goods], stock: i64) -> Result<(), CommandError> {
    let mut dice = Dice::new(7);
    for chunk in goods.chunks(500) {
        let lines = chunk
            .iter()
            .map(|one| Received {
                variant: inventory::VariantId::from_number(one.variant.number()),
                quantity: stock,
                unit_cost: Some(UnitPrice::new(
                    one.cents * 10_000 * i64::try_from(28 + dice.below(10)).unwrap_or(30) / 100,
                    CurrencyCode::EUR,
                )),
            })
            .collect();
        // Before the year of trade begins, so that no shelf's value is below zero in it.
        let at = Some(cell.store.context(&demo()).now.plus_ms(-370 * 86_400_000));
        let receipt = ReceiveStock { warehouse, lines, document: Some("opening delivery".to_owned()), at };
        cell.store.submit_blocking(Submission::by(&demo()), move |tx| stock_keeping::steps::receive(tx, &receipt))?;
    }
    Ok(())
}
