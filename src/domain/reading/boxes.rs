//! Boxes to tick: what is not ticked was not said.

use super::lexicon::words;
use super::text::{Gap, Text, Token};

/// Takes out the boxes, and what stands behind an empty one on its line.
pub(super) fn untick(text: &mut Text<'_>) {
    if !text.tokens.iter().any(|token| matches!(token.mark, Some('[' | '☐' | '□' | '☒' | '☑'))) {
        return;
    }
    let mut kept: Vec<Token> = Vec::with_capacity(text.tokens.len());
    let (mut at, mut empty, mut gap) = (0, false, Gap::Tight);
    while at < text.tokens.len() {
        let mut token = text.tokens[at];
        empty &= token.gap < Gap::Line;
        if let Some((ticked, after)) = box_at(text, at) {
            gap = gap.max(token.gap);
            (empty, at) = (!ticked, after);
            continue;
        }
        at += 1;
        // What comes after a box begins where the box began.
        gap = gap.max(token.gap);
        if !empty {
            token.gap = gap;
            gap = Gap::Tight;
            kept.push(token);
        }
    }
    text.tokens = kept;
}

/// Whether the box that begins here is ticked, and the token after it.
fn box_at(text: &Text<'_>, at: usize) -> Option<(bool, usize)> {
    match text.mark(at)? {
        '☐' | '□' => Some((false, at + 1)),
        '☒' | '☑' => Some((true, at + 1)),
        '[' if text.mark(at + 1) == Some(']') => Some((false, at + 2)),
        '[' if text.mark(at + 2) == Some(']') => {
            let ticked = text.is(at + 1, words!["x" "yes" "y"]) || matches!(text.mark(at + 1), Some('✓' | '✔' | '*'));
            ticked.then_some((true, at + 3))
        }
        _ => None,
    }
}
