//! What a row of a sheet says, by its confirmed columns: each cell is what its column means.

use super::plain_text::PlainText;
use charter::incoming::Source;
use charter::proposal::Proposal;
use reading::columns::{RowAnswer, read_answer};
use reading::extract::{Extracted, ReadPriority, Reading};

/// The rule by which those that were agreed are taken.
const REASON_UNCHANGED: &str = "says that they stay as they were";

/// The rule by which a cell is taken.
const REASON_COLUMN: &str = "stands in the column that was confirmed for it";

/// The answer in the cells of a row; `None` for a mail.
pub(super) fn parse_row(source: &Source) -> Option<RowAnswer> {
    (!source.fields.is_empty()).then(|| read_answer(source))
}

/// What a row says; `agreed` are the priorities of the round before.
pub(super) fn read_row(source: &Source, row: &RowAnswer, agreed: &[Proposal]) -> Reading {
    let plain = PlainText::new(source.text.raw());
    match plain.row(source) {
        Some(clean) => plain.with_original_spans(to_reading(read_answer(&clean), agreed)),
        None => to_reading(row.clone(), agreed),
    }
}

fn to_reading(row: RowAnswer, agreed: &[Proposal]) -> Reading {
    fn said<T>(value: T, words: charter::incoming::Span) -> Extracted<T> {
        Extracted { value, spans: vec![words], reason: REASON_COLUMN }
    }
    let priority = |(text, words)| said(ReadPriority { text, category: None, taken_over: None }, words);
    let kept = |words| {
        agreed.iter().map(move |proposal| {
            let Proposal { id, text, category, .. } = proposal;
            let value = ReadPriority { text: text.raw().to_owned(), category: category.clone(), taken_over: Some(*id) };
            Extracted { value, spans: vec![words], reason: REASON_UNCHANGED }
        })
    };
    let mut priorities: Vec<_> = row.priorities.into_iter().map(priority).collect();
    if priorities.is_empty() {
        priorities.extend(row.unchanged.into_iter().flat_map(kept));
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
