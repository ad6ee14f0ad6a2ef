//! What an order costs, to the last cent: lines, groups and document agree.

use serde_json::Value;
use testkit::http::block_on;

use crate::company::*;
use crate::papers::{code, served};

#[test]
fn lines_are_the_document_however_its_tax_is_rounded() {
    on_each(|company| {
        company.receive(100);
        for rounding in ["unit/half_up", "line/half_up", "tax_group/half_up", "document/half_even"] {
            for tax_inclusive in [false, true] {
                let code = format!("{}-{tax_inclusive}", rounding.replace(['/', '_'], "-"));
                let market = pricing::CreateMarket {
                    code: word(&code),
                    names: [(kernel::Locale::EN, "Rounded")].into_iter().collect(),
                    countries: Vec::new(),
                    currency: word("EUR"),
                    seller: word("lamps-de"),
                    tax_inclusive,
                    rounding: word(rounding),
                    parent: None,
                };
                company.t.must(move |tx| pricing::create_market(tx, &market));
                let mut wanted = company.basket("DE", "10115", 3, "1.115");
                wanted.market = word(&code);
                let more = [(1, "2.225"), (7, "0.003567")];
                let more = more.map(|(quantity, price)| order_to_cash::LineRequest {
                    sku: word("LAMP"),
                    quantity,
                    unit_price: Some(price.to_owned()),
                });
                wanted.lines.extend(more);
                wanted.carriage = Some(kernel::Money::new(333, word("EUR")));
                let id = company.place(&wanted).id;
                company.lawful();
                company.deliver(id, 1);
                company.cancel(id, Some(1));
                company.lawful();
                block_on(async {
                    let desk = served(company);
                    desk.write("POST", &format!("/v1/orders/{id}/invoice"), &code, Value::Null).await;
                    let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
                    let number = order["documents"][0]["number"].as_str().unwrap().to_owned();
                    let (_, invoice) = desk.get(&format!("/v1/invoices/{number}")).await;
                    let minor =
                        |money: &Value| money["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
                    for (list, kinds) in [("lines", &["net", "tax", "gross"][..]), ("tax_groups", &["net", "tax"])] {
                        for kind in kinds {
                            let sum: i64 = invoice[list].as_array().unwrap().iter().map(|one| minor(&one[kind])).sum();
                            assert_eq!(sum, minor(&invoice[kind]), "{code}: {kind} of {list}: {invoice}");
                        }
                    }
                });
            }
        }
    });
}

#[test]
fn an_amount_beyond_any_trade_is_refused_before_it_is_in_the_books() {
    on_each(|company| {
        for (country, price) in [("DE", "6000000000000"), ("GB", "9000000000001")] {
            let refused = company.try_place(&company.basket(country, "10115", 2, price));
            assert_eq!(code(refused), "money_overflow", "{price}");
        }
        company.lawful();
    });
}

#[test]
fn a_piece_at_a_price_with_tax_costs_that_price() {
    on_each(|company| {
        let market = pricing::CreateMarket {
            code: word("shown"),
            names: [(kernel::Locale::EN, "With tax")].into_iter().collect(),
            countries: Vec::new(),
            currency: word("EUR"),
            seller: word("lamps-de"),
            tax_inclusive: true,
            rounding: word("line/half_up"),
            parent: None,
        };
        company.t.must(move |tx| pricing::create_market(tx, &market));
        let mut wanted = company.basket("DE", "10115", 2, "49");
        wanted.market = word("shown");
        let id = company.place(&wanted).id;
        company.cancel(id, Some(1));
        let order = company.look(id);
        assert_eq!((order.net, order.tax, order.gross), (4_117, 783, 4_900));
        company.lawful();
    });
}
