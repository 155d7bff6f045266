//! Counts what the values of a column look like.

use super::cell_values::{frequency, is_blank_value, is_email_address, is_no_reply_status, method, says_later, wish};
use super::date_parsing::looks_like_a_date;
use charter::column::Column;
use charter::returns::{Frequency, Method};
use charter::untrusted::Untrusted;

/// The proposed meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    pub column: Column,
    /// Reason as a sentence without full stop: `the header says “Parish”`, `8 of 10 values are councils of the register`.
    pub why: String,
    /// Whether nothing contradicts it.
    pub sure: bool,
}

#[derive(Debug, Default)]
pub(super) struct ColumnStats {
    /// Values that are not blank.
    pub stated: usize,
    /// Of these, the values that fit each meaning.
    matching_counts: Vec<(Column, usize)>,
    /// Values of more than three words.
    long_values: usize,
    /// Values with several lines, semicolons, or a number at the start.
    list_values: usize,
}

impl ColumnStats {
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a Untrusted>, is_council: &dyn Fn(&str) -> bool) -> Self {
        let mut stats =
            Self { matching_counts: RECOGNIZABLE.iter().map(|column| (*column, 0)).collect(), ..Self::default() };
        for value in values.map(|value| value.raw().trim()).filter(|value| !is_blank_value(value)) {
            stats.stated += 1;
            for (column, count) in &mut stats.matching_counts {
                *count += usize::from(matches_column(*column, value, is_council));
            }
            stats.long_values += usize::from(value.split_whitespace().count() > 3);
            stats.list_values += usize::from(value.contains([';', '\n']) || value.starts_with("1."));
        }
        stats
    }

    /// Number of values that fit a meaning; `None` if values cannot show it.
    pub(super) fn matching(&self, column: Column) -> Option<usize> {
        self.matching_counts.iter().find(|(known, _)| *known == column).map(|(_, count)| *count)
    }

    pub(super) fn is_mostly_sentences(&self) -> bool {
        self.long_values * 2 >= self.stated.max(1)
    }

    pub(super) fn has_lists(&self) -> bool {
        self.list_values * 3 >= self.stated.max(1)
    }
}

/// Meanings that values can show.
const RECOGNIZABLE: [Column; 8] = [
    Column::Council,
    Column::Code,
    Column::Received,
    Column::Sender,
    Column::Wish,
    Column::Frequency,
    Column::Method,
    Column::Status,
];

fn matches_column(column: Column, value: &str, is_council: &dyn Fn(&str) -> bool) -> bool {
    match column {
        Column::Council => is_council(value),
        Column::Code => is_ons_code(value),
        Column::Received => looks_like_a_date(value),
        Column::Sender => !value.contains(' ') && is_email_address(value),
        // Digits may count anything.
        Column::Wish => wish(value).is_some() && !value.bytes().all(|byte| byte.is_ascii_digit()),
        Column::Frequency => !matches!(frequency(value), None | Some(Frequency::Other(_))),
        Column::Method => !matches!(method(value), None | Some(Method::Other(_))),
        Column::Status => is_no_reply_status(value) || says_later(value),
        _ => false,
    }
}

/// ONS parish code: E04 (in Wales W04) and six digits.
fn is_ons_code(value: &str) -> bool {
    let figures = value.strip_prefix("E04").or_else(|| value.strip_prefix("W04"));
    figures.is_some_and(|figures| figures.len() == 6 && figures.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Completes "8 of 10 values are".
pub(super) fn describe(column: Column) -> &'static str {
    match column {
        Column::Council => "councils of the register",
        Column::Code => "codes of parishes",
        Column::Received => "dates",
        Column::Sender => "e-mail addresses",
        Column::Wish => "a yes or a no",
        Column::Frequency => "words for how often",
        Column::Method => "words for a method",
        _ => "words for how a reply stands",
    }
}
