use customers::{AdoptCustomer, CustomerKind, MIGRATIONS, adopt_customers, customers_of_references, get_customer};
use kernel::{ChannelCode, ShopCode};
use testkit::on_both;

fn adopt(reference: &str) -> AdoptCustomer {
    AdoptCustomer { external_ref: reference.into(), kind: CustomerKind::Business }
}

fn shop(name: &str) -> (ChannelCode, ShopCode) {
    ("file".parse().unwrap(), name.parse().unwrap())
}

#[test]
fn a_reference_is_one_customer_within_its_shop() {
    on_both(&[MIGRATIONS], |t| {
        let take = |shop_name: &'static str, references: &[&str]| {
            let wanted: Vec<_> = references.iter().map(|reference| adopt(reference)).collect();
            t.must(move |tx| adopt_customers(tx, shop(shop_name), &"eu".parse().unwrap(), &wanted))
        };
        let first = take("uk-web", &["17850", "13047", "17850"]);
        assert_eq!((first.new, first.customers[0]), (2, first.customers[2]));
        let again = take("uk-web", &["13047", "12583"]);
        assert_eq!((again.new, again.customers[0]), (1, first.customers[1]));
        assert_eq!(take("de-web", &["17850"]).new, 1, "another shop's number is another customer");
        let found =
            t.store.read_blocking(|read| customers_of_references(read, shop("uk-web"), &["12583", "0"])).unwrap();
        assert_eq!((found.len(), found["12583"]), (1, again.customers[1]));
        let detail = t.store.read_blocking(|read| get_customer(read, first.customers[0])).unwrap();
        assert_eq!(detail.identities[0].external_ref, "17850");
    });
}

#[test]
fn two_thousand_at_once_and_not_one_more_and_nothing_personal() {
    on_both(&[MIGRATIONS], |t| {
        let many = |count: usize| (0..count).map(|n| adopt(&format!("{n}"))).collect::<Vec<_>>();
        let region = || "eu".parse().unwrap();
        let full = many(2_000);
        assert_eq!(t.must(move |tx| adopt_customers(tx, shop("a"), &region(), &full)).new, 2_000);
        let over = many(2_001);
        assert_eq!(t.refusal(move |tx| adopt_customers(tx, shop("a"), &region(), &over)), "too_many_customers");
        for (reference, code) in [
            ("erika@example.org", "customer_reference_is_personal"),
            ("Erika Mustermann", "customer_reference_is_personal"),
            (" ", "invalid_customer_reference"),
        ] {
            let wanted = [adopt("1"), adopt(reference)];
            assert_eq!(t.refusal(move |tx| adopt_customers(tx, shop("b"), &region(), &wanted)), code, "{reference}");
        }
        let none = t.store.read_blocking(|read| customers_of_references(read, shop("b"), &["1"])).unwrap();
        assert!(none.is_empty(), "a refused call leaves nothing");
    });
}
