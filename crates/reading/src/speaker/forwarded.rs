//! The replies in a mail: itself, or those that it passes on, in its text or as what hangs on it, through however many hands.
//!
//! Each text is cut once, where it stands; what was passed on is read from the inside out. A reply bears the sender and the date
//! of whoever wrote it, the Message-ID and the digest of the innermost mail that is one of its own.

use crate::speaker::cover_note::CoverNote;
use crate::speaker::inline;
use crate::speaker::inline::{InlineForward, SubjectKind};
use crate::speaker::our_letter::Letters;
use crate::speaker::own_words::{reading, written};
use charter::incoming::{Digest, Nature, is_police_address};
use charter::mail::{AttachedItem, Mail, is_decorative};

/// A reply, and what is around it.
pub(super) struct Reply {
    /// Who wrote it, when and what about.
    pub mail: Mail,
    /// What tells it again.
    pub digest: Digest,
    /// What its council wrote.
    pub text: String,
    /// As received, with all that stands around it; blank if `text` is all.
    pub whole: String,
    /// The address of whoever passed it on last; blank if nobody did.
    pub forwarded_by: String,
}

/// How often a mail may have been passed on.
const MAX_FORWARDS: usize = 6;

/// What is told where somebody wrote a word above what he passed on.
const UNREAD_NOTE_WARNING: &str =
    "whoever passed it on wrote something above it, which is not read; it stands in the whole text";

/// What is told where he says what the mail below does not.
const NOTE_IS_REPLY_WARNING: &str =
    "whoever passed it on says something of it himself: what he wrote is taken as the reply, with the mail below it";

/// What is told where both say something: the reply is the council's, as is its date.
const NOTE_ADDED_WARNING: &str = "whoever passed it on says something of it himself, which is read with it";

/// What is told of a date that cannot be.
const DATES_OUT_OF_ORDER_WARNING: &str =
    "the date of the forwarded mail is after that of the mail that passed it on, so neither was taken";

/// What is told of a mail whose replies came in each by itself.
const COVER_MAIL_WARNING: &str = "the mails that hang on it came in one by one; this is the mail that passed them on";

/// The replies in a mail, one or more.
pub(super) fn replies(mail: Mail, letters: &Letters) -> Vec<Reply> {
    unwrap_forwards(mail, letters, 1)
}

/// The same of a mail that came through so many hands.
fn unwrap_forwards(mail: Mail, letters: &Letters, hands: usize) -> Vec<Reply> {
    if mail.nature != Nature::Reply || hands > MAX_FORWARDS {
        return vec![Reply::of(mail, letters)];
    }
    let Some(InlineForward { note: words, mail: inside }) = inline::find_inline_forward(&mail) else {
        return replies_in_attachments(mail, letters, hands);
    };
    let inside =
        unwrap_forwards(inside, letters, hands + 1).pop().filter(|inside| !is_our_letter(&inside.mail, &mail, letters));
    match inside {
        Some(inside) => vec![inside.forwarded_inline(mail, &words)],
        None => replies_in_attachments(mail, letters, hands),
    }
}

/// The replies that hang on a mail, or the mail itself with all that hangs on it.
fn replies_in_attachments(mut mail: Mail, letters: &Letters, hands: usize) -> Vec<Reply> {
    if mail.attached_mail_count() == 0 {
        return vec![Reply::of(mail, letters)];
    }
    let said = written(&mail.body, letters);
    let words = said.as_deref().unwrap_or(&mail.body);
    let remark = CoverNote::of(words, &mail.sender);
    if !only_forwards_attachments(&mail, words, remark, letters, hands) {
        mail.warnings.push(match mail.attached_mail_count() {
            1 => "a mail hangs on it, and what is read may be of either".to_owned(),
            several => format!("{several} mails hang on it, and what is read may be of any of them"),
        });
        return vec![Reply::of(mail, letters)];
    }
    let words = words.to_owned();
    let digest = mail.digest();
    let hangs = std::mem::take(&mut mail.attachments);
    let (mails, files): (Vec<_>, Vec<_>) =
        hangs.into_iter().partition(|hanging| matches!(hanging, AttachedItem::Mail(..)));
    let inside = mails.into_iter().filter_map(|hanging| match hanging {
        AttachedItem::Mail(_, inside) => Some(*inside).filter(|inside| !is_our_letter(inside, &mail, letters)),
        AttachedItem::File(_) => None,
    });
    let mut found: Vec<Reply> = inside
        .flat_map(|inside| unwrap_forwards(inside, letters, hands + 1))
        .map(|inside| inside.forwarded_attached(&mail, &words, remark))
        .collect();
    let is_ornament = |hanging: &AttachedItem| matches!(hanging, AttachedItem::File(file) if is_decorative(file));
    if let [reply] = found.as_mut_slice() {
        reply.mail.attachments.extend(files);
    } else if !files.iter().all(is_ornament) {
        mail.warnings.push(COVER_MAIL_WARNING.to_owned());
        found.push(Reply { digest, ..Reply::of(Mail { attachments: files, ..mail }, letters) });
    }
    found
}

/// Whether a mail does no more than pass on the mails that hang on it, with these words of its own.
fn only_forwards_attachments(mail: &Mail, words: &str, remark: CoverNote, letters: &Letters, hands: usize) -> bool {
    let mails = || {
        mail.attachments.iter().filter_map(|hanging| match hanging {
            AttachedItem::Mail(_, inside) => Some(inside),
            AttachedItem::File(_) => None,
        })
    };
    if mails().all(|inside| is_our_letter(inside, mail, letters)) {
        return false;
    }
    let passes = match inline::subject_kind(&mail.subject) {
        _ if is_police_address(&mail.sender) => true,
        SubjectKind::Forwarded => true,
        SubjectKind::Answered => words.trim().is_empty(),
        SubjectKind::Neither => reading(words).is_empty(),
    };
    let answered = || match (mails().next(), mail.attached_mail_count()) {
        // What the only one says is looked at before the mail around it is taken for the reply.
        (Some(only), 1) => unwrap_forwards((**only).clone(), letters, hands + 1).iter().all(Reply::says_nothing),
        _ => true,
    };
    let is_answered = match remark {
        CoverNote::None | CoverNote::Comment => false,
        CoverNote::Open => mail.attached_mail_count() == 1 && answered(),
        CoverNote::Answer => answered(),
    };
    passes && !is_answered
}

/// Whether a mail is only our own letter, or comes from the police to a council that passes it on.
fn is_our_letter(inside: &Mail, around: &Mail, letters: &Letters) -> bool {
    let passes_nothing_on = inside.attached_mail_count() == 0 && inline::find_inline_forward(inside).is_none();
    let to_a_council = is_police_address(&inside.sender) && !is_police_address(&around.sender);
    passes_nothing_on && (to_a_council || (!inside.body.trim().is_empty() && letters.are_all_of(&inside.body)))
}

impl Reply {
    /// A mail that is one itself.
    fn of(mut mail: Mail, letters: &Letters) -> Self {
        let digest = mail.digest();
        let body = std::mem::take(&mut mail.body);
        let (text, whole) = match written(&body, letters) {
            Some(text) => (text, body),
            None => (body, String::new()),
        };
        Self { mail, digest, text, whole, forwarded_by: String::new() }
    }

    fn says_nothing(&self) -> bool {
        reading(&self.text).is_empty()
    }

    /// This reply, as it stands in the text of another mail, below these words.
    fn forwarded_inline(mut self, mut mail: Mail, words: &str) -> Self {
        let digest = mail.digest();
        let whole = std::mem::take(&mut mail.body);
        let remark = CoverNote::of(words, &mail.sender);
        if matches!(remark, CoverNote::Answer | CoverNote::Open) && self.says_nothing() {
            mail.warnings.push(NOTE_IS_REPLY_WARNING.to_owned());
            let text = format!("{words}\n{}", self.text);
            return Self { mail, digest, text, whole, forwarded_by: String::new() };
        }
        self.add_forwarder(&mail, words, remark);
        self.mail.message_id = mail.message_id;
        self.mail.attachments = mail.attachments;
        Self { digest, whole, ..self }
    }

    /// This reply, which hangs on a mail with these words.
    fn forwarded_attached(mut self, mail: &Mail, words: &str, remark: CoverNote) -> Self {
        if !mail.body.trim().is_empty() {
            let inside = if self.whole.is_empty() { &self.text } else { &self.whole };
            self.whole = format!("{}\n{inside}", mail.body);
        }
        self.add_forwarder(mail, words, remark);
        self
    }

    /// What both have in common.
    fn add_forwarder(&mut self, mail: &Mail, words: &str, remark: CoverNote) {
        let told = match remark {
            CoverNote::None => None,
            CoverNote::Comment | CoverNote::Open => Some(UNREAD_NOTE_WARNING),
            CoverNote::Answer => {
                self.text = format!("{words}\n{}", self.text);
                Some(NOTE_ADDED_WARNING)
            }
        };
        let told = told.map(str::to_owned).filter(|told| !self.mail.warnings.contains(told));
        self.mail.warnings.splice(0..0, mail.warnings.iter().cloned().chain(told));
        choose_date(&mut self.mail, mail);
        self.forwarded_by = mail.sender.clone();
    }
}

/// Dates a mail that was passed on: by itself, if it is dated and that can be.
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
