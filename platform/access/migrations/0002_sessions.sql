-- Browsers that showed a key once, by the hash of their token; the token is nowhere. A session is its key's and ends with it.
CREATE TABLE sessions (
    token {blob} NOT NULL PRIMARY KEY,
    key {int} NOT NULL REFERENCES api_keys (id),
    begun_at {int} NOT NULL,
    -- Noted every few minutes.
    used_at {int} NOT NULL
){table_end};
CREATE INDEX sessions_key ON sessions (key);
