//! The form's question whether the council wishes to take part, answered with yes or no.

use super::labels::LabelledAnswer;
use super::text::Text;
use super::wish_words::says_no;
use super::word_set::words;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, has_modality};
use charter::returns::Wish;

/// Reads the answer behind a label that asks for the wish.
pub(super) fn read(text: &Text<'_>, answered: &LabelledAnswer) -> Option<Extracted<Wish>> {
    let LabelledAnswer { first, end, .. } = *answered;
    let mut at = first;
    while at < end && text.punctuation(at).is_some() {
        at += 1;
    }
    let yes = |at: usize| text.is(at, words!["yes" "y"]);
    let no = |at: usize| text.is(at, words!["no" "n"]);
    let stop = answer_end(text, at, end);
    // "Definitely" and "it does" say yes; "definitely not" says no; of "agreed to defer" the sentence has to say what is meant.
    let sure_word = text.is(at, words!["confirmed" "definitely" "certainly" "absolutely" "indeed" "agreed"]);
    let does = text.is(at, words!["it" "we" "they"]) && text.is(at + 1, words!["does" "continues" "do" "would"]);
    let behind = at + if does { 2 } else { 1 };
    let denies = text.is(behind, words!["not" "no"]);
    let refuses = !denies && (has_modality(text, at, stop, &[Modality::Negation]) || says_no(text, at, stop));
    let ends =
        behind >= stop || text.is(behind, words!["so" "indeed" "please" "yes" "wish" "very" "still" "like" "continue"]);
    let plain_no =
        no(at) && (at + 1 >= stop || text.is(at + 1, words!["thank" "thanks" "longer" "we" "it" "the" "not" "i"]));
    let both = (at..end.min(at + 4)).any(yes) && (at..end.min(at + 4)).any(no);
    let sure = at < end && !both && !has_modality(text, at, end, &[Modality::Condition, Modality::Uncertainty]);
    let value = match () {
        () if sure && (plain_no || (sure_word || does) && denies) => Wish::No,
        () if sure && !refuses && (yes(at) || (sure_word || does) && ends) => Wish::Yes,
        () => return None,
    };
    let rule =
        if value == Wish::No { "answers the form's question with no" } else { "answers the form's question with yes" };
    Some(Extracted { value, spans: vec![text.span(answered.label_start, at + 1)], reason: rule })
}

/// Where the answer that begins at a token ends: before the first mark that parts it from what follows.
fn answer_end(text: &Text<'_>, at: usize, end: usize) -> usize {
    let parts =
        |place: &usize| matches!(text.punctuation(*place), Some(',' | '.' | ';' | '!' | '?' | '-' | '–' | '—' | '('));
    (at..end).find(parts).unwrap_or(end)
}
