//! The file that is being read.

use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::{Skipped, name_of};
use super::open::Event;
use super::reader::Waiting;
use super::rows::Rows;
use crate::domain::foreign::harmless;
use crate::exchange::piece::Piece;

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
    pub(super) put_aside: Option<Piece>,
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
    Unknown,
}

/// Whether a file begins as a mailbox does; five bytes are all that is read of it here.
fn begins_as_mbox(path: &Path) -> bool {
    let mut beginning = [0; 5];
    File::open(path).and_then(|mut file| file.read_exact(&mut beginning)).is_ok() && &beginning == b"From "
}

impl Open {
    /// Nothing of it is read yet.
    pub(super) fn new(Waiting { path, stamp }: Waiting) -> Self {
        let (name, is_mbox) = (name_of(&path), begins_as_mbox(&path));
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
        let why = harmless(&why).into_owned();
        Event::Skipped(Skipped { file: self.name.clone(), number, why })
    }

    /// The next row of the sheet that can be read.
    pub(super) fn next_row(&mut self) -> Option<Event> {
        let Columns::Known(rows) = &mut self.columns else { return None };
        let (number, read) = rows.next(&self.name)?;
        Some(match read {
            Ok(source) => Event::Source(Box::new(source)),
            Err(why) => self.skip(number, why),
        })
    }

    /// The sheet has no more rows. `true` if some were held and can be read now.
    pub(super) fn end_sheet(&mut self) -> bool {
        match &mut self.columns {
            Columns::Known(rows) => rows.end(),
            Columns::None | Columns::Unknown => false,
        }
    }
}
