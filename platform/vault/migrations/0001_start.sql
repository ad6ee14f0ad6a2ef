-- In the data store. Sealed: opens only with the key of its purpose from the key store. `sealed_statutory` is what the law wants
-- kept of who an invoice was issued to: it stays when the person is erased, restricted, until its key's end.
CREATE TABLE persons (
    person {int} PRIMARY KEY,
    sealed_contact {blob},
    sealed_fulfilment {blob},
    sealed_statutory {blob},
    created_at {int} NOT NULL,
    erased_at {int},
    CONSTRAINT persons_erased_hold_nothing
        CHECK (erased_at IS NULL OR (sealed_contact IS NULL AND sealed_fulfilment IS NULL))
){table_end};
