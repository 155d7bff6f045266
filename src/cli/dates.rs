//! Dates as they are given on the command line: ISO for scripts, British for people.

use chrono::{NaiveDate, NaiveTime};

use super::failure::Failure;
use charter::calendar::{DateBias, DateError, Received, parse_time, parse_typed};

/// Reads a day.
///
/// # Errors
/// A usage failure that names the option and what is wrong.
pub fn parse_day(option: &str, typed: &str, today: NaiveDate, lean: DateBias) -> Result<NaiveDate, Failure> {
    parse_typed(typed, today, lean).map_err(|error| usage_error(option, &error))
}

/// Reads when something was received: ISO with a time zone if it has one, else as a person types it.
pub fn parse_received(option: &str, typed: &str, today: NaiveDate) -> Result<Received, Failure> {
    let understood = match Received::parse_iso(typed) {
        Err(DateError::NotUnderstood(_)) => Received::parse_typed(typed, today, DateBias::Past),
        iso => iso,
    };
    understood.map_err(|error| usage_error(option, &error))
}

/// Reads a time of day.
pub fn time_option(option: &str, typed: &str) -> Result<NaiveTime, Failure> {
    parse_time(typed).ok_or_else(|| {
        Failure::Usage(format!("{option}: “{typed}” is not a time of day; write it as 19:30. Nothing was changed"))
    })
}

fn usage_error(option: &str, error: &DateError) -> Failure {
    Failure::Usage(format!("{option}: {error}. Nothing was changed"))
}

#[cfg(test)]
mod tests {
    use super::{Failure, NaiveDate, parse_received};
    use rstest::rstest;

    #[rstest]
    #[case("2023-09-30T23:30Z", "2023-10-01T00:30:00")]
    #[case("20/9", "2023-09-20")]
    #[case("20 sep 14:30", "2023-09-20T14:30:00")]
    fn both_ways_are_read(#[case] typed: &str, #[case] understood: &str) {
        let today: NaiveDate = "2023-10-05".parse().unwrap();
        assert_eq!(parse_received("--received", typed, today).unwrap().to_string(), understood);
    }

    #[rstest]
    #[case("2023-09-31", "does not exist")]
    #[case("31/9", "does not exist")]
    #[case("2023-09-30T25:00", "not a date that I know")]
    fn what_cannot_be_is_said(#[case] typed: &str, #[case] said: &str) {
        let today: NaiveDate = "2023-10-05".parse().unwrap();
        let Err(Failure::Usage(text)) = parse_received("--received", typed, today) else { panic!("taken: {typed}") };
        assert!(text.contains(said) && text.contains("--received") && text.contains("Nothing was changed"), "{text}");
    }
}
