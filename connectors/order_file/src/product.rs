//! The products a file names: one for all spellings of its code, with the name most of its sales give it.

use std::collections::HashMap;

use kernel::Sku;

use crate::gather::Gathering;
use crate::names::at;

/// A product as a file knows it.
#[derive(Debug, Clone)]
pub struct FileProduct {
    /// In the spelling most lines use (equally many: the one first in the order of bytes, capitals before small letters).
    pub sku: Sku,
    /// The other spellings of the same code, in the order of bytes.
    pub aliases: Vec<String>,
    /// What most lines call it (equally many: what the earliest of them does). Only lines of goods bought or sold name a
    /// product; what people write on a stock correction ("damaged") says why, not what. `None`: no such line names it.
    pub name: Option<String>,
    /// What other such lines call it, most lines first.
    pub other_names: Vec<String>,
    /// Whether any line moves its stock. What is not goods (carriage, fees) has codes too.
    pub is_goods: bool,
    /// Usable lines.
    pub lines: u32,
}

/// All products, by their numbers.
pub(crate) fn products(gathering: &Gathering<'_>) -> Vec<FileProduct> {
    let mut spellings: HashMap<u32, (u32, u32)> = HashMap::new();
    let mut names: HashMap<(u32, u32), u32> = HashMap::new();
    let mut products: Vec<FileProduct> = gathering
        .products
        .iter()
        .map(|sku| FileProduct {
            sku: sku.clone(),
            aliases: Vec::new(),
            name: None,
            other_names: Vec::new(),
            is_goods: false,
            lines: 0,
        })
        .collect();
    for line in &gathering.lines {
        spellings.entry(line.spelling).or_insert((line.product, 0)).1 += 1;
        if !line.kind.is_stock_correction() {
            *names.entry((line.product, line.description)).or_default() += 1;
        }
        if let Some(product) = products.get_mut(at(line.product)) {
            product.lines += 1;
            product.is_goods |= line.kind.moves_stock();
        }
    }
    let mut spelled: Vec<(u32, u32, &str)> = spellings
        .into_iter()
        .map(|(spelling, (product, lines))| (product, lines, gathering.spellings.text(spelling)))
        .collect();
    spelled.sort_unstable_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(&left.1)).then(left.2.cmp(right.2)));
    let mut last = None;
    for (number, _, spelling) in spelled {
        let Some(product) = products.get_mut(at(number)) else { continue };
        if last == Some(number) {
            product.aliases.push(spelling.to_owned());
        } else if let Ok(sku) = spelling.parse() {
            product.sku = sku;
        }
        last = Some(number);
    }
    let mut named: Vec<(u32, u32, u32)> =
        names.into_iter().map(|((product, name), lines)| (product, lines, name)).collect();
    named.sort_unstable_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(&left.1)).then(left.2.cmp(&right.2)));
    for (number, _, name) in named {
        let text = gathering.descriptions.text(name);
        let Some(product) = products.get_mut(at(number)) else { continue };
        match (&product.name, text) {
            (_, "") => {}
            (None, text) => product.name = Some(text.to_owned()),
            (Some(_), text) => product.other_names.push(text.to_owned()),
        }
    }
    for product in &mut products {
        product.aliases.sort_unstable();
    }
    products
}
