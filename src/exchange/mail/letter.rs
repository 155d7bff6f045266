//! Our own letter, found again in what comes back: broken into other lines, with other dashes and quotes, in part.

/// The letters that are looked for.
pub(super) struct Letters(Vec<Letter>);

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
    pub(super) fn new(texts: &[String]) -> Self {
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

    /// The lines without those of a letter.
    pub(super) fn without<'a>(&self, lines: &[&'a str]) -> Vec<&'a str> {
        if self.0.is_empty() {
            return lines.to_vec();
        }
        let (ours, words) = self.ours(lines);
        if words < FEWEST_IN_ALL {
            return lines.to_vec();
        }
        lines.iter().zip(ours).filter(|(_, ours)| !ours).map(|(line, _)| *line).collect()
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

/// Text as it is compared: its words, in lower case.
fn folded(text: &str) -> String {
    let lower = text.replace(['’', '\''], "").to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::Letters;
    use rstest::rstest;

    const LETTER: &str = "Dear Clerk,\nWhich three policing priorities does your council choose for this quarter?\n\
                          Do you wish to take part?\nYes\nNo\nHow often would you like to be met?\nKind regards,\nThe team";

    #[rstest]
    #[case::all(LETTER, "")]
    #[case::broken_elsewhere(
        "Which three policing priorities does\nyour council choose\nfor this quarter?\nSpeeding",
        "Speeding"
    )]
    #[case::answers_between(
        "- Which three policing priorities does your council choose for this quarter?\nSpeeding\n\n\
         *Do you wish to take part?*\nYes\n\nHow often would you like to be met?\nQuarterly",
        "Speeding\n\nYes\n\nQuarterly"
    )]
    #[case::one_phrase("How often would you like\nSpeeding", "How often would you like\nSpeeding")]
    #[case::one_line_answered(
        "Which three policing priorities does your council choose for this quarter? Speeding and litter",
        "Which three policing priorities does your council choose for this quarter? Speeding and litter"
    )]
    #[case::own_words("Kind regards,\nThe team", "Kind regards,\nThe team")]
    fn ours_is_taken_away(#[case] text: &str, #[case] left: &str) {
        let letters = Letters::new(&[String::new(), LETTER.to_owned()]);
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(letters.without(&lines).join("\n").trim(), left);
        assert_eq!(Letters::new(&[]).without(&lines), lines);
    }
}
