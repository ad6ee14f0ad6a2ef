-- What was taken over from files, by its natural key: so that the same invoice is taken over once, however often its file comes.
CREATE TABLE imported_invoices (
    channel {text} NOT NULL,
    shop {text} NOT NULL,
    number {text} NOT NULL,
    became {text} NOT NULL CHECK (became IN ('order', 'credit', 'booking', 'stock_correction')),
    order_id {int},
    -- The state its rows told when it came; absent where the file knows none.
    state {text} CHECK (state IN ('placed', 'paid', 'shipped', 'delivered', 'cancelled')),
    -- Which rows of the invoice: occurrences as ranges, "1-12,14"; "2147483674=15" where the line has another number on the order.
    rows_taken {text} NOT NULL,
    -- A hash of their content: a file that says something else about a row taken before is noticed.
    content {blob} NOT NULL,
    -- In millionths, before any rounding.
    exact_amount {int} NOT NULL,
    job {int} NOT NULL,
    PRIMARY KEY (shop, number, channel)
){clustered};

-- Products whose opening stock was derived, so that it is derived once.
CREATE TABLE imported_openings (
    channel {text} NOT NULL,
    shop {text} NOT NULL,
    variant {int} NOT NULL,
    quantity {int} NOT NULL,
    job {int} NOT NULL,
    PRIMARY KEY (shop, variant, channel)
){clustered};

-- The columns of an imported file as it names them; JSON, each with whether its cells are sealed.
CREATE TABLE imported_files (
    job {int} PRIMARY KEY,
    columns {text} NOT NULL
){table_end};

-- What a channel's file said of an order: its rows as they came, packed. The columns the profile names stand open; what it does not
-- name may be personal and is sealed under a person of the vault, so that erasing the person makes it noise in every copy.
CREATE TABLE imported_rows (
    -- The order's own number for what it was made of; rows that came later have a number of their own.
    id {int} PRIMARY KEY,
    of_order {int},
    job {int} NOT NULL,
    packed {blob} NOT NULL,
    person {int},
    -- Absent where the person was erased before these rows came.
    sealed {blob}
){table_end};
-- Whom erasing has to reach.
CREATE INDEX imported_rows_persons ON imported_rows (person) WHERE person IS NOT NULL;
CREATE INDEX imported_rows_later ON imported_rows (of_order, id) WHERE of_order IS NOT NULL;

-- Profiles that people of the company named, beside those that come with Hanse.
CREATE TABLE import_profiles (
    name {text} NOT NULL PRIMARY KEY,
    -- The profile itself, TOML.
    profile {text} NOT NULL,
    saved_at {int} NOT NULL,
    saved_by {text} NOT NULL
){clustered};
