//! Items of a list that are no priority, and notes in brackets after one.

use super::category;
use super::lexicon::lexicon;
use super::list_in_sentence::trim_range;
use super::tokenizer::Text;
use super::word_set::words;

/// "Parking (withdrawn)".
pub(super) fn is_withdrawn(text: &Text<'_>, first: usize, end: usize) -> bool {
    let taken_back = |at: usize| {
        text.punctuation(at) == Some('(')
            && text.is(at + 1, words!["withdrawn" "deleted" "removed" "dropped" "resolved" "solved" "closed"])
    };
    (first..end).any(taken_back)
}

/// Strips a bracket at the end: "parking on Corve Street (not for the first time)".
pub(super) fn strip_trailing_bracket(text: &Text<'_>, (first, end): (usize, usize)) -> (usize, usize) {
    if end == first || text.punctuation(end - 1) != Some(')') {
        return (first, end);
    }
    match (first + 1..end).rev().find(|at| text.punctuation(*at) == Some('(')) {
        Some(open) => trim_range(text, first, open),
        None => (first, end),
    }
}

pub(super) fn is_placeholder(text: &Text<'_>, first: usize, end: usize) -> bool {
    let words = text.word_count(first, end);
    let says_nothing = words <= 3 && text.is(first, words!["none" "nil" "n" "na" "tbc" "tba" "nothing" "blank" "x"]);
    let is_phrase = words <= 6
        && PLACEHOLDERS.match_at(text, first, end).is_some_and(|_| !category::has_category(text, first, end));
    words == 0 || says_nothing || is_phrase
}

lexicon! {
    /// Phrases in place of a priority that name none.
    PLACEHOLDERS: () = "placeholders.txt" {
        "placeholders" => (),
    }
}
