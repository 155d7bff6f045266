//! Words that sound like an answer and that nothing was read from.
//!
//! The rules read what they know. Everything else that a person would take for a part of the answer is named here, so that
//! no reply is recorded with a part of it lost. Better ten items to look at than one that loses a priority unseen.

use charter::incoming::Span;
use charter::returns::{Frequency, Wish};
use charter::string_enum;

use super::block::Block;
use super::lexicon::lexicon;
use super::sentences::{Sentence, ends_sentence, split_sentences};
use super::tokenizer::Text;
use super::{category, frequency, holding, method, wish};
use crate::extract::extracted::Reading;

string_enum! {
    /// What the words sound like.
    UnreadKind {
        Priority = "priority", "priority";
        Wish = "wish", "wish";
        Frequency = "frequency", "frequency";
        Method = "method", "method";
        /// A promise to answer later.
        Holding = "holding", "answer to come";
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub kind: UnreadKind,
    pub span: Span,
}

lexicon! {
    /// Whether the words count only while nothing of the kind was read.
    WORDS: (UnreadKind, bool) = "unread.txt" {
        "wish" => (UnreadKind::Wish, true),
        "frequency" => (UnreadKind::Frequency, true),
        "method" => (UnreadKind::Method, true),
        "holding" => (UnreadKind::Holding, true),
        "priority" => (UnreadKind::Priority, false),
        "any priority" => (UnreadKind::Priority, true),
    }
}

/// In the order of the text, without overlaps.
pub(super) fn find(text: &Text<'_>, blocks: &[Block], sentences: &[Sentence], reading: &Reading) -> Vec<Unread> {
    let read = reading.highlight_spans();
    let mut unread: Vec<Unread> = Vec::new();
    let postscripts = postscripts(text, blocks);
    for sentence in sentences.iter().chain(&postscripts) {
        for (kind, first, end) in mentions(text, sentence, reading) {
            let span = text.span(first, end);
            if !read.iter().any(|read| overlap(*read, span)) {
                unread.push(Unread { kind, span });
            }
        }
    }
    unread.sort_by_key(|unread| unread.span);
    unread.dedup_by(|later, before| overlap(later.span, before.span));
    unread
}

/// The sentences below the sign-off. A line without a full stop there is a name, an office or an address.
fn postscripts(text: &Text<'_>, blocks: &[Block]) -> Vec<Sentence> {
    let shown: Vec<Block> = blocks.iter().map(|block| Block { skipped: !block.signed, ..*block }).collect();
    let mut sentences = split_sentences(text, &shown);
    sentences.retain(|sentence| {
        ends_sentence(text, sentence.end - 1) && text.word_count(sentence.first, sentence.end) >= MIN_POSTSCRIPT_WORDS
    });
    sentences
}

const MIN_POSTSCRIPT_WORDS: usize = 5;

fn overlap(one: Span, other: Span) -> bool {
    one.from < other.to && other.from < one.to
}

/// The phrases of a sentence that sound like another answer than the one that was read.
fn mentions(text: &Text<'_>, sentence: &Sentence, reading: &Reading) -> Vec<(UnreadKind, usize, usize)> {
    let mut found = Vec::new();
    let Sentence { first, end, .. } = *sentence;
    found.extend(category::mentions(text, first, end).map(|(first, end)| (UnreadKind::Priority, first, end)));
    let read = reading.frequency.as_ref().map(|read| &read.value);
    found.extend(
        frequency::mentions(text, sentence)
            .filter(|(value, ..)| read != Some(value) || matches!(value, Frequency::Other(_)))
            .map(|(_, first, end)| (UnreadKind::Frequency, first, end)),
    );
    let read = reading.method.as_ref().map(|read| &read.value);
    found.extend(
        method::mentions(text, sentence)
            .filter(|(value, ..)| read != Some(value))
            .map(|(_, first, end)| (UnreadKind::Method, first, end)),
    );
    let read = reading.wish.as_ref().map(|read| read.value);
    found.extend(
        wish::mentions(text, sentence)
            .filter(|(value, ..)| read != Some(*value))
            .map(|(_, first, end)| (UnreadKind::Wish, first, end)),
    );
    found.extend(holding::mentions(text, sentence).map(|(first, end)| (UnreadKind::Holding, first, end)));
    let declines = reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::No);
    let is_missing = |kind: UnreadKind| match kind {
        UnreadKind::Wish => reading.wish.is_none(),
        UnreadKind::Frequency => reading.frequency.is_none() && !declines,
        UnreadKind::Method => reading.method.is_none() && !declines,
        UnreadKind::Holding => reading.holding.is_none() && !declines,
        UnreadKind::Priority => reading.priorities.is_empty() && !declines,
    };
    found.extend(
        WORDS
            .matches(text, first, end)
            .filter(|mark| !mark.tag.1 || is_missing(mark.tag.0))
            .map(|mark| (mark.tag.0, mark.first, mark.end)),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::UnreadKind;
    use crate::extract::{Context, read};
    use proptest::prelude::{prop_assert, proptest};
    use rstest::rstest;

    fn unread(text: &str) -> Vec<(UnreadKind, &str)> {
        let reading = read(text, &Context::default());
        reading.unread.iter().map(|unread| (unread.kind, unread.span.slice(text))).collect()
    }

    const LIST: &str = "We wish to take part.\n\nOur priorities:\n1. Speeding on the A49\n2. Parking by the shop\n\n\
                        Quarterly please, in person at our meetings.\n";

    #[rstest]
    #[case::everything_was_read("", &[])]
    #[case::thanks("Thank you for your letter and for the recent report.", &[])]
    #[case::own_meetings("The council meets monthly.", &[])]
    #[case::the_same_again("So again: quarterly, in person.", &[])]
    #[case::a_priority("And the dog mess on the green is getting worse.", &[(UnreadKind::Priority, "dog mess")])]
    #[case::another_frequency("If that is too much then twice a year.", &[(UnreadKind::Frequency, "twice a year")])]
    // Two methods: neither is taken.
    #[case::another_method("A telephone call would do as well.", &[(UnreadKind::Method, "in person"), (UnreadKind::Method, "telephone call")])]
    #[case::a_withdrawal("Sorry, we have decided to decline.", &[(UnreadKind::Wish, "decline")])]
    fn words_outside_of_what_was_read(#[case] more: &str, #[case] expected: &[(UnreadKind, &str)]) {
        assert_eq!(unread(&format!("{LIST}\n{more}\n")), expected);
    }

    #[rstest]
    #[case("Officers are welcome every month.", UnreadKind::Method)]
    #[case("Call in each spring and each autumn.", UnreadKind::Frequency)]
    #[case("Members opted in.", UnreadKind::Wish)]
    #[case("The list is to follow.", UnreadKind::Holding)]
    #[case("Lads on scooters after dark, that is what people talk of.", UnreadKind::Priority)]
    fn a_kind_that_was_not_read_at_all(#[case] text: &str, #[case] kind: UnreadKind) {
        assert!(unread(text).iter().any(|(found, _)| *found == kind), "{:?}", unread(text));
    }

    #[test]
    fn quotes_and_signatures_are_not_the_answer() {
        let text = format!(
            "{LIST}\nKind regards\nThe Clerk\nReport parking problems online\n\n> Do you want to be met monthly?\n"
        );
        assert_eq!(unread(&text), []);
    }

    proptest! {
        #[test]
        fn spans_are_sorted_and_outside_of_what_was_read(text in "((monthly|speeding|dogs|we wish to take part|in person|[a-z.,\n ])){0,40}") {
            let reading = read(&text, &Context::default());
            let read = reading.highlight_spans();
            for (index, unread) in reading.unread.iter().enumerate() {
                prop_assert!(text.get(unread.span.from..unread.span.to).is_some());
                prop_assert!(index == 0 || reading.unread[index - 1].span.to <= unread.span.from);
                prop_assert!(!read.iter().any(|span| span.from < unread.span.to && unread.span.from < span.to));
            }
        }
    }
}
