//! Collects the cells of one row within the limits of a row.

use std::collections::BTreeSet;

use charter::mail::text::MAX_TEXT_BYTES;
use charter::sheet_row::RowNote;

pub(super) const MAX_COLUMNS: usize = 512;
/// Longest cell in characters, as in Excel.
pub(super) const MAX_CELL_CHARS: usize = 32_767;

#[derive(Clone, Debug, Default)]
pub(super) struct RowCells {
    /// Up to the last cell that was set.
    pub cells: Vec<String>,
    /// Whether a cell beyond the last column was dropped.
    pub has_extra_columns: bool,
    pub long: bool,
    /// What was seen of the row besides its cells.
    pub notes: Vec<RowNote>,
    /// Whether a cell is a plain number, which may stand for a day.
    pub has_day_number: bool,
    bytes: usize,
}

impl RowCells {
    /// Sets a cell; columns count from 0. Text beyond the limits is cut and remembered.
    pub(super) fn set(&mut self, column: usize, text: &str) {
        if column >= MAX_COLUMNS {
            self.has_extra_columns |= !text.trim().is_empty();
            return;
        }
        let room = MAX_TEXT_BYTES.saturating_sub(self.bytes);
        let whole = text.len();
        let text = truncate(text, room);
        self.long |= text.len() < whole;
        self.bytes += text.len();
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut self.cells[column]);
    }

    /// Notes the values in hidden columns.
    pub(super) fn note_hidden_columns(&mut self, hidden: &BTreeSet<usize>) {
        let is_filled = |column: &usize| self.cells.get(*column).is_some_and(|cell| !cell.trim().is_empty());
        let notes = hidden.iter().copied().filter(is_filled).map(|column| RowNote::HiddenColumn { column });
        self.notes.extend(notes);
    }

    /// Notes that numbers of a workbook which counts from 1904 are other days.
    pub(super) fn note_day_numbers(&mut self, since_1904: bool) {
        if since_1904 && self.has_day_number {
            self.notes.push(RowNote::DaysSince1904);
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

fn truncate(text: &str, room: usize) -> &str {
    let end = if text.len() <= MAX_CELL_CHARS {
        text.len()
    } else {
        text.char_indices().nth(MAX_CELL_CHARS).map_or(text.len(), |(at, _)| at)
    };
    &text[..text.floor_char_boundary(end.min(room))]
}

#[cfg(test)]
mod tests {
    use super::{MAX_CELL_CHARS, MAX_COLUMNS, RowCells};
    use charter::mail::text::MAX_TEXT_BYTES;

    #[test]
    fn rows_are_bounded() {
        let mut row = RowCells::default();
        row.set(2, "é");
        assert_eq!((row.cells.join("|"), row.has_extra_columns, row.long), ("||é".to_owned(), false, false));
        row.set(MAX_COLUMNS, " ");
        assert!(!row.has_extra_columns, "nothing is lost by leaving out nothing");
        row.set(MAX_COLUMNS, "x");
        assert!(row.has_extra_columns);
        row.set(0, &"é".repeat(MAX_CELL_CHARS + 1));
        assert!(row.long);
        assert_eq!(row.cells[0].chars().count(), MAX_CELL_CHARS);
        (3..40).for_each(|column| row.set(column, &"é".repeat(MAX_CELL_CHARS)));
        assert!(row.cells.iter().map(String::len).sum::<usize>() <= MAX_TEXT_BYTES);
    }
}
