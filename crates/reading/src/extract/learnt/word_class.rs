//! What kind of word a token is.

use super::super::category;
use super::super::tokenizer::Text;
use super::super::word_set::{WordSet, words};

/// Small numbers, because classes are combined into features.
pub(super) type Class = u8;

pub(super) const OTHER: Class = 0;
pub(super) const NUMBER: Class = 1;
pub(super) const CAPITAL: Class = 2;
pub(super) const GERUND: Class = 3;
pub(super) const PARTICIPLE: Class = 4;
pub(super) const PLURAL: Class = 5;
pub(super) const TOPIC: Class = 6;
/// Punctuation: this and the next [`MARKS`] numbers.
const MARK: Class = 40;
const MARKS: &str = ",;:.-–—()/|!?&\"*•'’…";
/// The first class of [`SETS`].
const SET: Class = 10;

/// Pronouns and words for people.
pub(super) const PERSON: Class = SET + 2;
pub(super) const AUXILIARY: Class = SET + 3;
pub(super) const NEED: Class = SET + 6;

/// Words of one use in a sentence; the first set that has a word gives its class.
static SETS: [&WordSet; 14] = [
    words!["the" "a" "an" "this" "that" "these" "those" "some" "any" "every" "each" "all" "both"],
    words!["of" "in" "on" "at" "by" "from" "with" "near" "around" "outside" "along" "through" "between" "behind" "into" "over" "under" "opposite" "towards" "off" "across"],
    words!["we" "i" "they" "he" "she" "you" "us" "it" "our" "your" "their" "my" "its" "who" "which" "members" "councillors" "everyone" "nobody" "people" "residents"],
    words!["is" "are" "was" "were" "be" "been" "being" "has" "have" "had" "will" "would" "can" "could" "should" "may" "might" "do" "does" "did" "gets" "get" "got" "keeps" "keep" "it's" "that's" "there's" "we've" "we'd" "we're" "we'll" "i've" "i'm"],
    words!["and" "or" "plus" "then" "also" "as" "well" "followed" "next"],
    words!["not" "no" "nor" "neither" "never" "none" "don't" "didn't" "doesn't" "isn't" "wasn't" "won't" "nothing" "without" "cannot" "can't" "rather" "instead" "less" "longer"],
    words!["priority" "priorities" "concern" "concerns" "issue" "issues" "problem" "problems" "worry" "worries" "matters" "things" "items" "top" "main" "concerned" "worried" "focus" "list" "trouble" "complaints" "complaint" "topics" "asks" "wants" "points" "number" "order" "bother" "bothers" "fed" "tackle" "attention"],
    words!["want" "like" "wish" "ask" "asked" "raised" "raise" "mentioned" "agreed" "chose" "chosen" "voted" "picked" "settled" "put" "said" "named" "listed" "discussed" "felt" "hope" "need" "please" "grateful" "appreciate" "welcome" "about" "look" "looking" "deal" "dealing" "done" "something" "help" "stop" "see"],
    words!["police" "officer" "officers" "pcso" "pcsos" "sergeant" "snt" "constable" "patrol" "patrols" "team" "force" "policing"],
    words!["highways" "county" "district" "environment" "planning" "borough" "fire" "school" "agency" "church" "hall"],
    words!["last" "year" "month" "months" "week" "weeks" "summer" "winter" "night" "nights" "evening" "evenings" "weekend" "weekends" "time" "times" "since" "ago" "yesterday" "quarter" "previous" "already" "used" "once" "now" "after" "before" "during" "daily" "again" "still"],
    words!["first" "firstly" "second" "secondly" "third" "thirdly" "lastly" "finally" "one" "two" "three" "1" "2" "3" "four" "fourth"],
    words!["because" "so" "but" "if" "when" "where" "while" "since" "although" "though" "however" "unless" "until" "causing" "making" "especially" "particularly" "including"],
    words!["dropped" "rejected" "lost" "defeated" "voted" "down" "solved" "sorted" "resolved" "better" "improved" "gone" "stopped" "fixed" "thank" "thanks" "success" "withdrawn" "withdraw" "apart" "except"],
];

/// The class of each token from `first` up to `end`; the topic of those in a phrase of a category, else 0.
pub(super) fn classify(text: &Text<'_>, first: usize, end: usize, out: &mut Vec<(Class, u8)>) {
    let from = out.len();
    out.extend((first..end).map(|at| (class_of(text, at), 0)));
    for (start, stop, topic) in category::topics(text, first, end) {
        for (class, known) in &mut out[from + start - first..from + stop - first] {
            (*class, *known) = (TOPIC, topic);
        }
    }
}

fn class_of(text: &Text<'_>, at: usize) -> Class {
    if let Some(mark) = text.punctuation(at) {
        return MARK + MARKS.chars().position(|known| known == mark).unwrap_or(MARKS.len()) as Class;
    }
    if let Some(set) = SETS.iter().position(|set| text.is(at, set)) {
        return SET + set as Class;
    }
    let word = text.word(at);
    match word.as_bytes() {
        [first, ..] if first.is_ascii_digit() => NUMBER,
        _ if text.is_capitalized(at) => CAPITAL,
        [_, _, .., b'i', b'n', b'g'] => GERUND,
        [_, _, .., b'e', b'd'] => PARTICIPLE,
        [_, _, .., b's'] => PLURAL,
        _ => OTHER,
    }
}

pub(super) fn is_mark(class: Class) -> bool {
    class >= MARK
}
