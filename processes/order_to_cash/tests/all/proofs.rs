//! Proofs that come after the order.

use order_to_cash::steps::{Proof, prove};
use orders::{OrderId, TaxStatus};
use tax::EvidenceKind;

use crate::company::*;

fn proof(order: OrderId, kind: EvidenceKind, reference: &str) -> Proof {
    Proof { order, line: None, kind, reference: reference.into(), observed_on: jiff::civil::date(2026, 11, 20) }
}

fn waits_for(company: &Company<'_>, order: OrderId) -> Vec<EvidenceKind> {
    company.answer(&company.look(order)).waits_for().collect()
}

#[test]
fn an_export_is_provisional_until_it_is_proved() {
    on_each(|company| {
        let order = company.place(&company.basket("GB", "SW1A 1AA", 2, "50"));
        assert_eq!(order.tax_status, TaxStatus::Provisional);
        assert_eq!(waits_for(company, order.id), [EvidenceKind::ExportProof]);
        let mrn = proof(order.id, EvidenceKind::ExportProof, "26DE123456789012B3");
        let again = mrn.clone();
        let early = mrn.clone();
        assert_eq!(company.t.refusal(move |tx| prove(tx, &early)), "nothing_left_yet");
        company.ship(order.id, 1);
        let order = company.look(order.id);
        company.t.must(move |tx| prove(tx, &mrn));
        let proved = company.look(order.id);
        assert_eq!((proved.tax_status, proved.lines[0].tax_status), (TaxStatus::Determined, TaxStatus::Determined));
        assert_eq!((proved.net, proved.tax, proved.gross), (order.net, order.tax, order.gross));
        assert_eq!((proved.version, proved.status, proved.payment), (order.version + 1, order.status, order.payment));
        assert_eq!(waits_for(company, order.id), []);
        assert_eq!(company.t.refusal(move |tx| prove(tx, &again)), "evidence_recorded_before");
        let events = company.t.store.read_blocking(move |read| store::events_of(read, &order.id.to_string())).unwrap();
        let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["orders.order_placed.v1", "orders.order_shipped.v1", "tax.evidence_recorded.v1", "orders.tax_proved.v1"]
        );
        assert!(events[3].data.contains(r#""tax_status":"determined""#), "{}", events[3].data);
        assert_eq!(events[3].actor, "tester");
        company.lawful();
    });
}

#[test]
fn a_supply_to_a_french_business_is_exempt_and_waits_for_its_transport_proof() {
    on_each(|company| {
        let order = company.place(&company.french_business());
        assert_eq!((order.tax, order.tax_status), (0, TaxStatus::Provisional));
        assert_eq!(waits_for(company, order.id), [EvidenceKind::TransportProof]);
        let export = proof(order.id, EvidenceKind::ExportProof, "26DE123456789012B3");
        assert_eq!(company.t.refusal(move |tx| prove(tx, &export)), "proof_not_asked_for");
        let mut elsewhere = proof(order.id, EvidenceKind::TransportProof, "CMR-1");
        elsewhere.line = Some(7);
        assert_eq!(company.t.refusal(move |tx| prove(tx, &elsewhere)), "no_such_line");
        company.ship(order.id, 1);
        let mut note = proof(order.id, EvidenceKind::TransportProof, "CMR-1");
        note.line = Some(1);
        company.t.must(move |tx| prove(tx, &note));
        assert_eq!(company.look(order.id).tax_status, TaxStatus::Determined);
        // A second paper is kept and changes nothing more.
        let version = company.look(order.id).version;
        let second = proof(order.id, EvidenceKind::TransportProof, "CMR-2");
        company.t.must(move |tx| prove(tx, &second));
        assert_eq!(company.look(order.id).version, version);
    });
}
