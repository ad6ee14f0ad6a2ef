//! What somebody typed into the find field, as groups of words of which every group must match.

use catalogue::{ProductId, find_products};
use kernel::{Id, Refusal};
use store::find::Word;
use store::{CommandError, Read};

/// The most letters of a question.
pub const LONGEST_QUESTION: usize = 200;
/// The most parts (texts between blanks) that count.
const MOST_PARTS: usize = 8;
/// The most products a part stands for, newest first. A part that means more products is hardly a part one finds by; the whole
/// question is asked of the catalogue too, so that a rare product among many is not lost.
const MOST_PRODUCTS: usize = 1_000;

/// A question of at least one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    parts: Vec<Part>,
    whole: String,
}

/// A text between blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    text: String,
    /// All its letters and digits in one: how numbers, SKUs and tracking numbers are indexed.
    code: String,
}

impl std::str::FromStr for Question {
    type Err = Refusal;

    /// Refuses `find_text_empty` and `find_text_too_long`.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.chars().count() > LONGEST_QUESTION {
            return Err(Refusal::invalid("find_text_too_long").at("q").with("longest", LONGEST_QUESTION));
        }
        let parts: Vec<Part> = text.split_whitespace().filter_map(Part::of).take(MOST_PARTS).collect();
        if parts.is_empty() {
            return Err(Refusal::invalid("find_text_empty").at("q"));
        }
        Ok(Self { parts, whole: text.to_owned() })
    }
}

impl Part {
    fn of(text: &str) -> Option<Self> {
        // An order's id is indexed without its prefix.
        let bare = text.get(..4).filter(|start| start.eq_ignore_ascii_case("ord_")).and(text.get(4..)).unwrap_or(text);
        let code = words::code_word(bare)?;
        Some(Self { text: bare.to_owned(), code })
    }

    /// The code, or any of the products. The words a part is cut into are asked of the catalogue only: an order's own words are
    /// whole codes, and the beginning of every number (`web-…`) is dear to look up.
    fn group(&self, products: &[ProductId]) -> Vec<Word> {
        let mut group = Vec::with_capacity(products.len().saturating_add(1));
        // A code of one letter is taken as it stands: too much begins with it.
        group.push(Word { text: self.code.clone(), prefix: self.code.chars().nth(1).is_some() });
        group.extend(products.iter().map(|id| Word::exact(orders::product_token(id.number()))));
        group
    }
}

impl Question {
    /// The groups to ask the word index for: each part stands for itself and for the products that have it in their words, in
    /// whatever language. A query of the catalogue a part.
    pub fn groups(&self, read: &mut dyn Read) -> Result<Vec<Vec<Word>>, CommandError> {
        let whole = match self.parts.as_slice() {
            [_] => Vec::new(),
            _ => find_products(read, &self.whole, None, MOST_PRODUCTS)?,
        };
        let mut groups = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mut products = find_products(read, &part.text, None, MOST_PRODUCTS)?;
            if products.len() == MOST_PRODUCTS {
                let known: std::collections::HashSet<ProductId> = products.iter().copied().collect();
                products.extend(whole.iter().filter(|id| !known.contains(id)));
            }
            groups.push(part.group(&products));
        }
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_one_code_and_may_go_on() {
        let question: Question = "MUG-RED ord_01ABC 7 红色杯子".parse().unwrap();
        let shown = |word: Word| if word.prefix { format!("{}*", word.text) } else { word.text };
        let groups: Vec<Vec<String>> =
            question.parts.iter().map(|part| part.group(&[]).into_iter().map(shown).collect()).collect();
        assert_eq!(groups, [["mugred*"], ["01abc*"], ["7"], ["红色杯子*"]]);
    }

    #[test]
    fn a_question_without_a_letter_or_without_end_is_refused() {
        assert_eq!(" - ! ".parse::<Question>().unwrap_err().code, "find_text_empty");
        assert_eq!("a".repeat(201).parse::<Question>().unwrap_err().code, "find_text_too_long");
    }
}
