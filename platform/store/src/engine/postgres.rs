//! PostgreSQL, one connection. Writes are set-wise: one statement a table, columns as arrays.

use std::collections::{HashMap, HashSet};
use std::error::Error as _;

use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, NoTls, Statement};

use super::{Connection, Engine};
use crate::error::StoreError;
use crate::find::FindQuery;
use crate::value::{Kind, Row, Table, Value};

mod columns;
mod copying;

use columns::{Columns, array_word, insert_text, kinds, places_of_key, unnest};

/// The advisory lock of a store's one writer.
const WRITER_LOCK: i64 = 0x48_616e_7365;

/// Commits wait for the disk. Commands find rows by key: without statistics (a new store, a first import) the planner would read
/// whole tables instead, and it need not plan a statement anew whose plan never differs.
const WRITER_SETTINGS: &str =
    "SET synchronous_commit = on; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SET jit = off";

pub(crate) struct Postgres {
    client: Client,
    statements: HashMap<String, Statement>,
    depth_begun: bool,
}

impl Postgres {
    /// Connects. `writer` takes the writer's lock on this very connection; it is held until the connection ends.
    pub(crate) fn open(url: &str, writer: bool) -> Result<Self, StoreError> {
        let mut client = Client::connect(url, NoTls).map_err(map_error)?;
        if writer {
            let row = client.query_one("SELECT pg_try_advisory_lock($1)", &[&WRITER_LOCK]).map_err(map_error)?;
            if !row.get::<_, bool>(0) {
                return Err(StoreError::Taken(
                    "another Hanse server already writes to this PostgreSQL database; stop it first".to_owned(),
                ));
            }
            client.batch_execute(WRITER_SETTINGS).map_err(map_error)?;
        } else {
            client.batch_execute("SET default_transaction_read_only = on").map_err(map_error)?;
        }
        Ok(Self { client, statements: HashMap::new(), depth_begun: false })
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(map_error)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn rows(&mut self, sql: &str, bind: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        let statement = self.statement(sql)?;
        let rows = self.client.query(&statement, bind).map_err(map_error)?;
        rows.iter().map(read_row).collect()
    }

    fn set_wise(&mut self, sql: &str, columns: &Columns) -> Result<u64, StoreError> {
        let statement = self.statement(sql)?;
        let bind = columns.bind();
        self.client.execute(&statement, &bind).map_err(map_error)
    }
}

fn read_row(row: &postgres::Row) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for (place, column) in row.columns().iter().enumerate() {
        let kind = column.type_();
        let value = match *kind {
            Type::INT8 => row.try_get::<_, Option<i64>>(place).map_err(map_error)?.map_or(Value::Null, Value::Int),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(place)
                .map_err(map_error)?
                .map_or(Value::Null, |number| Value::Int(i64::from(number))),
            Type::TEXT | Type::VARCHAR | Type::NAME => {
                row.try_get::<_, Option<String>>(place).map_err(map_error)?.map_or(Value::Null, Value::from)
            }
            Type::BYTEA => {
                row.try_get::<_, Option<Vec<u8>>>(place).map_err(map_error)?.map_or(Value::Null, Value::Blob)
            }
            Type::BOOL => row.try_get::<_, Option<bool>>(place).map_err(map_error)?.map_or(Value::Null, Value::from),
            _ => return Err(StoreError::misuse(format!("a {kind} came out of the store; cast it to BIGINT or TEXT"))),
        };
        values.push(value);
    }
    Ok(Row(values))
}

impl Connection for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        let bind: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| -> &(dyn ToSql + Sync) { v }).collect();
        self.rows(sql, &bind)
    }

    fn query_in(&mut self, sql: &str, args: &[Value], list: &[Value]) -> Result<Vec<Row>, StoreError> {
        let kind = match list.first() {
            Some(Value::Int(_) | Value::Null) | None => Kind::Int,
            Some(Value::Text(_)) => Kind::Text,
            Some(Value::Blob(_)) => Kind::Blob,
        };
        if list.is_empty() {
            return Ok(Vec::new());
        }
        let values = format!("unnest(${}::{})", args.len() + 1, array_word(kind));
        let text = sql
            .replace("{list}", &format!("(SELECT {values})"))
            .replace("{each}", &format!("{values} AS each (value)"));
        let columns = Columns::of(&[kind], list.iter().map(|v| vec![v.clone()]).collect())?;
        let mut bind: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| -> &(dyn ToSql + Sync) { v }).collect();
        bind.extend(columns.bind());
        self.rows(&text, &bind)
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, StoreError> {
        let statement = self.statement(sql)?;
        let bind: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| -> &(dyn ToSql + Sync) { v }).collect();
        self.client.execute(&statement, &bind).map_err(map_error)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.client.batch_execute(sql).map_err(map_error)
    }

    fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let columns = Columns::of(&kinds(table), rows)?;
        self.set_wise(&insert_text(table), &columns).map(|_| ())
    }

    fn insert_new(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<Vec<bool>, StoreError> {
        let places = places_of_key(table);
        let key_of = |row: &Vec<Value>| -> Vec<Value> { places.iter().filter_map(|p| row.get(*p).cloned()).collect() };
        let asked: Vec<Vec<Value>> = rows.iter().map(key_of).collect();
        let sql = format!("{} ON CONFLICT DO NOTHING RETURNING {}", insert_text(table), table.key.join(","));
        let columns = Columns::of(&kinds(table), rows)?;
        let inserted = self.rows(&sql, &columns.bind())?;
        let mut new: HashSet<Vec<Value>> = inserted.into_iter().map(|row| row.0).collect();
        Ok(asked.iter().map(|key| new.remove(key)).collect())
    }

    fn upsert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        // One statement cannot touch a row twice: of several rows with one key the last counts, as in a loop.
        let places = places_of_key(table);
        let mut last: HashMap<Vec<Value>, usize> = HashMap::new();
        for (n, row) in rows.iter().enumerate() {
            last.insert(places.iter().filter_map(|p| row.get(*p).cloned()).collect(), n);
        }
        let keep: HashSet<usize> = last.into_values().collect();
        let rows = rows.into_iter().enumerate().filter(|(n, _)| keep.contains(n)).map(|(_, row)| row).collect();
        let sets = table
            .columns
            .iter()
            .filter(|(name, _)| !table.key.contains(name))
            .map(|(name, _)| format!("{name}=excluded.{name}"))
            .collect::<Vec<_>>()
            .join(",");
        let sql = format!("{} ON CONFLICT ({}) DO UPDATE SET {sets}", insert_text(table), table.key.join(","));
        let columns = Columns::of(&kinds(table), rows)?;
        self.set_wise(&sql, &columns).map(|_| ())
    }

    fn update(&mut self, table: &Table, sets: &[&str], rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let names: Vec<&str> = table.key.iter().chain(sets.iter()).copied().collect();
        let kinds = names.iter().map(|name| table.kind_of(name)).collect::<Result<Vec<_>, _>>()?;
        let keys = table.key.len();
        let mut last: HashMap<Vec<Value>, usize> = HashMap::new();
        for (n, row) in rows.iter().enumerate() {
            last.insert(row.iter().take(keys).cloned().collect(), n);
        }
        let keep: HashSet<usize> = last.into_values().collect();
        let rows = rows.into_iter().enumerate().filter(|(n, _)| keep.contains(n)).map(|(_, row)| row).collect();
        let assignments = sets.iter().map(|name| format!("{name}=d.{name}")).collect::<Vec<_>>().join(",");
        let wanted = table.key.iter().map(|name| format!("t.{name}=d.{name}")).collect::<Vec<_>>().join(" AND ");
        let sql = format!(
            "UPDATE {} t SET {assignments} FROM (SELECT * FROM {}) d ({}) WHERE {wanted}",
            table.name,
            unnest(&kinds),
            names.join(",")
        );
        let columns = Columns::of(&kinds, rows)?;
        self.set_wise(&sql, &columns).map(|_| ())
    }

    fn delete(&mut self, table: &Table, keys: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let kinds = table.key.iter().map(|name| table.kind_of(name)).collect::<Result<Vec<_>, _>>()?;
        let wanted = table.key.iter().map(|name| format!("t.{name}=d.{name}")).collect::<Vec<_>>().join(" AND ");
        let sql = format!(
            "DELETE FROM {} t USING (SELECT * FROM {}) d ({}) WHERE {wanted}",
            table.name,
            unnest(&kinds),
            table.key.join(",")
        );
        let columns = Columns::of(&kinds, keys)?;
        self.set_wise(&sql, &columns).map(|_| ())
    }

    fn begin(&mut self, write: bool) -> Result<(), StoreError> {
        self.script(if write { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" })?;
        self.depth_begun = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.depth_begun = false;
        self.script("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        if !self.depth_begun {
            return Ok(());
        }
        self.depth_begun = false;
        self.script("ROLLBACK")
    }

    fn index_words(&mut self, index: &'static str, rows: Vec<(i64, String)>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|(id, words)| vec![Value::Int(id), Value::from(words)]).collect();
        let columns = Columns::of(&[Kind::Int, Kind::Text], rows)?;
        let sql = format!(
            "INSERT INTO {index} (id, words) SELECT d.id, array_to_tsvector(array_remove(string_to_array(d.words, ' '), '')) \
             FROM unnest($1::int8[], $2::text[]) d (id, words)"
        );
        self.set_wise(&sql, &columns).map(|_| ())
    }

    fn unindex_words(&mut self, index: &'static str, ids: &[i64]) -> Result<(), StoreError> {
        let columns = Columns::of(&[Kind::Int], ids.iter().map(|id| vec![Value::Int(*id)]).collect())?;
        self.set_wise(&format!("DELETE FROM {index} WHERE id IN (SELECT unnest($1::int8[]))"), &columns).map(|_| ())
    }

    fn find(&mut self, index: &'static str, query: &FindQuery) -> Result<Vec<i64>, StoreError> {
        let words = query.postgres_expression();
        let terms = query.all_of.iter().map(Vec::len).sum::<usize>().max(1);
        // Common words: the newest documents one by one, until the page is full.
        let near = NEAR_WORK.checked_div(terms).unwrap_or_default().clamp(NEAR_LEAST, NEAR_MOST);
        let border = self.id_below(index, (query.before, query.from), near)?;
        let mut low = border.map_or(query.from, |id| id.saturating_add(1));
        let newest = format!(
            "SELECT id FROM (SELECT id, words FROM {index} WHERE id < $2 AND id >= $3 ORDER BY id DESC OFFSET 0) near \
             WHERE words @@ $1::text::tsquery LIMIT $4"
        );
        let mut found = self.ids_found(&newest, &words, (query.before, low), query.limit)?;
        if border.is_none() || found.len() >= query.limit {
            return Ok(found);
        }
        self.script(ONLY_BITMAPS)?;
        // Rare words: all there are, by the index.
        let few = FEW.max(query.limit.saturating_mul(2));
        let all = format!("SELECT id FROM {index} WHERE words @@ $1::text::tsquery AND id < $2 AND id >= $3 LIMIT $4");
        let mut rest = self.ids_found(&all, &words, (low, query.from), few.saturating_add(1))?;
        self.script(ALL_PLANS)?;
        if rest.len() > few {
            // Common, but not lately: windows that grow, newest first.
            let window = format!(
                "SELECT id FROM {index} WHERE words @@ $1::text::tsquery AND id < $2 AND id >= $3 ORDER BY id DESC LIMIT $4"
            );
            rest.clear();
            let mut width = FIRST_WINDOW;
            while found.len().saturating_add(rest.len()) < query.limit && low > query.from {
                let below =
                    self.id_below(index, (low, query.from), width)?.map_or(query.from, |id| id.saturating_add(1));
                let left = query.limit.saturating_sub(found.len()).saturating_sub(rest.len());
                self.script(ONLY_BITMAPS)?;
                rest.extend(self.ids_found(&window, &words, (low, below), left)?);
                self.script(ALL_PLANS)?;
                low = below;
                width = width.saturating_mul(4);
            }
        }
        rest.sort_unstable_by(|a, b| b.cmp(a));
        found.extend(rest);
        found.truncate(query.limit);
        Ok(found)
    }
}

// A search for the newest documents with some words has three good plans, and the planner, which guesses how common words are and
// not when they were common, often takes one of the other two: reading a million documents backwards for a word of one, or
// fetching half a million to show fifty. So each is asked for in turn, the cheap ones first.

/// Documents times words that are compared one by one.
const NEAR_WORK: usize = 40_000;
const NEAR_LEAST: usize = 100;
const NEAR_MOST: usize = 2_000;
/// As many documents as are simply fetched and sorted.
const FEW: usize = 10_000;
/// Documents in the first window.
const FIRST_WINDOW: usize = 16_000;
const ONLY_BITMAPS: &str =
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL plan_cache_mode = force_custom_plan";
const ALL_PLANS: &str =
    "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on; SET LOCAL plan_cache_mode = auto";

impl Postgres {
    /// The id that `count` documents of an index lie above, within `(before, from)`; `None` when there are fewer.
    fn id_below(
        &mut self,
        index: &'static str,
        (before, from): (i64, i64),
        count: usize,
    ) -> Result<Option<i64>, StoreError> {
        let sql = format!("SELECT id FROM {index} WHERE id < $1 AND id >= $2 ORDER BY id DESC OFFSET $3 LIMIT 1");
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let rows = self.query(&sql, &[Value::Int(before), Value::Int(from), Value::Int(count)])?;
        rows.first().map(|row| row.int(0)).transpose()
    }

    fn ids_found(
        &mut self,
        sql: &str,
        words: &str,
        (before, from): (i64, i64),
        limit: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let args = [Value::from(words), Value::Int(before), Value::Int(from), Value::Int(limit)];
        self.query(sql, &args)?.iter().map(|row| row.int(0)).collect()
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Int(number) => number.to_sql(kind, out),
            Self::Text(text) => text.as_ref().to_sql(kind, out),
            Self::Blob(bytes) => bytes.as_slice().to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::INT4 | Type::TEXT | Type::VARCHAR | Type::NAME | Type::BYTEA)
    }

    to_sql_checked!();
}

pub(crate) fn map_error(error: postgres::Error) -> StoreError {
    let text = match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    match error.as_db_error() {
        Some(db) if db.code().code().starts_with("23") => StoreError::Constraint {
            table: db.table().unwrap_or_default().to_owned(),
            constraint: db.constraint().unwrap_or_default().to_owned(),
            detail: text,
        },
        Some(db) if ["53", "57", "58", "08", "40"].iter().any(|class| db.code().code().starts_with(class)) => {
            StoreError::Unavailable(text)
        }
        Some(_) => StoreError::Misuse(text),
        None => StoreError::Unavailable(text),
    }
}

/// Makes the database of a URL when it is not there, with C collation (see [`crate::make_database`]).
pub(crate) fn make_database(url: &str) -> Result<(), StoreError> {
    if Client::connect(url, NoTls).is_ok() {
        return Ok(());
    }
    let (path, query) = url.split_once('?').map_or((url, ""), |(path, query)| (path, query));
    let Some((server, name)) = path.rsplit_once('/') else {
        return Err(StoreError::misuse("a PostgreSQL URL names its database at the end"));
    };
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect();
    let admin = if query.is_empty() { format!("{server}/postgres") } else { format!("{server}/postgres?{query}") };
    let mut client = Client::connect(&admin, NoTls).map_err(map_error)?;
    client
        .batch_execute(&format!(
            "CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        ))
        .map_err(map_error)
}
