//! What a reader of sheets gives: finds the header, leaves out blank rows, tells what was cut and how far it has come.

use std::io;

use super::cells::{Cells, MOST_CHARACTERS, MOST_COLUMNS};
use crate::domain::foreign::{Foreign, harmless};
use crate::domain::words::shortened;
use crate::exchange::piece::{MOST_TEXT, Piece};

/// In how many rows with content the header is looked for.
const HEADER_WITHIN: usize = 20;
/// After how many rows, and after how many bytes, it is told how far the reading has come.
const TELL_EVERY: (u64, u64) = (1_000, 1 << 20);
/// How many cut rows are told one by one.
const TOLD_ONE_BY_ONE: usize = 20;
/// How much text one workbook may give: texts that are stored once may be used a million times.
const MOST_GIVEN: u64 = 200_000_000;

/// Where the pieces go.
pub(super) struct Out<'a> {
    give: &'a mut dyn FnMut(Piece) -> io::Result<()>,
    of: u64,
    sheet: Sheet,
    cut: usize,
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
    told_wide: bool,
}

impl<'a> Out<'a> {
    /// Gives pieces of a file of a size in bytes.
    pub(super) fn new(give: &'a mut dyn FnMut(Piece) -> io::Result<()>, of: u64) -> Self {
        Self { give, of, sheet: Sheet::default(), cut: 0, rows: 0, told_at: 0, room: None }
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

    /// How many columns the header has, if it was found yet.
    pub(super) fn columns(&self) -> Option<usize> {
        self.sheet.columns
    }

    /// A row was read.
    pub(super) fn row(&mut self, line: u64, row: Cells) -> io::Result<()> {
        if self.is_full() || row.is_blank() && !row.wide {
            return Ok(());
        }
        self.tell_cuts(line, &row)?;
        if self.sheet.before == 0 {
            self.sheet.first_line = line;
        }
        if let Some(room) = &mut self.room {
            *room = room.saturating_sub(row.cells.iter().map(|cell| cell.len() as u64 + 1).sum());
            if *room == 0 {
                return self.trouble(line, "the workbook holds too much text; from here on it is left out");
            }
        }
        if self.sheet.columns.is_some() {
            let cells = row.cells.into_iter().map(Foreign::new).collect();
            return (self.give)(Piece::Row { line, cells });
        }
        self.sheet.before += 1;
        if self.sheet.before <= HEADER_WITHIN && names_columns(&row.cells) {
            self.sheet.columns = Some(row.cells.len());
            let cells = row.cells.into_iter().map(Foreign::new).collect();
            return (self.give)(Piece::Header { sheet: Foreign::new(self.sheet.name.clone()), line, cells });
        }
        Ok(())
    }

    fn tell_cuts(&mut self, line: u64, row: &Cells) -> io::Result<()> {
        if row.wide && !self.sheet.told_wide {
            self.sheet.told_wide = true;
            self.trouble(
                line,
                &format!("only the first {MOST_COLUMNS} columns of the sheet are read; the rest is left out"),
            )?;
        }
        if row.long {
            self.cut += 1;
            match self.cut {
                ..=TOLD_ONE_BY_ONE => self.trouble(
                    line,
                    &format!(
                        "it was cut: a cell is read up to {MOST_CHARACTERS} characters, a row up to {MOST_TEXT} bytes"
                    ),
                )?,
                n if n == TOLD_ONE_BY_ONE + 1 => {
                    self.trouble(line, "it and further rows were cut; which, is not told")?
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What could not be read, by its line; 0 for the file as a whole.
    pub(super) fn trouble(&mut self, number: u64, why: &str) -> io::Result<()> {
        (self.give)(Piece::Trouble { number, why: why.to_owned() })
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
        (self.give)(Piece::Progress { read: self.told_at, of: self.of })
    }

    fn end_of_sheet(&mut self) -> io::Result<()> {
        let sheet = std::mem::take(&mut self.sheet);
        if sheet.columns.is_some() || sheet.before == 0 {
            return Ok(());
        }
        let which = if sheet.name.is_empty() { "it".to_owned() } else { the_sheet(&sheet.name) };
        let why = format!(
            "{which} has no row with at least two headings among its first {HEADER_WITHIN}, so that its columns are not \
             known, and is left out"
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
    format!("the sheet “{}”", shortened(&harmless(name)))
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
