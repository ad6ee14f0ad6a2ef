-- Who sold where, through what and in which currency: few rows, named once instead of in every line. `words` are the five, joined.
CREATE TABLE figure_places (
    id {int} PRIMARY KEY,
    words {text} NOT NULL UNIQUE,
    country {text} NOT NULL,
    market {text} NOT NULL,
    channel {text} NOT NULL,
    entity {text} NOT NULL,
    currency {text} NOT NULL
){table_end};

-- What happened to an order's lines, in the quarter hour (UTC) it happened: placing counts up, cancelling counts down, what came
-- back, was credited and was paid back stand in columns of their own. A row is never changed; the event's position makes it unique.
CREATE TABLE figure_lines (
    quarter_hour {int} NOT NULL,
    order_id {int} NOT NULL,
    line {int} NOT NULL,
    position {int} NOT NULL,
    place {int} NOT NULL,
    happened {text} NOT NULL CHECK (happened IN ('placed', 'cancelled', 'returned', 'credited', 'refunded')),
    kind {text} NOT NULL,
    sku {text} NOT NULL,
    category {text} NOT NULL,
    tax_status {text} NOT NULL,
    quantity {int} NOT NULL,
    line_net {int} NOT NULL,
    line_tax {int} NOT NULL,
    orders {int} NOT NULL,
    units {int} NOT NULL,
    sales {int} NOT NULL,
    returns {int} NOT NULL,
    refunds {int} NOT NULL,
    credits {int} NOT NULL,
    tax_owed {int} NOT NULL,
    tax_not_determined {int} NOT NULL,
    PRIMARY KEY (quarter_hour, order_id, line, position)
){clustered};

-- Where each order stands.
CREATE TABLE figure_orders (
    order_id {int} PRIMARY KEY,
    quarter_hour {int} NOT NULL,
    place {int} NOT NULL,
    status {text} NOT NULL,
    waiting {int} NOT NULL CHECK (waiting IN (0, 1))
){table_end};
CREATE INDEX figure_orders_waiting ON figure_orders (quarter_hour) WHERE waiting = 1;

-- One row: the last event that is in the figures.
CREATE TABLE figure_state (
    id {int} PRIMARY KEY CHECK (id = 1),
    position {int} NOT NULL,
    at {int} NOT NULL
){table_end};
