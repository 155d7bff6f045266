//! A tagger that was learnt, with its table of weights.

use reading::extract::learnt::{
    Marginal, Scores, Sequence, TAGS, TokenFeatures, Transitions, Weights, marginals, scores,
};

use crate::learn_tags::LearntTags;

pub struct Stage {
    table: Vec<u8>,
    transitions: Transitions,
}

impl Stage {
    pub fn new(learnt: LearntTags) -> Self {
        Self { table: Weights::<TAGS>::build(&learnt.weights), transitions: learnt.transitions }
    }

    pub fn table(&self) -> &[u8] {
        &self.table
    }

    pub fn into_table(self) -> Vec<u8> {
        self.table
    }

    pub fn transitions(&self) -> Transitions {
        self.transitions
    }

    pub fn scores(&self, sequence: &Sequence<'_>, expected: Option<&[Marginal]>) -> Vec<Scores> {
        let features = TokenFeatures::new(sequence);
        Weights::parse(&self.table).map_or_else(Vec::new, |weights| scores(sequence, &features, weights, expected))
    }

    pub fn marginals(&self, sequence: &Sequence<'_>, expected: Option<&[Marginal]>) -> Vec<Marginal> {
        marginals(&self.scores(sequence, expected), &self.transitions)
    }
}
