//! What the columns of a sheet mean: proposed, looked at and confirmed by a person before a row is read.

use std::path::PathBuf;

use charter::change::{Act, Change, ConfirmColumns};
use charter::column::{Column, Mapping, shape};
use desk::import::SheetPreview;
use reading::columns::Guess;

use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

/// A sheet whose columns nobody has confirmed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct UnconfirmedSheet {
    /// Its beginning.
    pub peek: SheetPreview,
    /// What its columns are proposed to mean.
    pub proposed: Vec<Guess>,
    /// Whether that was confirmed before, and is looked at again.
    pub was_confirmed: bool,
}

/// The state of the screen: one sheet after the other.
#[derive(Clone, Debug)]
pub struct MappingScreen {
    /// What is brought in once all are confirmed.
    pub paths: Vec<PathBuf>,
    sheets: Vec<UnconfirmedSheet>,
    /// Which of the sheets.
    at: usize,
    /// How many of those before it were left out.
    skipped_sheets: usize,
    /// What each column means as it stands, and whether a person chose that.
    columns: Vec<(Column, bool)>,
    pub list: ListState,
}

/// How many values of a column are shown.
const SAMPLES: usize = 3;

impl MappingScreen {
    /// Opens with the first of the sheets; `None` if there is none.
    pub fn new(paths: Vec<PathBuf>, sheets: Vec<UnconfirmedSheet>) -> Option<Self> {
        let columns = columns(sheets.first()?);
        Some(Self { paths, sheets, at: 0, skipped_sheets: 0, columns, list: ListState::default() })
    }

    /// The sheet that is looked at.
    pub fn sheet(&self) -> Option<&UnconfirmedSheet> {
        self.sheets.get(self.at)
    }

    /// Goes on to the next sheet. `false` if there is none.
    pub fn next_sheet(&mut self) -> bool {
        let Some(next) = self.sheets.get(self.at + 1) else { return false };
        self.columns = columns(next);
        (self.at, self.list) = (self.at + 1, ListState::default());
        true
    }

    /// Leaves the sheet out: its rows are passed over, and told of. `false` if there is none after it.
    pub fn skip_sheet(&mut self) -> bool {
        self.skipped_sheets += 1;
        self.next_sheet()
    }

    /// How many sheets were confirmed.
    pub fn confirmed(&self) -> usize {
        self.at.saturating_sub(self.skipped_sheets)
    }

    /// Which of how many sheets: from 1.
    pub fn place(&self) -> (usize, usize) {
        (self.at + 1, self.sheets.len())
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether the sheet has no columns.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The header of a column, harmless.
    pub fn header(&self, place: usize) -> String {
        let cell = self.sheet().and_then(|sheet| sheet.peek.header.get(place));
        cell.map(|cell| cell.sanitized().trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .unwrap_or_else(|| format!("column {}", place + 1))
    }

    /// What a column means as it stands.
    pub fn column(&self, place: usize) -> Column {
        self.columns.get(place).map_or(Column::Unused, |(column, _)| *column)
    }

    /// Why that is proposed.
    pub fn why(&self, place: usize) -> &str {
        match self.columns.get(place) {
            Some((_, true)) => "you chose this",
            _ => self.proposed(place).map_or("not recognised", |proposed| proposed.why.as_str()),
        }
    }

    /// Whether somebody should look at it.
    pub fn is_unsure(&self, place: usize) -> bool {
        self.columns.get(place).is_some_and(|(_, chosen)| !chosen) && !self.proposed(place).is_some_and(|it| it.sure)
    }

    fn proposed(&self, place: usize) -> Option<&Guess> {
        self.sheet()?.proposed.get(place)
    }

    /// The first values of a column that differ, harmless.
    pub fn samples(&self, place: usize) -> Vec<String> {
        let mut samples: Vec<String> = Vec::new();
        let rows = self.sheet().map(|sheet| sheet.peek.rows.as_slice()).unwrap_or_default();
        for cell in rows.iter().filter_map(|row| row.get(place)).filter(|cell| !cell.is_blank()) {
            let cell = cell.sanitized().trim().to_owned();
            if !samples.contains(&cell) {
                samples.push(cell);
            }
            if samples.len() == SAMPLES {
                break;
            }
        }
        samples
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.columns.len());
    }

    /// Takes the next meaning for the column in focus, or the one before.
    pub fn turn(&mut self, forward: bool) {
        let all = Column::ALL;
        let now = all.iter().position(|column| *column == self.column(self.list.cursor)).unwrap_or(0);
        let next = if forward { now + 1 } else { now + all.len() - 1 } % all.len();
        self.set(all[next]);
    }

    /// Says what the column in focus means.
    pub fn set(&mut self, column: Column) {
        if let Some(known) = self.columns.get_mut(self.list.cursor) {
            *known = (column, true);
        }
    }

    /// Why the columns cannot be confirmed yet.
    pub fn disabled_reason(&self) -> Option<String> {
        charter::column::mapping_problem(&Mapping { columns: self.meanings() })
    }

    /// Whether they were confirmed before as they stand.
    pub fn is_as_confirmed(&self) -> bool {
        self.sheet()
            .is_some_and(|sheet| sheet.was_confirmed && columns(sheet).iter().map(|it| it.0).eq(self.meanings()))
    }

    /// The change that confirms them.
    pub fn change(&self) -> Option<Change> {
        let header = &self.sheet()?.peek.header;
        Some(Act::Mapping(ConfirmColumns { shape: shape(header), columns: self.meanings() }).into())
    }

    fn meanings(&self) -> Vec<Column> {
        self.columns.iter().map(|(column, _)| *column).collect()
    }
}

/// As they are proposed; a column that nothing is proposed for is not used.
fn columns(sheet: &UnconfirmedSheet) -> Vec<(Column, bool)> {
    let proposed = |place: usize| sheet.proposed.get(place).map_or(Column::Unused, |proposed| proposed.column);
    (0..sheet.peek.header.len()).map(|place| (proposed(place), false)).collect()
}
