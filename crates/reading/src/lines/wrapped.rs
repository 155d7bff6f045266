//! Joins what a mail program wrapped: a sentence that goes on in the next line, and a question broken over several.

use super::quote_marks::unquoted;

/// A line shorter than this, in bytes, was not wrapped: its writer ended it.
const MIN_WRAPPED_BYTES: usize = 48;

/// The most lines over which a program breaks a question.
const MAX_QUESTION_LINES: usize = 4;

/// The longest greeting ("Dear Parish Clerk,"), in words: a comma does not leave it open.
const MAX_GREETING_WORDS: usize = 4;

/// Words that no sentence ends with.
const OPEN_WORDS: [&str; 13] = ["and", "or", "the", "of", "to", "in", "on", "at", "with", "for", "a", "by", "that"];

/// Whether a line goes on in the next one: it is long and its sentence open. A list has one item a line, so of short lines only
/// those with an open end and a small letter below are joined.
pub(crate) fn is_wrapped(line: &str, next: &str) -> bool {
    let last_word = line.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let open = line.ends_with(',') || OPEN_WORDS.iter().any(|word| word.eq_ignore_ascii_case(last_word));
    let small = next.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    !line.ends_with(['.', '!', '?', ':', ';'])
        && (line.len() >= MIN_WRAPPED_BYTES || small && (open || line.len() >= MIN_WRAPPED_BYTES * 2 / 3))
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
    use super::{answered_questions, is_wrapped};
    use crate::lines::quote_marks::is_quoted;
    use rstest::rstest;

    #[rstest]
    #[case::long("Our priorities, agreed at the September meeting, are speeding", "through the village", true)]
    #[case::closed("Our priorities were agreed at the September meeting as follows:", "speeding", false)]
    #[case::open("speeding on the", "main road", true)]
    #[case::a_list("Speeding", "Litter", false)]
    #[case::a_name("speeding on the", "A49", false)]
    fn wrapped_lines(#[case] line: &str, #[case] next: &str, #[case] expected: bool) {
        assert_eq!(is_wrapped(line, next), expected);
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
