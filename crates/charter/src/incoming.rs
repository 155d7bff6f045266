//! Incoming replies before any decision: a mail, or a row of a sheet.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::calendar::{Received, format_full};
use crate::column::Column;
use crate::mail_kind::MailKind;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    Origin {
        Mail = "mail", "mail";
        Row = "row", "row of a sheet";
    }
}

string_enum! {
    /// What a mail is by its headers and form, whatever its words.
    Nature {
        Reply = "reply", "reply";
        /// By a program (RFC 3834), or no mail at all, as [`MailKind`] says: the council was not heard.
        AutoReply = "auto-reply", "auto-reply";
        /// RFC 3464.
        Bounce = "bounce", "undelivered";
    }
}

/// A force has some hundred councils, so a larger file holds no replies. Memory holds an id for each.
pub const MAX_REPLIES: usize = 100_000;

/// A byte range on character boundaries; `from` is before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub from: usize,
    pub to: usize,
}

impl Span {
    /// Empty if the text has no such range.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.from..self.to).unwrap_or_default()
    }

    /// Whether both have a byte in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// The content fingerprint, for finding duplicates: SHA-256 in hexadecimal.
///
/// It covers the content as it came, without the file's name and position. Our own letter, confirmed columns and the
/// day of the import may differ at the second import, so they are not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

fn hexadecimal(bytes: &[u8]) -> String {
    let figure = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [figure(byte >> 4), figure(byte & 15)]).collect()
}

impl Digest {
    /// No two lists of parts give the same bytes.
    pub fn hash_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sha = Sha256::new();
        for part in parts {
            sha.update((part.len() as u64).to_be_bytes());
            sha.update(part.as_bytes());
        }
        Self(hexadecimal(&sha.finalize()))
    }

    /// The SHA-256 of a file, as other programs print it.
    pub fn hash_file(bytes: &[u8]) -> Self {
        Self(hexadecimal(&Sha256::digest(bytes)))
    }

    /// Includes the Message-ID, because two mails of one second may have the same words.
    #[must_use]
    pub fn with_message_id(&self, message_id: &str) -> Self {
        Self::hash_parts([self.as_hex(), message_id])
    }

    pub fn from_stored(code: String) -> Self {
        Self(code)
    }

    pub fn as_hex(&self) -> &str {
        &self.0
    }
}

/// Whether an address belongs to the police, who may forward a council's reply but are not the council.
pub fn is_police_address(address: &str) -> bool {
    address.rsplit('@').next().is_some_and(|domain| domain.split('.').any(|label| label.eq_ignore_ascii_case("police")))
}

/// Whether a subject is that of the mail that is answered or passed on, and may be ours.
pub(crate) fn is_subject_of_another(subject: &str) -> bool {
    let subject = subject.trim_start().to_ascii_lowercase();
    ["re:", "fw:", "fwd:", "aw:"].iter().any(|prefix| subject.starts_with(prefix))
}

/// The beginning of the warning that a mail was passed on on a later day than it was written: "written 28 Sep 2023 by".
pub const WRITTEN_EARLIER: &str = "written ";

/// Its name never touches the file system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// As the mail gives it; may be blank.
    pub name: Untrusted,
    /// As declared: `application/pdf`.
    pub kind: Untrusted,
    /// In bytes, decoded.
    pub size: u64,
    /// For plain text, CSV and .docx.
    pub text: Option<Untrusted>,
}

impl Attachment {
    /// The content of a sheet is read by its columns only.
    pub fn is_sheet(&self) -> bool {
        let name = self.name.raw().trim_end().to_ascii_lowercase();
        name.ends_with(".csv") || name.ends_with(".tsv") || self.kind.raw() == "text/csv"
    }
}

/// One reply as it came in. Stored unchanged, whatever the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub digest: Digest,
    pub origin: Origin,
    pub nature: Nature,
    pub kind: MailKind,
    /// Without the folders.
    pub file: Untrusted,
    /// The mail of the file, or the line of the sheet, from 1.
    pub number: u64,
    /// Without brackets; blank for a row and for a mail without one.
    pub message_id: Untrusted,
    /// When the council sent it; for a forwarded reply, the date of the inner mail.
    pub received: Option<Received>,
    /// The bare address in lower case; for a forwarded reply, that of the inner mail.
    pub sender: Untrusted,
    /// Name and address as in the mail; blank for a row.
    pub from: Untrusted,
    /// The address of the forwarder; blank if not forwarded.
    pub forwarded_by: Untrusted,
    /// Blank for a row.
    pub subject: Untrusted,
    /// The council's words without quotes and our own letter, with signatures; lines end in `\n`. For a row, a line
    /// `Header: cell` for each cell that is not blank.
    pub text: Untrusted,
    /// The whole text with quotes, as received; blank if `text` is all of it.
    pub whole: Untrusted,
    pub attachments: Vec<Attachment>,
    /// For a bounce, the addresses that failed.
    pub undelivered: Vec<Untrusted>,
    /// For a row, the confirmed meaning of each column and the span of its value in `text`; empty for a mail.
    pub fields: Vec<(Column, Span)>,
    /// Sentences such as "the text was cut after 200,000 characters".
    #[serde(rename = "told")]
    pub warnings: Vec<String>,
}

impl Source {
    /// A source with no words, sender or date.
    pub fn empty(origin: Origin, digest: Digest) -> Self {
        let blank = Untrusted::default;
        Self {
            digest,
            origin,
            nature: Nature::Reply,
            kind: MailKind::Mail,
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

    /// The text on screen: the words, then the text of each attachment under its name. Spans of a reading index its
    /// bytes.
    pub fn display_text(&self) -> Cow<'_, str> {
        self.with_attachments(|_, text| Cow::Borrowed(text))
    }

    /// The same length as the display text, with blanks instead of sheets: their rows are no sentences.
    pub fn readable_text(&self) -> Cow<'_, str> {
        let blank = |text: &str| Cow::Owned(" ".repeat(text.len()));
        self.with_attachments(|attachment, text| if attachment.is_sheet() { blank(text) } else { Cow::Borrowed(text) })
    }

    /// What it is, if it is no reply: "read receipt". `None` for a reply.
    pub fn no_reply_label(&self) -> Option<&'static str> {
        match (self.nature, self.kind) {
            (Nature::Reply, _) => None,
            (Nature::Bounce, _) => Some("letter not delivered"),
            (Nature::AutoReply, MailKind::Mail) => Some("automatic reply"),
            (Nature::AutoReply, kind) => Some(kind.label()),
        }
    }

    /// "Subject: Wem TC: no thanks", and nothing below.
    fn says_all_in_its_subject(&self) -> bool {
        let is_of_another = is_subject_of_another(self.subject.raw());
        let is_reply = self.origin == Origin::Mail && self.nature == Nature::Reply;
        is_reply && !is_of_another && self.attachments.is_empty() && self.text.raw().trim().is_empty()
    }

    fn with_attachments(&self, as_text: impl for<'a> Fn(&Attachment, &'a str) -> Cow<'a, str>) -> Cow<'_, str> {
        if self.attachments.iter().all(|attachment| attachment.text.is_none()) {
            return Cow::Borrowed(if self.says_all_in_its_subject() { self.subject.raw() } else { self.text.raw() });
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

    /// The sentence that says when it was written and when it was passed on, if these are two days.
    pub fn written_earlier(&self) -> Option<&str> {
        self.warnings.iter().map(String::as_str).find(|warning| warning.starts_with(WRITTEN_EARLIER))
    }

    /// Removes a date after the day of the import, and adds a warning.
    #[must_use]
    pub fn drop_future_date(mut self, today: NaiveDate) -> Self {
        if let Some(received) = self.received.take_if(|received| received.on > today) {
            let on = format_full(received.on);
            self.warnings.push(format!("its date, {on}, is after the day it was imported, so it was not used"));
        }
        self
    }

    /// The cell of a row with this meaning; `None` for a mail and for a blank cell.
    pub fn cell(&self, wanted: Column) -> Option<&str> {
        let (_, span) = self.fields.iter().find(|(column, _)| *column == wanted)?;
        Some(span.slice(self.text.raw()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Nature, Origin, Source};
    use crate::untrusted::Untrusted;

    #[test]
    fn a_reply_without_text_says_what_its_subject_says() {
        let empty = Source {
            subject: Untrusted::from("Wem TC: no thanks"),
            text: Untrusted::from(" \n"),
            ..Source::empty(Origin::Mail, Digest::hash_parts(["x"]))
        };
        assert_eq!(empty.readable_text(), "Wem TC: no thanks");
        assert_eq!(empty.display_text(), empty.readable_text());
        assert_eq!(Source { nature: Nature::Bounce, ..empty.clone() }.display_text(), " \n");
        assert_eq!(Source { text: Untrusted::from("Thanks."), ..empty }.display_text(), "Thanks.");
    }
}
