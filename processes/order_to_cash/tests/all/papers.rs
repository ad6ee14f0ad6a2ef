//! What a business's order keeps of its buyer: the register's answer, and the number it was asked about, sealed.

use access::{Grant, Scope};
use orders::OrderId;
use serde_json::{Value, json};
use testkit::http::{Served, block_on};
use vault::{PersonId, Purpose, Vault};

use crate::company::*;

const TEXTS: &[&str] = &[orders::TEXTS, inventory::TEXTS, ledger::TEXTS, tax::TEXTS, pricing::TEXTS, vault::TEXTS];
const VAT_ID: &str = "FR40303265045";

fn served(company: &Company<'_>) -> Served {
    Served::of(&company.cell, order_to_cash::routes(), TEXTS, &[Scope::OrdersRead, Scope::OrdersWrite])
}

pub fn grant(scopes: &[Scope]) -> Grant {
    Grant::for_process("desk", "acme".parse().unwrap(), "eu".parse().unwrap(), scopes.iter().copied().collect())
}

/// A sole trader in France; the register knows the number.
fn basket() -> Value {
    json!({
        "channel": "web", "shop": "lamps", "market": "world",
        "buyer": {
            "kind": "business", "vat_id": "fr 40 303 265 045",
            "vat_check": {"on": "2026-11-20", "consultation": "WAPI-9"},
        },
        "recipient": {
            "name": "Margaux Quenelle", "email": "margaux@quenelle.example",
            "address": {"lines": ["12 rue des Tilleuls"], "city": "Lyon", "postcode": "69001", "country": "FR"},
        },
        "lines": [{"sku": "LAMP", "quantity": 2, "unit_price": "50"}],
    })
}

/// The order and its person.
async fn placed(desk: &Served, body: Value) -> (OrderId, PersonId, Value) {
    let (status, placed) = desk.write("POST", "/v1/orders", "place", body).await;
    assert_eq!(status, 201, "{placed}");
    let id = placed["id"].as_str().unwrap();
    let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
    (id.parse().unwrap(), order["person"].as_str().unwrap().parse().unwrap(), order)
}

fn evidence(company: &Company<'_>, id: OrderId) -> Vec<tax::Evidence> {
    let id = kernel::Id::from_number(kernel::Id::number(id));
    company.t.store.read_blocking(move |read| tax::evidence_of_order(read, id)).unwrap()
}

#[test]
fn what_the_register_said_of_a_buyer_is_kept_with_the_order_and_the_number_sealed() {
    on_each(|company| {
        let (id, person, order) = block_on(placed(&served(company), basket()));
        let told = json!({"vat_id": "FR*********45", "verified_on": "2026-11-20", "consultation": "WAPI-9"});
        assert_eq!(order["decisions"]["buyer"], told);
        let kept = evidence(company, id);
        let [proof] = kept.as_slice() else { panic!("{kept:?}") };
        assert_eq!((proof.kind, proof.reference.as_str()), (tax::EvidenceKind::VatIdAnswer, "WAPI-9"));
        assert_eq!((proof.observed_on.to_string().as_str(), proof.recorded_at), ("2026-11-20", company.clock_now()));
        assert_eq!(proof.about.as_deref(), Some("FR*********45"));
        let events = company.t.store.read_blocking(|read| store::events_of(read, &id.to_string())).unwrap();
        assert!(events.iter().any(|event| event.kind == "tax.evidence_recorded.v1"), "{events:?}");
        assert!(!order.to_string().contains(VAT_ID) && !format!("{events:?}").contains(VAT_ID));

        let vault = company.cell.part::<Vault>();
        let opened = block_on(vault.open(&grant(&[Scope::PersonsRead]), &[person], Purpose::Contact, Some("audit")));
        let opened = opened.unwrap();
        assert_eq!(opened.persons[0].read(&opened.opening).unwrap().vat_id.as_deref(), Some(VAT_ID));
        vault.erase_blocking(&grant(&[Scope::CustomersWrite]), person, Some("asked")).unwrap();
        let gone = block_on(vault.open(&grant(&[Scope::PersonsRead]), &[person], Purpose::Contact, Some("audit")));
        assert!(matches!(gone, Err(store::CommandError::Refused(refusal)) if refusal.code == "person_erased"));
        assert_eq!(evidence(company, id).len(), 1, "the proof of the exemption stays");
        assert_eq!(company.cannot_ship(id, 1).code, "recipient_erased");
        assert_eq!(company.offered(id, orders::transitions::Action::Ship).0, Some("recipient_erased"));
    });
}

#[test]
fn a_consultation_number_that_is_none_is_refused_before_anything_is_kept() {
    on_each(|company| {
        let mut body = basket();
        body["buyer"]["vat_check"] = json!({"on": "2026-11-20", "consultation": "Margaux"});
        block_on(async {
            let (status, problem) = served(company).write("POST", "/v1/orders", "place", body.clone()).await;
            assert_eq!((status, &problem["code"]), (422, &json!("invalid_evidence_reference")), "{problem}");
            assert_eq!(problem["field"], "/buyer/vat_check/consultation");
            body["buyer"]["vat_check"] = json!({"on": "2026-12-24", "consultation": "WAPI-9"});
            let (status, problem) = served(company).write("POST", "/v1/orders", "later", body).await;
            assert_eq!((status, &problem["code"]), (422, &json!("evidence_in_the_future")), "{problem}");
        });
        let order = company.place(&company.basket("DE", "10115", 1, "50"));
        assert!(evidence(company, order.id).is_empty());
    });
}
