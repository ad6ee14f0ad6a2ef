-- Nothing here is personal text: who a person is stands sealed in the vault.
CREATE TABLE customers (
    customer {int} PRIMARY KEY,
    kind {text} NOT NULL CONSTRAINT customers_kind CHECK (kind IN ('consumer', 'business')),
    home_region {text} NOT NULL,
    created_at {int} NOT NULL,
    -- The customer this one was merged into, and the one that stands for it now (itself when it was not merged).
    merged_into {int},
    stands_for_it {int} NOT NULL,
    -- A legal person's own facts. A sole trader's are personal and stand in the vault.
    legal_name {text},
    vat_id {text},
    -- The group whose prices it has.
    price_group {text},
    version {int} NOT NULL,
    CONSTRAINT customers_stand CHECK ((merged_into IS NULL) = (stands_for_it = customer)),
    CONSTRAINT customers_facts_of_businesses CHECK (kind = 'business' OR (legal_name IS NULL AND vat_id IS NULL))
){table_end};
CREATE INDEX customers_by_standing ON customers (stands_for_it, customer);

-- Which customer a person of the vault belongs to, and why we think so.
CREATE TABLE customer_persons (
    person {int} PRIMARY KEY,
    customer {int} NOT NULL REFERENCES customers (customer),
    reason {text} NOT NULL CONSTRAINT customer_persons_reason CHECK (reason IN
        ('same_email', 'same_phone', 'same_reference', 'first_seen', 'several_same_email', 'several_same_phone', 'by_hand')),
    at {int} NOT NULL
){table_end};
CREATE INDEX customer_persons_by_customer ON customer_persons (customer, person);

-- What a channel calls a customer: a reference, no name.
CREATE TABLE channel_identities (
    channel {text} NOT NULL,
    shop {text} NOT NULL,
    external_ref {text} NOT NULL,
    customer {int} NOT NULL REFERENCES customers (customer),
    at {int} NOT NULL,
    PRIMARY KEY (channel, shop, external_ref)
){clustered};
CREATE INDEX channel_identities_by_customer ON channel_identities (customer);
