//! Which parts of a mail are its text.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::html::PageText;
use super::{charset, html};
use charter::mail::text::{MAX_TEXT_BYTES, tidy, truncate_lines, truncation_warning};

#[derive(Default)]
pub(super) struct Body {
    /// The text; lines end in `\n`.
    pub text: String,
    /// What could not be taken as it was.
    pub warnings: Vec<String>,
}

/// The text: its parts in their order, each by its own kind; of a text that is there as a plain one and as a page, the plain
/// one, unless that says next to nothing of what the page says.
pub(super) fn body(message: &Message<'_>) -> Body {
    let mut body = Body::default();
    let parts = || message.text_body.iter().filter_map(|id| message.part(*id));
    let (plain, pages) = (&message.text_body, &message.html_body);
    // Each place has both forms, or one that stands in both lists.
    let paired = plain.len() == pages.len();
    let mut left_out = false;
    let texts = plain.iter().enumerate().map(|(place, id)| {
        let text = text_of(message, *id);
        let may_say_more = |page: &&u32| {
            let said = text.text.trim().len();
            paired && *page != id && said <= LONGEST_STUB && may_say_more(message, **page, &text.text)
        };
        match pages.get(place).filter(may_say_more).map(|page| text_of(message, *page)) {
            Some(page)
                if says_more(page.text.trim().len(), text.text.trim().len()) || says_above(&page.text, &text.text) =>
            {
                page
            }
            _ => text,
        }
    });
    let mut text = joined(texts, &mut left_out);
    if text.is_empty() {
        text = joined(pages.iter().map(|id| text_of(message, *id)), &mut left_out);
    }
    if left_out {
        body.warnings.push(html::HIDDEN_TEXT_WARNING.to_owned());
    }
    if parts().any(is_damaged) {
        body.warnings.push("a part of the text was damaged on its way, so that some of it may be missing".to_owned());
    }
    let (text, long) = truncate_lines(tidy(&text), MAX_TEXT_BYTES);
    if long {
        body.warnings.push(truncation_warning("the text", MAX_TEXT_BYTES));
    }
    body.text = text;
    body
}

/// The longest plain text, in bytes, that may be a stub beside the page that says it all: "Your program does not show pages".
const LONGEST_STUB: usize = 1000;

/// Whether a page of so many bytes says more than a plain text: both forms of one text are about as long.
fn says_more(page: usize, plain: usize) -> bool {
    page > plain + plain / 4 + 8
}

/// Whether a page says all that a plain text does, and something above it: of some replies the plain form is only the small
/// print that was put below them.
fn says_above(page: &str, plain: &str) -> bool {
    let (mut page, mut plain) = (page.split_whitespace().rev(), plain.split_whitespace().rev());
    let ends_with_it = plain.all(|word| page.next() == Some(word));
    ends_with_it && page.next().is_some()
}

/// Whether a page may say more than a plain text, or something above it. That takes less work than to read it.
fn may_say_more(message: &Message<'_>, id: u32, plain: &str) -> bool {
    let Some(part) = message.part(id) else { return false };
    let page = part.contents();
    let body = memchr::memmem::find(page, b"<body").unwrap_or(0);
    let (mut shown, mut rest) = (0, &page[body..]);
    let mut begins: &[u8] = b"";
    while let Some(tag) = memchr::memchr(b'<', rest) {
        let text = rest[..tag].trim_ascii();
        begins = if begins.is_empty() { text } else { begins };
        shown += text.len();
        let Some(end) = memchr::memchr(b'>', &rest[tag..]) else { break };
        rest = &rest[tag + end + 1..];
    }
    let word = |text: &[u8]| text.split(u8::is_ascii_whitespace).next().map(<[u8]>::len);
    let plain = plain.trim();
    let begins_alike = !begins.is_empty() && plain.as_bytes().starts_with(&begins[..word(begins).unwrap_or(0)]);
    says_more(shown + rest.len(), plain.len()) || !begins_alike
}

#[derive(Default)]
struct PartText<'a> {
    text: Cow<'a, str>,
    left_out: bool,
}

/// The text of a part; blank if it is neither text nor a page.
fn text_of<'a>(message: &'a Message<'_>, id: u32) -> PartText<'a> {
    match message.part(id) {
        Some(part) if matches!(part.body, PartType::Text(_)) => {
            PartText { text: plain_text(message, part), left_out: false }
        }
        Some(part) if matches!(part.body, PartType::Html(_)) => {
            let PageText { text, left_out } = page_text(message, part);
            PartText { text: Cow::Owned(text), left_out }
        }
        _ => PartText::default(),
    }
}

/// Texts one after the other, with an empty line between them; blank ones are left out. `left_out` is set if words of one are.
fn joined<'a>(texts: impl Iterator<Item = PartText<'a>>, left_out: &mut bool) -> Cow<'a, str> {
    let texts = texts.filter(|part| !part.text.trim().is_empty());
    let mut texts = texts.inspect(|part| *left_out |= part.left_out).map(|part| part.text);
    let mut all = texts.next().unwrap_or_default();
    for text in texts {
        let all = all.to_mut();
        all.push_str("\n\n");
        all.push_str(&text);
    }
    all
}

pub(super) fn charset_of<'a>(part: &'a MessagePart<'_>) -> Option<&'a str> {
    part.content_type().and_then(|kind| kind.attribute("charset"))
}

fn plain_text<'a>(message: &'a Message<'_>, part: &'a MessagePart<'_>) -> Cow<'a, str> {
    let text = match bytes(message, part) {
        Cow::Borrowed(bytes) => charset::decode(bytes, charset_of(part)),
        Cow::Owned(bytes) => Cow::Owned(charset::decode(&bytes, charset_of(part)).into_owned()),
    };
    let kind = part.content_type();
    let says = |name: &str, value: &str| {
        kind.and_then(|kind| kind.attribute(name)).is_some_and(|said| said.eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") { Cow::Owned(unflowed(&text, says("delsp", "yes"))) } else { text }
}

fn page_text(message: &Message<'_>, part: &MessagePart<'_>) -> PageText {
    let bytes = bytes(message, part);
    let of_page = if charset_of(part).is_none() { charset::of_page(&bytes) } else { None };
    html::read(&charset::decode(&bytes, charset_of(part).or(of_page.as_deref())))
}

/// Whether a part is said to be in Base64 and is not.
fn is_damaged(part: &MessagePart<'_>) -> bool {
    let said = part.content_transfer_encoding().is_some_and(|said| said.eq_ignore_ascii_case("base64"));
    said && part.is_encoding_problem && part.encoding == Encoding::None
}

/// The bytes of a part, decoded: of a text anew, so that its charset can be looked at.
pub(super) fn bytes<'a>(message: &'a Message<'_>, part: &'a MessagePart<'_>) -> Cow<'a, [u8]> {
    let place = part.offset_body as usize..part.offset_end as usize;
    let parsed = Cow::Borrowed(part.contents());
    if matches!(part.body, PartType::Binary(_) | PartType::InlineBinary(_)) {
        return parsed;
    }
    let Some(raw) = message.raw_message.get(place) else { return parsed };
    if is_damaged(part) {
        // What is no letter of the encoding is left out, as other programs do.
        let letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let mut letters: Vec<u8> = raw.iter().copied().filter(letter).collect();
        match letters.len() % 4 {
            1 => letters.truncate(letters.len() - 1),
            over => letters.extend_from_slice(&b"=="[..(4 - over) % 4]),
        }
        return base64_decode(&letters).map_or(parsed, Cow::Owned);
    }
    match part.encoding {
        Encoding::None => Cow::Borrowed(raw),
        Encoding::Base64 => base64_decode(raw).map_or(parsed, Cow::Owned),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map_or(parsed, Cow::Owned),
    }
}

/// Lines that a program broke to send them, joined again (RFC 3676).
fn unflowed(text: &str, delete_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    // How deep the line before is quoted, if it flows into this one.
    let mut flows: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let rest = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        if flows == Some(depth) && rest != "-- " {
            joined.push_str(rest);
        } else {
            if !joined.is_empty() || flows.is_some() {
                joined.push('\n');
            }
            joined.push_str(&line[..depth]);
            joined.push_str(if depth > 0 && !rest.is_empty() { " " } else { "" });
            joined.push_str(rest);
        }
        flows = (rest.ends_with(' ') && rest != "-- ").then_some(depth);
        if flows.is_some() && delete_space {
            joined.pop();
        }
        if flows.is_none() {
            // So that an empty line at the beginning is one too.
            flows = Some(usize::MAX);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{body, unflowed};
    use crate::mail::headers::parser;
    use charter::mail::text::tidy;
    use rstest::rstest;

    /// `kind` of parts, each of a kind and a text.
    fn mail(kind: &str, parts: &[(&str, &str)]) -> String {
        let parts: String =
            parts.iter().map(|(kind, text)| format!("--b\nContent-Type: text/{kind}\n\n{text}\n")).collect();
        format!("From: c@wem.example\nContent-Type: multipart/{kind}; boundary=b\n\n{parts}--b--\n")
    }

    const REPLY: &str = "<p>The council wishes to take part. Our priority is speeding in the village.</p>";

    #[rstest]
    #[case::plain("alternative", &[("plain", "Yes"), ("html", "<p>Yes</p>")], &["Yes"], &[])]
    #[case::a_stub("alternative", &[("plain", "No pages shown here"), ("html", REPLY)], &["speeding"], &["No pages"])]
    #[case::a_short_stub("alternative", &[("plain", "No pages"), ("html", "<p>Our priority is speeding</p>")], &["speeding"], &["No"])]
    #[case::small_print("alternative", &[("plain", "Scanned by us"), ("html", "<p>Yes</p><p>Scanned by us</p>")], &["Yes", "Scanned by us"], &[])]
    #[case::struck_out("alternative", &[("plain", ""), ("html", "<p>Yes <s>Parking</s></p>")], &["Yes"], &["Parking"])]
    #[case::a_blank_one("alternative", &[("plain", " "), ("html", REPLY)], &["speeding"], &[])]
    #[case::a_footer_below("mixed", &[("html", REPLY), ("plain", "Scanned")], &["speeding", "Scanned"], &[])]
    #[case::two_texts("mixed", &[("plain", "Yes"), ("plain", "Scanned")], &["Yes", "Scanned"], &[])]
    #[case::two_pages("mixed", &[("html", REPLY), ("html", "<p>Scanned</p>")], &["speeding", "Scanned"], &[])]
    fn no_part_of_the_text_is_lost(
        #[case] kind: &str,
        #[case] parts: &[(&str, &str)],
        #[case] said: &[&str],
        #[case] left_out: &[&str],
    ) {
        let mail = mail(kind, parts);
        let text = body(&parser().parse(&mail).unwrap()).text;
        assert!(said.iter().all(|words| text.matches(words).count() == 1), "{text}");
        assert!(left_out.iter().all(|words| !text.contains(words)), "{text}");
    }

    #[rstest]
    #[case("one \ntwo\nthree", false, "one two\nthree")]
    #[case("one \ntwo", true, "onetwo")]
    #[case("> one \n> two\nthree \n> four", false, "> one two\nthree \n> four")]
    #[case("text\n-- \nClerk", false, "text\n-- \nClerk")]
    #[case("\n\none", false, "\n\none")]
    fn flowed_lines_are_joined(#[case] text: &str, #[case] delete: bool, #[case] joined: &str) {
        assert_eq!(unflowed(text, delete), joined);
    }

    #[rstest]
    #[case("a \r\nb\rc\n\n\n\n\nd\n\n", "a\nb\nc\n\n\nd\n")]
    #[case("\n\na", "a\n")]
    #[case(" \n", "")]
    fn is_tidied(#[case] text: &str, #[case] tidied: &str) {
        assert_eq!(tidy(text), tidied);
    }
}
