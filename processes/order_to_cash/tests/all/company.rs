//! A company in Berlin that sells one lamp: registered in Germany, for OSS and in Great Britain; its prices show no tax.

use std::sync::Arc;

use catalogue::{Choices, CreateProduct, NewVariant, ProductFacts};
use cell::Cell;
use inventory::{CreateWarehouse, ReceiveStock, Received, VariantId, WarehouseId};
use kernel::{CurrencyCode, Id, Money, Texts, Timestamp, Zone};
use ledger::AddEntity;
use logistics::{Destination as To, Lane, Status};
use order_to_cash::{Buyer, Desk, Destination, LineRequest, OrderRequest, VatCheck, steps};
use orders::commands::{CancelLine, DeliverShipment, RecordPayment, ShipLines};
use orders::transitions::Action;
use orders::{BuyerKind, Order, OrderId, ShipmentLine};
use pricing::{CreateMarket, FxRow, ImportFxRates};
use store::{CommandError, Migrations, Options, Outcome, Submission};
use tax::{LineAnswer, Registration, RegistrationScheme};
use testkit::{HandClock, TestStore};
use vault::Vault;

pub const TABLES: &[Migrations] = &[
    vault::MIGRATIONS,
    customers::MIGRATIONS,
    vault::KEY_MIGRATIONS,
    catalogue::MIGRATIONS,
    inventory::MIGRATIONS,
    logistics::MIGRATIONS,
    pricing::MIGRATIONS,
    tax::MIGRATIONS,
    orders::MIGRATIONS,
    ledger::MIGRATIONS,
];

pub struct Company<'t> {
    pub t: &'t TestStore,
    pub clock: Arc<HandClock>,
    pub cell: Arc<Cell>,
    pub warehouse: WarehouseId,
    pub lamp: VariantId,
    /// The master key and the erasure list.
    _folder: tempfile::TempDir,
}

pub fn word<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

/// Runs `test` on each engine with ten lamps in Berlin; a euro is 0.85 pounds.
pub fn on_each(test: impl Fn(&Company<'_>)) {
    for home in testkit::homes() {
        let clock = HandClock::at("2026-11-20T10:00:00Z");
        let fresh = testkit::open(home, TABLES, Options { clock: clock.clone(), ..Options::default() });
        test(&Company::found(&fresh, clock));
        fresh.store.close();
    }
}

impl<'t> Company<'t> {
    fn found(t: &'t TestStore, clock: Arc<HandClock>) -> Self {
        let entity = AddEntity {
            code: word("lamps-de"),
            name: "Lampen GmbH".into(),
            country: word("DE"),
            base_currency: CurrencyCode::EUR,
            zone: word("Europe/Berlin"),
            address: Some(ledger::PostalAddress {
                lines: vec!["Lampenweg 1".into()],
                city: "Berlin".into(),
                region: None,
                postcode: Some("12529".into()),
            }),
        };
        t.must(move |tx| ledger::add_entity(tx, &entity));
        for (territory, scheme) in [
            ("DE", RegistrationScheme::Standard),
            ("DE", RegistrationScheme::Oss),
            ("GB", RegistrationScheme::Standard),
        ] {
            let registration = Registration {
                territory: word(territory),
                scheme,
                number: format!("{territory}000000000"),
                from: jiff::civil::date(2021, 7, 1),
                to: None,
            };
            t.must(move |tx| tax::record_registration(tx, word("lamps-de"), &registration));
        }
        let berlin = CreateWarehouse {
            code: word("de-ber"),
            country: word("DE"),
            postcode: Some("12529".into()),
            zone: Zone::UTC,
            entity: word("lamps-de"),
        };
        let warehouse = t.must(move |tx| inventory::create_warehouse(tx, &berlin));
        let from = logistics::WarehouseId::from_number(warehouse.number());
        let lane = Lane {
            warehouse: from,
            destination: To::Anywhere,
            service: "parcel".into(),
            base: Money::new(500, CurrencyCode::EUR),
            per_kg: Money::new(0, CurrencyCode::EUR),
            days_min: 1,
            days_max: 5,
            cut_off_minute: None,
            zone: Zone::UTC,
            valid_from: Timestamp::from_ms(0),
            valid_to: None,
            status: Status::Unsure,
            source: "invented for the test".into(),
        };
        t.must(move |tx| logistics::set_lanes(tx, from, std::slice::from_ref(&lane)));
        let names = |text: &str| -> Texts { [(word("en"), text.to_owned())].into_iter().collect() };
        let market = CreateMarket {
            code: word("world"),
            names: names("World"),
            countries: Vec::new(),
            currency: CurrencyCode::EUR,
            seller: word("lamps-de"),
            tax_inclusive: false,
            rounding: word("line/half_up"),
            parent: None,
        };
        t.must(move |tx| pricing::create_market(tx, &market));
        let rates =
            vec![FxRow { currency: CurrencyCode::GBP, day: jiff::civil::date(2026, 11, 19), rate: word("0.85") }];
        let rates = ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
        t.must(move |tx| pricing::import_fx_rates(tx, &rates));
        let product = CreateProduct {
            facts: ProductFacts {
                tax_class: word("standard"),
                category: word("home"),
                hs_code: Some(word("940521")),
                origin: Some(word("CN")),
            },
            names: names("Lamp").with(word("zh"), "台灯"),
            descriptions: Texts::new(),
            options: Vec::new(),
            variants: vec![NewVariant { sku: word("LAMP"), choices: Choices::new(), weight_grams: Some(500) }],
        };
        t.must(move |tx| catalogue::create_product(tx, &product));
        let found = t.store.read_blocking(|read| catalogue::variants_by_sku(read, &[word("LAMP")])).unwrap();
        let lamp = VariantId::from_number(found[0].as_ref().unwrap().variant.number());
        let cell = Cell::new(word("acme"), word("eu"), Arc::clone(&t.store), Arc::clone(&t.store));
        let folder = tempfile::tempdir().unwrap();
        let provider = vault::FileProvider::at(folder.path().join("master.key"));
        let list = vault::ErasureList::at(folder.path().join("erasures.txt"));
        cell.keep(Arc::new(Vault::new(Arc::clone(&t.store), Arc::clone(&t.store), &provider, list).unwrap()));
        let company = Self { t, clock, cell, warehouse, lamp, _folder: folder };
        company.receive(10);
        company
    }

    pub fn receive(&self, quantity: i64) {
        let lines = vec![Received { variant: self.lamp, quantity, unit_cost: None }];
        let stock = ReceiveStock { warehouse: self.warehouse, lines, document: None, at: None };
        self.t.must(move |tx| inventory::receive_stock(tx, &stock));
    }

    /// A basket of so many lamps at this price, to a consumer in a country.
    pub fn basket(&self, country: &str, postcode: &str, quantity: i64, price: &str) -> OrderRequest {
        OrderRequest {
            channel: word("web"),
            shop: word("lamps"),
            external_number: None,
            market: word("world"),
            currency: None,
            buyer: Buyer { kind: BuyerKind::Consumer, vat_id: None, checked: None },
            destination: Destination { country: word(country), postcode: Some(postcode.into()) },
            recipient: None,
            customer: None,
            lines: vec![LineRequest { sku: word("LAMP"), quantity, unit_price: Some(price.to_owned()) }],
            carriage: None,
            placed_at: None,
            hold_until: None,
        }
    }

    /// A business in France whose VAT number the register knows.
    pub fn french_business(&self) -> OrderRequest {
        let vat_id = Some(word("FR12345678901"));
        let checked = Some(VatCheck { on: jiff::civil::date(2026, 11, 20), consultation: "WAPIAAAAX1".into() });
        let buyer = Buyer { kind: BuyerKind::Business, vat_id, checked };
        OrderRequest { buyer, ..self.basket("FR", "75001", 2, "50") }
    }

    pub fn try_place(&self, request: &OrderRequest) -> Result<Order, CommandError> {
        let (desk, vault) = (self.cell.part::<Desk>(), self.cell.part::<Vault>());
        let submission = Submission::by(&testkit::tester());
        match order_to_cash::place_blocking(&desk, &vault, &submission, request)? {
            Outcome::Done(placed) => Ok(self.look(placed.id)),
            Outcome::Repeated(_) => panic!("placed without a key"),
        }
    }

    pub fn place(&self, request: &OrderRequest) -> Order {
        self.try_place(request).unwrap()
    }

    pub fn look(&self, id: OrderId) -> Order {
        self.t.store.read_blocking(move |read| orders::queries::order_by_id(read, id)).unwrap().unwrap()
    }

    pub fn clock_now(&self) -> Timestamp {
        self.t.store.context(&testkit::tester()).now
    }

    pub fn pay(&self, id: OrderId, minor: i64) {
        self.pay_at(id, minor, None);
    }

    /// Paid at an instant before now, of which we hear now.
    pub fn pay_at(&self, id: OrderId, minor: i64, at: Option<Timestamp>) {
        let desk = self.cell.part::<Desk>();
        let (order, conversion) = self.t.store.read_blocking(|read| desk.order_and_conversion(read, id, at)).unwrap();
        let reference = format!("pi_{minor}_{}", order.paid);
        let payment = RecordPayment { order: id, amount: order.money(minor), method: "card".into(), reference, at };
        self.t.must(move |tx| steps::pay(tx, &payment, &conversion));
    }

    fn parcel(id: OrderId, quantity: i64) -> ShipLines {
        let lines = vec![ShipmentLine { line: 1, quantity }];
        ShipLines { order: id, seen_version: None, lines, carrier: None, tracking: None, at: None }
    }

    pub fn ship(&self, id: OrderId, quantity: i64) {
        let parcel = Self::parcel(id, quantity);
        self.t.must(move |tx| steps::ship(tx, &parcel));
    }

    /// Ships so many lamps, which arrive.
    pub fn deliver(&self, id: OrderId, quantity: i64) {
        self.ship(id, quantity);
        self.t.must(move |tx| steps::deliver(tx, &DeliverShipment { order: id, shipment: None, at: None }));
    }

    /// The refusal that shipping ends with.
    pub fn cannot_ship(&self, id: OrderId, quantity: i64) -> kernel::Refusal {
        let parcel = Self::parcel(id, quantity);
        match self.t.run(move |tx| steps::ship(tx, &parcel)) {
            Err(CommandError::Refused(refusal)) => refusal,
            end => panic!("{end:?}"),
        }
    }

    pub fn cancel(&self, id: OrderId, quantity: Option<i64>) {
        let input = CancelLine { order: id, seen_version: None, line: 1, quantity };
        self.t.must(move |tx| steps::cancel(tx, &input, &"eu".parse().unwrap()));
    }

    /// What the list of actions says of one: refused or not, and what it needs.
    pub fn offered(&self, id: OrderId, action: Action) -> (Option<&'static str>, Vec<&'static str>) {
        let now = self.clock_now();
        let offers = self.t.store.read_blocking(move |read| order_to_cash::actions(read, id, now)).unwrap().unwrap();
        let offer = offers.into_iter().find(|offer| offer.action == action).unwrap();
        (offer.refused, offer.needs)
    }

    /// Lamps on hand, and how many of them are held.
    pub fn stock(&self) -> (i64, i64) {
        let lamp = self.lamp;
        let there = self.t.store.read_blocking(move |read| inventory::availability(read, &[lamp])).unwrap();
        (there[0].on_hand, there[0].held)
    }

    /// The sweep that the server runs every minute.
    pub fn sweep(&self) {
        self.t.must(|tx| inventory::release_expired_holds(tx, 100));
    }

    pub fn reasons(&self, order: &Order) -> orders::OrderReasons {
        self.t.store.read_blocking(|read| orders::queries::order_reasons(read, order)).unwrap()
    }

    pub fn answer(&self, order: &Order) -> LineAnswer {
        serde_json::from_str(self.reasons(order).tax(1)).unwrap()
    }

    /// Stock and books keep their laws.
    pub fn lawful(&self) {
        let broken = self.t.store.read_blocking(|read| inventory::broken_laws(read)).unwrap();
        assert_eq!(broken, Vec::<String>::new());
        let broken = self.t.store.read_blocking(|read| order_to_cash::broken_laws(read)).unwrap();
        assert_eq!(broken, Vec::<String>::new());
        assert_eq!(self.t.store.read_blocking(|read| ledger::verify(read)).unwrap(), []);
    }
}
