//! The stream of sources.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::files::{Skipped, files, name_of};
use super::rows::Rows;
use crate::domain::incoming::Source;
use crate::domain::sheet::{self, Mapping};
use crate::exchange::apart::{Apart, Errand, Pieces};
use crate::exchange::piece::Piece;

/// What comes out of the files.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A reply.
    Source(Box<Source>),
    /// Something that was passed over.
    Skipped(Skipped),
    /// How far the reading has come in all files together, in bytes.
    Progress {
        /// Bytes read.
        read: u64,
        /// Bytes in all.
        of: u64,
    },
}

/// Replies out of files and folders.
pub struct Intake {
    apart: Apart,
    letters: Vec<String>,
    /// The confirmed columns, by the shape of the header.
    mappings: HashMap<String, Mapping>,
    skipped: VecDeque<Skipped>,
    files: VecDeque<PathBuf>,
    now: Option<Open>,
    /// The bytes of the files that were read to their end, and of all.
    done: u64,
    of: u64,
}

/// The file that is being read.
struct Open {
    path: PathBuf,
    name: String,
    bytes: u64,
    pieces: Pieces,
    columns: Columns,
    /// What is read once the rows before it were given.
    put_aside: Option<Piece>,
    /// Where the last mail began, and its number.
    mail: (u64, u64),
    /// Whether it is a mailbox, which is gone on with after a mail that breaks the reader.
    is_mbox: bool,
    /// How often the reading was begun again after such a mail.
    begun_again: usize,
    /// How much of it was passed over.
    passed_over: usize,
}

/// What is known of the columns of the sheet that is being read.
enum Columns {
    /// No header was met: a mail.
    None,
    /// They were confirmed.
    Known(Box<Rows>),
    /// They were not: its rows are passed over.
    Unknown,
}

/// How many mails of a file may break the reader before the rest of it is given up.
const MOST_BREAKS: usize = 20;

/// How much of a file may be passed over before the rest of it is given up: whoever listens keeps a line for each.
const MOST_PASSED_OVER: usize = 20_000;

/// Whether a file begins as a mailbox does; five bytes are all that is read of it here.
fn begins_as_mbox(path: &Path) -> bool {
    let mut beginning = [0; 5];
    File::open(path).and_then(|mut file| file.read_exact(&mut beginning)).is_ok() && &beginning == b"From "
}

impl Open {
    /// The next row of the sheet that can be read.
    fn next_row(&mut self) -> Option<Event> {
        let Columns::Known(rows) = &mut self.columns else { return None };
        let (number, read) = rows.next(&self.name)?;
        Some(match read {
            Ok(source) => Event::Source(Box::new(source)),
            Err(why) => {
                self.passed_over += 1;
                Event::Skipped(Skipped { file: self.name.clone(), number, why })
            }
        })
    }

    /// The sheet has no more rows. `true` if some were held and can be read now.
    fn end_sheet(&mut self) -> bool {
        match &mut self.columns {
            Columns::Known(rows) => rows.end(),
            Columns::None | Columns::Unknown => false,
        }
    }
}

impl Intake {
    /// Reads what is named, mails without the text of our own `letters`, sheets by the columns that were confirmed for the
    /// shape of their header.
    pub fn new(apart: Apart, named: &[PathBuf], letters: Vec<String>, mappings: HashMap<String, Mapping>) -> Self {
        let (files, skipped) = files(named);
        let of = files.iter().filter_map(|path| std::fs::metadata(path).ok()).map(|about| about.len()).sum();
        Self { apart, letters, mappings, skipped: skipped.into(), files: files.into(), now: None, done: 0, of }
    }

    /// Begins to read a file, from a byte on.
    fn open(&self, path: PathBuf, byte: u64, number: u64, begun_again: usize) -> Result<Open, Skipped> {
        let name = name_of(&path);
        let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
        let letters = self.letters.clone();
        let errand = Errand { path: path.clone(), name: name.clone(), byte, number, letters };
        match self.apart.read(&errand) {
            Ok(pieces) => {
                let (columns, mail, is_mbox) = (Columns::None, (byte, number), begins_as_mbox(&path));
                let (put_aside, passed_over) = (None, 0);
                Ok(Open { path, name, bytes, pieces, columns, put_aside, mail, is_mbox, begun_again, passed_over })
            }
            Err(error) => Err(Skipped {
                file: name,
                number: 0,
                why: format!("the program could not be started to read it ({error})"),
            }),
        }
    }

    /// The file has no more pieces: it has come to its end, or it broke.
    fn close(&mut self, mut open: Open) -> Option<Event> {
        let Some(why) = open.pieces.broke() else {
            self.done += open.bytes;
            return None;
        };
        let Open { path, name, bytes, mail: (byte, number), begun_again, is_mbox, .. } = open;
        // The mail that broke the reader is passed over; those after it are read by another child.
        let goes_on = is_mbox && byte + 1 < bytes && begun_again < MOST_BREAKS;
        if goes_on && let Ok(again) = self.open(path, byte + 1, number + 1, begun_again + 1) {
            self.now = Some(again);
        } else {
            self.done += bytes;
        }
        let number = if is_mbox { number } else { 0 };
        Some(Event::Skipped(Skipped { file: name, number, why }))
    }

    fn next_piece(&mut self) -> Option<Option<Event>> {
        let open = self.now.as_mut()?;
        if let Some(event) = open.next_row() {
            return Some(Some(event));
        }
        let Some(piece) = open.put_aside.take().or_else(|| open.pieces.next()) else {
            if open.end_sheet() {
                return Some(None);
            }
            let open = self.now.take()?;
            return Some(self.close(open));
        };
        if open.passed_over > MOST_PASSED_OVER {
            let open = self.now.take()?;
            self.done += open.bytes;
            let why = format!("more than {MOST_PASSED_OVER} of its rows cannot be read, and the rest is left out");
            return Some(Some(Event::Skipped(Skipped { file: open.name, number: 0, why })));
        }
        let skipped = |open: &mut Open, number, why| {
            open.passed_over += 1;
            Some(Event::Skipped(Skipped { file: open.name.clone(), number, why }))
        };
        Some(match piece {
            Piece::Mail(source) => {
                open.mail.1 = source.number + 1;
                Some(Event::Source(source))
            }
            Piece::Trouble { number, why } => {
                open.mail.1 = open.mail.1.max(number + 1);
                skipped(open, number, why)
            }
            Piece::Progress { read, .. } => {
                open.mail.0 = read;
                Some(Event::Progress { read: self.done + read, of: self.of })
            }
            // The rows of the sheet before it come first.
            Piece::Header { .. } if open.end_sheet() => {
                open.put_aside = Some(piece);
                None
            }
            Piece::Header { cells, line, .. } => match self.mappings.get(&sheet::shape(&cells)) {
                Some(mapping) => {
                    open.columns = Columns::Known(Box::new(Rows::new(mapping.clone(), cells)));
                    None
                }
                None => {
                    open.columns = Columns::Unknown;
                    skipped(open, line, UNCONFIRMED.to_owned())
                }
            },
            Piece::Row { line, cells } => match &mut open.columns {
                Columns::Known(rows) => {
                    rows.take(line, cells);
                    None
                }
                Columns::None | Columns::Unknown => skipped(open, line, UNCONFIRMED.to_owned()),
            },
        })
    }
}

/// Why a sheet is passed over.
const UNCONFIRMED: &str = "nobody has confirmed yet what its columns mean";

impl Iterator for Intake {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(skipped) = self.skipped.pop_front() {
                return Some(Event::Skipped(skipped));
            }
            match self.next_piece() {
                Some(Some(event)) => return Some(event),
                Some(None) => {}
                None => {
                    let path = self.files.pop_front()?;
                    match self.open(path, 0, 1, 0) {
                        Ok(open) => self.now = Some(open),
                        Err(skipped) => self.skipped.push_back(skipped),
                    }
                }
            }
        }
    }
}
