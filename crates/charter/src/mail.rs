//! A parsed mail.

pub mod address;
pub mod date;
pub mod date_names;
mod date_parts;
mod delivery_notice;
pub mod nature;
mod notice_phrases;
pub mod text;
mod zone;

use std::borrow::Cow;

use crate::calendar::Received;
use crate::incoming::{Attachment, Digest, Nature, Origin, is_subject_of_another};
use crate::mail_kind::MailKind;
use crate::sheet_row::SheetRow;

/// A mail before quotes and forwarded replies are separated.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// Without its brackets; blank if it has none.
    pub message_id: String,
    /// The bare address in lower case.
    pub sender: String,
    /// Name and address as in the mail.
    pub from: String,
    /// Addresses to which an answer goes, if they are not the sender's: of a web form, that of the person who filled it in.
    pub reply_to: Vec<String>,
    pub subject: String,
    pub received: Option<Received>,
    /// Blank if the date is fine.
    pub date_warning: String,
    /// Lines end in `\n`.
    pub body: String,
    /// In the order of the mail.
    pub attachments: Vec<AttachedItem>,
    pub nature: Nature,
    pub kind: MailKind,
    pub undelivered: Vec<String>,
    pub warnings: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum AttachedItem {
    File(Attachment),
    /// A workbook that is small enough to be a form of ours: its entry, without a text, and the rows of each sheet.
    Workbook {
        listed: Attachment,
        sheets: Vec<Vec<SheetRow>>,
    },
    /// An attached mail: its entry as an attachment, its parsed form, and its digest.
    Mail {
        listed: Attachment,
        mail: Box<Mail>,
        digest: Digest,
    },
}

impl AttachedItem {
    pub fn into_attachment(self) -> Attachment {
        match self {
            Self::File(file) | Self::Workbook { listed: file, .. } | Self::Mail { listed: file, .. } => file,
        }
    }
}

impl Mail {
    /// The content fingerprint of the whole mail, before quotes are separated.
    pub fn digest(&self) -> Digest {
        let received = self.received.map_or_else(String::new, |received| received.to_string());
        let mut parts: Vec<Cow<'_, str>> = vec![Origin::Mail.code().into(), self.nature.code().into(), received.into()];
        // The name counts beside the address, because a web form writes the names of several councils above one address.
        parts.extend([&self.sender, &self.from, &self.subject, &self.body].map(Cow::from));
        parts.extend(self.undelivered.iter().chain(&self.reply_to).map(Cow::from));
        for hanging in &self.attachments {
            match hanging {
                AttachedItem::File(file) => {
                    let text = file.text.as_ref().map_or("", |text| text.raw());
                    parts.extend([file.name.raw().into(), file.size.to_string().into(), text.into()]);
                }
                AttachedItem::Workbook { listed, sheets } => {
                    // Two answers of the same size, in mails of the same words, are two replies.
                    parts.extend([listed.name.raw().into(), listed.size.to_string().into()]);
                    let cells = sheets.iter().flatten().flat_map(|row| &row.cells);
                    parts.push(Digest::hash_parts(cells.map(String::as_str)).as_hex().to_owned().into());
                }
                AttachedItem::Mail { digest, .. } => parts.push(digest.as_hex().into()),
            }
        }
        Digest::hash_parts(parts.iter().map(Cow::as_ref))
    }

    /// Whether there is no text, and the subject is no answer by itself.
    pub fn says_nothing(&self) -> bool {
        let subject = self.subject.trim();
        self.body.trim().is_empty() && (subject.is_empty() || is_subject_of_another(subject))
    }

    /// Makes a reply one of another kind: then the council was not heard.
    pub fn set_kind(&mut self, kind: MailKind) {
        self.kind = kind;
        self.nature = Nature::AutoReply;
    }

    pub fn attached_mail_count(&self) -> usize {
        self.attachments.iter().filter(|hanging| matches!(hanging, AttachedItem::Mail { .. })).count()
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            message_id: String::new(),
            sender: String::new(),
            from: String::new(),
            reply_to: Vec::new(),
            subject: String::new(),
            received: None,
            date_warning: String::new(),
            body: String::new(),
            attachments: Vec::new(),
            nature: Nature::Reply,
            kind: MailKind::Mail,
            undelivered: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// For a mail without words of its own: names the files whose text is not read.
pub fn unread_files_warning<'a>(files: impl Iterator<Item = &'a Attachment>) -> Option<String> {
    let names: Vec<String> = files.map(|file| format!("“{}”", file.name.raw())).collect();
    let them = if names.len() == 1 { "it" } else { "them" };
    (!names.is_empty()).then(|| {
        format!(
            "it has no words of its own, and the text of {} is not read here; open {them} and look",
            names.join(", ")
        )
    })
}

/// Whether a file is a contact card (RFC 6350).
pub fn is_contact_card(file: &Attachment) -> bool {
    let name = file.name.raw().trim_end().to_ascii_lowercase();
    ["text/vcard", "text/x-vcard", "text/directory"].contains(&file.kind.raw()) || name.ends_with(".vcf")
}

/// True for a file without content of its own: a picture in a signature, a vCard, a cryptographic signature.
pub fn is_decorative(file: &Attachment) -> bool {
    let kind = file.kind.raw();
    kind.starts_with("image/")
        || is_contact_card(file)
        || kind == "application/pgp-signature"
        || kind.ends_with("pkcs7-signature")
}
