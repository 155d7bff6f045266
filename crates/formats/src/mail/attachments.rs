//! Collects the attachments of a mail and the text in them.

use super::{charset, docx};
use crate::ReadError;
use charter::incoming::Attachment;
use charter::mail::text::{
    MAX_ATTACHED_TEXT_BYTES, MAX_LISTED_ATTACHMENTS, MAX_MAIL_DEPTH, MAX_TEXT_BYTES, one_line, tidy, truncate,
    truncation_warning,
};
use charter::mail::{AttachedItem, Mail};
use charter::untrusted::Untrusted;

pub(super) struct RawAttachment<'a> {
    pub name: &'a str,
    /// Media type in lower case; may be blank.
    pub kind: &'a str,
    /// For text.
    pub charset: Option<&'a str>,
    pub bytes: &'a [u8],
}

/// Nesting depth of a mail, and the parser for mails that are attached as files.
///
/// The parser is passed in, because the parsers of both mail formats call this module.
#[derive(Clone, Copy)]
pub(super) struct Nesting {
    depth: usize,
    parse: fn(&[u8], Nesting) -> Result<Mail, ReadError>,
}

impl Nesting {
    pub(super) const fn outermost(parse: fn(&[u8], Nesting) -> Result<Mail, ReadError>) -> Self {
        Self { depth: 0, parse }
    }

    /// For the mails inside this one.
    pub(super) fn inner(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// Whether mails inside this one are only listed.
    pub(super) fn is_deepest(self) -> bool {
        self.depth >= MAX_MAIL_DEPTH
    }
}

pub(super) struct Attachments {
    items: Vec<AttachedItem>,
    warnings: Vec<String>,
    nesting: Nesting,
    files: usize,
    text_bytes: usize,
}

impl Attachments {
    pub(super) fn new(nesting: Nesting) -> Self {
        Self { items: Vec::new(), warnings: Vec::new(), nesting, files: 0, text_bytes: 0 }
    }

    /// Adds a file without reading its bytes.
    pub(super) fn add_listed(&mut self, name: &str, kind: &str, size: u64, text: Option<String>) {
        self.files += 1;
        if self.files > MAX_LISTED_ATTACHMENTS {
            let warnings = format!("only the first {MAX_LISTED_ATTACHMENTS} attachments are listed");
            if !self.warnings.contains(&warnings) {
                self.warnings.push(warnings);
            }
            return;
        }
        let file = self.listed(name, kind, size, text);
        if file.is_sheet() && file.text.is_some() {
            self.warnings.push(ATTACHED_SHEET_WARNING.to_owned());
        }
        self.items.push(AttachedItem::File(file));
    }

    pub(super) fn add_file(&mut self, found: RawAttachment<'_>) {
        let size = found.bytes.len() as u64;
        self.add_sized(found, size);
    }

    /// As [`add_file`](Self::add_file), for a file that is listed with another size in bytes.
    pub(super) fn add_sized(&mut self, found: RawAttachment<'_>, size: u64) {
        let form = if self.files < MAX_LISTED_ATTACHMENTS {
            format_of(found.name, found.kind)
        } else {
            AttachmentFormat::Other
        };
        let read = match form {
            AttachmentFormat::Text => Ok(tidy(&charset::decode(found.bytes, found.charset))),
            AttachmentFormat::Docx => docx::text(found.bytes),
            AttachmentFormat::Mail if !self.nesting.is_deepest() => {
                match (self.nesting.parse)(found.bytes, self.nesting.inner()) {
                    Ok(mail) => return self.add_mail(found.name, found.kind, size, mail),
                    Err(why) => Err(why),
                }
            }
            AttachmentFormat::Mail | AttachmentFormat::Other => Ok(String::new()),
        };
        let text =
            read.map_err(|why| self.warnings.push(format!("the text of an attachment could not be read: {why}")));
        self.add_listed(found.name, found.kind, size, text.ok());
    }

    /// Adds an attached mail. All are kept, because each may be a reply.
    pub(super) fn add_mail(&mut self, name: &str, kind: &str, size: u64, mail: Mail) {
        let name = if name.is_empty() { mail.subject.clone() } else { name.to_owned() };
        let file = self.listed(&name, kind, size, Some(mail.body.clone()));
        let digest = mail.digest();
        self.items.push(AttachedItem::Mail { listed: file, mail: Box::new(mail), digest });
    }

    fn listed(&mut self, name: &str, kind: &str, size: u64, text: Option<String>) -> Attachment {
        let text = text.filter(|text| !text.trim().is_empty()).and_then(|text| self.within_limits(name, text));
        Attachment { name: Untrusted::new(one_line(name)), kind: Untrusted::new(one_line(kind)), size, text }
    }

    fn within_limits(&mut self, name: &str, text: String) -> Option<Untrusted> {
        let room = MAX_ATTACHED_TEXT_BYTES.saturating_sub(self.text_bytes).min(MAX_TEXT_BYTES);
        let (text, long) = truncate(text, room);
        if long {
            let name = if name.is_empty() { "an attachment".to_owned() } else { format!("“{}”", one_line(name)) };
            self.warnings.push(truncation_warning(&format!("the text of {name}"), room));
        }
        self.text_bytes += text.len();
        (!text.is_empty()).then(|| Untrusted::new(text))
    }

    pub(super) fn attach_to(mut self, mail: &mut Mail) {
        mail.attachments = self.items;
        mail.warnings.append(&mut self.warnings);
    }
}

const ATTACHED_SHEET_WARNING: &str =
    "a sheet hangs on it, of which no row is read here: save it, and bring it in by itself";

enum AttachmentFormat {
    Text,
    Docx,
    Mail,
    Other,
}

/// The format of a file, by its name, otherwise by its media type.
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
    use super::{AttachedItem, Attachments, Mail, Nesting, RawAttachment};
    use crate::mail::read::parse_attached;
    use rstest::rstest;

    /// A saved mail is a mail, whatever media type the sending program gives.
    #[rstest]
    #[case::by_name("reply.eml", "application/octet-stream", true)]
    #[case::by_kind("", "message/rfc822", true)]
    #[case::other("reply.pdf", "application/pdf", false)]
    #[case::too_deep("deep.eml", "", false)]
    fn attached_files_may_be_mails(#[case] name: &str, #[case] kind: &str, #[case] is: bool) {
        let bytes = b"From: clerk@wem.example\nSubject: Charter\n\nSpeeding\n";
        let mut attachments = Attachments::new(Nesting {
            depth: if name == "deep.eml" { super::MAX_MAIL_DEPTH } else { 0 },
            parse: parse_attached,
        });
        attachments.add_file(RawAttachment { name, kind, charset: None, bytes });
        let mut mail = Mail::default();
        attachments.attach_to(&mut mail);
        let sender = match &mail.attachments[..] {
            [AttachedItem::Mail { mail, .. }] => Some(mail.sender.as_str()),
            [AttachedItem::File(file)] => file.text.as_ref().map(|text| text.raw()),
            _ => panic!("{:?}", mail.attachments),
        };
        assert_eq!(sender, is.then_some("clerk@wem.example"));
    }

    #[test]
    fn unreadable_attached_mails_are_listed() {
        let mut attachments = Attachments::new(Nesting::outermost(parse_attached));
        attachments.add_file(RawAttachment { name: "reply.msg", kind: "", charset: None, bytes: b"rubbish" });
        let mut mail = Mail::default();
        attachments.attach_to(&mut mail);
        assert_eq!((mail.attachments.len(), mail.warnings.len()), (1, 1), "{:?}", mail.warnings);
    }
}
