//! Just enough of Rust's grammar to tell code, comments and string literals apart.

/// A piece of a Rust source file. Comments are left out.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A word (name, keyword or number).
    Word(&'a str),
    /// A string literal's content as written, escapes not undone.
    Literal(&'a str),
    /// Any other character, spaces left out.
    Mark(char),
}

/// The pieces of a source file, without its `#[cfg(test)]` modules.
pub fn product_pieces(source: &str) -> Vec<Piece<'_>> {
    without_test_modules(pieces(source))
}

/// The pieces of a source file.
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment_length(rest)
        } else if let Some((content, length)) = raw_literal(rest) {
            pieces.push(Piece::Literal(content));
            length
        } else if first == '"' || rest.starts_with("b\"") || rest.starts_with("c\"") {
            let start = if first == '"' { 1 } else { 2 };
            let (content, length) = quoted(rest, start);
            pieces.push(Piece::Literal(content));
            length
        } else if first == '\'' {
            character_length(rest)
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            pieces.push(Piece::Word(rest.get(..length).unwrap_or_default()));
            length
        } else {
            if !first.is_whitespace() {
                pieces.push(Piece::Mark(first));
            }
            first.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    pieces
}

fn block_comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut place = 0;
    while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth = depth.saturating_add(1);
            place = place.saturating_add(2);
        } else if rest.starts_with("*/") {
            depth = depth.saturating_sub(1);
            place = place.saturating_add(2);
            if depth == 0 {
                return place;
            }
        } else {
            place = place.saturating_add(rest.chars().next().map_or(1, char::len_utf8));
        }
    }
    text.len()
}

/// `r"…"`, `br#"…"#` and so on: the content and the length of the whole.
fn raw_literal(text: &str) -> Option<(&str, usize)> {
    let after = ["r", "br", "cr"].iter().find_map(|prefix| {
        let after = text.strip_prefix(prefix)?;
        (after.starts_with('"') || after.starts_with("#\"") || after.starts_with("##")).then_some(after)
    })?;
    let content = after.trim_start_matches('#');
    let hashes = after.len().saturating_sub(content.len());
    let content = content.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = content.find(&end)?;
    let before = text.len().saturating_sub(content.len());
    Some((content.get(..length)?, before.saturating_add(length).saturating_add(end.len())))
}

/// A literal whose content begins at `start`: the content and the length of the whole.
fn quoted(text: &str, start: usize) -> (&str, usize) {
    let content = text.get(start..).unwrap_or_default();
    let mut escaped = false;
    for (place, character) in content.char_indices() {
        match character {
            '"' if !escaped => {
                let length = start.saturating_add(place).saturating_add(1);
                return (content.get(..place).unwrap_or_default(), length);
            }
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    (content, text.len())
}

/// A character literal's length, or 1 for the mark of a lifetime.
fn character_length(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => {
            let _escaped = characters.next();
            characters.find(|(_, c)| *c == '\'').map_or(text.len(), |(place, _)| place.saturating_add(1))
        }
        Some(_) => match characters.next() {
            Some((place, '\'')) => place.saturating_add(1),
            _ => 1,
        },
        None => 1,
    }
}

fn without_test_modules(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    use Piece::{Mark, Word};
    const GATE: [Piece<'static>; 7] =
        [Mark('#'), Mark('['), Word("cfg"), Mark('('), Word("test"), Mark(')'), Mark(']')];
    let mut kept: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    let mut depth = 0_usize;
    let mut opened = false;
    for piece in pieces {
        let gated = kept.ends_with(&GATE);
        if depth > 0 || opened {
            match piece {
                Mark('{') => (depth, opened) = (depth.saturating_add(1), false),
                Mark('}') => depth = depth.saturating_sub(1),
                // `mod tests;` has its text elsewhere.
                Mark(';') if opened => opened = false,
                _ => {}
            }
        } else if gated && matches!(piece, Word("mod")) {
            opened = true;
        } else {
            kept.push(piece);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(source: &str) -> Vec<&str> {
        product_pieces(source)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Literal(content) => Some(content),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn literals_are_told_from_comments_characters_and_lifetimes() {
        let source = r##"
            // "not this"
            /* "nor /* this */ one" */
            fn f<'a>(x: &'a str) { g('"', '\'', '\u{1F600}', "one \" quote", b"bytes", r#"raw "inner" text"#); }
        "##;
        assert_eq!(literals(source), ["one \\\" quote", "bytes", "raw \"inner\" text"]);
    }

    #[test]
    fn a_test_module_is_left_out_and_what_follows_is_not() {
        let source = r#"
            const A: &str = "kept";
            #[cfg(test)]
            mod tests { fn f() { g("left out"); } }
            const B: &str = "kept too";
        "#;
        assert_eq!(literals(source), ["kept", "kept too"]);
    }
}
