//! Orders, books and stock that do not say the same are found.

use order_to_cash::steps;

use crate::company::*;

#[test]
fn what_does_not_agree_is_found_and_named() {
    let planted = [
        ("UPDATE orders SET gross = gross + 1", "net and tax are gross"),
        ("UPDATE orders SET gross = gross + 1, net = net + 1", "the lines add up to the order"),
        ("UPDATE orders SET gross = gross + 1, net = net + 1", "the books hold what the order costs"),
        ("UPDATE orders SET paid = paid + 1", "money in the order is money in the books"),
        ("UPDATE ledger_transfers SET amount = amount + 1 WHERE debit = 'provider_clearing'", "money in the order"),
        ("UPDATE ledger_transfers SET amount = amount + 1 WHERE credit = 'tax_payable'", "what the order costs"),
        ("UPDATE order_documents SET gross = gross + 1", "what is invoiced"),
        ("UPDATE ledger_transfers SET credit = 'inventory' WHERE debit = 'provider_clearing'", "what stock is worth"),
    ];
    for (plant, law) in planted {
        on_each(|company| {
            let id = company.place(&company.basket("DE", "10115", 3, "50")).id;
            company.pay(id, 100);
            company.cancel(id, Some(1));
            let other = company.place(&company.basket("FR", "75001", 2, "20")).id;
            company.ship(other, 1);
            company.t.must(move |tx| steps::invoice(tx, other, &"eu".parse().unwrap()));
            company.lawful();
            company.t.must(move |tx| {
                tx.execute(plant, &[])?;
                Ok(store::Nothing)
            });
            let broken = company.t.store.read_blocking(|read| order_to_cash::broken_laws(read)).unwrap();
            assert!(broken.iter().any(|told| told.contains(law)), "{plant}: {broken:?}");
        });
    }
}
