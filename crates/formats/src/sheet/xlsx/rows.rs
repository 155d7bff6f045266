//! Reads the rows of one sheet of an Excel workbook, cell by cell.

use std::io::{self, BufRead};

use charter::sheet_row::RowNote;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::{Cell, CellContext, MissingString};
use super::layout::Layout;
use super::position::{column_index, line_number};
use crate::sheet::arrays::UncalculatedArrays;
use crate::sheet::cells::{CellText, RowCells};
use crate::sheet::merges::Merges;
use crate::sheet::output::{SheetOutput, TOO_MANY_MERGED};
use crate::sheet::xml::{self, attribute, is_true};

/// Cells between checks of the progress, for wide or blank rows.
const CELLS_A_STEP: u32 = 4_096;

/// How the reading of a sheet ended.
pub(super) enum Ended {
    Whole,
    /// It is damaged from this line on.
    Damaged(u64),
}

pub(super) struct SheetRows<'a> {
    book: &'a CellContext,
    layout: &'a Layout,
    merges: &'a mut Merges,
    /// The line up to which merged cells were opened.
    merged_to: u64,
    arrays: UncalculatedArrays,
    line: u64,
    row: RowCells,
    column: usize,
    cell: Option<Cell>,
    cells: u32,
}

impl<'a> SheetRows<'a> {
    pub(super) fn new(book: &'a CellContext, layout: &'a Layout, merges: &'a mut Merges) -> Self {
        let (row, arrays, cell) = (RowCells::default(), UncalculatedArrays::default(), None);
        Self { book, layout, merges, merged_to: 0, arrays, line: 0, row, column: 0, cell, cells: 0 }
    }

    pub(super) fn read<R: BufRead>(
        mut self,
        mut reader: Reader<R>,
        out: &mut SheetOutput<'_>,
        progress: &dyn Fn() -> u64,
    ) -> io::Result<Ended> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let is_read = match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start)) => {
                    self.start(&start, out, progress)?;
                    Ok(())
                }
                Ok(Event::End(end)) => match end.local_name().as_ref() {
                    "sheetData" => {
                        self.end_row(out)?;
                        return Ok(Ended::Whole);
                    }
                    "c" => self.end_cell(),
                    name => {
                        if let Some(cell) = &mut self.cell {
                            cell.end(name);
                        }
                        Ok(())
                    }
                },
                Ok(Event::Text(text)) => self.add(&text.xml10_content()),
                Ok(Event::CData(text)) => self.add(&text.xml10_content()),
                Ok(Event::GeneralRef(name)) => self.add(&xml::reference(&name)),
                Ok(Event::Eof) | Err(_) => Err(MissingString),
                Ok(_) => Ok(()),
            };
            if is_read.is_err() {
                let line = self.line;
                self.end_row(out)?;
                return Ok(Ended::Damaged(line));
            }
            if out.is_full() {
                return Ok(Ended::Whole);
            }
        }
    }

    fn start(
        &mut self,
        start: &BytesStart<'_>,
        out: &mut SheetOutput<'_>,
        progress: &dyn Fn() -> u64,
    ) -> io::Result<()> {
        match start.local_name().as_ref() {
            "row" => {
                self.end_row(out)?;
                out.report_progress(progress())?;
                self.line = attribute(start, "r").and_then(|line| line_number(&line)).unwrap_or(self.line + 1);
                // A row of no height is as good as hidden.
                let is_flat = attribute(start, "ht").is_some_and(|height| height.trim().parse() == Ok(0.0));
                if is_flat || is_true(attribute(start, "hidden")) {
                    self.row.notes.push(RowNote::HiddenRow);
                }
            }
            "c" => {
                self.cells = self.cells.wrapping_add(1);
                if self.cells.is_multiple_of(CELLS_A_STEP) {
                    out.report_progress(progress())?;
                }
                self.column = attribute(start, "r").and_then(|cell| column_index(&cell)).unwrap_or(self.column);
                self.cell = Some(Cell::new(start));
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.start(start);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), MissingString> {
        if let Some(cell) = &mut self.cell {
            cell.add(text);
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), MissingString> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        let CellText { text, struck_out } = cell.text(self.book)?;
        self.row.note_struck_out(self.column, &struck_out);
        if !text.is_empty() {
            self.row.set(self.column, &text);
            self.row.has_day_number |= cell.is_day_number(self.book);
        }
        if let Some(until) = cell.uncalculated_array(self.book) {
            self.arrays.begin(self.column, until, &text);
        }
        self.column = self.column.saturating_add(1);
        Ok(())
    }

    fn end_row(&mut self, out: &mut SheetOutput<'_>) -> io::Result<()> {
        self.column = 0;
        let mut row = std::mem::take(&mut self.row);
        self.arrays.fill(self.line, &mut row);
        self.begin_merged(&row);
        if row.is_blank() && !row.has_extra_columns {
            return Ok(());
        }
        if !self.merges.cover(self.line, &mut row) {
            out.error(self.line, TOO_MANY_MERGED)?;
        }
        row.note_hidden_columns(&self.layout.hidden_columns);
        row.note_day_numbers(self.book.since_1904);
        out.write_row(self.line, row)
    }

    /// Opens the merged cells that begin on this line, or on rows that the file left out before it.
    fn begin_merged(&mut self, row: &RowCells) {
        if self.line <= self.merged_to {
            return;
        }
        for ((line, column), until) in self.layout.merged.range((self.merged_to + 1, 0)..=(self.line, usize::MAX)) {
            let text = row.cells.get(*column).filter(|_| *line == self.line).map_or("", String::as_str);
            self.merges.begin(*column, *line, *until, text);
        }
        self.merged_to = self.line;
    }
}
