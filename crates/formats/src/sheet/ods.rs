//! Reads OpenDocument workbooks: streams their part `content.xml`.
//!
//! A row may repeat a thousand million times in a few bytes. The same row again is the same reply, so few copies are read.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use charter::sheet_row::RowNote;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::arrays::UncalculatedArrays;
use super::cells::{CellText, MAX_COLUMNS, RowCells};
use super::hidden_columns::HiddenColumns;
use super::merges::Merges;
use super::ods_cell::{Cell, count};
use super::ods_styles::OdsStyles;
use super::xml::{self, attribute};
use crate::BufReadSeek;
use crate::sheet::output::{SheetOutput, TOO_MANY_MERGED, describe_sheet};
use crate::sheet::zip_limits::{CountingReader, DAMAGED, LOCKED, open_zip};

/// Copies of a row that is repeated, and of all such rows of a workbook.
const MAX_COPIES: u64 = 100;
const MAX_ALL_COPIES: u64 = 10_000;

pub(super) fn read(file: &mut dyn BufReadSeek, of: u64, out: &mut SheetOutput<'_>) -> io::Result<()> {
    out.limit_text();
    file.rewind()?;
    let (counted, read) = CountingReader::new(file);
    let mut zip = match open_zip(counted) {
        Ok(zip) => zip,
        Err(error) => return out.error(0, &error.to_string()),
    };
    let mut manifest = String::new();
    if let Ok(part) = zip.by_name("META-INF/manifest.xml") {
        // A manifest in another encoding is unreadable; the content is tried all the same.
        let _ = part.take(1 << 20).read_to_string(&mut manifest);
    }
    if manifest.contains("encryption-data") {
        return out.error(0, LOCKED);
    }
    let styles = zip.by_name("styles.xml").map(|part| OdsStyles::read(BufReader::new(part))).unwrap_or_default();
    let Ok(content) = zip.by_name("content.xml") else { return out.error(0, DAMAGED) };
    let (before, packed) = (read.get(), content.compressed_size());
    let progress = || of.saturating_sub(packed) + read.get().saturating_sub(before).min(packed);
    ContentReader::new(BufReader::new(content), styles).read(out, &progress)
}

/// State between XML events.
struct ContentReader<R: BufRead> {
    reader: Reader<R>,
    /// The style that is read, and the styles of hidden sheets.
    style: String,
    hidden: BTreeSet<String>,
    styles: OdsStyles,
    /// Nesting depth of tables: cells may contain tables, and only the outermost are sheets.
    depth: u32,
    /// The current sheet; `None` inside a hidden one.
    sheet: Option<String>,
    line: u64,
    repeated: u64,
    /// Copies that may still be read.
    copies_left: u64,
    row: RowCells,
    column: usize,
    cell: Option<Cell>,
    merges: Merges,
    arrays: UncalculatedArrays,
    /// Whether each of the groups of rows or columns that are open is folded up.
    groups: Vec<bool>,
    /// Hidden columns of the sheet, and the next column to be declared.
    hidden_columns: HiddenColumns,
    declared_columns: usize,
    /// Columns whose cells are struck out unless they say otherwise, and whether that holds for the row.
    struck_columns: Vec<Range<usize>>,
    is_row_struck_out: Option<bool>,
    since_1904: bool,
    /// Name and nesting depth of the element that is skipped.
    skipped: Option<(String, u32)>,
}

impl<R: BufRead> ContentReader<R> {
    fn new(content: R, styles: OdsStyles) -> Self {
        Self {
            reader: xml::reader(content),
            style: String::new(),
            hidden: BTreeSet::new(),
            styles,
            depth: 0,
            sheet: None,
            line: 1,
            repeated: 1,
            copies_left: MAX_ALL_COPIES,
            row: RowCells::default(),
            column: 0,
            cell: None,
            merges: Merges::default(),
            arrays: UncalculatedArrays::default(),
            groups: Vec::new(),
            hidden_columns: HiddenColumns::default(),
            declared_columns: 0,
            struck_columns: Vec::new(),
            is_row_struck_out: None,
            since_1904: false,
            skipped: None,
        }
    }

    fn read(&mut self, out: &mut SheetOutput<'_>, progress: &dyn Fn() -> u64) -> io::Result<()> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(_) => {
                    return out.error(self.line, "the workbook is damaged from here on; the rows before were read");
                }
            };
            match event {
                Event::Eof => return Ok(()),
                Event::Start(start) => self.start_element(&start, out)?,
                Event::End(end) => self.end_element(end.name().as_ref(), out, progress)?,
                Event::Text(text) => self.add_text(&text.xml10_content()),
                Event::CData(text) => self.add_text(&text.xml10_content()),
                Event::GeneralRef(name) => self.add_text(&xml::reference(&name)),
                _ => {}
            }
            if out.is_full() {
                return Ok(());
            }
        }
    }

    fn start_element(&mut self, start: &BytesStart<'_>, out: &mut SheetOutput<'_>) -> io::Result<()> {
        let name = start.name();
        let name = name.as_ref();
        if let Some((passed, times)) = &mut self.skipped {
            *times += u32::from(passed == name);
            return Ok(());
        }
        self.styles.start(name, start);
        match name {
            "style:style" => self.style = attribute(start, "style:name").unwrap_or_default(),
            "style:table-properties" if attribute(start, "table:display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table:table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.begin(start, out)?;
                }
            }
            // Annotations, pictures and tracked changes stand inside a cell but are not its value.
            "office:annotation"
            | "draw:frame"
            | "draw:g"
            | "draw:custom-shape"
            | "table:shapes"
            | "table:tracked-changes" => {
                self.skipped = Some((name.to_owned(), 1));
            }
            // LibreOffice: days count from here. Excel's 1904 date system is the only one in use besides its own.
            "table:null-date" => {
                self.since_1904 = attribute(start, "table:date-value").is_some_and(|day| day.starts_with("1904-01-01"));
            }
            _ if self.depth != 1 || self.sheet.is_none() => {}
            "table:table-column" => self.declare_columns(start),
            "table:table-row-group" | "table:table-column-group" => {
                self.groups.push(attribute(start, "table:display").as_deref() == Some("false"));
            }
            "table:table-row" => {
                self.repeated = count(start, "table:number-rows-repeated");
                (self.row, self.column) = (RowCells::default(), 0);
                self.is_row_struck_out = self.default_strike(start);
                if is_hidden(start) || self.groups.contains(&true) {
                    self.row.notes.push(RowNote::HiddenRow);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.begin_cell(start),
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.starts(name, start, &self.styles);
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>, out: &mut SheetOutput<'_>) -> io::Result<()> {
        let name = attribute(start, "table:name").unwrap_or_default();
        self.line = 1;
        self.merges.start_sheet();
        self.arrays.start_sheet();
        self.hidden_columns.clear();
        self.struck_columns.clear();
        self.groups.clear();
        self.declared_columns = 0;
        if attribute(start, "table:style-name").is_some_and(|style| self.hidden.contains(&style)) {
            self.sheet = None;
            return out.error(0, &format!("{} is hidden, and is left out", describe_sheet(&name)));
        }
        out.start_sheet(&name)?;
        self.sheet = Some(name);
        Ok(())
    }

    fn declare_columns(&mut self, start: &BytesStart<'_>) {
        let repeated = count(start, "table:number-columns-repeated");
        let first = self.declared_columns.min(MAX_COLUMNS);
        self.declared_columns = first.saturating_add(usize::try_from(repeated).unwrap_or(MAX_COLUMNS));
        let columns = first..self.declared_columns.min(MAX_COLUMNS);
        if !columns.is_empty() && self.default_strike(start) == Some(true) {
            self.struck_columns.push(columns.clone());
        }
        if is_hidden(start) || self.groups.contains(&true) {
            self.hidden_columns.hide(columns);
        }
    }

    /// Whether the style that a row or column gives its cells strikes out.
    fn default_strike(&self, start: &BytesStart<'_>) -> Option<bool> {
        let style = attribute(start, "table:default-cell-style-name")?;
        self.styles.strikes_out("table-cell", &style)
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>) {
        let is_struck_out = match attribute(start, "table:style-name") {
            Some(style) => Some(self.styles.strikes_out("table-cell", &style).unwrap_or(false)),
            None => self.is_row_struck_out,
        };
        let by_column = || self.struck_columns.iter().any(|columns| columns.contains(&self.column));
        let is_struck_out = is_struck_out.unwrap_or_else(by_column);
        self.cell = Some(Cell::new(start, is_struck_out));
    }

    fn end_element(&mut self, name: &str, out: &mut SheetOutput<'_>, progress: &dyn Fn() -> u64) -> io::Result<()> {
        if let Some((passed, times)) = &mut self.skipped {
            *times -= u32::from(passed == name);
            if *times == 0 {
                self.skipped = None;
            }
            return Ok(());
        }
        match name {
            "table:table" => self.depth = self.depth.saturating_sub(1),
            _ if self.depth != 1 || self.sheet.is_none() => {}
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.end_cell(&cell);
                }
            }
            "table:table-row" => self.end_of_row(out, progress)?,
            "table:table-row-group" | "table:table-column-group" => {
                self.groups.pop();
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.ends(name);
                }
            }
        }
        Ok(())
    }

    fn end_cell(&mut self, cell: &Cell) {
        let CellText { text, struck_out } = cell.text();
        // One beyond the limit, so that a dropped cell is noticed.
        let columns = self.column..self.column.saturating_add(cell.repeated).min(MAX_COLUMNS + 1);
        if !struck_out.is_empty() {
            columns.clone().for_each(|column| self.row.note_struck_out(column, &struck_out));
        }
        if !text.is_empty() {
            columns.for_each(|column| self.row.set(column, &text));
            self.row.has_extra_columns |= self.column > MAX_COLUMNS;
            self.row.has_day_number |= cell.is_number();
        }
        if let Some(until) = cell.extent(self.column, self.line) {
            self.merges.begin(self.column, self.line, until, &text);
        }
        if let Some(until) = cell.uncalculated_array(self.column, self.line) {
            self.arrays.begin(self.column, until, &text);
        }
        self.column = self.column.saturating_add(cell.repeated);
    }

    fn end_of_row(&mut self, out: &mut SheetOutput<'_>, progress: &dyn Fn() -> u64) -> io::Result<()> {
        let mut row = std::mem::take(&mut self.row);
        let (first, times) = (self.line, self.repeated);
        self.arrays.fill(first, &mut row);
        self.line = self.line.saturating_add(times);
        if !row.is_blank() || row.has_extra_columns {
            row.note_hidden_columns(&self.hidden_columns);
            row.note_day_numbers(self.since_1904);
            let copies = times.min(MAX_COPIES).min(self.copies_left.max(1));
            self.copies_left = self.copies_left.saturating_sub(copies - 1);
            for line in first..first.saturating_add(copies) {
                if out.is_full() {
                    break;
                }
                let mut cells = row.clone();
                if !self.merges.cover(line, &mut cells) {
                    out.error(line, TOO_MANY_MERGED)?;
                }
                out.write_row(line, cells)?;
                out.report_progress(progress())?;
            }
            if copies < times && !out.is_full() {
                out.error(
                    first,
                    &format!(
                        "the sheet holds too much text: this row stands in it {times} times; {copies} of them were read, and \
                         the rest is left out; check the sheet, and delete the copies"
                    ),
                )?;
            }
        }
        out.report_progress(progress())
    }

    fn add_text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.skipped.is_none() && self.depth == 1) {
            cell.add_text(text);
        }
    }
}

/// Whether a row or column is hidden, by hand or by a filter (OpenDocument 1.3, part 3, 19.748).
fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "table:visibility").is_some_and(|visibility| visibility == "collapse" || visibility == "filter")
}
