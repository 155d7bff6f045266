//! What a row of a sheet says, by its confirmed columns: each cell is what its column means.

use charter::incoming::Source;
use charter::proposal::Proposal;
use reading::columns::answer;
use reading::extract::{Extracted, ReadPriority, Reading};

/// The rule by which those that were agreed are taken.
const KEPT: &str = "says that they stay as they were";

/// The rule by which a cell is taken.
const RULE: &str = "stands in the column that was confirmed for it";

/// What a row says; `before` is what was agreed before.
pub(super) fn read_row(source: &Source, before: &[Proposal]) -> Reading {
    let row = answer(source);
    fn said<T>(value: T, words: charter::incoming::Span) -> Extracted<T> {
        Extracted { value, spans: vec![words], reason: RULE }
    }
    let priority = |(text, words)| said(ReadPriority { text, category: None, taken_over: None }, words);
    let kept = |words| {
        before.iter().map(move |proposal| {
            let Proposal { id, text, category, .. } = proposal;
            let value = ReadPriority { text: text.raw().to_owned(), category: category.clone(), taken_over: Some(*id) };
            Extracted { value, spans: vec![words], reason: KEPT }
        })
    };
    let mut priorities: Vec<_> = row.priorities.into_iter().map(priority).collect();
    if priorities.is_empty() {
        priorities.extend(row.same.into_iter().flat_map(kept));
    }
    Reading {
        wish: row.wish.map(|(wish, words)| said(wish, words)),
        priorities,
        frequency: row.frequency.map(|(frequency, words)| said(frequency, words)),
        method: row.method.map(|(method, words)| said(method, words)),
        holding: row.holding.map(|words| said((), words)),
        meets_on: None,
    }
}
