//! Lines that belong together, and their sentences.
//!
//! Mail programs wrap lines; a list has one item a line. A line goes on with the one before it if that one was long
//! and left open, and this one has no marker of its own.

use super::lexicon::words;
use super::marker::Marker;
use super::text::{Gap, Text};
use super::{labels, marker};

/// A line shorter than this, in bytes, was not wrapped: it ended where its writer ended it.
const WRAPPED: usize = 48;

/// A line with those that it was wrapped into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Its first token, with its marker.
    pub start: usize,
    /// Its first token after the marker.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// The bullet or number.
    pub marker: Option<Marker>,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Whether it is no part of the answer: see `zones`.
    pub skipped: bool,
}

/// A sentence, or what stands on a line instead of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// Whether it is a question.
    pub is_question: bool,
    /// The place of its block.
    pub block: usize,
}

/// All blocks of a text.
pub(super) fn split_blocks(text: &Text<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_line = 0;
    let mut first = 0;
    while first < text.tokens.len() {
        let mut end = first + 1;
        while end < text.tokens.len() && text.gap(end) < Gap::Line {
            end += 1;
        }
        let found = marker::at(text, first, end).filter(|(marker, _)| counts(*marker, &blocks));
        let joins = found.is_none() && text.gap(first) == Gap::Line;
        match blocks.last_mut() {
            Some(block)
                if joins && goes_on(text, block, last_line, first) && !labels::begins_with_label(text, first, end) =>
            {
                block.end = end
            }
            _ => {
                let (marker, body) = found.map_or((None, first), |(marker, after)| (Some(marker), after));
                let after_blank = text.gap(first) == Gap::Blank;
                blocks.push(Block { start: first, first: body, end, marker, after_blank, skipped: false });
            }
        }
        (last_line, first) = (first, end);
    }
    blocks
}

/// A bare number is one of a list if it begins or goes on with one.
fn counts(marker: Marker, blocks: &[Block]) -> bool {
    let Marker::Bare(n) = marker else { return true };
    let before = blocks.last().and_then(|block| block.marker);
    n == 1 || matches!(before, Some(Marker::Bare(last) | Marker::Number(last)) if n == last + 1)
}

fn goes_on(text: &Text<'_>, block: &Block, last_line: usize, first: usize) -> bool {
    let last = first - 1;
    let closed = matches!(text.punctuation(last), Some('.' | '!' | '?' | ':' | ';'));
    let long = text.tokens[last].to - text.tokens[last_line].from;
    let open = text.is(last, words!["and" "or" "the" "of" "to" "in" "on" "at" "with" "for" "a" "by" "that"])
        || text.punctuation(last) == Some(',');
    let small = text.punctuation(first).is_none() && !text.is_name(first);
    let quoted = text.punctuation(block.start) == Some('>');
    !closed && !quoted && first > block.first && (long >= WRAPPED || small && (open || long >= WRAPPED * 2 / 3))
}

/// The sentences of all blocks that are part of the answer.
pub(super) fn sentences(text: &Text<'_>, blocks: &[Block]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(blocks.len() * 2);
    for (place, block) in blocks.iter().enumerate().filter(|(_, block)| !block.skipped) {
        let mut first = block.first;
        for at in block.first..block.end {
            if ends_at(text, at) || at + 1 == block.end {
                sentences.push(Sentence {
                    first,
                    end: at + 1,
                    is_question: text.punctuation(at) == Some('?'),
                    block: place,
                });
                first = at + 1;
            }
        }
    }
    sentences
}

/// Whether a sentence ends with this token: a full stop and a space, but not after "Cllr", "e.g." or "1.".
pub(super) fn ends_at(text: &Text<'_>, at: usize) -> bool {
    match text.punctuation(at) {
        Some('!' | '?') => true,
        Some('.') if text.gap(at + 1) >= Gap::Space => {
            let before = text.word(at.saturating_sub(1));
            let short = matches!(
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
            !(short && text.gap(at + 1) == Gap::Space
                || before.len() == 1 && !is_time(text, at)
                || marker::figure(before).is_some())
        }
        _ => false,
    }
}

/// "7 p.m. We hope": a capital after it begins a sentence.
fn is_time(text: &Text<'_>, at: usize) -> bool {
    text.word(at - 1) == "m" && text.is_name(at + 1)
}
