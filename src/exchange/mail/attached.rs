//! What hangs on a mail, and the text of it that can be read.

use super::charset;
use super::docx;
use super::limits::{MOST_ATTACHED, MOST_ATTACHMENTS, cut, one_line, told_of_cut};
use super::parts::tidy;
use super::source::Mail;
use crate::domain::foreign::Foreign;
use crate::domain::incoming::Attachment;
use crate::exchange::piece::MOST_TEXT;

/// A file as it was found.
pub(super) struct Found<'a> {
    /// The name that the mail gives it.
    pub name: &'a str,
    /// Its media type, in lower case; may be blank.
    pub kind: &'a str,
    /// Its charset, if it is text.
    pub charset: Option<&'a str>,
    /// Its bytes, decoded.
    pub bytes: &'a [u8],
}

/// What hangs on a mail, as it is gathered.
#[derive(Default)]
pub(super) struct Hung {
    attachments: Vec<Attachment>,
    mails: Vec<Mail>,
    told: Vec<String>,
    /// Bytes of text taken so far.
    taken: usize,
}

impl Hung {
    /// Whether no more are listed.
    pub(super) fn is_full(&self) -> bool {
        self.attachments.len() >= MOST_ATTACHMENTS
    }

    /// Tells that some are not listed.
    pub(super) fn left_out(&mut self) {
        self.told.push(format!("only the first {MOST_ATTACHMENTS} attachments are listed"));
    }

    /// A file whose bytes are not looked at.
    pub(super) fn unread(&mut self, name: &str, kind: &str, size: u64, text: Option<String>) {
        let text = text.filter(|text| !text.trim().is_empty()).and_then(|text| self.within_limits(name, text));
        let (name, kind) = (Foreign::new(one_line(name)), Foreign::new(one_line(kind)));
        self.attachments.push(Attachment { name, kind, size, text });
    }

    /// A file.
    pub(super) fn file(&mut self, found: Found<'_>) {
        let text = match form(found.name, found.kind) {
            Form::Text => Some(tidy(&charset::decode(found.bytes, found.charset))),
            Form::Docx => match docx::text(found.bytes) {
                Ok(text) => Some(text),
                Err(why) => {
                    self.told.push(format!("the text of an attachment could not be read: {why}"));
                    None
                }
            },
            Form::Other => None,
        };
        self.unread(found.name, found.kind, found.bytes.len() as u64, text);
    }

    /// A mail that hangs on it.
    pub(super) fn mail(&mut self, name: &str, kind: &str, size: u64, mail: Mail) {
        let name = if name.is_empty() { mail.subject.clone() } else { name.to_owned() };
        self.unread(&name, kind, size, Some(mail.body.clone()));
        self.mails.push(mail);
    }

    fn within_limits(&mut self, name: &str, text: String) -> Option<Foreign> {
        let room = MOST_ATTACHED.saturating_sub(self.taken).min(MOST_TEXT);
        let (text, long) = cut(text, room);
        if long {
            let name = if name.is_empty() { "an attachment".to_owned() } else { format!("“{}”", one_line(name)) };
            self.told.push(told_of_cut(&format!("the text of {name}"), room));
        }
        self.taken += text.len();
        (!text.is_empty()).then(|| Foreign::new(text))
    }

    /// Puts what was gathered on the mail. Mails that are all that hangs on it may be what was passed on.
    pub(super) fn put_on(mut self, mail: &mut Mail) {
        // The picture of a signature hangs beside them.
        let others = self.attachments.iter().filter(|attachment| !is_picture(attachment)).count();
        if self.mails.len() == others {
            mail.inside = self.mails;
        }
        mail.attachments = self.attachments;
        mail.told.append(&mut self.told);
    }
}

/// Whether what hangs on a mail is a picture, by its media type.
pub(super) fn is_picture(attachment: &Attachment) -> bool {
    attachment.kind.raw().starts_with("image/")
}

enum Form {
    Text,
    Docx,
    Other,
}

/// What a file is, by its name or, where that says nothing, by its media type.
fn form(name: &str, kind: &str) -> Form {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.trim().to_ascii_lowercase());
    match (ending.as_str(), kind) {
        ("txt" | "csv", _) => Form::Text,
        ("docx", _) => Form::Docx,
        (_, "application/vnd.openxmlformats-officedocument.wordprocessingml.document") => Form::Docx,
        (_, "text/plain" | "text/csv") => Form::Text,
        _ => Form::Other,
    }
}
