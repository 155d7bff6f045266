//! How something is said: denied, on a condition, of the past, as what is only being considered.

use super::lexicon::{PhraseMatch, lexicon};
use super::text::Text;
use super::word_set::words;

/// What a word does to what it stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modality {
    /// It turns it round.
    Negation,
    /// It makes it depend on something, or leaves it open.
    Condition,
    /// It names a condition: what is said before it is still said.
    Proviso,
    /// It is being thought about, or may be.
    Uncertainty,
    /// It was so before.
    Past,
    /// A new clause, in which what was before no longer holds.
    Contrast,
    /// A phrase with "no" or "not" in it that denies nothing.
    Neutral,
}

lexicon! {
    MOODS: Modality = "modality.txt" {
        "negation" => Modality::Negation,
        "condition" => Modality::Condition,
        "proviso" => Modality::Proviso,
        "uncertainty" => Modality::Uncertainty,
        "past" => Modality::Past,
        "contrast" => Modality::Contrast,
        "neutral" => Modality::Neutral,
    }
}

/// As far as a word reaches, in words and marks; keeps the work for one endless sentence in bounds.
const MAX_REACH: usize = 60;

/// The moods between two tokens.
pub(super) fn modalities<'t>(
    text: &'t Text<'_>,
    first: usize,
    end: usize,
) -> impl Iterator<Item = PhraseMatch<Modality>> + 't {
    MOODS.matches(text, first, end)
}

/// Whether one of these moods stands between two tokens.
pub(super) fn has_modality(text: &Text<'_>, first: usize, end: usize, wanted: &[Modality]) -> bool {
    modalities(text, first, end).any(|mark| wanted.contains(&mark.tag))
}

/// Whether what stands at `at` is denied: an odd number of negations in the clause before it, which begins at `first`
/// or after the last "but".
pub(super) fn is_negated(text: &Text<'_>, first: usize, at: usize) -> bool {
    let mut denied = false;
    for mark in modalities(text, first.max(at.saturating_sub(MAX_REACH)), at) {
        match mark.tag {
            Modality::Negation => denied = !denied,
            Modality::Contrast => denied = false,
            _ => {}
        }
    }
    denied
}

/// Where the clause begins in which a token stands: after the last comma, semicolon, dash or bracket before it.
pub(super) fn clause_start(text: &Text<'_>, first: usize, at: usize) -> usize {
    (first.max(at.saturating_sub(MAX_REACH))..at)
        .rev()
        .find(|place| is_clause_break(text, *place))
        .map_or(first, |place| place + 1)
}

fn is_clause_break(text: &Text<'_>, at: usize) -> bool {
    matches!(text.punctuation(at), Some(',' | ';' | ':' | '-' | '–' | '—' | '(' | ')' | '.' | '!' | '?'))
}

/// Whether a word between two tokens ends what comes behind it: "cancel our participation".
pub(super) fn is_terminated(text: &Text<'_>, first: usize, at: usize) -> bool {
    (first..at).any(|place| {
        let own = text.is(place + 1, words!["our" "its" "the" "this" "participation"]);
        let ends = own && text.is(place, words!["end" "ends" "ending"]);
        let in_the = text.is(place.wrapping_sub(1), words!["the"]);
        ends && !in_the
            || text
                .is(place, words!["cancel" "cancels" "terminate" "cease" "discontinue" "refrain" "refrains" "abstain"])
    })
}

/// Whether a word between two tokens puts it off, or says that it was only asked for: "invited to take part".
pub(super) fn is_deferred(text: &Text<'_>, first: usize, at: usize) -> bool {
    (first..at).any(|place| {
        text.is(
            place,
            words![
                "invitation" "thank" "thanks" "defer" "postpone" "pause" "suspend" "delay" "reconsider" "review" "avoid" "invited" "inviting" "asked"
                "asking" "vote" "abstaining" "hesitant" "hesitates"
            ],
        )
    })
}

/// Whether things stand side by side as the values of a form do, none of them ticked: "In person / online / written".
pub(super) fn is_unticked_choice(text: &Text<'_>, first: usize, end: usize) -> bool {
    (first..end.min(first + MAX_REACH)).filter(|at| matches!(text.punctuation(*at), Some('/' | '|'))).count() > 1
}

/// Whether a token stands in brackets that only give examples: "(eg monthly, quarterly)".
pub(super) fn is_example(text: &Text<'_>, first: usize, at: usize) -> bool {
    let near = first.max(at.saturating_sub(24));
    let bracket = (near..at).rev().find(|place| matches!(text.punctuation(*place), Some('(' | ')')));
    bracket.is_some_and(|place| {
        text.punctuation(place) == Some('(') && text.is(place + 1, words!["eg" "e" "ie" "for" "such" "please"])
    })
}
