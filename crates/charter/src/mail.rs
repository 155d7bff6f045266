//! A mail as it was read.

pub mod address;
pub mod date;
pub mod nature;
pub mod text;

use std::borrow::Cow;

use crate::calendar::Received;
use crate::incoming::{Attachment, Digest, Nature, Origin};

/// A mail, before what it quotes or passes on is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// Without its brackets; blank if it has none.
    pub message_id: String,
    /// The address alone, in lower case.
    pub sender: String,
    /// Name and address, as the mail says them.
    pub from: String,
    pub subject: String,
    pub received: Option<Received>,
    /// What is to be told of its date; blank if nothing is.
    pub date_warning: String,
    /// The text; lines end in `\n`.
    pub body: String,
    /// What hangs on it, in its order.
    pub attachments: Vec<AttachedItem>,
    pub nature: Nature,
    pub undelivered: Vec<String>,
    /// What is to be told of its text and of what hangs on it.
    pub warnings: Vec<String>,
}

/// What hangs on a mail.
#[derive(Clone, Debug, PartialEq)]
pub enum AttachedItem {
    File(Attachment),
    /// A mail: as it is listed where it is no more than an attachment, as it was read, and its digest.
    Mail {
        listed: Attachment,
        mail: Box<Mail>,
        digest: Digest,
    },
}

impl AttachedItem {
    pub fn into_attachment(self) -> Attachment {
        match self {
            Self::File(file) | Self::Mail { listed: file, .. } => file,
        }
    }
}

impl Mail {
    /// What tells it again: all that it is, before what it quotes is looked for.
    pub fn digest(&self) -> Digest {
        let received = self.received.map_or_else(String::new, |received| received.to_string());
        let mut parts: Vec<Cow<'_, str>> = vec![Origin::Mail.code().into(), self.nature.code().into(), received.into()];
        parts.extend([&self.sender, &self.subject, &self.body].map(Cow::from));
        parts.extend(self.undelivered.iter().map(Cow::from));
        for hanging in &self.attachments {
            match hanging {
                AttachedItem::File(file) => {
                    let text = file.text.as_ref().map_or("", |text| text.raw());
                    parts.extend([file.name.raw().into(), file.size.to_string().into(), text.into()]);
                }
                AttachedItem::Mail { digest, .. } => parts.push(digest.as_hex().into()),
            }
        }
        Digest::hash_parts(parts.iter().map(Cow::as_ref))
    }

    /// How many mails hang on it.
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
            subject: String::new(),
            received: None,
            date_warning: String::new(),
            body: String::new(),
            attachments: Vec::new(),
            nature: Nature::Reply,
            undelivered: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// Whether a file says nothing of its own: the picture or the card of whoever sent it, the seal under his mail.
pub fn is_decorative(file: &Attachment) -> bool {
    let kind = file.kind.raw();
    kind.starts_with("image/")
        || ["text/vcard", "text/x-vcard", "application/pgp-signature"].contains(&kind)
        || kind.ends_with("pkcs7-signature")
}
