//! How something is said: denied, on a condition, of the past, as what is only being considered.

use super::lexicon::{Mark, lexicon, words};
use super::text::Text;

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
    MOODS: Modality {
        Modality::Negation => "not" "no" "don't" "dont" "doesn't" "doesnt" "never" "won't" "wont" "cannot" "can't" "cant"
            "unable" "isn't" "aren't" "wouldn't" "didn't" "without" "nor" "neither" "no longer" "against"
            "rather than" "instead of" "hasn't" "haven't" "less interested" "stop" "anything but" "dislike" "dislikes" "fails to see" "fail to see";
        Modality::Condition => "if" "whether" "unless" "should we" "were we to" "should the council" "were the council to"
            "should members" "in the event" "on condition" "assuming" "depending" "until" "pending" "in case"
            "what does" "what would" "i hear" "i gather" "apparently" "rumour" "rumoured";
        Modality::Proviso => "provided" "providing" "as long as" "so long as" "subject to" "on condition"
            "on the understanding";
        Modality::Uncertainty => "might" "may" "possibly" "probably" "perhaps" "maybe" "not sure" "unsure" "undecided" "consider"
            "considering" "discuss" "discussing" "debate" "decide whether" "thinking about" "think about" "minded to"
            "in principle" "mulling" "likely" "to decide" "decide on" "decision on" "could" "considers" "no decision"
            "ask about" "asked about" "not decided" "not yet" "hope to" "hopes to" "before we" "before it" "before members" "before the council"
            "before they" "before agreeing" "before deciding" "before committing" "hardly" "scarcely" "reluctant" "reluctantly";
        Modality::Past => "previously" "in the past" "last year" "last time" "last quarter" "last round" "used to"
            "at first" "originally" "earlier this year" "formerly" "in 2021" "in 2022" "before now" "historically"
            "at one time" "had declined" "had said" "i said" "we said" "said that we" "told you" "had hoped"
            "had intended";
        Modality::Contrast => "but" "however" "although" "though" "instead";
        Modality::Neutral => "not only" "no change" "no changes" "no hesitation" "do not hesitate" "don't hesitate"
            "please do not hesitate" "please don't hesitate" "not hesitate" "not have hesitated" "wouldn't hesitate" "would not hesitate" "no doubt" "not just" "no objection" "no objections" "no problem" "no problems"
            "if possible" "if at all possible" "if so" "if you could" "if you wish" "as may be" "if that is ok"
            "if that's ok" "if you can" "if i may" "not least" "if you like" "no further" "not to mention" "why not"
            "not averse" "not be averse" "not opposed" "not be opposed" "no reason not to" "wouldn't say no"
            "if that suits" "if convenient" "if its all the same" "if it's all the same" "if you don't mind"
            "if you'll have us" "if you will have us" "no later" "not far off" "not for the first" "not until"
            "no reason to change" "no reason to alter" "no reason to stop" "no need to change" "no call to change";
    }
}

/// As far as a word reaches, in words and marks; keeps the work for one endless sentence in bounds.
const FAR: usize = 60;

/// The moods between two tokens.
pub(super) fn modalities<'t>(
    text: &'t Text<'_>,
    first: usize,
    end: usize,
) -> impl Iterator<Item = Mark<Modality>> + 't {
    MOODS.marks(text, first, end)
}

/// Whether one of these moods stands between two tokens.
pub(super) fn has_modality(text: &Text<'_>, first: usize, end: usize, wanted: &[Modality]) -> bool {
    modalities(text, first, end).any(|mark| wanted.contains(&mark.tag))
}

/// Whether what stands at `at` is denied: an odd number of negations in the clause before it, which begins at `first`
/// or after the last "but".
pub(super) fn is_negated(text: &Text<'_>, first: usize, at: usize) -> bool {
    let mut denied = false;
    for mark in modalities(text, first.max(at.saturating_sub(FAR)), at) {
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
    (first.max(at.saturating_sub(FAR))..at).rev().find(|place| is_break(text, *place)).map_or(first, |place| place + 1)
}

fn is_break(text: &Text<'_>, at: usize) -> bool {
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
    (first..end.min(first + FAR)).filter(|at| matches!(text.punctuation(*at), Some('/' | '|'))).count() > 1
}

/// Whether a token stands in brackets that only give examples: "(eg monthly, quarterly)".
pub(super) fn is_example(text: &Text<'_>, first: usize, at: usize) -> bool {
    let near = first.max(at.saturating_sub(24));
    let bracket = (near..at).rev().find(|place| matches!(text.punctuation(*place), Some('(' | ')')));
    bracket.is_some_and(|place| {
        text.punctuation(place) == Some('(') && text.is(place + 1, words!["eg" "e" "ie" "for" "such" "please"])
    })
}
