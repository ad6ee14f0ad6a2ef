//! Questions and what is remembered of their answers.

use catalogue::{
    AREA, ListProducts, MIGRATIONS, ProductChanges, ProductId, Status, VariantBook, create_product, edit_product,
    find_products, list_products, missing_texts, texts_by_locale,
};
use kernel::{Locale, Sku};
use testkit::{TestStore, on_both};

use crate::goods::{mug, plain, sku};

fn found(t: &TestStore, words: &str) -> Vec<ProductId> {
    t.store.read_blocking(|read| find_products(read, words, None, 10)).unwrap()
}

#[test]
fn a_product_is_found_by_a_word_of_any_of_its_languages() {
    on_both(&[MIGRATIONS], |t| {
        let mug = t.must(|tx| create_product(tx, &mug()));
        let plate = t.must(|tx| create_product(tx, &plain("PLATE-01", "Coffee plate")));
        assert_eq!(found(t, "coffee"), [plate, mug], "newest first");
        for words in
            ["coffee mug", "COFF mu", "马克", "杯", "kaffeebecher gross", "红色", "mug-red", "MUGREDL", "kitchen mug"]
        {
            assert_eq!(found(t, words), [mug], "{words}");
        }
        for words in ["coffee spoon", "dishwasher", "", "'; DROP TABLE products; --", "\" OR *"] {
            assert!(found(t, words).is_empty(), "{words}");
        }
        let changes =
            ProductChanges { names: [(Locale::EN, Some("Tea cup".to_owned()))].into(), ..ProductChanges::default() };
        t.must(move |tx| edit_product(tx, mug, 1, &changes));
        assert_eq!(found(t, "tea"), [mug]);
        assert_eq!(found(t, "coffee"), [plate], "the old name is forgotten");
    });
}

#[test]
fn a_list_goes_by_category_status_and_words_page_by_page() {
    on_both(&[MIGRATIONS], |t| {
        let made: Vec<ProductId> = (0..5)
            .map(|n| {
                t.must(move |tx| {
                    let mut input = plain(&format!("T{n}"), "Thing of steel");
                    input.facts.category = ["home", "home/kitchen", "homeware", "home/kitchen/mugs", ""][n].parse()?;
                    create_product(tx, &input)
                })
            })
            .collect();
        let list = |wanted: ListProducts| {
            let products = t.store.read_blocking(|read| list_products(read, &wanted)).unwrap();
            products.into_iter().map(|product| product.id).collect::<Vec<_>>()
        };
        let all = || ListProducts { limit: 10, ..ListProducts::default() };
        assert_eq!(list(all()), made.iter().rev().copied().collect::<Vec<_>>());
        let oldest = |after| ListProducts { way: store::Way::Rising, after, limit: 2, ..ListProducts::default() };
        assert_eq!([list(oldest(None)), list(oldest(Some(made[1])))], [made[..2].to_vec(), made[2..4].to_vec()]);
        let home = ListProducts { category: Some("home".parse().unwrap()), ..all() };
        assert_eq!(list(home.clone()), [made[3], made[1], made[0]]);
        let first = ListProducts { limit: 2, words: Some("steel".into()), ..home };
        assert_eq!(list(first.clone()), [made[3], made[1]]);
        assert_eq!(list(ListProducts { after: Some(made[1]), ..first }), [made[0]]);
        let gone = made[1];
        let archive = ProductChanges { status: Some(Status::Archived), ..ProductChanges::default() };
        t.must(move |tx| edit_product(tx, gone, 1, &archive));
        assert_eq!(list(ListProducts { status: Some(Status::Archived), ..all() }), [gone]);
    });
}

#[test]
fn what_lacks_a_language_is_told() {
    on_both(&[MIGRATIONS], |t| {
        let mug = t.must(|tx| create_product(tx, &mug()));
        let plate = t.must(|tx| create_product(tx, &plain("P", "Plate")));
        let missing = |locale: &str| {
            let locale = locale.parse().unwrap();
            t.store.read_blocking(|read| missing_texts(read, locale, store::Way::Falling, None, 10)).unwrap()
        };
        assert_eq!(missing("zh-CN"), [plate], "zh will do for zh-CN");
        assert_eq!(missing("ar"), [plate, mug]);
        assert!(missing("en").is_empty());
        let (products, named) = t.store.read_blocking(|read| texts_by_locale(read)).unwrap();
        assert_eq!((products, named), (2, vec![(Locale::DE, 1), (Locale::EN, 2), (Locale::ZH, 1)]));
    });
}

#[test]
fn the_book_forgets_when_the_catalogue_changes() {
    on_both(&[MIGRATIONS], |t| {
        let id = t.must(|tx| create_product(tx, &mug()));
        let book = VariantBook::default();
        let ask = |skus: &[Sku]| {
            let seen = t.store.revisions().of(AREA);
            t.store.read_blocking(|read| book.lookup(seen, read, skus)).unwrap()
        };
        let asked = [sku("mug-red-s"), sku("nothing"), sku("MUG-BLUE-S"), sku("MUG-RED-S")];
        let first = ask(&asked);
        assert!(first[1].is_none() && first[0] == first[3]);
        let second = ask(&asked);
        assert!(std::sync::Arc::ptr_eq(first[2].as_ref().unwrap(), second[2].as_ref().unwrap()), "remembered");
        let changes = ProductChanges { tax_class: Some("reduced".parse().unwrap()), ..ProductChanges::default() };
        t.must(move |tx| edit_product(tx, id, 1, &changes));
        assert_eq!(ask(&asked)[2].as_ref().unwrap().tax_class.as_str(), "reduced");
        // A snapshot from before the change must not be remembered for after it.
        let stale = t.store.read_blocking(|read| book.lookup(0, read, &asked)).unwrap();
        assert!(stale[0].is_some());
    });
}
