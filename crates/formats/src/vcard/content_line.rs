//! The lines of a vCard file: unfolded, with their parameters, decoded.

use encoding_rs::Encoding;

use crate::encoding::decode;

/// `NAME;PARAMETERS:value`, in capitals as far as the name and the parameters go.
pub(super) struct ContentLine {
    /// The line of the file on which it begins, from 1.
    pub(super) number: u64,
    /// Without its group.
    pub(super) name: String,
    /// `TYPE=WORK`; of version 2.1 only `WORK`.
    parameters: Vec<String>,
    /// Not yet unescaped.
    value: String,
}

/// Longest value that is read, in bytes: more than any address, less than a picture.
const MAX_VALUE_BYTES: usize = 16 << 10;

impl ContentLine {
    pub(super) fn is_card(&self) -> bool {
        self.value.trim().eq_ignore_ascii_case("VCARD")
    }

    pub(super) fn has_type(&self, kind: &str) -> bool {
        self.parameters.iter().any(|parameter| match parameter.split_once('=') {
            Some(("TYPE", kinds)) => kinds.split(',').any(|known| known.trim_matches('"') == kind),
            Some(_) => false,
            None => parameter == kind,
        })
    }

    pub(super) fn is_preferred(&self) -> bool {
        self.has_type("PREF") || self.parameters.iter().any(|parameter| parameter == "PREF=1")
    }

    pub(super) fn text(&self) -> String {
        unescape(&self.value).trim().to_owned()
    }

    /// The parts of a value that semicolons divide.
    pub(super) fn components(&self) -> Vec<String> {
        let (mut parts, mut part, mut escaped) = (Vec::new(), String::new(), false);
        for c in self.value.chars() {
            if c == ';' && !escaped {
                parts.push(unescape(&std::mem::take(&mut part)));
            } else {
                part.push(c);
            }
            escaped = c == '\\' && !escaped;
        }
        parts.push(unescape(&part));
        parts
    }
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            c => plain.push(c),
        }
    }
    plain
}

/// The lines of a file. A line that has no colon, and one whose value is too long to be wanted, is passed over.
pub(super) fn content_lines(bytes: &[u8]) -> impl Iterator<Item = ContentLine> + '_ {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = (1..).zip(bytes.split(|byte| *byte == b'\n').map(strip_return)).peekable();
    std::iter::from_fn(move || {
        loop {
            let (number, first) = lines.next()?;
            let mut whole = first.to_vec();
            loop {
                let goes_on = is_quoted_printable(&whole) && whole.last() == Some(&b'=');
                let next =
                    lines.next_if(|(_, next)| goes_on || next.first().is_some_and(|c| matches!(c, b' ' | b'\t')));
                let Some((_, next)) = next else { break };
                if goes_on {
                    whole.pop();
                }
                // The first space marks the folding. In quoted-printable text a line may begin with one of its own.
                whole.extend_from_slice(if goes_on { next } else { &next[1..] });
            }
            if let Some(line) = parse(number, &whole) {
                return Some(line);
            }
        }
    })
}

fn strip_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Where the value begins: at the first colon outside of quotes.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    line.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    })
}

fn is_quoted_printable(line: &[u8]) -> bool {
    colon(line).is_some_and(|at| String::from_utf8_lossy(&line[..at]).to_ascii_uppercase().contains("QUOTED-PRINTABLE"))
}

fn parse(number: u64, line: &[u8]) -> Option<ContentLine> {
    let at = colon(line)?;
    let value = &line[at + 1..];
    if value.len() > MAX_VALUE_BYTES {
        return None;
    }
    let head = String::from_utf8_lossy(&line[..at]).to_ascii_uppercase();
    let mut parts = head.split(';').map(|part| part.trim().to_owned());
    let name = parts.next()?;
    let name = name.rsplit('.').next().unwrap_or_default().to_owned();
    let parameters: Vec<String> = parts.collect();
    let bytes = if is_quoted_printable(line) { unquote(value) } else { value.to_vec() };
    let charset = parameters.iter().find_map(|parameter| parameter.strip_prefix("CHARSET="));
    let encoding = charset.and_then(|name| Encoding::for_label(name.trim_matches('"').as_bytes()));
    let value = match encoding {
        Some(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
        None => decode(&bytes).0,
    };
    Some(ContentLine { number, name, parameters, value })
}

/// Decodes quoted-printable text; what is no code stays.
fn unquote(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) if *byte == b'=' => {
                plain.push(code);
                rest = &after[2..];
            }
            _ => {
                plain.push(*byte);
                rest = after;
            }
        }
    }
    plain
}
