//! A company that has sold something: its entity, warehouses and stock, and orders placed, paid, shipped, delivered and invoiced
//! with the centres' commands, booked as order taking books them.

use std::sync::Arc;

use inventory::{CreateWarehouse, HoldRequest, Pieces, ReceiveStock, Received, Shelf, VariantId, WarehouseId};
use kernel::{CountryCode, CurrencyCode, Id, Money, UnitPrice, Zone};
use ledger::{Account, AddEntity, Cause, Exchange, NewEntry, NewTransfer, NumberKind, NumberSeries, Reference};
use orders::commands::*;
use orders::{BuyerKind, DocumentKind, LineKind, NewLine, NewOrder, Order, OrderId, ShipmentLine, TaxStatus};
use store::{Options, StoreError};
use tax::{FactStatus, Leg, LegStatus, Liable, LineAnswer, TaxLeg, TaxPoint, TaxPointKind, TaxScheme};
use testkit::{HandClock, TestStore};

pub const TABLES: &[store::Migrations] = &[
    orders::MIGRATIONS,
    inventory::MIGRATIONS,
    ledger::MIGRATIONS,
    pricing::MIGRATIONS,
    vault::MIGRATIONS,
    vault::KEY_MIGRATIONS,
];

pub struct Company<'t> {
    pub t: &'t TestStore,
    pub clock: Arc<HandClock>,
    pub main: WarehouseId,
    pub other: WarehouseId,
    /// What one euro is worth in the books; none where the books are in euro.
    pub exchange: Option<Exchange>,
    /// Who buys.
    pub person: std::cell::Cell<Option<i64>>,
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::EUR)
}

pub fn region() -> access::RegionCode {
    "eu".parse().unwrap()
}

/// Runs `test` on both engines in a company whose books are in euro.
pub fn on_each(test: impl Fn(&Company<'_>)) {
    with_books("EUR", None, test);
}

/// The same with books in pounds: a euro is 0.86735 pounds.
pub fn on_each_in_pounds(test: impl Fn(&Company<'_>)) {
    let exchange = Exchange { rate: "0.86735".parse().unwrap(), source: "ecb 2026-11-20".into() };
    with_books("GBP", Some(exchange), test);
}

fn with_books(currency: &str, exchange: Option<Exchange>, test: impl Fn(&Company<'_>)) {
    // A clock for each engine, since tests move it.
    for home in testkit::homes() {
        let clock = HandClock::at("2026-11-20T10:00:00Z");
        let options = Options { clock: clock.clone(), ..Options::default() };
        let fresh = testkit::open(home, TABLES, options);
        test(&Company::found(&fresh, clock, currency, exchange.clone()));
        fresh.store.close();
    }
}

fn leg(place: &'static str, scheme: TaxScheme, base: i64, tax: i64) -> TaxLeg {
    TaxLeg {
        leg: Leg::Destination,
        place: Some(place.into()),
        treatment: "distance_sale".into(),
        scheme,
        category: None,
        reason_code: None,
        liable: Liable::Seller,
        rate: Some("0.19".parse().unwrap()),
        base: eur(base),
        tax: Some(eur(tax)),
        tax_point: TaxPoint { date: jiff::civil::date(2026, 11, 20), kind: TaxPointKind::Supply },
        status: LegStatus::Determined,
        rule: "eu_distance".into(),
        rule_status: FactStatus::Enacted,
        source: "directive 2006/112/EC".into(),
        rate_source: None,
        not_levied: None,
        evidence: Vec::new().into(),
        assumed: Vec::new(),
    }
}

/// A line with its own tax in France under the one stop shop.
pub fn line(kind: LineKind, sku: &str, quantity: i64, net: i64, tax: i64) -> NewLine {
    let goods = kind == LineKind::Goods;
    NewLine {
        kind,
        sku: sku.to_owned(),
        variant: goods.then(|| variant(sku).number()),
        name: sku.to_owned(),
        quantity,
        unit_price: UnitPrice::from_money(eur(net / quantity)).unwrap(),
        price_includes_tax: false,
        net,
        tax,
        gross: net + tax,
        warehouse: None,
        category: None,
        tax_class: "standard".to_owned(),
        tax_status: TaxStatus::Determined,
    }
}

/// What the tax engine answered on these lines.
fn reasons(lines: &[NewLine]) -> orders::Reasons {
    let answered: Vec<_> = lines
        .iter()
        .map(|line| {
            let legs = vec![leg("FR", TaxScheme::Oss, line.net, line.tax)];
            let answer = LineAnswer { net: eur(line.net), tax: eur(line.tax), rounding: None, legs };
            orders::LineReasons { tax: serde_json::to_string(&answer).unwrap(), ..orders::LineReasons::default() }
        })
        .collect();
    orders::Reasons::pack("{}", &answered).unwrap()
}

/// Three mugs for 100.00 and 19.00 tax, a book for 9.35 and 1.78, carriage 4.20 and 0.80: 135.13 in all.
pub fn basket() -> Vec<NewLine> {
    vec![
        line(LineKind::Goods, "MUG", 3, 10_000, 1_900),
        line(LineKind::Goods, "BOOK", 1, 935, 178),
        line(LineKind::Carriage, "carriage", 1, 420, 80),
    ]
}

pub fn variant(sku: &str) -> VariantId {
    VariantId::from_number(sku.bytes().map(i64::from).sum())
}

pub fn pieces(lines: &[(i64, i64)]) -> Vec<ShipmentLine> {
    lines.iter().map(|(line, quantity)| ShipmentLine { line: *line, quantity: *quantity }).collect()
}

impl<'t> Company<'t> {
    pub fn found(t: &'t TestStore, clock: Arc<HandClock>, currency: &str, exchange: Option<Exchange>) -> Self {
        let entity = AddEntity {
            code: "hanse".parse().unwrap(),
            name: "Hanse".into(),
            country: CountryCode::DE,
            base_currency: currency.parse().unwrap(),
            zone: Zone::UTC,
            address: None,
        };
        t.must(move |tx| ledger::add_entity(tx, &entity));
        let warehouse = |code: &str| {
            let input = CreateWarehouse {
                code: code.parse().unwrap(),
                country: CountryCode::DE,
                postcode: None,
                zone: Zone::UTC,
                entity: "hanse".parse().unwrap(),
            };
            t.must(move |tx| inventory::create_warehouse(tx, &input))
        };
        let (main, other) = (warehouse("ham"), warehouse("lej"));
        let lines = ["MUG", "BOOK"];
        let lines = lines.map(|sku| Received { variant: variant(sku), quantity: 10_000, unit_cost: None }).to_vec();
        let stock = ReceiveStock { warehouse: main, lines, document: None, at: None };
        t.must(move |tx| inventory::receive_stock(tx, &stock));
        Self { t, clock, main, other, exchange, person: std::cell::Cell::new(None) }
    }

    /// An order of these lines, its goods held and its books pending; `rounding` is what document rounding adds to the net.
    pub fn place(&self, lines: Vec<NewLine>, rounding: i64) -> OrderId {
        self.place_rounded(lines, rounding, 0)
    }

    /// The same where rounding by document also adds to the tax.
    pub fn place_rounded(&self, mut lines: Vec<NewLine>, rounding: i64, rounding_tax: i64) -> OrderId {
        for line in lines.iter_mut().filter(|line| line.kind == LineKind::Goods) {
            line.warehouse = Some(self.main.number());
        }
        let (main, exchange, person) = (self.main, self.exchange.clone(), self.person.get());
        self.t.must(move |tx| {
            let context = tx.context().clone();
            let net = lines.iter().map(|line| line.net).sum::<i64>() + rounding;
            let tax = lines.iter().map(|line| line.tax).sum::<i64>() + rounding_tax;
            let id = context.new_id();
            let order = NewOrder {
                id,
                channel: "web".parse().unwrap(),
                shop: "eu-web".parse().unwrap(),
                external_number: Some(format!("N-{id}")),
                market: "fr".parse().unwrap(),
                entity: "hanse".parse().unwrap(),
                currency: CurrencyCode::EUR,
                buyer_kind: BuyerKind::Consumer,
                person,
                customer: None,
                country: CountryCode::FR,
                held_because: None,
                net,
                tax,
                rounding: rounding + rounding_tax,
                gross: net + tax,
                tax_status: TaxStatus::Determined,
                placed_at: context.now,
                reasons: reasons(&lines),
                lines: lines.clone(),
                find_words: Vec::new(),
            };
            let holds = order.lines.iter().filter(|line| line.kind == LineKind::Goods).map(|line| Pieces {
                shelf: Shelf::new(VariantId::from_number(line.variant.unwrap()), main),
                quantity: line.quantity,
            });
            let request = HoldRequest {
                for_order: inventory::OrderId::from_number(order.id.number()),
                lines: holds.collect(),
                expires_at: None,
            };
            inventory::hold_stock_batch(tx, &[(&context, &request)])?.pop().unwrap()?;
            place_orders(tx, &[(context.clone(), &order)])?;
            let of = |kind| order.lines.iter().filter(|l| l.kind == kind).map(|l| l.net).sum::<i64>();
            let mut transfers = Vec::new();
            for (account, minor, tag) in [
                (Account::RevenueGoods, of(LineKind::Goods), None),
                (Account::RevenueCarriage, of(LineKind::Carriage), None),
                (Account::Rounding, rounding, None),
                (Account::TaxPayable, tax, Some("FR/oss")),
            ] {
                let Some(transfer) = NewTransfer::signed(Account::Receivable, account, eur(minor)).unwrap() else {
                    continue;
                };
                let transfer = in_books(transfer.pending(), &exchange);
                transfers.push(match tag {
                    Some(tag) => transfer.tagged(tag),
                    None => transfer,
                });
            }
            let entry = NewEntry {
                entity: order.entity,
                reference: Some(Reference::of(order.id)),
                cause: Cause::Placed,
                at: context.now,
                transfers,
            };
            ledger::post_batch(tx, &[(context, entry)])?;
            Ok(order.id)
        })
    }

    pub fn pay(&self, order: OrderId, minor: i64) {
        self.pay_at_rate(order, minor, self.exchange.clone());
    }

    /// Paid on a day with another rate.
    pub fn pay_at_rate(&self, order: OrderId, minor: i64, exchange: Option<Exchange>) {
        self.t.must(move |tx| {
            let reference = format!("pi_{order}_{minor}");
            let input = RecordPayment { order, amount: eur(minor), method: "card".into(), reference, at: None };
            record_payment(tx, &input)?;
            let transfer = NewTransfer::new(Account::ProviderClearing, Account::Receivable, eur(minor));
            let entry = NewEntry {
                entity: "hanse".parse().unwrap(),
                reference: Some(Reference::of(order)),
                cause: Cause::Paid,
                at: tx.context().now,
                transfers: vec![in_books(transfer, &exchange)],
            };
            ledger::post_entry(tx, &entry)
        });
    }

    /// Ships and delivers; without lines all that is left.
    pub fn deliver(&self, order: OrderId, lines: &[(i64, i64)]) {
        let lines = pieces(lines);
        self.t.must(move |tx| crate::delivering::deliver(tx, order, lines.clone()));
    }

    pub fn invoice(&self, order: OrderId) -> String {
        let number = Arc::new(std::sync::Mutex::new(String::new()));
        let seen = Arc::clone(&number);
        self.t.must(move |tx| {
            let now = orders::queries::order_by_id(tx, order)?.unwrap();
            let (net, tax, gross) = (now.net, now.tax, now.gross);
            let input = IssueDocument { order, kind: DocumentKind::Invoice, corrects: None, net, tax, gross };
            let series = NumberSeries { entity: now.entity, region: region(), kind: NumberKind::Invoice, year: 2026 };
            let (id, number) = issue_document(tx, &input, |tx, _| Ok(ledger::draw_number(tx, &series)?))?;
            *seen.lock().unwrap() = number;
            Ok(id)
        });
        number.lock().unwrap().clone()
    }

    /// Announces a return of these pieces and takes them in, all fit to be sold.
    pub fn came_back(&self, order: OrderId, lines: &[(i64, i64)]) -> orders::ReturnId {
        let (asked, lines) = (pieces(lines), lines.to_vec());
        self.t.must(move |tx| {
            let input = RequestReturn { order, reason_code: "withdrawal".into(), lines: asked.clone() };
            let id = return_to_refund::steps::request(tx, &input)?;
            let inspected = lines.iter().map(|(line, n)| return_to_refund::steps::InspectedLine {
                line: *line,
                received: *n,
                restocked: *n,
                warehouse: None,
            });
            let goods = return_to_refund::steps::ReceiveGoods { id, lines: inspected.collect() };
            return_to_refund::steps::receive(tx, &goods)
        })
    }

    /// So many pieces in the main warehouse cost so much each, in minor units of the books' currency.
    pub fn cost(&self, sku: &str, pieces: i64, each: i64) {
        let (warehouse, variant) = (self.main, variant(sku));
        let currency = if self.exchange.is_some() { CurrencyCode::GBP } else { CurrencyCode::EUR };
        let lines = vec![inventory::CostTold { variant, quantity: pieces, cost: Money::new(pieces * each, currency) }];
        let told = inventory::TellCosts { warehouse, lines, kind: inventory::MovementKind::Received };
        self.t.must(move |tx| inventory::tell_costs(tx, &told));
    }

    pub fn look(&self, id: OrderId) -> Order {
        self.read(move |read| orders::queries::order_by_id(read, id)).unwrap()
    }

    pub fn read<A: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut dyn store::Read) -> Result<A, StoreError> + Send + 'static,
    ) -> A {
        self.t.store.read_blocking(|read| ask(read)).unwrap()
    }

    /// What an account stands at in the books' own currency, in cents: above zero a debit.
    pub fn stands(&self, account: Account) -> i64 {
        self.stands_of("hanse", account)
    }

    /// The same of another company.
    pub fn stands_of(&self, entity: &str, account: Account) -> i64 {
        let balance = self
            .t
            .store
            .read_blocking(|read| ledger::trial_balance(read, entity.parse().unwrap(), jiff::civil::date(9000, 1, 1)))
            .unwrap();
        assert_eq!(balance.lines.iter().map(|line| line.balance.minor()).sum::<i64>(), 0);
        balance.lines.iter().find(|line| line.account == account).map_or(0, |line| line.balance.minor())
    }

    /// The books keep their laws and balance.
    pub fn lawful(&self) {
        assert_eq!(self.read(|read| ledger::verify(read)), []);
        let balance = self
            .t
            .store
            .read_blocking(|read| ledger::trial_balance(read, "hanse".parse().unwrap(), jiff::civil::date(9000, 1, 1)))
            .unwrap();
        assert_eq!(balance.lines.iter().map(|line| line.balance.minor()).sum::<i64>(), 0);
        assert_eq!(self.read(|read| inventory::broken_laws(read)), Vec::<String>::new());
    }

    /// Every account of the books stands at zero.
    pub fn all_zero(&self) {
        for account in Account::STANDARD {
            assert_eq!(self.stands(*account), 0, "{account}");
        }
    }

    /// The tags and amounts (in euro cents) of the tax that credits took back.
    pub fn corrections(&self, order: OrderId) -> Vec<(String, i64)> {
        let entries = self.read(move |read| ledger::entries_of(read, order.number()));
        let credited = entries.iter().filter(|entry| entry.cause == Cause::Credited);
        let taxes = credited.flat_map(|entry| &entry.transfers).filter(|t| t.debit == Account::TaxPayable);
        taxes.map(|t| (t.tag.clone().unwrap(), t.amount.minor())).collect()
    }
}

pub fn in_books(transfer: NewTransfer, exchange: &Option<Exchange>) -> NewTransfer {
    let Some(exchange) = exchange else { return transfer };
    let base = exchange.rate.convert(transfer.amount, CurrencyCode::GBP, kernel::RoundingMode::HalfUp).unwrap();
    transfer.in_base(base, exchange.clone())
}
