//! Finds the list of priorities in a sentence by the words that announce it.

use super::category;
use super::lexicon::lexicon;
use super::list_in_sentence::{MAX_LIST_TOKENS, split_list, split_numbered};
use super::sentences::ends_sentence;
use super::tokenizer::Text;
use super::word_set::words;
use crate::extract::modality::is_negated;

#[derive(Clone, Copy, PartialEq)]
enum NounKind {
    Priorities,
    /// A list only if they are the council's main ones.
    Concerns,
}

lexicon! {
    NOUNS: NounKind = "priority_nouns.txt" {
        "priorities" => NounKind::Priorities,
        "concerns" => NounKind::Concerns,
    }
}

lexicon! {
    /// Phrases before the subject of police work: "focus on".
    FOCUS: () = "focus.txt" {
        "focus" => (),
    }
}

/// Most nouns that are tried in one sentence.
const MAX_NOUNS: usize = 8;

#[derive(Clone, Copy, Debug)]
pub(super) struct ListSpan {
    /// First token.
    pub first: usize,
    /// Token after the last; equal to `first` if the list stands on the lines below.
    pub end: usize,
}

/// Finds the list that a sentence announces. `limit` is the end of the block: a numbered list may run past the sentence.
pub(super) fn find_list(text: &Text<'_>, first: usize, end: usize, limit: usize) -> Option<ListSpan> {
    for mark in NOUNS.matches(text, first, end).take(MAX_NOUNS) {
        if is_not_own(text, first, mark.first) {
            continue;
        }
        let chief = mark.tag == NounKind::Priorities || is_main_concern(text, first, mark.first);
        if let Some(cue) = chief.then(|| list_after_noun(text, mark.end, end, limit)).flatten() {
            return Some(cue);
        }
        if let Some(cue) = list_before_noun(text, first, mark.first).filter(|_| chief) {
            return Some(cue);
        }
    }
    list_after_focus(text, first, end, limit).or_else(|| list_after_colon(text, first, end))
}

/// "... the same answer: speeding and rural crime": two or more items after a colon, each of a category.
fn list_after_colon(text: &Text<'_>, first: usize, end: usize) -> Option<ListSpan> {
    let colon = (first..end.min(first + 40)).find(|at| text.punctuation(*at) == Some(':'))?;
    let cue = ListSpan { first: colon + 1, end: end.min(colon + MAX_LIST_TOKENS) };
    let counted = text.has_any(
        first..end.min(first + 80),
        words!["reported" "report" "figures" "offences" "since" "incidents" "statistics" "crimes" "x"],
    );
    let parts = if counted { Vec::new() } else { split_list(text, cue.first, cue.end) };
    let all = parts.len() > 1
        && parts
            .iter()
            .all(|(first, end)| category::has_category(text, *first, *end) && text.word_count(*first, *end) <= 12);
    all.then_some(cue)
}

fn list_after_focus(text: &Text<'_>, first: usize, end: usize, limit: usize) -> Option<ListSpan> {
    let mark = FOCUS.first_match(text, first, end).filter(|mark| !is_negated(text, first, mark.first))?;
    let cue = ListSpan { first: skip_filler(text, mark.end, end), end: list_end(text, mark.end, end, limit) };
    (cue.first < cue.end && names_a_topic(text, cue, end)).then_some(cue)
}

pub(super) fn focus_phrase_end(text: &Text<'_>, first: usize, end: usize) -> Option<usize> {
    FOCUS.first_match(text, first, end).map(|mark| mark.end)
}

/// "your priorities", "no priorities", "not a priority".
fn is_not_own(text: &Text<'_>, first: usize, noun: usize) -> bool {
    let start = first.max(noun.saturating_sub(3));
    text.has_any(
        start..noun,
        words![
            "your" "police's" "force's" "no" "not" "longer" "any" "other" "what" "which" "previous"
            "commissioner's" "their own"
        ],
    )
}

fn is_main_concern(text: &Text<'_>, first: usize, noun: usize) -> bool {
    let whose = noun > first && text.word(noun - 1).ends_with("'s");
    // "Concerns: ...", "Issues are ...".
    if whose || noun <= first + 1 && text.word(noun).ends_with('s') {
        return true;
    }
    let start = first.max(noun.saturating_sub(4));
    text.has_any(
        start..noun,
        words![
            "main" "top" "biggest" "key" "following" "three" "two" "chief" "greatest" "major" "principal" "one"
            "only" "3" "four" "4" "2" "five" "our" "council's" "primary" "highest" "number"
        ],
    )
}

/// "priorities for the quarter are: ..."; without words after it, the list stands below.
fn list_after_noun(text: &Text<'_>, from: usize, end: usize, limit: usize) -> Option<ListSpan> {
    let far = end.min(from + 24);
    for at in from..far {
        let colon = text.punctuation(at) == Some(':');
        let dash = matches!(text.punctuation(at), Some('-' | '–' | '—')) && at <= from + 8;
        let verb = text.is(at, words!["are" "is" "be" "remain" "remains" "include" "includes" "were" "namely" "being"]);
        if !(colon || dash || verb) {
            if matches!(text.punctuation(at), Some(';' | '.'))
                || text.is(at, words!["but" "we" "if" "because" "you" "please"])
                    && !text.is(
                        at + 1,
                        words![
                            "have" "agreed" "identified" "would" "wish" "chose" "want" "would" "like" "set" "raised"
                        ],
                    )
            {
                return None;
            }
            continue;
        }
        let later_colon = (at..end.min(at + 16)).find(|index| text.punctuation(*index) == Some(':'));
        let start = skip_filler(text, later_colon.filter(|_| verb).unwrap_or(at) + 1, end.max(at + 1));
        if start >= end {
            return Some(ListSpan { first: start, end: start });
        }
        let cue = ListSpan { first: start, end: list_end(text, start, end, limit) };
        let has_topic = names_a_topic(text, cue, end) || colon || later_colon.is_some();
        return has_topic.then_some(cue);
    }
    None
}

fn names_a_topic(text: &Text<'_>, cue: ListSpan, end: usize) -> bool {
    category::has_category(text, cue.first, end.min(cue.first + 40))
}

/// "we chose speeding, parking and litter as our priorities", "speeding and litter remain our priorities".
fn list_before_noun(text: &Text<'_>, first: usize, noun: usize) -> Option<ListSpan> {
    let near = first.max(noun.saturating_sub(8));
    let link = (near..noun).rev().find(|at| text.is(*at, words!["as" "are" "remain" "is" "remains" "be" "being"]))?;
    let link = link
        - usize::from(text.is(link.wrapping_sub(1), words!["would" "will" "should" "must" "to" "can"]) && link > first);
    let mut start = first;
    for at in first.max(link.saturating_sub(60))..link {
        if text.is(
            at,
            words![
                "identified" "chose" "chosen" "selected" "agreed" "forward" "named" "highlighted" "propose"
                "proposes" "proposed" "suggest" "nominate" "submit" "have" "set" "keep" "retain" "like" "raised"
                "that" "listed" "pick" "picked" "voted" "on" "for" "flagged" "see" "felt" "include" "confirm"
            ],
        ) && !category::has_category(text, first, at)
        {
            start = at + 1;
        }
    }
    // "Were that so, speeding ...": a part without a category before a comma does not belong to the list.
    let comma = (start..link).find(|at| text.punctuation(*at) == Some(','));
    let start = comma.filter(|comma| !category::has_category(text, start, *comma)).map_or(start, |comma| comma + 1);
    let start = skip_filler(text, start, link);
    let has_topic = start < link && category::has_category(text, start, link);
    let short = text.word_count(start, link) <= 40
        && !(start..link).any(|at| ends_sentence(text, at) || text.is(at, words!["we" "you" "i" "if"]));
    (has_topic && short).then_some(ListSpan { first: start, end: link })
}

/// Skips "as follows:", "still the following:", "to reduce" and the like.
fn skip_filler(text: &Text<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let filling = text.is(
            at,
            words![
                "as" "follows" "follow" "now" "still" "currently" "therefore" "the" "following" "listed" "below"
                "these" "set" "out" "again" "agreed" "to" "be" "are" "simply" "under" "three" "issues" "identified"
                "that" "both" "firstly" "once" "is" "remain" "unanimously"
            ],
        ) && (!text.is(at, words!["the"]) || text.is(at + 1, words!["following" "same" "three" "usual"]))
            || text.is(at, words!["in"]) && text.is(at + 1, words!["order"])
            || text.is(at, words!["order"]) && text.is(at.wrapping_sub(1), words!["in"])
            || matches!(
                text.punctuation(at),
                Some(':' | '-' | '–' | '—' | '…' | '"' | '“' | '*' | '=' | ',' | '_' | '.')
            );
        if !filling {
            break;
        }
        at += 1;
    }
    at
}

/// A numbered list continues past ends of sentences to the end of its block.
fn list_end(text: &Text<'_>, first: usize, end: usize, limit: usize) -> usize {
    let limit = limit.min(first + MAX_LIST_TOKENS);
    match split_numbered(text, first, limit) {
        parts if parts.len() > 1 => limit,
        _ => end.min(first + MAX_LIST_TOKENS),
    }
}
