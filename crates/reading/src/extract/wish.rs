//! Whether the council wishes to take part.
//!
//! The letter asks for two things, the priorities and the "continuing desire": a council that sends priorities and
//! does not say that it wishes to take part has answered one of them. So no wish is worked out from priorities alone:
//! a person sees the priorities beside it and knows, and a value filled in that was not said would be believed.

use super::labels::{LabelKind, LabelledAnswer};
use super::lexicon::{Mark, lexicon, words};
use super::lines::Sentence;
use super::text::Text;
use super::yes_or_no;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{
    Modality, clause_start, has_modality, is_deferred, is_negated, is_terminated, modalities,
};
use charter::returns::Wish;

#[derive(Clone, Copy, PartialEq)]
enum Word {
    /// Wishing.
    Want,
    /// Taking part.
    Act,
    /// Wishing and taking part in one.
    Yes,
    /// Not taking part, in one.
    No,
    /// Saying no to whatever is named.
    Refuse,
}

lexicon! {
    WORDS: Word {
        Word::Want => "wish to" "wishes to" "wish" "wishes" "wished to" "would like" "'d like" "we'd like"
            "would be happy" "happy to" "happy" "glad to" "keen to" "keen" "keen for" "pleased to" "pleased"
            "delighted to" "delighted" "want to" "wants to" "want" "wants" "willing to" "willing" "agreed to"
            "agrees to" "agree to" "agreed that" "resolved to" "resolved that" "resolves to" "voted to" "decided to"
            "intend to" "intends to" "confirm" "confirms" "confirmed" "confirming" "confirmation" "continue to"
            "continues to" "continuing" "will continue" "will" "we'll" "shall" "look forward to" "looks forward to"
            "looking forward to" "eager to" "interested in" "desire to" "desires to" "desire" "welcome" "welcomes"
            "welcomed" "support" "supports" "in favour of" "opts to" "committed to" "ready to" "content to" "content"
            "please" "would love" "love to" "going to" "is to" "are to" "prefer" "prefers" "approved" "unanimously"
            "would" "elected to" "chosen to" "intention" "intention to" "intends" "intend" "glad" "more than happy"
            "would welcome" "would very much like" "much like to" "like to" "still" "plan to" "resolved" "chooses to"
            "wishing to" "need to" "pleasure in" "desires" "have pleasure" "has pleasure" "do wish" "does wish"
            "prefer not" "should like" "should like to" "would have no objection" "obliged to" "minded" "set out to"
            "call to" "reason to";
        Word::Act => "take part" "taking part" "participate" "participating" "participation" "be involved"
            "being involved" "involvement" "work with you" "work with the police" "work with west" "working with you"
            "working with the police" "work together" "working together" "joint work" "joint working" "work jointly"
            "take up the offer" "take up your offer" "take up the charter offer" "take up your charter offer"
            "take up the charter" "take up this offer" "taking up the offer" "taking up your offer"
            "taking up the charter offer" "take you up on" "accept the offer" "accept your offer"
            "accept your kind offer" "accept the charter" "accepting the offer" "accept the invitation" "be part of"
            "being part of" "be a part of" "part of the charter" "be included" "join the charter" "join in"
            "joining in" "opt in" "opting in" "sign up" "signing up" "stay involved" "remain involved"
            "remain part of" "remain in the charter" "stay in" "stay part of" "remain a part of"
            "continue with the charter" "continuing with the charter" "continue in the charter"
            "carry on with the charter" "carry on working" "carry on" "continue to work" "continue working with"
            "continue this work" "continue with this" "continue the joint" "continue our" "continue its"
            "continue as before" "be in the charter" "engage with the charter" "engage with you" "engaging with you"
            "to the charter" "policing charter" "community charter" "join" "rejoin" "re join" "come back in"
            "take the offer up" "in the charter" "with the charter" "the charter offer" "remain in" "keep going"
            "be kept in" "carry on as we are" "continue the arrangement" "continue with the arrangement"
            "continue to engage" "partnership with" "of the charter" "accept _ offer" "accept _ _ offer"
            "accept _ _ _ offer" "accept it" "go on with" "go on working" "stay with the charter"
            "remain with the charter" "stay with it" "stay in it" "taking part again" "work on with" "join you"
            "be part" "part of the scheme" "remain in the scheme" "stay in the scheme" "join in again"
            "work with your" "take it up" "taking it up" "take up your kind offer" "taking up your kind offer"
            "the scheme" "part in this" "the partnership" "this partnership" "work alongside" "continue this"
            "working alongside" "continue it" "continue the" "continue as" "the charter";
        Word::Yes => "yes please" "count us in" "we're in" "we are in" "opts in" "sign us up" "please include us"
            "include us" "put us down" "keep us in" "put us in" "happy to continue" "happy to carry on"
            "wish to continue" "wishes to continue" "would like to continue" "keen to continue" "pleased to continue"
            "glad to continue" "want to continue" "wants to continue" "willing to continue" "delighted to continue"
            "agreed to continue" "resolved to continue" "content to continue" "we accept" "council accepts"
            "gladly accept" "gladly accepts" "happy to accept" "happy to be involved" "happy to join" "we'd love to"
            "our continuing desire" "its continuing desire" "our continued desire" "its continued desire"
            "our continued participation" "its continued participation" "our continuing participation"
            "our continued involvement" "its continued involvement" "their continued involvement"
            "our continued commitment" "its continued commitment" "continuing commitment" "continuing wish"
            "continued wish" "their continuing desire" "continuing desire" "deal us in" "we remain in"
            "keep us on board" "still on board" "on board" "very much on board" "takes part with" "gladly take part"
            "we take part" "should take part" "should participate" "like to continue" "wishes to go on"
            "wish to go on" "instructed to accept" "instructed to say yes" "up for it" "takes up the offer"
            "takes up your offer" "takes up the charter offer" "accepts the offer" "accepts your offer" "formal yes"
            "does wish to" "yes from us" "yes from" "put us down as taking part" "put us down for" "happy to go on"
            "accept the offer with thanks" "still keen" "we will join in" "will join in" "yes we do" "yes we would"
            "yes we are" "yes to the charter" "yes to taking part" "yes to continuing" "still want in" "a yes from us"
            "it's a yes" "is a yes" "the answer is yes" "continue with the scheme" "happy to take part"
            "happy to participate" "like to stay in" "more than happy to continue" "voted to continue"
            "voted to stay in" "decided to continue" "confirms its wish" "rejoin the charter" "would like to rejoin"
            "would like to come back" "we are taking part" "is taking part" "will take part" "will be taking part"
            "will participate" "will be participating" "wish to remain" "wishes to remain";
        Word::No => "opt out" "opts out" "opting out" "opted out" "no thank you" "no thanks" "not interested"
            "no interest" "give it a miss" "give this a miss" "pass on this" "rather not" "not on this occasion"
            "not this time" "not at this time" "not for us" "count us out" "leave us out" "no wish to"
            "not to take part" "not to participate" "not take part" "not participate" "not taking part"
            "not participating" "nothing to gain" "sit this one out" "sitting this one out" "the answer is no"
            "it's a no" "is a no" "no desire to" "unable to take part" "unable to participate" "cannot take part"
            "take us off" "remove us" "dropping out" "drop out" "bow out" "stand down from" "step back from"
            "stepping back from" "leave the charter" "leaving the charter" "not to continue" "not to take up"
            "not to opt in" "not be continuing" "not wish to continue" "not wish to proceed" "will not continue"
            "left out of" "name off" "names off" "off the charter" "out of the charter" "removed from the charter"
            "not be taking part" "not be participating" "no longer take part" "no longer participate" "not renew"
            "see no benefit" "sees no benefit" "withdraw from the charter" "give the charter a miss" "not to join"
            "not feel the need" "we'll pass" "we will pass" "will pass this" "pass this time" "not this quarter"
            "not this year" "not to be included" "against taking part" "prefer not to" "not wish to be included"
            "not wish to take" "nothing to gain from" "not be joining";
        Word::Refuse => "decline" "declines" "declined" "declining" "withdraw" "withdraws" "withdrawing" "withdrawn"
            "turn down" "turned down" "rejects" "rejected" "refuse" "was lost" "was defeated" "were against"
            "is against" "voted against";
    }
}

/// Reads the wish: from the form's question if it is answered, else from the sentences, if they agree.
pub(super) fn read(text: &Text<'_>, sentences: &[Sentence], answers: &[LabelledAnswer]) -> Option<Extracted<Wish>> {
    let labelled =
        answers.iter().filter(|answered| answered.kind == LabelKind::Wish).find_map(|it| yes_or_no::read(text, it));
    if labelled.is_some() {
        return labelled;
    }
    let mut found: Option<Extracted<Wish>> = None;
    for (place, sentence) in sentences.iter().enumerate() {
        let Some(said) = in_sentence(text, sentence, place) else { continue };
        match &mut found {
            Some(before) if before.value != said.value => return None,
            Some(before) if before.spans.len() < 3 => before.spans.extend(said.spans),
            Some(_) => {}
            None => found = Some(said),
        }
    }
    found
}

fn said(text: &Text<'_>, value: Wish, first: usize, end: usize) -> Option<Extracted<Wish>> {
    let rule = match value {
        Wish::No => "says that it does not wish to take part",
        _ => "says that it wishes to take part",
    };
    Some(Extracted { value, spans: vec![text.span(first, end)], reason: rule })
}

/// Whether words that say no stand between two tokens.
pub(super) fn says_no(text: &Text<'_>, first: usize, end: usize) -> bool {
    WORDS.marks(text, first, end).any(|mark| matches!(mark.tag, Word::No | Word::Refuse))
}

/// "our neighbours wish to", "the residents' association wishes to": somebody else does.
fn is_of_others(text: &Text<'_>, first: usize, want: usize) -> bool {
    (first..want).any(|place| {
        text.is(
            place,
            words![
                "neighbours" "neighbour" "neighbouring" "residents" "residents'" "resident" "association" "school"
                "schools" "villagers" "parishioners" "traders" "businesses" "others" "youngsters" "farmers" "councillor"
            ],
        ) || text.is(place, words!["other" "another" "district" "county"])
            && text.is(place + 1, words!["councils" "council"])
    })
}

fn in_sentence(text: &Text<'_>, sentence: &Sentence, place: usize) -> Option<Extracted<Wish>> {
    let Sentence { first, end, .. } = *sentence;
    if sentence.is_question {
        return None;
    }
    let mut want: Option<Mark<Word>> = None;
    let mut act: Option<Mark<Word>> = None;
    for mark in WORDS.marks(text, first, end) {
        let said = match mark.tag {
            Word::Want => {
                want = want.filter(|before| mark.first < before.end + 6).or(Some(mark));
                None
            }
            Word::Act => {
                act = Some(mark);
                want.filter(|want| mark.first < want.end + 14).and_then(|want| wanted(text, first, want, mark, end))
            }
            Word::Yes => agreed(text, first, mark, end),
            Word::No => (stands(text, first, mark, end)
                && !is_of_others(text, clause_start(text, first, mark.first), mark.first)
                && !is_negated(text, clause_start(text, first, mark.first), mark.first))
            .then(|| said(text, Wish::No, mark.first, mark.end))
            .flatten(),
            Word::Refuse => refused(text, first, mark, end),
        };
        // "We'd love to, but it is a no from us."
        if said.as_ref().is_some_and(|said| said.value == Wish::Yes && says_no(text, mark.end, end)) {
            return None;
        }
        if said.is_some() {
            return said;
        }
    }
    plain(text, sentence, place, want.or(act))
}

fn text_after_mark(text: &Text<'_>, at: usize) -> usize {
    at + usize::from(text.punctuation(at).is_some())
}

/// Whether it is said of now, without a condition before or behind it.
fn stands(text: &Text<'_>, first: usize, mark: Mark<Word>, end: usize) -> bool {
    let from = since_but(text, first.max(mark.first.saturating_sub(40)), mark.first);
    let until = end.min(mark.end + 14);
    let near = clause_start(text, from, mark.first);
    !has_modality(text, from, mark.first, &[Modality::Condition, Modality::Proviso, Modality::Past])
        && !has_modality(text, near, mark.first, &[Modality::Uncertainty])
        && !has_modality(text, mark.end, until, &[Modality::Condition])
        && !past_behind(text, mark.end, until)
        && !of_something_else(text, mark.end, end)
}

/// "declined last year, but": what follows in the same clause.
fn past_behind(text: &Text<'_>, from: usize, until: usize) -> bool {
    modalities(text, from, until)
        .take_while(|mark| mark.tag != Modality::Contrast)
        .any(|mark| mark.tag == Modality::Past)
        && !text.is(from, words!["as"])
}

/// "does not feel a need and does not wish" denies twice, and means no.
fn since_and(text: &Text<'_>, first: usize, at: usize) -> usize {
    (first..at).rev().find(|place| text.is(*place, words!["and"])).map_or(first, |place| place + 1)
}

fn since_but(text: &Text<'_>, first: usize, at: usize) -> usize {
    modalities(text, first, at).filter(|mark| mark.tag == Modality::Contrast).last().map_or(first, |mark| mark.end)
}

/// "take part in the litter pick" is about something else.
fn of_something_else(text: &Text<'_>, from: usize, end: usize) -> bool {
    let until = end.min(from + 6);
    text.is(from, words!["in" "with" "at"])
        && (from..until).any(|at| {
            text.is(
                at,
                words![
                    "speedwatch" "survey" "litter" "event" "events" "campaign" "surgery" "watch" "webinar" "day"
                    "meetings" "meeting" "teams" "zoom" "training"
                ],
            )
        })
}

fn wanted(text: &Text<'_>, first: usize, want: Mark<Word>, act: Mark<Word>, end: usize) -> Option<Extracted<Wish>> {
    // "The charter" is only named, unless what is wished stands straight before it.
    let named = text.is(act.end - 1, words!["charter" "scheme" "partnership" "continue"])
        && act.end - act.first <= 3
        && text.is(act.first, words!["the" "of" "policing" "community" "with" "in" "to"]);
    if named
        && (act.first > want.end + 4
            || text.is(want.first, words!["will" "would" "please" "still" "resolved" "unanimously"]))
        || !stands(text, first, act, end)
    {
        return None;
    }
    if has_modality(text, want.end, act.first, &[Modality::Condition, Modality::Uncertainty]) {
        return None;
    }
    let start = since_and(text, clause_start(text, first, want.first), want.first);
    if is_deferred(text, start, act.first) || is_of_others(text, start, want.first) {
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
    said(text, value, from, act.end)
}

fn agreed(text: &Text<'_>, first: usize, mark: Mark<Word>, end: usize) -> Option<Extracted<Wish>> {
    if !stands(text, first, mark, end) {
        return None;
    }
    let start = clause_start(text, first, mark.first);
    let asked = text.is(mark.first.wrapping_sub(1), words!["that"])
        && text
            .is(mark.first.wrapping_sub(2), words!["request" "suggestion" "invitation" "ask" "asking" "hope" "wish"]);
    if asked || is_deferred(text, start, mark.first) || is_of_others(text, start, mark.first) {
        return None;
    }
    let denied = is_negated(text, start, mark.first) != is_terminated(text, start, mark.first);
    if !denied && !is_of_the_charter(text, mark, end) {
        return None;
    }
    said(text, if denied { Wish::No } else { Wish::Yes }, if denied { start } else { mark.first }, mark.end)
}

/// "happy to continue with quarterly contact" is about the contact.
fn is_of_the_charter(text: &Text<'_>, mark: Mark<Word>, end: usize) -> bool {
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

fn refused(text: &Text<'_>, first: usize, mark: Mark<Word>, end: usize) -> Option<Extracted<Wish>> {
    let start = first.max(mark.first.saturating_sub(6));
    let ours = (start..mark.first).any(|at| {
        text.is(
            at,
            words![
                "we" "council" "councillors" "members" "to" "respectfully" "politely" "must" "has" "have" "meeting"
                "committee" "regretfully" "it" "resolved" "they" "parish" "please" "you" "voted" "regret"
            ],
        )
    });
    if text.is(mark.first, words!["was" "were" "is" "voted"]) {
        let act = WORDS.marks(text, first.max(mark.first.saturating_sub(40)), mark.first).any(|it| it.tag == Word::Act);
        return act.then(|| said(text, Wish::No, mark.first, mark.end)).flatten();
    }
    let until = end.min(mark.end + 10);
    let object = mark.end >= end
        || text.punctuation(mark.end).is_some_and(|mark| matches!(mark, '.' | ',' | '!' | '-' | '–'))
        || WORDS.marks(text, mark.end, until).any(|mark| mark.tag == Word::Act || mark.tag == Word::No)
        || (mark.end..until).any(|at| {
            text.is(
                at,
                words![
                    "offer" "name" "arrangement" "scheme" "invitation" "charter" "opportunity" "participate" "this"
                    "occasion" "time" "quarter"
                ],
            )
        });
    let noun = text.is(mark.end, words!["in"]) || text.is(mark.first.wrapping_sub(1), words!["the" "a" "of"]);
    let denied = is_negated(text, clause_start(text, first, mark.first), mark.first);
    (ours && object && !noun && !denied && stands(text, first, mark, end))
        .then(|| said(text, Wish::No, mark.first, mark.end))
        .flatten()
}

/// "Yes." and "No thank you." as the answer to the letter: the first sentence of the reply, or one that goes on with
/// what is wished.
fn plain(text: &Text<'_>, sentence: &Sentence, place: usize, wish: Option<Mark<Word>>) -> Option<Extracted<Wish>> {
    let Sentence { first, end, .. } = *sentence;
    let value = match text.word(first) {
        "yes" | "yep" | "aye" => Wish::Yes,
        "no" if text.punctuation(first + 1).is_some() || end == first + 1 => Wish::No,
        _ => return None,
    };
    let words = text.count(first, end);
    let answers = words <= 4 || wish.is_some_and(|mark| mark.first <= first + 5) && value == Wish::Yes;
    let doubtful = has_modality(
        text,
        first + 1,
        end,
        &[Modality::Condition, Modality::Uncertainty, Modality::Contrast, Modality::Negation],
    );
    let whole = words <= 4 && text.is(text_after_mark(text, first + 1), words!["we" "the"]);
    ((place < 2 || whole) && answers && !doubtful).then(|| said(text, value, first, first + 1)).flatten()
}
