//! How something is said: negated, conditional, about the past, or only considered.

use super::lexicon::{PhraseMatch, lexicon};
use super::tokenizer::Text;
use super::word_set::words;

/// What a phrase does to the words that follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modality {
    Negation,
    /// Makes them depend on something, or leaves them open.
    Condition,
    /// Adds a condition; the words before it stand.
    Proviso,
    /// Says that they are only considered or possible.
    Uncertainty,
    Past,
    /// Starts a new clause that earlier phrases do not reach.
    Contrast,
    /// Contains "no" or "not" and negates nothing.
    Neutral,
}

lexicon! {
    MODALITIES: Modality = "modality.txt" {
        "negation" => Modality::Negation,
        "condition" => Modality::Condition,
        "proviso" => Modality::Proviso,
        "uncertainty" => Modality::Uncertainty,
        "past" => Modality::Past,
        "contrast" => Modality::Contrast,
        "neutral" => Modality::Neutral,
    }
}

/// How many tokens a phrase reaches. Bounds the work for an endless sentence.
const MAX_REACH: usize = 60;

pub(super) fn modalities<'t>(
    text: &'t Text<'_>,
    first: usize,
    end: usize,
) -> impl Iterator<Item = PhraseMatch<Modality>> + 't {
    MODALITIES.matches(text, first, end)
}

pub(super) fn has_modality(text: &Text<'_>, first: usize, end: usize, wanted: &[Modality]) -> bool {
    modalities(text, first, end).any(|mark| wanted.contains(&mark.tag))
}

/// Whether the token `at` is negated: by an odd number of negations since `first` or since the last "but".
pub(super) fn is_negated(text: &Text<'_>, first: usize, at: usize) -> bool {
    let (mut denied, mut neither) = (false, false);
    for mark in modalities(text, first.max(at.saturating_sub(MAX_REACH)), at) {
        match mark.tag {
            // "Neither A nor B" negates once.
            Modality::Negation if neither && text.is(mark.first, words!["nor"]) => {}
            Modality::Negation => {
                denied = !denied;
                neither |= text.is(mark.first, words!["neither"]);
            }
            Modality::Contrast => denied = false,
            _ => {}
        }
    }
    denied
}

/// Start of the clause that contains a token: after the last comma, semicolon, dash or bracket.
pub(super) fn clause_start(text: &Text<'_>, first: usize, at: usize) -> usize {
    (first.max(at.saturating_sub(MAX_REACH))..at)
        .rev()
        .find(|index| is_clause_break(text, *index))
        .map_or(first, |index| index + 1)
}

fn is_clause_break(text: &Text<'_>, at: usize) -> bool {
    matches!(text.punctuation(at), Some(',' | ';' | ':' | '-' | '–' | '—' | '(' | ')' | '.' | '!' | '?'))
}

/// "cancel our participation": the word ends what follows.
pub(super) fn is_terminated(text: &Text<'_>, first: usize, at: usize) -> bool {
    (first..at).any(|index| {
        let own = text.is(index + 1, words!["our" "its" "the" "this" "participation"]);
        let ends = own && text.is(index, words!["end" "ends" "ending"]);
        let in_the = text.is(index.wrapping_sub(1), words!["the"]);
        ends && !in_the
            || text
                .is(index, words!["cancel" "cancels" "terminate" "cease" "discontinue" "refrain" "refrains" "abstain"])
    })
}

/// "invited to take part", "postpone": the words put it off, or only ask for it.
pub(super) fn is_deferred(text: &Text<'_>, first: usize, at: usize) -> bool {
    text.has_any(first..at, words![
                "invitation" "thank" "thanks" "defer" "postpone" "pause" "suspend" "delay" "reconsider" "review" "avoid" "invited" "inviting" "asked"
                "asking" "vote" "abstaining" "hesitant" "hesitates"
            ])
}

/// "In person / online / written": options of a form, none of them ticked.
pub(super) fn is_unticked_choice(text: &Text<'_>, first: usize, end: usize) -> bool {
    (first..end.min(first + MAX_REACH)).filter(|at| matches!(text.punctuation(*at), Some('/' | '|'))).count() > 1
}

/// "(eg monthly, quarterly)": the token is only an example.
pub(super) fn is_example(text: &Text<'_>, first: usize, at: usize) -> bool {
    let near = first.max(at.saturating_sub(24));
    let bracket = (near..at).rev().find(|index| matches!(text.punctuation(*index), Some('(' | ')')));
    bracket.is_some_and(|index| {
        text.punctuation(index) == Some('(') && text.is(index + 1, words!["eg" "e" "ie" "for" "such" "please"])
    })
}
