//! What the forest looks at to judge a candidate.

use super::candidates::Candidate;
use super::sequence::{CUE, NEGATED, OTHER_BODY, PAST, POLICE, SETTLED, Sequence, THANKS, WANT};
use super::tagger::Marginal;
use super::token_features::{AND, COMMA, NONE, separator};
use super::word_class::{AUXILIARY, PERSON};

pub const CANDIDATE_FEATURES: usize = 52;

/// What is known of a reply beside the candidate.
pub struct Around<'r> {
    pub first: &'r [Marginal],
    pub second: &'r [Marginal],
    pub rules: &'r [(usize, usize)],
    pub tagger: &'r [(usize, usize)],
}

/// Shared words by all words of two ranges.
fn overlap(one: (usize, usize), other: (usize, usize)) -> f32 {
    let shared = one.1.min(other.1).saturating_sub(one.0.max(other.0));
    shared as f32 / (one.1.max(other.1) - one.0.min(other.0)).max(1) as f32
}

/// Takes the features one after another.
struct Places<'o> {
    places: std::slice::IterMut<'o, f32>,
}

impl Places<'_> {
    fn push(&mut self, value: f32) {
        let place = self.places.next();
        debug_assert!(place.is_some(), "there are more features than places");
        if let Some(place) = place {
            *place = value;
        }
    }

    fn flag(&mut self, set: bool) {
        self.push(f32::from(u8::from(set)));
    }
}

pub fn candidate_features(
    sequence: &Sequence<'_>,
    candidate: &Candidate,
    around: &Around<'_>,
) -> [f32; CANDIDATE_FEATURES] {
    let mut out = [0.0; CANDIDATE_FEATURES];
    let mut places = Places { places: out.iter_mut() };
    of_sources(candidate, around, &mut places);
    for marginals in [around.first, around.second] {
        of_marginals(candidate, marginals, &mut places);
    }
    of_words(sequence, candidate, &mut places);
    of_sentence(sequence, candidate, &mut places);
    places.push(around.second.iter().map(|own| own.begin).sum());
    debug_assert!(places.places.next().is_none(), "a feature is missing");
    out
}

fn of_sources(candidate: &Candidate, around: &Around<'_>, places: &mut Places<'_>) {
    let Candidate { first, end, sources } = *candidate;
    for set in [sources.rule, sources.tagger, sources.run, sources.part] {
        places.flag(set);
    }
    for spans in [around.rules, around.tagger] {
        places.push(spans.iter().map(|span| overlap((first, end), *span)).fold(0.0, f32::max));
    }
}

fn of_marginals(candidate: &Candidate, marginals: &[Marginal], places: &mut Places<'_>) {
    let Candidate { first, end, .. } = *candidate;
    let inside = marginals[first..end].iter().map(Marginal::inside);
    places.push(inside.clone().sum::<f32>() / (end - first) as f32);
    places.push(inside.clone().fold(1.0, f32::min));
    places.push(inside.fold(0.0, f32::max));
    places.push(marginals[first].begin);
    places.push(marginals.get(end).map_or(0.0, |next| next.continues));
    places.push(marginals[first + 1..end].iter().map(|own| own.begin).fold(0.0, f32::max));
    places.push(first.checked_sub(1).map_or(0.0, |before| marginals[before].inside()));
    places.push(marginals[end - 1].inside());
}

fn of_words(sequence: &Sequence<'_>, candidate: &Candidate, places: &mut Places<'_>) {
    let Candidate { first, end, .. } = *candidate;
    let words = &sequence.words[first..end];
    places.push((end - first) as f32);
    places.push(words.iter().filter(|word| word.topic > 0).count() as f32);
    places.push(f32::from(words.iter().map(|word| word.topic).find(|topic| *topic > 0).unwrap_or_default()));
    places.flag(words[0].shape & 1 == 1);
    let separators = |kind: fn(u32) -> bool| (first..end).filter(|at| kind(separator(sequence, *at))).count() as f32;
    places.push(separators(|kind| kind == COMMA));
    places.push(separators(|kind| kind == AND));
    places.push(separators(|kind| !matches!(kind, NONE | COMMA | AND)));
    for class in [AUXILIARY, PERSON] {
        places.push(words.iter().filter(|word| word.class == class).count() as f32);
    }
    places.push(f32::from(words[0].class));
    places.push(f32::from(words[words.len() - 1].class));
    places.push(first.checked_sub(1).map_or(0.0, |before| f32::from(sequence.words[before].class)));
    places.push(sequence.words.get(end).map_or(0.0, |next| f32::from(next.class)));
}

fn of_sentence(sequence: &Sequence<'_>, candidate: &Candidate, places: &mut Places<'_>) {
    let Candidate { first, end, .. } = *candidate;
    let line = &sequence.lines[sequence.words[first].sentence];
    for bit in [CUE, WANT, NEGATED, PAST, OTHER_BODY, POLICE, THANKS, SETTLED] {
        places.flag(line.flags & bit != 0);
    }
    for set in [line.is_question, line.marked, line.below_cue, line.after_colon] {
        places.flag(set);
    }
    places.push(f32::from(line.topics));
    places.push((end - first) as f32 / (line.end - line.first) as f32);
    places.push((first - line.first.min(first)) as f32);
    places.push((line.end.max(end) - end) as f32);
}
