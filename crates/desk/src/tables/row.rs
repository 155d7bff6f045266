//! What the kinds of tables have in common.

use std::collections::HashMap;

use charter::calendar::Received;
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, PriorityId, ReturnId, RoundId};
use charter::round::Round;
use chrono::{DateTime, Utc};

use super::column::Column;
use super::known::{CouncilCells, Known, PriorityCells};

/// A row of one kind of table.
pub(super) trait TableRow: Clone + Default + 'static {
    const COLUMNS: &'static [Column<Self>];
    /// The kinds of record that it reads and writes, beside councils and rounds.
    const TABLES: &'static [Table];
    /// Whether rows that agree in every key column are about one record together.
    const IS_GROUPED: bool = false;

    /// Whether each row names a council; rows of another kind may name none.
    const NAMES_COUNCILS: bool = true;

    fn council(&self) -> &CouncilCells;

    fn council_mut(&mut self) -> &mut CouncilCells;

    /// Every row on record, in the order of the table. Records that agree in everything keep the order of their ids.
    fn rows(known: &Known) -> Vec<Self>;

    /// Rows of a lower rank come first, because those of a higher one name them; then the place in the group.
    fn rank(&self) -> (u8, u32) {
        (0, 0)
    }

    /// Those that are about a round; all of a kind that no round narrows.
    fn of_round(rows: Vec<Self>, _round: &Round, _known: &Known) -> Vec<Self> {
        rows
    }

    /// Two records that agree in this and differ in anything else are asked about.
    fn identity(&self) -> Vec<String> {
        Self::COLUMNS.iter().filter(|column| column.is_key).map(|column| (column.write)(self)).collect()
    }

    /// The new records of one group, with ids of `links`.
    ///
    /// # Errors
    /// What is missing or wrong, as a sentence without its full stop.
    fn build(group: &[&Self], known: &Known, links: &mut Links) -> Result<Vec<Record>, String>;

    /// Makes records that were taken known to the groups after them.
    fn link(_group: &[&Self], _records: &[Record], _links: &mut Links) {}

    fn cells(&self) -> Vec<String> {
        Self::COLUMNS.iter().map(|column| (column.write)(self)).collect()
    }

    /// # Errors
    /// It is about none or several; a sentence without its full stop.
    fn council_id(&self) -> Result<CouncilId, String> {
        match self.council().ids.as_slice() {
            [one] => Ok(*one),
            _ => Err("it is about one council; write the code of one".to_owned()),
        }
    }
}

/// What names a return of a council.
pub(super) type ReturnKey = (CouncilId, RoundId, Received, DateTime<Utc>, Option<u32>);

/// The records that others name, on record or new, and the ids of new ones: they count down from -1.
#[derive(Default)]
pub(super) struct Links {
    last_id: i64,
    pub(super) priorities: HashMap<(CouncilId, PriorityCells), PriorityId>,
    pub(super) returns: HashMap<ReturnKey, ReturnId>,
}

impl Links {
    pub(super) fn new(known: &Known) -> Self {
        let councils: HashMap<PriorityId, CouncilId> =
            known.records.priorities().map(|priority| (priority.id, priority.council)).collect();
        let of_priority = |(id, cells): (PriorityId, &PriorityCells)| Some(((*councils.get(&id)?, cells.clone()), id));
        let returns = super::returns::numbered(known).into_iter().map(|(returned, key)| (key, returned.id));
        Self {
            last_id: 0,
            priorities: known.priorities().filter_map(of_priority).collect(),
            returns: returns.collect(),
        }
    }

    pub(super) fn new_id(&mut self) -> i64 {
        self.last_id -= 1;
        self.last_id
    }

    /// `None` if the cells are blank.
    ///
    /// # Errors
    /// There is no such priority; a sentence without its full stop.
    pub(super) fn priority(&self, council: CouncilId, cells: &PriorityCells) -> Result<Option<PriorityId>, String> {
        if *cells == PriorityCells::default() {
            return Ok(None);
        }
        let found = self.priorities.get(&(council, cells.clone())).copied();
        found.map(Some).ok_or_else(|| {
            format!(
                "the council has no priority “{}” of that day; import the table of priorities first",
                charter::english::truncate(&cells.words.sanitized())
            )
        })
    }
}
