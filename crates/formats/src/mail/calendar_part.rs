//! What the calendar part of a mail is: an invitation, an answer to one, an entry (RFC 6047).

use charter::mail_kind::MailKind;
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::charset;

/// Where METHOD and PARTSTAT stand, in bytes.
const MAX_READ_BYTES: usize = 64 * 1024;

/// The kind of mail that its calendar part makes it. `None` if it has none, or if a calendar only hangs on what a person
/// wrote.
pub(super) fn kind_of(message: &Message<'_>) -> Option<MailKind> {
    let part = message.parts.iter().find(|part| is_calendar(part))?;
    let bytes = part.contents();
    let text = charset::decode(&bytes[..bytes.len().min(MAX_READ_BYTES)], None);
    // Folded lines are joined (RFC 5545, 3.1).
    let text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").to_ascii_uppercase();
    let stated = part.content_type().and_then(|kind| kind.attribute("method")).map(str::to_ascii_uppercase);
    let inside = || text.lines().find_map(|line| line.strip_prefix("METHOD:"));
    let method = stated.unwrap_or_else(|| inside().unwrap_or_default().trim().to_owned());
    let partstat = text
        .split_once("PARTSTAT=")
        .map_or("", |(_, value)| value.split([';', ':', '\n']).next().unwrap_or_default().trim_matches(['"', ' ']));
    let kind = MailKind::of_calendar(&method, partstat);
    let is_answer = !matches!(kind, MailKind::MeetingRequest | MailKind::MeetingCancelled | MailKind::Appointment);
    let hangs_on_it = part.content_disposition().is_some_and(|disposition| disposition.is_attachment())
        || kind == MailKind::Appointment;
    (is_answer || !hangs_on_it || !has_words(message)).then_some(kind)
}

/// What somebody wrote beside an answer to an invitation (COMMENT, RFC 5545, 3.8.1.4); blank if nothing.
pub(super) fn comment(message: &Message<'_>) -> String {
    let Some(part) = message.parts.iter().find(|part| is_calendar(part)) else { return String::new() };
    let bytes = part.contents();
    let text = charset::decode(&bytes[..bytes.len().min(MAX_READ_BYTES)], None);
    let text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let value = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let is_comment = name.split(';').next().is_some_and(|name| name.eq_ignore_ascii_case("COMMENT"));
        is_comment.then(|| value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";"))
    };
    text.lines().filter_map(value).collect::<Vec<_>>().join("\n").trim().to_owned()
}

pub(super) fn is_calendar(part: &MessagePart<'_>) -> bool {
    part.is_content_type("text", "calendar") || part.is_content_type("application", "ics")
}

/// Whether a part beside the calendar has words.
fn has_words(message: &Message<'_>) -> bool {
    message.parts.iter().filter(|part| !is_calendar(part)).any(|part| match &part.body {
        PartType::Text(text) => !text.trim().is_empty(),
        PartType::Html(page) => !super::html_to_text::read(page).text.trim().is_empty(),
        _ => false,
    })
}
