//! What hangs on a mail, and the text of it that can be read.

use std::io::Cursor;

use super::kind::COMPOUND;
use super::{charset, docx, eml, headers, msg};
use charter::incoming::Attachment;
use charter::mail::text::{DEEPEST, MAX_TEXT_BYTES, MOST_ATTACHED, MOST_ATTACHMENTS, cut, one_line, tidy, told_of_cut};
use charter::mail::{AttachedItem, Mail};
use charter::untrusted::Untrusted;

/// A file as it was found.
pub(super) struct RawAttachment<'a> {
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
pub(super) struct Attachments {
    items: Vec<AttachedItem>,
    warnings: Vec<String>,
    /// How many mails the one that they hang on is inside of.
    depth: usize,
    files: usize,
    /// Bytes of text taken so far.
    text_bytes: usize,
}

impl Attachments {
    /// What hangs on a mail that is so many mails within another.
    pub(super) fn new(depth: usize) -> Self {
        Self { depth, ..Self::default() }
    }

    /// A file whose bytes are not looked at.
    pub(super) fn add_listed(&mut self, name: &str, kind: &str, size: u64, text: Option<String>) {
        self.files += 1;
        if self.files > MOST_ATTACHMENTS {
            let told = format!("only the first {MOST_ATTACHMENTS} attachments are listed");
            if !self.warnings.contains(&told) {
                self.warnings.push(told);
            }
            return;
        }
        let file = self.listed(name, kind, size, text);
        if file.is_sheet() && file.text.is_some() {
            self.warnings.push(ATTACHED_SHEET_WARNING.to_owned());
        }
        self.items.push(AttachedItem::File(file));
    }

    /// A file.
    pub(super) fn add_file(&mut self, found: RawAttachment<'_>) {
        let form =
            if self.files < MOST_ATTACHMENTS { format_of(found.name, found.kind) } else { AttachmentFormat::Other };
        let read = match form {
            AttachmentFormat::Text => Ok(tidy(&charset::decode(found.bytes, found.charset))),
            AttachmentFormat::Docx => docx::text(found.bytes),
            AttachmentFormat::Mail if self.depth < DEEPEST => match parse_mail(found.bytes, self.depth + 1) {
                Ok(mail) => return self.add_mail(found.name, found.kind, found.bytes.len() as u64, mail),
                Err(why) => Err(why),
            },
            AttachmentFormat::Mail | AttachmentFormat::Other => Ok(String::new()),
        };
        let text =
            read.map_err(|why| self.warnings.push(format!("the text of an attachment could not be read: {why}")));
        self.add_listed(found.name, found.kind, found.bytes.len() as u64, text.ok());
    }

    /// A mail that hangs on it. All are taken: each may be a reply.
    pub(super) fn add_mail(&mut self, name: &str, kind: &str, size: u64, mail: Mail) {
        let name = if name.is_empty() { mail.subject.clone() } else { name.to_owned() };
        let file = self.listed(&name, kind, size, Some(mail.body.clone()));
        self.items.push(AttachedItem::Mail(file, Box::new(mail)));
    }

    fn listed(&mut self, name: &str, kind: &str, size: u64, text: Option<String>) -> Attachment {
        let text = text.filter(|text| !text.trim().is_empty()).and_then(|text| self.within_limits(name, text));
        Attachment { name: Untrusted::new(one_line(name)), kind: Untrusted::new(one_line(kind)), size, text }
    }

    fn within_limits(&mut self, name: &str, text: String) -> Option<Untrusted> {
        let room = MOST_ATTACHED.saturating_sub(self.text_bytes).min(MAX_TEXT_BYTES);
        let (text, long) = cut(text, room);
        if long {
            let name = if name.is_empty() { "an attachment".to_owned() } else { format!("“{}”", one_line(name)) };
            self.warnings.push(told_of_cut(&format!("the text of {name}"), room));
        }
        self.text_bytes += text.len();
        (!text.is_empty()).then(|| Untrusted::new(text))
    }

    /// Puts what was gathered on the mail.
    pub(super) fn attach_to(mut self, mail: &mut Mail) {
        mail.attachments = self.items;
        mail.warnings.append(&mut self.warnings);
    }
}

/// What is told of rows that hang on a mail.
const ATTACHED_SHEET_WARNING: &str =
    "a sheet hangs on it, of which no row is read here: save it, and bring it in by itself";

/// A mail that hangs on another as a file.
fn parse_mail(bytes: &[u8], depth: usize) -> Result<Mail, String> {
    match bytes.starts_with(&COMPOUND) {
        true => msg::of_file(Cursor::new(bytes), depth),
        false => eml::of_bytes(bytes, &headers::parser(), depth),
    }
}

enum AttachmentFormat {
    Text,
    Docx,
    Mail,
    Other,
}

/// What a file is, by its name or, where that says nothing, by its media type.
fn format_of(name: &str, kind: &str) -> AttachmentFormat {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.trim().to_ascii_lowercase());
    match (ending.as_str(), kind) {
        ("txt" | "csv", _) => AttachmentFormat::Text,
        ("docx", _) => AttachmentFormat::Docx,
        ("eml" | "msg", _) => AttachmentFormat::Mail,
        (_, "application/vnd.openxmlformats-officedocument.wordprocessingml.document") => AttachmentFormat::Docx,
        (_, "message/rfc822" | "application/vnd.ms-outlook") => AttachmentFormat::Mail,
        (_, "text/plain" | "text/csv") => AttachmentFormat::Text,
        _ => AttachmentFormat::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{AttachedItem, Attachments, Mail, RawAttachment};
    use rstest::rstest;

    /// A mail that somebody saved and hung on another is one, whatever the program that sent it calls it.
    #[rstest]
    #[case::by_name("reply.eml", "application/octet-stream", true)]
    #[case::by_kind("", "message/rfc822", true)]
    #[case::other("reply.pdf", "application/pdf", false)]
    #[case::too_deep("deep.eml", "", false)]
    fn a_file_may_be_a_mail(#[case] name: &str, #[case] kind: &str, #[case] is: bool) {
        let bytes = b"From: clerk@wem.example\nSubject: Charter\n\nSpeeding\n";
        let mut hung = Attachments::new(if name == "deep.eml" { super::DEEPEST } else { 0 });
        hung.add_file(RawAttachment { name, kind, charset: None, bytes });
        let mut mail = Mail::default();
        hung.attach_to(&mut mail);
        let sender = match &mail.attachments[..] {
            [AttachedItem::Mail(_, inside)] => Some(inside.sender.as_str()),
            [AttachedItem::File(file)] => file.text.as_ref().map(|text| text.raw()),
            _ => panic!("{:?}", mail.attachments),
        };
        assert_eq!(sender, is.then_some("clerk@wem.example"));
    }

    #[test]
    fn a_file_that_is_no_mail_is_listed_and_told() {
        let mut hung = Attachments::new(0);
        hung.add_file(RawAttachment { name: "reply.msg", kind: "", charset: None, bytes: b"rubbish" });
        let mut mail = Mail::default();
        hung.attach_to(&mut mail);
        assert_eq!((mail.attachments.len(), mail.warnings.len()), (1, 1), "{:?}", mail.warnings);
    }
}
