//! Finds an older mail of the same sender below a note that only points to it: a council sends its answer again. What the
//! older mail says is of its own day.

use crate::extract::{Context, Document, read_by_rules};
use crate::lines::attribution::mail_lines;
use crate::lines::classify::{ClassifiedLines, LineKind};
use crate::lines::header_block::header_block;
use crate::lines::quote_marks::{is_quoted, is_separator, unquoted};
use crate::speaker::inline::InlineForward;
use charter::incoming::is_police_address;
use charter::mail::address::split_sender;
use charter::mail::text::{one_line, tidy};
use charter::mail::{Mail, date};

/// Words of a note that points to the mail below it.
const POINTS: [&str; 10] =
    ["below", "forward", "resend", "resent", "re-send", "again", "as sent", "earlier", "previous", "underneath"];
/// Words of a note that takes it back, or adds to it.
const REVOKES: [&str; 16] = [
    "ignore",
    "disregard",
    "withdraw",
    "instead",
    "supersede",
    "no longer",
    "wrong",
    "mistake",
    "cancel",
    "chang",
    "not ",
    "n't",
    "replace",
    "except",
    "correct",
    "add",
];

/// The older mail and the note above it. `None` if the note says more, or the mail below is somebody else's.
pub(super) fn find_own_earlier(mail: &Mail) -> Option<InlineForward> {
    if mail.sender.is_empty() || is_police_address(&mail.sender) {
        return None;
    }
    let lines: Vec<&str> = mail_lines(&mail.body).into_iter().map(|(_, line)| line).collect();
    let ClassifiedLines { kinds, .. } = ClassifiedLines::new(&lines);
    let start = kinds.iter().position(|kind| *kind == LineKind::Header)?;
    let end = start + kinds.iter().skip(start).take_while(|kind| **kind == LineKind::Header).count();
    if kinds.iter().take(start).any(|kind| *kind == LineKind::Quoted) {
        return None;
    }
    let header = lines.get(start..end)?;
    let block = (0..header.len()).find_map(|at| header_block(header.get(at..)?, true));
    let sentence = header.join(" ");
    let (from, sent, subject) = match &block {
        Some(block) => (block.from.as_str(), block.sent.as_str(), block.subject.as_str()),
        None => (sentence.as_str(), sentence.as_str(), mail.subject.as_str()),
    };
    let (sender, from) = split_sender(from);
    let (received, _) = date::read_in_text(sent)?;
    let note: Vec<&str> = lines.iter().take(start).filter(|line| !is_separator(line)).copied().collect();
    let note = tidy(&note.join("\n"));
    if sender != mail.sender || mail.received.is_none_or(|newer| received.on > newer.on) || !only_points(&note) {
        return None;
    }
    let from = if block.is_some() { from } else { mail.from.clone() };
    let below = lines.get(end..)?;
    let is_marked = below.iter().find(|line| !line.trim().is_empty()).is_some_and(|line| is_quoted(line));
    let below: Vec<&str> = below.iter().map(|line| if is_marked { unquoted(line) } else { line }).collect();
    let body = tidy(&below.join("\n"));
    let mail = Mail { sender, from, subject: one_line(subject), received: Some(received), body, ..Mail::default() };
    (!mail.body.is_empty()).then_some(InlineForward { note, mail })
}

/// Whether a note says nothing but that the mail below is the answer.
fn only_points(note: &str) -> bool {
    let lower = note.to_lowercase().replace('’', "'");
    let points = note.trim().is_empty() || POINTS.iter().any(|words| lower.contains(words));
    points
        && !REVOKES.iter().any(|words| lower.contains(words))
        && read_by_rules(&Document::new(note), &Context::default()).is_empty()
}
