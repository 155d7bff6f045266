//! What the tagger looks at around each word.

use super::sequence::{CUE, Line, Sequence, Word};
use super::tagger::Marginal;
use super::weights::feature;
use super::word_class::{Class, NEED, TOPIC};

/// What surrounds one word, looked up once.
struct Window<'s> {
    words: &'s [Word],
    at: usize,
}

impl Window<'_> {
    fn get(&self, offset: isize) -> Word {
        self.at.checked_add_signed(offset).and_then(|at| self.words.get(at)).copied().unwrap_or_default()
    }

    fn hash(&self, offset: isize) -> u32 {
        self.get(offset).hash
    }

    fn class(&self, offset: isize) -> u32 {
        u32::from(self.get(offset).class)
    }

    fn topic(&self, offset: isize) -> u32 {
        u32::from(self.get(offset).topic)
    }
}

/// Separators around a word: the next to its left and right in its sentence, and whether a category is named between.
#[derive(Clone, Copy, Default)]
struct Separators {
    left: u32,
    left_distance: u32,
    right: u32,
    right_distance: u32,
    topic_here: u32,
    topic_before: u32,
    topic_after: u32,
}

/// The features of every word, without those of [`ExpectedSpans`]: both taggers look at them.
pub struct TokenFeatures {
    features: Vec<u32>,
    /// Where the features of each word end.
    ends: Vec<usize>,
}

/// Features of a word.
const USUAL_FEATURES: usize = 138;

impl TokenFeatures {
    pub fn new(sequence: &Sequence<'_>) -> Self {
        let mut out = Vec::with_capacity(sequence.len() * USUAL_FEATURES);
        let mut ends = Vec::with_capacity(sequence.len());
        let separators = separators(sequence);
        let (mut cue, mut cue_before, mut cue_at) = (0, 0, 0);
        for (at, word) in sequence.words.iter().enumerate() {
            let line = &sequence.lines[word.sentence];
            if at == line.first {
                (cue, cue_before) = (0, 0);
            }
            let window = Window { words: &sequence.words, at };
            of_words(&window, &mut out);
            of_classes(&window, &mut out);
            of_groups(&window, &mut out);
            of_place(sequence, at, line, &mut out);
            of_separators(&separators[at], word, &mut out);
            let distance = bucket(at - cue_at.min(at));
            out.push(feature(70, &[cue]));
            out.push(feature(71, &[cue, distance]));
            out.push(feature(72, &[cue, cue_before]));
            out.push(feature(73, &[cue, u32::from(word.class)]));
            ends.push(out.len());
            if is_cue(word.class) {
                (cue_before, cue, cue_at) = (cue, word.hash, at);
            }
        }
        Self { features: out, ends }
    }

    pub fn of_word(&self, at: usize) -> &[u32] {
        let first = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[first..self.ends[at]]
    }
}

/// What the second tagger sees beside [`TokenFeatures`]: the priorities that the first one expects.
pub struct ExpectedSpans<'s> {
    sequence: &'s Sequence<'s>,
    marginals: &'s [Marginal],
    expected: Expected,
}

impl<'s> ExpectedSpans<'s> {
    pub fn new(sequence: &'s Sequence<'s>, marginals: &'s [Marginal]) -> Self {
        Self { sequence, marginals, expected: expected_spans(sequence, marginals) }
    }

    pub fn add_features(&self, at: usize, out: &mut Vec<u32>) {
        of_marginals(self.sequence, at, self.marginals, &self.expected, out);
    }
}

/// Negations, words for concerns, and words for what is wanted.
fn is_cue(class: Class) -> bool {
    (NEED - 1..=NEED + 1).contains(&class)
}

fn of_words(window: &Window<'_>, out: &mut Vec<u32>) {
    for offset in -3..=3_isize {
        out.push(feature((10 + offset) as u32, &[window.hash(offset)]));
    }
    for offset in -1..=1_isize {
        let word = window.get(offset);
        out.push(feature((20 + offset) as u32, &[word.stem]));
        out.push(feature((23 + offset) as u32, &[word.suffix]));
        out.push(feature((26 + offset) as u32, &[u32::from(word.shape)]));
        out.push(feature((29 + offset) as u32, &[u32::from(word.gap)]));
    }
    for (template, offset) in (32..).zip(-2..=1_isize) {
        out.push(feature(template, &[window.hash(offset), window.hash(offset + 1)]));
    }
    out.push(feature(36, &[window.hash(-1), window.hash(0), window.hash(1)]));
    out.push(feature(37, &[window.hash(-2), window.hash(-1), window.hash(0)]));
    out.push(feature(38, &[window.hash(-1), window.class(0)]));
    out.push(feature(39, &[window.class(0), window.hash(1)]));
    out.push(feature(64, &[window.get(-1).stem, window.get(0).stem]));
}

fn of_classes(window: &Window<'_>, out: &mut Vec<u32>) {
    for offset in -3..=3_isize {
        out.push(feature((44 + offset) as u32, &[window.class(offset)]));
    }
    for (template, offset) in (50..).zip(-3..=2_isize) {
        out.push(feature(template, &[window.class(offset), window.class(offset + 1)]));
    }
    for (template, offset) in (57..).zip(-3..=1_isize) {
        out.push(feature(template, &[window.class(offset), window.class(offset + 1), window.class(offset + 2)]));
    }
    for (template, offset) in (65..).zip(-1..=1_isize) {
        out.push(feature(template, &[window.topic(offset)]));
    }
}

fn of_groups(window: &Window<'_>, out: &mut Vec<u32>) {
    for (template, offset) in (130..).zip(-2..=2_isize) {
        for (grouping, group) in window.get(offset).known_groups() {
            out.push(feature(template, &[grouping, group]));
        }
    }
    let largest = |offset: isize| u32::from(window.get(offset).groups[0]);
    for (template, offset) in (135..).zip(-1..=0_isize) {
        out.push(feature(template, &[largest(offset), largest(offset + 1)]));
        out.push(feature(template + 2, &[window.class(offset), largest(offset + 1)]));
        out.push(feature(template + 4, &[largest(offset), window.class(offset + 1)]));
    }
}

fn of_place(sequence: &Sequence<'_>, at: usize, line: &Line, out: &mut Vec<u32>) {
    let word = &sequence.words[at];
    let class = u32::from(word.class);
    let in_line = (at - line.first).min(3) as u32;
    let shape = u32::from(line.marked)
        | u32::from(line.starts_block) << 1
        | u32::from(line.after_blank) << 2
        | u32::from(line.is_question) << 3
        | u32::from(line.after_colon) << 4
        | u32::from(line.below_cue) << 5;
    out.push(feature(80, &[shape]));
    out.push(feature(81, &[shape, in_line]));
    out.push(feature(82, &[in_line, class]));
    out.push(feature(83, &[(word.in_block.min(3)) as u32, u32::from(line.marked)]));
    let length = bucket(line.end - line.first);
    out.push(feature(84, &[length, u32::from(line.marked), u32::from(line.below_cue)]));
    out.push(feature(85, &[length, class]));
    for bit in 0..8 {
        if line.flags >> bit & 1 == 1 {
            out.push(feature(86, &[bit]));
            out.push(feature(87, &[bit, class]));
        }
    }
    out.push(feature(88, &[line.flags]));
    out.push(feature(89, &[u32::from(line.topics), line.flags & CUE]));
    out.push(feature(90, &[u32::from(line.topics), class]));
    let before = word.sentence.checked_sub(1).map(|before| sequence.lines[before]).unwrap_or_default();
    out.push(feature(91, &[before.flags & 0xff, u32::from(before.topics)]));
    out.push(feature(92, &[before.flags & CUE, class, in_line]));
    out.push(feature(93, &[word.sentence.min(4) as u32]));
    out.push(feature(94, &[u32::from(word.gap), u32::from(line.marked), class]));
    let first = sequence.words[line.first];
    out.push(feature(95, &[first.hash]));
    out.push(feature(96, &[first.hash, u32::from(class == u32::from(TOPIC))]));
}

fn of_separators(around: &Separators, word: &Word, out: &mut Vec<u32>) {
    let class = u32::from(word.class);
    out.push(feature(100, &[around.left, around.left_distance]));
    out.push(feature(101, &[around.right, around.right_distance]));
    out.push(feature(102, &[around.left, around.right]));
    out.push(feature(103, &[around.topic_here, around.topic_before, around.topic_after]));
    out.push(feature(104, &[around.topic_here, around.topic_before, around.topic_after, class]));
    out.push(feature(105, &[around.left, around.left_distance, class]));
    out.push(feature(106, &[around.left, around.left_distance, around.topic_here, around.topic_before]));
    out.push(feature(107, &[around.right, around.topic_here, around.topic_after]));
}

/// What the first tagger expects: in a sentence, in those beside it, and in all.
struct Expected {
    /// Number of spans that start in each sentence.
    by_line: Vec<f32>,
    highest: Vec<f32>,
    all: f32,
}

fn expected_spans(sequence: &Sequence<'_>, marginals: &[Marginal]) -> Expected {
    let of = |line: &Line| marginals[line.first..line.end].iter();
    let by_line: Vec<f32> = sequence.lines.iter().map(|line| of(line).map(|marginal| marginal.begin).sum()).collect();
    let highest = sequence.lines.iter().map(|line| of(line).map(Marginal::inside).fold(0.0, f32::max)).collect();
    Expected { all: by_line.iter().sum(), by_line, highest }
}

fn of_marginals(sequence: &Sequence<'_>, at: usize, marginals: &[Marginal], expected: &Expected, out: &mut Vec<u32>) {
    let own = marginals[at];
    let of =
        |offset: isize| at.checked_add_signed(offset).and_then(|at| marginals.get(at)).copied().unwrap_or_default();
    let class = u32::from(sequence.words[at].class);
    let line = sequence.words[at].sentence;
    let (begin, inside) = (level(own.begin), level(own.inside()));
    out.push(feature(110, &[begin]));
    out.push(feature(111, &[inside]));
    out.push(feature(112, &[begin, inside]));
    out.push(feature(113, &[inside, level(of(-1).inside()), level(of(1).inside())]));
    out.push(feature(114, &[begin, class]));
    out.push(feature(115, &[inside, class]));
    let highest = level(expected.highest[line]);
    let before = line.checked_sub(1).map_or(9, |line| level(expected.highest[line]));
    let after = expected.highest.get(line + 1).map_or(9, |highest| level(*highest));
    out.push(feature(116, &[highest]));
    out.push(feature(117, &[before, after]));
    out.push(feature(118, &[before, highest, after, inside]));
    let count = |spans: f32| (spans + 0.5).min(4.0) as u32;
    let elsewhere = expected.all - expected.by_line[line];
    out.push(feature(119, &[count(expected.by_line[line]), count(elsewhere)]));
    out.push(feature(120, &[count(expected.by_line[line]), count(elsewhere), inside]));
}

/// A probability as one of eight levels.
fn level(probability: f32) -> u32 {
    const LEVELS: [f32; 7] = [0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.95];
    LEVELS.iter().take_while(|level| probability >= **level).count() as u32
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=3 => distance as u32,
        4..=6 => 4,
        7..=10 => 5,
        11..=18 => 6,
        _ => 7,
    }
}

fn separators(sequence: &Sequence<'_>) -> Vec<Separators> {
    let mut all = vec![Separators::default(); sequence.len()];
    for line in &sequence.lines {
        let (mut segments, mut first) = (Vec::new(), line.first);
        for at in line.first..line.end {
            if separator(sequence, at) > 0 {
                segments.push((first, at));
                first = at + 1;
            }
        }
        segments.push((first, line.end));
        let topic =
            |index: usize| segments.get(index).map_or(2, |(first, end)| u32::from(has_topic(sequence, *first, *end)));
        for (index, (first, end)) in segments.iter().copied().enumerate() {
            let left = first.checked_sub(1).filter(|at| *at >= line.first).map_or(0, |at| separator(sequence, at));
            let right = if end < line.end { separator(sequence, end) } else { 9 };
            let around = Separators {
                left,
                right,
                topic_here: topic(index),
                topic_before: index.checked_sub(1).map_or(2, topic),
                topic_after: topic(index + 1),
                ..Separators::default()
            };
            for (at, place) in all[first..line.end.min(end + 1)].iter_mut().enumerate() {
                let to_end = (end - first).saturating_sub(at + 1);
                *place = Separators { left_distance: bucket(at), right_distance: bucket(to_end), ..around };
            }
        }
    }
    all
}

fn has_topic(sequence: &Sequence<'_>, first: usize, end: usize) -> bool {
    sequence.words[first..end].iter().any(|word| word.topic > 0)
}

pub(super) const NONE: u32 = 0;
pub(super) const COMMA: u32 = 1;
pub(super) const AND: u32 = 7;

/// Which separator a word is; [`NONE`] for another word.
pub(super) fn separator(sequence: &Sequence<'_>, at: usize) -> u32 {
    let token = sequence.words[at].token;
    match sequence.document.text.punctuation(token) {
        Some(',') => COMMA,
        Some(';') => 2,
        Some(':') => 3,
        Some('-' | '–' | '—') => 4,
        Some('(' | ')') => 5,
        Some('/' | '|' | '+' | '&') => 6,
        Some(_) => NONE,
        None => match sequence.word(at) {
            "and" => AND,
            "then" | "plus" | "also" => 8,
            "or" => 10,
            _ => 0,
        },
    }
}
