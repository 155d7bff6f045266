//! Splits a text into blocks and joins wrapped lines.
//!
//! A line with a marker of its own, or with a label, starts a new block.

use super::block::Block;
use super::list_marker::Marker;
use super::tokenizer::{Gap, Text};
use super::{form_labels, list_marker};
use crate::lines::quote_marks::is_quoted;
use crate::lines::wrapped::is_wrapped;

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
                    && !block.quoted
                    && first > block.first
                    && is_wrapped(text.raw_slice(last_line, first), &text.raw[text.tokens[first].from..])
                    && !form_labels::starts_with_label(text, first, end) =>
            {
                block.end = end
            }
            _ => {
                let (marker, body) = found.map_or((None, first), |(marker, after)| (Some(marker), after));
                let after_blank = text.gap(first) == Gap::Blank;
                let quoted = is_quoted(&text.raw[text.tokens[first].from..]);
                blocks.push(Block {
                    start: first,
                    first: body,
                    end,
                    marker,
                    after_blank,
                    quoted,
                    skipped: false,
                    signed: false,
                });
            }
        }
        (last_line, first) = (first, end);
    }
    blocks
}

/// A bare number counts as a marker only if it starts or continues a numbered list.
fn continues_numbering(marker: Marker, blocks: &[Block]) -> bool {
    let Marker::Bare(n) = marker else { return true };
    let before = blocks.last().and_then(|block| block.marker);
    n == 1 || matches!(before, Some(Marker::Bare(last) | Marker::Number(last)) if n == last + 1)
}
