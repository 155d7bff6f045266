//! Whether the council says that it will answer later.

use super::lexicon::{Mark, lexicon, words};
use super::lines::Sentence;
use super::text::Text;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, has_modality};

#[derive(Clone, Copy, PartialEq)]
enum Later {
    /// An answer is promised, or cannot be given yet.
    Answer,
    /// The council will talk about it.
    Talk,
    /// The council meets then.
    Meets,
    /// The clerk is new, or away.
    Clerk,
    /// What is said is not yet the answer.
    Provisional,
}

lexicon! {
    WORDS: Later {
        Later::Answer => "get back to you" "come back to you" "back to you" "revert to you" "let you know"
            "respond after" "respond fully" "respond following" "respond once" "reply after" "reply once"
            "reply fully" "reply following" "reply in full" "respond in full" "full response" "full reply"
            "cannot respond" "can't respond" "unable to respond" "not able to respond" "cannot reply"
            "unable to reply" "not be able to respond" "not be able to reply" "unable to give you" "unable to confirm"
            "not able to confirm" "cannot confirm" "cannot answer" "unable to answer" "unable to provide"
            "cannot provide" "not be able to provide" "response will follow" "reply will follow" "answer will follow"
            "cannot say" "not able to answer" "i'll email you" "hear from me" "shall let you" "i'll let you"
            "we'll let you" "chase" "its answer" "their answer" "write to you" "full answer" "write to you after"
            "be in touch" "an extension" "a little more time" "more time" "bear with us" "bear with me"
            "holding reply" "holding response" "in due course" "will respond" "will reply" "will be able to respond"
            "send you our priorities after" "forward our priorities after" "forward them after" "confirm after"
            "confirm following" "confirm our priorities after" "confirm the priorities after"
            "send our priorities after" "send them after" "advise you after" "update you after" "inform you after"
            "inform you of the outcome" "inform you of the decision" "you will have our answer"
            "have an answer for you" "have an answer" "have a reply" "will follow" "will send" "will write"
            "will forward" "will advise" "will provide" "will let" "will confirm" "shall respond" "shall reply"
            "shall write" "shall let" "hope to reply" "hope to respond" "expect to reply" "answer you"
            "not in a position to" "until the council has met" "until it has met" "until we have met" "until we meet"
            "not had a chance to" "not yet had a chance" "yet to discuss" "not yet discussed" "not yet considered"
            "has not yet met" "have not yet met" "yet to meet" "not met yet" "hear from us after" "hear from us"
            "after that meeting" "before i can reply" "before we can reply" "before we can respond"
            "before i can respond" "report back" "await" "awaiting";
        Later::Talk => "on our _ agenda" "on the _ agenda" "on our agenda" "on the agenda" "on its agenda"
            "on its _ agenda" "on the _ _ agenda" "on our _ _ agenda" "agenda for" "agenda of" "next agenda"
            "will be discussed" "will be considered" "will be tabled" "will be raised" "will be put" "will be taken"
            "will be on" "be going on" "to be discussed" "to be considered" "be discussed" "be considered"
            "will discuss" "will consider" "shall discuss" "shall consider" "going to discuss" "going to consider"
            "be presented to" "be brought to" "be discussing" "be considering" "be decided" "will decide"
            "due to discuss" "due to consider" "put it on" "put this on" "place this on" "placed on" "put on"
            "added to the agenda" "add this to" "add it to" "added this to" "listed for" "go to the" "goes to"
            "goes before" "going before" "go before" "put it to" "put this to" "put to" "before the council"
            "before members" "before the full council" "take this to" "take it to" "deferred to" "deferred until"
            "deferred" "on october's agenda" "on november's agenda" "an agenda item" "an item" "be an agenda item"
            "included on the agenda" "circulated to members" "circulated to councillors" "passed to members"
            "passed to councillors" "agendas" "be reviewed" "be talking about" "want to debate" "debate this"
            "debate it" "discuss it then";
        Later::Meets => "next meeting is" "next meets" "next meet" "next meeting" "meeting is on" "does not meet"
            "doesn't meet" "do not meet" "don't meet" "not meeting" "not meet" "won't meet" "meets next" "meets again"
            "meet again" "meeting will be" "no meeting" "in recess" "summer recess" "recess" "meets on"
            "do not have a meeting" "don't have a meeting" "next full council";
        Later::Provisional => "provisional" "provisionally" "to be ratified" "to be confirmed" "subject to approval"
            "subject to confirmation" "subject to ratification" "not the council's answer" "left over to"
            "left over until" "confirm then" "shall confirm" "be ratified" "for ratification" "draft priorities"
            "confirm the rest" "confirm whether" "to follow after" "will confirm after" "will confirm once"
            "yet to be approved" "not yet formal" "formally confirm" "be confirmed at" "be confirmed on"
            "be confirmed after" "subject to the council" "subject to full council" "subject to members"
            "wish to follow" "priorities to follow" "rest to follow" "until it is minuted" "needs to be ratified"
            "needs ratifying" "confirm formally";
        Later::Clerk => "new clerk" "clerk is new" "only just started" "new in post" "newly appointed"
            "just taken over" "taken over as clerk" "on leave" "annual leave" "away until" "is away" "am away"
            "be away" "away on" "clerk is away" "on holiday" "off sick" "no clerk" "without a clerk" "locum"
            "clerk vacancy" "recently taken over" "between clerks" "out of the office" "just started" "quorate"
            "quorum" "not quorate";
    }
}

/// Reads whether an answer is to follow. What talks of a coming meeting says that only where there is no answer yet: a
/// council that has answered names its next meeting as an invitation.
pub(super) fn read(text: &Text<'_>, sentences: &[Sentence], answered: bool) -> Option<Extracted<()>> {
    let mut found: Option<(Later, Mark<Later>)> = None;
    for sentence in sentences.iter().filter(|sentence| !sentence.is_question) {
        for mark in WORDS.marks(text, sentence.first, sentence.end).filter(|mark| stands(text, sentence, mark)) {
            let better = found.is_none_or(|(before, _)| rank(mark.tag) < rank(before));
            if better {
                found = Some((mark.tag, mark));
            }
        }
    }
    let (tag, mark) = found.filter(|(tag, _)| !answered || *tag == Later::Provisional)?;
    let rule = match tag {
        Later::Answer => "says that it will answer later",
        Later::Talk => "says that the council has still to talk about it",
        Later::Meets => "says when the council meets, and gives no answer yet",
        Later::Provisional => "says that what it names is not yet its answer",
        Later::Clerk => "says that the clerk is new or away, and gives no answer yet",
    };
    Some(Extracted { value: (), spans: vec![text.span(mark.first, mark.end)], reason: rule })
}

fn rank(tag: Later) -> u8 {
    match tag {
        Later::Provisional => 0,
        Later::Talk => 1,
        Later::Answer => 2,
        Later::Meets => 3,
        Later::Clerk => 4,
    }
}

fn stands(text: &Text<'_>, sentence: &Sentence, mark: &Mark<Later>) -> bool {
    let from = sentence.first.max(mark.first.saturating_sub(20));
    let past = (from..mark.first).any(|at| text.is(at, words!["was" "were" "resolved" "you" "police"]))
        && !text.is(mark.first, words!["deferred"])
        && !text.is(mark.first, words!["back"]);
    let sent_on = text.is(mark.first.wrapping_sub(1), words!["the"])
        && text.is(mark.first.wrapping_sub(2), words!["to"])
        && mark.tag == Later::Clerk;
    let yours = sent_on || text.is(mark.first.wrapping_sub(1), words!["you"]) && mark.tag == Later::Answer;
    !past && !yours && !has_modality(text, sentence.first, mark.first.min(sentence.first + 2), &[Modality::Condition])
}
