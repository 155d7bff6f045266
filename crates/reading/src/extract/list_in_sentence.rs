//! Splits the list of priorities in a sentence into its items, as ranges of tokens.

use super::category::Topic;
use super::list_marker::Marker;
use super::sentences::ends_sentence;
use super::tokenizer::{Gap, Text};
use super::word_set::words;
use super::{category, list_marker};

/// Longest list in tokens.
pub(super) const MAX_LIST_TOKENS: usize = 400;

/// Items of a list with numbers: "(1) speeding, (2) parking". Empty without numbers.
pub(super) fn split_numbered(text: &Text<'_>, first: usize, end: usize) -> Vec<(usize, usize)> {
    split_numbered_from(text, first, end, 1)
}

/// The same from another number on: after "1." the next is 2.
pub(super) fn split_numbered_from(text: &Text<'_>, first: usize, end: usize, number: u8) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut wanted) = (first, number);
    while at < end {
        let found = list_marker::may_be_marker(text, at)
            .then(|| list_marker::marker_at(text, at, end))
            .flatten()
            .and_then(|(marker, after)| match marker {
                Marker::Number(n) | Marker::Priority(n) if n == wanted => Some(after),
                _ => None,
            });
        match found {
            Some(after) => {
                if let Some(last) = parts.last_mut() {
                    last.1 = at;
                }
                parts.push((after, end));
                wanted = wanted.saturating_add(1);
                at = after.max(at + 1);
            }
            None => at += 1,
        }
    }
    parts
}

/// Items of a list with commas and "and", semicolons or numbers.
pub(super) fn split_list(text: &Text<'_>, first: usize, end: usize) -> Vec<(usize, usize)> {
    let end = end.min(first + MAX_LIST_TOKENS);
    let parts = split_numbered(text, first, end);
    if parts.len() > 1 {
        return parts
            .into_iter()
            .map(|(from, to)| trim_range(text, from, sentence_end(text, from, to)))
            .filter(|(from, to)| from < to)
            .collect();
    }
    let end = list_end(text, first, end);
    let semicolons = (first..end).any(|at| text.punctuation(at) == Some(';'));
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let (mut from, mut depth) = (first, 0_usize);
    for at in first..=end {
        match text.punctuation(at).filter(|_| at < end) {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parts = at == end
            || depth == 0
                && text.punctuation(at).is_some_and(|mark| mark == ';' || mark == '•' || !semicolons && mark == ',');
        if parts && from < at {
            match pieces.last_mut() {
                Some(last) if continues_item(text, from, at, !semicolons) => last.1 = at,
                _ => pieces.push((from, at)),
            }
        }
        if parts {
            from = at + 1;
        }
    }
    let count = pieces.len();
    let mut items = Vec::with_capacity(count + 1);
    for (index, (from, to)) in pieces.into_iter().enumerate() {
        split_at_and(text, (from, to), index + 1 == count, count > 1, &mut items);
    }
    items
}

/// Index after the first sentence.
pub(super) fn sentence_end(text: &Text<'_>, first: usize, end: usize) -> usize {
    (first..end).find(|at| *at > first && ends_sentence(text, *at)).map_or(end, |at| at + 1)
}

/// A list in words ends with its sentence, or where a new clause starts.
fn list_end(text: &Text<'_>, first: usize, end: usize) -> usize {
    for at in first..end {
        if ends_sentence(text, at) && at > first {
            return at;
        }
        let parts = matches!(text.punctuation(at), Some(',' | ';' | '-' | '–' | '—' | '.'))
            || text.is(at, words!["and" "but" "so"]);
        let mut next = at + 1;
        while text.is(next, words!["and" "but" "so" "then"]) {
            next += 1;
        }
        let clause = text.is(
            next,
            words![
                "we" "i" "please" "they" "thank" "thanks" "although" "however" "members" "would" "hopefully"
                "frequency" "contact" "it" "this" "these" "our" "quarterly" "monthly" "if"
            ],
        ) || text.is(next, words!["that"])
            || text.is(next, words!["with"])
                && text.has_any(next..next + 7, words![
                "visit" "visits" "officer" "officers" "contact" "update" "updates" "quarterly" "monthly" "person"
                "meeting" "meetings"
            ])
            || text.is(next, words!["in"]) && text.is(next + 1, words!["that" "no" "order"])
            || text.is(next, words!["as"])
                && text.is(next + 1, words!["before" "previously" "agreed" "discussed" "set" "per"]);
        let their_own =
            text.is(next, words!["our" "it" "this" "these"]) && category::has_category(text, next, end.min(next + 6));
        let soon = text.is(at, words!["and" "but" "so"]) || text.punctuation(at).is_some_and(|mark| mark != '.');
        if at > first && parts && clause && soon && !their_own {
            return at;
        }
    }
    end
}

/// "..., particularly at night" and "..., the B4352 and the A438" belong to the item before.
fn continues_item(text: &Text<'_>, first: usize, end: usize, names: bool) -> bool {
    let start = first + usize::from(text.is(first, words!["and" "or"]));
    if text.is(
        start,
        words![
            "particularly" "especially" "including" "such" "mainly" "notably" "mostly" "which" "where" "who" "eg" "e"
            "in" "on" "at" "near" "outside" "around" "from" "by" "along" "between" "through" "with" "caused" "as"
            "when" "often" "due" "because" "also" "both" "again" "causing" "despite" "opposite" "inside" "towards"
            "usually" "always" "possibly" "sometimes" "specifically" "close" "next" "making" "leading" "over"
        ],
    ) && !text.is(start, words!["also"])
    {
        return true;
    }
    let article = start + usize::from(text.is(start, words!["the"]));
    names
        && !category::has_category(text, first, end)
        && text.is_capitalized(article)
        && text.punctuation(article).is_none()
}

/// Splits at "and" if both sides have different topics, and in the last part of a list if the right side is no place name.
fn split_at_and(
    text: &Text<'_>,
    (first, end): (usize, usize),
    last: bool,
    of_more: bool,
    items: &mut Vec<(usize, usize)>,
) {
    let (mut from, to) = trim_range(text, first, end);
    let led = (first..from).any(|at| is_and(text, at));
    if from >= to {
        return;
    }
    let (mut at, mut depth) = (from + 1, 0_usize);
    while at + 1 < to {
        match text.punctuation(at) {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && is_and(text, at) {
            let differ = have_different_topics(text, (from, at), (at + 1, to));
            let few = !of_more
                && text.word_count(from, at) <= 2
                && text.word_count(at + 1, to) <= 2
                && is_single_item(text, from, at, to);
            let tail = last
                && !few
                && !led
                && !(at + 1..to).any(|at| is_and(text, at))
                && !text.is_capitalized(at + 1)
                && !is_article_name(text, at + 1)
                && category::has_category(text, from, at)
                && category::has_category(text, at + 1, to);
            let closed = text.punctuation(at - 1) == Some(')') && category::has_category(text, from, at);
            if differ || tail || closed {
                let left = trim_range(text, from, at);
                if left.0 < left.1 {
                    items.push(left);
                }
                from = trim_range(text, at + 1, to).0;
            }
        }
        at += 1;
    }
    if from < to {
        items.push((from, to));
    }
}

/// "drugs and county lines" is one item: two short names of one topic.
fn is_single_item(text: &Text<'_>, from: usize, at: usize, to: usize) -> bool {
    category::find_topic(text, from, at) == category::find_topic(text, at + 1, to)
}

fn is_and(text: &Text<'_>, at: usize) -> bool {
    text.is(at, words!["and" "plus"]) || text.punctuation(at) == Some('&') && text.gap(at) > Gap::Tight
}

fn is_article_name(text: &Text<'_>, at: usize) -> bool {
    text.is(at, words!["the" "at" "on" "in"]) && text.is_capitalized(at + 1)
}

fn have_different_topics(text: &Text<'_>, left: (usize, usize), right: (usize, usize)) -> bool {
    // The words directly after "and" count; later ones may only say where.
    let near = right.1.min(right.0 + 4);
    let next = (right.0..right.1).find(|at| is_and(text, *at)).unwrap_or(right.1).min(near.max(right.0 + 1));
    if !category::has_category(text, left.0, left.1) || !category::has_category(text, right.0, next) {
        return false;
    }
    match (category::find_topic(text, left.0, left.1), category::find_topic(text, right.0, next)) {
        (Some(Topic::Ambiguous), _) => false,
        (left, right) => left != right,
    }
}

/// Strips punctuation and joining words at both ends.
pub(super) fn trim_range(text: &Text<'_>, first: usize, end: usize) -> (usize, usize) {
    let (mut from, mut to) = (first, end);
    while from < to
        && (text.punctuation(from).is_some_and(|mark| !matches!(mark, '(' | '"' | '“' | '£'))
            || text.is(from, words!["and" "also" "firstly" "secondly" "thirdly" "lastly" "finally" "plus" "or" "then"]))
    {
        from += 1;
    }
    while to > from
        && (text.punctuation(to - 1).is_some_and(|mark| !matches!(mark, ')' | '"' | '”' | '%'))
            || text.is(to - 1, words!["and" "or" "plus" "but"]))
    {
        to -= 1;
    }
    let unopened =
        text.punctuation(to.wrapping_sub(1)) == Some(')') && !(from..to).any(|at| text.punctuation(at) == Some('('));
    if unopened && to > from {
        to -= 1;
    }
    (from, to)
}
