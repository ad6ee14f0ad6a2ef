//! The page about mappings tells every word a mapping may hold.

use order_file::{Field, LineKind};

#[test]
fn the_page_about_mappings_names_every_column_kind_state_and_topic() {
    let page = include_str!("../../../../docs/imports.md");
    let mut words: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
    words.extend(LineKind::ALL.iter().map(|kind| kind.as_str()));
    words.extend(["placed", "paid", "shipped", "delivered", "cancelled"]);
    words.extend(["price_basis", "seller_country", "ship_from", "customer_kind", "cancelled_goods"]);
    words.extend([
        "payment_of_sent_orders",
        "fx_rate_missing",
        "placed_in_the_future",
        "import_row_taken",
        "import_sale_not_sent",
    ]);
    for word in words {
        assert!(page.contains(&format!("`{word}`")), "{word} is not told");
    }
}
