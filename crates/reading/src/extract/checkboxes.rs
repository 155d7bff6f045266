//! Drops the options of a form that are not ticked.

use super::tokenizer::{Gap, Text};
use super::word_set::words;

#[derive(Clone, Copy)]
struct Checkbox {
    /// First token.
    first: usize,
    /// Token after the last.
    end: usize,
    ticked: bool,
}

/// Drops all boxes, and the option of each empty box: the words after it, or before it if a box ends the line.
pub(super) fn drop_unticked(text: &mut Text<'_>) {
    if !text.tokens.iter().any(|token| matches!(token.punctuation, Some('[' | '(' | '☐' | '□' | '☒' | '☑'))) {
        return;
    }
    let mut kept = vec![true; text.tokens.len()];
    let mut first = 0;
    while first < text.tokens.len() {
        let mut end = first + 1;
        while end < text.tokens.len() && text.gap(end) < Gap::Line {
            end += 1;
        }
        drop_unticked_in_line(text, first, end, &mut kept);
        first = end;
    }
    text.retain(&kept);
}

/// Clears `kept` for the tokens of one line that are dropped.
fn drop_unticked_in_line(text: &Text<'_>, first: usize, end: usize, kept: &mut [bool]) {
    let mut boxes: Vec<Checkbox> = Vec::new();
    let mut at = first;
    while at < end {
        match checkbox_at(text, at).filter(|(_, after)| *after <= end) {
            Some((ticked, after)) => {
                boxes.push(Checkbox { first: at, end: after, ticked });
                at = after;
            }
            None => at += 1,
        }
    }
    let Some(last) = boxes.last() else { return };
    let behind_words = last.end == end && boxes[0].first > first;
    for (index, at) in boxes.iter().enumerate() {
        kept[at.first..at.end].fill(false);
        if at.ticked {
            continue;
        }
        let (from, to) = if behind_words {
            let before = index.checked_sub(1).map_or(first, |index| boxes[index].end);
            let is_break = |index: &usize| matches!(text.punctuation(*index), Some('?' | ':' | '.' | ';' | ','));
            ((before..at.first).rev().find(is_break).map_or(before, |index| index + 1), at.first)
        } else {
            (at.end, boxes.get(index + 1).map_or(end, |next| next.first))
        };
        kept[from..to].fill(false);
    }
}

/// Whether the box that starts here is ticked, and the token after it.
fn checkbox_at(text: &Text<'_>, at: usize) -> Option<(bool, usize)> {
    match text.punctuation(at)? {
        '☐' | '□' => Some((false, at + 1)),
        '☒' | '☑' => Some((true, at + 1)),
        '[' if text.punctuation(at + 1) == Some(']') => Some((false, at + 2)),
        '(' if text.punctuation(at + 1) == Some(')') => Some((false, at + 2)),
        '[' if text.punctuation(at + 2) == Some(']') => is_tick(text, at + 1).then_some((true, at + 3)),
        // "(y)" may be anything.
        '(' if text.punctuation(at + 2) == Some(')') && !text.is(at + 1, words!["yes" "y"]) => {
            is_tick(text, at + 1).then_some((true, at + 3))
        }
        _ => None,
    }
}

fn is_tick(text: &Text<'_>, at: usize) -> bool {
    text.is(at, words!["x" "yes" "y"]) || matches!(text.punctuation(at), Some('✓' | '✔' | '*'))
}
