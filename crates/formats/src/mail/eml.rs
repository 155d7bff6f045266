//! Parses mails of RFC 5322 and MIME.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{body, headers, nature_signs, protected};
use crate::ReadError;
use crate::mail::attachments::{Attachments, Nesting, RawAttachment};
use charter::incoming::Nature;
use charter::mail::Mail;

/// Most nested mails, at any depth: parsing each takes stack.
const MAX_NESTED_MAILS: usize = 300;

/// Parses a mail with [`headers::parser`].
///
/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn parse_bytes(bytes: &[u8], parser: &MessageParser, nesting: Nesting) -> Result<Mail, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = without_separator(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err("it is empty".into());
    }
    if !headers::is_mail(bytes) {
        return Err("it does not begin as a mail does, with lines such as From and Date".into());
    }
    if count_nested(bytes) > MAX_NESTED_MAILS {
        return Err(format!("it has more than {MAX_NESTED_MAILS} mails inside one another").into());
    }
    let message = parser.parse(bytes).ok_or_else(|| ReadError::from("nothing in it can be read as a mail"))?;
    Ok(from_message(&message, nesting))
}

/// Strips the separator line of an mbox.
fn without_separator(bytes: &[u8]) -> &[u8] {
    let end = if bytes.starts_with(b"From ") { bytes.iter().position(|byte| *byte == b'\n') } else { None };
    end.map_or(bytes, |end| &bytes[end + 1..])
}

/// Upper bound of the number of nested mails.
fn count_nested(bytes: &[u8]) -> usize {
    let named = |at: usize, name: &[u8]| bytes[at..].get(..name.len()).is_some_and(|at| at.eq_ignore_ascii_case(name));
    let slashes = memchr::memchr_iter(b'/', bytes);
    slashes.filter(|at| named(*at, b"/rfc822") || named(*at, b"/global") || named(*at, b"/digest")).count()
}

pub(super) fn from_message(message: &Message<'_>, nesting: Nesting) -> Mail {
    let mut mail = Mail::default();
    headers::fill_in(message, &mut mail);
    let body = body::body(message);
    mail.body = body.text;
    mail.warnings.extend(body.warnings);
    protected::strip_armor(&mut mail);
    let signs = nature_signs::of_message(message);
    mail.kind = signs.kind(&mail);
    (mail.nature, mail.undelivered) = signs.classify(&mail);
    if !nesting.is_deepest() {
        let mut attachments = Attachments::new(nesting);
        collect_attachments(message, nesting, mail.nature, &mut attachments);
        attachments.attach_to(&mut mail);
    }
    mail
}

fn collect_attachments(message: &Message<'_>, nesting: Nesting, nature: Nature, attachments: &mut Attachments) {
    let pages = message.parts.iter().filter(|part| matches!(part.body, PartType::Html(_)));
    pages.for_each(|page| attachments.add_pictures_of(page.contents()));
    for part in message.attachments() {
        let kind = part.content_type();
        let kind = kind.map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()));
        let kind = kind.unwrap_or_default().to_ascii_lowercase();
        if is_shown_inline(part, &kind) {
            if kind.starts_with("image/") {
                attachments.add_picture_in_text();
            }
            continue;
        }
        if nature != Nature::Reply && is_of_a_report(&kind) {
            continue;
        }
        let name = part.attachment_name().unwrap_or_default();
        if let PartType::Message(inside) = &part.body {
            let size = u64::from(part.raw_len());
            attachments.add_mail(name, &kind, size, from_message(inside, nesting.inner()));
        } else {
            let bytes = body::bytes(message, part);
            attachments.add_file(RawAttachment { name, kind: &kind, charset: body::charset_of(part), bytes: &bytes });
        }
    }
}

/// Whether a part is a picture in the text, as in a signature, or the other form of the text.
fn is_shown_inline(part: &MessagePart<'_>, kind: &str) -> bool {
    let disposition = part.content_disposition();
    if disposition.is_some_and(|disposition| disposition.is_attachment()) {
        return false;
    }
    let picture = kind.starts_with("image/") && (disposition.is_some() || part.content_id().is_some());
    picture || (matches!(part.body, PartType::Html(_)) && part.attachment_name().is_none())
}

/// Whether a part belongs to a delivery report, and is no attachment of a council.
fn is_of_a_report(kind: &str) -> bool {
    let report =
        ["message/delivery-status", "message/disposition-notification", "message/rfc822", "text/rfc822-headers"];
    report.contains(&kind) || kind == "text/calendar" || kind == "message/global"
}
