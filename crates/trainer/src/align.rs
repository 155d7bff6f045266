//! Finds the words of a label in a reply.

use reading::extract::Document;
use reading::extract::learnt::Sequence;

fn words_of(sequence: &Sequence<'_>, first: usize, end: usize) -> Vec<String> {
    (first..end).map(|at| sequence.word(at)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The ranges of the labels' words, in the order of the text; `None` for a label that is not found.
pub fn label_spans(sequence: &Sequence<'_>, labels: &[&str]) -> Vec<Option<(usize, usize)>> {
    let mut taken = vec![false; sequence.len()];
    let mut after = 0;
    labels
        .iter()
        .map(|label| {
            let document = Document::new(label);
            let own = Sequence::unfiltered(&document);
            let wanted = words_of(&own, 0, own.len());
            let starts = (after..sequence.len()).chain(0..after);
            let found = starts.filter_map(|first| end_of(sequence, first, &wanted).map(|end| (first, end)));
            let span = found.into_iter().find(|(first, end)| !taken[*first..*end].contains(&true))?;
            taken[span.0..span.1].fill(true);
            after = span.1;
            Some(span)
        })
        .collect()
}

/// Where the words end that start at `first`; marks between them are skipped.
fn end_of(sequence: &Sequence<'_>, first: usize, wanted: &[String]) -> Option<usize> {
    let mut at = first;
    for (index, word) in wanted.iter().enumerate() {
        while index > 0 && at < sequence.len() && sequence.word(at).is_empty() {
            at += 1;
        }
        if at >= sequence.len() || sequence.word(at) != word {
            return None;
        }
        at += 1;
    }
    (!wanted.is_empty()).then_some(at)
}
