//! Formulas of several cells without a stored result, while the rows stream by: only the first cell holds the formula, and
//! without it the others would look blank.

use super::cells::{MAX_COLUMNS, RowCells};
use super::merges::Extent;

/// Formulas that are followed at once.
const MAX_OPEN: usize = 100;

#[derive(Default)]
pub(super) struct UncalculatedArrays {
    open: Vec<UncalculatedArray>,
}

struct UncalculatedArray {
    column: usize,
    until: Extent,
    formula: String,
}

impl UncalculatedArrays {
    pub(super) fn start_sheet(&mut self) {
        self.open.clear();
    }

    /// A formula whose first cell is on the current line.
    pub(super) fn begin(&mut self, column: usize, until: Extent, formula: &str) {
        if self.open.len() < MAX_OPEN {
            self.open.push(UncalculatedArray { column, until, formula: formula.to_owned() });
        }
    }

    /// Writes the formula into each of its cells of a row that is blank.
    pub(super) fn fill(&mut self, line: u64, row: &mut RowCells) {
        self.open.retain(|array| array.until.line >= line);
        for array in &self.open {
            for column in array.column..=array.until.column.min(MAX_COLUMNS - 1) {
                if row.is_blank_at(column) {
                    row.set(column, &array.formula);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, RowCells, UncalculatedArrays};

    #[test]
    fn each_cell_of_the_formula_shows_it() {
        let mut arrays = UncalculatedArrays::default();
        arrays.begin(1, Extent { line: 3, column: 2 }, "=A1:B2");
        let mut filled = |line: u64| {
            let mut row = RowCells::default();
            row.set(2, "kept");
            arrays.fill(line, &mut row);
            row.cells.join("|")
        };
        assert_eq!([filled(2), filled(3), filled(4)], ["|=A1:B2|kept", "|=A1:B2|kept", "||kept"]);
    }
}
