//! Reads and writes single values of a row. A value that its column cannot hold is reported as damage, with the
//! column's name.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use rusqlite::types::{Type, ValueRef};

#[derive(Debug, thiserror::Error)]
#[error("{column} holds {found}")]
struct BadCell {
    column: String,
    found: String,
}

pub(crate) fn bad_cell(column: &str, found: impl Into<String>) -> rusqlite::Error {
    let cell = BadCell { column: column.to_owned(), found: found.into() };
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(cell))
}

/// Text that is not UTF-8 is damage.
pub(crate) fn as_text<'r>(cell: ValueRef<'r>, column: &str) -> rusqlite::Result<Option<&'r str>> {
    match cell {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map(Some).map_err(|_| bad_cell(column, "text that is not Unicode"))
        }
        other => Err(bad_cell(column, format!("{:?} where text belongs", other.data_type()))),
    }
}

/// Parses `2023-09-30`. The lists parse tens of thousands of dates, so this reads the digits without chrono's format
/// parser.
pub(crate) fn parse_date(text: &str, column: &str) -> rusqlite::Result<NaiveDate> {
    let number = |digits: &[u8]| -> Option<u32> {
        digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let read = |bytes: &[u8]| -> Option<NaiveDate> {
        let [year @ .., b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
        let year = i32::try_from(number(year)?).ok()?;
        NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
    };
    (text.len() == 10).then(|| read(text.as_bytes())).flatten().ok_or_else(|| bad_cell(column, text))
}

pub(crate) fn parse_time(text: &str, column: &str) -> rusqlite::Result<NaiveTime> {
    text.parse().map_err(|_| bad_cell(column, text))
}

pub(crate) fn format_utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

pub(crate) fn parse_code<T: Copy>(
    text: &str,
    column: &str,
    all: &[T],
    code: fn(T) -> &'static str,
) -> rusqlite::Result<T> {
    all.iter().copied().find(|value| code(*value) == text).ok_or_else(|| bad_cell(column, text))
}

#[cfg(test)]
mod tests {
    use super::parse_date;
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
        assert!(parse_date(text, "held_on").unwrap_err().to_string().contains("held_on"));
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(days in 1i32..3_652_058) {
            let day = chrono::NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            prop_assert_eq!(parse_date(&day.to_string(), "held_on").unwrap(), day);
        }
    }
}
