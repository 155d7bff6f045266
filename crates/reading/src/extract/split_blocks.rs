//! Splits a text into blocks and joins wrapped lines.
//!
//! A line with a marker of its own, or with a label, starts a new block.

use super::block::Block;
use super::list_marker::Marker;
use super::tokenizer::{Gap, Text};
use super::{boilerplate, form_labels, list_marker};
use crate::lines::quote_marks::is_quoted;
use crate::lines::wrap_width::{Line, continued_lines};
use charter::incoming::Span;

pub(super) fn split_blocks(text: &Text<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let lines = token_lines(text);
    for (&TokenLine { first, end, marker }, is_continued) in lines.iter().zip(find_continued(text, &lines)) {
        let found = marker.filter(|(marker, _)| continues_numbering(*marker, &blocks));
        match blocks.last_mut() {
            Some(block) if is_continued && found.is_none() && first > block.first => block.end = end,
            _ => {
                let (marker, body) = found.map_or((None, first), |(marker, after)| (Some(marker), after));
                blocks.push(Block {
                    start: first,
                    first: body,
                    end,
                    marker,
                    after_blank: text.gap(first) == Gap::Blank,
                    quoted: is_marked(text, first),
                    skipped: false,
                    signed: false,
                });
            }
        }
    }
    blocks
}

struct TokenLine {
    first: usize,
    /// The token after its last.
    end: usize,
    /// What it starts with, and the token after that.
    marker: Option<(Marker, usize)>,
}

fn token_lines(text: &Text<'_>) -> Vec<TokenLine> {
    let mut lines = Vec::new();
    let mut first = 0;
    while first < text.tokens.len() {
        let end = (first + 1..text.tokens.len()).find(|at| text.gap(*at) >= Gap::Line).unwrap_or(text.tokens.len());
        lines.push(TokenLine { first, end, marker: list_marker::marker_at(text, first, end) });
        first = end;
    }
    lines
}

/// For each line whether it goes on with the line above, if it has no marker.
fn find_continued(text: &Text<'_>, lines: &[TokenLine]) -> Vec<bool> {
    let mut above_is_quoted = false;
    let line = |&TokenLine { first, end, marker }: &TokenLine| {
        let is_quoted = is_marked(text, first);
        let is_below_own = !std::mem::replace(&mut above_is_quoted, is_quoted) && !is_quoted;
        let is_item = marker.is_some_and(|(it, _)| !matches!(it, Marker::Bare(_)));
        let may_continue = is_below_own
            && text.gap(first) == Gap::Line
            && !is_item
            && !form_labels::starts_with_label(text, first, end)
            && !boilerplate::is_sign_off(text, first, end);
        Line { text: raw_line(text, first, end), may_continue, is_item }
    };
    continued_lines(&lines.iter().map(line).collect::<Vec<_>>())
}

/// The line of these tokens with its indentation.
fn raw_line<'a>(text: &Text<'a>, first: usize, end: usize) -> &'a str {
    let Span { from, to } = text.span(first, end);
    let before = text.raw.get(..from).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    text.raw.get(start..to).unwrap_or_default()
}

fn is_marked(text: &Text<'_>, first: usize) -> bool {
    text.raw.get(text.tokens[first].from..).is_some_and(is_quoted)
}

/// A bare number counts as a marker only if it starts or continues a numbered list.
fn continues_numbering(marker: Marker, blocks: &[Block]) -> bool {
    let Marker::Bare(n) = marker else { return true };
    let before = blocks.last().and_then(|block| block.marker);
    n == 1 || matches!(before, Some(Marker::Bare(last) | Marker::Number(last)) if n == last + 1)
}
