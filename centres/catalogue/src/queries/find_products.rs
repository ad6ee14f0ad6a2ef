//! Which products have these words, in any language?

use kernel::Id;
use store::find::{FindQuery, Word};
use store::{Read, StoreError};

use crate::model::ProductId;
use crate::store::WORDS;

/// The products whose names, category, SKUs and option values have all words of `question`, each also as a beginning; newest first,
/// below `before`. Nothing for a question without a letter or digit.
pub fn find_products(
    read: &mut dyn Read,
    question: &str,
    before: Option<ProductId>,
    limit: usize,
) -> Result<Vec<ProductId>, StoreError> {
    let words = words::query_words(question).into_iter();
    let all_of: Vec<Vec<Word>> = words.map(|word| vec![Word { text: word.text, prefix: word.prefix }]).collect();
    if all_of.is_empty() {
        return Ok(Vec::new());
    }
    let before = before.map_or(i64::MAX, Id::number);
    let found = read.find(WORDS, &FindQuery { all_of, before, from: 0, limit })?;
    Ok(found.into_iter().map(ProductId::from_number).collect())
}
