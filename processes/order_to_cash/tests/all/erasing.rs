//! A customer who asks to be forgotten.

use access::Scope;
use serde_json::json;
use testkit::http::block_on;
use vault::{Purpose, Vault};

use crate::company::*;
use crate::papers::{basket, code, grant, placed, served};

#[test]
fn a_customer_is_erased_with_whom_its_newest_orders_go_to() {
    on_each(|company| {
        let first = {
            let (id, person, _) = block_on(placed(&served(company), basket()));
            block_on(order_to_cash::identify_next(&company.cell)).unwrap();
            (person, company.look(id).customer.unwrap())
        };
        let customer: customers::CustomerId = kernel::Id::from_number(first.1);
        let mut persons = vec![first.0];
        block_on(async {
            let desk = served(company);
            // One for the customer by number, to somebody else; one of a guest with the customer's address. Nobody has looked at them yet.
            let mut gift = basket();
            gift["customer"] = json!(customer.to_string());
            gift["recipient"]["name"] = json!("Odile Renard");
            gift["recipient"]["email"] = json!("odile@renard.example");
            for (once, body) in [("gift", gift), ("guest", basket())] {
                let (status, placed) = desk.write("POST", "/v1/orders", once, body).await;
                assert_eq!(status, 201, "{placed}");
                let (_, order) = desk.get(&format!("/v1/orders/{}", placed["id"].as_str().unwrap())).await;
                persons.push(order["person"].as_str().unwrap().parse().unwrap());
            }
            let erase = format!("/v1/customers/{customer}/erase");
            let because = json!({"reason": "letter of margaux@quenelle.example"});
            let (status, refused) = desk.write("POST", &erase, "named", because).await;
            assert_eq!((status, &refused["code"]), (422, &json!("personal_text")), "it would outlive the erasure");
            let (status, erased) = desk.write("POST", &erase, "erase", json!({"reason": "asked by letter"})).await;
            assert_eq!((status, &erased["persons"]), (200, &json!(3)), "{erased}");
            let nobody: customers::CustomerId = kernel::Id::from_number(1);
            let nobody = format!("/v1/customers/{nobody}/erase");
            let (status, refused) = desk.write("POST", &nobody, "nobody", json!({"reason": "asked"})).await;
            assert_eq!((status, &refused["code"]), (404, &json!("customer_not_found")));
        });
        let vault = company.cell.part::<Vault>();
        for person in persons {
            let gone = block_on(vault.open(&grant(&[Scope::PersonsRead]), &[person], Purpose::Contact, Some("audit")));
            assert_eq!(code(gone), "person_erased");
        }
    });
}
