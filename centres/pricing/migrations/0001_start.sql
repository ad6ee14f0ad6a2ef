-- Where and to whom is sold, in which currency, by which of our companies.
CREATE TABLE markets (
    code {text} PRIMARY KEY,
    names {text} NOT NULL,
    currency {text} NOT NULL,
    seller {text} NOT NULL,
    tax_inclusive {int} NOT NULL CHECK (tax_inclusive IN (0, 1)),
    rounding {text} NOT NULL,
    parent {text},
    default_list {int},
    version {int} NOT NULL CHECK (version > 0),
    created_at {int} NOT NULL
){clustered};
CREATE TABLE market_countries (
    market {text} NOT NULL,
    country {text} NOT NULL,
    PRIMARY KEY (market, country)
){clustered};

-- Empty channel or customer group: for all of them.
CREATE TABLE price_lists (
    id {int} PRIMARY KEY,
    names {text} NOT NULL,
    market {text} NOT NULL,
    channel {text},
    customer_group {text},
    currency {text} NOT NULL,
    tax_inclusive {int} NOT NULL CHECK (tax_inclusive IN (0, 1)),
    rounding {text} NOT NULL,
    priority {int} NOT NULL,
    valid_from {int} NOT NULL,
    valid_to {int} CHECK (valid_to > valid_from),
    version {int} NOT NULL CHECK (version > 0),
    created_at {int} NOT NULL
){table_end};
CREATE INDEX price_lists_by_market ON price_lists (market, id);

-- One price over one stretch of time, from valid_from until before valid_to. Only valid_to ever changes, and only to an
-- earlier instant: a price that was replaced before it came into force ends where it begins.
CREATE TABLE price_entries (
    id {int} PRIMARY KEY,
    list {int} NOT NULL,
    variant {int} NOT NULL,
    min_quantity {int} NOT NULL CHECK (min_quantity > 0),
    unit_price_micros {int} NOT NULL CHECK (unit_price_micros >= 0),
    valid_from {int} NOT NULL,
    valid_to {int} CHECK (valid_to >= valid_from),
    created_at {int} NOT NULL
){table_end};
CREATE INDEX price_entries_by_variant ON price_entries (variant, list);
CREATE INDEX price_entries_by_list ON price_entries (list, variant, min_quantity, valid_from);

-- How many of the currency one euro is, as its source published it for the day. Purpose 'any': the source names none.
CREATE TABLE fx_rates (
    purpose {text} NOT NULL,
    currency {text} NOT NULL,
    day {text} NOT NULL,
    rate {text} NOT NULL,
    source {text} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (purpose, currency, day)
){clustered};
