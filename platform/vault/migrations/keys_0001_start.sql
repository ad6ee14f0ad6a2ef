-- In the key store. A row's key opens one person's data for one purpose; without the row the data is noise.
CREATE TABLE person_keys (
    person {int} NOT NULL,
    purpose {text} NOT NULL
        CONSTRAINT person_keys_purpose CHECK (purpose IN ('contact', 'fulfilment', 'marketing', 'statutory', 'channel_term')),
    wrapped {blob} NOT NULL,
    master {int} NOT NULL,
    ends_at {int},
    restricted_at {int},
    PRIMARY KEY (person, purpose)
){clustered};
CREATE INDEX person_keys_ending ON person_keys (ends_at) WHERE ends_at IS NOT NULL;

-- Keyed tokens of e-mail, phone and the words of the name; the row's id is the person.
{word_index person_tokens whole};

-- Who was erased: numbers and instants, no personal data. Replayed by every restore.
CREATE TABLE erasures (
    person {int} PRIMARY KEY,
    at {int} NOT NULL
){table_end};

-- How far chores have come.
CREATE TABLE vault_marks (
    name {text} PRIMARY KEY,
    person {int} NOT NULL
){table_end};
