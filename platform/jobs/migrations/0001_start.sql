-- Long work, one row a job. Its position is written in the transaction of each chunk, so a job that was struck goes on where
-- the last committed chunk ended.
CREATE TABLE jobs (
    id {int} PRIMARY KEY,
    kind {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
    input {text} NOT NULL,
    -- The hash of the upload it works on.
    upload {text},
    position {text} NOT NULL,
    done {int} NOT NULL,
    total {int} NOT NULL,
    report {text},
    -- The code of the refusal or the failure it ended with, and its facts.
    problem {text},
    cancel_asked {int} NOT NULL CHECK (cancel_asked IN (0, 1)),
    created_by {text} NOT NULL,
    created_at {int} NOT NULL,
    changed_at {int} NOT NULL,
    ended_at {int},
    version {int} NOT NULL
){table_end};
CREATE INDEX jobs_to_do ON jobs (id) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_by_upload ON jobs (upload, id) WHERE upload IS NOT NULL;

-- Rows of a job's input that cannot be used as they are. They wait for a person and are never dropped by the program. What is
-- told of a row is the input's own and is never changed.
CREATE TABLE quarantined_rows (
    job {int} NOT NULL,
    line {int} NOT NULL,
    problem {text} NOT NULL,
    field {text},
    value {text} NOT NULL,
    facts {text} NOT NULL,
    -- JSON, by field: never a person's data (the reader does not hand it out).
    cells {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('open', 'retried', 'resolved', 'dropped_by_person')),
    changed_at {int} NOT NULL,
    changed_by {text} NOT NULL,
    PRIMARY KEY (job, line)
){clustered};
CREATE INDEX quarantined_rows_open ON quarantined_rows (job) WHERE state = 'open';
CREATE INDEX quarantined_rows_left_out ON quarantined_rows (job) WHERE state = 'dropped_by_person';

-- What people decided about a row, one after the other: who, when, why.
CREATE TABLE quarantine_decisions (
    job {int} NOT NULL,
    line {int} NOT NULL,
    number {int} NOT NULL CHECK (number > 0),
    -- JSON of the job's kind: what is to be read instead. Absent where the row was left out.
    correction {text},
    reason {text},
    decided_at {int} NOT NULL,
    decided_by {text} NOT NULL,
    -- JSON: the problem the row has with this correction, where it did not help.
    met {text},
    PRIMARY KEY (job, line, number)
){clustered};
