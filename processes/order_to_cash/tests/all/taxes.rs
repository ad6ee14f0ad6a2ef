//! Tax that hangs on the consignment's value, the channel and the rates.

use kernel::CurrencyCode;
use order_to_cash::OrderRequest;
use orders::{Status, TaxStatus};
use tax::{Leg, Liable, TaxChannel, TaxScheme};

use crate::company::*;

#[test]
fn a_small_parcel_to_britain_bears_british_vat_and_a_large_one_is_imported() {
    on_each(|company| {
        // EUR 158 is GBP 134.30; EUR 160 is GBP 136.00.
        let small = company.place(&company.basket("GB", "SW1A 1AA", 1, "158"));
        assert_eq!((small.status, small.tax), (Status::Open, 3_160));
        let answer = company.answer(&small);
        let due = answer.legs.iter().find(|leg| leg.leg == Leg::Destination).unwrap();
        assert_eq!(
            (due.scheme, due.liable, due.rate.unwrap().percent().to_string().as_str()),
            (TaxScheme::GbLowValue, Liable::Seller, "20")
        );
        assert!(due.assumed.iter().all(|one| *one != tax::Assumption::OneConsignment), "{:?}", due.assumed);
        let large = company.place(&company.basket("GB", "SW1A 1AA", 1, "160"));
        assert_eq!((large.status, large.tax), (Status::Open, 0));
        let answer = company.answer(&large);
        let due = answer.legs.iter().find(|leg| leg.leg == Leg::Destination).unwrap();
        assert_eq!((due.scheme, due.liable), (TaxScheme::Border, Liable::Importer));
        company.lawful();
    });
}

#[test]
fn without_a_rate_the_value_is_not_known_and_neither_is_the_tax() {
    on_each(|company| {
        company.clock.forward_ms(40 * 86_400_000);
        let order = company.place(&company.basket("GB", "SW1A 1AA", 1, "100"));
        assert_eq!((order.tax_status, order.status), (TaxStatus::NotDetermined, Status::Held));
        let reasons = company.reasons(&order);
        assert!(reasons.tax(1).contains("consignment_value_unknown"), "{}", reasons.tax(1));
    });
}

#[test]
fn a_marketplace_owes_the_tax_that_the_law_gives_it() {
    on_each(|company| {
        let channel = "amazon".parse().unwrap();
        let own =
            |country: &str, postcode: &str| OrderRequest { channel, ..company.basket(country, postcode, 1, "100") };
        let before = company.place(&own("GB", "SW1A 1AA"));
        assert_eq!(before.tax, 2_000);
        company.t.must(move |tx| tax::set_tax_channel(tx, TaxChannel { channel, marketplace: true }));
        let order = company.place(&own("GB", "SW1A 1AA"));
        assert_eq!((order.net, order.tax, order.gross), (10_000, 0, 10_000));
        let decisions = company.reasons(&order).decisions;
        assert!(decisions.contains(r#""marketplace_tax":2000"#), "{decisions}");
        let owed = company.answer(&order).legs.into_iter().find(|leg| leg.liable == Liable::Marketplace).unwrap();
        assert_eq!((owed.scheme, owed.tax.unwrap().minor()), (TaxScheme::GbLowValue, 2_000));
        // Within the union a seller of the union owes its tax itself.
        assert_eq!(company.place(&own("FR", "75001")).tax, 2_000);
        company.pay(order.id, order.gross);
        company.ship(order.id, 1);
        company.lawful();
    });
}

#[test]
fn a_currency_without_a_rate_is_refused_with_every_fact_of_the_sentence() {
    on_each(|company| {
        company.clock.forward_ms(40 * 86_400_000);
        let mut request = company.basket("DE", "10115", 1, "10");
        request.currency = Some(CurrencyCode::GBP);
        request.lines[0].unit_price = Some("10".to_owned());
        let Err(store::CommandError::Refused(refusal)) = company.try_place(&request) else { panic!("placed") };
        assert_eq!(refusal.code, "fx_rate_missing");
        let texts = edge::Texts::load(&[pricing::TEXTS]).unwrap();
        let said = texts.say(refusal.code, edge::Language::En, &refusal.facts).detail;
        assert_eq!(said, "From GBP to EUR for booking: no rate of GBP within 31 days of 2026-12-30.");
    });
}
