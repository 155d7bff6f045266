//! Reads command-line options as typed fields: `--on 20/9` is the field `on`.

use charter::calendar::{Received, format_full};
use chrono::NaiveDate;
use desk::records::{FieldReader, Fields, Invalid, InvalidKind};

use super::failure::Failure;
use super::output::Output;

/// Fields whose option has another name.
const OPTIONS: [(&str, &str); 5] = [
    ("by", "by-whom"),
    ("inactive", "inactive-from"),
    ("instead", "instead-of"),
    ("issued", "letter-dated"),
    ("pattern", "meets"),
];

/// # Errors
/// Names every invalid option: a usage failure if one can't be read, a refusal if a rule forbids it.
pub fn read<T>(
    fields: &dyn Fields,
    today: NaiveDate,
    read: impl FnOnce(&mut FieldReader<'_>) -> Option<T>,
) -> Result<T, Failure> {
    let mut reader = FieldReader::new(fields, today);
    let value = read(&mut reader);
    reader.finish(value).map_err(|invalid| invalid_options(&invalid))
}

pub fn invalid_options(invalid: &[Invalid]) -> Failure {
    let option = |field| OPTIONS.iter().find(|(name, _)| *name == field).map_or(field, |(_, option)| *option);
    let texts: Vec<String> =
        invalid.iter().map(|invalid| format!("--{}: {}", option(invalid.field), invalid.why)).collect();
    let text = format!("{}. Nothing was changed", texts.join("; "));
    match invalid.iter().any(|invalid| invalid.kind == InvalidKind::Format) {
        true => Failure::Usage(text),
        false => Failure::Refused(text),
    }
}

pub fn or_today(typed: Option<&str>) -> Option<&str> {
    typed.or(Some("today"))
}

/// Echoes a date typed in short form, so that the user notices a mistake.
pub fn echo_date(typed: Option<&str>, on: NaiveDate, out: &Output) {
    if let Some(typed) = typed.map(str::trim).filter(|typed| *typed != on.to_string()) {
        out.print_message(&format!("“{typed}” is taken as {}", format_full(on)));
    }
}

/// Like [`echo_date`], for a date that may have a time.
pub fn echo_received(typed: &str, received: Received, out: &Output) {
    if received.at.is_none() {
        echo_date(Some(typed), received.on, out);
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, NaiveDate, read};
    use charter::calendar::Received;
    use rstest::rstest;

    fn parse_received(typed: &str) -> Result<Received, Failure> {
        let today: NaiveDate = "2023-10-05".parse().unwrap();
        read(&[("received", Some(typed))], today, |reader| reader.received("received"))
    }

    #[rstest]
    #[case("2023-09-30T23:30Z", "2023-10-01T00:30:00")]
    #[case("20/9", "2023-09-20")]
    #[case("20 sep 14:30", "2023-09-20T14:30:00")]
    fn both_ways_are_read(#[case] typed: &str, #[case] understood: &str) {
        assert_eq!(parse_received(typed).unwrap().to_string(), understood);
    }

    #[rstest]
    #[case("2023-09-31", "does not exist")]
    #[case("31/9", "does not exist")]
    #[case("2023-09-30T25:00", "is not a date; try")]
    fn a_wrong_date_is_a_usage_failure(#[case] typed: &str, #[case] expected: &str) {
        let Err(Failure::Usage(text)) = parse_received(typed) else { panic!("taken: {typed}") };
        assert!(
            text.contains(expected) && text.contains("--received") && text.contains("Nothing was changed"),
            "{text}"
        );
    }
}
