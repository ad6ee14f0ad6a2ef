//! Which words find an order: its id, its external number, its SKUs, its market, channel and country, and what the process adds.

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

pub(crate) fn words_of(order: &NewOrder) -> (i64, String) {
    let mut words = number_token(order.id);
    let mut add = |prefix: &str, text: &str| {
        let token = token(text);
        if !token.is_empty() {
            words.push(' ');
            words.push_str(prefix);
            words.push_str(&token);
        }
    };
    if let Some(number) = &order.external_number {
        add("", number);
    }
    for (place, line) in order.lines.iter().enumerate() {
        let seen = order.lines.iter().take(place).any(|earlier| earlier.sku == line.sku);
        if !seen {
            add("", &line.sku);
        }
    }
    add("m_", order.market.as_str());
    add("c_", order.channel.as_str());
    add("d_", order.country.as_str());
    for word in &order.find_words {
        words.push(' ');
        words.push_str(word);
    }
    (order.id.number(), words)
}
