//! Agreed priorities that stay: "no change", "as before", "priority 2 is now parking, the others unchanged".

use super::lexicon::{PhraseMatch, lexicon};
use super::list_in_sentence::trim_range;
use super::sentences::{Sentence, ends_sentence};
use super::tokenizer::Text;
use super::word_set::words;
use super::{category, list_marker};
use crate::extract::modality::{Modality, has_modality, is_negated};
use charter::proposal::Proposal;
use charter::search_key::fold;

#[derive(Clone, Copy, PartialEq)]
enum SameCue {
    /// Says that something stays.
    Stays,
    /// Says that the priorities stay.
    Priorities,
}

lexicon! {
    SAME: SameCue = "unchanged.txt" {
        "stays" => SameCue::Stays,
        "priorities" => SameCue::Priorities,
    }
}

/// A priority with a new text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Replacement {
    /// Number of the priority that it replaces.
    pub number: u8,
    /// First token of the new text.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
}

/// Where the text says that all priorities stay: the first token, and the token after the last.
pub(super) fn find_all_stay(text: &Text<'_>, sentences: &[Sentence]) -> Option<(usize, usize)> {
    sentences.iter().filter(|sentence| !sentence.is_question).find_map(|sentence| all_stay_in_sentence(text, sentence))
}

fn all_stay_in_sentence(text: &Text<'_>, sentence: &Sentence) -> Option<(usize, usize)> {
    let Sentence { first, end, .. } = *sentence;
    let near = |mark: &PhraseMatch<SameCue>| {
        let (from, until) = (first.max(mark.first.saturating_sub(25)), end.min(mark.end + 25));
        text.has_any(
            from..until,
            words![
                "priorities" "priority" "three" "ones" "others" "rest" "concerns" "issues" "two" "list"
                "remainder" "other"
            ],
        )
    };
    let short = text.word_count(first, end) <= 7;
    SAME.matches(text, first, end).find_map(|mark| {
        let other = text.has_any(
            first.max(mark.first.saturating_sub(12))..end.min(mark.end + 6),
            words![
                "frequency" "contact" "method" "arrangements" "arrangement" "email" "situation" "clerk" "details"
                "time" "address" "meetings" "meeting"
            ],
        );
        let leads = mark.first == first && mark.end > first + 1 && text.is(mark.end, words!["plus" "and" "as" "with"]);
        let fits = leads || mark.tag == SameCue::Priorities || near(&mark) || short && !other;
        // "at the same time", "no change in the behaviour", "the same problem".
        let means_priorities = !text.is(
            mark.end,
            words![
                "time" "way" "problem" "person" "people" "place" "day" "evening" "road" "sentiment" "issue" "in"
                "date" "venue" "youths" "group" "vehicles" "driver"
            ],
        ) || text.is(mark.end, words!["in"]) && text.is(mark.end + 2, words!["priorities"]);
        let from = first.max(mark.first.saturating_sub(25));
        let doubtful = has_modality(text, from, mark.first, &[Modality::Condition, Modality::Uncertainty])
            || is_negated(text, from, mark.first);
        (fits && means_priorities && !doubtful).then_some((mark.first, mark.end))
    })
}

/// Whether an item only says that it stays.
pub(super) fn says_it_stays(text: &Text<'_>, first: usize, end: usize) -> bool {
    SAME.first_match(text, first, end).is_some_and(|mark| mark.first <= first + 3) && text.word_count(first, end) <= 6
}

/// "priority 2 is now parking", "replace priority 3 with litter".
pub(super) fn find_replacements(text: &Text<'_>, sentences: &[Sentence]) -> Vec<Replacement> {
    let mut found = Vec::new();
    for sentence in sentences.iter().filter(|sentence| !sentence.is_question) {
        let mut at = sentence.first;
        while at < sentence.end && found.len() < 12 {
            let Some(change) = replacement_at(text, at, sentence.end) else {
                at += 1;
                continue;
            };
            at = change.end.max(at + 1);
            found.push(change);
        }
    }
    found
}

fn replacement_at(text: &Text<'_>, at: usize, end: usize) -> Option<Replacement> {
    let (number, after) = priority_number_at(text, at)?;
    let mut start = after;
    let mut verb = false;
    while start < end.min(after + 8) && text.punctuation(start).is_none() {
        if !text.is(
            start,
            words![
                "is" "now" "to" "be" "should" "has" "been" "changed" "replaced" "by" "with" "becomes" "become"
                "changes" "read" "would" "will" "can" "we" "like" "instead" "swapped" "for" "as" "from" "amended"
                "updated" "please" "change" "on" "this" "time" "change"
            ],
        ) {
            break;
        }
        verb |= text.is(
            start,
            words![
                "now" "be" "replaced" "changed" "becomes" "become" "changes" "read" "with" "to" "swapped" "amended"
                "updated" "instead"
            ],
        );
        start += 1;
    }
    if !verb || start >= end || says_it_stays(text, start, end.min(start + 4)) {
        return None;
    }
    let stop = (start..end).find(|at| {
        ends_sentence(text, *at)
            || matches!(text.punctuation(*at), Some(',' | ';' | '(' | '–' | '—' | '-'))
            || text.is(*at, words!["and" "but" "with" "while" "whilst"])
                && text.has_any(
                    *at..end.min(*at + 4),
                    words!["others" "other" "rest" "remainder" "priority" "priorities" "unchanged" "we"],
                )
    });
    let (first, end) = trim_range(text, start, stop.unwrap_or(end));
    (first < end).then_some(Replacement { number, first, end })
}

/// "keep the two we had and add parking": the words after "add".
pub(super) fn find_addition(text: &Text<'_>, sentences: &[Sentence]) -> Option<(usize, usize)> {
    sentences.iter().filter(|sentence| !sentence.is_question).find_map(|sentence| {
        let mut at = sentence.first..sentence.end;
        let verb = at.find(|at| {
            text.is(*at, words!["add" "adding" "plus" "adds"])
                || text.is(*at, words!["addition"]) && text.is(*at + 1, words!["of"])
        })?;
        let start = verb + 1 + usize::from(text.is(verb + 1, words!["of" "in"]));
        let (first, end) = (start, sentence.end);
        category::has_category(text, first, end.min(first + 20)).then_some((first, end))
    })
}

/// "replace parking with cyber fraud": the number of the priority that is named, and the new text.
pub(super) fn find_replacement_by_text(
    text: &Text<'_>,
    sentences: &[Sentence],
    before: &[Proposal],
) -> Option<Replacement> {
    let before: Vec<(u8, String)> =
        before.iter().take(12).map(|proposal| (proposal.slot, fold(proposal.text.raw()))).collect();
    sentences.iter().find_map(|sentence| {
        let Sentence { first, end, .. } = *sentence;
        let verb =
            (first..end).find(|at| text.is(*at, words!["replace" "swap" "change" "replacing" "swapping" "drop"]))?;
        let link = (verb + 1..end.min(verb + 14)).find(|at| text.is(*at, words!["with" "by" "for" "to" "add"]))?;
        let (from, to) = trim_range(text, verb + 1, link);
        let old = (from < to).then(|| fold(&text.slice(from, to)))?;
        let (number, _) = before.iter().find(|(_, known)| *known == old || known.contains(old.as_str()))?;
        let stop = (link + 1..end)
            .find(|at| text.punctuation(*at).is_some_and(|mark| matches!(mark, '.' | ',' | '?' | ';' | '!')));
        let (first, end) = trim_range(text, link + 1, stop.unwrap_or(end));
        (first < end).then_some(Replacement { number: *number, first, end })
    })
}

/// "no. 1 stays the same": the number, and the range of tokens that says so.
pub(super) fn find_kept_numbers(text: &Text<'_>, sentences: &[Sentence]) -> Vec<(u8, usize, usize)> {
    let mut found = Vec::new();
    for sentence in sentences.iter().filter(|sentence| !sentence.is_question) {
        for at in sentence.first..sentence.end {
            let Some((number, after)) = priority_number_at(text, at).filter(|_| found.len() < 12) else { continue };
            let same = SAME.first_match(text, after, sentence.end.min(after + 6));
            if let Some(mark) = same.filter(|mark| mark.tag == SameCue::Stays) {
                found.push((number, at, mark.end));
            }
        }
    }
    found
}

/// "priority 2", "number two", "the second", "no. 3", "our third priority".
fn priority_number_at(text: &Text<'_>, at: usize) -> Option<(u8, usize)> {
    if text.is(at, words!["priority" "number" "no"]) {
        let mut number = at + 1;
        while text.punctuation(number) == Some('.') || text.is(number, words!["number" "no"]) {
            number += 1;
        }
        return list_marker::parse_number(text.word(number)).map(|n| (n, number + 1));
    }
    let noun = at + 1 + usize::from(text.is(at + 1, words!["policing"]));
    let n = list_marker::parse_ordinal(text.word(at))?;
    text.is(noun, words!["priority" "one"]).then_some((n, noun + 1))
}
