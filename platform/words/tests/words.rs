//! What is indexed is found, in the languages of the shops.

use words::{MOST_WORDS, Word, code_word, query_words, tokens};

/// Whether a text with these tokens is found by this question.
fn finds(question: &str, text: &str) -> bool {
    let tokens = tokens(text);
    let words = query_words(question);
    let matches =
        |word: &Word| tokens.iter().any(|t| if word.prefix { t.starts_with(&word.text) } else { *t == word.text });
    !words.is_empty() && words.iter().all(matches)
}

#[test]
fn a_product_is_found_in_its_languages() {
    for (question, text) in [
        ("grosse", "Tasse, Größe L"),
        ("TASSE größe", "Tasse, Größe L"),
        ("schu", "Damenschuhe Schuhe"),
        ("cafe", "Café crème"),
        ("杯子", "红色杯子（大）"),
        ("杯", "红色杯子"),
        ("子", "红色杯子"),
        ("红 杯子", "红色杯子"),
        ("マグカップ", "陶器のマグカップ"),
        ("ﾏｸﾞ", "マグカップ"),
        ("ガラス", "ガラス瓶"),
        ("머그", "빨간머그컵"),
        ("كوب", "كُوب أحمر"),
        ("احمر", "كوب أحمر"),
        ("кружка", "Красная КРУЖКА"),
        ("ΚΌΚΚΙΝΟΣ", "κόκκινος"),
        ("हिन्दी", "हिन्दी किताब"),
        ("แก้ว", "แก้วน้ำสีแดง"),
        ("iphone 15", "Hülle für iPhone 15 Pro"),
        ("Ａ１", "a1 paper"),
        ("İstanbul", "istanbul"),
    ] {
        assert!(finds(question, text), "{question} in {text}: {:?} {:?}", query_words(question), tokens(text));
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for (question, text) in
        [("杯子", "子杯"), ("カ", "ガ"), ("mug", "smug"), ("red cup", "red mug"), ("", "red"), ("!?", "red")]
    {
        assert!(!finds(question, text), "{question} in {text}");
    }
}

#[test]
fn words_are_safe_for_every_index_and_bounded() {
    let odd = "𝔘𝔫𝔦 ⓐ x́ \u{10FFFF} ९ ا\u{200c}ب 𓀀𓀁 🧀 'quote' \"double\" a_b a*b NEAR(x) ) OR 1";
    for token in tokens(odd).into_iter().chain(query_words(odd).into_iter().map(|word| word.text)) {
        assert!(token.chars().all(|c| c.is_alphanumeric() || c == '_'), "{token}");
    }
    assert!(tokens(&"x".repeat(10_000))[0].len() <= words::LONGEST_WORD);
    assert_eq!(query_words("字").len(), 1);
    let long: String = (0..500u32).filter_map(|n| char::from_u32(0x4E00 + n)).collect();
    assert_eq!(query_words(&long).len(), MOST_WORDS);
    assert!(finds(&long, &long));
    assert_eq!(tokens("red red RED"), ["red"]);
}

#[test]
fn a_code_is_one_word() {
    assert_eq!(code_word("MUG-RED/xl 07").as_deref(), Some("mugredxl07"));
    assert_eq!(code_word("--"), None);
}
