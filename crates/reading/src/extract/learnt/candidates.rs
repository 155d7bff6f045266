//! Ranges of words that may be a priority, whoever proposes them.

use super::sequence::Sequence;
use super::tagger::Marginal;
use super::token_features::separator;

/// Who proposes a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub rule: bool,
    /// The likeliest labels of the tagger.
    pub tagger: bool,
    /// A run of words that the tagger takes for a priority with less certainty.
    pub run: bool,
    /// A part of another candidate.
    pub part: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// First word.
    pub first: usize,
    /// Word after the last.
    pub end: usize,
    pub sources: Sources,
}

/// Most candidates of a reply: bounds the work for a text of nothing but commas.
const MAX_CANDIDATES: usize = 200;
/// Longest span that is looked at, in words: the work for one grows with its square.
const MAX_SPAN: usize = 200;
/// Longest candidate, in words.
const MAX_WORDS: usize = 60;
const MIN_RUN: f32 = 0.15;
const MIN_BEGIN: f32 = 0.3;

/// All candidates in the order of the text, each once.
pub fn candidates(
    sequence: &Sequence<'_>,
    rules: &[(usize, usize)],
    tagger: &[(usize, usize)],
    marginals: &[Marginal],
) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let mut push = |(first, end): (usize, usize), sources: Sources| {
        if end - first > MAX_SPAN {
            return;
        }
        let (first, end) = trim(sequence, first, end);
        if first < end && end - first <= MAX_WORDS {
            all.push(Candidate { first, end, sources });
        }
    };
    let runs = runs(sequence, marginals);
    let whole = [
        (rules, Sources { rule: true, ..Sources::default() }),
        (tagger, Sources { tagger: true, ..Sources::default() }),
        (&*runs, Sources { run: true, ..Sources::default() }),
    ];
    let joined: Vec<(usize, usize)> = tagger
        .windows(2)
        .filter(|pair| is_joined(sequence, pair[0].1, pair[1].0))
        .map(|pair| (pair[0].0, pair[1].1))
        .collect();
    for (spans, sources) in whole {
        spans.iter().for_each(|span| push(*span, sources));
    }
    let part = Sources { part: true, ..Sources::default() };
    joined.iter().for_each(|span| push(*span, part));
    for span in rules.iter().chain(tagger).chain(&runs).chain(&joined).take(MAX_CANDIDATES) {
        parts(sequence, *span, |part_span| push(part_span, part));
    }
    merge(all)
}

/// One candidate for each range, with all its sources.
fn merge(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_by_key(|candidate| (candidate.first, candidate.end));
    all.dedup_by(|later, before| {
        let same = (later.first, later.end) == (before.first, before.end);
        if same {
            before.sources.rule |= later.sources.rule;
            before.sources.tagger |= later.sources.tagger;
            before.sources.run |= later.sources.run;
            before.sources.part |= later.sources.part;
        }
        same
    });
    all.truncate(MAX_CANDIDATES);
    all
}

/// "speeding and parking" as two spans of the tagger, with at most two words between them.
fn is_joined(sequence: &Sequence<'_>, end: usize, next: usize) -> bool {
    next <= end + 2 && sequence.words[end - 1].sentence == sequence.words[next].sentence
}

/// Runs of words in a sentence that may be inside of a priority, cut where another may begin.
fn runs(sequence: &Sequence<'_>, marginals: &[Marginal]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    for line in &sequence.lines {
        let mut first = None;
        for (at, marginal) in (line.first..line.end).zip(&marginals[line.first..line.end]) {
            let inside = marginal.inside() >= MIN_RUN;
            if let Some(start) = first.filter(|_| !inside || marginal.begin >= MIN_BEGIN) {
                runs.push((start, at));
                first = None;
            }
            first = first.or(inside.then_some(at));
        }
        runs.extend(first.map(|start| (start, line.end)));
    }
    runs
}

/// The parts between separators, and the words before the first separator.
fn parts(sequence: &Sequence<'_>, (first, end): (usize, usize), mut push: impl FnMut((usize, usize))) {
    if end - first > MAX_SPAN {
        return;
    }
    let mut start = first;
    for at in first..end {
        if separator(sequence, at) > 0 {
            if start > first {
                push((start, at));
            }
            push((first, at));
            start = at + 1;
        }
    }
    if start > first {
        push((start, end));
    }
}

/// Without punctuation and "and" at both ends.
fn trim(sequence: &Sequence<'_>, mut first: usize, mut end: usize) -> (usize, usize) {
    let joins = |at: usize| matches!(sequence.word(at), "and" | "or" | "plus" | "then" | "also");
    while first < end && (sequence.is_mark(first) || joins(first)) {
        first += 1;
    }
    let closes = |at: usize| {
        let text = &sequence.document.text;
        let mark = |at: usize| text.punctuation(sequence.words[at].token);
        mark(at) == Some(')') && (first..at).any(|at| mark(at) == Some('('))
    };
    while end > first && (sequence.is_mark(end - 1) && !closes(end - 1) || joins(end - 1)) {
        end -= 1;
    }
    (first, end)
}
