//! The texts to learn from: the replies, and varied copies of them.

use charter::incoming::Span;
use reading::extract::Document;
use reading::extract::learnt::{ExpectedSpans, Marginal, Sequence, TokenFeatures, WordGroups};

use crate::align::label_spans;
use crate::augment::{Labelled, Random, vary};
use crate::corpus::Reply;
use crate::examples::Rows;
use crate::learn::Example;
use crate::learn_tags::Tagged;

/// Varied copies of each reply.
const COPIES: usize = 2;

pub struct Piece {
    /// Index of its reply.
    pub example: usize,
    /// Which authors it is left out with.
    pub group: usize,
    /// Whether it is as received.
    pub original: bool,
    pub labelled: Labelled,
}

/// The byte ranges of the labelled priorities that stand in the text.
pub fn labelled_spans(reply: &Reply) -> Labelled {
    let document = Document::new(&reply.text);
    let sequence = Sequence::new(&document, WordGroups::default());
    let labels: Vec<&str> =
        reply.priorities.iter().filter(|label| label.taken_over.is_none()).map(|label| label.text.as_str()).collect();
    let found = label_spans(&sequence, &labels).into_iter().flatten();
    let mut spans: Vec<_> =
        found.map(|(first, end)| sequence.span(first, end)).map(|span| span.from..span.to).collect();
    spans.sort_by_key(|span| span.start);
    Labelled { text: reply.text.clone(), spans }
}

/// `groups` are those of the examples.
pub fn pieces(examples: &[&Example], groups: &[usize]) -> Vec<Piece> {
    let originals: Vec<Labelled> = examples.iter().map(|example| labelled_spans(&example.reply)).collect();
    let pool: Vec<String> = originals
        .iter()
        .flat_map(|labelled| labelled.spans.iter().map(|span| labelled.text[span.clone()].replace('\n', " ")))
        .collect();
    let mut pieces = Vec::new();
    for (index, (group, labelled)) in groups.iter().copied().zip(originals).enumerate() {
        let mut random = Random(index as u64);
        let copies: Vec<Labelled> = (0..COPIES).map(|_| vary(&labelled, &pool, &mut random)).collect();
        pieces.push(Piece { example: index, group, original: true, labelled });
        pieces.extend(copies.into_iter().map(|labelled| Piece { example: index, group, original: false, labelled }));
    }
    pieces
}

/// A text as features and labels of the tagger.
pub fn tagged(piece: &Piece, sequence: &Sequence<'_>, expected: Option<&[Marginal]>) -> Tagged {
    let mut labels = vec![0; sequence.len()];
    for span in &piece.labelled.spans {
        let range = sequence.range_of(Span { from: span.start, to: span.end });
        if let Some((first, end)) = range.filter(|(first, end)| first < end) {
            labels[first] = 1;
            labels[first + 1..end].fill(2);
        }
    }
    let mut rows = Rows::default();
    let features = TokenFeatures::new(sequence);
    let expected = expected.map(|marginals| ExpectedSpans::new(sequence, marginals));
    for at in 0..sequence.len() {
        let mut further = Vec::new();
        expected.iter().for_each(|expected| expected.add_features(at, &mut further));
        rows.push(features.of_word(at).iter().copied().chain(further));
    }
    Tagged { rows, labels, original: piece.original }
}
