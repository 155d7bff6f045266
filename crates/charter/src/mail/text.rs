//! Size limits, and text cut to them.

use std::borrow::Cow;

/// Larger than any mail server lets through.
pub const MAX_MAIL_BYTES: usize = 32 << 20;

/// A parser stores many times the bytes of an empty line for each line.
pub const MAX_MAIL_LINES: usize = 1_000_000;

/// In bytes.
pub const MAX_MSG_BYTES: u64 = 256 << 20;

pub const MAX_MSG_ATTACHMENTS: usize = 1_000;

/// Applies to files. Attached mails have no limit, because each may be a reply.
pub const MAX_LISTED_ATTACHMENTS: usize = 100;

/// In bytes, of all attachments of a mail together.
pub const MAX_ATTACHED_TEXT_BYTES: usize = 5 * MAX_TEXT_BYTES;

/// In bytes, of a subject, a file name and the like.
pub const MAX_HEADER_BYTES: usize = 2_000;

pub const MAX_ADDRESSES: usize = 200;

pub const MAX_MAIL_DEPTH: usize = 3;

/// The beginning of the text that fits, in whole characters, and whether it was cut.
pub fn truncate(mut text: String, most: usize) -> (String, bool) {
    let long = text.len() > most;
    if long {
        text.truncate(text.floor_char_boundary(most));
        text.shrink_to_fit();
    }
    (text, long)
}

/// The lines that fit, each ending in `\n`, and whether they were cut.
pub fn truncate_lines(text: String, most: usize) -> (String, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let (mut text, _) = truncate(text, most.saturating_sub(1));
    text.push('\n');
    (text, true)
}

/// Collapses white space, and cuts at [`MAX_HEADER_BYTES`].
pub fn one_line(text: &str) -> String {
    let start = &text[..text.floor_char_boundary(4 * MAX_HEADER_BYTES)];
    let mut line = String::with_capacity(start.len());
    for word in start.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    truncate(line, MAX_HEADER_BYTES).0
}

pub fn truncation_warning(what: &str, most: usize) -> String {
    format!("{what} was cut after {} bytes", in_thousands(most))
}

fn in_thousands(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

/// Ends lines in `\n`, trims them, and keeps at most two empty lines in a row.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len() + 1);
    let mut empty = 0;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    };
    for line in text.split('\n').map(without_blanks_at_its_end) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(&"\n\n\n"[..(empty + 1).min(3)]);
        }
        empty = 0;
        tidied.push_str(line);
    }
    if !tidied.is_empty() {
        tidied.push('\n');
    }
    tidied
}

fn without_blanks_at_its_end(line: &str) -> &str {
    // For most lines the last byte shows that nothing needs trimming; 0xa0 ends a no-break space.
    match line.as_bytes().last() {
        Some(b' ' | b'\t' | 0xa0) => line.trim_end_matches([' ', '\t', '\u{a0}']),
        _ => line,
    }
}

/// In bytes, of one mail, row or attachment; a warning says what was cut.
pub const MAX_TEXT_BYTES: usize = 200_000;
