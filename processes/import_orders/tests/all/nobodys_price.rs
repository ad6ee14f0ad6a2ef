//! What stands in an order's rows and is not its price, and what costs nothing any more: orders and books say the same of both.

use jobs::JobState;
use kernel::Id as _;
use orders::transitions::Action;
use orders::{Fulfilment, Payment, Status};
use testkit::homes;

use crate::own_file::OWN;
use crate::support::{Company, balances, report, shop};

pub const HEAD: &str = "Bestellung,Datum,Kunde,Land,Artikel,Bezeichnung,Menge,Preis,Waehrung,Stand\n";

/// The small shop's mapping, with customers and with what a marketplace and a bank keep.
pub fn profile() -> String {
    let rule =
        |sku: &str, kind: &str| format!("[[rule]]\nname = \"{kind}\"\nkind = \"{kind}\"\nsku_is = [\"{sku}\"]\n");
    let more = [("GEBUEHR", "marketplace_fee"), ("BANK", "bank_charges"), ("AUSFALL", "bad_debt")];
    let more: String = more.iter().map(|(sku, kind)| rule(sku, kind)).collect();
    let own = OWN.replacen("country = ", "customer = \"Kunde\"\ncountry = ", 1);
    own.replacen("[[rule]]", &(more + "[[rule]]"), 1)
}

pub fn import(company: &Company, rows: &str) -> (jobs::JobId, serde_json::Value) {
    let id = company.queue((HEAD.to_owned() + rows).as_bytes(), &profile(), shop());
    let job = company.run(id);
    assert!(matches!(job.state, JobState::Done | JobState::Waiting), "{:?} {:?}", job.problem, job.report);
    (id, report(&job))
}

/// What was kept as fees, in all orders together.
fn fees(company: &Company) -> i64 {
    company
        .number("SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_transfers WHERE 'marketplace_fees' IN (debit, credit)")
}

/// What is booked for an order: what it costs its buyer, and what came in from the buyer. The law of `order_to_cash`, which a process
/// does not use.
fn booked(company: &Company, number: &str) -> (i64, i64) {
    let order = company.order(number).id.number();
    let sum = |side: &str, account: &str, other: &str| {
        company.number(&format!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN t.{side} = '{account}' THEN t.amount ELSE -t.amount END), 0) AS BIGINT) \
             FROM ledger_transfers t JOIN ledger_entries e ON e.id = t.entry \
             WHERE e.reference = {order} AND '{account}' IN (t.debit, t.credit) AND {other}"
        ))
    };
    let price = "'provider_clearing' NOT IN (t.debit, t.credit) AND 'bad_debt' NOT IN (t.debit, t.credit)";
    let bought = sum("debit", "receivable", price);
    (bought, sum("debit", "provider_clearing", "'receivable' IN (t.debit, t.credit)"))
}

#[test]
fn a_fee_in_a_buyers_order_is_between_marketplace_and_seller() {
    for home in homes() {
        let company = Company::in_home(home);
        let (_, told) = import(
            &company,
            "V-1,2026-03-03 10:00,K9,DE,VASE,Vase,2,10.00,EUR,zugestellt\n\
             V-1,2026-03-03 10:00,K9,DE,GEBUEHR,Provision,1,-2.50,EUR,zugestellt\n\
             V-2,2026-03-03 11:00,K9,DE,VASE,Vase,1,10.00,EUR,bezahlt\n\
             V-2,2026-03-03 11:00,K9,DE,GEBUEHR,Provision,1,-1.00,EUR,bezahlt\n\
             V-3,2026-03-03 12:00,K9,DE,VASE,Vase,1,10.00,EUR,zugestellt\n\
             V-3,2026-03-03 12:00,K9,DE,BANK,Entgelt,1,-0.40,EUR,zugestellt\n\
             V-3,2026-03-03 12:00,K9,DE,AUSFALL,Forderung,1,-4.00,EUR,zugestellt\n",
        );
        assert_eq!(told["adds_up"], true, "{told}");
        let stands = |number: &str| {
            let order = company.order(number);
            (order.gross, order.paid, order.payment, order.lines.len(), booked(&company, number))
        };
        assert_eq!(stands("V-1"), (2_000, 2_000, Payment::Paid, 1, (2_000, 2_000)));
        assert_eq!(stands("V-2"), (1_000, 1_000, Payment::Paid, 1, (1_000, 1_000)));
        assert_eq!(
            stands("V-3"),
            (1_000, 600, Payment::PartlyPaid, 1, (1_000, 600)),
            "what is written off nobody paid"
        );
        let books = balances(&told);
        let of = |account: &str| books[&format!("{account}|EUR")];
        assert_eq!(
            (of("marketplace_fees"), of("bank_charges"), of("bad_debt")),
            (350, 40, 400),
            "posted, also of what waits"
        );
        assert_eq!(of("provider_clearing"), 2_000 + 1_000 + 600 - 350);
        assert_eq!(of("receivable"), -1_000, "what was paid before it is delivered; nothing else is open");
        let fee = "SELECT COUNT(*) FROM ledger_entries e JOIN ledger_transfers t ON t.entry = e.id \
                   JOIN orders o ON o.id = e.reference WHERE 'marketplace_fees' IN (t.debit, t.credit) AND t.state = 'posted'";
        assert_eq!(company.number(fee), 2, "with the order as its reference");
        let kinds = told["kinds"].as_array().unwrap();
        let fees = kinds.iter().find(|kind| kind["kind"] == "marketplace_fee").unwrap();
        assert_eq!((&fees["in_bookings"], &fees["on_orders"], &fees["exact"]), (&2.into(), &0.into(), &"-3.5".into()));
    }
}

#[test]
fn a_fee_that_comes_later_or_before_its_order_changes_nothing_of_the_order() {
    for home in homes() {
        let company = Company::in_home(home);
        let order = "V-1,2026-03-03 10:00,K9,DE,VASE,Vase,2,10.00,EUR,zugestellt\n";
        let fee = "V-1,2026-03-03 10:00,K9,DE,GEBUEHR,Provision,1,-2.50,EUR,zugestellt\n";
        import(&company, order);
        let version = company.order("V-1").version;
        import(&company, &[order, fee].concat());
        let stands = company.order("V-1");
        assert_eq!(
            (stands.gross, stands.paid, stands.version, booked(&company, "V-1")),
            (2_000, 2_000, version, (2_000, 2_000))
        );
        let (before, after) = (fee.replace("V-1", "V-2"), order.replace("V-1", "V-2"));
        let (_, told) = import(&company, &before);
        assert_eq!(told["invoices"]["booking"]["new"], 1);
        import(&company, &[before, after].concat());
        let stands = company.order("V-2");
        assert_eq!((stands.gross, stands.paid, booked(&company, "V-2")), (2_000, 2_000, (2_000, 2_000)));
        assert_eq!(fees(&company), 500, "each once");
    }
}

#[test]
fn an_order_the_file_calls_cancelled_costs_nothing() {
    for home in homes() {
        let company = Company::in_home(home);
        import(
            &company,
            "C-1,2026-03-03 10:00,K9,DE,VASE,Vase,2,10.00,EUR,storniert\n\
             C-1,2026-03-03 10:00,K9,DE,VERSAND,Versand,1,4.90,EUR,storniert\n\
             C-1,2026-03-03 10:00,K9,DE,GEBUEHR,Provision,1,-0.50,EUR,storniert\n",
        );
        let order = company.order("C-1");
        assert_eq!((order.net, order.tax, order.gross, order.units, order.paid), (0, 0, 0, 0, 0));
        assert_eq!(
            (order.status, order.payment, order.fulfilment),
            (Status::Cancelled, Payment::Unpaid, Fulfilment::Unfulfilled)
        );
        assert_eq!((order.lines[0].gross, order.lines[0].cancelled), (2_000, 2), "its lines say what was ordered");
        assert_eq!(booked(&company, "C-1"), (0, 0));
        let read = company.cell.store.read_blocking(|read| orders::queries::order_versions(read, order.id));
        let versions = read.unwrap().unwrap();
        assert_eq!(versions.last().unwrap().order, order);
        assert_eq!(fees(&company), 50, "what the marketplace kept it kept");
    }
}

#[test]
fn a_credit_under_its_own_number_is_done_with_and_nobody_pays_or_invoices_it() {
    for home in homes() {
        let company = Company::in_home(home);
        import(
            &company,
            "V-1,2026-03-03 10:00,K9,DE,VASE,Vase,2,10.00,EUR,zugestellt\n\
             ST-1,2026-03-10 10:00,K9,DE,VASE,Vase,-1,10.00,EUR,neu\n",
        );
        let credit = company.order("ST-1");
        assert_eq!(
            (credit.status, credit.fulfilment, credit.gross),
            (Status::Completed, Fulfilment::Delivered, -1_000)
        );
        let asked =
            company.cell.store.read_blocking(|read| orders::queries::order_standing(read, credit.id)).unwrap().unwrap();
        for offer in orders::transitions::offered(&asked) {
            let never = [Action::Pay, Action::Ship, Action::Invoice, Action::CancelLine].contains(&offer.action);
            assert!(!never || offer.refused.is_some(), "{:?}", offer.action);
        }
        let pays = orders::commands::RecordPayment {
            order: credit.id,
            amount: kernel::Money::new(500, credit.currency),
            method: "card".to_owned(),
            reference: "P-1".to_owned(),
            at: None,
        };
        let paid = company.cell.store.submit_blocking(store::Submission::by(&crate::support::importer()), move |tx| {
            orders::commands::record_payment(tx, &pays)
        });
        let refused =
            matches!(&paid, Err(store::CommandError::Refused(refusal)) if refusal.code == "order_is_a_credit");
        assert!(refused, "{paid:?}");
    }
}
