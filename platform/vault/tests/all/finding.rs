use access::Scope;

use crate::house::{code, desk, erika, grant, named, on_both, wait};

#[test]
fn people_are_found_by_exact_mail_phone_and_whole_words_and_shown_masked() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let jose = house.take_in(&named("José Álvarez", "jose@example.org"));
        house.take_in(&named("Erika Beispiel", "beispiel@example.org"));
        let mail = wait(house.vault.find_by_email(&desk(), " ERIKA@quappenstein.example")).unwrap();
        assert_eq!(mail.len(), 1);
        assert_eq!(mail[0].person, person);
        assert_eq!(mail[0].preview.name, "E*** M***");
        let de = "DE".parse().ok();
        for phone in ["+49 30 90182047", "0049 (0)30 9018-2047"] {
            assert_eq!(wait(house.vault.find_by_phone(&desk(), phone, None)).unwrap()[0].person, person, "{phone}");
        }
        assert_eq!(wait(house.vault.find_by_phone(&desk(), "030 9018 2047", de)).unwrap()[0].person, person);
        let name = |text: &str| -> Vec<_> {
            wait(house.vault.find_by_name(&desk(), text)).unwrap().into_iter().map(|found| found.person).collect()
        };
        assert_eq!(name("erika mustermann"), [person]);
        assert_eq!(name("ALVAREZ jose"), [jose]);
        assert_eq!(name("erika").len(), 2);
        assert!(name("erik").is_empty(), "half a word finds nobody");
        assert_eq!(code(wait(house.vault.find_by_email(&desk(), "erika"))), "person_find_too_short");
        assert_eq!(code(wait(house.vault.find_by_name(&grant(&[Scope::Admin]), "erika"))), "forbidden_scope");
        let searched = house.data.store.read_blocking(|read| store::events_of(read, "persons")).unwrap();
        assert_eq!(searched[0].data, r#"{"by":"email","found":1}"#);
    });
}

#[test]
fn the_same_mail_or_phone_is_told_in_numbers_only() {
    on_both(|house| {
        let first = house.take_in(&erika());
        let again = house.take_in(&vault::PersonData { email: Some("other@example.org".into()), ..erika() });
        house.take_in(&named("Otto", "otto@example.org"));
        let same = wait(house.vault.same_persons(&[again])).unwrap().remove(&again).unwrap();
        assert_eq!((same.by_email, same.by_phone), (vec![], vec![first]));
        let same = wait(house.vault.same_as(&named("x", "OTHER@example.org"))).unwrap();
        assert_eq!(same.by_email, [again]);
        assert!(same.by_email_and_name.is_empty(), "one is enough");
        let otto = house.take_in(&named("Otto Mustermann", "other@example.org"));
        let same = wait(house.vault.same_as(&named("erika MUSTERMANN", "other@example.org"))).unwrap();
        assert_eq!((same.by_email, same.by_email_and_name), (vec![otto, again], vec![again]));
        assert!(house.told(again).is_empty());
        // One number in an office, a family, a form that wants one: whoever has another name is another.
        let with_phone =
            |name: &str| vault::PersonData { name: name.into(), email: Some("nobody@example.org".into()), ..erika() };
        for (name, same) in [("Otto Mustermann", false), ("Erika", false), ("erika MUSTERMANN", true), ("张伟", false)]
        {
            let found = wait(house.vault.same_as(&with_phone(name))).unwrap();
            assert_eq!(found.by_phone, if same { vec![again, first] } else { vec![] }, "{name}");
        }
        let zhang = house.take_in(&with_phone("张伟"));
        assert_eq!(wait(house.vault.same_as(&with_phone("张伟"))).unwrap().by_phone, [zhang]);
    });
}
