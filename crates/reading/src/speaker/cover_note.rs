//! Classifies the note above a forwarded mail: nothing, a comment to a colleague, or the council's own answer.

use std::cell::LazyCell;

use crate::extract::Reading;
use charter::incoming::is_police_address;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CoverNote {
    None,
    /// Words to the recipient, no reply of a council.
    Comment,
    /// An answer that names no council: "Yes, speeding please". It is the council's answer only if the mail below says
    /// nothing.
    PossibleAnswer,
    /// The council's answer: a clerk forwards what a councillor wrote, and says what the council wishes.
    Answer,
}

impl CoverNote {
    /// `sender` is an address. Nobody at the police speaks for a council, and nobody who writes "they".
    pub(super) fn of<F: FnOnce() -> Reading>(words: &str, sender: &str, reading: &LazyCell<Reading, F>) -> Self {
        if words.trim().is_empty() {
            Self::None
        } else if is_police_address(sender) || !contains_answer(words, reading) {
            Self::Comment
        } else if speaks_for_a_council(words) {
            Self::Answer
        } else if speaks_of_others(words) {
            Self::Comment
        } else {
            Self::PossibleAnswer
        }
    }
}

/// Words in lower case.
fn words_of(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('’', "'");
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).map(str::to_owned).collect()
}

fn speaks_of_others(text: &str) -> bool {
    const THIRD_PERSON: [&str; 9] = ["they", "they'd", "they're", "they've", "they'll", "them", "their", "he", "she"];
    words_of(text).iter().any(|word| THIRD_PERSON.contains(&word.as_str()))
}

fn speaks_for_a_council(words: &str) -> bool {
    const FIRST_PERSON: [&str; 14] = [
        "we",
        "we'd",
        "we're",
        "we've",
        "we'll",
        "our",
        "us",
        "members",
        "councillors",
        "hoffem",
        "rydym",
        "ein",
        "ni",
        "hoffai",
    ];
    let named = ["the council", "parish council", "town council", "y cyngor"];
    words_of(words).iter().any(|word| FIRST_PERSON.contains(&word.as_str()))
        || named.iter().any(|name| words.to_lowercase().contains(name))
}

/// Whether a text states a wish or priorities. Words of a category alone are no answer: an officer's signature names crimes
/// to report.
fn contains_answer(words: &str, reading: &Reading) -> bool {
    let named = || ["priorit", "blaenoriaeth"].iter().any(|word| words.to_lowercase().contains(word));
    reading.wish.is_some() || (!reading.priorities.is_empty() && named())
}

#[cfg(test)]
mod tests {
    use super::{CoverNote, LazyCell};
    use crate::extract::{Context, Document, read_by_rules};
    use rstest::rstest;

    #[rstest]
    #[case::nothing("clerk@wem.example", " \n", CoverNote::None)]
    #[case::a_word("clerk@wem.example", "FYI", CoverNote::Comment)]
    #[case::the_council("clerk@wem.example", "The council wishes to take part.", CoverNote::Answer)]
    #[case::we("clerk@wem.example", "Our priorities are speeding and parking.", CoverNote::Answer)]
    #[case::nobody_named("clerk@wem.example", "Yes, happy to take part.", CoverNote::PossibleAnswer)]
    #[case::of_others("clerk@wem.example", "They do not want to take part by the look of it.", CoverNote::Comment)]
    #[case::an_officer("pc@westmercia.police.uk", "We spoke; the council wishes to take part.", CoverNote::Comment)]
    #[case::a_signature(
        "office@wem.example",
        "FYI\n\nThe office\nTel 101\nTell us of anti-social behaviour and speeding online",
        CoverNote::Comment
    )]
    fn cover_notes(#[case] sender: &str, #[case] words: &str, #[case] is: CoverNote) {
        assert_eq!(
            CoverNote::of(words, sender, &LazyCell::new(|| read_by_rules(&Document::new(words), &Context::default()))),
            is
        );
    }
}
