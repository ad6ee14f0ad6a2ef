//! Orders in another currency than their seller's books.

use jiff::civil::date;
use kernel::{CurrencyCode, Id};
use ledger::{Account, Cause};
use order_to_cash::OrderRequest;
use orders::OrderId;
use pricing::{FxRow, ImportFxRates};
use serde_json::{Value, json};

use crate::company::*;

/// From Monday, the 23rd, a euro is 0.80 pounds; until then it is 0.85.
fn the_pound_rises(company: &Company<'_>) {
    let rates = vec![FxRow { currency: CurrencyCode::GBP, day: date(2026, 11, 23), rate: "0.80".parse().unwrap() }];
    let rates = ImportFxRates { source: pricing::ECB.to_owned(), purpose: None, rates };
    company.t.must(move |tx| pricing::import_fx_rates(tx, &rates));
    company.clock.forward_ms(4 * 86_400_000);
}

/// Four lamps for 238 pounds with tax: 280 euro at the rate of their day.
fn four_lamps(company: &Company<'_>) -> OrderId {
    let pounds = OrderRequest { currency: Some(CurrencyCode::GBP), ..company.basket("DE", "10115", 4, "50") };
    let order = company.place(&pounds);
    assert_eq!((order.gross, order.currency), (23_800, CurrencyCode::GBP));
    order.id
}

/// Receivable, provider clearing and exchange differences in euro cents, of a trial balance that adds up.
fn books(company: &Company<'_>) -> [i64; 3] {
    company.lawful();
    let all = date(9000, 1, 1);
    let balance = company.t.store.read_blocking(|read| ledger::trial_balance(read, "lamps-de".parse().unwrap(), all));
    let lines = balance.unwrap().lines;
    assert_eq!(lines.iter().map(|line| line.balance.minor()).sum::<i64>(), 0);
    [Account::Receivable, Account::ProviderClearing, Account::FxDifference]
        .map(|account| lines.iter().find(|line| line.account == account).map_or(0, |line| line.balance.minor()))
}

#[test]
fn what_is_paid_at_another_rate_is_a_realised_difference() {
    on_each(|company| {
        let id = four_lamps(company);
        company.deliver(id, 4);
        company.pay(id, 11_900);
        assert_eq!(books(company), [14_000, 14_000, 0], "half is paid on the same day");
        the_pound_rises(company);
        company.pay(id, 5_950);
        // 59.50 pounds were 70.00 euro and are 74.38 now; what is still owed stands at the rate of the sale.
        assert_eq!(books(company), [7_000, 21_438, -438]);
        company.pay(id, 5_950);
        assert_eq!(books(company), [0, 28_876, -876]);
        let entries = company.t.store.read_blocking(|read| ledger::entries_of(read, id.number())).unwrap();
        let last = entries.last().unwrap();
        let gain = &last.transfers[0];
        assert_eq!((last.cause, gain.debit, gain.credit), (Cause::Paid, Account::Receivable, Account::FxDifference));
        assert_eq!((gain.amount.to_decimal_text().as_str(), gain.amount.currency()), ("4.38", CurrencyCode::EUR));
    });
}

#[test]
fn what_is_paid_before_it_is_earned_makes_its_difference_with_each_parcel() {
    on_each(|company| {
        let id = four_lamps(company);
        the_pound_rises(company);
        company.pay(id, 23_800);
        assert_eq!(books(company), [-29_750, 29_750, 0], "nothing is earned yet");
        company.deliver(id, 1);
        assert_eq!(books(company), [-22_313, 29_750, -437]);
        company.deliver(id, 2);
        assert_eq!(books(company), [-7_438, 29_750, -1_312]);
        // The last lamp is cancelled: what was paid for it waits to be given back, at the rate it came in at.
        company.cancel(id, None);
        assert_eq!(books(company), [-7_438, 29_750, -1_312]);
    });
}

#[test]
fn a_payment_is_booked_at_the_rate_of_its_own_day() {
    on_each(|company| {
        let id = four_lamps(company);
        company.deliver(id, 4);
        let paid_at = company.clock_now();
        the_pound_rises(company);
        company.pay_at(id, 23_800, Some(paid_at));
        assert_eq!(books(company), [0, 28_000, 0]);
    });
}

#[test]
fn an_invoice_tells_its_tax_in_the_books_currency_at_the_rate_of_the_sale_and_when_the_goods_left() {
    on_each(|company| {
        let id = four_lamps(company);
        company.ship(id, 1);
        the_pound_rises(company);
        company.ship(id, 2);
        testkit::http::block_on(async {
            let desk = crate::papers::served(company);
            let (_, told) = desk.write("POST", &format!("/v1/orders/{id}/invoice"), "invoice", Value::Null).await;
            let number = told["number"].as_str().unwrap();
            let (_, invoice) = desk.get(&format!("/v1/invoices/{number}")).await;
            // 38.00 pounds of tax were 44.71 euro on the day of the sale, and would be 47.50 today.
            assert_eq!(invoice["in_books"]["tax"], json!({"amount": "44.71", "currency": "EUR"}));
            let told = (&invoice["in_books"]["rate"], &invoice["in_books"]["source"]);
            let rate = "1.1764705882352941176470588235";
            assert_eq!(told, (&json!(rate), &json!("ECB euro foreign exchange reference rates 2026-11-19")));
            assert_eq!(invoice["supplied"], json!({"from": "2026-11-20", "to": "2026-11-24"}));
            let cancel = json!({"line": 1, "quantity": 1});
            desk.write("POST", &format!("/v1/orders/{id}/cancellations"), "cancel", cancel).await;
            let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
            let note = order["documents"][1]["number"].as_str().unwrap();
            let (_, note) = desk.get(&format!("/v1/credit-notes/{note}")).await;
            assert_eq!((&note["tax"]["amount"], &note["in_books"]["tax"]["amount"]), (&json!("9.50"), &json!("11.18")));
        });
        company.lawful();
    });
}
