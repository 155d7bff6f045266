//! A mail of RFC 5322 and MIME.

use mail_parser::{Message, MessageParser};

use super::signs;
use super::{headers, parts};
use crate::mail::attachments::Attachments;
use charter::mail::Mail;
use charter::mail::text::DEEPEST;

/// The most mails within mails, however deep, of which a mail may be made: each takes some of the stack.
const MOST_INSIDE: usize = 300;

/// Reads a mail that is `depth` mails within another, with the parser of [`headers::parser`].
///
/// # Errors
/// Why it is none, or cannot be read, as the end of a sentence.
pub(super) fn of_bytes(bytes: &[u8], parser: &MessageParser, depth: usize) -> Result<Mail, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = without_separator(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err("it is empty".to_owned());
    }
    if !headers::is_mail(bytes) {
        return Err("it does not begin as a mail does, with lines such as From and Date".to_owned());
    }
    if inside(bytes) > MOST_INSIDE {
        return Err(format!("it has more than {MOST_INSIDE} mails inside one another"));
    }
    let message = parser.parse(bytes).ok_or_else(|| "nothing in it can be read as a mail".to_owned())?;
    Ok(of_message(&message, depth))
}

/// The bytes without the line with which a mail of an mbox begins.
fn without_separator(bytes: &[u8]) -> &[u8] {
    let end = if bytes.starts_with(b"From ") { bytes.iter().position(|byte| *byte == b'\n') } else { None };
    end.map_or(bytes, |end| &bytes[end + 1..])
}

/// How many mails may be inside a mail at most.
fn inside(bytes: &[u8]) -> usize {
    let named =
        |place: usize, name: &[u8]| bytes[place..].get(..name.len()).is_some_and(|at| at.eq_ignore_ascii_case(name));
    let slashes = memchr::memchr_iter(b'/', bytes);
    slashes.filter(|place| named(*place, b"/rfc822") || named(*place, b"/global") || named(*place, b"/digest")).count()
}

/// A mail that was parsed, `depth` mails within another.
pub(super) fn of_message(message: &Message<'_>, depth: usize) -> Mail {
    let mut mail = Mail::default();
    by_headers(message, &mut mail);
    let body = parts::body(message);
    mail.body = body.text;
    mail.warnings.extend(body.warnings);
    let signs = signs::of_message(message, &mail);
    (mail.nature, mail.undelivered) = signs.judged(&mail);
    if depth < DEEPEST {
        let mut hung = Attachments::new(depth);
        parts::attachments(message, depth, mail.nature, &mut hung);
        hung.attach_to(&mut mail);
    }
    mail
}

/// What the headers say: of a mail, or of the headers of one that Outlook keeps beside its message.
pub(super) fn by_headers(message: &Message<'_>, mail: &mut Mail) {
    mail.message_id = headers::message_id(message);
    (mail.sender, mail.from) = headers::sender(message);
    mail.subject = headers::subject(message);
    let (received, told) = headers::received(message);
    mail.received = received;
    mail.date_warning = told.unwrap_or_default();
}
