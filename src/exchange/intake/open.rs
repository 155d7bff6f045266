//! The stream of sources.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::files::{Skipped, files};
use super::one::{Columns, Open, PassedOver, Stamp};
use super::reader::{Reader, Waiting, together};
use super::rows::Rows;
use crate::domain::incoming::{MOST_AT_ONCE, Source};
use crate::domain::sheet::{self, Mapping};
use crate::exchange::apart::SandboxedReader;
use crate::exchange::piece::ReaderMessage;

/// What comes out of the files.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A file begins: what comes is of it, until the next one begins.
    Begins,
    /// A reply.
    Source(Box<Source>),
    /// Something that was passed over.
    Skipped(Skipped),
    /// All that came since the file began is to be forgotten, what was passed over of it too; why.
    TakenBack(Skipped),
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
    apart: SandboxedReader,
    letters: Vec<String>,
    /// The confirmed columns, by the shape of the header.
    mappings: HashMap<String, Mapping>,
    /// How many replies are given at most.
    at_most: usize,
    /// The day on which they come in.
    today: NaiveDate,
    skipped: VecDeque<Skipped>,
    files: VecDeque<PathBuf>,
    /// The child that reads, and the file in hand.
    reader: Option<Reader>,
    now: Option<Open>,
    /// How many replies the files gave that were read to their end.
    given: usize,
    /// The bytes of the files that were read to their end, and of all.
    done: u64,
    of: u64,
}

/// How many mails of a file may break the reader before the rest of it is given up.
const MOST_BREAKS: usize = 20;

/// How much of a file may be passed over before the rest of it is given up: whoever listens keeps a line for each.
const MOST_PASSED_OVER: usize = 20_000;

/// Why a file is taken back that was written to meanwhile. A mail of it may be torn; taken in, it would stand in the way of
/// the whole one, which bears the same Message-ID.
const CHANGED: &str =
    "it changed while it was read, so that nothing of it was taken in; bring it in again once nothing writes to it";

/// Why nothing came of a file that was read to its end.
const NOTHING: &str = "there is no reply in it: no mail, and no row below a header";

/// Why a sheet is taken back whose first dates were read day first, as nothing spoke against it, before one came that does.
const TURNED: &str = "its first dates can be read both ways, and a later one only month first, so that nothing of it was taken in; \
                      write its dates as 2023-09-30";

impl Intake {
    /// Reads what is named, mails without the text of our own `letters`, sheets by the columns that were confirmed for the
    /// shape of their header. None that comes in `today` can be dated later.
    pub fn new(
        apart: SandboxedReader,
        named: &[PathBuf],
        letters: Vec<String>,
        mappings: HashMap<String, Mapping>,
        today: NaiveDate,
    ) -> Self {
        let (files, skipped) = files(named);
        let of = files.iter().filter_map(|path| Stamp::of(path)).map(|stamp| stamp.bytes).sum();
        let (skipped, files) = (skipped.into(), files.into());
        Self {
            apart,
            letters,
            mappings,
            at_most: MOST_AT_ONCE,
            today,
            skipped,
            files,
            reader: None,
            now: None,
            given: 0,
            done: 0,
            of,
        }
    }

    /// Gives at most so many replies, [`MOST_AT_ONCE`] unless said: the file that goes beyond is taken back.
    #[must_use]
    pub fn at_most(self, replies: usize) -> Self {
        Self { at_most: replies, ..self }
    }

    /// Begins to read the next file, with a child that reads it already or a new one; `None` if there is none.
    fn open(&mut self) -> Option<Result<Open, Skipped>> {
        if let Some(next) = self.reader.as_mut().and_then(Reader::next_file) {
            return Some(Ok(Open::new(next)));
        }
        let mut then = together(&mut self.files);
        let open = Open::new(then.pop_front()?);
        Some(match self.start(&open.path, open.mail, then) {
            Ok(()) => Ok(open),
            Err(error) => Err(not_started(&open.name, &error)),
        })
    }

    /// Starts a child for a file, from a byte on and with the number of the mail there, and then others.
    fn start(&mut self, path: &Path, mail: (u64, u64), then: VecDeque<Waiting>) -> std::io::Result<()> {
        match Reader::start(&self.apart, path, mail, then, &self.letters) {
            Ok(reader) => self.reader = Some(reader),
            Err((error, then)) => {
                self.put_back(then);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Ends the child: what it has not read yet is read by another.
    fn end_reader(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.put_back(reader.end());
        }
    }

    fn put_back(&mut self, files: VecDeque<Waiting>) {
        files.into_iter().rev().for_each(|file| self.files.push_front(file.path));
    }

    /// No more pieces come: the child has come to the end of its files, or it broke on this one.
    fn run_out(&mut self, mut open: Open) -> Option<Event> {
        let broke = self.reader.as_mut().and_then(Reader::broke);
        self.end_reader();
        let Some(why) = broke.filter(|_| !open.has_changed()) else { return self.close(&mut open) };
        let (byte, number) = open.mail;
        // The mail that broke the reader is passed over; those after it are read by another child.
        let more = open.is_mbox && byte + 1 < open.bytes();
        let goes_on = more && open.begun_again < MOST_BREAKS;
        let rest = if more && !goes_on { "; so many broke it that the rest of the file is left out" } else { "" };
        let skipped = open.skip(if open.is_mbox { number } else { 0 }, why + rest);
        let mail = (byte + 1, number + 1);
        if goes_on && self.start(&open.path, mail, VecDeque::new()).is_ok() {
            let begun_again = open.begun_again + 1;
            self.now = Some(Open { mail, begun_again, columns: Columns::None, put_aside: None, ..open });
        } else {
            self.end(&open);
        }
        Some(skipped)
    }

    /// The file was read to its end.
    fn close(&mut self, open: &mut Open) -> Option<Event> {
        if open.has_changed() {
            return Some(self.take_back(open, CHANGED.to_owned()));
        }
        self.end(open);
        (open.given == 0 && open.passed_over == 0).then(|| open.skip(0, NOTHING.to_owned()))
    }

    /// Nothing more comes of a file.
    fn end(&mut self, open: &Open) {
        self.done += open.bytes();
        self.given += open.given;
    }

    fn take_back(&mut self, open: &Open, why: String) -> Event {
        self.done += open.bytes();
        Event::TakenBack(Skipped { file: open.name.clone(), number: 0, why })
    }

    /// Why no more than this is given of a file, if it is too much.
    fn too_much(&self, open: &Open) -> Option<String> {
        if self.given + open.given <= self.at_most {
            return None;
        }
        let most = self.at_most;
        Some(if self.given == 0 {
            format!(
                "it holds more than {most} replies, which no force has councils for, so that nothing of it was taken in; \
                 look whether it is the right file, or divide it"
            )
        } else {
            format!(
                "with it more than {most} replies would come in at once, so that nothing of it was taken in; bring it in \
                 by itself"
            )
        })
    }

    /// What comes next of the file that is being read: something, or nothing yet. None if no file is being read.
    fn next_of_file(&mut self) -> Option<Option<Event>> {
        let mut open = self.now.take()?;
        if open.passed_over > MOST_PASSED_OVER {
            self.end_reader();
            let changed = open.has_changed();
            let why = format!("more than {MOST_PASSED_OVER} of its rows cannot be read, and the rest is left out");
            return Some(Some(if changed {
                self.take_back(&open, CHANGED.to_owned())
            } else {
                self.end(&open);
                open.skip(0, why)
            }));
        }
        let event = match open.next_row() {
            Some(row) => Some(row),
            None => match open.put_aside.take().or_else(|| self.reader.as_mut()?.next()) {
                // The rows that are held come first.
                next @ (Some(ReaderMessage::NextFile) | None) if open.end_sheet() => {
                    open.put_aside = next;
                    None
                }
                Some(ReaderMessage::NextFile) => return Some(self.close(&mut open)),
                Some(piece) => self.piece(&mut open, piece),
                None => return Some(self.run_out(open)),
            },
        };
        open.given += usize::from(matches!(event, Some(Event::Source(_))));
        if let Some(why) = self.too_much(&open).or_else(|| open.has_turned().then(|| TURNED.to_owned())) {
            self.end_reader();
            return Some(Some(self.take_back(&open, why)));
        }
        self.now = Some(open);
        Some(event.map(|event| match event {
            Event::Source(source) => Event::Source(Box::new(source.dated_by(self.today))),
            other => other,
        }))
    }

    /// Takes a piece of a file.
    fn piece(&self, open: &mut Open, piece: ReaderMessage) -> Option<Event> {
        match piece {
            ReaderMessage::Mail(source) => {
                open.mail.1 = source.number + 1;
                Some(Event::Source(source))
            }
            ReaderMessage::Error { number, reason: why } => {
                open.mail.1 = open.mail.1.max(number + 1);
                Some(open.skip(number, why))
            }
            ReaderMessage::Progress { read, .. } => {
                open.mail.0 = read;
                Some(Event::Progress { read: self.done + read, of: self.of })
            }
            ReaderMessage::NextFile => None,
            // The rows of the sheet before it come first.
            ReaderMessage::Header { .. } if open.end_sheet() => {
                open.put_aside = Some(piece);
                None
            }
            ReaderMessage::Header { cells, line, sheet } => {
                open.columns = match self.mappings.get(&sheet::shape(&cells)) {
                    Some(mapping) => Columns::Known(Box::new(Rows::new(mapping.clone(), cells))),
                    None => Columns::Unknown(Box::new(PassedOver { sheet, line, rows: 0, ended: false })),
                };
                None
            }
            ReaderMessage::Row { line, cells, warnings: told } => match &mut open.columns {
                Columns::Known(rows) => {
                    rows.take(line, cells, told);
                    None
                }
                Columns::Unknown(sheet) => {
                    sheet.rows += 1;
                    None
                }
                // A header stands above every row.
                Columns::None => None,
            },
        }
    }
}

fn not_started(name: &str, error: &std::io::Error) -> Skipped {
    let why = format!("the program could not be started to read it ({error})");
    Skipped { file: name.to_owned(), number: 0, why }
}

impl Iterator for Intake {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(skipped) = self.skipped.pop_front() {
                return Some(Event::Skipped(skipped));
            }
            match self.next_of_file() {
                Some(Some(event)) => return Some(event),
                Some(None) => {}
                None => match self.open()? {
                    Ok(open) => {
                        self.now = Some(open);
                        return Some(Event::Begins);
                    }
                    Err(skipped) => self.skipped.push_back(skipped),
                },
            }
        }
    }
}
