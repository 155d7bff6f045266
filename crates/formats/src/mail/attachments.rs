//! Collects the attachments of a mail and the text in them.

use super::html_to_text::HIDDEN_TEXT_WARNING;
use super::protected::{self, Protected};
use super::{charset, docx, rtf, workbook};
use crate::ReadError;
use charter::incoming::{Attachment, Nature};
use charter::mail::text::{
    MAX_ATTACHED_TEXT_BYTES, MAX_LISTED_ATTACHMENTS, MAX_MAIL_DEPTH, MAX_TEXT_BYTES, one_line, tidy, truncate,
    truncate_lines, truncation_warning,
};
use charter::mail::{AttachedItem, Mail, is_contact_card, unread_files_warning};
use charter::mail_kind::MailKind;
use charter::untrusted::Untrusted;

pub(super) struct RawAttachment<'a> {
    pub name: &'a str,
    /// Media type in lower case; may be blank.
    pub kind: &'a str,
    /// For text.
    pub charset: Option<&'a str>,
    /// What S/MIME calls its content (RFC 8551, 3.2.2).
    pub smime_type: Option<&'a str>,
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
    workbooks: workbook::Budget,
    /// Mails that the attachments hold in place of the text: of winmail.dat, of a signed mail.
    contents: Vec<Mail>,
    has_picture_in_text: bool,
}

impl Attachments {
    pub(super) fn new(nesting: Nesting) -> Self {
        Self {
            items: Vec::new(),
            warnings: Vec::new(),
            nesting,
            files: 0,
            text_bytes: 0,
            workbooks: workbook::Budget::default(),
            contents: Vec::new(),
            has_picture_in_text: false,
        }
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

    /// Notes that the text shows a picture, which is not listed.
    pub(super) fn add_picture_in_text(&mut self) {
        self.has_picture_in_text = true;
    }

    /// The same for a text in HTML or in rich text, if it shows one.
    pub(super) fn add_pictures_of(&mut self, text: &[u8]) {
        let marks: [&[u8]; 3] = [b"<img", b"<IMG", b"\\pict"];
        self.has_picture_in_text |= marks.iter().any(|mark| memchr::memmem::find(text, mark).is_some());
    }

    pub(super) fn add_file(&mut self, found: RawAttachment<'_>) {
        let size = found.bytes.len() as u64;
        self.add_sized(found, size);
    }

    /// As [`add_file`](Self::add_file), for a file that is listed with another size in bytes.
    pub(super) fn add_sized(&mut self, found: RawAttachment<'_>, size: u64) {
        if self.add_protected(&found) || self.add_workbook(&found, size) {
            return;
        }
        let form = if self.files < MAX_LISTED_ATTACHMENTS {
            format_of(found.name, found.kind)
        } else {
            AttachmentFormat::Other
        };
        let read = match form {
            AttachmentFormat::Text => Ok((tidy(&charset::decode(found.bytes, found.charset)), false)),
            AttachmentFormat::Docx => docx::text(found.bytes),
            AttachmentFormat::Rtf => rtf::read(found.bytes).map(|rich| {
                let (text, left_out) = rich.into_plain();
                (tidy(&text), left_out)
            }),
            AttachmentFormat::Tnef if !self.nesting.is_deepest() => {
                match (self.nesting.parse)(found.bytes, self.nesting.inner()) {
                    Ok(mail) => return self.add_content(mail),
                    Err(why) => Err(why),
                }
            }
            AttachmentFormat::Mail if !self.nesting.is_deepest() => {
                match (self.nesting.parse)(found.bytes, self.nesting.inner()) {
                    Ok(mail) => return self.add_mail(found.name, found.kind, size, mail),
                    Err(why) => Err(why),
                }
            }
            AttachmentFormat::Mail | AttachmentFormat::Tnef | AttachmentFormat::Other => Ok((String::new(), false)),
        };
        let text = match read {
            Ok((text, left_out)) => {
                if left_out {
                    self.warn(HIDDEN_TEXT_WARNING);
                }
                Some(text)
            }
            Err(why) => {
                self.warnings.push(format!("{UNREADABLE}: {why}"));
                None
            }
        };
        self.add_listed(found.name, found.kind, size, text);
    }

    /// Whether the attachment holds the mail itself, signed or encrypted; then it is read as the mail as far as it can be.
    fn add_protected(&mut self, found: &RawAttachment<'_>) -> bool {
        if self.nesting.is_deepest() || self.files >= MAX_LISTED_ATTACHMENTS {
            return false;
        }
        match protected::open(found.kind, found.smime_type, found.name, found.bytes) {
            None => false,
            Some(Protected::Unreadable(warning)) => {
                self.warn(warning);
                // The two parts of a mail encrypted by OpenPGP: the first has no content.
                found.kind == "application/pgp-encrypted"
            }
            Some(Protected::Content(bytes)) => {
                let mail = (self.nesting.parse)(&bytes, self.nesting.inner()).unwrap_or_else(|_| Mail {
                    body: truncate_lines(tidy(&charset::decode(&bytes, None)), MAX_TEXT_BYTES).0,
                    ..Mail::default()
                });
                self.add_content(mail);
                true
            }
        }
    }

    /// Adds a workbook with its rows, if it is small and can be read.
    fn add_workbook(&mut self, found: &RawAttachment<'_>, size: u64) -> bool {
        if self.files >= MAX_LISTED_ATTACHMENTS {
            return false;
        }
        let sheets = match self.workbooks.read(found.name, found.kind, found.bytes) {
            None => return false,
            Some(Ok(sheets)) => sheets,
            Some(Err(why)) => {
                self.warnings.push(format!("{UNREADABLE}: {why}"));
                return false;
            }
        };
        self.files += 1;
        let listed = self.listed(found.name, found.kind, size, None);
        self.items.push(AttachedItem::Workbook { listed, sheets });
        true
    }

    fn add_content(&mut self, mail: Mail) {
        self.files += 1;
        self.contents.push(mail);
    }

    fn warn(&mut self, warning: &str) {
        if !self.warnings.iter().any(|known| known == warning) {
            self.warnings.push(warning.to_owned());
        }
    }

    /// Adds an attached mail. All are kept, because each may be a reply. A contact and the like is a file.
    pub(super) fn add_mail(&mut self, name: &str, kind: &str, size: u64, mail: Mail) {
        let name = if name.is_empty() { mail.subject.clone() } else { name.to_owned() };
        if mail.kind.is_filed() {
            return self.add_listed(&name, kind, size, Some(mail.body));
        }
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

    /// Adds all to their mail, and what is known of it only now: its text, and whether it says anything.
    pub(super) fn attach_to(mut self, mail: &mut Mail) {
        mail.attachments = self.items;
        mail.warnings.append(&mut self.warnings);
        self.contents.into_iter().for_each(|content| take_content(mail, content));
        if mail.nature != Nature::Reply || !mail.body.trim().is_empty() || self.has_picture_in_text {
            return;
        }
        let is_card = |item: &AttachedItem| matches!(item, AttachedItem::File(file) if is_contact_card(file));
        if !mail.attachments.is_empty() {
            if mail.attachments.iter().all(is_card) {
                mail.set_kind(MailKind::Contact);
                return;
            }
            if !mail.warnings.iter().any(|warning| warning.starts_with(UNREADABLE)) {
                mail.warnings.extend(unread_warning(&mail.attachments));
            }
        } else if mail.warnings.is_empty() {
            if mail.says_nothing() {
                mail.set_kind(MailKind::Empty);
            } else {
                mail.warnings.push("it has no text; its subject was read instead".to_owned());
            }
        }
    }
}

/// Takes the content of a mail as its own, unless it has a text beside.
fn take_content(mail: &mut Mail, content: Mail) {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let (own, inside) = (letters(&mail.body), letters(&content.body));
    if inside.contains(&own) {
        mail.body = content.body;
    } else if !own.contains(&inside) {
        mail.warnings.push(OTHER_TEXT_WARNING.to_owned());
    }
    if mail.subject.is_empty() {
        mail.subject = content.subject;
    }
    // A mail system may send its report in what Outlook wrapped; who was not reached stands in there.
    let tells_more = match content.nature {
        Nature::Bounce => mail.undelivered.is_empty(),
        _ => mail.nature == Nature::Reply && content.kind != MailKind::Empty,
    };
    if tells_more {
        (mail.nature, mail.kind, mail.undelivered) = (content.nature, content.kind, content.undelivered);
    }
    mail.attachments.extend(content.attachments);
    let known = mail.warnings.clone();
    mail.warnings.extend(content.warnings.into_iter().filter(|warning| !known.contains(warning)));
}

/// Names the files whose text is not read, of a mail without words of its own.
fn unread_warning(attachments: &[AttachedItem]) -> Option<String> {
    let is_unread = |file: &&Attachment| file.text.is_none() && !is_contact_card(file) && !file.is_sheet();
    let files = attachments.iter().filter_map(|item| match item {
        AttachedItem::File(file) => Some(file),
        // Whoever knows our forms says whether it was read.
        AttachedItem::Workbook { .. } | AttachedItem::Mail { .. } => None,
    });
    unread_files_warning(files.filter(is_unread))
}

const UNREADABLE: &str = "the text of an attachment could not be read";

const OTHER_TEXT_WARNING: &str = "what it is wrapped in (winmail.dat or a signature) holds another text, which is not read; open the mail in \
     Outlook, and compare them";

const ATTACHED_SHEET_WARNING: &str =
    "a sheet hangs on it, of which no row is read here: save it, and bring it in by itself";

enum AttachmentFormat {
    Text,
    Docx,
    Rtf,
    Mail,
    /// What Outlook wraps a mail in (MS-OXTNEF).
    Tnef,
    Other,
}

/// The format of a file, by its name, otherwise by its media type.
fn format_of(name: &str, kind: &str) -> AttachmentFormat {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.trim().to_ascii_lowercase());
    match (ending.as_str(), kind) {
        ("txt" | "csv", _) => AttachmentFormat::Text,
        ("docx", _) => AttachmentFormat::Docx,
        ("rtf", _) => AttachmentFormat::Rtf,
        ("eml" | "msg", _) => AttachmentFormat::Mail,
        (_, "application/ms-tnef" | "application/vnd.ms-tnef") => AttachmentFormat::Tnef,
        ("dat", _) if name.trim().eq_ignore_ascii_case("winmail.dat") => AttachmentFormat::Tnef,
        (_, "application/vnd.openxmlformats-officedocument.wordprocessingml.document") => AttachmentFormat::Docx,
        (_, "message/rfc822" | "application/vnd.ms-outlook") => AttachmentFormat::Mail,
        (_, "application/rtf" | "text/rtf") => AttachmentFormat::Rtf,
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
        attachments.add_file(RawAttachment { name, kind, charset: None, smime_type: None, bytes });
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
        attachments.add_file(RawAttachment {
            name: "reply.msg",
            kind: "",
            charset: None,
            smime_type: None,
            bytes: b"rubbish",
        });
        let mut mail = Mail::default();
        attachments.attach_to(&mut mail);
        assert_eq!((mail.attachments.len(), mail.warnings.len()), (1, 1), "{:?}", mail.warnings);
    }
}
