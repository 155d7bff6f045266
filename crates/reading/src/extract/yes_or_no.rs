//! Reads yes or no as the answer to the form's question for the wish.

use super::form_labels::LabelledAnswer;
use super::tokenizer::Text;
use super::wish_words::says_no;
use super::word_set::words;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, has_modality};
use charter::returns::Wish;

pub(super) fn read(text: &Text<'_>, answered: &LabelledAnswer) -> Option<Extracted<Wish>> {
    let LabelledAnswer { first, end, .. } = *answered;
    let mut at = first;
    while at < end && text.punctuation(at).is_some() {
        at += 1;
    }
    let yes = |at: usize| text.is(at, words!["yes" "y"]);
    let no = |at: usize| text.is(at, words!["no" "n"]);
    let stop = answer_end(text, at, end);
    // "Definitely" and "it does" mean yes; "definitely not" means no. "Agreed to defer" is left to the sentence.
    let sure_word = text.is(at, words!["confirmed" "definitely" "certainly" "absolutely" "indeed" "agreed"]);
    let does = text.is(at, words!["it" "we" "they"]) && text.is(at + 1, words!["does" "continues" "do" "would"]);
    let next = at + if does { 2 } else { 1 };
    let denies = text.is(next, words!["not" "no"]);
    let refuses = !denies && (has_modality(text, at, stop, &[Modality::Negation]) || says_no(text, at, stop));
    let ends =
        next >= stop || text.is(next, words!["so" "indeed" "please" "yes" "wish" "very" "still" "like" "continue"]);
    let plain_no =
        no(at) && (at + 1 >= stop || text.is(at + 1, words!["thank" "thanks" "longer" "we" "it" "the" "not" "i"]));
    let both = (at..end.min(at + 4)).any(yes) && (at..end.min(at + 4)).any(no);
    let sure = at < end && !both && !has_modality(text, at, end, &[Modality::Condition, Modality::Uncertainty]);
    let value = match () {
        () if sure && (plain_no || (sure_word || does) && denies) => Wish::No,
        () if sure && !refuses && (yes(at) || (sure_word || does) && ends) => Wish::Yes,
        () => return None,
    };
    let reason =
        if value == Wish::No { "answers the form's question with no" } else { "answers the form's question with yes" };
    Some(Extracted { value, spans: vec![text.span(answered.label_start, at + 1)], reason, filled_in: true })
}

/// The answer ends before the first punctuation mark.
fn answer_end(text: &Text<'_>, at: usize, end: usize) -> usize {
    let parts =
        |index: &usize| matches!(text.punctuation(*index), Some(',' | '.' | ';' | '!' | '?' | '-' | '–' | '—' | '('));
    (at..end).find(parts).unwrap_or(end)
}
