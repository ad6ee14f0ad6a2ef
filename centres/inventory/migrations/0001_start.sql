CREATE TABLE warehouses (
    id {int} PRIMARY KEY,
    code {text} NOT NULL UNIQUE,
    country {text} NOT NULL,
    postcode {text},
    zone {text} NOT NULL,
    entity {text} NOT NULL,
    active {int} NOT NULL CHECK (active IN (0, 1)),
    created_at {int} NOT NULL,
    version {int} NOT NULL
){table_end};

-- One row a variant and warehouse. The shortfall is what was promised or has left beyond what is there: it follows from the
-- other two, and is stored so that the database itself refuses a row that hides one.
CREATE TABLE stock_balances (
    variant {int} NOT NULL,
    warehouse {int} NOT NULL,
    on_hand {int} NOT NULL,
    held {int} NOT NULL,
    buffer {int} NOT NULL,
    shortfall {int} NOT NULL,
    PRIMARY KEY (variant, warehouse),
    CONSTRAINT stock_held_not_negative CHECK (held >= 0),
    CONSTRAINT stock_buffer_not_negative CHECK (buffer >= 0),
    CONSTRAINT stock_shortfall_told CHECK (shortfall = CASE WHEN held > on_hand THEN held - on_hand ELSE 0 END)
){clustered};

-- Append-only. Keyed by variant, since they are read a variant at a time; the id orders them in time.
CREATE TABLE stock_movements (
    variant {int} NOT NULL,
    id {int} NOT NULL,
    warehouse {int} NOT NULL,
    kind {text} NOT NULL,
    quantity {int} NOT NULL CHECK (quantity <> 0),
    unit_cost_micros {int},
    unit_cost_currency {text},
    document {text},
    reason {text},
    at {int} NOT NULL,
    recorded_at {int} NOT NULL,
    actor {text} NOT NULL,
    PRIMARY KEY (variant, id)
){clustered};

-- Keyed by order, since an order's holds are confirmed, shipped and released together. Order ids rise, so rows are appended.
CREATE TABLE stock_holds (
    for_order {int} NOT NULL,
    id {int} NOT NULL,
    variant {int} NOT NULL,
    warehouse {int} NOT NULL,
    quantity {int} NOT NULL CHECK (quantity > 0),
    open {int} NOT NULL CHECK (open BETWEEN 0 AND quantity),
    state {text} NOT NULL CHECK (state IN ('held', 'released', 'consumed', 'expired')),
    expires_at {int},
    created_at {int} NOT NULL,
    ended_at {int},
    PRIMARY KEY (for_order, id),
    CONSTRAINT stock_hold_open_while_held CHECK ((state = 'held') = (open > 0))
){clustered};

-- Holds without a time limit (most of them, once confirmed) are not in it.
CREATE INDEX stock_holds_expiring ON stock_holds (expires_at) WHERE state = 'held' AND expires_at IS NOT NULL;

-- The queue: one row a shelf whose shortfall is above zero.
CREATE TABLE stock_shortfalls (
    variant {int} NOT NULL,
    warehouse {int} NOT NULL,
    quantity {int} NOT NULL CHECK (quantity > 0),
    cause {text} NOT NULL,
    document {text},
    owner {text},
    since {int} NOT NULL,
    PRIMARY KEY (variant, warehouse)
){clustered};
CREATE INDEX stock_shortfalls_by_age ON stock_shortfalls (since, variant, warehouse);

-- One row a transfer and variant. In transit is what was sent and neither arrived nor was given up as lost.
CREATE TABLE stock_transfers (
    id {int} NOT NULL,
    variant {int} NOT NULL,
    from_warehouse {int} NOT NULL,
    to_warehouse {int} NOT NULL,
    sent {int} NOT NULL CHECK (sent > 0),
    arrived {int} NOT NULL CHECK (arrived >= 0),
    lost {int} NOT NULL CHECK (lost >= 0),
    document {text},
    sent_at {int} NOT NULL,
    ended_at {int},
    PRIMARY KEY (id, variant),
    CONSTRAINT stock_transfer_within_sent CHECK (arrived + lost <= sent),
    CONSTRAINT stock_transfer_two_places CHECK (from_warehouse <> to_warehouse)
){clustered};
CREATE INDEX stock_transfers_open ON stock_transfers (variant, to_warehouse) WHERE ended_at IS NULL;
