-- The companies that sell, own stock, owe taxes and keep books.
CREATE TABLE entities (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    country {text} NOT NULL,
    base_currency {text} NOT NULL,
    zone {text} NOT NULL,
    -- Of its seat, JSON.
    address {text},
    -- The last day of the newest closed period; text, as days are: 2026-10-31.
    closed_until {text},
    created_at {int} NOT NULL,
    version {int} NOT NULL
){table_end};

-- The chart. An account without an entity is everybody's.
CREATE TABLE ledger_accounts (
    code {text} NOT NULL PRIMARY KEY,
    entity {text},
    kind {text} NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
    names {text} NOT NULL,
    created_at {int} NOT NULL
){table_end};

INSERT INTO ledger_accounts (code, entity, kind, names, created_at) VALUES
    ('receivable', NULL, 'asset', '{"en":"Receivables","zh":"应收账款","ar":"الذمم المدينة"}', 0),
    ('cash', NULL, 'asset', '{"en":"Cash and bank","zh":"货币资金","ar":"النقد والبنك"}', 0),
    ('provider_clearing', NULL, 'asset', '{"en":"Payment provider clearing","zh":"支付渠道在途","ar":"تسوية مزودي الدفع"}', 0),
    ('inventory', NULL, 'asset', '{"en":"Inventory","zh":"库存商品","ar":"المخزون"}', 0),
    ('tax_recoverable', NULL, 'asset', '{"en":"Tax recoverable","zh":"待抵扣税额","ar":"ضريبة قابلة للاسترداد"}', 0),
    ('suspense_unclassified', NULL, 'asset', '{"en":"Unclassified, to be cleared","zh":"待处理款项","ar":"مبالغ غير مصنفة"}', 0),
    ('deferred_revenue', NULL, 'liability', '{"en":"Deferred revenue","zh":"合同负债","ar":"إيرادات مؤجلة"}', 0),
    ('tax_payable', NULL, 'liability', '{"en":"Tax payable","zh":"应交税费","ar":"ضريبة مستحقة"}', 0),
    ('refunds_payable', NULL, 'liability', '{"en":"Refunds payable","zh":"应付退款","ar":"مبالغ مستحقة الرد"}', 0),
    ('vouchers_liability', NULL, 'liability', '{"en":"Gift vouchers outstanding","zh":"礼品券负债","ar":"قسائم هدايا قائمة"}', 0),
    ('supplier_payables', NULL, 'liability', '{"en":"Supplier payables","zh":"应付账款","ar":"ذمم الموردين"}', 0),
    ('opening_balance', NULL, 'equity', '{"en":"Opening balances","zh":"期初余额","ar":"أرصدة افتتاحية"}', 0),
    ('revenue_goods', NULL, 'income', '{"en":"Revenue from goods","zh":"商品销售收入","ar":"إيرادات البضائع"}', 0),
    ('revenue_carriage', NULL, 'income', '{"en":"Revenue from carriage","zh":"运费收入","ar":"إيرادات الشحن"}', 0),
    ('discounts', NULL, 'expense', '{"en":"Discounts given","zh":"销售折扣","ar":"خصومات ممنوحة"}', 0),
    ('cost_of_goods', NULL, 'expense', '{"en":"Cost of goods sold","zh":"主营业务成本","ar":"تكلفة البضاعة المباعة"}', 0),
    ('marketplace_fees', NULL, 'expense', '{"en":"Marketplace fees","zh":"平台费用","ar":"رسوم منصات البيع"}', 0),
    ('bank_charges', NULL, 'expense', '{"en":"Bank charges","zh":"银行手续费","ar":"رسوم بنكية"}', 0),
    ('bad_debt', NULL, 'expense', '{"en":"Bad debt","zh":"坏账损失","ar":"ديون معدومة"}', 0),
    ('samples', NULL, 'expense', '{"en":"Samples","zh":"样品费用","ar":"عينات"}', 0),
    ('stock_write_off', NULL, 'expense', '{"en":"Stock written off","zh":"存货报损","ar":"مخزون مشطوب"}', 0),
    ('rounding', NULL, 'expense', '{"en":"Rounding differences","zh":"尾差","ar":"فروق التقريب"}', 0),
    ('fx_difference', NULL, 'expense', '{"en":"Exchange differences","zh":"汇兑差额","ar":"فروق العملة"}', 0);

-- Append-only. An entry is what one step of one thing (an order, mostly) did to the books of one entity.
CREATE TABLE ledger_entries (
    id {int} PRIMARY KEY,
    entity {text} NOT NULL,
    base_currency {text} NOT NULL,
    reference_kind {text},
    reference {int},
    cause {text} NOT NULL,
    -- When it happened, and the day of the books it counts on: later than the fact's own where that day was closed.
    at {int} NOT NULL,
    booked_on {text} NOT NULL,
    recorded_at {int} NOT NULL,
    actor {text} NOT NULL,
    reason {text},
    CONSTRAINT ledger_entries_reference CHECK ((reference IS NULL) = (reference_kind IS NULL))
){table_end};
CREATE INDEX ledger_entries_reference ON ledger_entries (reference, id);

-- Append-only. A pending transfer is settled by further rows that name it: posted ones and void ones, together never more.
CREATE TABLE ledger_transfers (
    entry {int} NOT NULL,
    place {int} NOT NULL,
    debit {text} NOT NULL,
    credit {text} NOT NULL,
    amount {int} NOT NULL CONSTRAINT ledger_transfers_amount CHECK (amount > 0),
    currency {text} NOT NULL,
    base_amount {int} NOT NULL CONSTRAINT ledger_transfers_base CHECK (base_amount >= 0),
    rate {text},
    rate_source {text},
    state {text} NOT NULL CHECK (state IN ('posted', 'pending', 'void')),
    of_entry {int},
    of_place {int},
    tag {text},
    PRIMARY KEY (entry, place),
    CONSTRAINT ledger_transfers_two_accounts CHECK (debit <> credit),
    CONSTRAINT ledger_transfers_settles CHECK (
        (of_entry IS NULL) = (of_place IS NULL) AND (state <> 'pending' OR of_entry IS NULL) AND (state <> 'void' OR of_entry IS NOT NULL)
    )
){clustered};

-- Who closed what. The newest day of an entity stands in its row, too.
CREATE TABLE period_closings (
    entity {text} NOT NULL,
    until {text} NOT NULL,
    closed_at {int} NOT NULL,
    actor {text} NOT NULL,
    reason {text},
    PRIMARY KEY (entity, until)
){clustered};

-- One row a series: what the next number is. Gap-free, as it is drawn in the transaction of its document.
CREATE TABLE number_series (
    entity {text} NOT NULL,
    region {text} NOT NULL,
    kind {text} NOT NULL,
    year {int} NOT NULL,
    prefix {text} NOT NULL,
    digits {int} NOT NULL CONSTRAINT number_series_digits CHECK (digits BETWEEN 1 AND 12),
    next {int} NOT NULL CONSTRAINT number_series_next CHECK (next >= 1),
    PRIMARY KEY (entity, region, kind, year),
    CONSTRAINT number_series_prefix UNIQUE (prefix)
){clustered};
