//! One DDL text for both engines: the words that differ stand in braces.
//!
//! | word | SQLite | PostgreSQL |
//! | --- | --- | --- |
//! | `{int}` | `INTEGER` | `BIGINT` |
//! | `{text}` | `TEXT` | `TEXT` (the database is created with C collation) |
//! | `{blob}` | `BLOB` | `BYTEA` |
//! | `{table_end}` | `STRICT` | nothing |
//! | `{clustered}` | `WITHOUT ROWID, STRICT` | nothing |
//! | `{word_index name}` | an FTS5 table without content, prefix index 2 and 3 | a table with a GIN index |
//! | `{word_index name whole}` | the same without the prefix index: only whole words are asked for | the same |
//! | `CHECK (x IN ('a', 'b', 'c'))` | `CHECK (x = 'a' OR x = 'b' OR x = 'c')`, see [`chained`] | as it stands |

use crate::engine::Engine;

pub(crate) fn render(text: &str, engine: Engine) -> String {
    let words = match engine {
        Engine::Sqlite => [
            ("{int}", "INTEGER"),
            ("{text}", "TEXT"),
            ("{blob}", "BLOB"),
            ("{table_end}", " STRICT"),
            ("{clustered}", " WITHOUT ROWID, STRICT"),
        ],
        Engine::Postgres => {
            [("{int}", "BIGINT"), ("{text}", "TEXT"), ("{blob}", "BYTEA"), ("{table_end}", ""), ("{clustered}", "")]
        }
    };
    let mut rendered = text.to_owned();
    for (word, replacement) in words {
        rendered = rendered.replace(word, replacement);
    }
    while let Some((before, rest)) = rendered.split_once("{word_index ") {
        let Some((name, after)) = rest.split_once('}') else { break };
        let (name, prefixes) = name.strip_suffix(" whole").map_or((name, " prefix='2 3',"), |name| (name, ""));
        let created = match engine {
            Engine::Sqlite => format!(
                "CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, detail=none,{prefixes} \
                 tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
            ),
            Engine::Postgres => format!(
                "CREATE TABLE {name} (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL); \
                 CREATE INDEX {name}_words ON {name} USING GIN (words) WITH (fastupdate = on)"
            ),
        };
        rendered = format!("{before}{created}{after}");
    }
    match engine {
        Engine::Sqlite => chained(&rendered),
        Engine::Postgres => rendered,
    }
}

/// Lists in CHECKs as chains of comparisons. For a list of three words and more SQLite builds a temporary index each time a row is
/// written, which costs more than writing the row; a chain says the same and costs next to nothing.
fn chained(text: &str) -> String {
    let mut chained = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, check)) = rest.split_once("CHECK (") {
        chained.push_str(before);
        chained.push_str("CHECK (");
        rest = check;
        let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let Some((column, list)) = check.split_once(" IN (").filter(|(column, _)| is_name(column)) else { continue };
        let Some((list, after)) = list.split_once(')') else { continue };
        let words: Vec<String> = list.split(',').map(|word| format!("{column} = {}", word.trim())).collect();
        chained.push_str(&words.join(" OR "));
        rest = after;
    }
    chained.push_str(rest);
    chained
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_words_are_chained_where_sqlite_would_index_them() {
        let table = "CREATE TABLE t (a {text} CHECK (a IN ('x', 'y',\n 'z')), b {int} CONSTRAINT few CHECK (b IN (0, 1)), \
                     CHECK (a <> 'x' OR b IN (0, 2)));\nCREATE INDEX i ON t (b) WHERE a IN ('x', 'y')";
        assert_eq!(
            render(table, Engine::Sqlite),
            "CREATE TABLE t (a TEXT CHECK (a = 'x' OR a = 'y' OR a = 'z'), b INTEGER CONSTRAINT few CHECK (b = 0 OR b = 1), \
             CHECK (a <> 'x' OR b IN (0, 2)));\nCREATE INDEX i ON t (b) WHERE a IN ('x', 'y')"
        );
        assert!(render(table, Engine::Postgres).contains("CHECK (a IN ('x', 'y',\n 'z'))"));
    }
}
