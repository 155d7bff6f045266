//! Cells merged over several rows or columns, while the rows stream by.

use std::collections::BTreeMap;

use charter::english::truncate;
use charter::sheet_row::RowNote;

use super::cells::{MAX_COLUMNS, RowCells};

/// Parts of merged cells that are followed in a workbook, one for each row and column: each is told to whoever reads the row.
const MAX_PARTS: usize = 20_000;

pub(super) struct Merges {
    /// Those that reach to the current row or below it, by their first column.
    open: BTreeMap<usize, MergedCell>,
    parts_left: usize,
}

/// What a merged cell covers, besides the row and column where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// The last line, from 1.
    pub line: u64,
    /// The last column, from 0.
    pub column: usize,
}

struct MergedCell {
    line: u64,
    until: Extent,
    text: String,
}

impl Default for Merges {
    fn default() -> Self {
        Self { open: BTreeMap::new(), parts_left: MAX_PARTS }
    }
}

impl Merges {
    /// Forgets the merged cells of a sheet before the next.
    pub(super) fn start_sheet(&mut self) {
        self.open.clear();
    }

    /// A cell that covers others up to `until`.
    pub(super) fn begin(&mut self, column: usize, line: u64, until: Extent, text: &str) {
        if column < MAX_COLUMNS && self.parts_left > 0 && (until.line > line || until.column > column) {
            self.open.insert(column, MergedCell { line, until, text: text.to_owned() });
        }
    }

    /// Notes each cell of a row that a merged cell covers, and takes out the text that it hides. `false` once: from this line
    /// on, merged cells are no longer followed, because there are too many.
    pub(super) fn cover(&mut self, line: u64, row: &mut RowCells) -> bool {
        self.open.retain(|_, merged| merged.until.line >= line);
        if self.open.is_empty() {
            return true;
        }
        // Overlapping ones, which no spreadsheet makes, are not looked at twice.
        let mut next = 0;
        for (first, merged) in &self.open {
            let end = (merged.until.column.saturating_add(1)).min(row.cells.len()).max(first + 1);
            let columns = (*first).max(next)..end;
            next = next.max(end);
            for column in columns {
                if merged.line == line && column == *first {
                    continue;
                }
                let is_below = column == *first && !merged.text.trim().is_empty();
                self.parts_left = self.parts_left.saturating_sub(usize::from(is_below));
                merged.cover(column, is_below, row);
            }
        }
        let is_followed = self.parts_left > 0;
        if !is_followed {
            self.open.clear();
        }
        is_followed
    }
}

impl MergedCell {
    fn cover(&self, column: usize, is_below: bool, row: &mut RowCells) {
        let hidden = row.cells.get(column).map(String::as_str).unwrap_or_default().trim();
        // Some programs write the text of a merged cell into each of its parts.
        if !hidden.is_empty() && hidden == self.text.trim() {
            return;
        }
        if !hidden.is_empty() {
            let text = truncate(hidden);
            row.notes.push(RowNote::Covered { column, line: self.line, text });
            row.clear(column);
        }
        if is_below {
            row.notes.push(RowNote::Merged { column, line: self.line, text: self.text.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, MAX_PARTS, Merges, RowCells, RowNote};

    fn until(line: u64, column: usize) -> Extent {
        Extent { line, column }
    }

    fn row(cells: &[&str]) -> RowCells {
        let mut row = RowCells::default();
        cells.iter().enumerate().for_each(|(column, cell)| row.set(column, cell));
        row
    }

    #[test]
    fn a_merged_cell_covers_the_cells_below_it_whatever_they_hold() {
        let mut merges = Merges::default();
        merges.begin(0, 2, until(4, 0), "Wem");
        merges.begin(1, 2, until(2, 1), "one row");
        merges.begin(2, 2, until(9, 2), " ");
        let mut covered = |line: u64, first: &str| {
            let mut row = row(&[first, "Speeding"]);
            merges.cover(line, &mut row);
            (row.cells.concat(), row.notes)
        };
        let note = RowNote::Merged { column: 0, line: 2, text: "Wem".to_owned() };
        let hidden = RowNote::Covered { column: 0, line: 2, text: "Clun".to_owned() };
        assert_eq!(covered(2, "Wem"), ("WemSpeeding".to_owned(), vec![]));
        assert_eq!(covered(3, ""), ("Speeding".to_owned(), vec![note.clone()]));
        assert_eq!(covered(3, "Wem "), ("Wem Speeding".to_owned(), vec![]));
        assert_eq!(covered(4, "Clun"), ("Speeding".to_owned(), vec![hidden, note]));
        assert_eq!(covered(5, ""), ("Speeding".to_owned(), vec![]));
    }

    #[test]
    fn a_merged_cell_hides_the_cells_to_its_right() {
        let mut merges = Merges::default();
        merges.begin(0, 2, until(3, 1), "Litter");
        for (line, first) in [(2, "Litter"), (3, "Litter")] {
            let mut row = row(&[first, "Speeding", "Parking"]);
            merges.cover(line, &mut row);
            assert_eq!(row.cells, ["Litter", "", "Parking"]);
            assert_eq!(row.notes, [RowNote::Covered { column: 1, line: 2, text: "Speeding".to_owned() }]);
        }
    }

    #[test]
    fn the_work_is_bounded() {
        let mut merges = Merges::default();
        (0..300).for_each(|column| merges.begin(column, 2, until(1_000_000, column), "x"));
        let (mut notes, mut ends) = (0, 0);
        for line in 2..15_000 {
            let mut row = row(&[]);
            ends += usize::from(!merges.cover(line, &mut row));
            notes += row.notes.len();
        }
        assert!(notes < MAX_PARTS + 300 && ends == 1, "{notes} {ends}");
    }
}
