//! The words of a document in a row, as the tagger sees them.

use super::super::document::Document;
use super::super::tokenizer::Gap;
use super::super::word_set::{hash, words};
use super::super::{frequency, holding, method, wish};
use super::classes::{frequency_class, method_class, wish_class};
use super::sentence_model::Question;
use super::word_class::{Class, classify, is_mark};
use super::word_groups::{GROUPINGS, WordGroups};
use charter::incoming::Span;

/// What is known of a word on its own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Index of the token.
    pub token: usize,
    pub hash: u32,
    /// Hash of the first five letters.
    pub stem: u32,
    /// Hash of the last three letters.
    pub suffix: u32,
    pub class: Class,
    /// The category that it names; 0 for none.
    pub topic: u8,
    /// Of words of like meaning; 0 for none.
    pub groups: [u16; GROUPINGS],
    /// Capitals, digits and length.
    pub shape: u8,
    /// How it is set off from the word before.
    pub gap: u8,
    /// Index of the sentence in the sequence.
    pub sentence: usize,
    /// Position in its block.
    pub in_block: usize,
}

impl Word {
    /// Its groups, each with the number of the grouping; none for a word that is not known.
    pub(super) fn known_groups(&self) -> impl Iterator<Item = (u32, u32)> {
        let numbered = (0..).zip(self.groups.map(u32::from));
        numbered.filter(|(_, group)| *group > 0)
    }
}

/// What is known of a sentence as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    pub first: usize,
    pub end: usize,
    /// Whether its block has a bullet or a number.
    pub marked: bool,
    /// Whether it starts its block.
    pub starts_block: bool,
    pub after_blank: bool,
    pub is_question: bool,
    /// Whether the sentence before ends with a colon.
    pub after_colon: bool,
    /// Whether the sentence before, or the one before the list that it belongs to, has a word for priorities.
    pub below_cue: bool,
    /// Cues in it, as bits.
    pub flags: u32,
    /// Number of phrases of categories, at most 3.
    pub topics: u8,
}

/// More words are left out; no clerk writes so many.
const MAX_WORDS: usize = 20_000;

pub struct Sequence<'d> {
    pub(super) document: &'d Document<'d>,
    is_cut: bool,
    pub(super) words: Vec<Word>,
    pub(super) lines: Vec<Line>,
}

impl<'d> Sequence<'d> {
    pub fn new(document: &'d Document<'d>, groups: WordGroups<'_>) -> Self {
        let text = &document.text;
        let (mut words, mut lines): (Vec<Word>, Vec<Line>) = (Vec::new(), Vec::new());
        let mut classes = Vec::new();
        let mut is_cut = false;
        for sentence in &document.sentences {
            if words.len() + sentence.end - sentence.first > MAX_WORDS {
                is_cut = true;
                break;
            }
            let block = &document.blocks[sentence.block];
            let first = words.len();
            classes.clear();
            classify(text, sentence.first, sentence.end, &mut classes);
            for (token, (class, topic)) in (sentence.first..sentence.end).zip(classes.iter().copied()) {
                words.push(Word {
                    token,
                    class,
                    topic,
                    groups: groups.get(text.tokens[token].hash),
                    sentence: lines.len(),
                    in_block: token - block.first,
                    ..shape_word(document, token)
                });
            }
            let before = lines.last().copied();
            let ends_with_colon =
                before.is_some_and(|line: Line| text.punctuation(words[line.end - 1].token) == Some(':'));
            let line = Line {
                first,
                end: words.len(),
                marked: block.marker.is_some(),
                starts_block: sentence.first == block.first,
                after_blank: block.after_blank,
                is_question: sentence.is_question,
                after_colon: ends_with_colon,
                below_cue: before.is_some_and(|line| line.flags & CUE != 0 || line.below_cue && line.marked),
                flags: flags(document, sentence.first, sentence.end),
                topics: count_topics(&words[first..]),
            };
            lines.push(line);
        }
        Self { document, is_cut, words, lines }
    }

    /// Every word of the text, whatever the rules skip.
    pub fn unfiltered(document: &'d Document<'d>) -> Self {
        let of = |token| Word { token, class: u8::MAX, ..Word::default() };
        let words = (0..document.text.tokens.len()).map(of).collect();
        Self { document, is_cut: false, words, lines: Vec::new() }
    }

    /// Whether a word is the first of its sentence.
    pub(in crate::extract) fn starts_sentence(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.lines[word.sentence].first == at)
    }

    /// Whether the text is so long that the model does not see all of it.
    pub(in crate::extract) fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Byte range of the words from `first` up to `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        let (from, to) = (self.words[first].token, self.words[end.max(first + 1) - 1].token);
        self.document.text.span(from, to + 1)
    }

    /// The folded word; empty for a punctuation mark.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| self.document.text.word(word.token))
    }

    pub(in crate::extract) fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// The tokens of the words from `first` up to `end`.
    pub(in crate::extract) fn tokens(&self, first: usize, end: usize) -> (usize, usize) {
        (self.words[first].token, self.words[end.max(first + 1) - 1].token + 1)
    }

    /// The bytes of a sentence.
    pub fn sentence_span(&self, index: usize) -> Option<Span> {
        let line = self.lines.get(index)?;
        Some(self.span(line.first, line.end))
    }

    /// The first phrase of a sentence that names a class of a question.
    pub(in crate::extract) fn mention_span(&self, question: Question, class: usize, sentence: usize) -> Option<Span> {
        let (text, sentence) = (&self.document.text, self.document.sentences.get(sentence)?);
        let (first, end) = match question {
            Question::Wish => wish::mentions(text, sentence)
                .find(|(value, ..)| wish_class(*value) == class)
                .map(|(_, first, end)| (first, end)),
            Question::Frequency => frequency::mentions(text, sentence)
                .find(|(value, ..)| frequency_class(value) == class)
                .map(|(_, first, end)| (first, end)),
            Question::Method => method::mentions(text, sentence)
                .find(|(value, ..)| method_class(value) == class)
                .map(|(_, first, end)| (first, end)),
            Question::Holding => holding::mentions(text, sentence).next(),
        }?;
        Some(text.span(first, end))
    }

    /// The words of a sentence as written.
    pub fn sentence_text(&self, index: usize) -> Option<&str> {
        Some(self.sentence_span(index)?.slice(self.document.text.raw))
    }

    pub(super) fn is_mark(&self, at: usize) -> bool {
        is_mark(self.words[at].class)
    }

    /// The words that these bytes cover; `None` if they stand outside of the sequence.
    pub fn range_of(&self, span: Span) -> Option<(usize, usize)> {
        let tokens = &self.document.text.tokens;
        let inside = |word: &Word| tokens[word.token].from >= span.from && tokens[word.token].to <= span.to;
        let first = self.words.iter().position(inside)?;
        let end = first + self.words[first..].iter().take_while(|word| inside(word)).count();
        Some((first, end))
    }
}

fn count_topics(words: &[Word]) -> u8 {
    let starts =
        (0..words.len()).filter(|at| words[*at].topic > 0 && (*at == 0 || words[at - 1].topic != words[*at].topic));
    starts.count().min(3) as u8
}

fn shape_word(document: &Document<'_>, token: usize) -> Word {
    let text = &document.text;
    let bytes = text.word(token).as_bytes();
    let stem = if bytes.is_empty() { 0 } else { hash(bytes, 0, bytes.len().min(5)) };
    let suffix = if bytes.is_empty() { 0 } else { hash(bytes, bytes.len().saturating_sub(3), bytes.len()) };
    let raw = &text.raw[text.tokens[token].from..text.tokens[token].to];
    let all_capital = raw.len() > 1 && raw.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let shape = u8::from(text.is_capitalized(token))
        | u8::from(all_capital) << 1
        | u8::from(bytes.iter().any(u8::is_ascii_digit)) << 2
        | u8::from(bytes.len() <= 3) << 3;
    let own = text.tokens[token];
    let hash = own.punctuation.map_or(own.hash, |mark| mark as u32);
    let between = token.checked_sub(1).map_or("", |before| &text.raw[text.tokens[before].to..own.from]);
    let columns = between.contains('\t') || between.contains("  ");
    let gap = match own.gap {
        Gap::Blank => 4,
        Gap::Line => 3,
        _ if columns => 2,
        Gap::Space => 1,
        Gap::Tight => 0,
    };
    Word { hash, stem, suffix, shape, gap, ..Word::default() }
}

pub(super) const CUE: u32 = 1;
pub(super) const WANT: u32 = 1 << 1;
pub(super) const NEGATED: u32 = 1 << 2;
pub(super) const PAST: u32 = 1 << 3;
pub(super) const OTHER_BODY: u32 = 1 << 4;
pub(super) const POLICE: u32 = 1 << 5;
pub(super) const THANKS: u32 = 1 << 6;
pub(super) const SETTLED: u32 = 1 << 7;

fn flags(document: &Document<'_>, first: usize, end: usize) -> u32 {
    let text = &document.text;
    let has = |words, flag| if text.has_any(first..end, words) { flag } else { 0 };
    has(
        words!["priority" "priorities" "concern" "concerns" "issue" "issues" "problem" "problems" "worry" "worries" "concerned" "worried" "things" "list" "focus" "listed" "following" "raised" "chose" "choose"],
        CUE,
    ) | has(
        words!["want" "like" "ask" "please" "wish" "wants" "asks" "asked" "hope" "grateful" "want" "request" "need"],
        WANT,
    ) | has(
        words!["not" "no" "nor" "neither" "never" "none" "don't" "didn't" "doesn't" "isn't" "wasn't" "won't" "nothing"],
        NEGATED,
    ) | has(words!["last" "was" "were" "had" "previous" "ago" "yesterday" "used" "previously"], PAST)
        | has(
            words!["highways" "county" "district" "planning" "environment" "precept" "housing" "borough" "ambulance" "broadband" "bus" "clinic"],
            OTHER_BODY,
        )
        | has(
            words!["police" "officer" "officers" "pcso" "sergeant" "snt" "policing" "constable" "patrol" "patrols"],
            POLICE,
        )
        | has(words!["thank" "thanks" "pleased" "grateful" "appreciated" "better" "improved"], THANKS)
        | has(words!["solved" "sorted" "resolved" "dropped" "rejected" "withdrawn" "gone" "voted"], SETTLED)
}
