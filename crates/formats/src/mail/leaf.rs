//! Decodes a part of a mail that has no parts in it.

use std::borrow::Cow;

use mail_parser::{ContentType, Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::{charset, transfer};

/// Fills in a part: its decoded bytes, or the text of a text. Returns whether the bytes break off.
pub(super) fn fill<'a>(part: &mut MessagePart<'a>, encoded: &'a [u8]) -> bool {
    part.encoding = encoding(part, encoded);
    let decoded = decode(part.encoding, encoded);
    part.is_encoding_problem = decoded.is_damaged;
    part.body = match kind_of(part.content_type(), &decoded.bytes) {
        LeafKind::Text => PartType::Text(charset::decode_cow(decoded.bytes, charset_of(part))),
        LeafKind::Html => PartType::Html(charset::decode_page(decoded.bytes, charset_of(part))),
        LeafKind::Other => PartType::Binary(decoded.bytes),
    };
    decoded.breaks_off
}

enum LeafKind {
    Text,
    Html,
    Other,
}

/// What a part without parts in it is. An unknown kind of text, and a kind that is no kind, is plain text (RFC 2045, 5.2;
/// RFC 2046, 4.1.4), except those that no person reads.
fn kind_of(kind: Option<&ContentType<'_>>, bytes: &[u8]) -> LeafKind {
    let Some(kind) = kind else { return LeafKind::Text };
    let (main, sub) = (kind.ctype().to_ascii_lowercase(), kind.subtype().unwrap_or_default().to_ascii_lowercase());
    match (main.as_str(), sub.as_str()) {
        ("text" | "html", "html") | ("html", "") => LeafKind::Html,
        ("multipart", _) | ("text", "plain") if is_page(bytes) => LeafKind::Html,
        ("text", "plain" | "" | "markdown" | "enriched" | "unknown") | ("multipart", _) | (_, "") => LeafKind::Text,
        _ => LeafKind::Other,
    }
}

/// Whether text is HTML, by its start.
fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let start = start.get(..start.len().min(9)).unwrap_or_default().to_ascii_lowercase();
    let tags: [&[u8]; 4] = [b"<html", b"<!doctype", b"<body", b"<div"];
    tags.iter().any(|tag| start.starts_with(tag))
}

pub(super) fn charset_of<'a>(part: &'a MessagePart<'_>) -> Option<&'a str> {
    part.content_type().and_then(|kind| kind.attribute("charset"))
}

/// Bytes of a part, decoded again: of a text the part itself holds only letters.
pub(super) fn bytes_of<'a>(message: &'a Message<'_>, part: &'a MessagePart<'_>) -> Cow<'a, [u8]> {
    match &part.body {
        PartType::Binary(bytes) => Cow::Borrowed(bytes),
        _ => {
            let range = part.offset_body as usize..part.offset_end as usize;
            decode(part.encoding, message.raw_message.get(range).unwrap_or_default()).bytes
        }
    }
}

/// The transfer encoding that a part names, in the spellings that programs write; none if it is not the one that was used.
fn encoding(part: &MessagePart<'_>, encoded: &[u8]) -> Encoding {
    let named = part.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase();
    let letters: String = named.chars().filter(char::is_ascii_alphanumeric).collect();
    match letters.as_str() {
        "base64" | "b64" if transfer::may_be_base64(encoded) => Encoding::Base64,
        "quotedprintable" | "qp" => Encoding::QuotedPrintable,
        _ => Encoding::None,
    }
}

fn decode(encoding: Encoding, encoded: &[u8]) -> transfer::Decoded<'_> {
    match encoding {
        Encoding::Base64 => transfer::base64(encoded),
        Encoding::QuotedPrintable => transfer::Decoded::whole(transfer::quoted_printable(encoded)),
        Encoding::None => transfer::Decoded::whole(encoded),
    }
}
