-- What was taken over from files, by its natural key: so that the same invoice is taken over once, however often its file comes.
CREATE TABLE imported_invoices (
    channel {text} NOT NULL,
    shop {text} NOT NULL,
    number {text} NOT NULL,
    became {text} NOT NULL CHECK (became IN ('order', 'credit', 'booking', 'stock_correction')),
    order_id {int},
    -- Which rows of the invoice: occurrences as ranges, "1-12,14".
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
