//! Counts what the values of a column look like.

use std::collections::HashMap;

use super::cell_fault::is_faulty_cell;
use super::cell_values::{frequency, is_blank_value, is_email_address, is_no_reply_status, method, says_later, wish};
use super::date_parsing::{looks_like_a_date, parse_serial};
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
    /// Of these, the values that fit each of [`RECOGNIZABLE`].
    matching_counts: [usize; RECOGNIZABLE.len()],
    /// Values that are a day if the heading says so: a spreadsheet's number for it.
    day_numbers: usize,
    /// Values of digits and marks without a letter: numbers, times, dates.
    numeric_values: usize,
    /// Values of more than three words.
    long_values: usize,
    /// Values with several lines, semicolons, or a number at the start.
    list_values: usize,
}

/// Longest value that is more than a sentence, in bytes: no name, date or wish is longer.
const MAX_VALUE_BYTES: usize = 300;

/// Judges values, each once: a wide sheet repeats them, and looking up a name takes time.
pub(super) struct ValueJudge<'a> {
    is_council: &'a dyn Fn(&str) -> bool,
    known: HashMap<String, ValueFacts>,
}

#[derive(Clone, Copy, Default)]
struct ValueFacts {
    matches: [bool; RECOGNIZABLE.len()],
    is_day_number: bool,
    is_long: bool,
    is_list: bool,
}

impl<'a> ValueJudge<'a> {
    pub(super) fn new(is_council: &'a dyn Fn(&str) -> bool) -> Self {
        Self { is_council, known: HashMap::new() }
    }

    fn judge(&mut self, value: &str) -> ValueFacts {
        let is_list = value.contains([';', '\n']) || value.starts_with("1.");
        if value.len() > MAX_VALUE_BYTES {
            return ValueFacts { is_long: true, is_list, ..ValueFacts::default() };
        }
        if let Some(facts) = self.known.get(value) {
            return *facts;
        }
        let facts = ValueFacts {
            matches: RECOGNIZABLE.map(|column| matches_column(column, value, self.is_council)),
            is_day_number: parse_serial(value, false).is_some(),
            is_long: value.split_whitespace().count() > 3,
            is_list,
        };
        self.known.insert(value.to_owned(), facts);
        facts
    }
}

impl ColumnStats {
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a Untrusted>, judge: &mut ValueJudge<'_>) -> Self {
        let mut stats = Self::default();
        let is_stated = |value: &&str| !is_blank_value(value) && !is_faulty_cell(value);
        for value in values.map(|value| value.raw().trim()).filter(is_stated) {
            let facts = judge.judge(value);
            stats.stated += 1;
            for (count, matches) in stats.matching_counts.iter_mut().zip(facts.matches) {
                *count += usize::from(matches);
            }
            stats.day_numbers += usize::from(facts.is_day_number);
            let is_numeric = value.bytes().any(|b| b.is_ascii_digit()) && !value.chars().any(char::is_alphabetic);
            stats.numeric_values += usize::from(is_numeric);
            stats.long_values += usize::from(facts.is_long);
            stats.list_values += usize::from(facts.is_list);
        }
        stats
    }

    /// Number of values that fit a meaning; `None` if values cannot show it.
    pub(super) fn matching(&self, column: Column) -> Option<usize> {
        let index = RECOGNIZABLE.iter().position(|known| *known == column)?;
        self.matching_counts.get(index).copied()
    }

    /// As [`Self::matching`], below a heading that names the meaning. A bare number may be a day there, and elsewhere the
    /// number of a house.
    pub(super) fn matching_heading(&self, column: Column) -> Option<usize> {
        let numbers = if column == Column::Received { self.day_numbers } else { 0 };
        self.matching(column).map(|count| count + numbers)
    }

    /// Whether each value is a number, a time or a date.
    pub(super) fn is_numeric(&self) -> bool {
        self.stated > 0 && self.numeric_values == self.stated
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
