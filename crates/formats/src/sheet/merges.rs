//! Cells merged over several rows, while the rows stream by.

use std::collections::BTreeMap;

use charter::sheet_row::RowNote;

use super::cells::{MAX_COLUMNS, RowCells};

#[derive(Default)]
pub(super) struct Merges {
    /// Those that reach below the current row, by their column.
    open: BTreeMap<usize, MergedCell>,
}

struct MergedCell {
    line: u64,
    /// The last line that it covers.
    until: u64,
    text: String,
}

impl Merges {
    /// A cell that covers the lines below `line` up to `until`.
    pub(super) fn begin(&mut self, column: usize, line: u64, until: u64, text: &str) {
        if until > line && column < MAX_COLUMNS && !text.trim().is_empty() {
            self.open.insert(column, MergedCell { line, until, text: text.to_owned() });
        }
    }

    /// Notes each blank cell of a row that a merged cell covers. A cell with a text of its own keeps it.
    pub(super) fn cover(&mut self, line: u64, row: &mut RowCells) {
        self.open.retain(|_, merged| merged.until >= line);
        for (column, merged) in self.open.iter().filter(|(_, merged)| merged.line < line) {
            if row.cells.get(*column).is_none_or(|cell| cell.trim().is_empty()) {
                let (column, line, text) = (*column, merged.line, merged.text.clone());
                row.notes.push(RowNote::Merged { column, line, text });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Merges, RowCells, RowNote};

    #[test]
    fn a_merged_cell_covers_the_blank_cells_below_it() {
        let mut merges = Merges::default();
        merges.begin(0, 2, 4, "Wem");
        merges.begin(1, 2, 2, "one row");
        merges.begin(2, 2, 9, " ");
        let mut covered = |line: u64, first: &str| {
            let mut row = RowCells::default();
            row.set(0, first);
            row.set(1, "Speeding");
            merges.cover(line, &mut row);
            row.notes
        };
        let note = RowNote::Merged { column: 0, line: 2, text: "Wem".to_owned() };
        assert_eq!((covered(2, "Wem"), covered(3, ""), covered(4, "Clun")), (vec![], vec![note], vec![]));
        assert_eq!(covered(5, ""), []);
    }
}
