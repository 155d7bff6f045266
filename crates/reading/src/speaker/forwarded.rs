//! Finds the replies in a mail: the mail itself, or the mails that it forwards, inline or attached, through several
//! forwards.
//!
//! Each mail is unwrapped once and each text is cut once, from the outside in; replies are assembled on the way back. A
//! reply has the sender and the date of its author, and the Message-ID and the digest of the innermost mail that is not
//! inline.

use std::cell::LazyCell;

use crate::extract::{Context, Document, read_by_rules};
use charter::calendar::format_with_year;
use charter::incoming::{Digest, Nature, WRITTEN_EARLIER, is_police_address};
use charter::mail::{AttachedItem, Mail, is_decorative};
use charter::untrusted::sanitize;

use super::cover_note::CoverNote;
use super::inline::{self, InlineForward, SubjectKind};
use super::our_letter::Letters;
use super::own_earlier::find_own_earlier;
use super::own_words::own_text;

/// A reply with its context.
pub(super) struct Reply {
    /// Without its body.
    pub mail: Mail,
    pub digest: Digest,
    /// What the council wrote.
    pub text: String,
    /// The text as received; empty if it equals `text`.
    pub whole: String,
    /// Address of the last forwarder; empty if there is none.
    pub forwarded_by: String,
}

/// Forwards beyond this depth are not unwrapped.
const MAX_FORWARDS: usize = 6;

const UNREAD_NOTE_WARNING: &str =
    "whoever passed it on wrote something above it, which is not read; it stands in the whole text";

const NOTE_IS_REPLY_WARNING: &str =
    "whoever passed it on says something of it himself: what he wrote is taken as the reply, with the mail below it";

const NOTE_ABOVE_A_REPORT_WARNING: &str = "whoever passed it on says something himself: what he wrote is taken as the reply; a program wrote the mail below it";

/// The reply keeps its council and date.
const NOTE_ADDED_WARNING: &str = "whoever passed it on says something of it himself, which is read with it";

const DATES_OUT_OF_ORDER_WARNING: &str =
    "the date of the forwarded mail is after that of the mail that passed it on, so neither was taken";

const COVER_MAIL_WARNING: &str = "the mails that hang on it came in one by one; this is the mail that passed them on";

/// At least one reply.
pub(super) fn replies(mail: Mail, letters: &Letters) -> Vec<Reply> {
    let digest = mail.digest();
    unwrap_forwards(mail, digest, letters, 1).replies
}

struct Unwrapped {
    /// Never empty.
    replies: Vec<Reply>,
    /// Whether the mail forwards no other one, inline or attached. Then `replies` has one element.
    forwards_nothing: bool,
}

/// `forwards` is the depth, starting with 1.
fn unwrap_forwards(mail: Mail, digest: Digest, letters: &Letters, forwards: usize) -> Unwrapped {
    let forwards_attached = mail.attached_mail_count() > 0;
    let inline = inline::find_inline_forward(&mail);
    let forwards_nothing = !forwards_attached && inline.is_none();
    if forwards_nothing
        && mail.nature == Nature::Reply
        && let Some(InlineForward { note, mail: older }) = find_own_earlier(&mail)
    {
        let older = Reply::new(older, digest.clone(), letters);
        if !older.says_nothing() {
            return Unwrapped { replies: vec![older.forwarded_inline(mail, &note)], forwards_nothing };
        }
    }
    if mail.nature != Nature::Reply || forwards > MAX_FORWARDS {
        return Unwrapped { replies: vec![Reply::new(mail, digest, letters)], forwards_nothing };
    }
    if let Some(InlineForward { note, mail: inner }) = inline {
        let inner = unwrap_forwards(inner, digest.clone(), letters, forwards + 1).replies.pop();
        if let Some(reply) = inner.filter(|reply| !is_sent_to_council(&reply.mail, &mail)) {
            return Unwrapped { replies: vec![reply.forwarded_inline(mail, &note)], forwards_nothing };
        }
    }
    Unwrapped { replies: replies_in_attachments(mail, digest, letters, forwards), forwards_nothing }
}

/// Replies attached to a mail, or the mail itself with all attachments.
fn replies_in_attachments(mut mail: Mail, digest: Digest, letters: &Letters, forwards: usize) -> Vec<Reply> {
    let count = mail.attached_mail_count();
    if count == 0 {
        return vec![Reply::new(mail, digest, letters)];
    }
    let own_words = own_text(&mail.body, letters);
    let words = own_words.clone().unwrap_or_else(|| mail.body.clone());
    let words_reading = LazyCell::new(|| read_by_rules(&Document::new(&words), &Context::default()));
    let note = CoverNote::of(&words, &mail.sender, &words_reading);
    let may_forward = match inline::subject_kind(&mail.subject) {
        _ if is_police_address(&mail.sender) => true,
        SubjectKind::Forwarded => true,
        SubjectKind::Answered => words.trim().is_empty(),
        SubjectKind::Neither => words_reading.is_empty(),
    };
    let (inner, files) = if may_forward { detach_mails(&mut mail) } else { (Vec::new(), Vec::new()) };
    let mut found: Vec<Reply> = inner
        .into_iter()
        .map(|(inner, digest)| unwrap_forwards(inner, digest, letters, forwards + 1))
        .filter(|inner| !is_our_letter(inner, &mail, letters))
        .flat_map(|inner| inner.replies)
        .collect();
    let says_nothing = || count > 1 || found.iter().all(Reply::says_nothing);
    let is_the_reply = match note {
        CoverNote::None | CoverNote::Comment => false,
        CoverNote::PossibleAnswer => count == 1 && says_nothing(),
        CoverNote::Answer => says_nothing(),
    };
    if found.is_empty() || is_the_reply {
        mail.warnings.push(match count {
            1 => "a mail hangs on it, and what is read may be of either".to_owned(),
            several => format!("{several} mails hang on it, and what is read may be of any of them"),
        });
        return vec![Reply::with_own_words(mail, digest, own_words)];
    }
    found = found.into_iter().map(|reply| reply.forwarded_attached(&mail, &words, note)).collect();
    if let [reply] = found.as_mut_slice() {
        reply.mail.attachments.extend(files);
    } else if !files.iter().all(|file| matches!(file, AttachedItem::File(file) if is_decorative(file))) {
        mail.warnings.push(COVER_MAIL_WARNING.to_owned());
        mail.attachments = files;
        found.push(Reply::with_own_words(mail, digest, own_words));
    }
    found
}

/// Takes the attached mails out, with their digests, and keeps them listed as attachments. Also returns the other
/// attachments.
fn detach_mails(mail: &mut Mail) -> (Vec<(Mail, Digest)>, Vec<AttachedItem>) {
    let (mut mails, mut files) = (Vec::new(), Vec::new());
    for item in &mut mail.attachments {
        match item {
            AttachedItem::File(_) | AttachedItem::Workbook { .. } => files.push(item.clone()),
            AttachedItem::Mail { listed, mail, digest } => {
                mails.push((std::mem::take(&mut **mail), digest.clone()));
                *item = AttachedItem::File(listed.clone());
            }
        }
    }
    (mails, files)
}

/// Whether the police sent the inner mail to a council, which forwards it.
fn is_sent_to_council(inner: &Mail, outer: &Mail) -> bool {
    is_police_address(&inner.sender) && !is_police_address(&outer.sender)
}

/// Whether an attached mail is only our own letter, or a mail from the police that a council forwards.
fn is_our_letter(inner: &Unwrapped, outer: &Mail, letters: &Letters) -> bool {
    inner.forwards_nothing
        && inner.replies.iter().all(|reply| {
            let body = if reply.whole.is_empty() { &reply.text } else { &reply.whole };
            is_sent_to_council(&reply.mail, outer) || (!body.trim().is_empty() && letters.are_all_of(body))
        })
}

impl Reply {
    /// A mail that is a reply itself.
    fn new(mail: Mail, digest: Digest, letters: &Letters) -> Self {
        let own_words = own_text(&mail.body, letters);
        Self::with_own_words(mail, digest, own_words)
    }

    fn with_own_words(mut mail: Mail, digest: Digest, own_words: Option<String>) -> Self {
        let body = std::mem::take(&mut mail.body);
        let (text, whole) = match own_words {
            Some(text) => (text, body),
            None => (body, String::new()),
        };
        Self { mail, digest, text, whole, forwarded_by: String::new() }
    }

    /// Whether no council speaks in it: a program wrote it, or its words answer nothing.
    fn says_nothing(&self) -> bool {
        self.mail.nature != Nature::Reply || read_by_rules(&Document::new(&self.text), &Context::default()).is_empty()
    }

    /// This reply, found inline in another mail below a note.
    fn forwarded_inline(mut self, mut mail: Mail, words: &str) -> Self {
        let whole = std::mem::take(&mut mail.body);
        let note = CoverNote::of(
            words,
            &mail.sender,
            &LazyCell::new(|| read_by_rules(&Document::new(words), &Context::default())),
        );
        if matches!(note, CoverNote::Answer | CoverNote::PossibleAnswer) && self.says_nothing() {
            let is_of_a_program = self.mail.nature != Nature::Reply;
            let (warning, text) = match is_of_a_program {
                true => (NOTE_ABOVE_A_REPORT_WARNING, words.to_owned()),
                false => (NOTE_IS_REPLY_WARNING, format!("{words}\n{}", self.text)),
            };
            mail.warnings.push(warning.to_owned());
            return Self { mail, digest: self.digest, text, whole, forwarded_by: String::new() };
        }
        self.add_forwarder(&mail, words, note);
        self.mail.message_id = mail.message_id;
        self.mail.attachments = mail.attachments;
        Self { whole, ..self }
    }

    /// This reply, attached to a mail with a note.
    fn forwarded_attached(mut self, mail: &Mail, words: &str, note: CoverNote) -> Self {
        if !mail.body.trim().is_empty() {
            let inner = if self.whole.is_empty() { &self.text } else { &self.whole };
            self.whole = format!("{}\n{inner}", mail.body);
        }
        self.add_forwarder(mail, words, note);
        self
    }

    fn add_forwarder(&mut self, mail: &Mail, words: &str, note: CoverNote) {
        let warning = match note {
            CoverNote::None => None,
            CoverNote::Comment | CoverNote::PossibleAnswer => Some(UNREAD_NOTE_WARNING),
            CoverNote::Answer => {
                self.text = format!("{words}\n{}", self.text);
                Some(NOTE_ADDED_WARNING)
            }
        };
        let warning = warning.map(str::to_owned).filter(|warning| !self.mail.warnings.contains(warning));
        self.mail.warnings.splice(0..0, mail.warnings.iter().cloned().chain(warning));
        choose_date(&mut self.mail, mail);
        self.say_both_days(mail);
        self.forwarded_by = mail.sender.clone();
    }
}

impl Reply {
    /// Says that the day on which it was written counts, if it was passed on on a later one.
    fn say_both_days(&mut self, mail: &Mail) {
        let (Some(written), Some(forwarded)) = (self.mail.received, mail.received) else { return };
        let is_known = self.mail.warnings.iter().any(|warning| warning.starts_with(WRITTEN_EARLIER));
        if written.on >= forwarded.on || is_known {
            return;
        }
        let by = |address: &str| if address.is_empty() { String::new() } else { format!(" by {}", sanitize(address)) };
        self.mail.warnings.push(format!(
            "{WRITTEN_EARLIER}{}{}, forwarded {}{}: the day on which it was written counts",
            format_with_year(written.on),
            by(&self.mail.sender),
            format_with_year(forwarded.on),
            by(&mail.sender),
        ));
    }
}

/// Chooses the date of a forwarded mail: its own, unless it is missing or after that of the outer mail.
fn choose_date(inner: &mut Mail, outer: &Mail) {
    match (inner.received, outer.received) {
        (Some(sent), Some(passed_on)) if sent.on > passed_on.on => {
            inner.received = None;
            DATES_OUT_OF_ORDER_WARNING.clone_into(&mut inner.date_warning);
        }
        (None, Some(_)) if inner.date_warning != DATES_OUT_OF_ORDER_WARNING => {
            inner.received = outer.received;
            inner.date_warning.push_str("; that of the mail that passed it on was taken");
        }
        _ => {}
    }
}

#[cfg(test)]
#[path = "forwarded_tests.rs"]
mod tests;
