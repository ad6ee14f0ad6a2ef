-- What is sold. A product has variants; a variant has one SKU of its own and any number of other spellings.
CREATE TABLE products (
    id {int} PRIMARY KEY,
    tax_class {text} NOT NULL,
    category {text} NOT NULL,
    hs_code {text},
    origin {text},
    status {text} NOT NULL CHECK (status IN ('active', 'archived')),
    version {int} NOT NULL CHECK (version > 0),
    created_at {int} NOT NULL,
    changed_at {int} NOT NULL
){table_end};

CREATE TABLE product_texts (
    product {int} NOT NULL,
    locale {text} NOT NULL,
    name {text} NOT NULL,
    description {text} NOT NULL,
    PRIMARY KEY (product, locale)
){clustered};

-- Options in their order; their values in theirs. Names are JSON texts by language.
CREATE TABLE product_options (
    product {int} NOT NULL,
    position {int} NOT NULL,
    code {text} NOT NULL,
    names {text} NOT NULL,
    PRIMARY KEY (product, code)
){clustered};
CREATE TABLE product_option_values (
    product {int} NOT NULL,
    option_code {text} NOT NULL,
    position {int} NOT NULL,
    code {text} NOT NULL,
    names {text} NOT NULL,
    PRIMARY KEY (product, option_code, code)
){clustered};

CREATE TABLE variants (
    id {int} PRIMARY KEY,
    product {int} NOT NULL,
    sku {text} NOT NULL,
    choices {text} NOT NULL,
    weight_grams {int} CHECK (weight_grams >= 0),
    status {text} NOT NULL CHECK (status IN ('active', 'archived')),
    version {int} NOT NULL CHECK (version > 0)
){table_end};
-- One variant for each combination of a product's options.
CREATE UNIQUE INDEX variants_by_choices ON variants (product, choices);

-- Every spelling of every SKU, in lower case: own codes and aliases share one space, so a spelling leads to one variant.
CREATE TABLE sku_spellings (
    folded {text} PRIMARY KEY,
    variant {int} NOT NULL,
    spelling {text} NOT NULL,
    is_alias {int} NOT NULL CHECK (is_alias IN (0, 1))
){clustered};
CREATE INDEX sku_spellings_by_variant ON sku_spellings (variant);

{word_index product_words};
