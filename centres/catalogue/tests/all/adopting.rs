//! Goods of another system come in bulk.

use catalogue::{Adopted, Adoption, MIGRATIONS, adopt_products, find_products, get_products, variants_by_sku};
use kernel::Locale;
use testkit::on_both;

use crate::goods::{facts, sku};

fn good(code: &str, name: &str) -> Adopted {
    Adopted { sku: sku(code), name: name.to_owned(), locale: Locale::EN, facts: facts(), weight_grams: None }
}

#[test]
fn adopting_again_changes_nothing_and_spellings_meet() {
    on_both(&[MIGRATIONS], |t| {
        let goods = vec![
            good("85123A", "WHITE HANGING HEART T-LIGHT HOLDER"),
            good("85123a", "CREAM HANGING HEART"),
            good("POST", " "),
        ];
        let again = goods.clone();
        let first = t.must(move |tx| adopt_products(tx, &goods));
        assert_eq!(first, Adoption { new: 2, known: 0 });
        let revision = t.store.revisions().of(catalogue::AREA);
        assert_eq!(t.must(move |tx| adopt_products(tx, &again)), Adoption { new: 0, known: 2 });
        assert_eq!(t.store.revisions().of(catalogue::AREA), revision, "nothing changed, so no cache is emptied");
        let more = vec![good("85123A", "ANOTHER NAME"), good("22423", "REGENCY CAKESTAND 3 TIER")];
        assert_eq!(t.must(move |tx| adopt_products(tx, &more)), Adoption { new: 1, known: 1 });

        let asked = [sku("85123a"), sku("post"), sku("nothing"), sku("22423")];
        let found = t.store.read_blocking(|read| variants_by_sku(read, &asked)).unwrap();
        let names: Vec<_> = found.iter().map(|f| f.as_ref().and_then(|f| f.name.get(Locale::EN))).collect();
        assert_eq!(
            names,
            [Some("WHITE HANGING HEART T-LIGHT HOLDER"), Some("POST"), None, Some("REGENCY CAKESTAND 3 TIER")]
        );
        let found = t.store.read_blocking(|read| {
            let ids = find_products(read, "cakest regency", None, 10)?;
            get_products(read, &ids)
        });
        assert_eq!(found.unwrap()[0].variants[0].sku, sku("22423"));
    });
}

#[test]
fn two_thousand_are_taken_at_once_and_no_more() {
    on_both(&[MIGRATIONS], |t| {
        let goods =
            |count: usize| (0..count).map(|n| good(&format!("S{n}"), &format!("Thing {n}"))).collect::<Vec<_>>();
        let many = goods(2_000);
        assert_eq!(t.must(move |tx| adopt_products(tx, &many)).new, 2_000);
        let too_many = goods(2_001);
        assert_eq!(t.refusal(move |tx| adopt_products(tx, &too_many)), "product_too_large");
    });
}
