CREATE TABLE tenants (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    created_at {int} NOT NULL,
    closed_at {int}
){table_end};

CREATE TABLE regions (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL
){table_end};

-- Where each tenant's store in each region is: a file's path or a PostgreSQL URL.
CREATE TABLE stores (
    tenant {text} NOT NULL REFERENCES tenants (code),
    region {text} NOT NULL REFERENCES regions (code),
    place {text} NOT NULL UNIQUE,
    PRIMARY KEY (tenant, region)
){table_end};

-- Keys by the hash of their secret; the secret is nowhere.
CREATE TABLE api_keys (
    id {int} PRIMARY KEY,
    tenant {text} NOT NULL REFERENCES tenants (code),
    region {text} NOT NULL REFERENCES regions (code),
    label {text} NOT NULL,
    prefix {text} NOT NULL,
    hash {blob} NOT NULL UNIQUE,
    scopes {text} NOT NULL,
    created_at {int} NOT NULL,
    created_by {text} NOT NULL,
    expires_at {int},
    revoked_at {int}
){table_end};
CREATE INDEX api_keys_tenant ON api_keys (tenant, id);
