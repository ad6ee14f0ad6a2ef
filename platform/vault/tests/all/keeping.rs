//! What the law wants kept, and for how long.

use access::Scope;
use kernel::Timestamp;
use vault::{PersonId, Purpose, keep_copy_by_law};

use crate::house::{House, actor, code, desk, erika, grant, on_both, wait};

const DAY_MS: i64 = 86_400_000;

fn issue(house: &House, person: PersonId, until: Timestamp) -> bool {
    let kept = wait(house.vault.keep_by_law(&actor(), person, until)).unwrap();
    let sealed = kept.is_some();
    if let Some(kept) = kept {
        house.data.must(move |tx| {
            keep_copy_by_law(tx, &kept)?;
            Ok(store::Nothing)
        });
    }
    sealed
}

fn ends_at(house: &House) -> i64 {
    house.count(&house.keys.store, "SELECT ends_at FROM person_keys WHERE purpose = 'statutory'")
}

#[test]
fn a_later_document_keeps_the_copy_longer_and_none_cuts_its_term_short() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let now = house.data.store.context(&actor()).now;
        let (first, later) = (now.plus_ms(100 * DAY_MS), now.plus_ms(200 * DAY_MS));
        assert!(issue(house, person, first));
        assert_eq!(ends_at(house), first.ms());
        assert!(!issue(house, person, later), "it is sealed once");
        assert_eq!(ends_at(house), later.ms());
        issue(house, person, first);
        assert_eq!(ends_at(house), later.ms());

        house.vault.erase_blocking(&desk(), person, None).unwrap();
        let last = now.plus_ms(300 * DAY_MS);
        assert!(!issue(house, person, last), "of who was erased nothing more is sealed");
        assert_eq!(ends_at(house), last.ms());
        let auditor = grant(&[Scope::PersonsRead, Scope::Admin]);
        let kept = wait(house.vault.open(&auditor, &[person], Purpose::Statutory, Some("audit"))).unwrap();
        assert_eq!(kept.persons[0].read(&kept.opening).unwrap().name, erika().name);
    });
}

#[test]
fn of_who_was_erased_before_nothing_is_kept() {
    on_both(|house| {
        let person = house.take_in(&erika());
        house.vault.erase_blocking(&desk(), person, None).unwrap();
        let until = house.data.store.context(&actor()).now.plus_ms(DAY_MS);
        assert!(!issue(house, person, until));
        let kept = wait(house.vault.open(&desk(), &[person], Purpose::Statutory, Some("audit")));
        assert_eq!(code(kept), "person_not_kept_for");
    });
}
