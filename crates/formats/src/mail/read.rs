//! Reads a mail file, mail by mail.

use std::io::{Cursor, Read, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::MessageParser;

use super::attachments::Nesting;
use super::event::MailEvent;
use super::mbox::{Mbox, RawMail};
use super::{MailFile, eml, headers, msg};
use crate::ReadError;
use crate::source::{BufReadSeek, COMPOUND};
use charter::mail::Mail;
use charter::mail::text::{MAX_MAIL_BYTES, MAX_MSG_BYTES};

/// Where the reading of an mbox begins: after a mail that broke the reader, with the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The byte, from 0. Within a mail, the next one is the first.
    pub byte: u64,
    /// The number of the first mail that is read, from 1.
    pub number: u64,
}

impl Default for Start {
    fn default() -> Self {
        Self { byte: 0, number: 1 }
    }
}

/// Reads a mail file of `total` bytes and gives each mail in it.
///
/// How far it has come is given before each mail, as the byte at which that begins, and at the end: whoever listens knows which
/// mail it was that broke the reader. Of an mbox no more than one mail is held in memory, and of that no more than 32 MB.
///
/// # Errors
/// The file cannot be read, or `give` failed. What is wrong with a mail is not an error but a [`MailEvent::Error`].
pub fn read(
    file: &mut dyn BufReadSeek,
    of: u64,
    kind: MailFile,
    start: Start,
    give: &mut dyn FnMut(MailEvent) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut reader = Reader { of, parser: headers::parser(), give };
    match kind {
        MailFile::Eml => reader.eml(file)?,
        MailFile::Mbox => reader.mbox(file, start)?,
        MailFile::Msg => reader.msg(file)?,
    }
    (reader.give)(MailEvent::Progress { read: of, total: of })
}

struct Reader<'a> {
    of: u64,
    parser: MessageParser,
    give: &'a mut dyn FnMut(MailEvent) -> std::io::Result<()>,
}

impl Reader<'_> {
    fn mbox(&mut self, file: &mut dyn BufReadSeek, start: Start) -> std::io::Result<()> {
        let mut mbox = Mbox::new(file, start.byte)?;
        let mut number = start.number;
        while let Some(raw) = mbox.next_mail()? {
            self.progress(raw.begins)?;
            self.raw(&raw, number)?;
            number += 1;
        }
        if number == start.number && start.byte == 0 { self.error(1, "there is no mail in it".into()) } else { Ok(()) }
    }

    fn eml(&mut self, file: &mut dyn BufReadSeek) -> std::io::Result<()> {
        file.seek(SeekFrom::Start(0))?;
        self.progress(0)?;
        let mut bytes = Vec::new();
        Read::take(&mut *file, MAX_MAIL_BYTES as u64).read_to_end(&mut bytes)?;
        let cut = !file.fill_buf()?.is_empty();
        self.raw(&RawMail { begins: 0, bytes, cut }, 1)
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
            Ok(mail) => (self.give)(MailEvent::Mail { number, mail: Box::new(mail) }),
            Err(error) => self.error(number, error),
        }
    }

    fn error(&mut self, number: u64, error: ReadError) -> std::io::Result<()> {
        (self.give)(MailEvent::Error { number, error })
    }

    fn progress(&mut self, begins: u64) -> std::io::Result<()> {
        (self.give)(MailEvent::Progress { read: begins, total: self.of })
    }
}

const NESTING: Nesting = Nesting::outermost(parse_attached);

/// A mail that is attached to another as a file.
pub(super) fn parse_attached(bytes: &[u8], nesting: Nesting) -> Result<Mail, ReadError> {
    match bytes.starts_with(&COMPOUND) {
        true => msg::read_msg(Cursor::new(bytes), nesting),
        false => eml::parse_bytes(bytes, &headers::parser(), nesting),
    }
}

/// The libraries that parse mails check what they rely on, and some checks panic: that costs one mail and not the file.
pub fn catch_panic<T>(work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("its form broke the reader".into()))
}
