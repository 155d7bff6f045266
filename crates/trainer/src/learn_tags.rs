//! Learns a tagger: the weights of a linear-chain conditional random field.

use reading::extract::learnt::{FORBIDDEN, Transitions};

use crate::examples::{Dictionary, Rows, in_two_threads};
use crate::lbfgs::minimize;

/// A reply as rows of features, one a word, and its labels: 0 outside, 1 begin, 2 inside.
pub struct Tagged {
    pub rows: Rows,
    pub labels: Vec<u8>,
    /// Whether it is as received, and not a varied copy.
    pub original: bool,
}

/// Weights by feature for begin and inside, and the scores between labels.
pub struct LearntTags {
    pub weights: Vec<(u32, Vec<f32>)>,
    pub transitions: Transitions,
}

const L1: f64 = 0.1;
const L2: f64 = 0.5;
const STEPS: usize = 80;
/// Of the nine scores between labels, outside to inside is forbidden.
const TRANSITIONS: usize = 9;

struct Sums {
    forward: Vec<[f64; 3]>,
    backward: Vec<[f64; 3]>,
    scores: Vec<[f64; 3]>,
}

fn log_sum(values: [f64; 3]) -> f64 {
    let most = values[0].max(values[1]).max(values[2]);
    most + values.iter().map(|value| (value - most).exp()).sum::<f64>().ln()
}

/// Negative log-likelihood of a reply; adds its gradient.
fn add_reply(rows: &Rows, labels: &[u8], at: &[f64], gradient: &mut [f64], sums: &mut Sums) -> f64 {
    let length = labels.len();
    if length == 0 {
        return 0.0;
    }
    let features = at.len() - TRANSITIONS;
    let between =
        |from: usize, to: usize| if (from, to) == (0, 2) { f64::from(FORBIDDEN) } else { at[features + 3 * from + to] };
    let Sums { forward, backward, scores } = sums;
    scores.clear();
    for word in 0..length {
        let mut own = [0.0; 3];
        for feature in rows.row(word) {
            own[1] += at[2 * *feature as usize];
            own[2] += at[2 * *feature as usize + 1];
        }
        scores.push(own);
    }
    forward.clear();
    forward.push([0, 1, 2].map(|label| scores[0][label] + between(0, label)));
    for word in 1..length {
        let before = forward[word - 1];
        forward.push(
            [0, 1, 2]
                .map(|label| scores[word][label] + log_sum([0, 1, 2].map(|from| before[from] + between(from, label)))),
        );
    }
    backward.clear();
    backward.resize(length, [0.0; 3]);
    for word in (0..length - 1).rev() {
        let (next, after) = (scores[word + 1], backward[word + 1]);
        backward[word] = [0, 1, 2].map(|label| log_sum([0, 1, 2].map(|to| between(label, to) + next[to] + after[to])));
    }
    let all = log_sum(forward[length - 1]);
    let mut own_score = 0.0;
    let mut before = 0;
    for word in 0..length {
        let label = usize::from(labels[word]);
        own_score += scores[word][label] + between(before, label);
        for to in 0..3 {
            let probability = (forward[word][to] + backward[word][to] - all).exp();
            let error = probability - f64::from(u8::from(label == to));
            if to > 0 && error.abs() > 1e-9 {
                for feature in rows.row(word) {
                    gradient[2 * *feature as usize + to - 1] += error;
                }
            }
            for from in 0..3 {
                let reached = if word == 0 { if from == 0 { 0.0 } else { continue } } else { forward[word - 1][from] };
                let pair = (reached + between(from, to) + scores[word][to] + backward[word][to] - all).exp();
                gradient[features + 3 * from + to] += pair - f64::from(u8::from((before, label) == (from, to)));
            }
        }
        before = label;
    }
    all - own_score
}

/// The same bytes each time for the same replies in the same order.
pub fn learn_tags(replies: &[&Tagged]) -> LearntTags {
    let originals = replies.iter().filter(|reply| reply.original);
    let dictionary =
        Dictionary::new(originals.flat_map(|reply| (0..reply.rows.len()).map(|word| reply.rows.row(word))), 2);
    let dense: Vec<(Rows, &[u8])> = replies
        .iter()
        .map(|reply| {
            let mut rows = Rows::default();
            (0..reply.rows.len()).for_each(|word| rows.push(dictionary.indices(reply.rows.row(word))));
            (rows, reply.labels.as_slice())
        })
        .collect();
    let count = 2 * dictionary.len() + TRANSITIONS;
    let learnt = minimize(vec![0.0; count], L1, STEPS, |at, gradient| {
        let mut value = in_two_threads(dense.len(), gradient, |range, gradient| {
            let mut sums = Sums { forward: Vec::new(), backward: Vec::new(), scores: Vec::new() };
            dense[range].iter().map(|(rows, labels)| add_reply(rows, labels, at, gradient, &mut sums)).sum()
        });
        for (slope, weight) in gradient.iter_mut().zip(at) {
            *slope += L2 * weight;
            value += L2 / 2.0 * weight * weight;
        }
        value
    });
    let mut transitions = [[0.0; 3]; 3];
    for (from, row) in transitions.iter_mut().enumerate() {
        for (to, score) in row.iter_mut().enumerate() {
            *score = learnt[2 * dictionary.len() + 3 * from + to] as f32;
        }
    }
    transitions[0][2] = FORBIDDEN;
    LearntTags { weights: dictionary.weights(&learnt[..2 * dictionary.len()]), transitions }
}
