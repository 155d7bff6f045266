//! How much of anything is taken.

use crate::exchange::piece::MAX_TEXT_BYTES;

/// The most bytes of a mail that are read; more than any mail server lets through.
pub(super) const MOST_OF_A_MAIL: usize = 32 << 20;

/// The most lines of a mail that are read: what a parser keeps for a line is many times an empty one.
pub(super) const MOST_LINES: usize = 1_000_000;

/// The largest .msg that is opened, in bytes.
pub(super) const MOST_OF_A_MSG: u64 = 256 << 20;

/// The most files and mails that are looked at of those that hang on a message of Outlook.
pub(super) const MOST_HANGING: usize = 1_000;

/// The most files that are listed of those that hang on a mail. Mails are all taken: each may be a reply.
pub(super) const MOST_ATTACHMENTS: usize = 100;

/// The most text that is taken of all the attachments of a mail together, in bytes.
pub(super) const MOST_ATTACHED: usize = 5 * MAX_TEXT_BYTES;

/// The longest subject, name of a file and the like, in bytes.
pub(super) const MOST_OF_A_LINE: usize = 2_000;

/// The most addresses of a report.
pub(super) const MOST_ADDRESSES: usize = 200;

/// How deep mails in mails are looked into.
pub(super) const DEEPEST: usize = 3;

/// The text, or as much of its beginning as fits, in whole characters; and whether it was cut.
pub(super) fn cut(mut text: String, most: usize) -> (String, bool) {
    let long = text.len() > most;
    if long {
        text.truncate(text.floor_char_boundary(most));
        text.shrink_to_fit();
    }
    (text, long)
}

/// Lines, or as many bytes of them as fit, ending in `\n`; and whether they were cut.
pub(super) fn cut_lines(text: String, most: usize) -> (String, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let (mut text, _) = cut(text, most.saturating_sub(1));
    text.push('\n');
    (text, true)
}

/// One line of a header: white space of any kind is one space, and no more than [`MOST_OF_A_LINE`].
pub(super) fn one_line(text: &str) -> String {
    let start = &text[..text.floor_char_boundary(4 * MOST_OF_A_LINE)];
    let mut line = String::with_capacity(start.len());
    for word in start.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    cut(line, MOST_OF_A_LINE).0
}

/// What is told of a text that was cut.
pub(super) fn told_of_cut(what: &str, most: usize) -> String {
    format!("{what} was cut after {} bytes", in_thousands(most))
}

fn in_thousands(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}
