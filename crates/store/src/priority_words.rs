//! The words of the priorities of each council, for wide lists and exports.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::column_values::as_text;
use crate::round_facts::column_indexes;
use charter::ids::ReturnId;
use charter::round::Round;

/// By the id of the return.
pub(crate) struct PriorityWords(HashMap<i64, Words>);

#[derive(Default)]
struct Words {
    agreed: String,
    received: String,
}

impl PriorityWords {
    pub(crate) fn read(connection: &Connection, round: &Round) -> rusqlite::Result<Self> {
        read(connection, round).map(Self)
    }

    /// Takes out the priorities of a return: those agreed, or all that were received while none is.
    pub(crate) fn of(&mut self, returned: Option<ReturnId>) -> String {
        let words = returned.and_then(|id| self.0.remove(&id.0)).unwrap_or_default();
        if words.agreed.is_empty() { words.received } else { words.agreed }
    }
}

fn read(connection: &Connection, round: &Round) -> rusqlite::Result<HashMap<i64, Words>> {
    let mut statement = connection.prepare_cached(
        "select sent.return_id as return_id, sent.slot is not null as is_agreed, \
         coalesce(sent.agreed, sent.received) as text \
         from returns join sent_priorities as sent on sent.return_id = returns.id \
         where returns.round_id = ?1 order by sent.return_id, sent.position",
    )?;
    let [returned, is_agreed, text] = column_indexes(&statement, ["return_id", "is_agreed", "text"])?;
    let mut found: HashMap<i64, Words> = HashMap::new();
    let mut rows = statement.query([round.id.0])?;
    while let Some(row) = rows.next()? {
        let words = as_text(row.get_ref(text)?, "a priority")?.unwrap_or_default();
        let of_return = found.entry(row.get(returned)?).or_default();
        add(&mut of_return.received, words);
        if row.get(is_agreed)? {
            add(&mut of_return.agreed, words);
        }
    }
    Ok(found)
}

fn add(list: &mut String, words: &str) {
    if !list.is_empty() {
        list.push_str("; ");
    }
    list.push_str(words);
}
