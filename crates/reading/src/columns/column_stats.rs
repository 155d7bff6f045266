//! What a column may mean by its values alone.

use super::cell_values::{frequency, is_blank_value, is_no_reply_status, method, says_later, wish};
use super::dates::looks_like_a_date;
use charter::column::Column;
use charter::returns::{Frequency, Method};
use charter::untrusted::Untrusted;

/// What a column is proposed to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The meaning.
    pub column: Column,
    /// Why, as a sentence without its full stop: `the header says “Parish”`, `8 of 10 values are councils of the register`.
    pub why: String,
    /// Whether nothing speaks against it.
    pub sure: bool,
}

/// How many values of a column are of each sort.
#[derive(Debug, Default)]
pub(super) struct ColumnStats {
    /// How many state something.
    pub stated: usize,
    /// Of which so many are what the column of that meaning holds.
    sorts: Vec<(Column, usize)>,
    /// How many have more than three words.
    wordy: usize,
    /// How many have several lines, semicolons, or numbers at the beginning of lines.
    several: usize,
}

impl ColumnStats {
    /// Counts the values of a column.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a Untrusted>, is_council: &dyn Fn(&str) -> bool) -> Self {
        let mut counted = Self { sorts: RECOGNIZABLE.iter().map(|column| (*column, 0)).collect(), ..Self::default() };
        for value in values.map(|value| value.raw().trim()).filter(|value| !is_blank_value(value)) {
            counted.stated += 1;
            for (column, count) in &mut counted.sorts {
                *count += usize::from(matches_column(*column, value, is_council));
            }
            counted.wordy += usize::from(value.split_whitespace().count() > 3);
            counted.several += usize::from(value.contains([';', '\n']) || value.starts_with("1."));
        }
        counted
    }

    /// How many values are what a column of this meaning holds; `None` if values do not tell it.
    pub(super) fn matching(&self, column: Column) -> Option<usize> {
        self.sorts.iter().find(|(sort, _)| *sort == column).map(|(_, count)| *count)
    }

    /// Whether the values are mostly sentences.
    pub(super) fn is_mostly_sentences(&self) -> bool {
        self.wordy * 2 >= self.stated.max(1)
    }

    /// Whether some values are lists.
    pub(super) fn has_lists(&self) -> bool {
        self.several * 3 >= self.stated.max(1)
    }
}

/// The meanings that values tell.
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
        Column::Sender => {
            !value.contains(' ')
                && value.split_once('@').is_some_and(|(name, place)| !name.is_empty() && place.contains('.'))
        }
        // Figures may count anything.
        Column::Wish => wish(value).is_some() && !value.bytes().all(|byte| byte.is_ascii_digit()),
        Column::Frequency => !matches!(frequency(value), None | Some(Frequency::Other(_))),
        Column::Method => !matches!(method(value), None | Some(Method::Other(_))),
        Column::Status => is_no_reply_status(value) || says_later(value),
        _ => false,
    }
}

/// An ONS code of a parish: E04 and six figures; W04 in Wales.
fn is_ons_code(value: &str) -> bool {
    let figures = value.strip_prefix("E04").or_else(|| value.strip_prefix("W04"));
    figures.is_some_and(|figures| figures.len() == 6 && figures.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What the values of such a column are, in the plural, as the end of "8 of 10 values are".
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
