//! The stream of sources.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::event::ImportEvent;
use super::files::{Skipped, collect_files};
use super::queue::{FileStamp, QueuedFile, take_batch};
use super::reader::Reader;
use super::rows::SheetRows;
use crate::import::message::ReaderMessage;
use crate::import::open_file::{OpenFile, SheetColumns, UnmappedSheet};
use charter::column::Mapping;
use charter::incoming::MAX_REPLIES;
use formats::sandbox::SandboxedReader;

/// Replies out of files and folders.
pub struct ImportReader {
    sandbox: SandboxedReader,
    letters: Vec<String>,
    /// The confirmed columns, by the shape of the header.
    mappings: HashMap<String, Mapping>,
    /// How many replies are given at most.
    max_replies: usize,
    /// Whether hidden rows of sheets are passed over.
    leaves_out_hidden: bool,
    /// The day on which they come in.
    today: NaiveDate,
    skipped: VecDeque<Skipped>,
    files: VecDeque<PathBuf>,
    /// The child that reads, and the file in hand.
    reader: Option<Reader>,
    current: Option<OpenFile>,
    /// How many replies the files gave that were read to their end.
    reply_count: usize,
    /// The bytes of the files that were read to their end, and of all.
    done_bytes: u64,
    total_bytes: u64,
}

/// How many mails of a file may break the reader before the rest of it is given up.
const MAX_CRASHES: usize = 20;

/// How much of a file may be passed over before the rest of it is given up: whoever listens keeps a line for each.
const MAX_SKIPPED: usize = 20_000;

/// Why a file is taken back that was written to meanwhile. A mail of it may be torn; taken in, it would stand
/// beside the whole one.
const FILE_CHANGED: &str =
    "it changed while it was read, so nothing of it was imported; import it again once nothing writes to it";

/// Why nothing came of a file that was read to its end.
const NO_REPLIES: &str = "there is no reply in it: no mail, and no row below a header";

/// Why a sheet is taken back whose first dates were read day first, as nothing spoke against it, before one came that does.
const DATE_ORDER_CHANGED: &str = "its first dates can be read both ways, and a later one only month first, so nothing \
                                  of it was imported; write its dates as 2023-09-30";

impl ImportReader {
    /// Reads what is named, mails without the text of our own `letters`, sheets by the columns that were confirmed for the
    /// shape of their header. None that comes in `today` can be dated later.
    pub fn new(
        sandbox: SandboxedReader,
        named: &[PathBuf],
        letters: Vec<String>,
        mappings: HashMap<String, Mapping>,
        today: NaiveDate,
    ) -> Self {
        let (files, skipped) = collect_files(named);
        let total_bytes = files.iter().filter_map(|path| FileStamp::read(path)).map(|stamp| stamp.bytes).sum();
        let (skipped, files) = (skipped.into(), files.into());
        Self {
            sandbox,
            letters,
            mappings,
            max_replies: MAX_REPLIES,
            leaves_out_hidden: false,
            today,
            skipped,
            files,
            reader: None,
            current: None,
            reply_count: 0,
            done_bytes: 0,
            total_bytes,
        }
    }

    /// Gives at most so many replies, [`MAX_REPLIES`] unless said: the file that goes beyond is taken back.
    #[must_use]
    pub fn max_replies(self, replies: usize) -> Self {
        Self { max_replies: replies, ..self }
    }

    /// Passes over rows of sheets that are hidden, by hand or by a filter. They are read unless said.
    #[must_use]
    pub fn leave_out_hidden(self, leaves_out_hidden: bool) -> Self {
        Self { leaves_out_hidden, ..self }
    }

    /// Begins to read the next file, with a child that reads it already or a new one; `None` if there is none.
    fn open_next(&mut self) -> Option<Result<OpenFile, Skipped>> {
        if let Some(next) = self.reader.as_mut().and_then(Reader::next_file) {
            return Some(Ok(OpenFile::new(next)));
        }
        let mut then = take_batch(&mut self.files);
        let open = OpenFile::new(then.pop_front()?);
        Some(match self.start_reader(&open.path, open.mail_position, then) {
            Ok(()) => Ok(open),
            Err(error) => Err(start_error(&open.name, &error)),
        })
    }

    /// Starts a child for a file, from a byte on and with the number of the mail there, and then others.
    fn start_reader(&mut self, path: &Path, mail: (u64, u64), then: VecDeque<QueuedFile>) -> std::io::Result<()> {
        match Reader::start(&self.sandbox, path, mail, then, &self.letters) {
            Ok(reader) => self.reader = Some(reader),
            Err((error, then)) => {
                self.requeue(then);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Ends the child: what it has not read yet is read by another.
    fn end_reader(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.requeue(reader.into_queue());
        }
    }

    fn requeue(&mut self, files: VecDeque<QueuedFile>) {
        files.into_iter().rev().for_each(|file| self.files.push_front(file.path));
    }

    /// No more pieces come: the child has come to the end of its files, or it broke on this one.
    fn reader_finished(&mut self, mut open: OpenFile) -> Option<ImportEvent> {
        let broke = self.reader.as_mut().and_then(Reader::failure);
        self.end_reader();
        let Some(why) = broke.filter(|_| !open.has_changed()) else { return self.finish_file(&mut open) };
        let (byte, number) = open.mail_position;
        // The mail that broke the reader is passed over; those after it are read by another child.
        let more = open.is_mbox && byte + 1 < open.size();
        let goes_on = more && open.restarts < MAX_CRASHES;
        let rest = if more && !goes_on { "; so many broke it that the rest of the file is left out" } else { "" };
        let skipped = open.skip(if open.is_mbox { number } else { 0 }, why + rest);
        let mail = (byte + 1, number + 1);
        if goes_on && self.start_reader(&open.path, mail, VecDeque::new()).is_ok() {
            let begun_again = open.restarts + 1;
            self.current = Some(OpenFile {
                mail_position: mail,
                restarts: begun_again,
                columns: SheetColumns::None,
                pending: None,
                ..open
            });
        } else {
            self.add_to_totals(&open);
        }
        Some(skipped)
    }

    /// The file was read to its end.
    fn finish_file(&mut self, open: &mut OpenFile) -> Option<ImportEvent> {
        if open.has_changed() {
            return Some(self.roll_back(open, FILE_CHANGED.to_owned()));
        }
        self.add_to_totals(open);
        (open.reply_count == 0 && open.skipped_count == 0).then(|| open.skip(0, NO_REPLIES.to_owned()))
    }

    /// Nothing more comes of a file.
    fn add_to_totals(&mut self, open: &OpenFile) {
        self.done_bytes += open.size();
        self.reply_count += open.reply_count;
    }

    fn roll_back(&mut self, open: &OpenFile, why: String) -> ImportEvent {
        self.done_bytes += open.size();
        ImportEvent::RolledBack(Skipped { file: open.name.clone(), number: 0, why })
    }

    /// Why no more than this is given of a file, if it is too much.
    fn limit_exceeded(&self, open: &OpenFile) -> Option<String> {
        if self.reply_count + open.reply_count <= self.max_replies {
            return None;
        }
        let most = self.max_replies;
        Some(if self.reply_count == 0 {
            format!(
                "it holds more than {most} replies, more than any force has councils, so nothing of it was imported; \
                 check that it is the right file, or divide it"
            )
        } else {
            format!(
                "with it more than {most} replies would be imported at once, so nothing of it was imported; import it \
                 by itself"
            )
        })
    }

    /// What comes next of the file that is being read: something, or nothing yet. None if no file is being read.
    fn next_from_file(&mut self) -> Option<Option<ImportEvent>> {
        let mut open = self.current.take()?;
        if open.skipped_count > MAX_SKIPPED {
            self.end_reader();
            let changed = open.has_changed();
            let why = format!("more than {MAX_SKIPPED} of its rows cannot be read, and the rest is skipped");
            return Some(Some(if changed {
                self.roll_back(&open, FILE_CHANGED.to_owned())
            } else {
                self.add_to_totals(&open);
                open.skip(0, why)
            }));
        }
        let event = match open.next_row() {
            Some(row) => Some(row),
            None => match open.pending.take().or_else(|| self.reader.as_mut()?.next()) {
                // The rows that are held come first.
                next @ (Some(ReaderMessage::NextFile) | None) if open.end_sheet() => {
                    open.pending = next;
                    None
                }
                Some(ReaderMessage::NextFile) => return Some(self.finish_file(&mut open)),
                Some(piece) => self.handle_message(&mut open, piece),
                None => return Some(self.reader_finished(open)),
            },
        };
        open.reply_count += usize::from(matches!(event, Some(ImportEvent::Source(_))));
        if let Some(why) =
            self.limit_exceeded(&open).or_else(|| open.date_order_changed().then(|| DATE_ORDER_CHANGED.to_owned()))
        {
            self.end_reader();
            return Some(Some(self.roll_back(&open, why)));
        }
        self.current = Some(open);
        Some(event.map(|event| match event {
            ImportEvent::Source(source) => ImportEvent::Source(Box::new(source.drop_future_date(self.today))),
            other => other,
        }))
    }

    /// Takes a piece of a file.
    fn handle_message(&self, open: &mut OpenFile, piece: ReaderMessage) -> Option<ImportEvent> {
        match piece {
            ReaderMessage::Mail(source) => {
                open.mail_position.1 = source.number + 1;
                Some(ImportEvent::Source(source))
            }
            ReaderMessage::Error { number, reason: why } => {
                open.mail_position.1 = open.mail_position.1.max(number + 1);
                Some(open.skip(number, why))
            }
            ReaderMessage::Progress { read, .. } => {
                open.mail_position.0 = read;
                Some(ImportEvent::Progress { read: self.done_bytes + read, total: self.total_bytes })
            }
            ReaderMessage::Note { text } => Some(ImportEvent::Note { file: open.name.clone(), text }),
            ReaderMessage::NextFile => None,
            // The rows of the sheet before it come first.
            ReaderMessage::Header { .. } if open.end_sheet() => {
                open.pending = Some(piece);
                None
            }
            ReaderMessage::Header { cells, line, sheet } => {
                open.columns = match self.mappings.get(&charter::column::shape(&cells)) {
                    Some(mapping) => {
                        let rows = SheetRows::new(mapping.clone(), cells).leave_out_hidden(self.leaves_out_hidden);
                        SheetColumns::Confirmed(Box::new(rows))
                    }
                    None => SheetColumns::Unconfirmed(Box::new(UnmappedSheet { sheet, line, rows: 0, ended: false })),
                };
                None
            }
            ReaderMessage::Row { line, cells, warnings: told } => match &mut open.columns {
                SheetColumns::Confirmed(rows) => {
                    rows.push(line, cells, told);
                    None
                }
                SheetColumns::Unconfirmed(sheet) => {
                    sheet.rows += 1;
                    None
                }
                // A header stands above every row.
                SheetColumns::None => None,
            },
        }
    }
}

fn start_error(name: &str, error: &std::io::Error) -> Skipped {
    let why = format!("the program could not be started to read it ({error})");
    Skipped { file: name.to_owned(), number: 0, why }
}

impl Iterator for ImportReader {
    type Item = ImportEvent;

    fn next(&mut self) -> Option<ImportEvent> {
        loop {
            if let Some(skipped) = self.skipped.pop_front() {
                return Some(ImportEvent::Skipped(skipped));
            }
            match self.next_from_file() {
                Some(Some(event)) => return Some(event),
                Some(None) => {}
                None => match self.open_next()? {
                    Ok(open) => {
                        self.current = Some(open);
                        return Some(ImportEvent::FileStarted);
                    }
                    Err(skipped) => self.skipped.push_back(skipped),
                },
            }
        }
    }
}
