//! Collects signs of automatic replies and bounces from the headers and parts of a mail.

use charter::mail::address::addresses;
use charter::mail::nature::Signs;
use mail_parser::{Header, HeaderName, Message, MessagePart, MimeHeaders};

use super::{calendar_part, delivery_report, headers};

/// Headers of automatic replies before RFC 3834.
const ANSWERED: [&str; 5] = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Autoreply-From"];

pub(super) fn of_message(message: &Message<'_>) -> Signs {
    let kind = message.content_type();
    let is_report = kind.is_some_and(|kind| kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report")));
    let report_type = kind.filter(|_| is_report).and_then(|kind| kind.attribute("report-type"));
    let mut signs = Signs {
        headers: true,
        calendar: calendar_part::kind_of(message),
        deleted_unread: message.parts.iter().any(says_deleted),
        is_report,
        report: delivery_report::of_parts(message),
        report_type: report_type.unwrap_or_default().trim().to_lowercase(),
        sent_to: addresses(&headers::raw(message, "To").unwrap_or_default()),
        ..Signs::default()
    };
    // In reverse, so that the first of two equal headers wins.
    for header in message.headers().iter().rev() {
        read_header(&mut signs, message, header);
    }
    signs
}

/// Whether a disposition notification says that the mail was deleted unread (RFC 8098, 3.2.6).
fn says_deleted(part: &MessagePart<'_>) -> bool {
    let says = |line: &str| line.starts_with("disposition:") && line.contains("deleted");
    part.is_content_type("message", "disposition-notification")
        && String::from_utf8_lossy(part.contents()).to_ascii_lowercase().lines().any(says)
}

fn read_header(signs: &mut Signs, message: &Message<'_>, header: &Header<'_>) {
    let value = || headers::value(message, header).to_lowercase();
    let name = match &header.name {
        HeaderName::From | HeaderName::To | HeaderName::Subject | HeaderName::Date | HeaderName::Received => return,
        name => name.as_str(),
    };
    let is = |known: &&str| name.eq_ignore_ascii_case(known);
    if is(&"Auto-Submitted") {
        signs.auto_submitted = value();
    } else if is(&"Return-Path") {
        signs.null_return_path = value().replace(' ', "") == "<>";
    } else if is(&"Precedence") {
        signs.precedence = value();
    } else if is(&"X-Failed-Recipients") {
        signs.failed_recipients = addresses(&value());
    } else if ANSWERED.iter().any(is) {
        signs.auto_reply |= !matches!(value().as_str(), "" | "no" | "false");
    }
}
