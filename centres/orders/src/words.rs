//! Which words find an order: its id, its external number, its SKUs, its market, channel and country, and what the process adds.

use kernel::Id;

use crate::model::OrderId;
use crate::new_order::NewOrder;

/// The word index of orders.
pub const INDEX: &str = "order_words";

/// A text as one token: letters and digits, folded; everything else drops out.
pub fn token(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
