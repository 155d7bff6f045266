//! What comes in of a mail.

use crate::speaker::forwarded::{Reply, replies};
use crate::speaker::our_letter::Letters;
use charter::incoming::{Origin, Source};
use charter::mail::text::{MAX_ADDRESSES, MAX_TEXT_BYTES, truncate_lines};
use charter::mail::{AttachedItem, Mail};
use charter::untrusted::Untrusted;

/// What comes in of a mail of a file: one reply, or each of several that were put into one mail to pass them on.
pub fn sources(mail: Mail, file: &Untrusted, number: u64, letters: &Letters) -> Vec<Source> {
    replies(mail, letters).into_iter().map(|reply| source(reply, file.clone(), number)).collect()
}

fn source(reply: Reply, file: Untrusted, number: u64) -> Source {
    let Reply { mail, digest, text, whole, forwarded_by } = reply;
    let whole = if whole == text { String::new() } else { whole };
    // The text with what was cut from two mails may be longer than either.
    let (text, whole) = (truncate_lines(text, MAX_TEXT_BYTES).0, truncate_lines(whole, MAX_TEXT_BYTES).0);
    let unsigned = mail.from.is_empty().then(|| "it does not say who sent it".to_owned());
    let undated = Some(mail.date_warning).filter(|told| !told.is_empty());
    Source {
        digest,
        origin: Origin::Mail,
        nature: mail.nature,
        file,
        number,
        message_id: mail.message_id.into(),
        received: mail.received,
        sender: mail.sender.into(),
        from: mail.from.into(),
        forwarded_by: forwarded_by.into(),
        subject: mail.subject.into(),
        text: text.into(),
        whole: whole.into(),
        attachments: mail.attachments.into_iter().map(AttachedItem::into_attachment).collect(),
        undelivered: mail.undelivered.into_iter().take(MAX_ADDRESSES).map(Untrusted::from).collect(),
        fields: Vec::new(),
        warnings: undated.into_iter().chain(unsigned).chain(mail.warnings).collect(),
    }
}
