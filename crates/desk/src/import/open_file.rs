//! The file that is being read.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::event::ImportEvent;
use super::files::{Skipped, file_name};
use super::queue::{FileStamp, QueuedFile};
use super::rows::SheetRows;
use crate::import::message::ReaderMessage;
use charter::english::pluralize;
use charter::untrusted::{Untrusted, sanitize};
use formats::mail;
use formats::mail::MailFile;

pub(super) struct OpenFile {
    pub(super) path: PathBuf,
    pub(super) name: String,
    /// As it was before anything of it was read.
    pub(super) stamp: Option<FileStamp>,
    pub(super) columns: SheetColumns,
    /// What is read once the rows before it were given.
    pub(super) pending: Option<ReaderMessage>,
    /// Where the last mail began, and its number.
    pub(super) mail_position: (u64, u64),
    /// Whether it is a mailbox, which is gone on with after a mail that breaks the reader.
    pub(super) is_mbox: bool,
    /// How often the reading was begun again after such a mail.
    pub(super) restarts: usize,
    /// How many replies it gave.
    pub(super) reply_count: usize,
    /// How much of it was passed over.
    pub(super) skipped_count: usize,
}

/// What is known of the columns of the sheet that is being read.
pub(super) enum SheetColumns {
    /// No header was met: a mail.
    None,
    /// They were confirmed.
    Confirmed(Box<SheetRows>),
    /// They were not: its rows are passed over.
    Unconfirmed(Box<UnmappedSheet>),
}

/// A sheet whose rows are passed over.
pub(super) struct UnmappedSheet {
    /// Its name; blank for a CSV file.
    pub(super) sheet: Untrusted,
    /// The line of its header, and how many rows are below it.
    pub(super) line: u64,
    pub(super) rows: u64,
    /// Whether there are no more.
    pub(super) ended: bool,
}

impl UnmappedSheet {
    fn reason(&self) -> String {
        let rows = pluralize(usize::try_from(self.rows).unwrap_or(usize::MAX), "row");
        let of = if self.sheet.is_blank() {
            String::new()
        } else {
            format!(" of its sheet “{}”", self.sheet.sanitized())
        };
        format!("{rows}{of}: nobody has confirmed yet what its columns mean")
    }
}

/// How much of the beginning tells whether a file is a mailbox, in bytes.
const SNIFF_BYTES: u64 = 4096;

/// Whether a file is a mailbox, as the child that reads it finds too.
fn is_mbox(path: &Path, name: &str) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(SNIFF_BYTES).read_to_end(&mut beginning));
    read.is_ok() && mail::kind_of(name, &beginning) == Some(MailFile::Mbox)
}

impl OpenFile {
    /// Nothing of it is read yet.
    pub(super) fn new(QueuedFile { path, stamp }: QueuedFile) -> Self {
        let name = file_name(&path);
        let is_mbox = is_mbox(&path, &name);
        let (columns, pending, mail_position) = (SheetColumns::None, None, (0, 1));
        let (restarts, reply_count, skipped_count) = (0, 0, 0);
        Self { path, name, stamp, columns, pending, mail_position, is_mbox, restarts, reply_count, skipped_count }
    }

    /// Its size when it was opened, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.stamp.map_or(0, |stamp| stamp.bytes)
    }

    /// Whether it is another than when it was opened: what was read of it may be torn.
    pub(super) fn has_changed(&self) -> bool {
        FileStamp::read(&self.path) != self.stamp
    }

    /// Something of it is passed over: a mail or a line, by its number; 0 for the rest of it.
    pub(super) fn skip(&mut self, number: u64, why: String) -> ImportEvent {
        self.skipped_count += 1;
        // It is a sentence of ours, in which words of the file may stand: a cell, the name of a sheet.
        let why = sanitize(&why).into_owned();
        ImportEvent::Skipped(Skipped { file: self.name.clone(), number, why })
    }

    /// The next row of the sheet that can be read.
    pub(super) fn next_row(&mut self) -> Option<ImportEvent> {
        let rows = match &mut self.columns {
            SheetColumns::Confirmed(rows) => rows,
            SheetColumns::Unconfirmed(sheet) if sheet.ended => {
                let (line, why) = (sheet.line, sheet.reason());
                self.columns = SheetColumns::None;
                return Some(self.skip(line, why));
            }
            SheetColumns::None | SheetColumns::Unconfirmed(_) => return None,
        };
        let (number, read) = rows.next_source(&self.name)?;
        Some(match read {
            Ok(source) => ImportEvent::Source(Box::new(source)),
            Err(why) => self.skip(number, why),
        })
    }

    /// Whether its rows were read by dates that later ones speak against.
    pub(super) fn date_order_changed(&self) -> bool {
        matches!(&self.columns, SheetColumns::Confirmed(rows) if rows.date_order_changed())
    }

    /// The sheet has no more rows. `true` if there is more of it to be given: rows that were held, or what was passed over.
    pub(super) fn end_sheet(&mut self) -> bool {
        match &mut self.columns {
            SheetColumns::Confirmed(rows) => rows.finish(),
            SheetColumns::Unconfirmed(sheet) => {
                sheet.ended = true;
                true
            }
            SheetColumns::None => false,
        }
    }
}
