//! Just enough of SQL's grammar to name the tables a statement makes, reads and writes.

/// What a piece of SQL does to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// `CREATE TABLE`.
    Makes,
    /// `FROM`, `JOIN`, `REFERENCES`.
    Reads,
    /// `INSERT INTO`, `UPDATE`, `DELETE FROM`, `ALTER TABLE`, `DROP TABLE`.
    Writes,
}

/// Every name that stands where a table's name stands. Words of the grammar and names of common table expressions can be
/// among them: compare with the tables you know.
///
/// Text that does not begin like a statement (a sentence, or a fragment put together elsewhere) is only searched for
/// keywords in capitals, so that "released from stock" is no SQL.
pub fn touches(text: &str) -> Vec<(Touch, String)> {
    let tokens = tokens(text);
    let opens = tokens.first().map(|t| t.to_ascii_lowercase()).unwrap_or_default();
    let statement = ["select", "insert", "update", "delete", "with", "create", "alter", "drop"];
    let any_case = statement.contains(&opens.as_str()) && tokens.iter().any(|t| is_sql_only(t));
    let word = |place: usize| {
        let token = tokens.get(place).map(String::as_str).unwrap_or_default();
        if any_case { token.to_ascii_uppercase() } else { token.to_owned() }
    };
    let mut found = Vec::new();
    for place in 0..tokens.len() {
        let next = place.saturating_add(1);
        let before = place.checked_sub(1).map(word).unwrap_or_default();
        match word(place).as_str() {
            "FROM" => {
                let touch = if before == "DELETE" { Touch::Writes } else { Touch::Reads };
                from_list(&tokens, next).into_iter().for_each(|name| found.push((touch, name)));
            }
            "JOIN" | "REFERENCES" => name_at(&tokens, next).into_iter().for_each(|n| found.push((Touch::Reads, n))),
            "INTO" => name_at(&tokens, next).into_iter().for_each(|n| found.push((Touch::Writes, n))),
            "UPDATE" if !matches!(word(next).as_str(), "SET" | "OF") => {
                name_at(&tokens, next).into_iter().for_each(|n| found.push((Touch::Writes, n)));
            }
            "TABLE" => {
                let touch = if matches!(before.as_str(), "ALTER" | "DROP") { Touch::Writes } else { Touch::Makes };
                let name = (next..tokens.len()).find(|p| !matches!(word(*p).as_str(), "IF" | "NOT" | "EXISTS"));
                name.and_then(|p| name_at(&tokens, p)).into_iter().for_each(|n| found.push((touch, n)));
            }
            _ => {}
        }
    }
    found
}

/// Words that no English sentence shares with a statement's beginning.
fn is_sql_only(token: &str) -> bool {
    ["from", "into", "set", "where", "values", "table", "as"].contains(&token.to_ascii_lowercase().as_str())
}

/// `FROM a x, b AS y`: a and b.
fn from_list(tokens: &[String], start: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut place = start;
    while let Some(name) = name_at(tokens, place) {
        names.push(name);
        let comma = (place.saturating_add(1)..place.saturating_add(4))
            .take_while(|p| tokens.get(*p).is_some_and(|t| t == "," || name_at(tokens, *p).is_some()))
            .find(|p| tokens.get(*p).is_some_and(|t| t == ","));
        match comma {
            Some(comma) => place = comma.saturating_add(1),
            None => break,
        }
    }
    names
}

fn name_at(tokens: &[String], place: usize) -> Option<String> {
    let token = tokens.get(place)?;
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then(|| token.clone())
}

/// Words and single marks; comments and string constants are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for line in text.lines() {
        let line = line.split("--").next().unwrap_or_default();
        let mut word = String::new();
        let mut constant = false;
        for character in line.chars() {
            if character == '\'' {
                constant = !constant;
            }
            if !constant && (character.is_alphanumeric() || character == '_') {
                word.push(character);
                continue;
            }
            if !word.is_empty() {
                tokens.push(std::mem::take(&mut word));
            }
            if !constant && !character.is_whitespace() && character != '"' && character != '\\' {
                tokens.push(character.to_string());
            }
        }
        if !word.is_empty() {
            tokens.push(word);
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::Touch::{Makes, Reads, Writes};
    use super::*;

    fn seen(text: &str) -> Vec<(Touch, String)> {
        touches(text)
    }

    #[test]
    fn tables_are_found_where_statements_name_them() {
        let list = |pairs: &[(Touch, &str)]| pairs.iter().map(|(t, n)| (*t, (*n).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            seen("SELECT a FROM orders o, lines AS l WHERE x = 'FROM products'"),
            list(&[(Reads, "orders"), (Reads, "lines")])
        );
        assert_eq!(seen("select a from orders join \"lines\" on true"), list(&[(Reads, "orders"), (Reads, "lines")]));
        assert_eq!(
            seen("INSERT INTO holds (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = 1"),
            list(&[(Writes, "holds")])
        );
        assert_eq!(seen("DELETE FROM holds"), list(&[(Writes, "holds")]));
        assert_eq!(
            seen("CREATE TABLE IF NOT EXISTS holds (a {int} REFERENCES orders (id))"),
            list(&[(Makes, "holds"), (Reads, "orders")])
        );
    }

    #[test]
    fn a_sentence_is_no_statement() {
        assert_eq!(seen("released from orders"), []);
        assert_eq!(seen("Update orders by hand"), []);
    }
}
