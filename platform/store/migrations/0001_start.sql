-- One row: what the writer knows of itself. `groups` tells after a lost connection whether the last group was kept.
CREATE TABLE store_state (
    id {int} PRIMARY KEY CHECK (id = 1),
    groups {int} NOT NULL,
    last_ms {int} NOT NULL,
    last_id {int} NOT NULL,
    last_position {int} NOT NULL
){table_end};
INSERT INTO store_state (id, groups, last_ms, last_id, last_position) VALUES (1, 0, 0, 0, 0);

-- What was done under an idempotency key: which request, and which thing it made. In the order they were written; which row a key
-- has is known in memory. Pruned after 48 hours.
CREATE TABLE idempotency_keys (
    number {int} PRIMARY KEY,
    key {blob} NOT NULL,
    fingerprint {blob} NOT NULL,
    reference {text} NOT NULL,
    at {int} NOT NULL
){table_end};

-- Facts that happened, in the order they were committed: outbox and audit trail in one. Holds no personal data.
CREATE TABLE events (
    position {int} PRIMARY KEY,
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    at {int} NOT NULL,
    actor {text} NOT NULL,
    reason {text},
    data {text} NOT NULL
){table_end};
CREATE INDEX events_subject ON events (subject, position);

-- How far each subscriber has come; moved in the transaction of its effect.
CREATE TABLE event_cursors (
    subscriber {text} PRIMARY KEY,
    position {int} NOT NULL
){table_end};

-- Events a subscriber could not take: their subject waits here, the others go on.
CREATE TABLE parked_events (
    subscriber {text} NOT NULL,
    position {int} NOT NULL,
    subject {text} NOT NULL,
    reason {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (subscriber, position)
){table_end};
