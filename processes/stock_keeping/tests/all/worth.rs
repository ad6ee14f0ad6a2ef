//! What stock is worth is what the books say, whatever is done to it.

use inventory::{
    AdjustStock, Arrived, CountStock, CreateWarehouse, ReceiveStock, ReceiveTransfer, Received, SendTransfer,
    VariantId, WarehouseId, WriteOff,
};
use kernel::{CountryCode, CurrencyCode, EntityCode, Id, UnitPrice, Zone};
use ledger::{Account, AddEntity, Cause};
use stock_keeping::steps::{self, UnitCostTold};
use testkit::{TestStore, on_both};

const TABLES: &[store::Migrations] = &[inventory::MIGRATIONS, ledger::MIGRATIONS, pricing::MIGRATIONS];

fn entity(t: &TestStore, code: &str, currency: &str) {
    let entity = AddEntity {
        code: code.parse().unwrap(),
        name: code.into(),
        country: CountryCode::DE,
        base_currency: currency.parse().unwrap(),
        zone: Zone::UTC,
        address: None,
    };
    t.must(move |tx| ledger::add_entity(tx, &entity));
}

fn warehouse(t: &TestStore, code: &str, entity: &str) -> WarehouseId {
    let input = CreateWarehouse {
        code: code.parse().unwrap(),
        country: CountryCode::DE,
        postcode: None,
        zone: Zone::UTC,
        entity: entity.parse().unwrap(),
    };
    t.must(move |tx| inventory::create_warehouse(tx, &input))
}

/// A German company with two warehouses, a British one with one, and the rates of their currencies.
fn company(t: &TestStore) -> [WarehouseId; 3] {
    entity(t, "hanse-de", "EUR");
    entity(t, "hanse-gb", "GBP");
    let day = t.store.context(&testkit::tester()).now.day_utc();
    let row = |currency: &str, rate: &str| pricing::FxRow {
        currency: currency.parse().unwrap(),
        day,
        rate: rate.parse().unwrap(),
    };
    let rates = vec![row("GBP", "0.80"), row("CNY", "8.00")];
    let rates = pricing::ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
    t.must(move |tx| pricing::import_fx_rates(tx, &rates));
    [warehouse(t, "ham", "hanse-de"), warehouse(t, "lej", "hanse-de"), warehouse(t, "lon", "hanse-gb")]
}

fn variant(number: i64) -> VariantId {
    VariantId::from_number(number)
}

fn price(text: &str) -> UnitPrice {
    let (amount, currency) = text.split_once(' ').unwrap();
    UnitPrice::from_decimal_text(amount, currency.parse().unwrap()).unwrap()
}

fn receive(t: &TestStore, warehouse: WarehouseId, number: i64, quantity: i64, cost: &str) {
    let unit_cost = (!cost.is_empty()).then(|| price(cost));
    let lines = vec![Received { variant: variant(number), quantity, unit_cost }];
    let input = ReceiveStock { warehouse, lines, document: None, at: None };
    t.must(move |tx| steps::receive(tx, &input));
}

fn write_off(t: &TestStore, warehouse: WarehouseId, number: i64, quantity: i64) {
    let lines = vec![(variant(number), quantity)];
    let input = WriteOff { warehouse, lines, reason: "flood".into(), fact: true, document: None, at: None };
    t.must(move |tx| steps::write_off(tx, &input));
}

fn count(t: &TestStore, warehouse: WarehouseId, number: i64, found: i64) {
    let input = CountStock { warehouse, lines: vec![(variant(number), found)], document: None, at: None };
    t.must(move |tx| steps::count(tx, &input));
}

fn transfer(t: &TestStore, from: WarehouseId, to: WarehouseId, number: i64, sent: i64, arrived: i64, lost: i64) {
    let send = SendTransfer { from, to, lines: vec![(variant(number), sent)], document: None };
    let transfer = t.must(move |tx| inventory::send_transfer(tx, &send));
    agreed(t);
    let arrival = ReceiveTransfer { transfer, lines: vec![Arrived { variant: variant(number), arrived, lost }] };
    t.must(move |tx| steps::arrive(tx, &arrival));
}

/// An account's balance in minor units.
fn stands_at(t: &TestStore, entity: &str, account: Account) -> i64 {
    let entity: EntityCode = entity.parse().unwrap();
    let balance =
        t.store.read_blocking(|read| ledger::trial_balance(read, entity, jiff::civil::date(9999, 1, 1))).unwrap();
    assert_eq!(balance.lines.iter().map(|line| line.balance.minor()).sum::<i64>(), 0);
    balance.lines.iter().find(|line| line.account == account).map_or(0, |line| line.balance.minor())
}

/// The worth of an entity's stock in minor units, and its pieces of unknown cost.
fn worth(t: &TestStore, entity: &str) -> (i64, i64) {
    let entity: EntityCode = entity.parse().unwrap();
    let all = t.store.read_blocking(|read| inventory::stock_worth(read, None)).unwrap();
    let own = all.iter().filter(|place| place.entity == entity);
    own.fold((0, 0), |(value, unknown), place| {
        (value + place.value.map_or(0, |value| value.minor()), unknown + place.unknown)
    })
}

/// The inventory account of each company is what its stock is worth, and the laws of stock and books hold.
fn agreed(t: &TestStore) {
    for entity in ["hanse-de", "hanse-gb"] {
        assert_eq!(worth(t, entity).0, stands_at(t, entity, Account::Inventory), "{entity}");
    }
    assert_eq!(t.store.read_blocking(|read| inventory::broken_laws(read)).unwrap(), Vec::<String>::new());
    assert_eq!(t.store.read_blocking(|read| ledger::verify(read)).unwrap(), []);
}

#[test]
fn goods_come_in_at_what_they_cost_and_go_at_the_average() {
    on_both(TABLES, |t| {
        let [ham, lej, _] = company(t);
        receive(t, ham, 1, 10, "1.00 EUR");
        // 40 yuan at 8.00 are 5.00 euro.
        receive(t, lej, 1, 10, "4.00 CNY");
        agreed(t);
        assert_eq!(worth(t, "hanse-de"), (1500, 0));
        assert_eq!(stands_at(t, "hanse-de", Account::GoodsReceivedNotInvoiced), -1500);
        write_off(t, lej, 1, 3);
        agreed(t);
        assert_eq!(stands_at(t, "hanse-de", Account::StockWriteOff), 225);
        count(t, ham, 1, 12);
        agreed(t);
        assert_eq!((worth(t, "hanse-de"), stands_at(t, "hanse-de", Account::StockDifferences)), ((1425, 0), -150));
        let entries = t.store.read_blocking(|read| ledger::entries_of(read, ham.number())).unwrap();
        assert_eq!(entries.iter().map(|one| one.cause).collect::<Vec<_>>(), [Cause::Received, Cause::Adjusted]);
        assert_eq!(entries[0].transfers[0].tag.as_deref(), Some(variant(1).to_string().as_str()));
    });
}

/// What a warehouse's last entry moved: account debited, amount, amount in the books, the rate's source.
fn last_moved(t: &TestStore, warehouse: WarehouseId) -> Vec<(Account, String, String, Option<String>)> {
    let entries = t.store.read_blocking(|read| ledger::entries_of(read, warehouse.number())).unwrap();
    let moved = &entries.last().unwrap().transfers;
    let shown = |one: &ledger::Transfer| {
        let source = one.exchange.as_ref().map(|exchange| exchange.source.to_string());
        (one.debit, one.amount.to_string(), one.base.to_string(), source)
    };
    moved.iter().map(shown).collect()
}

#[test]
fn goods_are_owed_in_the_currency_they_were_bought_in() {
    on_both(TABLES, |t| {
        let [ham, lej, _] = company(t);
        let day = t.store.context(&testkit::tester()).now.day_utc();
        let rate = Some(format!("{} {day}", pricing::ECB));
        receive(t, lej, 1, 10, "4.00 CNY");
        assert_eq!(last_moved(t, lej), [(Account::Inventory, "40.00 CNY".into(), "5.00 EUR".into(), rate.clone())]);
        receive(t, ham, 1, 10, "1.00 EUR");
        assert_eq!(last_moved(t, ham), [(Account::Inventory, "10.00 EUR".into(), "10.00 EUR".into(), None)]);
        // Three pieces of another thing leave before any came: of what they cost, their part is a cost of goods that are gone.
        receive(t, ham, 2, 1, "8.00 CNY");
        write_off(t, ham, 2, 4);
        receive(t, ham, 2, 7, "8.00 CNY");
        let moved = last_moved(t, ham);
        let by = |account| moved.iter().find(|one| one.0 == account).map(|one| (one.1.as_str(), one.2.as_str()));
        assert_eq!(by(Account::Inventory), Some(("32.00 CNY", "4.00 EUR")));
        assert_eq!(by(Account::CostOfGoods), Some(("24.00 CNY", "3.00 EUR")));
        assert!(moved.iter().all(|one| one.3 == rate), "{moved:?}");
        agreed(t);
    });
}

#[test]
fn what_nobody_told_the_cost_of_is_unknown_and_not_zero() {
    on_both(TABLES, |t| {
        let [ham, ..] = company(t);
        receive(t, ham, 1, 5, "");
        agreed(t);
        assert_eq!(worth(t, "hanse-de"), (0, 5));
        let place = t.store.read_blocking(|read| inventory::stock_worth(read, None)).unwrap();
        assert_eq!(place[0].value, None);
        receive(t, ham, 1, 5, "2.00 EUR");
        assert_eq!(worth(t, "hanse-de"), (1000, 5));
        let told = vec![UnitCostTold { variant: variant(1), quantity: 9, unit_cost: price("1.00 EUR") }];
        t.must(move |tx| steps::tell_costs(tx, ham, &told));
        agreed(t);
        assert_eq!(worth(t, "hanse-de"), (1500, 0));
    });
}

#[test]
fn pieces_counted_before_their_delivery_note_are_costed_by_it() {
    on_both(TABLES, |t| {
        let [ham, ..] = company(t);
        receive(t, ham, 1, 2, "1.00 EUR");
        let gone = AdjustStock {
            warehouse: ham,
            lines: vec![(variant(1), -5)],
            reason: "sold at the fair".into(),
            fact: true,
            document: None,
            at: None,
        };
        t.must(move |tx| steps::adjust(tx, &gone));
        agreed(t);
        assert_eq!(worth(t, "hanse-de"), (0, -3));
        receive(t, ham, 1, 10, "3.00 EUR");
        agreed(t);
        assert_eq!((worth(t, "hanse-de"), stands_at(t, "hanse-de", Account::CostOfGoods)), ((2100, 0), 900));
    });
}

#[test]
fn goods_on_their_way_stay_their_owners_and_change_hands_at_cost() {
    on_both(TABLES, |t| {
        let [ham, lej, lon] = company(t);
        receive(t, ham, 1, 10, "1.00 EUR");
        transfer(t, ham, lej, 1, 4, 2, 1);
        agreed(t);
        // One was lost, one is still on its way.
        assert_eq!((worth(t, "hanse-de"), stands_at(t, "hanse-de", Account::StockWriteOff)), ((900, 0), 100));
        transfer(t, ham, lon, 1, 5, 5, 0);
        agreed(t);
        assert_eq!((worth(t, "hanse-de").0, worth(t, "hanse-gb")), (400, (400, 0)));
        assert_eq!(stands_at(t, "hanse-de", Account::Intercompany), 500);
        assert_eq!(stands_at(t, "hanse-gb", Account::Intercompany), -400);
        // What left London before it came is a cost of goods that are gone; all of what they cost is owed.
        receive(t, ham, 1, 10, "1.00 EUR");
        write_off(t, lon, 1, 8);
        transfer(t, ham, lon, 1, 4, 4, 0);
        agreed(t);
        assert_eq!(stands_at(t, "hanse-gb", Account::CostOfGoods), 240);
        assert_eq!(stands_at(t, "hanse-de", Account::Intercompany), 900);
        assert_eq!(stands_at(t, "hanse-gb", Account::Intercompany), -720);
    });
}

#[test]
fn without_a_rate_a_transfer_stays_on_its_way() {
    on_both(TABLES, |t| {
        let [ham, ..] = company(t);
        entity(t, "hanse-jp", "JPY");
        let tokyo = warehouse(t, "tyo", "hanse-jp");
        receive(t, ham, 1, 10, "1.00 EUR");
        let send = SendTransfer { from: ham, to: tokyo, lines: vec![(variant(1), 4)], document: None };
        let transfer = t.must(move |tx| inventory::send_transfer(tx, &send));
        let lines = vec![Arrived { variant: variant(1), arrived: 4, lost: 0 }];
        let arrival = ReceiveTransfer { transfer, lines };
        let again = arrival.clone();
        assert_eq!(t.refusal(move |tx| steps::arrive(tx, &arrival)), "fx_rate_missing");
        agreed(t);
        assert_eq!(worth(t, "hanse-de"), (1000, 0));
        let day = t.store.context(&testkit::tester()).now.day_utc();
        let row = pricing::FxRow { currency: CurrencyCode::JPY, day, rate: "160".parse().unwrap() };
        let rates = pricing::ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates: vec![row] };
        t.must(move |tx| pricing::import_fx_rates(tx, &rates));
        t.must(move |tx| steps::arrive(tx, &again));
        agreed(t);
        assert_eq!((worth(t, "hanse-jp"), stands_at(t, "hanse-jp", Account::Intercompany)), ((640, 0), -640));
    });
}

#[test]
fn stock_without_books_has_no_cost() {
    on_both(TABLES, |t| {
        company(t);
        let nobody = warehouse(t, "xxx", "nobody");
        let lines = |unit_cost| vec![Received { variant: variant(1), quantity: 1, unit_cost }];
        let receipt = |unit_cost| ReceiveStock { warehouse: nobody, lines: lines(unit_cost), document: None, at: None };
        let (with, without) = (receipt(Some(UnitPrice::new(1_000_000, CurrencyCode::EUR))), receipt(None));
        assert_eq!(t.refusal(move |tx| steps::receive(tx, &with)), "unknown_entity");
        t.must(move |tx| steps::receive(tx, &without));
        agreed(t);
    });
}

/// Many steps of a fixed course through everything that moves stock.
#[test]
fn after_every_step_the_inventory_account_is_what_the_stock_is_worth() {
    on_both(TABLES, |t| {
        let homes = company(t);
        let mut state = 20_261_122u64;
        let mut dice = move |sides: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % sides
        };
        for _ in 0..120 {
            let home = homes[usize::try_from(dice(3)).unwrap()];
            let number = i64::try_from(dice(2)).unwrap() + 1;
            let pieces = i64::try_from(dice(7)).unwrap() + 1;
            match dice(6) {
                0 => receive(t, home, number, pieces, ""),
                1 => receive(t, home, number, pieces, "1.337 EUR"),
                2 => receive(t, home, number, pieces, "9.99 CNY"),
                3 => write_off(t, home, number, pieces),
                4 => count(t, home, number, pieces),
                _ => {
                    let there =
                        t.store.read_blocking(|read| inventory::availability(read, &[variant(number)])).unwrap();
                    let there = there.iter().find(|one| one.shelf.warehouse == home).map_or(0, |one| one.available());
                    let to = homes[usize::try_from(dice(3)).unwrap()];
                    if there >= 2 && to != home {
                        transfer(t, home, to, number, 2, 1, i64::try_from(dice(2)).unwrap());
                    }
                }
            }
            agreed(t);
        }
    });
}
