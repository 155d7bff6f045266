//! The words of the priorities of each council, for wide lists and exports.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::column_values::as_text;
use crate::decisions::LaterDecisions;
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
    /// As at the day that `later` was read for.
    pub(crate) fn read(connection: &Connection, round: &Round, later: &LaterDecisions) -> rusqlite::Result<Self> {
        read(connection, round, later).map(Self)
    }

    /// Takes out the priorities of a return: those agreed, or all that were received while none is.
    pub(crate) fn of(&mut self, returned: Option<ReturnId>) -> String {
        let words = returned.and_then(|id| self.0.remove(&id.0)).unwrap_or_default();
        if words.agreed.is_empty() { words.received } else { words.agreed }
    }
}

fn read(connection: &Connection, round: &Round, later: &LaterDecisions) -> rusqlite::Result<HashMap<i64, Words>> {
    let mut statement = connection.prepare_cached(
        "select sent.return_id as return_id, sent.position as position, sent.slot is not null as is_agreed, \
         coalesce(sent.agreed, sent.received) as text \
         from returns join sent_priorities as sent on sent.return_id = returns.id \
         where returns.round_id = ?1 order by sent.return_id, sent.position",
    )?;
    let columns = ["return_id", "position", "is_agreed", "text"];
    let [returned, position, is_agreed, text] = column_indexes(&statement, columns)?;
    let mut found: HashMap<i64, Words> = HashMap::new();
    let mut rows = statement.query([round.id.0])?;
    while let Some(row) = rows.next()? {
        let words = as_text(row.get_ref(text)?, "a priority")?.unwrap_or_default();
        let id = row.get(returned)?;
        let of_return = found.entry(id).or_default();
        add(&mut of_return.received, words);
        let is_agreed = match later.slots(id) {
            Some(slots) => {
                let index = usize::try_from(row.get::<_, i64>(position)?).unwrap_or(usize::MAX);
                slots.get(index).is_some_and(|known| known.slot.is_some())
            }
            None => row.get(is_agreed)?,
        };
        if is_agreed {
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
