//! The newest documents with some words are found, however many there are and whenever the words were common.

use store::find::{FindQuery, Word};
use store::{Migrations, Nothing, Read};
use testkit::{TestStore, on_both};

const WORDS: Migrations = Migrations {
    owner: "finding",
    steps: &[(1, "start", "{word_index finding_words}; {word_index finding_tokens whole};")],
};
/// With and without an index for the beginnings of words: the answers are the same.
const INDEXES: [&str; 2] = ["finding_words", "finding_tokens"];
const ALL: i64 = 30_000;

/// Document `n` of 1 to [`ALL`]: a number, `every`, `old` in the older half, `even`.
fn words(n: i64) -> String {
    let old = if n <= ALL / 2 { " old" } else { "" };
    let even = if n % 2 == 0 { " even" } else { "" };
    format!("n{n:06} every{old}{even}")
}

fn found(fresh: &TestStore, all_of: &[&[Word]], before: i64, from: i64, limit: usize) -> Vec<i64> {
    let query = FindQuery { all_of: all_of.iter().map(|any| any.to_vec()).collect(), before, from, limit };
    let [one, other] = INDEXES.map(|index| fresh.store.read_blocking(|read| read.find(index, &query)).unwrap());
    assert_eq!(one, other);
    one
}

#[test]
fn the_newest_come_first_whenever_a_word_was_common() {
    on_both(&[WORDS], |fresh| {
        for chunk in 0..ALL / 2_000 {
            fresh.must(move |tx| {
                let rows: Vec<_> = (chunk * 2_000 + 1..=(chunk + 1) * 2_000).map(|n| (n, words(n))).collect();
                for index in INDEXES {
                    tx.index_words(index, rows.clone())?;
                }
                Ok(Nothing)
            });
        }
        let exact = |text: &str| vec![Word::exact(text)];
        let newest = |last: i64, step: i64| (0..50).map(|n| last - n * step).collect::<Vec<_>>();
        assert_eq!(found(fresh, &[&exact("every")], i64::MAX, 0, 50), newest(ALL, 1));
        assert_eq!(found(fresh, &[&exact("old")], i64::MAX, 0, 50), newest(ALL / 2, 1));
        assert_eq!(found(fresh, &[&exact("old"), &exact("even")], ALL / 2 - 1, 0, 50), newest(ALL / 2 - 2, 2));
        assert_eq!(found(fresh, &[&exact("n000007")], i64::MAX, 0, 50), [7]);
        assert_eq!(
            found(fresh, &[&[Word::prefix("n02999")]], i64::MAX, 0, 50),
            (29_990..=29_999).rev().collect::<Vec<_>>()
        );
        assert_eq!(found(fresh, &[&[Word::exact("n000007"), Word::exact("n023000")]], i64::MAX, 0, 50), [23_000, 7]);
        assert_eq!(found(fresh, &[&exact("old")], i64::MAX, ALL / 2 - 9, 50).len(), 10);
        assert_eq!(found(fresh, &[&exact("every")], i64::MAX, 0, 20_001).len(), 20_001);
        assert_eq!(found(fresh, &[&exact("never")], i64::MAX, 0, 50), Vec::<i64>::new());
        // A page that the newest fill in part goes on behind them.
        let across = found(fresh, &[&[Word::exact("old"), Word::exact("n030000")]], i64::MAX, 0, 3);
        assert_eq!(across, [ALL, ALL / 2, ALL / 2 - 1]);
    });
}
