//! The table of events for the public and meetings of committees.

use charter::edit::{Record, Table};
use charter::ids::PublicEventId;
use charter::public_event::{EventFacts, PublicEvent};
use charter::round::Round;

use super::column::{Column, columns};
use super::known::{CouncilCells, Known};
use super::row::{Links, TableRow};

#[derive(Clone, Default)]
pub(super) struct EventRow {
    /// Those that it covers; blank if it covers no one council.
    council: CouncilCells,
    facts: EventFacts,
}

impl TableRow for EventRow {
    const COLUMNS: &'static [Column<Self>] = columns! { EventRow;
        "event on" key => facts.on;
        "at" key => facts.at;
        "kind of event" key => facts.kind;
        "place" key => facts.place;
        "council codes covered" => council.codes;
        "councils covered" => council.names;
        "people who came" => facts.attendance;
        "counts as contact" => facts.counts_as_contact;
    };
    const TABLES: &'static [Table] = &[Table::PublicEvents];
    const NAMES_COUNCILS: bool = false;

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    fn rows(known: &Known) -> Vec<Self> {
        let mut events: Vec<&PublicEvent> = known.records.public_events().collect();
        events.sort_by_key(|it| (it.facts.on, it.facts.at, it.id));
        let row = |it: &PublicEvent| Self { council: known.cells(&it.councils), facts: it.facts.clone() };
        events.into_iter().map(row).collect()
    }

    /// Those held in its quarter.
    fn of_round(mut rows: Vec<Self>, round: &Round, _known: &Known) -> Vec<Self> {
        rows.retain(|row| (round.starts_on..=round.ends_on).contains(&row.facts.on));
        rows
    }

    fn build(group: &[&Self], _known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let record = |row: &&Self| {
            let (id, councils) = (PublicEventId(links.new_id()), row.council.ids.clone());
            Record::PublicEvent(PublicEvent { id, version: 1, councils, facts: row.facts.clone() })
        };
        Ok(group.iter().map(record).collect())
    }
}
