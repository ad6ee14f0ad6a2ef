-- What an owner's stock of a variant is worth: the moving average. A variant without a row has no piece whose cost is known.
-- Before the last piece of known cost left there were `last_known` for `last_value`: the average that goes on holding.
CREATE TABLE stock_costs (
    variant {int} NOT NULL,
    entity {text} NOT NULL,
    currency {text} NOT NULL,
    known {int} NOT NULL,
    value {int} NOT NULL,
    unknown {int} NOT NULL,
    last_known {int} NOT NULL,
    last_value {int} NOT NULL,
    PRIMARY KEY (variant, entity),
    CONSTRAINT stock_costs_value CHECK (known >= 0 AND value >= 0 AND (known > 0 OR value = 0)),
    CONSTRAINT stock_costs_unknown CHECK (known = 0 OR unknown >= 0),
    CONSTRAINT stock_costs_last CHECK (last_known > 0 AND last_value >= 0)
){clustered};
