//! The state of the column screen: the user checks and confirms proposed meanings before rows are read.

use std::path::PathBuf;

use charter::change::{Act, Change, ConfirmColumns};
use charter::column::{Column, Mapping, shape};
use desk::import::SheetPreview;
use reading::columns::Guess;

use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

#[derive(Clone, Debug, PartialEq)]
pub struct UnconfirmedSheet {
    /// Its first rows.
    pub preview: SheetPreview,
    pub proposed: Vec<Guess>,
    /// Whether they were confirmed before, and are only checked again.
    pub was_confirmed: bool,
}

/// One sheet after the other.
#[derive(Clone, Debug)]
pub struct MappingScreen {
    /// The files to import once all sheets are confirmed.
    pub paths: Vec<PathBuf>,
    sheets: Vec<UnconfirmedSheet>,
    at: usize,
    /// The number of earlier sheets that were left out.
    skipped_sheets: usize,
    /// Each column's current meaning, and whether the user chose it.
    columns: Vec<(Column, bool)>,
    pub list: ListState,
}

const SAMPLES: usize = 3;

impl MappingScreen {
    /// `None` without sheets.
    pub fn new(paths: Vec<PathBuf>, sheets: Vec<UnconfirmedSheet>) -> Option<Self> {
        let columns = columns(sheets.first()?);
        Some(Self { paths, sheets, at: 0, skipped_sheets: 0, columns, list: ListState::default() })
    }

    pub fn sheet(&self) -> Option<&UnconfirmedSheet> {
        self.sheets.get(self.at)
    }

    /// Returns `false` if there is no next sheet.
    pub fn next_sheet(&mut self) -> bool {
        let Some(next) = self.sheets.get(self.at + 1) else { return false };
        self.columns = columns(next);
        (self.at, self.list) = (self.at + 1, ListState::default());
        true
    }

    /// Leaves the sheet out; the report names its rows as skipped. Returns `false` if there is no next sheet.
    pub fn skip_sheet(&mut self) -> bool {
        self.skipped_sheets += 1;
        self.next_sheet()
    }

    pub fn confirmed(&self) -> usize {
        self.at.saturating_sub(self.skipped_sheets)
    }

    /// The number of the sheet, from 1, and their total.
    pub fn position(&self) -> (usize, usize) {
        (self.at + 1, self.sheets.len())
    }

    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// A column's header, sanitized.
    pub fn header(&self, index: usize) -> String {
        let cell = self.sheet().and_then(|sheet| sheet.preview.header.get(index));
        cell.map(|cell| cell.sanitized().trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .unwrap_or_else(|| format!("column {}", index + 1))
    }

    pub fn column(&self, index: usize) -> Column {
        self.columns.get(index).map_or(Column::Unused, |(column, _)| *column)
    }

    pub fn why(&self, index: usize) -> &str {
        match self.columns.get(index) {
            Some((_, true)) => "you chose this",
            _ => self.proposed(index).map_or("not recognised", |proposed| proposed.why.as_str()),
        }
    }

    /// Whether the user should check it.
    pub fn is_unsure(&self, index: usize) -> bool {
        self.columns.get(index).is_some_and(|(_, chosen)| !chosen) && !self.proposed(index).is_some_and(|it| it.sure)
    }

    fn proposed(&self, index: usize) -> Option<&Guess> {
        self.sheet()?.proposed.get(index)
    }

    /// A column's first distinct values, sanitized.
    pub fn samples(&self, index: usize) -> Vec<String> {
        let mut samples: Vec<String> = Vec::new();
        let rows = self.sheet().map(|sheet| sheet.preview.rows.as_slice()).unwrap_or_default();
        for cell in rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.is_blank()) {
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

    /// Switches the column in focus to the next or previous meaning.
    pub fn cycle_meaning(&mut self, forward: bool) {
        let all = Column::ALL;
        let now = all.iter().position(|column| *column == self.column(self.list.cursor)).unwrap_or(0);
        let next = if forward { now + 1 } else { now + all.len() - 1 } % all.len();
        self.set(all[next]);
    }

    pub fn set(&mut self, column: Column) {
        if let Some(known) = self.columns.get_mut(self.list.cursor) {
            *known = (column, true);
        }
    }

    pub fn disabled_reason(&self) -> Option<String> {
        charter::column::mapping_problem(&Mapping { columns: self.meanings() })
    }

    pub fn is_as_confirmed(&self) -> bool {
        self.sheet()
            .is_some_and(|sheet| sheet.was_confirmed && columns(sheet).iter().map(|it| it.0).eq(self.meanings()))
    }

    pub fn change(&self) -> Option<Change> {
        let header = &self.sheet()?.preview.header;
        Some(Act::Mapping(ConfirmColumns { shape: shape(header), columns: self.meanings() }).into())
    }

    fn meanings(&self) -> Vec<Column> {
        self.columns.iter().map(|(column, _)| *column).collect()
    }
}

/// The proposed meanings; columns without one are unused.
fn columns(sheet: &UnconfirmedSheet) -> Vec<(Column, bool)> {
    let proposed = |index: usize| sheet.proposed.get(index).map_or(Column::Unused, |proposed| proposed.column);
    (0..sheet.preview.header.len()).map(|index| (proposed(index), false)).collect()
}
