//! Finds where the headers of a mail or of a part begin and end (RFC 5322, 2.1 and 2.2).

use std::borrow::Cow;

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

/// How much of a mail is searched for its first headers, in bytes.
const MAX_START_BYTES: usize = 64 * 1024;

/// Most lines of other programs above the headers.
const MAX_FOREIGN_LINES: usize = 5;

/// Whether bytes start with headers, a usual one among the first. Blank lines and separators of an mbox may precede them.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(MAX_START_BYTES)];
    let start = unix_lines(start);
    begins_block(&start[blank_start(&start)..]) > 0
}

/// Where the headers of a mail begin, and whether lines with words stand above them. `None` if there are no headers.
pub(super) fn start(bytes: &[u8]) -> Option<(usize, bool)> {
    let mut at = blank_start(bytes);
    if begins_block(&bytes[at..]) > 0 {
        return Some((at, false));
    }
    // A line of a log or of a program that saved the mail. Below it more than one usual header must stand: a text about
    // mails has one.
    for _ in 0..MAX_FOREIGN_LINES {
        at += line_length(&bytes[at..]);
        at += blank_start(&bytes[at..]);
        if begins_block(&bytes[at..]) > 1 {
            return Some((at, true));
        }
    }
    None
}

/// Length of what stands above headers and has no words: blank lines, and separators of an mbox.
fn blank_start(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let line = &bytes[at..at + line_length(&bytes[at..])];
        let unescaped = line.trim_ascii_start();
        let unescaped = unescaped.strip_prefix(b">").unwrap_or(unescaped);
        let is_separator = unescaped.starts_with(b"From ") && line.ends_with(b"\n");
        if line.is_empty() || !(line.trim_ascii().is_empty() || is_separator) {
            return at;
        }
        at += line.len();
    }
}

/// Number of different usual headers in the block that starts here; 0 if no header does.
fn begins_block(bytes: &[u8]) -> usize {
    let start = &bytes[..bytes.len().min(MAX_START_BYTES)];
    let mut lines = start.split(|byte| *byte == b'\n').peekable();
    if lines.peek().is_none_or(|line| field(line).is_none()) {
        return 0;
    }
    let mut found = [false; USUAL_HEADERS.len()];
    for name in lines.take_while(|line| !line.trim_ascii().is_empty()).filter_map(field) {
        for (found, usual) in found.iter_mut().zip(USUAL_HEADERS) {
            *found |= usual.eq_ignore_ascii_case(name);
        }
    }
    found.into_iter().filter(|found| *found).count()
}

/// Length of the headers at the start of a part, with the empty line below them. `is_boundary` says of a line whether it
/// ends the part.
///
/// A line of only blanks inside the headers is folded into the header above it. A line that is no header ends them, unless
/// a usual header follows.
pub(super) fn length(part: &[u8], is_boundary: impl Fn(&[u8]) -> bool) -> usize {
    let mut at = 0;
    loop {
        let rest = &part[at..];
        let line = &rest[..line_length(rest)];
        let below = &rest[line.len()..];
        if line.is_empty() || is_boundary(line) {
            return at;
        }
        let is_folded = line.starts_with(b" ") || line.starts_with(b"\t");
        let ends = if line.trim_ascii().is_empty() {
            !is_folded || !continues(below)
        } else if is_folded || field(line).is_some() || continues(below) {
            false
        } else {
            return at;
        };
        at += line.len();
        if ends {
            return at;
        }
    }
}

/// Whether headers go on in the next lines: with a folded line, or with a usual header before the first empty line and the
/// first boundary.
fn continues(below: &[u8]) -> bool {
    let next = &below[..line_length(below)];
    let is_folded = (next.starts_with(b" ") || next.starts_with(b"\t")) && !next.trim_ascii().is_empty();
    let lines = below[..below.len().min(MAX_START_BYTES)].split(|byte| *byte == b'\n');
    let mut names = lines
        .take_while(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"--"))
        .take(MAX_FOREIGN_LINES)
        .filter_map(field);
    is_folded || names.any(is_usual)
}

fn is_usual(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    USUAL_HEADERS.contains(&name.as_str()) || name.starts_with("content-")
}

/// Name of the header on a line.
pub(super) fn field(line: &[u8]) -> Option<&str> {
    let end = line.iter().take(77).position(|byte| *byte == b':')?;
    let name = line[..end].trim_ascii_end();
    let plain = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    std::str::from_utf8(name).ok().filter(|_| plain)
}

/// Whether a line is a header that usually comes first.
pub(super) fn begins_mail(line: &[u8]) -> bool {
    let first = ["From", "Return-Path", "Received", "Message-ID", "Delivered-To", "X-Mozilla-Status", "MIME-Version"];
    field(line).is_some_and(|name| first.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// The mail without lines of only blanks inside its headers, at which readers of headers stop.
pub(super) fn without_blank_folds(mail: &[u8]) -> Cow<'_, [u8]> {
    let (headers, body) = mail.split_at(length(mail, |_| false));
    let is_fold = |line: &&[u8]| line.trim_ascii().is_empty() && (line.starts_with(b" ") || line.starts_with(b"\t"));
    let lines = || headers.split_inclusive(|byte| *byte == b'\n');
    // The last line divides the headers from the body, whatever blanks it holds.
    let count = lines().count();
    if !lines().take(count.saturating_sub(1)).any(|line| is_fold(&line)) {
        return Cow::Borrowed(mail);
    }
    let kept = lines().enumerate().filter(|(index, line)| index + 1 == count || !is_fold(line)).map(|(_, line)| line);
    Cow::Owned(kept.chain([body]).collect::<Vec<_>>().concat())
}

/// Length of the first line, with its end.
pub(super) fn line_length(bytes: &[u8]) -> usize {
    memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1)
}

/// The same lines, each ended by `\n` or `\r\n`. Old programs end lines by `\r` alone, and some write `\r\r\n`.
pub(super) fn unix_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(is_lone) {
        return Cow::Borrowed(bytes);
    }
    let mut lines = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'\r', rest) {
        let (before, after) = (&rest[..at], &rest[at..]);
        lines.extend_from_slice(before);
        let returns = after.iter().take_while(|byte| **byte == b'\r').count();
        let is_one_end = after.get(returns) == Some(&b'\n');
        lines.extend(std::iter::repeat_n(b'\n', if is_one_end { 1 } else { returns }));
        rest = &after[returns + usize::from(is_one_end)..];
    }
    lines.extend_from_slice(rest);
    Cow::Owned(lines)
}

#[cfg(test)]
mod tests {
    use super::{field, is_mail, length, start, unix_lines};
    use rstest::rstest;

    #[rstest]
    #[case("From: clerk@wem.example\n\n", true)]
    #[case("\r\nX-Any: 1\r\nSubject: a\r\n\r\n", true)]
    #[case("From: clerk@wem.example\rSubject: a\r\r", true)]
    #[case("   \n>From x@wem.example\nSubject: a\n\n", true)]
    #[case("Dear Sergeant,\n\nSubject: a\n", false)]
    #[case("Note: a\nOther: b\n\nSubject: c", false)]
    #[case("", false)]
    #[case("\u{0}\u{1}:From: a", false)]
    fn mails_start_with_headers(#[case] text: &str, #[case] is: bool) {
        assert_eq!(is_mail(text.as_bytes()), is);
    }

    const HEADERS: &str = "From: a\nSubject: b\n\nText";

    #[rstest]
    #[case::nothing("", false)]
    #[case::blank_lines("\n  \t\r\n\n", false)]
    #[case::an_envelope("From clerk@wem.example Tue Sep 12 10:15:00 2023\n", false)]
    #[case::an_escaped_envelope("\n>From clerk@wem.example Tue Sep 12 10:15:00 2023\n", false)]
    #[case::a_log("Sep 12 10:15:00 mail delivery[12]: saved\n", true)]
    #[case::a_log_and_a_blank_line("### message 12\n\n", true)]
    fn lines_above_the_headers_are_skipped(#[case] above: &str, #[case] has_words: bool) {
        let mail = format!("{above}{HEADERS}");
        assert_eq!(start(mail.as_bytes()), Some((above.len(), has_words)));
    }

    #[rstest]
    #[case("Dear Sergeant,\n\nSubject: a\n\n")]
    #[case("one\ntwo\nthree\nfour\nfive\nsix\nFrom: a\nSubject: b\n\n")]
    #[case("")]
    fn other_texts_have_no_headers(#[case] text: &str) {
        assert_eq!(start(text.as_bytes()), None);
    }

    /// A bar marks the end.
    #[rstest]
    #[case("From: a\n\n|Text")]
    #[case("From: a\r\n\r\n|Text")]
    #[case("From: a\nSubject: b\n c\n\n|Text")]
    #[case::folded_with_blanks_only("Subject: a\n \n b\nDate: c\n\n|Text")]
    #[case::blanks_before_a_header("Subject: a\n \nDate: c\n\n|Text")]
    #[case::blanks_for_the_empty_line("Subject: a\n \n|Priorities: speeding\n\n")]
    #[case::a_foreign_line("Subject: a\n>From b Tue\nContent-Type: text/plain\n\n|Text")]
    #[case::no_empty_line("Content-Type: text/plain\n|We take part.\n")]
    #[case::no_headers("|We take part.\n")]
    #[case::an_empty_part("Content-Type: text/plain\n|--b\n")]
    #[case::only_headers("From: a\n|")]
    fn headers_end(#[case] part: &str) {
        let length = length(part.replace('|', "").as_bytes(), |line| line.starts_with(b"--b"));
        assert_eq!(Some(length), part.find('|'));
    }

    #[rstest]
    #[case("a\rb\r\rc", "a\nb\n\nc")]
    #[case("a\r\nb\rc\n", "a\nb\nc\n")]
    #[case("a\r\r\nb", "a\nb")]
    #[case("a\r\nb\n", "a\r\nb\n")]
    #[case("a\r", "a\n")]
    fn line_ends_are_mended(#[case] text: &str, #[case] mended: &str) {
        assert_eq!(unix_lines(text.as_bytes()), mended.as_bytes());
    }

    #[test]
    fn header_names_have_no_space() {
        assert_eq!(field(b"Return-Path: <a>"), Some("Return-Path"));
        assert_eq!((field(b"Dear all: a"), field(b"Ret"), field(b"\n")), (None, None, None));
    }
}
