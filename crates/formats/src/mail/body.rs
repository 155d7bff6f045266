//! Chooses the parts of a mail that form its text.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::html_to_text::PageText;
use super::{charset, html_to_text};
use charter::mail::text::{MAX_TEXT_BYTES, tidy, truncate_lines, truncation_warning};

#[derive(Default)]
pub(super) struct Body {
    /// Lines end with `\n`.
    pub text: String,
    /// Sentences about parts that could not be read as they are.
    pub warnings: Vec<String>,
}

/// All text parts in order, each decoded by its kind. Of plain and HTML alternatives the plain one is taken, unless the HTML
/// says much more.
pub(super) fn body(message: &Message<'_>) -> Body {
    let mut body = Body::default();
    let parts = || message.text_body.iter().filter_map(|id| message.part(*id));
    let (plain, pages) = (&message.text_body, &message.html_body);
    // Each alternative has both forms, or one part that stands in both lists.
    let paired = plain.len() == pages.len();
    let mut left_out = false;
    let texts = plain.iter().enumerate().map(|(index, id)| {
        let text = text_of(message, *id);
        let may_be_longer = |page: &&u32| {
            let length = text.text.trim().len();
            paired && *page != id && length <= MAX_STUB_BYTES && may_be_longer(message, **page, &text.text)
        };
        match pages.get(index).filter(may_be_longer).map(|page| text_of(message, *page)) {
            Some(page)
                if is_longer(page.text.trim().len(), text.text.trim().len())
                    || has_text_above(&page.text, &text.text) =>
            {
                page
            }
            _ => text,
        }
    });
    let mut text = join(texts, &mut left_out);
    if text.is_empty() {
        text = join(pages.iter().map(|id| text_of(message, *id)), &mut left_out);
    }
    if left_out {
        body.warnings.push(html_to_text::HIDDEN_TEXT_WARNING.to_owned());
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

/// Longest plain text, in bytes, that may be a stub beside the HTML: "Your program does not show HTML".
const MAX_STUB_BYTES: usize = 1000;

/// Whether HTML says more than plain text, by bytes: both forms of one text have about the same length.
fn is_longer(page: usize, plain: usize) -> bool {
    page > plain + plain / 4 + 8
}

/// Whether HTML contains the plain text and something above it. In some replies the plain form is only the appended small
/// print.
fn has_text_above(page: &str, plain: &str) -> bool {
    let (mut page, mut plain) = (page.split_whitespace().rev(), plain.split_whitespace().rev());
    let ends_with_it = plain.all(|word| page.next() == Some(word));
    ends_with_it && page.next().is_some()
}

/// Cheap pre-filter: whether HTML may be longer or have text above, without converting it.
fn may_be_longer(message: &Message<'_>, id: u32, plain: &str) -> bool {
    let Some(part) = message.part(id) else { return false };
    let page = part.contents();
    let body = memchr::memmem::find(page, b"<body").unwrap_or(0);
    let (mut text_bytes, mut rest) = (0, &page[body..]);
    let mut first_text: &[u8] = b"";
    while let Some(tag) = memchr::memchr(b'<', rest) {
        let text = rest[..tag].trim_ascii();
        first_text = if first_text.is_empty() { text } else { first_text };
        text_bytes += text.len();
        let Some(end) = memchr::memchr(b'>', &rest[tag..]) else { break };
        rest = &rest[tag + end + 1..];
    }
    let word = |text: &[u8]| text.split(u8::is_ascii_whitespace).next().map(<[u8]>::len);
    let plain = plain.trim();
    let starts_alike =
        !first_text.is_empty() && plain.as_bytes().starts_with(&first_text[..word(first_text).unwrap_or(0)]);
    is_longer(text_bytes + rest.len(), plain.len()) || !starts_alike
}

#[derive(Default)]
struct PartText<'a> {
    text: Cow<'a, str>,
    left_out: bool,
}

/// The text of a part; blank for other kinds.
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

/// Joins texts that are not blank, with empty lines between them. Sets `left_out` if hidden words of one are left out.
fn join<'a>(texts: impl Iterator<Item = PartText<'a>>, left_out: &mut bool) -> Cow<'a, str> {
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
        kind.and_then(|kind| kind.attribute(name)).is_some_and(|length| length.eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") { Cow::Owned(unflow(&text, says("delsp", "yes"))) } else { text }
}

fn page_text(message: &Message<'_>, part: &MessagePart<'_>) -> PageText {
    let bytes = bytes(message, part);
    let of_page = if charset_of(part).is_none() { charset::of_page(&bytes) } else { None };
    html_to_text::read(&charset::decode(&bytes, charset_of(part).or(of_page.as_deref())))
}

/// Whether a part claims Base64 and is not.
fn is_damaged(part: &MessagePart<'_>) -> bool {
    let length = part.content_transfer_encoding().is_some_and(|length| length.eq_ignore_ascii_case("base64"));
    length && part.is_encoding_problem && part.encoding == Encoding::None
}

/// Decoded bytes of a part. Text is decoded again, because the parser already converted its charset.
pub(super) fn bytes<'a>(message: &'a Message<'_>, part: &'a MessagePart<'_>) -> Cow<'a, [u8]> {
    let index = part.offset_body as usize..part.offset_end as usize;
    let parsed = Cow::Borrowed(part.contents());
    if matches!(part.body, PartType::Binary(_) | PartType::InlineBinary(_)) {
        return parsed;
    }
    let Some(raw) = message.raw_message.get(index) else { return parsed };
    if is_damaged(part) {
        // Invalid letters are skipped, as other programs do.
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

/// Joins flowed lines (RFC 3676).
fn unflow(text: &str, delete_space: bool) -> String {
    let mut join = String::with_capacity(text.len());
    // Quote depth of the previous line, if it flows into this one.
    let mut flowing_depth: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let rest = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        if flowing_depth == Some(depth) && rest != "-- " {
            join.push_str(rest);
        } else {
            if !join.is_empty() || flowing_depth.is_some() {
                join.push('\n');
            }
            join.push_str(&line[..depth]);
            join.push_str(if depth > 0 && !rest.is_empty() { " " } else { "" });
            join.push_str(rest);
        }
        flowing_depth = (rest.ends_with(' ') && rest != "-- ").then_some(depth);
        if flowing_depth.is_some() && delete_space {
            join.pop();
        }
        if flowing_depth.is_none() {
            // Keeps an empty first line.
            flowing_depth = Some(usize::MAX);
        }
    }
    join
}

#[cfg(test)]
mod tests {
    use super::{body, unflow};
    use crate::mail::headers::parser;
    use charter::mail::text::tidy;
    use rstest::rstest;

    /// `kind` of the multipart, and the subtype and text of each part.
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
    fn text_parts_are_kept(
        #[case] kind: &str,
        #[case] parts: &[(&str, &str)],
        #[case] length: &[&str],
        #[case] left_out: &[&str],
    ) {
        let mail = mail(kind, parts);
        let text = body(&parser().parse(&mail).unwrap()).text;
        assert!(length.iter().all(|words| text.matches(words).count() == 1), "{text}");
        assert!(left_out.iter().all(|words| !text.contains(words)), "{text}");
    }

    #[rstest]
    #[case("one \ntwo\nthree", false, "one two\nthree")]
    #[case("one \ntwo", true, "onetwo")]
    #[case("> one \n> two\nthree \n> four", false, "> one two\nthree \n> four")]
    #[case("text\n-- \nClerk", false, "text\n-- \nClerk")]
    #[case("\n\none", false, "\n\none")]
    fn flowed_lines_are_joined(#[case] text: &str, #[case] delete: bool, #[case] join: &str) {
        assert_eq!(unflow(text, delete), join);
    }

    #[rstest]
    #[case("a \r\nb\rc\n\n\n\n\nd\n\n", "a\nb\nc\n\n\nd\n")]
    #[case("\n\na", "a\n")]
    #[case(" \n", "")]
    fn texts_are_tidied(#[case] text: &str, #[case] tidied: &str) {
        assert_eq!(tidy(text), tidied);
    }
}
