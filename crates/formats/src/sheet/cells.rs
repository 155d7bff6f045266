//! Collects the cells of one row within the limits of a row.

use charter::english::truncate as shorten;
use charter::mail::text::MAX_TEXT_BYTES;
use charter::sheet_row::RowNote;

use super::hidden_columns::HiddenColumns;

pub(super) const MAX_COLUMNS: usize = 512;
/// Longest cell in characters, as in Excel.
pub(super) const MAX_CELL_CHARS: usize = 32_767;

/// The text of a cell without the words that are struck out, and those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellText {
    pub text: String,
    pub struck_out: String,
}

impl CellText {
    /// A text that is struck out as a whole, or not at all.
    pub(super) fn whole(text: String, is_struck_out: bool) -> Self {
        let blank = String::new();
        if is_struck_out { Self { text: blank, struck_out: text } } else { Self { text, struck_out: blank } }
    }
}

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

    /// Makes a cell blank.
    pub(super) fn clear(&mut self, column: usize) {
        if let Some(cell) = self.cells.get_mut(column) {
            self.bytes -= cell.len();
            cell.clear();
        }
    }

    pub(super) fn is_blank_at(&self, column: usize) -> bool {
        self.cells.get(column).is_none_or(|cell| cell.trim().is_empty())
    }

    /// Notes words of a cell that were left out because they are struck out.
    pub(super) fn note_struck_out(&mut self, column: usize, text: &str) {
        if column < MAX_COLUMNS && !text.trim().is_empty() {
            self.notes.push(RowNote::StruckOut { column, text: shorten(text.trim()) });
        }
    }

    /// Notes the values in hidden columns.
    pub(super) fn note_hidden_columns(&mut self, hidden: &HiddenColumns) {
        let columns = hidden.columns(self.cells.len()).filter(|column| !self.is_blank_at(*column));
        let notes: Vec<RowNote> = columns.map(|column| RowNote::HiddenColumn { column }).collect();
        self.notes.extend(notes);
    }

    /// Notes that numbers of a workbook which counts from 1904 are other days.
    pub(super) fn note_day_numbers(&mut self, since_1904: bool) {
        if since_1904 && self.has_day_number {
            self.notes.push(RowNote::DaysSince1904);
        }
    }

    /// Whether it says nothing, not even in words that are struck out.
    pub(super) fn is_blank(&self) -> bool {
        let is_struck_out = |note: &RowNote| matches!(note, RowNote::StruckOut { .. });
        self.cells.iter().all(|cell| cell.trim().is_empty()) && !self.notes.iter().any(is_struck_out)
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
