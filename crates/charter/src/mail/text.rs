//! How much of anything is taken.

use std::borrow::Cow;

/// The most bytes of a mail that are read; more than any mail server lets through.
pub const MAX_MAIL_BYTES: usize = 32 << 20;

/// The most lines of a mail that are read: what a parser keeps for a line is many times an empty one.
pub const MAX_MAIL_LINES: usize = 1_000_000;

/// The largest .msg that is opened, in bytes.
pub const MAX_MSG_BYTES: u64 = 256 << 20;

/// The most files and mails that are looked at of those that hang on a message of Outlook.
pub const MAX_MSG_ATTACHMENTS: usize = 1_000;

/// The most files that are listed of those that hang on a mail. Mails are all taken: each may be a reply.
pub const MAX_LISTED_ATTACHMENTS: usize = 100;

/// The most text that is taken of all the attachments of a mail together, in bytes.
pub const MAX_ATTACHED_TEXT_BYTES: usize = 5 * MAX_TEXT_BYTES;

/// The longest subject, name of a file and the like, in bytes.
pub const MAX_HEADER_BYTES: usize = 2_000;

/// The most addresses of a report.
pub const MAX_ADDRESSES: usize = 200;

/// How deep mails in mails are looked into.
pub const MAX_MAIL_DEPTH: usize = 3;

/// The text, or as much of its beginning as fits, in whole characters; and whether it was cut.
pub fn truncate(mut text: String, most: usize) -> (String, bool) {
    let long = text.len() > most;
    if long {
        text.truncate(text.floor_char_boundary(most));
        text.shrink_to_fit();
    }
    (text, long)
}

/// Lines, or as many bytes of them as fit, ending in `\n`; and whether they were cut.
pub fn truncate_lines(text: String, most: usize) -> (String, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let (mut text, _) = truncate(text, most.saturating_sub(1));
    text.push('\n');
    (text, true)
}

/// One line of a header: white space of any kind is one space, and no more than [`MAX_HEADER_BYTES`].
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

/// What is told of a text that was cut.
pub fn truncation_warning(what: &str, most: usize) -> String {
    format!("{what} was cut after {} bytes", in_thousands(most))
}

fn in_thousands(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

/// The text with lines that end in `\n`, without spaces at their ends, and no more than two empty ones in a row.
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
    // The last byte tells of most lines that there is nothing to do; 0xa0 is that of a space that does not break.
    match line.as_bytes().last() {
        Some(b' ' | b'\t' | 0xa0) => line.trim_end_matches([' ', '\t', '\u{a0}']),
        _ => line,
    }
}

/// The most text that is taken of one mail, row or attachment, in bytes; what is cut is told.
pub const MAX_TEXT_BYTES: usize = 200_000;
