//! Splits text into sentences.

use super::block::Block;
use super::list_marker;
use super::tokenizer::{Gap, Text};

/// A sentence, or a line without one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    pub is_question: bool,
    /// Index of its block.
    pub block: usize,
}

/// Sentences of all blocks that are not skipped.
pub(super) fn split_sentences(text: &Text<'_>, blocks: &[Block]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(blocks.len() * 2);
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| !block.skipped) {
        let mut first = block.first;
        for at in block.first..block.end {
            if ends_sentence(text, at) || at + 1 == block.end {
                sentences.push(Sentence {
                    first,
                    end: at + 1,
                    is_question: text.punctuation(at) == Some('?'),
                    block: index,
                });
                first = at + 1;
            }
        }
    }
    sentences
}

/// Whether a sentence ends with this token: a full stop and a space, but not after "Cllr", "e.g." or "1.".
pub(super) fn ends_sentence(text: &Text<'_>, at: usize) -> bool {
    match text.punctuation(at) {
        Some('!' | '?') => true,
        Some('.') if text.gap(at + 1) >= Gap::Space => {
            let before = text.word(at.saturating_sub(1));
            let is_abbreviation = matches!(
                before,
                "cllr"
                    | "cllrs"
                    | "st"
                    | "no"
                    | "nos"
                    | "mr"
                    | "mrs"
                    | "ms"
                    | "dr"
                    | "rd"
                    | "approx"
                    | "eg"
                    | "ie"
                    | "min"
                    | "ref"
                    | "inc"
                    | "sgt"
                    | "rev"
            );
            !(is_abbreviation && text.gap(at + 1) == Gap::Space
                || before.len() == 1 && !is_time(text, at)
                || list_marker::parse_digits(before).is_some())
        }
        _ => false,
    }
}

/// "7 p.m. We hope": a capital follows.
fn is_time(text: &Text<'_>, at: usize) -> bool {
    text.word(at - 1) == "m" && text.is_capitalized(at + 1)
}
