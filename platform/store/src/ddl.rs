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
    rendered
}
