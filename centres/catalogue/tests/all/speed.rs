//! How long the questions take with a hundred thousand variants. Run by hand:
//! `cargo nextest run -p catalogue --run-ignored only --no-capture speed`

use std::time::Instant;

use catalogue::{
    AREA, Adopted, Category, ListProducts, MIGRATIONS, VariantBook, adopt_products, find_products, list_products,
    missing_texts, variants_by_sku,
};
use kernel::{Locale, Sku};
use testkit::on_both;

use crate::goods::{facts, sku};

const PRODUCTS: usize = 100_000;
const COLOURS: [&str; 7] = ["red", "blue", "green", "white", "black", "rose", "ivory"];
const THINGS: [&str; 11] =
    ["mug", "plate", "lantern", "bag", "clock", "heart", "bunting", "cakestand", "bottle", "box", "sign"];

fn good(n: usize) -> Adopted {
    let (colour, thing) = (COLOURS[n % COLOURS.len()], THINGS[n % THINGS.len()]);
    let category: Category = format!("home/{thing}").parse().unwrap();
    let name = format!("{colour} {thing} of series {}", n % 997);
    Adopted {
        sku: sku(&format!("S-{n:06}")),
        name,
        locale: Locale::EN,
        facts: catalogue::ProductFacts { category, ..facts() },
        weight_grams: Some(100),
    }
}

#[test]
#[ignore = "takes a minute; prints figures instead of judging them"]
fn a_hundred_thousand_variants() {
    on_both(&[MIGRATIONS], |t| {
        let begun = Instant::now();
        for chunk in 0..PRODUCTS / 2_000 {
            let goods: Vec<Adopted> = (chunk * 2_000..(chunk + 1) * 2_000).map(good).collect();
            t.must(move |tx| adopt_products(tx, &goods));
        }
        println!("adopted {PRODUCTS} in {:?}", begun.elapsed());
        let timed = |what: &str, ask: &dyn Fn() -> usize| {
            ask();
            let begun = Instant::now();
            let found = ask();
            println!("{what}: {found} in {:?}", begun.elapsed());
        };
        let skus: Vec<Sku> = (0..2).map(|n| sku(&format!("s-{:06}", n * 40_000))).collect();
        timed("two SKUs from the store", &|| {
            t.store.read_blocking(|read| variants_by_sku(read, &skus)).unwrap().iter().flatten().count()
        });
        let book = VariantBook::default();
        timed("two SKUs from the book", &|| {
            let seen = t.store.revisions().of(AREA);
            let found = t.store.read_blocking(|read| book.lookup(seen, read, &skus)).unwrap();
            found.iter().flatten().count()
        });
        for words in ["mug", "red cakestand", "s00421", "series 7", "nothing", "re"] {
            timed(words, &|| t.store.read_blocking(|read| find_products(read, words, None, 50)).unwrap().len());
        }
        let page = |wanted: &ListProducts| t.store.read_blocking(|read| list_products(read, wanted)).unwrap().len();
        let all = ListProducts { limit: 51, ..ListProducts::default() };
        timed("a page", &|| page(&all));
        let category = ListProducts { category: Some("home/bag".parse().unwrap()), ..all.clone() };
        timed("a category", &|| page(&category));
        let empty = ListProducts { category: Some("garden".parse().unwrap()), ..all.clone() };
        timed("an empty category", &|| page(&empty));
        let both = ListProducts { words: Some("red".into()), ..category.clone() };
        timed("a category and a word", &|| page(&both));
        timed("missing German", &|| t.store.read_blocking(|r| missing_texts(r, Locale::DE, None, 51)).unwrap().len());
        timed("missing English", &|| t.store.read_blocking(|r| missing_texts(r, Locale::EN, None, 51)).unwrap().len());
    });
}
