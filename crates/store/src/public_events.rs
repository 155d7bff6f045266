//! Events for the public: one row each, and the councils that they cover.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::columns::columns;
use crate::entity::{Children, Entity, select, select_without_children};
use charter::edit::Table;
use charter::ids::CouncilId;
use charter::public_event::{EventFacts, PublicEvent};

columns! {
    PublicEvent {
        id: "id",
        version: "version",
    } in facts: EventFacts {
        on: "held_on",
        at: "held_at",
        kind: "kind",
        place: "place",
        attendance: "attendance",
        counts_as_contact: "counts_as_contact",
    }
    default councils
}

struct CouncilOfEvent {
    council: CouncilId,
}

columns!(CouncilOfEvent { council: "council_id" });

const COUNCILS: Children = Children { table: "public_event_councils", parent: "event_id" };

impl Entity for PublicEvent {
    const TABLE: Table = Table::PublicEvents;

    fn load_children(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        let councils: Vec<CouncilOfEvent> = COUNCILS.load(connection, self.id.0)?;
        self.councils = councils.into_iter().map(|of| of.council).collect();
        Ok(self)
    }

    fn save_children(&self, connection: &Connection) -> rusqlite::Result<()> {
        let councils: Vec<_> = self.councils.iter().map(|council| CouncilOfEvent { council: *council }).collect();
        COUNCILS.save(connection, self.id.0, &councils)
    }
}

/// By day and time. Makes two queries, however many events there are.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<PublicEvent>> {
    let mut events: Vec<PublicEvent> = select_without_children(connection, "order by held_on, held_at, id", [])?;
    let indexes: HashMap<i64, usize> = events.iter().enumerate().map(|(at, event)| (event.id.0, at)).collect();
    for (event, CouncilOfEvent { council }) in COUNCILS.load_all(connection)? {
        if let Some(event) = indexes.get(&event).and_then(|index| events.get_mut(*index)) {
            event.councils.push(council);
        }
    }
    Ok(events)
}

/// Those that cover a council, the newest first.
pub(crate) fn of_council(connection: &Connection, council: CouncilId) -> rusqlite::Result<Vec<PublicEvent>> {
    let covers = "where id in (select event_id from public_event_councils where council_id = ?1)";
    select(connection, &format!("{covers} order by held_on desc, held_at desc, id desc"), [council.0])
}
