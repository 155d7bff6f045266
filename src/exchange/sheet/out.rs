//! What a reader of sheets gives: finds the header, leaves out blank rows, tells what was cut and how far it has come.

use std::io;

use super::cells::{Cells, MOST_CHARACTERS, MOST_COLUMNS};
use crate::domain::foreign::{Untrusted, sanitize};
use crate::domain::sheet::is_heading;
use crate::domain::words::shortened;
use crate::exchange::piece::{MAX_TEXT_BYTES, ReaderMessage};

/// In how many rows with content the header is looked for.
const HEADER_WITHIN: usize = 20;
/// How many rows below the first that can be a header are looked at for a better one, and for how wide the sheet is: a title
/// may stand above it, or a row of headings for groups of columns.
const LOOKED_BEYOND: usize = 4;
/// After how many rows, and after how many bytes, it is told how far the reading has come.
const TELL_EVERY: (u64, u64) = (1_000, 1 << 20);
/// How much text one workbook may give: texts that are stored once may be used a million times.
const MOST_GIVEN: u64 = 200_000_000;

/// Where the pieces go.
pub(super) struct Out<'a> {
    give: &'a mut dyn FnMut(ReaderMessage) -> io::Result<()>,
    of: u64,
    sheet: Sheet,
    rows: u64,
    told_at: u64,
    /// How much text may still be given; no bound for text, of which each byte stands in the file.
    room: Option<u64>,
}

/// The sheet that is being read.
#[derive(Default)]
struct Sheet {
    name: String,
    /// How many columns the header has, once it was found.
    columns: Option<usize>,
    /// How many rows with content stand before the header, and the line of the first.
    before: usize,
    first_line: u64,
    /// The best header so far, and the rows below it, while a better one may come.
    held: Vec<Row>,
    /// What could not be read below that header, by its line.
    troubles: Vec<(u64, String)>,
}

/// A row that is held.
struct Row {
    line: u64,
    cells: Vec<String>,
    told: Vec<String>,
}

impl<'a> Out<'a> {
    /// Gives pieces of a file of a size in bytes.
    pub(super) fn new(give: &'a mut dyn FnMut(ReaderMessage) -> io::Result<()>, of: u64) -> Self {
        Self { give, of, sheet: Sheet::default(), rows: 0, told_at: 0, room: None }
    }

    /// From here on there is a bound to the text that is given.
    pub(super) fn bound(&mut self) {
        self.room = Some(MOST_GIVEN);
    }

    /// Whether nothing more can be given of this workbook.
    pub(super) fn is_full(&self) -> bool {
        self.room == Some(0)
    }

    /// A sheet begins; what remained to be said of the one before is said.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<()> {
        self.end_of_sheet()?;
        self.sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        Ok(())
    }

    /// How many columns the header has, as far as it was found yet.
    pub(super) fn columns(&self) -> Option<usize> {
        self.sheet.columns.or_else(|| self.sheet.held.first().map(|header| header.cells.len()))
    }

    /// A row was read.
    pub(super) fn row(&mut self, line: u64, row: Cells) -> io::Result<()> {
        if self.is_full() || row.is_blank() && !row.wide {
            return Ok(());
        }
        if self.sheet.before == 0 {
            self.sheet.first_line = line;
        }
        if let Some(room) = &mut self.room {
            *room = room.saturating_sub(row.cells.iter().map(|cell| cell.len() as u64 + 1).sum());
            if *room == 0 {
                return self.trouble(line, "the workbook holds too much text; from here on it is left out");
            }
        }
        let row = Row { line, told: told(&row), cells: row.cells };
        if self.sheet.columns.is_some() {
            return self.give_row(row);
        }
        self.sheet.before += 1;
        let held = &mut self.sheet.held;
        match held.first_mut() {
            None if self.sheet.before <= HEADER_WITHIN && names_columns(&row.cells) => held.push(row),
            None => {}
            Some(header) if names_columns(&row.cells) && is_better(&row, header) => {
                let under = header.line + 1 == line;
                let cells = if under { grouped(&header.cells, row.cells) } else { row.cells };
                *held = vec![Row { cells, ..row }];
            }
            Some(_) => held.push(row),
        }
        if held.len() > LOOKED_BEYOND { self.give_held() } else { Ok(()) }
    }

    /// The header that was found is the one: it is given, and the rows below it.
    fn give_held(&mut self) -> io::Result<()> {
        let mut held = std::mem::take(&mut self.sheet.held).into_iter();
        let Some(header) = held.next() else { return Ok(()) };
        // Columns that have no heading can be given a meaning too.
        let filled = |row: &Row| row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let columns = held.as_slice().iter().map(filled).max().unwrap_or(0).max(header.cells.len());
        self.sheet.columns = Some(columns);
        let mut cells: Vec<Untrusted> = header.cells.into_iter().map(Untrusted::new).collect();
        cells.resize(columns, Untrusted::default());
        (self.give)(ReaderMessage::Header {
            sheet: Untrusted::new(self.sheet.name.clone()),
            line: header.line,
            cells,
        })?;
        let mut troubles = std::mem::take(&mut self.sheet.troubles).into_iter().peekable();
        for row in held {
            while let Some((number, why)) = troubles.next_if(|(number, _)| *number < row.line) {
                (self.give)(ReaderMessage::Error { number, reason: why })?;
            }
            self.give_row(row)?;
        }
        troubles.try_for_each(|(number, why)| (self.give)(ReaderMessage::Error { number, reason: why }))
    }

    fn give_row(&mut self, row: Row) -> io::Result<()> {
        let cells = row.cells.into_iter().map(Untrusted::new).collect();
        (self.give)(ReaderMessage::Row { line: row.line, cells, warnings: row.told })
    }

    /// What could not be read, by its line; 0 for the file as a whole.
    pub(super) fn trouble(&mut self, number: u64, why: &str) -> io::Result<()> {
        // In the order of the lines.
        if self.sheet.held.first().is_some_and(|header| header.line < number) {
            self.sheet.troubles.push((number, why.to_owned()));
            return if self.sheet.troubles.len() > LOOKED_BEYOND { self.give_held() } else { Ok(()) };
        }
        (self.give)(ReaderMessage::Error { number, reason: why.to_owned() })
    }

    /// A row is done, and so many bytes of the file: tells it if enough was done since it was told last.
    pub(super) fn at(&mut self, read: u64) -> io::Result<()> {
        self.rows += 1;
        let (rows, bytes) = TELL_EVERY;
        if self.rows >= rows || read >= self.told_at + bytes {
            self.tell(read)?;
        }
        Ok(())
    }

    fn tell(&mut self, read: u64) -> io::Result<()> {
        self.rows = 0;
        // Never back, and never beyond the end, whatever a workbook's parts say of their sizes.
        self.told_at = read.min(self.of).max(self.told_at);
        (self.give)(ReaderMessage::Progress { read: self.told_at, total: self.of })
    }

    fn end_of_sheet(&mut self) -> io::Result<()> {
        self.give_held()?;
        let sheet = std::mem::take(&mut self.sheet);
        if sheet.columns.is_some() || sheet.before == 0 {
            return Ok(());
        }
        let which = if sheet.name.is_empty() { "it".to_owned() } else { the_sheet(&sheet.name) };
        let why = format!(
            "{which} has no row with at least two headings among its first {HEADER_WITHIN}, so that its columns are not \
             known, and is left out; write headings above the columns, and bring it in again"
        );
        self.trouble(sheet.first_line, &why)
    }

    /// The file is done.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.end_of_sheet()?;
        self.tell(self.of)
    }
}

/// A sheet by its name, harmless and not too long.
pub(super) fn the_sheet(name: &str) -> String {
    format!("the sheet “{}”", shortened(&sanitize(name)))
}

/// What could not be taken of a row as it was.
fn told(row: &Cells) -> Vec<String> {
    let wide = row.wide.then(|| format!("only its first {MOST_COLUMNS} columns were taken"));
    let cut = row.long.then(|| {
        format!("it was cut: a cell is read up to {MOST_CHARACTERS} characters, a row up to {MAX_TEXT_BYTES} bytes")
    });
    wide.into_iter().chain(cut).collect()
}

/// Whether a row is the header rather than the one above it, which may be a title or name groups of columns.
fn is_better(row: &Row, above: &Row) -> bool {
    let known = |row: &Row| row.cells.iter().filter(|cell| is_heading(cell)).count();
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let has_gaps = filled(above) < above.cells.len();
    let headings = known(row);
    let groups = has_gaps && above.line + 1 == row.line && filled(row) > filled(above);
    headings >= 2 && (groups || headings >= known(above) + 2)
}

/// The headings below those of groups: a bare number is one of its group.
fn grouped(groups: &[String], row: Vec<String>) -> Vec<String> {
    let group = |place: usize| groups[..groups.len().min(place + 1)].iter().rfind(|group| !group.trim().is_empty());
    let is_number =
        |cell: &str| (1..=2).contains(&cell.trim().len()) && cell.trim().bytes().all(|b| b.is_ascii_digit());
    let named = |(place, cell): (usize, String)| match group(place) {
        Some(group) if is_number(&cell) => format!("{} {}", group.trim(), cell.trim()),
        _ => cell,
    };
    row.into_iter().enumerate().map(named).collect()
}

/// Whether a row can be a header: at least two of its cells are words.
fn names_columns(cells: &[String]) -> bool {
    cells.iter().filter(|cell| is_words(cell)).count() >= 2
}

/// Whether a cell holds words: not a number, a date, a time, a yes or a no.
fn is_words(cell: &str) -> bool {
    let cell = cell.trim();
    let is_moment = cell.len() == 19 && cell.as_bytes()[10] == b'T' && cell.starts_with(|c: char| c.is_ascii_digit());
    cell.chars().any(char::is_alphabetic) && !is_moment && !matches!(cell.to_ascii_lowercase().as_str(), "yes" | "no")
}
