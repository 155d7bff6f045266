//! Reads sender, date and subject from the headers of a mail.

use chrono::{Duration, NaiveDate, TimeZone, Utc};
use mail_parser::{Addr, DateTime, Header, HeaderName, HeaderValue, Message, MessageParser};

use super::charset::decode;
use charter::calendar::Received;
use charter::mail::Mail;
use charter::mail::address::split_sender;
use charter::mail::date::{at, read_header};
use charter::mail::text::one_line;

/// Every mail has at least one of these headers.
const USUAL_HEADERS: [&str; 12] = [
    "from",
    "to",
    "date",
    "subject",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "content-type",
    "x-mozilla-status",
    "sender",
];

/// Longest header value that is read, in bytes.
const MAX_VALUE_BYTES: usize = 64 * 1024;

/// Whether bytes start with headers, a usual one among the first.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(MAX_VALUE_BYTES)];
    let mut lines = start.split(|byte| *byte == b'\n').skip_while(|line| line.trim_ascii().is_empty()).peekable();
    if lines.peek().is_none_or(|line| field(line).is_none()) {
        return false;
    }
    lines
        .take_while(|line| !line.trim_ascii().is_empty())
        .filter_map(field)
        .any(|name| USUAL_HEADERS.iter().any(|usual| usual.eq_ignore_ascii_case(name)))
}

/// Name of the header on a line.
fn field(line: &[u8]) -> Option<&str> {
    let end = line.iter().take(77).position(|byte| *byte == b':')?;
    let name = line[..end].trim_ascii_end();
    let plain = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    std::str::from_utf8(name).ok().filter(|_| plain)
}

/// Whether bytes, which may continue, can start a header.
pub(super) fn may_be_header(bytes: &[u8]) -> bool {
    let name = bytes.split(|byte| *byte == b':').next().unwrap_or_default();
    !name.is_empty() && name.len() < 77 && name.iter().all(|byte| byte.is_ascii_graphic())
}

/// Whether bytes start with a header that usually comes first.
pub(super) fn begins_mail(bytes: &[u8]) -> bool {
    let first = ["From", "Return-Path", "Received", "Message-ID", "Delivered-To", "X-Mozilla-Status", "MIME-Version"];
    let name = bytes.split(|byte| *byte == b':').next().filter(|name| name.len() < bytes.len()).unwrap_or_default();
    first.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

/// Parses only the headers that are used, because each takes memory.
pub(super) fn parser() -> MessageParser {
    MessageParser::new()
        .with_mime_headers()
        .header_text(HeaderName::Subject)
        .header_date(HeaderName::Date)
        .header_address(HeaderName::From)
        .header_address(HeaderName::Sender)
        .header_id(HeaderName::MessageId)
        .default_header_ignore()
}

/// Value of a header as sent, without line ends.
pub(super) fn raw(message: &Message<'_>, name: &str) -> Option<String> {
    let header = message.headers().iter().find(|header| header.name.as_str().eq_ignore_ascii_case(name))?;
    Some(value(message, header))
}

/// The same for a parsed header.
pub(super) fn value(message: &Message<'_>, header: &Header<'_>) -> String {
    let (start, end) = (header.offset_start as usize, header.offset_end as usize);
    let bytes = message.raw_message.get(start..end.min(start + MAX_VALUE_BYTES)).unwrap_or_default();
    decode(bytes, None).replace(['\r', '\n'], " ").trim().to_owned()
}

/// Fills in what the headers say: those of a mail, or those that Outlook keeps beside its message.
pub(super) fn fill_in(message: &Message<'_>, mail: &mut Mail) {
    mail.message_id = message_id(message);
    (mail.sender, mail.from) = sender(message);
    mail.subject = subject(message);
    let (received, warning) = received(message);
    mail.received = received;
    mail.date_warning = warning.unwrap_or_default();
}

fn subject(message: &Message<'_>) -> String {
    let parsed = message.subject().unwrap_or_default();
    one_line(&unencoded(message, "Subject", parsed).unwrap_or_else(|| parsed.to_owned()))
}

/// Message-ID without brackets; blank if there is none.
fn message_id(message: &Message<'_>) -> String {
    let parsed_date =
        message.message_id().map(str::to_owned).or_else(|| raw(message, "Message-ID")).unwrap_or_default();
    one_line(parsed_date.trim().trim_matches(['<', '>']))
}

/// The bare address in lower case, and name with address as sent.
fn sender(message: &Message<'_>) -> (String, String) {
    let named = |header: HeaderName<'static>| -> Option<(String, String)> {
        first_sender(message.header(header)?.as_address()?.iter())
    };
    let found = named(HeaderName::From).or_else(|| named(HeaderName::Sender)).unwrap_or_default();
    unencoded(message, "From", &found.1).map_or(found, |parsed_date| split_sender(&parsed_date))
}

/// The header as sent, if the parsed value lost letters that are neither UTF-8 nor encoded, as old programs send them.
/// `None` if some letters are encoded: then the parsed value is as good.
fn unencoded(message: &Message<'_>, name: &str, parsed: &str) -> Option<String> {
    if !parsed.contains(char::REPLACEMENT_CHARACTER) {
        return None;
    }
    raw(message, name).filter(|parsed_date| !parsed_date.contains("=?"))
}

/// The first address. "Clerk, Wem Town Council <clerk@wem.example>" without quotation marks is one sender: what stands before
/// the comma belongs to the name.
fn first_sender<'a>(addresses: impl Iterator<Item = &'a Addr<'a>>) -> Option<(String, String)> {
    let (mut names, mut first) = (Vec::new(), None);
    for addr in addresses {
        let address = addr.address().unwrap_or_default();
        if address.contains('@') && names.is_empty() {
            return who(addr);
        }
        names.push(one_line(addr.name().unwrap_or(if address.contains('@') { "" } else { address })));
        if address.contains('@') {
            names.retain(|name| !name.is_empty());
            let address = one_line(address);
            return Some((address.clone(), format!("{} <{address}>", names.join(", "))));
        }
        first = first.or_else(|| who(addr));
    }
    first
}

fn who(addr: &Addr<'_>) -> Option<(String, String)> {
    let (name, address) = (addr.name().unwrap_or_default(), addr.address().unwrap_or_default());
    if name.is_empty() && address.is_empty() {
        return None;
    }
    let (name, address) = (one_line(name), one_line(address));
    let parsed_date = match (name.is_empty(), address.is_empty()) {
        (false, false) => [name.as_str(), " <", &address, ">"].concat(),
        (true, _) => address.clone(),
        _ => name,
    };
    Some((if address.contains('@') { address.to_lowercase() } else { String::new() }, parsed_date))
}

/// Date of sending, and a warning about it.
fn received(message: &Message<'_>) -> (Option<Received>, Option<String>) {
    // Outlook calls it Sent when it saves a mail as text.
    let date = raw(message, "Date").or_else(|| raw(message, "Sent")).unwrap_or_default();
    // The parser takes a time without an offset as UTC, and does not read obsolete zones.
    let parsed_date =
        message.header(HeaderName::Date).and_then(HeaderValue::as_datetime).filter(|_| says_offset(&date));
    let parsed_date = parsed_date.and_then(in_civil_time).or_else(|| read_header(&date));
    if parsed_date.is_some() {
        return (parsed_date, None);
    }
    // The last relay stands first, and its time after the semicolon (RFC 5321, 4.4).
    let relays = message.headers().iter().filter(|header| header.name == HeaderName::Received);
    let by_relay = |header| DateTime::parse_rfc822(value(message, header).rsplit_once(';')?.1);
    let arrived = relays.filter_map(by_relay).find_map(|date| in_civil_time(&date));
    let absent = if date.is_empty() { "the mail has no date" } else { "the date of the mail cannot be read" };
    let warning = match arrived {
        Some(_) => format!("{absent}; the time at which it arrived was taken"),
        None => absent.to_owned(),
    };
    (arrived, Some(warning))
}

/// Whether a date states its offset from UTC.
fn says_offset(date: &str) -> bool {
    let is_offset = |word: &str| word.starts_with(['+', '-']) && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    let is_universal = |word: &str| ["gmt", "ut", "utc", "z"].iter().any(|name| name.eq_ignore_ascii_case(word));
    date.split([' ', '\t']).any(|word| is_offset(word) || is_universal(word))
}

/// Civil time in London; `None` before 2000, after 2100, or for an impossible date.
fn in_civil_time(date: &DateTime) -> Option<Received> {
    // Two digits, as in the last century (RFC 5322, 4.3).
    let year = if date.year < 50 { date.year + 2000 } else { date.year };
    let day = NaiveDate::from_ymd_opt(year.into(), date.month.into(), date.day.into())?;
    let local = day.and_hms_opt(date.hour.into(), date.minute.into(), u32::from(date.second).min(59))?;
    let offset = Duration::minutes(i64::from(date.tz_hour) * 60 + i64::from(date.tz_minute));
    let instant = if date.tz_before_gmt { local + offset } else { local - offset };
    at(Utc.from_utc_datetime(&instant))
}

#[cfg(test)]
mod tests {
    use super::{is_mail, may_be_header, parser, received, sender, subject};
    use charter::mail::address::{addresses, split_sender};
    use rstest::rstest;

    #[rstest]
    #[case("From: clerk@wem.example\n\n", true)]
    #[case("\r\nX-Any: 1\r\nSubject: a\r\n\r\n", true)]
    #[case("Dear Sergeant,\n\nSubject: a\n", false)]
    #[case("Note: a\nOther: b\n\nSubject: c", false)]
    #[case("", false)]
    #[case("\u{0}\u{1}:From: a", false)]
    fn mails_start_with_headers(#[case] text: &str, #[case] is: bool) {
        assert_eq!(is_mail(text.as_bytes()), is);
    }

    #[rstest]
    #[case("Return-Path: <a>", true)]
    #[case("Ret", true)]
    #[case("Dear all: a", false)]
    #[case("\n", false)]
    #[case("", false)]
    fn header_names_have_no_space(#[case] text: &str, #[case] may: bool) {
        assert_eq!(may_be_header(text.as_bytes()), may);
    }

    #[rstest]
    #[case::british_summer("Date: Sat, 30 Sep 2023 23:30:00 +0000", Some("2023-10-01T00:30:00"), "")]
    #[case::winter("Date: Fri, 1 Dec 2023 09:00:00 +0100", Some("2023-12-01T08:00:00"), "")]
    #[case::two_figures("Date: Tue, 12 Sep 23 14:05:00 GMT", Some("2023-09-12T15:05:00"), "")]
    #[case::zone_in_letters("Date: 12 Sep 2023 14:05 GMT", Some("2023-09-12T15:05:00"), "")]
    #[case::summer_time("Date: Sat, 30 Sep 2023 23:30:00 BST", Some("2023-09-30T23:30:00"), "")]
    #[case::summer_time_in_winter("Date: Fri, 1 Dec 2023 09:00:00 BST", Some("2023-12-01T08:00:00"), "")]
    #[case::universal("Date: 30 Sep 2023 23:30 UTC", Some("2023-10-01T00:30:00"), "")]
    #[case::of_no_zone("Date: Sat, 30 Sep 2023 23:30:00", Some("2023-09-30T23:30:00"), "")]
    #[case::none("X: 1", None, "the mail has no date")]
    #[case::rubbish("Date: soon", None, "the date of the mail cannot be read")]
    #[case::too_old("Date: Thu, 1 Jan 1970 00:00:00 +0000", None, "the date of the mail cannot be read")]
    #[case::no_such_day("Date: Tue, 31 Sep 2023 10:00:00 +0000", None, "the date of the mail cannot be read")]
    #[case::arrived(
        "Received: by a.example\nReceived: from a.example by b.example; Tue, 12 Sep 2023 14:05:00 +0100\nReceived: from c by d; Mon, 11 Sep 2023 14:05:00 +0100",
        Some("2023-09-12T14:05:00"),
        "the mail has no date; the time at which it arrived was taken"
    )]
    fn dates_are_london_time(#[case] header: &str, #[case] on: Option<&str>, #[case] warning: &str) {
        let mail = format!("From: clerk@wem.example\n{header}\n\ntext\n");
        let message = parser().parse(&mail).unwrap();
        let (date, parsed_date) = received(&message);
        assert_eq!(date.map(|date| date.to_string()).as_deref(), on);
        assert_eq!(parsed_date.unwrap_or_default(), warning);
    }

    #[rstest]
    #[case("From: The Clerk <Clerk@Wem.example>", "clerk@wem.example", "The Clerk <Clerk@Wem.example>")]
    #[case("From: clerk@wem.example", "clerk@wem.example", "clerk@wem.example")]
    #[case("From: \"Clerk, Wem\" <clerk@wem.example>", "clerk@wem.example", "Clerk, Wem <clerk@wem.example>")]
    #[case("From: =?utf-8?q?Ch=C3=A2teau?= <c@wem.example>", "c@wem.example", "Château <c@wem.example>")]
    #[case("Sender: clerk@wem.example", "clerk@wem.example", "clerk@wem.example")]
    #[case("From: The Clerk", "", "The Clerk")]
    #[case("From:", "", "")]
    #[case("X: 1", "", "")]
    #[case::a_comma_in_the_name(
        "From: Clerk, Wem Town Council <c@wem.example>",
        "c@wem.example",
        "Clerk, Wem Town Council <c@wem.example>"
    )]
    fn senders(#[case] header: &str, #[case] address: &str, #[case] from: &str) {
        let mail = format!("Subject: =?iso-8859-1?q?Ch=E2teau?= road\n{header}\n\ntext\n");
        let message = parser().parse(&mail).unwrap();
        assert_eq!(sender(&message), (address.to_owned(), from.to_owned()));
        assert_eq!(subject(&message), "Château road");
    }

    #[test]
    fn unencoded_headers_are_windows_1252() {
        let mail = b"Subject: Ch\xe2teau\nFrom: Ch\xe2teau <c@wem.example>\n\ntext\n";
        let message = parser().parse(&mail[..]).unwrap();
        assert_eq!(subject(&message), "Château");
        assert_eq!(sender(&message), ("c@wem.example".to_owned(), "Château <c@wem.example>".to_owned()));
    }

    /// Decodes the valid parts of an encoded word whose charset is wrong.
    #[rstest]
    #[case("FW: =?utf-8?Q?Caf=E9?= road", "FW: ")]
    #[case("=?utf-8?Q?FW:_Ch=C3?= =?utf-8?Q?=A2teau?=", "FW: Ch")]
    fn encoded_words_with_wrong_charsets(#[case] header: &str, #[case] prefix: &str) {
        let mail = format!("Subject: {header}\n\ntext\n");
        let read = subject(&parser().parse(&mail).unwrap());
        assert!(read.starts_with(prefix) && !read.contains("=?"), "{read}");
    }

    #[test]
    fn addresses_in_text() {
        let text = "To <Clerk@wem.example>, (mailto:o'b.x+y@loppington.example). Not @here, a@b or clerk@wem.example";
        assert_eq!(addresses(text), ["clerk@wem.example", "o'b.x+y@loppington.example"]);
        assert_eq!(split_sender("The Clerk [mailto:clerk@wem.example]").0, "clerk@wem.example");
    }
}
