//! What a row of a sheet says, by its confirmed columns: each cell is what its column means.

use crate::domain::incoming::Source;
use crate::domain::reading::{ReadPriority, Reading, Said};
use crate::domain::sheet::answer;

/// The rule by which a cell is taken.
const RULE: &str = "stands in the column that was confirmed for it";

/// What a row says.
pub(super) fn read(source: &Source) -> Reading {
    let row = answer(source);
    fn said<T>(value: T, words: crate::domain::incoming::Span) -> Said<T> {
        Said { value, words: vec![words], rule: RULE }
    }
    let priority = |(text, words)| said(ReadPriority { text, category: None, taken_over: None }, words);
    Reading {
        wish: row.wish.map(|(wish, words)| said(wish, words)),
        priorities: row.priorities.into_iter().map(priority).collect(),
        frequency: row.frequency.map(|(frequency, words)| said(frequency, words)),
        method: row.method.map(|(method, words)| said(method, words)),
        holding: row.holding.map(|words| said((), words)),
        meets_on: None,
    }
}
