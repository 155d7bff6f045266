//! The rows of one sheet, held until it is known how the dates of their column are to be read.
//!
//! Of `9/12/23` nobody can tell the month; of a column in which another cell is `25/9/23` everybody can. So the first rows are
//! held, and read once enough of the column was seen.

use std::collections::VecDeque;

use charter::column::{Column, Mapping};
use charter::incoming::Source;
use charter::sheet_row::RowNote;
use charter::untrusted::Untrusted;
use reading::columns::{DateOrder, DateOrderDetector, RowInput, source_from_row};

/// How many rows are held at most.
const MAX_BUFFERED_ROWS: usize = 200;

const HIDDEN_ROW_LEFT_OUT: &str = "its row is hidden in the sheet, and hidden rows are left out";

pub(crate) struct SheetRows {
    mapping: Mapping,
    header: Vec<Untrusted>,
    /// What the dates have shown, of the rows that were read by it too.
    dates_seen: DateOrderDetector,
    /// As which they are read, and whether one was among them that can be read both ways.
    date_order: Option<(DateOrder, bool)>,
    /// Their lines, their cells, and what was seen besides.
    buffer: VecDeque<(u64, Vec<Untrusted>, Vec<RowNote>)>,
    /// Whether hidden rows are passed over.
    leaves_out_hidden: bool,
}

impl SheetRows {
    pub(crate) fn new(mapping: Mapping, header: Vec<Untrusted>) -> Self {
        let (dates_seen, buffer) = (DateOrderDetector::default(), VecDeque::new());
        Self { mapping, header, dates_seen, date_order: None, buffer, leaves_out_hidden: false }
    }

    /// Passes over rows that are hidden, by hand or by a filter.
    #[must_use]
    pub(crate) fn leave_out_hidden(self, leaves_out_hidden: bool) -> Self {
        Self { leaves_out_hidden, ..self }
    }

    pub(crate) fn push(&mut self, line: u64, cells: Vec<Untrusted>, notes: Vec<RowNote>) {
        let place = self.mapping.columns.iter().position(|column| *column == Column::Received);
        if let Some(cell) = place.and_then(|place| cells.get(place)) {
            self.dates_seen.observe(cell.raw());
        }
        self.buffer.push_back((line, cells, notes));
        if self.buffer.len() >= MAX_BUFFERED_ROWS {
            self.fix_date_order();
        }
    }

    /// What is held is read by what was seen.
    fn fix_date_order(&mut self) {
        self.date_order.get_or_insert((self.dates_seen.order(), self.dates_seen.is_ambiguous()));
    }

    /// Whether what came later shows that the rows before it, which could be read both ways, were read the wrong way.
    pub(crate) fn date_order_changed(&self) -> bool {
        self.date_order == Some((DateOrder::DayFirst, true)) && self.dates_seen.order() == DateOrder::MonthFirst
    }

    /// There are no more. `true` if rows are left to be read.
    pub(crate) fn finish(&mut self) -> bool {
        self.fix_date_order();
        !self.buffer.is_empty()
    }

    /// The next row that can be read: its line, and the source that it is or why it is none.
    pub(crate) fn next_source(&mut self, file: &str) -> Option<(u64, Result<Source, String>)> {
        let (dates, _) = self.date_order?;
        let (line, cells, notes) = self.buffer.pop_front()?;
        if self.leaves_out_hidden && notes.contains(&RowNote::HiddenRow) {
            return Some((line, Err(HIDDEN_ROW_LEFT_OUT.to_owned())));
        }
        let (mapping, header, cells, notes) = (&self.mapping, &self.header[..], &cells[..], &notes[..]);
        Some((line, source_from_row(RowInput { mapping, header, cells, notes, file, line, dates })))
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Mapping, SheetRows, Untrusted};
    use rstest::rstest;

    fn cells(cells: &[&str]) -> Vec<Untrusted> {
        cells.iter().map(|cell| Untrusted::from(*cell)).collect()
    }

    fn read(days: &[&str]) -> Vec<String> {
        let columns = vec![Column::Council, Column::Received];
        let mut rows = SheetRows::new(Mapping { columns }, cells(&["Council", "Date"]));
        for (line, day) in (2..).zip(days) {
            rows.push(line, cells(&["Wem", day]), Vec::new());
        }
        rows.fix_date_order();
        let on = |source: charter::incoming::Source| source.received.map(|at| at.on.to_string()).unwrap_or_default();
        std::iter::from_fn(|| rows.next_source("x.csv")).map(|(_, read)| on(read.unwrap())).collect()
    }

    #[test]
    fn a_day_is_read_as_its_column_is() {
        assert_eq!(read(&["9/12/2023", "25/9/2023"]), ["2023-12-09", "2023-09-25"]);
        assert_eq!(read(&["9/12/2023", "9/25/2023"]), ["", ""], "never silently American");
    }

    #[rstest]
    #[case::can_be_read_both_ways("9/12/2023", "9/25/2023", true)]
    #[case::is_read_day_first("25/9/2023", "9/25/2023", false)]
    #[case::is_iso("2023-09-12", "9/25/2023", false)]
    #[case::stays_day_first("9/12/2023", "25/9/2023", false)]
    fn a_column_that_turns_american_behind_what_was_read_is_noticed(
        #[case] first: &str,
        #[case] then: &str,
        #[case] turned: bool,
    ) {
        let columns = vec![Column::Council, Column::Received];
        let mut rows = SheetRows::new(Mapping { columns }, cells(&["Council", "Date"]));
        (2..).take(super::MAX_BUFFERED_ROWS).for_each(|line| rows.push(line, cells(&["Wem", first]), Vec::new()));
        assert!(!rows.date_order_changed());
        rows.push(300, cells(&["Wem", then]), Vec::new());
        assert_eq!(rows.date_order_changed(), turned);
    }

    #[test]
    fn memory_is_bounded() {
        let mut rows =
            SheetRows::new(Mapping { columns: vec![Column::Council, Column::Received] }, cells(&["Council", "Date"]));
        for line in 2..1000 {
            rows.push(line, cells(&["Wem", "25/9/2023"]), Vec::new());
            while rows.next_source("x.csv").is_some() {}
            assert!(rows.buffer.len() <= super::MAX_BUFFERED_ROWS);
        }
    }
}
