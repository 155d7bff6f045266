//! Words that sound like an answer and that nothing was read from.
//!
//! The rules read what they know. Everything else that a person would take for a part of the answer is named here, so that
//! no reply is recorded with a part of it lost. Better ten items to look at than one that loses a priority unseen.

use charter::incoming::Span;
use charter::returns::{Frequency, Wish};
use charter::string_enum;

use super::block::Block;
use super::document::Document;
use super::learnt::{Guesses, Question, Sequence};
use super::lexicon::lexicon;
use super::sentences::{Sentence, ends_sentence, split_sentences};
use super::tokenizer::Text;
use super::{category, frequency, holding, method, wish};
use crate::extract::extracted::{Extracted, Reading};

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
pub(super) fn find(
    document: &Document<'_>,
    reading: &Reading,
    learnt: Option<(&Sequence<'_>, &Guesses)>,
) -> Vec<Unread> {
    let text = &document.text;
    let read = ReadSpans::of(reading);
    let mut unread: Vec<Unread> =
        learnt.map_or_else(Vec::new, |(sequence, guesses)| learnt_marks(sequence, guesses, reading));
    unread.retain(|unread| !read.cover(unread.kind, unread.span));
    let postscripts = postscripts(text, &document.blocks);
    for sentence in document.statements.iter().chain(&postscripts) {
        for (kind, first, end) in mentions(text, sentence, reading) {
            let span = text.span(first, end);
            if !read.cover(kind, span) {
                unread.push(Unread { kind, span });
            }
        }
    }
    unread.sort_by_key(|unread| unread.span);
    unread.dedup_by(|later, before| later.span.overlaps(before.span));
    unread
}

/// The words that values were read from; `None` for a phrase of a rule, which says nothing else.
struct ReadSpans(Vec<(Option<UnreadKind>, Span)>);

impl ReadSpans {
    /// Without what was learnt, because that may point at a whole sentence.
    fn of(reading: &Reading) -> Self {
        fn phrases<T>(read: Option<&Extracted<T>>) -> impl Iterator<Item = (Option<UnreadKind>, Span)> {
            let by_rule = read.filter(|read| !read.is_learnt());
            by_rule.into_iter().flat_map(|read| read.spans.iter().map(|span| (None, *span)))
        }
        let mut spans: Vec<(Option<UnreadKind>, Span)> = Vec::new();
        spans.extend(phrases(reading.wish.as_ref()));
        spans.extend(phrases(reading.frequency.as_ref()));
        spans.extend(phrases(reading.method.as_ref()));
        spans.extend(phrases(reading.holding.as_ref()));
        spans.extend(phrases(reading.meets_on.as_ref()));
        for priority in &reading.priorities {
            spans.extend(priority.spans.iter().map(|span| (Some(UnreadKind::Priority), *span)));
        }
        Self(spans)
    }

    /// Whether nothing of the kind is lost with these words.
    fn cover(&self, kind: UnreadKind, span: Span) -> bool {
        self.0.iter().any(|(of, read)| read.overlaps(span) && of.is_none_or(|of| of == kind))
    }
}

/// From which probability on words of a priority are not to be lost.
const MIN_PRIORITY: f32 = 0.5;
/// From which probability on a question is answered, though no class is likely enough.
const MIN_ANSWERED: f32 = 0.5;
/// From which probability on the answer may be still to come.
const MIN_HOLDING: f32 = 0.15;

/// What the model takes for an answer and the reading has not.
fn learnt_marks(sequence: &Sequence<'_>, guesses: &Guesses, reading: &Reading) -> Vec<Unread> {
    let declines = reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::No);
    let missing = [
        (Question::Wish, UnreadKind::Wish, MIN_ANSWERED, reading.wish.is_none()),
        (Question::Frequency, UnreadKind::Frequency, MIN_ANSWERED, reading.frequency.is_none() && !declines),
        (Question::Method, UnreadKind::Method, MIN_ANSWERED, reading.method.is_none() && !declines),
        (Question::Holding, UnreadKind::Holding, MIN_HOLDING, reading.holding.is_none() && !declines),
    ];
    let mut unread: Vec<Unread> = Vec::new();
    for (question, kind, least, is_missing) in missing {
        let span = guesses.sentence(question).and_then(|sentence| sequence.sentence_span(sentence));
        if let Some(span) = span.filter(|_| is_missing && guesses.answered[question as usize] >= least) {
            unread.push(Unread { kind, span });
        }
    }
    let mut first: Option<usize> = None;
    for at in 0..=guesses.marginals.len() {
        let marginal = guesses.marginals.get(at).copied().unwrap_or_default();
        let inside = marginal.inside() >= MIN_PRIORITY;
        let starts = marginal.begin >= MIN_PRIORITY || sequence.starts_sentence(at);
        if let Some(start) = first.filter(|_| !inside || starts) {
            unread.push(Unread { kind: UnreadKind::Priority, span: sequence.span(start, at) });
            first = None;
        }
        first = first.or(inside.then_some(at));
    }
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
    use super::{Span, UnreadKind};
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
    #[case::another_frequency("If that is too much then twice a year.", &[(UnreadKind::Frequency, "twice a year")])]
    #[case::another_method("A telephone call would do as well.", &[(UnreadKind::Method, "telephone call")])]
    #[case::a_withdrawal("Sorry, we have decided to decline.", &[(UnreadKind::Wish, "decline")])]
    fn words_outside_of_what_was_read(#[case] more: &str, #[case] expected: &[(UnreadKind, &str)]) {
        assert_eq!(unread(&format!("{LIST}\n{more}\n")), expected);
    }

    /// Words that the rules do not know: the model reads or suggests them, or they are named.
    #[rstest]
    #[case("And the dog mess on the green is getting worse.", "dog mess")]
    #[case("Officers are welcome every month.", "Officers")]
    #[case("Call in each spring and each autumn.", "each spring")]
    #[case("Members opted in.", "opted in")]
    #[case("The list is to follow.", "to follow")]
    #[case("Lads on scooters after dark, that is what people talk of.", "scooters")]
    fn nothing_that_sounds_like_an_answer_is_lost(#[case] text: &str, #[case] words: &str) {
        let reading = read(text, &Context::default());
        let from = text.find(words).unwrap();
        let spans = reading.highlight_spans().into_iter().chain(reading.unread.iter().map(|unread| unread.span));
        assert!(spans.into_iter().any(|span| span.from < from + words.len() && from < span.to), "{reading:?}");
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
            let read: Vec<Span> = reading.priorities.iter().flat_map(|priority| priority.spans.clone()).collect();
            for (index, unread) in reading.unread.iter().enumerate() {
                prop_assert!(text.get(unread.span.from..unread.span.to).is_some());
                prop_assert!(index == 0 || reading.unread[index - 1].span.to <= unread.span.from);
                prop_assert!(!read.iter().any(|span| span.overlaps(unread.span)));
            }
        }
    }
}
