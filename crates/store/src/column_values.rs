//! One cell of a row, as the domain has it. A cell that holds what it never can is damage, and says which it is.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};

use charter::calendar::Received;
use charter::untrusted::Untrusted;

/// A cell that does not hold what it must.
#[derive(Debug, thiserror::Error)]
#[error("{column} holds {found}")]
struct BadCell {
    column: String,
    found: String,
}

/// The error for a cell that does not hold what it must.
pub(super) fn bad(column: &str, found: impl Into<String>) -> rusqlite::Error {
    let cell = BadCell { column: column.to_owned(), found: found.into() };
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(cell))
}

/// Text that is there.
pub(super) fn text<'r>(row: &'r Row<'_>, column: &str) -> rusqlite::Result<&'r str> {
    text_or_none(row, column)?.ok_or_else(|| bad(column, "nothing"))
}

/// Text, or nothing.
pub(super) fn text_or_none<'r>(row: &'r Row<'_>, column: &str) -> rusqlite::Result<Option<&'r str>> {
    as_text(row.get_ref(column)?, column)
}

/// The text in a cell; text that is not UTF-8 is damage.
pub(super) fn as_text<'r>(cell: ValueRef<'r>, column: &str) -> rusqlite::Result<Option<&'r str>> {
    match cell {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map(Some).map_err(|_| bad(column, "text that is not Unicode"))
        }
        other => Err(bad(column, format!("{:?} where text belongs", other.data_type()))),
    }
}

/// Text that somebody else wrote.
pub(super) fn foreign(row: &Row<'_>, column: &str) -> rusqlite::Result<Untrusted> {
    text(row, column).map(Untrusted::from)
}

/// A day.
pub(super) fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<NaiveDate> {
    as_day(text(row, column)?, column)
}

/// A day, or nothing.
pub(super) fn day_or_none(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    text_or_none(row, column)?.map(|text| as_day(text, column)).transpose()
}

/// Reads `2023-09-30`. The lists read ten thousands of these, which is why the digits are taken by hand.
pub(super) fn as_day(text: &str, column: &str) -> rusqlite::Result<NaiveDate> {
    let number = |digits: &[u8]| -> Option<u32> {
        digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let read = |bytes: &[u8]| -> Option<NaiveDate> {
        let [year @ .., b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
        let year = i32::try_from(number(year)?).ok()?;
        NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
    };
    (text.len() == 10).then(|| read(text.as_bytes())).flatten().ok_or_else(|| bad(column, text))
}

/// A time of day, or nothing.
pub(super) fn time_or_none(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveTime>> {
    text_or_none(row, column)?.map(|text| as_time(text, column)).transpose()
}

/// Reads a time of day.
pub(super) fn as_time(text: &str, column: &str) -> rusqlite::Result<NaiveTime> {
    text.parse().map_err(|_| bad(column, text))
}

/// A time of day as it is kept.
pub(super) fn time(at: Option<NaiveTime>) -> Option<String> {
    at.map(|at| at.to_string())
}

/// An instant.
pub(super) fn instant(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    let text = text(row, column)?;
    DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc)).map_err(|_| bad(column, text))
}

/// An instant as it is kept.
pub(super) fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// When a council sent something, out of `received_on` and `received_at`.
pub(super) fn received(row: &Row<'_>) -> rusqlite::Result<Received> {
    Ok(Received { on: day(row, "received_on")?, at: time_or_none(row, "received_at")? })
}

/// A term of a closed list, by its code.
pub(super) fn term<T: Copy>(text: &str, column: &str, all: &[T], code: fn(T) -> &'static str) -> rusqlite::Result<T> {
    all.iter().copied().find(|value| code(*value) == text).ok_or_else(|| bad(column, text))
}

#[cfg(test)]
mod tests {
    use super::as_day;
    use proptest::prelude::{prop_assert_eq, proptest};
    use rstest::rstest;

    #[rstest]
    #[case("2023-02-30")]
    #[case("2023-2-030")]
    #[case("20230-2-03")]
    #[case("2023/09/30")]
    #[case("")]
    #[case("2023-09-3é")]
    fn not_a_day(#[case] text: &str) {
        assert!(as_day(text, "held_on").unwrap_err().to_string().contains("held_on"));
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(days in 1i32..3_652_058) {
            let day = chrono::NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            prop_assert_eq!(as_day(&day.to_string(), "held_on").unwrap(), day);
        }
    }
}
