//! Which words find an order: its id, its external number, its SKUs, its market, channel, country, shop and entity,
//! and what the process adds.

use kernel::Id;

use crate::model::OrderId;
use crate::new_order::NewOrder;

/// The word index of orders.
pub const INDEX: &str = "order_words";

/// A text as one token: letters and digits, folded; everything else drops out. The same as [`::words::code_word`], which cuts what
/// people ask for; plain ASCII takes the short way.
pub fn token(text: &str) -> String {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric).take(::words::LONGEST_WORD);
        return letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    }
    ::words::code_word(text).unwrap_or_default()
}

kernel::typed_id!(/** A product as a word: only its text is used. */ ProductMark, "p");

/// The token under which an order is found by one of its products (the number of the catalogue's product id): the process that
/// places the order puts it among the order's find words, and who asks for a product's words asks for it.
pub fn product_token(number: i64) -> String {
    ProductMark::from_number(number).to_string().to_lowercase()
}

/// The token of an order's own number.
pub fn number_token(id: OrderId) -> String {
    token(id.to_string().split_once('_').map_or("", |(_, digits)| digits))
}

/// What is filtered by has words of its own, told from numbers and SKUs by a sign that these do not have.
fn coded(sign: &str, code: &str) -> String {
    format!("{sign}{}", token(code))
}

pub(crate) fn of_market(code: &str) -> String {
    coded("m_", code)
}
pub(crate) fn of_channel(code: &str) -> String {
    coded("c_", code)
}
pub(crate) fn of_country(code: &str) -> String {
    coded("d_", code)
}
pub(crate) fn of_shop(code: &str) -> String {
    coded("s_", code)
}
pub(crate) fn of_entity(code: &str) -> String {
    coded("e_", code)
}

pub(crate) fn words_of(order: &NewOrder) -> (i64, String) {
    let mut words = number_token(order.id);
    let mut add = |token: &str| {
        if !token.is_empty() {
            words.push(' ');
            words.push_str(token);
        }
    };
    if let Some(number) = &order.external_number {
        add(&token(number));
    }
    for (place, line) in order.lines.iter().enumerate() {
        let seen = order.lines.iter().take(place).any(|earlier| earlier.sku == line.sku);
        if !seen {
            add(&token(&line.sku));
        }
    }
    add(&of_market(order.market.as_str()));
    add(&of_channel(order.channel.as_str()));
    add(&of_country(order.country.as_str()));
    add(&of_shop(order.shop.as_str()));
    add(&of_entity(order.entity.as_str()));
    order.find_words.iter().for_each(|word| add(word));
    (order.id.number(), words)
}
