//! Our own letter, found again in what comes back: broken into other lines, with other dashes and quotes, in part.

use std::borrow::Cow;
use std::ops::Range;

use charter::date_words::is_month_name;

use crate::lines::quote_marks::is_quoted;
use crate::lines::wrapped::answered_questions;

/// The letters that are looked for.
pub struct Letters(Vec<Letter>);

struct Letter {
    /// Its words, with one space between them and around them all.
    words: String,
    /// The places of the spaces at which its lines end, ascending.
    ends: Vec<usize>,
}

/// The fewest words, and bytes, of a line that is known by itself. A shorter one ("Yes") may be the council's.
const FEWEST_WORDS: usize = 4;
const SHORTEST: usize = 20;

/// The fewest words of a letter that must be there before any are taken away: a council may repeat one of our phrases.
const FEWEST_IN_ALL: usize = 8;

impl Letters {
    /// Letters, by their texts.
    pub fn new(texts: &[String]) -> Self {
        let letters = texts.iter().map(|text| {
            let mut letter = Letter { words: " ".to_owned(), ends: Vec::new() };
            for line in text.lines().map(folded).filter(|line| !line.is_empty()) {
                letter.words.push_str(&line);
                letter.ends.push(letter.words.len());
                letter.words.push(' ');
            }
            letter
        });
        Self(letters.filter(|letter| !letter.ends.is_empty()).collect())
    }

    /// The lines without those of a letter. A question of ours that is answered below it stays, as one that is quoted, so that
    /// it is known what the "No" is to.
    pub(super) fn without<'a>(&self, lines: &[&'a str]) -> Vec<Cow<'a, str>> {
        let Some(ours) = self.found(lines) else { return lines.iter().copied().map(Cow::Borrowed).collect() };
        own(lines, &ours, 0..lines.len())
    }

    /// What stands inside a letter that these lines have, and is not of it, with the questions that it answers.
    pub(super) fn answers<'a>(&self, lines: &[&'a str]) -> Vec<Cow<'a, str>> {
        let Some(ours) = self.found(lines) else { return Vec::new() };
        let first = ours.iter().position(|ours| *ours).unwrap_or_default();
        let last = ours.iter().rposition(|ours| *ours).unwrap_or_default();
        own(lines, &ours, first..last)
    }

    /// Whether a letter stands in these lines.
    pub(super) fn are_in(&self, lines: &[&str]) -> bool {
        self.found(lines).is_some()
    }

    /// Whether a text is nothing but a letter.
    pub(super) fn are_all_of(&self, text: &str) -> bool {
        let lines: Vec<&str> = text.lines().collect();
        let blank = |line: &str| line.trim().is_empty();
        self.found(&lines).is_some_and(|ours| lines.iter().zip(ours).all(|(line, ours)| ours || blank(line)))
    }

    /// Which lines are of a letter, if enough of one is there.
    fn found(&self, lines: &[&str]) -> Option<Vec<bool>> {
        if self.0.is_empty() {
            return None;
        }
        let (ours, words) = self.ours(lines);
        (words >= FEWEST_IN_ALL).then_some(ours)
    }

    /// Which lines are of a letter, and how many words of letters there are.
    fn ours(&self, lines: &[&str]) -> (Vec<bool>, usize) {
        let mut ours = vec![false; lines.len()];
        let mut words = 0;
        // Which letter the last line that was known is of, and where in it that ends.
        let mut stands: Option<(&Letter, usize)> = None;
        // Short lines just where the letter has them: ours if the letter goes on after them.
        let mut open: Vec<usize> = Vec::new();
        // Whether these began within a line of the letter: then they are ours once that line is at its end.
        let mut within = false;
        for (place, line) in lines.iter().enumerate() {
            let line = folded(line);
            if line.is_empty() {
                continue;
            }
            let count = line.split(' ').count();
            let long = count >= FEWEST_WORDS && line.len() >= SHORTEST;
            let wanted = format!(" {line} ");
            let goes_on = stands.filter(|(letter, end)| letter.words[*end..].starts_with(&wanted));
            if goes_on.is_none() {
                open.clear();
            }
            let Some((letter, start)) = goes_on.or_else(|| self.begins(&wanted, long)) else { continue };
            let end = start + wanted.len() - 1;
            if open.is_empty() {
                within = start > 0 && letter.ends.binary_search(&start).is_err();
            }
            open.push(place);
            words += count;
            let ends = end + 1 == letter.words.len() || (within && letter.ends.binary_search(&end).is_ok());
            if long || ends {
                open.drain(..).for_each(|place| ours[place] = true);
            }
            stands = Some((letter, end));
        }
        (ours, words)
    }

    /// Where words stand in a letter: anywhere in one if they are many, at its beginning if they are few.
    fn begins(&self, wanted: &str, many: bool) -> Option<(&Letter, usize)> {
        self.0.iter().find_map(|letter| {
            let place = if many { letter.words.find(wanted) } else { letter.words.starts_with(wanted).then_some(0) };
            Some((letter, place?))
        })
    }
}

/// The lines of a stretch that are not ours, with the questions of ours right above them.
fn own<'a>(lines: &[&'a str], ours: &[bool], stretch: Range<usize>) -> Vec<Cow<'a, str>> {
    let answered = answered_questions(
        lines,
        |index| stretch.contains(&index) && ours[index],
        |index| stretch.contains(&index) && !ours[index],
    );
    let stays = stretch.filter(|index| !ours[*index] || answered[*index]);
    stays
        .map(|place| {
            if ours[place] && !is_quoted(lines[place]) {
                Cow::Owned(format!("> {}", lines[place]))
            } else {
                lines[place].into()
            }
        })
        .collect()
}

/// Text as it is compared: its words, in lower case. Days and years are any day: the letter goes out again each quarter.
fn folded(text: &str) -> String {
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
    fn ours_is_taken_away(#[case] text: &str, #[case] left: &str) {
        let letters = Letters::new(&[String::new(), LETTER.to_owned()]);
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(letters.without(&lines).join("\n").trim(), left);
        assert_eq!(Letters::new(&[]).without(&lines), lines);
    }
}
