//! Reads OpenDocument workbooks: streams their part `content.xml`.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::cells::{MAX_COLUMNS, RowCells};
use super::value::{day, duration, number};
use crate::BufReadSeek;
use crate::sheet::output::{SheetOutput, describe_sheet};
use crate::sheet::zip_limits::{CountingReader, DAMAGED, LOCKED, open_zip};

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
    let Ok(content) = zip.by_name("content.xml") else { return out.error(0, DAMAGED) };
    let (before, packed) = (read.get(), content.compressed_size());
    let progress = || of.saturating_sub(packed) + read.get().saturating_sub(before).min(packed);
    ContentReader::new(BufReader::new(content)).read(out, &progress)
}

/// State between XML events.
struct ContentReader<R: BufRead> {
    reader: Reader<R>,
    /// The style that is read, and the styles of hidden sheets.
    style: String,
    hidden: BTreeSet<String>,
    /// Nesting depth of tables: cells may contain tables, and only the outermost are sheets.
    depth: u32,
    /// The current sheet; `None` inside a hidden one.
    sheet: Option<String>,
    line: u64,
    repeated: u64,
    row: RowCells,
    column: usize,
    cell: Option<Cell>,
    /// Name and nesting depth of the element that is skipped.
    skipped: Option<(String, u32)>,
}

#[derive(Default)]
struct Cell {
    repeated: usize,
    kind: String,
    value: String,
    text: String,
    paragraphs: usize,
    in_text: bool,
}

impl<R: BufRead> ContentReader<R> {
    fn new(content: R) -> Self {
        let mut reader = Reader::from_reader(content);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self {
            reader,
            style: String::new(),
            hidden: BTreeSet::new(),
            depth: 0,
            sheet: None,
            line: 1,
            repeated: 1,
            row: RowCells::default(),
            column: 0,
            cell: None,
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
                Event::GeneralRef(name) => {
                    let c = match name.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        _ => quick_xml::escape::resolve_xml_entity(&name.xml10_content()).map(str::to_owned),
                    };
                    self.add_text(&c.unwrap_or_default());
                }
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
            _ if self.depth != 1 || self.sheet.is_none() => {}
            "table:table-row" => {
                self.repeated = count(start, "table:number-rows-repeated");
                (self.row, self.column) = (RowCells::default(), 0);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(Cell::new(start)),
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.starts(name, start);
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>, out: &mut SheetOutput<'_>) -> io::Result<()> {
        let name = attribute(start, "table:name").unwrap_or_default();
        self.line = 1;
        if attribute(start, "table:style-name").is_some_and(|style| self.hidden.contains(&style)) {
            self.sheet = None;
            return out.error(0, &format!("{} is hidden, and is left out", describe_sheet(&name)));
        }
        out.start_sheet(&name)?;
        self.sheet = Some(name);
        Ok(())
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
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_text = false;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, cell: &Cell) {
        let text = cell.text_value();
        if !text.is_empty() {
            // One beyond the limit, so that a dropped cell is noticed.
            let last = self.column.saturating_add(cell.repeated).min(MAX_COLUMNS + 1);
            (self.column..last).for_each(|column| self.row.set(column, &text));
            self.row.has_extra_columns |= self.column > MAX_COLUMNS;
        }
        self.column = self.column.saturating_add(cell.repeated);
    }

    fn end_of_row(&mut self, out: &mut SheetOutput<'_>, progress: &dyn Fn() -> u64) -> io::Result<()> {
        let row = std::mem::take(&mut self.row);
        let (first, times) = (self.line, self.repeated);
        self.line = self.line.saturating_add(times);
        if !row.is_blank() || row.has_extra_columns {
            for line in first..self.line {
                if out.is_full() {
                    break;
                }
                let cells = row.clone();
                out.write_row(line, cells)?;
                out.report_progress(progress())?;
            }
        }
        out.report_progress(progress())
    }

    fn add_text(&mut self, text: &str) {
        if self.skipped.is_none()
            && self.depth == 1
            && let Some(cell) = &mut self.cell
            && cell.in_text
        {
            cell.text.push_str(text);
        }
    }
}

impl Cell {
    fn new(start: &BytesStart<'_>) -> Self {
        let kind = match attribute(start, "calcext:value-type") {
            // LibreOffice stores an error as text.
            Some(kind) if kind == "error" => kind,
            _ => attribute(start, "office:value-type").unwrap_or_default(),
        };
        let value = match kind.as_str() {
            "date" => attribute(start, "office:date-value"),
            "time" => attribute(start, "office:time-value"),
            "boolean" => attribute(start, "office:boolean-value"),
            "string" => attribute(start, "office:string-value"),
            _ => attribute(start, "office:value"),
        };
        let repeated = usize::try_from(count(start, "table:number-columns-repeated")).unwrap_or(usize::MAX);
        Self { repeated, kind, value: value.unwrap_or_default(), ..Self::default() }
    }

    fn starts(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_text = true;
            }
            // A run of blanks is stored as a count, which is bounded here.
            "text:s" => {
                let blanks = count(start, "text:c").min(200);
                self.text.extend((0..blanks).map(|_| ' '));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
    }

    fn text_value(&self) -> String {
        match self.kind.as_str() {
            "error" => String::new(),
            "date" => day(&self.value),
            "time" => duration(&self.value),
            "boolean" => if self.value == "true" { "yes" } else { "no" }.to_owned(),
            "float" | "percentage" | "currency" => self.value.parse().map_or_else(|_| self.text.clone(), number),
            "string" if self.paragraphs == 0 => self.value.clone(),
            _ => self.text.clone(),
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_or_else(|_| found.value.to_string(), |value| value.to_string()),
    )
}

/// The repeat count of a cell or row; 1 by default.
fn count(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|declared| declared.parse().ok()).unwrap_or(1).clamp(1, u64::from(u32::MAX))
}
