//! Contacts: one row each, and the councils that they are for.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::columns::columns;
use crate::entity::{Children, Entity, select, select_without_children};
use charter::contact::{Contact, ContactFacts};
use charter::edit::Table;
use charter::ids::CouncilId;

columns! {
    Contact {
        id: "id",
        version: "version",
    } in facts: ContactFacts {
        role: "role",
        salutation: "salutation",
        email: "email",
        phone: "phone",
        postal_address: "postal_address",
        valid_from: "valid_from",
        valid_to: "valid_to",
        source: "source",
        checked_on: "checked_on",
        bounced_on: "bounced_on",
    }
    default councils
}

struct CouncilOfContact {
    council: CouncilId,
}

columns!(CouncilOfContact { council: "council_id" });

const COUNCILS: Children = Children { table: "contact_councils", parent: "contact_id" };

impl Entity for Contact {
    const TABLE: Table = Table::Contacts;

    fn load_children(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        let councils: Vec<CouncilOfContact> = COUNCILS.load(connection, self.id.0)?;
        self.councils = councils.into_iter().map(|of| of.council).collect();
        Ok(self)
    }

    fn save_children(&self, connection: &Connection) -> rusqlite::Result<()> {
        let councils: Vec<_> = self.councils.iter().map(|council| CouncilOfContact { council: *council }).collect();
        COUNCILS.save(connection, self.id.0, &councils)
    }
}

/// In the order of their ids. Makes two queries, however many contacts there are.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Contact>> {
    let mut contacts: Vec<Contact> = select_without_children(connection, "order by id", [])?;
    let indexes: HashMap<i64, usize> = contacts.iter().enumerate().map(|(at, contact)| (contact.id.0, at)).collect();
    for (contact, CouncilOfContact { council }) in COUNCILS.load_all(connection)? {
        if let Some(index) = indexes.get(&contact) {
            contacts[*index].councils.push(council);
        }
    }
    Ok(contacts)
}

/// In the order of their ids.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<Contact>> {
    let rest = "where id in (select contact_id from contact_councils where council_id = ?1) order by id";
    select(connection, rest, [council.0])
}
