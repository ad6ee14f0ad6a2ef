use access::Scope;
use store::Read as _;
use vault::{PersonData, Purpose, Term};

use crate::house::{code, desk, erika, grant, nobody, on_both, on_sqlite, wait};

#[test]
fn each_purpose_opens_its_part_and_is_recorded_before_it_is_read() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let opened = wait(house.vault.open(&desk(), &[person], Purpose::Fulfilment, Some("label"))).unwrap();
        let read = opened.persons[0].read(&opened.opening).unwrap();
        assert_eq!((read.address.as_ref(), read.email.as_deref()), (erika().address.as_ref(), None));
        let opened = wait(house.vault.open(&desk(), &[person], Purpose::Contact, None)).unwrap();
        let read = opened.persons[0].read(&opened.opening).unwrap();
        assert_eq!((read.name.as_str(), read.email.as_deref()), (erika().name.as_str(), erika().email.as_deref()));
        assert!(read.address.is_none());
        let told = ("vault.person_opened.v1".to_owned(), "privacy_desk".to_owned());
        assert_eq!(house.told(person), [told.clone(), told]);
        let events = house.data.store.read_blocking(|read| store::events_of(read, &person.to_string())).unwrap();
        assert_eq!(events[0].reason.as_deref(), Some("label"));
        assert_eq!(events[0].data, format!(r#"{{"person":"{person}","purpose":"fulfilment","what":"person"}}"#));
    });
}

#[test]
fn nobody_opens_without_the_scope_or_for_a_purpose_nothing_is_kept_for() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let open =
            |grant: &access::Grant, person, purpose| code(wait(house.vault.open(grant, &[person], purpose, None)));
        assert_eq!(open(&grant(&[Scope::Admin]), person, Purpose::Contact), "forbidden_scope");
        assert_eq!(open(&desk(), person, Purpose::Marketing), "person_not_kept_for");
        assert_eq!(open(&desk(), nobody(), Purpose::Contact), "person_not_found");
        assert!(house.told(person).is_empty());
    });
}

#[test]
fn an_opening_reads_only_who_it_was_recorded_for() {
    on_sqlite(|house| {
        let (one, other) = (house.take_in(&erika()), house.take_in(&erika()));
        let of_one = wait(house.vault.open(&desk(), &[one], Purpose::Contact, None)).unwrap();
        let of_other = wait(house.vault.open(&desk(), &[other], Purpose::Contact, None)).unwrap();
        assert_eq!(of_one.persons[0].read(&of_other.opening).unwrap_err().code, "person_not_opened");
        assert_eq!(format!("{of_one:?} {} {:?}", of_one.persons[0], erika()).matches("Erika").count(), 0);
    });
}

#[test]
fn a_marketplace_buyer_is_kept_for_its_term_only() {
    on_both(|house| {
        let now = house.data.store.context(&testkit::tester()).now;
        let soon = [(Purpose::ChannelTerm, Term::Until(now.plus_ms(3_600_000)))];
        let person = house.take_in_for(&erika(), &soon);
        let opened = wait(house.vault.open(&desk(), &[person], Purpose::ChannelTerm, None)).unwrap();
        assert!(*opened.persons[0].read(&opened.opening).unwrap() == erika());
        assert_eq!(code(wait(house.vault.open(&desk(), &[person], Purpose::Contact, None))), "person_not_kept_for");

        let over = [(Purpose::ChannelTerm, Term::Until(now))];
        let person = house.take_in_for(&erika(), &over);
        assert_eq!(code(wait(house.vault.open(&desk(), &[person], Purpose::ChannelTerm, None))), "person_not_kept_for");
        assert_eq!(house.vault.sweep(0).unwrap().ended, 1);
        assert_eq!(house.told(person).last().unwrap().0, "vault.person_term_ended.v1");
        assert_eq!(wait(house.vault.find_by_email(&desk(), "erika@quappenstein.example")).unwrap().len(), 1);
    });
}

#[test]
fn a_document_outlives_erasure_restricted() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let column = "documents.text";
        let term = (Purpose::Statutory, Term::Open);
        let blob = wait(house.vault.seal_under(&desk(), person, term, column, b"Invoice 7 for Erika")).unwrap();
        let second = wait(house.vault.seal_under(&desk(), person, term, column, b"Invoice 8")).unwrap();
        let open = |grant: &access::Grant, blob: &[u8], reason| {
            let opened = wait(house.vault.open_under(grant, person, Purpose::Statutory, (column, blob), reason));
            opened.map(|(opening, text)| text.read(&opening).unwrap().clone())
        };
        assert_eq!(open(&desk(), &blob, None).unwrap(), b"Invoice 7 for Erika");
        assert_eq!(open(&desk(), &second, None).unwrap(), b"Invoice 8");
        house.vault.erase_blocking(&desk(), person, Some("asked")).unwrap();
        assert_eq!(code(open(&desk(), &blob, Some("audit"))), "person_restricted");
        let auditor = grant(&[Scope::PersonsRead, Scope::Admin]);
        assert_eq!(code(open(&auditor, &blob, Some(" "))), "person_restricted");
        assert_eq!(open(&auditor, &blob, Some("tax audit 2026")).unwrap(), b"Invoice 7 for Erika");
        let marketing = wait(house.vault.seal_under(&desk(), person, (Purpose::Marketing, Term::Open), column, b"x"));
        assert_eq!(code(marketing), "person_erased");
    });
}

#[test]
fn what_was_corrected_is_found_and_what_was_wrong_is_not() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let corrected = PersonData { email: Some("mustermann@neu.example".into()), ..erika() };
        wait(house.vault.rectify(&desk(), person, &corrected, Some("asked"))).unwrap();
        let found = wait(house.vault.find_by_email(&desk(), "Mustermann@neu.example")).unwrap();
        assert_eq!(found.iter().map(|f| f.person).collect::<Vec<_>>(), [person]);
        assert!(wait(house.vault.find_by_email(&desk(), "erika@quappenstein.example")).unwrap().is_empty());
        let opened = wait(house.vault.open(&desk(), &[person], Purpose::Fulfilment, None)).unwrap();
        assert_eq!(opened.persons[0].read(&opened.opening).unwrap().address, erika().address);
        let reader = grant(&[Scope::PersonsRead]);
        assert_eq!(code(wait(house.vault.rectify(&reader, person, &corrected, None))), "forbidden_scope");
    });
}

#[test]
fn a_row_moved_to_another_person_does_not_open() {
    on_sqlite(|house| {
        let (one, other) = (house.take_in(&erika()), house.take_in(&crate::house::named("Otto", "otto@example.org")));
        house.data.must(move |tx| {
            let row = tx.query_one("SELECT sealed_contact FROM persons WHERE person = $1", &[store::Value::id(one)])?;
            let blob = row.unwrap().blob(0)?.to_vec();
            tx.update(
                &vault::PERSONS,
                &["sealed_contact"],
                vec![vec![store::Value::id(other), store::Value::Blob(blob)]],
            )?;
            Ok(store::Nothing)
        });
        assert!(wait(house.vault.open(&desk(), &[other], Purpose::Contact, None)).is_err());
    });
}
