//! Whether a whole reading can be trusted: recorded by one key, without a look at the text.

use super::super::extracted::Reading;
use super::super::word_set::words;
use super::guess::{GuessedPriority, Guesses};
use super::sentence_model::Question;
use super::sequence::{Sequence, Word};
use charter::returns::Wish;

/// A forest is an average of trees and seldom near 1: of the priorities to which it gives 0.75 or more, nine of ten are right.
const DOUBT_OF_PRIORITY: f32 = 0.2;

/// How likely its least likely part is right, as filled in or as left open. A reading is as good as that: on authors that were
/// left out, this one number tells exact readings from others better than weights for all that is known of them did, and a
/// reading that is more certain in every part is never trusted less.
pub fn certainty(reading: &Reading, sequence: &Sequence<'_>, guesses: &Guesses) -> f32 {
    // Who takes part was asked for priorities: they may stand where nothing is read.
    let takes_part = reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::Yes);
    if takes_part && reading.priorities.is_empty() || guesses.priorities.iter().any(|own| may_be_two(sequence, own)) {
        return 0.0;
    }
    let of_question =
        |question: Question, is_filled_in: bool| match guesses.answers[question as usize].filter(|_| is_filled_in) {
            Some(answer) => answer.probability,
            None => 1.0 - guesses.answered[question as usize],
        };
    let questions = [
        of_question(Question::Wish, reading.wish.as_ref().is_some_and(|read| read.filled_in)),
        of_question(Question::Frequency, reading.frequency.as_ref().is_some_and(|read| read.filled_in)),
        of_question(Question::Method, reading.method.as_ref().is_some_and(|read| read.filled_in)),
    ];
    let priorities = guesses.priorities.iter().map(|guessed| 1.0 - DOUBT_OF_PRIORITY * (1.0 - guessed.probability));
    questions.into_iter().chain(priorities).fold(1.0, f32::min)
}

/// Whether a priority joins words of two categories with an "and": "parking at the shop and vandalism in the park".
fn may_be_two(sequence: &Sequence<'_>, priority: &GuessedPriority) -> bool {
    let words = &sequence.words[priority.first..priority.end];
    let joins = words!["and" "plus" "also"];
    let Some(at) = words.iter().position(|word| sequence.document().text.is(word.token, joins)) else { return false };
    let topics = |part: &[Word]| part.iter().map(|word| word.topic).filter(|topic| *topic > 0).collect::<Vec<u8>>();
    let (before, after) = (topics(&words[..at]), topics(&words[at..]));
    !before.is_empty() && after.iter().any(|topic| !before.contains(topic))
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, read};
    use rstest::rstest;

    #[rstest]
    #[case::plain("We would like to take part. Our priorities are:\n1. Speeding\n2. Litter\n", true)]
    #[case::no_priority("We would like to take part.\n", false)]
    #[case::two_in_one("We would like to take part. Our priorities are:\n1. Speeding and litter\n2. Drugs\n", false)]
    #[case::one_of_two_words(
        "We would like to take part. Our priorities are:\n1. Drugs and drug dealing\n2. Litter\n",
        true
    )]
    #[case::declines("The council does not wish to take part.\n", true)]
    fn what_may_be_incomplete_is_not_trusted(#[case] text: &str, #[case] trusted: bool) {
        let reading = read(text, &Context::default());
        assert_eq!(reading.is_trusted, trusted, "{reading:?}");
    }
}
