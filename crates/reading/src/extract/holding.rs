//! Detects holding replies: the council will answer later.

use super::lexicon::{PhraseMatch, lexicon};
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::word_set::words;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, has_modality};

#[derive(Clone, Copy, PartialEq)]
enum HoldingCue {
    /// "will reply", or cannot reply yet.
    WillAnswer,
    WillDiscuss,
    NextMeeting,
    /// The clerk is new or away.
    ClerkAway,
    /// What it names is not its answer yet.
    Provisional,
}

lexicon! {
    WORDS: HoldingCue = "holding.txt" {
        "answer" => HoldingCue::WillAnswer,
        "talk" => HoldingCue::WillDiscuss,
        "meets" => HoldingCue::NextMeeting,
        "provisional" => HoldingCue::Provisional,
        "clerk" => HoldingCue::ClerkAway,
    }
}

/// A coming meeting makes a holding reply only without an answer: a council that has answered names its next meeting as an
/// invitation.
pub(super) fn read(text: &Text<'_>, sentences: &[Sentence], answered: bool) -> Option<Extracted<()>> {
    let mut found: Option<(HoldingCue, PhraseMatch<HoldingCue>)> = None;
    for sentence in sentences.iter().filter(|sentence| !sentence.is_question) {
        for mark in WORDS.matches(text, sentence.first, sentence.end).filter(|mark| applies(text, sentence, mark)) {
            let better = found.is_none_or(|(before, _)| rank(mark.tag) < rank(before));
            if better {
                found = Some((mark.tag, mark));
            }
        }
    }
    let (tag, mark) = found.filter(|(tag, _)| !answered || *tag == HoldingCue::Provisional)?;
    let reason = match tag {
        HoldingCue::WillAnswer => "says that it will answer later",
        HoldingCue::WillDiscuss => "says that the council has still to talk about it",
        HoldingCue::NextMeeting => "says when the council meets, and gives no answer yet",
        HoldingCue::Provisional => "says that what it names is not yet its answer",
        HoldingCue::ClerkAway => "says that the clerk is new or away, and gives no answer yet",
    };
    Some(Extracted { value: (), spans: vec![text.span(mark.first, mark.end)], reason, filled_in: false })
}

fn rank(tag: HoldingCue) -> u8 {
    match tag {
        HoldingCue::Provisional => 0,
        HoldingCue::WillDiscuss => 1,
        HoldingCue::WillAnswer => 2,
        HoldingCue::NextMeeting => 3,
        HoldingCue::ClerkAway => 4,
    }
}

fn applies(text: &Text<'_>, sentence: &Sentence, mark: &PhraseMatch<HoldingCue>) -> bool {
    let from = sentence.first.max(mark.first.saturating_sub(20));
    let past = text.has_any(from..mark.first, words!["was" "were" "resolved" "you" "police"])
        && !text.is(mark.first, words!["deferred"])
        && !text.is(mark.first, words!["back"]);
    let sent_on = text.is(mark.first.wrapping_sub(1), words!["the"])
        && text.is(mark.first.wrapping_sub(2), words!["to"])
        && mark.tag == HoldingCue::ClerkAway;
    let yours = sent_on || text.is(mark.first.wrapping_sub(1), words!["you"]) && mark.tag == HoldingCue::WillAnswer;
    !past && !yours && !has_modality(text, sentence.first, mark.first.min(sentence.first + 2), &[Modality::Condition])
}

/// Every phrase that promises an answer.
pub(super) fn mentions<'t>(text: &'t Text<'_>, sentence: &'t Sentence) -> impl Iterator<Item = (usize, usize)> + 't {
    WORDS
        .matches(text, sentence.first, sentence.end)
        .filter(move |mark| mark.tag != HoldingCue::NextMeeting && applies(text, sentence, mark))
        .map(|mark| (mark.first, mark.end))
}
