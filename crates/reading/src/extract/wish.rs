//! Whether the council wishes to take part.
//!
//! The letter asks for the priorities and for the "continuing desire". A council that only sends priorities has answered
//! one of them, so no wish is inferred from priorities: a person sees both, and would believe a value that is filled in.

use super::form_labels::{LabelKind, LabelledAnswer};
use super::lexicon::PhraseMatch;
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::wish_words::{WORDS, WishCue, says_no};
use super::word_set::words;
use super::yes_or_no;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{
    Modality, clause_start, has_modality, is_deferred, is_negated, is_terminated, modalities,
};
use charter::returns::Wish;

/// Reads the form's question if it is answered; otherwise the sentences, if they agree.
pub(super) fn read(text: &Text<'_>, sentences: &[Sentence], answers: &[LabelledAnswer]) -> Option<Extracted<Wish>> {
    let labelled =
        answers.iter().filter(|answered| answered.kind == LabelKind::Wish).find_map(|it| yes_or_no::read(text, it));
    if labelled.is_some() {
        return labelled;
    }
    let mut found: Option<Extracted<Wish>> = None;
    for (index, sentence) in sentences.iter().enumerate() {
        let Some(wish) = wish_in_sentence(text, sentence, index) else { continue };
        match &mut found {
            Some(before) if before.value != wish.value => return None,
            Some(before) if before.spans.len() < 3 => before.spans.extend(wish.spans),
            Some(_) => {}
            None => found = Some(wish),
        }
    }
    found
}

/// Whether one sentence says yes and another no: a change of mind, or two councils.
pub(super) fn is_contradictory(text: &Text<'_>, sentences: &[Sentence]) -> bool {
    let mut wishes =
        sentences.iter().enumerate().filter_map(|(index, sentence)| wish_in_sentence(text, sentence, index));
    let Some(first) = wishes.next() else { return false };
    wishes.any(|wish| wish.value != first.value)
}

fn extract(text: &Text<'_>, value: Wish, first: usize, end: usize) -> Option<Extracted<Wish>> {
    let reason = match value {
        Wish::No => "says that it does not wish to take part",
        _ => "says that it wishes to take part",
    };
    Some(Extracted { value, spans: vec![text.span(first, end)], reason, filled_in: true })
}

/// "our neighbours wish to", "the residents' association wishes to".
fn is_about_others(text: &Text<'_>, first: usize, want: usize) -> bool {
    (first..want).any(|index| {
        text.is(
            index,
            words![
                "neighbours" "neighbour" "neighbouring" "residents" "residents'" "resident" "association" "school"
                "schools" "villagers" "parishioners" "traders" "businesses" "others" "youngsters" "farmers" "councillor"
                "volunteers" "volunteer" "speedwatch" "club" "clubs"
            ],
        ) || text.is(index, words!["other" "another" "district" "county"])
            && text.is(index + 1, words!["councils" "council"])
    })
}

/// Whether the first phrase of a wish in a sentence is about others.
pub(super) fn is_of_others(text: &Text<'_>, sentence: &Sentence) -> bool {
    let mark = WORDS.first_match(text, sentence.first, sentence.end);
    mark.is_some_and(|mark| is_about_others(text, sentence.first, mark.first))
}

fn wish_in_sentence(text: &Text<'_>, sentence: &Sentence, index: usize) -> Option<Extracted<Wish>> {
    let Sentence { first, end, .. } = *sentence;
    if sentence.is_question {
        return None;
    }
    let mut want: Option<PhraseMatch<WishCue>> = None;
    let mut act: Option<PhraseMatch<WishCue>> = None;
    for mark in WORDS.matches(text, first, end) {
        let wish = match mark.tag {
            WishCue::Want => {
                want = want.filter(|before| mark.first < before.end + 6).or(Some(mark));
                None
            }
            WishCue::TakePart => {
                act = Some(mark);
                want.filter(|want| mark.first < want.end + 14).and_then(|want| parse_want(text, first, want, mark, end))
            }
            WishCue::Yes => parse_agreement(text, first, mark, end),
            WishCue::No => (applies_now(text, first, mark, end)
                && !is_about_others(text, clause_start(text, first, mark.first), mark.first)
                && !is_negated(text, clause_start(text, first, mark.first), mark.first))
            .then(|| extract(text, Wish::No, mark.first, mark.end))
            .flatten(),
            WishCue::Refuse => parse_refusal(text, first, mark, end),
        };
        // "We'd love to, but it is a no from us."
        if wish.as_ref().is_some_and(|wish| wish.value == Wish::Yes && says_no(text, mark.end, end)) {
            return None;
        }
        if wish.is_some() {
            return wish;
        }
    }
    parse_short_answer(text, sentence, index, want.or(act))
}

fn skip_punctuation(text: &Text<'_>, at: usize) -> usize {
    at + usize::from(text.punctuation(at).is_some())
}

/// Whether it is about the present and unconditional.
fn applies_now(text: &Text<'_>, first: usize, mark: PhraseMatch<WishCue>, end: usize) -> bool {
    let from = after_last_but(text, first.max(mark.first.saturating_sub(40)), mark.first);
    let until = end.min(mark.end + 14);
    let near = clause_start(text, from, mark.first);
    !has_modality(text, from, mark.first, &[Modality::Condition, Modality::Proviso, Modality::Past])
        && !has_modality(text, near, mark.first, &[Modality::Uncertainty])
        && !has_modality(text, mark.end, until, &[Modality::Condition])
        && !is_followed_by_past(text, mark.end, until)
        && !is_about_something_else(text, mark.end, end)
}

/// "declined last year, but": a past phrase in the same clause.
fn is_followed_by_past(text: &Text<'_>, from: usize, until: usize) -> bool {
    modalities(text, from, until)
        .take_while(|mark| mark.tag != Modality::Contrast)
        .any(|mark| mark.tag == Modality::Past)
        && !text.is(from, words!["as"])
}

/// "does not feel a need and does not wish" negates twice and still means no.
fn after_last_and(text: &Text<'_>, first: usize, at: usize) -> usize {
    (first..at).rev().find(|index| text.is(*index, words!["and"])).map_or(first, |index| index + 1)
}

fn after_last_but(text: &Text<'_>, first: usize, at: usize) -> usize {
    modalities(text, first, at).filter(|mark| mark.tag == Modality::Contrast).last().map_or(first, |mark| mark.end)
}

/// "take part in the litter pick" is about something else.
fn is_about_something_else(text: &Text<'_>, from: usize, end: usize) -> bool {
    let until = end.min(from + 6);
    text.is(from, words!["in" "with" "at"])
        && text.has_any(
            from..until,
            words![
                "speedwatch" "survey" "litter" "event" "events" "campaign" "surgery" "watch" "webinar" "day"
                "meetings" "meeting" "teams" "zoom" "training"
            ],
        )
}

fn parse_want(
    text: &Text<'_>,
    first: usize,
    want: PhraseMatch<WishCue>,
    act: PhraseMatch<WishCue>,
    end: usize,
) -> Option<Extracted<Wish>> {
    // "The charter" is only a topic, unless the wish stands directly before it.
    let named = text.is(act.end - 1, words!["charter" "scheme" "partnership" "continue"])
        && act.end - act.first <= 3
        && text.is(act.first, words!["the" "of" "policing" "community" "with" "in" "to"]);
    if named
        && (act.first > want.end + 4
            || text.is(want.first, words!["will" "would" "please" "still" "resolved" "unanimously"]))
        || !applies_now(text, first, act, end)
    {
        return None;
    }
    if has_modality(text, want.end, act.first, &[Modality::Condition, Modality::Uncertainty]) {
        return None;
    }
    let start = after_last_and(text, clause_start(text, first, want.first), want.first);
    if is_deferred(text, start, act.first) || is_about_others(text, start, want.first) {
        return None;
    }
    let denied = is_negated(text, start, act.first) != is_terminated(text, start, act.first);
    let value = if denied { Wish::No } else { Wish::Yes };
    let from = if denied {
        modalities(text, start, act.first)
            .find(|mark| mark.tag == Modality::Negation)
            .map_or(want.first, |mark| mark.first.min(want.first))
    } else {
        want.first
    };
    extract(text, value, from, act.end)
}

/// "We are in the middle of", "we are in touch with".
fn is_figure_of_speech(text: &Text<'_>, mark: PhraseMatch<WishCue>) -> bool {
    let next = mark.end + usize::from(text.is(mark.end, words!["the" "a" "two" "close" "regular"]));
    text.is(mark.end - 1, words!["in"])
        && text.is(
            next,
            words![
                "middle" "midst" "touch" "contact" "process" "course" "dark" "doubt" "minds" "talks" "discussion"
                "discussions" "correspondence" "hands" "position" "need" "difficulty" "dispute" "fact" "no"
            ],
        )
}

fn parse_agreement(text: &Text<'_>, first: usize, mark: PhraseMatch<WishCue>, end: usize) -> Option<Extracted<Wish>> {
    if !applies_now(text, first, mark, end) || is_figure_of_speech(text, mark) {
        return None;
    }
    let start = clause_start(text, first, mark.first);
    let is_request = text.is(mark.first.wrapping_sub(1), words!["that"])
        && text
            .is(mark.first.wrapping_sub(2), words!["request" "suggestion" "invitation" "ask" "asking" "hope" "wish"]);
    if is_request || is_deferred(text, start, mark.first) || is_about_others(text, start, mark.first) {
        return None;
    }
    let denied = is_negated(text, start, mark.first) != is_terminated(text, start, mark.first);
    if !denied && !is_about_the_charter(text, mark, end) {
        return None;
    }
    extract(text, if denied { Wish::No } else { Wish::Yes }, if denied { start } else { mark.first }, mark.end)
}

/// "happy to continue with quarterly contact" is about the contact.
fn is_about_the_charter(text: &Text<'_>, mark: PhraseMatch<WishCue>, end: usize) -> bool {
    let until = end.min(mark.end + 5);
    let other = |at: usize| {
        text.is(
            at,
            words![
                "priorities" "priority" "monthly" "quarterly" "frequency" "teams" "zoom" "meetings" "reports"
                "updates" "speedwatch" "patrols" "receiving" "funding"
            ],
        )
    };
    !text.is(mark.end - 1, words!["continue" "accept" "remain"]) || !(mark.end..until).any(other)
}

fn parse_refusal(text: &Text<'_>, first: usize, mark: PhraseMatch<WishCue>, end: usize) -> Option<Extracted<Wish>> {
    let start = first.max(mark.first.saturating_sub(6));
    let ours = text.has_any(
        start..mark.first,
        words![
            "we" "council" "councillors" "members" "to" "respectfully" "politely" "must" "has" "have" "meeting"
            "committee" "regretfully" "it" "resolved" "they" "parish" "please" "you" "voted" "regret"
        ],
    );
    if text.is(mark.first, words!["was" "were" "is" "voted"]) {
        let act = WORDS
            .matches(text, first.max(mark.first.saturating_sub(40)), mark.first)
            .any(|it| it.tag == WishCue::TakePart);
        return act.then(|| extract(text, Wish::No, mark.first, mark.end)).flatten();
    }
    let until = end.min(mark.end + 10);
    let object = mark.end >= end
        || text.punctuation(mark.end).is_some_and(|mark| matches!(mark, '.' | ',' | '!' | '-' | '–'))
        || WORDS.matches(text, mark.end, until).any(|mark| mark.tag == WishCue::TakePart || mark.tag == WishCue::No)
        || text.has_any(
            mark.end..until,
            words![
                "offer" "name" "arrangement" "scheme" "invitation" "charter" "opportunity" "participate" "this"
                "occasion" "time" "quarter"
            ],
        );
    let noun = text.is(mark.end, words!["in"]) || text.is(mark.first.wrapping_sub(1), words!["the" "a" "of"]);
    let denied = is_negated(text, clause_start(text, first, mark.first), mark.first);
    (ours && object && !noun && !denied && applies_now(text, first, mark, end))
        .then(|| extract(text, Wish::No, mark.first, mark.end))
        .flatten()
}

/// "Yes." and "No thank you." answer the letter in the first sentence of the reply, or before a wish.
fn parse_short_answer(
    text: &Text<'_>,
    sentence: &Sentence,
    index: usize,
    wish: Option<PhraseMatch<WishCue>>,
) -> Option<Extracted<Wish>> {
    let Sentence { first, end, .. } = *sentence;
    let value = match text.word(first) {
        "yes" | "yep" | "aye" => Wish::Yes,
        "no" if text.punctuation(first + 1).is_some() || end == first + 1 => Wish::No,
        _ => return None,
    };
    let words = text.word_count(first, end);
    let answers = words <= 4 || wish.is_some_and(|mark| mark.first <= first + 5) && value == Wish::Yes;
    let doubtful = has_modality(
        text,
        first + 1,
        end,
        &[Modality::Condition, Modality::Uncertainty, Modality::Contrast, Modality::Negation],
    );
    let whole = words <= 4 && text.is(skip_punctuation(text, first + 1), words!["we" "the"]);
    ((index < 2 || whole) && answers && !doubtful).then(|| extract(text, value, first, first + 1)).flatten()
}

/// Every phrase that alone says whether the council takes part.
pub(super) fn mentions<'t>(text: &'t Text<'_>, sentence: &Sentence) -> impl Iterator<Item = (Wish, usize, usize)> + 't {
    WORDS.matches(text, sentence.first, sentence.end).filter_map(|mark| match mark.tag {
        WishCue::Yes => Some((Wish::Yes, mark.first, mark.end)),
        WishCue::No | WishCue::Refuse => Some((Wish::No, mark.first, mark.end)),
        WishCue::TakePart | WishCue::Want => None,
    })
}
