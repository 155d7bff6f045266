//! Joins what a mail program wrapped: a sentence that goes on in the next line, and a question broken over several.

use super::quote_marks::{is_quoted, unquoted};

/// A line shorter than this, in characters, was not wrapped, if the text does not show its own width: its writer ended it.
const MIN_WRAPPED: usize = 48;

/// Longer than any width at which programs wrap, in characters.
const MAX_WIDTH: usize = 100;

/// So many lines must break where the next word did not fit, before a width is believed.
const MIN_FULL_LINES: usize = 2;

/// The most lines over which a program breaks a question.
const MAX_QUESTION_LINES: usize = 4;

/// The longest greeting ("Dear Parish Clerk,"), in words: a comma does not leave it open.
const MAX_GREETING_WORDS: usize = 4;

/// Words that no sentence ends with.
const OPEN_WORDS: [&str; 13] = ["and", "or", "the", "of", "to", "in", "on", "at", "with", "for", "a", "by", "that"];

/// How a text was wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// A program broke lines where the next word did not fit into so many characters.
    Width(usize),
    /// It has paragraphs on one line, so whoever began a line meant to.
    None,
    Unknown,
}

impl Wrapping {
    /// Judges by the lines that are not quoted.
    pub(crate) fn of(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let own = |line: &&&str| !is_blank(line) && !is_quoted(line);
        let width = lines.iter().filter(own).map(|line| line.chars().count()).max().unwrap_or(0);
        if width > MAX_WIDTH {
            let is_paragraph =
                |line: &&&str| line.chars().count() > MAX_WIDTH && line.split_whitespace().nth(12).is_some();
            return if lines.iter().filter(own).any(|line| is_paragraph(&line)) { Self::None } else { Self::Unknown };
        }
        let goes_on = |pair: &&[&str]| {
            let [line, next] = pair else { return false };
            own(&line) && own(&next) && starts_small(next) && !line.ends_with(['.', '!', '?', ':', ';'])
        };
        let (mut full, mut short) = (0, 0);
        for pair in lines.windows(2).filter(goes_on) {
            let count = if is_full(pair[0], pair[1], width) { &mut full } else { &mut short };
            *count += 1;
        }
        if full >= MIN_FULL_LINES && full > short { Self::Width(width) } else { Self::Unknown }
    }

    /// Whether a line goes on in the next one: its sentence is open, and the next word did not fit. A list has one item a line, so
    /// of short lines only those with an open end and a small letter below are joined.
    pub(crate) fn joins(self, line: &str, next: &str) -> bool {
        let last_word = line.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let open = line.ends_with(',') || OPEN_WORDS.iter().any(|word| word.eq_ignore_ascii_case(last_word));
        let (small, length) = (starts_small(next), line.chars().count());
        if line.ends_with(['.', '!', '?', ':', ';']) {
            return false;
        }
        match self {
            Self::Width(width) => small && open || is_full(line, next, width) && (small || width >= MIN_WRAPPED),
            Self::None => small && (open || length >= MIN_WRAPPED * 2 / 3),
            Self::Unknown => length >= MIN_WRAPPED || small && (open || length >= MIN_WRAPPED * 2 / 3),
        }
    }
}

fn starts_small(line: &str) -> bool {
    line.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether the first word of the next line would not have fitted.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() > width
}

/// Whether a line ends with a question mark, whatever the emphasis around it.
pub(crate) fn is_question(line: &str) -> bool {
    trim_emphasis(line).ends_with('?')
}

fn trim_emphasis(line: &str) -> &str {
    line.trim_end_matches([' ', '\t', '\u{a0}', '*', '_', '"', '”'])
}

fn ends_sentence(line: &str) -> bool {
    let line = trim_emphasis(line);
    let is_greeting = || line.starts_with(char::is_uppercase) && line.split_whitespace().count() <= MAX_GREETING_WORDS;
    line.ends_with(['.', '!', '?', ':']) || line.ends_with(',') && is_greeting()
}

/// Index of the first line of the question that ends on line `last`. `line_at` gives the lines that may belong to it.
pub(crate) fn question_start<'a>(last: usize, line_at: impl Fn(usize) -> Option<&'a str>) -> usize {
    let goes_on = |index: &usize| line_at(*index).map(unquoted).is_some_and(|it| !is_blank(it) && !ends_sentence(it));
    let earliest = last.saturating_sub(MAX_QUESTION_LINES - 1);
    (earliest..last).rev().take_while(goes_on).last().unwrap_or(last)
}

/// Which lines belong to a question that is answered on the next line that is not blank.
pub(crate) fn answered_questions(
    lines: &[&str],
    may_ask: impl Fn(usize) -> bool,
    may_answer: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let mut answered = vec![false; lines.len()];
    let mut question: Option<usize> = None;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !is_blank(unquoted(line))) {
        if let Some(last) = question.filter(|_| may_answer(index)) {
            let first = question_start(last, |index| may_ask(index).then(|| lines[index]));
            answered[first..=last].fill(true);
        }
        question = Some(index).filter(|_| may_ask(index) && is_question(line));
    }
    answered
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Wrapping, answered_questions};
    use crate::lines::quote_marks::is_quoted;
    use rstest::rstest;

    #[rstest]
    #[case::long("Our priorities, agreed at the September meeting, are speeding", "through the village", true)]
    #[case::closed("Our priorities were agreed at the September meeting as follows:", "speeding", false)]
    #[case::open("speeding on the", "main road", true)]
    #[case::a_list("Speeding", "Litter", false)]
    #[case::a_name("speeding on the", "A49", false)]
    fn wrapped_lines(#[case] line: &str, #[case] next: &str, #[case] expected: bool) {
        assert_eq!(Wrapping::Unknown.joins(line, next), expected);
    }

    #[rstest]
    #[case::next_word_did_not_fit(
        72,
        "Our council met on Monday evening and asks for speed checks at the",
        "Shrewsbury Road junction",
        true
    )]
    #[case::next_word_fitted(72, "Speeding on the Shrewsbury Road near the primary school", "Litter", false)]
    #[case::narrow(40, "speeding past the school, in Aston", "street and on the bypass", true)]
    #[case::narrow_list(40, "Speeding past the school in Aston Street", "Litter", false)]
    fn a_known_width_decides(#[case] width: usize, #[case] line: &str, #[case] next: &str, #[case] expected: bool) {
        assert_eq!(Wrapping::Width(width).joins(line, next), expected);
    }

    #[rstest]
    #[case::by_a_program(
        "Thank you for your letter, which we discussed at\nlength on Monday. The council wishes to take part\nand would like to be met each quarter at a normal\nmeeting.",
        Wrapping::Width(49)
    )]
    #[case::paragraphs(
        "Thank you for your letter, which we discussed at length on Monday, and the council wishes to take part in the scheme.\n\nSpeeding on the road past the school at Aston Street\nLitter",
        Wrapping::None
    )]
    #[case::a_list("Speeding\nLitter\nparking at the school", Wrapping::Unknown)]
    #[case::nothing("", Wrapping::Unknown)]
    fn texts_show_how_they_were_wrapped(#[case] text: &str, #[case] expected: Wrapping) {
        assert_eq!(Wrapping::of(text), expected);
    }

    /// `q` for each line of an answered question.
    #[rstest]
    #[case::one_line("> Which?\nSpeeding", "q-")]
    #[case::wrapped("> Dear Clerk,\n> Which three\n> priorities, please,\n> do you choose?\n>\n\nSpeeding", "-qqq---")]
    #[case::after_a_sentence("> We wrote in July.\n> Which?\nSpeeding", "-q-")]
    #[case::unanswered("> Which?\n> How often?\n", "--")]
    #[case::too_long("> a\n> b\n> c\n> d\n> e?\nYes", "-qqqq-")]
    fn questions_with_answers(#[case] text: &str, #[case] expected: &str) {
        let lines: Vec<&str> = text.lines().collect();
        let answered = answered_questions(&lines, |index| is_quoted(lines[index]), |index| !is_quoted(lines[index]));
        let letters: String = answered.iter().map(|answered| if *answered { 'q' } else { '-' }).collect();
        assert_eq!(letters, expected);
    }
}
