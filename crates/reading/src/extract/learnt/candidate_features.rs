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

pub fn candidate_features(
    sequence: &Sequence<'_>,
    candidate: &Candidate,
    around: &Around<'_>,
) -> [f32; CANDIDATE_FEATURES] {
    let mut out = [0.0; CANDIDATE_FEATURES];
    let mut place = out.iter_mut();
    let mut push = |value: f32| {
        let place = place.next();
        debug_assert!(place.is_some(), "there are more features than places");
        if let Some(place) = place {
            *place = value;
        }
    };
    let flag = |set: bool| f32::from(u8::from(set));
    let Candidate { first, end, sources } = *candidate;
    for set in [sources.rule, sources.tagger, sources.run, sources.part] {
        push(flag(set));
    }
    let own = (first, end);
    let best = |spans: &[(usize, usize)]| spans.iter().map(|span| overlap(own, *span)).fold(0.0, f32::max);
    push(best(around.rules));
    push(best(around.tagger));
    for marginals in [around.first, around.second] {
        let inside = marginals[first..end].iter().map(Marginal::inside);
        push(inside.clone().sum::<f32>() / (end - first) as f32);
        push(inside.clone().fold(1.0, f32::min));
        push(inside.fold(0.0, f32::max));
        push(marginals[first].begin);
        push(marginals.get(end).map_or(0.0, |next| next.continues));
        push(marginals[first + 1..end].iter().map(|own| own.begin).fold(0.0, f32::max));
        push(first.checked_sub(1).map_or(0.0, |before| marginals[before].inside()));
        push(marginals[end - 1].inside());
    }
    let words = &sequence.words[first..end];
    let line = &sequence.lines[words[0].sentence];
    push((end - first) as f32);
    push(words.iter().filter(|word| word.topic > 0).count() as f32);
    push(f32::from(words.iter().map(|word| word.topic).find(|topic| *topic > 0).unwrap_or_default()));
    push(flag(words[0].shape & 1 == 1));
    let separators = |kind: fn(u32) -> bool| (first..end).filter(|at| kind(separator(sequence, *at))).count() as f32;
    push(separators(|kind| kind == COMMA));
    push(separators(|kind| kind == AND));
    push(separators(|kind| !matches!(kind, NONE | COMMA | AND)));
    push(words.iter().filter(|word| word.class == AUXILIARY).count() as f32);
    push(words.iter().filter(|word| word.class == PERSON).count() as f32);
    push(f32::from(words[0].class));
    push(f32::from(words[words.len() - 1].class));
    push(first.checked_sub(1).map_or(0.0, |before| f32::from(sequence.words[before].class)));
    push(sequence.words.get(end).map_or(0.0, |next| f32::from(next.class)));
    for bit in [CUE, WANT, NEGATED, PAST, OTHER_BODY, POLICE, THANKS, SETTLED] {
        push(flag(line.flags & bit != 0));
    }
    for set in [line.is_question, line.marked, line.below_cue, line.after_colon] {
        push(flag(set));
    }
    push(f32::from(line.topics));
    push((end - first) as f32 / (line.end - line.first) as f32);
    push((first - line.first.min(first)) as f32);
    push((line.end.max(end) - end) as f32);
    push(around.second.iter().map(|own| own.begin).sum());
    debug_assert!(place.next().is_none(), "a feature is missing");
    out
}
