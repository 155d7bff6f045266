//! Turns the replies in a mail into sources.

use crate::extract::{Context, Document, read_by_rules};
use crate::slip::{pasted_as_slips, workbook_as_slips};
use crate::speaker::forwarded::{Reply, replies};
use crate::speaker::our_letter::Letters;
use charter::incoming::{Attachment, Nature, Origin, Source};
use charter::mail::text::{MAX_ADDRESSES, MAX_TEXT_BYTES, truncate_lines};
use charter::mail::{AttachedItem, Mail, unread_files_warning};
use charter::untrusted::Untrusted;

const OWN_WORDS_WARNING: &str = "a program sent it, so it counts as no reply, but its text holds words of its own; look whether a council answers in it";

/// One source for each reply in a mail of a file: usually one, several if the mail forwards several. `number` is the
/// position of the mail in its file, from 1.
pub fn sources(mail: Mail, file: &Untrusted, number: u64, letters: &Letters) -> Vec<Source> {
    replies(mail, letters).into_iter().map(|reply| source(reply, file.clone(), number)).collect()
}

fn source(reply: Reply, file: Untrusted, number: u64) -> Source {
    let Reply { mail, digest, text, whole, forwarded_by } = reply;
    let whole = if whole == text { String::new() } else { whole };
    // The cells stay as they came in the whole text.
    let (text, whole) = match pasted_as_slips(&text) {
        Some(slips) => (slips, if whole.is_empty() { text } else { whole }),
        None => (text, whole),
    };
    let (attachments, unread) = attachments(mail.attachments, mail.nature == Nature::Reply && text.trim().is_empty());
    // Text joined from two mails may exceed the limit for one.
    let (text, whole) = (truncate_lines(text, MAX_TEXT_BYTES).0, truncate_lines(whole, MAX_TEXT_BYTES).0);
    let from = match mail.reply_to.as_slice() {
        [] => mail.from.clone(),
        others => format!("{}; answers go to {}", mail.from, others.join(", ")),
    };
    let states = || {
        let reading = read_by_rules(&Document::new(&text), &Context::default());
        reading.wish.is_some() || !reading.priorities.is_empty()
    };
    let answers = mail.nature == Nature::AutoReply && states();
    let answered = answers.then(|| OWN_WORDS_WARNING.to_owned());
    let unsigned = mail.from.is_empty().then(|| "it does not say who sent it".to_owned());
    let undated = Some(mail.date_warning).filter(|warning| !warning.is_empty());
    Source {
        digest,
        origin: Origin::Mail,
        nature: mail.nature,
        kind: mail.kind,
        file,
        number,
        message_id: mail.message_id.into(),
        received: mail.received,
        sender: mail.sender.into(),
        from: from.into(),
        forwarded_by: forwarded_by.into(),
        subject: mail.subject.into(),
        text: text.into(),
        whole: whole.into(),
        attachments,
        undelivered: mail.undelivered.into_iter().take(MAX_ADDRESSES).map(Untrusted::from).collect(),
        fields: Vec::new(),
        warnings: each_once(undated.into_iter().chain(unsigned).chain(answered).chain(mail.warnings).chain(unread)),
    }
}

/// The attachments, with the slips in their workbooks; and which other workbooks nobody reads, if the mail has no words.
fn attachments(items: Vec<AttachedItem>, has_no_words: bool) -> (Vec<Attachment>, Option<String>) {
    let mut unread = Vec::new();
    let attachment = |item: AttachedItem| match item {
        AttachedItem::Workbook { listed, sheets } => workbook_as_slips(&listed, &sheets).unwrap_or_else(|| {
            unread.push(listed.clone());
            listed
        }),
        other => other.into_attachment(),
    };
    let attachments = items.into_iter().map(attachment).collect();
    (attachments, has_no_words.then(|| unread_files_warning(unread.iter())).flatten())
}

/// A mail and the one that passed it on may have the same fault.
fn each_once(warnings: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for warning in warnings {
        if !once.contains(&warning) {
            once.push(warning);
        }
    }
    once
}
