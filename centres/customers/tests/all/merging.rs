use customers::{
    ListCustomers, MIGRATIONS, MergeCustomers, SetBusinessFacts, UndoMerge, get_customer, list_customers,
    merge_customers, set_business_facts, undo_merge,
};
use testkit::on_both;

use crate::{merge, newcomer, per, version};

#[test]
fn a_merge_shows_both_as_one_and_its_undoing_restores_exactly() {
    on_both(&[MIGRATIONS], |t| {
        let (a, b, c, d) = (newcomer(t, 1), newcomer(t, 2), newcomer(t, 3), newcomer(t, 4));
        let pages = |way| {
            let page = |after| {
                let wanted = ListCustomers { way, after, kind: None, limit: 2 };
                let found = t.store.read_blocking(|read| list_customers(read, &wanted)).unwrap();
                found.iter().map(|customer| customer.id).collect::<Vec<_>>()
            };
            let first = page(None);
            let second = page(first.last().copied());
            [first, second].concat()
        };
        assert_eq!((pages(store::Way::Rising), pages(store::Way::Falling)), (vec![a, b, c, d], vec![d, c, b, a]));
        let detail = |id| t.store.read_blocking(|read| get_customer(read, id)).unwrap();
        let persons = |id| detail(id).persons.iter().map(|linked| linked.person).collect::<Vec<_>>();
        assert_eq!(merge(t, a, b), b);
        assert_eq!(merge(t, c, b), b);
        assert_eq!(merge(t, b, d), d, "what stands for others is merged with them");
        assert_eq!(persons(d), [per(1), per(2), per(3), per(4)]);
        assert_eq!((detail(d).merged, detail(a).customer.stands_for_it), (vec![a, b, c], d));
        let all = ListCustomers { way: store::Way::Falling, after: None, kind: None, limit: 10 };
        let listed = |t: &testkit::TestStore| t.store.read_blocking(|read| list_customers(read, &all)).unwrap();
        assert_eq!(listed(t).iter().map(|customer| customer.id).collect::<Vec<_>>(), [d]);

        let undo = UndoMerge { customer: b, version: version(t, b) };
        t.must(move |tx| undo_merge(tx, &undo));
        assert_eq!((persons(b), persons(d)), (vec![per(1), per(2), per(3)], vec![per(4)]));
        assert_eq!(detail(a).customer.stands_for_it, b);
        let told = t.store.read_blocking(|read| store::events_of(read, &b.to_string())).unwrap();
        let kinds: Vec<_> = told.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(
            kinds,
            ["customers.customer_first_seen.v1", "customers.customers_merged.v1", "customers.merge_undone.v1"]
        );
    });
}

#[test]
fn merges_in_a_circle_twice_or_on_an_old_version_are_refused() {
    on_both(&[MIGRATIONS], |t| {
        let (a, b) = (newcomer(t, 1), newcomer(t, 2));
        let refuse = |customer, into, version| {
            t.refusal(move |tx| merge_customers(tx, &MergeCustomers { customer, into, version }))
        };
        assert_eq!(refuse(a, a, 1), "customers_already_one");
        assert_eq!(refuse(a, b, 7), "stale_version");
        assert_eq!(t.refusal(move |tx| undo_merge(tx, &UndoMerge { customer: a, version: 1 })), "customer_not_merged");
        merge(t, a, b);
        assert_eq!(refuse(b, a, 1), "customers_already_one");
        assert_eq!(refuse(a, b, 2), "customer_already_merged");
        assert_eq!(refuse(kernel::Id::from_number(77), b, 1), "customer_not_found");
    });
}

#[test]
fn a_business_has_a_name_and_a_vat_id_and_a_consumer_cannot() {
    on_both(&[MIGRATIONS], |t| {
        let a = newcomer(t, 1);
        let facts = |name: &str, vat_id: Option<&str>| SetBusinessFacts {
            customer: a,
            version: version(t, a),
            legal_name: name.into(),
            vat_id: vat_id.map(|text| text.parse().unwrap()),
        };
        let input = facts(" ", None);
        assert_eq!(t.refusal(move |tx| set_business_facts(tx, &input)), "invalid_legal_name");
        let input = facts("Beispiel GmbH", Some("de 123.456-789"));
        t.must(move |tx| set_business_facts(tx, &input));
        let customer = t.store.read_blocking(|read| get_customer(read, a)).unwrap().customer;
        assert_eq!((customer.vat_id.as_deref(), customer.version), (Some("DE123456789"), 2));
    });
}
