-- What it costs and how long it takes from a warehouse to a country. A destination of '*' serves every country that has no
-- lane of its own.
CREATE TABLE lanes (
    id {int} PRIMARY KEY,
    warehouse {int} NOT NULL,
    destination {text} NOT NULL,
    service {text} NOT NULL,
    base_minor {int} NOT NULL CHECK (base_minor >= 0),
    per_kg_minor {int} NOT NULL CHECK (per_kg_minor >= 0),
    currency {text} NOT NULL,
    days_min {int} NOT NULL CHECK (days_min >= 0),
    days_max {int} NOT NULL,
    cut_off_minute {int} CHECK (cut_off_minute BETWEEN 0 AND 1439),
    zone {text} NOT NULL,
    valid_from {int} NOT NULL,
    valid_to {int},
    status {text} NOT NULL CHECK (status IN ('sure', 'unsure')),
    source {text} NOT NULL,
    CONSTRAINT lane_days_in_order CHECK (days_max >= days_min),
    CONSTRAINT lane_validity_in_order CHECK (valid_to > valid_from),
    UNIQUE (warehouse, destination, service, valid_from)
){table_end};

-- One row: what a day, an unknown duty, a thin shelf and a further parcel weigh against money.
CREATE TABLE sourcing_weights (
    id {int} PRIMARY KEY CHECK (id = 1),
    currency {text} NOT NULL,
    day_minor {int} NOT NULL CHECK (day_minor >= 0),
    duty_unknown_minor {int} CHECK (duty_unknown_minor >= 0),
    thin_stock_minor {int} NOT NULL CHECK (thin_stock_minor >= 0),
    extra_parcel_minor {int} NOT NULL CHECK (extra_parcel_minor >= 0),
    version {int} NOT NULL
){clustered};
