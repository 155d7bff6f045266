//! Bullets, numbers and labels at the start of a list item.

use super::tokenizer::{Gap, Text};
use super::word_set::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// `-`, `*`, `•`, `o`.
    Bullet,
    /// `1.`, `2)`, `(iii)`, `a)`, `#1`.
    Number(u8),
    /// `1 Speeding`: counts only beside others.
    Bare(u8),
    /// `Priority 1 -`, `Second priority:`, `Firstly,`.
    Priority(u8),
}

/// "1" to "12".
pub(super) fn parse_digits(word: &str) -> Option<u8> {
    let short = matches!(word.len(), 1 | 2);
    word.parse().ok().filter(|n| short && (1..=12).contains(n))
}

fn parse_enumerator(word: &str) -> Option<u8> {
    match word {
        "i" | "a" => Some(1),
        "ii" | "b" => Some(2),
        "iii" | "c" => Some(3),
        "iv" | "d" => Some(4),
        "v" | "e" => Some(5),
        "vi" | "f" => Some(6),
        _ => parse_digits(word),
    }
}

/// "first", "secondly", "3rd".
pub(super) fn parse_ordinal(word: &str) -> Option<u8> {
    match word {
        "first" | "firstly" | "1st" => Some(1),
        "second" | "secondly" | "2nd" => Some(2),
        "third" | "thirdly" | "3rd" => Some(3),
        "fourth" | "fourthly" | "4th" => Some(4),
        "fifth" | "fifthly" | "5th" => Some(5),
        "sixth" | "sixthly" | "6th" => Some(6),
        _ => None,
    }
}

/// "1", "one".
pub(super) fn parse_number(word: &str) -> Option<u8> {
    match word {
        "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        _ => parse_digits(word),
    }
}

/// Cheap pre-filter: rejects most words without parsing them.
pub(super) fn may_be_marker(text: &Text<'_>, at: usize) -> bool {
    match text.punctuation(at) {
        Some(mark) => matches!(mark, '(' | '[' | '#'),
        None => {
            let word = text.word(at);
            word.len() <= 3
                || parse_ordinal(word).is_some()
                || text.is(at, words!["priority" "concern" "issue" "policing" "council"])
        }
    }
}

/// The marker that starts here, and the token after it.
pub(super) fn marker_at(text: &Text<'_>, first: usize, end: usize) -> Option<(Marker, usize)> {
    let (marker, mut after) = bullet(text, first)
        .or_else(|| number_marker(text, first))
        .or_else(|| priority_marker(text, first))
        .or_else(|| spelled_out(text, first))
        .or_else(|| bare_number(text, first))?;
    if let Marker::Priority(_) = marker {
        while after < end
            && matches!(text.punctuation(after), Some(':' | '-' | '–' | '—' | '.' | ')' | ',' | '=' | '|' | '*'))
        {
            after += 1;
        }
        return Some((marker, after));
    }
    // "1. Priority 1: Speeding" and "- Second priority: litter".
    let inner = (after < end).then(|| priority_marker(text, after).or_else(|| spelled_out(text, after))).flatten();
    match inner {
        Some(_) => marker_at(text, after, end),
        None => (after < end).then_some((marker, after)),
    }
}

fn bullet(text: &Text<'_>, first: usize) -> Option<(Marker, usize)> {
    let mut after = first;
    while let Some(mark) = text.punctuation(after).filter(|_| after < first + 8) {
        let known =
            matches!(mark, '-' | '*' | '•' | '·' | '–' | '—' | '+' | '▪' | '◦' | '●' | '○' | '■' | '□' | '►' | '‣')
                || matches!(mark, '⁃' | '▸' | '➢' | '✓' | '✔' | '➤' | '→' | '§' | '~' | '|' | '\u{e000}'..='\u{f8ff}');
        if !known {
            break;
        }
        after += 1;
    }
    if after > first {
        // "- 1. Speeding", "| 1 | Speeding |", "**1. Speeding**".
        return number_marker(text, after).or_else(|| table_number(text, after)).or(Some((Marker::Bullet, after)));
    }
    let letter = text.word(first) == "o" && text.gap(first + 1) == Gap::Space && text.punctuation(first + 1).is_none();
    letter.then_some((Marker::Bullet, first + 1))
}

fn table_number(text: &Text<'_>, first: usize) -> Option<(Marker, usize)> {
    let n = parse_digits(text.word(first))?;
    (text.punctuation(first + 1) == Some('|')).then_some((Marker::Number(n), first + 2))
}

fn number_marker(text: &Text<'_>, first: usize) -> Option<(Marker, usize)> {
    let opened = usize::from(matches!(text.punctuation(first), Some('(' | '#' | '[')));
    let n = parse_enumerator(text.word(first + opened))?;
    let closing = first + opened + 1;
    if text.punctuation(first) == Some('#') {
        let after = closing + usize::from(matches!(text.punctuation(closing), Some(':' | '.' | ')' | '-' | '–')));
        return Some((Marker::Number(n), after));
    }
    let closed = match text.punctuation(closing) {
        Some(')' | ']') => true,
        // No marker: a time, a date or a sum (7.30, 12:30).
        Some('.' | ':') if opened == 0 => {
            parse_digits(text.word(closing + 1)).is_none() || text.gap(closing + 1) > Gap::Tight
        }
        Some('-' | '–' | '—') => opened == 0 && parse_digits(text.word(first)).is_some(),
        _ => false,
    };
    closed.then_some((Marker::Number(n), closing + 1))
}

/// "Priority 1", "Priority no. 2", "First priority", "P3".
fn priority_marker(text: &Text<'_>, first: usize) -> Option<(Marker, usize)> {
    let start = first + usize::from(text.is(first, words!["our" "the" "policing" "council"]));
    if text.is(start, words!["priority" "concern" "issue"]) {
        let mut at = start + 1;
        while text.is(at, words!["no" "number"]) || matches!(text.punctuation(at), Some('.' | '#')) {
            at += 1;
        }
        let n = parse_number(text.word(at)).or_else(|| parse_ordinal(text.word(at)))?;
        return Some((Marker::Priority(n), at + 1)).filter(|_| !is_verb(text, at + 1));
    }
    let noun = start + 1 + usize::from(text.is(start + 1, words!["policing"]));
    if text.is(noun, words!["priority"]) && !is_verb(text, noun + 1) {
        return parse_ordinal(text.word(start)).map(|n| (Marker::Priority(n), noun + 1));
    }
    let short = text.word(first).strip_prefix('p').and_then(parse_digits).filter(|n| *n <= 5);
    let follows = matches!(text.punctuation(first + 1), Some(':' | '-' | '–' | '.' | ')'));
    short.filter(|_| follows).map(|n| (Marker::Priority(n), first + 1))
}

/// "Priority 2 is now parking" is a sentence, no marker.
fn is_verb(text: &Text<'_>, at: usize) -> bool {
    text.gap(at) <= Gap::Space
        && text.is(
            at,
            words![
                "is" "to" "should" "has" "was" "becomes" "can" "changes" "and" "now" "would" "will" "remains" "stays"
            ],
        )
}

/// "First, speeding", "Secondly parking", "Finally:".
fn spelled_out(text: &Text<'_>, first: usize) -> Option<(Marker, usize)> {
    let word = text.word(first);
    let n = parse_ordinal(word)?;
    let marked = matches!(text.punctuation(first + 1), Some(',' | ':' | '-' | '–'));
    (marked || word.ends_with("ly")).then_some((Marker::Priority(n), first + 1))
}

fn bare_number(text: &Text<'_>, first: usize) -> Option<(Marker, usize)> {
    let n = parse_digits(text.word(first))?;
    let follows = text.punctuation(first + 1).is_none() && text.gap(first + 1) == Gap::Space;
    follows.then_some((Marker::Bare(n), first + 1))
}
