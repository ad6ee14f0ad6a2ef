//! What serde says is wrong with an input, as a refusal in Hanse's own words: serde's are English, speak of Rust's types, and
//! change with its versions.

use kernel::Refusal;

/// A mistake in an input that reads as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mistake<'t> {
    /// A field that must be there is not.
    Missing(&'t str),
    /// A field nobody asked for.
    Unknown(&'t str),
    Twice(&'t str),
    /// A word that is none of those known.
    Word(&'t str),
    /// A value of another kind than the one the code names.
    Wants(&'static str),
    /// A number outside what is allowed: the least and the most.
    Between(&'t str, &'t str),
    /// The own words of whoever reads the value.
    Said(&'t str),
    /// What no field can hold.
    Other,
}

impl<'t> Mistake<'t> {
    /// Reads what serde told (serde 1: `serde::de::Error`'s provided constructors).
    pub fn of(told: &'t str) -> Self {
        let quoted = |start: &str| told.strip_prefix(start)?.split('`').nth(1);
        let mistake = (quoted("missing field ").map(Self::Missing))
            .or_else(|| quoted("unknown field ").map(Self::Unknown))
            .or_else(|| quoted("duplicate field ").map(Self::Twice))
            .or_else(|| quoted("unknown variant ").map(Self::Word));
        if let Some(mistake) = mistake {
            return mistake;
        }
        let of_another_kind = ["invalid type: ", "invalid value: ", "invalid length "];
        if of_another_kind.iter().any(|start| told.starts_with(start)) {
            let words = told.rsplit_once(", expected ").map_or("", |(_, wanted)| wanted);
            return between(words).unwrap_or_else(|| wanted(words));
        }
        let serdes = [
            "data did not match any variant",
            "invalid digit",
            "number too",
            "cannot parse",
            "expected ",
            "premature ",
        ];
        let serdes = serdes.iter().any(|start| told.starts_with(start)) || told.is_empty();
        if serdes || is_code(told) {
            return Self::Other;
        }
        of_the_kernel(told).map_or(Self::Said(told), Self::Wants)
    }

    /// The refusal about `field`, a JSON pointer or the name of a parameter. `told` is what serde said.
    pub fn refusal(self, field: &str, told: &str) -> Refusal {
        match self {
            Self::Missing(_) => Refusal::invalid("field_missing").with("field", field),
            Self::Unknown(_) => Refusal::invalid("field_unknown").with("field", field).with("known", known(told)),
            Self::Twice(_) => Refusal::invalid("field_twice").with("field", field),
            Self::Word(word) => {
                let word: String = word.chars().take(40).collect();
                Refusal::invalid("field_unknown_word")
                    .with("field", field)
                    .with("word", word)
                    .with("known", known(told))
            }
            Self::Wants(code) => Refusal::invalid(code).with("field", field),
            Self::Between(least, most) => {
                Refusal::invalid("field_out_of_range").with("field", field).with("least", least).with("most", most)
            }
            Self::Said(why) => Refusal::invalid("field_of_another_form").with("field", field).with("why", why),
            Self::Other => Refusal::invalid("field_unusable").with("field", field),
        }
    }
}

/// `1 to 200`.
fn between(words: &str) -> Option<Mistake<'_>> {
    let (least, most) = words.split_once(" to ")?;
    let number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    (number(least) && number(most)).then_some(Mistake::Between(least, most))
}

/// A refusal's code with its facts: for programs, no sentence.
fn is_code(told: &str) -> bool {
    let code = told.split(' ').next().unwrap_or_default();
    code.contains('_')
        && code.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_')
}

/// What the kernel's values say of a text that is none of theirs: told in every language instead of in English.
fn of_the_kernel(told: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        ("not an ISO 3166-1 country code", "field_wants_country"),
        ("not an ISO 4217 currency", "field_wants_currency"),
        ("not a code for ", "field_wants_code"),
        ("not an id of the form", "field_wants_id"),
        ("not a language tag", "field_wants_language"),
        ("not an instant of the form", "field_wants_instant"),
        ("not a time zone", "field_wants_time_zone"),
        ("not a SKU", "field_wants_sku"),
        ("not an amount in", "field_wants_amount"),
    ];
    KNOWN.iter().find(|(start, _)| told.starts_with(start)).map(|(_, code)| *code)
}

fn wanted(words: &str) -> Mistake<'static> {
    let is = |all: &[&str]| all.iter().any(|one| words == *one || words.starts_with(&format!("{one} ")));
    let code = if is(&["a string", "a borrowed string", "str", "string", "a character", "identifier"]) {
        "field_wants_text"
    } else if is(&["u8", "u16", "u32", "u64", "u128", "usize", "a nonzero"]) {
        "field_wants_count"
    } else if is(&["i8", "i16", "i32", "i64", "i128", "isize", "an integer"]) {
        "field_wants_whole_number"
    } else if is(&["f32", "f64"]) {
        "field_wants_number"
    } else if is(&["a boolean", "bool"]) {
        "field_wants_yes_or_no"
    } else if is(&["a sequence", "a tuple", "an array", "a list", "tuple struct"]) {
        "field_wants_list"
    } else if is(&["a map", "struct", "map", "an object", "enum", "internally tagged enum", "adjacently tagged enum"]) {
        "field_wants_object"
    } else if is(&["unit"]) {
        "body_not_wanted"
    } else {
        return Mistake::Other;
    };
    Mistake::Wants(code)
}

/// The names that serde knows, from its list in backticks behind `expected`.
fn known(told: &str) -> String {
    let (_, list) = told.rsplit_once("expected").unwrap_or_default();
    list.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    #[expect(dead_code, reason = "read by serde only")]
    struct Body {
        text: Option<String>,
        count: Option<u32>,
        whole: Option<i64>,
        yes: Option<bool>,
        list: Option<Vec<Body>>,
        object: Option<Box<Body>>,
        word: Option<Word>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Yes,
        No,
    }

    /// The words of the serde that is built in, so that a new version that speaks otherwise is noticed here.
    #[test]
    fn what_serde_says_is_understood() {
        for (json, code) in [
            (r#"{"text":5}"#, "field_wants_text"),
            (r#"{"count":-2}"#, "field_wants_count"),
            (r#"{"count":99999999999}"#, "field_wants_count"),
            (r#"{"count":"2"}"#, "field_wants_count"),
            (r#"{"whole":1.5}"#, "field_wants_whole_number"),
            (r#"{"yes":"true"}"#, "field_wants_yes_or_no"),
            (r#"{"list":{}}"#, "field_wants_list"),
            (r#"{"object":7}"#, "field_wants_object"),
            (r#"{"word":"perhaps"}"#, "field_unknown_word"),
            (r#"{"other":1}"#, "field_unknown"),
            (r#"{"yes":true,"yes":true}"#, "field_twice"),
        ] {
            let told = serde_json::from_str::<Body>(json).unwrap_err().to_string();
            let told = told.split(" at line ").next().unwrap();
            assert_eq!(Mistake::of(told).refusal("/x", told).code, code, "{json}: {told}");
        }
        let unit = serde_json::from_str::<()>("{}").unwrap_err().to_string();
        assert_eq!(Mistake::of(unit.split(" at line ").next().unwrap()), Mistake::Wants("body_not_wanted"));
        let told = "unknown variant `x`, expected `yes` or `no`";
        assert_eq!(Mistake::of(told).refusal("/w", told).facts[2].1, "yes, no");
        for (told, code) in [
            ("DEU".parse::<kernel::CountryCode>().unwrap_err().to_string(), "field_wants_country"),
            ("EURO".parse::<kernel::CurrencyCode>().unwrap_err().to_string(), "field_wants_currency"),
            ("?".parse::<kernel::MarketCode>().unwrap_err().to_string(), "field_wants_code"),
            ("yesterday".parse::<kernel::Timestamp>().unwrap_err().to_string(), "field_wants_instant"),
            ("".parse::<kernel::Sku>().unwrap_err().to_string(), "field_wants_sku"),
            ("invalid value: integer `5000`, expected 1 to 200".to_owned(), "field_out_of_range"),
            ("unknown_fx_purpose text=funny".to_owned(), "field_unusable"),
        ] {
            assert_eq!(Mistake::of(&told).refusal("/x", &told).code, code, "{told}");
        }
        assert_eq!(Mistake::of("not a scope: orders:eat"), Mistake::Said("not a scope: orders:eat"));
    }
}
