//! What a business's order keeps of its buyer: the register's answer, and the number it was asked about, sealed.

use access::{Grant, Scope};
use orders::OrderId;
use serde_json::{Value, json};
use testkit::http::{Served, block_on};
use vault::{PersonId, Purpose, Vault};

use crate::company::*;

const TEXTS: &[&str] =
    &[orders::TEXTS, inventory::TEXTS, ledger::TEXTS, tax::TEXTS, pricing::TEXTS, customers::TEXTS, vault::TEXTS];
const VAT_ID: &str = "FR40303265045";

pub fn served(company: &Company<'_>) -> Served {
    Served::of(
        &company.cell,
        order_to_cash::routes(),
        TEXTS,
        &[Scope::OrdersRead, Scope::OrdersWrite, Scope::CustomersWrite],
    )
}

pub fn grant(scopes: &[Scope]) -> Grant {
    Grant::for_process("desk", "acme".parse().unwrap(), "eu".parse().unwrap(), scopes.iter().copied().collect())
}

/// A sole trader in France; the register knows the number.
pub fn basket() -> Value {
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
pub async fn placed(desk: &Served, body: Value) -> (OrderId, PersonId, Value) {
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

pub fn code<T>(end: Result<T, store::CommandError>) -> &'static str {
    match end {
        Err(store::CommandError::Refused(refusal)) => refusal.code,
        Err(store::CommandError::Failed(error)) => panic!("the store failed: {error}"),
        Ok(_) => "opened",
    }
}

#[test]
fn an_invoice_says_how_it_is_taxed_and_its_buyer_is_kept_as_long_as_the_law_wants() {
    on_each(|company| {
        let (id, person, _) = block_on(placed(&served(company), basket()));
        let vault = company.cell.part::<Vault>();
        let open = |scopes: &[Scope], reason| {
            block_on(vault.open(&grant(scopes), &[person], Purpose::Statutory, Some(reason)))
        };
        assert_eq!(code(open(&[Scope::PersonsRead], "audit")), "person_not_kept_for", "nothing was issued yet");
        company.ship(id, 2);
        let invoice = block_on(async {
            let desk = served(company);
            let (status, order) = desk.write("POST", &format!("/v1/orders/{id}/invoice"), "invoice", Value::Null).await;
            assert_eq!(status, 200, "{order}");
            let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
            let number = order["documents"][0]["number"].as_str().unwrap().to_owned();
            desk.get(&format!("/v1/invoices/{number}")).await.1
        });
        assert_eq!((&invoice["seller"]["name"], &invoice["seller"]["country"]), (&json!("Lampen GmbH"), &json!("DE")));
        let seat = json!({"lines": ["Lampenweg 1"], "city": "Berlin", "postcode": "12529"});
        assert_eq!(invoice["seller"]["address"], seat);
        let at_home = json!({"territory": "DE", "scheme": "standard", "number": "DE000000000"});
        assert!(invoice["seller"]["vat_ids"].as_array().unwrap().contains(&at_home), "{invoice}");
        let to = &invoice["sold_to"];
        assert_eq!((&to["vat_id"], &to["consultation"]), (&json!("FR*********45"), &json!("WAPI-9")));
        assert_eq!((&to["person"], &to["kept_until"]), (&json!(person.to_string()), &json!("2034-12-31")));
        let tax = &invoice["lines"][0]["taxes"][0];
        assert_eq!((&tax["category"], &tax["rate"], &tax["place"]), (&json!("K"), &json!("0"), &json!("DE")));
        assert_eq!((&tax["rule"], &tax["exemption"]), (&json!("eu.intra_community"), &json!("VATEX-EU-IC")));
        assert_eq!(invoice["supplied"], json!({"from": "2026-11-20", "to": "2026-11-20"}));
        assert_eq!(invoice["in_books"], Value::Null, "the books are in the invoice's currency");
        let group = &invoice["tax_groups"][0];
        assert_eq!((&group["net"]["amount"], &group["tax"]["amount"]), (&json!("100.00"), &json!("0.00")));
        assert_eq!(group["category"], "K");
        let text = invoice.to_string();
        assert!(!text.contains(VAT_ID) && !text.contains("Quenelle"), "{text}");

        let kept = open(&[Scope::PersonsRead], "audit").unwrap();
        let buyer = kept.persons[0].read(&kept.opening).unwrap();
        assert_eq!((buyer.name.as_str(), buyer.vat_id.as_deref()), ("Margaux Quenelle", Some(VAT_ID)));
        assert_eq!((buyer.address.as_ref().unwrap().city.as_str(), &buyer.email), ("Lyon", &None));

        vault.erase_blocking(&grant(&[Scope::CustomersWrite]), person, Some("asked")).unwrap();
        assert_eq!(code(open(&[Scope::PersonsRead], "audit")), "person_restricted");
        let auditor = [Scope::PersonsRead, Scope::Admin];
        assert_eq!(code(open(&auditor, " ")), "person_restricted", "an administrator says why");
        let kept = open(&auditor, "tax audit of 2026").unwrap();
        assert_eq!(kept.persons[0].read(&kept.opening).unwrap().name, "Margaux Quenelle");
        let contact = block_on(vault.open(&grant(&auditor), &[person], Purpose::Contact, Some("tax audit of 2026")));
        assert_eq!(code(contact), "person_erased", "all else is gone");

        company.clock.forward_ms(9 * 366 * 86_400_000);
        assert_eq!(code(open(&auditor, "tax audit of 2026")), "person_not_kept_for", "the law's term is over");
        assert_eq!(vault.sweep(0).unwrap().ended, 1);
    });
}

#[test]
fn an_invoice_tells_net_and_tax_by_rate() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 3, "50")).id;
        company.cancel(id, Some(1));
        company.ship(id, 1);
        block_on(async {
            let desk = served(company);
            desk.write("POST", &format!("/v1/orders/{id}/invoice"), "invoice", Value::Null).await;
            let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
            assert_eq!(order["lines"][0]["tax_answer"]["rounding"], "line/half_up");
            let number = order["documents"][0]["number"].as_str().unwrap().to_owned();
            let (_, invoice) = desk.get(&format!("/v1/invoices/{number}")).await;
            let line = &invoice["lines"][0];
            assert_eq!((&line["unit_price"], &line["unit_net"]), (&json!("50.00"), &json!("50.00")));
            let group = &invoice["tax_groups"][0];
            assert_eq!(
                (&group["rate"], &group["category"], &group["place"]),
                (&json!("0.19"), &json!("S"), &json!("DE"))
            );
            assert_eq!((&group["net"]["amount"], &group["tax"]["amount"]), (&json!("100.00"), &json!("19.00")));
            assert_eq!(invoice["tax_groups"].as_array().unwrap().len(), 1);
        });
    });
}

#[test]
fn a_customer_known_as_a_business_is_taxed_as_one_unless_somebody_says_otherwise() {
    on_each(|company| {
        let mut body = basket();
        body.as_object_mut().unwrap().remove("buyer");
        let (id, _, _) = block_on(placed(&served(company), body.clone()));
        block_on(order_to_cash::identify_next(&company.cell)).unwrap();
        let number = company.look(id).customer.unwrap();
        let customer: customers::CustomerId = kernel::Id::from_number(number);
        let detail = company.t.store.read_blocking(move |read| customers::get_customer(read, customer)).unwrap();
        let facts = customers::SetBusinessFacts {
            customer,
            version: detail.customer.version,
            legal_name: "Quenelle SARL".to_owned(),
            vat_id: Some(VAT_ID.parse().unwrap()),
        };
        company.t.must(move |tx| customers::set_business_facts(tx, &facts));
        body["customer"] = json!(customer.to_string());
        let mut recipient = None;
        block_on(async {
            let desk = served(company);
            let place = async |key: &str, body: &Value| {
                let (status, placed) = desk.write("POST", "/v1/orders", key, body.clone()).await;
                assert_eq!(status, 201, "{placed}");
                desk.get(&format!("/v1/orders/{}", placed["id"].as_str().unwrap())).await.1
            };
            let order = place("known", &body).await;
            assert_eq!((&order["buyer"], &order["tax"]["amount"]), (&json!("business"), &json!("0.00")), "{order}");
            assert_eq!(order["decisions"]["buyer"]["vat_id"], "FR*********45");
            assert!(order["proofs_missing"].as_array().unwrap().contains(&json!("vat_id_answer")), "{order}");
            body["buyer"] = json!({"kind": "consumer"});
            let order = place("said", &body).await;
            assert_eq!((&order["buyer"], &order["tax"]["amount"]), (&json!("consumer"), &json!("20.00")));
            recipient = order["person"].as_str().unwrap().parse::<PersonId>().ok();
        });
        while block_on(order_to_cash::identify_next(&company.cell)).unwrap() {}
        let detail = company.t.store.read_blocking(move |read| customers::get_customer(read, customer)).unwrap();
        assert_eq!(detail.persons.len(), 3, "who erases the customer means whom its orders went to");
        assert!(detail.persons.iter().any(|linked| Some(linked.person) == recipient));
    });
}

#[test]
fn prices_of_a_group_hold_for_its_customers_and_for_nobody_else() {
    on_each(|company| {
        for (group, price) in [(None, "50"), (Some("wholesale"), "31.5")] {
            let list = pricing::CreatePriceList {
                names: [(kernel::Locale::EN, "Lamps")].into_iter().collect(),
                market: word("world"),
                channel: None,
                customer_group: group.map(word),
                currency: word("EUR"),
                tax_inclusive: false,
                rounding: word("line/half_up"),
                priority: 0,
                valid_from: None,
                valid_to: None,
                default: false,
            };
            let unit_price = kernel::UnitPrice::from_decimal_text(price, word("EUR")).unwrap();
            let price = pricing::NewPrice {
                variant: kernel::Id::from_number(kernel::Id::number(company.lamp)),
                min_quantity: 1,
                unit_price,
            };
            company.t.must(move |tx| {
                let list = pricing::create_price_list(tx, &list)?;
                pricing::set_prices(tx, &pricing::SetPrices { list, from: None, to: None, prices: vec![price] })?;
                Ok(list)
            });
        }
        let mut body = basket();
        let (id, _, _) = block_on(placed(&served(company), body.clone()));
        block_on(order_to_cash::identify_next(&company.cell)).unwrap();
        let customer: customers::CustomerId = kernel::Id::from_number(company.look(id).customer.unwrap());
        let (version, group) = (1, Some(word("wholesale")));
        let put = customers::PutInGroup { customer, version, group };
        company.t.must(move |tx| customers::put_in_group(tx, &put));
        body["lines"] = json!([{"sku": "LAMP", "quantity": 2}]);
        let lines = body["lines"].clone();
        let quote = |customer: Option<String>| json!({"channel": "web", "shop": "lamps", "market": "world", "country": "DE", "lines": lines, "customer": customer});
        block_on(async {
            let desk = served(company);
            let asked = async |body: Value| desk.write("POST", "/v1/orders/quote", "quote", body).await;
            assert_eq!(asked(quote(None)).await.1["net"]["amount"], "100.00");
            let (_, quoted) = asked(quote(Some(customer.to_string()))).await;
            assert_eq!(quoted["net"]["amount"], "63.00", "{quoted}");
            body["customer"] = json!(customer.to_string());
            let (_, placed) = desk.write("POST", "/v1/orders", "grouped", body.clone()).await;
            assert_eq!(placed["net"]["amount"], "63.00", "{placed}");
            let nobody = json!("cus_05WXQ7Z9K2F3A");
            for (path, mut body) in [("/v1/orders/quote", quote(None)), ("/v1/orders", body.clone())] {
                body["customer"] = nobody.clone();
                let (status, problem) = desk.write("POST", path, "nobody", body).await;
                assert_eq!((status, &problem["code"]), (404, &json!("customer_not_found")), "{problem}");
                assert_eq!(problem["field"], "/customer");
            }
        });
    });
}

#[test]
fn a_person_who_was_taken_for_another_is_separated_with_what_they_ordered() {
    on_each(|company| {
        let mut body = basket();
        let (first, _, _) = block_on(placed(&served(company), body.clone()));
        body["recipient"]["name"] = json!("Ottilie Sorbet");
        let desk = served(company);
        let (second, person) = block_on(async {
            let (_, placed) = desk.write("POST", "/v1/orders", "second", body.clone()).await;
            let id: OrderId = placed["id"].as_str().unwrap().parse().unwrap();
            let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
            (id, order["person"].as_str().unwrap().to_owned())
        });
        block_on(order_to_cash::identify_next(&company.cell)).unwrap();
        let customer: customers::CustomerId = kernel::Id::from_number(company.look(first).customer.unwrap());
        assert_eq!(company.look(second).customer, company.look(first).customer, "they share an e-mail address");
        let because = json!({"reason": "A family's address"});
        let separate = |person: &str, version: i64| {
            let path = format!("/v1/customers/{customer}/persons/{person}/separate");
            let version = format!("\"v{version}\"");
            let headers = [("idempotency-key", version.as_str()), ("if-match", version.as_str())];
            block_on(desk.ask("POST", &path, &headers, Some(because.clone())))
        };
        let (status, problem) = separate("per_05WXQ7Z9K2F3A", 1);
        assert_eq!((status, &problem["code"]), (404, &json!("person_not_of_customer")), "{problem}");
        let (status, separated) = separate(&person, 1);
        assert_eq!(status, 200, "{separated}");
        let own: customers::CustomerId = separated["customer"].as_str().unwrap().parse().unwrap();
        let customer_of = |order| company.look(order).customer.map(kernel::Id::from_number);
        assert_eq!((customer_of(first), customer_of(second)), (Some(customer), Some(own)));
        let (status, problem) = separate(&person, 2);
        assert_eq!((status, &problem["code"]), (404, &json!("person_not_of_customer")), "{problem}");
    });
}

#[test]
fn numbers_references_and_reasons_name_nobody() {
    on_each(|company| {
        let desk = served(company);
        let refused = |path: &str, body: Value, field: Option<&str>| {
            let (status, problem) = block_on(desk.write("POST", path, path, body.clone()));
            assert_eq!((status, &problem["code"]), (422, &json!("personal_text")), "{body}: {problem}");
            assert_eq!(problem.get("field").and_then(Value::as_str), field, "{body}");
        };
        let mut body = basket();
        body["external_number"] = json!("margaux@quenelle.example");
        refused("/v1/orders", body, Some("/external_number"));
        let (id, _, _) = block_on(placed(&desk, basket()));
        let amount = json!({"amount": "1.00", "currency": "EUR"});
        let payment = json!({"method": "paypal", "reference": "Margaux Quenelle", "amount": amount});
        refused(&format!("/v1/orders/{id}/payments"), payment, Some("/reference"));
        let parcel = json!({"carrier": "dhl", "tracking": "margaux@quenelle.example"});
        refused(&format!("/v1/orders/{id}/shipments"), parcel, Some("/tracking"));
        let why = json!({"because": "buyer_asked", "reason": "wrote from margaux@quenelle.example"});
        refused(&format!("/v1/orders/{id}/hold"), why, None);
    });
}

#[test]
fn an_invoice_whose_tax_nobody_could_tell_says_so() {
    on_each(|company| {
        let before_oss = Some("2020-06-01T10:00:00Z".parse().unwrap());
        let long_ago = order_to_cash::OrderRequest { placed_at: before_oss, ..company.basket("FR", "75001", 2, "50") };
        let id = company.place(&long_ago).id;
        let order = company.look(id);
        assert_eq!((order.status, order.tax), (orders::Status::Held, 0), "each country had a threshold of its own");
        let release = json!({"reason": "The adviser will tell"});
        block_on(async {
            let desk = served(company);
            let (status, told) = desk.write("POST", &format!("/v1/orders/{id}/release"), "release", release).await;
            assert_eq!(status, 200, "{told}");
        });
        company.ship(id, 2);
        block_on(async {
            let desk = served(company);
            let (_, issued) = desk.write("POST", &format!("/v1/orders/{id}/invoice"), "invoice", Value::Null).await;
            let (_, invoice) = desk.get(&format!("/v1/invoices/{}", issued["number"].as_str().unwrap())).await;
            let group = &invoice["tax_groups"][0];
            assert_eq!(
                (&group["rate"], &group["not_determined"]),
                (&Value::Null, &json!("old_distance_threshold")),
                "{invoice}"
            );
            assert_eq!((&group["net"]["amount"], &group["tax"]["amount"]), (&json!("100.00"), &json!("0.00")));
        });
    });
}
