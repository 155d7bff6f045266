//! Finds our own letter in a reply: wrapped differently, with other dashes and quotes, or in part.

use std::borrow::Cow;
use std::ops::Range;

use charter::date_words::is_month_name;

use crate::lines::quote_marks::is_quoted;
use crate::lines::wrapped::answered_questions;

/// Texts of the letters that the team sent.
pub struct Letters(Vec<Letter>);

struct Letter {
    /// Folded words, with one space between them and around them all.
    words: String,
    /// Offsets of the spaces at which lines end, ascending.
    line_ends: Vec<usize>,
}

/// A shorter line ("Yes") may be the council's and is not recognized by itself.
const MIN_LINE_WORDS: usize = 4;
const MIN_LINE_BYTES: usize = 20;

/// A reply with fewer words of a letter only repeats a phrase of ours.
const MIN_TOTAL_WORDS: usize = 8;

impl Letters {
    pub fn new(texts: &[String]) -> Self {
        let letters = texts.iter().map(|text| {
            let mut letter = Letter { words: " ".to_owned(), line_ends: Vec::new() };
            for line in text.lines().map(fold).filter(|line| !line.is_empty()) {
                letter.words.push_str(&line);
                letter.line_ends.push(letter.words.len());
                letter.words.push(' ');
            }
            letter
        });
        Self(letters.filter(|letter| !letter.line_ends.is_empty()).collect())
    }

    /// Removes the lines of a letter. An answered question of ours stays, marked as quoted, so that the meaning of "No" is
    /// known.
    pub(super) fn remove_from<'a>(&self, lines: &[&'a str]) -> Vec<Cow<'a, str>> {
        let Some(is_ours) = self.find_lines(lines) else { return lines.iter().copied().map(Cow::Borrowed).collect() };
        lines_not_ours(lines, &is_ours, 0..lines.len())
    }

    /// Lines inside a letter that do not belong to it, with the questions that they answer.
    pub(super) fn answers_inside<'a>(&self, lines: &[&'a str]) -> Vec<Cow<'a, str>> {
        let Some(is_ours) = self.find_lines(lines) else { return Vec::new() };
        let first = is_ours.iter().position(|is_ours| *is_ours).unwrap_or_default();
        let last = is_ours.iter().rposition(|is_ours| *is_ours).unwrap_or_default();
        lines_not_ours(lines, &is_ours, first..last)
    }

    /// Whether the lines contain a letter.
    pub(super) fn are_in(&self, lines: &[&str]) -> bool {
        self.find_lines(lines).is_some()
    }

    /// Whether a text is nothing but a letter.
    pub(super) fn are_all_of(&self, text: &str) -> bool {
        let lines: Vec<&str> = text.lines().collect();
        let blank = |line: &str| line.trim().is_empty();
        self.find_lines(&lines)
            .is_some_and(|is_ours| lines.iter().zip(is_ours).all(|(line, is_ours)| is_ours || blank(line)))
    }

    /// Which lines belong to a letter, if enough of it is there.
    fn find_lines(&self, lines: &[&str]) -> Option<Vec<bool>> {
        if self.0.is_empty() {
            return None;
        }
        let (is_ours, words) = self.match_lines(lines);
        (words >= MIN_TOTAL_WORDS).then_some(is_ours)
    }

    /// Which lines belong to a letter, and how many words they have.
    fn match_lines(&self, lines: &[&str]) -> (Vec<bool>, usize) {
        let mut is_ours = vec![false; lines.len()];
        let mut words = 0;
        // The letter of the last matching line, and the offset of its end.
        let mut last_match: Option<(&Letter, usize)> = None;
        // Short lines that match; they count once the letter continues after them.
        let mut pending: Vec<usize> = Vec::new();
        // Whether the pending lines start inside a line of the letter. Then they count at the end of that line.
        let mut is_mid_line = false;
        for (index, line) in lines.iter().enumerate() {
            let line = fold(line);
            if line.is_empty() {
                continue;
            }
            let count = line.split(' ').count();
            let long = count >= MIN_LINE_WORDS && line.len() >= MIN_LINE_BYTES;
            let needle = format!(" {line} ");
            let continued = last_match.filter(|(letter, end)| letter.words[*end..].starts_with(&needle));
            if continued.is_none() {
                pending.clear();
            }
            let Some((letter, start)) = continued.or_else(|| self.find_words(&needle, long)) else { continue };
            let end = start + needle.len() - 1;
            if pending.is_empty() {
                is_mid_line = start > 0 && letter.line_ends.binary_search(&start).is_err();
            }
            pending.push(index);
            words += count;
            let ends_line =
                end + 1 == letter.words.len() || (is_mid_line && letter.line_ends.binary_search(&end).is_ok());
            if long || ends_line {
                pending.drain(..).for_each(|index| is_ours[index] = true);
            }
            last_match = Some((letter, end));
        }
        (is_ours, words)
    }

    /// Where the words stand in a letter: `anywhere`, or only at its start.
    fn find_words(&self, needle: &str, anywhere: bool) -> Option<(&Letter, usize)> {
        self.0.iter().find_map(|letter| {
            let start =
                if anywhere { letter.words.find(needle) } else { letter.words.starts_with(needle).then_some(0) };
            Some((letter, start?))
        })
    }
}

/// Lines of a range that are not ours, with our answered questions.
fn lines_not_ours<'a>(lines: &[&'a str], is_ours: &[bool], range: Range<usize>) -> Vec<Cow<'a, str>> {
    let answered = answered_questions(
        lines,
        |index| range.contains(&index) && is_ours[index],
        |index| range.contains(&index) && !is_ours[index],
    );
    let kept = range.filter(|index| !is_ours[*index] || answered[*index]);
    kept.map(|index| {
        if is_ours[index] && !is_quoted(lines[index]) {
            Cow::Owned(format!("> {}", lines[index]))
        } else {
            lines[index].into()
        }
    })
    .collect()
}

/// Words in lower case. Days and years become `#`, because the letter goes out again each quarter.
fn fold(text: &str) -> String {
    let lower = text.replace(['’', '\''], "").to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.map(|word| if is_of_a_date(word) { "#" } else { word }).collect();
    words.join(" ")
}

fn is_of_a_date(word: &str) -> bool {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = matches!(&word[figures.len()..], "" | "st" | "nd" | "rd" | "th");
    let is_number = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && ordinal) || is_month_name(word)
}

#[cfg(test)]
mod tests {
    use super::Letters;
    use rstest::rstest;

    const LETTER: &str = "Dear Clerk,\nWhich three policing priorities does your council choose for this quarter?\n\
                          If we do not hear from you by 30 September 2023 you are left out.\n\
                          Do you wish to take part?\nYes\nNo\nHow often would you like to be met?\nKind regards,\nThe team";

    #[rstest]
    #[case::all(LETTER, "")]
    #[case::broken_elsewhere(
        "Dear Clerk,\nWhich three policing priorities does\nyour council choose\nfor this quarter?\n\nSpeeding\nLitter",
        "> Which three policing priorities does\n> your council choose\n> for this quarter?\n\nSpeeding\nLitter"
    )]
    #[case::answers_between(
        "- Which three policing priorities does your council choose for this quarter?\nSpeeding\n\n\
         *Do you wish to take part?*\nYes\n\nHow often would you like to be met?\nQuarterly",
        "> - Which three policing priorities does your council choose for this quarter?\nSpeeding\n\n\
         > *Do you wish to take part?*\nYes\n\n> How often would you like to be met?\nQuarterly"
    )]
    #[case::one_phrase("How often would you like\nSpeeding", "How often would you like\nSpeeding")]
    #[case::one_line_answered(
        "Which three policing priorities does your council choose for this quarter? Speeding and litter",
        "Which three policing priorities does your council choose for this quarter? Speeding and litter"
    )]
    #[case::of_another_quarter(
        "If we do not hear from you by 31st December 2024 you are left out.\nWhich three policing priorities does your council \
         choose for this quarter?",
        ""
    )]
    #[case::own_words("Kind regards,\nThe team", "Kind regards,\nThe team")]
    fn letter_lines_are_removed(#[case] text: &str, #[case] left: &str) {
        let letters = Letters::new(&[String::new(), LETTER.to_owned()]);
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(letters.remove_from(&lines).join("\n").trim(), left);
        assert_eq!(Letters::new(&[]).remove_from(&lines), lines);
    }
}
