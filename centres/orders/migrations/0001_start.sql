-- An order: what was promised, to whom (a person of the vault, never personal text), and where it stands on its three axes.
CREATE TABLE orders (
    id {int} PRIMARY KEY,
    channel {text} NOT NULL,
    shop {text} NOT NULL,
    external_number {text},
    market {text} NOT NULL,
    entity {text} NOT NULL,
    currency {text} NOT NULL,
    buyer_kind {text} NOT NULL CHECK (buyer_kind IN ('consumer', 'business')),
    person {int},
    customer {int},
    country {text} NOT NULL,
    status {text} NOT NULL CHECK (status IN ('open', 'held', 'completed', 'cancelled')),
    held_because {text},
    payment {text} NOT NULL CHECK (payment IN ('unpaid', 'partly_paid', 'paid', 'overpaid', 'partly_refunded', 'refunded', 'unknown')),
    fulfilment {text} NOT NULL CHECK (fulfilment IN ('unfulfilled', 'partly_shipped', 'shipped', 'partly_delivered', 'delivered', 'partly_returned', 'returned')),
    units {int} NOT NULL,
    net {int} NOT NULL,
    tax {int} NOT NULL,
    rounding {int} NOT NULL,
    gross {int} NOT NULL,
    paid {int} NOT NULL,
    refunded {int} NOT NULL,
    tax_status {text} NOT NULL CHECK (tax_status IN ('determined', 'provisional', 'not_determined')),
    placed_at {int} NOT NULL,
    recorded_at {int} NOT NULL,
    changed_at {int} NOT NULL,
    version {int} NOT NULL,
    held_until {int}
){table_end};
CREATE UNIQUE INDEX orders_external ON orders (external_number, shop, channel) WHERE external_number IS NOT NULL;
CREATE INDEX orders_held ON orders (held_because, id) WHERE status = 'held';
CREATE INDEX orders_held_until ON orders (held_until, id) WHERE held_until IS NOT NULL;
-- Where an order stands. Few combinations exist, and new orders go to the end of theirs.
CREATE INDEX orders_standing ON orders (status, payment, fulfilment, id);
-- For lists by the time of placing. New orders go to its end.
CREATE INDEX orders_placed ON orders (placed_at, id);
-- For lists of what is not sure; most orders are, and are not in it.
CREATE INDEX orders_tax_unsure ON orders (tax_status, id) WHERE tax_status <> 'determined';
CREATE INDEX orders_customer ON orders (customer, id) WHERE customer IS NOT NULL;
CREATE INDEX orders_person ON orders (person) WHERE person IS NOT NULL;

CREATE TABLE order_lines (
    order_id {int} NOT NULL,
    line {int} NOT NULL,
    kind {text} NOT NULL,
    sku {text} NOT NULL,
    variant {int},
    name {text} NOT NULL,
    quantity {int} NOT NULL,
    unit_price {int} NOT NULL,
    price_includes_tax {int} NOT NULL CHECK (price_includes_tax IN (0, 1)),
    net {int} NOT NULL,
    tax {int} NOT NULL,
    gross {int} NOT NULL,
    warehouse {int},
    shipped {int} NOT NULL,
    delivered {int} NOT NULL,
    cancelled {int} NOT NULL,
    returned {int} NOT NULL,
    refunded {int} NOT NULL,
    category {text},
    tax_class {text} NOT NULL,
    tax_status {text} NOT NULL CHECK (tax_status IN ('determined', 'provisional', 'not_determined')),
    PRIMARY KEY (order_id, line),
    CONSTRAINT order_lines_shipped CHECK (kind <> 'goods' OR quantity < 0 OR (shipped >= 0 AND cancelled >= 0 AND shipped + cancelled <= quantity)),
    CONSTRAINT order_lines_delivered CHECK (kind <> 'goods' OR quantity < 0 OR (delivered >= 0 AND delivered <= shipped)),
    CONSTRAINT order_lines_returned CHECK (kind <> 'goods' OR quantity < 0 OR (returned >= 0 AND returned <= shipped))
){clustered};

-- Why an order is as it is: its decisions and its lines' tax and price answers, packed (see src/reasons.rs).
CREATE TABLE order_reasons (
    order_id {int} PRIMARY KEY,
    packed {blob} NOT NULL
){table_end};

-- Parcels: what left, from where, how it travels.
CREATE TABLE shipments (
    id {int} PRIMARY KEY,
    order_id {int} NOT NULL,
    warehouse {int} NOT NULL,
    carrier {text},
    tracking {text},
    shipped_at {int} NOT NULL,
    delivered_at {int},
    -- It will not arrive: it came back, or was lost.
    failed_at {int},
    failure {text} CHECK (failure IN ('came_back', 'lost'))
){table_end};
CREATE INDEX shipments_order ON shipments (order_id);

CREATE TABLE shipment_lines (
    shipment {int} NOT NULL,
    line {int} NOT NULL,
    quantity {int} NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (shipment, line)
){clustered};

-- Money that came or went back, as recorded; the provider's reference makes it unique.
CREATE TABLE order_payments (
    id {int} PRIMARY KEY,
    order_id {int} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('payment', 'refund')),
    method {text} NOT NULL,
    reference {text} NOT NULL,
    amount {int} NOT NULL CHECK (amount > 0),
    return_id {int},
    at {int} NOT NULL
){table_end};
CREATE INDEX order_payments_order ON order_payments (order_id);
CREATE UNIQUE INDEX order_payments_reference ON order_payments (kind, method, reference);

-- Goods that come back.
CREATE TABLE order_returns (
    id {int} PRIMARY KEY,
    order_id {int} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('requested', 'received', 'closed')),
    reason_code {text} NOT NULL,
    requested_at {int} NOT NULL,
    received_at {int},
    version {int} NOT NULL
){table_end};
CREATE INDEX order_returns_order ON order_returns (order_id);
CREATE INDEX order_returns_state ON order_returns (state, id);

CREATE TABLE order_return_lines (
    return_id {int} NOT NULL,
    line {int} NOT NULL,
    quantity {int} NOT NULL CHECK (quantity > 0),
    received {int} NOT NULL,
    restocked {int} NOT NULL,
    PRIMARY KEY (return_id, line)
){clustered};

-- Where the pieces of a return went: whose they are again depends on it.
CREATE TABLE order_return_arrivals (
    return_id {int} NOT NULL,
    line {int} NOT NULL,
    warehouse {int} NOT NULL,
    received {int} NOT NULL CHECK (received > 0),
    PRIMARY KEY (return_id, line, warehouse)
){clustered};

-- Invoices and credit notes: facts frozen at issue, under a gap-free number drawn in the same transaction.
CREATE TABLE order_documents (
    id {int} PRIMARY KEY,
    order_id {int} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    number {text} NOT NULL,
    corrects {int},
    net {int} NOT NULL,
    tax {int} NOT NULL,
    gross {int} NOT NULL,
    issued_at {int} NOT NULL,
    facts {text} NOT NULL
){table_end};
CREATE INDEX order_documents_order ON order_documents (order_id);
CREATE UNIQUE INDEX order_documents_number ON order_documents (kind, number);

-- What of an order's price was taken back, piece by piece, so that no piece is credited twice; the document is its credit note.
CREATE TABLE order_credits (
    id {int} PRIMARY KEY,
    order_id {int} NOT NULL,
    return_id {int},
    document {int},
    net {int} NOT NULL,
    tax {int} NOT NULL,
    gross {int} NOT NULL CHECK (gross > 0),
    at {int} NOT NULL
){table_end};
CREATE INDEX order_credits_order ON order_credits (order_id);

CREATE TABLE order_credit_lines (
    credit {int} NOT NULL,
    line {int} NOT NULL,
    pieces_before {int} NOT NULL,
    quantity {int} NOT NULL CHECK (quantity > 0),
    net {int} NOT NULL,
    tax {int} NOT NULL,
    PRIMARY KEY (credit, line)
){clustered};

-- Words that find an order, written in the order's own transaction. No personal text.
{word_index order_words};
