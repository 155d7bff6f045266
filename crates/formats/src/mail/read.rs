//! Reads a mail file, mail by mail.

use std::io::{Cursor, Read, SeekFrom};

use mail_parser::MessageParser;

use super::attachments::Nesting;
use super::catch_panic::catch_panic;
use super::event::MailEvent;
use super::mbox::{Mbox, RawMail};
use super::{MailFile, eml, headers, msg, tnef};
use crate::ReadError;
use crate::source::{BufReadSeek, COMPOUND};
use charter::english::pluralize;
use charter::mail::Mail;
use charter::mail::text::{MAX_MAIL_BYTES, MAX_MSG_BYTES};

/// Where to resume an mbox: after a mail that crashed the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Offset from 0. Inside a mail, reading starts with the next one.
    pub byte: u64,
    /// Number of the first mail that is read, from 1.
    pub number: u64,
}

impl Default for Start {
    fn default() -> Self {
        Self { byte: 0, number: 1 }
    }
}

/// Reads a mail file of `total` bytes and emits each mail.
///
/// Progress is emitted before each mail, with its offset, and at the end; so the receiver knows which mail crashed the
/// reader. Of an mbox at most one mail is held in memory, and of it at most 32 MB.
///
/// # Errors
/// The file cannot be read, or `emit` failed. An unreadable mail is a [`MailEvent::Error`].
pub fn read(
    file: &mut dyn BufReadSeek,
    of: u64,
    kind: MailFile,
    start: Start,
    emit: &mut dyn FnMut(MailEvent) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut reader = Reader { of, parser: headers::parser(), emit };
    match kind {
        MailFile::Eml => reader.eml(file)?,
        MailFile::Mbox => reader.mbox(file, start)?,
        MailFile::Msg => reader.msg(file)?,
        MailFile::Tnef => reader.tnef(file)?,
    }
    (reader.emit)(MailEvent::Progress { read: of, total: of })
}

struct Reader<'a> {
    of: u64,
    parser: MessageParser,
    emit: &'a mut dyn FnMut(MailEvent) -> std::io::Result<()>,
}

impl Reader<'_> {
    fn mbox(&mut self, file: &mut dyn BufReadSeek, start: Start) -> std::io::Result<()> {
        let mut mbox = Mbox::new(file, start.byte)?;
        let mut number = start.number;
        while let Some(raw) = mbox.next_mail()? {
            self.progress(raw.start)?;
            self.raw(&raw, number)?;
            number += 1;
        }
        if number == start.number && start.byte == 0 {
            return self.error(1, "there is no mail in it".into());
        }
        match lines_note(mbox.count_from_lines(), mbox.count_separators(), number - start.number) {
            Some(note) => (self.emit)(MailEvent::Note(note)),
            None => Ok(()),
        }
    }

    fn eml(&mut self, file: &mut dyn BufReadSeek) -> std::io::Result<()> {
        let mail = self.whole(file)?;
        self.raw(&mail, 1)
    }

    fn tnef(&mut self, file: &mut dyn BufReadSeek) -> std::io::Result<()> {
        let raw = self.whole(file)?;
        let mail = catch_panic(|| tnef::read(&raw.bytes, NESTING));
        self.mail(mail, 1)
    }

    fn whole(&mut self, file: &mut dyn BufReadSeek) -> std::io::Result<RawMail> {
        file.seek(SeekFrom::Start(0))?;
        self.progress(0)?;
        let mut bytes = Vec::new();
        Read::take(&mut *file, MAX_MAIL_BYTES as u64).read_to_end(&mut bytes)?;
        let cut = !file.fill_buf()?.is_empty();
        Ok(RawMail { start: 0, bytes, cut })
    }

    fn raw(&mut self, raw: &RawMail, number: u64) -> std::io::Result<()> {
        let read = catch_panic(|| eml::parse_bytes(&raw.bytes, &self.parser, NESTING));
        let read = read.map(|mut mail| {
            if raw.cut {
                mail.warnings.push("the mail is very long; only its first 32 MB were read".to_owned());
            }
            mail
        });
        self.mail(read, number)
    }

    fn msg(&mut self, file: &mut dyn BufReadSeek) -> std::io::Result<()> {
        self.progress(0)?;
        if self.of > MAX_MSG_BYTES {
            return self.error(1, "it is larger than any message of Outlook".into());
        }
        let mail = catch_panic(|| msg::read_msg(file, NESTING));
        self.mail(mail, 1)
    }

    fn mail(&mut self, read: Result<Mail, ReadError>, number: u64) -> std::io::Result<()> {
        match read {
            Ok(mail) => (self.emit)(MailEvent::Mail { number, mail: Box::new(mail) }),
            Err(error) => self.error(number, error),
        }
    }

    fn error(&mut self, number: u64, error: ReadError) -> std::io::Result<()> {
        (self.emit)(MailEvent::Error { number, error })
    }

    fn progress(&mut self, start: u64) -> std::io::Result<()> {
        (self.emit)(MailEvent::Progress { read: start, total: self.of })
    }
}

/// Tells that not all lines that begin with "From " begin a mail, or that a mail has no such line: text may have been taken for
/// a mail, or a mail for text.
fn lines_note(lines: u64, separators: u64, mails: u64) -> Option<String> {
    let count = |number: u64, one: &str| pluralize(usize::try_from(number).unwrap_or(usize::MAX), one);
    let (all, read) = (count(lines, "line"), count(mails, "mail"));
    let begin = if lines == 1 { "begins" } else { "begin" };
    let were = if mails == 1 { "was" } else { "were" };
    let found = format!("{all} of it {begin} with “From ”, and {read} {were} found");
    let others = lines.saturating_sub(separators);
    let unnamed = lines > 0 && separators < mails;
    let first = if unnamed { "the first mail has no such line above it" } else { "" };
    if others == 0 {
        return unnamed.then(|| format!("{found}: {first}"));
    }
    let was = match (others, unnamed) {
        (1, false) => "the other line is",
        (1, true) if lines == 1 => "the line is",
        (1, true) => "one line is",
        _ if others == lines => "they are",
        _ => "the other lines are",
    };
    let first = if unnamed { format!("{first}, and ") } else { String::new() };
    Some(format!("{found}: {first}{was} taken for words of a mail; look whether a mail is missing"))
}

const NESTING: Nesting = Nesting::outermost(parse_attached);

pub(super) fn parse_attached(bytes: &[u8], nesting: Nesting) -> Result<Mail, ReadError> {
    if bytes.starts_with(&COMPOUND) {
        msg::read_msg(Cursor::new(bytes), nesting)
    } else if bytes.starts_with(&tnef::MAGIC) {
        tnef::read(bytes, nesting)
    } else {
        eml::parse_bytes(bytes, &headers::parser(), nesting)
    }
}
