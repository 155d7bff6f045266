//! The replies in a mail: the mail itself, or those that it forwards, in its text or attached, however often forwarded.
//!
//! Each mail is unwrapped once and each text is cut once, from the outside in; replies are put together on the way back. A
//! reply has the sender and the date of whoever wrote it, and the Message-ID and the digest of the innermost mail that is a
//! mail of its own.

use std::cell::LazyCell;

use charter::incoming::{Digest, Nature, is_police_address};
use charter::mail::{AttachedItem, Mail, is_decorative};

use super::cover_note::CoverNote;
use super::inline::{self, InlineForward, SubjectKind};
use super::our_letter::Letters;
use super::own_words::{reading, written};

/// A reply, and what is around it.
pub(super) struct Reply {
    /// Without its body.
    pub mail: Mail,
    pub digest: Digest,
    /// What its council wrote.
    pub text: String,
    /// As received, with all that stands around it; empty if `text` is all.
    pub whole: String,
    /// The address of whoever forwarded it last; empty if nobody did.
    pub forwarded_by: String,
}

/// How often a mail may have been forwarded.
const MAX_FORWARDS: usize = 6;

const UNREAD_NOTE_WARNING: &str =
    "whoever passed it on wrote something above it, which is not read; it stands in the whole text";

const NOTE_IS_REPLY_WARNING: &str =
    "whoever passed it on says something of it himself: what he wrote is taken as the reply, with the mail below it";

/// The reply is the council's, as is its date.
const NOTE_ADDED_WARNING: &str = "whoever passed it on says something of it himself, which is read with it";

const DATES_OUT_OF_ORDER_WARNING: &str =
    "the date of the forwarded mail is after that of the mail that passed it on, so neither was taken";

const COVER_MAIL_WARNING: &str = "the mails that hang on it came in one by one; this is the mail that passed them on";

/// The replies in a mail, one or more.
pub(super) fn replies(mail: Mail, letters: &Letters) -> Vec<Reply> {
    let digest = mail.digest();
    unwrap_forwards(mail, digest, letters, 1).replies
}

struct Unwrapped {
    /// At least one.
    replies: Vec<Reply>,
    /// Whether the mail forwards no other one, neither in its text nor attached. Then it is the only reply.
    forwards_nothing: bool,
}

/// `forwards`: how many mails, this one included, are around the reply.
fn unwrap_forwards(mail: Mail, digest: Digest, letters: &Letters, forwards: usize) -> Unwrapped {
    let forwards_attached = mail.attached_mail_count() > 0;
    let inline = inline::find_inline_forward(&mail);
    let forwards_nothing = !forwards_attached && inline.is_none();
    if mail.nature != Nature::Reply || forwards > MAX_FORWARDS {
        return Unwrapped { replies: vec![Reply::new(mail, digest, letters)], forwards_nothing };
    }
    if let Some(InlineForward { note, mail: inside }) = inline {
        let inside = unwrap_forwards(inside, digest.clone(), letters, forwards + 1).replies.pop();
        if let Some(reply) = inside.filter(|reply| !is_sent_to_council(&reply.mail, &mail)) {
            return Unwrapped { replies: vec![reply.forwarded_inline(mail, &note)], forwards_nothing };
        }
    }
    Unwrapped { replies: replies_in_attachments(mail, digest, letters, forwards), forwards_nothing }
}

/// The replies attached to a mail, or the mail itself with all its attachments.
fn replies_in_attachments(mut mail: Mail, digest: Digest, letters: &Letters, forwards: usize) -> Vec<Reply> {
    let count = mail.attached_mail_count();
    if count == 0 {
        return vec![Reply::new(mail, digest, letters)];
    }
    let own_words = written(&mail.body, letters);
    let words = own_words.clone().unwrap_or_else(|| mail.body.clone());
    let words_reading = LazyCell::new(|| reading(&words));
    let note = CoverNote::of(&words, &mail.sender, &words_reading);
    let may_forward = match inline::subject_kind(&mail.subject) {
        _ if is_police_address(&mail.sender) => true,
        SubjectKind::Forwarded => true,
        SubjectKind::Answered => words.trim().is_empty(),
        SubjectKind::Neither => words_reading.is_empty(),
    };
    let (inside, files) = if may_forward { detach_mails(&mut mail) } else { (Vec::new(), Vec::new()) };
    let mut found: Vec<Reply> = inside
        .into_iter()
        .map(|(inside, digest)| unwrap_forwards(inside, digest, letters, forwards + 1))
        .filter(|inside| !is_our_letter(inside, &mail, letters))
        .flat_map(|inside| inside.replies)
        .collect();
    let says_nothing = || count > 1 || found.iter().all(Reply::says_nothing);
    let is_the_reply = match note {
        CoverNote::None | CoverNote::Comment => false,
        CoverNote::Open => count == 1 && says_nothing(),
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

/// Takes the attached mails out, with their digests; they stay listed as attachments. The other attachments are given too.
fn detach_mails(mail: &mut Mail) -> (Vec<(Mail, Digest)>, Vec<AttachedItem>) {
    let (mut mails, mut files) = (Vec::new(), Vec::new());
    for item in &mut mail.attachments {
        match item {
            AttachedItem::File(_) => files.push(item.clone()),
            AttachedItem::Mail { listed, mail, digest } => {
                mails.push((std::mem::take(&mut **mail), digest.clone()));
                *item = AttachedItem::File(listed.clone());
            }
        }
    }
    (mails, files)
}

/// Whether a mail comes from the police to a council, which passes it on.
fn is_sent_to_council(inside: &Mail, around: &Mail) -> bool {
    is_police_address(&inside.sender) && !is_police_address(&around.sender)
}

/// Whether an attached mail is only our own letter, or comes from the police to a council that passes it on.
fn is_our_letter(inside: &Unwrapped, around: &Mail, letters: &Letters) -> bool {
    inside.forwards_nothing
        && inside.replies.iter().all(|reply| {
            let body = if reply.whole.is_empty() { &reply.text } else { &reply.whole };
            is_sent_to_council(&reply.mail, around) || (!body.trim().is_empty() && letters.are_all_of(body))
        })
}

impl Reply {
    /// A mail that is a reply itself.
    fn new(mail: Mail, digest: Digest, letters: &Letters) -> Self {
        let own_words = written(&mail.body, letters);
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

    fn says_nothing(&self) -> bool {
        reading(&self.text).is_empty()
    }

    /// This reply, as it stands in the text of another mail, below a note.
    fn forwarded_inline(mut self, mut mail: Mail, words: &str) -> Self {
        let whole = std::mem::take(&mut mail.body);
        let note = CoverNote::of(words, &mail.sender, &LazyCell::new(|| reading(words)));
        if matches!(note, CoverNote::Answer | CoverNote::Open) && self.says_nothing() {
            mail.warnings.push(NOTE_IS_REPLY_WARNING.to_owned());
            let text = format!("{words}\n{}", self.text);
            return Self { mail, digest: self.digest, text, whole, forwarded_by: String::new() };
        }
        self.add_forwarder(&mail, words, note);
        self.mail.message_id = mail.message_id;
        self.mail.attachments = mail.attachments;
        Self { whole, ..self }
    }

    /// This reply, which is attached to a mail with this note.
    fn forwarded_attached(mut self, mail: &Mail, words: &str, note: CoverNote) -> Self {
        if !mail.body.trim().is_empty() {
            let inside = if self.whole.is_empty() { &self.text } else { &self.whole };
            self.whole = format!("{}\n{inside}", mail.body);
        }
        self.add_forwarder(mail, words, note);
        self
    }

    fn add_forwarder(&mut self, mail: &Mail, words: &str, note: CoverNote) {
        let warning = match note {
            CoverNote::None => None,
            CoverNote::Comment | CoverNote::Open => Some(UNREAD_NOTE_WARNING),
            CoverNote::Answer => {
                self.text = format!("{words}\n{}", self.text);
                Some(NOTE_ADDED_WARNING)
            }
        };
        let warning = warning.map(str::to_owned).filter(|warning| !self.mail.warnings.contains(warning));
        self.mail.warnings.splice(0..0, mail.warnings.iter().cloned().chain(warning));
        choose_date(&mut self.mail, mail);
        self.forwarded_by = mail.sender.clone();
    }
}

/// Dates a forwarded mail: by itself, if it has a date that can be.
fn choose_date(inside: &mut Mail, around: &Mail) {
    match (inside.received, around.received) {
        (Some(sent), Some(passed_on)) if sent.on > passed_on.on => {
            inside.received = None;
            DATES_OUT_OF_ORDER_WARNING.clone_into(&mut inside.date_warning);
        }
        (None, Some(_)) if inside.date_warning != DATES_OUT_OF_ORDER_WARNING => {
            inside.received = around.received;
            inside.date_warning.push_str("; that of the mail that passed it on was taken");
        }
        _ => {}
    }
}

#[cfg(test)]
#[path = "forwarded_tests.rs"]
mod tests;
