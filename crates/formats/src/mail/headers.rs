//! Reads sender, date and subject from the headers of a mail.

use mail_parser::{Addr, Header, HeaderName, Message, MessageParser};

use super::charset::decode;
use super::encoded_word;
pub(super) use super::header_block::is_mail;
use charter::calendar::Received;
use charter::mail::Mail;
use charter::mail::address::{addresses, split_sender};
use charter::mail::date;
use charter::mail::text::one_line;

/// Longest header value that is read, in bytes.
const MAX_VALUE_BYTES: usize = 64 * 1024;

/// Parses only the headers that are used, because each takes memory.
pub(super) fn parser() -> MessageParser {
    MessageParser::new()
        .with_mime_headers()
        .header_text(HeaderName::Subject)
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
    mail.reply_to = addresses(&raw(message, "Reply-To").unwrap_or_default());
    mail.reply_to.retain(|address| *address != mail.sender);
    mail.subject = subject(message);
    let (received, warning) = received(message);
    mail.received = received;
    mail.date_warning = warning.unwrap_or_default();
}

fn subject(message: &Message<'_>) -> String {
    let parsed = message.subject().unwrap_or_default();
    one_line(&decoded_again(message, "Subject", parsed).unwrap_or_else(|| parsed.to_owned()))
}

/// Message-ID without brackets; blank if there is none.
fn message_id(message: &Message<'_>) -> String {
    let id = message.message_id().map(str::to_owned).or_else(|| raw(message, "Message-ID")).unwrap_or_default();
    one_line(id.trim().trim_matches(['<', '>']))
}

/// The bare address in lower case, and name with address as sent.
fn sender(message: &Message<'_>) -> (String, String) {
    let named = |header: HeaderName<'static>| -> Option<(String, String)> {
        first_sender(message.header(header)?.as_address()?.iter())
    };
    let found = named(HeaderName::From).or_else(|| named(HeaderName::Sender)).unwrap_or_default();
    decoded_again(message, "From", &found.1).map_or(found, |header| split_sender(&header.replace('"', "")))
}

/// The header decoded as a whole, if the parsed value lost letters: old programs send them without an encoding, and others
/// encode them in words that are not whole.
fn decoded_again(message: &Message<'_>, name: &str, parsed: &str) -> Option<String> {
    let is_damaged = parsed.contains(char::REPLACEMENT_CHARACTER) || parsed.contains("=?");
    if is_damaged { raw(message, name).map(|header| encoded_word::decode(&header)) } else { None }
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
    if let Some((received, note)) = date::read_header(&date) {
        return (Some(received), note);
    }
    // The last relay stands first, and its time after the semicolon (RFC 5321, 4.4).
    let relays = message.headers().iter().filter(|header| header.name == HeaderName::Received);
    let by_relay = |header| date::read_header(value(message, header).rsplit_once(';')?.1);
    let arrived = relays.filter_map(by_relay).map(|(received, _)| received).next();
    let absent = if date.is_empty() { "the mail has no date" } else { "the date of the mail cannot be read" };
    let warning = match arrived {
        Some(_) => format!("{absent}; the time at which it arrived was taken"),
        None => absent.to_owned(),
    };
    (arrived, Some(warning))
}

#[cfg(test)]
mod tests {
    use super::{parser, received, sender, subject};
    use charter::mail::address::{addresses, split_sender};
    use rstest::rstest;

    #[rstest]
    #[case::british_summer("Date: Sat, 30 Sep 2023 23:30:00 +0000", Some("2023-10-01T00:30:00"), "another day")]
    #[case::summer_time("Date: Sat, 30 Sep 2023 23:30:00 BST", Some("2023-09-30T23:30:00"), "")]
    #[case::folded("Date: Sat, 30 Sep 2023\n 23:30:00 +0100", Some("2023-09-30T23:30:00"), "")]
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
        let told = parsed_date.unwrap_or_default();
        assert!(told.ends_with(warning) && told.is_empty() == warning.is_empty(), "{told}");
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

    #[rstest]
    #[case("FW: =?utf-8?Q?Caf=E9?= road", "FW: Café road")]
    #[case("=?utf-8?Q?FW:_Ch=C3?=\n =?utf-8?Q?=A2teau?=", "FW: Château")]
    fn encoded_words_with_wrong_charsets(#[case] header: &str, #[case] expected: &str) {
        let mail = format!("Subject: {header}\nFrom: {header} <c@wem.example>\n\ntext\n");
        let message = parser().parse(&mail).unwrap();
        assert_eq!(subject(&message), expected);
        assert_eq!(sender(&message), ("c@wem.example".to_owned(), format!("{expected} <c@wem.example>")));
    }

    #[test]
    fn addresses_in_text() {
        let text = "To <Clerk@wem.example>, (mailto:o'b.x+y@loppington.example). Not @here, a@b or clerk@wem.example";
        assert_eq!(addresses(text), ["clerk@wem.example", "o'b.x+y@loppington.example"]);
        assert_eq!(split_sender("The Clerk [mailto:clerk@wem.example]").0, "clerk@wem.example");
    }
}
