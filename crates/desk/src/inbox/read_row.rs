//! Reads a row of a sheet by its confirmed columns.

use super::plain_text::PlainText;
use charter::incoming::Source;
use charter::proposal::Proposal;
use reading::columns::{RowAnswer, read_answer};
use reading::extract::{Extracted, ReadPriority, Reading};

const REASON_UNCHANGED: &str = "says that they stay as they were";

const REASON_COLUMN: &str = "stands in the column that was confirmed for it";

/// `None` for a mail.
pub(super) fn parse_row(source: &Source) -> Option<RowAnswer> {
    (!source.fields.is_empty()).then(|| read_answer(source))
}

/// `agreed` are the priorities of the round before.
pub(super) fn read_row(source: &Source, row: &RowAnswer, agreed: &[Proposal]) -> Reading {
    let plain = PlainText::new(source.text.raw());
    match plain.row(source) {
        Some(clean) => plain.with_original_spans(to_reading(read_answer(&clean), agreed)),
        None => to_reading(row.clone(), agreed),
    }
}

fn to_reading(row: RowAnswer, agreed: &[Proposal]) -> Reading {
    fn extracted<T>(value: T, words: charter::incoming::Span) -> Extracted<T> {
        Extracted { value, spans: vec![words], reason: REASON_COLUMN, filled_in: true }
    }
    let priority = |(text, words)| extracted(ReadPriority { text, category: None, taken_over: None }, words);
    let unchanged_priorities = |words| {
        agreed.iter().map(move |proposal| {
            let Proposal { id, text, category, .. } = proposal;
            let value = ReadPriority { text: text.raw().to_owned(), category: category.clone(), taken_over: Some(*id) };
            Extracted { value, spans: vec![words], reason: REASON_UNCHANGED, filled_in: true }
        })
    };
    let mut priorities: Vec<_> = row.priorities.into_iter().map(priority).collect();
    if priorities.is_empty() {
        priorities.extend(row.unchanged.into_iter().flat_map(unchanged_priorities));
    }
    Reading {
        wish: row.wish.map(|(wish, words)| extracted(wish, words)),
        priorities,
        frequency: row.frequency.map(|(frequency, words)| extracted(frequency, words)),
        method: row.method.map(|(method, words)| extracted(method, words)),
        holding: row.holding.map(|words| Extracted { filled_in: false, ..extracted((), words) }),
        // A person has confirmed what the columns mean.
        is_trusted: true,
        ..Reading::default()
    }
}
