//! Collects signs of automatic replies and bounces from the headers and parts of a mail.

use charter::mail::address::addresses;
use charter::mail::nature::Signs;
use mail_parser::{Header, HeaderName, Message, MimeHeaders};

use super::{delivery_report, headers};

/// Headers of automatic replies before RFC 3834.
const ANSWERED: [&str; 5] = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Autoreply-From"];

pub(super) fn of_message(message: &Message<'_>) -> Signs {
    let kind = message.content_type();
    let is_report = kind.is_some_and(|kind| kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report")));
    let report_type = kind.filter(|_| is_report).and_then(|kind| kind.attribute("report-type"));
    let mut signs = Signs {
        headers: true,
        calendar_answer: message.parts.iter().any(|part| {
            let calendar = part.is_content_type("text", "calendar");
            let method = part.content_type().and_then(|kind| kind.attribute("method"));
            calendar && method.is_some_and(|method| method.eq_ignore_ascii_case("reply"))
        }),
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
