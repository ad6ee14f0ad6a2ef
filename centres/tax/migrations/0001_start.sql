-- Where an entity is registered for tax, since when, until when. Days are ISO dates.
CREATE TABLE tax_registrations (
    id {int} PRIMARY KEY,
    entity {text} NOT NULL,
    territory {text} NOT NULL,
    scheme {text} NOT NULL CHECK (scheme IN ('standard', 'oss', 'ioss')),
    number {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text},
    recorded_at {int} NOT NULL,
    CONSTRAINT tax_registration_days_in_order CHECK (valid_to >= valid_from),
    UNIQUE (entity, territory, scheme, valid_from)
){table_end};

-- What else decides an entity's tax. Not told is NULL: the engine then does not determine what depends on it.
CREATE TABLE tax_profiles (
    entity {text} PRIMARY KEY,
    stock_only_at_home {int} CHECK (stock_only_at_home IN (0, 1)),
    version {int} NOT NULL
){clustered};

-- What an entity sold in the time a limit measures, in the limit's currency.
CREATE TABLE tax_turnovers (
    entity {text} NOT NULL,
    turnover_limit {text} NOT NULL,
    amount_minor {int} NOT NULL CHECK (amount_minor >= 0),
    currency {text} NOT NULL,
    as_of {text} NOT NULL,
    PRIMARY KEY (entity, turnover_limit)
){clustered};

-- Proofs of an order, or of one of its lines: the reference only (MRN, consultation number, consignment note), no papers. What a
-- register answered about a VAT number stands here with the number masked; the number itself is sealed with the person.
CREATE TABLE tax_evidence (
    id {int} PRIMARY KEY,
    order_id {int} NOT NULL,
    line_no {int},
    kind {text} NOT NULL,
    reference {text} NOT NULL,
    observed_on {text} NOT NULL,
    about {text},
    recorded_at {int} NOT NULL,
    UNIQUE (order_id, kind, reference)
){table_end};
