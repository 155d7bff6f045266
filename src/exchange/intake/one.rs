//! The file that is being read.

use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::{Skipped, name_of};
use super::open::Event;
use super::reader::Waiting;
use super::rows::Rows;
use crate::domain::foreign::{Untrusted, sanitize};
use crate::domain::words::count;
use crate::exchange::mail::{self, MailFile};
use crate::exchange::piece::ReaderMessage;

/// What tells that a file was written to: its size in bytes, and when it was last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) bytes: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    /// Of a file as it is now; `None` if it is not there.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let of = |about: Metadata| Self { bytes: about.len(), changed: about.modified().ok() };
        fs::metadata(path).ok().map(of)
    }
}

/// The file that is being read.
pub(super) struct Open {
    pub(super) path: PathBuf,
    pub(super) name: String,
    /// As it was before anything of it was read.
    pub(super) stamp: Option<Stamp>,
    pub(super) columns: Columns,
    /// What is read once the rows before it were given.
    pub(super) put_aside: Option<ReaderMessage>,
    /// Where the last mail began, and its number.
    pub(super) mail: (u64, u64),
    /// Whether it is a mailbox, which is gone on with after a mail that breaks the reader.
    pub(super) is_mbox: bool,
    /// How often the reading was begun again after such a mail.
    pub(super) begun_again: usize,
    /// How many replies it gave.
    pub(super) given: usize,
    /// How much of it was passed over.
    pub(super) passed_over: usize,
}

/// What is known of the columns of the sheet that is being read.
pub(super) enum Columns {
    /// No header was met: a mail.
    None,
    /// They were confirmed.
    Known(Box<Rows>),
    /// They were not: its rows are passed over.
    Unknown(Box<PassedOver>),
}

/// A sheet whose rows are passed over.
pub(super) struct PassedOver {
    /// Its name; blank for a CSV file.
    pub(super) sheet: Untrusted,
    /// The line of its header, and how many rows are below it.
    pub(super) line: u64,
    pub(super) rows: u64,
    /// Whether there are no more.
    pub(super) ended: bool,
}

impl PassedOver {
    fn why(&self) -> String {
        let rows = count(usize::try_from(self.rows).unwrap_or(usize::MAX), "row");
        let of = if self.sheet.is_blank() {
            String::new()
        } else {
            format!(" of its sheet “{}”", self.sheet.sanitized())
        };
        format!("{rows}{of}: nobody has confirmed yet what its columns mean")
    }
}

/// How much of the beginning tells whether a file is a mailbox, in bytes.
const BEGINNING: u64 = 4096;

/// Whether a file is a mailbox, as the child that reads it finds too.
fn is_mbox(path: &Path, name: &str) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    read.is_ok() && mail::kind_of(name, &beginning) == Some(MailFile::Mbox)
}

impl Open {
    /// Nothing of it is read yet.
    pub(super) fn new(Waiting { path, stamp }: Waiting) -> Self {
        let name = name_of(&path);
        let is_mbox = is_mbox(&path, &name);
        let (columns, put_aside, mail) = (Columns::None, None, (0, 1));
        let (begun_again, given, passed_over) = (0, 0, 0);
        Self { path, name, stamp, columns, put_aside, mail, is_mbox, begun_again, given, passed_over }
    }

    /// Its size when it was opened, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.stamp.map_or(0, |stamp| stamp.bytes)
    }

    /// Whether it is another than when it was opened: what was read of it may be torn.
    pub(super) fn has_changed(&self) -> bool {
        Stamp::of(&self.path) != self.stamp
    }

    /// Something of it is passed over: a mail or a line, by its number; 0 for the rest of it.
    pub(super) fn skip(&mut self, number: u64, why: String) -> Event {
        self.passed_over += 1;
        // It is a sentence of ours, in which words of the file may stand: a cell, the name of a sheet.
        let why = sanitize(&why).into_owned();
        Event::Skipped(Skipped { file: self.name.clone(), number, why })
    }

    /// The next row of the sheet that can be read.
    pub(super) fn next_row(&mut self) -> Option<Event> {
        let rows = match &mut self.columns {
            Columns::Known(rows) => rows,
            Columns::Unknown(sheet) if sheet.ended => {
                let (line, why) = (sheet.line, sheet.why());
                self.columns = Columns::None;
                return Some(self.skip(line, why));
            }
            Columns::None | Columns::Unknown(_) => return None,
        };
        let (number, read) = rows.next(&self.name)?;
        Some(match read {
            Ok(source) => Event::Source(Box::new(source)),
            Err(why) => self.skip(number, why),
        })
    }

    /// Whether its rows were read by dates that later ones speak against.
    pub(super) fn has_turned(&self) -> bool {
        matches!(&self.columns, Columns::Known(rows) if rows.has_turned())
    }

    /// The sheet has no more rows. `true` if there is more of it to be given: rows that were held, or what was passed over.
    pub(super) fn end_sheet(&mut self) -> bool {
        match &mut self.columns {
            Columns::Known(rows) => rows.end(),
            Columns::Unknown(sheet) => {
                sheet.ended = true;
                true
            }
            Columns::None => false,
        }
    }
}
