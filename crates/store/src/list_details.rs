//! What only wide lists and exports show of a council: the words of its priorities, its contact.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::column_values::as_text;
use crate::round_facts::column_indexes;
use charter::council_line::LineDetails;
use charter::ids::ReturnId;
use charter::round::Round;
use charter::untrusted::Untrusted;

pub(crate) struct ListDetails {
    /// By the id of the return.
    priorities: HashMap<i64, Priorities>,
    /// By the id of the council.
    contacts: HashMap<i64, Untrusted>,
}

#[derive(Default)]
struct Priorities {
    agreed: String,
    received: String,
}

impl ListDetails {
    pub(crate) fn read(connection: &Connection, round: &Round) -> rusqlite::Result<Self> {
        Ok(Self { priorities: priorities(connection, round)?, contacts: contacts(connection)? })
    }

    /// Takes the details of a council out.
    pub(crate) fn of(&mut self, council: i64, returned: Option<ReturnId>) -> LineDetails {
        let priorities = returned.and_then(|id| self.priorities.remove(&id.0)).unwrap_or_default();
        let words = if priorities.agreed.is_empty() { priorities.received } else { priorities.agreed };
        LineDetails {
            priority_words: words.into(),
            contact: self.contacts.remove(&council).unwrap_or_default(),
            parish_names: Untrusted::default(),
        }
    }
}

fn priorities(connection: &Connection, round: &Round) -> rusqlite::Result<HashMap<i64, Priorities>> {
    let mut statement = connection.prepare_cached(
        "select sent.return_id as return_id, sent.slot is not null as is_agreed, \
         coalesce(sent.agreed, sent.received) as text \
         from returns join sent_priorities as sent on sent.return_id = returns.id \
         where returns.round_id = ?1 order by sent.return_id, sent.position",
    )?;
    let [returned, is_agreed, text] = column_indexes(&statement, ["return_id", "is_agreed", "text"])?;
    let mut found: HashMap<i64, Priorities> = HashMap::new();
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

fn contacts(connection: &Connection) -> rusqlite::Result<HashMap<i64, Untrusted>> {
    let mut statement = connection.prepare_cached(
        "select id, contact_role, contact_address from councils where contact_role <> '' or contact_address <> ''",
    )?;
    let [id, role, address] = column_indexes(&statement, ["id", "contact_role", "contact_address"])?;
    let mut found = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |at| Ok::<_, rusqlite::Error>(as_text(row.get_ref(at)?, "a council")?.unwrap_or_default());
        let parts = [text(role)?, text(address)?].into_iter().filter(|part| !part.trim().is_empty());
        found.insert(row.get(id)?, Untrusted::from(parts.collect::<Vec<_>>().join(", ")));
    }
    Ok(found)
}
