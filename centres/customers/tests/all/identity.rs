use customers::{LinkReason, MIGRATIONS, customers_of_persons, resolve_identities};
use testkit::on_both;

use crate::{merge, newcomer, per, resolve, seen};

#[test]
fn exactly_one_with_the_same_mail_else_the_same_phone_is_the_same_customer() {
    on_both(&[MIGRATIONS], |t| {
        let (first, other) = (newcomer(t, 1), newcomer(t, 2));
        let by_email = resolve(t, seen(3, &[1], &[2]));
        assert_eq!(
            (by_email.customer, by_email.reason),
            (first, LinkReason::SameEmail),
            "the mail goes before the phone"
        );
        let by_phone = resolve(t, seen(4, &[], &[2]));
        assert_eq!((by_phone.customer, by_phone.reason), (other, LinkReason::SamePhone));
        let two_persons_one_customer = resolve(t, seen(5, &[1, 3], &[]));
        assert_eq!(two_persons_one_customer.customer, first);
        let unknown_candidate = resolve(t, seen(6, &[99], &[]));
        assert_eq!(unknown_candidate.reason, LinkReason::FirstSeen);
        assert_eq!(resolve(t, seen(3, &[2], &[2])), by_email, "who belongs somewhere stays there");
    });
}

#[test]
fn nobody_is_guessed_where_several_match() {
    on_both(&[MIGRATIONS], |t| {
        let (first, other) = (newcomer(t, 1), newcomer(t, 2));
        let mail = resolve(t, seen(3, &[1, 2], &[1]));
        assert_eq!(mail.reason, LinkReason::SeveralSameEmail);
        assert!(mail.customer != first && mail.customer != other);
        assert_eq!(resolve(t, seen(4, &[], &[1, 2])).reason, LinkReason::SeveralSamePhone);
        merge(t, other, first);
        let merged = resolve(t, seen(5, &[1, 2], &[]));
        assert_eq!((merged.customer, merged.reason), (first, LinkReason::SameEmail), "merged ones count as one");
    });
}

#[test]
fn of_several_with_one_address_the_name_decides_and_who_cannot_be_told_stays_together() {
    on_both(&[MIGRATIONS], |t| {
        let (first, other) = (newcomer(t, 1), newcomer(t, 2));
        let named = |person, named: &[i64]| {
            let by_email_and_name = named.iter().map(|number| per(*number)).collect();
            customers::ResolveIdentity { by_email_and_name, ..seen(person, &[1, 2], &[]) }
        };
        let told = resolve(t, named(3, &[2]));
        assert_eq!((told.customer, told.reason), (other, LinkReason::SameEmail));
        let untold = resolve(t, named(4, &[1, 2, 3]));
        assert!(untold.customer != first && untold.customer != other);
        assert_eq!(resolve(t, named(5, &[4, 3, 2, 1])).customer, untold.customer);
        assert_eq!(resolve(t, named(6, &[5, 4, 3, 2, 1])).customer, untold.customer);
    });
}

#[test]
fn merged_ones_are_one_customer_seen_from_each() {
    on_both(&[MIGRATIONS], |t| {
        let (first, other, third) = (newcomer(t, 1), newcomer(t, 2), newcomer(t, 3));
        merge(t, other, first);
        let same = |id| t.store.read_blocking(|read| customers::same_customer(read, id)).unwrap();
        assert_eq!((same(first), same(other), same(third)), (vec![first, other], vec![first, other], vec![third]));
    });
}

#[test]
fn many_at_once_see_each_other_and_are_found_by_person() {
    on_both(&[MIGRATIONS], |t| {
        let inputs: Vec<_> =
            (1..=500).map(|n| if n % 2 == 0 { seen(n, &[n - 1], &[]) } else { seen(n, &[], &[]) }).collect();
        t.must(move |tx| {
            let answers = resolve_identities(tx, &inputs)?;
            assert!(answers.chunks(2).all(|pair| pair.iter().all(|resolved| resolved.customer == pair[0].customer)));
            Ok(store::Nothing)
        });
        let persons: Vec<_> = (1..=501).map(per).collect();
        let found = t.store.read_blocking(|read| customers_of_persons(read, &persons)).unwrap();
        assert_eq!((found.len(), found.get(&per(8))), (500, found.get(&per(7))));
        let told = t.store.read_blocking(|read| store::events_after(read, 0, 1_000)).unwrap();
        assert_eq!(told.iter().filter(|event| event.kind == "customers.customer_first_seen.v1").count(), 250);
    });
}
