//! Joins the lines that a mail program wrapped, and finds the blocks of a text.
//!
//! A line belongs to the one before it if that one was long and left open, and this one has no marker of its own: a list has
//! one item a line.

use super::block::Block;
use super::list_marker::Marker;
use super::text::{Gap, Text};
use super::word_set::words;
use super::{labels, list_marker};

/// A line shorter than this, in bytes, was not wrapped: it ended where its writer ended it.
const MIN_WRAPPED_BYTES: usize = 48;

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
        let found =
            list_marker::marker_at(text, first, end).filter(|(marker, _)| continues_numbering(*marker, &blocks));
        let joins = found.is_none() && text.gap(first) == Gap::Line;
        match blocks.last_mut() {
            Some(block)
                if joins
                    && is_wrapped(text, block, last_line, first)
                    && !labels::begins_with_label(text, first, end) =>
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
fn continues_numbering(marker: Marker, blocks: &[Block]) -> bool {
    let Marker::Bare(n) = marker else { return true };
    let before = blocks.last().and_then(|block| block.marker);
    n == 1 || matches!(before, Some(Marker::Bare(last) | Marker::Number(last)) if n == last + 1)
}

fn is_wrapped(text: &Text<'_>, block: &Block, last_line: usize, first: usize) -> bool {
    let last = first - 1;
    let closed = matches!(text.punctuation(last), Some('.' | '!' | '?' | ':' | ';'));
    let long = text.tokens[last].to - text.tokens[last_line].from;
    let open = text.is(last, words!["and" "or" "the" "of" "to" "in" "on" "at" "with" "for" "a" "by" "that"])
        || text.punctuation(last) == Some(',');
    let small = text.punctuation(first).is_none() && !text.is_capitalized(first);
    let quoted = text.punctuation(block.start) == Some('>');
    !closed
        && !quoted
        && first > block.first
        && (long >= MIN_WRAPPED_BYTES || small && (open || long >= MIN_WRAPPED_BYTES * 2 / 3))
}
