//! Parses mails of RFC 5322 and MIME.

use std::borrow::Cow;

use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders, PartType};

use super::mime::{self, Parsed};
use super::{body, calendar_part, header_block, headers, leaf, nature_signs, protected};
use crate::mail::attachments::{Attachments, Nesting, RawAttachment};
use crate::mail::body::Body;
use crate::{ReadError, encoding};
use charter::incoming::Nature;
use charter::mail::Mail;
use charter::mail::nature::Classified;
use charter::mail::text::tidy;

const LINES_ABOVE: &str = "there are lines above the headers of the mail, which are not read";

/// Parses a mail with [`headers::parser`].
///
/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn parse_bytes(bytes: &[u8], parser: &MessageParser, nesting: Nesting) -> Result<Mail, ReadError> {
    // Some programs save a mail as a text file in UTF-16.
    let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let decoded = if is_wide { Cow::Owned(encoding::decode(bytes).0.into_bytes()) } else { Cow::Borrowed(bytes) };
    let bytes = decoded.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&decoded);
    if bytes.trim_ascii().is_empty() {
        return Err("it is empty".into());
    }
    let bytes = header_block::unix_lines(bytes);
    let (start, has_lines_above) = header_block::start(&bytes)
        .ok_or_else(|| ReadError::from("it does not begin as a mail does, with lines such as From and Date"))?;
    let mail = header_block::without_blank_folds(&bytes[start..]);
    let parsed = mime::parse(&mail, parser);
    let decoded = mime::decoded_multipart(&parsed);
    let mut mail = from_parsed(&decoded.as_ref().map_or(parsed, |mail| mime::parse(mail, parser)), nesting);
    if has_lines_above {
        mail.warnings.push(LINES_ABOVE.to_owned());
    }
    Ok(mail)
}

fn from_parsed(parsed: &Parsed<'_>, nesting: Nesting) -> Mail {
    let mut mail = Mail::default();
    headers::fill_in(&parsed.message, &mut mail);
    let mut body = body::body(parsed);
    mail.body = std::mem::take(&mut body.text);
    mail.warnings.extend(parsed.warnings.iter().cloned());
    mail.warnings.append(&mut body.warnings);
    protected::strip_armor(&mut mail);
    let signs = nature_signs::of_message(&parsed.message);
    let comment = if signs.calendar.is_some() { calendar_part::comment(&parsed.message) } else { String::new() };
    if !comment.is_empty() && !mail.body.contains(&comment) {
        mail.body = tidy(&format!("{}\n{comment}", mail.body));
    }
    let Classified { kind, nature, undelivered } = signs.classify(&mail);
    (mail.kind, mail.nature, mail.undelivered) = (kind, nature, undelivered);
    if !nesting.is_deepest() {
        let mut attachments = Attachments::new(nesting);
        collect_attachments(parsed, &body, mail.nature, &mut attachments);
        attachments.attach_to(&mut mail);
    }
    mail
}

/// All parts without parts in them that are no text of the mail, and the files in its text.
fn collect_attachments(parsed: &Parsed<'_>, body: &Body, nature: Nature, attachments: &mut Attachments) {
    let message = &parsed.message;
    let pages = message.parts.iter().filter(|part| matches!(part.body, PartType::Html(_)));
    pages.for_each(|page| attachments.add_pictures_of(page.contents()));
    for (id, part) in (0..).zip(&message.parts) {
        let kind = part.content_type();
        let kind = kind.map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()));
        let kind = kind.unwrap_or_default().to_ascii_lowercase();
        let is_text = matches!(part.body, PartType::Multipart(_)) || body.parts.contains(&id);
        let is_inline = !is_text && is_shown_inline(part, &kind);
        if is_inline && kind.starts_with("image/") {
            attachments.add_picture_in_text();
        }
        if is_text || is_inline || (nature != Nature::Reply && is_of_a_report(&kind)) {
            continue;
        }
        let bytes = leaf::bytes_of(message, part);
        let name = part.attachment_name().unwrap_or_default();
        let smime_type = part.content_type().and_then(|kind| kind.attribute("smime-type"));
        let file = RawAttachment { name, kind: &kind, charset: leaf::charset_of(part), smime_type, bytes: &bytes };
        // A mail that is not encoded is listed with its part.
        let is_bare_mail = kind == "message/rfc822" && part.encoding == Encoding::None;
        let size = if is_bare_mail { u64::from(part.raw_len()) } else { bytes.len() as u64 };
        attachments.add_sized(file, size);
    }
    for file in &body.files {
        attachments.add_file(RawAttachment {
            name: &file.name,
            kind: "",
            charset: None,
            smime_type: None,
            bytes: &file.bytes,
        });
    }
}

/// Whether a part is a picture in the text, as in a signature, or the other form of the text.
fn is_shown_inline(part: &MessagePart<'_>, kind: &str) -> bool {
    let disposition = part.content_disposition();
    if disposition.is_some_and(|disposition| disposition.is_attachment()) {
        return false;
    }
    let is_referred_to = part.content_id().is_some() || part.content_location().is_some();
    let picture = kind.starts_with("image/") && (disposition.is_some() || is_referred_to);
    picture || (matches!(part.body, PartType::Html(_)) && part.attachment_name().is_none())
}

/// Whether a part belongs to a delivery report, and is no attachment of a council.
fn is_of_a_report(kind: &str) -> bool {
    let report =
        ["message/delivery-status", "message/disposition-notification", "message/rfc822", "text/rfc822-headers"];
    report.contains(&kind) || kind == "text/calendar" || kind == "message/global"
}
