//! Writes an unsent mail (RFC 5322, MIME): mail programs open it as a draft, because of `X-Unsent`.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

/// A mail that a person will send. Everything but the address may hold any text.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// See [`is_address`]. Blank leaves the recipient open.
    pub to: &'a str,
    /// The mailbox that it is from; blank leaves the choice to the mail program.
    pub from: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
    pub date: DateTime<Utc>,
    pub attachments: &'a [DraftFile],
}

/// A file in a draft.
#[derive(Clone, Debug)]
pub struct DraftFile {
    /// ASCII without quotes.
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Contains `=`, which neither of the two encodings of a part leaves as it is before `_`.
const BOUNDARY: &str = "=_charterdesk_part";
/// In characters, without the line end (RFC 2045).
const MAX_LINE: usize = 76;
/// Longer encoded words are not decoded (RFC 2047).
const MAX_ENCODED_WORD: usize = 75;

pub use charter::contact::is_email_address as is_address;

/// The bytes of the mail, with CRLF line ends. An address that is none is left out.
pub fn write(draft: &Draft<'_>) -> Vec<u8> {
    let mut mail = String::with_capacity(draft.body.len() * 5 / 4 + 512);
    let address = |name: &str, text: &str, mail: &mut String| {
        if is_address(text) {
            let _ = write!(mail, "{name}: {text}\r\n");
        }
    };
    address("From", draft.from, &mut mail);
    address("To", draft.to, &mut mail);
    let _ = write!(mail, "Subject: {}\r\n", header_text(draft.subject, "Subject: ".len()));
    let _ = write!(mail, "Date: {}\r\n", draft.date.to_rfc2822());
    mail.push_str("X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
    if draft.attachments.is_empty() {
        push_text(draft.body, &mut mail);
        return mail.into_bytes();
    }
    let _ = write!(mail, "Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n--{BOUNDARY}\r\n");
    push_text(draft.body, &mut mail);
    for file in draft.attachments {
        let _ = write!(
            mail,
            "\r\n--{BOUNDARY}\r\nContent-Type: {}; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n",
            file.media_type,
            name = file_name(&file.name)
        );
        push_base64(&file.bytes, &mut mail);
    }
    let _ = write!(mail, "\r\n--{BOUNDARY}--\r\n");
    mail.into_bytes()
}

fn file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_graphic() && c != '"' && c != '\\' { c } else { '-' }).collect()
}

fn push_text(body: &str, mail: &mut String) {
    mail.push_str("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
    for line in body.lines() {
        push_quoted_printable(line, mail);
        mail.push_str("\r\n");
    }
}

/// One line, without its end.
fn push_quoted_printable(line: &str, mail: &mut String) {
    let mut width = 0;
    let mut characters = line.chars().peekable();
    let mut encoded = String::new();
    while let Some(c) = characters.next() {
        encoded.clear();
        // A blank at the end of a line is lost on the way.
        let is_plain = (c.is_ascii_graphic() && c != '=') || (matches!(c, ' ' | '\t') && characters.peek().is_some());
        if is_plain {
            encoded.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(encoded, "={byte:02X}");
            }
        }
        // One place is left for the sign of a broken line.
        if width + encoded.len() >= MAX_LINE {
            mail.push_str("=\r\n");
            width = 0;
        }
        mail.push_str(&encoded);
        width += encoded.len();
    }
}

/// The text of a header on lines of its own. Control characters become blanks, so that no text begins another header.
fn header_text(text: &str, before: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim();
    // A text that looks like an encoded word would be decoded.
    if clean.is_ascii() && !clean.contains("=?") {
        return fold(clean, before);
    }
    const FRAME: usize = "=?utf-8?B??=".len();
    let max_bytes = (MAX_ENCODED_WORD - FRAME) / 4 * 3;
    let mut words: Vec<String> = Vec::new();
    let mut chunk = String::new();
    // The first line holds the name of the header too.
    let mut room = max_bytes - before.min(max_bytes / 2);
    for c in clean.chars() {
        if chunk.len() + c.len_utf8() > room {
            words.push(std::mem::take(&mut chunk));
            room = max_bytes;
        }
        chunk.push(c);
    }
    words.push(chunk);
    let words: Vec<String> = words.iter().map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes()))).collect();
    words.join("\r\n ")
}

/// Breaks at blanks. A single longer word stays whole.
fn fold(text: &str, before: usize) -> String {
    let (mut folded, mut width) = (String::with_capacity(text.len() + 8), before);
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            // A line of blanks only would end the header.
            if width + 1 + word.len() > MAX_LINE && !word.is_empty() {
                folded.push_str("\r\n");
                width = 0;
            }
            folded.push(' ');
            width += 1;
        }
        folded.push_str(word);
        width += word.len();
    }
    folded
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// With the usual alphabet and padding (RFC 4648, section 4), on one line.
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for index in 0..4 {
            let sextet = (word >> (18 - 6 * index)) & 63;
            let letter = ALPHABET.get(sextet as usize).copied().unwrap_or(b'=');
            text.push(if index > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

fn push_base64(bytes: &[u8], mail: &mut String) {
    for line in bytes.chunks(MAX_LINE / 4 * 3) {
        mail.push_str(&base64(line));
        mail.push_str("\r\n");
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
