//! Products come, change and go.

use std::collections::BTreeMap;

use catalogue::{
    AREA, CreateProduct, MIGRATIONS, Product, ProductChanges, ProductId, Status, add_sku_alias, add_variant,
    archive_variant, create_product, edit_product, get_product, variants_by_sku,
};
use kernel::{Locale, Texts};
use store::{Answer, Store, events_of};
use testkit::{TestStore, on_both};

use crate::goods::{mug, plain, sku, variant};

/// How a good product is spoilt.
type Change = fn(&mut CreateProduct);

fn product(store: &Store, id: ProductId) -> Product {
    store.read_blocking(|read| get_product(read, id)).unwrap().unwrap()
}

fn create(t: &TestStore, input: CreateProduct) -> ProductId {
    t.must(move |tx| create_product(tx, &input))
}

fn refused(t: &TestStore, input: CreateProduct) -> &'static str {
    t.refusal(move |tx| create_product(tx, &input))
}

#[test]
fn a_product_reads_back_as_it_was_given() {
    on_both(&[MIGRATIONS], |t| {
        let before = t.store.revisions().of(AREA);
        let id = create(t, mug());
        assert!(t.store.revisions().of(AREA) > before);
        let (given, read) = (mug(), product(&t.store, id));
        assert_eq!((read.facts, read.names, read.descriptions), (given.facts, given.names, given.descriptions));
        assert_eq!((read.options, read.version, read.status), (given.options, 1, Status::Active));
        let variants: Vec<_> =
            read.variants.iter().map(|v| (v.sku.as_str(), v.choices.clone(), v.weight_grams)).collect();
        let wanted: Vec<_> =
            given.variants.iter().map(|v| (v.sku.as_str(), v.choices.clone(), v.weight_grams)).collect();
        assert_eq!(variants, wanted);
        let told = t.store.read_blocking(|read| events_of(read, &id.to_string())).unwrap();
        assert_eq!(told[0].kind, "catalogue.product_created.v1");
        assert!(told[0].data.contains("马克杯") && told[0].data.contains("MUG-BLUE-S"), "{}", told[0].data);
    });
}

#[test]
fn what_does_not_fit_together_is_refused_and_leaves_nothing() {
    on_both(&[MIGRATIONS], |t| {
        let with = |change: Change| {
            let mut input = mug();
            change(&mut input);
            input
        };
        let wrong: [(&str, Change); 9] = [
            ("product_name_missing", |p| p.names = Texts::new().with(Locale::EN, " ")),
            ("product_without_variants", |p| p.variants.clear()),
            ("unknown_option_value", |p| p.variants[1] = variant("X", "green", "small")),
            ("unknown_option", |p| p.options.truncate(1)),
            ("option_not_chosen", |p| p.variants[1].choices.clear()),
            ("variant_exists", |p| p.variants[1] = variant("X", "red", "small")),
            ("sku_taken", |p| p.variants[1] = variant("mug-red-s", "red", "large")),
            ("option_given_twice", |p| p.options[1].code = p.options[0].code),
            ("wrong_weight", |p| p.variants[2].weight_grams = Some(-1)),
        ];
        for (code, change) in wrong {
            assert_eq!(refused(t, with(change)), code);
        }
        let found = t.store.read_blocking(|read| variants_by_sku(read, &[sku("MUG-RED-S")])).unwrap();
        assert_eq!(found, [None]);
        create(t, mug());
        assert_eq!(refused(t, plain("Mug-Red-L", "Another")), "sku_taken");
    });
}

#[test]
fn an_edit_names_the_version_it_saw_and_changes_only_what_it_names() {
    on_both(&[MIGRATIONS], |t| {
        let id = create(t, mug());
        let texts = [(Locale::AR, Some("كوب قهوة".to_owned())), (Locale::DE, None)];
        let changes = ProductChanges {
            names: BTreeMap::from(texts),
            tax_class: Some("reduced".parse().unwrap()),
            hs_code: Some(None),
            ..ProductChanges::default()
        };
        let again = changes.clone();
        t.must(move |tx| edit_product(tx, id, 1, &changes));
        assert_eq!(t.refusal(move |tx| edit_product(tx, id, 1, &again)), "stale_version");
        let read = product(&t.store, id);
        assert_eq!((read.version, read.facts.tax_class.as_str(), read.facts.hs_code), (2, "reduced", None));
        assert_eq!(read.names.get(Locale::AR), Some("كوب قهوة"));
        assert_eq!(read.names.get(Locale::DE), None);
        assert_eq!(read.descriptions, mug().descriptions);
        assert_eq!(read.facts.origin, mug().facts.origin);
        assert_eq!(read.missing_texts(&[Locale::DE, Locale::ZH, Locale::JA]), [Locale::DE, Locale::JA]);
        let nameless = mug().names.iter().map(|(locale, _)| (locale, None)).chain([(Locale::AR, None)]).collect();
        let nameless = ProductChanges { names: nameless, ..ProductChanges::default() };
        assert_eq!(t.refusal(move |tx| edit_product(tx, id, 2, &nameless)), "product_name_missing");
        let unknown = create_id();
        let none = ProductChanges::default();
        assert_eq!(t.refusal(move |tx| edit_product(tx, unknown, 1, &none)), "product_not_found");
    });
}

fn create_id() -> ProductId {
    kernel::Id::from_number(77)
}

#[test]
fn variants_are_added_archived_and_known_by_other_spellings() {
    on_both(&[MIGRATIONS], |t| {
        let id = create(t, mug());
        let other = create(t, plain("PLATE", "Plate"));
        let added = t.must(move |tx| add_variant(tx, id, &variant("MUG-BLUE-L", "blue", "large")));
        assert_eq!(t.refusal(move |tx| add_variant(tx, id, &variant("X", "blue", "large"))), "variant_exists");
        assert_eq!(t.refusal(move |tx| add_variant(tx, id, &variant("plate", "blue", "large"))), "variant_exists");
        assert_eq!(t.refusal(move |tx| add_variant(tx, other, &variant("Y", "blue", "large"))), "unknown_option");
        t.must(move |tx| add_sku_alias(tx, added, &sku("old 4711 b")));
        t.must(move |tx| add_sku_alias(tx, added, &sku("OLD 4711 B")));
        assert_eq!(t.refusal(move |tx| add_sku_alias(tx, added, &sku("plate"))), "sku_taken");
        t.must(move |tx| archive_variant(tx, added));
        t.must(move |tx| archive_variant(tx, added));
        let found = t.store.read_blocking(|read| variants_by_sku(read, &[sku("OLD 4711 b")])).unwrap();
        let facts = found[0].clone().unwrap();
        assert_eq!((facts.variant, facts.sku.as_str(), facts.active), (added, "MUG-BLUE-L", false));
        let read = product(&t.store, id);
        assert_eq!(read.version, 4, "a variant, an alias, an archiving; the repetitions change nothing");
        let last = read.variants.last().unwrap();
        assert_eq!(
            (last.aliases.as_slice(), last.status, last.version),
            (&[sku("old 4711 b")][..], Status::Archived, 2)
        );
        assert_eq!(added.reference(), last.id.to_string());
    });
}
