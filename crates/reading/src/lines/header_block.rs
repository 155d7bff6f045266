//! The header fields that a program writes above a mail that it quotes whole: `From:`, `Sent:`, `To:`, `Subject:`.
//!
//! A council may write its answer as a memo or a form with the same words. So a block needs a sender and a date, each of the right
//! shape, in whatever order, and something that only programs write.

use std::ops::Range;

use super::header_words::{self, Field};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeaderBlock {
    pub from: String,
    /// The value of `Sent:` or `Date:`.
    pub sent: String,
    pub subject: String,
    /// Number of lines, with the empty line below.
    pub lines: usize,
}

/// Longest header block, in lines. A list of recipients may take many.
pub(crate) const MAX_HEADER_LINES: usize = 30;

/// Most empty lines between two fields.
const MAX_EMPTY_LINES: usize = 2;

/// A field and its value, without emphasis.
fn field(line: &str) -> Option<(Field, &str)> {
    const EMPHASIS: [char; 6] = ['*', '_', ' ', '\u{a0}', '\u{202f}', '\t'];
    let (name, value) = line.split_once(':')?;
    Some((header_words::field(name.trim_matches(EMPHASIS))?, value.trim_matches(EMPHASIS)))
}

fn is_empty(line: &str) -> bool {
    line.trim().is_empty()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line is a field of a form, by its short label: `Council: Wem Town Council`.
fn is_form_field(line: &str) -> bool {
    const MAX_LABEL_WORDS: usize = 4;
    let Some((label, value)) = line.split_once(':') else { return false };
    let is_label = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '(' | ')');
    value.starts_with([' ', '\t'])
        && label.starts_with(char::is_uppercase)
        && label.chars().all(is_label)
        && label.split_whitespace().count() <= MAX_LABEL_WORDS
}

/// The header block that starts on the first of these lines. `announced`: a divider or a drawn rule stands above it.
pub(crate) fn header_block(lines: &[&str], announced: bool) -> Option<HeaderBlock> {
    let (first, _) = field(lines.first()?)?;
    let lines = lines.get(..lines.len().min(MAX_HEADER_LINES))?;
    let mut block = Fields { first, last: first, ..Fields::default() };
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let below = lines.get(index + 1..).unwrap_or_default();
        let goes_on = if is_empty(line) {
            block.goes_on_below(below)
        } else if let Some((found, value)) = field(line) {
            block.indent = indent(line);
            block.add(found, value)
        } else {
            block.wrap(line, below)
        };
        if !goes_on {
            break;
        }
        index += 1;
    }
    // A form goes on with fields of its own; a program's block ends with an empty line or the text.
    if !announced && lines.get(index).is_some_and(|line| is_form_field(line)) {
        return None;
    }
    let lines = index + usize::from(lines.get(index).is_some_and(|line| is_empty(line)));
    block.is_by_a_program(announced).then(|| HeaderBlock {
        from: block.from.unwrap_or_default(),
        sent: block.sent.unwrap_or_default(),
        subject: block.subject.unwrap_or_default(),
        lines,
    })
}

/// The fields of a block that were read so far.
struct Fields {
    first: Field,
    last: Field,
    from: Option<String>,
    sent: Option<String>,
    subject: Option<String>,
    to: Option<String>,
    other: Option<String>,
    /// Whether the day stands behind `Sent:`.
    says_sent: bool,
    /// Of the last field, in bytes.
    indent: usize,
}

impl Default for Fields {
    fn default() -> Self {
        let (from, sent, subject, to, other) = (None, None, None, None, None);
        Self { first: Field::Other, last: Field::Other, from, sent, subject, to, other, says_sent: false, indent: 0 }
    }
}

impl Fields {
    fn value(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::From => &mut self.from,
            Field::Sent | Field::Date => &mut self.sent,
            Field::Subject => &mut self.subject,
            Field::To => &mut self.to,
            Field::Other => &mut self.other,
        }
    }

    /// Adds a field. False if it belongs to the next block.
    fn add(&mut self, field: Field, value: &str) -> bool {
        if field == Field::From && self.from.is_some() {
            return false;
        }
        let first_of_its_kind = self.value(field).is_none();
        if first_of_its_kind {
            *self.value(field) = Some(value.to_owned());
            self.says_sent |= field == Field::Sent;
        }
        self.last = field;
        true
    }

    /// Whether the block goes on below an empty line: some programs leave one between the fields.
    fn goes_on_below(&mut self, below: &[&str]) -> bool {
        let next = below.iter().take(MAX_EMPTY_LINES).find(|line| !is_empty(line));
        next.and_then(|next| field(next)).is_some_and(|(next, _)| next != Field::From || self.from.is_none())
    }

    /// Adds a line without a field to the value of the last field, if that is wrapped.
    fn wrap(&mut self, line: &str, below: &[&str]) -> bool {
        let next = below.first().and_then(|next| field(next)).map(|(next, _)| next);
        let is_inside = next.is_some_and(|next| self.value(next).is_none());
        let last = self.last;
        // The line of a form: "Email: clerk@wem.example".
        if last != Field::Subject && line.contains(": ") {
            return false;
        }
        let block_indent = self.indent;
        let Some(value) = self.value(last) else { return false };
        let goes_on = value.is_empty()
            || is_inside
            || match last {
                Field::From => !value.contains('@') || value.rfind(['<', '[', '(']) > value.rfind(['>', ']', ')']),
                Field::Sent | Field::Date => !is_dated(value) || (!has_time(value) && has_time(line)),
                Field::Subject => indent(line) > block_indent,
                Field::To | Field::Other => line.contains(['@', ';', '\t']),
            };
        if goes_on {
            value.push_str(if value.is_empty() { "" } else { " " });
            value.push_str(line.trim().trim_matches(['*', '_']));
        }
        goes_on
    }

    fn is_by_a_program(&self, announced: bool) -> bool {
        let (Some(from), Some(sent)) = (&self.from, &self.sent) else { return false };
        let names_recipient_or_subject = self.to.is_some() || self.subject.is_some();
        if announced {
            return self.says_sent || names_recipient_or_subject;
        }
        let (addressed, timed) = (is_address(from), has_time(sent));
        let is_whole = addressed && self.to.is_some() && self.subject.is_some();
        if from.is_empty() || !(is_dated(sent) || is_whole) {
            return false;
        }
        match self.first {
            Field::From => {
                let full = addressed && from.contains(['<', '[']);
                self.says_sent || (names_recipient_or_subject && (addressed || timed)) || (addressed && timed) || full
            }
            _ => timed && (addressed || self.says_sent || self.to.as_deref().is_some_and(is_address)),
        }
    }
}

/// Whether a text contains something like an address.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

/// Whether a text contains a day with its year, in figures, or a time of day.
pub(super) fn is_dated(text: &str) -> bool {
    // Asked of every line, most of which have no figure.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if has_time(text) {
        return true;
    }
    let numbers = || text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let has_year = numbers().any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    let is_numeric = || {
        text.split_whitespace()
            .any(|word| word.split(['/', '.', '-']).filter(|it| it.parse::<u16>().is_ok()).count() == 3)
    };
    (has_year && numbers().nth(1).is_some()) || is_numeric()
}

/// Whether a text contains a time of day: `14:05`.
pub(super) fn has_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: Range<usize>| bytes.get(range).is_some_and(|found| found.iter().all(u8::is_ascii_digit));
    memchr::memchr_iter(b':', bytes).any(|colon| colon > 0 && digits(colon - 1..colon) && digits(colon + 1..colon + 3))
}

#[cfg(test)]
mod tests {
    use super::header_block;
    use rstest::rstest;

    #[rstest]
    #[case::outlook(
        "From: Team <t@police.example>\nSent: 12 September 2023 14:05\nTo: Clerk\nSubject: Charter\n\nDear",
        5
    )]
    #[case::bold("*From:* Team\n*Sent:* 12 September 2023 14:05\n*To:* Clerk\n*Subject:* Charter\ntext", 4)]
    #[case::gmail(
        "From: Team <t@police.example>\nDate: Tue, 12 Sep 2023\nSubject: Charter\nTo: <c@wem.example>\n\n",
        5
    )]
    #[case::blank_lines_between(
        "From: Team\n\nSent: 12 September 2023 14:05\n\nTo: Clerk\n\nSubject: Charter\n\nDear",
        8
    )]
    #[case::welsh("Oddi wrth: Tîm\nAnfonwyd: 12 Medi 2023 14:05\nAt: Clerc\nPwnc: Siarter\n\n", 5)]
    #[case::many("From: Team\nSent: 12 September 2023 14:05\nTo: a; b;\nc; d\nSubject: Charter\n\n", 6)]
    #[case::a_memo(
        "From: Wem Town Council\nDate: 25 September 2023\nTo: West Mercia Police\nSubject: Charter\n\nYes",
        0
    )]
    #[case::a_rota("From: Monday\nTo: Friday\n", 0)]
    #[case::a_sentence("From: the council\nwe say no\n", 0)]
    #[case::sent_without_recipients("From: Team\nSent: 12 September 2023\n\nDear", 3)]
    #[case::no_sender("Sent: 12 September 2023\nTo: Clerk", 0)]
    #[case::wrapped(
        "*From:* Team [mailto:\nt@police.example]\n*Sent:* Friday, September 1,\n2023 9:00 AM\n*Subject:*\nCharter\n",
        7
    )]
    #[case::two_fields("From: Team <t@police.example>\nDate: 12 September 2023 at 14:05\n\n", 3)]
    #[case::subject_wrapped("Subject:\nCharter\nFrom: t@police.example\nSent: 12/09/2023 14:05\n\n", 5)]
    #[case::french(
        "De\u{a0}: Team <t@police.example>\nEnvoyé\u{a0}: mardi 12 septembre 2023 14:05\nÀ\u{a0}: Clerk\nObjet\u{a0}: Charter\n\n",
        5
    )]
    #[case::a_timetable("From: the clerk\nDate: Monday 09:30\nPlace: the hall", 0)]
    #[case::a_memo_to_first(
        "To: West Mercia Police\nFrom: Wem Town Council\nDate: 25 September 2023\nSubject: Charter",
        0
    )]
    #[case::a_form("From: Wem Town Council\nEmail: c@wem.example\nDate: 12 September 2023\nSubject: policing", 0)]
    #[case::an_agenda("Date: 4 October 2023 19:30\nTo: all\nFrom: the Clerk\nSubject: policing", 0)]
    #[case::a_form_with_more_fields(
        "From: c@wem.example\nDate: 25/09/2023 10:15\nSubject: Charter\nCouncil: Wem Town Council\n\nSpeeding",
        0
    )]
    #[case::a_portal("From: Clerk <c@wem.example>\nSubject: Charter\nSent: 25/09/2023 10:15\nMessage: Speeding", 0)]
    #[case::no_values("From:\nDate:\nTo:\nSubject:", 0)]
    fn header_blocks(#[case] text: &str, #[case] count: usize) {
        let lines: Vec<&str> = text.split('\n').collect();
        let found = header_block(&lines, false);
        assert_eq!(found.as_ref().map_or(0, |block| block.lines), count);
        if let Some(found) = found {
            assert!(
                found.sent.contains("2023") && matches!(found.subject.as_str(), "Charter" | "Siarter" | ""),
                "{found:?}"
            );
        }
    }

    #[rstest]
    #[case::thunderbird(
        "Subject: Charter\nDate: Tue, 12 Sep 2023 14:05\nFrom: Clerk <c@wem.example>\nTo: Team\n\nDear",
        5
    )]
    #[case::from_first("From: Clerk <c@wem.example>\nDate: Tue, 12 Sep 2023\nSubject: Charter\n\n", 4)]
    #[case::from_nobody("Subject: Charter\nDate: Tue, 12 Sep 2023\nTo: Team\n\n", 0)]
    fn a_block_starts_with_any_field(#[case] text: &str, #[case] count: usize) {
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(header_block(&lines, true).map_or(0, |block| block.lines), count);
        assert_eq!(header_block(&lines, false).is_some(), count > 0);
    }
}
