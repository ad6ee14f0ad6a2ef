//! The shapes of the tables.

use store::{Kind, Table};

pub(crate) const ORDERS: Table = Table {
    name: "orders",
    columns: &[
        ("id", Kind::Int),
        ("channel", Kind::Text),
        ("shop", Kind::Text),
        ("external_number", Kind::Text),
        ("market", Kind::Text),
        ("entity", Kind::Text),
        ("currency", Kind::Text),
        ("buyer_kind", Kind::Text),
        ("person", Kind::Int),
        ("customer", Kind::Int),
        ("country", Kind::Text),
        ("status", Kind::Text),
        ("held_because", Kind::Text),
        ("payment", Kind::Text),
        ("fulfilment", Kind::Text),
        ("units", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("rounding", Kind::Int),
        ("gross", Kind::Int),
        ("paid", Kind::Int),
        ("refunded", Kind::Int),
        ("tax_status", Kind::Text),
        ("placed_at", Kind::Int),
        ("recorded_at", Kind::Int),
        ("changed_at", Kind::Int),
        ("version", Kind::Int),
        ("held_until", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const ORDER_LINES: Table = Table {
    name: "order_lines",
    columns: &[
        ("order_id", Kind::Int),
        ("line", Kind::Int),
        ("kind", Kind::Text),
        ("sku", Kind::Text),
        ("variant", Kind::Int),
        ("name", Kind::Text),
        ("quantity", Kind::Int),
        ("unit_price", Kind::Int),
        ("price_includes_tax", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("gross", Kind::Int),
        ("warehouse", Kind::Int),
        ("shipped", Kind::Int),
        ("delivered", Kind::Int),
        ("cancelled", Kind::Int),
        ("returned", Kind::Int),
        ("refunded", Kind::Int),
        ("category", Kind::Text),
        ("tax_class", Kind::Text),
        ("tax_status", Kind::Text),
    ],
    key: &["order_id", "line"],
};

pub(crate) const ORDER_REASONS: Table =
    Table { name: "order_reasons", columns: &[("order_id", Kind::Int), ("packed", Kind::Blob)], key: &["order_id"] };

pub(crate) const SHIPMENTS: Table = Table {
    name: "shipments",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("warehouse", Kind::Int),
        ("carrier", Kind::Text),
        ("tracking", Kind::Text),
        ("shipped_at", Kind::Int),
        ("delivered_at", Kind::Int),
        ("failed_at", Kind::Int),
        ("failure", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) const SHIPMENT_LINES: Table = Table {
    name: "shipment_lines",
    columns: &[("shipment", Kind::Int), ("line", Kind::Int), ("quantity", Kind::Int)],
    key: &["shipment", "line"],
};

pub(crate) const ORDER_PAYMENTS: Table = Table {
    name: "order_payments",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("kind", Kind::Text),
        ("method", Kind::Text),
        ("reference", Kind::Text),
        ("amount", Kind::Int),
        ("return_id", Kind::Int),
        ("at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const ORDER_RETURNS: Table = Table {
    name: "order_returns",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("state", Kind::Text),
        ("reason_code", Kind::Text),
        ("requested_at", Kind::Int),
        ("received_at", Kind::Int),
        ("version", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const ORDER_RETURN_ARRIVALS: Table = Table {
    name: "order_return_arrivals",
    columns: &[("return_id", Kind::Int), ("line", Kind::Int), ("warehouse", Kind::Int), ("received", Kind::Int)],
    key: &["return_id", "line", "warehouse"],
};

pub(crate) const ORDER_RETURN_LINES: Table = Table {
    name: "order_return_lines",
    columns: &[
        ("return_id", Kind::Int),
        ("line", Kind::Int),
        ("quantity", Kind::Int),
        ("received", Kind::Int),
        ("restocked", Kind::Int),
    ],
    key: &["return_id", "line"],
};

pub(crate) const ORDER_DOCUMENTS: Table = Table {
    name: "order_documents",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("kind", Kind::Text),
        ("number", Kind::Text),
        ("corrects", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("gross", Kind::Int),
        ("issued_at", Kind::Int),
        ("facts", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) const ORDER_CREDITS: Table = Table {
    name: "order_credits",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("return_id", Kind::Int),
        ("document", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("gross", Kind::Int),
        ("at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const ORDER_CREDIT_LINES: Table = Table {
    name: "order_credit_lines",
    columns: &[
        ("credit", Kind::Int),
        ("line", Kind::Int),
        ("pieces_before", Kind::Int),
        ("quantity", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
    ],
    key: &["credit", "line"],
};
