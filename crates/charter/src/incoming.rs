//! What comes in from outside, before anybody has decided anything about it: a mail, or a row of a sheet.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::calendar::{Received, format_full};
use crate::column::Column;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// Where a reply came from.
    Origin {
        /// A mail, from whatever kind of file.
        Mail = "mail", "mail";
        Row = "row", "row of a sheet";
    }
}

string_enum! {
    /// What a mail is, by its headers and its form, whatever its words say.
    Nature {
        /// Somebody wrote it.
        Reply = "reply", "reply";
        /// A program answered (RFC 3834): the council was not heard.
        AutoReply = "auto-reply", "auto-reply";
        /// A report that a mail could not be delivered (RFC 3464).
        Bounce = "bounce", "undelivered";
    }
}

/// The most replies that come in at once: a force has some hundred councils, so that a file with more holds no replies.
/// What is kept of each in memory is its identity.
pub const MAX_REPLIES: usize = 100_000;

/// A place in a text: bytes, on the boundaries of characters, `from` before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
}

impl Span {
    /// The words at this place; nothing where the text has no such place.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.from..self.to).unwrap_or_default()
    }
}

/// What tells the same content again, whatever the file is called and wherever in it it stands: SHA-256, in hexadecimal.
///
/// It is taken of what came, before anything of ours touches it: our letters, which are left out of a text, the columns that
/// were confirmed and the day of the import may be others the second time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// Of content in parts. No two lists of parts give the same bytes.
    pub fn hash_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sha = Sha256::new();
        for part in parts {
            sha.update((part.len() as u64).to_be_bytes());
            sha.update(part.as_bytes());
        }
        let figure = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
        Self(sha.finalize().iter().flat_map(|byte| [figure(byte >> 4), figure(byte & 15)]).collect())
    }

    /// Of the mail of this content that bears this Message-ID: two mails of one second may have the same words.
    #[must_use]
    pub fn with_message_id(&self, message_id: &str) -> Self {
        Self::hash_parts([self.as_hex(), message_id])
    }

    /// As it was kept.
    pub fn from_stored(code: String) -> Self {
        Self(code)
    }

    pub fn as_hex(&self) -> &str {
        &self.0
    }
}

/// Whether an address is one of the police: whoever writes from it may pass a council's reply on, and is not the council.
pub fn is_police_address(address: &str) -> bool {
    address.rsplit('@').next().is_some_and(|domain| domain.split('.').any(|label| label.eq_ignore_ascii_case("police")))
}

/// A file that hung on a mail. Its name never touches the file system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The name that the mail gives it; blank if none.
    pub name: Untrusted,
    /// Its media type as declared: `application/pdf`.
    pub kind: Untrusted,
    /// Its size in bytes, decoded.
    pub size: u64,
    /// Its text, where it is one that can be read: plain text, CSV, a .docx.
    pub text: Option<Untrusted>,
}

impl Attachment {
    /// Whether it is a sheet: rows that are read by their columns, and by nothing else.
    pub fn is_sheet(&self) -> bool {
        let name = self.name.raw().trim_end().to_ascii_lowercase();
        name.ends_with(".csv") || name.ends_with(".tsv") || self.kind.raw() == "text/csv"
    }
}

/// One reply as it came in. Kept as it is, whatever becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What tells its content again.
    pub digest: Digest,
    pub origin: Origin,
    pub nature: Nature,
    /// The name of the file, without the folders that it lies in.
    pub file: Untrusted,
    /// Which mail of the file, or which line of the sheet, from 1.
    pub number: u64,
    /// The Message-ID without its brackets; blank for a row and for a mail without one.
    pub message_id: Untrusted,
    /// When the council sent it; for a forwarded reply, when the one inside was sent.
    pub received: Option<Received>,
    /// The address that it came from, alone, in lower case; for a forwarded reply, the one of the reply inside.
    pub sender: Untrusted,
    /// Who it came from as the mail says it: a name and an address. Blank for a row.
    pub from: Untrusted,
    /// The address of whoever passed it on; blank unless the reply was forwarded.
    pub forwarded_by: Untrusted,
    /// What it is about; blank for a row.
    pub subject: Untrusted,
    /// What the council wrote, without what it quotes, our own letter, and without signatures' delimiters being cut: lines
    /// end in `\n`. For a row, a line `Header: cell` for each cell that is not blank.
    pub text: Untrusted,
    /// The whole text with what was quoted, as received; blank if `text` is all of it.
    pub whole: Untrusted,
    pub attachments: Vec<Attachment>,
    /// For a bounce, the addresses that could not be reached.
    pub undelivered: Vec<Untrusted>,
    /// For a row, what its columns were confirmed to mean and where in `text` the value of each stands; none for a mail.
    pub fields: Vec<(Column, Span)>,
    /// What could not be taken as it was, each a sentence: "the text was cut after 200,000 characters".
    #[serde(rename = "told")]
    pub warnings: Vec<String>,
}

impl Source {
    /// One of which nothing is known but its content: a reply without words, sender or date.
    pub fn empty(origin: Origin, digest: Digest) -> Self {
        let blank = Untrusted::default;
        Self {
            digest,
            origin,
            nature: Nature::Reply,
            file: blank(),
            number: 1,
            message_id: blank(),
            received: None,
            sender: blank(),
            from: blank(),
            forwarded_by: blank(),
            subject: blank(),
            text: blank(),
            whole: blank(),
            attachments: Vec::new(),
            undelivered: Vec::new(),
            fields: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The text that is shown: what was written, then the text of each attachment that has one, under its name. The places in a
    /// reading are counted in its bytes.
    pub fn display_text(&self) -> Cow<'_, str> {
        self.with_attachments(|_, text| Cow::Borrowed(text))
    }

    /// The same as it is read: the rows of a sheet are no sentences, and blanks stand in their place.
    pub fn readable_text(&self) -> Cow<'_, str> {
        let blank = |text: &str| Cow::Owned(" ".repeat(text.len()));
        self.with_attachments(|attachment, text| if attachment.is_sheet() { blank(text) } else { Cow::Borrowed(text) })
    }

    fn with_attachments(&self, as_text: impl for<'a> Fn(&Attachment, &'a str) -> Cow<'a, str>) -> Cow<'_, str> {
        if self.attachments.iter().all(|attachment| attachment.text.is_none()) {
            return Cow::Borrowed(self.text.raw());
        }
        let mut shown = self.text.raw().to_owned();
        for attachment in &self.attachments {
            if let Some(text) = &attachment.text {
                let text = as_text(attachment, text.raw());
                shown.push_str(&format!("\n\nAttachment {}:\n{text}", attachment.name.raw()));
            }
        }
        Cow::Owned(shown)
    }

    /// Without its date, and with a sentence that tells of it, if that is after the day on which it comes in.
    #[must_use]
    pub fn drop_future_date(mut self, today: NaiveDate) -> Self {
        if let Some(received) = self.received.take_if(|received| received.on > today) {
            let on = format_full(received.on);
            self.warnings.push(format!("its date, {on}, is after the day it was imported, so it was not used"));
        }
        self
    }

    /// The cell of a row in the column that means this; `None` for a mail, and where the cell was blank.
    pub fn cell(&self, wanted: Column) -> Option<&str> {
        let (_, place) = self.fields.iter().find(|(column, _)| *column == wanted)?;
        Some(place.slice(self.text.raw()))
    }
}
