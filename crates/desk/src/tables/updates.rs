//! The table of updates.

use charter::edit::{Record, Table};
use charter::ids::UpdateId;
use charter::round::Round;
use charter::untrusted::Untrusted;
use charter::update::{Update, UpdateChannel};
use chrono::NaiveDate;

use super::column::{Column, columns};
use super::known::{CouncilCells, Known};
use super::row::{Links, TableRow};

#[derive(Clone, Default)]
pub(super) struct UpdateRow {
    council: CouncilCells,
    on: NaiveDate,
    how: Option<UpdateChannel>,
    text: Untrusted,
}

impl TableRow for UpdateRow {
    /// All are keys: nothing tells a corrected update from another one.
    const COLUMNS: &'static [Column<Self>] = columns! { UpdateRow;
        "council code" key => council.codes;
        "council" => council.names;
        "updated on" key => on;
        "how" key => how;
        "what the council was told" key => text;
    };
    const TABLES: &'static [Table] = &[Table::Updates];

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    fn rows(known: &Known) -> Vec<Self> {
        let mut updates: Vec<&Update> = known.records.updates().collect();
        updates.sort_by_key(|it| (known.position(it.council), it.council, it.on, it.id));
        let row = |it: &Update| Self {
            council: known.cells(&[it.council]),
            on: it.on,
            how: Some(it.how),
            text: it.text.clone(),
        };
        updates.into_iter().map(row).collect()
    }

    fn of_round(mut rows: Vec<Self>, round: &Round, _known: &Known) -> Vec<Self> {
        rows.retain(|row| (round.starts_on..=round.ends_on).contains(&row.on));
        rows
    }

    fn build(group: &[&Self], _known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let record = |row: &&Self| {
            let how = row.how.ok_or_else(|| "it does not say how the council was told".to_owned())?;
            let (id, council) = (UpdateId(links.new_id()), row.council_id()?);
            Ok(Record::Update(Update { id, version: 1, council, on: row.on, how, text: row.text.clone() }))
        };
        group.iter().map(record).collect()
    }
}
