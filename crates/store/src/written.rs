//! Searches everything that was written, with SQLite's FTS5.
//!
//! The index is in memory and is built when somebody searches. Kept in the file it would have to follow each change, undo,
//! import, restore and upgrade, and the comparison of the records with the journal would have to know its tables. It would
//! also keep words after their record was undone, until the engine merges its segments. Building it takes milliseconds for a
//! force's councils, and it is built again whenever the journal or the day has moved, so it is never out of date.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::database::Store;
use crate::error::StoreError;
use crate::journal;
use crate::journal::EntryStamp;
use crate::written_texts;
use charter::ids::{CouncilId, ItemId, RoundId};
use charter::untrusted::Untrusted;
use charter::written::{Fragment, Passage, Passages, WrittenKind};

/// The index of the last search. Empty at the start.
#[derive(Default)]
pub struct WrittenIndex {
    built: Option<Built>,
}

struct Built {
    index: Connection,
    /// The newest journal entry and the as-at day that it was built from.
    of: (Option<EntryStamp>, NaiveDate),
}

/// More words make the engine refuse the query.
const MAX_WORDS: usize = 24;

/// Around a word that was found. The texts in the index do not contain these characters.
const MARK: [char; 2] = ['\u{2}', '\u{3}'];

impl Store {
    /// The texts as at a day that have all the words of `typed`, or words that begin so; newest first, at most `limit`. Case
    /// and accents do not matter, and nothing in `typed` is an operator. What was replaced, set aside or undone is not found.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search_written(
        &self,
        index: &mut WrittenIndex,
        typed: &str,
        as_at: NaiveDate,
        limit: usize,
    ) -> Result<Passages, StoreError> {
        let Some(query) = match_expression(typed) else { return Ok(Passages::default()) };
        self.read(|connection| {
            let of = (journal::head(connection)?.map(|head| head.stamp()), as_at);
            let built = match index.built.take() {
                Some(built) if built.of == of => built,
                _ => Built { index: build(connection, as_at)?, of },
            };
            let found = find(&built.index, &query, limit);
            index.built = Some(built);
            found
        })
    }
}

/// Every word in quotes, so that nothing in it is an operator; the words may continue. `None` if there is no word.
fn match_expression(typed: &str) -> Option<String> {
    let words = typed.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let quoted = words.take(MAX_WORDS).map(|word| format!("\"{}\"*", word.replace(['"', '\0'], " ")));
    let quoted: Vec<String> = quoted.collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

fn build(connection: &Connection, as_at: NaiveDate) -> rusqlite::Result<Connection> {
    let mut index = Connection::open_in_memory()?;
    index.execute_batch(
        "create virtual table written using fts5(
            body, kind unindexed, council unindexed, round unindexed, day unindexed, item unindexed, opening unindexed,
            record unindexed,
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    )?;
    let transaction = index.transaction()?;
    {
        let mut insert = transaction.prepare(
            "insert into written (body, kind, council, round, day, item, opening, record)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        written_texts::each(connection, as_at, &mut |text| {
            let body = text.body.replace(MARK, " ");
            let opening = body.lines().map(str::trim).find(|line| !line.is_empty());
            let Some(opening) = opening else { return Ok(()) };
            let kind = text.kind.code();
            insert.execute((&body, kind, text.council, text.round, text.day, text.item, opening, text.record))?;
            Ok(())
        })?;
    }
    transaction.commit()?;
    Ok(index)
}

fn find(index: &Connection, query: &str, limit: usize) -> rusqlite::Result<Passages> {
    let total: i64 = index
        .prepare_cached("select count(*) from written where written match ?1")?
        .query_row([query], |row| row.get(0))?;
    let mut statement = index.prepare_cached(
        "select kind, council, round, day, item, opening, snippet(written, 0, char(2), char(3), '…', 18), record
         from written where written match ?1 order by day desc, rowid limit ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let shown = statement.query_map((query, limit), passage)?.collect::<rusqlite::Result<Vec<Option<Passage>>>>()?;
    Ok(Passages { total: usize::try_from(total).unwrap_or_default(), shown: shown.into_iter().flatten().collect() })
}

/// `None` for a kind that nothing is written as.
fn passage(row: &Row<'_>) -> rusqlite::Result<Option<Passage>> {
    let Some(kind) = WrittenKind::from_code(&row.get::<_, String>(0)?) else { return Ok(None) };
    let day: Option<String> = row.get(3)?;
    let excerpt: String = row.get(6)?;
    Ok(Some(Passage {
        kind,
        council: row.get::<_, Option<i64>>(1)?.map(CouncilId),
        round: row.get::<_, Option<i64>>(2)?.map(RoundId),
        on: day.and_then(|day| day.parse().ok()),
        item: row.get::<_, Option<i64>>(4)?.map(ItemId),
        record: row.get(7)?,
        opening: Untrusted::from(row.get::<_, String>(5)?),
        excerpt: fragments(&excerpt),
    }))
}

fn fragments(excerpt: &str) -> Vec<Fragment> {
    // Two fields of one text stand in lines of their own.
    let excerpt = excerpt.replace('\n', " ");
    let parts = excerpt.split(MARK).zip([false, true].into_iter().cycle());
    let parts = parts.filter(|(text, _)| !text.is_empty());
    parts.map(|(text, found)| Fragment { text: Untrusted::from(text), found }).collect()
}

#[cfg(test)]
mod tests {
    use super::match_expression;
    use rstest::rstest;

    #[rstest]
    #[case("speeding A49", Some("\"speeding\"* \"A49\"*"))]
    #[case("  ", None)]
    #[case("\" * -- ()", None)]
    #[case("NOT near:(\"a\"", Some("\"NOT\"* \"near:( a \"*"))]
    fn every_word_is_quoted(#[case] typed: &str, #[case] expected: Option<&str>) {
        assert_eq!(match_expression(typed).as_deref(), expected);
    }
}
