//! Persons whom a file brings: found, known as customers, and erased out of what waits and out of every backup.

use std::path::Path;
use std::time::Duration;

use hanse::cli::backup::{back_up_data, back_up_keys};
use hanse::cli::restore::restore;
use hanse::installation::Installation;
use import_orders::Options;
use jobs::{JobId, JobState, UploadHash, Uploads};
use kernel::{Actor, Id};
use store::{Read, StoreError};
use vault::leaks::find_leaks;
use vault::{PersonId, Purpose, Vault};

use crate::support::{Place, at_rest, bring_master_key, cell, company, desk, hanse, open, settings, wait};

const PROFILE: &str = r#"
name = "brought"
about = "Orders that tell whom they go to."
[columns]
invoice_number = "Order"
sku = "Sku"
description = "Text"
quantity = "Pieces"
placed_at = "Day"
unit_price = "Price"
country = "Country"
status = "State"
recipient_name = "Name"
recipient_street = "Street"
recipient_postcode = "Postcode"
recipient_city = "City"
recipient_email = "Mail"
[time]
formats = ["%Y-%m-%d"]
zone = "Europe/Berlin"
[constants]
channel = "file"
currency = "EUR"
[statuses]
"paid" = "paid"
[assumptions.price_basis]
value = "gross"
status = "sure"
because = "Consumers see what they pay."
[assumptions.seller_country]
value = "DE"
status = "sure"
because = "The shop sits there."
[assumptions.ship_from]
value = "DE"
status = "sure"
because = "So does its shed."
[[rule]]
name = "goods"
kind = "goods"
quantity = "positive"
price = "positive"
"#;

/// The second order has the same buyer; the third waits, and would be theirs too.
const FILE: &str = "\
Order,Sku,Text,Pieces,Day,Price,Country,State,Name,Street,Postcode,City,Mail
R-1,LAMP-77,Lamp,1,2026-03-01,12.00,DE,paid,Xanthippe Quellwasserstein,Zwetschgenpfad 4711,51147,Wahnhausen,x.quellwasserstein@mailbox.example
R-2,LAMP-77,Lamp,1,2026-03-02,12.00,DE,paid,Xanthippe Quellwasserstein,Zwetschgenpfad 4711,51147,Wahnhausen,x.quellwasserstein@mailbox.example
R-3,LAMP-77,Lamp,one,2026-03-03,12.00,DE,paid,Xanthippe Quellwasserstein,Zwetschgenpfad 4711,51147,Wahnhausen,x.quellwasserstein@mailbox.example
";

const PLANTS: [&str; 4] =
    ["Xanthippe Quellwasserstein", "Quellwasserstein", "Zwetschgenpfad 4711", "x.quellwasserstein@mailbox.example"];

fn nothing_leaks(folders: &[&Path]) {
    for folder in folders {
        assert_eq!(find_leaks(&PLANTS, folder).unwrap(), Vec::new(), "in {}", folder.display());
    }
}

fn imported(installation: &Installation) -> JobId {
    let cell = cell(installation);
    let options = Options::of("brought".parse().unwrap());
    let id = import_orders::queue_blocking(&cell, &Actor::new("tester"), FILE.as_bytes(), PROFILE, options).unwrap();
    for _ in 0..600 {
        let job = cell.store.read_blocking(|read| jobs::job(read, id)).unwrap();
        if job.state.rests() {
            assert_eq!(job.state, JobState::Waiting, "{:?}", job.problem);
            return id;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the import does not come to rest");
}

fn order(installation: &Installation, number: &str) -> orders::Order {
    let sql = format!("SELECT id FROM orders WHERE external_number = '{number}'");
    let read = cell(installation).store.read_blocking(|read| -> Result<_, StoreError> {
        let id = read.query_one(&sql, &[])?.unwrap().int(0)?;
        orders::queries::order_by_id(read, Id::from_number(id))
    });
    read.unwrap().unwrap()
}

fn is_kept(installation: &Installation) -> bool {
    cell(installation).part::<Uploads>().is_there(UploadHash::of(FILE.as_bytes())).unwrap()
}

#[test]
fn whom_a_file_brought_is_a_customer_and_erased_out_of_what_waits_and_every_backup() {
    let here = Place::new();
    let old = settings(&here.at("old"));
    let installation = company(&old, 5);
    imported(&installation);
    at_rest(&cell(&installation));
    let (first, second) = (order(&installation, "R-1"), order(&installation, "R-2"));
    assert!(first.customer.is_some(), "who bought is found by the recipient's address");
    assert_eq!(first.customer, second.customer);
    assert!(is_kept(&installation), "a row waits");
    let person = PersonId::from_number(first.person.unwrap());
    let (vault, desk) = (cell(&installation).part::<Vault>(), desk());
    let opened = wait(vault.open(&desk, &[person], Purpose::Fulfilment, Some("label"))).unwrap();
    assert_eq!(opened.persons[0].read(&opened.opening).unwrap().address.as_ref().unwrap().city, "Wahnhausen");
    let (before, keys_before) = (here.at("before"), here.at("keys-before"));
    drop(vault);
    back_up_data(&old, &before).unwrap();
    back_up_keys(&old, &keys_before, 7).unwrap();
    nothing_leaks(&[&old.data, &before, &keys_before]);
    installation.close();

    for order in [&first, &second] {
        let person = PersonId::from_number(order.person.unwrap()).to_string();
        let (well, said) = hanse(&old.data, &["erase", &person, "--tenant", "demo", "--reason", "asked by letter"]);
        assert!(well, "{said}");
    }
    let installation = open(&old);
    assert!(!is_kept(&installation), "the row that waits cannot bring them back");
    installation.close();
    nothing_leaks(&[&old.data]);

    let new = settings(&here.at("new"));
    bring_master_key(&old.data, &new.data);
    std::fs::create_dir_all(new.data.join("eu/demo")).unwrap();
    std::fs::copy(old.data.join("eu/demo/erasures"), new.data.join("eu/demo/erasures")).unwrap();
    let restored = restore(&new, &before, Some(&keys_before)).unwrap();
    assert_eq!(restored.broken, Vec::<String>::new());
    let installation = open(&new);
    assert!(!is_kept(&installation), "nor can what a backup kept of the file");
    let vault = cell(&installation).part::<Vault>();
    assert_eq!(wait(vault.find_by_email(&desk, PLANTS[3])).unwrap().len(), 0);
    drop(vault);
    installation.close();
    nothing_leaks(&[&new.data]);
}
