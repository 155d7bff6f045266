//! What runs in the child: finds out what a file is, reads it, writes pieces.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use charter::mail::text::one_line;
use charter::sheet_row::{RowNote, SheetRow};
use charter::untrusted::Untrusted;
use formats::BufReadSeek;
use formats::mail::{self, MailEvent, MailFile, Start};
use formats::sandbox::limits;
use formats::sheet::{self, SheetFile, SheetSink};
use formats::vcard::{self, Card};
use reading::columns::{HeaderFinder, SheetPart};
use reading::contacts::CARD_HEADINGS;
use reading::speaker::{Letters, sources};
use serde::{Deserialize, Serialize};

use super::message::ReaderMessage;

/// What a child is started for, beside the files; handed to it on its input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadRequest {
    /// The names of the files without the folders.
    pub names: Vec<String>,
    /// The byte at which reading begins in the first of them: after a mail that broke the reader.
    pub byte: u64,
    /// The number of the mail there.
    pub number: u64,
    /// The texts of our own letters.
    pub letters: Vec<String>,
    /// Whether contacts are wanted: cards are read as rows, and mails are refused.
    #[serde(default)]
    pub contacts: bool,
}

/// How much of the beginning tells what a file is.
const SNIFF_BYTES: u64 = 64 << 10;

/// Runs an errand that stands as JSON on `input`, for files one after the other, and writes their pieces to `output`.
///
/// # Errors
/// If the limits cannot be set, or a file or a pipe cannot be read or written. The message is for the parent.
pub fn run(paths: &[PathBuf], input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let errand: ReadRequest = serde_json::from_reader(input)?;
    // Before anything of a file is touched.
    limits::apply_limits()?;
    let mut give = |piece: ReaderMessage| {
        limits::extend_cpu_limit()?;
        serde_json::to_writer(&mut *output, &piece)?;
        output.write_all(b"\n")?;
        // Before what may break this process: what is in a buffer then goes with it, and another mail would be blamed.
        if matches!(piece, ReaderMessage::Progress { .. } | ReaderMessage::NextFile) { output.flush() } else { Ok(()) }
    };
    for (place, (path, name)) in paths.iter().zip(&errand.names).enumerate() {
        let start = match place {
            0 => Start { byte: errand.byte, number: errand.number },
            _ => {
                give(ReaderMessage::NextFile)?;
                Start::default()
            }
        };
        read(path, name, start, &errand, &mut give)?;
    }
    output.flush()
}

fn read(
    path: &Path,
    name: &str,
    start: Start,
    request: &ReadRequest,
    give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = BufReader::new(File::open(path)?);
    let of = file.get_ref().metadata()?.len();
    let mut beginning = Vec::new();
    file.by_ref().take(SNIFF_BYTES).read_to_end(&mut beginning)?;
    file.seek(SeekFrom::Start(0))?;
    if let Some(why) = sheet::refusal(name, &beginning) {
        return give(ReaderMessage::Error { number: 0, reason: why.to_owned() });
    }
    if request.contacts && vcard::is_vcard(&beginning) {
        return read_cards(&mut file, give);
    }
    if let Some(kind) = mail::kind_of(name, &beginning).filter(|_| !request.contacts) {
        return read_mail(&mut file, of, name, kind, start, &request.letters, give);
    }
    if let Some(kind) = sheet::kind_of(name, &beginning) {
        return read_sheet(&mut file, of, kind, give);
    }
    let why = if beginning.is_empty() {
        "it is empty"
    } else if request.contacts {
        "it is neither a sheet (.csv, .xlsx, .ods) nor cards (.vcf) that can be read"
    } else {
        "it is neither a mail (.eml, .mbox, .msg) nor a sheet (.csv, .xlsx, .ods) that can be read"
    };
    give(ReaderMessage::Error { number: 0, reason: why.to_owned() })
}

/// Reads a mail file of `of` bytes and gives each reply in it. `name` is the name of the file, without folders. `letters` are
/// the texts of our own letters, which are left out of what a council wrote.
///
/// # Errors
/// The file cannot be read, or `give` failed. What is wrong with a mail is no error but a [`ReaderMessage::Error`].
pub fn read_mail(
    file: &mut dyn BufReadSeek,
    of: u64,
    name: &str,
    kind: MailFile,
    start: Start,
    letters: &[String],
    give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>,
) -> io::Result<()> {
    let (name, letters) = (Untrusted::new(one_line(name)), Letters::new(letters));
    mail::read(file, of, kind, start, &mut |event| give_replies(event, &name, &letters, give))
}

/// Reads a sheet of `total` bytes and gives its header and its rows.
///
/// # Errors
/// As [`read_mail`].
pub fn read_sheet(
    file: &mut dyn BufReadSeek,
    total: u64,
    kind: SheetFile,
    give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>,
) -> io::Result<()> {
    sheet::read(file, total, kind, &mut RowSink { header: HeaderFinder::default(), give })
}

/// A file of cards is larger only because of pictures.
const MAX_CARD_FILE_BYTES: u64 = 64 << 20;

/// Gives the cards of a file as rows below [`CARD_HEADINGS`].
fn read_cards(file: &mut dyn Read, give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>) -> io::Result<()> {
    let mut bytes = Vec::new();
    file.take(MAX_CARD_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_CARD_FILE_BYTES {
        let reason = format!("it is larger than {} MB; divide it", MAX_CARD_FILE_BYTES >> 20);
        return give(ReaderMessage::Error { number: 0, reason });
    }
    let cells = CARD_HEADINGS.map(Untrusted::from).to_vec();
    give(ReaderMessage::Header { sheet: Untrusted::default(), line: 1, cells })?;
    vcard::read(&bytes, &mut |card| match card {
        Ok(Card { line, organisation, role, email, phone, address, name }) => {
            let cells = [organisation, role, email, phone, address, name].map(Untrusted::new).to_vec();
            give(ReaderMessage::Row { line, cells, warnings: Vec::new() })
        }
        Err((number, reason)) => give(ReaderMessage::Error { number, reason }),
    })
}

/// A mail becomes the replies in it: who speaks is decided here, still in the child.
fn give_replies(
    event: MailEvent,
    file: &Untrusted,
    letters: &Letters,
    give: &mut dyn FnMut(ReaderMessage) -> io::Result<()>,
) -> io::Result<()> {
    match event {
        MailEvent::Mail { number, mail } => match mail::catch_panic(|| Ok(sources(*mail, file, number, letters))) {
            Ok(sources) => sources.into_iter().try_for_each(|source| give(ReaderMessage::Mail(Box::new(source)))),
            Err(error) => give(ReaderMessage::Error { number, reason: error.to_string() }),
        },
        MailEvent::Error { number, error } => give(ReaderMessage::Error { number, reason: error.to_string() }),
        MailEvent::Note(text) => give(ReaderMessage::Note { text }),
        MailEvent::Progress { read, total } => give(ReaderMessage::Progress { read, total }),
    }
}

/// Finds the header among the rows.
struct RowSink<'a> {
    header: HeaderFinder,
    give: &'a mut dyn FnMut(ReaderMessage) -> io::Result<()>,
}

fn sheet_message(part: SheetPart) -> ReaderMessage {
    let untrusted = |cells: Vec<String>| cells.into_iter().map(Untrusted::new).collect();
    match part {
        SheetPart::Header { sheet, line, cells } => {
            ReaderMessage::Header { sheet: Untrusted::new(sheet), line, cells: untrusted(cells) }
        }
        SheetPart::Row(SheetRow { line, cells, notes }) => {
            ReaderMessage::Row { line, cells: untrusted(cells), warnings: notes }
        }
        SheetPart::Error { line, reason } => ReaderMessage::Error { number: line, reason },
    }
}

impl SheetSink for RowSink<'_> {
    fn start_sheet(&mut self, name: &str) -> io::Result<()> {
        self.header.start_sheet(name, &mut |part| (self.give)(sheet_message(part)))
    }

    fn row(&mut self, line: u64, cells: Vec<String>, notes: Vec<RowNote>) -> io::Result<()> {
        self.header.row(SheetRow { line, cells, notes }, &mut |part| (self.give)(sheet_message(part)))
    }

    fn error(&mut self, line: u64, reason: String) -> io::Result<()> {
        self.header.error(line, reason, &mut |part| (self.give)(sheet_message(part)))
    }

    fn progress(&mut self, read: u64, total: u64) -> io::Result<()> {
        (self.give)(ReaderMessage::Progress { read, total })
    }

    fn finish(&mut self) -> io::Result<()> {
        self.header.finish_sheet(&mut |part| (self.give)(sheet_message(part)))
    }

    fn columns(&self) -> Option<usize> {
        self.header.columns()
    }
}
