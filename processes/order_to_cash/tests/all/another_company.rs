//! Goods that one company sells and another own company owns.

use access::Scope;
use inventory::{CostTold, MovementKind, TellCosts};
use kernel::{CurrencyCode, Money, Texts};
use ledger::{Account, AddEntity, Cause, NewEntry, NewTransfer, Reference};
use order_to_cash::OrderRequest;
use orders::{Order, OrderId};
use pricing::{CreateMarket, FxRow, ImportFxRates};
use serde_json::{Value, json};
use tax::{Registration, RegistrationScheme};
use testkit::http::{Served, block_on};

use crate::company::*;

/// The ten lamps in Berlin cost 10.00 euro each, and a British company sells them to Britain.
fn a_british_seller(company: &Company<'_>) {
    let (lamp, berlin) = (company.lamp, company.warehouse);
    let whole = Money::new(10_000, CurrencyCode::EUR);
    company.t.must(move |tx| {
        let lines = vec![CostTold { variant: lamp, quantity: 10, cost: whole }];
        inventory::tell_costs(tx, &TellCosts { warehouse: berlin, lines, kind: MovementKind::Received })?;
        let transfer = NewTransfer::new(Account::Inventory, Account::GoodsReceivedNotInvoiced, whole);
        let entry = NewEntry {
            entity: "lamps-de".parse().unwrap(),
            reference: Some(Reference::of(berlin)),
            cause: Cause::Received,
            at: tx.context().now,
            transfers: vec![transfer.tagged(lamp.to_string())],
        };
        ledger::post_fact(tx, &entry)
    });
    let entity = AddEntity {
        code: "lamps-gb".parse().unwrap(),
        name: "Lamps Ltd".into(),
        country: "GB".parse().unwrap(),
        base_currency: CurrencyCode::GBP,
        zone: "Europe/London".parse().unwrap(),
        address: None,
    };
    company.t.must(move |tx| ledger::add_entity(tx, &entity));
    for territory in ["GB", "DE"] {
        let registration = Registration {
            territory: territory.parse().unwrap(),
            scheme: RegistrationScheme::Standard,
            number: format!("{territory}000000001"),
            from: jiff::civil::date(2021, 7, 1),
            to: None,
        };
        company.t.must(move |tx| tax::record_registration(tx, "lamps-gb".parse().unwrap(), &registration));
    }
    let market = CreateMarket {
        code: "gb".parse().unwrap(),
        names: [("en".parse().unwrap(), "Britain".to_owned())].into_iter().collect::<Texts>(),
        countries: vec!["GB".parse().unwrap()],
        currency: CurrencyCode::GBP,
        seller: "lamps-gb".parse().unwrap(),
        tax_inclusive: false,
        rounding: "line/half_up".parse().unwrap(),
        parent: None,
    };
    company.t.must(move |tx| pricing::create_market(tx, &market));
}

fn three_lamps(company: &Company<'_>) -> Order {
    let basket = company.basket("GB", "SW1A 1AA", 3, "20");
    let order = company.place(&OrderRequest { market: "gb".parse().unwrap(), ..basket });
    assert_eq!((order.entity.as_str(), order.currency), ("lamps-gb", CurrencyCode::GBP));
    order
}

/// What the books of both companies say of shipping an order, read over HTTP: entity, debit, credit, amount, base amount.
fn shipped(company: &Company<'_>, id: OrderId) -> Vec<Value> {
    let texts = &[orders::TEXTS, inventory::TEXTS, ledger::TEXTS, pricing::TEXTS];
    let desk = Served::of(&company.cell, ledger::routes(), texts, &[Scope::LedgerRead]);
    let (status, page) = block_on(desk.get(&format!("/v1/ledger/entries?order={id}")));
    assert_eq!(status, 200, "{page}");
    let entries = page["items"].as_array().unwrap().iter().filter(|entry| entry["cause"] == "shipped");
    let rows = entries.flat_map(|entry| {
        let text =
            |money: &Value| format!("{} {}", money["amount"].as_str().unwrap(), money["currency"].as_str().unwrap());
        entry["transfers"].as_array().unwrap().iter().map(move |one| {
            let (amount, base) = (text(&one["amount"]), text(&one["base_amount"]));
            json!([entry["entity"], one["debit"], one["credit"], amount, base, one["exchange"]["source"]])
        })
    });
    rows.collect()
}

/// Base amounts that an account of both companies stands at: Berlin's in euro cents, London's in pence. Each trial balance adds up.
fn stands(company: &Company<'_>, account: Account) -> [i64; 2] {
    ["lamps-de", "lamps-gb"].map(|entity| {
        let all = jiff::civil::date(9000, 1, 1);
        let balance = company.t.store.read_blocking(|read| ledger::trial_balance(read, entity.parse().unwrap(), all));
        let lines = balance.unwrap().lines;
        assert_eq!(lines.iter().map(|line| line.balance.minor()).sum::<i64>(), 0);
        lines.iter().find(|line| line.account == account).map_or(0, |line| line.balance.minor())
    })
}

#[test]
fn the_seller_owes_the_owner_what_the_goods_cost() {
    on_each(|company| {
        a_british_seller(company);
        let id = three_lamps(company).id;
        company.ship(id, 2);
        let source = format!("{} 2026-11-19", pricing::ECB);
        let of = |amount: &str, pounds: &str| {
            [
                json!(["lamps-de", "intercompany", "inventory", amount, amount, null]),
                json!(["lamps-gb", "cost_of_goods", "intercompany", amount, pounds, source]),
            ]
        };
        assert_eq!(shipped(company, id), of("20.00 EUR", "17.00 GBP"));
        company.ship(id, 1);
        assert_eq!(shipped(company, id)[2..], of("10.00 EUR", "8.50 GBP"), "a part at a time");
        assert_eq!(stands(company, Account::Inventory), [7_000, 0]);
        assert_eq!(stands(company, Account::Intercompany), [3_000, -2_550]);
        assert_eq!(stands(company, Account::CostOfGoods), [0, 2_550]);
        company.lawful();
    });
}

#[test]
fn goods_of_the_seller_itself_owe_nobody() {
    on_each(|company| {
        a_british_seller(company);
        let id = company.place(&company.basket("DE", "10115", 3, "20")).id;
        company.ship(id, 3);
        assert_eq!(stands(company, Account::Intercompany), [0, 0]);
        assert_eq!(stands(company, Account::CostOfGoods), [3_000, 0]);
        company.lawful();
    });
}

#[test]
fn without_a_rate_nothing_leaves_until_there_is_one() {
    on_each(|company| {
        a_british_seller(company);
        let id = three_lamps(company).id;
        company.clock.forward_ms(60 * 86_400_000);
        assert_eq!(company.cannot_ship(id, 3).code, "fx_rate_missing");
        assert_eq!((company.look(id).lines[0].shipped, stands(company, Account::Inventory)), (0, [10_000, 0]));
        let rates = vec![FxRow {
            currency: CurrencyCode::GBP,
            day: jiff::civil::date(2027, 1, 18),
            rate: "0.90".parse().unwrap(),
        }];
        let rates = ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
        company.t.must(move |tx| pricing::import_fx_rates(tx, &rates));
        company.ship(id, 3);
        assert_eq!(stands(company, Account::Intercompany), [3_000, -2_700]);
        company.lawful();
    });
}
