//! The words at the ends of wrapped lines, and questions broken over several lines.

use super::quote_marks::unquoted;

/// The most lines over which a program breaks a question.
const MAX_QUESTION_LINES: usize = 4;

/// The longest greeting ("Dear Parish Clerk,"), in words: a comma does not leave it open.
const MAX_GREETING_WORDS: usize = 4;

/// Words that no sentence ends with.
const OPEN_WORDS: [&str; 13] = ["and", "or", "the", "of", "to", "in", "on", "at", "with", "for", "a", "by", "that"];

/// Whether a line ends in the middle of a sentence.
pub(super) fn is_open(line: &str) -> bool {
    let last_word = line.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    line.ends_with(',') || OPEN_WORDS.iter().any(|word| word.eq_ignore_ascii_case(last_word))
}

/// Whether a line starts with a small letter.
pub(super) fn opens_small(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
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
    use super::answered_questions;
    use crate::lines::quote_marks::is_quoted;
    use rstest::rstest;

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
